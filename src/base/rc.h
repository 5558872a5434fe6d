// SPDX-License-Identifier: Apache-2.0
// How a function says that it did not do what it was asked: a closed list, so
// that one place can map it to an HTTP status and one to a job's retry.
// Bugs are not in it (must()), nor is lack of memory (aborts).
#pragma once

#include "base/base.h"

enum rc {
    RC_OK,
    RC_NOT_FOUND, // no such thing, or not for this person: the two look the same
    RC_DENIED,    // known person, not allowed
    RC_INVALID,   // what was sent cannot be understood; failure.field says where
    RC_REFUSED,   // a rule of the desk says no; failure.rule and .instead say which and what to do
    RC_CONFLICT,  // somebody was faster: a version or a unique value does not fit
    RC_LIMIT,     // too large, too many, too often
    RC_BUSY,      // not now; the same call may succeed later
    RC_IO,        // a file, a socket or another program failed
    RC_DB,        // the database failed
    RC_COUNT_
};

// A short lower-case word for logs, such as "not found".
const char *rc_name(enum rc rc);

// Returns from the calling function with the same code unless it is RC_OK.
// Safe because everything held is released by AUTO().
#define TRY(expr)                        \
    do {                                 \
        enum rc try_rc_ = (expr);        \
        if (try_rc_ != RC_OK)            \
            return try_rc_;              \
    } while (0)
