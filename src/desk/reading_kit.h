// SPDX-License-Identifier: Apache-2.0
// For tests of reading, history and search: a desk with tickets made row by
// row, so that these tests depend on no verb, and the means to harm it.
// Only for *_test.c files.
#pragma once

#include "base/datetime.h"
#include "desk/history.h"
#include "desk/people_kit.h"
#include "desk/search.h"

// Of reading_kit.sql.
extern const struct query kit_ticket_add, kit_ticket_close, kit_ticket_state, kit_ticket_speaker, kit_step_add;
extern const struct query kit_message_add, kit_helper_add, kit_participant_add, kit_tag_add, kit_handoff_add;
extern const struct query kit_referral_add, kit_blob_add, kit_attachment_add, kit_blob_count, kit_doc;
extern const struct query kit_unguard_event, kit_unguard_event_rows, kit_unguard_message, kit_harm_at, kit_harm_actor;
extern const struct query kit_harm_kind, kit_harm_audience, kit_harm_content, kit_harm_message_id, kit_harm_salt;
extern const struct query kit_harm_digest, kit_harm_previous, kit_harm_hash, kit_harm_number, kit_harm_ticket;
extern const struct query kit_harm_empty, kit_harm_body, kit_harm_html, kit_harm_head, kit_drop_event;
extern const struct query kit_drop_message;

// A step of a test inside one transaction.
struct step_of_test {
    enum rc (*run)(struct db *db, void *arg);
    void *arg;
};

static inline enum rc kit_step_run(struct ctx *c, struct db *db, void *arg)
{
    const struct step_of_test *step = arg;
    return step->run(db, step->arg);
}

static inline enum rc kit_write(struct ctx *c, struct store *s, enum rc (*run)(struct db *db, void *arg), void *arg)
{
    fail_clear(c);
    return store_write(c, s, kit_step_run, &(struct step_of_test){run, arg});
}

static inline enum rc kit_read(struct ctx *c, struct store *s, enum rc (*run)(struct db *db, void *arg), void *arg)
{
    fail_clear(c);
    return store_read(c, s, kit_step_run, &(struct step_of_test){run, arg});
}

struct kit_ticket {
    int64_t number;
    const char *subject, *body, *note; // note: NULL for none
    int64_t owner, requester, team;
    enum effect effect;
    const char *step_kind; // "promise" unless given
    const char *what;
    int64_t by_at, made_at;
    int64_t message_id;    // of the body, made
};

static inline enum rc kit_ticket_history(struct db *db, const struct kit_ticket *t)
{
    struct actor who = {.person_id = t->requester, .via = VIA_WEB};
    struct facts f = facts_begin(db_arena(db));
    facts_text(&f, "what", str_of(t->what ? t->what : "have a look"));
    facts_int(&f, "by", t->by_at);
    struct event_new asked = {.ticket = t->number, .kind = "asked", .message_id = t->message_id,
                              .message_body = str_of(t->body), .content = facts_end(&f)};
    return history_add(db, &who, &asked);
}

static inline enum rc kit_ticket_insert(struct db *db, void *arg)
{
    struct kit_ticket *t = arg;
    int64_t step = t->number * 10, note = 0;
    struct str words = str_of(t->body);
    TRY(db_run(db, kit_ticket_add, P(t->number), P(str_of(t->subject)), P(t->owner), P(t->requester), P(t->team),
               P(effect_name(t->effect)), P(t->made_at), P(step)));
    TRY(db_run(db, kit_step_add, P(step), P(t->number), P(str_of(t->step_kind ? t->step_kind : "promise")), P(S("us")),
               P(str_of(t->what ? t->what : "have a look")), P(t->by_at)));
    TRY(db_int(db, &t->message_id, kit_message_add, P(t->number), P(t->requester), P(S("request")), P(words), P_NULL,
               P(t->made_at)));
    TRY(kit_ticket_history(db, t));
    if (t->note) {
        struct actor who = {.person_id = t->owner, .role = ROLE_AGENT, .via = VIA_WEB};
        TRY(db_int(db, &note, kit_message_add, P(t->number), P(t->owner), P(S("note")), P(str_of(t->note)), P_NULL,
                   P(t->made_at)));
        struct event_new noted = {.ticket = t->number, .kind = "noted", .audience = AUDIENCE_STAFF, .message_id = note,
                                  .message_body = str_of(t->note), .content = S("{}")};
        TRY(history_add(db, &who, &noted));
    }
    return search_index(db, t->number, STR_NONE, false);
}

static inline void kit_ticket(struct ctx *c, struct store *s, struct kit_ticket *t)
{
    assert_ok(kit_write(c, s, kit_ticket_insert, t));
}

// A query with up to seven parameters, as a transaction of its own.
struct kit_query {
    const struct query *query;
    struct param params[8]; // from 1
};

static inline enum rc kit_query_run(struct db *db, void *arg)
{
    const struct kit_query *q = arg;
    return db_run_(db, q->query, q->params, (size_t)q->query->params);
}

#define kit_do(c, s, query, ...) \
    kit_write((c), (s), kit_query_run, &(struct kit_query){&(query), {P_NULL, __VA_ARGS__}})
