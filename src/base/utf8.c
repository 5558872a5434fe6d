// SPDX-License-Identifier: Apache-2.0
// One decoder, decode(), which everything else asks; the check runs over ASCII
// eight bytes at a time because most text is ASCII. A bad sequence is as long
// as the Unicode Standard's "maximal subpart" (chapter 3, table 3-8).
#include "base/utf8.h"

#define UTF8_REPLACEMENT 0xFFFDu

// Length of the code point at s[at], or 0 and *ret_bad = how many bytes to skip.
static size_t decode(struct str s, size_t at, uint32_t *ret_code, size_t *ret_bad)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.n - at, length = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    *ret_bad = 1;
    if (length == 1) {
        *ret_code = p[0];
        return 1;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    // The second byte's range shuts out long forms, surrogates and U+110000 up.
    unsigned char least = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char most = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    uint32_t code = p[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++, least = 0x80, most = 0xBF) {
        if (i >= left || p[i] < least || p[i] > most) {
            *ret_bad = i;
            return 0;
        }
        code = code << 6 | (p[i] & 0x3Fu);
    }
    *ret_code = code;
    return length;
}

// How many bytes at s[at] are ASCII, counted in eights.
static size_t ascii_eights(struct str s, size_t at)
{
    size_t from = at;
    uint64_t eight;
    while (s.n - at >= sizeof eight) {
        memcpy(&eight, s.p + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
        at += sizeof eight;
    }
    return at - from;
}

// Offset of the first bad byte, or s.n.
static size_t valid_prefix(struct str s)
{
    uint32_t code;
    size_t at = 0, bad;
    while (at < s.n) {
        at += ascii_eights(s, at);
        if (at == s.n)
            break;
        size_t length = decode(s, at, &code, &bad);
        if (!length)
            return at;
        at += length;
    }
    return s.n;
}

bool utf8_valid(struct str s)
{
    return valid_prefix(s) == s.n;
}

struct str utf8_repair(struct arena *a, struct str s)
{
    if (str_find_char(s, '\0') < 0 && utf8_valid(s))
        return s;
    must(s.n < SIZE_MAX / 8);
    char *out = arena_text(a, s.n * 3); // one bad byte becomes three
    size_t n = 0, at = 0, bad;
    bool was_bad = false;
    while (at < s.n) {
        uint32_t code;
        size_t length = decode(s, at, &code, &bad);
        if (length == 0 && !was_bad)
            n += utf8_put(out + n, UTF8_REPLACEMENT);
        was_bad = length == 0;
        if (length && code) {
            memcpy(out + n, s.p + at, length);
            n += length;
        }
        at += length ? length : bad;
    }
    return (struct str){out, n};
}

bool utf8_next(struct str s, size_t *offset, uint32_t *ret_code)
{
    if (*offset >= s.n)
        return false;
    size_t bad, length = decode(s, *offset, ret_code, &bad);
    if (!length)
        *ret_code = UTF8_REPLACEMENT;
    *offset += length ? length : bad;
    return true;
}

size_t utf8_put(char out[4], uint32_t code)
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        code = UTF8_REPLACEMENT;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)((0xF00u >> length) | code);
    return length;
}

struct str utf8_truncate(struct str s, size_t n)
{
    if (n >= s.n)
        return s;
    size_t end = n;
    while (end > 0 && n - end < 3 && ((unsigned char)s.p[end] & 0xC0) == 0x80)
        end--;
    uint32_t code;
    size_t bad, length = decode(s, end, &code, &bad);
    // Bytes that are no code point anyway are cut where the caller asked.
    return str_slice(s, 0, length && end + length > n ? end : n);
}

size_t utf8_count(struct str s)
{
    size_t n = 0, at = 0;
    uint32_t code;
    while (utf8_next(s, &at, &code))
        n++;
    return n;
}

bool utf8_is_printable(struct str s)
{
    size_t at = 0;
    uint32_t code;
    while (utf8_next(s, &at, &code)) {
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (control && code != '\t' && code != '\n' && code != '\r')
            return false;
    }
    return true;
}
