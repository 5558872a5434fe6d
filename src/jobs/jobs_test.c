// SPDX-License-Identifier: Apache-2.0
// The line on a fixed clock: order, keys, leases that run out, waits that grow,
// and what is given up on.
#include "jobs/jobs.h"

#include "jobs/hold.h"

#include "base/datetime.h"
#include "store/store_kit.h"

// What a test's kind does, and what it saw.
struct script {
    enum rc rc; // what each run answers
    int runs;
    int64_t attempts, deaths; // of the last run
    int dies;                 // this many workers die on it
    struct str seen;          // payloads, one after the other
    struct arena *arena;
    const char *again_key; // puts itself in line again, a minute later
};

struct add {
    const struct job_new *jobs;
    size_t n;
};

static enum rc add_all(struct ctx *c, struct db *db, void *arg)
{
    const struct add *add = arg;
    for (size_t i = 0; i < add->n; i++)
        TRY(job_add(db, &add->jobs[i]));
    return RC_OK;
}

static void add(struct ctx *c, struct store *s, const char *key, const char *payload, int64_t run_at)
{
    struct job_new job = {.kind = "test", .key = str_of(key), .payload = str_of(payload), .run_at = run_at};
    assert_ok(store_write(c, s, add_all, &(struct add){&job, 1}));
}

static enum rc scripted(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct script *script = arg;
    script->runs++;
    script->attempts = job->attempts;
    script->deaths = job->deaths;
    script->seen = str_fmt(script->arena, "%.*s%.*s", STR_ARG(script->seen), STR_ARG(job->payload));
    if (script->again_key) {
        struct job_new next = {.kind = "test", .key = str_of(script->again_key), .run_at = c->now_ms + MINUTE_MS};
        TRY(store_write(c, s, add_all, &(struct add){&next, 1}));
    }
    return script->rc == RC_OK ? RC_OK : fail(c, script->rc, "It did not work.");
}

static int run(struct ctx *c, struct store *s, struct script *script)
{
    int done = -1;
    script->arena = c->arena;
    struct job_kind kind = {.name = "test", .fn = scripted, .arg = script, .attempts_max = 3};
    assert_ok(jobs_run_due(c, s, &kind, 1, 100, &done));
    return done;
}

static enum rc count(struct ctx *c, struct db *db, void *arg)
{
    return jobs_count(db, arg);
}

static struct job_counts counts(struct ctx *c, struct store *s)
{
    struct job_counts n;
    assert_ok(store_read(c, s, count, &n));
    return n;
}

TEST_STORE(jobs_run_when_they_are_due_and_in_that_order)
{
    struct script script = {0};
    add(c, s, NULL, "c", c->now_ms - 1);
    add(c, s, NULL, "a", c->now_ms - 3000);
    add(c, s, NULL, "later", c->now_ms + 1);
    add(c, s, NULL, "b", c->now_ms - 2000);
    assert_int_equal(run(c, s, &script), 3);
    assert_str(script.seen, "abc");
    assert_int_equal(counts(c, s).ready, 1);
    assert_int_equal(counts(c, s).oldest_ready_at, c->now_ms + 1);
    c->now_ms++;
    assert_int_equal(run(c, s, &script), 1);
    assert_int_equal(counts(c, s).ready, 0);
}

TEST_STORE(a_key_stands_in_line_once_with_the_earlier_time_and_the_newer_payload)
{
    struct script script = {0};
    add(c, s, "k", "old", c->now_ms + 1000);
    add(c, s, "k", "new", c->now_ms + 9000);
    assert_int_equal(counts(c, s).ready, 1);
    c->now_ms += 1000;
    assert_int_equal(run(c, s, &script), 1);
    assert_str(script.seen, "new");
}

static enum rc remove_key(struct ctx *c, struct db *db, void *arg)
{
    TRY(job_remove(db, S("k")));
    return job_remove(db, S("never there"));
}

TEST_STORE(a_key_is_taken_out_of_the_line)
{
    struct script script = {0};
    add(c, s, "k", "x", c->now_ms);
    assert_ok(store_write(c, s, remove_key, NULL));
    assert_int_equal(run(c, s, &script), 0);
}

TEST_STORE(a_job_that_fails_in_passing_waits_longer_each_time_and_then_is_kept_as_dead)
{
    struct script script = {.rc = RC_BUSY};
    add(c, s, NULL, "x", c->now_ms);
    assert_int_equal(run(c, s, &script), 1);
    assert_int_equal(counts(c, s).ready, 1);
    assert_int_equal(run(c, s, &script), 0); // not before its time
    c->now_ms += 1000;
    assert_int_equal(run(c, s, &script), 1);
    c->now_ms += 1000;
    assert_int_equal(run(c, s, &script), 0);
    c->now_ms += 1000;
    assert_int_equal(run(c, s, &script), 1);
    assert_int_equal(script.attempts, 3);
    c->now_ms += DAY_MS;
    assert_int_equal(run(c, s, &script), 0);
    assert_int_equal(counts(c, s).dead, 1);
}

TEST_STORE(a_job_that_can_never_work_is_given_up_on_at_once)
{
    struct script script = {.rc = RC_INVALID};
    add(c, s, "k", "x", c->now_ms);
    assert_int_equal(run(c, s, &script), 1);
    assert_int_equal(counts(c, s).dead, 1);
    script.rc = RC_OK;
    add(c, s, "k", "y", c->now_ms); // asked for anew, it stands in line again
    assert_int_equal(counts(c, s).dead, 0);
    assert_int_equal(run(c, s, &script), 1);
    assert_int_equal(script.attempts, 1);
}

TEST_STORE(a_job_may_put_itself_in_line_again_under_its_key)
{
    struct script script = {.again_key = "clock"};
    add(c, s, "clock", "1", c->now_ms);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(run(c, s, &script), 1);
        assert_int_equal(script.attempts, 1);
        assert_int_equal(counts(c, s).ready, 1);
        c->now_ms += MINUTE_MS;
    }
}

TEST_STORE(work_of_an_unknown_kind_waits_for_a_program_that_knows_it)
{
    struct job_new job = {.kind = "from the future", .run_at = c->now_ms};
    struct script script = {0};
    assert_ok(store_write(c, s, add_all, &(struct add){&job, 1}));
    assert_int_equal(run(c, s, &script), 0);
    assert_int_equal(script.runs, 0);
    assert_int_equal(counts(c, s).ready, 1);
    assert_int_equal(counts(c, s).dead, 0);
}

// What is left when a worker dies in the middle: a lease that nobody ends. Whatever
// this worker says afterwards comes too late.
static enum rc dying(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct script *script = arg;
    if (script->runs == script->dies)
        return scripted(c, s, job, arg);
    script->runs++;
    struct job_kind kind = {.name = "test", .fn = dying, .arg = script, .attempts_max = 3};
    struct ctx later = *c;
    int done;
    later.now_ms += 20 * SECOND_MS;
    assert_ok(jobs_run_due(&later, s, &kind, 1, 1, &done));
    assert_int_equal(done, 0); // still leased
    later.now_ms += 10 * SECOND_MS;
    assert_ok(jobs_run_due(&later, s, &kind, 1, 1, &done));
    assert_int_equal(done, 1); // the lease is over: another takes it
    return fail(c, RC_BUSY, "Too late to say so.");
}

static void run_dying(struct ctx *c, struct store *s, struct script *script)
{
    int done;
    script->arena = c->arena;
    struct job_kind kind = {.name = "test", .fn = dying, .arg = script, .attempts_max = 3};
    assert_ok(jobs_run_due(c, s, &kind, 1, 1, &done));
    assert_int_equal(done, 1);
}

TEST_STORE(a_lease_that_runs_out_is_taken_again_and_the_slow_worker_changes_nothing)
{
    struct script script = {.dies = 1};
    add(c, s, NULL, "x", c->now_ms);
    run_dying(c, s, &script);
    assert_int_equal(script.runs, 2);
    struct job_counts n = counts(c, s);
    assert_int_equal(n.ready + n.leased + n.dead, 0);
}

TEST_STORE(deaths_are_no_failures_and_make_no_wait_longer)
{
    struct script script = {.dies = 15, .rc = RC_BUSY};
    add(c, s, NULL, "x", c->now_ms);
    run_dying(c, s, &script);
    assert_int_equal(script.deaths, 15);
    assert_int_equal(script.attempts, 1);
    assert_int_equal(counts(c, s).ready, 1);
    c->now_ms += 15 * 30 * SECOND_MS + SECOND_MS; // a first failure's wait, after fifteen leases
    assert_int_equal(run(c, s, &script), 1);
    assert_int_equal(script.attempts, 2);
    assert_int_equal(script.deaths, 0); // it came back, so the deaths before are forgotten
}

TEST_STORE(a_job_that_takes_every_worker_down_is_given_up_on_after_twenty)
{
    struct script script = {.dies = 1000};
    add(c, s, "k", "x", c->now_ms);
    run_dying(c, s, &script);
    assert_int_equal(script.runs, 20);
    assert_int_equal(counts(c, s).dead, 1);
    assert_int_equal(counts(c, s).ready + counts(c, s).leased, 0);
    script = (struct script){0};
    add(c, s, "k", "y", c->now_ms); // asked for anew, it stands in line again
    assert_int_equal(run(c, s, &script), 1);
    assert_int_equal(script.deaths, 0);
}

TEST(leases_of_one_moment_end_within_half_a_minute_but_not_together)
{
    int most = 0;
    for (int64_t id = 1; id < 50; id++) {
        int together = 0;
        for (int64_t now_ms = KIT_NOW_MS; now_ms < KIT_NOW_MS + 100; now_ms++) {
            int64_t left_ms = lease_until(NULL, id, now_ms) - now_ms;
            assert_true(left_ms <= 30 * SECOND_MS && left_ms > 22 * SECOND_MS);
            together += llabs(lease_until(NULL, id + 1, now_ms) - now_ms - left_ms) < SECOND_MS;
        }
        most = together > most ? together : most;
    }
    assert_true(most < 50); // no two of them stay together
}

static enum rc add_twice_the_limit(struct ctx *c, struct db *db, void *arg)
{
    size_t n = JOB_PAYLOAD_BYTES_MAX + 1;
    char *text = arena_text(c->arena, n);
    memset(text, 'x', n);
    return job_add(db, &(struct job_new){.kind = "test", .payload = {text, n}});
}

TEST_STORE(a_payload_has_a_limit)
{
    assert_int_equal(store_write(c, s, add_twice_the_limit, NULL), RC_LIMIT);
    assert_int_equal(counts(c, s).ready, 0);
}

TEST(waits_double_up_to_an_hour_and_differ_between_jobs)
{
    for (int64_t id = 1; id < 200; id++) {
        int64_t wait_ms = SECOND_MS;
        for (int attempt = 1; attempt < 30; attempt++) {
            int64_t got = job_backoff_ms(attempt, id);
            assert_true(got <= wait_ms && got > wait_ms * 3 / 4);
            wait_ms = wait_ms * 2 < HOUR_MS ? wait_ms * 2 : HOUR_MS;
        }
    }
    assert_int_not_equal(job_backoff_ms(5, 1), job_backoff_ms(5, 2));
    assert_true(job_backoff_ms(INT64_MAX, INT64_MAX) <= HOUR_MS);
    assert_true(job_backoff_ms(-1, -1) > 0);
}
