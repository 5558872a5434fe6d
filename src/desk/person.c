// SPDX-License-Identifier: Apache-2.0
// People as they are read: whole rows for staff and for themselves, the card of
// a member of staff for everybody else, and nothing at all of other requesters.
// Knows no form; changing people is in person_edit.c.
#include "desk/person.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "desk/list.h"
#include "desk/person.sql.h"
#include "desk/person_check.h"
#include "desk/ticket_row.h"
#include "mail/address.h"

#define OWNED_MAX 200
#define QUERY_BYTES_MAX 100

static struct person person_read(struct rows *r)
{
    struct person p = {
        .id = rows_int(r, 0),
        .name = rows_text(r, 1),
        .time_zone = rows_text(r, 3),
        .language = rows_text(r, 4),
        .explain = rows_text(r, 5),
        .reach = rows_text(r, 6),
        .work = rows_text(r, 7),
        .good_at = rows_text(r, 8),
        .looks_after = rows_text(r, 9),
        .hours_in = rows_text(r, 10),
        .away_until = rows_int(r, 11),
        .active = rows_bool(r, 12),
        .has_password = rows_bool(r, 13),
        .made_at = rows_int(r, 14),
        .version = rows_int(r, 15),
    };
    must(role_parse(rows_text(r, 2), &p.role)); // the table allows no other
    return p;
}

static void email_add(struct arena *a, struct person *p, struct str address)
{
    for (size_t i = 0; i < p->emails_n; i++) {
        if (str_eq(p->emails[i], address))
            return;
    }
    p->emails = list_room(a, p->emails, p->emails_n, sizeof *p->emails);
    p->emails[p->emails_n++] = address;
}

static void team_add(struct arena *a, struct person *p, int64_t id, struct str name)
{
    for (size_t i = 0; i < p->teams_n; i++) {
        if (p->teams[i] == id)
            return;
    }
    p->teams = list_room(a, p->teams, p->teams_n, sizeof *p->teams);
    p->team_names = list_room(a, p->team_names, p->teams_n, sizeof *p->team_names);
    p->teams[p->teams_n] = id;
    p->team_names[p->teams_n++] = name;
}

// Reads whole people: a person's rows, one for each address and team, stand together.
static enum rc people_read(struct db *db, struct rows *r, struct person_list *ret_list)
{
    struct arena *a = db_arena(db);
    struct person_list list = {0};
    while (rows_next(r)) {
        if (list.n == 0 || list.items[list.n - 1].id != rows_int(r, 0)) {
            list.items = list_room(a, list.items, list.n, sizeof *list.items);
            list.items[list.n++] = person_read(r);
        }
        struct person *p = &list.items[list.n - 1];
        if (!rows_is_null(r, 16))
            email_add(a, p, rows_text(r, 16));
        if (!rows_is_null(r, 17))
            team_add(a, p, rows_int(r, 17), rows_text(r, 18));
    }
    TRY(rows_done(r));
    *ret_list = list;
    return RC_OK;
}

static enum rc person_read_one(struct db *db, int64_t id, struct person *ret_person, bool *ret_found)
{
    AUTO(rows_auto) struct rows r = {0};
    struct person_list list;
    TRY(db_rows(db, &r, person_whole, P(id)));
    TRY(people_read(db, &r, &list));
    *ret_found = list.n > 0;
    if (list.n)
        *ret_person = list.items[0];
    return RC_OK;
}

static struct person card_of(const struct person *p)
{
    return (struct person){.id = p->id,
                           .name = p->name,
                           .role = p->role,
                           .looks_after = p->looks_after,
                           .hours_in = p->hours_in,
                           .active = p->active};
}

enum rc person_get(struct db *db, const struct actor *who, int64_t id, struct person *ret_person)
{
    struct person p;
    bool found;
    TRY(person_read_one(db, id, &p, &found));
    bool sees_all = actor_is_staff(who) || actor_rules_all(who) || (who->person_id && who->person_id == id);
    if (!found || (!sees_all && p.role == ROLE_REQUESTER))
        return fail(db_ctx(db), RC_NOT_FOUND, "There is no such person.");
    *ret_person = sees_all ? p : card_of(&p);
    return RC_OK;
}

enum rc person_find_by_email(struct db *db, struct str email, struct person *ret_person, bool *ret_found)
{
    struct str address = email_fold(db_arena(db), email);
    int64_t id = 0;
    if (!str_is_none(address))
        TRY(email_owner(db, address, &id));
    if (id)
        return person_read_one(db, id, ret_person, ret_found);
    *ret_found = false;
    return RC_OK;
}

// What a mail calls its sender, if it can stand as a name.
static struct str name_or_local(struct ctx *c, struct str name, struct str address)
{
    struct ctx quiet = {.arena = c->arena};
    struct str good;
    return name_check(&quiet, "name", name, &good) == RC_OK ? good : address_local(address);
}

static enum rc requester_create(struct db *db, struct str address, struct str name, int64_t *ret_id, bool *ret_created)
{
    int64_t id;
    TRY(db_int(db, &id, person_insert, P(name), P(role_name(ROLE_REQUESTER)), P(S("UTC")), P(S("en")), P(S("short")),
               P(S("")), P(S("")), P(S("")), P(S("")), P(S("")), P_NULL, P(db_ctx(db)->now_ms)));
    TRY(db_run(db, person_email_insert, P(address), P(id), P(true)));
    if (db_changes(db) == 0) // on PostgreSQL, another transaction was faster: this one runs again
        return fail(db_ctx(db), RC_BUSY, "This address was just being written down. Please try again.");
    *ret_id = id;
    *ret_created = true;
    return RC_OK;
}

enum rc person_by_email_or_create(struct db *db, struct str email, struct str name, int64_t *ret_id, bool *ret_created)
{
    struct ctx *c = db_ctx(db);
    struct str address = email_fold(c->arena, email);
    if (str_is_none(address))
        return fail_field(c, "requester", "This is not a mail address. It should look like ana@example.org.");
    int64_t id = 0;
    TRY(email_owner(db, address, &id));
    struct str better = name_or_local(c, name, address), local = address_local(address);
    if (!id)
        return requester_create(db, address, better, ret_id, ret_created);
    if (!str_eq(better, local))
        TRY(db_run(db, person_name_better, P(id), P(better), P(local)));
    *ret_id = id;
    *ret_created = false;
    return RC_OK;
}

enum rc person_owned(struct db *db, int64_t id, struct ticket_list *ret_list)
{
    AUTO(rows_auto) struct rows r = {0};
    TRY(db_rows(db, &r, person_owned_lines, P(id), P(OWNED_MAX + 1)));
    return lines_read(db, &r, OWNED_MAX, ret_list);
}

// ---- the list ----

// An opaque cursor: the name and id that the last page ended with.
static struct str people_cursor(struct arena *a, const struct person *last)
{
    struct str text = str_fmt(a, "%" PRId64 " %.*s", last->id, STR_ARG(last->name));
    return base64url_encode(a, text.p, text.n);
}

static enum rc people_cursor_read(struct ctx *c, struct str after, struct str *ret_name, int64_t *ret_id)
{
    struct str text, id;
    if (after.n <= 4 * (PERSON_NAME_CHARACTERS_MAX * 4 + 30) && base64url_decode(c->arena, after, &text) &&
        str_cut(&text, ' ', &id) && str_to_int64(id, ret_id) && !str_is_none(text)) {
        *ret_name = text;
        return RC_OK;
    }
    return fail_field(c, "after", "This page of the list is not known. Please begin again with the first.");
}

// The query in lower case, with what LIKE would read as a pattern taken literally.
static struct str like_text(struct arena *a, struct str query)
{
    struct buf b = buf_make(a, query.n + 8);
    struct str low = str_lower(a, query);
    for (size_t i = 0; i < low.n; i++) {
        if (low.p[i] == '%' || low.p[i] == '_' || low.p[i] == '!')
            buf_add_char(&b, '!');
        buf_add_char(&b, low.p[i]);
    }
    return buf_str(&b);
}

static enum rc list_self(struct db *db, const struct actor *who, struct person_list *ret_list)
{
    struct person *me = arena_new(db_arena(db), struct person);
    TRY(person_get(db, who, who->person_id, me));
    *ret_list = (struct person_list){.items = me, .n = 1};
    return RC_OK;
}

enum rc person_list(struct db *db, const struct actor *who, struct str query, struct str after, int64_t limit,
                    struct person_list *ret_list)
{
    struct ctx *c = db_ctx(db);
    if (!actor_is_staff(who) && !actor_rules_all(who))
        return list_self(db, who, ret_list);
    struct str name = S("");
    int64_t id = 0;
    TRY(list_limit_check(c, limit));
    query = str_trim(query);
    if (query.n > QUERY_BYTES_MAX)
        return fail_field(c, "q", "Please search for a shorter part of the name or address.");
    if (!str_is_empty(after))
        TRY(people_cursor_read(c, after, &name, &id));
    AUTO(rows_auto) struct rows r = {0};
    struct person_list list;
    if (str_is_empty(query))
        TRY(db_rows(db, &r, person_page, P(name), P(id), P(limit + 1)));
    else
        TRY(db_rows(db, &r, person_page_like, P(name), P(id), P(limit + 1), P(like_text(c->arena, query))));
    TRY(people_read(db, &r, &list));
    if (list.n > (size_t)limit) {
        list.n = (size_t)limit;
        list.next = people_cursor(c->arena, &list.items[list.n - 1]);
    }
    *ret_list = list;
    return RC_OK;
}
