// SPDX-License-Identifier: Apache-2.0
// The border to the database: SQLite or PostgreSQL behind one face. Knows no
// table of ours but its own version row. Queries are fixed text with names,
// made from .sql files (query.h); nothing puts SQL together at run time.
//
// A read sees one snapshot and never waits for the writer. A write is one
// transaction: all of it or nothing, committed to disk when store_write()
// returns RC_OK. Never call store_write() or store_read() from within either.
#pragma once

#include "store/db.h"

struct store_options {
    struct str url;  // a file's path, ":memory:" (tests), or "postgresql://…"
    int readers;     // connections for reading, 1 to 64; 0 means 8. PostgreSQL: for writing as well
    bool must_exist; // refuse (RC_NOT_FOUND) rather than make an empty SQLite file
    int64_t busy_ms; // how long a write waits for another process's lock; 0 means 5000
};

// Opens and connects. RC_DB with a sentence for people when it cannot.
NODISCARD enum rc store_open(struct ctx *c, const struct store_options *o, struct store **ret_store);
void store_close(struct store *s); // waits for writes under way; NULL is fine
void store_auto(struct store **s); // for AUTO(store_auto)
enum store_engine store_engine(const struct store *s);

// Brings the schema up to date: each migration in its own transaction, in order.
// Refuses (RC_CONFLICT) a schema newer than this program. On SQLite a copy
// "FILE.before-N" is taken before the first migration of a database that has data.
// Two programs that start at once do not disturb each other.
NODISCARD enum rc store_migrate(struct ctx *c, struct store *s);
// RC_CONFLICT with what to do when the schema is not exactly this program's.
NODISCARD enum rc store_check_version(struct ctx *c, struct store *s, int *ret_version);

// Runs fn in a snapshot. A write inside it fails.
NODISCARD enum rc store_read(struct ctx *c, struct store *s, store_fn *fn, void *arg);

// Runs fn in a transaction and returns after it is durable. If fn returns
// anything but RC_OK its changes, and only its, are undone and that code comes
// back. fn may run more than once (PostgreSQL's serialization failures; a lost
// group on SQLite), so it must not touch anything but the database and the
// arena, and sets *arg's results anew each time. On SQLite many callers share
// one commit, and fn runs on the writer's thread while the caller waits.
// RC_BUSY: locked too long, full disk, server away: nothing was written, try later.
NODISCARD enum rc store_write(struct ctx *c, struct store *s, store_fn *fn, void *arg);

// Can it write now? For health checks: a real, empty, durable transaction.
NODISCARD enum rc store_ping(struct ctx *c, struct store *s);

// A consistent copy into a new file while the desk runs (SQLite: a database
// file; PostgreSQL: the tables as a SQLite file is not offered; see backup in
// app/). `progress` may be NULL; it gets pages done and pages in all.
NODISCARD enum rc store_copy(struct ctx *c, struct store *s, struct str path,
                             void (*progress)(int64_t done, int64_t total));
