// SPDX-License-Identifier: Apache-2.0
// The demonstration desk: believable people and tickets in every state, told as
// stories (demo_story.h) and played through the desk's own verbs with a clock
// that runs from some weeks ago until now. The same at every run, with times
// that move along with the day of the run. Only for an empty desk.
#pragma once

#include "store/store.h"

// What everybody in the demonstration signs in with. Never on a desk with real people.
#define DEMO_PASSWORD "a quiet harbour at noon"

typedef void demo_progress(const char *what, int64_t done, int64_t total);

// Fills the desk in `s` as of now_ms; makes the desk first if there is none. RC_CONFLICT if it has
// tickets already. c->now_ms is moved along and ends at now_ms. `progress` may be NULL.
NODISCARD enum rc demo_fill(struct ctx *c, struct store *s, int64_t now_ms, demo_progress *progress);
// Who can sign in, a line each, with a sentence about what they see.
struct str demo_sign_in(struct arena *a);
