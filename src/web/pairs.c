// SPDX-License-Identifier: Apache-2.0
// Two readers of what browsers send, one for each encoding. Bounded by the
// body's size, which the server has bounded, and by PAIRS_MAX. The bytes of an
// upload are not copied: they stay where the body is.
#include "web/pairs.h"

#include "base/escape.h"
#include "base/utf8.h"

static enum rc not_utf8(struct ctx *c)
{
    return fail(c, RC_INVALID, "This is not UTF-8 text. Please send it in UTF-8.");
}

static enum rc pairs_room(struct ctx *c, size_t most, struct pairs *p)
{
    if (most > PAIRS_MAX)
        return fail(c, RC_INVALID, "A form may have at most %d fields.", PAIRS_MAX);
    *p = (struct pairs){arena_list(c->arena, most, struct pair), 0};
    return RC_OK;
}

enum rc pairs_from_urlencoded(struct ctx *c, struct str text, struct pairs *ret_pairs)
{
    size_t most = 1;
    for (size_t i = 0; i < text.n && most <= PAIRS_MAX; i++)
        most += text.p[i] == '&';
    struct pairs pairs;
    TRY(pairs_room(c, most, &pairs));
    struct str part;
    while (text.n && str_cut(&text, '&', &part)) {
        if (!part.n)
            continue;
        struct str name = part, value = S("");
        ptrdiff_t at = str_find_char(part, '=');
        if (at >= 0) {
            name = str_slice(part, 0, (size_t)at);
            value = str_from(part, (size_t)at + 1);
        }
        struct pair pair = {unescape_url(c->arena, name, true), unescape_url(c->arena, value, true)};
        if (!utf8_valid(pair.name) || !utf8_valid(pair.value))
            return not_utf8(c);
        pairs.items[pairs.n++] = pair;
    }
    *ret_pairs = pairs;
    return RC_OK;
}

struct str pairs_get(const struct pairs *p, struct str name)
{
    for (size_t i = 0; p && i < p->n; i++)
        if (!p->items[i].is_file && str_eq(p->items[i].name, name))
            return p->items[i].value;
    return STR_NONE;
}

// The value of a parameter such as boundary= or filename= in a header's value;
// quoted or not, with \" for a quote inside.
static struct str header_parameter(struct ctx *c, struct str value, struct str name)
{
    struct str rest = value, part;
    str_cut(&rest, ';', &part);
    while (!str_is_none(rest)) {
        rest = str_trim(rest);
        ptrdiff_t at = str_find_char(rest, '=');
        if (at < 0)
            break;
        struct str key = str_trim(str_slice(rest, 0, (size_t)at));
        struct str after = str_from(rest, (size_t)at + 1), text;
        if (str_starts(after, S("\""))) {
            char *out = arena_text(c->arena, after.n);
            size_t n = 0, i = 1;
            for (; i < after.n && after.p[i] != '"'; i++) {
                if (after.p[i] == '\\' && i + 1 < after.n && (after.p[i + 1] == '"' || after.p[i + 1] == '\\'))
                    i++;
                out[n++] = after.p[i];
            }
            text = (struct str){out, n};
            rest = str_from(after, i + 1);
            str_cut(&rest, ';', &part);
        } else {
            rest = after;
            str_cut(&rest, ';', &text);
            text = str_trim(text);
        }
        if (str_eq_nocase(key, name))
            return text;
    }
    return STR_NONE;
}

// Browsers send the name alone, old ones a path.
static struct str file_base_name(struct str s)
{
    ptrdiff_t slash = str_find_last_char(s, '/'), back = str_find_last_char(s, '\\');
    ptrdiff_t at = slash > back ? slash : back;
    return str_from(s, (size_t)(at + 1));
}

static enum rc part_parse(struct ctx *c, struct str part, struct pair *ret_pair)
{
    ptrdiff_t end = str_find(part, S("\r\n\r\n"));
    if (end < 0)
        return fail(c, RC_INVALID, "A part of this form has no headers. Please send it as multipart/form-data.");
    struct str head = str_slice(part, 0, (size_t)end), line;
    struct pair pair = {.value = str_from(part, (size_t)end + 4)};
    while (str_cut_line(&head, &line)) {
        ptrdiff_t at = str_find_char(line, ':');
        if (at < 0)
            continue;
        struct str key = str_slice(line, 0, (size_t)at), value = str_trim(str_from(line, (size_t)at + 1));
        if (str_eq_nocase(key, S("content-disposition"))) {
            pair.name = header_parameter(c, value, S("name"));
            pair.filename = header_parameter(c, value, S("filename"));
            pair.is_file = !str_is_none(pair.filename);
        } else if (str_eq_nocase(key, S("content-type"))) {
            pair.type = value;
        }
    }
    if (str_is_none(pair.name))
        return fail(c, RC_INVALID, "A part of this form has no name.");
    if (!utf8_valid(pair.name) || !utf8_valid(pair.type) || (!pair.is_file && !utf8_valid(pair.value)))
        return not_utf8(c);
    pair.filename = utf8_repair(c->arena, file_base_name(pair.filename));
    *ret_pair = pair;
    return RC_OK;
}

enum rc pairs_from_multipart(struct ctx *c, struct str body, struct str content_type, struct pairs *ret_pairs)
{
    struct str boundary = header_parameter(c, content_type, S("boundary"));
    if (!boundary.n || boundary.n > 70)
        return fail(c, RC_INVALID, "The form has no boundary between its parts (RFC 7578).");
    struct str first = str_fmt(c->arena, "--%.*s", STR_ARG(boundary));
    struct str between = str_fmt(c->arena, "\r\n--%.*s", STR_ARG(boundary));
    struct pairs pairs;
    TRY(pairs_room(c, PAIRS_MAX, &pairs));
    if (!str_starts(body, first))
        return fail(c, RC_INVALID, "The form does not begin with its boundary (RFC 7578).");
    body = str_from(body, first.n);
    while (!str_starts(body, S("--"))) {
        ptrdiff_t end = str_find(body, between);
        if (!str_starts(body, S("\r\n")) || end < 0)
            return fail(c, RC_INVALID, "The form ends in the middle. Please send it again.");
        if (pairs.n == PAIRS_MAX)
            return fail(c, RC_INVALID, "A form may have at most %d fields.", PAIRS_MAX);
        struct str part = end >= 2 ? str_slice(body, 2, (size_t)end) : S("");
        TRY(part_parse(c, part, &pairs.items[pairs.n]));
        // A file field that was left empty comes as a file without a name.
        struct pair *p = &pairs.items[pairs.n];
        pairs.n += !p->is_file || p->filename.n || p->value.n;
        body = str_from(body, (size_t)end + between.n);
    }
    *ret_pairs = pairs;
    return RC_OK;
}
