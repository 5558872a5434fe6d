// SPDX-License-Identifier: Apache-2.0
// The options of a run: flags win over the environment, the environment over
// the file, the file over the defaults. options.def is the one list of them;
// help, the manual page and the settings come from it as well.
#pragma once

#include "base/ctx.h"

enum command_mask {
    CMD_SERVE = 1 << 0, CMD_INIT = 1 << 1, CMD_DEMO = 1 << 2, CMD_RECEIVE = 1 << 3, CMD_TOKEN = 1 << 4,
    CMD_VERIFY = 1 << 5, CMD_BACKUP = 1 << 6, CMD_RESTORE = 1 << 7, CMD_EXPORT = 1 << 8, CMD_MAIL = 1 << 9,
    CMD_COACH = 1 << 10, CMD_CHECK = 1 << 11, CMD_HELP = 1 << 12, CMD_SINK = 1 << 13,
    CMD_ALL = (1 << 14) - 1,
    CMD_DB = CMD_ALL & ~(CMD_MAIL | CMD_HELP | CMD_SINK),
};

enum option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_FLAG, OPTION_SECRET };

struct option_info {
    const char *name, *flag;
    enum option_kind kind;
    const char *otherwise;      // the default, as text
    int64_t least, most;
    const char *unit;
    unsigned commands;          // enum command_mask
    const char *help;
    size_t offset;              // of the member in struct options
};

#define OPTION_MEMBER_TEXT struct str
#define OPTION_MEMBER_SECRET struct str
#define OPTION_MEMBER_NUMBER int64_t
#define OPTION_MEMBER_FLAG bool

struct options {
#define OPTION(member, kind, ...) OPTION_MEMBER_##kind member;
#include "app/options.def"
#undef OPTION
    const char *const *args;    // what is left: FILE, DIR …
    int args_n;
};

extern const struct option_info option_table[];
extern const size_t option_count;

// Reads argv[from..), the environment and the file for a command. RC_INVALID with
// one line that says what was expected.
NODISCARD enum rc options_read(struct ctx *c, unsigned command, int argc, char **argv, int from,
                               struct options *ret_options);
// "RAPPORT_BASE_URL" for "base-url".
struct str option_env_name(struct arena *a, const struct option_info *o);
