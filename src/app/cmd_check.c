// SPDX-License-Identifier: Apache-2.0
// `rapport check`: what is unsafe or missing in this set-up, in plain words, a
// line each with what to do. Exit 1 if there is anything. Looks only; whatever
// it finds is for a person to mend.
#include <sys/stat.h>

#include "app/app.h"
#include "base/datetime.h"
#include "jobs/jobs.h"

#include "app/cmd_check.sql.h"

struct checking {
    int found;
    int64_t admins, admins_without_password, teams, teams_without_lead, teams_without_duty;
    int64_t mail_waiting, mail_failed, mail_unread;
    struct job_counts jobs;
};

static void found(struct checking *k, const char *what, const char *to_do)
{
    k->found++;
    printf("- %s %s\n", what, to_do);
}

static enum rc check_read(struct ctx *c, struct db *db, void *arg)
{
    struct checking *k = arg;
    AUTO(rows_auto) struct rows admins = {0}, teams = {0}, mail = {0};
    TRY(db_rows(db, &admins, check_admins));
    if (rows_next(&admins)) {
        k->admins = rows_int(&admins, 0);
        k->admins_without_password = rows_int(&admins, 1);
    }
    TRY(rows_done(&admins));
    TRY(db_rows(db, &teams, check_teams));
    if (rows_next(&teams)) {
        k->teams = rows_int(&teams, 0);
        k->teams_without_lead = rows_int(&teams, 1);
        k->teams_without_duty = rows_int(&teams, 2);
    }
    TRY(rows_done(&teams));
    TRY(db_rows(db, &mail, check_mail));
    if (rows_next(&mail)) {
        k->mail_waiting = rows_int(&mail, 0);
        k->mail_failed = rows_int(&mail, 1);
    }
    TRY(rows_done(&mail));
    TRY(db_int(db, &k->mail_unread, check_received, P(c->now_ms - 10 * MINUTE_MS)));
    return jobs_count(db, &k->jobs);
}

static void check_database(struct app *app, struct checking *k)
{
    struct stat st;
    if (store_engine(app->store) == STORE_SQLITE && stat(str_cstr(app->c.arena, app->o.db), &st) == 0 &&
        (st.st_mode & (S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH)))
        found(k, "The database file can be read by other users of this machine.", "Take that away: chmod 600 FILE.");
    if (store_ping(&app->c, app->store) != RC_OK) {
        fail_clear(&app->c);
        found(k, "The database cannot be written to.", "Look for a full disk, or for the file's owner.");
    }
}

static void check_mail_settings(const struct mail_identity *id, struct checking *k)
{
    if (!id->from.n)
        found(k, "The desk has no mail address to write from.", "Set --from ADDRESS.");
    if (!id->smtp.n)
        found(k, "No mail leaves: there is no mail server.", "Set --smtp URL; until then mail waits in the outbox.");
    if (!id->base_url.n)
        found(k, "Links in mails do not know the desk's address.", "Set --base-url https://….");
    else if (str_starts(id->base_url, S("http://")) && !str_has(id->base_url, S("127.0.0.1")) &&
             !str_has(id->base_url, S("localhost")) && !str_has(id->base_url, S("[::1]")))
        found(k, "People reach the desk without encryption.", "Put a proxy with TLS before it and set --base-url https://….");
}

static void check_people(const struct checking *in, struct checking *k)
{
    if (in->admins == 0)
        found(k, "Nobody is an administrator.", "Make one: rapport init on an empty database, or a backup that has one.");
    if (in->admins && in->admins == in->admins_without_password)
        found(k, "No administrator has a password, so signing in needs mail.", "Set one on the page 'About you'.");
    if (in->teams_without_lead)
        found(k, "A team's lead has left.", "Name another lead on the team's page.");
    if (in->teams_without_duty)
        found(k, "A team has nobody on duty, so new requests go to its lead.", "Name somebody on the team's page.");
}

static void check_work(const struct checking *in, const struct mail_identity *id, struct checking *k)
{
    if (in->mail_failed)
        found(k, "Some mail could not be delivered.", "Its requests say to whom; see their histories.");
    if (in->mail_waiting && id->smtp.n && in->jobs.ready && in->jobs.oldest_ready_at)
        found(k, "Mail is waiting in the outbox.", "If it stays, look at the mail server: each try is in the log.");
    if (in->jobs.dead)
        found(k, "Some background work was given up on.", "The log says why; it is kept until somebody looks.");
    if (in->mail_unread)
        found(k, "Mail was received and not read for more than ten minutes.", "Is 'rapport serve' running?");
}

int command_check(struct app *app)
{
    struct checking k = {0};
    struct mail_identity id;
    if (app_open(app, OPEN_AS_IS) != RC_OK || app_identity(app, &id) != RC_OK ||
        store_read(&app->c, app->store, check_read, &k) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    check_database(app, &k);
    check_mail_settings(&id, &k);
    check_people(&k, &k);
    check_work(&k, &id, &k);
    if (k.found == 0)
        printf("Nothing is missing.\n");
    fflush(stdout);
    return k.found ? EXIT_TROUBLE : EXIT_FINE;
}
