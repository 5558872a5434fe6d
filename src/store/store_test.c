// SPDX-License-Identifier: Apache-2.0
// The border's promises, held on both engines by the same tests.
#include <pthread.h>
#include <unistd.h>

#include "base/test.h"
#include "store/things_kit.h"

QUERY(thing_backwards, "SELECT CAST($2 AS BIGINT) - CAST($1 AS BIGINT)", 2);
QUERY(thing_bool, "SELECT number = 1, number > 5 FROM thing", 0);
QUERY(thing_broken, "SELECT no_such_column FROM thing", 0);
QUERY(thing_quoted, "SELECT '$1' || CAST($1 AS TEXT)", 1);
QUERY(thing_new_id, "INSERT INTO thing (name) VALUES ($1) RETURNING id", 1);

TEST_STORE(a_fresh_database_can_write)
{
    int version = 0;
    assert_ok(store_ping(c, s));
    assert_ok(store_check_version(c, s, &version));
    assert_true(version >= 1);
}

static enum rc read_two(struct ctx *c, struct db *db, void *arg)
{
    AUTO(rows_auto) struct rows r;
    TRY(db_rows(db, &r, thing_list));
    assert_true(rows_next(&r));
    assert_true(rows_int(&r, 2) == INT64_MIN);
    assert_str(rows_text(&r, 1), "na\xc3\xafve \xf0\x9f\x98\x80");
    struct str data = rows_bytes(&r, 3);
    assert_int_equal(data.n, 4);
    assert_memory_equal(data.p, "\0\xff\0a", 4);
    assert_true(rows_next(&r));
    assert_true(rows_int(&r, 2) == INT64_MAX);
    assert_str(rows_text(&r, 2), "9223372036854775807");
    assert_false(rows_is_null(&r, 1));
    assert_non_null(rows_text(&r, 1).p);
    assert_int_equal(rows_text(&r, 1).n, 0);
    assert_true(str_is_none(rows_bytes(&r, 3)));
    assert_true(rows_next(&r));
    assert_true(rows_is_null(&r, 1));
    assert_true(str_is_none(rows_text(&r, 1)));
    assert_int_equal(rows_int(&r, 1), 0);
    assert_false(rows_next(&r));
    return rows_done(&r);
}

TEST_STORE(values_come_back_as_they_were)
{
    things(s, c);
    struct thing first = {S("na\xc3\xafve \xf0\x9f\x98\x80"), INT64_MIN, {"\0\xff\0a", 4}};
    struct thing second = {S(""), INT64_MAX, STR_NONE};
    struct thing third = {STR_NONE, 0, S("")};
    assert_ok(store_write(c, s, thing_insert, &first));
    assert_ok(store_write(c, s, thing_insert, &second));
    assert_ok(store_write(c, s, thing_insert, &third));
    assert_ok(store_read(c, s, read_two, NULL));
}

static enum rc read_odd(struct ctx *c, struct db *db, void *arg)
{
    int64_t n = 0;
    TRY(db_int(db, &n, thing_backwards, P(2), P(44)));
    assert_int_equal(n, 42);
    AUTO(rows_auto) struct rows r;
    TRY(db_rows(db, &r, thing_bool));
    assert_true(rows_next(&r));
    assert_true(rows_bool(&r, 0));
    assert_false(rows_bool(&r, 1));
    TRY(rows_done(&r));
    AUTO(rows_auto) struct rows quoted;
    TRY(db_rows(db, &quoted, thing_quoted, P(S("!"))));
    assert_true(rows_next(&quoted));
    assert_str(rows_text(&quoted, 0), "$1!");
    return rows_done(&quoted);
}

TEST_STORE(parameters_go_by_number_and_truth_is_a_bool)
{
    things(s, c);
    assert_ok(thing_write(s, c, S("one"), 1));
    assert_ok(store_read(c, s, read_odd, NULL));
}

static enum rc insert_then_refuse(struct ctx *c, struct db *db, void *arg)
{
    TRY(thing_insert(c, db, arg));
    return RC_REFUSED;
}

TEST_STORE(what_a_refused_write_did_is_undone)
{
    things(s, c);
    struct thing t = {S("gone"), 1, STR_NONE};
    assert_int_equal(store_write(c, s, insert_then_refuse, &t), RC_REFUSED);
    assert_int_equal(things_in(s, c), 0);
    assert_ok(store_write(c, s, thing_insert, &t));
    assert_int_equal(things_in(s, c), 1);
}

static enum rc swallow_conflict(struct ctx *c, struct db *db, void *arg)
{
    (void)!thing_insert(c, db, &(struct thing){S("new"), 1, STR_NONE});
    (void)!thing_insert(c, db, arg);
    return RC_OK;
}

TEST_STORE(a_failed_statement_loses_its_whole_transaction)
{
    things(s, c);
    struct thing t = {S("taken"), 1, STR_NONE};
    assert_ok(store_write(c, s, thing_insert, &t));
    assert_int_equal(store_write(c, s, swallow_conflict, &t), RC_CONFLICT);
    assert_int_equal(things_in(s, c), 1);
}

TEST_STORE(a_taken_name_is_a_conflict_and_other_constraints_are_not)
{
    things(s, c);
    assert_ok(thing_write(s, c, S("same"), 1));
    assert_int_equal(thing_write(s, c, S("same"), 2), RC_CONFLICT);
    assert_true(str_has(c->failure.cause, S("thing_add")));
    fail_clear(c);
    assert_int_equal(thing_write(s, c, S("unlucky"), 13), RC_DB);
    fail_clear(c);
    assert_int_equal(things_in(s, c), 1);
}

static enum rc lost_part(struct ctx *c, struct db *db, void *arg)
{
    return db_run(db, part_add, P(777));
}

TEST_STORE(a_key_checked_at_the_end_fails_its_own_write)
{
    things(s, c);
    assert_int_equal(store_write(c, s, lost_part, NULL), RC_DB);
    fail_clear(c);
    assert_ok(thing_write(s, c, S("after"), 1));
}

TEST_STORE(text_that_is_not_text_is_refused)
{
    things(s, c);
    assert_int_equal(thing_write(s, c, (struct str){"a\0b", 3}, 1), RC_INVALID);
    fail_clear(c);
    assert_int_equal(thing_write(s, c, S("\xff"), 1), RC_INVALID);
    assert_true(c->failure.detail.n > 0);
    assert_int_equal(things_in(s, c), 0);
}

TEST_STORE(a_write_inside_a_read_fails)
{
    things(s, c);
    struct thing t = {S("sly"), 1, STR_NONE};
    assert_int_equal(store_read(c, s, thing_insert, &t), RC_DB);
    assert_int_equal(things_in(s, c), 0);
}

static enum rc run_broken(struct ctx *c, struct db *db, void *arg)
{
    int64_t n;
    return db_int(db, &n, thing_broken);
}

TEST_STORE(a_wrong_query_is_named_for_operators)
{
    things(s, c);
    assert_int_equal(store_read(c, s, run_broken, NULL), RC_DB);
    assert_true(str_has(c->failure.cause, S("thing_broken")));
    assert_false(str_has(c->failure.detail, S("thing_broken")));
    fail_clear(c);
    assert_int_equal(things_in(s, c), 0);
}

static enum rc changes(struct ctx *c, struct db *db, void *arg)
{
    int64_t id = 0, n = 0;
    TRY(db_int(db, &id, thing_new_id, P(S("fresh"))));
    assert_true(id > 0);
    TRY(db_run(db, thing_set, P(S("fresh")), P(7)));
    assert_int_equal(db_changes(db), 1);
    TRY(db_run(db, thing_set, P(S("nobody")), P(7)));
    assert_int_equal(db_changes(db), 0);
    assert_int_equal(db_int(db, &n, thing_number, P(S("nobody"))), RC_NOT_FOUND);
    TRY(db_int(db, &n, thing_number, P(S("fresh"))));
    assert_int_equal(n, 7);
    return RC_OK;
}

TEST_STORE(changed_rows_are_counted_and_a_missing_row_is_no_failure)
{
    things(s, c);
    assert_ok(store_write(c, s, changes, NULL));
    assert_int_equal(c->failure.rc, RC_OK);
    assert_int_equal(things_in(s, c), 1);
}

static enum rc read_nested(struct ctx *c, struct db *db, void *arg)
{
    int64_t seen = 0;
    AUTO(rows_auto) struct rows outer;
    TRY(db_rows(db, &outer, thing_list));
    while (rows_next(&outer)) {
        AUTO(rows_auto) struct rows inner;
        TRY(db_rows(db, &inner, thing_list));
        while (rows_next(&inner))
            seen++;
        TRY(rows_done(&inner));
    }
    *(int64_t *)arg = seen;
    return rows_done(&outer);
}

static enum rc forget_rows(struct ctx *c, struct db *db, void *arg)
{
    static struct rows forgotten; // nobody will close it
    TRY(db_rows(db, &forgotten, thing_list));
    assert_true(rows_next(&forgotten));
    return RC_OK;
}

TEST_STORE(the_same_query_may_run_within_itself)
{
    things(s, c);
    for (int i = 0; i < 5; i++)
        assert_ok(thing_write(s, c, str_fmt(c->arena, "%d", i), i));
    int64_t seen = 0;
    assert_ok(store_read(c, s, read_nested, &seen));
    assert_int_equal(seen, 25);
}

TEST_STORE(forgotten_rows_hold_nothing)
{
    things(s, c);
    assert_ok(thing_write(s, c, S("one"), 1));
    assert_ok(store_read(c, s, forget_rows, NULL));
    assert_ok(thing_write(s, c, S("two"), 2));
    assert_int_equal(things_in(s, c), 2);
    assert_ok(store_write(c, s, forget_rows, NULL));
    assert_int_equal(things_in(s, c), 2);
}

static enum rc prepare_ours(struct ctx *c, struct db *db, void *arg)
{
    for (const struct query *q = query_first; q < query_end; q++)
        if (str_starts(str_of(q->file), S("src/")))
            TRY(db_prepare(db, q));
    return RC_OK;
}

TEST_STORE(a_query_that_an_engine_does_not_understand_is_found)
{
    assert_ok(store_read(c, s, prepare_ours, NULL));
    assert_non_null(kit_prepare_all(s, c));
    assert_int_equal(c->failure.rc, RC_DB);
}

// ---- many at once ----

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int step; // 1: the write is under way, 2: it may end
};

static void gate_set(struct gate *g, int step)
{
    pthread_mutex_lock(&g->lock);
    g->step = step > g->step ? step : g->step;
    pthread_cond_broadcast(&g->changed);
    pthread_mutex_unlock(&g->lock);
}

static void gate_wait(struct gate *g, int step)
{
    pthread_mutex_lock(&g->lock);
    while (g->step < step)
        pthread_cond_wait(&g->changed, &g->lock);
    pthread_mutex_unlock(&g->lock);
}

struct worker {
    pthread_t thread;
    struct store *s;
    struct gate *gate;
    int number, done;
};

static enum rc long_write(struct ctx *c, struct db *db, void *arg)
{
    struct worker *w = arg;
    TRY(thing_insert(c, db, &(struct thing){S("slow"), 1, STR_NONE}));
    gate_set(w->gate, 1);
    gate_wait(w->gate, 2);
    return RC_OK;
}

static void *long_writer(void *arg)
{
    struct worker *w = arg;
    struct arena *a = arena_create(1 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    w->done = store_write(&c, w->s, long_write, w) == RC_OK;
    arena_free(a);
    return NULL;
}

TEST_STORE(readers_do_not_wait_for_a_long_write)
{
    things(s, c);
    struct gate gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
    struct worker w = {.s = s, .gate = &gate};
    assert_int_equal(pthread_create(&w.thread, NULL, long_writer, &w), 0);
    gate_wait(&gate, 1);
    assert_int_equal(things_in(s, c), 0);
    gate_set(&gate, 2);
    pthread_join(w.thread, NULL);
    assert_true(w.done);
    assert_int_equal(things_in(s, c), 1);
}

struct pair {
    struct store *s;
    int64_t before, after;
};

static enum rc look_twice(struct ctx *c, struct db *db, void *arg)
{
    struct pair *p = arg;
    TRY(db_int(db, &p->before, thing_count));
    struct gate gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 2};
    struct worker w = {.s = p->s, .gate = &gate};
    assert_int_equal(pthread_create(&w.thread, NULL, long_writer, &w), 0);
    pthread_join(w.thread, NULL);
    assert_true(w.done);
    return db_int(db, &p->after, thing_count);
}

TEST_STORE(a_read_sees_one_snapshot)
{
    things(s, c);
    struct pair p = {.s = s};
    assert_ok(store_read(c, s, look_twice, &p));
    assert_int_equal(p.before, 0);
    assert_int_equal(p.after, 0);
    assert_int_equal(things_in(s, c), 1);
}

static enum rc count_up(struct ctx *c, struct db *db, void *arg)
{
    int64_t n = 0;
    TRY(db_int(db, &n, thing_number, P(S("counter"))));
    TRY(db_run(db, thing_set, P(S("counter")), P(n + 1)));
    return arg ? RC_REFUSED : RC_OK;
}

static enum rc counter_get(struct ctx *c, struct db *db, void *arg)
{
    return db_int(db, arg, thing_number, P(S("counter")));
}

#define ROUNDS 40

static void *counter(void *arg)
{
    struct worker *w = arg;
    struct arena *a = arena_create(1 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    for (int i = 0; i < ROUNDS; i++) {
        bool refuse = w->number % 2;
        enum rc rc;
        while ((rc = store_write(&c, w->s, count_up, refuse ? w : NULL)) == RC_BUSY)
            fail_clear(&c);
        w->done += rc == (refuse ? RC_REFUSED : RC_OK);
    }
    arena_free(a);
    return NULL;
}

TEST_STORE(many_writers_lose_nothing_and_refusals_hurt_nobody_else)
{
    things(s, c);
    assert_ok(thing_write(s, c, S("counter"), 100));
    struct worker w[8] = {0};
    for (size_t i = 0; i < ARRAY_LEN(w); i++) {
        w[i] = (struct worker){.s = s, .number = (int)i};
        assert_int_equal(pthread_create(&w[i].thread, NULL, counter, &w[i]), 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(w); i++) {
        pthread_join(w[i].thread, NULL);
        assert_int_equal(w[i].done, ROUNDS);
    }
    int64_t n = 0;
    assert_ok(store_read(c, s, counter_get, &n));
    assert_int_equal(n, 100 + 4 * ROUNDS);
}
