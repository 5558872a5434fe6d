// SPDX-License-Identifier: Apache-2.0
// The names of the codes, and what a broken must() prints before it ends: the
// condition, the place, what was under way, and the frames. It allocates nothing
// and ends by abort(), so that a core can be kept.
#include "base/rc.h"

#include <execinfo.h>
#include <unistd.h>

static _Thread_local const char *must_what;

void must_context(const char *what)
{
    must_what = what;
}

void must_failed(const char *condition, const char *file, int line, const char *function)
{
    void *frames[32];
    fprintf(stderr, "rapport: bug: '%s' does not hold at %s:%d in %s%s%s\n", condition, file, line,
            function, must_what ? ", during " : "", must_what ? must_what : "");
    fflush(stderr);
    backtrace_symbols_fd(frames, backtrace(frames, 32), STDERR_FILENO);
    abort();
}

const char *rc_name(enum rc rc)
{
    static const char *const names[RC_COUNT_] = {
        [RC_OK] = "ok",           [RC_NOT_FOUND] = "not found", [RC_DENIED] = "denied",
        [RC_INVALID] = "invalid", [RC_REFUSED] = "refused",     [RC_CONFLICT] = "conflict",
        [RC_LIMIT] = "limit",     [RC_BUSY] = "busy",           [RC_IO] = "io",
        [RC_DB] = "database",
    };
    must(rc >= RC_OK && rc < RC_COUNT_);
    return names[rc];
}
