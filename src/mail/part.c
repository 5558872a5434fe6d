// SPDX-License-Identifier: Apache-2.0
// A leaf's type, names and bytes. Transfer encodings are GMime's work; text is
// made UTF-8 here, so that nothing above sees another character set. A file's
// name is made safe to write to a disk.
#include "mail/part.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "mail/charset.h"
#include "mail/header.h"

static struct str copy_clean(struct arena *a, const char *text)
{
    return text ? utf8_repair(a, header_unfold(a, str_of(text))) : STR_NONE;
}

static struct str stream_bytes(struct arena *a, GMimeStream *memory)
{
    GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)memory);
    return str_dup(a, (struct str){bytes->len ? (const char *)bytes->data : "", bytes->len});
}

// Base64 that lacks its padding loses its last bytes in GMime; so the padding is added before decoding.
static struct str base64_bytes(struct arena *a, GMimeDataWrapper *content)
{
    AUTO(gobject_auto) GMimeStream *raw = g_mime_stream_mem_new();
    GMimeStream *source = g_mime_data_wrapper_get_stream(content);
    g_mime_stream_reset(source);
    g_mime_stream_write_to_stream(source, raw);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)raw);
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_BASE64);
    char *out = arena_text(a, g_mime_encoding_outlen(&state, bytes->len) + 16);
    size_t n = bytes->len ? g_mime_encoding_step(&state, (const char *)bytes->data, bytes->len, out) : 0;
    size_t letters = 0;
    for (guint i = 0; i < bytes->len; i++)
        letters += g_ascii_isalnum(bytes->data[i]) || bytes->data[i] == '+' || bytes->data[i] == '/';
    if (letters % 4 >= 2 && !memchr(bytes->data, '=', bytes->len))
        n += g_mime_encoding_step(&state, "==", 4 - letters % 4, out + n);
    return (struct str){out, n};
}

static struct str leaf_bytes(struct arena *a, GMimeObject *leaf)
{
    AUTO(gobject_auto) GMimeStream *memory = g_mime_stream_mem_new();
    if (GMIME_IS_MESSAGE_PART(leaf)) {
        GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)leaf);
        if (message)
            g_mime_object_write_to_stream((GMimeObject *)message, NULL, memory);
    } else if (GMIME_IS_PART(leaf)) {
        GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *)leaf);
        if (content && g_mime_data_wrapper_get_encoding(content) == GMIME_CONTENT_ENCODING_BASE64)
            return base64_bytes(a, content);
        if (content)
            g_mime_data_wrapper_write_to_stream(content, memory);
    } else {
        g_mime_object_write_content_to_stream(leaf, NULL, memory);
        struct str all = stream_bytes(a, memory);
        return str_ends(all, S("\n")) ? str_slice(all, 0, all.n - 1) : all; // GMime ends it with one of its own
    }
    return stream_bytes(a, memory);
}

static struct str leaf_filename(struct arena *a, GMimeParserOptions *options, GMimeObject *leaf)
{
    const char *name = NULL;
    if (g_mime_object_get_content_disposition(leaf))
        name = g_mime_object_get_content_disposition_parameter(leaf, "filename");
    if (!name || !*name)
        name = g_mime_object_get_content_type_parameter(leaf, "name");
    if (!name || !*name)
        return STR_NONE;
    if (strstr(name, "=?"))
        return header_text(a, options, str_of(name));
    return copy_clean(a, name);
}

// HTML without a label may carry one within: <meta charset=…>, as browsers look for it.
static struct str html_label(struct str bytes)
{
    struct str head = str_slice(bytes, 0, 2048);
    ptrdiff_t at = str_find_nocase(head, S("charset="));
    if (at < 0)
        return STR_NONE;
    head = str_from(head, (size_t)at + 8);
    while (head.n && (head.p[0] == '"' || head.p[0] == '\''))
        head = str_from(head, 1);
    size_t n = 0;
    while (n < head.n && n < 40 && (g_ascii_isalnum(head.p[n]) || strchr("-_:.", head.p[n])))
        n++;
    return str_slice(head, 0, n);
}

static struct str unix_ends(struct arena *a, struct str text)
{
    struct buf b = buf_make(a, text.n);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\r')
            buf_add_char(&b, text.p[i]);
        else if (i + 1 >= text.n || text.p[i + 1] != '\n')
            buf_add_char(&b, '\n');
    }
    return buf_str(&b);
}

static void read_text(struct arena *a, struct mail_part *part, GMimeObject *leaf, const char **ret_problem)
{
    struct str label = part->charset;
    if (str_is_empty(label) && str_eq(part->type, S("text/html")))
        label = html_label(part->bytes);
    part->text = unix_ends(a, charset_to_utf8(a, part->bytes, label, ret_problem));
    const char *format = g_mime_object_get_content_type_parameter(leaf, "format");
    const char *delsp = g_mime_object_get_content_type_parameter(leaf, "delsp");
    part->flowed = format && strcasecmp(format, "flowed") == 0 && str_eq(part->type, S("text/plain"));
    part->delsp = delsp && strcasecmp(delsp, "yes") == 0;
}

// RFC 2045, section 5.2: a type that cannot be read is plain text.
static bool has_broken_type(GMimeObject *leaf)
{
    GMimeHeaderList *list = g_mime_object_get_header_list(leaf);
    GMimeHeader *header = list ? g_mime_header_list_get_header(list, "Content-Type") : NULL;
    struct str raw = header ? str_of(g_mime_header_get_raw_value(header)) : S("/");
    ptrdiff_t end = str_find_char(raw, ';');
    return str_find_char(end < 0 ? raw : str_slice(raw, 0, (size_t)end), '/') < 0;
}

static struct str leaf_type(struct arena *a, GMimeObject *leaf)
{
    if (GMIME_IS_PART(leaf) && has_broken_type(leaf))
        return S("text/plain");
    GMimeContentType *type = g_mime_object_get_content_type(leaf);
    const char *media = type ? g_mime_content_type_get_media_type(type) : NULL;
    const char *sub = type ? g_mime_content_type_get_media_subtype(type) : NULL;
    struct str text = str_fmt(a, "%s/%s", media ? media : "text", sub ? sub : "plain");
    return str_lower(a, utf8_repair(a, text));
}

static struct str leaf_content_id(struct arena *a, GMimeObject *leaf)
{
    struct str id = copy_clean(a, g_mime_object_get_content_id(leaf));
    if (str_starts(id, S("<")) && str_ends(id, S(">")))
        id = str_slice(id, 1, id.n - 1);
    return id;
}

struct mail_part part_read(struct arena *a, GMimeParserOptions *options, GMimeObject *leaf, const char **ret_problem)
{
    struct mail_part part = {
        .type = leaf_type(a, leaf),
        .filename = leaf_filename(a, options, leaf),
        .content_id = leaf_content_id(a, leaf),
        .charset = str_lower(a, copy_clean(a, g_mime_object_get_content_type_parameter(leaf, "charset"))),
        .bytes = leaf_bytes(a, leaf),
    };
    GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(leaf);
    const char *word = disposition ? g_mime_content_disposition_get_disposition(disposition) : NULL;
    part.is_attachment = word && strcasecmp(word, "attachment") == 0;
    // A multipart that could not be taken apart is shown as it stands rather than not at all.
    if (str_starts(part.type, S("text/")) || str_starts(part.type, S("multipart/")))
        read_text(a, &part, leaf, ret_problem);
    return part;
}
