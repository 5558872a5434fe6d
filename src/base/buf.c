// SPDX-License-Identifier: Apache-2.0
// Growth by doubling; in place where the buf is the arena's newest allocation,
// else by a copy. The old room stays in the arena until it is reset. A buf that
// has failed stays as it is: what is added later is dropped.
#include "base/buf.h"

#include <stdarg.h>

struct buf buf_make(struct arena *a, size_t room)
{
    struct buf b = {.arena = a};
    if (room)
        buf_reserve(&b, room);
    return b;
}

static bool buf_grow(struct buf *b, size_t more)
{
    if (b->failed)
        return false;
    size_t room = b->room ? b->room * 2 : 256;
    if (room - b->n < more)
        room = b->n + more;
    if (more > arena_limit(b->arena) || arena_used(b->arena) + room - b->room > arena_limit(b->arena)) {
        b->failed = true;
        return false;
    }
    if (!arena_extend(b->arena, b->p, b->room, room)) {
        char *p = arena_text(b->arena, room);
        if (b->n)
            memcpy(p, b->p, b->n);
        b->p = p;
    }
    b->room = room;
    return true;
}

// Mostly there is room, and that is one look.
static inline bool has_room(struct buf *b, size_t more)
{
    return (more <= b->room - b->n && !b->failed) || buf_grow(b, more);
}

bool buf_reserve(struct buf *b, size_t more)
{
    return has_room(b, more);
}

void buf_add_bytes(struct buf *b, const void *p, size_t n)
{
    if (!n || !has_room(b, n))
        return;
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void buf_add(struct buf *b, struct str s)
{
    buf_add_bytes(b, s.p, s.n);
}

void buf_add_char(struct buf *b, char c)
{
    if (has_room(b, 1))
        b->p[b->n++] = c;
}

void buf_add_int(struct buf *b, int64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    buf_add_bytes(b, digits + at, sizeof digits - at);
}

void buf_vaddf(struct buf *b, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    size_t room = b->failed ? 0 : b->room - b->n;
    int n = vsnprintf(room ? b->p + b->n : NULL, room, fmt, args); // where there is room, this is all
    must(n >= 0);
    if ((size_t)n >= room && buf_reserve(b, (size_t)n + 1))
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    va_end(again);
    if (!b->failed)
        b->n += (size_t)n;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    buf_vaddf(b, fmt, args);
    va_end(args);
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->failed = false;
}

void buf_shorten(struct buf *b, size_t n)
{
    must(n <= b->n);
    b->n = n;
}

enum rc buf_done(const struct buf *b, struct str *ret_text)
{
    if (b->failed)
        return RC_LIMIT;
    *ret_text = buf_str(b);
    return RC_OK;
}
