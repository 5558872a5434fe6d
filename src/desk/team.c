// SPDX-License-Identifier: Apache-2.0
// Teams as they stand, and who a new ticket of theirs belongs to (R1). Whoever
// is asked for an owner gets one while a single active member of staff exists:
// nothing here may ever answer "nobody". Changing teams is in team_edit.c.
#include "desk/person.h"

#include "base/datetime.h"
#include "desk/list.h"
#include "desk/team.sql.h"

static struct person_ref ref_read(struct rows *r, int column)
{
    return (struct person_ref){rows_int(r, column), rows_text(r, column + 1), rows_text(r, column + 2),
                               rows_bool(r, column + 3)};
}

static struct team team_read(struct rows *r)
{
    return (struct team){
        .id = rows_int(r, 0),
        .name = rows_text(r, 1),
        .address = rows_text(r, 2),
        .hours = rows_text(r, 3),
        .time_zone = rows_text(r, 4),
        .assign = rows_text(r, 5),
        .playback_from = rows_text(r, 6),
        .follow_up_days = rows_text(r, 7),
        .lead_id = rows_int(r, 8),
        .lead = ref_read(r, 8),
        .on_duty_id = rows_int(r, 12),
        .on_duty = ref_read(r, 12),
        .last_turn_id = rows_int(r, 16),
        .target_stuck_ms = rows_int(r, 17),
        .target_slowed_ms = rows_int(r, 18),
        .target_wait_ms = rows_int(r, 19),
        .offer_wait_ms = rows_int(r, 20),
        .reopen_days = rows_int(r, 21),
        .active = rows_bool(r, 22),
        .version = rows_int(r, 23),
    };
}

static void member_add(struct arena *a, struct team *t, struct rows *r)
{
    t->members = list_room(a, t->members, t->members_n, sizeof *t->members);
    t->members[t->members_n++] = ref_read(r, 1);
}

enum rc team_get(struct db *db, int64_t id, struct team *ret_team)
{
    AUTO(rows_auto) struct rows r = {0}, m = {0};
    struct team t = {0};
    TRY(db_rows(db, &r, team_by_id, P(id)));
    if (rows_next(&r))
        t = team_read(&r);
    TRY(rows_done(&r));
    if (!t.id)
        return fail(db_ctx(db), RC_NOT_FOUND, "There is no such team.");
    TRY(db_rows(db, &m, team_members, P(id)));
    while (rows_next(&m))
        member_add(db_arena(db), &t, &m);
    TRY(rows_done(&m));
    *ret_team = t;
    return RC_OK;
}

enum rc team_find_by_name(struct db *db, struct str name_or_address, int64_t *ret_id, bool *ret_found)
{
    int64_t id = 0;
    enum rc rc = db_int(db, &id, team_by_name, P(str_or(str_trim(name_or_address), S(""))));
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    *ret_id = id;
    *ret_found = rc == RC_OK;
    return RC_OK;
}

static struct team *team_in(const struct team_list *list, int64_t id)
{
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].id == id)
            return &list->items[i];
    }
    return NULL;
}

enum rc team_list(struct db *db, struct team_list *ret_list)
{
    AUTO(rows_auto) struct rows r = {0}, m = {0};
    struct arena *a = db_arena(db);
    struct team_list list = {0};
    TRY(db_rows(db, &r, team_all));
    while (rows_next(&r)) {
        list.items = list_room(a, list.items, list.n, sizeof *list.items);
        list.items[list.n++] = team_read(&r);
    }
    TRY(rows_done(&r));
    TRY(db_rows(db, &m, team_members_all));
    struct team *t = NULL;
    while (rows_next(&m)) {
        if (!t || t->id != rows_int(&m, 0))
            t = team_in(&list, rows_int(&m, 0));
        if (t)
            member_add(a, t, &m);
    }
    TRY(rows_done(&m));
    *ret_list = list;
    return RC_OK;
}

// Whose turn it is after the last one; after the last of all it is the first one's.
static enum rc choose_by_turns(struct db *db, const struct team *t, int64_t not_id, int64_t *ret_id)
{
    int64_t now_ms = db_ctx(db)->now_ms;
    enum rc rc = db_int(db, ret_id, team_owner_by_turns, P(t->id), P(now_ms), P(not_id), P(t->last_turn_id));
    if (rc != RC_NOT_FOUND || !t->last_turn_id)
        return rc;
    return db_int(db, ret_id, team_owner_by_turns, P(t->id), P(now_ms), P(not_id), P(0));
}

static enum rc choose_as_set(struct db *db, const struct team *t, int64_t not_id, int64_t *ret_id)
{
    int64_t now_ms = db_ctx(db)->now_ms;
    if (str_eq(t->assign, S("turns")))
        return choose_by_turns(db, t, not_id, ret_id);
    if (str_eq(t->assign, S("least")))
        return db_int(db, ret_id, team_owner_with_least, P(t->id), P(now_ms), P(not_id));
    return db_int(db, ret_id, team_owner_on_duty, P(t->on_duty_id), P(now_ms), P(not_id));
}

enum rc team_choose_owner(struct db *db, const struct team *t, int64_t not_id, int64_t *ret_person_id)
{
    int64_t id = 0;
    enum rc rc = choose_as_set(db, t, not_id, &id);
    if (rc == RC_OK && str_eq(t->assign, S("turns")))
        rc = db_run(db, team_turn_set, P(t->id), P(id));
    else if (rc == RC_NOT_FOUND)
        rc = db_int(db, &id, team_owner_anybody, P(t->id), P(db_ctx(db)->now_ms), P(not_id), P(t->lead_id));
    if (rc == RC_NOT_FOUND)
        return fail(db_ctx(db), RC_CONFLICT,
                    "Nobody of the staff is active, so nobody could answer for this. Please tell an administrator.");
    if (rc == RC_OK)
        *ret_person_id = id;
    return rc;
}

void team_work_week(const struct team *t, struct work_week *ret_week)
{
    const char *why;
    if (!work_week_parse(t->hours, ret_week, &why))
        must(work_week_parse(S("Mon-Fri 08:00-17:00"), ret_week, &why));
}

int64_t team_first_reply_by(const struct team *t, enum effect effect, enum reach reach, int64_t now_ms)
{
    int64_t target_ms = effect == EFFECT_STUCK    ? t->target_stuck_ms
                        : effect == EFFECT_SLOWED ? t->target_slowed_ms
                                                  : t->target_wait_ms;
    if (reach == REACH_MANY || reach == REACH_EVERYONE)
        target_ms /= 2;
    struct work_week week;
    team_work_week(t, &week);
    return work_week_after(&week, now_ms, target_ms, t->time_zone);
}
