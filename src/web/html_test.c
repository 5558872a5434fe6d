// SPDX-License-Identifier: Apache-2.0
// What each type becomes on a page, and which addresses a page never links to.
#include "base/test.h"
#include "web/html.h"

TEST(a_value_is_printed_by_its_type)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct buf b = buf_make(a, 0);
    const struct str text = S("<b>");
    char word[] = "a&b";
    struct url url;
    assert_true(url_check(S("/a?b=1&c=2"), &url));
    html_put(&b, text);
    html_put(&b, word);
    html_put(&b, (const char *)NULL);
    html_put(&b, "\"");
    html_put(&b, -7);
    html_put(&b, INT64_MIN);
    html_put(&b, (size_t)-1);
    html_put(&b, (uint16_t)0);
    html_put(&b, ((struct html_safe){S("<i>")}));
    html_put(&b, url);
    html_put(&b, url_part(S("a b/&")));
    url_put(&b, url);
    assert_str(buf_str(&b), "&lt;b&gt;a&amp;b&quot;-7-9223372036854775808184467440737095516150<i>/a?b=1&amp;c=2"
                            "a%20b%2F%26/a?b=1&amp;c=2");
}

TEST(an_address_is_http_mail_or_a_path_of_ours)
{
    static const char *const good[] = {
        "/",           "/tickets/7#last", "https://example.org", "HTTP://example.org/a", "mailto:ada@example.org",
        "/caf\xC3\xA9"};
    struct url url;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(url_check(str_of(good[i]), &url));
}

TEST(other_addresses_are_refused)
{
    static const char *const wrong[] = {
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " /x",
        "\x01javascript:1",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "http:",
        "http://",
        "https:///evil.example",
        "tickets/7",
        "?q=1",
        "vbscript:x",
        "mailto:",
        "/a\n",
    };
    struct url url = {S("untouched")};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(url_check(str_of(wrong[i]), &url));
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    char *text = arena_text(a, 5000);
    memset(text, 'a', 5000);
    text[0] = '/';
    assert_false(url_check((struct str){text, 4097}, &url));
    assert_str(url.s, "untouched");
    assert_true(url_check((struct str){text, 4096}, &url));
}
