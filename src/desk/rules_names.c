// SPDX-License-Identifier: Apache-2.0
// The words that stand for the kernel's values: INTERFACE.md's names for states
// and outcomes, and names for messages and tests. Owns no rule. An unknown
// value has no name, and no name reads as a value that is not there.
#include "desk/rules.h"

#include "desk/rules_table.h"

static const struct str states[STATE_COUNT_] = {
    [STATE_WITH_US] = S_INIT("with_us"), [STATE_WITH_YOU] = S_INIT("with_you"), [STATE_PROPOSED] = S_INIT("proposed"),
    [STATE_RESTING] = S_INIT("resting"), [STATE_CLOSED] = S_INIT("closed"),
};

static const struct str outcomes[OUTCOME_COUNT_] = {
    [OUTCOME_NONE] = {NULL, 0},
    [OUTCOME_SOLVED] = S_INIT("solved"),
    [OUTCOME_WITHDRAWN] = S_INIT("withdrawn"),
    [OUTCOME_DECLINED] = S_INIT("declined"),
    [OUTCOME_MERGED] = S_INIT("merged"),
};

static const char *const actors[ACTOR_COUNT_] = {
    [ACTOR_SYSTEM] = "system",     [ACTOR_REQUESTER] = "requester", [ACTOR_OWNER] = "owner",
    [ACTOR_LEAD] = "lead",         [ACTOR_OFFERED] = "offered",     [ACTOR_HELPER] = "helper",
    [ACTOR_MEMBER] = "member",     [ACTOR_COLLEAGUE] = "colleague", [ACTOR_PARTICIPANT] = "participant",
    [ACTOR_OUTSIDER] = "outsider", [ACTOR_STRANGER] = "stranger",
};

struct str state_name(enum ticket_state s)
{
    return (unsigned)s < STATE_COUNT_ ? states[s] : STR_NONE;
}

bool state_parse(struct str s, enum ticket_state *ret_state)
{
    for (unsigned i = 0; i < STATE_COUNT_; i++)
        if (str_eq(s, states[i])) {
            *ret_state = (enum ticket_state)i;
            return true;
        }
    return false;
}

struct str outcome_name(enum ticket_outcome o)
{
    return (unsigned)o < OUTCOME_COUNT_ ? outcomes[o] : STR_NONE;
}

bool outcome_parse(struct str s, enum ticket_outcome *ret_outcome)
{
    if (str_is_none(s)) {
        *ret_outcome = OUTCOME_NONE;
        return true;
    }
    for (unsigned i = OUTCOME_NONE + 1; i < OUTCOME_COUNT_; i++)
        if (str_eq(s, outcomes[i])) {
            *ret_outcome = (enum ticket_outcome)i;
            return true;
        }
    return false;
}

const char *action_name(enum rules_action a)
{
    return (unsigned)a < ACTION_COUNT_ ? actions[a].name : "unknown";
}

const char *actor_name(enum rules_actor a)
{
    return (unsigned)a < ACTOR_COUNT_ ? actors[a] : "unknown";
}
