// SPDX-License-Identifier: Apache-2.0
// The leases that the threads of one program hold, so that they are renewed
// while the program lives: a job may take longer than a lease, and a dead
// program's jobs are free when theirs run out. Only for this floor. A hold
// begins after its lease is committed, and ends after the job's end is.
#pragma once

#include <pthread.h>

#include "base/log.h"
#include "jobs/limits.h"
#include "store/store.h"

// An id of 0: none.
struct hold {
    int64_t id, lease, until;
};

struct holds {
    pthread_mutex_t lock;
    int64_t lease_ms;
    struct hold items[JOB_THREADS_MAX];
};

void holds_init(struct holds *h, int64_t lease_ms); // 0: 30 s
void holds_free(struct holds *h);
void hold_begin(struct holds *h, const struct hold *hold);
void hold_end(struct holds *h, const struct hold *hold);

// When a lease that is taken or renewed now ends: within lease_ms, but not for all jobs at the same moment.
// `h` may be NULL: as without an option.
int64_t lease_until(const struct holds *h, int64_t id, int64_t now_ms);
// Renews all, in a transaction of its own. Not RC_OK only when the database is in the way; that is logged.
NODISCARD enum rc holds_renew(struct store *s, struct holds *h, int64_t now_ms, const struct log *log);
// Inside store_write(): renews those that should have been renewed long ago.
NODISCARD enum rc holds_renew_late(struct db *db, struct holds *h);

// A span, shortened by up to a quarter; the same for the same id and n.
int64_t job_spread_ms(int64_t span_ms, int64_t id, int64_t n);
