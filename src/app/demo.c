// SPDX-License-Identifier: Apache-2.0
// `rapport demo`: fills an empty desk and says how to look around in it. Who can
// sign in goes to standard output, for scripts that show it again later; all
// else is said on standard error. The filling itself is demo_fill.c's.
#include "app/demo.h"

#include <unistd.h>

#include "app/app.h"
#include "app/demo_people.h"
#include "base/buf.h"

struct str demo_sign_in(struct arena *a)
{
    static const struct {
        enum demo_who who;
        const char *sees;
    } people[] = {
        {WHO_marisol, "leads the IT help desk: late promises, reviews, what bounced"},
        {WHO_ana, "looks after people: promises due, offers, questions"},
        {WHO_tomas, "an agent with the slow mail on his hands"},
        {WHO_siobhan, "leads Facilities"},
        {WHO_noor, "asked for help with a locked workbook"},
        {WHO_mirela, "waits for a promise that is late"},
        {WHO_greta, "set this desk up"},
    };
    struct buf b = buf_make(a, 1024);
    buf_lit(&b, "Sign in with one of these and the password \"" DEMO_PASSWORD "\":\n");
    for (size_t i = 0; i < ARRAY_LEN(people); i++)
        buf_add(&b, demo_sign_in_line(a, people[i].who, people[i].sees));
    return buf_str(&b);
}

// A SQLite file that is not there yet is made in memory and put in its place as
// a whole: much faster on slow disks, and an interrupted run leaves nothing behind.
static bool begins_in_memory(struct app *app)
{
    return !str_has(app->o.db, S("://")) && access(str_cstr(app->c.arena, app->o.db), F_OK) != 0;
}

static enum rc fill(struct app *app)
{
    struct str url = app->o.db;
    int64_t now_ms = app->c.now_ms;
    bool in_memory = begins_in_memory(app);
    app->o.db = in_memory ? S(":memory:") : url;
    enum rc rc = app_open(app, OPEN_CREATE);
    app->o.db = url;
    TRY(rc);
    TRY(demo_fill(&app->c, app->store, now_ms, app_progress));
    return in_memory ? store_copy(&app->c, app->store, url, NULL) : RC_OK;
}

int command_demo(struct app *app)
{
    if (fill(app) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    app_say("The demonstration desk is ready. Look at it with: rapport serve --db %.*s", STR_ARG(app->o.db));
    app_say("Everybody in it is made up. Never use it, or its password, for people who are real.");
    return app_print(app, demo_sign_in(app->c.arena));
}
