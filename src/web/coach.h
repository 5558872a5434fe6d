// SPDX-License-Identifier: Apache-2.0
// The coach's door: POST /coach, and what replies over the API carry back. The
// JSON is the one that `rapport coach` prints. Reading happens outside of any
// transaction; only the counts are written.
#pragma once

#include "coach/coach.h"
#include "web/json.h"
#include "web/request.h"

// Reads a reply to a ticket with all that the desk knows of it. RC_NOT_FOUND if the ticket may not be seen.
NODISCARD enum rc coach_read_reply(struct request *r, int64_t ticket, struct str text, bool closing,
                                   struct coach_remarks *ret_remarks);
// A member "coach" with the remarks.
void coach_member(struct json *j, const struct coach_remarks *remarks);
// The same as a member of the problem answer, for a reply that does not say what comes next.
NODISCARD enum rc coach_offer(struct request *r);
// A time as programs or people write it: RFC 3339, a wall time, or "Tuesday 3pm", "end of day". 0 for none.
NODISCARD enum rc coach_time(struct request *r, const char *field, struct str text, int64_t *ret_ms);
