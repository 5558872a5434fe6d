// SPDX-License-Identifier: Apache-2.0
// Words become paragraphs and live links, and never anything that acts.
#include "base/test.h"
#include "web/markup.h"

static struct str html_of(struct arena *a, const char *text)
{
    markup_start();
    return markup_html(a, str_of(text)).s;
}

TEST(plain_words_become_paragraphs_with_their_line_breaks)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(html_of(a, "Hi Noor,\n\nit works.\nBye"), "<p>Hi Noor,</p><p>it works.<br>Bye</p>");
    assert_str(html_of(a, "\"quoted\" 'twice'"), "<p>&quot;quoted&quot; &#39;twice&#39;</p>");
    assert_str(html_of(a, ""), "");
}

TEST(addresses_are_live_without_the_full_stop_behind_them)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(html_of(a, "See https://example.org/a?b=c."),
               "<p>See <a rel=\"nofollow noopener\" href=\"https://example.org/a?b=c\">https://example.org/a?b=c</a>.</p>");
    assert_str(html_of(a, "Not https:// alone"), "<p>Not https:// alone</p>");
}

TEST(markdown_is_read_and_raw_html_never_acts)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_true(str_has(html_of(a, "a **bold** word"), S("<strong>bold</strong>")));
    static const char *const attacks[] = {
        "<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>",
        "[x](data:text/html,<script>alert(1)</script>)", "<a href=\"javascript:alert(1)\">x</a>",
        "![x](javascript:alert(1))", "<javascript:alert(1)>",
    };
    for (size_t i = 0; i < ARRAY_LEN(attacks); i++) {
        struct str html = html_of(a, attacks[i]);
        assert_false(str_has(html, S("<script")));
        assert_false(str_has(html, S("<img src=x")));
        assert_false(str_has(html, S("=\"javascript:")));
        assert_false(str_has(html, S("=\"data:")));
    }
}

TEST(words_in_angle_brackets_are_words)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(html_of(a, "It says <unknown> in *red*."), "<p>It says &lt;unknown&gt; in <em>red</em>.</p>\n");
    assert_str(html_of(a, "<div>\nfirst & last\n</div>"), "<p>&lt;div&gt;<br />\nfirst &amp; last<br />\n&lt;/div&gt;</p>\n");
    assert_str(html_of(a, "<!-- note -->"), "<p>&lt;!-- note --&gt;</p>\n");
}

TEST(plain_text_keeps_what_only_looks_like_markdown)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(markup_plain(a, S("*** <b>STOP</b> ***")).s, "<p>*** &lt;b&gt;STOP&lt;/b&gt; ***</p>");
}
