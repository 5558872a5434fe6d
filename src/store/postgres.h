// SPDX-License-Identifier: Apache-2.0
// A connection to PostgreSQL and the pool that keeps them. Any trouble with a
// connection throws it away; the next use makes another.
#pragma once

#include <libpq-fe.h>
#include <pthread.h>

#include "store/engine.h"

struct pg {
    PGconn *handle;
    uint8_t *prepared;             // by a query's place: 0 not yet, else its parameters plus one
    PGresult *open[ROWS_OPEN_MAX]; // rows under way, so that forgotten ones are freed
    int open_count;
    char number[24];               // an integer column read as text
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
// Takes it back; with `broken`, or inside a transaction, it is closed instead.
void pg_give(struct pg_store *ps, struct pg *p, bool broken);
void pg_pool_close(struct pg_store *ps);

// The trouble that a result means; TROUBLE_AWAY when the connection is gone.
enum trouble pg_trouble(const struct pg *p, const PGresult *r, enum store_mode mode);
// Whether the connection can be used again after this trouble.
bool pg_is_broken(const struct pg *p, const PGresult *r);
void pg_release_rows(struct pg *p);
