// SPDX-License-Identifier: Apache-2.0
// A writer that owes line breaks: blocks ask for one or two, and they are paid
// only when more text comes, so that empty blocks leave no holes. Every line
// begins with the quote marks of its depth.
#include "mail/text.h"

#include "base/utf8.h"
#include "mail/htmltree.h"

#define LISTS 16

struct writer {
    struct buf out;
    size_t max;
    int owed;    // line breaks before the next text: 0, 1 or 2
    bool space;  // a space before the next text, if it goes on in the line
    bool bullet; // the line has a bullet and no text yet
    int quotes, quotes_before;
    int pre, lists;
    int number[LISTS]; // of the next item; 0 for bullets
    size_t link_from;  // where the text of the open link began
};

static void owe(struct writer *w, int breaks)
{
    if (w->bullet && breaks == 1)
        return;
    if (w->owed < breaks)
        w->owed = breaks;
    w->space = false;
}

static void put_quotes(struct writer *w, int n, bool blank)
{
    for (int i = 0; i < n && i < 20; i++)
        buf_add(&w->out, blank && i == n - 1 ? S(">") : S("> "));
}

static void pay(struct writer *w)
{
    bool first = w->out.n == 0;
    if (first)
        w->owed = 0;
    if (!first && w->owed == 0) {
        if (w->space)
            buf_add_char(&w->out, ' ');
    } else {
        int common = w->quotes < w->quotes_before ? w->quotes : w->quotes_before;
        for (int i = 0; i < w->owed; i++) {
            buf_add_char(&w->out, '\n');
            if (i + 1 < w->owed)
                put_quotes(w, common, true);
        }
        put_quotes(w, w->quotes, false);
        w->quotes_before = w->quotes;
    }
    w->owed = 0;
    w->space = false;
}

static void put(struct writer *w, struct str s)
{
    if (w->out.n >= w->max)
        return;
    pay(w);
    w->bullet = false;
    buf_add(&w->out, s);
}

static bool is_invisible(uint32_t code)
{
    return code == 0xad || code == 0x34f || code == 0x200b || code == 0xfeff || code == 0x2060 || code < 0x20 ||
           code == 0x7f;
}

static void put_pre(struct writer *w, struct str text)
{
    struct str line;
    bool first = true;
    while (str_cut_line(&text, &line)) {
        if (!first) {
            if (w->owed || w->out.n == 0)
                w->owed = w->owed < 2 ? w->owed + 1 : 2;
            else
                w->owed = 1;
        }
        first = false;
        if (!str_is_empty(line))
            put(w, utf8_repair(w->out.arena, line));
    }
}

static void put_text(struct writer *w, struct str text)
{
    if (w->pre) {
        put_pre(w, text);
        return;
    }
    size_t at = 0;
    uint32_t code;
    while (w->out.n < w->max && utf8_next(text, &at, &code)) {
        char bytes[4];
        if (code == ' ' || code == '\t' || code == '\n' || code == '\r' || code == '\f')
            w->space = w->owed == 0 && !w->bullet;
        else if (code == 0xa0)
            put(w, S(" "));
        else if (!is_invisible(code))
            put(w, (struct str){bytes, utf8_put(bytes, code)});
    }
}

enum role {
    ROLE_NONE,
    ROLE_SKIP,
    ROLE_LINE,
    ROLE_BLOCK,
    ROLE_LIST,
    ROLE_ITEM,
    ROLE_CELL,
    ROLE_PRE,
    ROLE_QUOTE,
    ROLE_BREAK,
    ROLE_RULE,
    ROLE_LINK,
    ROLE_IMAGE
};

static const uint8_t roles[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_HEAD] = ROLE_SKIP,        [GUMBO_TAG_SCRIPT] = ROLE_SKIP,   [GUMBO_TAG_STYLE] = ROLE_SKIP,
    [GUMBO_TAG_TITLE] = ROLE_SKIP,       [GUMBO_TAG_TEMPLATE] = ROLE_SKIP, [GUMBO_TAG_IFRAME] = ROLE_SKIP,
    [GUMBO_TAG_OBJECT] = ROLE_SKIP,      [GUMBO_TAG_SVG] = ROLE_SKIP,      [GUMBO_TAG_MATH] = ROLE_SKIP,
    [GUMBO_TAG_NOSCRIPT] = ROLE_SKIP,    [GUMBO_TAG_TEXTAREA] = ROLE_SKIP, [GUMBO_TAG_SELECT] = ROLE_SKIP,
    [GUMBO_TAG_AUDIO] = ROLE_SKIP,       [GUMBO_TAG_VIDEO] = ROLE_SKIP,    [GUMBO_TAG_NOFRAMES] = ROLE_SKIP,
    [GUMBO_TAG_DIV] = ROLE_LINE,         [GUMBO_TAG_TR] = ROLE_LINE,       [GUMBO_TAG_DT] = ROLE_LINE,
    [GUMBO_TAG_DD] = ROLE_LINE,          [GUMBO_TAG_SECTION] = ROLE_LINE,  [GUMBO_TAG_ARTICLE] = ROLE_LINE,
    [GUMBO_TAG_HEADER] = ROLE_LINE,      [GUMBO_TAG_FOOTER] = ROLE_LINE,   [GUMBO_TAG_ADDRESS] = ROLE_LINE,
    [GUMBO_TAG_CENTER] = ROLE_LINE,      [GUMBO_TAG_FORM] = ROLE_LINE,     [GUMBO_TAG_ASIDE] = ROLE_LINE,
    [GUMBO_TAG_NAV] = ROLE_LINE,         [GUMBO_TAG_MAIN] = ROLE_LINE,     [GUMBO_TAG_FIGURE] = ROLE_LINE,
    [GUMBO_TAG_CAPTION] = ROLE_LINE,     [GUMBO_TAG_FIELDSET] = ROLE_LINE, [GUMBO_TAG_P] = ROLE_BLOCK,
    [GUMBO_TAG_H1] = ROLE_BLOCK,         [GUMBO_TAG_H2] = ROLE_BLOCK,      [GUMBO_TAG_H3] = ROLE_BLOCK,
    [GUMBO_TAG_H4] = ROLE_BLOCK,         [GUMBO_TAG_H5] = ROLE_BLOCK,      [GUMBO_TAG_H6] = ROLE_BLOCK,
    [GUMBO_TAG_TABLE] = ROLE_BLOCK,      [GUMBO_TAG_DL] = ROLE_BLOCK,      [GUMBO_TAG_UL] = ROLE_LIST,
    [GUMBO_TAG_OL] = ROLE_LIST,          [GUMBO_TAG_LI] = ROLE_ITEM,       [GUMBO_TAG_TD] = ROLE_CELL,
    [GUMBO_TAG_TH] = ROLE_CELL,          [GUMBO_TAG_PRE] = ROLE_PRE,       [GUMBO_TAG_LISTING] = ROLE_PRE,
    [GUMBO_TAG_BLOCKQUOTE] = ROLE_QUOTE, [GUMBO_TAG_BR] = ROLE_BREAK,      [GUMBO_TAG_HR] = ROLE_RULE,
    [GUMBO_TAG_A] = ROLE_LINK,           [GUMBO_TAG_IMG] = ROLE_IMAGE,
};

static void put_item(struct writer *w)
{
    owe(w, 1);
    int level = w->lists ? w->lists - 1 : 0;
    for (int i = 0; i < level; i++)
        put(w, S("  "));
    if (level < LISTS && w->lists && w->number[level])
        put(w, str_fmt(w->out.arena, "%d. ", w->number[level]++));
    else
        put(w, S("- "));
    w->bullet = true;
}

static void put_image(struct writer *w, const GumboNode *node)
{
    struct str alt = str_trim(html_attribute(node, "alt"));
    if (!str_is_empty(alt))
        put_text(w, str_slice(alt, 0, 300));
}

static void break_line(struct writer *w)
{
    w->owed = w->owed < 2 ? w->owed + 1 : 2;
    w->space = false;
    w->bullet = false;
}

static void enter(struct writer *w, enum role role, const GumboNode *node)
{
    switch (role) {
    case ROLE_LINE:
        owe(w, 1);
        break;
    case ROLE_BLOCK:
        owe(w, w->lists ? 1 : 2);
        break;
    case ROLE_LIST:
        owe(w, w->lists ? 1 : 2);
        w->bullet = false;
        if (w->lists < LISTS)
            w->number[w->lists] = node->v.element.tag == GUMBO_TAG_OL;
        w->lists++;
        break;
    case ROLE_ITEM:
        put_item(w);
        break;
    case ROLE_PRE:
        owe(w, 2);
        w->pre++;
        break;
    case ROLE_QUOTE:
        owe(w, 2);
        w->quotes++;
        break;
    case ROLE_BREAK:
        break_line(w);
        break;
    case ROLE_RULE:
        owe(w, 1);
        put(w, S("---"));
        owe(w, 1);
        break;
    case ROLE_LINK:
        w->link_from = w->out.n;
        break;
    case ROLE_IMAGE:
        put_image(w, node);
        break;
    default:
        break;
    }
}

// The address behind a link, where it says more than the text.
static void put_link(struct writer *w, const GumboNode *node)
{
    struct str url = str_trim(html_attribute(node, "href"));
    struct str text = w->link_from <= w->out.n ? str_trim(str_from(buf_str(&w->out), w->link_from)) : S("");
    struct str bare = str_starts_nocase(url, S("mailto:")) ? str_from(url, 7) : url;
    bool worth = str_starts_nocase(url, S("http://")) || str_starts_nocase(url, S("https://")) ||
                 str_starts_nocase(url, S("mailto:"));
    if (!worth || bare.n > 500 || str_is_empty(text) || str_has(text, bare) || str_has(bare, text))
        return;
    put(w, S(" <"));
    put(w, utf8_repair(w->out.arena, bare));
    put(w, S(">"));
}

static void leave(struct writer *w, enum role role, const GumboNode *node)
{
    switch (role) {
    case ROLE_LINE:
    case ROLE_ITEM:
        owe(w, 1);
        w->bullet = false;
        break;
    case ROLE_BLOCK:
        owe(w, w->lists ? 1 : 2);
        break;
    case ROLE_LIST:
        w->lists--;
        owe(w, w->lists ? 1 : 2);
        break;
    case ROLE_CELL:
        w->space = w->owed == 0;
        break;
    case ROLE_PRE:
        w->pre--;
        owe(w, 2);
        break;
    case ROLE_QUOTE:
        owe(w, 2);
        w->quotes--;
        break;
    case ROLE_LINK:
        put_link(w, node);
        break;
    default:
        break;
    }
}

static void step(struct writer *w, struct html_walk *walk)
{
    const GumboNode *node = walk->node;
    bool text = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
    if (text) {
        put_text(w, str_of(node->v.text.text));
    } else if (node->type == GUMBO_NODE_TEMPLATE) {
        walk->skip = true;
    } else if (node->type == GUMBO_NODE_ELEMENT) {
        GumboTag tag = node->v.element.tag;
        enum role role = tag < GUMBO_TAG_LAST ? roles[tag] : ROLE_NONE;
        bool skipped = role == ROLE_SKIP || html_is_hidden(node);
        if (skipped)
            walk->skip = true;
        else if (walk->entering)
            enter(w, role, node);
        else
            leave(w, role, node);
    }
}

struct str text_from_html(struct arena *a, struct str html, size_t max_bytes)
{
    AUTO(html_tree_auto) struct html_tree *tree = html_tree_parse(html);
    if (!tree)
        return utf8_repair(a, utf8_truncate(html_strip(a, html), max_bytes));
    AUTO(arena_auto) struct arena *scratch = arena_create(SIZE_MAX);
    struct writer w = {.out = buf_make(a, html.n / 4), .max = max_bytes};
    struct html_walk walk = html_walk_make(scratch, html_tree_root(tree));
    while (w.out.n < max_bytes && html_walk_next(&walk))
        step(&w, &walk);
    return utf8_repair(a, str_trim_end(buf_str(&w.out)));
}
