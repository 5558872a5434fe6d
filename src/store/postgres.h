// SPDX-License-Identifier: Apache-2.0
// A connection to PostgreSQL and the pool that keeps them. Any trouble with a
// connection throws it away; the next use makes another. Nothing outside the
// files named postgres*.c knows it.
#pragma once

#include <libpq-fe.h>
#include <pthread.h>

#include "store/engine.h"

struct pg {
    PGconn *handle;
    uint8_t *prepared;             // by a query's place: 0 not yet, else its parameters plus one
    PGresult *open[ROWS_OPEN_MAX]; // rows under way, so that forgotten ones are freed
    int open_count;
    char number[24]; // an integer column read as text
    bool broken;     // of no more use, although it may still be open
    struct pg *next;
};

struct pg_store {
    struct store base;
    pthread_mutex_t lock;
    pthread_cond_t idle_came;
    struct pg *idle;
    int opened; // connections, idle or not; base.readers at most
};

// A connection to use alone; waits up to busy_ms for one. *ret_fresh says that
// it was made just now.
NODISCARD enum rc pg_take(struct ctx *c, struct pg_store *ps, struct pg **ret_pg, bool *ret_fresh);
// Takes it back; a broken one, or one inside a transaction, is closed instead.
void pg_give(struct pg_store *ps, struct pg *p);
void pg_pool_close(struct pg_store *ps);

// The trouble that a result means; TROUBLE_AWAY, and p->broken, when the
// connection is gone or of no more use.
enum trouble pg_trouble(struct pg *p, const PGresult *r, enum store_mode mode);
// Whether the server has forgotten a prepared statement or its table has changed:
// a new connection knows better.
bool pg_is_stale(const PGresult *r);
void pg_release_rows(struct pg *p);

// Stores what a result or a lost connection means for the transaction.
enum rc pg_fail(struct db *db, const struct query *q, const PGresult *r);

// Statements and rows, for the engine's table (postgres_rows.c).
enum rc pg_prepare(struct db *db, const struct query *q);
enum rc pg_run(struct db *db, const struct query *q, const struct param *params, size_t n);
enum rc pg_rows(struct db *db, struct rows *ret_rows, const struct query *q, const struct param *params, size_t n);
bool pg_next(struct rows *r);
enum rc pg_done(struct rows *r);
bool pg_is_null(const struct rows *r, int column);
int64_t pg_get_int(const struct rows *r, int column);
double pg_get_real(const struct rows *r, int column);
struct str pg_get_bytes(const struct rows *r, int column, bool text);
enum rc pg_script(struct db *db, const char *text);
