// SPDX-License-Identifier: Apache-2.0
// Parses by the table; nothing here knows what an option is for. Flags are read
// twice: first for --config, then again over the file and the environment,
// since they win.
#include "app/options.h"

#include <errno.h>
#include <unistd.h>

#include "app/files.h"

#define CONFIG_BYTES_MAX (256 * 1024)

const struct option_info option_table[] = {
#define OPTION(member, kind, flag, otherwise, least, most, unit, commands, help) \
    {#member, flag, OPTION_##kind, otherwise, least, most, unit, commands, help, offsetof(struct options, member)},
#include "app/options.def"
#undef OPTION
};
const size_t option_count = ARRAY_LEN(option_table);

struct str option_env_name(struct arena *a, const struct option_info *o)
{
    struct str flag = str_of(o->flag);
    char *p = arena_text(a, flag.n);
    for (size_t i = 0; i < flag.n; i++)
        p[i] = flag.p[i] == '-' ? '_' : (char)(flag.p[i] - 'a' + 'A');
    return str_fmt(a, "RAPPORT_%.*s", (int)flag.n, p);
}

static const struct option_info *option_find(struct str flag, unsigned command)
{
    for (size_t i = 0; i < option_count; i++)
        if (str_eq(flag, str_of(option_table[i].flag)) && (option_table[i].commands & command))
            return &option_table[i];
    return NULL;
}

static bool flag_parse(struct str value, bool *ret_on)
{
    *ret_on = str_eq(value, S("1")) || str_eq(value, S("yes")) || str_eq(value, S("on")) || str_eq(value, S("true"));
    return *ret_on || str_eq(value, S("0")) || str_eq(value, S("no")) || str_eq(value, S("off")) ||
           str_eq(value, S("false"));
}

// `where` names the door it came in by, for the sentence: "--threads", "RAPPORT_THREADS", "rapport.conf:3".
static enum rc option_set(struct ctx *c, struct options *o, const struct option_info *info, struct str value,
                          struct str where)
{
    void *member = (char *)o + info->offset;
    switch (info->kind) {
    case OPTION_TEXT:
    case OPTION_SECRET:
        *(struct str *)member = str_dup(c->arena, value);
        return RC_OK;
    case OPTION_FLAG:
        if (!flag_parse(value, member))
            return fail(c, RC_INVALID, "%.*s takes yes or no, not '%.*s'", STR_ARG(where), STR_ARG(value));
        return RC_OK;
    case OPTION_NUMBER:
        break;
    }
    int64_t number;
    if (!str_to_int64(value, &number) || number < info->least || number > info->most)
        return fail(c, RC_INVALID, "%.*s takes a whole number from %" PRId64 " to %" PRId64 " (%s), not '%.*s'",
                    STR_ARG(where), info->least, info->most, info->unit, STR_ARG(value));
    *(int64_t *)member = number;
    return RC_OK;
}

static enum rc read_defaults(struct ctx *c, struct options *o)
{
    for (size_t i = 0; i < option_count; i++)
        TRY(option_set(c, o, &option_table[i], str_of(option_table[i].otherwise), S("the default")));
    return RC_OK;
}

static enum rc read_config_line(struct ctx *c, struct options *o, unsigned command, struct str line, struct str where)
{
    struct str rest = line, name;
    if (!str_cut(&rest, '=', &name) || str_is_none(rest))
        return fail(c, RC_INVALID, "%.*s: expected 'name = value'", STR_ARG(where));
    name = str_trim(name);
    const struct option_info *info = option_find(name, CMD_ALL);
    if (!info)
        return fail(c, RC_INVALID, "%.*s: there is no option '%.*s'; see 'rapport help'", STR_ARG(where), STR_ARG(name));
    if (!(info->commands & command))
        return RC_OK;
    return option_set(c, o, info, str_trim(rest), where);
}

static enum rc read_config(struct ctx *c, struct options *o, unsigned command, const char *path)
{
    struct str text, line;
    TRY(file_read(c, path, CONFIG_BYTES_MAX, &text));
    for (int number = 1; str_cut_line(&text, &line); number++) {
        line = str_trim(line);
        if (line.n && line.p[0] != '#')
            TRY(read_config_line(c, o, command, line, str_fmt(c->arena, "%s:%d", path, number)));
    }
    return RC_OK;
}

static enum rc read_environment(struct ctx *c, struct options *o, unsigned command)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option_info *info = &option_table[i];
        struct str name = option_env_name(c->arena, info);
        const char *value = getenv(str_cstr(c->arena, name));
        if (value && (info->commands & command))
            TRY(option_set(c, o, info, str_of(value), name));
    }
    return RC_OK;
}

// One "--flag value", "--flag=value" or "--flag" for a FLAG; moves *at on.
static enum rc read_flag(struct ctx *c, struct options *o, unsigned command, char **argv, int argc, int *at)
{
    struct str rest = str_from(str_of(argv[*at]), 2), flag;
    if (!str_cut(&rest, '=', &flag))
        flag = STR_NONE;
    const struct option_info *info = option_find(flag, command);
    if (!info)
        return fail(c, RC_INVALID, "there is no option --%.*s here; see 'rapport help'", STR_ARG(flag));
    struct str where = str_fmt(c->arena, "--%s", info->flag);
    ++*at;
    if (!str_is_none(rest))
        return option_set(c, o, info, rest, where);
    if (info->kind == OPTION_FLAG)
        return option_set(c, o, info, S("1"), where);
    if (*at >= argc)
        return fail(c, RC_INVALID, "--%s needs a value: --%s %s", info->flag, info->flag, info->unit);
    return option_set(c, o, info, str_of(argv[(*at)++]), where);
}

static enum rc read_flags(struct ctx *c, struct options *o, unsigned command, int argc, char **argv, int from)
{
    const char **args = arena_list(c->arena, (size_t)argc + 1, const char *);
    bool only_args = false;
    o->args_n = 0;
    for (int at = from; at < argc;) {
        struct str word = str_of(argv[at]);
        if (!only_args && str_eq(word, S("--"))) {
            only_args = true;
            at++;
        } else if (!only_args && str_starts(word, S("--"))) {
            TRY(read_flag(c, o, command, argv, argc, &at));
        } else {
            args[o->args_n++] = argv[at++];
        }
    }
    o->args = args;
    return RC_OK;
}

enum rc options_read(struct ctx *c, unsigned command, int argc, char **argv, int from, struct options *ret_options)
{
    struct options o = {0};
    TRY(read_defaults(c, &o));
    TRY(read_flags(c, &o, command, argc, argv, from)); // for --config; read again at the end, since flags win
    const char *env = getenv("RAPPORT_CONFIG");
    const char *path = o.config.n ? str_cstr(c->arena, o.config) : env;
    if (path)
        TRY(read_config(c, &o, command, path));
    else if (access("rapport.conf", R_OK) == 0)
        TRY(read_config(c, &o, command, "rapport.conf"));
    else if (access("/etc/rapport/rapport.conf", R_OK) == 0)
        TRY(read_config(c, &o, command, "/etc/rapport/rapport.conf"));
    TRY(read_environment(c, &o, command));
    TRY(read_flags(c, &o, command, argc, argv, from));
    *ret_options = o;
    return RC_OK;
}
