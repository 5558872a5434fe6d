// SPDX-License-Identifier: Apache-2.0
// What one request, job or command carries through the floors: its memory, its
// moment, and the sentence that says what went wrong. One thread at a time uses
// it. The time is read once, at the start, so that one action has one moment.
#pragma once

#include "base/rc.h"
#include "base/str.h"

struct log;

// Why something was not done. All text lives in the ctx's arena or is literal.
struct failure {
    enum rc rc;
    struct str detail;   // one sentence for a person: what happened, what to do
    struct str rule;     // "R14" when a rule of the desk refused, else none
    struct str instead;  // what the rule offers instead, else none
    struct str field;    // the form field or JSON member at fault, else none
    struct str cause;    // for operators' logs only, never shown: errno, SQL message
};

struct ctx {
    struct arena *arena;
    int64_t now_ms;          // UTC milliseconds since 1970
    struct log *log;         // may be NULL: nothing is logged
    struct failure failure;
    uint64_t number;         // the request's, job's or command's number in logs
};

// Each stores the sentence and returns rc, for `return fail(c, RC_DB, "…");`.
// The first failure stays: a later one while one is stored is ignored.
enum rc fail(struct ctx *c, enum rc rc, const char *fmt, ...) PRINTF(3, 4);
enum rc fail_field(struct ctx *c, const char *field, const char *fmt, ...) PRINTF(3, 4); // RC_INVALID
enum rc fail_cause(struct ctx *c, enum rc rc, struct str cause, const char *fmt, ...) PRINTF(4, 5);
// A rule's refusal: RC_REFUSED. `rule` as "R14"; both sentences are copied.
enum rc refuse(struct ctx *c, const char *rule, struct str detail, struct str instead);
void fail_clear(struct ctx *c);
