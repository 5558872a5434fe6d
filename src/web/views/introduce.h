// SPDX-License-Identifier: Apache-2.0
// The page on which staff bring in a colleague: a handoff in two steps (R2), or
// a helper beside the owner (R4). Filled by pages/ticket_page.c, printed by
// introduce.html.
#pragma once

#include "web/views/ticket.h"

struct introduce_view {
    const struct layout_view *layout;
    int64_t number;
    struct str subject, ref, requester_first;
    struct choice_view *colleagues; // value: an address, or a team's name
    size_t colleagues_n;
    struct str to, why, summary;    // what was typed, after a refusal
    struct str problem, problem_instead;
    bool may_offer, may_helper;
};
