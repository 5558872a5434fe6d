// SPDX-License-Identifier: Apache-2.0
// What only PostgreSQL has: a server that goes away, rivals, types of its own.
#include "base/test.h"
#include "store/postgres.h"
#include "store/things_kit.h"

QUERY(odd_numeric, "SELECT CAST(1 AS NUMERIC) AS total", 0);
QUERY(odd_real, "SELECT CAST(0.5 AS DOUBLE PRECISION), CAST(0.25 AS REAL), CAST(2 AS SMALLINT), CAST(-3 AS INTEGER)",
      0);

static void only_postgres(void (*fn)(struct store *s, struct ctx *c))
{
    kit_run(STORE_POSTGRES, fn);
}

static enum rc ask_numeric(struct ctx *c, struct db *db, void *arg)
{
    int64_t n;
    return db_int(db, &n, odd_numeric);
}

static enum rc ask_real(struct ctx *c, struct db *db, void *arg)
{
    AUTO(rows_auto) struct rows r;
    TRY(db_rows(db, &r, odd_real));
    assert_true(rows_next(&r));
    assert_true(rows_real(&r, 0) == 0.5);
    assert_true(rows_real(&r, 1) == 0.25);
    assert_int_equal(rows_int(&r, 2), 2);
    assert_int_equal(rows_int(&r, 3), -3);
    return rows_done(&r);
}

static void types(struct store *s, struct ctx *c)
{
    assert_int_equal(store_read(c, s, ask_numeric, NULL), RC_DB);
    assert_true(str_has(c->failure.cause, S("odd_numeric")));
    assert_true(str_has(c->failure.cause, S("total")));
    fail_clear(c);
    assert_ok(store_read(c, s, ask_real, NULL));
}

TEST(a_type_that_is_not_read_names_its_query)
{
    only_postgres(types);
}

// ---- the server goes away ----

// Ends every other connection of this process, as a restart would.
static void end_backends(struct ctx *c)
{
    PGconn *h = PQconnectdb(kit_postgres_url());
    PGresult *r = PQexec(h, "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity "
                            "WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()");
    assert_int_equal(PQresultStatus(r), PGRES_TUPLES_OK);
    PQclear(r);
    PQfinish(h);
}

static void idle_loss(struct store *s, struct ctx *c)
{
    things(s, c);
    assert_ok(thing_write(s, c, S("one"), 1));
    end_backends(c);
    assert_int_equal(things_in(s, c), 1);
    end_backends(c);
    assert_ok(thing_write(s, c, S("two"), 1));
    assert_int_equal(things_in(s, c), 2);
}

TEST(connections_lost_while_idle_are_not_noticed)
{
    only_postgres(idle_loss);
}

static enum rc cut_off(struct ctx *c, struct db *db, void *arg)
{
    TRY(thing_insert(c, db, arg));
    end_backends(c);
    return thing_insert(c, db, &(struct thing){S("second"), 1, STR_NONE});
}

static enum rc cut_off_at_the_end(struct ctx *c, struct db *db, void *arg)
{
    TRY(thing_insert(c, db, arg));
    end_backends(c);
    return RC_OK;
}

static void midway_loss(struct store *s, struct ctx *c)
{
    things(s, c);
    struct thing t = {S("first"), 1, STR_NONE};
    assert_int_equal(store_write(c, s, cut_off, &t), RC_BUSY);
    assert_true(str_has(c->failure.detail, S("Nothing was saved")));
    fail_clear(c);
    assert_int_equal(things_in(s, c), 0);
    assert_int_equal(store_write(c, s, cut_off_at_the_end, &t), RC_BUSY);
    assert_true(str_has(c->failure.detail, S("may or may not")));
    fail_clear(c);
    assert_ok(thing_write(s, c, S("first"), 1));
}

TEST(a_connection_lost_midway_is_busy_and_comes_back)
{
    only_postgres(midway_loss);
}

TEST(a_server_that_is_not_there_is_said_so)
{
    struct arena *a = arena_create(1 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    struct store *s = NULL;
    struct store_options o = {.url = S("postgresql://nobody@127.0.0.1:1/nothing")};
    assert_int_equal(store_open(&c, &o, &s), RC_DB);
    assert_true(str_has(c.failure.detail, S("cannot reach its database")));
    assert_int_equal(c.failure.rc, RC_DB);
    arena_free(a);
}

struct forgetful {
    int runs;
};

static enum rc forget_statements(struct ctx *c, struct db *db, void *arg)
{
    struct forgetful *f = arg;
    struct pg *p = db->conn;
    if (f->runs++ == 0)
        PQclear(PQexec(p->handle, "DEALLOCATE ALL"));
    return db_run(db, thing_set, P(S("one")), P(2));
}

static void forgotten_statements(struct store *s, struct ctx *c)
{
    struct forgetful f = {0};
    things(s, c);
    assert_ok(thing_write(s, c, S("one"), 1));
    f.runs = 1;
    assert_ok(store_write(c, s, forget_statements, &f));
    f.runs = 0;
    assert_ok(store_write(c, s, forget_statements, &f));
    assert_int_equal(f.runs, 2);
}

TEST(statements_that_the_server_forgot_are_prepared_again)
{
    only_postgres(forgotten_statements);
}

// ---- rivals ----

struct rival {
    struct store *s;
    int runs;
};

static enum rc rival_set(struct ctx *c, struct db *db, void *arg)
{
    return db_run(db, thing_set, P(S("shared")), P(50));
}

// On its first run another writes what this one has read.
static enum rc overtaken(struct ctx *c, struct db *db, void *arg)
{
    struct rival *r = arg;
    int64_t n = 0;
    TRY(db_int(db, &n, thing_number, P(S("shared"))));
    if (r->runs++ == 0) {
        struct arena *a = arena_create(1 << 20);
        struct ctx other = kit_ctx(a, KIT_NOW_MS);
        assert_ok(store_write(&other, r->s, rival_set, NULL));
        arena_free(a);
    }
    return db_run(db, thing_set, P(S("shared")), P(n + 1));
}

static enum rc shared_get(struct ctx *c, struct db *db, void *arg)
{
    return db_int(db, arg, thing_number, P(S("shared")));
}

static void overtaking(struct store *s, struct ctx *c)
{
    things(s, c);
    assert_ok(thing_write(s, c, S("shared"), 1));
    struct rival r = {.s = s};
    assert_ok(store_write(c, s, overtaken, &r));
    assert_int_equal(r.runs, 2);
    assert_int_equal(c->failure.rc, RC_OK);
    int64_t n = 0;
    assert_ok(store_read(c, s, shared_get, &n));
    assert_int_equal(n, 51);
}

TEST(a_write_that_was_overtaken_runs_again)
{
    only_postgres(overtaking);
}
