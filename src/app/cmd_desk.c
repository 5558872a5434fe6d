// SPDX-License-Identifier: Apache-2.0
// The short commands on a desk: init, token create, verify. Each opens the
// database, does one thing in one transaction, and says what it did.
// A secret that is printed here is shown this once and kept only as a hash.
#include "app/app.h"
#include "app/files.h"
#include "base/crypto.h"
#include "base/datetime.h"
#include "desk/credential.h"
#include "desk/history.h"
#include "desk/person.h"

#define PASSWORD_BYTES_MIN 10
#define SIGN_IN_LINK_LIFE_MS (2 * DAY_MS)

struct init {
    struct str admin, desk_name, password_hash, base_url, key;
    int64_t admin_id;
};

static enum rc init_write(struct ctx *c, struct db *db, void *arg)
{
    struct init *in = arg;
    TRY(desk_create(db, in->admin, in->desk_name, &in->admin_id));
    if (in->password_hash.n)
        TRY(password_set(db, in->admin_id, in->password_hash));
    if (in->base_url.n)
        TRY(option_set(db, S("base_url"), in->base_url));
    return desk_key(db, &in->key);
}

static enum rc init_password(struct app *app, struct init *in)
{
    struct str text, line = STR_NONE;
    if (app->o.password_file.n == 0)
        return RC_OK;
    TRY(file_read(&app->c, str_cstr(app->c.arena, app->o.password_file), 4096, &text));
    str_cut_line(&text, &line);
    if (line.n < PASSWORD_BYTES_MIN)
        return fail(&app->c, RC_INVALID, "the password in the file is shorter than %d characters; a sentence works well",
                    PASSWORD_BYTES_MIN);
    return password_hash(app->c.arena, line, &in->password_hash);
}

static struct str sign_in_link(struct app *app, const struct init *in)
{
    struct link link = {.kind = LINK_SIGN_IN, .person_id = in->admin_id, .ends_at = app->c.now_ms + SIGN_IN_LINK_LIFE_MS};
    struct str base = app->o.base_url.n ? app->o.base_url : str_fmt(app->c.arena, "http://%.*s", STR_ARG(S("127.0.0.1:8080")));
    struct str token = link_token(app->c.arena, in->key, &link);
    return str_fmt(app->c.arena, "%.*s/session/link?token=%.*s\n", STR_ARG(base), STR_ARG(token));
}

int command_init(struct app *app)
{
    struct init in = {.admin = app->o.admin, .desk_name = app->o.desk_name, .base_url = app->o.base_url};
    if (in.admin.n == 0)
        return app_usage(app, "init needs the administrator's address: --admin EMAIL");
    if (init_password(app, &in) != RC_OK)
        return app_sorry(app, app->c.failure.rc == RC_INVALID ? EXIT_USAGE : EXIT_TROUBLE);
    if (app_open(app, OPEN_CREATE) != RC_OK || store_write(&app->c, app->store, init_write, &in) != RC_OK)
        return app_sorry(app, app->c.failure.rc == RC_INVALID ? EXIT_USAGE : EXIT_TROUBLE);
    app_say("The desk is ready. Its administrator is %.*s.", STR_ARG(in.admin));
    if (in.password_hash.n)
        return EXIT_FINE;
    app_say("Sign in with this link; it works once, within two days:");
    return app_print(app, sign_in_link(app, &in));
}

struct token_wish {
    struct str email, name, token;
};

static enum rc token_write(struct ctx *c, struct db *db, void *arg)
{
    struct token_wish *t = arg;
    struct person p;
    bool found;
    TRY(person_find_by_email(db, t->email, &p, &found));
    if (!found || !p.active)
        return fail(c, RC_NOT_FOUND, "nobody active here has the address '%.*s'", STR_ARG(t->email));
    return token_create(db, p.id, t->name, &t->token);
}

int command_token_create(struct app *app)
{
    struct token_wish t = {.email = app->o.person, .name = app->o.name};
    if (t.email.n == 0)
        return app_usage(app, "token create needs whose it is: --for EMAIL");
    if (app_open(app, OPEN_UPGRADE) != RC_OK || store_write(&app->c, app->store, token_write, &t) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    return app_print(app, str_fmt(app->c.arena, "%.*s\n", STR_ARG(t.token)));
}

struct verify_wish {
    int64_t ticket;
    struct verify_result result;
};

static void verify_tell(int64_t done, int64_t total)
{
    app_progress("proving histories", done, total);
}

static enum rc verify_read(struct ctx *c, struct db *db, void *arg)
{
    struct verify_wish *v = arg;
    return history_verify_telling(db, v->ticket, v->ticket ? NULL : verify_tell, &v->result);
}

int command_verify(struct app *app)
{
    struct verify_wish v = {.ticket = app->o.ticket};
    if (app_open(app, OPEN_AS_IS) != RC_OK || store_read(&app->c, app->store, verify_read, &v) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    const struct verify_result *r = &v.result;
    if (r->bad_ticket) {
        app_say("R-%" PRId64 ", event %" PRId64 ": %.*s", r->bad_ticket, r->bad_number, STR_ARG(r->why));
        return EXIT_TROUBLE;
    }
    return app_print(app, str_fmt(app->c.arena, "%" PRId64 " %s with %" PRId64 " events: nothing was changed or dropped\n", r->tickets,
                                  r->tickets == 1 ? "history" : "histories", r->events));
}
