// SPDX-License-Identifier: Apache-2.0
// Plain byte work; nothing here knows UTF-8 (utf8.h) or locales, so the same
// bytes give the same answer on every machine. Memory functions are not called
// with NULL, also not for 0 bytes.
#include "base/str.h"

#include <stdarg.h>
#include <strings.h>

struct str str_of(const char *cstr)
{
    return cstr ? (struct str){cstr, strlen(cstr)} : STR_NONE;
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
            return false;
    return true;
}

int str_compare(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_slice(s, 0, prefix.n), prefix);
}

bool str_starts_nocase(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq_nocase(str_slice(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

bool str_ends_nocase(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq_nocase(str_from(s, s.n - suffix.n), suffix);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
    if (needle.n == 0)
        return 0;
    const char *at = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
    return at ? at - s.p : -1;
}

ptrdiff_t str_find_nocase(struct str s, struct str needle)
{
    for (size_t i = 0; i + needle.n <= s.n; i++)
        if (str_eq_nocase(str_slice(s, i, i + needle.n), needle))
            return (ptrdiff_t)i;
    return -1;
}

bool str_has(struct str s, struct str needle)
{
    return str_find(s, needle) >= 0;
}

bool str_has_nocase(struct str s, struct str needle)
{
    return str_find_nocase(s, needle) >= 0;
}

ptrdiff_t str_find_char(struct str s, char c)
{
    const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
    return at ? at - s.p : -1;
}

ptrdiff_t str_find_last_char(struct str s, char c)
{
    const char *at = s.n ? memrchr(s.p, c, s.n) : NULL;
    return at ? at - s.p : -1;
}

static bool ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim_end(struct str s)
{
    while (s.n && ascii_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_trim(struct str s)
{
    s = str_trim_end(s);
    while (s.n && ascii_space(s.p[0]))
        s.p++, s.n--;
    return s;
}

bool str_cut(struct str *rest, char sep, struct str *ret_part)
{
    *ret_part = STR_NONE; // whoever only wants the first part need not look at the answer
    if (str_is_none(*rest))
        return false;
    ptrdiff_t at = str_find_char(*rest, sep);
    if (at < 0) {
        *ret_part = *rest;
        *rest = STR_NONE;
    } else {
        *ret_part = str_slice(*rest, 0, (size_t)at);
        *rest = str_from(*rest, (size_t)at + 1);
    }
    return true;
}

// Where the first line ends. Piece by piece, so that a text of many '\r' is not searched
// to its end for a '\n' at each of them.
static size_t line_end(struct str s)
{
    enum { PIECE_BYTES = 256 };
    for (size_t at = 0; at < s.n; at += PIECE_BYTES) {
        const char *piece = s.p + at;
        size_t n = s.n - at < PIECE_BYTES ? s.n - at : PIECE_BYTES;
        const char *feed = memchr(piece, '\n', n);
        const char *carriage = memchr(piece, '\r', feed ? (size_t)(feed - piece) : n);
        if (carriage || feed)
            return (size_t)((carriage ? carriage : feed) - s.p);
    }
    return s.n;
}

bool str_cut_line(struct str *rest, struct str *ret_line)
{
    if (rest->n == 0)
        return false;
    size_t i = line_end(*rest);
    *ret_line = str_slice(*rest, 0, i);
    size_t end = i < rest->n && rest->p[i] == '\r' && i + 1 < rest->n && rest->p[i + 1] == '\n' ? 2 : 1;
    *rest = str_from(*rest, i + end);
    return true;
}

struct str str_dup(struct arena *a, struct str s)
{
    if (str_is_none(s))
        return s;
    char *p = arena_text(a, s.n);
    if (s.n)
        memcpy(p, s.p, s.n);
    return (struct str){p, s.n};
}

struct str str_lower(struct arena *a, struct str s)
{
    char *p = arena_text(a, s.n);
    for (size_t i = 0; i < s.n; i++)
        p[i] = ascii_lower(s.p[i]);
    return (struct str){p, s.n};
}

const char *str_cstr(struct arena *a, struct str s)
{
    char *p = arena_text(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
    char guess[256]; // most texts fit, and are made once
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(guess, sizeof guess, fmt, args);
    must(n >= 0);
    char *p = arena_text(a, (size_t)n + 1);
    if ((size_t)n < sizeof guess)
        memcpy(p, guess, (size_t)n + 1);
    else
        vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    va_end(args);
    return (struct str){p, (size_t)n};
}

struct str str_join(struct arena *a, const struct str *parts, size_t n, struct str between)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += parts[i].n + (i ? between.n : 0);
    char *p = arena_text(a, total), *at = p;
    for (size_t i = 0; i < n; i++) {
        if (i && between.n)
            at = mempcpy(at, between.p, between.n);
        if (parts[i].n)
            at = mempcpy(at, parts[i].p, parts[i].n);
    }
    return (struct str){p, total};
}

struct str str_or(struct str s, struct str otherwise)
{
    return s.n ? s : otherwise;
}

bool str_to_int64(struct str s, int64_t *ret_value)
{
    bool negative = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
        s = str_from(s, 1);
    if (s.n == 0)
        return false;
    int64_t value = 0;
    for (size_t i = 0; i < s.n; i++) {
        int digit = s.p[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, negative ? -digit : digit, &value))
            return false;
    }
    *ret_value = value;
    return true;
}
