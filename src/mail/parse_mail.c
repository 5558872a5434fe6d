// SPDX-License-Identifier: Apache-2.0
// Tidies the bytes, lets GMime build its tree, walks the tree without recursion
// and copies what a desk needs. The limits are checked before GMime sees the
// mail wherever the bytes alone can tell.
#include "mail/parse.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "mail/body.h"
#include "mail/bound.h"
#include "mail/header.h"
#include "mail/list.h"
#include "mail/part.h"

const struct mail_limits mail_limits_default = {
    .raw_bytes = (size_t)64 * 1024 * 1024,
    .header_bytes = (size_t)1024 * 1024,
    .headers = 2000,
    .addresses = 500,
    .references = 100,
    .parts = 1000,
    .depth = 50,
};

struct reader {
    struct arena *a;
    const struct mail_limits *limits;
    GMimeParserOptions *options;
    struct mail *m;
};

void mail_start(void)
{
    g_mime_init();
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

void mail_add_problem(struct arena *a, struct mail *m, struct str sentence)
{
    for (size_t i = 0; i < m->problems.n; i++) {
        if (str_eq(m->problems.items[i], sentence))
            return;
    }
    if (m->problems.n < 30)
        list_add(a, m->problems.items, m->problems.n, sentence);
}

static void on_warning(gint64 offset, GMimeParserWarning code, const gchar *item, gpointer data)
{
    static const char *const sentences[] = {
        [GMIME_WARN_UNENCODED_8BIT_HEADER] = "A header has letters that are not encoded.",
        [GMIME_WARN_INVALID_CONTENT_TYPE] = "A part's type cannot be read.",
        [GMIME_WARN_INVALID_RFC2047_HEADER_VALUE] = "A header's encoding is broken.",
        [GMIME_WARN_MALFORMED_MULTIPART] = "A part that should hold other parts holds none.",
        [GMIME_WARN_TRUNCATED_MESSAGE] = "The mail ends too early.",
        [GMIME_WARN_MALFORMED_MESSAGE] = "The mail's structure is broken.",
        [GMIME_CRIT_INVALID_HEADER_NAME] = "A line among the headers is no header.",
        [GMIME_CRIT_CONFLICTING_HEADER] = "A header stands there twice with different values.",
        [GMIME_CRIT_CONFLICTING_PARAMETER] = "A header says two different things at once.",
        [GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY] = "The mail does not say where its parts begin and end.",
        [GMIME_WARN_INVALID_PARAMETER] = "A header's parameter cannot be read.",
        [GMIME_WARN_INVALID_ADDRESS_LIST] = "A list of addresses cannot be read in full.",
        [GMIME_CRIT_NESTING_OVERFLOW] = "The mail's parts are nested too deeply.",
    };
    struct reader *r = data;
    if ((size_t)code < ARRAY_LEN(sentences) && sentences[code])
        mail_add_problem(r->a, r->m, str_of(sentences[code]));
}

static GMimeParserOptions *reader_options(struct reader *r)
{
    static const char *charsets[] = {"utf-8", "windows-1252", "iso-8859-1", NULL};
    GMimeParserOptions *options = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(options, charsets);
    g_mime_parser_options_set_allow_addresses_without_domain(options, FALSE);
    g_mime_parser_options_set_warning_callback(options, on_warning, r);
    return options;
}

static GMimeMessage *read_tree(struct reader *r, struct str raw)
{
    AUTO(gobject_auto) GMimeStream *stream = g_mime_stream_mem_new_with_buffer(raw.p, raw.n);
    AUTO(gobject_auto) GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
    return g_mime_parser_construct_message(parser, r->options);
}

static void read_headers(struct reader *r, GMimeMessage *message)
{
    GMimeHeaderList *list = g_mime_object_get_header_list((GMimeObject *)message);
    int n = list ? g_mime_header_list_get_count(list) : 0;
    for (int i = 0; i < n && r->m->headers_n < r->limits->headers; i++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
        struct mail_header one = {
            .name = utf8_repair(r->a, header_unfold(r->a, str_of(g_mime_header_get_name(header)))),
            .value = header_text(r->a, r->options, str_of(g_mime_header_get_raw_value(header))),
        };
        list_add(r->a, r->m->headers, r->m->headers_n, one);
    }
}

static struct str raw_header(GMimeMessage *message, const char *name)
{
    GMimeHeaderList *list = g_mime_object_get_header_list((GMimeObject *)message);
    GMimeHeader *header = list ? g_mime_header_list_get_header(list, name) : NULL;
    return header ? str_of(g_mime_header_get_raw_value(header)) : STR_NONE;
}

// A field that stands there several times is one list.
static struct str all_values(struct reader *r, GMimeMessage *message, const char *name)
{
    GMimeHeaderList *list = g_mime_object_get_header_list((GMimeObject *)message);
    struct str all = STR_NONE;
    int n = list ? g_mime_header_list_get_count(list) : 0, found = 0;
    for (int i = 0; i < n && found < 20; i++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(list, i);
        if (strcasecmp(g_mime_header_get_name(header), name) != 0)
            continue;
        struct str value = header_unfold(r->a, str_of(g_mime_header_get_raw_value(header)));
        all = found++ ? str_fmt(r->a, "%.*s, %.*s", STR_ARG(all), STR_ARG(value)) : value;
    }
    return all;
}

static void read_addresses(struct reader *r, GMimeMessage *message)
{
    const struct {
        const char *name;
        struct mail_addresses *into;
    } lists[] = {
        {"From", &r->m->from}, {"Sender", &r->m->sender}, {"Reply-To", &r->m->reply_to},
        {"To", &r->m->to},     {"Cc", &r->m->cc},         {"Delivered-To", &r->m->delivered_to},
    };
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        *lists[i].into =
            header_addresses(r->a, r->options, all_values(r, message, lists[i].name), r->limits->addresses);
}

static void read_envelope(struct reader *r, GMimeMessage *message)
{
    struct mail *m = r->m;
    m->subject = str_or(header_text(r->a, r->options, raw_header(message, "Subject")), S(""));
    read_addresses(r, message);
    struct mail_strs ids = header_ids(r->a, raw_header(message, "Message-ID"), 2);
    m->message_id = ids.n ? ids.items[0] : STR_NONE;
    m->in_reply_to = header_ids(r->a, raw_header(message, "In-Reply-To"), r->limits->references);
    m->references = header_ids(r->a, raw_header(message, "References"), r->limits->references);
    struct str date = raw_header(message, "Date");
    if (!header_date(r->a, date, &m->date_ms) && !str_is_empty(date))
        mail_add_problem(r->a, m, S("The date cannot be read."));
}

struct level {
    GMimeMultipart *multipart;
    int next;
    uint32_t alternative;
};

static enum rc add_leaf(struct reader *r, GMimeObject *leaf, uint32_t alternative)
{
    if (r->m->parts_n >= r->limits->parts)
        return RC_LIMIT;
    const char *problem = NULL;
    struct mail_part part = part_read(r->a, r->options, leaf, &problem);
    part.alternative = alternative;
    if (problem)
        mail_add_problem(r->a, r->m, str_of(problem));
    list_add(r->a, r->m->parts, r->m->parts_n, part);
    return RC_OK;
}

// Leaves in order. A multipart past the depth, or an empty one, is a leaf itself, so nothing is lost.
static enum rc read_leaves(struct reader *r, GMimeObject *root)
{
    struct level *stack = arena_list(r->a, r->limits->depth + 1, struct level);
    size_t n = 0;
    uint32_t groups = 0;
    GMimeObject *object = root;
    while (object || n) {
        if (!object) {
            struct level *top = &stack[n - 1];
            if (top->next < g_mime_multipart_get_count(top->multipart))
                object = g_mime_multipart_get_part(top->multipart, top->next++);
            else
                n--;
            continue;
        }
        uint32_t group = n ? stack[n - 1].alternative : 0;
        bool opens = GMIME_IS_MULTIPART(object) && n < r->limits->depth &&
                     g_mime_multipart_get_count((GMimeMultipart *)object) > 0;
        if (opens) {
            GMimeContentType *type = g_mime_object_get_content_type(object);
            if (g_mime_content_type_is_type(type, "multipart", "alternative"))
                group = ++groups;
            stack[n++] = (struct level){(GMimeMultipart *)object, 0, group};
        } else {
            TRY(add_leaf(r, object, group));
        }
        object = NULL;
    }
    return RC_OK;
}

enum rc mail_parse(struct ctx *c, struct str raw, const struct mail_limits *limits, struct mail *ret_mail)
{
    struct mail m = {0};
    struct reader r = {.a = c->arena, .limits = limits ? limits : &mail_limits_default, .m = &m};
    if (!bound_check(raw, r.limits))
        return fail(c, RC_LIMIT, "This mail is larger or has more parts than can be read; it is kept as it came.");
    struct str tidy = bound_tidy(c->arena, raw);
    AUTO(goptions_auto) GMimeParserOptions *options = r.options = reader_options(&r);
    AUTO(gobject_auto) GMimeMessage *message = read_tree(&r, tidy);
    if (message) {
        read_headers(&r, message);
        read_envelope(&r, message);
        GMimeObject *root = g_mime_message_get_mime_part(message);
        if (root && read_leaves(&r, root) != RC_OK)
            return fail(c, RC_LIMIT, "This mail has more parts than can be read; it is kept as it came.");
    } else {
        mail_add_problem(r.a, &m, S("This is not a mail; there is nothing to read."));
    }
    body_choose(c->arena, &m);
    (void)options;
    if (arena_over(c->arena))
        return fail(c, RC_LIMIT, "This mail is larger than can be read; it is kept as it came.");
    *ret_mail = m;
    return RC_OK;
}

struct str mail_header_get(const struct mail *m, const char *name)
{
    for (size_t i = 0; i < m->headers_n; i++) {
        if (str_eq_nocase(m->headers[i].name, str_of(name)))
            return m->headers[i].value;
    }
    return STR_NONE;
}

const struct mail_part *mail_part_find(const struct mail *m, const char *type)
{
    for (size_t i = 0; i < m->parts_n; i++) {
        if (str_eq(m->parts[i].type, str_of(type)) && !m->parts[i].is_attachment)
            return &m->parts[i];
    }
    return NULL;
}
