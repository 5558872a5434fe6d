// SPDX-License-Identifier: Apache-2.0
// Fresh databases for tests, made fast: SQLite's are copies of one migrated
// file, PostgreSQL's is one schema that is emptied. The program itself never
// links this. The state below lives as long as the test process.
#include "store/store_kit.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <unistd.h>

#define KIT_LIMIT_BYTES ((size_t)256 << 20)

static struct {
    struct arena *arena;
    char template[512];     // a migrated SQLite file
    char file[512];         // the test's own
    struct store *sqlite;   // left open by a test that failed
    struct store *postgres; // kept from test to test
    PGconn *admin;
    char schema[40];
    const char *url;
    char why[1024];
} kit;

struct ctx kit_ctx(struct arena *a, int64_t now_ms)
{
    return (struct ctx){.arena = a, .now_ms = now_ms};
}

static const char *kit_fail(const char *what, struct str why)
{
    snprintf(kit.why, sizeof kit.why, "%s: %.*s", what, STR_ARG(why));
    return kit.why;
}

const char *kit_folder(void)
{
    const char *folder = getenv("TMPDIR");
    if (folder && *folder && strlen(folder) < 400)
        return folder;
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

static void remove_file(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char full[600];
    for (size_t i = 0; *path && i < ARRAY_LEN(endings); i++) {
        snprintf(full, sizeof full, "%s%s", path, endings[i]);
        unlink(full);
    }
}

static void kit_end(void)
{
    store_close(kit.sqlite);
    store_close(kit.postgres);
    remove_file(kit.file);
    remove_file(kit.template);
    if (kit.admin) {
        char drop[100];
        snprintf(drop, sizeof drop, "DROP SCHEMA IF EXISTS %s CASCADE", kit.schema);
        PQclear(PQexec(kit.admin, drop));
        PQfinish(kit.admin);
    }
    arena_free(kit.arena);
}

static void kit_start(void)
{
    if (kit.arena)
        return;
    kit.arena = arena_create(1 << 20);
    atexit(kit_end);
}

static const char *open_migrated(struct str url, struct store **ret_store)
{
    struct ctx c = kit_ctx(kit.arena, KIT_NOW_MS);
    struct store_options o = {.url = url};
    struct store *s = NULL;
    if (store_open(&c, &o, &s) != RC_OK || store_migrate(&c, s) != RC_OK) {
        store_close(s);
        return kit_fail("no database for this test", c.failure.cause.n ? c.failure.cause : c.failure.detail);
    }
    *ret_store = s;
    return NULL;
}

// ---- SQLite ----

static const char *template_make(void)
{
    struct store *s;
    snprintf(kit.file, sizeof kit.file, "%s/rapport-test-%d.db", kit_folder(), (int)getpid());
    snprintf(kit.template, sizeof kit.template, "%s/rapport-test-%d.start", kit_folder(), (int)getpid());
    const char *why = open_migrated(str_of(kit.template), &s);
    if (!why)
        store_close(s);
    return why;
}

static bool file_copy(const char *from, const char *to)
{
    char room[65536];
    ssize_t n = -1;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    while (in >= 0 && out >= 0 && (n = read(in, room, sizeof room)) > 0)
        if (write(out, room, (size_t)n) != n)
            break;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return n == 0;
}

static const char *sqlite_fresh(struct store **ret_store)
{
    store_auto(&kit.sqlite);
    if (!*kit.template) {
        const char *why = template_make();
        if (why)
            return why;
    }
    remove_file(kit.file);
    if (!file_copy(kit.template, kit.file))
        return kit_fail("no database for this test", str_of(kit.file));
    struct ctx c = kit_ctx(kit.arena, KIT_NOW_MS);
    struct store_options o = {.url = str_of(kit.file), .must_exist = true};
    if (store_open(&c, &o, &kit.sqlite) != RC_OK)
        return kit_fail("no database for this test", c.failure.detail);
    *ret_store = kit.sqlite;
    return NULL;
}

// ---- PostgreSQL ----

const char *kit_postgres_url(void)
{
    const char *url = getenv("RAPPORT_TEST_POSTGRES");
    if (!url || !*url)
        return NULL;
    kit_start();
    if (!kit.url) {
        snprintf(kit.schema, sizeof kit.schema, "kit_%d", (int)getpid());
        kit.url = str_cstr(kit.arena, str_fmt(kit.arena, "%s%coptions=-csearch_path%%3D%s&application_name=%s", url,
                                              strchr(url, '?') ? '&' : '?', kit.schema, kit.schema));
    }
    return kit.url;
}

static const char *admin_run(const char *text)
{
    PGresult *r = PQexec(kit.admin, text);
    ExecStatusType status = PQresultStatus(r);
    PQclear(r);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return NULL;
    return kit_fail("the test's PostgreSQL refused", str_of(PQerrorMessage(kit.admin)));
}

static const char *postgres_start(void)
{
    if (!kit_postgres_url())
        return "RAPPORT_TEST_POSTGRES is not set. Start the tests by script/test, which starts PostgreSQL, or set it "
               "to a database that tests may fill, such as postgresql://postgres@127.0.0.1:5432/rapport_test.";
    kit.admin = PQconnectdb(kit.url);
    if (PQstatus(kit.admin) != CONNECTION_OK)
        return kit_fail("the test's PostgreSQL is not there", str_of(PQerrorMessage(kit.admin)));
    char create[200];
    snprintf(create, sizeof create,
             "SET client_min_messages = error; SET application_name = 'kit'; "
             "DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s",
             kit.schema, kit.schema);
    const char *why = admin_run(create);
    return why ? why : open_migrated(str_of(kit.url), &kit.postgres);
}

// In the replica's role neither triggers nor foreign keys stand in the way; and
// deleting from tables that are nearly empty is much faster than TRUNCATE.
static const char *postgres_fresh(struct store **ret_store)
{
    const char *why = kit.postgres ? NULL : postgres_start();
    if (!why)
        why = admin_run("DO $$ DECLARE t regclass; BEGIN "
                        "SET LOCAL session_replication_role = replica; "
                        "FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relname <> 'schema_version' "
                        "AND relnamespace = current_schema()::regnamespace "
                        "LOOP EXECUTE 'DELETE FROM ' || t; END LOOP; "
                        "FOR t IN SELECT oid FROM pg_class WHERE relkind = 'S' "
                        "AND relnamespace = current_schema()::regnamespace "
                        "LOOP PERFORM setval(t, 1, false); END LOOP; END $$");
    *ret_store = kit.postgres;
    return why;
}

// ---- both ----

const char *kit_open(struct kit *k, enum store_engine engine)
{
    kit_start();
    *k = (struct kit){0};
    const char *why = engine == STORE_SQLITE ? sqlite_fresh(&k->store) : postgres_fresh(&k->store);
    if (why)
        return why;
    k->arena = arena_create(KIT_LIMIT_BYTES);
    k->ctx = kit_ctx(k->arena, KIT_NOW_MS);
    return NULL;
}

void kit_close(struct kit *k)
{
    if (k->store == kit.sqlite)
        store_auto(&kit.sqlite);
    arena_free(k->arena);
}

static enum rc prepare_one(struct ctx *c, struct db *db, void *arg)
{
    return db_prepare(db, arg);
}

const char *kit_prepare_all(struct store *s, struct ctx *c)
{
    for (const struct query *q = query_first; q < query_end; q++)
        if (store_read(c, s, prepare_one, (void *)q) != RC_OK)
            return q->name;
    return NULL;
}
