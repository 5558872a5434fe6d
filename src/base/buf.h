// SPDX-License-Identifier: Apache-2.0
// Text that grows, in an arena. Appending never fails for the caller: past the
// arena's limit it stops growing and `failed` stays set; whoever finishes the
// text checks it once (buf_done). The bytes are not NUL-terminated.
#pragma once

#include "base/rc.h"
#include "base/str.h"

struct buf {
    struct arena *arena;
    char *p;
    size_t n;
    size_t room;
    bool failed;
};

struct buf buf_make(struct arena *a, size_t room);
void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_add_bytes(struct buf *b, const void *p, size_t n);
void buf_add_int(struct buf *b, int64_t value);
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
void buf_vaddf(struct buf *b, const char *fmt, __builtin_va_list args);
// Forgets the text, keeps the room.
void buf_clear(struct buf *b);
void buf_shorten(struct buf *b, size_t n);
// Room for at least `more` further bytes; false (and failed) past the limit.
bool buf_reserve(struct buf *b, size_t more);
static inline struct str buf_str(const struct buf *b) { return (struct str){b->p, b->n}; }
// RC_LIMIT if anything was lost, else the text.
NODISCARD enum rc buf_done(const struct buf *b, struct str *ret_text);

// A literal, without counting it at run time.
#define buf_lit(b, literal) buf_add((b), S(literal))
