// SPDX-License-Identifier: Apache-2.0
// The line's limits, in one table: how often and how long work is tried, and how
// much of it there may be at once. What a caller may choose stands in jobs.h,
// with these as what it gets without a word.
#pragma once

#include "base/datetime.h"

#define JOB_ATTEMPTS_MAX 12 // where the kind does not say; only failures count
#define JOB_DEATHS_MAX 20   // in a row: some ten minutes. Fewer than jobs.sql can count
#define JOB_LEASE_MS (30 * SECOND_MS)
#define JOB_BACKOFF_MS_MAX HOUR_MS
#define JOB_ERROR_BYTES_MAX 500
#define JOB_KEY_BYTES_MAX 200
#define JOB_ARENA_BYTES ((size_t)64 * 1024 * 1024)
#define JOB_THREADS_MAX 16 // of one program
