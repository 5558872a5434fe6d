// SPDX-License-Identifier: Apache-2.0
// Backups as operators mean them: the quick way that each engine has, and back
// from either kind into either engine. A database file is copied byte by byte
// and never opened where it lies, because opening it would write to it.
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "desk/archive.h"

#include "desk/archive.sql.h"
#include "desk/archive_file.h"

#define COPY_BYTES ((size_t)1 << 20)

static const struct str lite_magic = {"SQLite format 3", 16}; // with its NUL

enum rc backup_make(struct ctx *c, struct store *s, struct str path, archive_progress *progress)
{
    if (store_engine(s) == STORE_POSTGRES)
        return archive_write(c, s, path, progress);
    if (access(str_cstr(c->arena, path), F_OK) == 0)
        return fail(c, RC_CONFLICT, "The file '%.*s' is there already. Please choose another name.", STR_ARG(path));
    return store_copy(c, s, path, progress);
}

enum backup_kind { BACKUP_ARCHIVE, BACKUP_LITE };

static enum rc kind_find(struct ctx *c, struct str path, enum backup_kind *ret_kind)
{
    AUTO(in_auto) struct archive_in in = {0};
    char head[16];
    TRY(in_open(c, path, &in));
    size_t n = fread(head, 1, sizeof head, in.file);
    bool is_lite = str_eq((struct str){head, n}, lite_magic);
    if (!is_lite && (n == 0 || head[0] != '{'))
        return fail(c, RC_INVALID, "'%.*s' is not a backup of Rapport.", STR_ARG(path));
    *ret_kind = is_lite ? BACKUP_LITE : BACKUP_ARCHIVE;
    return RC_OK;
}

static enum rc bytes_copy(struct ctx *c, struct str from, struct str to, archive_progress *progress)
{
    AUTO(in_auto) struct archive_in in = {0};
    AUTO(out_auto) struct archive_out out = {0};
    AUTO(arena_auto) struct arena *a = arena_create(2 * COPY_BYTES);
    char *room = arena_text(a, COPY_BYTES);
    TRY(in_open(c, from, &in));
    TRY(out_open(c, to, &out));
    for (size_t n; (n = fread(room, 1, COPY_BYTES, in.file)) > 0;) {
        TRY(out_add(&out, (struct str){room, n}));
        in.bytes_read += (int64_t)n;
        if (progress)
            progress(in.bytes_read, in.bytes_all);
    }
    if (ferror(in.file) || in.bytes_read != in.bytes_all)
        return fail(c, RC_IO, "The backup cannot be read to its end.");
    return out_finish(&out);
}

static enum rc whole_check(struct ctx *c, struct db *db, void *arg)
{
    AUTO(rows_auto) struct rows r = {0};
    TRY(db_rows(db, &r, archive_whole));
    bool whole = rows_next(&r) && str_eq(rows_text(&r, 0), S("ok"));
    TRY(rows_done(&r));
    return whole ? RC_OK : fail(c, RC_INVALID, "This backup is damaged. Please take another one.");
}

// Opens a database file that was just copied, as far as it is whole and ours.
static enum rc lite_open_checked(struct ctx *c, struct str path, struct store **ret_store)
{
    struct store *s = NULL;
    int version = 0;
    TRY(store_open(c, &(struct store_options){.url = path, .must_exist = true}, &s));
    enum rc rc = store_read(c, s, whole_check, NULL);
    if (rc == RC_OK)
        rc = store_migrate(c, s); // a backup of an earlier program is brought up to date
    if (rc == RC_OK)
        rc = store_check_version(c, s, &version);
    for (int i = 1; i <= version; i++) // the backup itself is the copy from before
        unlink(str_cstr(c->arena, str_fmt(c->arena, "%.*s.before-%d", STR_ARG(path), i)));
    if (rc == RC_OK)
        *ret_store = s;
    else
        store_close(s);
    return rc;
}

static void lite_remove(struct ctx *c, struct str path)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        unlink(str_cstr(c->arena, str_fmt(c->arena, "%.*s%s", STR_ARG(path), endings[i])));
}

static enum rc lite_to_lite(struct ctx *c, struct str path, struct str to, archive_progress *progress)
{
    struct store *s = NULL;
    struct str part = str_fmt(c->arena, "%.*s.restoring", STR_ARG(to));
    if (access(str_cstr(c->arena, to), F_OK) == 0)
        return fail(c, RC_CONFLICT, "The file '%.*s' is there already. A backup is restored into an empty place.",
                    STR_ARG(to));
    lite_remove(c, part);
    TRY(bytes_copy(c, path, part, progress));
    enum rc rc = lite_open_checked(c, part, &s);
    store_close(s); // leaves one file, without a log beside it
    if (rc == RC_OK && rename(str_cstr(c->arena, part), str_cstr(c->arena, to)) != 0)
        rc = fail_cause(c, RC_IO, str_of(strerror(errno)), "The file '%.*s' could not be made.", STR_ARG(to));
    if (rc != RC_OK)
        lite_remove(c, part);
    return rc;
}

static enum rc target_open(struct ctx *c, struct str url, struct store **ret_store)
{
    TRY(store_open(c, &(struct store_options){.url = url}, ret_store));
    enum rc rc = store_migrate(c, *ret_store);
    if (rc != RC_OK)
        store_close(*ret_store);
    return rc;
}

static enum rc archive_to(struct ctx *c, struct str path, struct str url, archive_progress *progress)
{
    struct store *s = NULL;
    TRY(target_open(c, url, &s));
    enum rc rc = archive_restore(c, s, path, progress);
    store_close(s);
    return rc;
}

// A name that nobody else has, in the folder for passing files.
static enum rc passing_name(struct ctx *c, struct str *ret_name)
{
    const char *folder = getenv("TMPDIR");
    struct str name = str_fmt(c->arena, "%s/rapport-%.*s", folder && *folder ? folder : P_tmpdir,
                              STR_ARG(random_token(c->arena, 16)));
    *ret_name = name;
    return name.n < 4000 ? RC_OK : fail(c, RC_INVALID, "The folder that TMPDIR names has too long a name.");
}

// From a database file to PostgreSQL: by way of an archive.
static enum rc lite_to_postgres(struct ctx *c, struct str path, struct str url, archive_progress *progress)
{
    struct store *s = NULL;
    struct str copy, archive;
    TRY(passing_name(c, &copy));
    archive = str_fmt(c->arena, "%.*s.ndjson", STR_ARG(copy));
    enum rc rc = bytes_copy(c, path, copy, NULL);
    if (rc == RC_OK)
        rc = lite_open_checked(c, copy, &s);
    if (rc == RC_OK)
        rc = archive_write(c, s, archive, NULL);
    store_close(s);
    lite_remove(c, copy);
    if (rc == RC_OK)
        rc = archive_to(c, archive, url, progress);
    unlink(str_cstr(c->arena, archive));
    return rc;
}

enum rc backup_restore(struct ctx *c, struct str path, struct str url, archive_progress *progress)
{
    enum backup_kind kind = BACKUP_ARCHIVE;
    bool to_postgres = str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://"));
    TRY(kind_find(c, path, &kind));
    if (kind == BACKUP_ARCHIVE)
        return archive_to(c, path, url, progress);
    return to_postgres ? lite_to_postgres(c, path, url, progress) : lite_to_lite(c, path, url, progress);
}
