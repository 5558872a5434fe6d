// SPDX-License-Identifier: Apache-2.0
// The list of tables, and reading them a page at a time. Pages are found by the
// primary key, so a table of any size costs the memory of one page. A column
// that is added to the schema is added here and to archive.sql; a test says so.
#include "desk/archive_table.h"

#include "base/ctx.h"
#include "desk/archive.sql.h"

// clang-format off
#define INT(name) {name, ARCHIVE_INT}
#define FLAG(name) {name, ARCHIVE_FLAG}
#define TIME(name) {name, ARCHIVE_TIME}
#define TEXT(name) {name, ARCHIVE_TEXT}
#define SECRET(name) {name, ARCHIVE_SECRET}
#define BYTES(name) {name, ARCHIVE_BYTES}
#define CONTENT(name) {name, ARCHIVE_CONTENT}

static const struct archive_column option_columns[] = {
    TEXT("name"), TEXT("value"),
};
static const struct archive_column person_columns[] = {
    INT("id"), TEXT("name"), TEXT("role"), TEXT("time_zone"), TEXT("language"), TEXT("explain"), TEXT("reach"),
    TEXT("work"), TEXT("good_at"), TEXT("looks_after"), TEXT("hours_in"), TIME("away_until"), FLAG("active"),
    SECRET("password_hash"), TIME("made_at"), INT("version"),
};
static const struct archive_column person_email_columns[] = {
    TEXT("address"), INT("person_id"), FLAG("is_primary"),
};
static const struct archive_column team_columns[] = {
    INT("id"), TEXT("name"), TEXT("address"), INT("lead_id"), INT("on_duty_id"), TEXT("assign"), INT("last_turn_id"),
    TEXT("hours"), TEXT("time_zone"), INT("target_stuck_ms"), INT("target_slowed_ms"), INT("target_wait_ms"),
    INT("offer_wait_ms"), TEXT("playback_from"), TEXT("follow_up_days"), INT("reopen_days"), FLAG("active"),
    INT("version"),
};
static const struct archive_column team_member_columns[] = {
    INT("team_id"), INT("person_id"),
};
static const struct archive_column ticket_columns[] = {
    INT("id"), TEXT("subject"), TEXT("state"), TEXT("outcome"), INT("owner_id"), TIME("owned_since"),
    INT("requester_id"), INT("speaker_id"), INT("team_id"), TEXT("channel"), TEXT("effect"), TEXT("reach"),
    TEXT("stops"), TEXT("affects"), TIME("matters_by"), TEXT("playback"), TEXT("playback_state"),
    TEXT("playback_answer"), INT("step_id"), TIME("answered_at"), TEXT("decline_state"), TEXT("decline_why"),
    TEXT("decline_instead"), INT("follow_ups"), INT("merged_into"), TEXT("state_before_merge"), INT("successor_of"),
    TIME("made_at"), TIME("changed_at"), TIME("closed_at"), INT("history_n"), BYTES("history_head"), INT("version"),
};
static const struct archive_column message_columns[] = {
    INT("id"), INT("ticket_id"), INT("author_id"), TEXT("kind"), TEXT("channel"), TEXT("body"), TEXT("html"),
    TEXT("quoted"), INT("step_id"), INT("mail_id"), TIME("at"),
};
static const struct archive_column step_columns[] = {
    INT("id"), INT("ticket_id"), TEXT("kind"), TEXT("who"), TEXT("who_name"), TEXT("what"), TIME("by_at"),
    TEXT("state"), INT("made_by"), TIME("made_at"), TIME("warned_at"), TIME("broken_at"), TIME("ended_at"),
    TEXT("why"), INT("renews_id"),
};
static const struct archive_column handoff_columns[] = {
    INT("id"), INT("ticket_id"), INT("from_id"), INT("to_id"), INT("to_team_id"), INT("asked_by_id"), TEXT("why"),
    TEXT("summary"), TEXT("state"), TEXT("answer"), INT("answered_by"), TIME("made_at"), TIME("by_at"),
    TIME("ended_at"),
};
static const struct archive_column referral_columns[] = {
    INT("id"), INT("ticket_id"), INT("by_id"), TEXT("name"), TEXT("address"), TEXT("why"), TEXT("summary"),
    TIME("made_at"), TIME("confirmed_at"), TEXT("confirmed_by"), TEXT("confirmed_how"),
};
static const struct archive_column helper_columns[] = {
    INT("ticket_id"), INT("person_id"), TEXT("why"), TIME("at"),
};
static const struct archive_column participant_columns[] = {
    INT("ticket_id"), INT("person_id"), TIME("at"),
};
static const struct archive_column tag_columns[] = {
    INT("ticket_id"), TEXT("name"),
};
static const struct archive_column blob_columns[] = {
    BYTES("sha256"), INT("size"), CONTENT("data"),
};
static const struct archive_column attachment_columns[] = {
    INT("id"), INT("ticket_id"), INT("message_id"), TEXT("name"), TEXT("type"), INT("size"), BYTES("sha256"),
    TEXT("content_id"), FLAG("is_inline"),
};
static const struct archive_column event_columns[] = {
    INT("seq"), INT("ticket_id"), INT("number"), TIME("at"), INT("actor_id"), TEXT("kind"), TEXT("audience"),
    INT("message_id"), TEXT("content"), BYTES("salt"), BYTES("digest"), BYTES("previous"), BYTES("hash"),
};
static const struct archive_column job_columns[] = {
    INT("id"), TEXT("kind"), TEXT("key"), TEXT("payload"), TEXT("state"), TIME("run_at"), TIME("leased_until"),
    INT("attempts"), INT("lease"), TEXT("last_error"), TIME("made_at"),
};
static const struct archive_column mail_in_columns[] = {
    INT("id"), CONTENT("raw"), TEXT("envelope_to"), TIME("at"), TEXT("state"), INT("ticket_id"), TEXT("note"),
};
static const struct archive_column mail_reference_columns[] = {
    TEXT("mid"), INT("ticket_id"), TIME("at"),
};
static const struct archive_column mail_out_columns[] = {
    INT("id"), INT("ticket_id"), INT("message_id"), INT("person_id"), TEXT("address"), TEXT("kind"), TEXT("payload"),
    TEXT("mid"), TEXT("state"), TIME("made_at"), TIME("ended_at"), TEXT("note"),
};
static const struct archive_column session_columns[] = {
    BYTES("sha"), INT("person_id"), TEXT("csrf"), TIME("made_at"), TIME("ends_at"),
};
static const struct archive_column api_token_columns[] = {
    INT("id"), BYTES("sha"), INT("person_id"), TEXT("name"), TIME("made_at"), TIME("ended_at"),
};
static const struct archive_column used_link_columns[] = {
    BYTES("sha"), TIME("at"),
};
static const struct archive_column idempotency_columns[] = {
    INT("person_id"), TEXT("key"), BYTES("request_sha"), INT("status"), TEXT("headers"), BYTES("body"), TIME("at"),
};
static const struct archive_column coach_count_columns[] = {
    INT("day"), TEXT("rule"), INT("seen"), INT("sent"), INT("overridden"),
};
static const struct archive_column search_doc_columns[] = {
    INT("ticket_id"), TEXT("head"), TEXT("open"), TEXT("staff"),
};

// Small pages where rows can be large.
#define TABLE(name, keys, rows, file)                                                                          \
    {#name, file, &archive_##name##_page, &archive_##name##_put, name##_columns, ARRAY_LEN(name##_columns), keys, rows}

const struct archive_table archive_tables[] = {
    TABLE(option, 1, 200, "options"),
    TABLE(person, 1, 200, "people"),
    TABLE(person_email, 1, 200, "addresses"),
    TABLE(team, 1, 200, "teams"),
    TABLE(team_member, 2, 200, "team_members"),
    TABLE(ticket, 1, 200, "tickets"),
    TABLE(message, 1, 100, "messages"),
    TABLE(step, 1, 200, "steps"),
    TABLE(handoff, 1, 200, "handoffs"),
    TABLE(referral, 1, 200, "referrals"),
    TABLE(helper, 2, 200, "helpers"),
    TABLE(participant, 2, 200, "participants"),
    TABLE(tag, 2, 200, "tags"),
    TABLE(blob, 1, 1, "blobs"),
    TABLE(attachment, 1, 200, "attachments"),
    TABLE(event, 1, 200, "events"),
    TABLE(job, 1, 200, NULL),
    TABLE(mail_in, 1, 1, "mail_in"),
    TABLE(mail_reference, 1, 200, "mail_references"),
    TABLE(mail_out, 1, 200, "mail_out"),
    TABLE(session, 1, 200, NULL),
    TABLE(api_token, 1, 200, NULL),
    TABLE(used_link, 1, 200, NULL),
    TABLE(idempotency, 2, 20, NULL),
    TABLE(coach_count, 2, 200, "coach_counts"),
    TABLE(search_doc, 1, 50, NULL),
};
// clang-format on
const size_t archive_tables_n = ARRAY_LEN(archive_tables);

void archive_scratch_leave(struct ctx *c, struct arena *home)
{
    c->arena = home;
    struct failure *f = &c->failure;
    struct str *texts[] = {&f->detail, &f->rule, &f->instead, &f->field, &f->cause};
    for (size_t i = 0; f->rc != RC_OK && i < ARRAY_LEN(texts); i++) {
        if (!str_is_none(*texts[i]))
            *texts[i] = str_dup(home, *texts[i]);
    }
}

static bool is_number(enum archive_kind kind)
{
    return kind == ARCHIVE_INT || kind == ARCHIVE_FLAG || kind == ARCHIVE_TIME;
}

static struct param value_read(struct rows *r, int column, enum archive_kind kind)
{
    if (rows_is_null(r, column))
        return P_NULL;
    if (is_number(kind))
        return param_int(rows_int(r, column));
    if (kind == ARCHIVE_BYTES || kind == ARCHIVE_CONTENT)
        return param_bytes(rows_bytes(r, column));
    return param_text(rows_text(r, column));
}

// Where a table was read to: the key of the last row, which outlives its page.
struct place {
    struct param key[3]; // key[1] is $1; then the limit
    struct arena *arena;
};

static struct param first_key(enum archive_kind kind)
{
    if (is_number(kind))
        return param_int(INT64_MIN);
    return kind == ARCHIVE_BYTES ? param_bytes(S("")) : param_text(S(""));
}

static void place_move(struct place *at, const struct param *values, size_t n)
{
    arena_reset(at->arena);
    for (size_t i = 0; i < n; i++) {
        at->key[i] = values[i];
        if (values[i].kind == PARAM_TEXT || values[i].kind == PARAM_BYTES)
            at->key[i].s = str_dup(at->arena, values[i].s);
    }
}

static enum rc page_read(struct db *db, const struct archive_table *t, struct place *at, archive_row_fn *fn, void *arg,
                         int64_t *ret_rows)
{
    AUTO(rows_auto) struct rows r = {0};
    struct ctx *c = db_ctx(db);
    struct param params[4] = {P_NULL, at->key[0], t->keys_n == 2 ? at->key[1] : param_int(t->page_rows),
                              param_int(t->page_rows)};
    struct param *values = arena_list(c->arena, t->columns_n, struct param);
    int64_t n = 0;
    TRY(db_rows_(db, &r, t->page, params, t->keys_n + 1));
    for (; rows_next(&r); n++) {
        for (size_t i = 0; i < t->columns_n; i++)
            values[i] = value_read(&r, (int)i, t->columns[i].kind);
        TRY(fn(c, t, values, arg));
    }
    TRY(rows_done(&r));
    if (n) // not before: the query may still look at its parameters
        place_move(at, values, t->keys_n);
    *ret_rows = n;
    return RC_OK;
}

static enum rc pages_read(struct db *db, const struct archive_table *t, struct place *at, archive_row_fn *fn, void *arg)
{
    int64_t rows = t->page_rows;
    while (rows == t->page_rows) {
        arena_reset(db_ctx(db)->arena);
        TRY(page_read(db, t, at, fn, arg, &rows));
    }
    return RC_OK;
}

enum rc archive_rows_read(struct db *db, const struct archive_table *t, struct arena *scratch, archive_row_fn *fn,
                          void *arg)
{
    struct ctx *c = db_ctx(db);
    struct arena *home = c->arena;
    AUTO(arena_auto) struct arena *keys = arena_create(64 * 1024);
    struct place at = {.arena = keys};
    must(t->keys_n == 1 || t->keys_n == 2);
    for (size_t i = 0; i < t->keys_n; i++)
        at.key[i] = first_key(t->columns[i].kind);
    c->arena = scratch;
    enum rc rc = pages_read(db, t, &at, fn, arg);
    archive_scratch_leave(c, home);
    return rc;
}
