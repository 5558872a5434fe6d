// SPDX-License-Identifier: Apache-2.0
// What every file may lean on: fixed-width integers, the attributes we use, and
// must(), which is always on. Owns no data. Must stay small: a header that
// everybody includes is a cost that everybody pays. Calls of the C library that
// are too easy to get wrong are listed in tools/banned.txt and refused by a check.
#pragma once

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args), nonnull(fmt)))
#define ARRAY_LEN(a) (sizeof(a) / sizeof *(a))

// Runs `fn(&variable)` when the variable leaves its scope, on every path.
#define AUTO(fn) __attribute__((cleanup(fn)))

// A condition that only a bug of ours can break. Never for bad input, never for
// a full disk. Prints where and what, with a backtrace, and aborts.
#define must(x) ((x) ? (void)0 : must_failed(#x, __FILE__, __LINE__, __func__))

__attribute__((noreturn, cold)) void must_failed(const char *condition, const char *file, int line,
                                                 const char *function);

// Names what was under way ("request 17 GET /tickets/4") for the report that
// must() prints; kept per thread. `what` must outlive its use; NULL clears it.
void must_context(const char *what);
