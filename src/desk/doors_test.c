// SPDX-License-Identifier: Apache-2.0
// Side doors: what somebody could try who wants a hard rule broken, or to see
// what is not theirs, by mail, by a verb, or by changing people and teams. On
// both engines. The front doors are in verbs_test.c and mailing_test.c.
#include "desk/attachment.h"
#include "desk/letter.h"
#include "desk/mail_id.h"
#include "desk/scene_kit.h"
#include "mail/parse.h"

#define KEY S("0123456789abcdef0123456789abcdef")

static const struct mail_identity identity = {
    .from = S_INIT("Tidewell IT <help@desk.test>"),
    .base_url = S_INIT("https://help.test"),
    .desk_name = S_INIT("Tidewell IT"),
    .key = S_INIT("0123456789abcdef0123456789abcdef"),
};

#define DOOR_QUERY(name, text, params) \
    static const struct query name QUERY_SECTION = {#name, "src/desk/doors_test.c", text, text, params, false}
DOOR_QUERY(door_on_copy, "SELECT COUNT(*), 'x' FROM participant WHERE ticket_id = $1", 1);
DOOR_QUERY(door_messages, "SELECT COUNT(*), MAX(kind) FROM message WHERE ticket_id = $1", 1);
DOOR_QUERY(door_receipts, "SELECT COUNT(*), 'x' FROM mail_out WHERE person_id = $1 AND kind = '0'", 1);
DOOR_QUERY(door_newest_attachment, "SELECT MAX(id), 'x' FROM attachment WHERE ticket_id = $1", 1);
DOOR_QUERY(door_newest_referral, "SELECT MAX(id), 'x' FROM referral WHERE ticket_id = $1", 1);
DOOR_QUERY(door_newest_ticket, "SELECT MAX(id), 'x' FROM ticket WHERE id > $1", 1);
DOOR_QUERY(door_lead_mails, "SELECT COUNT(*), 'x' FROM mail_out WHERE person_id = $1 AND kind = '8192'", 1);

static struct intake receive(struct scene *n, struct str raw)
{
    int64_t id;
    struct intake intake;
    mail_start();
    fail_clear(n->c);
    assert_ok(mail_receive(n->c, n->s, raw, STR_NONE, &id));
    assert_ok(mail_take(n->c, n->s, &identity, id, &intake));
    return intake;
}

// An answer by somebody who holds the ticket's signed address.
static struct intake answer_by_key(struct scene *n, int64_t number, const char *from, const char *body)
{
    struct arena *a = n->c->arena;
    struct str tag = mail_id_plus(a, KEY, number);
    return receive(n, str_fmt(a, "From: %s\r\nTo: help+%.*s@desk.test\r\nMessage-ID: <%.*s@else.test>\r\nSubject: Re: x\r\n\r\n%s\r\n",
                              from, STR_ARG(tag), STR_ARG(random_token(a, 9)), body));
}

static void assert_refused(struct scene *n, enum rc rc, const char *rule)
{
    assert_int_equal(rc, RC_REFUSED);
    assert_str(n->c->failure.rule, rule);
}

// ---- by mail ----

TEST_STORE(r5_an_outsider_who_answers_by_mail_is_heard_and_sees_nothing_else)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, REFER, ana, r, .a = S("Printer Works"), .b = S("joe@vendor.test"), .c = S("They built it.")));
    struct intake in = answer_by_key(&n, r, "joe@vendor.test", "We have it.");
    assert_int_equal(in.ticket, r);
    assert_str(look_at(&n, &door_messages, r, 0).text, "request"); // of "outside" and "request"
    assert_int_equal(look_at(&n, &door_messages, r, 0).value, 2);
    assert_int_equal(look_at(&n, &door_on_copy, r, 0).value, 0);
    in = answer_by_key(&n, r, "kim@else.test", "I have it too.");
    assert_int_equal(in.ticket, r);
    assert_int_equal(look_at(&n, &door_on_copy, r, 0).value, 1); // somebody who was shown a mail of it reads along
}

TEST_STORE(r7_who_has_left_writes_no_notes_by_mail)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(update_person(c, s, &n.d.admin, n.d.ben.person_id, (struct person_changes){.has_active = true, .active = false}));
    struct intake in = answer_by_key(&n, r, "ben@desk.test", "Psst, give her nothing.");
    assert_str(in.state, "taken"); // nothing is lost, and nothing is believed
    assert_true(in.ticket != r);
    assert_int_equal(look_at(&n, &door_messages, r, 0).value, 1);
    assert_int_equal(look_at(&n, &door_on_copy, r, 0).value, 0);
}

TEST_STORE(receipts_to_one_address_have_a_bound_and_requests_have_none)
{
    struct scene n = scene(c, s);
    for (int i = 0; i < 15; i++) {
        struct str raw = str_fmt(c->arena, "From: rita@work.test\r\nTo: help@desk.test\r\nSubject: Loop %d\r\n\r\nHello.\r\n", i);
        assert_str(receive(&n, raw).state, "taken");
    }
    assert_int_equal(look_at(&n, &door_newest_ticket, 0, 0).value, 15);
    assert_int_equal(look_at(&n, &door_receipts, n.d.rita.person_id, 0).value, 10);
    c->now_ms += HOUR_MS + 1;
    (void)receive(&n, S("From: rita@work.test\r\nTo: help@desk.test\r\nSubject: Later\r\n\r\nHello.\r\n"));
    assert_int_equal(look_at(&n, &door_receipts, n.d.rita.person_id, 0).value, 11);
}

// ---- their word ----

TEST_STORE(r14_a_yes_heard_earlier_does_not_outweigh_what_they_wrote_since)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), heard_at = c->now_ms + HOUR_MS;
    time_passes(&n, 2 * HOUR_MS);
    assert_ok(ON(&n, WORDS, rita, r, .a = S("It eats paper again.")));
    assert_refused(&n, ON(&n, ANSWER, ana, r, .yes = true, .b = S("phone"), .by = heard_at), "R14");
    assert_int_equal(ticket_now(&n, r).state, STATE_WITH_US);
    time_passes(&n, HOUR_MS);
    assert_ok(ON(&n, ANSWER, ana, r, .yes = true, .b = S("phone"), .by = c->now_ms));
    assert_int_equal(ticket_now(&n, r).outcome, OUTCOME_SOLVED);
}

TEST_STORE(r14_nobody_has_heard_a_yes_that_is_still_to_come)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_int_equal(ON(&n, ANSWER, ana, r, .yes = true, .b = S("phone"), .by = c->now_ms + HOUR_MS), RC_INVALID);
    assert_int_equal(ON(&n, ANSWER, ana, r, .yes = true, .b = S("phone"), .by = c->now_ms + 6 * MINUTE_MS), RC_INVALID);
    assert_refused(&n, ON(&n, ANSWER, ana, r, .yes = true, .b = S("phone")), "R14");
    assert_int_equal(ticket_now(&n, r).state, STATE_WITH_US);
}

TEST_STORE(r14_a_ticket_with_a_speaker_is_not_merged_into_one_that_another_speaks_for)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), other = asked(&n, n.d.rita);
    assert_ok(update_person(c, s, &n.d.admin, n.d.rita.person_id, (struct person_changes){.has_active = true, .active = false}));
    assert_ok(ON(&n, SPEAKER, lead, r, .person = n.d.rob.person_id, .a = S("Rita has left, Rob does her work.")));
    assert_refused(&n, ON(&n, MERGE, ana, r, .person = other, .a = S("the same")), "R14");
    assert_ok(ON(&n, SPEAKER, lead, other, .person = n.d.rob.person_id, .a = S("Rita has left, Rob does her work.")));
    assert_ok(ON(&n, MERGE, ana, r, .person = other, .a = S("the same")));
}

TEST(r14_who_speaks_for_a_ticket_gets_the_buttons_and_who_spoke_before_does_not)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = KIT_NOW_MS};
    struct letter l;
    struct letter_facts f = {.ticket = 12, .person_id = 6, .requester_id = 5, .speaker_id = 6, .kind = MAIL_PROPOSAL,
                             .to_name = S("Rob"), .to_role = S("requester"), .subject = S("x"), .owner = S("Ana"),
                             .requester = S("Rita"), .body = S("It prints."), .payload = S("{}")};
    letter_write(&c, &identity, &f, &l);
    assert_true(str_has(letter_text(a, &l), S("/a/")));
    f.person_id = 5;
    letter_write(&c, &identity, &f, &l);
    assert_false(str_has(letter_text(a, &l), S("/a/")));
}

// ---- promises, answers, cards ----

TEST_STORE(r9_a_promise_is_not_renewed_into_another_age)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, PROMISE, ana, r, .a = S("I look at it today and tell you what I find."), .b = S("look at it"), .by = c->now_ms + HOUR_MS));
    int64_t step = ticket_now(&n, r).next.id;
    assert_int_equal(ON(&n, RENEW, ana, step, .a = S("It takes longer."), .by = c->now_ms + 4000 * DAY_MS), RC_INVALID);
    assert_int_equal(ON(&n, RENEW, ana, step, .a = S("It takes longer."), .by = INT64_MAX), RC_INVALID);
    assert_ok(ON(&n, RENEW, ana, step, .a = S("It takes longer."), .by = c->now_ms + 2 * DAY_MS));
}

TEST_STORE(r24_a_no_that_is_the_first_reply_introduces_its_writer)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    extern const struct query kit_last_content;
    assert_ok(ON(&n, DECLINE, ana, r, .a = S("We do not repair printers of your own."), .b = S("The shop in the hall does.")));
    assert_true(str_has(look_at(&n, &kit_last_content, r, 0).text, S("\"card\":1")));
    r = asked(&n, n.d.rita);
    assert_ok(ON(&n, DECLINE, ana, r, .a = S("We do not repair this either."), .b = S("The shop in the hall does.")));
    assert_false(str_has(look_at(&n, &kit_last_content, r, 0).text, S("card")));
}

TEST_STORE(r26_a_no_is_never_one_word)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_refused(&n, ON(&n, DECLINE, ana, r, .a = S("No."), .b = S("Nothing.")), "R26");
    assert_ok(ON(&n, DECLINE, ana, r, .a = S("We do not repair printers of your own."), .b = S("The shop in the hall does.")));
    assert_ok(ON(&n, ASK_REVIEW, rita, r));
    assert_refused(&n, ON(&n, ANSWER_REVIEW, lead, r, .yes = true, .a = S("No.")), "R26");
    assert_int_equal(ticket_now(&n, r).state, STATE_WITH_US);
    assert_ok(ON(&n, ANSWER_REVIEW, lead, r, .yes = true, .a = S("予算がありません。"))); // a sentence, without a space
}

// ---- teams that are set aside ----

static void set_team_aside(struct scene *n)
{
    assert_ok(update_team(n->c, n->s, &n->d.admin, n->d.team, (struct team_changes){.has_active = true, .active = false}));
}

TEST_STORE(r16_a_late_answer_to_a_team_that_was_set_aside_is_not_bounced)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, WITHDRAW, rita, r));
    set_team_aside(&n);
    time_passes(&n, 60 * DAY_MS);
    assert_ok(ON(&n, WORDS, rita, r, .a = S("It eats paper again.")));
    assert_true(n.last.done.opened_successor);
    struct ticket t = ticket_now(&n, n.last.done.number);
    assert_int_equal(t.team_id, n.d.first_team);
    assert_int_equal(t.successor_of, r);
}

TEST_STORE(r9_a_lead_goes_only_when_no_open_request_counts_on_them)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    const struct person_changes leave = {.has_active = true, .active = false};
    set_team_aside(&n);
    assert_refused(&n, update_person(c, s, &n.d.admin, n.d.lead.person_id, leave), "R1");
    assert_ok(ON(&n, WITHDRAW, rita, r));
    assert_ok(update_person(c, s, &n.d.admin, n.d.lead.person_id, leave));
    assert_ok(ON(&n, WORDS, rita, r, .a = S("It eats paper again."))); // open again, and its lead has left
    time_passes(&n, 3 * DAY_MS);
    assert_int_equal(look_at(&n, &door_lead_mails, n.d.admin.person_id, 0).value, 1); // the target broke: somebody hears of it
}

// ---- what is not there and what may not be seen ----

struct reading {
    const struct actor *who;
    int64_t id;
    struct attachment file;
};

static enum rc attachment_read(struct ctx *c, struct db *db, void *arg)
{
    struct reading *k = arg;
    return attachment_get(db, k->who, k->id, &k->file);
}

static struct str no_file(struct scene *n, const struct actor *who, int64_t id)
{
    struct reading k = {.who = who, .id = id};
    fail_clear(n->c);
    assert_int_equal(store_read(n->c, n->s, attachment_read, &k), RC_NOT_FOUND);
    return n->c->failure.detail;
}

TEST_STORE(an_id_that_is_not_yours_answers_like_one_that_is_not_there)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    const struct upload file = {.name = S("a.txt"), .type = S("text/plain"), .bytes = S("secret")};
    assert_ok(ON(&n, NOTE, ana, r, .a = S("Between us."), .upload = file));
    int64_t noted = look_at(&n, &door_newest_attachment, r, 0).value;
    struct str absent = no_file(&n, &n.d.rob, 999999);
    assert_true(str_eq(no_file(&n, &n.d.rob, noted), absent));  // a stranger
    assert_true(str_eq(no_file(&n, &n.d.rita, noted), absent)); // the requester, of a note

    assert_ok(ON(&n, REFER, ana, r, .a = S("Printer Works"), .b = S("joe@vendor.test"), .c = S("They built it.")));
    int64_t referral = look_at(&n, &door_newest_referral, r, 0).value;
    assert_int_equal(ON(&n, CONFIRM, rob, 999999, .a = S("x"), .b = S("y")), RC_NOT_FOUND);
    struct str no_referral = c->failure.detail;
    assert_int_equal(ON(&n, CONFIRM, rob, referral, .a = S("x"), .b = S("y")), RC_NOT_FOUND);
    assert_true(str_eq(c->failure.detail, no_referral));

    assert_ok(ON(&n, PROMISE, ana, r, .a = S("I look at it today and tell you what I find."), .b = S("look at it"), .by = c->now_ms + HOUR_MS));
    int64_t step = ticket_now(&n, r).next.id;
    assert_int_equal(ON(&n, KEEP, rob, 999999), RC_NOT_FOUND);
    struct str no_promise = c->failure.detail;
    assert_int_equal(ON(&n, KEEP, rob, step), RC_NOT_FOUND);
    assert_true(str_eq(c->failure.detail, no_promise));
}

// ---- harm behind the program's back ----

DOOR_QUERY(harm_state, "UPDATE ticket SET state = 'closed', outcome = 'solved', step_id = NULL WHERE id = $1", 1);
DOOR_QUERY(harm_outcome, "UPDATE ticket SET outcome = 'solved' WHERE id = $1", 1);
DOOR_QUERY(harm_file_name, "UPDATE attachment SET name = 'other.txt' WHERE ticket_id = $1", 1);
DOOR_QUERY(harm_file_gone, "DELETE FROM attachment WHERE ticket_id = $1", 1);
DOOR_QUERY(harm_file_more, "INSERT INTO attachment (ticket_id, message_id, name, type, size, sha256) "
                           "SELECT m.ticket_id, m.id, 'x', 'x/y', 1, b.sha256 FROM message m, blob b WHERE m.ticket_id = $1 "
                           "ORDER BY m.id LIMIT 1", 1);

struct harm {
    const struct query *q;
    int64_t ticket;
    struct verify_result result;
};

static enum rc harm_do(struct ctx *c, struct db *db, void *arg)
{
    struct harm *h = arg;
    const struct param params[] = {P_NULL, P(h->ticket)};
    if (h->q)
        TRY(db_run_(db, h->q, params, 1));
    return history_verify(db, 0, &h->result);
}

static struct verify_result harmed(struct scene *n, const struct query *q, int64_t ticket)
{
    struct harm h = {.q = q, .ticket = ticket};
    fail_clear(n->c);
    assert_ok(store_write(n->c, n->s, harm_do, &h));
    return h.result;
}

TEST_STORE(r14_a_ticket_that_was_closed_in_the_database_is_seen)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), other = asked(&n, n.d.rita);
    assert_ok(ON(&n, WITHDRAW, rita, other));
    assert_ok(ON(&n, WORDS, rita, other, .a = S("It eats paper again.")));
    assert_ok(ON(&n, ANSWER, rita, other, .yes = true));
    assert_int_equal(harmed(&n, NULL, 0).bad_ticket, 0);
    assert_int_equal(harmed(&n, &harm_state, r).bad_ticket, r);
}

TEST_STORE(r14_an_outcome_that_was_changed_in_the_database_is_seen)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, WITHDRAW, rita, r));
    assert_int_equal(harmed(&n, NULL, 0).bad_ticket, 0);
    assert_int_equal(harmed(&n, &harm_outcome, r).bad_ticket, r);
}

static int64_t with_file(struct scene *n)
{
    int64_t r = asked(n, n->d.rita);
    const struct upload file = {.name = S("a.txt"), .type = S("text/plain"), .bytes = S("as it was")};
    assert_ok(ON(n, WORDS, rita, r, .a = S("Look."), .upload = file));
    assert_int_equal(harmed(n, NULL, 0).bad_ticket, 0);
    return r;
}

TEST_STORE(r35_a_file_that_was_changed_is_seen)
{
    struct scene n = scene(c, s);
    int64_t r = with_file(&n);
    assert_int_equal(harmed(&n, &harm_file_name, r).bad_ticket, r);
}

TEST_STORE(r35_a_file_that_was_taken_away_is_seen)
{
    struct scene n = scene(c, s);
    int64_t r = with_file(&n);
    assert_int_equal(harmed(&n, &harm_file_gone, r).bad_ticket, r);
}

TEST_STORE(r35_a_file_that_was_put_in_is_seen)
{
    struct scene n = scene(c, s);
    int64_t r = with_file(&n);
    assert_int_equal(harmed(&n, &harm_file_more, r).bad_ticket, r);
}
