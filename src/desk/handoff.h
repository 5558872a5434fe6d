// SPDX-License-Identifier: Apache-2.0
// What handing over, taking and assigning share: opening an offer, and a ticket
// that changes hands with its introduction. Private to the verbs; deciding who
// may is the rules' and comes before.
#pragma once

#include "desk/act.h"

struct handoff_new {
    int64_t to_id, to_team_id, asked_by_id; // asked_by_id: a colleague asks the owner for it
    struct str why, summary;
};
// Opens an offer in place of the one that is open, and its moment in line. a->offer becomes it.
NODISCARD enum rc handoff_open(struct act *a, const struct handoff_new *h, int64_t *ret_id);
// After act_decide(): the new owner, the introduction, the event, the mails.
NODISCARD enum rc handoff_hand_over(struct act *a, int64_t to_id, struct str why, struct str summary,
                                    struct done *ret_done);
