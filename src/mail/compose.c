// SPDX-License-Identifier: Apache-2.0
// GMime builds and encodes; this decides which headers, parts and encodings.
// Everything is 7-bit on the wire, because not every relay on the way is not.
// Every header value is cleaned of line ends here, whoever gave it.
#include "mail/compose.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/datetime.h"
#include "base/utf8.h"
#include "mail/address.h"
#include "mail/glib.h"
#include "mail/header.h"

#define REFERENCES_MAX 30

// One line, no controls: what a header value may be.
static const char *clean(struct arena *a, struct str s)
{
    return str_cstr(a, utf8_repair(a, header_unfold(a, s)));
}

// An id keeps to what stands between < and >.
static const char *clean_id(struct arena *a, struct str id)
{
    struct str flat = header_unfold(a, id);
    char *copy = arena_text(a, flat.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < flat.n && n < 900; i++) {
        if (!strchr("<> ,", flat.p[i]))
            copy[n++] = flat.p[i];
    }
    copy[n] = '\0';
    return copy;
}

static void set_header(GMimeMessage *m, const char *name, const char *value)
{
    g_mime_object_append_header((GMimeObject *)m, name, value, "utf-8");
}

static void add_mailbox(struct arena *a, GMimeMessage *m, GMimeAddressType where, const struct mail_address *who)
{
    const char *name = clean(a, who->name);
    g_mime_message_add_mailbox(m, where, *name ? name : NULL, clean(a, who->address));
}

static void set_references(struct arena *a, GMimeMessage *m, const struct mail_draft *d)
{
    struct buf b = buf_make(a, 256);
    size_t skip = d->references_n > REFERENCES_MAX ? d->references_n - REFERENCES_MAX : 0;
    for (size_t i = 0; i < d->references_n; i++) {
        if (i > 0 && i <= skip) // the root stays, the oldest after it go
            continue;
        const char *id = clean_id(a, d->references[i]);
        if (*id)
            buf_addf(&b, "%s<%s>", b.n ? " " : "", id);
    }
    if (b.n)
        set_header(m, "References", str_cstr(a, buf_str(&b)));
}

static void set_headers(struct arena *a, GMimeMessage *m, const struct mail_draft *d)
{
    set_header(m, "Date", str_cstr(a, datetime_rfc5322(a, d->date_ms)));
    add_mailbox(a, m, GMIME_ADDRESS_TYPE_FROM, &d->from);
    add_mailbox(a, m, GMIME_ADDRESS_TYPE_TO, &d->to);
    if (!str_is_empty(d->reply_to.address))
        add_mailbox(a, m, GMIME_ADDRESS_TYPE_REPLY_TO, &d->reply_to);
    g_mime_message_set_subject(m, clean(a, d->subject), "utf-8");
    g_mime_message_set_message_id(m, clean_id(a, d->message_id));
    const char *parent = clean_id(a, d->in_reply_to);
    if (*parent)
        set_header(m, "In-Reply-To", str_cstr(a, str_fmt(a, "<%s>", parent)));
    set_references(a, m, d);
    if (d->author != MAIL_AUTHOR_PERSON) {
        set_header(m, "Auto-Submitted", d->author == MAIL_AUTHOR_REPLIED ? "auto-replied" : "auto-generated");
        set_header(m, "X-Auto-Response-Suppress", "All");
    }
}

// 7-bit text that no relay will touch stays readable; mostly foreign scripts are shorter in base64.
static GMimeContentEncoding encoding_for(struct str text)
{
    size_t high = 0, longest = 0, line = 0;
    bool plain = true;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char ch = (unsigned char)text.p[i];
        high += ch >= 0x80;
        line = ch == '\n' ? 0 : line + 1;
        longest = line > longest ? line : longest;
        plain = plain && ch < 0x7f && (ch >= 0x20 || ch == '\n' || ch == '\t');
        if ((ch == '\n' || i + 1 == text.n) && i > 0 && text.p[i - 1] == ' ')
            plain = false;
    }
    bool from = str_starts(text, S("From ")) || str_has(text, S("\nFrom "));
    if (plain && longest <= 78 && !from)
        return GMIME_CONTENT_ENCODING_7BIT;
    return high * 3 > text.n ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

static void set_content(GMimePart *part, struct str bytes, GMimeContentEncoding encoding)
{
    AUTO(gobject_auto) GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.p ? bytes.p : "", bytes.n);
    AUTO(gobject_auto)
    GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
}

// Text as it stands in mail: CRLF, a line end at the end.
static struct str wire_text(struct arena *a, struct str text)
{
    struct buf b = buf_make(a, text.n + text.n / 16 + 2);
    struct str line;
    text = utf8_repair(a, text);
    while (str_cut_line(&text, &line)) {
        buf_add(&b, line);
        if (!str_is_none(text))
            buf_lit(&b, "\r\n");
    }
    if (!str_ends(buf_str(&b), S("\r\n")))
        buf_lit(&b, "\r\n");
    return buf_str(&b);
}

static GMimeObject *text_part(struct arena *a, struct str text, const char *subtype)
{
    GMimePart *part = g_mime_part_new_with_type("text", subtype);
    g_mime_object_set_content_type_parameter((GMimeObject *)part, "charset", "utf-8");
    GMimeContentEncoding encoding = encoding_for(text);
    // Encoded as they are, so line ends are made those of the wire first.
    bool encoded = encoding == GMIME_CONTENT_ENCODING_BASE64;
    set_content(part, encoded ? wire_text(a, text) : text, encoding);
    return (GMimeObject *)part;
}

static GMimeObject *file_part(struct arena *a, const struct mail_file *file, size_t number)
{
    struct str type = header_unfold(a, file->type), media;
    if (!str_cut(&type, '/', &media) || str_is_empty(media) || str_is_empty(type) ||
        str_eq_nocase(media, S("multipart")) || str_eq_nocase(media, S("message"))) {
        media = S("application");
        type = S("octet-stream");
    }
    GMimePart *part = g_mime_part_new_with_type(str_cstr(a, media), str_cstr(a, type));
    struct str name = header_safe_filename(a, file->filename, file->type, number);
    bool is_inline = !str_is_empty(file->content_id);
    g_mime_object_set_disposition((GMimeObject *)part, is_inline ? "inline" : "attachment");
    g_mime_part_set_filename(part, str_cstr(a, name));
    if (is_inline)
        g_mime_object_set_content_id((GMimeObject *)part, clean_id(a, file->content_id));
    set_content(part, file->bytes, GMIME_CONTENT_ENCODING_BASE64);
    return (GMimeObject *)part;
}

static GMimeMultipart *multipart(struct arena *a, const struct mail_draft *d, const char *subtype)
{
    uint8_t digest[SHA256_BYTES];
    sha256(d->message_id, digest);
    struct str name = str_fmt(a, "=_%.*s_%s", STR_ARG(hex_encode(a, digest, 12)), subtype);
    GMimeMultipart *m = g_mime_multipart_new_with_subtype(subtype);
    g_mime_multipart_set_boundary(m, str_cstr(a, name));
    return m;
}

static void add_to(GMimeMultipart *m, GMimeObject *part)
{
    g_mime_multipart_add(m, part);
    g_object_unref(part);
}

static GMimeObject *body(struct arena *a, const struct mail_draft *d)
{
    GMimeObject *said = text_part(a, d->text, "plain");
    if (!str_is_empty(d->html)) {
        GMimeMultipart *both = multipart(a, d, "alternative");
        add_to(both, said);
        add_to(both, text_part(a, d->html, "html"));
        said = (GMimeObject *)both;
    }
    if (d->files_n == 0)
        return said;
    GMimeMultipart *mixed = multipart(a, d, "mixed");
    add_to(mixed, said);
    for (size_t i = 0; i < d->files_n; i++)
        add_to(mixed, file_part(a, &d->files[i], i + 1));
    return (GMimeObject *)mixed;
}

static struct str written(struct arena *a, GMimeMessage *m)
{
    AUTO(gobject_auto) GMimeStream *memory = g_mime_stream_mem_new();
    GMimeFormatOptions *options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_object_write_to_stream((GMimeObject *)m, options, memory);
    g_mime_format_options_free(options);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)memory);
    return str_dup(a, (struct str){(const char *)bytes->data, bytes->len});
}

enum rc mail_compose(struct ctx *c, const struct mail_draft *draft, struct str *ret_raw)
{
    must(!str_is_empty(draft->message_id));
    if (!address_check(draft->to.address))
        return fail(c, RC_INVALID, "\"%.*s\" is no mail address that can be written to.",
                    STR_ARG(str_slice(draft->to.address, 0, 100)));
    if (!address_check(draft->from.address))
        return fail(c, RC_INVALID, "\"%.*s\" is no mail address to write from.",
                    STR_ARG(str_slice(draft->from.address, 0, 100)));
    AUTO(gobject_auto) GMimeMessage *m = g_mime_message_new(FALSE);
    set_headers(c->arena, m, draft);
    AUTO(gobject_auto) GMimeObject *said = body(c->arena, draft);
    g_mime_message_set_mime_part(m, said);
    g_mime_object_set_header((GMimeObject *)m, "MIME-Version", "1.0", NULL);
    struct str raw = written(c->arena, m);
    if (arena_over(c->arena))
        return fail(c, RC_LIMIT, "This message is too large to send.");
    *ret_raw = raw;
    return RC_OK;
}
