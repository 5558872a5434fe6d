// SPDX-License-Identifier: Apache-2.0
// Keeps the first failure of a ctx, because it is the cause of those that follow.
// Every sentence is copied into the ctx's arena, so the caller's may go. Nothing
// here logs or counts.
#include "base/ctx.h"

#include <stdarg.h>

#include "base/buf.h"

static struct str vsentence(struct ctx *c, const char *fmt, va_list args)
{
    struct buf b = {.arena = c->arena};
    buf_vaddf(&b, fmt, args);
    return buf_str(&b);
}

#define SENTENCE(into)                       \
    do {                                     \
        va_list args;                        \
        va_start(args, fmt);                 \
        (into) = vsentence(c, fmt, args);    \
        va_end(args);                        \
    } while (0)

enum rc fail(struct ctx *c, enum rc rc, const char *fmt, ...)
{
    must(rc != RC_OK);
    if (c->failure.rc == RC_OK) {
        c->failure.rc = rc;
        SENTENCE(c->failure.detail);
    }
    return rc;
}

enum rc fail_field(struct ctx *c, const char *field, const char *fmt, ...)
{
    if (c->failure.rc == RC_OK) {
        c->failure.rc = RC_INVALID;
        c->failure.field = str_dup(c->arena, str_of(field));
        SENTENCE(c->failure.detail);
    }
    return RC_INVALID;
}

enum rc fail_cause(struct ctx *c, enum rc rc, struct str cause, const char *fmt, ...)
{
    must(rc != RC_OK);
    if (c->failure.rc == RC_OK) {
        c->failure.rc = rc;
        c->failure.cause = str_dup(c->arena, cause);
        SENTENCE(c->failure.detail);
    }
    return rc;
}

enum rc refuse(struct ctx *c, const char *rule, struct str detail, struct str instead)
{
    if (c->failure.rc == RC_OK) {
        c->failure = (struct failure){
            .rc = RC_REFUSED,
            .rule = str_dup(c->arena, str_of(rule)),
            .detail = str_dup(c->arena, detail),
            .instead = str_dup(c->arena, instead),
        };
    }
    return RC_REFUSED;
}

void fail_clear(struct ctx *c)
{
    c->failure = (struct failure){0};
}
