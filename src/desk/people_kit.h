// SPDX-License-Identifier: Apache-2.0
// For tests of people, teams and credentials: one call, one transaction, and a
// small desk to begin with. Only for *_test.c files: asserts run on the test's
// thread, the calls themselves on whichever thread the store takes.
#pragma once

#include "base/crypto.h"
#include "desk/credential.h"
#include "desk/person.h"
#include "store/store_kit.h"

// One call of the desk as a transaction of its own.
struct call {
    enum {
        CALL_PERSON_CREATE,
        CALL_PERSON_UPDATE,
        CALL_PERSON_GET,
        CALL_PERSON_LIST,
        CALL_PERSON_BY_EMAIL,
        CALL_PERSON_OWNED,
        CALL_TEAM_CREATE,
        CALL_TEAM_UPDATE,
        CALL_TEAM_GET,
        CALL_TEAM_LIST,
        CALL_TEAM_FIND,
        CALL_CHOOSE,
        CALL_DESK_CREATE
    } what;
    struct actor who;
    int64_t id; // asked for, and made or found
    struct person_changes p;
    struct team_changes t;
    struct str text, after;
    int64_t limit;
    struct person person;
    struct person_list people;
    struct ticket_list tickets;
    struct team team;
    struct team_list teams;
    bool found;
};

static inline enum rc call_people(struct db *db, struct call *k)
{
    switch (k->what) {
    case CALL_PERSON_CREATE:
        return person_create(db, &k->who, &k->p, &k->id);
    case CALL_PERSON_UPDATE:
        return person_update(db, &k->who, k->id, &k->p);
    case CALL_PERSON_GET:
        return person_get(db, &k->who, k->id, &k->person);
    case CALL_PERSON_LIST:
        return person_list(db, &k->who, k->text, k->after, k->limit, &k->people);
    case CALL_PERSON_BY_EMAIL:
        return person_by_email_or_create(db, k->text, k->after, &k->id, &k->found);
    case CALL_PERSON_OWNED:
        return person_owned(db, k->id, &k->tickets);
    default:
        return RC_NOT_FOUND;
    }
}

static inline enum rc call_run(struct ctx *c, struct db *db, void *arg)
{
    struct call *k = arg;
    switch (k->what) {
    case CALL_TEAM_CREATE:
        return team_create(db, &k->who, &k->t, &k->id);
    case CALL_TEAM_UPDATE:
        return team_update(db, &k->who, k->id, &k->t);
    case CALL_TEAM_GET:
        return team_get(db, k->id, &k->team);
    case CALL_TEAM_LIST:
        return team_list(db, &k->teams);
    case CALL_TEAM_FIND:
        return team_find_by_name(db, k->text, &k->id, &k->found);
    case CALL_CHOOSE:
        TRY(team_get(db, k->team.id, &k->team));
        return team_choose_owner(db, &k->team, k->limit, &k->id);
    case CALL_DESK_CREATE:
        return desk_create(db, k->text, k->after, &k->id);
    default:
        return call_people(db, k);
    }
}

// Forgets an earlier refusal first, so that the next one's sentence can be read.
static inline enum rc call(struct ctx *c, struct store *s, struct call *k)
{
    fail_clear(c);
    return store_write(c, s, call_run, k);
}

static inline struct actor actor_of(int64_t id, enum role role)
{
    return (struct actor){.person_id = id, .role = role, .via = VIA_WEB};
}

// A desk with an admin, a lead with a team, two agents in it, an agent elsewhere, and two requesters.
struct small_desk {
    struct actor admin, lead, ana, ben, cleo, rita, rob;
    int64_t first_team, team;
};

static inline struct actor desk_person(struct ctx *c, struct store *s, const struct actor *by, const char *email,
                                       enum role role, int64_t team)
{
    struct str address = str_of(email);
    struct call k = {.what = CALL_PERSON_CREATE, .who = *by};
    k.p = (struct person_changes){.emails = &address,
                                  .emails_n = 1,
                                  .has_role = true,
                                  .role = role,
                                  .has_teams = team != 0,
                                  .teams = &team,
                                  .teams_n = team ? 1 : 0};
    assert_ok(call(c, s, &k));
    return actor_of(k.id, role);
}

static inline struct small_desk small_desk(struct ctx *c, struct store *s)
{
    struct small_desk d = {0};
    struct call k = {.what = CALL_DESK_CREATE, .text = S("Admin@Desk.test"), .after = S("Tidewell IT")};
    assert_ok(call(c, s, &k));
    d.admin = actor_of(k.id, ROLE_ADMIN);
    k = (struct call){.what = CALL_TEAM_FIND, .text = S("help desk")};
    assert_ok(call(c, s, &k));
    d.first_team = k.id;
    d.lead = desk_person(c, s, &d.admin, "lead@desk.test", ROLE_LEAD, 0);
    k = (struct call){.what = CALL_TEAM_CREATE, .who = d.admin};
    k.t = (struct team_changes){.name = S("Networks"), .lead_id = d.lead.person_id};
    assert_ok(call(c, s, &k));
    d.team = k.id;
    d.ana = desk_person(c, s, &d.admin, "ana@desk.test", ROLE_AGENT, d.team);
    d.ben = desk_person(c, s, &d.admin, "ben@desk.test", ROLE_AGENT, d.team);
    d.cleo = desk_person(c, s, &d.admin, "cleo@desk.test", ROLE_AGENT, d.first_team);
    d.rita = desk_person(c, s, &d.ana, "rita@work.test", ROLE_REQUESTER, 0);
    d.rob = desk_person(c, s, &d.ana, "rob@work.test", ROLE_REQUESTER, 0);
    return d;
}

static inline enum rc update_person(struct ctx *c, struct store *s, const struct actor *who, int64_t id,
                                    struct person_changes p)
{
    return call(c, s, &(struct call){.what = CALL_PERSON_UPDATE, .who = *who, .id = id, .p = p});
}

static inline struct person person_of(struct ctx *c, struct store *s, const struct actor *who, int64_t id)
{
    struct call k = {.what = CALL_PERSON_GET, .who = *who, .id = id};
    assert_ok(call(c, s, &k));
    return k.person;
}

static inline enum rc update_team(struct ctx *c, struct store *s, const struct actor *who, int64_t id,
                                  struct team_changes t)
{
    return call(c, s, &(struct call){.what = CALL_TEAM_UPDATE, .who = *who, .id = id, .t = t});
}

static inline struct team team_of(struct ctx *c, struct store *s, int64_t id)
{
    struct call k = {.what = CALL_TEAM_GET, .id = id};
    assert_ok(call(c, s, &k));
    return k.team;
}
