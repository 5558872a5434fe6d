// SPDX-License-Identifier: Apache-2.0
// Changing teams. What holds for each of them in use: a lead who may lead,
// members who are staff, hours that can be read, and one team at least, so that
// a new ticket always has somebody (R1).
#include "desk/person.h"

#include "base/datetime.h"
#include "desk/list.h"
#include "desk/person.sql.h"
#include "desk/person_check.h"
#include "desk/team.sql.h"

#define TEAM_MEMBERS_MAX 500
#define TARGET_MS_MAX (60 * DAY_MS)
#define REOPEN_DAYS_MAX 3650
#define FOLLOW_UPS_MAX 6
#define FOLLOW_UP_DAY_MAX 90
#define HOURS_BYTES_MAX 300

struct team_edit {
    struct db *db;
    struct ctx *c;
    const struct actor *who;
    const struct team_changes *given;
    struct team was; // id 0: a new one
    struct team to;
    bool all; // the actor may change everything
};

// ---- single values ----

static enum rc hours_take(struct team_edit *e)
{
    struct work_week week;
    const char *why = "";
    if (str_is_none(e->given->hours))
        return RC_OK;
    e->to.hours = str_trim(e->given->hours);
    if (e->to.hours.n <= HOURS_BYTES_MAX && work_week_parse(e->to.hours, &week, &why))
        return RC_OK;
    return fail_field(e->c, "hours", "These hours cannot be read: %s. An example: Mon-Fri 08:00-17:00; Sat 09:00-12:00",
                      *why ? why : "they are too long");
}

static enum rc follow_ups_take(struct team_edit *e)
{
    struct str rest = e->given->follow_up_days, part;
    int64_t last = 0, day;
    if (str_is_none(rest))
        return RC_OK;
    for (int n = 1; str_cut(&rest, ',', &part); n++) {
        if (!str_to_int64(str_trim(part), &day) || day <= last || day > FOLLOW_UP_DAY_MAX || n > FOLLOW_UPS_MAX)
            return fail_field(e->c, "follow_up_days",
                              "Give up to %d rising numbers of working days, such as 2,5,10; the last at most %d.",
                              FOLLOW_UPS_MAX, FOLLOW_UP_DAY_MAX);
        last = day;
    }
    e->to.follow_up_days = e->given->follow_up_days;
    return RC_OK;
}

static bool is_one_of(struct str s, const struct str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(s, words[i]))
            return true;
    }
    return false;
}

static enum rc words_take(struct team_edit *e)
{
    static const struct str assigns[] = {S_INIT("duty"), S_INIT("turns"), S_INIT("least")};
    static const struct str froms[] = {S_INIT("stuck"), S_INIT("slowed"), S_INIT("can_wait"), S_INIT("never")};
    const struct team_changes *given = e->given;
    if (!str_is_none(given->assign)) {
        if (!is_one_of(given->assign, assigns, ARRAY_LEN(assigns)))
            return fail_field(e->c, "assign",
                              "New tickets go to whoever is on duty, by turns, or to whoever has least: "
                              "duty, turns or least.");
        e->to.assign = given->assign;
    }
    if (!str_is_none(given->playback_from)) {
        if (!is_one_of(given->playback_from, froms, ARRAY_LEN(froms)))
            return fail_field(e->c, "playback_from",
                              "Choose from when on the problem is played back: stuck, slowed, "
                              "can_wait or never.");
        e->to.playback_from = str_eq(given->playback_from, S("never")) ? STR_NONE : given->playback_from;
    }
    return RC_OK;
}

static enum rc target_take(struct ctx *c, const char *field, int64_t given, int64_t *to)
{
    if (given < 0 || given > TARGET_MS_MAX || (given > 0 && given < MINUTE_MS))
        return fail_field(c, field, "A target lies between one minute and 60 days of working time.");
    if (given)
        *to = given;
    return RC_OK;
}

static enum rc targets_take(struct team_edit *e)
{
    const struct team_changes *given = e->given;
    TRY(target_take(e->c, "target_stuck_ms", given->target_stuck_ms, &e->to.target_stuck_ms));
    TRY(target_take(e->c, "target_slowed_ms", given->target_slowed_ms, &e->to.target_slowed_ms));
    TRY(target_take(e->c, "target_wait_ms", given->target_wait_ms, &e->to.target_wait_ms));
    TRY(target_take(e->c, "offer_wait_ms", given->offer_wait_ms, &e->to.offer_wait_ms));
    if (!given->has_reopen_days)
        return RC_OK;
    if (given->reopen_days < 0 || given->reopen_days > REOPEN_DAYS_MAX)
        return fail_field(e->c, "reopen_days", "A closed ticket can be reopened for 0 to %d days.", REOPEN_DAYS_MAX);
    e->to.reopen_days = given->reopen_days;
    return RC_OK;
}

// ---- names and people ----

static enum rc name_take(struct team_edit *e)
{
    int64_t taken = 0;
    if (str_is_none(e->given->name) && e->was.id)
        return RC_OK;
    TRY(name_check(e->c, "name", e->given->name, &e->to.name));
    TRY(db_int(e->db, &taken, team_name_taken, P(e->to.name), P(e->was.id)));
    return taken ? fail(e->c, RC_CONFLICT, "There is a team called %.*s already.", STR_ARG(e->to.name)) : RC_OK;
}

static enum rc address_take(struct team_edit *e)
{
    int64_t taken = 0;
    if (str_is_none(e->given->address))
        return RC_OK;
    e->to.address = STR_NONE;
    if (str_is_empty(str_trim(e->given->address)))
        return RC_OK;
    TRY(email_check(e->c, "address", e->given->address, &e->to.address));
    TRY(db_int(e->db, &taken, team_address_taken, P(e->to.address), P(e->was.id)));
    return taken ? fail(e->c, RC_CONFLICT, "The address %.*s is in use already.", STR_ARG(e->to.address)) : RC_OK;
}

struct staff {
    struct str name;
    enum role role;
    bool active;
};

static enum rc staff_get(struct team_edit *e, const char *field, int64_t id, struct staff *ret_staff)
{
    AUTO(rows_auto) struct rows r = {0};
    TRY(db_rows(e->db, &r, team_staff, P(id)));
    if (!rows_next(&r)) {
        TRY(rows_done(&r));
        return fail_field(e->c, field, "There is no such person.");
    }
    struct staff s = {.name = rows_text(&r, 0), .active = rows_bool(&r, 2)};
    must(role_parse(rows_text(&r, 1), &s.role));
    TRY(rows_done(&r));
    if (s.role == ROLE_REQUESTER || !s.active)
        return fail_field(e->c, field, "%.*s is not active staff. Only active staff can be in a team.",
                          STR_ARG(s.name));
    *ret_staff = s;
    return RC_OK;
}

static enum rc lead_take(struct team_edit *e)
{
    struct staff s;
    if (e->given->lead_id)
        e->to.lead_id = e->given->lead_id;
    if (!e->to.lead_id)
        return fail_field(e->c, "lead", "Please say who leads the team.");
    if (e->to.lead_id == e->was.lead_id)
        return RC_OK;
    TRY(staff_get(e, "lead", e->to.lead_id, &s));
    if (s.role == ROLE_AGENT)
        return fail_field(e->c, "lead", "%.*s is an agent. Make them a lead first, then they can lead a team.",
                          STR_ARG(s.name));
    return RC_OK;
}

static bool is_member(const struct team *t, int64_t id)
{
    for (size_t i = 0; i < t->members_n; i++) {
        if (t->members[i].id == id)
            return true;
    }
    return false;
}

static enum rc member_take(struct team_edit *e, const char *field, int64_t id)
{
    struct staff s;
    if (is_member(&e->to, id))
        return RC_OK;
    if (e->to.members_n >= TEAM_MEMBERS_MAX)
        return fail_field(e->c, field, "A team can have up to %d members.", TEAM_MEMBERS_MAX);
    if (!is_member(&e->was, id)) // who has been one may stay, also while inactive
        TRY(staff_get(e, field, id, &s));
    struct team *to = &e->to;
    struct person_ref *members = arena_list(e->c->arena, to->members_n + 1, struct person_ref);
    if (to->members_n)
        memcpy(members, to->members, to->members_n * sizeof *members);
    members[to->members_n++].id = id;
    to->members = members;
    return RC_OK;
}

static enum rc members_take(struct team_edit *e)
{
    const struct team_changes *given = e->given;
    if (given->members_n > TEAM_MEMBERS_MAX)
        return fail_field(e->c, "members", "A team can have up to %d members.", TEAM_MEMBERS_MAX);
    if (!given->has_members)
        return e->to.lead_id == e->was.lead_id ? RC_OK : member_take(e, "lead", e->to.lead_id);
    e->to.members_n = 0;
    for (size_t i = 0; i < given->members_n; i++)
        TRY(member_take(e, "members", given->members[i]));
    return RC_OK;
}

static enum rc duty_take(struct team_edit *e)
{
    struct staff s;
    if (e->given->clear_on_duty || (e->given->has_members && !is_member(&e->to, e->to.on_duty_id)))
        e->to.on_duty_id = 0;
    if (!e->given->on_duty_id)
        return RC_OK;
    TRY(staff_get(e, "on_duty", e->given->on_duty_id, &s));
    e->to.on_duty_id = e->given->on_duty_id;
    return member_take(e, "on_duty", e->to.on_duty_id);
}

static enum rc active_take(struct team_edit *e)
{
    int64_t others = 0;
    if (e->given->has_active)
        e->to.active = e->given->active;
    if (e->to.active || !e->was.active)
        return RC_OK;
    TRY(db_int(e->db, &others, team_others_active, P(e->was.id)));
    if (others)
        return RC_OK;
    return refuse(e->c, "R1", S("This is the last team in use, and new tickets need one."),
                  S("Make another team first, then set this one aside."));
}

static enum rc changes_take(struct team_edit *e)
{
    TRY(name_take(e));
    TRY(address_take(e));
    TRY(hours_take(e));
    if (!str_is_none(e->given->time_zone))
        TRY(zone_check(e->c, e->given->time_zone));
    e->to.time_zone = str_or(e->given->time_zone, e->to.time_zone);
    TRY(words_take(e));
    TRY(follow_ups_take(e));
    TRY(targets_take(e));
    TRY(lead_take(e));
    TRY(members_take(e));
    TRY(duty_take(e));
    return active_take(e);
}

// ---- who may, and writing ----

static enum rc right_check(struct team_edit *e)
{
    bool own = e->was.id && e->who->role == ROLE_LEAD && e->who->person_id == e->was.lead_id;
    if (!e->all && !own)
        return fail(e->c, RC_DENIED,
                    e->was.id ? "Only an administrator, or the team's lead, can change a team."
                              : "Only an administrator can make a team.");
    const struct team *was = &e->was, *to = &e->to;
    bool same = str_eq(was->name, to->name) && str_eq(was->address, to->address) && was->lead_id == to->lead_id &&
                was->active == to->active;
    if (!e->all && !same)
        return fail(e->c, RC_DENIED,
                    "Only an administrator can change a team's name, address or lead, or set it "
                    "aside.");
    return RC_OK;
}

static enum rc members_write(struct team_edit *e, int64_t id)
{
    TRY(db_run(e->db, team_members_delete, P(id)));
    for (size_t i = 0; i < e->to.members_n; i++)
        TRY(db_run(e->db, team_member_add, P(id), P(e->to.members[i].id)));
    return RC_OK;
}

static struct team team_default(void)
{
    return (struct team){.hours = S("Mon-Fri 08:00-17:00"),
                         .time_zone = S("UTC"),
                         .assign = S("duty"),
                         .follow_up_days = S("2,5,10"),
                         .target_stuck_ms = HOUR_MS,
                         .target_slowed_ms = 4 * HOUR_MS,
                         .target_wait_ms = 8 * HOUR_MS,
                         .offer_wait_ms = 4 * HOUR_MS,
                         .reopen_days = 30,
                         .active = true};
}

enum rc team_create(struct db *db, const struct actor *who, const struct team_changes *t, int64_t *ret_id)
{
    struct team_edit e = {.db = db, .c = db_ctx(db), .who = who, .given = t, .all = actor_rules_all(who)};
    const struct team *to = &e.to;
    int64_t id = 0;
    TRY(right_check(&e));
    e.to = team_default();
    TRY(changes_take(&e));
    TRY(db_int(db, &id, team_insert, P(to->name), P(to->address), P(to->lead_id), P_ID(to->on_duty_id), P(to->assign),
               P(to->hours), P(to->time_zone), P(to->target_stuck_ms), P(to->target_slowed_ms), P(to->target_wait_ms),
               P(to->offer_wait_ms), P(to->playback_from), P(to->follow_up_days), P(to->reopen_days)));
    TRY(members_write(&e, id));
    *ret_id = id;
    return RC_OK;
}

enum rc team_update(struct db *db, const struct actor *who, int64_t id, const struct team_changes *t)
{
    struct team_edit e = {.db = db, .c = db_ctx(db), .who = who, .given = t, .all = actor_rules_all(who)};
    const struct team *to = &e.to;
    TRY(team_get(db, id, &e.was));
    e.to = e.was;
    TRY(right_check(&e)); // before anything is told about other teams and people
    TRY(changes_take(&e));
    TRY(right_check(&e));
    TRY(db_run(db, team_change, P(id), P(to->name), P(to->address), P(to->lead_id), P_ID(to->on_duty_id), P(to->assign),
               P(to->hours), P(to->time_zone), P(to->target_stuck_ms), P(to->target_slowed_ms), P(to->target_wait_ms),
               P(to->offer_wait_ms), P(to->playback_from), P(to->follow_up_days), P(to->reopen_days), P(to->active)));
    return members_write(&e, id);
}
