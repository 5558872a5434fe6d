// SPDX-License-Identifier: Apache-2.0
// `receive` and `mail parse`: mail from standard input. A mail is never refused:
// either it is on disk (0) or the mail server is asked to try again (75).
// What a mail becomes is decided in desk/intake.c.
#include <unistd.h>

#include "app/app.h"
#include "app/files.h"
#include "base/buf.h"
#include "mail/describe.h"
#include "mail/parse.h"

// A mail that is larger than we read is still kept, up to this.
#define MAIL_RAW_BYTES_MAX ((size_t)256 * 1024 * 1024)

int command_receive(struct app *app)
{
    struct str raw;
    struct mail_identity id;
    struct intake intake;
    int64_t mail_id;
    if (stream_read(&app->c, STDIN_FILENO, MAIL_RAW_BYTES_MAX, &raw) != RC_OK)
        return app_sorry(app, EXIT_TRY_AGAIN);
    if (raw.n == 0) {
        fail(&app->c, RC_INVALID, "expected a mail on standard input, and there was nothing");
        return app_sorry(app, EXIT_TRY_AGAIN);
    }
    if (app_open(app, OPEN_AS_IS) != RC_OK || app_identity(app, &id) != RC_OK)
        return app_sorry(app, EXIT_TRY_AGAIN);
    if (mail_receive(&app->c, app->store, raw, app->o.to, &mail_id) != RC_OK)
        return app_sorry(app, EXIT_TRY_AGAIN);
    // It is on disk, so the sender is free to go; a job takes up what does not work out here.
    if (mail_take(&app->c, app->store, &id, mail_id, &intake) != RC_OK) {
        app_say("rapport: the mail is kept and will be read by the running desk: %.*s", STR_ARG(app->c.failure.detail));
        return EXIT_FINE;
    }
    if (intake.ticket)
        app_say("R-%" PRId64 ": %.*s", intake.ticket, STR_ARG(intake.note));
    else
        app_say("%.*s", STR_ARG(intake.note));
    return EXIT_FINE;
}

int command_mail_parse(struct app *app)
{
    struct str raw, json;
    struct mail mail;
    struct mail_limits limits = mail_limits_default;
    limits.raw_bytes = (size_t)app->o.mail_max;
    if (stream_read(&app->c, STDIN_FILENO, MAIL_RAW_BYTES_MAX, &raw) != RC_OK ||
        mail_parse(&app->c, raw, &limits, &mail) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    struct buf b = buf_make(app->c.arena, 4096);
    mail_describe_json(&b, &mail);
    buf_add_char(&b, '\n');
    if (buf_done(&b, &json) != RC_OK)
        return app_sorry(app, EXIT_TROUBLE);
    return app_print(app, json);
}
