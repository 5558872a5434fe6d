// SPDX-License-Identifier: Apache-2.0
// HTML as text for reading: shape, links, quotes, what stays unseen, and pages
// that were built to do harm.
#include "base/test.h"

#include "mail/text.h"

static struct str text(struct arena *a, const char *html)
{
    return text_from_html(a, str_of(html), 1 << 20);
}

TEST(blocks_lists_and_tables_keep_their_shape)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    assert_str(text(a, "<h1>Hi</h1><p>one  two\n three</p><p>four<br>five</p>"), "Hi\n\none two three\n\nfour\nfive");
    assert_str(text(a, "<ul><li>a<li>b<ul><li>c</ul></ul><ol start=1><li>x<li>y</ol>"),
               "- a\n- b\n  - c\n\n1. x\n2. y");
    assert_str(text(a, "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"), "a b\nc");
    assert_str(text(a, "<pre>a\n  b\n</pre>c"), "a\n  b\n\nc");
    assert_str(text(a, "<div>a</div><div>b</div><div><div>c</div></div>"), "a\nb\nc");
}

TEST(quotes_are_marked_by_depth)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    assert_str(text(a, "new<blockquote>old<blockquote>older</blockquote></blockquote>end"),
               "new\n\n> old\n>\n> > older\n\nend");
}

TEST(links_show_where_they_lead)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    assert_str(text(a, "see <a href='https://x.org/a'>this</a> now"), "see this <https://x.org/a> now");
    assert_str(text(a, "<a href='https://x.org/'>https://x.org/</a>"), "https://x.org/");
    assert_str(text(a, "<a href='mailto:a@x.org'>a@x.org</a> <a href='javascript:x'>js</a>"), "a@x.org js");
}

TEST(what_is_not_for_readers_stays_unseen)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    assert_str(text(a, "<title>t</title><style>s</style><script>x</script><p style='display: NONE'>h</p>seen"
                       "<span hidden>h</span><!-- c -->"),
               "seen");
    assert_str(text(a, ""), "");
}

TEST(depth_and_size_cost_nothing_but_space)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct buf b = buf_make(a, 1 << 20);
    for (int i = 0; i < 100000; i++)
        buf_lit(&b, "<i>");
    buf_lit(&b, "deep");
    assert_true(str_has(text_from_html(a, buf_str(&b), 1000), S("deep")));
    buf_clear(&b);
    for (int i = 0; i < 100000; i++)
        buf_lit(&b, "<p>word ");
    assert_true(text_from_html(a, buf_str(&b), 1000).n < 1100);
}
