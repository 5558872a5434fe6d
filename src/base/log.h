// SPDX-License-Identifier: Apache-2.0
// Lines for operators, on standard error: time, level, sentence, then key=value.
// Only app, web's top and jobs' top log; what lies below returns an rc. A line
// never carries a password, a token, or the words of a ticket. Thread-safe.
#pragma once

#include "base/ctx.h"

enum log_level { LOG_DEBUG_, LOG_INFO_, LOG_WARN_, LOG_ERROR_ };

struct log {
    enum log_level least;    // lines below this level are not written
    bool plain;              // without the time: for tests and for journald
};

void log_line(const struct log *log, enum log_level level, const char *fmt, ...) PRINTF(3, 4);
#define log_debug(log, ...) log_line((log), LOG_DEBUG_, __VA_ARGS__)
#define log_info(log, ...) log_line((log), LOG_INFO_, __VA_ARGS__)
#define log_warn(log, ...) log_line((log), LOG_WARN_, __VA_ARGS__)
#define log_error(log, ...) log_line((log), LOG_ERROR_, __VA_ARGS__)
// What a ctx's failure says, with its number and cause.
void log_failure(const struct log *log, const struct ctx *c, const char *what);
