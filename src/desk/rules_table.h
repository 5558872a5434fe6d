// SPDX-License-Identifier: Apache-2.0
// The tables that the rule kernel reads: who may do what, where each action
// leads from each state, and what each action needs. Only rules.c and its tests
// look in here.
#pragma once

#include "desk/rules.h"

// A refusal: the rule, one sentence, and what to do instead.
struct refusal {
    const char *rule, *detail, *instead;
};

// Where an action leads. NO is the refusal of the action's row.
enum way {
    WAY_NO,
    WAY_STAY,   // the state and the next step stay
    WAY_HAND,   // … with a new owner
    WAY_WAKE,   // with us, by the first-reply target: somebody on their side said something
    WAY_HURRY,  // with us as before, with a target made shorter
    WAY_TARGET, // with us, by the first-reply target: we did something
    WAY_PROMISE,
    WAY_QUESTION,
    WAY_PROPOSE,
    WAY_DECLINE,
    WAY_REVIEW,
    WAY_REST,
    WAY_REOPEN, // from closed: with us, or a successor (R16)
    WAY_SOLVED,
    WAY_WITHDRAWN,
    WAY_DECLINED,
    WAY_MERGED,
    WAY_COUNT_
};

struct way_row {
    enum ticket_state state;
    enum ticket_outcome outcome;
    enum rules_step step;
};
extern const struct way_row ways[WAY_COUNT_];

struct action_row {
    const char *name;
    unsigned permits;           // a bit for each enum rules_actor
    uint8_t ways[STATE_COUNT_]; // enum way, from each state
    enum rules_owner owner;
    const char *event;
    bool event_is_staff;
    unsigned mails;
    // How the open step ends if it is a promise, a first-reply target, or
    // anything else; a passed promise or target always ends broken.
    enum rules_step_end promise, target, other;
    struct refusal denied; // for those whom `permits` leaves out
    struct refusal state;  // for the states whose way is NO
};
extern const struct action_row actions[ACTION_COUNT_];

// Everything that a condition may look at.
struct rules_case {
    const struct rules_facts *facts;
    const struct rules_given *given;
    enum rules_actor actor;
    int64_t now_ms;
};

// What an action needs. The first row of the action whose condition does not hold refuses.
struct need {
    enum rules_action action;
    bool (*holds)(const struct rules_case *c);
    struct refusal otherwise;
};
extern const struct need needs[];
extern const size_t needs_n;
