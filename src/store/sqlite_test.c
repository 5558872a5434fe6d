// SPDX-License-Identifier: Apache-2.0
// What only SQLite has: one file, its lock, its disk, its writer's groups.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/test.h"
#include "store/sqlite.h"
#include "store/things_kit.h"

struct own {
    struct arena *arena;
    struct ctx c;
    struct store *s;
    char path[512];
};

static void own_remove(const struct own *o)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        unlink(str_cstr(o->arena, str_fmt(o->arena, "%s%s", o->path, endings[i])));
}

// A store on a file of the test's own, with things in it and little patience.
static void own_open(struct own *o, const char *name)
{
    o->arena = arena_create(16 << 20);
    o->c = kit_ctx(o->arena, KIT_NOW_MS);
    snprintf(o->path, sizeof o->path, "%s/rapport-%s-%d.db", kit_folder(), name, (int)getpid());
    own_remove(o);
    struct store_options options = {.url = str_of(o->path), .busy_ms = 60};
    assert_ok(store_open(&o->c, &options, &o->s));
    things(o->s, &o->c);
}

static void own_close(struct own *o)
{
    store_auto(&o->s);
    own_remove(o);
    arena_free(o->arena);
}

// ---- opening ----

TEST(a_missing_file_is_refused_if_it_must_exist)
{
    struct arena *a = arena_create(1 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    struct store *s = NULL;
    struct store_options o = {.url = S("/dev/shm/rapport-no-such-file.db"), .must_exist = true};
    assert_int_equal(store_open(&c, &o, &s), RC_NOT_FOUND);
    assert_true(str_has(c.failure.detail, S("no-such-file")));
    arena_free(a);
}

TEST(a_file_that_is_no_database_is_refused)
{
    struct arena *a = arena_create(1 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    struct store *s = NULL;
    struct store_options o = {.url = S("/proc/self/exe")};
    assert_int_equal(store_open(&c, &o, &s), RC_DB);
    fail_clear(&c);
    const char *path = str_cstr(a, str_fmt(a, "%s/rapport-nodb-%d", kit_folder(), (int)getpid()));
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int i = 0; i < 1000; i++)
        fputs("this is a letter, not a database\n", f);
    fclose(f);
    o.url = str_of(path);
    assert_int_equal(store_open(&c, &o, &s), RC_DB);
    assert_true(str_has(c.failure.detail, S("not a database")));
    unlink(path);
    arena_free(a);
}

TEST(a_new_database_is_for_its_owner_only)
{
    struct own o;
    own_open(&o, "mode");
    struct stat st;
    assert_int_equal(stat(o.path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    own_close(&o);
}

// ---- the lock ----

TEST(a_database_locked_by_another_program_is_busy_until_it_is_free)
{
    struct own o;
    sqlite3 *other;
    own_open(&o, "locked");
    assert_int_equal(sqlite3_open(o.path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", 0, 0, 0), SQLITE_OK);
    assert_int_equal(thing_write(o.s, &o.c, S("one"), 1), RC_BUSY);
    assert_true(str_has(o.c.failure.detail, S("Nothing was saved")));
    fail_clear(&o.c);
    assert_int_equal(store_ping(&o.c, o.s), RC_BUSY);
    fail_clear(&o.c);
    assert_int_equal(things_in(o.s, &o.c), 0);
    assert_int_equal(sqlite3_exec(other, "COMMIT", 0, 0, 0), SQLITE_OK);
    sqlite3_close(other);
    assert_ok(thing_write(o.s, &o.c, S("one"), 1));
    assert_int_equal(things_in(o.s, &o.c), 1);
    own_close(&o);
}

TEST(another_program_may_write_in_between)
{
    struct own o;
    sqlite3 *other;
    own_open(&o, "between");
    assert_int_equal(sqlite3_open(o.path, &other), SQLITE_OK);
    for (int i = 0; i < 20; i++) {
        assert_ok(thing_write(o.s, &o.c, str_fmt(o.arena, "ours %d", i), 1));
        assert_int_equal(sqlite3_exec(other, "INSERT INTO thing (number) VALUES (2)", 0, 0, 0), SQLITE_OK);
    }
    sqlite3_close(other);
    assert_int_equal(things_in(o.s, &o.c), 40);
    own_close(&o);
}

// ---- the disk ----

static enum rc pages_limit(struct ctx *c, struct db *db, void *arg)
{
    struct lite *l = db->conn;
    const char *text = str_cstr(c->arena, str_fmt(c->arena, "PRAGMA max_page_count = %d", *(int *)arg));
    return sqlite3_exec(l->handle, text, NULL, NULL, NULL) == SQLITE_OK ? RC_OK : RC_DB;
}

static enum rc fill(struct own *o, int *ret_written)
{
    char *large = arena_text(o->arena, 20000);
    memset(large, 'x', 20000);
    struct thing t = {STR_NONE, 1, {large, 20000}};
    enum rc rc = RC_OK;
    for (*ret_written = 0; *ret_written < 100 && rc == RC_OK; *ret_written += rc == RC_OK)
        rc = store_write(&o->c, o->s, thing_insert, &t);
    return rc;
}

TEST(a_full_disk_is_busy_and_space_brings_it_back)
{
    struct own o;
    own_open(&o, "full");
    int few = 40, many = 100000, written = 0, more = 0;
    assert_ok(store_write(&o.c, o.s, pages_limit, &few));
    assert_int_equal(fill(&o, &written), RC_BUSY);
    assert_true(str_has(o.c.failure.detail, S("disk is full")));
    fail_clear(&o.c);
    assert_in_range(written, 1, 12);
    assert_int_equal(things_in(o.s, &o.c), written);
    assert_ok(store_write(&o.c, o.s, pages_limit, &many));
    assert_ok(fill(&o, &more));
    assert_int_equal(things_in(o.s, &o.c), written + more);
    own_close(&o);
}

// ---- an end without warning ----

// Writes until it is killed; says each number only once it is saved.
static void child_write(const char *path, int out)
{
    struct arena *a = arena_create(1 << 20);
    struct store *s = NULL;
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    struct store_options options = {.url = str_of(path)};
    if (store_open(&c, &options, &s) != RC_OK)
        _exit(1);
    for (int i = 1;; i++) {
        struct thing t = {STR_NONE, i == 13 ? 14 : i, STR_NONE};
        if (store_write(&c, s, thing_insert, &t) != RC_OK || write(out, "x", 1) != 1)
            _exit(1);
    }
}

static int64_t kill_after(const char *path, int64_t writes)
{
    int ends[2], status;
    char byte;
    int64_t seen = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
        child_write(path, ends[1]);
    close(ends[1]);
    while (seen < writes && read(ends[0], &byte, 1) == 1)
        seen++;
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    while (read(ends[0], &byte, 1) == 1)
        seen++;
    close(ends[0]);
    return seen;
}

TEST(what_was_acknowledged_outlives_a_kill)
{
    struct own o;
    int64_t acknowledged = 0;
    own_open(&o, "kill");
    store_auto(&o.s);
    for (int i = 0; i < 8; i++)
        acknowledged += kill_after(o.path, 5 + 7 * i);
    struct store_options options = {.url = str_of(o.path)};
    assert_ok(store_open(&o.c, &options, &o.s));
    int64_t there = things_in(o.s, &o.c);
    assert_in_range(there, acknowledged, acknowledged + 8);
    assert_ok(store_ping(&o.c, o.s));
    own_close(&o);
}

// ---- groups ----

struct member {
    pthread_t thread;
    struct own *o;
    struct str data;
    int64_t number;
    bool gives_up; // after it has written
    enum rc rc;
    int *runs;
    int hold_fd;
};

static enum rc member_insert(struct ctx *c, struct db *db, void *arg)
{
    struct member *m = arg;
    char byte;
    __atomic_add_fetch(m->runs, 1, __ATOMIC_RELEASE);
    if (m->hold_fd >= 0 && read(m->hold_fd, &byte, 1) != 1)
        return RC_IO;
    TRY(db_run(db, thing_add, P_NULL, P(m->number), P_BYTES(m->data)));
    return m->gives_up ? refuse(c, "R1", S("Not like this."), S("Do it otherwise.")) : RC_OK;
}

static void *member_main(void *arg)
{
    struct member *m = arg;
    struct arena *a = arena_create(1 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    m->rc = store_write(&c, m->o->s, member_insert, m);
    arena_free(a);
    return NULL;
}

static int writes_waiting(struct own *o)
{
    return writer_waiting(((struct lite_store *)o->s)->writer);
}

// The first holds the writer until the rest wait, so that they make one group.
static void members_run(struct own *o, struct member *m, size_t n)
{
    int hold[2];
    assert_int_equal(pipe(hold), 0);
    for (size_t i = 0; i < n; i++) {
        m[i].o = o;
        m[i].hold_fd = i == 0 ? hold[0] : -1;
        assert_int_equal(pthread_create(&m[i].thread, NULL, member_main, &m[i]), 0);
        while (i == 0 ? !__atomic_load_n(m[0].runs, __ATOMIC_ACQUIRE) : writes_waiting(o) < (int)i)
            usleep(500);
    }
    assert_int_equal(write(hold[1], "x", 1), 1);
    for (size_t i = 0; i < n; i++)
        pthread_join(m[i].thread, NULL);
    close(hold[0]);
    close(hold[1]);
}

TEST(one_refusal_in_a_group_leaves_the_others)
{
    struct own o;
    own_open(&o, "group");
    struct member m[7] = {0};
    int runs[7] = {0};
    for (size_t i = 0; i < ARRAY_LEN(m); i++)
        m[i] = (struct member){.number = i == 3 ? 13 : 1, .runs = &runs[i]};
    members_run(&o, m, ARRAY_LEN(m));
    for (size_t i = 0; i < ARRAY_LEN(m); i++) {
        assert_int_equal(m[i].rc, i == 3 ? RC_DB : RC_OK);
        assert_int_equal(runs[i], 1);
    }
    assert_int_equal(things_in(o.s, &o.c), 6);
    own_close(&o);
}

TEST(those_who_give_up_halfway_leave_nothing_and_take_nobody_along)
{
    struct own o;
    own_open(&o, "group-half");
    struct member m[7] = {0};
    int runs[7] = {0};
    for (size_t i = 0; i < ARRAY_LEN(m); i++)
        m[i] = (struct member){.number = i == 4 ? 13 : 1, .gives_up = i == 2 || i == 6, .runs = &runs[i]};
    members_run(&o, m, ARRAY_LEN(m));
    for (size_t i = 0; i < ARRAY_LEN(m); i++)
        assert_int_equal(m[i].rc, i == 4 ? RC_DB : m[i].gives_up ? RC_REFUSED : RC_OK);
    assert_int_equal(things_in(o.s, &o.c), 4);
    own_close(&o);
}

TEST(one_that_fills_the_disk_is_refused_and_its_group_runs_again)
{
    struct own o;
    own_open(&o, "group-full");
    int few = 40;
    assert_ok(store_write(&o.c, o.s, pages_limit, &few));
    struct str huge = {arena_alloc(o.arena, 1 << 20), 1 << 20};
    struct member m[6] = {0};
    int runs[6] = {0};
    for (size_t i = 0; i < ARRAY_LEN(m); i++)
        m[i] = (struct member){.number = 1, .runs = &runs[i], .data = i == 3 ? huge : STR_NONE};
    members_run(&o, m, ARRAY_LEN(m));
    for (size_t i = 0; i < ARRAY_LEN(m); i++)
        assert_int_equal(m[i].rc, i == 3 ? RC_BUSY : RC_OK);
    assert_int_equal(things_in(o.s, &o.c), 5);
    own_close(&o);
}

TEST(a_group_that_cannot_begin_is_busy_as_a_whole)
{
    struct own o;
    sqlite3 *other;
    own_open(&o, "group-locked");
    struct member m[5] = {0};
    int runs[5] = {0};
    for (size_t i = 0; i < ARRAY_LEN(m); i++)
        m[i] = (struct member){.number = 1, .runs = &runs[i]};
    assert_int_equal(sqlite3_open(o.path, &other), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(m); i++)
        m[i].hold_fd = -1, m[i].o = &o;
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", 0, 0, 0), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(m); i++)
        assert_int_equal(pthread_create(&m[i].thread, NULL, member_main, &m[i]), 0);
    for (size_t i = 0; i < ARRAY_LEN(m); i++) {
        pthread_join(m[i].thread, NULL);
        assert_int_equal(m[i].rc, RC_BUSY);
        assert_int_equal(runs[i], 0);
    }
    sqlite3_close(other);
    assert_ok(thing_write(o.s, &o.c, S("after"), 1));
    own_close(&o);
}

// ---- copies ----

static int64_t progress_last;

static void progress_note(int64_t done, int64_t total)
{
    assert_true(done >= progress_last && done <= total);
    progress_last = done;
}

TEST_STORE(a_copy_is_whole_and_postgresql_says_where_to_go)
{
    things(s, c);
    assert_ok(thing_write(s, c, S("kept"), 5));
    struct str path = str_fmt(c->arena, "%s/rapport-copy-%d.db", kit_folder(), (int)getpid());
    progress_last = 0;
    if (store_engine(s) == STORE_POSTGRES) {
        assert_int_equal(store_copy(c, s, path, NULL), RC_INVALID);
        return;
    }
    assert_ok(store_copy(c, s, path, progress_note));
    assert_true(progress_last > 0);
    struct store *copy;
    struct store_options o = {.url = path, .must_exist = true};
    assert_ok(store_open(c, &o, &copy));
    assert_int_equal(things_in(copy, c), 1);
    assert_ok(thing_write(copy, c, S("new"), 5));
    store_close(copy);
    assert_int_equal(things_in(s, c), 1);
    assert_int_equal(store_copy(c, s, S("/no/such/folder/copy.db"), NULL), RC_IO);
    unlink(str_cstr(c->arena, path));
}
