// SPDX-License-Identifier: Apache-2.0
// The line itself: adding, leasing, ending. A job is done at least once: its
// effect and the row's end are two transactions, so a worker that dies between
// them leaves a job that runs again when its lease is over. A kind's function
// must therefore do nothing twice, mostly by looking whether it is done already.
// Failures and deaths are counted apart: only failures make the waits grow. A
// function may put its own key in line again (its next time): the lease it
// holds is void from then on, and the new time stands.
#include "jobs/run.h"

#include "jobs/jobs.sql.h"
#include "jobs/limits.h"

#include "base/utf8.h"

enum rc job_add(struct db *db, const struct job_new *job)
{
    struct ctx *c = db_ctx(db);
    must(job->kind && job->kind[0] && job->key.n <= JOB_KEY_BYTES_MAX);
    if (job->payload.n > JOB_PAYLOAD_BYTES_MAX)
        return fail(c, RC_LIMIT, "This is more than can be left for later work. Please make it shorter.");
    return db_run(db, job_insert, P(str_of(job->kind)), P(str_is_empty(job->key) ? STR_NONE : job->key),
                  P(str_or(job->payload, S("{}"))), P(job->run_at), P(c->now_ms));
}

enum rc job_remove(struct db *db, struct str key)
{
    return db_run(db, job_delete_key, P(key));
}

int64_t job_backoff_ms(int64_t attempts, int64_t id)
{
    int doublings = attempts < 1 ? 0 : attempts > 13 ? 12 : (int)attempts - 1;
    int64_t wait_ms = SECOND_MS << doublings;
    if (wait_ms > JOB_BACKOFF_MS_MAX)
        wait_ms = JOB_BACKOFF_MS_MAX;
    return job_spread_ms(wait_ms, id, attempts); // what failed together does not return together
}

enum rc jobs_count(struct db *db, struct job_counts *ret_counts)
{
    AUTO(rows_auto) struct rows r;
    struct job_counts counts = {0};
    TRY(db_rows(db, &r, job_totals));
    if (rows_next(&r))
        counts = (struct job_counts){rows_int(&r, 0), rows_int(&r, 1), rows_int(&r, 2), rows_int(&r, 3)};
    TRY(rows_done(&r));
    *ret_counts = counts;
    return RC_OK;
}

static const struct job_kind *kind_find(const struct job_run *run, struct str name)
{
    for (size_t i = 0; i < run->kinds_n; i++) {
        if (str_eq(name, str_of(run->kinds[i].name)))
            return &run->kinds[i];
    }
    return NULL;
}

struct leased {
    const struct job_run *run;
    struct job job;
    const struct job_kind *kind;
    struct hold hold;
    bool found;
};

// The earlier of two candidates; an id of 0 is none.
struct due {
    int64_t id, at;
};

static enum rc due_read(struct db *db, const struct query *q, struct str kind, struct due *earliest)
{
    const struct param params[] = {P_NULL, P(kind), P(db_ctx(db)->now_ms)};
    AUTO(rows_auto) struct rows r;
    TRY(db_rows_(db, &r, q, params, 2));
    if (rows_next(&r)) {
        struct due due = {rows_int(&r, 0), rows_int(&r, 1)};
        if (!earliest->id || due.at < earliest->at)
            *earliest = due;
    }
    return rows_done(&r);
}

// Looks only among the kinds that this program knows: work of another kind, such
// as mail while there is no mail server, waits untouched and costs nothing.
static enum rc due_find(struct db *db, const struct job_run *run, struct due *ret_due)
{
    *ret_due = (struct due){0};
    for (size_t i = 0; i < run->kinds_n; i++) {
        TRY(due_read(db, &job_due, str_of(run->kinds[i].name), ret_due));
        TRY(due_read(db, &job_lost, str_of(run->kinds[i].name), ret_due));
    }
    return RC_OK;
}

static enum rc lease_take(struct db *db, int64_t id, struct leased *l)
{
    int64_t until = lease_until(l->run->holds, id, db_ctx(db)->now_ms);
    AUTO(rows_auto) struct rows r;
    TRY(db_rows(db, &r, job_lease, P(id), P(until)));
    if (rows_next(&r)) {
        l->job = (struct job){
            .id = rows_int(&r, 0),
            .kind = rows_text(&r, 1),
            .key = rows_text(&r, 2),
            .payload = rows_text(&r, 3),
            .attempts = rows_int(&r, 4),
            .made_at = rows_int(&r, 5),
            .run_at = rows_int(&r, 6),
            .deaths = rows_int(&r, 8),
        };
        l->hold = (struct hold){id, rows_int(&r, 7), until};
        l->kind = kind_find(l->run, l->job.kind);
        l->found = true;
    }
    return rows_done(&r);
}

static enum rc lease(struct ctx *c, struct db *db, void *arg)
{
    struct leased *l = arg;
    struct due due;
    l->found = false;
    // After a long standstill a living neighbour's lease may be over; it is not taken for dead.
    if (l->run->holds)
        TRY(holds_renew_late(db, l->run->holds));
    TRY(due_find(db, l->run, &due));
    return due.id ? lease_take(db, due.id, l) : RC_OK;
}

enum ending { ENDING_DONE, ENDING_AGAIN, ENDING_DEAD };

struct end {
    const struct leased *leased;
    enum ending ending;
    int64_t run_at;
    struct str why;
};

static enum rc end_write(struct ctx *c, struct db *db, void *arg)
{
    const struct end *e = arg;
    int64_t id = e->leased->hold.id, lease_n = e->leased->hold.lease;
    switch (e->ending) {
    case ENDING_DONE:
        return db_run(db, job_done, P(id), P(lease_n));
    case ENDING_AGAIN:
        return db_run(db, job_again, P(id), P(lease_n), P(e->run_at), P(e->why));
    case ENDING_DEAD:
        return db_run(db, job_dead, P(id), P(lease_n), P(e->why));
    }
    must(!"an ending");
    return RC_OK;
}

// What went wrong, for whoever looks at the job: short, and never more than fits a line or two.
static struct str why_of(struct ctx *c, enum rc rc)
{
    const struct failure *f = &c->failure;
    struct str why = str_fmt(c->arena, "%s: %.*s%s%.*s", rc_name(rc), STR_ARG(f->detail),
                             str_is_empty(f->cause) ? "" : " / ", STR_ARG(f->cause));
    return utf8_truncate(utf8_repair(c->arena, why), JOB_ERROR_BYTES_MAX);
}

static int attempts_max(const struct job_kind *kind)
{
    return kind && kind->attempts_max > 0 ? kind->attempts_max : JOB_ATTEMPTS_MAX;
}

static bool is_passing(enum rc rc)
{
    return rc == RC_BUSY || rc == RC_IO || rc == RC_DB;
}

// Runs a leased job, or says why not: a job that takes its workers down with it is not tried for ever.
static enum rc call(struct ctx *c, const struct leased *l)
{
    if (l->job.deaths >= JOB_DEATHS_MAX)
        return fail(c, RC_LIMIT, "It was begun %d times in a row, and each time its worker died.", JOB_DEATHS_MAX);
    if (l->job.deaths)
        log_warn(l->run->log, "job %" PRId64 " %.*s is taken up from a worker that died on it, %" PRId64 " in a row",
                 l->job.id, STR_ARG(l->job.kind), l->job.deaths);
    enum rc rc = l->kind->fn(c, l->run->store, &l->job, l->kind->arg);
    if (rc == RC_OK)
        fail_clear(c);
    return rc;
}

static struct end end_of(struct ctx *c, const struct leased *l, enum rc rc)
{
    struct end e = {.leased = l, .ending = ENDING_DONE};
    if (rc == RC_OK)
        return e;
    bool again = is_passing(rc) && l->job.attempts < attempts_max(l->kind);
    e.ending = again ? ENDING_AGAIN : ENDING_DEAD;
    e.run_at = c->now_ms + job_backoff_ms(l->job.attempts, l->job.id);
    e.why = why_of(c, rc);
    const char *what = str_cstr(c->arena, str_fmt(c->arena, "job %.*s, attempt %" PRId64 "%s", STR_ARG(l->job.kind),
                                                  l->job.attempts, again ? "" : ", given up on"));
    log_failure(l->run->log, c, what);
    return e;
}

struct next {
    const struct job_run *run;
    int64_t at;
    bool found;
};

static enum rc next_of(struct db *db, const struct query *q, struct str kind, struct next *next)
{
    const struct param params[] = {P_NULL, P(kind)};
    int64_t at;
    enum rc rc = db_int_(db, &at, q, params, 1);
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    TRY(rc);
    if (!next->found || at < next->at)
        next->at = at;
    next->found = true;
    return RC_OK;
}

static enum rc next_read(struct ctx *c, struct db *db, void *arg)
{
    struct next *next = arg;
    next->found = false;
    for (size_t i = 0; i < next->run->kinds_n; i++) {
        TRY(next_of(db, &job_ready_at, str_of(next->run->kinds[i].name), next));
        TRY(next_of(db, &job_lost_at, str_of(next->run->kinds[i].name), next));
    }
    return RC_OK;
}

enum rc job_next_due(const struct job_run *run, int64_t *ret_at)
{
    AUTO(arena_auto) struct arena *arena = arena_create(64 * 1024);
    struct ctx c = {.arena = arena, .now_ms = datetime_now_ms(), .log = (struct log *)run->log};
    struct next next = {.run = run};
    enum rc rc = store_read(&c, run->store, next_read, &next);
    if (rc != RC_OK)
        log_failure(run->log, &c, "job: looking for the next one");
    else
        *ret_at = next.found ? next.at : INT64_MAX;
    return rc;
}

// From the lease to what is written down in the end, which ends the hold as well.
static enum rc run_leased(struct ctx *c, const struct leased *l)
{
    c->number = (uint64_t)l->job.id;
    must_context(str_cstr(c->arena, str_fmt(c->arena, "job %" PRId64 " %.*s", l->job.id, STR_ARG(l->job.kind))));
    struct end e = end_of(c, l, call(c, l));
    must_context(NULL);
    fail_clear(c);
    enum rc rc = store_write(c, l->run->store, end_write, &e);
    if (rc != RC_OK) // its lease runs out and it is done again
        log_failure(l->run->log, c, "job: writing down how it ended");
    return rc;
}

enum rc job_run_one(const struct job_run *run, int64_t now_ms, void (*taken)(void *arg), void *arg, bool *ret_found)
{
    int64_t at;
    *ret_found = false;
    TRY(job_next_due(run, &at));
    if (at > now_ms) // as at most looks: the writer is not asked
        return RC_OK;
    AUTO(arena_auto) struct arena *arena = arena_create(run->arena_bytes ? run->arena_bytes : JOB_ARENA_BYTES);
    struct ctx c = {.arena = arena, .now_ms = now_ms, .log = (struct log *)run->log};
    struct leased l = {.run = run};
    enum rc rc = store_write(&c, run->store, lease, &l);
    if (rc != RC_OK) {
        log_failure(run->log, &c, "job: taking the next one");
        return rc;
    }
    *ret_found = l.found;
    if (!l.found)
        return RC_OK;
    if (run->holds)
        hold_begin(run->holds, &l.hold);
    if (taken)
        taken(arg);
    rc = run_leased(&c, &l);
    if (run->holds)
        hold_end(run->holds, &l.hold);
    return rc;
}

enum rc jobs_run_due(struct ctx *c, struct store *s, const struct job_kind *kinds, size_t n, int limit, int *ret_done)
{
    const struct job_run run = {.store = s, .kinds = kinds, .kinds_n = n, .log = c->log};
    int done = 0;
    for (bool found = true; found && done < limit; done += found) {
        enum rc rc = job_run_one(&run, c->now_ms, NULL, NULL, &found);
        if (rc != RC_OK)
            return fail(c, rc, "The work that is due could not be done now. Please try again in a moment.");
    }
    *ret_done = done;
    return RC_OK;
}
