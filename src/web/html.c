// SPDX-License-Identifier: Apache-2.0
// The writers behind html_put(), and which addresses a page may link to. A
// browser drops tabs and line ends inside an address and reads '\' as '/', so an
// address that has any of them is not one.
#include "web/html.h"

#include "base/escape.h"

#define URL_BYTES 4096

void html_put_str(struct buf *b, struct str s)
{
    escape_html(b, s);
}

void html_put_cstr(struct buf *b, const char *s)
{
    escape_html(b, str_of(s));
}

void html_put_int(struct buf *b, int64_t value)
{
    buf_add_int(b, value);
}

void html_put_uint(struct buf *b, uint64_t value)
{
    if (value >= 10)
        html_put_uint(b, value / 10);
    buf_add_char(b, (char)('0' + value % 10));
}

void html_put_safe(struct buf *b, struct html_safe html)
{
    buf_add(b, html.s);
}

void html_put_url(struct buf *b, struct url url)
{
    escape_html(b, url.s);
}

void html_put_url_part(struct buf *b, struct url_part part)
{
    escape_url(b, part.s);
}

static bool url_bytes_are_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F || s.p[i] == '\\')
            return false;
    return true;
}

// The scheme and at least one byte behind it that is not another '/'.
static bool url_has(struct str s, struct str scheme)
{
    return str_starts_nocase(s, scheme) && s.n > scheme.n && s.p[scheme.n] != '/';
}

bool url_check(struct str s, struct url *ret_url)
{
    if (s.n == 0 || s.n > URL_BYTES || !url_bytes_are_plain(s))
        return false;
    bool path = s.p[0] == '/' && (s.n == 1 || s.p[1] != '/');
    if (!path && !url_has(s, S("http://")) && !url_has(s, S("https://")) && !url_has(s, S("mailto:")))
        return false;
    ret_url->s = s;
    return true;
}
