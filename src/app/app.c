// SPDX-License-Identifier: Apache-2.0
// What commands share: opening the database, speaking to the person at the
// terminal. Sentences go to standard error, data to standard output, and a
// failure is told once, here.
#include "app/app.h"

#include <stdarg.h>
#include <unistd.h>

#include "app/files.h"
#include "base/datetime.h"
#include "desk/credential.h"

enum rc app_open(struct app *app, enum app_open_how how)
{
    struct ctx *c = &app->c;
    struct store_options so = {
        .url = app->o.db,
        .readers = (int)app->o.readers,
        .must_exist = how != OPEN_CREATE,
        .busy_ms = app->o.busy_ms,
    };
    TRY(store_open(c, &so, &app->store));
    if (how != OPEN_AS_IS)
        return store_migrate(c, app->store);
    int version;
    return store_check_version(c, app->store, &version);
}

static enum rc identity_read(struct ctx *c, struct db *db, void *arg)
{
    struct mail_identity *id = arg;
    TRY(desk_key(db, &id->key));
    TRY(option_find(db, S("name"), &id->desk_name));
    if (id->base_url.n == 0)
        TRY(option_find(db, S("base_url"), &id->base_url));
    if (id->from.n == 0)
        TRY(option_find(db, S("from"), &id->from));
    return RC_OK;
}

enum rc app_identity(struct app *app, struct mail_identity *ret_identity)
{
    struct mail_identity id = {
        .from = app->o.from,
        .base_url = app->o.base_url,
        .smtp = app->o.smtp,
        .plus_addresses = app->o.plus_addresses,
    };
    TRY(store_read(&app->c, app->store, identity_read, &id));
    while (str_ends(id.base_url, S("/")))
        id.base_url.n--;
    id.desk_name = str_or(id.desk_name, S("Help desk"));
    *ret_identity = id;
    return RC_OK;
}

int app_sorry(struct app *app, int code)
{
    const struct failure *f = &app->c.failure;
    struct str said = str_or(f->detail, S("something went wrong that has no words yet"));
    fprintf(stderr, "rapport: %.*s\n", STR_ARG(said));
    if (f->instead.n)
        fprintf(stderr, "rapport: %.*s\n", STR_ARG(f->instead));
    if (f->cause.n)
        fprintf(stderr, "rapport: the cause: %.*s\n", STR_ARG(f->cause));
    return code;
}

int app_usage(struct app *app, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fputs("rapport: ", stderr);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    return EXIT_USAGE;
}

int app_print(struct app *app, struct str text)
{
    return stream_write(&app->c, STDOUT_FILENO, text) == RC_OK ? EXIT_FINE : app_sorry(app, EXIT_TROUBLE);
}

void app_say(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
}

void app_progress(const char *what, int64_t done, int64_t total)
{
    bool last = done >= total;
    bool tenth = total > 0 && done * 10 / total != (done - 1) * 10 / total;
    if (isatty(STDERR_FILENO)) {
        if (tenth || last || done % 64 == 0)
            fprintf(stderr, "\r%s: %" PRId64 " of %" PRId64 "%s", what, done, total, last ? "\n" : "");
    } else if (tenth || last) {
        fprintf(stderr, "%s: %" PRId64 " of %" PRId64 "\n", what, done, total);
    }
}
