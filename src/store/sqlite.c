// SPDX-License-Identifier: Apache-2.0
// SQLite's engine: the file, the pool of readers, and the table of functions.
// Statements stand in sqlite_rows.c, writing in sqlite_writer.c. A read takes a
// connection for itself and never waits for the writer.
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/datetime.h"
#include "store/store.h"

#define WAL_PAUSE_MS 10

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
    if (errno == ENOENT && o->must_exist)
        return fail(c, RC_NOT_FOUND, "There is no database at '%s' yet. 'rapport init' makes one.", path);
    return fail_cause(c, RC_DB, str_of(strerror(errno)), "The database file '%s' cannot be opened: %s.", path,
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

// Switching a file to its write-ahead log does not wait for others who are just
// doing the same: so it is tried again while the file is locked, for as long as
// a write would wait.
static int wal_try(struct store *s, sqlite3 *h, bool *ret_wal)
{
    int64_t end_ms = datetime_monotonic_ms() + s->busy_ms;
    for (;;) {
        int code = sqlite3_exec(h, "PRAGMA journal_mode=WAL", journal_mode, ret_wal, NULL);
        if ((code & 0xff) != SQLITE_BUSY || datetime_monotonic_ms() >= end_ms)
            return code;
        sqlite3_sleep(WAL_PAUSE_MS);
    }
}

// Before anything else: is it a database, and does its place allow a write-ahead log?
static enum rc wal_ensure(struct ctx *c, struct store *s)
{
    sqlite3 *h = NULL;
    bool wal = false;
    int code = sqlite3_open_v2(s->path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = wal_try(s, h, &wal);
    enum rc rc = RC_OK;
    if (code != SQLITE_OK)
        rc = fail_cause(c, (code & 0xff) == SQLITE_BUSY ? RC_BUSY : RC_DB, str_of(sqlite3_errmsg(h)),
                        "The database file '%s' cannot be used: %s.", s->path, sqlite3_errmsg(h));
    else if (!wal)
        rc = fail(c, RC_DB,
                  "The database file '%s' lies where SQLite cannot keep its write-ahead log. "
                  "Please use a local disk.",
                  s->path);
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
