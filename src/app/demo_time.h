// SPDX-License-Identifier: Apache-2.0
// Moments of a story, in words that move along with the day of the run:
//   "d-12 09:30"  twelve working days before today, at that time of the desk's zone; "d+2 16:00" after it
//   "now-37m"     before or after the run; hours as "now+3h"
//   "+40m" "+3h"  after the step before, or of a promise, after the step itself
//   "+2d 10:00"   so many working days after that, at that time; "+0d 16:00" the same day
#pragma once

#include "base/str.h"

#define DEMO_ZONE "Europe/Dublin"

// False for words that are none of these.
bool demo_moment(struct str text, int64_t now_ms, int64_t before_ms, int64_t *ret_ms);
