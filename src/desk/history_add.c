// SPDX-License-Identifier: Apache-2.0
// Writing and reading a ticket's history. Appending is one look at the head and
// one insert: the head in the ticket's row is moved on by the database itself
// (event_moves_head), so that nobody can add an event and forget it.
#include "desk/history.h"

#include "base/crypto.h"
#include "desk/history.sql.h"
#include "desk/history_hash.h"
#include "desk/history_row.h"
#include "desk/list.h"

// ---- the chain ----

static const char origin[HASH_BYTES];

struct str link_origin(void)
{
    return (struct str){origin, sizeof origin};
}

static struct str decimal(struct arena *a, int64_t value)
{
    return str_fmt(a, "%" PRId64, value);
}

void link_digest(struct str salt, struct str content, struct str body, uint8_t out[HASH_BYTES])
{
    sha256_parts((struct str[]){salt, content, body}, 3, out);
}

void link_hash(struct arena *a, const struct link_parts *p, uint8_t out[HASH_BYTES])
{
    struct str parts[] = {p->previous,
                          decimal(a, p->ticket),
                          decimal(a, p->number),
                          decimal(a, p->at),
                          decimal(a, p->actor),
                          p->kind,
                          p->audience,
                          decimal(a, p->message),
                          p->digest};
    sha256_parts(parts, ARRAY_LEN(parts), out);
}

struct str history_beside(struct arena *a, const struct str *parts, size_t n)
{
    uint8_t digest[HASH_BYTES];
    sha256_parts(parts, n, digest);
    return hex_encode(a, digest, sizeof digest);
}

static enum rc head_get(struct db *db, int64_t ticket, int64_t *ret_n, struct str *ret_head)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, history_head, P(ticket)));
    if (!rows_next(&rows)) {
        TRY(rows_done(&rows));
        return fail(db_ctx(db), RC_NOT_FOUND, "There is no request R-%" PRId64 ".", ticket);
    }
    *ret_n = rows_int(&rows, 0);
    struct str head = rows_bytes(&rows, 1);
    *ret_head = str_is_none(head) ? link_origin() : head;
    return rows_done(&rows);
}

static struct str audience_name(enum audience a)
{
    return a == AUDIENCE_STAFF ? S("staff") : S("all");
}

enum rc history_add(struct db *db, const struct actor *who, const struct event_new *e)
{
    struct str head = STR_NONE;
    int64_t n = 0;
    uint8_t salt[SALT_BYTES], digest[HASH_BYTES], hash[HASH_BYTES];
    TRY(head_get(db, e->ticket, &n, &head));
    random_bytes(salt, sizeof salt);
    link_digest((struct str){(char *)salt, sizeof salt}, e->content, e->message_body, digest);
    struct link_parts link = {.previous = head,
                              .ticket = e->ticket,
                              .number = n + 1,
                              .at = db_ctx(db)->now_ms,
                              .actor = who->person_id,
                              .message = e->message_id,
                              .kind = str_of(e->kind),
                              .audience = audience_name(e->audience),
                              .digest = {(char *)digest, sizeof digest}};
    link_hash(db_arena(db), &link, hash);
    return db_run(db, history_event_add, P(link.ticket), P(link.number), P(link.at), P_ID(link.actor), P(link.kind),
                  P(link.audience), P_ID(link.message), P(e->content), P_BYTES(((struct str){(char *)salt, sizeof salt})),
                  P_BYTES(link.digest), P_BYTES(head), P_BYTES(((struct str){(char *)hash, sizeof hash})));
}

// ---- reading ----

static void read_event(struct rows *rows, struct event *e)
{
    *e = (struct event){.seq = rows_int(rows, 0),
                        .ticket = rows_int(rows, 1),
                        .number = rows_int(rows, 2),
                        .at = rows_int(rows, 3),
                        .actor_id = rows_int(rows, 4),
                        .actor_name = rows_text(rows, 5),
                        .kind = rows_text(rows, 6),
                        .audience = str_eq(rows_text(rows, 7), S("staff")) ? AUDIENCE_STAFF : AUDIENCE_ALL,
                        .message_id = rows_int(rows, 8),
                        .content = rows_text(rows, 9),
                        .hash = rows_bytes(rows, 10),
                        .previous = rows_bytes(rows, 11)};
}

enum rc events_read(struct db *db, struct rows *rows, int64_t limit, struct event_list *ret_list)
{
    struct event *items = NULL;
    size_t n = 0;
    while (n < (size_t)limit && rows_next(rows)) {
        items = list_room(db_arena(db), items, n, sizeof *items);
        read_event(rows, &items[n++]);
    }
    TRY(rows_done(rows));
    *ret_list = (struct event_list){items, n};
    return RC_OK;
}

enum rc history_list(struct db *db, int64_t ticket, bool with_staff, int64_t after_number, int64_t limit,
                     struct event_list *ret_list)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, history_events, P(ticket), P(with_staff), P(after_number), P(limit)));
    return events_read(db, &rows, limit, ret_list);
}
