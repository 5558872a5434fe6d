// SPDX-License-Identifier: Apache-2.0
// A connection to SQLite: how it is set up, and what its result codes mean.
// Every connection of the program has the same durable settings; readers keep to
// query_only, so that only the writer's thread changes anything.
#include "store/sqlite.h"

// A reader's cache; mapped memory is off because every connection's map counts
// as resident, and eight of them would be most of what the process may use.
#define READER_PRAGMAS "PRAGMA query_only=ON; PRAGMA cache_size=-2000;"
#define WRITER_PRAGMAS "PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=67108864;"
#define PRAGMAS "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"

static const char *const fixed_text[LITE_FIXED_COUNT_] = {
    [LITE_BEGIN] = "BEGIN",
    [LITE_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [LITE_COMMIT] = "COMMIT",
    [LITE_ROLLBACK] = "ROLLBACK",
    [LITE_SAVEPOINT] = "SAVEPOINT w",
    [LITE_RELEASE] = "RELEASE w",
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
