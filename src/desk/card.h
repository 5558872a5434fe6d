// SPDX-License-Identifier: Apache-2.0
// What a ticket's page tells about a person beside the letters: their work, how
// they like things explained, how former visits went (R23, R24). One query
// each, no permission of their own.
#pragma once

#include "desk/ticket.h"

struct card {
    struct str name, work, good_at, explain, reach, looks_after, hours_in, time_zone;
    int64_t away_until;
    bool active;
};
NODISCARD enum rc card_get(struct db *db, int64_t person_id, struct card *ret_card);

struct visit {
    int64_t number, at;
    struct str subject;
    enum ticket_state state;
    enum ticket_outcome outcome;
};
struct visit_list {
    struct visit *items;
    size_t n;
};
// The person's newest other requests, at most `limit` (1 to 20).
NODISCARD enum rc visit_list(struct db *db, int64_t person_id, int64_t but_number, int64_t limit,
                             struct visit_list *ret_list);

// Whom a request can be passed to: active staff but one, at most 200, by name.
struct colleague {
    struct str name, address, looks_after;
};
struct colleague_list {
    struct colleague *items;
    size_t n;
};
NODISCARD enum rc colleague_list(struct db *db, int64_t but_id, struct colleague_list *ret_list);
