// SPDX-License-Identifier: Apache-2.0
// The threads that work the line. Of those with nothing to do one watches the
// clock and the table; the others sleep until they are called. Whoever takes a
// job calls the next, so a burst spreads over all threads and a quiet desk costs
// one look a poll. One more thread, the keeper, renews the leases of what is
// under way. The workers live in an arena of their own.
#include <pthread.h>
#include <time.h>

#include "jobs/jobs.h"

#include "jobs/limits.h"
#include "jobs/run.h"

#include "base/datetime.h"

#define POLL_MS 1000
#define RENEWALS 3 // in the time of a lease, so that one may fail
#define RENEW_AGAIN_MS 1000
#define START_FAILED_WAIT_MS 60000

struct job_workers {
    struct arena *arena;
    struct job_run run;
    struct holds holds;
    int64_t poll_ms;
    pthread_mutex_t lock;
    pthread_cond_t called; // something to do, or to stop
    pthread_cond_t ended;  // a thread has gone
    pthread_cond_t empty;  // all have gone: nothing is left to keep
    pthread_t keeper;
    bool keeps; // the keeper runs
    int calls;  // wakes that nobody has answered yet
    pthread_t threads[JOB_THREADS_MAX];
    int started, alive;
    bool watched, stopping;
};

static struct timespec after(int64_t ms)
{
    struct timespec t;
    must(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    t.tv_sec += (time_t)(ms / 1000);
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

static void cond_start(pthread_cond_t *cond)
{
    pthread_condattr_t attr;
    must(pthread_condattr_init(&attr) == 0);
    must(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) == 0);
    must(pthread_cond_init(cond, &attr) == 0);
    must(pthread_condattr_destroy(&attr) == 0);
}

void jobs_wake(struct job_workers *w)
{
    must(pthread_mutex_lock(&w->lock) == 0);
    if (w->calls < JOB_THREADS_MAX)
        w->calls++;
    must(pthread_cond_signal(&w->called) == 0);
    must(pthread_mutex_unlock(&w->lock) == 0);
}

static void call_next(void *arg)
{
    jobs_wake(arg);
}

static bool is_stopping(struct job_workers *w)
{
    must(pthread_mutex_lock(&w->lock) == 0);
    bool stopping = w->stopping;
    must(pthread_mutex_unlock(&w->lock) == 0);
    return stopping;
}

// How long the watcher may sleep: until the next job is due, at most one poll.
static int64_t nap_ms(struct job_workers *w)
{
    int64_t at = 0;
    if (job_next_due(&w->run, &at) != RC_OK || at == INT64_MAX)
        return w->poll_ms;
    int64_t wait_ms = at - datetime_now_ms();
    return wait_ms < 0 ? 0 : wait_ms < w->poll_ms ? wait_ms : w->poll_ms;
}

// Returns when there may be something to do. Only one thread at a time looks at the clock.
static void rest(struct job_workers *w, bool trouble)
{
    must(pthread_mutex_lock(&w->lock) == 0);
    while (w->watched && !w->calls && !w->stopping)
        must(pthread_cond_wait(&w->called, &w->lock) == 0);
    if (!w->watched && !w->calls && !w->stopping) {
        w->watched = true;
        must(pthread_mutex_unlock(&w->lock) == 0);
        struct timespec until = after(trouble ? w->poll_ms : nap_ms(w));
        must(pthread_mutex_lock(&w->lock) == 0);
        int waited = 0;
        while (!w->calls && !w->stopping && waited == 0)
            waited = pthread_cond_timedwait(&w->called, &w->lock, &until);
        w->watched = false;
    }
    if (w->calls)
        w->calls--;
    must(pthread_mutex_unlock(&w->lock) == 0);
}

static void *work(void *arg)
{
    struct job_workers *w = arg;
    while (!is_stopping(w)) {
        bool found = false;
        enum rc rc = job_run_one(&w->run, datetime_now_ms(), call_next, w, &found);
        if (!found)
            rest(w, rc != RC_OK);
    }
    must(pthread_mutex_lock(&w->lock) == 0);
    w->alive--;
    must(pthread_cond_signal(&w->ended) == 0);
    must(pthread_mutex_unlock(&w->lock) == 0);
    return NULL;
}

// Renews what is under way until the last worker has gone, however long a job takes.
static void *keep(void *arg)
{
    struct job_workers *w = arg;
    int64_t period_ms = w->holds.lease_ms / RENEWALS, wait_ms = period_ms;
    must(pthread_mutex_lock(&w->lock) == 0);
    while (w->keeps) {
        struct timespec until = after(wait_ms);
        if (pthread_cond_timedwait(&w->empty, &w->lock, &until) == 0)
            continue;
        must(pthread_mutex_unlock(&w->lock) == 0);
        enum rc rc = holds_renew(w->run.store, &w->holds, datetime_now_ms(), w->run.log);
        wait_ms = rc == RC_OK || period_ms < RENEW_AGAIN_MS ? period_ms : RENEW_AGAIN_MS;
        must(pthread_mutex_lock(&w->lock) == 0);
    }
    must(pthread_mutex_unlock(&w->lock) == 0);
    return NULL;
}

static bool keeper_start(struct job_workers *w)
{
    must(pthread_mutex_lock(&w->lock) == 0);
    w->keeps = pthread_create(&w->keeper, NULL, keep, w) == 0;
    bool started = w->keeps;
    must(pthread_mutex_unlock(&w->lock) == 0);
    return started;
}

static void keeper_stop(struct job_workers *w)
{
    must(pthread_mutex_lock(&w->lock) == 0);
    bool kept = w->keeps;
    w->keeps = false;
    must(pthread_cond_signal(&w->empty) == 0);
    must(pthread_mutex_unlock(&w->lock) == 0);
    if (kept)
        must(pthread_join(w->keeper, NULL) == 0);
}

static bool thread_start(struct job_workers *w)
{
    must(pthread_mutex_lock(&w->lock) == 0);
    bool started = pthread_create(&w->threads[w->started], NULL, work, w) == 0;
    w->started += started;
    w->alive += started;
    must(pthread_mutex_unlock(&w->lock) == 0);
    return started;
}

// After the last thread.
static void workers_free(struct job_workers *w)
{
    for (int i = 0; i < w->started; i++)
        must(pthread_join(w->threads[i], NULL) == 0);
    keeper_stop(w);
    holds_free(&w->holds);
    must(pthread_cond_destroy(&w->called) == 0);
    must(pthread_cond_destroy(&w->ended) == 0);
    must(pthread_cond_destroy(&w->empty) == 0);
    must(pthread_mutex_destroy(&w->lock) == 0);
    arena_free(w->arena);
}

enum rc jobs_start(struct ctx *c, struct store *s, const struct job_options *o, struct job_workers **ret)
{
    must(o->threads >= 1 && o->threads <= JOB_THREADS_MAX);
    struct arena *arena = arena_create(64 * 1024);
    struct job_workers *w = arena_new(arena, struct job_workers);
    *w = (struct job_workers){
        .arena = arena,
        .run = {.store = s, .kinds = o->kinds, .kinds_n = o->kinds_n, .log = o->log, .arena_bytes = o->arena_bytes},
        .poll_ms = o->poll_ms > 0 ? o->poll_ms : POLL_MS,
    };
    w->run.holds = &w->holds;
    holds_init(&w->holds, o->lease_ms);
    must(pthread_mutex_init(&w->lock, NULL) == 0);
    cond_start(&w->called);
    cond_start(&w->ended);
    cond_start(&w->empty);
    bool started = keeper_start(w);
    for (int i = 0; i < o->threads; i++) {
        started = started && thread_start(w);
        if (started)
            continue;
        (void)jobs_stop(w, START_FAILED_WAIT_MS);
        return fail(c, RC_BUSY, "The system gives no more threads for background work. Please raise its limit.");
    }
    *ret = w;
    return RC_OK;
}

bool jobs_stop(struct job_workers *w, int64_t wait_ms)
{
    struct timespec until = after(wait_ms > 0 ? wait_ms : 0);
    must(pthread_mutex_lock(&w->lock) == 0);
    w->stopping = true;
    must(pthread_cond_broadcast(&w->called) == 0);
    int waited = 0;
    while (w->alive && waited == 0)
        waited = pthread_cond_timedwait(&w->ended, &w->lock, &until);
    bool all_ended = w->alive == 0;
    must(pthread_mutex_unlock(&w->lock) == 0);
    if (all_ended)
        workers_free(w);
    return all_ended;
}
