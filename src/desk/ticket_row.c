// SPDX-License-Identifier: Apache-2.0
// Rows into structs for whoever reads tickets, and the cursors between pages of
// a list. A word in the database that no enum knows is a bug of ours or a
// database that somebody else wrote to; the CHECKs of the schema refuse it.
#include "desk/ticket_row.h"

#include "base/crypto.h"

#define LIST_LIMIT_MAX 200

bool actor_is_desk(const struct actor *who)
{
    return !who->person_id && who->via != VIA_WEB && who->via != VIA_API && who->via != VIA_LINK;
}

int64_t row_int(struct row_reader *r)
{
    return rows_int(r->rows, r->column++);
}

struct str row_text(struct row_reader *r)
{
    return rows_text(r->rows, r->column++);
}

struct person_ref row_person(struct row_reader *r)
{
    struct person_ref p = {.id = row_int(r)};
    if (!p.id) {
        r->column += 3;
        return p;
    }
    p.name = row_text(r);
    p.email = row_text(r);
    p.active = row_int(r);
    return p;
}

struct step row_step(struct row_reader *r)
{
    struct step s = {.id = row_int(r)};
    if (!s.id) {
        r->column += 11;
        return s;
    }
    must(step_kind_parse(row_text(r), &s.kind));
    must(step_who_parse(row_text(r), &s.who));
    must(step_state_parse(row_text(r), &s.state));
    s.who_name = row_text(r);
    s.what = row_text(r);
    s.by_at = row_int(r);
    s.made_at = row_int(r);
    s.ended_at = row_int(r);
    s.broken_at = row_int(r);
    s.made_by = row_int(r);
    s.why = row_text(r);
    return s;
}

void row_line(struct row_reader *r, int64_t now_ms, struct ticket_line *ret_line)
{
    struct ticket_line l = {.number = row_int(r), .subject = row_text(r)};
    must(state_parse(row_text(r), &l.state));
    (void)outcome_parse(row_text(r), &l.outcome); // none while it is open
    l.owner = row_person(r);
    l.requester = row_person(r);
    l.team_name = row_text(r);
    must(effect_parse(row_text(r), &l.effect));
    l.made_at = row_int(r);
    l.changed_at = row_int(r);
    l.version = row_int(r);
    l.next = row_step(r);
    l.late = l.next.id && l.next.by_at < now_ms &&
             (l.next.kind == STEP_KIND_PROMISE || l.next.kind == STEP_KIND_TARGET || l.next.kind == STEP_KIND_REVIEW);
    *ret_line = l;
}

enum rc lines_read(struct db *db, struct rows *rows, int64_t limit, struct ticket_list *ret_list)
{
    struct arena *a = db_arena(db);
    struct ticket_line *items = arena_list(a, (size_t)limit, struct ticket_line);
    size_t n = 0;
    bool more = false;
    while (!more && rows_next(rows)) {
        more = n == (size_t)limit;
        if (!more)
            row_line(&(struct row_reader){.rows = rows}, db_ctx(db)->now_ms, &items[n++]);
    }
    TRY(rows_done(rows));
    *ret_list = (struct ticket_list){.items = items, .n = n};
    if (more)
        ret_list->next = cursor_make(a, items[n - 1].number);
    return RC_OK;
}

// ---- cursors ----

// One letter for the form, so that a later form can be told apart, and two
// characters of a checksum: not a secret, only against slips of the hand.
static struct str cursor_plain(struct arena *a, int64_t number)
{
    uint8_t sum[SHA256_BYTES];
    struct str text = str_fmt(a, "n%" PRId64, number);
    sha256(text, sum);
    return str_fmt(a, "%.*s.%02x%02x", STR_ARG(text), sum[0], sum[1]);
}

struct str cursor_make(struct arena *a, int64_t number)
{
    struct str plain = cursor_plain(a, number);
    return base64url_encode(a, plain.p, plain.n);
}

enum rc cursor_read(struct ctx *c, struct str cursor, int64_t *ret_number)
{
    struct str plain;
    int64_t number;
    ptrdiff_t dot;
    if (cursor.n > 64 || !base64url_decode(c->arena, cursor, &plain) || !str_starts(plain, S("n")) ||
        (dot = str_find_char(plain, '.')) < 0 || !str_to_int64(str_slice(plain, 1, (size_t)dot), &number) ||
        number < 1 || !str_eq(cursor_plain(c->arena, number), plain))
        return fail_field(c, "after", "This page mark is not one that we gave out. Please start from the first page.");
    *ret_number = number;
    return RC_OK;
}

enum rc list_limit_check(struct ctx *c, int64_t limit)
{
    if (limit < 1 || limit > LIST_LIMIT_MAX)
        return fail_field(c, "limit", "Ask for 1 to %d at a time.", LIST_LIMIT_MAX);
    return RC_OK;
}
