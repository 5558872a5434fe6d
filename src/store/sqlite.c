// SPDX-License-Identifier: Apache-2.0
// SQLite's engine: connections, statements, rows, and the pool of readers. The
// writer stands in sqlite_writer.c. Readers keep to query_only, so only the
// writer's thread changes anything.
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// A reader's cache; mapped memory is off because every connection's map counts
// as resident, and eight of them would be most of what the process may use.
#define READER_PRAGMAS "PRAGMA query_only=ON; PRAGMA cache_size=-2000;"
#define WRITER_PRAGMAS "PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=67108864;"
#define PRAGMAS "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"

static const char *const fixed_text[LITE_FIXED_COUNT_] = {
    [LITE_BEGIN] = "BEGIN",           [LITE_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [LITE_COMMIT] = "COMMIT",         [LITE_ROLLBACK] = "ROLLBACK",
    [LITE_SAVEPOINT] = "SAVEPOINT w", [LITE_RELEASE] = "RELEASE w",
    [LITE_ROLLBACK_TO] = "ROLLBACK TO w",
};

enum trouble lite_trouble(int code)
{
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
        return TROUBLE_UNIQUE;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
        return TROUBLE_LOCKED;
    case SQLITE_FULL:
        return TROUBLE_FULL;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_NOMEM:
        return TROUBLE_IO;
    case SQLITE_TOOBIG:
        return TROUBLE_LARGE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return TROUBLE_DAMAGED;
    default:
        return TROUBLE_REFUSED;
    }
}

// ---- connections ----

static size_t query_count(void)
{
    return (size_t)(query_end - query_first);
}

void lite_close(struct lite *l)
{
    if (!l)
        return;
    for (size_t i = 0; i < LITE_FIXED_COUNT_; i++)
        sqlite3_finalize(l->fixed[i]);
    for (size_t i = 0; i < query_count(); i++)
        sqlite3_finalize(l->statements[i]);
    sqlite3_close_v2(l->handle);
    free(l->statements);
    free(l);
}

static struct lite *lite_create(void)
{
    struct lite *l = calloc(1, sizeof *l);
    must(l);
    l->statements = calloc(query_count() + 1, sizeof *l->statements);
    must(l->statements);
    return l;
}

static int lite_prepare_fixed(struct lite *l)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < LITE_FIXED_COUNT_ && code == SQLITE_OK; i++)
        code = sqlite3_prepare_v3(l->handle, fixed_text[i], -1, SQLITE_PREPARE_PERSISTENT, &l->fixed[i], NULL);
    return code;
}

static int lite_connect(struct lite *l, const struct store *s, bool writes)
{
    int code = sqlite3_open_v2(s->path, &l->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_extended_result_codes(l->handle, 1);
    sqlite3_busy_timeout(l->handle, (int)s->busy_ms);
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    code = sqlite3_exec(l->handle, PRAGMAS, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(l->handle, writes ? WRITER_PRAGMAS : READER_PRAGMAS, NULL, NULL, NULL);
    return code == SQLITE_OK ? lite_prepare_fixed(l) : code;
}

struct str lite_message(struct ctx *c, struct lite *l)
{
    return str_fmt(c->arena, "%s (%d)", sqlite3_errmsg(l->handle), sqlite3_extended_errcode(l->handle));
}

enum rc lite_open(struct ctx *c, struct store *s, bool writes, struct lite **ret_lite)
{
    struct lite *l = lite_create();
    int code = lite_connect(l, s, writes);
    if (code != SQLITE_OK) {
        enum rc rc = trouble_fail(c, lite_trouble(code), lite_message(c, l));
        lite_close(l);
        return rc;
    }
    *ret_lite = l;
    return RC_OK;
}

int lite_fixed(struct lite *l, enum lite_fixed which)
{
    sqlite3_step(l->fixed[which]);
    return sqlite3_reset(l->fixed[which]);
}

// ---- statements ----

// SQLite numbers "$2" by where it first stands, PostgreSQL by its number; "?2"
// means the number here too. Text in quotes stays.
static char *number_params(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    must(copy);
    bool quoted = false;
    size_t i = 0;
    for (; text[i]; i++) {
        quoted ^= text[i] == '\'';
        bool param = !quoted && text[i] == '$' && text[i + 1] >= '0' && text[i + 1] <= '9';
        copy[i] = param ? '?' : text[i];
    }
    copy[i] = 0;
    return copy;
}

static int prepare(struct lite *l, const struct query *q, unsigned flags, sqlite3_stmt **ret_statement)
{
    char *text = number_params(q->sqlite);
    int code = sqlite3_prepare_v3(l->handle, text, -1, flags, ret_statement, NULL);
    free(text);
    return code;
}

static int bind(sqlite3_stmt *st, int at, const struct param *p)
{
    switch (p->kind) {
    case PARAM_INT:
        return sqlite3_bind_int64(st, at, p->i);
    case PARAM_TEXT:
        return sqlite3_bind_text64(st, at, p->s.p, p->s.n, SQLITE_STATIC, SQLITE_UTF8);
    case PARAM_BYTES:
        return sqlite3_bind_blob64(st, at, p->s.p, p->s.n, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(st, at);
    }
}

static enum rc statement_fail(struct db *db, const struct query *q, int code)
{
    struct lite *l = db->conn;
    return db_fail(db, lite_trouble(code), q, sqlite3_errmsg(l->handle));
}

// The kept statement, or a fresh one while the kept one's rows are being read.
static enum rc statement_get(struct db *db, const struct query *q, sqlite3_stmt **ret_statement, bool *ret_once)
{
    struct lite *l = db->conn;
    sqlite3_stmt **kept = &l->statements[q - query_first];
    int code = SQLITE_OK;
    sqlite3_stmt *st = *kept;
    bool once = st && sqlite3_stmt_busy(st);
    if (once)
        code = prepare(l, q, 0, &st);
    else if (!st)
        code = prepare(l, q, SQLITE_PREPARE_PERSISTENT, kept), st = *kept;
    if (code != SQLITE_OK)
        return statement_fail(db, q, code);
    *ret_statement = st;
    *ret_once = once;
    return RC_OK;
}

static enum rc lite_prepare(struct db *db, const struct query *q)
{
    sqlite3_stmt *st;
    bool once;
    TRY(statement_get(db, q, &st, &once));
    if (once)
        sqlite3_finalize(st);
    return RC_OK;
}

static void statement_release(sqlite3_stmt *st, bool once)
{
    if (once)
        sqlite3_finalize(st);
    else
        sqlite3_reset(st);
}

// Binds and takes the first step; *ret_code is SQLITE_ROW or SQLITE_DONE.
static enum rc statement_start(struct db *db, const struct query *q, const struct param *params, sqlite3_stmt *st,
                               int *ret_code)
{
    int n = sqlite3_bind_parameter_count(st), code = SQLITE_OK;
    for (int i = 1; i <= n && code == SQLITE_OK; i++)
        code = bind(st, i, &params[i]);
    if (code == SQLITE_OK)
        code = sqlite3_step(st);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return statement_fail(db, q, code);
    *ret_code = code;
    return RC_OK;
}

static enum rc lite_run(struct db *db, const struct query *q, const struct param *params, size_t n)
{
    sqlite3_stmt *st;
    bool once;
    int code;
    TRY(statement_get(db, q, &st, &once));
    enum rc rc = statement_start(db, q, params, st, &code);
    while (rc == RC_OK && code == SQLITE_ROW)
        code = sqlite3_step(st);
    if (rc == RC_OK && code != SQLITE_DONE)
        rc = statement_fail(db, q, code);
    db->changes = sqlite3_changes64(((struct lite *)db->conn)->handle);
    statement_release(st, once);
    return rc;
}

// ---- rows ----

static enum rc lite_rows(struct db *db, struct rows *ret_rows, const struct query *q, const struct param *params,
                         size_t n)
{
    struct lite *l = db->conn;
    sqlite3_stmt *st;
    bool once;
    int code;
    must(l->open_count < ROWS_OPEN_MAX);
    TRY(statement_get(db, q, &st, &once));
    enum rc rc = statement_start(db, q, params, st, &code);
    if (rc != RC_OK) {
        statement_release(st, once);
        return rc;
    }
    l->open[l->open_count++] = st;
    *ret_rows = (struct rows){.db = db, .engine = st, .query = q, .once = once, .count = code == SQLITE_ROW};
    return RC_OK;
}

// The first step was taken at the start; `count` says whether it gave a row.
static bool lite_next(struct rows *r)
{
    if (r->at++ == 0)
        return r->count == 1;
    if (!r->count)
        return false;
    int code = sqlite3_step(r->engine);
    r->count = code == SQLITE_ROW;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        r->rc = statement_fail(r->db, r->query, code);
    return code == SQLITE_ROW;
}

static enum rc lite_done(struct rows *r)
{
    struct lite *l = r->db->conn;
    for (int i = l->open_count - 1; i >= 0; i--) {
        if (l->open[i] == r->engine) {
            l->open[i] = l->open[--l->open_count];
            break;
        }
    }
    statement_release(r->engine, r->once);
    r->engine = NULL;
    return r->rc;
}

void lite_release_rows(struct lite *l)
{
    for (; l->open_count > 0; l->open_count--)
        sqlite3_reset(l->open[l->open_count - 1]);
}

static bool lite_is_null(const struct rows *r, int column)
{
    return sqlite3_column_type(r->engine, column) == SQLITE_NULL;
}

static int64_t lite_get_int(const struct rows *r, int column)
{
    return sqlite3_column_int64(r->engine, column);
}

static double lite_get_real(const struct rows *r, int column)
{
    return sqlite3_column_double(r->engine, column);
}

static struct str lite_get_bytes(const struct rows *r, int column, bool text)
{
    const void *p = text ? (const void *)sqlite3_column_text(r->engine, column)
                         : sqlite3_column_blob(r->engine, column);
    return (struct str){p, (size_t)sqlite3_column_bytes(r->engine, column)};
}

// ---- the pool of readers ----

// Waits for a connection to come back, makes one while there are fewer than allowed.
static enum rc reader_take(struct ctx *c, struct lite_store *ls, struct lite **ret_lite)
{
    pthread_mutex_lock(&ls->lock);
    if (!ls->idle && ls->opened >= ls->base.readers) {
        struct timespec until = deadline_after(ls->base.busy_ms);
        while (!ls->idle && ls->opened >= ls->base.readers)
            if (pthread_cond_timedwait(&ls->idle_came, &ls->lock, &until) == ETIMEDOUT)
                break;
    }
    struct lite *l = ls->idle;
    bool open = !l && ls->opened < ls->base.readers;
    if (l)
        ls->idle = l->next;
    ls->opened += open;
    pthread_mutex_unlock(&ls->lock);
    if (!l && !open)
        return trouble_fail(c, TROUBLE_LOCKED, S("no reader connection came free"));
    enum rc rc = l ? RC_OK : lite_open(c, &ls->base, false, &l);
    if (rc == RC_OK) {
        *ret_lite = l;
        return RC_OK;
    }
    pthread_mutex_lock(&ls->lock);
    ls->opened--;
    pthread_cond_signal(&ls->idle_came);
    pthread_mutex_unlock(&ls->lock);
    return rc;
}

static void reader_give(struct lite_store *ls, struct lite *l)
{
    pthread_mutex_lock(&ls->lock);
    l->next = ls->idle;
    ls->idle = l;
    pthread_cond_signal(&ls->idle_came);
    pthread_mutex_unlock(&ls->lock);
}

static enum rc lite_read(struct ctx *c, struct lite_store *ls, store_fn *fn, void *arg)
{
    struct lite *l = NULL;
    TRY(reader_take(c, ls, &l));
    struct db db = {.ctx = c, .store = &ls->base, .conn = l, .mode = STORE_READ};
    int code = lite_fixed(l, LITE_BEGIN);
    enum rc rc = code == SQLITE_OK ? fn(c, &db, arg) : trouble_fail(c, lite_trouble(code), lite_message(c, l));
    if (l->open_count)
        lite_release_rows(l);
    if (lite_fixed(l, LITE_COMMIT) != SQLITE_OK && !sqlite3_get_autocommit(l->handle))
        lite_fixed(l, LITE_ROLLBACK);
    reader_give(ls, l);
    return rc != RC_OK ? rc : db.rc;
}

static enum rc lite_transact(struct ctx *c, struct store *s, enum store_mode mode, store_fn *fn, void *arg)
{
    struct lite_store *ls = (struct lite_store *)s;
    return mode == STORE_READ ? lite_read(c, ls, fn, arg) : writer_run(ls->writer, c, mode, fn, arg);
}

static enum rc lite_script(struct db *db, const char *text)
{
    struct lite *l = db->conn;
    int code = sqlite3_exec(l->handle, text, NULL, NULL, NULL);
    return code == SQLITE_OK ? RC_OK : statement_fail(db, NULL, code);
}

// ---- opening and closing ----

static void remove_temporary(const struct lite_store *ls)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char path[4096];
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        snprintf(path, sizeof path, "%s%s", ls->base.path, endings[i]);
        unlink(path);
    }
}

static void lite_store_close(struct store *s)
{
    struct lite_store *ls = (struct lite_store *)s;
    writer_stop(ls->writer);
    while (ls->idle) {
        struct lite *l = ls->idle;
        ls->idle = l->next;
        lite_close(l);
    }
    if (ls->temporary)
        remove_temporary(ls);
    pthread_cond_destroy(&ls->idle_came);
    pthread_mutex_destroy(&ls->lock);
    free((char *)ls->base.path);
    free(ls);
}

static const struct engine lite_engine = {
    .kind = STORE_SQLITE,
    .close = lite_store_close,
    .transact = lite_transact,
    .copy = lite_copy,
    .script = lite_script,
    .prepare = lite_prepare,
    .run = lite_run,
    .rows = lite_rows,
    .next = lite_next,
    .done = lite_done,
    .is_null = lite_is_null,
    .get_int = lite_get_int,
    .get_real = lite_get_real,
    .get_bytes = lite_get_bytes,
};

// The file must be there before SQLite opens it: for the mode (people's words
// are in it) and for must_exist.
static enum rc file_ensure(struct ctx *c, const struct store_options *o, const char *path)
{
    int flags = O_RDWR | O_CLOEXEC | (o->must_exist ? 0 : O_CREAT);
    int fd = open(path, flags, 0600);
    if (fd >= 0) {
        close(fd);
        return RC_OK;
    }
    enum rc rc = errno == ENOENT && o->must_exist ? RC_NOT_FOUND : RC_DB;
    return fail_cause(c, rc, str_of(strerror(errno)), "The database file '%s' cannot be opened: %s.", path,
                      strerror(errno));
}

// ":memory:" is a file in memory's file system: many connections share it as
// they share any other, so that tests see what the desk will see.
static enum rc temporary_path(struct ctx *c, char **ret_path)
{
    const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    char path[64];
    snprintf(path, sizeof path, "%s/rapport-XXXXXX", folder);
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0)
        return fail(c, RC_IO, "No temporary file can be made in %s: %s.", folder, strerror(errno));
    close(fd);
    size_t n = strlen(path) + 1;
    *ret_path = memcpy(malloc(n), path, n);
    return RC_OK;
}

static enum rc path_get(struct ctx *c, const struct store_options *o, bool temporary, char **ret_path)
{
    if (temporary)
        return temporary_path(c, ret_path);
    const char *path = str_cstr(c->arena, o->url);
    if (strlen(path) != o->url.n || o->url.n > 4000)
        return fail(c, RC_INVALID, "The path of the database is not one that a file can have.");
    TRY(file_ensure(c, o, path));
    *ret_path = malloc(o->url.n + 1);
    must(*ret_path);
    memcpy(*ret_path, path, o->url.n + 1);
    return RC_OK;
}

static int journal_mode(void *ret_wal, int n, char **values, char **names)
{
    *(bool *)ret_wal = n == 1 && values[0] && strcmp(values[0], "wal") == 0;
    return 0;
}

// Before anything else: is it a database, and does its place allow a write-ahead log?
static enum rc wal_ensure(struct ctx *c, struct store *s)
{
    sqlite3 *h = NULL;
    bool wal = false;
    int code = sqlite3_open_v2(s->path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    sqlite3_busy_timeout(h, (int)s->busy_ms);
    if (code == SQLITE_OK)
        code = sqlite3_exec(h, "PRAGMA journal_mode=WAL", journal_mode, &wal, NULL);
    enum rc rc = RC_OK;
    if (code != SQLITE_OK)
        rc = fail_cause(c, RC_DB, str_of(sqlite3_errmsg(h)), "The database file '%s' cannot be used: %s.", s->path,
                        sqlite3_errmsg(h));
    else if (!wal)
        rc = fail(c, RC_DB, "The database file '%s' lies where SQLite cannot keep its write-ahead log. "
                  "Please use a local disk.", s->path);
    sqlite3_close_v2(h);
    return rc;
}

static void library_start(void)
{
    // Its counters would cost every thread a shared lock at each allocation.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize();
}

enum rc sqlite_open(struct ctx *c, const struct store_options *o, struct store **ret_store)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, library_start);
    bool temporary = str_eq(o->url, S(":memory:"));
    char *path = NULL;
    TRY(path_get(c, o, temporary, &path));
    struct lite_store *ls = calloc(1, sizeof *ls);
    must(ls);
    ls->base = (struct store){&lite_engine, path, o->readers, o->busy_ms};
    ls->temporary = temporary;
    pthread_mutex_init(&ls->lock, NULL);
    cond_init_monotonic(&ls->idle_came);
    enum rc rc = wal_ensure(c, &ls->base);
    if (rc == RC_OK)
        rc = writer_start(c, &ls->base, &ls->writer);
    if (rc != RC_OK) {
        lite_store_close(&ls->base);
        return rc;
    }
    *ret_store = &ls->base;
    return RC_OK;
}
