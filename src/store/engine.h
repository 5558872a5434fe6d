// SPDX-License-Identifier: Apache-2.0
// What the two engines share inside this floor: the table of functions that
// each fills, the connection as a transaction sees it, and the sentences for
// trouble. Not for other floors; they include store.h.
#pragma once

#include <pthread.h>
#include <time.h>

#include "store/db.h"

enum store_mode {
    STORE_READ,    // one snapshot, no changes
    STORE_WRITE,   // one transaction among others
    STORE_MIGRATE, // one transaction with nobody beside it; may run scripts
};

// Opens of rows at once in one transaction; more is a loop gone wrong.
#define ROWS_OPEN_MAX 16
#define PARAMS_MAX 64

struct store_options;

struct engine {
    enum store_engine kind;
    void (*close)(struct store *s);
    enum rc (*transact)(struct ctx *c, struct store *s, enum store_mode mode, store_fn *fn, void *arg);
    enum rc (*copy)(struct ctx *c, struct store *s, struct str path, void (*progress)(int64_t done, int64_t total));
    enum rc (*script)(struct db *db, const char *text); // many statements, no parameters
    enum rc (*prepare)(struct db *db, const struct query *q);
    enum rc (*run)(struct db *db, const struct query *q, const struct param *params, size_t n);
    enum rc (*rows)(struct db *db, struct rows *ret_rows, const struct query *q, const struct param *params, size_t n);
    bool (*next)(struct rows *r);
    enum rc (*done)(struct rows *r);
    bool (*is_null)(const struct rows *r, int column);
    int64_t (*get_int)(const struct rows *r, int column);
    double (*get_real)(const struct rows *r, int column);
    struct str (*get_bytes)(const struct rows *r, int column, bool text); // none for NULL; borrowed until the next row
};

struct store {
    const struct engine *engine;
    const char *path; // SQLite's file or PostgreSQL's URL; owned
    int readers;
    int64_t busy_ms;
};

struct db {
    struct ctx *ctx;
    struct store *store;
    void *conn; // the engine's connection
    enum store_mode mode;
    enum rc rc; // the first trouble; from then on nothing runs
    bool retry; // the trouble is over already: the same call may succeed now
    int64_t changes;
};

NODISCARD enum rc sqlite_open(struct ctx *c, const struct store_options *o, struct store **ret_store);
NODISCARD enum rc postgres_open(struct ctx *c, const struct store_options *o, struct store **ret_store);

// Runs fn in the given mode; what store_read() and store_write() are made of.
NODISCARD enum rc store_transact(struct ctx *c, struct store *s, enum store_mode mode, store_fn *fn, void *arg);
NODISCARD enum rc db_script(struct db *db, const char *text); // in STORE_MIGRATE only

// What can go wrong with a database, with one code and one sentence for people each.
enum trouble {
    TROUBLE_NONE,
    TROUBLE_LOCKED,  // another program holds the lock, or too many wait
    TROUBLE_FULL,    // no space
    TROUBLE_IO,      // the disk failed
    TROUBLE_AWAY,    // the server cannot be reached
    TROUBLE_UNKNOWN, // COMMIT was asked for, and how it ended is not known
    TROUBLE_RACE,    // serialization failure or deadlock, too often
    TROUBLE_UNIQUE,  // a unique value is taken
    TROUBLE_LARGE,   // larger than the engine can keep
    TROUBLE_REFUSED, // a constraint, a trigger, a write inside a read, or a wrong query
    TROUBLE_DAMAGED, // not a database, or a broken one
    TROUBLE_COUNT_
};

// The code of a trouble; does not store anything.
enum rc trouble_rc(enum trouble t);
// Stores the sentence of a trouble and returns its code.
enum rc trouble_fail(struct ctx *c, enum trouble t, struct str cause);
// The same for a query under way: the transaction is lost from now on.
enum rc db_fail(struct db *db, enum trouble t, const struct query *q, const char *message);

// A monotonic moment `ms` from now, and a condition that understands it.
struct timespec deadline_after(int64_t ms);
void cond_init_monotonic(pthread_cond_t *cond);
