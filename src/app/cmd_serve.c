// SPDX-License-Identifier: Apache-2.0
// `rapport serve`: the database, the workers, the web, until SIGTERM or SIGINT.
// Signals are taken by the main thread alone. Ends in the order web, jobs,
// store, so that what is under way is finished and answered.
#include <signal.h>
#include <unistd.h>

#include "app/app.h"
#include "app/workers.h"
#include "base/datetime.h"
#include "coach/coach.h"
#include "web/web.h"

#define STOP_WAIT_MS (10 * SECOND_MS)
#define JOB_ARENA_BYTES ((size_t)256 * 1024 * 1024)

static void wake_workers(void *arg)
{
    struct job_workers **workers = arg;
    if (*workers)
        jobs_wake(*workers);
}

// Blocked in every thread, so that only wait_for_end() sees them.
static sigset_t block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return set;
}

static void wait_for_end(const sigset_t *set)
{
    int which;
    do {
        if (sigwait(set, &which) != 0)
            return;
    } while (which == SIGHUP);
}

static enum rc from_keep(struct ctx *c, struct db *db, void *arg)
{
    const struct app *app = arg;
    return option_set(db, S("from"), app->o.from);
}

static enum rc from_find(struct ctx *c, struct db *db, void *arg)
{
    return option_find(db, S("from"), arg);
}

// `rapport receive` has to know the desk's own address too: mail from it is no
// person's, and it is never put on copy.
static enum rc serve_keep_from(struct app *app)
{
    struct str kept = STR_NONE;
    if (!app->o.from.n)
        return RC_OK;
    TRY(store_read(&app->c, app->store, from_find, &kept));
    return str_eq(kept, app->o.from) ? RC_OK : store_write(&app->c, app->store, from_keep, app);
}

static enum rc serve_identity(struct app *app, struct mail_identity *id)
{
    TRY(serve_keep_from(app));
    TRY(app_identity(app, id));
    if (!id->from.n)
        log_warn(&app->log, "no --from ADDRESS: mail waits in the outbox");
    if (!id->smtp.n)
        log_warn(&app->log, "no --smtp URL: mail waits in the outbox");
    return RC_OK;
}

static enum rc serve(struct app *app, struct mail_identity *id, struct job_workers **workers, struct web **web)
{
    struct coach_rules *coach = NULL; // as long as the program
    TRY(coach_rules_load(&app->c, app->o.rules, &coach));
    struct web_options wo = {
        .store = app->store,
        .identity = id,
        .coach = coach,
        .listen = app->o.listen,
        .threads = (int)app->o.threads,
        .body_max = (size_t)app->o.body_max,
        .log = &app->log,
        .committed = wake_workers,
        .committed_arg = workers,
    };
    TRY(web_start(&app->c, &wo, web));
    if (!id->base_url.n)
        id->base_url = str_fmt(app->c.arena, "http://%.*s:%d", STR_ARG(serve_host(app)), web_port(*web));
    struct workers_set set = workers_for(app, id);
    struct job_options jo = {
        .kinds = set.kinds,
        .kinds_n = set.n,
        .threads = (int)app->o.job_threads,
        .log = &app->log,
        .arena_bytes = JOB_ARENA_BYTES,
    };
    return jobs_start(&app->c, app->store, &jo, workers);
}

int command_serve(struct app *app)
{
    struct mail_identity id;
    struct job_workers *workers = NULL;
    struct web *web = NULL;
    sigset_t signals = block_signals();
    if (app_open(app, OPEN_UPGRADE) != RC_OK || serve_identity(app, &id) != RC_OK ||
        serve(app, &id, &workers, &web) != RC_OK) {
        int code = app_sorry(app, EXIT_TROUBLE);
        web_stop(web, 0);
        return code;
    }
    printf("listening on http://%.*s:%d\n", STR_ARG(serve_host(app)), web_port(web));
    fflush(stdout);
    wait_for_end(&signals);
    log_info(&app->log, "stopping: what is under way is finished first");
    web_stop(web, STOP_WAIT_MS);
    if (!jobs_stop(workers, STOP_WAIT_MS)) {
        log_warn(&app->log, "a job is still busy; its lease ends by itself and it is done again");
        fflush(NULL);
        _exit(EXIT_FINE); // its thread uses the store, so nothing is taken apart
    }
    return EXIT_FINE;
}

struct str serve_host(const struct app *app)
{
    ptrdiff_t colon = str_find_last_char(app->o.listen, ':');
    return colon > 0 ? str_slice(app->o.listen, 0, (size_t)colon) : S("127.0.0.1");
}
