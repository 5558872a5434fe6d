// SPDX-License-Identifier: Apache-2.0
// Long random lives: people of two teams and their requesters do anything, in
// any order, right or wrong, while the clock moves on. After every step the
// hard rules are asked of the database itself. A failure prints its seed and
// the step, which is all that is needed to see it again.
#include "desk/scene_kit.h"

// Of life_kit.sql.
extern const struct query life_r1, life_r3, life_r3_mail, life_r8, life_r8_who, life_r9_why, life_r9_note;
extern const struct query life_r9_late, life_r9_record, life_r10, life_r13, life_r14, life_r15, life_r24, life_r35;
extern const struct query life_notes, life_offers, life_ticket, life_new_owner, life_new_open, life_open_step;
extern const struct query life_open_offer, life_open_referral, life_ticket_count, life_kinds, life_people;
extern const struct query life_offered;

#define TICKETS_MAX 60
#define PEOPLE 8
#define SUMMARY S("What was said and tried, and what comes next.")

// What a ticket looked like after the step before.
struct shadow {
    int64_t owner, events;
    enum ticket_state state;
    bool is_there;
};

struct life {
    struct scene n;
    uint64_t chance;
    struct actor people[PEOPLE];
    bool is_out[PEOPLE];
    struct shadow shadows[TICKETS_MAX + 1];
    int64_t tickets, steps_done, done_well;
    unsigned seed;
};

// A small generator of our own, so that a seed means the same everywhere (xorshift64*, Vigna 2016).
static uint64_t draw(struct life *l, uint64_t below)
{
    l->chance ^= l->chance >> 12;
    l->chance ^= l->chance << 25;
    l->chance ^= l->chance >> 27;
    return (l->chance * UINT64_C(2685821657736338717) >> 33) % below;
}

static bool flip(struct life *l)
{
    return draw(l, 2);
}

static struct str maybe(struct life *l, struct str text)
{
    return draw(l, 8) ? text : STR_NONE;
}

// ---- what the database must say, whatever happened ----

static const struct {
    const char *name;
    const struct query *q;
} rules[] = {
    {"R1: an active owner", &life_r1},
    {"R3: an introduction for every new owner", &life_r3},
    {"R3: … which leaves as a mail", &life_r3_mail},
    {"R8: one next step", &life_r8},
    {"R8: the state says whose step it is", &life_r8_who},
    {"R9: a renewal has its reason", &life_r9_why},
    {"R9: a broken promise has its note", &life_r9_note},
    {"R9: what passed is marked", &life_r9_late},
    {"R9: what broke stays broken", &life_r9_record},
    {"R10: a first-reply target", &life_r10},
    {"R13: why, what instead, and an end that is theirs or a lead's", &life_r13},
    {"R14: solved by their word", &life_r14},
    {"R15: closed by a person", &life_r15},
    {"R24: the writer's card", &life_r24},
    {"R35: every message has its event", &life_r35},
    {"R35: notes stay among staff", &life_notes},
    {"R2: an open offer is the owner's", &life_offers},
};

static void life_stops(struct life *l, const char *rule, struct str where)
{
    print_error("seed %u, step %" PRId64 ": %s: R-%.*s\n", l->seed, l->steps_done, rule, STR_ARG(where));
    assert_null(rule);
}

static void check_rules(struct life *l)
{
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        struct look look = look_at(&l->n, rules[i].q, l->n.c->now_ms, 0);
        if (look.value)
            life_stops(l, rules[i].name, look.text);
    }
}

// R2, R4, R5, R16: what changed since the step before has the event that may change it.
static void check_ticket(struct life *l, int64_t number)
{
    struct shadow *was = &l->shadows[number];
    struct look look = look_at(&l->n, &life_ticket, number, 0);
    struct str state, rest = look.text, name = str_fmt(l->n.c->arena, "%" PRId64, number);
    struct shadow is = {.owner = look.value, .is_there = true};
    assert_true(str_cut(&rest, ' ', &state) && state_parse(state, &is.state) && str_to_int64(rest, &is.events));
    if (was->is_there && was->owner != is.owner && !look_at(&l->n, &life_new_owner, number, was->events).value)
        life_stops(l, "R2: a new owner without a handoff", name);
    if (was->is_there && was->state == STATE_CLOSED && is.state != STATE_CLOSED &&
        !look_at(&l->n, &life_new_open, number, was->events).value)
        life_stops(l, "R16: open again without a word", name);
    if (was->is_there && is.events < was->events)
        life_stops(l, "R35: the history became shorter", name);
    *was = is;
}

static enum rc life_verify_in(struct ctx *c, struct db *db, void *arg)
{
    return history_verify(db, 0, arg);
}

static void check_history(struct life *l)
{
    struct verify_result v = {0};
    assert_ok(store_read(l->n.c, l->n.s, life_verify_in, &v));
    if (v.bad_ticket)
        life_stops(l, "R35: the chain", str_fmt(l->n.c->arena, "%" PRId64 " %.*s", v.bad_ticket, STR_ARG(v.why)));
}

// ---- what people do ----

static int64_t any_time(struct life *l)
{
    static const int64_t ahead_ms[] = {-HOUR_MS, MINUTE_MS, 2 * HOUR_MS, DAY_MS, 5 * DAY_MS, 30 * DAY_MS};
    return l->n.c->now_ms + ahead_ms[draw(l, ARRAY_LEN(ahead_ms))];
}

static struct op any_ask(struct life *l)
{
    struct op o = {.what = OP_ASK, .who = l->people[draw(l, PEOPLE)]};
    o.ask = (struct ask){.subject = maybe(l, S("Something does not work")),
                         .words = {.body = maybe(l, S("It stopped this morning."))},
                         .requester_id = draw(l, 3) ? 0 : l->people[draw(l, PEOPLE)].person_id,
                         .team_id = flip(l) ? l->n.d.team : l->n.d.first_team,
                         .has_effect = flip(l),
                         .effect = (enum effect)draw(l, 3)};
    return o;
}

// The id that a verb takes instead of a ticket's number.
static int64_t id_for(struct life *l, enum op_what what, int64_t number)
{
    switch (what) {
    case OP_KEEP:
    case OP_RENEW:
        return look_at(&l->n, &life_open_step, number, 0).value;
    case OP_ACCEPT:
    case OP_DECLINE_OFFER:
        return look_at(&l->n, &life_open_offer, number, 0).value;
    case OP_CONFIRM:
        return look_at(&l->n, &life_open_referral, number, 0).value;
    default:
        return number;
    }
}

// Mostly somebody who might do it: the owner or the requester; else anybody.
static struct actor who_for(struct life *l, enum op_what what, int64_t number)
{
    struct actor anybody = l->people[draw(l, PEOPLE)];
    struct look look = look_at(&l->n, &life_people, number, 0);
    bool theirs = what == OP_WORDS || what == OP_PLAYBACK_ANSWER || what == OP_TAKE_REASON || what == OP_ASK_REVIEW ||
                  what == OP_ANSWER || what == OP_WITHDRAW || what == OP_URGENT;
    int64_t id = look.value, offered = 0;
    if (theirs && !str_to_int64(look.text, &id))
        return anybody;
    if (what == OP_ACCEPT || what == OP_DECLINE_OFFER)
        offered = look_at(&l->n, &life_offered, number, 0).value;
    if (offered)
        id = offered;
    for (size_t i = 0; draw(l, 5) && i < PEOPLE; i++)
        if (l->people[i].person_id == id)
            return l->people[i];
    return anybody;
}

static void fill_words(struct life *l, struct op *o)
{
    static const struct str bodies[] = {S_INIT("It works now, thank you."), S_INIT("It still does not work."),
                                        S_INIT("Here is what we found."), S_INIT("Please see above.")};
    o->a = maybe(l, bodies[draw(l, ARRAY_LEN(bodies))]);
    o->b = maybe(l, SUMMARY);
    o->c = maybe(l, SUMMARY);
    if (o->what == OP_REFER)
        o->b = S("vendor@outside.test");
    if (o->what == OP_TAGS)
        o->a = S("vpn");
    if (o->what == OP_ANSWER && flip(l))
        o->b = STR_NONE;
}

static struct op any_op(struct life *l)
{
    if (!l->tickets || (l->tickets < TICKETS_MAX && !draw(l, 30)))
        return any_ask(l);
    struct op o = {.what = (enum op_what)(1 + draw(l, OP_COUNT_ - 1))};
    if (o.what == OP_WITHDRAW && draw(l, 3)) // or nothing grows old here
        o.what = OP_PROPOSAL;
    int64_t number = 1 + (int64_t)draw(l, (uint64_t)l->tickets);
    o.who = who_for(l, o.what, number);
    o.number = id_for(l, o.what, number);
    o.person = o.what == OP_MERGE ? 1 + (int64_t)draw(l, (uint64_t)l->tickets) : l->people[draw(l, PEOPLE)].person_id;
    if (o.what == OP_OFFER && !draw(l, 3)) {
        o.person = 0;
        o.team = flip(l) ? l->n.d.team : l->n.d.first_team;
    }
    o.by = any_time(l);
    o.yes = draw(l, 3);
    o.sure = !draw(l, 6);
    o.effect = (enum effect)draw(l, 3);
    fill_words(l, &o);
    return o;
}

// People go away, come back, leave for good (where R7 lets them) and return.
static void somebody_moves(struct life *l)
{
    size_t i = 2 + draw(l, PEOPLE - 2); // not the admin and the lead
    struct person_changes p = {0};
    if (flip(l)) {
        p.has_away_until = true;
        p.away_until = flip(l) ? 0 : l->n.c->now_ms + 3 * DAY_MS;
    } else {
        p.has_active = true;
        p.active = l->is_out[i];
    }
    enum rc rc = update_person(l->n.c, l->n.s, &l->n.d.admin, l->people[i].person_id, p);
    assert_true(rc == RC_OK || rc == RC_REFUSED || rc == RC_CONFLICT);
    if (rc == RC_OK && p.has_active)
        l->is_out[i] = !p.active;
}

static void time_moves(struct life *l)
{
    static const int64_t steps_ms[] = {MINUTE_MS, 20 * MINUTE_MS, HOUR_MS, 5 * HOUR_MS, DAY_MS};
    bool leap = !draw(l, 150);
    time_passes(&l->n, leap ? 35 * DAY_MS : steps_ms[draw(l, ARRAY_LEN(steps_ms))]);
}

static void one_step(struct life *l)
{
    if (!draw(l, 4))
        time_moves(l);
    if (!draw(l, 25))
        somebody_moves(l);
    struct op o = any_op(l);
    enum rc rc = act_on(&l->n, o);
    if (rc != RC_OK && rc != RC_REFUSED && rc != RC_DENIED && rc != RC_INVALID && rc != RC_NOT_FOUND &&
        rc != RC_CONFLICT)
        life_stops(l, "a verb fails", l->n.c->failure.detail);
    if (rc == RC_REFUSED && (!l->n.c->failure.rule.n || !l->n.c->failure.instead.n))
        life_stops(l, "a refusal without its rule", l->n.c->failure.detail);
    l->done_well += rc == RC_OK;
    l->tickets = look_at(&l->n, &life_ticket_count, 0, 0).value;
    if (l->tickets > TICKETS_MAX)
        l->tickets = TICKETS_MAX; // successors beyond it live on unwatched one by one; the rules see them all
    for (int64_t i = 1; i <= l->tickets; i++)
        if (i == o.number || i == o.person || !(l->steps_done % 10) || !l->shadows[i].is_there)
            check_ticket(l, i);
}

static void live(struct ctx *c, struct store *s, unsigned seed, int steps)
{
    struct life l = {.n = scene(c, s), .seed = seed, .chance = UINT64_C(0x9E3779B97F4A7C15) * (seed + 1)};
    const struct small_desk *d = &l.n.d;
    const struct actor people[PEOPLE] = {d->admin, d->lead, d->ana, d->ben, d->cleo, d->rita, d->rob, d->rita};
    memcpy(l.people, people, sizeof people);
    struct arena *whole = c->arena;
    for (; l.steps_done < steps; l.steps_done++) {
        AUTO(arena_auto) struct arena *step = arena_create((size_t)64 << 20);
        c->arena = step;
        one_step(&l);
        check_rules(&l);
        if (l.steps_done % 250 == 249 || l.steps_done + 1 == steps)
            check_history(&l);
        fail_clear(c);
        c->arena = whole;
    }
    // A life in which little happens proves little.
    if (l.done_well < steps / 6 || look_at(&l.n, &life_kinds, 0, 0).value < (steps < 500 ? 15 : 42))
        life_stops(&l, "too little happened", S("0"));
}

static int life_steps(struct store *s)
{
    return store_engine(s) == STORE_SQLITE ? 1500 : 200;
}

TEST_STORE(r1_to_r35_hold_through_the_first_long_life)
{
    live(c, s, 1, life_steps(s));
}

TEST_STORE(r1_to_r35_hold_through_the_second_long_life)
{
    live(c, s, 2, life_steps(s));
}

TEST_STORE(r1_to_r35_hold_through_the_third_long_life)
{
    live(c, s, 20261014, life_steps(s));
}
