// SPDX-License-Identifier: Apache-2.0
// Fills the view of a ticket's page from what the desk knows: pure, no queries.
// Everything that was read for the page comes in, ready sentences go out.
// Texts point into the arena or into what came in.
#pragma once

#include "base/datetime.h"
#include "desk/card.h"
#include "desk/history.h"
#include "desk/person.h"
#include "web/views/ticket.h"

struct ticket_view_in {
    const struct ticket_full *full;
    const struct layout_view *layout;
    int64_t reader_id;
    struct str zone;               // of the reader
    int64_t now_ms;
    const struct card *requester;  // staff's page, else NULL
    const struct visit_list *visits;
    const struct card *owner;      // the person's page, else NULL
    const struct event_list *events;
    struct work_week week;         // of the team
};
// `v` may hold drafts and problems already; they stay.
void ticket_view_fill(struct arena *a, const struct ticket_view_in *in, struct ticket_view *v);

// How near a time is, as `left` and `state`; only what we owe can be soon or late.
void when_near(struct arena *a, int64_t by_ms, int64_t now_ms, bool is_ours, struct when_view *w);
struct str effect_words(enum effect e);    // "Slowed down"
// What the rules say of this ticket now, taking for granted what a form still has to ask.
struct rules_facts ticket_facts(const struct ticket_full *full, int64_t now_ms);
bool ticket_may(const struct rules_facts *facts, enum rules_actor as, enum rules_action action, int64_t now_ms);

// The first letter, for the initials.
struct str name_initial(struct arena *a, struct str name);
int name_tint(int64_t person_id);          // 1 to 4
struct str size_words(struct arena *a, int64_t bytes); // "84 KB"
