// SPDX-License-Identifier: Apache-2.0
// Mail in and out as the desk means it: what becomes of a mail that arrives,
// and what leaves. On both engines.
#include "desk/letter.h"
#include "desk/mail_id.h"
#include "desk/people_kit.h"
#include "desk/verbs.h"
#include "mail/parse.h"

#define KEY S("0123456789abcdef0123456789abcdef")

static const struct mail_identity identity = {
    .from = {"Tidewell IT <help@desk.test>", 28},
    .base_url = {"https://help.test", 17},
    .desk_name = {"Tidewell IT", 11},
    .key = {"0123456789abcdef0123456789abcdef", 32},
};

#define TEST_QUERY(name, text, params) \
    static const struct query name QUERY_SECTION = {#name, "src/desk/mailing_test.c", text, text, params, false}
TEST_QUERY(count_tickets, "SELECT COUNT(*) FROM ticket", 0);
TEST_QUERY(count_messages, "SELECT COUNT(*) FROM message WHERE ticket_id = $1 AND kind = CAST($2 AS TEXT)", 2);
TEST_QUERY(count_mail_in, "SELECT COUNT(*) FROM mail_in WHERE state = CAST($1 AS TEXT)", 1);
TEST_QUERY(count_mail_out, "SELECT COUNT(*) FROM mail_out WHERE ticket_id = $1 AND kind = CAST($2 AS TEXT)", 2);
TEST_QUERY(count_mail_out_state, "SELECT COUNT(*) FROM mail_out WHERE state = CAST($1 AS TEXT)", 1);
TEST_QUERY(count_events, "SELECT COUNT(*) FROM event WHERE ticket_id = $1 AND kind = CAST($2 AS TEXT)", 2);
TEST_QUERY(count_attachments, "SELECT COUNT(*) FROM attachment WHERE ticket_id = $1", 1);
TEST_QUERY(count_jobs, "SELECT COUNT(*) FROM job WHERE kind = CAST($1 AS TEXT)", 1);
TEST_QUERY(first_mail_out, "SELECT mid FROM mail_out WHERE ticket_id = $1 ORDER BY id LIMIT 1", 1);
TEST_QUERY(is_participant, "SELECT COUNT(*) FROM participant p JOIN person_email e ON e.person_id = p.person_id "
                           "WHERE p.ticket_id = $1 AND e.address = CAST($2 AS TEXT)", 2);

struct counting {
    const struct query *q;
    int64_t id, n;
    struct str text;
};

static enum rc count_read(struct ctx *c, struct db *db, void *arg)
{
    struct counting *k = arg;
    struct param by_id[] = {P_NULL, P(k->id), P(k->text)}, by_text[] = {P_NULL, P(k->text)};
    return db_int_(db, &k->n, k->q, k->q->params == 1 && k->text.n ? by_text : by_id, (size_t)k->q->params);
}

static int64_t count(struct ctx *c, struct store *s, const struct query *q, int64_t id, const char *text)
{
    struct counting k = {q, id, 0, str_of(text)};
    assert_ok(store_read(c, s, count_read, &k));
    return k.n;
}

static enum rc text_read(struct ctx *c, struct db *db, void *arg)
{
    struct counting *k = arg;
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, first_mail_out, P(k->id)));
    if (rows_next(&rows))
        k->text = rows_text(&rows, 0);
    return rows_done(&rows);
}

static struct intake receive(struct ctx *c, struct store *s, const char *raw)
{
    int64_t id;
    struct intake intake;
    mail_start();
    fail_clear(c);
    assert_ok(mail_receive(c, s, str_of(raw), STR_NONE, &id));
    assert_ok(mail_take(c, s, &identity, id, &intake));
    return intake;
}

#define FIRST_MAIL                                                                                          \
    "From: Noor Haddad <noor@work.test>\r\nTo: help@desk.test\r\nCc: Elif <elif@work.test>\r\n"             \
    "Subject: The workbook is locked\r\nMessage-ID: <first@work.test>\r\nDate: Wed, 14 Oct 2026 09:00:00 +0000\r\n" \
    "\r\nIt says Ravi has locked it.\r\n"

static struct intake first_mail(struct ctx *c, struct store *s)
{
    (void)small_desk(c, s);
    return receive(c, s, FIRST_MAIL);
}

static struct str answer_to(struct ctx *c, const char *from, const char *headers, const char *body)
{
    return str_fmt(c->arena, "From: %s\r\nTo: help@desk.test\r\nMessage-ID: <%s@work.test>\r\n%s\r\n%s\r\n", from,
                   str_cstr(c->arena, random_token(c->arena, 9)), headers, body);
}

TEST_STORE(r22_a_mail_with_a_sentence_becomes_a_ticket_with_an_owner_and_a_receipt)
{
    struct intake in = first_mail(c, s);
    assert_str(in.state, "taken");
    assert_true(in.ticket > 0);
    assert_int_equal(count(c, s, &count_messages, in.ticket, "request"), 1);
    assert_int_equal(count(c, s, &count_mail_out, in.ticket, "0"), 1);
    assert_int_equal(count(c, s, &is_participant, in.ticket, "elif@work.test"), 1);
    assert_int_equal(count(c, s, &count_jobs, 0, "mail_in"), 0);
}

TEST_STORE(the_same_mail_twice_is_one_ticket)
{
    struct intake first = first_mail(c, s), second = receive(c, s, FIRST_MAIL);
    assert_str(second.state, "duplicate");
    assert_int_equal(second.ticket, first.ticket);
    assert_int_equal(count(c, s, &count_tickets, 0, NULL), 1);
}

TEST_STORE(an_answer_to_our_own_mail_finds_its_ticket_and_a_new_face_joins)
{
    struct intake first = first_mail(c, s);
    struct counting k = {.id = first.ticket};
    assert_ok(store_read(c, s, text_read, &k));
    struct str mid = mail_id_signed(c->arena, KEY, k.text);
    const char *headers = str_cstr(c->arena, str_fmt(c->arena, "In-Reply-To: <%.*s@desk.test>\r\nSubject: Re: x\r\n", STR_ARG(mid)));
    struct intake in = receive(c, s, str_cstr(c->arena, answer_to(c, "omar@elsewhere.test", headers, "I see it too.")));
    assert_int_equal(in.ticket, first.ticket);
    assert_int_equal(count(c, s, &count_messages, first.ticket, "words"), 1);
    assert_int_equal(count(c, s, &is_participant, first.ticket, "omar@elsewhere.test"), 1);
}

TEST_STORE(an_answer_to_a_mail_that_was_seen_finds_its_ticket)
{
    struct intake first = first_mail(c, s);
    struct str raw = answer_to(c, "elif@work.test", "References: <first@work.test>\r\nSubject: Re: The workbook\r\n", "So do I.");
    struct intake in = receive(c, s, str_cstr(c->arena, raw));
    assert_int_equal(in.ticket, first.ticket);
    assert_int_equal(count(c, s, &count_tickets, 0, NULL), 1);
}

TEST_STORE(a_number_in_the_subject_counts_only_from_somebody_on_the_ticket)
{
    struct intake first = first_mail(c, s);
    const char *subject = str_cstr(c->arena, str_fmt(c->arena, "Subject: Re: locked [R-%" PRId64 "]\r\n", first.ticket));
    struct intake stranger = receive(c, s, str_cstr(c->arena, answer_to(c, "mallory@else.test", subject, "Let me in.")));
    assert_true(stranger.ticket != first.ticket);
    struct intake noor = receive(c, s, str_cstr(c->arena, answer_to(c, "noor@work.test", subject, "Any news?")));
    assert_int_equal(noor.ticket, first.ticket);
}

TEST_STORE(a_forged_id_opens_nothing)
{
    struct intake first = first_mail(c, s);
    const char *headers = str_cstr(c->arena, str_fmt(c->arena, "In-Reply-To: <r%" PRId64 ".00112233445566778899.00112233445566778899@desk.test>\r\n",
                                                     first.ticket));
    struct intake in = receive(c, s, str_cstr(c->arena, answer_to(c, "mallory@else.test", headers, "Let me in.")));
    assert_true(in.ticket != first.ticket);
}

TEST_STORE(machines_never_open_or_answer_anything)
{
    struct intake first = first_mail(c, s);
    struct str absent = answer_to(c, "noor@work.test", "References: <first@work.test>\r\nAuto-Submitted: auto-replied\r\n", "I am away.");
    struct intake in = receive(c, s, str_cstr(c->arena, absent));
    assert_str(in.state, "automatic");
    assert_int_equal(in.ticket, first.ticket);
    assert_int_equal(count(c, s, &count_messages, first.ticket, "words"), 0);
    assert_int_equal(count(c, s, &count_events, first.ticket, "automatic_mail"), 1);
    in = receive(c, s, str_cstr(c->arena, answer_to(c, "list@lists.test", "List-Id: <news.lists.test>\r\nSubject: News\r\n", "News.")));
    assert_str(in.state, "set_aside");
    assert_int_equal(count(c, s, &count_tickets, 0, NULL), 1);
}

TEST_STORE(a_bounce_is_noted_on_its_ticket_and_acts_on_nothing)
{
    struct intake first = first_mail(c, s);
    struct counting k = {.id = first.ticket};
    assert_ok(store_read(c, s, text_read, &k));
    struct str mid = mail_id_signed(c->arena, KEY, k.text);
    struct str raw = str_fmt(c->arena,
        "From: MAILER-DAEMON@mx.test\r\nTo: help@desk.test\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
        "Final-Recipient: rfc822; noor@work.test\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <%.*s@desk.test>\r\nSubject: x\r\n\r\ny\r\n--b--\r\n", STR_ARG(mid));
    struct intake in = receive(c, s, str_cstr(c->arena, raw));
    assert_str(in.state, "automatic");
    assert_int_equal(in.ticket, first.ticket);
    assert_int_equal(count(c, s, &count_mail_out_state, 0, "bounced"), 1);
    assert_int_equal(count(c, s, &count_events, first.ticket, "mail_bounced"), 1);
}

TEST_STORE(what_cannot_be_read_is_a_ticket_with_the_mail_as_a_file)
{
    (void)small_desk(c, s);
    static const char *const strange[] = {"\x01\x02\xff\xfe", "no headers at all", "From: nobody at all\r\n\r\nHelp, please.\r\n",
                                          "Content-Type: text/plain; charset=x-nobody-knows\r\n\r\n\xe9\xe8\xff\r\n", "\r\n\r\n\r\n"};
    for (size_t i = 0; i < ARRAY_LEN(strange); i++) {
        struct intake in = receive(c, s, strange[i]);
        assert_str(in.state, "taken");
        assert_true(in.ticket > 0);
        assert_int_equal(count(c, s, &count_attachments, in.ticket, NULL), 1);
    }
    assert_int_equal(count(c, s, &count_mail_in, 0, "received"), 0);
}

TEST_STORE(r8_a_colleagues_mail_is_a_note_and_never_reaches_the_person)
{
    struct intake first = first_mail(c, s);
    struct str raw = answer_to(c, "ana@desk.test", "References: <first@work.test>\r\nSubject: Re: x\r\n", "He is being difficult.");
    struct intake in = receive(c, s, str_cstr(c->arena, raw));
    assert_int_equal(in.ticket, first.ticket);
    assert_int_equal(count(c, s, &count_messages, first.ticket, "note"), 1);
    assert_int_equal(count(c, s, &count_messages, first.ticket, "words"), 0);
}

TEST_STORE(a_mail_to_a_teams_address_is_that_teams)
{
    struct small_desk d = small_desk(c, s);
    assert_ok(update_team(c, s, &d.admin, d.team, (struct team_changes){.address = S("net@desk.test")}));
    struct str raw = S("From: noor@work.test\r\nTo: net@desk.test\r\nSubject: Wifi\r\n\r\nIt is gone.\r\n");
    struct intake in = receive(c, s, str_cstr(c->arena, raw));
    TEST_QUERY(team_of_ticket, "SELECT team_id FROM ticket WHERE id = $1", 1);
    assert_int_equal(count(c, s, &team_of_ticket, in.ticket, NULL), d.team);
}

TEST_STORE(a_mail_that_was_stored_is_taken_once_however_often_it_is_tried)
{
    (void)small_desk(c, s);
    int64_t id;
    struct intake one, two;
    mail_start();
    assert_ok(mail_receive(c, s, S(FIRST_MAIL), STR_NONE, &id));
    assert_int_equal(count(c, s, &count_jobs, 0, "mail_in"), 1);
    assert_ok(mail_take(c, s, &identity, id, &one));
    assert_ok(mail_take(c, s, &identity, id, &two));
    assert_int_equal(one.ticket, two.ticket);
    assert_int_equal(count(c, s, &count_tickets, 0, NULL), 1);
}

TEST_STORE(a_mail_over_which_the_program_dies_becomes_a_ticket_as_it_came)
{
    (void)small_desk(c, s);
    int64_t id;
    struct job job = {.deaths = 3};
    mail_start();
    assert_ok(mail_receive(c, s, S(FIRST_MAIL), STR_NONE, &id));
    job.payload = str_fmt(c->arena, "{\"mail\":%" PRId64 "}", id);
    assert_ok(mail_in_job(c, s, &job, (void *)&identity));
    TEST_QUERY(files_as_they_came, "SELECT count(*) FROM attachment WHERE name = 'the-mail-as-it-came.eml'", 0);
    assert_int_equal(count(c, s, &count_tickets, 0, NULL), 1);
    assert_int_equal(count(c, s, &files_as_they_came, 0, NULL), 1);
}

// ---- what leaves ----

static struct letter_facts facts_for(unsigned kind)
{
    return (struct letter_facts){
        .ticket = 12, .person_id = 5, .requester_id = 5, .author_id = 9, .owner_id = 9, .kind = kind, .payload = S("{\"card\":1}"),
        .to_name = S("Noor Haddad"), .to_zone = S("UTC"), .to_role = S("requester"), .subject = S("The workbook is locked"),
        .owner = S("Ana Marin"), .requester = S("Noor Haddad"), .team = S("IT help desk"), .lead = S("Marisol Vega"),
        .body = S("The lock is gone."), .author = S("Ana Marin"), .author_looks_after = S("shared files"),
        .author_hours = S("weekdays 8 to 16"), .step_kind = S("promise"), .step_what = S("check that you can save"),
        .step_by = KIT_NOW_MS + 3600000, .next_kind = S("target"), .next_by = KIT_NOW_MS + 3600000,
        .quote = S("It says Ravi has locked it."), .quote_by = S("Noor Haddad"), .quote_at = KIT_NOW_MS - 600000,
    };
}

static struct letter letter_for(struct ctx *c, unsigned kind)
{
    struct letter l;
    struct letter_facts f = facts_for(kind);
    letter_write(c, &identity, &f, &l);
    return l;
}

TEST(r10_the_receipt_names_the_owner_and_the_time_and_does_not_pretend_to_be_a_person)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = KIT_NOW_MS};
    struct letter l = letter_for(&c, 0);
    struct str text = letter_text(a, &l);
    assert_false(l.by_person);
    assert_true(str_has(text, S("Ana Marin looks after you")));
    assert_true(str_has(text, S("answers you by today, 10:12")));
    assert_true(str_has(text, S("The desk’s program wrote this note")));
    assert_true(str_has(l.subject, S("[R-12]")));
}

TEST(r8_a_reply_carries_its_promise_and_r24_the_writers_card)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = KIT_NOW_MS};
    struct letter l = letter_for(&c, MAIL_REPLY);
    struct str text = letter_text(a, &l), html = letter_html(a, &l);
    assert_true(l.by_person);
    assert_true(str_has(text, S("check that you can save, by today, 10:12")));
    assert_true(str_has(text, S("Looks after shared files. In weekdays 8 to 16.")));
    assert_true(str_has(text, S("> It says Ravi has locked it.")));
    assert_true(str_has(html, S("The lock is gone.")));
    assert_false(str_has(text, S("Is it solved?")));
}

TEST(r14_a_proposal_carries_both_buttons_and_they_only_open_a_page)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = KIT_NOW_MS};
    struct letter l = letter_for(&c, MAIL_PROPOSAL);
    struct str text = letter_text(a, &l);
    assert_true(str_has(text, S("Yes, it works now:\nhttps://help.test/a/")));
    assert_true(str_has(text, S("Not yet:\nhttps://help.test/a/")));
    struct letter_facts f = facts_for(MAIL_PROPOSAL);
    f.person_id = 6; // somebody on copy cannot answer for the person who asked
    letter_write(&c, &identity, &f, &l);
    assert_false(str_has(letter_text(a, &l), S("/a/")));
}

TEST(words_in_a_letter_are_text_in_its_html)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = KIT_NOW_MS};
    struct letter_facts f = facts_for(MAIL_REPLY);
    struct letter l;
    f.body = S("<script>alert(1)</script> & \"more\"");
    letter_write(&c, &identity, &f, &l);
    assert_false(str_has(letter_html(a, &l), S("<script>")));
    assert_true(str_has(letter_html(a, &l), S("&lt;script&gt;")));
}

TEST(every_kind_of_letter_says_something_and_names_the_request)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = KIT_NOW_MS};
    for (unsigned kind = 1; kind <= MAIL_REFERRAL_DONE; kind <<= 1) {
        struct letter l = letter_for(&c, kind);
        assert_true(letter_text(a, &l).n > 60);
        assert_true(str_has(l.subject, S("[R-12]")));
    }
}
