// SPDX-License-Identifier: Apache-2.0
// Durable work: rows that are written in the transaction of what they are
// about, leased by a worker, retried with growing waits, and given up on
// visibly (state 'dead', kept until someone looks). A lease is short and renewed
// while its worker lives, so what a dead one had begun is taken up soon. Knows
// kinds only as names; app/ ties a name to a function. Many programs may work
// one table, if their clocks agree to within a few seconds.
#pragma once

#include "store/store.h"

#define JOB_PAYLOAD_BYTES_MAX (64 * 1024)

struct job {
    int64_t id, made_at, run_at;
    int64_t attempts; // the how-manieth try this is; a worker's death does not end a try
    int64_t deaths;   // how many workers died on this try before, one after the other
    struct str kind, key, payload;
};

struct job_new {
    const char *kind;
    struct str key;     // none: may stand in line any number of times; else the same key is written once
    struct str payload; // JSON
    int64_t run_at;
};
// Inside store_write(). With a key that waits already: the earlier run_at and the new payload stay.
// A key that is just being worked on, or was given up on, stands in line anew with this time; so a
// job may put itself in line again under its own key.
NODISCARD enum rc job_add(struct db *db, const struct job_new *job);
NODISCARD enum rc job_remove(struct db *db, struct str key); // no such key is fine

// What a kind's function does with one job. It may call store_read and
// store_write, and the network. RC_OK: done, the row goes away. RC_BUSY, RC_IO,
// RC_DB: again later. Anything else: given up on. ctx has its own arena. A job
// is done at least once: after a crash the same one comes again within half a
// minute, so a function looks first whether its work is done already. One that
// took twenty workers down in a row is given up on.
typedef enum rc job_fn(struct ctx *c, struct store *s, const struct job *job, void *arg);

struct job_kind {
    const char *name;
    job_fn *fn;
    void *arg;
    int attempts_max; // 0: 12
};

struct job_workers;
struct job_options {
    const struct job_kind *kinds;
    size_t kinds_n;
    int threads; // 1 to 16
    const struct log *log;
    size_t arena_bytes; // for each job; 0: 64 MB
    int64_t poll_ms;    // how often to look when nobody woke us; 0: 1000
    int64_t lease_ms;   // how long a dead worker's job waits at most; 0: 30 s. A living one renews it.
};
NODISCARD enum rc jobs_start(struct ctx *c, struct store *s, const struct job_options *o, struct job_workers **ret);
// "There is something to do": after a commit that added jobs. Cheap, from any thread.
void jobs_wake(struct job_workers *w);
// Lets jobs under way finish, up to wait_ms, and ends the threads. True: w is
// gone. False: a job is still under way; call again to wait longer, or leave the
// store open and let the process end: the job is leased again later.
bool jobs_stop(struct job_workers *w, int64_t wait_ms);

// Runs what is due at c->now_ms on this thread, at most `limit` jobs: for tests and commands.
// *ret_done is how many it ran, however they went. Its leases are not renewed.
NODISCARD enum rc jobs_run_due(struct ctx *c, struct store *s, const struct job_kind *kinds, size_t n, int limit,
                               int *ret_done);
// Wait before attempt n+1: 1 s, then doubled, at most 1 hour, with a share of chance from the id.
int64_t job_backoff_ms(int64_t attempts, int64_t id);

struct job_counts {
    int64_t ready, leased, dead, oldest_ready_at;
};
NODISCARD enum rc jobs_count(struct db *db, struct job_counts *ret_counts);
