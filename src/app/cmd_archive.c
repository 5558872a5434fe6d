// SPDX-License-Identifier: Apache-2.0
// `backup`, `restore` and `export`: the desk does them, here are their
// sentences and their progress. What a backup holds and how a restore is
// checked is desk/archive.h.
#include "app/app.h"
#include "desk/archive.h"

static void backup_progress(int64_t done, int64_t total)
{
    app_progress("backing up", done, total);
}

static void restore_progress(int64_t done, int64_t total)
{
    app_progress("restoring", done, total);
}

static void export_progress(int64_t done, int64_t total)
{
    app_progress("exporting", done, total);
}

int command_backup(struct app *app)
{
    struct str path = str_of(app->o.args[0]);
    if (app_open(app, OPEN_AS_IS) != RC_OK || backup_make(&app->c, app->store, path, backup_progress) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    app_say("The backup is in %s.", app->o.args[0]);
    return EXIT_FINE;
}

int command_restore(struct app *app)
{
    if (backup_restore(&app->c, str_of(app->o.args[0]), app->o.db, restore_progress) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    app_say("The desk is back. 'rapport verify' proves that its histories are whole.");
    return EXIT_FINE;
}

int command_export(struct app *app)
{
    struct export_result result;
    if (app_open(app, OPEN_AS_IS) != RC_OK ||
        export_write(&app->c, app->store, str_of(app->o.args[0]), export_progress, &result) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    app_say("%" PRId64 " rows and %" PRId64 " files are in %s.", result.rows, result.files, app->o.args[0]);
    return EXIT_FINE;
}
