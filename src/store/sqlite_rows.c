// SPDX-License-Identifier: Apache-2.0
// SQLite's prepared statements and their rows. A statement is kept for the
// connection's life at its query's place; a query that runs within its own rows
// gets a statement for once.
#include "store/sqlite.h"

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

// Of one row whose only column is its new id. SQLite would keep that row in a table of its own first, which costs
// more than a small insert; so the statement does without, and the connection says the id.
#define GIVES_ID " RETURNING id"

static bool gives_id(const struct query *q)
{
    struct str text = str_of(q->sqlite);
    return str_starts(text, S("INSERT INTO ")) && str_ends(text, S(GIVES_ID)) && str_find(text, S("SELECT")) < 0 &&
           str_find(text, S("ON CONFLICT")) < 0;
}

static int prepare(struct lite *l, const struct query *q, unsigned flags, sqlite3_stmt **ret_statement)
{
    char *text = number_params(q->sqlite);
    if (gives_id(q))
        text[strlen(text) - strlen(GIVES_ID)] = 0;
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

enum rc lite_prepare(struct db *db, const struct query *q)
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

enum rc lite_run(struct db *db, const struct query *q, const struct param *params, size_t n)
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

enum rc lite_rows(struct db *db, struct rows *ret_rows, const struct query *q, const struct param *params, size_t n)
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
    if (sqlite3_column_count(st) == 0 && gives_id(q)) {
        ret_rows->count = 1;
        ret_rows->new_id = sqlite3_last_insert_rowid(l->handle);
    }
    return RC_OK;
}

// The first step was taken at the start; `count` says whether it gave a row.
bool lite_next(struct rows *r)
{
    if (r->at++ == 0)
        return r->count == 1;
    if (!r->count || r->new_id)
        return false;
    int code = sqlite3_step(r->engine);
    r->count = code == SQLITE_ROW;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        r->rc = statement_fail(r->db, r->query, code);
    return code == SQLITE_ROW;
}

enum rc lite_done(struct rows *r)
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

bool lite_is_null(const struct rows *r, int column)
{
    return !r->new_id && sqlite3_column_type(r->engine, column) == SQLITE_NULL;
}

int64_t lite_get_int(const struct rows *r, int column)
{
    return r->new_id ? r->new_id : sqlite3_column_int64(r->engine, column);
}

double lite_get_real(const struct rows *r, int column)
{
    return sqlite3_column_double(r->engine, column);
}

struct str lite_get_bytes(const struct rows *r, int column, bool text)
{
    const void *p =
        text ? (const void *)sqlite3_column_text(r->engine, column) : sqlite3_column_blob(r->engine, column);
    if (!p) // an empty blob has no address either
        return lite_is_null(r, column) ? STR_NONE : S("");
    return (struct str){p, (size_t)sqlite3_column_bytes(r->engine, column)};
}

enum rc lite_script(struct db *db, const char *text)
{
    struct lite *l = db->conn;
    int code = sqlite3_exec(l->handle, text, NULL, NULL, NULL);
    return code == SQLITE_OK ? RC_OK : statement_fail(db, NULL, code);
}
