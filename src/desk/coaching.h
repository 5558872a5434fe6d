// SPDX-License-Identifier: Apache-2.0
// Where the coach meets the desk: a ticket and a reply become the draft, thread
// and facts that the coach reads, and what it found is counted, without names
// (R25 to R29). The coach itself knows no ticket; this knows no rule of it.
#pragma once

#include "coach/coach.h"
#include "desk/ticket.h"

// Everything the desk knows of the thread; notes among staff are no part of it. `next` is what the
// reply sets as its next step, in words, or none; `closing`: it asks whether it is solved.
struct coach_draft coaching_draft(struct arena *a, const struct ticket_full *full, const struct actor *writer,
                                  struct str text, int64_t now_ms);

enum coaching_moment {
    COACHING_SEEN, // marked in a draft that somebody is writing
    COACHING_SENT, // still there when the reply left
    COACHING_HELD_SENT, // a held reply left with its writer's reason (R26)
};
// Adds to the day's counts of each rule that spoke. No person, no ticket, no words.
NODISCARD enum rc coaching_count(struct db *db, const struct coach_remarks *remarks, enum coaching_moment moment);
