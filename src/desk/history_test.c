// SPDX-License-Identifier: Apache-2.0
// The history holds: what the chain notices, what the database refuses, what
// erasing leaves. Harm is done in SQL, past every guard of ours.
#include "desk/reading_kit.h"

static const uint8_t other_hash[32] = "another hash, as long as a hash";
#define OTHER_HASH P_BYTES(((struct str){(const char *)other_hash, sizeof other_hash}))

// Two tickets with five events each.
static struct small_desk desk_with_history(struct ctx *c, struct store *s, struct kit_ticket t[2]);

static enum rc add_events(struct db *db, void *arg)
{
    const struct kit_ticket *t = arg;
    struct actor ana = {.person_id = t->owner, .role = ROLE_AGENT, .via = VIA_WEB};
    static const char *const kinds[] = {"promised", "played_back", "playback_agreed", "kept"};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct facts f = facts_begin(db_arena(db));
        facts_text(&f, "what", S("call the vendor"));
        facts_text(&f, "text", S("it is locked"));
        facts_int(&f, "by", KIT_NOW_MS + HOUR_MS);
        struct event_new e = {.ticket = t->number, .kind = kinds[i], .content = facts_end(&f)};
        TRY(history_add(db, &ana, &e));
    }
    return RC_OK;
}

static struct small_desk desk_with_history(struct ctx *c, struct store *s, struct kit_ticket t[2])
{
    struct small_desk d = small_desk(c, s);
    for (int i = 0; i < 2; i++) {
        t[i] = (struct kit_ticket){.number = 1 + i, .subject = "The workbook is locked", .body = "It says that Ravi has it",
                                   .owner = d.ana.person_id, .requester = d.rita.person_id, .team = d.team,
                                   .by_at = KIT_NOW_MS + HOUR_MS, .made_at = KIT_NOW_MS};
        kit_ticket(c, s, &t[i]);
        assert_ok(kit_write(c, s, add_events, &t[i]));
    }
    return d;
}

struct verified {
    int64_t ticket;
    struct verify_result r;
};

static enum rc verify_step(struct db *db, void *arg)
{
    struct verified *v = arg;
    return history_verify(db, v->ticket, &v->r);
}

static struct verify_result verified(struct ctx *c, struct store *s, int64_t ticket)
{
    struct verified v = {.ticket = ticket};
    assert_ok(kit_read(c, s, verify_step, &v));
    return v.r;
}

static void assert_bad(struct ctx *c, struct store *s, int64_t ticket, int64_t number)
{
    struct verify_result r = verified(c, s, 0);
    if (r.bad_ticket != ticket || r.bad_number != number)
        print_error("named R-%" PRId64 " event %" PRId64 ": %.*s\n", r.bad_ticket, r.bad_number, STR_ARG(r.why));
    assert_int_equal(r.bad_ticket, ticket);
    assert_int_equal(r.bad_number, number);
    assert_true(r.why.n > 0);
}

TEST_STORE(r35_an_unharmed_history_verifies)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    struct verify_result r = verified(c, s, 0);
    assert_int_equal(r.bad_ticket, 0);
    assert_int_equal(r.tickets, 2);
    assert_int_equal(r.events, 10);
    assert_int_equal(verified(c, s, 2).events, 5);
    struct verified v = {.ticket = 77};
    assert_int_equal(kit_read(c, s, verify_step, &v), RC_NOT_FOUND);
}

TEST_STORE(r35_the_database_refuses_to_change_what_happened)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    assert_int_not_equal(kit_do(c, s, kit_harm_at, P(1), P(2)), RC_OK);
    assert_int_not_equal(kit_do(c, s, kit_harm_kind, P(1), P(2)), RC_OK);
    assert_int_not_equal(kit_do(c, s, kit_harm_content, P(1), P(2)), RC_OK);
    assert_int_not_equal(kit_do(c, s, kit_harm_hash, P(1), P(2), OTHER_HASH), RC_OK);
    assert_int_not_equal(kit_do(c, s, kit_harm_number, P(1), P(5), P(9)), RC_OK);
    assert_int_not_equal(kit_do(c, s, kit_drop_event, P(1), P(5)), RC_OK);
    assert_int_not_equal(kit_do(c, s, kit_harm_body, P(1)), RC_OK);
    assert_int_not_equal(kit_do(c, s, kit_harm_html, P(1)), RC_OK);
    assert_int_not_equal(kit_do(c, s, kit_drop_message, P(1)), RC_OK);
    assert_int_equal(verified(c, s, 0).bad_ticket, 0);
}

// What an event row says, changed past the guards, one column a test.
struct harm {
    const struct query *query;
    struct param third;
    int64_t event, named;
};

static enum rc harm_event(struct db *db, void *arg)
{
    const struct kit_query *q = arg;
    TRY(db_run(db, kit_unguard_event));
    TRY(db_run(db, kit_unguard_event_rows));
    TRY(db_run(db, kit_unguard_message));
    return db_run_(db, q->query, q->params, (size_t)q->query->params);
}

#define harm(c, s, query, ...) \
    assert_ok(kit_write((c), (s), harm_event, &(struct kit_query){&(query), {P_NULL, __VA_ARGS__}}))

TEST_STORE(r35_a_changed_moment_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_at, P(2), P(3));
    assert_bad(c, s, 2, 3);
}

TEST_STORE(r35_a_changed_actor_is_found)
{
    struct kit_ticket t[2];
    struct small_desk d = desk_with_history(c, s, t);
    harm(c, s, kit_harm_actor, P(1), P(1), P(d.rob.person_id));
    assert_bad(c, s, 1, 1);
}

TEST_STORE(r35_a_changed_kind_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_kind, P(1), P(5));
    assert_bad(c, s, 1, 5);
}

TEST_STORE(r35_a_changed_audience_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_audience, P(1), P(2));
    assert_bad(c, s, 1, 2);
}

TEST_STORE(r35_a_changed_letter_of_the_content_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_content, P(1), P(4));
    assert_bad(c, s, 1, 4);
}

TEST_STORE(r35_other_words_behind_an_event_are_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_message_id, P(1), P(2), P(t[1].message_id));
    assert_bad(c, s, 1, 2);
}

TEST_STORE(r35_a_changed_salt_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_salt, P(1), P(2), OTHER_HASH);
    assert_bad(c, s, 1, 2);
}

TEST_STORE(r35_a_changed_digest_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_digest, P(1), P(2), OTHER_HASH);
    assert_bad(c, s, 1, 2);
}

TEST_STORE(r35_a_changed_hook_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_previous, P(1), P(2), OTHER_HASH);
    assert_bad(c, s, 1, 2);
}

TEST_STORE(r35_a_changed_hash_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_hash, P(1), P(2), OTHER_HASH);
    assert_bad(c, s, 1, 2);
}

TEST_STORE(r35_a_changed_letter_of_what_was_said_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_body, P(2));
    assert_bad(c, s, 2, 1);
}

TEST_STORE(r35_a_dropped_event_is_found_wherever_it_stood)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_drop_event, P(2), P(5));
    assert_bad(c, s, 2, 5);
    harm(c, s, kit_drop_event, P(2), P(3));
    assert_bad(c, s, 2, 3);
    harm(c, s, kit_drop_event, P(2), P(1));
    assert_bad(c, s, 2, 1);
}

TEST_STORE(r35_a_swapped_pair_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_number, P(1), P(3), P(99));
    harm(c, s, kit_harm_number, P(1), P(4), P(3));
    harm(c, s, kit_harm_number, P(1), P(99), P(4));
    assert_bad(c, s, 1, 3);
}

TEST_STORE(r35_an_event_of_another_ticket_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    harm(c, s, kit_harm_ticket, P(2), P(5), P(1), P(6));
    assert_bad(c, s, 1, 6);
}

TEST_STORE(r35_a_changed_head_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    assert_ok(kit_do(c, s, kit_harm_head, P(2), OTHER_HASH));
    assert_bad(c, s, 2, 5);
}

TEST_STORE(r35_emptying_without_an_event_that_says_so_is_found)
{
    struct kit_ticket t[2];
    desk_with_history(c, s, t);
    assert_ok(kit_do(c, s, kit_harm_empty, P(1), P(3)));
    assert_bad(c, s, 1, 3);
}

TEST_STORE(r35_words_that_no_event_tells_of_are_found)
{
    struct kit_ticket t[2];
    struct small_desk d = desk_with_history(c, s, t);
    assert_ok(kit_do(c, s, kit_message_add, P(1), P(d.ana.person_id), P(S("reply")), P(S("It is solved, trust me")), P_NULL, P(1)));
    assert_bad(c, s, 1, 0);
}

// ---- erasing ----

struct erasing {
    struct actor who;
    int64_t ticket;
};

static enum rc erase_step(struct db *db, void *arg)
{
    const struct erasing *e = arg;
    return history_erase(db, &e->who, e->ticket, S("she asked us to"));
}

static enum rc add_file(struct db *db, void *arg)
{
    const struct kit_ticket *t = arg;
    for (int i = 0; i < 2; i++) {
        uint8_t sum[32] = {(uint8_t)(i + 1)};
        struct str key = {(char *)sum, sizeof sum};
        TRY(db_run(db, kit_blob_add, P_BYTES(key), P_BYTES(S("abc"))));
        TRY(db_run(db, kit_attachment_add, P(t[0].number), P(t[0].message_id), P_BYTES(key)));
        if (i == 0) // the first file is on both tickets
            TRY(db_run(db, kit_attachment_add, P(t[1].number), P(t[1].message_id), P_BYTES(key)));
    }
    return RC_OK;
}

struct look {
    int64_t ticket, blobs;
    struct ticket_full full;
    struct event_list events;
    struct str head, open, staff;
    struct actor who;
};

static enum rc look_step(struct db *db, void *arg)
{
    struct look *l = arg;
    AUTO(rows_auto) struct rows rows;
    TRY(ticket_get_full(db, &l->who, l->ticket, &l->full));
    TRY(history_list(db, l->ticket, true, 0, 1000, &l->events));
    TRY(db_int(db, &l->blobs, kit_blob_count));
    TRY(db_rows(db, &rows, kit_doc, P(l->ticket)));
    if (rows_next(&rows)) {
        l->head = rows_text(&rows, 0);
        l->open = rows_text(&rows, 1);
        l->staff = rows_text(&rows, 2);
    }
    return rows_done(&rows);
}

TEST_STORE(r35_erasing_keeps_the_proof_and_nothing_else)
{
    struct kit_ticket t[2];
    struct small_desk d = desk_with_history(c, s, t);
    struct erasing e = {d.admin, 1};
    assert_ok(kit_write(c, s, add_file, t));
    assert_ok(kit_write(c, s, erase_step, &e));
    struct verify_result r = verified(c, s, 1);
    assert_int_equal(r.bad_ticket, 0);
    assert_int_equal(r.events, 6);
    struct look l = {.ticket = 1, .who = d.admin};
    assert_ok(kit_read(c, s, look_step, &l));
    assert_str(l.full.ticket.subject, "(erased)");
    assert_int_equal(l.full.messages_n, 1);
    assert_str(l.full.messages[0].body, "");
    assert_int_equal(l.full.messages[0].attachments_n, 0);
    assert_int_equal(l.blobs, 1);
    assert_false(str_has(l.open, S("ravi")));
    assert_false(str_has(l.head, S("workbook")));
    assert_str(history_sentence(c->arena, &l.events.items[1], d.rita.person_id, KIT_NOW_MS, S("UTC")),
               "ana did or said something here. What it was has been erased.");
    e.ticket = 55;
    assert_int_equal(kit_write(c, s, erase_step, &e), RC_NOT_FOUND);
}

// ---- listing ----

TEST_STORE(history_keeps_order_and_hides_what_is_among_staff)
{
    struct kit_ticket t[2];
    struct small_desk d = desk_with_history(c, s, t);
    struct kit_ticket third = {.number = 3, .subject = "A", .body = "b", .note = "among us", .owner = d.ana.person_id,
                               .requester = d.rita.person_id, .team = d.team, .by_at = 1, .made_at = 1};
    kit_ticket(c, s, &third);
    struct look l = {.ticket = 3, .who = d.ana};
    assert_ok(kit_read(c, s, look_step, &l));
    assert_int_equal(l.events.n, 2);
    assert_str(l.events.items[1].kind, "noted");
    assert_int_equal(l.events.items[1].audience, AUDIENCE_STAFF);
    assert_memory_equal(l.events.items[0].hash.p, l.events.items[1].previous.p, 32);
    assert_str(l.events.items[1].actor_name, "ana");
    assert_int_equal(l.full.messages_n, 2);
    l.who = d.rita;
    assert_ok(kit_read(c, s, look_step, &l));
    assert_int_equal(l.full.messages_n, 1);
}
