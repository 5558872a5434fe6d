// SPDX-License-Identifier: Apache-2.0
// Nobody is left holding nothing (R7): letting go of somebody who answers for
// open tickets is refused with the list and the way out, whichever way it is
// asked for, and works once every ticket has somebody else.
#include "desk/people_kit.h"
#include "desk/verbs.h"

struct asked {
    struct actor who;
    int64_t team, number;
    bool withdraw;
};

static enum rc asked_run(struct ctx *c, struct db *db, void *arg)
{
    struct asked *k = arg;
    struct done done;
    if (k->withdraw)
        return ticket_withdraw(db, &k->who, k->number, S("It works again."), &done);
    struct ask ask = {.subject = S("No network"), .words = {.body = S("The cable is in.")}, .team_id = k->team};
    return ticket_ask(db, &k->who, &ask, &k->number);
}

static int64_t ask(struct ctx *c, struct store *s, const struct actor *who, int64_t team)
{
    struct asked k = {.who = *who, .team = team};
    fail_clear(c);
    assert_ok(store_write(c, s, asked_run, &k));
    return k.number;
}

static void withdraw(struct ctx *c, struct store *s, const struct actor *who, int64_t number)
{
    struct asked k = {.who = *who, .number = number, .withdraw = true};
    fail_clear(c);
    assert_ok(store_write(c, s, asked_run, &k));
}

TEST_STORE(r7_who_answers_for_open_tickets_cannot_be_let_go)
{
    struct small_desk d = small_desk(c, s);
    int64_t id = d.ana.person_id;
    assert_ok(update_team(c, s, &d.lead, d.team, (struct team_changes){.on_duty_id = id}));
    int64_t first = ask(c, s, &d.rita, d.team), second = ask(c, s, &d.rob, d.team);
    struct person_changes off = {.has_active = true}, less = {.has_role = true, .role = ROLE_REQUESTER};
    assert_int_equal(update_person(c, s, &d.admin, id, off), RC_REFUSED);
    assert_str(c->failure.rule, "R7");
    struct str list = str_fmt(c->arena, "ana still answers for 2 open tickets: R-%d, R-%d.", (int)first, (int)second);
    assert_str(c->failure.detail, str_cstr(c->arena, list));
    assert_true(str_has(c->failure.instead, S("Offer each of them to a colleague")));
    assert_int_equal(update_person(c, s, &d.lead, id, off), RC_REFUSED);
    assert_int_equal(update_person(c, s, &d.admin, id, less), RC_REFUSED);
    assert_true(person_of(c, s, &d.admin, id).active);
    struct call k = {.what = CALL_PERSON_OWNED, .id = id};
    assert_ok(call(c, s, &k));
    assert_int_equal(k.tickets.n, 2);
    assert_int_equal(k.tickets.items[0].owner.id, id);

    withdraw(c, s, &d.rita, first);
    assert_int_equal(update_person(c, s, &d.admin, id, off), RC_REFUSED);
    withdraw(c, s, &d.rob, second);
    assert_ok(update_person(c, s, &d.admin, id, off));
    k = (struct call){.what = CALL_PERSON_OWNED, .id = id};
    assert_ok(call(c, s, &k));
    assert_int_equal(k.tickets.n, 0);
}

TEST_STORE(whoever_has_least_gets_the_next_ticket)
{
    struct small_desk d = small_desk(c, s);
    int64_t members[] = {d.ana.person_id, d.ben.person_id};
    struct team_changes least = {.assign = S("least"), .has_members = true, .members = members, .members_n = 2};
    assert_ok(update_team(c, s, &d.lead, d.team, least));
    int64_t expected[] = {d.ana.person_id, d.ben.person_id, d.ana.person_id};
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        ask(c, s, &d.rita, d.team);
        struct call k = {.what = CALL_PERSON_OWNED, .id = expected[i]};
        assert_ok(call(c, s, &k));
        assert_int_equal(k.tickets.n, i / 2 + 1);
    }
}
