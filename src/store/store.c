// SPDX-License-Identifier: Apache-2.0
// The border: chooses the engine, checks what goes in, and says trouble in one
// way for both. After the first failed statement a transaction is lost on both
// engines alike, because on PostgreSQL it is.
#include "store/store.h"

#include "base/utf8.h"
#include "store/engine.h"
#include "store/store.sql.h"

static const struct {
    enum rc rc;
    const char *sentence;
} troubles[TROUBLE_COUNT_] = {
    [TROUBLE_LOCKED] = {RC_BUSY,
                        "The desk is busy saving other things. Nothing was saved; please try again in a moment."},
    [TROUBLE_FULL] = {RC_BUSY, "The desk's disk is full. Nothing was saved; please tell an administrator and try again "
                               "when there is space."},
    [TROUBLE_IO] = {RC_BUSY, "The desk's disk did not answer. Please tell an administrator and try again later."},
    [TROUBLE_AWAY] = {RC_BUSY, "The desk cannot reach its database. Nothing was saved; please try again in a moment."},
    [TROUBLE_UNKNOWN] = {RC_BUSY,
                         "The database broke off while this was being saved. It may or may not have been saved; "
                         "please look before you try again."},
    [TROUBLE_RACE] = {RC_BUSY, "Many people changed the same thing at once. Nothing was saved; please try again."},
    [TROUBLE_UNIQUE] = {RC_CONFLICT, "Somebody has saved the same thing already. Please load it again and look."},
    [TROUBLE_LARGE] = {RC_LIMIT, "This is larger than the database can keep."},
    [TROUBLE_REFUSED] = {RC_DB,
                         "The database refused this, and nothing was saved. An administrator finds the reason in "
                         "the log."},
    [TROUBLE_DAMAGED] = {RC_DB, "The database file is damaged or is not a database. Please restore a backup."},
};

struct timespec deadline_after(int64_t ms)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += ms % 1000 * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

void cond_init_monotonic(pthread_cond_t *cond)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(cond, &attr);
    pthread_condattr_destroy(&attr);
}

enum rc trouble_rc(enum trouble t)
{
    must(t > TROUBLE_NONE && t < TROUBLE_COUNT_);
    return troubles[t].rc;
}

enum rc trouble_fail(struct ctx *c, enum trouble t, struct str cause)
{
    return fail_cause(c, trouble_rc(t), cause, "%s", troubles[t].sentence);
}

enum rc db_fail(struct db *db, enum trouble t, const struct query *q, const char *message)
{
    if (db->rc == RC_OK)
        db->rc = trouble_rc(t);
    return trouble_fail(db->ctx, t, str_fmt(db->ctx->arena, "%s: %s", q ? q->name : "script", message));
}

static bool is_postgres(struct str url)
{
    return str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://"));
}

enum rc store_open(struct ctx *c, const struct store_options *o, struct store **ret_store)
{
    if (str_is_empty(o->url))
        return fail(c, RC_INVALID, "Say where the database is: a file, or postgresql://…");
    struct store_options full = *o;
    if (full.readers <= 0)
        full.readers = 8;
    if (full.readers > 64)
        full.readers = 64;
    if (full.busy_ms <= 0)
        full.busy_ms = 5000;
    return is_postgres(o->url) ? postgres_open(c, &full, ret_store) : sqlite_open(c, &full, ret_store);
}

void store_close(struct store *s)
{
    if (s)
        s->engine->close(s);
}

void store_auto(struct store **s)
{
    store_close(*s);
    *s = NULL;
}

enum store_engine store_engine(const struct store *s)
{
    return s->engine->kind;
}

enum rc store_transact(struct ctx *c, struct store *s, enum store_mode mode, store_fn *fn, void *arg)
{
    return s->engine->transact(c, s, mode, fn, arg);
}

enum rc store_read(struct ctx *c, struct store *s, store_fn *fn, void *arg)
{
    return s->engine->transact(c, s, STORE_READ, fn, arg);
}

enum rc store_write(struct ctx *c, struct store *s, store_fn *fn, void *arg)
{
    return s->engine->transact(c, s, STORE_WRITE, fn, arg);
}

static enum rc ping(struct ctx *c, struct db *db, void *arg)
{
    return db_run(db, store_ping_write);
}

enum rc store_ping(struct ctx *c, struct store *s)
{
    return store_write(c, s, ping, NULL);
}

enum rc store_copy(struct ctx *c, struct store *s, struct str path, void (*progress)(int64_t done, int64_t total))
{
    return s->engine->copy(c, s, path, progress);
}

// Both engines would take some of these and refuse others; alike is better.
static enum rc check_params(struct db *db, const struct query *q, const struct param *params, size_t n)
{
    must(n == (size_t)q->params && n < PARAMS_MAX);
    if (db->rc != RC_OK)
        return db->rc;
    for (size_t i = 1; i <= n; i++) {
        const struct param *p = &params[i];
        if (p->kind != PARAM_TEXT || (!memchr(p->s.p, 0, p->s.n) && utf8_valid(p->s)))
            continue;
        db->rc = RC_INVALID;
        return fail_cause(db->ctx, RC_INVALID, str_fmt(db->ctx->arena, "%s: $%zu", q->name, i),
                          "This text has characters that cannot be kept. Please type them again.");
    }
    return RC_OK;
}

enum rc db_prepare(struct db *db, const struct query *q)
{
    return db->rc != RC_OK ? db->rc : db->store->engine->prepare(db, q);
}

enum rc db_run_(struct db *db, const struct query *q, const struct param *params, size_t n)
{
    TRY(check_params(db, q, params, n));
    return db->store->engine->run(db, q, params, n);
}

enum rc db_rows_(struct db *db, struct rows *ret_rows, const struct query *q, const struct param *params, size_t n)
{
    enum rc rc = check_params(db, q, params, n);
    *ret_rows = (struct rows){.db = db};
    if (rc == RC_OK)
        rc = db->store->engine->rows(db, ret_rows, q, params, n);
    ret_rows->rc = rc;
    return rc;
}

enum rc db_int_(struct db *db, int64_t *ret_value, const struct query *q, const struct param *params, size_t n)
{
    AUTO(rows_auto) struct rows r;
    TRY(db_rows_(db, &r, q, params, n));
    if (!rows_next(&r)) {
        TRY(rows_done(&r));
        return RC_NOT_FOUND;
    }
    int64_t value = rows_int(&r, 0);
    TRY(rows_done(&r));
    *ret_value = value;
    return RC_OK;
}

enum rc db_script(struct db *db, const char *text)
{
    must(db->mode == STORE_MIGRATE);
    return db->rc != RC_OK ? db->rc : db->store->engine->script(db, text);
}

int64_t db_changes(const struct db *db)
{
    return db->changes;
}

bool rows_next(struct rows *r)
{
    return r->engine && r->rc == RC_OK && r->db->store->engine->next(r);
}

enum rc rows_done(struct rows *r)
{
    return r->engine ? r->db->store->engine->done(r) : r->rc;
}

void rows_auto(struct rows *r)
{
    if (r->engine)
        (void)!r->db->store->engine->done(r);
}

int64_t rows_int(const struct rows *r, int column)
{
    return r->db->store->engine->get_int(r, column);
}

bool rows_bool(const struct rows *r, int column)
{
    return rows_int(r, column) != 0;
}

double rows_real(const struct rows *r, int column)
{
    return r->db->store->engine->get_real(r, column);
}

bool rows_is_null(const struct rows *r, int column)
{
    return r->db->store->engine->is_null(r, column);
}

static struct str column(struct rows *r, int column, bool text)
{
    return str_dup(r->db->ctx->arena, r->db->store->engine->get_bytes(r, column, text));
}

struct str rows_text(struct rows *r, int index)
{
    return column(r, index, true);
}

struct str rows_bytes(struct rows *r, int index)
{
    return column(r, index, false);
}

struct ctx *db_ctx(const struct db *db)
{
    return db->ctx;
}

struct arena *db_arena(const struct db *db)
{
    return db->ctx->arena;
}

enum store_engine db_engine(const struct db *db)
{
    return db->store->engine->kind;
}
