// SPDX-License-Identifier: Apache-2.0
// The escapes of templates before hostile text: whatever goes in, nothing comes
// out that could end a text, a quoted attribute, a JSON string or an address,
// and the text can be read back.
#include "base/escape.h"
#include "base/utf8.h"
#include "web/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void text_holds(struct arena *a, struct str s)
{
    struct buf b = {.arena = a};
    html_put(&b, s);
    must(!memchr(b.n ? b.p : "", '<', b.n) && !memchr(b.n ? b.p : "", '>', b.n));
    must(!memchr(b.n ? b.p : "", '"', b.n) && !memchr(b.n ? b.p : "", '\'', b.n));
    must(b.n >= s.n);
}

static void json_holds(struct arena *a, struct str s)
{
    struct buf b = {.arena = a};
    escape_json(&b, s);
    for (size_t i = 0; i < b.n; i++) {
        must((unsigned char)b.p[i] >= 0x20 && b.p[i] != '<' && b.p[i] != '"' && b.p[i] != '>');
        if (b.p[i] == '\\') {
            must(i + 1 < b.n && strchr("\"\\/bfnrtu", b.p[i + 1]));
            i++;
        }
    }
}

static void address_holds(struct arena *a, struct str s)
{
    struct url url;
    struct buf part = {.arena = a}, whole = {.arena = a};
    html_put(&part, url_part(s));
    must(str_eq(unescape_url(a, buf_str(&part), false), s));
    if (!url_check(s, &url))
        return;
    url_put(&whole, url);
    must(!str_starts_nocase(buf_str(&whole), S("javascript:")) && !str_starts_nocase(buf_str(&whole), S("data:")));
    must(!memchr(whole.n ? whole.p : "", '"', whole.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_auto) struct arena *a = arena_create((size_t)16 << 20);
    struct str s = utf8_repair(a, (struct str){(const char *)data, size});
    text_holds(a, s);
    json_holds(a, s);
    address_holds(a, s);
    return 0;
}
