// SPDX-License-Identifier: Apache-2.0
// Linear scans. A border is "--" and a name that some boundary parameter in the
// mail gave; names are kept as hashes, because a few false matches only make
// the count a little too high.
#include "mail/bound.h"

#define MARKS_MAX 1000 // parameters, or groups of addresses, in one header field
#define FIELD_BYTES ((size_t)512 * 1024)
#define NAMES 4096u // slots; a power of two

struct names {
    uint64_t hash[NAMES];
    size_t n;
    bool any; // names written in a way that this scan does not follow: every "--x" line counts
};

static uint64_t hash_of(struct str s)
{
    uint64_t h = UINT64_C(1469598103934665603);
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    return h | 1;
}

static bool names_has(const struct names *names, struct str name)
{
    uint64_t h = hash_of(name);
    for (size_t i = h & (NAMES - 1); names->hash[i]; i = (i + 1) & (NAMES - 1)) {
        if (names->hash[i] == h)
            return true;
    }
    return false;
}

static void names_add(struct names *names, struct str name)
{
    if (names->n >= NAMES / 2) {
        names->any = true;
        return;
    }
    uint64_t h = hash_of(name);
    size_t i = h & (NAMES - 1);
    while (names->hash[i] && names->hash[i] != h)
        i = (i + 1) & (NAMES - 1);
    names->n += names->hash[i] == 0;
    names->hash[i] = h;
}

// What follows "boundary": `= "name"` or `=name`; RFC 2231's `*` and encoded words are not followed.
static void read_name(struct names *names, struct str rest)
{
    rest = str_slice(rest, 0, 400);
    while (rest.n && strchr(" \t\r\n", rest.p[0]))
        rest = str_from(rest, 1);
    if (!rest.n || (rest.p[0] != '=' && rest.p[0] != '*' && rest.p[0] != '('))
        return;
    bool plain = rest.p[0] == '=';
    rest = str_from(rest, 1);
    while (rest.n && strchr(" \t\r\n", rest.p[0]))
        rest = str_from(rest, 1);
    bool quoted = rest.n && rest.p[0] == '"';
    rest = str_from(rest, quoted);
    size_t n = 0;
    while (n < rest.n && !strchr(quoted ? "\"\r\n" : " \t;\r\n", rest.p[n]))
        n++;
    struct str name = str_trim(str_slice(rest, 0, n));
    if (!plain || str_has(name, S("=?")) || str_has(name, S("\\")) || str_has(name, S("(")) || name.n == 0)
        names->any = true;
    else
        names_add(names, name);
}

static bool is_border(const struct names *names, struct str line)
{
    if (line.n < 3 || line.p[0] != '-' || line.p[1] != '-')
        return false;
    struct str name = str_trim_end(str_from(line, 2));
    if (names->any && !str_is_empty(name))
        return true;
    return names_has(names, name) || (str_ends(name, S("--")) && names_has(names, str_slice(name, 0, name.n - 2)));
}

static bool too_many_borders(struct str raw, size_t max)
{
    struct names names = {0};
    struct str rest = raw, line;
    for (ptrdiff_t at; (at = str_find_nocase(rest, S("boundary"))) >= 0;) {
        rest = str_from(rest, (size_t)at + 8);
        read_name(&names, rest);
    }
    size_t count = 0;
    for (rest = raw; (names.n || names.any) && str_cut_line(&rest, &line);) {
        if (is_border(&names, line) && ++count > max)
            return true;
    }
    return false;
}

static size_t header_bytes(struct str raw)
{
    struct str rest = raw, line;
    while (str_cut_line(&rest, &line)) {
        if (str_is_empty(line) && line.p != raw.p)
            break;
    }
    return str_is_none(rest) ? raw.n : (size_t)(rest.p - raw.p);
}

// The parser's time grows with the square of these, so nobody may have thousands.
static bool is_costly(struct str line)
{
    static const struct {
        const char *name;
        char mark;
    } fields[] = {
        {"content-type:", ';'}, {"content-disposition:", ';'},
        {"autocrypt", ';'},     {"to:", ':'},
        {"cc:", ':'},           {"bcc:", ':'},
        {"from:", ':'},         {"sender:", ':'},
        {"reply-to:", ':'},     {"resent-", ':'},
        {"disposition-", ':'},  {"delivered-to:", ':'},
    };
    for (size_t f = 0; f < ARRAY_LEN(fields); f++) {
        if (!str_starts_nocase(line, str_of(fields[f].name)))
            continue;
        size_t count = 0;
        for (size_t i = 0; i < line.n; i++)
            count += line.p[i] == fields[f].mark;
        return count > MARKS_MAX || line.n > FIELD_BYTES;
    }
    return false;
}

// Also the fields of parts and of mails within, wherever they stand.
static bool has_costly_field(struct str raw)
{
    struct str rest = raw, line;
    while (str_cut_line(&rest, &line)) {
        if (line.n < 3 || !strchr("acbtfsrdACBTFSRD", line.p[0]))
            continue;
        size_t end = (size_t)(line.p - raw.p) + line.n;
        struct str next = rest, more;
        while (str_cut_line(&next, &more) && more.n && (more.p[0] == ' ' || more.p[0] == '\t'))
            end = (size_t)(more.p - raw.p) + more.n;
        if (is_costly(str_slice(raw, (size_t)(line.p - raw.p), end)))
            return true;
    }
    return false;
}

bool bound_check(struct str raw, const struct mail_limits *limits)
{
    return raw.n <= limits->raw_bytes && header_bytes(raw) <= limits->header_bytes &&
           !too_many_borders(raw, 4 * limits->parts) && !has_costly_field(raw);
}

static struct str with_unix_ends(struct arena *a, struct str raw)
{
    char *copy = arena_text(a, raw.n);
    for (size_t i = 0; i < raw.n; i++)
        copy[i] = raw.p[i] == '\r' ? '\n' : raw.p[i];
    return (struct str){copy, raw.n};
}

static bool is_from_line(struct str line)
{
    return str_starts(line, S("From ")) || str_starts(line, S(">From "));
}

// "Name:" as RFC 5322, section 2.2 has it.
static bool is_header(struct str raw)
{
    size_t n = 0;
    while (n < raw.n && raw.p[n] > 32 && raw.p[n] < 127 && raw.p[n] != ':')
        n++;
    size_t name = n;
    while (n < raw.n && (raw.p[n] == ' ' || raw.p[n] == '\t'))
        n++;
    return name > 0 && n < raw.n && raw.p[n] == ':';
}

struct str bound_tidy(struct arena *a, struct str raw)
{
    if (str_starts(raw, S("\xef\xbb\xbf")))
        raw = str_from(raw, 3);
    struct str at = raw, rest = raw, line;
    while (str_cut_line(&rest, &line) && (str_is_empty(str_trim(line)) || is_from_line(line)))
        at = rest;
    raw = str_is_none(at) ? str_slice(raw, raw.n, raw.n) : at;
    if (str_find_char(raw, '\n') < 0 && str_find_char(raw, '\r') >= 0)
        raw = with_unix_ends(a, raw);
    // Without any header it is all body, which an empty line in front makes plain.
    return is_header(raw) ? raw : str_fmt(a, "\n%.*s", STR_ARG(raw));
}
