// SPDX-License-Identifier: Apache-2.0
// Blocks to the two parts of a mail. The HTML is what mail programs understand:
// tables are not needed, styles stand at the elements, colours work on light
// and dark grounds.
#include "base/escape.h"
#include "desk/letter.h"

#define ACCENT "#1b5a49"

void letter_add(struct letter *l, enum block_kind kind, struct str text, struct str url)
{
    must(l->blocks_n < LETTER_BLOCKS_MAX);
    if (text.n)
        l->blocks[l->blocks_n++] = (struct block){.kind = kind, .text = text, .url = url};
}

static void text_quote(struct buf *b, const struct block *k)
{
    struct str rest = str_trim(k->text), line;
    buf_addf(b, "%.*s\n", STR_ARG(k->label));
    while (str_cut_line(&rest, &line)) {
        buf_lit(b, "> ");
        buf_add(b, line);
        buf_add_char(b, '\n');
    }
}

static void text_block(struct buf *b, const struct block *k)
{
    if (b->n)
        buf_add_char(b, '\n');
    switch (k->kind) {
    case BLOCK_WORDS:
    case BLOCK_SMALL:
        buf_addf(b, "%.*s\n", STR_ARG(str_trim(k->text)));
        return;
    case BLOCK_NEXT:
        buf_addf(b, "What happens next: %.*s\n", STR_ARG(k->text));
        return;
    case BLOCK_SAID:
        buf_addf(b, "“%.*s”\n", STR_ARG(str_trim(k->text)));
        return;
    case BLOCK_BUTTON:
    case BLOCK_LINK:
        buf_addf(b, "%.*s:\n%.*s\n", STR_ARG(k->text), STR_ARG(k->url));
        return;
    case BLOCK_QUOTE:
        text_quote(b, k);
        return;
    }
}

struct str letter_text(struct arena *a, const struct letter *l)
{
    struct buf b = buf_make(a, 2048);
    for (size_t i = 0; i < l->blocks_n; i++)
        text_block(&b, &l->blocks[i]);
    return buf_str(&b);
}

// Paragraphs where there are blank lines, line breaks elsewhere.
static void html_paragraphs(struct buf *b, struct str text, struct str open)
{
    struct str rest = str_trim(text), line;
    bool in_paragraph = false;
    while (str_cut_line(&rest, &line)) {
        if (str_trim(line).n == 0) {
            if (in_paragraph)
                buf_lit(b, "</p>\n");
            in_paragraph = false;
            continue;
        }
        buf_add(b, in_paragraph ? S("<br>\n") : open);
        in_paragraph = true;
        escape_html(b, line);
    }
    if (in_paragraph)
        buf_lit(b, "</p>\n");
}

static void html_link(struct buf *b, const struct block *k, struct str style)
{
    buf_lit(b, "<a href=\"");
    escape_html(b, k->url);
    buf_lit(b, "\" style=\"");
    buf_add(b, style);
    buf_lit(b, "\">");
    escape_html(b, k->text);
    buf_lit(b, "</a>");
}

static void html_block(struct buf *b, const struct block *k)
{
    switch (k->kind) {
    case BLOCK_WORDS:
        html_paragraphs(b, k->text, S("<p style=\"margin:0 0 1em\">"));
        return;
    case BLOCK_NEXT:
        buf_lit(b, "<p style=\"margin:0 0 1em;padding:.6em .9em;border-left:3px solid " ACCENT "\"><b>What happens next:</b> ");
        escape_html(b, k->text);
        buf_lit(b, "</p>\n");
        return;
    case BLOCK_SAID:
        html_paragraphs(b, k->text, S("<p style=\"margin:0 0 1em;padding:.2em .9em;border-left:3px solid " ACCENT ";font-family:serif\">"));
        return;
    case BLOCK_BUTTON:
        buf_lit(b, "<p style=\"margin:0 0 .6em\">");
        html_link(b, k, S("display:inline-block;padding:.6em 1.2em;border:1px solid " ACCENT ";border-radius:6px;color:" ACCENT
                          ";font-weight:bold;text-decoration:none"));
        buf_lit(b, "</p>\n");
        return;
    case BLOCK_SMALL:
        html_paragraphs(b, k->text, S("<p style=\"margin:0 0 1em;font-size:13px;opacity:.8\">"));
        return;
    case BLOCK_LINK:
        buf_lit(b, "<p style=\"margin:0 0 1em;font-size:13px\">");
        html_link(b, k, S("color:" ACCENT));
        buf_lit(b, "</p>\n");
        return;
    case BLOCK_QUOTE:
        html_paragraphs(b, k->label, S("<p style=\"margin:1.5em 0 .3em;font-size:13px;opacity:.8\">"));
        buf_lit(b, "<blockquote style=\"margin:0;padding-left:.9em;border-left:2px solid #c6c0b0;opacity:.85\">");
        html_paragraphs(b, k->text, S("<p style=\"margin:0 0 1em\">"));
        buf_lit(b, "</blockquote>\n");
        return;
    }
}

struct str letter_html(struct arena *a, const struct letter *l)
{
    struct buf b = buf_make(a, 4096);
    buf_lit(&b, "<!doctype html>\n<html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"></head>\n<body style=\"font:16px/1.5 system-ui,sans-serif;"
                "max-width:40em\" dir=\"auto\">\n");
    for (size_t i = 0; i < l->blocks_n; i++)
        html_block(&b, &l->blocks[i]);
    buf_lit(&b, "</body></html>\n");
    return buf_str(&b);
}
