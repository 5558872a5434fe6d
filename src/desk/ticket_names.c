// SPDX-License-Identifier: Apache-2.0
// The words that stand for the enums of ticket.h and actor.h, in the database
// and in INTERFACE.md alike. Owns the tables; the names of states and outcomes
// are the kernel's (rules.h).
#include "desk/ticket.h"

#include "desk/ticket_row.h"

static const struct str role_names[] = {S_INIT("requester"), S_INIT("agent"), S_INIT("lead"), S_INIT("admin")};
static const struct str via_names[] = {S_INIT("web"), S_INIT("api"),     S_INIT("mail"),  S_INIT("link"),
                                       S_INIT("job"), S_INIT("command"), S_INIT("import")};
static const struct str effect_names[] = {S_INIT("stuck"), S_INIT("slowed"), S_INIT("can_wait")};
static const struct str reach_names[] = {S_INIT("me"), S_INIT("team"), S_INIT("many"), S_INIT("everyone")};
static const struct str step_kind_names[] = {S_INIT("target"),  S_INIT("promise"), S_INIT("question"), S_INIT("proposal"),
                                             S_INIT("decline"), S_INIT("review"),  S_INIT("rest")};
static const struct str step_who_names[] = {S_INIT("us"), S_INIT("you"), S_INIT("other")};
static const struct str step_state_names[] = {S_INIT("open"),   S_INIT("kept"),     S_INIT("renewed"),
                                              S_INIT("broken"), S_INIT("answered"), S_INIT("replaced")};
static const struct str message_kind_names[] = {S_INIT("request"), S_INIT("words"), S_INIT("reply"),
                                                S_INIT("note"),    S_INIT("desk"),  S_INIT("outside")};

// The place of s in the table, or n.
static size_t place(const struct str *names, size_t n, struct str s)
{
    size_t i = 0;
    while (i < n && !str_eq(names[i], s))
        i++;
    return i;
}

#define NAME_OF(table, value)               \
    do {                                          \
        must((size_t)(value) < ARRAY_LEN(table)); \
        return table[value];                      \
    } while (0)

#define PARSE_WITH(table, type, s, ret)                 \
    do {                                                \
        size_t at_ = place(table, ARRAY_LEN(table), s); \
        if (at_ == ARRAY_LEN(table))                    \
            return false;                               \
        *(ret) = (enum type)at_;                        \
        return true;                                    \
    } while (0)

struct str role_name(enum role r)
{
    NAME_OF(role_names, r);
}

bool role_parse(struct str s, enum role *ret_role)
{
    PARSE_WITH(role_names, role, s, ret_role);
}

struct str via_name(enum via v)
{
    NAME_OF(via_names, v);
}

struct str effect_name(enum effect e)
{
    NAME_OF(effect_names, e);
}

bool effect_parse(struct str s, enum effect *ret_effect)
{
    PARSE_WITH(effect_names, effect, s, ret_effect);
}

struct str reach_name(enum reach r)
{
    NAME_OF(reach_names, r);
}

bool reach_parse(struct str s, enum reach *ret_reach)
{
    PARSE_WITH(reach_names, reach, s, ret_reach);
}

struct str step_kind_name(enum step_kind k)
{
    NAME_OF(step_kind_names, k);
}

bool step_kind_parse(struct str s, enum step_kind *ret_kind)
{
    PARSE_WITH(step_kind_names, step_kind, s, ret_kind);
}

struct str step_who_name(enum step_who w)
{
    NAME_OF(step_who_names, w);
}

bool step_who_parse(struct str s, enum step_who *ret_who)
{
    PARSE_WITH(step_who_names, step_who, s, ret_who);
}

struct str step_state_name(enum step_state s)
{
    NAME_OF(step_state_names, s);
}

bool step_state_parse(struct str s, enum step_state *ret_state)
{
    PARSE_WITH(step_state_names, step_state, s, ret_state);
}

struct str message_kind_name(enum message_kind k)
{
    NAME_OF(message_kind_names, k);
}

bool message_kind_parse(struct str s, enum message_kind *ret_kind)
{
    PARSE_WITH(message_kind_names, message_kind, s, ret_kind);
}

struct str name_first(struct str name)
{
    ptrdiff_t comma = str_find_char(name, ',');
    struct str given = comma > 0 ? str_trim(str_from(name, (size_t)comma + 1)) : name;
    ptrdiff_t space = str_find_char(given, ' ');
    return space > 0 ? str_slice(given, 0, (size_t)space) : str_or(given, name);
}
