// SPDX-License-Identifier: Apache-2.0
// Each writer looks for the next byte that needs care in a table of 256 and
// copies the run before it at once: most text has none. Bytes past ASCII are
// never special but in addresses, so UTF-8 passes whole.
#include "base/escape.h"

// What a byte becomes in HTML; most become themselves.
static const struct str html_names[256] = {
    ['&'] = S_INIT("&amp;"),  ['<'] = S_INIT("&lt;"),   ['>'] = S_INIT("&gt;"),
    ['"'] = S_INIT("&quot;"), ['\''] = S_INIT("&#39;"),
};

static const bool html_special[256] = {['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1};

static const bool json_special[256] = {
    [0 ... 31] = 1, ['"'] = 1, ['\\'] = 1, ['<'] = 1, ['>'] = 1, ['&'] = 1,
};

// All bytes between those of "-.0-9A-Z_a-z~".
static const bool url_special[256] = {
    [0 ... 44] = 1, ['/'] = 1, [58 ... 64] = 1, [91 ... 94] = 1, ['`'] = 1, [123 ... 125] = 1, [127 ... 255] = 1,
};

// Copies up to the next special byte and takes both off the front of *s.
// False when none is left.
static bool run_to_special(struct buf *b, struct str *s, const bool special[256], unsigned char *ret_byte)
{
    size_t i = 0;
    while (i < s->n && !special[(unsigned char)s->p[i]])
        i++;
    buf_add_bytes(b, s->p, i);
    if (i == s->n)
        return false;
    *ret_byte = (unsigned char)s->p[i];
    *s = str_from(*s, i + 1);
    return true;
}

void escape_html(struct buf *b, struct str s)
{
    unsigned char c;
    while (run_to_special(b, &s, html_special, &c))
        buf_add(b, html_names[c]);
}

void escape_json(struct buf *b, struct str s)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char c;
    while (run_to_special(b, &s, json_special, &c)) {
        switch (c) {
        case '"':
            buf_lit(b, "\\\"");
            break;
        case '\\':
            buf_lit(b, "\\\\");
            break;
        case '\n':
            buf_lit(b, "\\n");
            break;
        case '\r':
            buf_lit(b, "\\r");
            break;
        case '\t':
            buf_lit(b, "\\t");
            break;
        default:
            buf_add_bytes(b, (char[]){'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]}, 6);
        }
    }
}

void escape_url(struct buf *b, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";
    unsigned char c;
    while (run_to_special(b, &s, url_special, &c))
        buf_add_bytes(b, (char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    char lower = (char)(c | 32);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

struct str unescape_url(struct arena *a, struct str s, bool plus)
{
    char *out = arena_text(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex_value(s.p[i + 2]) : -1;
        if (low >= 0) {
            out[n++] = (char)(high << 4 | low);
            i += 2;
        } else {
            out[n++] = plus && s.p[i] == '+' ? ' ' : s.p[i];
        }
    }
    return (struct str){out, n};
}
