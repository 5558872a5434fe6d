// SPDX-License-Identifier: Apache-2.0
// Borrowed text: a pointer and a length in bytes, not NUL-terminated. Whoever
// made the bytes owns them (mostly an arena). A str with n == 0 is empty
// whatever p is; p == NULL means "none given" (str_is_none).
#pragma once

#include "base/arena.h"
#include "base/base.h"

struct str {
    const char *p;
    size_t n;
};

// A literal, and only a literal.
#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
// The same where C wants a constant, as in a static table.
#define S_INIT(literal) {"" literal, sizeof(literal) - 1}
#define STR_NONE ((struct str){NULL, 0})
// For printf's "%.*s".
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

struct str str_of(const char *cstr);                      // NULL gives STR_NONE
static inline bool str_is_empty(struct str s) { return s.n == 0; }
static inline bool str_is_none(struct str s) { return s.p == NULL; }

static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
bool str_eq_nocase(struct str a, struct str b);           // ASCII letters only
int str_compare(struct str a, struct str b);              // bytes, as memcmp
bool str_starts(struct str s, struct str prefix);
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_ends_nocase(struct str s, struct str suffix);
bool str_has(struct str s, struct str needle);
bool str_has_nocase(struct str s, struct str needle);
// Offset of the first occurrence, or -1. An empty needle is found at 0.
ptrdiff_t str_find(struct str s, struct str needle);
ptrdiff_t str_find_nocase(struct str s, struct str needle);
ptrdiff_t str_find_char(struct str s, char c);
ptrdiff_t str_find_last_char(struct str s, char c);

// s[from, to), clamped to s.
static inline struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (struct str){s.p ? s.p + from : NULL, to - from};
}
// s[from, end)
static inline struct str str_from(struct str s, size_t from)
{
    return str_slice(s, from, s.n);
}
struct str str_trim(struct str s);                        // ASCII white space, both ends
struct str str_trim_end(struct str s);
// Takes what stands before the first `sep` off the front of *rest. False when
// *rest is none (the part is none then); the last part leaves *rest none.
bool str_cut(struct str *rest, char sep, struct str *ret_part);
// The same for lines: "\n", "\r\n" or "\r"; the line end is not part of it.
bool str_cut_line(struct str *rest, struct str *ret_line);

struct str str_dup(struct arena *a, struct str s);
struct str str_lower(struct arena *a, struct str s);      // ASCII letters only
const char *str_cstr(struct arena *a, struct str s);      // NUL-terminated; inner NULs end it
struct str str_fmt(struct arena *a, const char *fmt, ...) PRINTF(2, 3);
struct str str_join(struct arena *a, const struct str *parts, size_t n, struct str between);
struct str str_or(struct str s, struct str otherwise);    // s unless it is empty

// Decimal with an optional sign, nothing else around it, no overflow.
bool str_to_int64(struct str s, int64_t *ret_value);
