// SPDX-License-Identifier: Apache-2.0
// One job at a time, as jobs.c does it and the threads of workers.c use it.
// Only for this floor; what is shared by threads here is never changed after
// the start.
#pragma once

#include "base/log.h"
#include "jobs/hold.h"
#include "jobs/jobs.h"

// What running a job needs; shared by all threads and never changed.
struct job_run {
    struct store *store;
    const struct job_kind *kinds;
    size_t kinds_n;
    const struct log *log; // NULL: nothing is logged
    size_t arena_bytes;    // for each job; 0: 64 MB
    struct holds *holds;   // what is under way here and renewed; NULL: nobody renews
};

// Leases the job that is due longest, runs it and writes down how it ended.
// `taken` (may be NULL) is called between leasing and running. Not RC_OK only
// when the database is in the way; how the job went is not told.
NODISCARD enum rc job_run_one(const struct job_run *run, int64_t now_ms, void (*taken)(void *arg), void *arg,
                              bool *ret_found);
// When the next job is due or the next lease runs out; INT64_MAX: there is none.
NODISCARD enum rc job_next_due(const struct job_run *run, int64_t *ret_at);
