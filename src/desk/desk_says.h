// SPDX-License-Identifier: Apache-2.0
// What the desk itself says on a ticket, in plain words: the introduction of a
// new owner (R3), the honest note when a promise passed (R9), where a merged
// ticket went, and the names of steps. Texts only; writes nothing.
#pragma once

#include "desk/act.h"

// A moment that stays right when it is read later: with its day and, for another year, the year.
struct str says_when(struct act *a, int64_t at_ms, struct str zone);
// Who looks after it now, why, what they know already, what happens next and by when.
struct str says_introduction(struct act *a, struct str why, struct str summary, const struct step *next);
struct str says_broken(struct act *a);
struct str says_merged(struct act *a, int64_t into, struct str subject, struct str why);
struct str says_unmerged(struct act *a, int64_t from);
// What a first-reply target, a review, a decline, a proposal and a rest say that happens next.
struct str says_step(struct act *a, enum step_kind kind);
