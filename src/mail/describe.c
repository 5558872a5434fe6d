// SPDX-License-Identifier: Apache-2.0
// A JSON writer for one shape; the header lists its members. SHA-1 is GLib's:
// it names content for comparison with other programs' results and protects
// nothing.
#include "mail/describe.h"

#include <glib.h>

#include "base/crypto.h"
#include "base/datetime.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "mail/automatic.h"
#include "mail/glib.h"
#include "mail/reply.h"

// A comma unless something opened just before.
static void comma(struct buf *b)
{
    if (b->n && b->p[b->n - 1] != '{' && b->p[b->n - 1] != '[')
        buf_add_char(b, ',');
}

static void put_name(struct buf *b, const char *name)
{
    comma(b);
    buf_addf(b, "\"%s\":", name);
}

static void put_text(struct buf *b, struct str s)
{
    if (str_is_none(s)) {
        buf_lit(b, "null");
        return;
    }
    buf_lit(b, "\"");
    escape_json(b, s);
    buf_lit(b, "\"");
}

static void put_member(struct buf *b, const char *name, struct str value)
{
    put_name(b, name);
    put_text(b, value);
}

static void put_number(struct buf *b, const char *name, int64_t value)
{
    put_name(b, name);
    buf_add_int(b, value);
}

static void put_truth(struct buf *b, const char *name, bool value)
{
    put_name(b, name);
    buf_add(b, value ? S("true") : S("false"));
}

static struct str some(struct str s)
{
    return str_is_empty(s) ? STR_NONE : s;
}

static void put_addresses(struct buf *b, const char *name, const struct mail_addresses *list)
{
    put_name(b, name);
    buf_lit(b, "[");
    for (size_t i = 0; i < list->n; i++) {
        comma(b);
        put_text(b, str_lower(b->arena, list->items[i].address));
    }
    buf_lit(b, "]");
}

static void put_names(struct buf *b, const char *name, const struct mail_addresses *list)
{
    put_name(b, name);
    buf_lit(b, "[");
    for (size_t i = 0; i < list->n; i++) {
        comma(b);
        put_text(b, some(list->items[i].name));
    }
    buf_lit(b, "]");
}

static void put_strs(struct buf *b, const char *name, const struct mail_strs *list)
{
    put_name(b, name);
    buf_lit(b, "[");
    for (size_t i = 0; i < list->n; i++) {
        comma(b);
        put_text(b, list->items[i]);
    }
    buf_lit(b, "]");
}

static void put_envelope(struct buf *b, const struct mail *m)
{
    put_member(b, "subject", some(m->subject));
    put_addresses(b, "from", &m->from);
    put_addresses(b, "sender", &m->sender);
    put_addresses(b, "to", &m->to);
    put_addresses(b, "cc", &m->cc);
    put_addresses(b, "reply_to", &m->reply_to);
    put_addresses(b, "delivered_to", &m->delivered_to);
    put_name(b, "names");
    buf_lit(b, "{");
    put_names(b, "from", &m->from);
    put_names(b, "to", &m->to);
    put_names(b, "cc", &m->cc);
    buf_lit(b, "}");
    put_member(b, "date", m->date_ms ? datetime_rfc3339(b->arena, m->date_ms) : STR_NONE);
    put_name(b, "date_unix");
    if (m->date_ms)
        buf_add_int(b, m->date_ms / 1000);
    else
        buf_lit(b, "null");
    put_member(b, "message_id", some(m->message_id));
    put_strs(b, "in_reply_to", &m->in_reply_to);
    put_strs(b, "references", &m->references);
}

// Without blanks at its end, also those beyond ASCII.
static struct str bare_end(struct str s)
{
    for (;;) {
        s = str_trim_end(s);
        size_t extra = str_ends(s, S("\xc2\xa0")) ? 2 : str_ends(s, S("\xe3\x80\x80")) ? 3 : 0;
        if (extra == 0)
            return s;
        s = str_slice(s, 0, s.n - extra);
    }
}

// Right-stripped lines, trimmed: what two programs can agree on.
static struct str normal_text(struct arena *a, struct str text)
{
    struct buf b = buf_make(a, text.n + 1);
    struct str line;
    while (str_cut_line(&text, &line)) {
        buf_add(&b, bare_end(line));
        buf_add_char(&b, '\n');
    }
    struct str made = str_trim(bare_end(buf_str(&b)));
    while (str_starts(made, S("\xc2\xa0")))
        made = str_trim(str_from(made, 2));
    return str_or(made, S(""));
}

static struct str sha1_of(struct arena *a, struct str s)
{
    AUTO(gtext_auto) char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA1, (const guchar *)(s.p ? s.p : ""), s.n);
    return str_dup(a, str_of(hex));
}

static struct str sha256_of(struct arena *a, struct str s)
{
    uint8_t digest[SHA256_BYTES];
    sha256(s, digest);
    return hex_encode(a, digest, sizeof digest);
}

static void put_part(struct buf *b, const struct mail_part *p)
{
    comma(b);
    buf_lit(b, "{");
    put_member(b, "type", p->type);
    put_member(b, "filename", some(p->filename));
    put_number(b, "bytes", (int64_t)p->bytes.n);
    put_member(b, "sha1", sha1_of(b->arena, p->bytes));
    put_member(b, "content_id", some(p->content_id));
    put_member(b, "disposition", p->is_attachment ? S("attachment") : p->is_inline ? S("inline") : STR_NONE);
    if (str_starts(p->type, S("text/"))) {
        struct str text = normal_text(b->arena, p->text);
        put_number(b, "chars", (int64_t)utf8_count(text));
        put_member(b, "text_sha1", sha1_of(b->arena, text));
    }
    buf_lit(b, "}");
}

static void put_attachment(struct buf *b, const struct mail_attachment *one)
{
    comma(b);
    buf_lit(b, "{");
    put_member(b, "filename", one->filename);
    put_member(b, "type", one->type);
    put_number(b, "bytes", (int64_t)one->bytes.n);
    put_member(b, "sha256", sha256_of(b->arena, one->bytes));
    put_member(b, "content_id", some(one->content_id));
    put_truth(b, "inline", one->is_inline);
    buf_lit(b, "}");
}

static void put_content(struct buf *b, const struct mail *m)
{
    const struct mail_part *plain = mail_part_find(m, "text/plain"), *html = mail_part_find(m, "text/html");
    put_member(b, "text", plain ? normal_text(b->arena, plain->text) : STR_NONE);
    put_member(b, "html", html ? normal_text(b->arena, html->text) : STR_NONE);
    put_member(b, "body", str_or(m->text, S("")));
    put_name(b, "parts");
    buf_lit(b, "[");
    for (size_t i = 0; i < m->parts_n; i++)
        put_part(b, &m->parts[i]);
    buf_lit(b, "]");
    put_name(b, "attachments");
    buf_lit(b, "[");
    for (size_t i = 0; i < m->attachments_n; i++)
        put_attachment(b, &m->attachments[i]);
    buf_lit(b, "]");
}

static void put_recipient(struct buf *b, const struct automatic_recipient *one)
{
    comma(b);
    buf_lit(b, "{");
    put_member(b, "address", one->address);
    put_member(b, "status", some(one->status));
    put_number(b, "code", one->reply_code);
    put_truth(b, "hard", one->hard);
    put_member(b, "diagnostic", some(one->diagnostic));
    buf_lit(b, "}");
}

static void put_automatic(struct buf *b, const struct mail *m)
{
    struct automatic found = automatic_of(b->arena, m);
    put_name(b, "automatic");
    buf_lit(b, "{");
    put_member(b, "kind", str_of(automatic_name(found.kind)));
    put_member(b, "why", str_of(found.why));
    put_member(b, "original_message_id", some(found.original_message_id));
    put_name(b, "recipients");
    buf_lit(b, "[");
    for (size_t i = 0; i < found.recipients_n; i++)
        put_recipient(b, &found.recipients[i]);
    buf_lit(b, "]}");
}

static void put_reply(struct buf *b, const struct mail *m)
{
    struct reply_split split = reply_split(b->arena, m->text);
    put_name(b, "reply");
    buf_lit(b, "{");
    put_member(b, "visible", str_or(split.visible, S("")));
    put_member(b, "quoted", str_or(split.quoted, S("")));
    put_member(b, "signature", str_or(split.signature, S("")));
    buf_lit(b, "}");
}

void mail_describe_json(struct buf *b, const struct mail *m)
{
    buf_lit(b, "{");
    put_envelope(b, m);
    put_content(b, m);
    put_automatic(b, m);
    put_reply(b, m);
    put_strs(b, "problems", &m->problems);
    buf_lit(b, "}");
}
