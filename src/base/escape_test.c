// SPDX-License-Identifier: Apache-2.0
// Every byte that could leave its place is written in another way, every other
// byte stays, and what was percent-encoded comes back.
#include "base/escape.h"
#include "base/test.h"

static struct str escaped(struct arena *a, void (*escape)(struct buf *b, struct str s), struct str s)
{
    struct buf b = buf_make(a, 0);
    escape(&b, s);
    return buf_str(&b);
}

TEST(html_text_cannot_open_a_tag_or_end_an_attribute)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(escaped(a, escape_html, S("<a title=\"x\" y='z'>&amp;\xC3\xA9")),
               "&lt;a title=&quot;x&quot; y=&#39;z&#39;&gt;&amp;amp;\xC3\xA9");
    assert_str(escaped(a, escape_html, S("nothing special")), "nothing special");
    assert_str(escaped(a, escape_html, STR_NONE), "");
    assert_str(escaped(a, escape_html, S("&")), "&amp;");
}

TEST(json_text_cannot_end_its_string_or_its_script)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(escaped(a, escape_json, S("a\"b\\c\n\r\t\x01\x1F</script>&\xC3\xA9")),
               "a\\\"b\\\\c\\n\\r\\t\\u0001\\u001f\\u003c/script\\u003e\\u0026\xC3\xA9");
}

TEST(every_byte_survives_percent_encoding)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    char bytes[256];
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    struct str all = {bytes, sizeof bytes}, text = escaped(a, escape_url, all);
    for (size_t i = 0; i < text.n; i++)
        assert_true(text.p[i] == '%' || text.p[i] == '-' || text.p[i] == '.' || text.p[i] == '_' || text.p[i] == '~' ||
                    (text.p[i] >= '0' && text.p[i] <= '9') || ((text.p[i] | 32) >= 'a' && (text.p[i] | 32) <= 'z'));
    assert_true(str_eq(unescape_url(a, text, true), all));
    assert_str(escaped(a, escape_url, S("a b+c/\xC3\xA9")), "a%20b%2Bc%2F%C3%A9");
}

TEST(a_bad_percent_escape_stays_as_it_is)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(unescape_url(a, S("%zz%4"), false), "%zz%4");
    assert_str(unescape_url(a, S("100%"), false), "100%");
    assert_str(unescape_url(a, S("%4x%e9%41"), false), "%4x\xE9"
                                                       "A");
    assert_str(unescape_url(a, S("a+b"), true), "a b");
    assert_str(unescape_url(a, S("a+b"), false), "a+b");
}
