// SPDX-License-Identifier: Apache-2.0
// The same key gives the same answer and acts once (INTERFACE.md): the answer is
// kept in the transaction of the act itself. Only successes are kept; what was
// refused has done nothing and may be tried again.
#pragma once

#include "web/request.h"

bool idempotency_has_key(const struct request *r);
// RC_INVALID for a key that cannot be one.
NODISCARD enum rc idempotency_check(struct request *r);
// Fills the response with what was answered before, if it was.
NODISCARD enum rc idempotency_answer(struct request *r, struct db *db, struct response *a, bool *ret_found);
NODISCARD enum rc idempotency_store(struct request *r, struct db *db, const struct response *a);
