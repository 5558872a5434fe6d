// SPDX-License-Identifier: Apache-2.0
// The choice of the body. Parts of one multipart/alternative say the same
// thing, so one of them is enough; everything else that is text says something
// of its own and is joined, in order. Nothing is lost: what is not said in the
// body is an attachment.
#include "mail/body.h"

#include "base/buf.h"
#include "base/escape.h"
#include "mail/header.h"
#include "mail/list.h"
#include "mail/text.h"

#define SHOWN_BYTES ((size_t)2 * 1024 * 1024) // looked through for pictures
#define TEXT_BYTES ((size_t)4 * 1024 * 1024)  // text made from HTML ends here

static bool is_plain(const struct mail_part *p)
{
    return str_eq(p->type, S("text/plain")) || str_starts(p->type, S("multipart/"));
}

static bool is_html(const struct mail_part *p)
{
    return str_eq(p->type, S("text/html"));
}

static bool may_be_body(const struct mail *m, const struct mail_part *p)
{
    return (is_plain(p) || is_html(p)) && !p->is_attachment && (str_is_empty(p->filename) || p == m->parts);
}

static bool is_blank(struct str s)
{
    return str_is_empty(str_trim(s));
}

// Whether the other half of the same alternative speaks for this one.
static bool has_sibling(const struct mail *m, const struct mail_part *p, bool (*kind)(const struct mail_part *))
{
    for (size_t i = 0; p->alternative && i < m->parts_n; i++) {
        const struct mail_part *other = &m->parts[i];
        if (other->alternative == p->alternative && other->is_body && kind(other) && !is_blank(other->text))
            return true;
    }
    return false;
}

static void add_block(struct buf *b, struct str text)
{
    text = str_trim_end(text);
    if (is_blank(text))
        return;
    if (b->n)
        buf_lit(b, "\n\n");
    buf_add(b, text);
}

static struct str plain_of(struct arena *a, struct mail *m, const struct mail_part *p)
{
    struct str said = p->text;
    if (str_starts(said, S("\xef\xbb\xbf"))) // a byte-order mark says nothing in a mail
        said = str_from(said, 3);
    struct str text = p->flowed ? body_unflow(a, said, p->delsp) : said;
    return body_take_uuencoded(a, m, text);
}

static void join_text(struct arena *a, struct mail *m)
{
    struct buf b = buf_make(a, 1024);
    for (size_t i = 0; i < m->parts_n; i++) {
        struct mail_part *p = &m->parts[i];
        if (p->is_body && is_plain(p))
            add_block(&b, plain_of(a, m, p));
        else if (p->is_body && !has_sibling(m, p, is_plain))
            add_block(&b, text_from_html(a, p->text, TEXT_BYTES));
    }
    m->text = buf_str(&b);
}

// Only where some part is HTML; plain text that stands on its own is set among it as it is.
static void join_html(struct arena *a, struct mail *m)
{
    struct buf b = buf_make(a, 1024);
    bool any = false;
    for (size_t i = 0; i < m->parts_n; i++) {
        struct mail_part *p = &m->parts[i];
        if (!p->is_body || is_blank(p->text))
            continue;
        if (is_html(p)) {
            any = true;
            add_block(&b, p->text);
        } else if (!has_sibling(m, p, is_html)) {
            buf_lit(&b, "\n<pre>");
            escape_html(&b, p->text);
            buf_lit(&b, "</pre>\n");
        }
    }
    m->html = any ? buf_str(&b) : STR_NONE;
}

// A part shown within the HTML: named by a cid: link there.
static bool is_shown(const struct mail *m, const struct mail_part *p)
{
    struct str rest = str_slice(m->html, 0, SHOWN_BYTES);
    while (!str_is_empty(p->content_id)) {
        ptrdiff_t at = str_find_nocase(rest, S("cid:"));
        if (at < 0)
            return false;
        rest = str_from(rest, (size_t)at + 4);
        if (str_starts(rest, p->content_id))
            return true;
    }
    return false;
}

static void list_attachments(struct arena *a, struct mail *m)
{
    for (size_t i = 0; i < m->parts_n; i++) {
        struct mail_part *p = &m->parts[i];
        if (p->is_body || (p->bytes.n == 0 && str_is_empty(p->filename)))
            continue;
        p->is_inline = i < 200 && is_shown(m, p);
        struct mail_attachment one = {
            .filename = header_safe_filename(a, p->filename, p->type, m->attachments_n + 1),
            .type = p->type,
            .content_id = p->content_id,
            .bytes = p->bytes,
            .is_inline = p->is_inline,
        };
        if (str_eq(p->type, S("message/rfc822")) && !str_ends_nocase(one.filename, S(".eml")))
            one.filename = str_fmt(a, "%.*s.eml", STR_ARG(one.filename));
        list_add(a, m->attachments, m->attachments_n, one);
    }
}

void body_choose(struct arena *a, struct mail *m)
{
    for (size_t i = 0; i < m->parts_n; i++)
        m->parts[i].is_body = may_be_body(m, &m->parts[i]);
    join_html(a, m);
    list_attachments(a, m);
    join_text(a, m);
}
