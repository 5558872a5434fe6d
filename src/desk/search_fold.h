// SPDX-License-Identifier: Apache-2.0
// Folding with a bound of its own, for the files of search alone: queries are
// shorter than what is indexed, and a head is shorter than a thread. Everybody
// else calls search_fold().
#pragma once

#include "base/str.h"

// Whole words only, as many as fit; begins and ends with a space, " " when there are none.
struct str search_fold_upto(struct arena *a, struct str text, size_t bytes_max);
