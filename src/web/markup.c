// SPDX-License-Identifier: Apache-2.0
// Most letters hold no markup at all, and a page may show hundreds: so those
// are written in one pass, and only the others are given to cmark. Its memory
// is its own and is released before this returns.
#include "web/markup.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "base/escape.h"

#define MARKUP_OPTIONS (CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS | CMARK_OPT_GITHUB_PRE_LANG)

void markup_start(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

static bool address_ends(char c)
{
    return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '\'';
}

// The http(s) address that begins at *at, without the full stop that ends a sentence; empty if there is none.
static struct str address_at(struct str s, size_t at)
{
    struct str rest = str_from(s, at);
    if (!str_starts(rest, S("https://")) && !str_starts(rest, S("http://")))
        return STR_NONE;
    size_t n = 0;
    while (n < rest.n && !address_ends(rest.p[n]))
        n++;
    while (n && strchr(".,;:!?)", rest.p[n - 1]))
        n--;
    struct str address = str_slice(rest, 0, n);
    return address.n > sizeof "https://" - 1 ? address : STR_NONE;
}

static void put_address(struct buf *b, struct str address)
{
    buf_lit(b, "<a rel=\"nofollow noopener\" href=\"");
    escape_html(b, address);
    buf_lit(b, "\">");
    escape_html(b, address);
    buf_lit(b, "</a>");
}

// Where the address begins whose first ':' stands at `colon`; most lines have no ':' at all.
static size_t address_start(struct str line, size_t colon)
{
    struct str before = str_slice(line, 0, colon);
    return colon - (str_ends(before, S("https")) ? 5 : str_ends(before, S("http")) ? 4 : 0);
}

static void put_line(struct buf *b, struct str line)
{
    size_t done = 0, from = 0;
    for (ptrdiff_t at; (at = str_find_char(str_from(line, from), ':')) >= 0;) {
        size_t start = address_start(line, from + (size_t)at);
        struct str address = address_at(line, start);
        from += (size_t)at + 1;
        if (!address.n)
            continue;
        escape_html(b, str_slice(line, done, start));
        put_address(b, address);
        done = from = start + address.n;
    }
    escape_html(b, str_from(line, done));
}

struct html_safe markup_plain(struct arena *a, struct str text)
{
    struct buf b = buf_make(a, text.n + text.n / 8 + 64);
    struct str rest = str_trim(text), line;
    bool in_paragraph = false;
    while (str_cut_line(&rest, &line)) {
        if (str_trim(line).n == 0) {
            if (in_paragraph)
                buf_lit(&b, "</p>");
            in_paragraph = false;
            continue;
        }
        if (in_paragraph)
            buf_lit(&b, "<br>");
        else
            buf_lit(&b, "<p>");
        in_paragraph = true;
        put_line(&b, line);
    }
    if (in_paragraph)
        buf_lit(&b, "</p>");
    return (struct html_safe){buf_str(&b)};
}

// What makes a difference to cmark: emphasis, code, links, entities and tables anywhere; headings, quotes, lists and
// indentation where a line starts.
enum { MARKS = 1, MARKS_AT_START = 2, ENDS_LINE = 4 };
static const unsigned char marks[256] = {
    ['*'] = MARKS, ['_'] = MARKS, ['`'] = MARKS, ['['] = MARKS, ['<'] = MARKS, ['&'] = MARKS, ['|'] = MARKS,
    ['~'] = MARKS, ['\\'] = MARKS,
    ['#'] = MARKS_AT_START, ['>'] = MARKS_AT_START, ['-'] = MARKS_AT_START, ['+'] = MARKS_AT_START,
    ['='] = MARKS_AT_START, [' '] = MARKS_AT_START, ['\t'] = MARKS_AT_START, ['0' ... '9'] = MARKS_AT_START,
    ['\n'] = ENDS_LINE, ['\r'] = ENDS_LINE,
};

static bool has_markup(struct str text)
{
    unsigned char looked_for = MARKS | MARKS_AT_START;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = marks[(unsigned char)text.p[i]];
        if (c & looked_for)
            return true;
        looked_for = c & ENDS_LINE ? MARKS | MARKS_AT_START : MARKS;
    }
    return str_has(text, S("www."));
}

static void parser_auto(cmark_parser **p)
{
    if (*p)
        cmark_parser_free(*p);
}

static void node_auto(cmark_node **n)
{
    if (*n)
        cmark_node_free(*n);
}

static void iter_auto(cmark_iter **i)
{
    if (*i)
        cmark_iter_free(*i);
}

static void append_text(cmark_node *parent, struct arena *a, struct str text)
{
    cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(node, str_cstr(a, text));
    cmark_node_append_child(parent, node);
}

static cmark_node *raw_block(struct arena *a, struct str text)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
    struct str rest = str_trim(text), line;
    for (bool first = true; str_cut_line(&rest, &line); first = false) {
        if (!first)
            cmark_node_append_child(paragraph, cmark_node_new(CMARK_NODE_LINEBREAK));
        append_text(paragraph, a, line);
    }
    return paragraph;
}

// cmark leaves raw HTML out. But the "<b>" in a letter to a help desk is words
// like any other, so it is shown as it was written.
static void show_raw(struct arena *a, cmark_node *document)
{
    AUTO(iter_auto) cmark_iter *i = cmark_iter_new(document);
    while (cmark_iter_next(i) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(i), *shown = NULL;
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_BLOCK) {
            shown = raw_block(a, str_of(cmark_node_get_literal(node)));
        } else if (type == CMARK_NODE_HTML_INLINE) {
            shown = cmark_node_new(CMARK_NODE_TEXT);
            cmark_node_set_literal(shown, cmark_node_get_literal(node));
        }
        if (!shown)
            continue;
        cmark_node_replace(node, shown);
        cmark_node_free(node);
    }
}

struct html_safe markup_html(struct arena *a, struct str text)
{
    if (!has_markup(text))
        return markup_plain(a, text);
    AUTO(parser_auto) cmark_parser *parser = cmark_parser_new(MARKUP_OPTIONS);
    static const char *const extensions[] = {"autolink", "strikethrough", "table"};
    for (size_t i = 0; i < ARRAY_LEN(extensions); i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, text.p, text.n);
    AUTO(node_auto) cmark_node *document = cmark_parser_finish(parser);
    show_raw(a, document);
    char *html = cmark_render_html(document, MARKUP_OPTIONS, cmark_parser_get_syntax_extensions(parser));
    struct html_safe safe = {str_dup(a, str_of(html))};
    cmark_get_default_mem_allocator()->free(html);
    return safe;
}
