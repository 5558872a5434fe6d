// SPDX-License-Identifier: Apache-2.0
// A connection to SQLite with its prepared statements, as the pool of readers,
// the writer and the copier share it. One thread at a time uses a connection.
// Nothing outside the files named sqlite*.c knows it.
#pragma once

#include <pthread.h>
#include <sqlite3.h>

#include "store/engine.h"

enum lite_fixed {
    LITE_BEGIN,
    LITE_BEGIN_WRITE,
    LITE_COMMIT,
    LITE_ROLLBACK,
    LITE_SAVEPOINT,
    LITE_RELEASE,
    LITE_ROLLBACK_TO,
    LITE_FIXED_COUNT_
};

struct lite {
    sqlite3 *handle;
    sqlite3_stmt *fixed[LITE_FIXED_COUNT_];
    sqlite3_stmt **statements;         // by a query's place in its section; NULL until first used
    sqlite3_stmt *open[ROWS_OPEN_MAX]; // rows under way, so that a forgotten one holds no snapshot
    int open_count;
    struct lite *next;
};

struct writer;

struct lite_store {
    struct store base;
    bool temporary; // the file goes away with the store
    pthread_mutex_t lock;
    pthread_cond_t idle_came;
    struct lite *idle;
    int opened; // reader connections, idle or not
    struct writer *writer;
};

// The trouble that a result code of SQLite means.
enum trouble lite_trouble(int code);
NODISCARD enum rc lite_open(struct ctx *c, struct store *s, bool writes, struct lite **ret_lite);
void lite_close(struct lite *l); // NULL is fine
int lite_fixed(struct lite *l, enum lite_fixed which);
// Resets rows that nobody closed.
void lite_release_rows(struct lite *l);
struct str lite_message(struct ctx *c, struct lite *l);

// Statements and rows, for the engine's table (sqlite_rows.c).
enum rc lite_prepare(struct db *db, const struct query *q);
enum rc lite_run(struct db *db, const struct query *q, const struct param *params, size_t n);
enum rc lite_rows(struct db *db, struct rows *ret_rows, const struct query *q, const struct param *params, size_t n);
bool lite_next(struct rows *r);
enum rc lite_done(struct rows *r);
bool lite_is_null(const struct rows *r, int column);
int64_t lite_get_int(const struct rows *r, int column);
double lite_get_real(const struct rows *r, int column);
struct str lite_get_bytes(const struct rows *r, int column, bool text);
enum rc lite_script(struct db *db, const char *text);

// The thread that writes (sqlite_writer.c).
NODISCARD enum rc writer_start(struct ctx *c, struct store *s, struct writer **ret_writer);
void writer_stop(struct writer *w); // after what waits is done; NULL is fine
NODISCARD enum rc writer_run(struct writer *w, struct ctx *c, enum store_mode mode, store_fn *fn, void *arg);
int writer_waiting(struct writer *w); // how many wait in line, for tests

// A consistent copy (sqlite_copy.c).
NODISCARD enum rc lite_copy(struct ctx *c, struct store *s, struct str path,
                            void (*progress)(int64_t done, int64_t total));
