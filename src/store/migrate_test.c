// SPDX-License-Identifier: Apache-2.0
// Migrations with lists of the test's own, on databases of the test's own.
#include <libpq-fe.h>
#include <pthread.h>
#include <unistd.h>

#include "base/test.h"
#include "store/migrate.h"
#include "store/things_kit.h"

#define BOTH(version, name, checksum, text)                                                                            \
    {                                                                                                                  \
        version, name, checksum, text, text                                                                            \
    }

static const struct migration good[] = {
    BOTH(1, "0001_one", "a", "CREATE TABLE one (n BIGINT); INSERT INTO one VALUES (1);"),
    BOTH(2, "0002_two", "b", "CREATE TABLE two (n BIGINT);"),
    BOTH(3, "0003_three", "c", "ALTER TABLE one ADD COLUMN m BIGINT; CREATE INDEX one_m ON one (m);"),
};
static const struct migration bad[] = {
    BOTH(1, "0001_one", "a", "CREATE TABLE one (n BIGINT); INSERT INTO one VALUES (1);"),
    BOTH(2, "0002_two", "x", "CREATE TABLE two (n BIGINT); CREATE TABLE one (n BIGINT);"),
};
QUERY(migrate_rows, "SELECT count(*) FROM one", 0);
QUERY(migrate_two, "SELECT count(*) FROM two", 0);

struct place {
    struct arena *arena;
    struct ctx c;
    struct str url;
    const char *schema;
};

static void admin(const char *format, const char *schema)
{
    char text[200];
    snprintf(text, sizeof text, format, schema, schema);
    PGconn *h = PQconnectdb(kit_postgres_url());
    PGresult *r = PQexec(h, text);
    assert_int_equal(PQresultStatus(r), PGRES_COMMAND_OK);
    PQclear(r);
    PQfinish(h);
}

static void place_clear(struct place *p)
{
    if (p->schema) {
        admin("SET client_min_messages = error; DROP SCHEMA IF EXISTS %s CASCADE", p->schema);
        return;
    }
    static const char *const endings[] = {"", "-wal", "-shm", ".before-2", ".before-3"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        unlink(str_cstr(p->arena, str_fmt(p->arena, "%.*s%s", STR_ARG(p->url), endings[i])));
}

static void place_make(struct place *p, enum store_engine engine)
{
    *p = (struct place){.arena = arena_create(8 << 20)};
    p->c = kit_ctx(p->arena, KIT_NOW_MS);
    p->url = str_fmt(p->arena, "%s/rapport-migrate-%d.db", kit_folder(), (int)getpid());
    if (engine == STORE_POSTGRES) {
        assert_non_null(kit_postgres_url());
        p->schema = str_cstr(p->arena, str_fmt(p->arena, "migrate_%d", (int)getpid()));
        p->url = str_fmt(p->arena, "%s&options=-csearch_path%%3D%s", kit_postgres_url(), p->schema);
    }
    place_clear(p);
    if (p->schema)
        admin("CREATE SCHEMA %s", p->schema);
}

static struct store *place_open(struct place *p)
{
    struct store *s = NULL;
    struct store_options o = {.url = p->url};
    assert_ok(store_open(&p->c, &o, &s));
    return s;
}

static void place_end(struct place *p)
{
    place_clear(p);
    arena_free(p->arena);
}

struct count {
    const struct query *q;
    int64_t n;
};

static enum rc count_run(struct ctx *c, struct db *db, void *arg)
{
    struct count *count = arg;
    return db_int(db, &count->n, *count->q);
}

// -1 when there is no such table.
static int64_t count_of(struct store *s, struct ctx *c, const struct query *q)
{
    struct count count = {q, -1};
    if (store_read(c, s, count_run, &count) != RC_OK)
        fail_clear(c);
    return count.n;
}

static bool has_copy(struct place *p, int version)
{
    return access(str_cstr(p->arena, str_fmt(p->arena, "%.*s.before-%d", STR_ARG(p->url), version)), R_OK) == 0;
}

static void fresh_and_again(enum store_engine engine)
{
    struct place p;
    int version = 0;
    place_make(&p, engine);
    struct store *s = place_open(&p);
    assert_int_equal(migrate_check(&p.c, s, good, 3, &version), RC_CONFLICT);
    assert_true(str_has(p.c.failure.detail, S("rapport serve")));
    fail_clear(&p.c);
    assert_ok(migrate_list(&p.c, s, good, 3));
    assert_ok(migrate_list(&p.c, s, good, 3));
    assert_ok(migrate_check(&p.c, s, good, 3, &version));
    assert_int_equal(version, 3);
    assert_int_equal(count_of(s, &p.c, &migrate_rows), 1);
    assert_false(has_copy(&p, 1) || has_copy(&p, 2));
    store_close(s);
    place_end(&p);
}

static void upgrade(enum store_engine engine)
{
    struct place p;
    place_make(&p, engine);
    struct store *s = place_open(&p);
    assert_ok(migrate_list(&p.c, s, good, 1));
    assert_ok(migrate_list(&p.c, s, good, 3));
    assert_int_equal(count_of(s, &p.c, &migrate_two), 0);
    store_close(s);
    if (engine == STORE_SQLITE) {
        assert_true(has_copy(&p, 2));
        assert_false(has_copy(&p, 3));
        struct store_options o = {.url = str_fmt(p.arena, "%.*s.before-2", STR_ARG(p.url)), .must_exist = true};
        assert_ok(store_open(&p.c, &o, &s));
        assert_int_equal(count_of(s, &p.c, &migrate_rows), 1);
        assert_int_equal(count_of(s, &p.c, &migrate_two), -1);
        store_close(s);
    }
    place_end(&p);
}

static void newer_or_changed(enum store_engine engine)
{
    struct place p;
    int version;
    place_make(&p, engine);
    struct store *s = place_open(&p);
    assert_ok(migrate_list(&p.c, s, good, 3));
    assert_int_equal(migrate_list(&p.c, s, good, 2), RC_CONFLICT);
    assert_true(str_has(p.c.failure.detail, S("newer Rapport")));
    fail_clear(&p.c);
    assert_int_equal(migrate_check(&p.c, s, good, 2, &version), RC_CONFLICT);
    fail_clear(&p.c);
    assert_int_equal(migrate_list(&p.c, s, bad, 2), RC_CONFLICT);
    assert_true(str_has(p.c.failure.detail, S("0002_two")));
    store_close(s);
    place_end(&p);
}

static void failing(enum store_engine engine)
{
    struct place p;
    int version = 0;
    place_make(&p, engine);
    struct store *s = place_open(&p);
    assert_int_equal(migrate_list(&p.c, s, bad, 2), RC_DB);
    fail_clear(&p.c);
    assert_ok(migrate_check(&p.c, s, bad, 1, &version));
    assert_int_equal(version, 1);
    assert_int_equal(count_of(s, &p.c, &migrate_two), -1);
    assert_ok(migrate_list(&p.c, s, good, 3));
    store_close(s);
    place_end(&p);
}

struct racer {
    pthread_t thread;
    struct str url;
    enum rc rc;
};

static void *racer_main(void *arg)
{
    struct racer *r = arg;
    struct arena *a = arena_create(1 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    struct store *s = NULL;
    struct store_options o = {.url = r->url};
    r->rc = store_open(&c, &o, &s);
    if (r->rc == RC_OK)
        r->rc = migrate_list(&c, s, good, 3);
    store_close(s);
    arena_free(a);
    return NULL;
}

static void together(enum store_engine engine)
{
    struct place p;
    struct racer r[4];
    place_make(&p, engine);
    for (size_t i = 0; i < ARRAY_LEN(r); i++) {
        r[i].url = p.url;
        assert_int_equal(pthread_create(&r[i].thread, NULL, racer_main, &r[i]), 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(r); i++) {
        pthread_join(r[i].thread, NULL);
        assert_int_equal(r[i].rc, RC_OK);
    }
    struct store *s = place_open(&p);
    assert_int_equal(count_of(s, &p.c, &migrate_rows), 1);
    store_close(s);
    place_end(&p);
}

TEST(migrating_twice_is_migrating_once_on_sqlite)
{
    fresh_and_again(STORE_SQLITE);
}
TEST(migrating_twice_is_migrating_once_on_postgres)
{
    fresh_and_again(STORE_POSTGRES);
}
TEST(an_upgrade_keeps_a_copy_from_before_on_sqlite)
{
    upgrade(STORE_SQLITE);
}
TEST(an_upgrade_goes_on_from_where_it_was_on_postgres)
{
    upgrade(STORE_POSTGRES);
}
TEST(a_newer_or_changed_schema_is_refused_on_sqlite)
{
    newer_or_changed(STORE_SQLITE);
}
TEST(a_newer_or_changed_schema_is_refused_on_postgres)
{
    newer_or_changed(STORE_POSTGRES);
}
TEST(a_failing_migration_leaves_the_version_before_on_sqlite)
{
    failing(STORE_SQLITE);
}
TEST(a_failing_migration_leaves_the_version_before_on_postgres)
{
    failing(STORE_POSTGRES);
}
TEST(programs_that_start_at_once_migrate_once_on_sqlite)
{
    together(STORE_SQLITE);
}
TEST(programs_that_start_at_once_migrate_once_on_postgres)
{
    together(STORE_POSTGRES);
}
