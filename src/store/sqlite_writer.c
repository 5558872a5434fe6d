// SPDX-License-Identifier: Apache-2.0
// The one thread that writes to SQLite. It takes whatever waits, runs it in one
// transaction, commits once, and answers each with its own code: one flush to
// disk serves many. Savepoints part the callers only once one of them has failed
// with half of its work written. Nobody is told RC_OK before the commit has
// returned. A caller alone waits for nothing but its own commit.
#include <errno.h>
#include <semaphore.h>
#include <signal.h>

#include "store/sqlite.h"

#define GROUP_MAX 64
#define WAITING_MAX 512

struct job {
    struct ctx *c;
    store_fn *fn;
    void *arg;
    enum store_mode mode;
    struct failure before; // the ctx's, to come back to when fn runs again
    enum rc rc;
    sem_t finished;
    struct job *next;
};

struct writer {
    struct store *store;
    struct lite *lite; // NULL after a disk error, until the next group
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *first, **last;
    int waiting;
    bool idle;   // the thread sleeps and wants to be woken
    bool locked; // another program kept the lock past busy_ms
    bool stop;
};

// ---- one group ----

static void job_refuse(struct job *job, enum trouble t, struct lite *l)
{
    job->c->failure = job->before;
    job->rc = trouble_fail(job->c, t, l ? lite_message(job->c, l) : STR_NONE);
}

// The connection is made again after trouble with the file itself: its idea of
// the file may be wrong.
static void writer_recover(struct writer *w, int code)
{
    if (!sqlite3_get_autocommit(w->lite->handle))
        lite_fixed(w->lite, LITE_ROLLBACK);
    enum trouble t = lite_trouble(code);
    if (t != TROUBLE_IO && t != TROUBLE_DAMAGED)
        return;
    lite_close(w->lite);
    w->lite = NULL;
}

// Deferred keys would fail the whole group's commit; here they fail their own job.
static enum rc keys_check(struct db *db)
{
    struct lite *l = db->conn;
    int open = 0, high;
    sqlite3_db_status(l->handle, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &high, 0);
    return open ? db_fail(db, TROUBLE_REFUSED, NULL, "FOREIGN KEY constraint failed at the end") : RC_OK;
}

static void job_run(struct writer *w, struct job *job)
{
    struct db db = {.ctx = job->c, .store = w->store, .conn = w->lite, .mode = job->mode};
    job->c->failure = job->before;
    job->rc = job->fn(job->c, &db, job->arg);
    if (job->rc == RC_OK)
        job->rc = db.rc;
    lite_release_rows(w->lite);
    if (job->rc == RC_OK)
        job->rc = keys_check(&db);
}

static bool transaction_lost(const struct writer *w)
{
    return sqlite3_get_autocommit(w->lite->handle) != 0;
}

// False when SQLite has undone the whole transaction, others' work with it.
static bool job_run_in_savepoint(struct writer *w, struct job *job)
{
    if (lite_fixed(w->lite, LITE_SAVEPOINT) != SQLITE_OK)
        return false;
    job_run(w, job);
    if (transaction_lost(w))
        return false;
    if (job->rc != RC_OK && lite_fixed(w->lite, LITE_ROLLBACK_TO) != SQLITE_OK)
        return false;
    return lite_fixed(w->lite, LITE_RELEASE) == SQLITE_OK;
}

static enum trouble begin(struct writer *w, struct job *job)
{
    if (!w->lite && lite_open(job->c, w->store, true, &w->lite) != RC_OK)
        return TROUBLE_IO;
    int code = lite_fixed(w->lite, LITE_BEGIN_WRITE);
    if (code == SQLITE_OK)
        return TROUBLE_NONE;
    return lite_trouble(code);
}

// What a failed commit means. When only the flush failed, the change may have
// reached the disk all the same.
static enum trouble commit(struct writer *w)
{
    int code = lite_fixed(w->lite, LITE_COMMIT);
    if (code == SQLITE_OK)
        return TROUBLE_NONE;
    return code == SQLITE_IOERR_FSYNC ? TROUBLE_UNKNOWN : lite_trouble(code);
}

static void refuse_all(struct writer *w, struct job **jobs, size_t n, enum trouble t)
{
    for (size_t i = 0; i < n; i++)
        if (jobs[i]->rc == RC_OK)
            job_refuse(jobs[i], t, w->lite);
}

static void group_run(struct writer *w, struct job **jobs, size_t n);

// One job took everything down. It is refused; each of the others runs again alone.
static void group_rerun(struct writer *w, struct job **jobs, size_t n, size_t culprit)
{
    if (jobs[culprit]->rc == RC_OK)
        job_refuse(jobs[culprit], TROUBLE_IO, w->lite);
    writer_recover(w, sqlite3_extended_errcode(w->lite->handle));
    for (size_t i = 0; i < n; i++) {
        if (i == culprit)
            continue;
        jobs[i]->rc = RC_OK;
        group_run(w, &jobs[i], 1);
    }
}

static void group_end(struct writer *w, struct job **jobs, size_t n)
{
    enum trouble t = commit(w);
    if (t == TROUBLE_NONE)
        return;
    int code = sqlite3_extended_errcode(w->lite->handle);
    refuse_all(w, jobs, n, t);
    writer_recover(w, code);
}

// Alone there is no need for a savepoint.
static void single_run(struct writer *w, struct job *job)
{
    job_run(w, job);
    if (transaction_lost(w)) {
        if (job->rc == RC_OK)
            job_refuse(job, TROUBLE_IO, w->lite);
        writer_recover(w, sqlite3_extended_errcode(w->lite->handle));
    } else if (job->rc != RC_OK) {
        writer_recover(w, SQLITE_OK);
    } else {
        group_end(w, &job, 1);
    }
}

// Together without savepoints, each of which keeps a copy of every page that is changed in it and has the search
// index written out at its end. Whoever is refused has mostly written nothing yet, and is no trouble to the others.
// False when somebody left half of their work: then nothing of the group stays.
static bool group_run_plain(struct writer *w, struct job **jobs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int64_t written = sqlite3_total_changes64(w->lite->handle);
        job_run(w, jobs[i]);
        bool half = jobs[i]->rc != RC_OK && sqlite3_total_changes64(w->lite->handle) != written;
        if (half || transaction_lost(w)) {
            writer_recover(w, sqlite3_extended_errcode(w->lite->handle));
            return false;
        }
    }
    return true;
}

static bool group_begin(struct writer *w, struct job **jobs, size_t n)
{
    enum trouble t = begin(w, jobs[0]);
    if (t == TROUBLE_NONE)
        return true;
    refuse_all(w, jobs, n, t);
    w->locked = t == TROUBLE_LOCKED;
    if (w->lite)
        writer_recover(w, sqlite3_extended_errcode(w->lite->handle));
    return false;
}

static void group_run(struct writer *w, struct job **jobs, size_t n)
{
    if (!group_begin(w, jobs, n))
        return;
    if (n == 1) {
        single_run(w, jobs[0]);
        return;
    }
    if (group_run_plain(w, jobs, n)) {
        group_end(w, jobs, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        jobs[i]->rc = RC_OK;
    if (!group_begin(w, jobs, n))
        return;
    for (size_t i = 0; i < n; i++) {
        if (!job_run_in_savepoint(w, jobs[i])) {
            group_rerun(w, jobs, n, i);
            return;
        }
    }
    group_end(w, jobs, n);
}

// ---- the queue ----

// Takes up to GROUP_MAX jobs; one that migrates is a group of its own. Locked.
static size_t group_take(struct writer *w, struct job **jobs)
{
    size_t n = 0;
    while (w->first && n < GROUP_MAX && (n == 0 || w->first->mode == STORE_WRITE)) {
        jobs[n++] = w->first;
        w->first = w->first->next;
        if (jobs[n - 1]->mode == STORE_MIGRATE)
            break;
    }
    if (!w->first)
        w->last = &w->first;
    w->waiting -= (int)n;
    return n;
}

// From here on a job, on its caller's stack, may be gone.
static void group_answer(struct job **jobs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sem_post(&jobs[i]->finished);
}

// Those in line have waited for the same lock; they need not wait as long again.
static void line_refuse(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    struct job *job = w->first;
    w->first = NULL;
    w->last = &w->first;
    w->waiting = 0;
    pthread_mutex_unlock(&w->lock);
    while (job) {
        struct job *next = job->next;
        job_refuse(job, TROUBLE_LOCKED, w->lite);
        group_answer(&job, 1);
        job = next;
    }
}

// Sleeps until there is work; then takes it. 0 at the end. Locked.
static size_t group_wait(struct writer *w, struct job **jobs)
{
    w->idle = true;
    while (!w->first && !w->stop)
        pthread_cond_wait(&w->work, &w->lock);
    w->idle = false;
    return group_take(w, jobs);
}

static void *writer_main(void *arg)
{
    struct writer *w = arg;
    struct job *jobs[GROUP_MAX];
    size_t n;
    pthread_mutex_lock(&w->lock);
    while ((n = group_wait(w, jobs)) > 0) {
        pthread_mutex_unlock(&w->lock);
        w->locked = false;
        group_run(w, jobs, n);
        if (w->locked)
            line_refuse(w);
        group_answer(jobs, n);
        pthread_mutex_lock(&w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

enum rc writer_run(struct writer *w, struct ctx *c, enum store_mode mode, store_fn *fn, void *arg)
{
    struct job job = {.c = c, .fn = fn, .arg = arg, .mode = mode, .before = c->failure};
    pthread_mutex_lock(&w->lock);
    must(!pthread_equal(pthread_self(), w->thread)); // a write within a write would wait for itself
    if (w->waiting >= WAITING_MAX) {
        pthread_mutex_unlock(&w->lock);
        return trouble_fail(c, TROUBLE_LOCKED, S("too many writes wait"));
    }
    sem_init(&job.finished, 0, 0);
    *w->last = &job;
    w->last = &job.next;
    w->waiting++;
    bool wake = w->idle;
    w->idle = false;
    pthread_mutex_unlock(&w->lock);
    if (wake)
        pthread_cond_signal(&w->work);
    while (sem_wait(&job.finished) != 0)
        must(errno == EINTR);
    sem_destroy(&job.finished);
    return job.rc;
}

int writer_waiting(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    int n = w->waiting;
    pthread_mutex_unlock(&w->lock);
    return n;
}

// Signals are for the main thread.
static int thread_start(struct writer *w)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&w->thread, NULL, writer_main, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

enum rc writer_start(struct ctx *c, struct store *s, struct writer **ret_writer)
{
    struct writer *w = calloc(1, sizeof *w);
    must(w);
    w->store = s;
    w->last = &w->first;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, NULL);
    enum rc rc = lite_open(c, s, true, &w->lite);
    if (rc == RC_OK && thread_start(w) != 0)
        rc = fail(c, RC_IO, "The machine has no room for another thread.");
    if (rc == RC_OK) {
        *ret_writer = w;
        return RC_OK;
    }
    lite_close(w->lite);
    free(w);
    return rc;
}

void writer_stop(struct writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_signal(&w->work);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    lite_close(w->lite);
    pthread_cond_destroy(&w->work);
    pthread_mutex_destroy(&w->lock);
    free(w);
}
