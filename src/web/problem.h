// SPDX-License-Identifier: Apache-2.0
// What went wrong, said to the caller: application/problem+json (RFC 9457) for
// programs, a page with the same sentence for people, with their form and what
// they typed where there was one.
#pragma once

#include "web/request.h"

// One sentence for what is not there and what may not be seen: they look the same (INTERFACE.md).
#define PROBLEM_NOT_FOUND "There is nothing here, or it is not yours to see."

// Fills the response from ctx->failure. Never fails.
void problem_respond(struct request *r, struct response *a, enum rc rc);
// The status that a code becomes for this request.
int problem_status(const struct request *r, enum rc rc);
