// SPDX-License-Identifier: Apache-2.0
// An allow-list writer over Gumbo's tree. What is not listed loses its tags and
// keeps its text, except where the text is no text (scripts, styles, foreign
// markup, form fields). The result is parsed and written again until nothing
// changes: browsers and we then see the same tree, which is what defeats markup
// that changes its meaning when it is written and read (mutation XSS).
#include "mail/sanitize.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "mail/htmltree.h"

#define DEPTH_MAX 80 // elements within elements that are written
#define OUT_BYTES ((size_t)8 * 1024 * 1024)
#define ROUNDS 5 // to the fixed point; nearly always the second changes nothing
#define URL_BYTES 2000

enum rule { RULE_UNWRAP, RULE_KEEP, RULE_VOID, RULE_DROP, RULE_DIV };

static const uint8_t rules[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_A] = RULE_KEEP,          [GUMBO_TAG_ABBR] = RULE_KEEP,      [GUMBO_TAG_ADDRESS] = RULE_DIV,
    [GUMBO_TAG_ARTICLE] = RULE_DIV,     [GUMBO_TAG_ASIDE] = RULE_DIV,      [GUMBO_TAG_B] = RULE_KEEP,
    [GUMBO_TAG_BDI] = RULE_KEEP,        [GUMBO_TAG_BDO] = RULE_KEEP,       [GUMBO_TAG_BIG] = RULE_KEEP,
    [GUMBO_TAG_BLOCKQUOTE] = RULE_KEEP, [GUMBO_TAG_BR] = RULE_VOID,        [GUMBO_TAG_CAPTION] = RULE_KEEP,
    [GUMBO_TAG_CENTER] = RULE_DIV,      [GUMBO_TAG_CITE] = RULE_KEEP,      [GUMBO_TAG_CODE] = RULE_KEEP,
    [GUMBO_TAG_DD] = RULE_KEEP,         [GUMBO_TAG_DEL] = RULE_KEEP,       [GUMBO_TAG_DFN] = RULE_KEEP,
    [GUMBO_TAG_DIV] = RULE_KEEP,        [GUMBO_TAG_DL] = RULE_KEEP,        [GUMBO_TAG_DT] = RULE_KEEP,
    [GUMBO_TAG_EM] = RULE_KEEP,         [GUMBO_TAG_FIGCAPTION] = RULE_DIV, [GUMBO_TAG_FIGURE] = RULE_DIV,
    [GUMBO_TAG_FOOTER] = RULE_DIV,      [GUMBO_TAG_H1] = RULE_KEEP,        [GUMBO_TAG_H2] = RULE_KEEP,
    [GUMBO_TAG_H3] = RULE_KEEP,         [GUMBO_TAG_H4] = RULE_KEEP,        [GUMBO_TAG_H5] = RULE_KEEP,
    [GUMBO_TAG_H6] = RULE_KEEP,         [GUMBO_TAG_HEADER] = RULE_DIV,     [GUMBO_TAG_HR] = RULE_VOID,
    [GUMBO_TAG_I] = RULE_KEEP,          [GUMBO_TAG_INS] = RULE_KEEP,       [GUMBO_TAG_KBD] = RULE_KEEP,
    [GUMBO_TAG_LI] = RULE_KEEP,         [GUMBO_TAG_MAIN] = RULE_DIV,       [GUMBO_TAG_MARK] = RULE_KEEP,
    [GUMBO_TAG_OL] = RULE_KEEP,         [GUMBO_TAG_P] = RULE_KEEP,         [GUMBO_TAG_PRE] = RULE_KEEP,
    [GUMBO_TAG_Q] = RULE_KEEP,          [GUMBO_TAG_S] = RULE_KEEP,         [GUMBO_TAG_SAMP] = RULE_KEEP,
    [GUMBO_TAG_SECTION] = RULE_DIV,     [GUMBO_TAG_SMALL] = RULE_KEEP,     [GUMBO_TAG_SPAN] = RULE_KEEP,
    [GUMBO_TAG_STRIKE] = RULE_KEEP,     [GUMBO_TAG_STRONG] = RULE_KEEP,    [GUMBO_TAG_SUB] = RULE_KEEP,
    [GUMBO_TAG_SUP] = RULE_KEEP,        [GUMBO_TAG_TABLE] = RULE_KEEP,     [GUMBO_TAG_TBODY] = RULE_KEEP,
    [GUMBO_TAG_TD] = RULE_KEEP,         [GUMBO_TAG_TFOOT] = RULE_KEEP,     [GUMBO_TAG_TH] = RULE_KEEP,
    [GUMBO_TAG_THEAD] = RULE_KEEP,      [GUMBO_TAG_TR] = RULE_KEEP,        [GUMBO_TAG_TT] = RULE_KEEP,
    [GUMBO_TAG_U] = RULE_KEEP,          [GUMBO_TAG_UL] = RULE_KEEP,        [GUMBO_TAG_VAR] = RULE_KEEP,
    [GUMBO_TAG_WBR] = RULE_VOID,        [GUMBO_TAG_HEAD] = RULE_DROP,      [GUMBO_TAG_TITLE] = RULE_DROP,
    [GUMBO_TAG_SCRIPT] = RULE_DROP,     [GUMBO_TAG_STYLE] = RULE_DROP,     [GUMBO_TAG_TEMPLATE] = RULE_DROP,
    [GUMBO_TAG_IFRAME] = RULE_DROP,     [GUMBO_TAG_OBJECT] = RULE_DROP,    [GUMBO_TAG_EMBED] = RULE_DROP,
    [GUMBO_TAG_APPLET] = RULE_DROP,     [GUMBO_TAG_SVG] = RULE_DROP,       [GUMBO_TAG_MATH] = RULE_DROP,
    [GUMBO_TAG_NOSCRIPT] = RULE_DROP,   [GUMBO_TAG_NOEMBED] = RULE_DROP,   [GUMBO_TAG_NOFRAMES] = RULE_DROP,
    [GUMBO_TAG_FRAMESET] = RULE_DROP,   [GUMBO_TAG_TEXTAREA] = RULE_DROP,  [GUMBO_TAG_SELECT] = RULE_DROP,
    [GUMBO_TAG_AUDIO] = RULE_DROP,      [GUMBO_TAG_VIDEO] = RULE_DROP,     [GUMBO_TAG_CANVAS] = RULE_DROP,
    [GUMBO_TAG_XMP] = RULE_DROP,        [GUMBO_TAG_PLAINTEXT] = RULE_DROP,
};

struct cleaner {
    struct arena *arena; // scratch
    struct buf out;
    uint8_t *open; // per depth of the walk: an element was written there
    size_t open_room, written;
    size_t remote_images;
};

static enum rule rule_of(const GumboNode *node)
{
    if (node->type == GUMBO_NODE_TEMPLATE || node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML ||
        html_is_hidden(node))
        return RULE_DROP;
    GumboTag tag = node->v.element.tag;
    return tag < GUMBO_TAG_LAST ? rules[tag] : RULE_UNWRAP;
}

// An address as a browser will read it: white space around it and line ends within are no part of it.
// STR_NONE unless its scheme is one of ours.
static struct str clean_url(struct arena *a, struct str url, const char *const *schemes)
{
    url = utf8_repair(a, url);
    struct buf b = buf_make(a, url.n);
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c > 0x20 && c != 0x7f)
            buf_add_char(&b, url.p[i]);
        else if (c == ' ' && b.n)
            buf_lit(&b, "%20");
    }
    struct str made = buf_str(&b);
    while (str_ends(made, S("%20")))
        made = str_slice(made, 0, made.n - 3);
    for (; *schemes; schemes++) {
        struct str scheme = str_of(*schemes);
        if (made.n > scheme.n && made.n <= URL_BYTES && str_starts_nocase(made, scheme))
            return made;
    }
    return STR_NONE;
}

static void put_attribute(struct cleaner *w, const char *name, struct str value)
{
    buf_addf(&w->out, " %s=\"", name);
    escape_html(&w->out, value);
    buf_lit(&w->out, "\"");
}

static void put_number(struct cleaner *w, const GumboNode *node, const char *name, int64_t max)
{
    int64_t value;
    if (str_to_int64(str_trim(html_attribute(node, name)), &value) && value > 0 && value <= max)
        buf_addf(&w->out, " %s=\"%" PRId64 "\"", name, value);
}

static void put_common(struct cleaner *w, const GumboNode *node)
{
    struct str dir = html_attribute(node, "dir"), lang = html_attribute(node, "lang");
    if (str_eq_nocase(dir, S("rtl")) || str_eq_nocase(dir, S("ltr")) || str_eq_nocase(dir, S("auto")))
        put_attribute(w, "dir", str_lower(w->arena, dir));
    bool plain = lang.n > 0 && lang.n <= 20;
    for (size_t i = 0; i < lang.n && plain; i++)
        plain = (lang.p[i] | 32) >= 'a' ? (lang.p[i] | 32) <= 'z' : lang.p[i] == '-';
    if (plain)
        put_attribute(w, "lang", lang);
}

static void put_attributes(struct cleaner *w, const GumboNode *node)
{
    static const char *const link_schemes[] = {"https://", "http://", "mailto:", NULL};
    put_common(w, node);
    switch (node->v.element.tag) {
    case GUMBO_TAG_A: {
        struct str url = clean_url(w->arena, html_attribute(node, "href"), link_schemes);
        if (!str_is_none(url)) {
            put_attribute(w, "href", url);
            put_attribute(w, "rel", S("noopener noreferrer nofollow"));
        }
        break;
    }
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
        put_number(w, node, "colspan", 50);
        put_number(w, node, "rowspan", 500);
        break;
    case GUMBO_TAG_OL:
        put_number(w, node, "start", 100000);
        break;
    default:
        break;
    }
}

static const char *name_of(const GumboNode *node, enum rule rule)
{
    return rule == RULE_DIV ? "div" : gumbo_normalized_tagname(node->v.element.tag);
}

// Pictures that came with the mail stay; of others only the words are left.
static void put_image(struct cleaner *w, const GumboNode *node)
{
    static const char *const schemes[] = {"cid:", NULL};
    struct str alt = str_trim(utf8_repair(w->arena, html_attribute(node, "alt")));
    struct str url = clean_url(w->arena, html_attribute(node, "src"), schemes);
    if (str_is_none(url)) {
        w->remote_images += !str_is_empty(html_attribute(node, "src"));
        escape_html(&w->out, str_slice(alt, 0, utf8_truncate(alt, 500).n));
        return;
    }
    buf_lit(&w->out, "<img");
    put_attribute(w, "src", url);
    put_attribute(w, "alt", utf8_truncate(alt, 500));
    put_number(w, node, "width", 4000);
    put_number(w, node, "height", 4000);
    buf_lit(&w->out, ">");
}

static uint8_t *open_at(struct cleaner *w, size_t depth)
{
    if (depth >= w->open_room) {
        size_t room = 2 * depth + 64;
        uint8_t *more = arena_list(w->arena, room, uint8_t);
        if (w->open_room)
            memcpy(more, w->open, w->open_room);
        w->open = more;
        w->open_room = room;
    }
    return &w->open[depth];
}

// A line end right after <pre> is swallowed by whoever reads it; a text that begins with one needs two.
static void put_pre_start(struct cleaner *w, const GumboNode *node)
{
    const GumboVector *children = &node->v.element.children;
    const GumboNode *first = children->length ? children->data[0] : NULL;
    if (node->v.element.tag == GUMBO_TAG_PRE && first &&
        (first->type == GUMBO_NODE_TEXT || first->type == GUMBO_NODE_WHITESPACE) && first->v.text.text[0] == '\n')
        buf_lit(&w->out, "\n");
}

static void enter_element(struct cleaner *w, struct html_walk *walk)
{
    const GumboNode *node = walk->node;
    enum rule rule = rule_of(node);
    uint8_t *open = open_at(w, walk->depth);
    *open = 0;
    if (rule == RULE_DROP) {
        walk->skip = true;
    } else if (node->v.element.tag == GUMBO_TAG_IMG || node->v.element.tag == GUMBO_TAG_IMAGE) {
        put_image(w, node);
    } else if (rule == RULE_VOID) {
        buf_addf(&w->out, "<%s>", name_of(node, rule));
    } else if (rule != RULE_UNWRAP && w->written < DEPTH_MAX && w->out.n < OUT_BYTES) {
        buf_addf(&w->out, "<%s", name_of(node, rule));
        put_attributes(w, node);
        buf_lit(&w->out, ">");
        put_pre_start(w, node);
        w->written++;
        *open = 1;
    }
}

static void leave_element(struct cleaner *w, const struct html_walk *walk)
{
    if (!*open_at(w, walk->depth))
        return;
    buf_addf(&w->out, "</%s>", name_of(walk->node, rule_of(walk->node)));
    w->written--;
}

static void step(struct cleaner *w, struct html_walk *walk)
{
    const GumboNode *node = walk->node;
    switch (node->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
        if (w->out.n < OUT_BYTES)
            escape_html(&w->out, utf8_repair(w->arena, str_of(node->v.text.text)));
        break;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
        if (walk->entering)
            enter_element(w, walk);
        else
            leave_element(w, walk);
        break;
    default:
        break;
    }
}

// One round. False when the page is past the parser's bounds.
static bool clean_once(struct arena *a, struct str html, struct html_clean *ret_clean)
{
    AUTO(html_tree_auto) struct html_tree *tree = html_tree_parse(html);
    if (!tree)
        return false;
    AUTO(arena_auto) struct arena *scratch = arena_create(SIZE_MAX);
    struct cleaner w = {.arena = scratch, .out = buf_make(scratch, html.n + 64)};
    struct html_walk walk = html_walk_make(scratch, html_tree_root(tree));
    while (html_walk_next(&walk))
        step(&w, &walk);
    *ret_clean = (struct html_clean){.html = str_dup(a, buf_str(&w.out)), .remote_images = w.remote_images};
    return true;
}

static struct html_clean only_text(struct arena *a, struct str html)
{
    struct str text = utf8_truncate(html_strip(a, html), OUT_BYTES / 4);
    struct buf b = buf_make(a, text.n + 64);
    buf_lit(&b, "<pre>");
    escape_html(&b, utf8_repair(a, text));
    buf_lit(&b, "</pre>");
    return (struct html_clean){.html = buf_str(&b), .is_plain = true};
}

struct html_clean sanitize_html(struct arena *a, struct str html)
{
    struct html_clean first = {0}, next;
    if (!clean_once(a, html, &first))
        return only_text(a, html);
    struct str now = first.html;
    for (int i = 0; i < ROUNDS; i++) {
        if (!clean_once(a, now, &next))
            break;
        if (str_eq(next.html, now)) {
            first.html = now;
            return first;
        }
        now = next.html;
    }
    return only_text(a, html);
}
