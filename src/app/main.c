// SPDX-License-Identifier: Apache-2.0
// The command line: finds the command, reads its options, runs it. Wrong use
// exits 64 with one line that says what was expected. Whatever has to be
// started once a process (crypto, mail) is started here.
#include <signal.h>

#include "app/app.h"
#include "base/crypto.h"
#include "base/datetime.h"
#include "mail/parse.h"

#define COMMAND_ARENA_BYTES ((size_t)512 * 1024 * 1024)

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

// What a half-named command ("rapport token") was meant to be, else NULL.
static const struct command *command_meant(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (command_table[i].sub && strcmp(command_table[i].name, name) == 0)
            return &command_table[i];
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
    arena_start();
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
    static char help[] = "help";
    if (strcmp(argv[1], "--help") == 0)
        argv[1] = help;
    int from = 0;
    const struct command *cmd = command_find(argc, argv, &from);
    const struct command *meant = cmd ? NULL : command_meant(argv[1]);
    if (meant)
        return app_usage(&app, "expected: rapport %s %s; see 'rapport help %s'", meant->name, meant->sub, meant->name);
    if (!cmd)
        return app_usage(&app, "there is no command '%s'; 'rapport help' lists them", argv[1]);
    return run(&app, cmd, argc, argv, from);
}
