// SPDX-License-Identifier: Apache-2.0
// How a value becomes part of a page, chosen by its type: text is escaped, an
// integer is printed, html_safe passes as it is. Anything else (a bool, a double,
// a pointer) does not compile. Templates (tools/tplc) call html_put() for every
// {{ value }}, and url_put() where the value begins an address.
#pragma once

#include "base/buf.h"

// HTML that is known to be harmless: made only by the sanitizer, the Markdown
// renderer and other templates.
struct html_safe {
    struct str s;
};

// An address that may stand in href, src or action: made only by url_check().
struct url {
    struct str s;
};

// One segment of a path or one value of a query: printed percent-encoded.
struct url_part {
    struct str s;
};

// Takes http:, https: and mailto: addresses and paths that begin with a single
// '/', without white space, control characters or backslashes, up to 4096 bytes.
// The bytes stay the caller's. False on anything else.
NODISCARD bool url_check(struct str s, struct url *ret_url);
static inline struct url_part url_part(struct str s) { return (struct url_part){s}; }

void html_put_str(struct buf *b, struct str s);
void html_put_cstr(struct buf *b, const char *s); // NULL prints nothing
void html_put_int(struct buf *b, int64_t value);
void html_put_uint(struct buf *b, uint64_t value);
void html_put_safe(struct buf *b, struct html_safe html);
void html_put_url(struct buf *b, struct url url);
void html_put_url_part(struct buf *b, struct url_part part);

#define html_put(b, value)                  \
    _Generic((value),                       \
        struct str: html_put_str,           \
        char *: html_put_cstr,              \
        const char *: html_put_cstr,        \
        short: html_put_int,                \
        int: html_put_int,                  \
        long: html_put_int,                 \
        long long: html_put_int,            \
        unsigned short: html_put_uint,      \
        unsigned: html_put_uint,            \
        unsigned long: html_put_uint,       \
        unsigned long long: html_put_uint,  \
        struct html_safe: html_put_safe,    \
        struct url: html_put_url,           \
        struct url_part: html_put_url_part)((b), (value))

#define url_put(b, value) _Generic((value), struct url: html_put_url)((b), (value))
