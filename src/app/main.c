// SPDX-License-Identifier: Apache-2.0
// The command line: finds the command, reads its options, runs it. Wrong use
// exits 64 with one line that says what was expected.
#include <signal.h>

#include "app/app.h"
#include "base/crypto.h"
#include "base/datetime.h"
#include "mail/parse.h"

#define COMMAND_ARENA_BYTES ((size_t)512 * 1024 * 1024)

const struct command command_table[] = {
    {"serve", NULL, CMD_SERVE, command_serve, "", 0, 0, "runs the desk: web, API, mail and background work",
     "Prints one line 'listening on http://…' when it is ready. SIGTERM lets what is under way finish."},
    {"init", NULL, CMD_INIT, command_init, "", 0, 0, "makes an empty desk with its first administrator",
     "Without --password-file it prints a link to sign in with, once."},
    {"demo", NULL, CMD_DEMO, command_demo, "", 0, 0, "fills an empty desk with people and tickets to look at", ""},
    {"receive", NULL, CMD_RECEIVE, command_receive, "", 0, 0, "takes one mail on standard input, as a mail server's pipe does",
     "Exits 0 only once the mail is committed, and 75 (try again) on any trouble on our side."},
    {"token", "create", CMD_TOKEN, command_token_create, "", 0, 0, "prints an API token for --for EMAIL", ""},
    {"verify", NULL, CMD_VERIFY, command_verify, "", 0, 0, "proves that no history was changed or dropped",
     "Exits 1 and names the first event that does not fit."},
    {"backup", NULL, CMD_BACKUP, command_backup, "FILE", 1, 1, "writes a consistent copy to FILE while the desk runs", ""},
    {"restore", NULL, CMD_RESTORE, command_restore, "FILE", 1, 1, "puts a backup back into an empty place",
     "The place may be of the other kind: a backup of SQLite goes into PostgreSQL and the other way round."},
    {"export", NULL, CMD_EXPORT, command_export, "DIR", 1, 1, "writes everything as NDJSON and files into DIR", ""},
    {"mail", "parse", CMD_MAIL, command_mail_parse, "", 0, 0, "reads one mail and prints what we make of it as JSON", ""},
    {"coach", NULL, CMD_COACH, command_coach, "[check DIR | try RULE]", 0, 2, "reads a draft and prints the remarks as JSON",
     "'coach check DIR' runs the examples of the rule files in DIR. 'coach try RULE --last N' prints what a rule\n"
     "would have marked in the desk's own replies."},
    {"check", NULL, CMD_CHECK, command_check, "", 0, 0, "says what is unsafe or missing in this set-up", ""},
    {"help", NULL, CMD_HELP, command_help, "[COMMAND]", 0, 2, "this page, or all about one command", ""},
};
const size_t command_count = ARRAY_LEN(command_table);

static const struct command *command_find(int argc, char **argv, int *ret_from)
{
    for (size_t i = 0; i < command_count; i++) {
        const struct command *cmd = &command_table[i];
        if (strcmp(cmd->name, argv[1]) != 0)
            continue;
        if (cmd->sub && (argc < 3 || strcmp(cmd->sub, argv[2]) != 0))
            continue;
        *ret_from = cmd->sub ? 3 : 2;
        return cmd;
    }
    return NULL;
}

static bool log_level_parse(struct str s, enum log_level *ret_level)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_eq(s, str_of(names[i]))) {
            *ret_level = (enum log_level)i;
            return true;
        }
    }
    return false;
}

static int run(struct app *app, const struct command *cmd, int argc, char **argv, int from)
{
    if (options_read(&app->c, cmd->mask, argc, argv, from, &app->o) != RC_OK)
        return app_sorry(app, EXIT_USAGE);
    if (!log_level_parse(app->o.log_level, &app->log.least))
        return app_usage(app, "--log-level takes debug, info, warn or error");
    if (app->o.args_n < cmd->args_least || app->o.args_n > cmd->args_most)
        return app_usage(app, "expected: rapport %s%s%s %s; see 'rapport help %s'", cmd->name, cmd->sub ? " " : "",
                         cmd->sub ? cmd->sub : "", cmd->args, cmd->name);
    must_context(cmd->name);
    int code = cmd->run(app);
    store_close(app->store);
    return code;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    crypto_start();
    mail_start();
    AUTO(arena_auto) struct arena *arena = arena_create(COMMAND_ARENA_BYTES);
    struct app app = {.c = {.arena = arena, .now_ms = datetime_now_ms()}, .log = {.least = LOG_INFO_}};
    app.c.log = &app.log;
    if (argc < 2)
        return app_usage(&app, "expected a command: rapport serve, init, demo, receive, token, verify, backup, restore, "
                               "export, mail, coach, check, help");
    if (strcmp(argv[1], "--version") == 0)
        return app_print(&app, S("rapport " RAPPORT_VERSION "\n"));
    if (strcmp(argv[1], "--help") == 0)
        argv[1] = (char[]){"help"};
    int from = 0;
    const struct command *cmd = command_find(argc, argv, &from);
    if (!cmd)
        return app_usage(&app, "there is no command '%s'; 'rapport help' lists them", argv[1]);
    return run(&app, cmd, argc, argv, from);
}
