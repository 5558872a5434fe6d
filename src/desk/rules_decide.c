// SPDX-License-Identifier: Apache-2.0
// The rule kernel. Reads the tables of rules_table.h in one order: may this
// actor, does the state fit, is everything there that the rule asks for, and
// then what follows. Nothing here looks at a database, a clock or a text.
#include "desk/rules.h"

#include "desk/rules_table.h"

#define BIT(actor) (1u << (actor))

static struct rules_decision refused(const struct refusal *r, bool denied)
{
    return (struct rules_decision){.rule = r->rule, .detail = r->detail, .instead = r->instead, .denied = denied};
}

bool rules_permits(enum rules_actor actor, enum rules_action action)
{
    if ((unsigned)actor >= ACTOR_COUNT_ || (unsigned)action >= ACTION_COUNT_)
        return false;
    return actions[action].permits & BIT(actor);
}

bool rules_sees(enum rules_actor actor)
{
    return (unsigned)actor < ACTOR_COUNT_ && actor != ACTOR_OUTSIDER && actor != ACTOR_STRANGER;
}

bool rules_sees_notes(enum rules_actor actor)
{
    return rules_sees(actor) && actor != ACTOR_REQUESTER && actor != ACTOR_PARTICIPANT;
}

// How the step that is open now ends, when another (or none) takes its place.
static enum rules_step_end step_ends(const struct action_row *row, const struct rules_facts *f, enum rules_step next)
{
    if (f->state == STATE_CLOSED || next == STEP_STAYS || next == STEP_HANDED)
        return STEP_END_STAYS;
    if (f->promise_broken || f->target_broken)
        return STEP_END_BROKEN; // an honest record: ending it late does not mend it (R9)
    if (f->promise_open)
        return row->promise;
    return f->target_open ? row->target : row->other;
}

// An outsider's words wake what rests, but do not answer for the requester: a
// question or a proposal to them stays open.
static enum way way_of(const struct rules_case *c, enum rules_action action)
{
    const struct rules_facts *f = c->facts;
    enum way way = (enum way)actions[action].ways[f->state];
    if (way == WAY_WAKE && action == ACTION_ADD_WORDS && c->actor == ACTOR_OUTSIDER && f->state != STATE_RESTING)
        return WAY_STAY;
    if (way == WAY_HURRY && (!f->target_open || f->target_broken))
        return WAY_STAY;
    if (way == WAY_HAND && action == ACTION_TAKE && f->answered)
        return WAY_STAY; // an ask to the owner changes nothing yet (R2)
    return way;
}

// R16: within its time a closed ticket opens again, with someone who is in;
// later a linked successor opens, and the closed one stays as it is.
static void reopen(const struct rules_case *c, struct rules_decision *d)
{
    const struct rules_facts *f = c->facts;
    bool late = f->reopen_within_ms <= 0 || c->now_ms - f->closed_at > f->reopen_within_ms;
    if (late) {
        d->opens_successor = true;
        d->state = f->state;
        d->outcome = f->outcome;
        d->step = STEP_STAYS;
        d->owner = OWNER_STAYS;
        d->event = "continued";
        d->mails = 0;
        return;
    }
    d->event = "reopened";
}

static void owner_who_is_in(const struct rules_facts *f, struct rules_decision *d)
{
    if (d->opens_successor || !f->owner_away)
        return;
    d->owner = OWNER_SOMEONE_IN;
    d->mails |= MAIL_INTRODUCTION;
}

// What depends on more than the tables say.
static void refine(const struct rules_case *c, enum rules_action action, enum way way, struct rules_decision *d)
{
    const struct rules_facts *f = c->facts;
    if (way == WAY_REOPEN)
        reopen(c, d);
    if (way == WAY_REOPEN || action == ACTION_UNMERGE)
        owner_who_is_in(f, d);
    if (action == ACTION_TAKE && f->answered) {
        d->asks_owner = true;
        d->owner = OWNER_STAYS;
        d->event = "asked_for";
        d->mails = MAIL_TO_OWNER;
    }
    if (action == ACTION_ACCEPT && f->offer_asked)
        d->owner = OWNER_BECOMES_NAMED;
    if (action == ACTION_FOLLOW_UP && f->follow_ups_sent + 1 >= f->follow_ups_planned) {
        d->event = "follow_up_personal"; // the last one is written by a person (R15)
        d->mails = MAIL_TO_OWNER;
    }
}

static struct rules_decision decided(const struct rules_case *c, enum rules_action action, enum way way)
{
    const struct action_row *row = &actions[action];
    const struct rules_facts *f = c->facts;
    bool stays = way == WAY_STAY || way == WAY_HAND;
    struct rules_decision d = {
        .allowed = true,
        .state = stays ? f->state : ways[way].state,
        .outcome = stays ? f->outcome : ways[way].outcome,
        .step = ways[way].step,
        .owner = row->owner,
        .event = row->event,
        .event_is_staff = row->event_is_staff,
        .mails = row->mails,
    };
    refine(c, action, way, &d);
    d.step_end = step_ends(row, f, d.step);
    return d;
}

struct rules_decision rules_decide(const struct rules_facts *facts, enum rules_actor actor, enum rules_action action,
                                   const struct rules_given *given, int64_t now_ms)
{
    static const struct refusal unknown = {"R35", "This is not something that can happen to a ticket.",
                                           "Look at the ticket's page for what can be done with it."};
    if ((unsigned)actor >= ACTOR_COUNT_ || (unsigned)action >= ACTION_COUNT_ || (unsigned)facts->state >= STATE_COUNT_)
        return refused(&unknown, false);
    const struct rules_case c = {facts, given, actor, now_ms};
    if (!rules_permits(actor, action))
        return refused(&actions[action].denied, true);
    enum way way = way_of(&c, action);
    if (way == WAY_NO)
        return refused(&actions[action].state, false);
    for (size_t i = 0; i < needs_n; i++)
        if (needs[i].action == action && !needs[i].holds(&c))
            return refused(&needs[i].otherwise, false);
    return decided(&c, action, way);
}

const char *rules_broken_by(enum ticket_state s, enum ticket_outcome o, bool has_owner, bool owner_active,
                            int open_steps)
{
    bool closed = s == STATE_CLOSED;
    if (!has_owner)
        return "R1: a ticket has no owner";
    if (!closed && !owner_active)
        return "R1: an open ticket's owner is no longer an active member of staff";
    if (!closed && open_steps != 1)
        return "R8: an open ticket does not have exactly one next step";
    if (closed && open_steps)
        return "R8: a closed ticket has a next step";
    if (closed != (o != OUTCOME_NONE))
        return "R15: a ticket is closed without an outcome, or open with one";
    return NULL;
}
