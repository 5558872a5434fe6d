// SPDX-License-Identifier: Apache-2.0
// Pragmatic on purpose: what mailboxes on the public net look like. Quoted
// local parts and literals such as [192.0.2.1] are valid mail and are refused
// here, because in a form they are always a mistake.
#include "mail/address.h"

#include "base/utf8.h"

static bool is_atom(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("!#$%&'*+-/=?^_`{|}~", c)) || c >= 0x80;
}

static bool local_ok(struct str s)
{
    if (s.n == 0 || s.n > 64 || s.p[0] == '.' || s.p[s.n - 1] == '.')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' ? s.p[i - 1] == '.' : !is_atom((unsigned char)s.p[i]))
            return false;
    }
    return true;
}

static bool label_ok(struct str s)
{
    if (s.n == 0 || s.n > 63 || s.p[0] == '-' || s.p[s.n - 1] == '-')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!alnum && c != '-' && c < 0x80)
            return false;
    }
    return true;
}

// One label is enough ("desk@localhost"): an office's own mail server may have no dot.
static bool domain_ok(struct str s)
{
    if (s.n == 0 || s.n > 253)
        return false;
    struct str label;
    while (str_cut(&s, '.', &label)) {
        if (!label_ok(label))
            return false;
    }
    return true;
}

bool address_check(struct str s)
{
    return s.n <= 254 && str_find_char(s, '@') > 0 && local_ok(address_local(s)) && domain_ok(address_domain(s)) &&
           utf8_valid(s) && utf8_is_printable(s) && !str_has(s, S("\xe2\x80\xae"));
}

struct str address_local(struct str s)
{
    ptrdiff_t at = str_find_last_char(s, '@');
    return at < 0 ? s : str_slice(s, 0, (size_t)at);
}

struct str address_domain(struct str s)
{
    ptrdiff_t at = str_find_last_char(s, '@');
    return at < 0 ? STR_NONE : str_from(s, (size_t)at + 1);
}

struct str address_normalise(struct arena *a, struct str s)
{
    s = str_trim(s);
    if (s.n >= 2 && s.p[0] == '<' && s.p[s.n - 1] == '>')
        s = str_trim(str_slice(s, 1, s.n - 1));
    if (str_is_empty(s))
        return STR_NONE;
    struct str domain = address_domain(s);
    if (str_is_none(domain))
        return str_dup(a, s);
    if (str_ends(domain, S(".")))
        domain = str_slice(domain, 0, domain.n - 1);
    return str_fmt(a, "%.*s@%.*s", STR_ARG(address_local(s)), STR_ARG(str_lower(a, domain)));
}

bool address_same(struct str x, struct str y)
{
    return str_eq_nocase(x, y);
}

struct str address_plus(struct arena *a, struct str address, struct str tag)
{
    struct str made =
        str_fmt(a, "%.*s+%.*s@%.*s", STR_ARG(address_local(address)), STR_ARG(tag), STR_ARG(address_domain(address)));
    return address_check(made) ? made : STR_NONE;
}

struct str address_plus_tag(struct str address, struct str base)
{
    struct str local = address_local(address), base_local = address_local(base);
    if (!str_eq_nocase(address_domain(address), address_domain(base)) || local.n <= base_local.n + 1 ||
        !str_starts_nocase(local, base_local) || local.p[base_local.n] != '+')
        return STR_NONE;
    return str_from(local, base_local.n + 1);
}
