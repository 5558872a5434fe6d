// SPDX-License-Identifier: Apache-2.0
// The sanitizer against collections of known attacks: what comes out is parsed
// again and looked at element by element, against a list that is written here
// once more and not shared with the sanitizer.
#include <jansson.h>

#include "base/test.h"
#include "mail/corpus.h"
#include "mail/htmltree.h"
#include "mail/sanitize.h"

static const char *const safe_names[] = {
    "html", "head",  "body", "a",     "abbr",  "b",    "bdi",    "bdo",    "big", "blockquote", "br",    "caption",
    "cite", "code",  "dd",   "del",   "dfn",   "div",  "dl",     "dt",     "em",  "h1",         "h2",    "h3",
    "h4",   "h5",    "h6",   "hr",    "i",     "img",  "ins",    "kbd",    "li",  "mark",       "ol",    "p",
    "pre",  "q",     "s",    "samp",  "small", "span", "strike", "strong", "sub", "sup",        "table", "tbody",
    "td",   "tfoot", "th",   "thead", "tr",    "tt",   "u",      "ul",     "var", "wbr"};

static const char *const safe_attributes[] = {"href",    "rel",     "src",   "alt", "width", "height",
                                              "colspan", "rowspan", "start", "dir", "lang"};

static bool is_among(struct str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(s, str_of(list[i])))
            return true;
    }
    return false;
}

static bool attribute_is_safe(const GumboAttribute *attribute)
{
    struct str name = str_of(attribute->name), value = str_of(attribute->value);
    if (!is_among(name, safe_attributes, ARRAY_LEN(safe_attributes)))
        return false;
    if (str_eq(name, S("href")))
        return str_starts_nocase(value, S("http://")) || str_starts_nocase(value, S("https://")) ||
               str_starts_nocase(value, S("mailto:"));
    return !str_eq(name, S("src")) || str_starts_nocase(value, S("cid:"));
}

static bool node_is_safe(struct arena *a, const GumboNode *node)
{
    if (node->type != GUMBO_NODE_ELEMENT)
        return node->type != GUMBO_NODE_COMMENT && node->type != GUMBO_NODE_TEMPLATE;
    if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML ||
        !is_among(html_name(a, node), safe_names, ARRAY_LEN(safe_names)))
        return false;
    const GumboVector *attributes = &node->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++) {
        if (!attribute_is_safe(attributes->data[i]))
            return false;
    }
    return true;
}

static bool is_safe(struct arena *a, struct str html)
{
    AUTO(html_tree_auto) struct html_tree *tree = html_tree_parse(html);
    struct html_walk walk = html_walk_make(a, html_tree_root(tree));
    while (html_walk_next(&walk)) {
        if (walk.entering && !node_is_safe(a, walk.node))
            return false;
    }
    return true;
}

static size_t run_attacks(const char *file, const char *member)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    json_t *cases = corpus_json(a, file), *one;
    size_t i, n = json_array_size(cases);
    json_array_foreach(cases, i, one)
    {
        struct str attack = str_of(json_string_value(json_object_get(one, member)));
        struct html_clean clean = sanitize_html(a, attack);
        if (!is_safe(a, clean.html))
            print_error("%.*s\ngave\n%.*s\n", STR_ARG(attack), STR_ARG(clean.html));
        assert_true(is_safe(a, clean.html));
        assert_true(str_eq(sanitize_html(a, clean.html).html, clean.html));
    }
    json_decref(cases);
    return n;
}

TEST(no_known_attack_survives_the_sanitizer)
{
    assert_int_equal(run_attacks("html-dompurify/expect.json", "payload"), 119);
    assert_int_equal(run_attacks("html-loofah/sanitizer_tests1.json", "input"), 59);
}

static struct str clean(struct arena *a, const char *html)
{
    return sanitize_html(a, str_of(html)).html;
}

TEST(ordinary_mail_keeps_its_shape)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    assert_str(clean(a, "<p style='color:red' class=x>Hello <b>Ana</b></p><ul><li>one<li>two</ul>"),
               "<p>Hello <b>Ana</b></p><ul><li>one</li><li>two</li></ul>");
    assert_str(clean(a, "<a href=' https://example.org/?a=1&b=2 ' target=_blank onclick=x>here</a>"),
               "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\">here</a>");
    assert_str(clean(a, "<form action=x><input value=y>name</form><script>alert(1)</script>"), "name");
    assert_str(clean(a, "<center>a</center><font size=7>b</font>"), "<div>a</div>b");
    assert_str(clean(a, "<div style='display:none'>unseen</div>seen"), "seen");
}

TEST(pictures_from_the_net_leave_their_words)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct html_clean got = sanitize_html(a, S("<img src=http://t.example/1.gif alt='A &lt;cat'><img src=cid:x@y>"));
    assert_str(got.html, "A &lt;cat<img src=\"cid:x@y\" alt=\"\">");
    assert_int_equal(got.remote_images, 1);
}

TEST(hostile_nesting_ends_in_bounded_time_and_is_safe)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    static const char *const pieces[] = {"<div>", "<b>", "<a href=x>", "<table>", "<font size=1>", "<svg>", "<p><b>"};
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        struct buf b = buf_make(a, 1 << 16);
        for (int n = 0; n < 6000; n++)
            buf_add(&b, str_of(pieces[i]));
        buf_lit(&b, "end<script>alert(1)</script>");
        struct html_clean got = sanitize_html(a, buf_str(&b));
        assert_true(is_safe(a, got.html));
        assert_false(str_has(got.html, S("<script")));
    }
}
