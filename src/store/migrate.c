// SPDX-License-Identifier: Apache-2.0
// Brings a database's schema up to the program's, one migration a transaction.
// Each transaction looks again at what is there, under a lock that only one
// program holds: two that start at once take turns and do nothing twice.
#include "store/migrate.h"

#include "store/engine.h"
#include "store/store.sql.h"

#define VERSION_TABLE                                                                                                  \
    "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL, "                      \
    "applied_at BIGINT NOT NULL, checksum TEXT NOT NULL)"

struct plan {
    const struct migration *list;
    size_t n;
    size_t applied; // how many are in the database
    bool looked;    // the first look has been taken
    bool copied;    // the copy from before is made, or there was nothing to copy
};

static enum rc newer(struct ctx *c, int64_t version, size_t n)
{
    return fail(c, RC_CONFLICT,
                "The database was made by a newer Rapport (its schema is %" PRId64 ", this program knows %zu). "
                "Please install that version or a later one.",
                version, n);
}

static enum rc changed(struct ctx *c, const struct migration *m)
{
    return fail(c, RC_CONFLICT,
                "The database's step %s is not the one that this program knows. Please use the program that made "
                "the database, or restore the copy from before.",
                m->name);
}

// Counts what is applied; it must be the beginning of the list, unchanged.
static enum rc applied_get(struct ctx *c, struct db *db, struct plan *plan)
{
    AUTO(rows_auto) struct rows r;
    TRY(db_rows(db, &r, schema_versions));
    plan->applied = 0;
    while (rows_next(&r)) {
        int64_t version = rows_int(&r, 0);
        if (version != (int64_t)plan->applied + 1 || plan->applied >= plan->n)
            return newer(c, version, plan->n);
        const struct migration *m = &plan->list[plan->applied++];
        if (!str_eq(rows_text(&r, 2), str_of(m->checksum)))
            return changed(c, m);
    }
    return rows_done(&r);
}

// The lock is held here, so the copy is of the state before.
static enum rc copy_before(struct ctx *c, struct db *db, struct plan *plan, const struct migration *m)
{
    if (db_engine(db) != STORE_SQLITE || plan->copied)
        return RC_OK;
    TRY(store_copy(c, db->store, str_fmt(c->arena, "%s.before-%d", db->store->path, m->version), NULL));
    plan->copied = true;
    return RC_OK;
}

static enum rc step(struct ctx *c, struct db *db, void *arg)
{
    struct plan *plan = arg;
    TRY(db_script(db, VERSION_TABLE));
    TRY(applied_get(c, db, plan));
    if (plan->applied == plan->n)
        return RC_OK;
    if (!plan->looked)
        plan->copied = plan->applied == 0;
    plan->looked = true;
    const struct migration *m = &plan->list[plan->applied];
    TRY(copy_before(c, db, plan, m));
    TRY(db_script(db, db_engine(db) == STORE_SQLITE ? m->sqlite : m->postgres));
    TRY(db_run(db, schema_version_add, P(m->version), P(str_of(m->name)), P(c->now_ms), P(str_of(m->checksum))));
    plan->applied++;
    return RC_OK;
}

enum rc migrate_list(struct ctx *c, struct store *s, const struct migration *list, size_t n)
{
    struct plan plan = {.list = list, .n = n};
    size_t before;
    do {
        before = plan.applied;
        TRY(store_transact(c, s, STORE_MIGRATE, step, &plan));
    } while (plan.applied < n && plan.applied > before);
    return RC_OK;
}

static enum rc look(struct ctx *c, struct db *db, void *arg)
{
    int64_t exists = 0;
    TRY(db_int(db, &exists, schema_version_exists));
    return exists ? applied_get(c, db, arg) : RC_OK;
}

enum rc migrate_check(struct ctx *c, struct store *s, const struct migration *list, size_t n, int *ret_version)
{
    struct plan plan = {.list = list, .n = n};
    TRY(store_read(c, s, look, &plan));
    if (plan.applied < n)
        return fail(c, RC_CONFLICT,
                    "The database's schema is %zu and this program needs %zu. Please run 'rapport init', or start "
                    "'rapport serve' once, which brings it up to date.",
                    plan.applied, n);
    *ret_version = (int)plan.applied;
    return RC_OK;
}

enum rc store_migrate(struct ctx *c, struct store *s)
{
    return migrate_list(c, s, migrations, migrations_n);
}

enum rc store_check_version(struct ctx *c, struct store *s, int *ret_version)
{
    return migrate_check(c, s, migrations, migrations_n, ret_version);
}
