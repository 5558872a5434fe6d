// SPDX-License-Identifier: Apache-2.0
// A consistent copy of a SQLite database while others read and write it. It is
// made under another name, flushed, and only then gets its own, so that a file
// with the right name is always whole.
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <unistd.h>

#include "store/sqlite.h"

#define COPY_STEP_PAGES 2048

struct copy {
    struct ctx *c;
    struct lite *from;
    sqlite3 *to;
    const char *path, *part;
};

static enum rc copy_fail(const struct copy *k, const char *why)
{
    return fail_cause(k->c, RC_IO, str_of(why), "The copy '%s' could not be made: %s.", k->path, why);
}

static int copy_steps(struct copy *k, void (*progress)(int64_t done, int64_t total))
{
    sqlite3_backup *b = sqlite3_backup_init(k->to, "main", k->from->handle, "main");
    if (!b)
        return sqlite3_errcode(k->to);
    int code;
    do {
        code = sqlite3_backup_step(b, COPY_STEP_PAGES);
        int64_t total = sqlite3_backup_pagecount(b);
        if (progress && (code == SQLITE_OK || code == SQLITE_DONE))
            progress(total - sqlite3_backup_remaining(b), total);
    } while (code == SQLITE_OK);
    int end = sqlite3_backup_finish(b);
    return code == SQLITE_DONE ? end : code;
}

// A read transaction held open fixes what is copied: without it each write by
// another connection would start the copy again.
static enum rc copy_pages(struct copy *k, void (*progress)(int64_t done, int64_t total))
{
    int code = sqlite3_open_v2(k->part, &k->to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(k->to, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(k->from->handle, "BEGIN; SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = copy_steps(k, progress);
    enum rc rc = code == SQLITE_OK ? RC_OK : copy_fail(k, sqlite3_errstr(code));
    sqlite3_close_v2(k->to);
    return rc;
}

static enum rc flush(const struct copy *k, const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    bool fine = fd >= 0 && fsync(fd) == 0;
    int error = errno;
    if (fd >= 0)
        close(fd);
    return fine ? RC_OK : copy_fail(k, strerror(error));
}

static enum rc copy_finish(const struct copy *k)
{
    TRY(flush(k, k->part, O_RDWR));
    if (rename(k->part, k->path) != 0)
        return copy_fail(k, strerror(errno));
    char *folder = dirname((char *)str_cstr(k->c->arena, str_of(k->path)));
    return flush(k, folder, O_RDONLY | O_DIRECTORY);
}

static enum rc copy_run(struct copy *k, struct store *s, void (*progress)(int64_t done, int64_t total))
{
    TRY(lite_open(k->c, s, false, &k->from));
    enum rc rc = copy_pages(k, progress);
    lite_close(k->from);
    return rc == RC_OK ? copy_finish(k) : rc;
}

enum rc lite_copy(struct ctx *c, struct store *s, struct str path, void (*progress)(int64_t done, int64_t total))
{
    struct copy k = {.c = c, .path = str_cstr(c->arena, path)};
    char *part = (char *)str_cstr(c->arena, str_fmt(c->arena, "%s.XXXXXX", k.path));
    int fd = mkostemp(part, O_CLOEXEC); // 0600
    if (fd < 0)
        return copy_fail(&k, strerror(errno));
    close(fd);
    k.part = part;
    enum rc rc = copy_run(&k, s, progress);
    if (rc != RC_OK)
        unlink(part);
    return rc;
}
