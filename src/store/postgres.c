// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's engine: its transactions. A read is one snapshot; a write is
// serializable and runs again when another was faster. What a lost connection
// left behind is decided by how far it came.
#include "store/postgres.h"

#include "base/datetime.h"
#include "store/store.h"

#define WRITE_ATTEMPTS_LEAST 10
#define WRITE_ATTEMPTS_MOST 200

// ---- transactions ----

static const char *begin_text(const struct store *s, enum store_mode mode, char *room, size_t n)
{
    if (mode == STORE_READ)
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    // The lock of migrations is taken before anything is read, so READ COMMITTED sees what the one before did.
    if (mode == STORE_MIGRATE)
        return "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; "
               "SELECT pg_advisory_xact_lock(1380012111, hashtext(current_schema()))";
    snprintf(room, n,
             "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE; SET LOCAL statement_timeout = %" PRId64
             "; SET LOCAL lock_timeout = %" PRId64,
             s->busy_ms * 2, s->busy_ms);
    return room;
}

// A connection that died while it lay idle is replaced; a fresh one that fails
// is the server's answer.
static enum rc begin(struct ctx *c, struct pg_store *ps, enum store_mode mode, struct pg **ret_pg)
{
    char room[200];
    const char *text = begin_text(&ps->base, mode, room, sizeof room);
    for (;;) {
        struct pg *p = NULL;
        bool fresh = false;
        TRY(pg_take(c, ps, &p, &fresh));
        PGresult *r = PQexec(p->handle, text);
        ExecStatusType status = PQresultStatus(r);
        bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        enum rc rc = RC_OK;
        if (!fine && fresh)
            rc = trouble_fail(c, pg_trouble(p, r, mode), str_trim(str_of(PQerrorMessage(p->handle))));
        PQclear(r);
        if (fine) {
            *ret_pg = p;
            return RC_OK;
        }
        p->broken = true;
        pg_give(ps, p);
        TRY(rc);
    }
}

// A lost answer to a write's COMMIT leaves two possibilities; a refused one, one.
static enum rc commit(struct db *db)
{
    struct pg *p = db->conn;
    PGresult *r = PQexec(p->handle, "COMMIT");
    enum rc rc = RC_OK;
    if (db->mode != STORE_READ && (PQresultStatus(r) != PGRES_COMMAND_OK || strcmp(PQcmdStatus(r), "COMMIT") != 0)) {
        if (pg_trouble(p, r, db->mode) == TROUBLE_AWAY)
            rc = db_fail(db, TROUBLE_UNKNOWN, NULL, PQerrorMessage(p->handle));
        else
            rc = pg_fail(db, NULL, r);
    }
    PQclear(r);
    return rc;
}

static void rollback(struct pg *p)
{
    if (PQstatus(p->handle) == CONNECTION_OK)
        PQclear(PQexec(p->handle, "ROLLBACK"));
}

static enum rc attempt(struct ctx *c, struct pg_store *ps, struct db *db, store_fn *fn, void *arg)
{
    struct pg *p = NULL;
    TRY(begin(c, ps, db->mode, &p));
    db->conn = p;
    enum rc rc = fn(c, db, arg);
    if (rc == RC_OK)
        rc = db->rc;
    pg_release_rows(p);
    if (rc == RC_OK)
        rc = commit(db);
    else
        rollback(p);
    pg_give(ps, p);
    return rc;
}

// Longer each time, and different for each thread, so that rivals part.
static void back_off(int tries)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long most_us = 1000L << (tries < 7 ? tries : 7);
    long us = most_us / 4 + (now.tv_nsec / 7 ^ (long)(uintptr_t)&now >> 6) % most_us;
    nanosleep(&(struct timespec){us / 1000000, us % 1000000 * 1000}, NULL);
}

static enum rc pg_transact(struct ctx *c, struct store *s, enum store_mode mode, store_fn *fn, void *arg)
{
    struct failure before = c->failure;
    int64_t end_ms = datetime_monotonic_ms() + s->busy_ms;
    for (int tries = 1;; tries++) {
        struct db db = {.ctx = c, .store = s, .mode = mode};
        enum rc rc = attempt(c, (struct pg_store *)s, &db, fn, arg);
        bool enough = tries == WRITE_ATTEMPTS_MOST || (tries >= WRITE_ATTEMPTS_LEAST && datetime_monotonic_ms() > end_ms);
        if (rc == RC_OK || !db.retry || mode != STORE_WRITE || enough)
            return rc;
        c->failure = before;
        back_off(tries);
    }
}

static enum rc pg_copy(struct ctx *c, struct store *s, struct str path, void (*progress)(int64_t done, int64_t total))
{
    return fail(c, RC_INVALID, "A database on PostgreSQL is not copied as a file. Please use 'rapport backup'.");
}

// ---- opening and closing ----

static void pg_store_close(struct store *s)
{
    struct pg_store *ps = (struct pg_store *)s;
    pg_pool_close(ps);
    pthread_cond_destroy(&ps->idle_came);
    pthread_mutex_destroy(&ps->lock);
    free((char *)s->path);
    free(ps);
}

static const struct engine pg_engine = {
    .kind = STORE_POSTGRES,
    .close = pg_store_close,
    .transact = pg_transact,
    .copy = pg_copy,
    .script = pg_script,
    .prepare = pg_prepare,
    .run = pg_run,
    .rows = pg_rows,
    .next = pg_next,
    .done = pg_done,
    .is_null = pg_is_null,
    .get_int = pg_get_int,
    .get_real = pg_get_real,
    .get_bytes = pg_get_bytes,
};

static enum rc connect_once(struct ctx *c, struct pg_store *ps)
{
    struct pg *p = NULL;
    bool fresh;
    enum rc rc = pg_take(c, ps, &p, &fresh);
    if (rc == RC_OK)
        pg_give(ps, p);
    else
        c->failure.rc = RC_DB;
    return rc == RC_OK ? RC_OK : RC_DB;
}

enum rc postgres_open(struct ctx *c, const struct store_options *o, struct store **ret_store)
{
    struct pg_store *ps = calloc(1, sizeof *ps);
    must(ps);
    char *url = malloc(o->url.n + 1);
    must(url);
    memcpy(url, o->url.p, o->url.n);
    url[o->url.n] = 0;
    ps->base = (struct store){&pg_engine, url, o->readers, o->busy_ms};
    pthread_mutex_init(&ps->lock, NULL);
    cond_init_monotonic(&ps->idle_came);
    enum rc rc = connect_once(c, ps);
    if (rc != RC_OK) {
        pg_store_close(&ps->base);
        return rc;
    }
    *ret_store = &ps->base;
    return RC_OK;
}
