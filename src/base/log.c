// SPDX-License-Identifier: Apache-2.0
// A line is put together in one bounded piece and leaves in one write(), so that
// threads do not mix. Control characters in it become spaces: text from outside
// must not be able to begin a line of its own.
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/datetime.h"

// More than one line of a terminal, less than PIPE_BUF, so that a write is whole.
#define LOG_LINE_BYTES 3500

static void write_all(const char *p, size_t n)
{
    while (n) {
        ssize_t wrote = write(STDERR_FILENO, p, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return; // nowhere left to say so
        p += wrote;
        n -= (size_t)wrote;
    }
}

static void log_write(const struct log *log, enum log_level level, struct str text)
{
    static const struct str names[] = {S_INIT("debug "), S_INIT("info "), S_INIT("warning "), S_INIT("error ")};
    must(level >= LOG_DEBUG_ && level <= LOG_ERROR_);
    AUTO(arena_auto) struct arena *a = arena_create(4 * LOG_LINE_BYTES);
    struct buf line = buf_make(a, LOG_LINE_BYTES + 64);
    if (!log->plain) {
        buf_add(&line, datetime_rfc3339(a, datetime_now_ms()));
        buf_add_char(&line, ' ');
    }
    buf_add(&line, names[level]);
    buf_add(&line, str_slice(text, 0, LOG_LINE_BYTES));
    for (size_t i = 0; i < line.n; i++)
        if ((unsigned char)line.p[i] < ' ' || line.p[i] == 0x7F)
            line.p[i] = ' ';
    buf_add_char(&line, '\n');
    write_all(line.p, line.n);
}

void log_line(const struct log *log, enum log_level level, const char *fmt, ...)
{
    if (!log || level < log->least)
        return;
    char text[LOG_LINE_BYTES + 1];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    must(n >= 0);
    log_write(log, level, str_of(text));
}

static void add_pair(struct buf *b, const char *key, struct str value)
{
    if (!str_is_empty(value))
        buf_addf(b, " %s=%.*s", key, STR_ARG(value));
}

void log_failure(const struct log *log, const struct ctx *c, const char *what)
{
    const struct failure *f = &c->failure;
    enum log_level level = f->rc == RC_DB || f->rc == RC_IO ? LOG_ERROR_ : LOG_WARN_;
    if (!log || level < log->least)
        return;
    AUTO(arena_auto) struct arena *a = arena_create(256 * 1024);
    struct buf b = buf_make(a, 1024);
    buf_addf(&b, "%s: %.*s rc=\"%s\" number=%" PRIu64, what, STR_ARG(str_slice(f->detail, 0, 1500)), rc_name(f->rc),
             c->number);
    add_pair(&b, "rule", f->rule);
    add_pair(&b, "field", f->field);
    add_pair(&b, "cause", f->cause);
    log_write(log, level, buf_str(&b));
}
