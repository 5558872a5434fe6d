// SPDX-License-Identifier: Apache-2.0
// GMime decodes; this bounds, collapses and repairs. A value is cut at 64 kB
// before GMime sees it, because its address parser builds a list of whatever
// it gets.
#include "mail/header.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "mail/address.h"
#include "mail/list.h"

#define VALUE_BYTES ((size_t)64 * 1024)

struct str header_unfold(struct arena *a, struct str raw)
{
    raw = str_slice(raw, 0, 4 * VALUE_BYTES);
    struct buf b = buf_make(a, raw.n);
    for (size_t i = 0; i < raw.n; i++) {
        unsigned char c = (unsigned char)raw.p[i];
        if (c > 0x20 && c != 0x7f)
            buf_add_char(&b, (char)c);
        else if (b.n && b.p[b.n - 1] != ' ')
            buf_add_char(&b, ' ');
    }
    return str_trim(buf_str(&b));
}

struct str header_text(struct arena *a, GMimeParserOptions *options, struct str raw)
{
    struct str flat = str_slice(header_unfold(a, raw), 0, VALUE_BYTES);
    AUTO(gtext_auto) char *text = g_mime_utils_header_decode_text(options, str_cstr(a, flat));
    return utf8_repair(a, header_unfold(a, str_of(text)));
}

static void add_list(struct arena *a, InternetAddressList *list, size_t max, int depth, struct mail_addresses *into)
{
    int n = internet_address_list_length(list);
    for (int i = 0; i < n && into->n < max; i++) {
        InternetAddress *one = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(one)) {
            if (depth < 2)
                add_list(a, internet_address_group_get_members((InternetAddressGroup *)one), max, depth + 1, into);
            continue;
        }
        struct str addr = str_of(internet_address_mailbox_get_addr((InternetAddressMailbox *)one));
        struct str clean = address_normalise(a, utf8_repair(a, header_unfold(a, addr)));
        if (str_find_char(clean, '@') < 1)
            continue;
        struct str name = header_unfold(a, str_of(internet_address_get_name(one)));
        list_add(a, into->items, into->n, (struct mail_address){.name = utf8_repair(a, name), .address = clean});
    }
}

struct mail_addresses header_addresses(struct arena *a, GMimeParserOptions *options, struct str raw, size_t max)
{
    struct mail_addresses all = {0};
    struct str flat = str_slice(header_unfold(a, raw), 0, VALUE_BYTES);
    AUTO(gobject_auto) InternetAddressList *list = internet_address_list_parse(options, str_cstr(a, flat));
    if (list)
        add_list(a, list, max, 0, &all);
    return all;
}

static void add_id(struct arena *a, struct str id, size_t max, struct mail_strs *into)
{
    id = str_trim(id);
    if (str_is_empty(id) || id.n > 998)
        return;
    id = utf8_repair(a, id);
    if (into->n < max) {
        list_add(a, into->items, into->n, id);
        return;
    }
    memmove(into->items + 1, into->items + 2, (max - 2) * sizeof *into->items);
    into->items[max - 1] = id;
}

// Ids without brackets, as some programs write them: words with an "@".
static void bare_ids(struct arena *a, struct str flat, size_t max, struct mail_strs *into)
{
    struct str word;
    while (str_cut(&flat, ' ', &word)) {
        if (str_find_char(word, '@') > 0)
            add_id(a, word, max, into);
    }
}

struct mail_strs header_ids(struct arena *a, struct str raw, size_t max)
{
    must(max >= 2);
    struct mail_strs ids = {0};
    struct str flat = header_unfold(a, raw), rest = flat;
    for (;;) {
        ptrdiff_t open = str_find_char(rest, '<');
        if (open < 0)
            break;
        rest = str_from(rest, (size_t)open + 1);
        ptrdiff_t close = str_find_char(rest, '>');
        if (close < 0)
            break;
        add_id(a, str_slice(rest, 0, (size_t)close), max, &ids);
        rest = str_from(rest, (size_t)close + 1);
    }
    if (ids.n == 0)
        bare_ids(a, flat, max, &ids);
    return ids;
}

bool header_date(struct arena *a, struct str raw, int64_t *ret_ms)
{
    struct str flat = str_slice(header_unfold(a, raw), 0, 200);
    if (str_is_empty(flat))
        return false;
    GDateTime *date = g_mime_utils_header_decode_date(str_cstr(a, flat));
    if (!date)
        return false;
    *ret_ms = g_date_time_to_unix(date) * 1000;
    g_date_time_unref(date);
    return true;
}

// The usual ending for a type, so that a nameless part opens with the right program.
static struct str ending_of(struct str type)
{
    static const struct {
        const char *type, *ending;
    } endings[] = {
        {"message/rfc822", ".eml"},      {"message/delivery-status", ".txt"},
        {"text/plain", ".txt"},          {"text/html", ".html"},
        {"text/calendar", ".ics"},       {"text/rfc822-headers", ".txt"},
        {"image/jpeg", ".jpg"},          {"image/png", ".png"},
        {"image/gif", ".gif"},           {"application/pdf", ".pdf"},
        {"application/ms-tnef", ".dat"}, {"application/pgp-signature", ".asc"},
        {"application/zip", ".zip"},     {"text/csv", ".csv"},
        {"text/vcard", ".vcf"},
    };
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        if (str_eq(type, str_of(endings[i].type)))
            return str_of(endings[i].ending);
    }
    return S(".bin");
}

struct str header_safe_filename(struct arena *a, struct str name, struct str type, size_t number)
{
    name = utf8_repair(a, name);
    struct buf b = buf_make(a, name.n + 8);
    size_t at = 0;
    uint32_t code;
    while (utf8_next(name, &at, &code)) {
        char bytes[4];
        bool hidden = code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x202a && code <= 0x202e) ||
                      (code >= 0x2066 && code <= 0x2069) || code == 0x200e || code == 0x200f;
        bool bad = code == '/' || code == '\\' || code == ':' || code == '*' || code == '?' || code == '"' ||
                   code == '<' || code == '>' || code == '|';
        if (!hidden)
            buf_add_bytes(&b, bytes, utf8_put(bytes, bad ? '_' : code));
    }
    struct str safe = str_trim(buf_str(&b));
    while (safe.n && safe.p[0] == '.')
        safe = str_from(safe, 1);
    if (str_is_empty(safe))
        return str_fmt(a, "%s-%zu%s", str_eq(type, S("message/rfc822")) ? "message" : "attachment", number,
                       ending_of(type).p);
    if (safe.n <= 180)
        return safe;
    ptrdiff_t dot = str_find_last_char(safe, '.');
    struct str tail = dot > 0 && safe.n - (size_t)dot <= 12 ? str_from(safe, (size_t)dot) : STR_NONE;
    return str_fmt(a, "%.*s%.*s", STR_ARG(utf8_truncate(safe, 180 - tail.n)), STR_ARG(tail));
}
