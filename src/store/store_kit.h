// SPDX-License-Identifier: Apache-2.0
// For the tests of higher floors: a fresh, migrated database on each engine.
//   TEST_STORE(a_sentence_that_is_true) { … s and c are given … }
// makes two tests, NAME_sqlite and NAME_postgres. SQLite's is a file of its own
// in $TMPDIR; PostgreSQL's is a schema of this process, emptied before each
// test, on the server that RAPPORT_TEST_POSTGRES names (script/test starts one).
#pragma once

#include "base/test.h"
#include "store/store.h"

// The moment at which tests take place: Wednesday, 2026-10-14T09:12:00Z.
#define KIT_NOW_MS INT64_C(1791969120000)

struct kit {
    struct store *store;
    struct arena *arena;
    struct ctx ctx;
};

// A context with nothing but memory and a moment.
struct ctx kit_ctx(struct arena *a, int64_t now_ms);
// NULL, or a sentence that says why there is no database.
const char *kit_open(struct kit *k, enum store_engine engine);
void kit_close(struct kit *k);
// Where tests may put files: $TMPDIR, else /dev/shm or /tmp.
const char *kit_folder(void);
// "postgresql://…" with this process's schema; NULL without RAPPORT_TEST_POSTGRES.
const char *kit_postgres_url(void);

// Prepares every query that the program is linked with. The name of the first
// that the engine does not understand, or NULL; the ctx's failure says why.
const char *kit_prepare_all(struct store *s, struct ctx *c);

static inline void kit_run(enum store_engine engine, void (*fn)(struct store *s, struct ctx *c))
{
    struct kit k;
    const char *why = kit_open(&k, engine);
    if (why) {
        print_error("%s\n", why);
        assert_null(why);
    }
    fn(k.store, &k.ctx);
    kit_close(&k);
}

#define TEST_STORE(name)                                                                                               \
    static void name(struct store *s, struct ctx *c);                                                                  \
    static void name##_sqlite(__attribute__((unused)) void **state)                                                    \
    {                                                                                                                  \
        kit_run(STORE_SQLITE, name);                                                                                   \
    }                                                                                                                  \
    static void name##_postgres(__attribute__((unused)) void **state)                                                  \
    {                                                                                                                  \
        kit_run(STORE_POSTGRES, name);                                                                                 \
    }                                                                                                                  \
    TEST_REGISTER(name##_sqlite, #name "_sqlite");                                                                     \
    TEST_REGISTER(name##_postgres, #name "_postgres");                                                                 \
    static void name(struct store *s, struct ctx *c)
