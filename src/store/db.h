// SPDX-License-Identifier: Apache-2.0
// What a function may do inside a read or a write: run queries by name and read
// their rows. Both engines behave alike, also in trouble: after the first
// statement that fails, the transaction is lost; nothing runs any more, and the
// write comes back with that statement's code whatever its function returns.
#pragma once

#include "base/ctx.h"
#include "store/query.h"

struct store; // a database; shared by all threads
struct db;    // one connection, inside one read or write; used by one thread

enum store_engine { STORE_SQLITE, STORE_POSTGRES };

typedef enum rc store_fn(struct ctx *c, struct db *db, void *arg);

enum param_kind { PARAM_NULL, PARAM_INT, PARAM_TEXT, PARAM_BYTES };

struct param {
    enum param_kind kind;
    int64_t i;
    struct str s;
};

static inline struct param param_int(int64_t i)
{
    return (struct param){PARAM_INT, i, {0}};
}
static inline struct param param_text(struct str s) // none becomes NULL
{
    return (struct param){s.p ? PARAM_TEXT : PARAM_NULL, 0, s};
}
static inline struct param param_bytes(struct str s)
{
    return (struct param){s.p ? PARAM_BYTES : PARAM_NULL, 0, s};
}
static inline struct param param_id(int64_t id) // 0 becomes NULL
{
    return (struct param){id ? PARAM_INT : PARAM_NULL, id, {0}};
}
// By type: integers and bool, or struct str as text.
#define P(x) _Generic((x), struct str : param_text, default : param_int)(x)
#define P_ID(x) param_id(x)
#define P_BYTES(x) param_bytes(x)
#define P_NULL ((struct param){PARAM_NULL, 0, {0}})
// Time, 0 meaning "not yet": stored as NULL.
#define P_TIME(x) param_id(x)

// Rows of one query, read one after the other. Text and bytes that rows_text()
// and rows_bytes() return are copied into the ctx's arena and stay.
struct rows {
    struct db *db;
    void *engine;      // the driver's own
    int64_t at, count; // PostgreSQL: the row, of how many; SQLite: rows so far
    enum rc rc;
    const struct query *query;
    bool once;      // SQLite: a statement of its own, because the kept one is under way
    int64_t new_id; // SQLite: what an INSERT … RETURNING id of one row made; else 0
};

// Codes of a failed statement, the same on both engines: RC_CONFLICT a unique
// value is taken; RC_INVALID text that is not UTF-8 or has a NUL; RC_BUSY locked,
// full, away, overtaken; RC_LIMIT too large; RC_DB everything else (other
// constraints, triggers, a write inside a read, a wrong query), with the query's
// name and the engine's message in failure.cause. To meet a taken value without
// losing the transaction, write ON CONFLICT.
//
// PostgreSQL infers a parameter's type from where it stands; where it cannot
// ($1 IS NULL, an operand alone) write CAST($1 AS BIGINT) or AS TEXT, which both
// engines take. Columns may be integers, booleans, text, bytes and reals; sum()
// of integers is numeric there, so CAST it AS BIGINT.

// Runs a query that changes rows, or whose rows do not matter.
#define db_run(db, query, ...)                                                                                         \
    db_run_((db), &(query), (struct param[]){P_NULL, ##__VA_ARGS__}, PARAM_COUNT(__VA_ARGS__))
// Starts a query; read with rows_next() until false, then return rows_done().
// On failure rows_next() is false and rows_done() gives the same code. At most
// 16 are open at once in one transaction; declare them AUTO(rows_auto).
#define db_rows(db, rows, query, ...)                                                                                  \
    db_rows_((db), (rows), &(query), (struct param[]){P_NULL, ##__VA_ARGS__}, PARAM_COUNT(__VA_ARGS__))
// The only row of a query that has at most one: *ret_found says whether it was there.
// For values that are read one by one use db_rows.
#define db_int(db, ret_value, query, ...)                                                                              \
    db_int_((db), (ret_value), &(query), (struct param[]){P_NULL, ##__VA_ARGS__}, PARAM_COUNT(__VA_ARGS__))
#define PARAM_COUNT(...) (sizeof((struct param[]){P_NULL, ##__VA_ARGS__}) / sizeof(struct param) - 1)

// params[0] is not used: params[1] is $1.
NODISCARD enum rc db_run_(struct db *db, const struct query *q, const struct param *params, size_t n);
NODISCARD enum rc db_rows_(struct db *db, struct rows *ret_rows, const struct query *q, const struct param *params,
                           size_t n);
// The first column of the first row; RC_NOT_FOUND (without a failure sentence) if there is none.
NODISCARD enum rc db_int_(struct db *db, int64_t *ret_value, const struct query *q, const struct param *params,
                          size_t n);
// Only prepares it: says whether the engine understands the text and knows its tables.
NODISCARD enum rc db_prepare(struct db *db, const struct query *q);
// How many rows the last db_run() changed.
int64_t db_changes(const struct db *db);

bool rows_next(struct rows *r);                     // false at the end and on trouble
NODISCARD enum rc rows_done(struct rows *r);        // releases; says whether the end was reached in peace
void rows_auto(struct rows *r);                     // for AUTO(rows_auto); safe after rows_done
int64_t rows_int(const struct rows *r, int column); // NULL is 0
bool rows_bool(const struct rows *r, int column);
double rows_real(const struct rows *r, int column); // for ranks only; NULL is 0
bool rows_is_null(const struct rows *r, int column);
struct str rows_text(struct rows *r, int column); // NULL is STR_NONE
struct str rows_bytes(struct rows *r, int column);

struct ctx *db_ctx(const struct db *db);
struct arena *db_arena(const struct db *db);
enum store_engine db_engine(const struct db *db);
