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

// "Noor" of "Noor Haddad"; the name itself if it is one word.
struct str name_first(struct str name);
// The first letter, for the initials.
struct str name_initial(struct arena *a, struct str name);
int name_tint(int64_t person_id);          // 1 to 4
struct str size_words(struct arena *a, int64_t bytes); // "84 KB"
