// SPDX-License-Identifier: Apache-2.0
// The way of words once the rules have said yes: wake, reopen with somebody who
// is in, or open a successor (R16). Shared by the verbs that carry words of the
// requester's side. Private to the verbs.
#pragma once

#include "desk/act.h"

// After act_decide(). `f` holds what the verb's own event says; ends it. A message is written if there are words.
NODISCARD enum rc words_write(struct act *a, const struct words *words, struct facts *f, struct done *ret_done);
