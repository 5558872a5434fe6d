// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's prepared statements and their rows. Statements are prepared on a
// connection when first used, under their query's place; rows come in binary
// and all at once, so a query that may have very many asks for them in pages.
#include "store/postgres.h"

// Types by their OID, which PostgreSQL keeps for good (pg_type.dat).
enum pg_type {
    PG_BOOL = 16,
    PG_BYTEA = 17,
    PG_NAME = 19,
    PG_INT8 = 20,
    PG_INT2 = 21,
    PG_INT4 = 23,
    PG_TEXT = 25,
    PG_OID = 26,
    PG_JSON = 114,
    PG_FLOAT4 = 700,
    PG_FLOAT8 = 701,
    PG_UNKNOWN = 705,
    PG_BPCHAR = 1042,
    PG_VARCHAR = 1043,
};

// ---- statements ----

enum rc pg_fail(struct db *db, const struct query *q, const PGresult *r)
{
    struct pg *p = db->conn;
    enum trouble t = pg_trouble(p, r, db->mode);
    db->retry = t == TROUBLE_RACE || pg_is_stale(r);
    const char *message = r ? PQresultErrorMessage(r) : PQerrorMessage(p->handle);
    struct str line = str_trim(str_of(message));
    return db_fail(db, t, q, str_cstr(db->ctx->arena, line));
}

// The highest $n in the text: twins may use fewer than the query has.
static int param_count(const char *text)
{
    int highest = 0;
    for (; *text; text++) {
        int n = 0;
        for (const char *d = text + 1; *text == '$' && *d >= '0' && *d <= '9' && n < PARAMS_MAX; d++)
            n = n * 10 + (*d - '0');
        highest = n > highest ? n : highest;
    }
    must(highest < PARAMS_MAX);
    return highest;
}

static enum rc statement_prepare(struct db *db, const struct query *q, const char *name)
{
    struct pg *p = db->conn;
    PGresult *r = PQprepare(p->handle, name, q->postgres, 0, NULL);
    enum rc rc = PQresultStatus(r) == PGRES_COMMAND_OK ? RC_OK : pg_fail(db, q, r);
    if (rc == RC_OK)
        p->prepared[q - query_first] = (uint8_t)(param_count(q->postgres) + 1);
    PQclear(r);
    return rc;
}

static void statement_name(const struct query *q, char *room, size_t n)
{
    snprintf(room, n, "q%td", q - query_first);
}

enum rc pg_prepare(struct db *db, const struct query *q)
{
    char name[24];
    statement_name(q, name, sizeof name);
    return ((struct pg *)db->conn)->prepared[q - query_first] ? RC_OK : statement_prepare(db, q, name);
}

struct bound {
    const char *values[PARAMS_MAX];
    int lengths[PARAMS_MAX], formats[PARAMS_MAX];
};

// Integers and text go as text, so that the server reads them as whatever type
// it expects there; bytes go as they are.
static enum rc params_bind(struct db *db, const struct query *q, const struct param *params, size_t n, struct bound *b)
{
    struct arena *a = db->ctx->arena;
    for (size_t i = 0; i < n; i++) {
        const struct param *p = &params[i + 1];
        if (p->s.n > INT32_MAX)
            return db_fail(db, TROUBLE_LARGE, q, "parameter too large");
        b->lengths[i] = (int)p->s.n;
        b->formats[i] = p->kind == PARAM_BYTES;
        b->values[i] = p->kind == PARAM_NULL    ? NULL
                       : p->kind == PARAM_INT   ? str_cstr(a, str_fmt(a, "%" PRId64, p->i))
                       : p->kind == PARAM_BYTES ? p->s.p
                                                : str_cstr(a, p->s);
    }
    return RC_OK;
}

static enum rc execute(struct db *db, const struct query *q, const struct param *params, PGresult **ret_result)
{
    struct pg *p = db->conn;
    struct bound b;
    char name[24];
    statement_name(q, name, sizeof name);
    if (!p->prepared[q - query_first])
        TRY(statement_prepare(db, q, name));
    int n = p->prepared[q - query_first] - 1;
    TRY(params_bind(db, q, params, (size_t)n, &b));
    PGresult *r = PQexecPrepared(p->handle, name, n, b.values, b.lengths, b.formats, 1);
    ExecStatusType status = PQresultStatus(r);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        *ret_result = r;
        return RC_OK;
    }
    enum rc rc = pg_fail(db, q, r);
    PQclear(r);
    return rc;
}

static int64_t decimal(const char *digits)
{
    int64_t n = 0;
    (void)!str_to_int64(str_of(digits), &n);
    return n;
}

enum rc pg_run(struct db *db, const struct query *q, const struct param *params, size_t n)
{
    PGresult *r = NULL;
    TRY(execute(db, q, params, &r));
    db->changes = decimal(PQcmdTuples(r));
    PQclear(r);
    return RC_OK;
}

// ---- rows ----

static bool type_is_known(Oid type)
{
    switch ((enum pg_type)type) {
    case PG_BOOL:
    case PG_BYTEA:
    case PG_NAME:
    case PG_INT8:
    case PG_INT2:
    case PG_INT4:
    case PG_TEXT:
    case PG_OID:
    case PG_JSON:
    case PG_FLOAT4:
    case PG_FLOAT8:
    case PG_UNKNOWN:
    case PG_BPCHAR:
    case PG_VARCHAR:
        return true;
    }
    return false;
}

static enum rc types_check(struct db *db, const struct query *q, const PGresult *r)
{
    for (int i = 0; i < PQnfields(r); i++) {
        if (type_is_known(PQftype(r, i)))
            continue;
        struct str why =
            str_fmt(db->ctx->arena, "column '%s' has a type that is not read (OID %u); cast it to BIGINT or TEXT",
                    PQfname(r, i), PQftype(r, i));
        return db_fail(db, TROUBLE_REFUSED, q, str_cstr(db->ctx->arena, why));
    }
    return RC_OK;
}

enum rc pg_rows(struct db *db, struct rows *ret_rows, const struct query *q, const struct param *params, size_t n)
{
    struct pg *p = db->conn;
    PGresult *r = NULL;
    must(p->open_count < ROWS_OPEN_MAX);
    TRY(execute(db, q, params, &r));
    p->open[p->open_count++] = r;
    db->changes = decimal(PQcmdTuples(r));
    *ret_rows = (struct rows){.db = db, .engine = r, .query = q, .at = -1, .count = PQntuples(r)};
    enum rc rc = types_check(db, q, r);
    if (rc != RC_OK) {
        p->open_count--;
        PQclear(r);
        ret_rows->engine = NULL;
    }
    return rc;
}

bool pg_next(struct rows *r)
{
    if (r->at + 1 >= r->count)
        return false;
    r->at++;
    return true;
}

enum rc pg_done(struct rows *r)
{
    struct pg *p = r->db->conn;
    for (int i = p->open_count - 1; i >= 0; i--) {
        if (p->open[i] == r->engine) {
            p->open[i] = p->open[--p->open_count];
            break;
        }
    }
    PQclear(r->engine);
    r->engine = NULL;
    return r->rc;
}

bool pg_is_null(const struct rows *r, int column)
{
    return PQgetisnull(r->engine, (int)r->at, column);
}

static uint64_t big_endian(const char *p, int n)
{
    uint64_t v = 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | (uint8_t)p[i];
    return v;
}

double pg_get_real(const struct rows *r, int column)
{
    if (pg_is_null(r, column))
        return 0;
    const char *p = PQgetvalue(r->engine, (int)r->at, column);
    Oid type = PQftype(r->engine, column);
    uint64_t wide = big_endian(p, 8 >> (type == PG_FLOAT4));
    uint32_t narrow = (uint32_t)wide;
    double d = 0;
    float f;
    if (type == PG_FLOAT8) {
        memcpy(&d, &wide, sizeof d);
    } else if (type == PG_FLOAT4) {
        memcpy(&f, &narrow, sizeof f);
        d = f;
    }
    return d;
}

int64_t pg_get_int(const struct rows *r, int column)
{
    if (pg_is_null(r, column))
        return 0;
    const char *p = PQgetvalue(r->engine, (int)r->at, column);
    switch ((enum pg_type)PQftype(r->engine, column)) {
    case PG_INT8:
        return (int64_t)big_endian(p, 8);
    case PG_INT4:
        return (int32_t)big_endian(p, 4);
    case PG_OID:
        return (int64_t)big_endian(p, 4);
    case PG_INT2:
        return (int16_t)big_endian(p, 2);
    case PG_BOOL:
        return *p != 0;
    case PG_FLOAT4:
    case PG_FLOAT8:
        return (int64_t)pg_get_real(r, column);
    default:
        return decimal(p);
    }
}

static bool type_is_int(Oid type)
{
    return type == PG_INT8 || type == PG_INT4 || type == PG_INT2 || type == PG_BOOL || type == PG_OID;
}

// As SQLite does, an integer that is read as text is its digits.
struct str pg_get_bytes(const struct rows *r, int column, bool text)
{
    struct pg *p = r->db->conn;
    if (pg_is_null(r, column))
        return STR_NONE;
    if (type_is_int(PQftype(r->engine, column))) {
        int n = snprintf(p->number, sizeof p->number, "%" PRId64, pg_get_int(r, column));
        return (struct str){p->number, (size_t)n};
    }
    return (struct str){PQgetvalue(r->engine, (int)r->at, column), (size_t)PQgetlength(r->engine, (int)r->at, column)};
}

enum rc pg_script(struct db *db, const char *text)
{
    struct pg *p = db->conn;
    PGresult *r = PQexec(p->handle, text);
    ExecStatusType status = PQresultStatus(r);
    bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    enum rc rc = fine ? RC_OK : pg_fail(db, NULL, r);
    PQclear(r);
    return rc;
}
