// SPDX-License-Identifier: Apache-2.0
// Backups and exports: nothing is left out, nothing changes on the way from one
// engine to the other and back, and nothing broken is ever restored.
#include <dirent.h>
#include <unistd.h>

#include "desk/people_kit.h"

#include "desk/archive.h"
#include "desk/archive_table.h"
#include "desk/history.h"
#include "jobs/jobs.h"

// Of archive.sql.
extern const struct query archive_schema, archive_defer, archive_taken;

static const struct query *put(const char *table)
{
    size_t i = 0;
    while (i < archive_tables_n && strcmp(archive_tables[i].name, table) != 0)
        i++;
    must(i < archive_tables_n);
    return archive_tables[i].put;
}

// ---- the list of tables ----

static enum rc schema_compare(struct ctx *c, struct db *db, void *arg)
{
    struct buf *b = arg;
    AUTO(rows_auto) struct rows r = {0};
    TRY(db_rows(db, &r, archive_schema));
    while (rows_next(&r)) {
        struct str column = rows_text(&r, 1), type = rows_text(&r, 2);
        buf_addf(b, "%.*s.%.*s %.*s\n", STR_ARG(rows_text(&r, 0)), STR_ARG(column), STR_ARG(type));
    }
    return rows_done(&r);
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct archive_table *const *)a)->name, (*(const struct archive_table *const *)b)->name);
}

static const char *type_name(enum archive_kind kind)
{
    if (kind == ARCHIVE_BYTES || kind == ARCHIVE_CONTENT)
        return "bytes";
    return kind == ARCHIVE_TEXT || kind == ARCHIVE_SECRET ? "text" : "int";
}

TEST_STORE(every_column_of_every_table_is_in_the_archive)
{
    const struct archive_table *tables[100];
    assert_true(archive_tables_n < ARRAY_LEN(tables));
    struct buf ours = buf_make(c->arena, 4096), theirs = buf_make(c->arena, 4096);
    for (size_t i = 0; i < archive_tables_n; i++)
        tables[i] = &archive_tables[i];
    qsort(tables, archive_tables_n, sizeof *tables, by_name);
    for (size_t i = 0; i < archive_tables_n; i++) {
        assert_int_equal(tables[i]->put->params, tables[i]->columns_n);
        for (size_t k = 0; k < tables[i]->columns_n; k++)
            buf_addf(&ours, "%s.%s %s\n", tables[i]->name, tables[i]->columns[k].name,
                     type_name(tables[i]->columns[k].kind));
    }
    assert_ok(store_read(c, s, schema_compare, &theirs));
    assert_str(buf_str(&ours), str_cstr(c->arena, buf_str(&theirs)));
}

// ---- a desk with something of everything ----

#define TICKET(id, state, outcome, merged)                                                                             \
    db_run(db, *put("ticket"), P(id), P(S("Ünïcode, \"quotes\" \\ and 🦊")), P(S(state)), P(outcome),              \
           P(d->ana.person_id), P(c->now_ms), P(d->rita.person_id), P_NULL, P(d->team), P(S("mail")), P(S("stuck")),   \
           P(S("me")), P(S("")), P(S("<b>&</b>")), P_NULL, P_NULL, P_NULL, P_NULL, P_NULL, P_NULL, P_NULL, P_NULL,     \
           P_NULL, P(0), P_ID(merged), P_NULL, P_NULL, P(c->now_ms), P(c->now_ms), P(c->now_ms), P(0), P_NULL, P(7))

static enum rc event(struct db *db, const struct actor *who, int64_t ticket, int64_t message, struct str body)
{
    struct event_new e = {.ticket = ticket,
                          .kind = ticket == 41 ? "merged" : "withdrawn", // as they ended
                          .audience = AUDIENCE_ALL,
                          .message_id = message,
                          .message_body = body,
                          .content = S("{\"from\":\"Zoë\"}")};
    return history_add(db, who, &e);
}

static enum rc blob(struct db *db, struct str data)
{
    uint8_t sha[SHA256_BYTES];
    sha256(data, sha);
    return db_run(db, *put("blob"), P_BYTES(((struct str){(char *)sha, sizeof sha})), P((int64_t)data.n),
                  P_BYTES(data));
}

static enum rc fill(struct ctx *c, struct db *db, void *arg)
{
    struct small_desk *d = arg;
    struct str body = S("line one\nline two\t\xe2\x80\xa8 end"), token;
    char *large = arena_text(c->arena, 300000);
    for (int i = 0; i < 300000; i++)
        large[i] = (char)(i * 7);
    TRY(db_run(db, archive_defer));
    TRY(TICKET(41, "closed", S("merged"), 42)); // refers to a later one
    TRY(TICKET(42, "closed", S("withdrawn"), 0));
    TRY(db_run(db, *put("message"), P(7), P(42), P(d->rita.person_id), P(S("request")), P(S("mail")), P(body), P_NULL,
               P(S("")), P_NULL, P_NULL, P(c->now_ms)));
    for (int i = 0; i < 450; i++) // more than two pages
        TRY(event(db, &d->rita, i % 2 ? 41 : 42, i == 0 ? 7 : 0, i == 0 ? body : STR_NONE));
    TRY(blob(db, S("")));
    TRY(blob(db, S("a\0b\xff")));
    TRY(blob(db, (struct str){large, 300000}));
    TRY(db_run(db, *put("tag"), P(42), P(S("vpn"))));
    TRY(db_run(db, *put("tag"), P(42), P(S("Zugriff"))));
    TRY(db_run(db, *put("participant"), P(42), P(d->rob.person_id), P(c->now_ms)));
    TRY(db_run(db, *put("mail_in"), P(3), P_BYTES(S("From: x\r\n\r\n\xe9")), P_NULL, P(c->now_ms), P(S("taken")), P(42),
               P_NULL));
    TRY(db_run(db, *put("search_doc"), P(42), P(S(" 42 ")), P(S(" line one ")), P(S(""))));
    TRY(session_create(db, d->ana.person_id, &token));
    TRY(token_create(db, d->ana.person_id, S("laptop"), &token));
    return job_add(db, &(struct job_new){.kind = "mail", .key = S("m1"), .payload = S("{}"), .run_at = c->now_ms});
}

static struct small_desk full_desk(struct ctx *c, struct store *s)
{
    struct small_desk d = small_desk(c, s);
    assert_ok(update_person(c, s, &d.ana, d.ana.person_id, (struct person_changes){.password = S("hidden secret")}));
    fail_clear(c);
    assert_ok(store_write(c, s, fill, &d));
    return d;
}

// ---- files ----

static struct str file_name(struct ctx *c, const char *name)
{
    struct str path = str_fmt(c->arena, "%s/rapport-archive-%d-%s", kit_folder(), (int)getpid(), name);
    unlink(str_cstr(c->arena, path));
    return path;
}

static struct str file_read(struct ctx *c, struct str path)
{
    FILE *f = fopen(str_cstr(c->arena, path), "r");
    assert_non_null(f);
    struct buf b = buf_make(c->arena, 1 << 20);
    for (int ch; (ch = getc(f)) != EOF;)
        buf_add_char(&b, (char)ch);
    fclose(f);
    return buf_str(&b);
}

static void file_write(struct ctx *c, struct str path, struct str text)
{
    FILE *f = fopen(str_cstr(c->arena, path), "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
    fclose(f);
}

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

// The rows of an archive in an order that no engine decides; the first and last line left out.
static struct str rows_sorted(struct ctx *c, struct str path)
{
    struct str rest = file_read(c, path), line, *lines = arena_list(c->arena, 20000, struct str);
    size_t n = 0;
    while (str_cut(&rest, '\n', &line)) {
        assert_true(n < 20000);
        if (!str_starts(line, S("{\"rapport\"")) && !str_starts(line, S("{\"rows\"")))
            lines[n++] = line;
    }
    qsort(lines, n, sizeof *lines, by_bytes);
    return str_join(c->arena, lines, n, S("\n"));
}

// ---- there and back ----

static enum rc verify(struct ctx *c, struct db *db, void *arg)
{
    return history_verify(db, 0, arg);
}

static void assert_chains_hold(struct ctx *c, struct store *s)
{
    struct verify_result v = {0};
    fail_clear(c);
    assert_ok(store_read(c, s, verify, &v));
    assert_int_equal(v.bad_ticket, 0);
    assert_int_equal(v.events, 450);
}

static void there_and_back(enum store_engine from, enum store_engine to)
{
    struct kit a, b;
    assert_null(kit_open(&a, from));
    assert_null(kit_open(&b, to));
    struct small_desk d = full_desk(&a.ctx, a.store);
    struct str first = file_name(&a.ctx, "first"), second = file_name(&a.ctx, "second");
    assert_ok(archive_write(&a.ctx, a.store, first, NULL));
    assert_int_equal(archive_write(&a.ctx, a.store, first, NULL), RC_CONFLICT);
    assert_ok(archive_restore(&b.ctx, b.store, first, NULL));
    assert_chains_hold(&b.ctx, b.store);
    assert_ok(archive_write(&b.ctx, b.store, second, NULL));
    struct str before = rows_sorted(&a.ctx, first), after = rows_sorted(&a.ctx, second);
    assert_true(before.n > 400000 && str_eq(before, after));
    assert_int_equal(archive_restore(&b.ctx, b.store, first, NULL), RC_CONFLICT); // taken
    struct actor made = desk_person(&b.ctx, b.store, &d.ana, "next@work.test", ROLE_REQUESTER, 0);
    assert_int_equal(made.person_id, d.rob.person_id + 1); // counts on from where it was
    unlink(str_cstr(a.arena, first));
    unlink(str_cstr(a.arena, second));
    kit_close(&b);
    kit_close(&a);
}

TEST(r35_a_desk_moves_from_sqlite_to_postgresql_unchanged)
{
    there_and_back(STORE_SQLITE, STORE_POSTGRES);
}

TEST(r35_a_desk_moves_from_postgresql_to_sqlite_unchanged)
{
    there_and_back(STORE_POSTGRES, STORE_SQLITE);
}

// ---- nothing broken is restored ----

static enum rc is_taken(struct ctx *c, struct db *db, void *arg)
{
    return db_int(db, (int64_t *)arg, archive_taken);
}

static void assert_refused(struct kit *to, struct str path)
{
    int64_t taken = -1;
    fail_clear(&to->ctx);
    assert_int_equal(archive_restore(&to->ctx, to->store, path, NULL), RC_INVALID);
    assert_true(str_has(to->ctx.failure.detail, S("Nothing was restored")) ||
                str_has(to->ctx.failure.detail, S("not copied whole")));
    fail_clear(&to->ctx);
    assert_ok(store_read(&to->ctx, to->store, is_taken, &taken));
    assert_int_equal(taken, 0);
}

TEST(a_changed_cut_or_foreign_archive_is_refused_and_leaves_nothing)
{
    struct kit a, b;
    assert_null(kit_open(&a, STORE_SQLITE));
    full_desk(&a.ctx, a.store);
    struct str good = file_name(&a.ctx, "good"), broken = file_name(&a.ctx, "broken");
    assert_ok(archive_write(&a.ctx, a.store, good, NULL));
    struct str text = file_read(&a.ctx, good);
    assert_null(kit_open(&b, STORE_POSTGRES));
    const size_t cuts[] = {0, 1, 60, 1000, text.n / 2, text.n - 2, text.n - 100};
    for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
        file_write(&a.ctx, broken, str_slice(text, 0, cuts[i]));
        assert_refused(&b, broken);
    }
    ptrdiff_t name = str_find(text, S("Tidewell IT"));
    assert_true(name > 0);
    char *changed = arena_text(a.arena, text.n);
    memcpy(changed, text.p, text.n);
    changed[name] = 'S';
    file_write(&a.ctx, broken, (struct str){changed, text.n});
    assert_refused(&b, broken);
    file_write(&a.ctx, broken, str_fmt(a.arena, "%.*s[1]\n", STR_ARG(text)));
    assert_refused(&b, broken);
    file_write(&a.ctx, broken,
               S("{\"rapport\":\"backup\",\"format\":1,\"schema\":1}\n{\"table\":\"option\",\"columns\":[1]}\n"));
    assert_refused(&b, broken);
    unlink(str_cstr(a.arena, good));
    unlink(str_cstr(a.arena, broken));
    kit_close(&b);
    kit_close(&a);
}

// ---- the operators' two commands ----

TEST_STORE(a_backup_is_restored_into_an_empty_file_and_never_over_another)
{
    full_desk(c, s);
    struct str backup = file_name(c, "backup"), to = file_name(c, "to.db");
    assert_ok(backup_make(c, s, backup, NULL));
    assert_int_equal(backup_make(c, s, backup, NULL), RC_CONFLICT);
    fail_clear(c);
    assert_ok(backup_restore(c, backup, to, NULL));
    struct store *restored = NULL;
    assert_ok(store_open(c, &(struct store_options){.url = to, .must_exist = true}, &restored));
    assert_chains_hold(c, restored);
    struct str one = file_name(c, "one"), two = file_name(c, "two");
    assert_ok(archive_write(c, s, one, NULL));
    assert_ok(archive_write(c, restored, two, NULL));
    assert_true(str_eq(rows_sorted(c, one), rows_sorted(c, two)));
    store_close(restored);
    assert_int_equal(backup_restore(c, backup, to, NULL), RC_CONFLICT);
    static const char *const names[] = {"backup", "to.db", "one", "two"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        file_name(c, names[i]);
}

TEST(a_database_file_is_restored_into_postgresql)
{
    struct kit a, b;
    assert_null(kit_open(&a, STORE_SQLITE));
    full_desk(&a.ctx, a.store);
    struct str backup = file_name(&a.ctx, "lite");
    assert_ok(backup_make(&a.ctx, a.store, backup, NULL));
    assert_null(kit_open(&b, STORE_POSTGRES));
    assert_ok(backup_restore(&b.ctx, backup, str_of(kit_postgres_url()), NULL));
    assert_chains_hold(&b.ctx, b.store);
    unlink(str_cstr(a.arena, backup));
    kit_close(&b);
    kit_close(&a);
}

TEST(what_is_no_backup_is_refused)
{
    struct arena *a = arena_create(1 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    struct str junk = file_name(&c, "junk"), to = file_name(&c, "junk.db");
    file_write(&c, junk, S("hello"));
    assert_int_equal(backup_restore(&c, junk, to, NULL), RC_INVALID);
    fail_clear(&c);
    file_write(&c, junk, (struct str){"SQLite format 3\0 and then nothing of it", 38});
    assert_int_not_equal(backup_restore(&c, junk, to, NULL), RC_OK);
    fail_clear(&c);
    assert_int_equal(backup_restore(&c, file_name(&c, "missing"), to, NULL), RC_IO);
    assert_int_not_equal(access(str_cstr(a, to), F_OK), 0);
    file_name(&c, "junk");
    arena_free(a);
}

// ---- export ----

static void folder_remove(struct ctx *c, struct str path)
{
    const char *name = str_cstr(c->arena, path);
    DIR *d = opendir(name);
    for (struct dirent *e; d && (e = readdir(d));) {
        struct str inner = str_fmt(c->arena, "%s/%s", name, e->d_name);
        if (e->d_name[0] != '.' && unlink(str_cstr(c->arena, inner)) != 0)
            folder_remove(c, inner);
    }
    if (d)
        closedir(d);
    rmdir(name);
}

static struct str exported(struct ctx *c, struct str folder, const char *name)
{
    return file_read(c, str_fmt(c->arena, "%.*s/%s", STR_ARG(folder), name));
}

TEST_STORE(an_export_holds_everything_but_secrets)
{
    full_desk(c, s);
    struct str folder = file_name(c, "export");
    folder_remove(c, folder);
    struct export_result done;
    assert_ok(export_write(c, s, folder, NULL, &done));
    assert_true(done.rows > 450 && done.files > 10);
    struct str people = exported(c, folder, "people.ndjson");
    assert_true(str_has(people, S("\"name\":\"rita\"")) && str_has(people, S("\"active\":true")));
    assert_true(str_has(people, S("\"made_at\":\"2026-10-14T")));
    assert_false(str_has(people, S("argon2")));
    struct str options = exported(c, folder, "options.ndjson");
    assert_true(str_has(options, S("Tidewell IT")));
    assert_false(str_has(options, S("\"key\"")));
    assert_true(str_has(exported(c, folder, "tickets.ndjson"), S("\"merged_into\":42")));
    assert_str(exported(c, folder, "mail/3.eml"), "From: x\r\n\r\n\xe9");
    struct str blobs = exported(c, folder, "blobs.ndjson"), path = STR_NONE;
    ptrdiff_t at = str_find(blobs, S("\"size\":4,\"data\":\""));
    assert_true(at > 0);
    path = str_slice(blobs, (size_t)at + 17, (size_t)at + 17 + 6 + 64);
    assert_true(str_eq(exported(c, folder, str_cstr(c->arena, path)), S("a\0b\xff")));
    struct str manifest = exported(c, folder, "manifest.json");
    assert_true(str_has(manifest, S("\"file\": \"events.ndjson\", \"rows\": 450")));
    assert_int_equal(export_write(c, s, folder, NULL, &done), RC_CONFLICT);
    folder_remove(c, folder);
}
