// SPDX-License-Identifier: Apache-2.0
// `rapport help` and `rapport help COMMAND`, made from the two tables (commands
// and options), so that what is printed cannot differ from what is read.
// One screen each, no colours.
#include "app/app.h"
#include "base/buf.h"

static void command_line(struct buf *b, const struct command *cmd)
{
    struct buf name = {.arena = b->arena};
    buf_addf(&name, "%s%s%s %s", cmd->name, cmd->sub ? " " : "", cmd->sub ? cmd->sub : "", cmd->args);
    buf_addf(b, "  %-32.*s %s\n", STR_ARG(buf_str(&name)), cmd->summary);
}

static void option_line(struct buf *b, const struct option_info *o)
{
    struct str env = option_env_name(b->arena, o);
    buf_addf(b, "  --%s%s%s\n      %s", o->flag, o->kind == OPTION_FLAG ? "" : " ", o->unit, o->help);
    bool any = o->kind == OPTION_NUMBER && o->most == INT64_MAX; // such as a request's number
    if (o->kind == OPTION_NUMBER && !any)
        buf_addf(b, ", %" PRId64 " to %" PRId64, o->least, o->most);
    if (o->otherwise[0] && !any && o->kind != OPTION_FLAG)
        buf_addf(b, "; without it: %s", o->otherwise);
    buf_addf(b, " (%.*s)\n", STR_ARG(env));
}

static int help_all(struct app *app)
{
    struct buf b = buf_make(app->c.arena, 4096);
    buf_lit(&b, "Rapport, a help desk that keeps its word.\n\nusage: rapport COMMAND [options]\n\n");
    for (size_t i = 0; i < command_count; i++)
        command_line(&b, &command_table[i]);
    buf_lit(&b, "\n'rapport help COMMAND' shows a command's options. Each option is also an environment variable\n"
                "(RAPPORT_DB for --db) and a line 'db = …' in rapport.conf. 'rapport --version' prints the version.\n");
    return app_print(app, buf_str(&b));
}

int command_help(struct app *app)
{
    if (app->o.args_n == 0)
        return help_all(app);
    struct buf b = buf_make(app->c.arena, 4096);
    for (size_t i = 0; i < command_count; i++) {
        const struct command *cmd = &command_table[i];
        if (strcmp(cmd->name, app->o.args[0]) != 0)
            continue;
        buf_addf(&b, "usage: rapport %s%s%s%s%s [options]\n\n%s.\n%s%s\n", cmd->name, cmd->sub ? " " : "",
                 cmd->sub ? cmd->sub : "", cmd->args[0] ? " " : "", cmd->args, cmd->summary, cmd->more, cmd->more[0] ? "\n" : "");
        for (size_t j = 0; j < option_count; j++)
            if (option_table[j].commands & cmd->mask)
                option_line(&b, &option_table[j]);
    }
    if (b.n == 0)
        return app_usage(app, "there is no command '%s'; 'rapport help' lists them", app->o.args[0]);
    return app_print(app, buf_str(&b));
}
