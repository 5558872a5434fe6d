// SPDX-License-Identifier: Apache-2.0
// Writes the people and teams of the demonstration through the desk's own
// calls, as the set-up command does (the system's administrator). One password
// hash serves all, since making seventy of them would take half a minute.
#include "app/demo_people.h"

#include "app/demo_time.h"
#include "base/datetime.h"
#include "desk/credential.h"
#include "desk/person.h"

#define ADDRESSES_MAX 4
#define CAN_WAIT_MS (16 * HOUR_MS) // of working time: what can wait is answered within two days

struct demo_person {
    const char *name, *addresses, *zone, *language, *explain, *work, *good_at, *reach, *looks_after, *hours_in;
    enum role role;
    enum demo_team team;
    enum via door;
};

static const struct demo_person people[WHO_COUNT_] = {
#define STAFF(key, name_, addresses_, zone_, role_, team_, looks_after_, hours_)                                       \
    [WHO_##key] = {.name = name_,                                                                                      \
                   .addresses = addresses_,                                                                            \
                   .zone = zone_,                                                                                      \
                   .role = ROLE_##role_,                                                                               \
                   .team = DEMO_##team_,                                                                               \
                   .looks_after = looks_after_,                                                                        \
                   .hours_in = hours_,                                                                                 \
                   .language = "en",                                                                                   \
                   .explain = "short"},
#define PERSON(key, name_, addresses_, zone_, language_, explain_, door_, work_, good_at_, reach_)                     \
    [WHO_##key] = {.name = name_,                                                                                      \
                   .addresses = addresses_,                                                                            \
                   .zone = zone_,                                                                                      \
                   .language = language_,                                                                              \
                   .explain = explain_,                                                                                \
                   .door = VIA_##door_,                                                                                \
                   .work = work_,                                                                                      \
                   .good_at = good_at_,                                                                                \
                   .reach = reach_},
#include "app/demo_people.def"
#undef STAFF
#undef PERSON
};

static const struct team_plan {
    const char *name, *address, *hours;
    enum demo_who lead, on_duty;
} team_plans[DEMO_TEAM_COUNT_] = {
    [DEMO_IT] = {"IT help desk", "help@example.org", "Mon-Fri 07:30-18:00", WHO_marisol, WHO_ana},
    [DEMO_FACILITIES] = {"Facilities", "facilities@example.org", "Mon-Fri 07:30-16:30", WHO_siobhan, WHO_lars},
    [DEMO_PEOPLE] = {"People & pay", "people@example.org", "Mon-Fri 08:00-17:00", WHO_ngozi, WHO_ngozi},
};

// The command itself: what `init` acts as, too.
static const struct actor maker = {.role = ROLE_ADMIN, .via = VIA_COMMAND};

enum demo_team demo_team_of(enum demo_who who)
{
    return people[who].team;
}

struct actor demo_actor(const struct demo_cast *cast, enum demo_who who)
{
    const struct demo_person *p = &people[who];
    return (struct actor){.person_id = cast->person[who], .role = p->role, .via = p->door, .name = str_of(p->name)};
}

static enum rc person_write(struct db *db, enum demo_who who, struct str hash, int64_t *ret_id)
{
    const struct demo_person *p = &people[who];
    struct str addresses[ADDRESSES_MAX], rest = str_of(p->addresses);
    size_t n = 0;
    while (n < ADDRESSES_MAX && str_cut(&rest, ' ', &addresses[n]))
        n++;
    const struct person_changes changes = {
        .name = str_of(p->name),
        .emails = addresses,
        .emails_n = n,
        .has_role = true,
        .role = p->role,
        .time_zone = str_of(p->zone),
        .language = str_of(p->language),
        .explain = str_of(p->explain),
        .work = str_of(p->work),
        .good_at = str_of(p->good_at),
        .reach = str_of(p->reach),
        .looks_after = str_of(p->looks_after),
        .hours_in = str_of(p->hours_in),
    };
    if (*ret_id)
        TRY(person_update(db, &maker, *ret_id, &changes));
    else
        TRY(person_create(db, &maker, &changes, ret_id));
    return password_set(db, *ret_id, hash);
}

struct str demo_address(enum demo_who who)
{
    struct str rest = str_of(people[who].addresses), address = STR_NONE;
    str_cut(&rest, ' ', &address);
    return address;
}

static enum rc team_write(struct db *db, enum demo_team team, struct demo_cast *cast)
{
    const struct team_plan *plan = &team_plans[team];
    int64_t members[WHO_COUNT_];
    size_t n = 0;
    for (enum demo_who w = WHO_nobody + 1; w < WHO_COUNT_; w++)
        if (people[w].role != ROLE_REQUESTER && people[w].team == team)
            members[n++] = cast->person[w];
    const struct team_changes changes = {
        .name = str_of(plan->name),
        .address = str_of(plan->address),
        .hours = str_of(plan->hours),
        .time_zone = S(DEMO_ZONE),
        .target_wait_ms = CAN_WAIT_MS,
        .lead_id = cast->person[plan->lead],
        .on_duty_id = cast->person[plan->on_duty],
        .has_members = true,
        .members = members,
        .members_n = n,
    };
    cast->on_duty[team] = changes.on_duty_id;
    if (cast->team[team])
        return team_update(db, &maker, cast->team[team], &changes);
    return team_create(db, &maker, &changes, &cast->team[team]);
}

// A new desk has one team already: it becomes the first of the three.
static enum rc first_team(struct db *db, int64_t *ret_id)
{
    struct team_list teams;
    TRY(team_list(db, &teams));
    *ret_id = teams.n ? teams.items[0].id : 0;
    return RC_OK;
}

enum rc demo_people_write(struct db *db, struct str hash, int64_t made_admin_id, struct demo_cast *cast)
{
    *cast = (struct demo_cast){.person[WHO_greta] = made_admin_id};
    TRY(first_team(db, &cast->team[DEMO_IT]));
    for (enum demo_who w = WHO_nobody + 1; w < WHO_COUNT_; w++)
        TRY(person_write(db, w, hash, &cast->person[w]));
    for (int team = 0; team < DEMO_TEAM_COUNT_; team++)
        TRY(team_write(db, (enum demo_team)team, cast));
    return RC_OK;
}

enum rc demo_on_duty(struct db *db, struct demo_cast *cast, enum demo_who who)
{
    enum demo_team team = people[who].team;
    if (cast->on_duty[team] == cast->person[who])
        return RC_OK;
    const struct team_changes changes = {.on_duty_id = cast->person[who]};
    TRY(team_update(db, &maker, cast->team[team], &changes));
    cast->on_duty[team] = cast->person[who];
    return RC_OK;
}

enum rc demo_away(struct db *db, const struct demo_cast *cast, enum demo_who who, int64_t until)
{
    const struct person_changes changes = {.has_away_until = true, .away_until = until};
    return person_update(db, &maker, cast->person[who], &changes);
}

enum rc demo_leave(struct db *db, const struct demo_cast *cast, enum demo_who who)
{
    const struct person_changes changes = {.has_active = true, .active = false};
    return person_update(db, &maker, cast->person[who], &changes);
}

struct str demo_sign_in_line(struct arena *a, enum demo_who who, const char *sees)
{
    return str_fmt(a, "%-22.*s %-10.*s %s, %s\n", STR_ARG(demo_address(who)), STR_ARG(role_name(people[who].role)),
                   people[who].name, sees);
}
