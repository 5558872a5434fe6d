// SPDX-License-Identifier: Apache-2.0
// When the clock looks at a step again: a team's rhythm of follow-ups (R15) and
// the moment to warn ahead of a promise (R9). Moments only; clock.c does the
// looking.
#pragma once

#include "desk/person.h"

#define RHYTHM_MAX 10

struct rhythm {
    int days[RHYTHM_MAX]; // working days after the question, rising
    int n;                // at least 1
};
// "2,5,10", and those for any text that does not read as rising numbers from 1 to 365.
struct rhythm rhythm_of(const struct team *team);
// The moment of follow-up `i` (0 is the first) of a question asked at at_ms.
int64_t rhythm_at(const struct team *team, const struct rhythm *r, int i, int64_t at_ms);
// From follow-up `i` to the one after it, seen from the moment of `i`.
int64_t rhythm_next(const struct team *team, const struct rhythm *r, int i, int64_t at_ms);
// A quarter of the time ahead, at least 5 minutes and at most 4 hours, before by_at; never before now_ms.
int64_t warning_at(int64_t now_ms, int64_t by_at);
