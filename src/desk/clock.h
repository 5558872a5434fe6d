// SPDX-License-Identifier: Apache-2.0
// What happens to a ticket because time passes, as kinds of durable work:
//   step_warn   a promise or target comes near: its owner is warned (R9)
//   step_due    it has passed: marked broken, told honestly; or a question waits: first follow-up (R15)
//   follow_up   the next follow-up of the team's rhythm; the last one is the owner's own to write
//   offer_due   an offer nobody answered comes back, and the lead hears of it (R2)
// None of them ever closes anything. Each looks first whether its step or offer
// still stands, so it may run twice, late or early.
#pragma once

#include "jobs/jobs.h"

// The rows for job_options.kinds; their `arg` is not used.
const struct job_kind *clock_kinds(size_t *ret_n);
