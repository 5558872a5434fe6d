// SPDX-License-Identifier: Apache-2.0
// Several threads on one line: each job once, woken at once, stopped in time;
// leases that are renewed, and those that are not.
#include <stdatomic.h>
#include <unistd.h>

#include "jobs/jobs.h"

#include "jobs/run.h"

#include "base/datetime.h"
#include "store/store_kit.h"

#define JOBS_N 60

struct tally {
    atomic_int runs[JOBS_N], all;
    atomic_bool hold; // the jobs wait until this is false
};

static enum rc tallied(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct tally *tally = arg;
    int64_t i = -1;
    assert_true(str_to_int64(job->payload, &i) && i >= 0 && i < JOBS_N);
    atomic_fetch_add(&tally->runs[i], 1);
    atomic_fetch_add(&tally->all, 1);
    for (int wait = 0; wait < 5000 && atomic_load(&tally->hold); wait++)
        usleep(1000);
    return RC_OK;
}

static enum rc add_many(struct ctx *c, struct db *db, void *arg)
{
    for (int i = 0; i < *(int *)arg; i++)
        TRY(job_add(db,
                    &(struct job_new){.kind = "tally", .payload = str_fmt(c->arena, "%d", i), .run_at = c->now_ms}));
    return RC_OK;
}

static struct job_workers *start_with(struct ctx *c, struct store *s, struct tally *tally, struct job_options o)
{
    struct job_kind *kind = arena_new(c->arena, struct job_kind);
    *kind = (struct job_kind){.name = "tally", .fn = tallied, .arg = tally};
    struct job_workers *w = NULL;
    o.kinds = kind;
    o.kinds_n = 1;
    assert_ok(jobs_start(c, s, &o, &w));
    return w;
}

static struct job_workers *start(struct ctx *c, struct store *s, struct tally *tally, int threads, int64_t poll_ms)
{
    return start_with(c, s, tally, (struct job_options){.threads = threads, .poll_ms = poll_ms});
}

static void wait_for(const struct tally *tally, int n)
{
    for (int i = 0; i < 10000 && atomic_load(&tally->all) < n; i++)
        usleep(1000);
    assert_int_equal(atomic_load(&tally->all), n);
}

static enum rc count(struct ctx *c, struct db *db, void *arg)
{
    return jobs_count(db, arg);
}

TEST_STORE(many_workers_do_each_job_exactly_once_when_nothing_fails)
{
    struct tally tally = {0};
    int n = JOBS_N;
    assert_ok(store_write(c, s, add_many, &n));
    struct job_workers *w = start(c, s, &tally, 8, 1000);
    wait_for(&tally, JOBS_N);
    assert_true(jobs_stop(w, 5000));
    for (int i = 0; i < JOBS_N; i++)
        assert_int_equal(atomic_load(&tally.runs[i]), 1);
    struct job_counts left;
    assert_ok(store_read(c, s, count, &left));
    assert_int_equal(left.ready + left.leased + left.dead, 0);
}

TEST_STORE(a_wake_is_answered_long_before_the_next_poll)
{
    struct tally tally = {0};
    int n = 1;
    struct job_workers *w = start(c, s, &tally, 3, 60 * 1000);
    usleep(50 * 1000); // all of them rest
    assert_ok(store_write(c, s, add_many, &n));
    jobs_wake(w);
    wait_for(&tally, 1);
    assert_true(jobs_stop(w, 5000));
}

TEST_STORE(a_burst_spreads_over_all_threads)
{
    struct tally tally = {.hold = true};
    int n = 4;
    struct job_workers *w = start(c, s, &tally, 4, 60 * 1000);
    usleep(50 * 1000);
    assert_ok(store_write(c, s, add_many, &n));
    jobs_wake(w);
    wait_for(&tally, 4); // all four are under way at once
    atomic_store(&tally.hold, false);
    assert_true(jobs_stop(w, 5000));
}

TEST_STORE(stopping_waits_for_a_job_under_way_but_not_for_ever)
{
    struct tally tally = {.hold = true};
    int n = 1;
    assert_ok(store_write(c, s, add_many, &n));
    struct job_workers *w = start(c, s, &tally, 2, 1000);
    wait_for(&tally, 1);
    int64_t began_ms = datetime_monotonic_ms();
    assert_false(jobs_stop(w, 50));
    assert_true(datetime_monotonic_ms() - began_ms < 3000);
    atomic_store(&tally.hold, false);
    assert_true(jobs_stop(w, 5000));
    struct job_counts left;
    assert_ok(store_read(c, s, count, &left)); // what it had begun it ended
    assert_int_equal(left.ready + left.leased + left.dead, 0);
}

#define SHORT_LEASE_MS 1000

static int64_t leased(struct ctx *c, struct store *s)
{
    struct job_counts n;
    assert_ok(store_read(c, s, count, &n));
    return n.leased;
}

TEST_STORE(a_job_that_takes_longer_than_its_lease_is_not_begun_twice)
{
    struct tally tally = {.hold = true};
    int n = 2;
    assert_ok(store_write(c, s, add_many, &n));
    const struct job_options o = {.threads = 1, .poll_ms = 50, .lease_ms = SHORT_LEASE_MS};
    struct job_workers *one = start_with(c, s, &tally, o), *other = start_with(c, s, &tally, o);
    wait_for(&tally, n);
    struct job_workers *idle = start_with(c, s, &tally, o); // would take what nobody renews
    usleep(3 * SHORT_LEASE_MS * 1000);
    assert_int_equal(atomic_load(&tally.all), n);
    assert_false(jobs_stop(one, 0)); // while it is stopped too
    assert_false(jobs_stop(other, 0));
    usleep(SHORT_LEASE_MS * 1000);
    assert_int_equal(leased(c, s), n);
    atomic_store(&tally.hold, false);
    assert_true(jobs_stop(one, 5000));
    assert_true(jobs_stop(other, 5000));
    assert_true(jobs_stop(idle, 5000));
    assert_int_equal(atomic_load(&tally.all), n);
    assert_int_equal(leased(c, s), 0);
}

// A worker that is gone: nobody renews what it has. Meanwhile another program is there.
static enum rc abandoned(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct tally *tally = arg;
    const struct job_options o = {.threads = 2, .poll_ms = 50, .lease_ms = SHORT_LEASE_MS};
    struct job_workers *w = start_with(c, s, tally, o);
    wait_for(tally, 1);
    assert_true(jobs_stop(w, 5000));
    return fail(c, RC_BUSY, "Too late to say so.");
}

TEST_STORE(what_a_dead_worker_had_begun_is_taken_up_when_its_lease_is_over)
{
    struct tally tally = {0};
    struct job_kind kind = {.name = "tally", .fn = abandoned, .arg = &tally};
    int n = 1, done;
    assert_ok(store_write(c, s, add_many, &n));
    int64_t began_ms = datetime_monotonic_ms();
    struct ctx past = *c; // so that of the half minute some seconds are left
    past.now_ms = datetime_now_ms() - 26 * SECOND_MS;
    assert_ok(jobs_run_due(&past, s, &kind, 1, 1, &done));
    assert_true(datetime_monotonic_ms() - began_ms < 10 * SECOND_MS);
    assert_int_equal(atomic_load(&tally.all), 1);
    assert_int_equal(leased(c, s), 0);
}

struct standstill {
    struct holds holds;
    struct job_run run;
    int runs;
};

// All stood still for longer than a lease; a neighbour wakes before the keeper does.
static enum rc stood_still(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct standstill *t = arg;
    bool found = true;
    t->runs++;
    assert_ok(job_run_one(&t->run, c->now_ms + HOUR_MS, NULL, NULL, &found));
    assert_false(found);
    return RC_OK;
}

TEST_STORE(after_a_standstill_a_living_neighbour_is_not_taken_for_dead)
{
    struct standstill t = {.runs = 0};
    struct job_kind kind = {.name = "tally", .fn = stood_still, .arg = &t};
    t.run = (struct job_run){.store = s, .kinds = &kind, .kinds_n = 1, .holds = &t.holds};
    int n = 1;
    bool found = false;
    assert_ok(store_write(c, s, add_many, &n));
    holds_init(&t.holds, 0);
    assert_ok(job_run_one(&t.run, c->now_ms, NULL, NULL, &found));
    holds_free(&t.holds);
    assert_true(found);
    assert_int_equal(t.runs, 1);
    assert_int_equal(leased(c, s), 0);
}
