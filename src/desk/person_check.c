// SPDX-License-Identifier: Apache-2.0
// Checks of what people type about people. Kind where it can be (white space,
// upper case), clear where it cannot; the field is always named.
#include "desk/person_check.h"

#include "base/datetime.h"
#include "base/utf8.h"
#include "desk/person.sql.h"
#include "mail/address.h"

#define ADDRESS_BYTES_MAX 254
#define LANGUAGE_BYTES_MAX 35

enum rc name_check(struct ctx *c, const char *field, struct str name, struct str *ret_name)
{
    name = str_trim(name);
    if (str_is_empty(name))
        return fail_field(c, field, "Please give a name.");
    if (name.n > PERSON_NAME_CHARACTERS_MAX * 4 || !utf8_valid(name) || !utf8_is_printable(name) ||
        str_find_char(name, '\n') >= 0 || str_find_char(name, '\r') >= 0 || str_find_char(name, '\t') >= 0)
        return fail_field(c, field, "A name is one line of letters, without tabs or other invisible characters.");
    if (utf8_count(name) > PERSON_NAME_CHARACTERS_MAX)
        return fail_field(c, field, "A name may have up to %d characters.", PERSON_NAME_CHARACTERS_MAX);
    *ret_name = name;
    return RC_OK;
}

enum rc zone_check(struct ctx *c, struct str zone)
{
    if (zone.n <= 100 && zone_is_known(zone))
        return RC_OK;
    return fail_field(c, "time_zone", "This time zone is not known. Zones are written as Europe/Lisbon or UTC.");
}

struct str email_fold(struct arena *a, struct str email)
{
    struct str s = address_normalise(a, email);
    if (str_is_empty(s) || s.n > ADDRESS_BYTES_MAX || !utf8_valid(s) || !utf8_is_printable(s))
        return STR_NONE;
    if (str_is_empty(address_local(s)) || str_is_empty(address_domain(s)))
        return STR_NONE;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t')
            return STR_NONE;
    }
    return str_lower(a, s);
}

enum rc email_check(struct ctx *c, const char *field, struct str email, struct str *ret_address)
{
    struct str address = email_fold(c->arena, email);
    if (str_is_none(address) || !address_check(address))
        return fail_field(c, field, "'%.*s' is not a mail address. It should look like ana@example.org.",
                          STR_ARG(utf8_truncate(utf8_repair(c->arena, email), 100)));
    *ret_address = address;
    return RC_OK;
}

enum rc email_owner(struct db *db, struct str address, int64_t *ret_id)
{
    int64_t id = 0;
    enum rc rc = db_int(db, &id, person_by_address, P(address));
    if (rc == RC_OK || rc == RC_NOT_FOUND)
        *ret_id = id;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static bool is_alnum(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9');
}

// The outline of RFC 5646: a language of letters, then subtags of 1 to 8.
static bool language_ok(struct str language)
{
    struct str rest = language, part;
    if (language.n > LANGUAGE_BYTES_MAX)
        return false;
    for (bool first = true; str_cut(&rest, '-', &part); first = false) {
        if (part.n < (first ? 2 : 1) || part.n > (first ? 3 : 8))
            return false;
        for (size_t i = 0; i < part.n; i++) {
            if (!is_alnum(part.p[i]) || (first && part.p[i] <= '9'))
                return false;
        }
    }
    return language.n > 0;
}

static enum rc line_check(struct ctx *c, const char *field, struct str text)
{
    if (text.n > PERSON_LINE_BYTES_MAX)
        return fail_field(c, field, "This is too long; please keep it under %d letters.", PERSON_LINE_BYTES_MAX);
    if (!utf8_valid(text) || !utf8_is_printable(text))
        return fail_field(c, field, "This has characters that cannot be shown. Please type it again.");
    return RC_OK;
}

enum rc person_texts_check(struct ctx *c, const struct person_changes *p)
{
    if (!str_is_none(p->time_zone))
        TRY(zone_check(c, p->time_zone));
    if (!str_is_none(p->language) && !language_ok(p->language))
        return fail_field(c, "language", "This is not a language. Languages are written as en, de or pt-BR.");
    if (!str_is_none(p->explain) && !str_eq(p->explain, S("fix")) && !str_eq(p->explain, S("short")) &&
        !str_eq(p->explain, S("steps")))
        return fail_field(c, "explain", "Choose how things are explained: fix, short or steps.");
    TRY(line_check(c, "reach", p->reach));
    TRY(line_check(c, "work", p->work));
    TRY(line_check(c, "good_at", p->good_at));
    TRY(line_check(c, "looks_after", p->looks_after));
    TRY(line_check(c, "hours_in", p->hours_in));
    return str_is_none(p->password) ? RC_OK : password_length_check(c, p->password);
}

enum rc password_length_check(struct ctx *c, struct str password)
{
    if (password.n > PASSWORD_BYTES_MAX)
        return fail_field(c, "password", "This password is too long; up to %d letters are kept.", PASSWORD_BYTES_MAX);
    if (!utf8_valid(password) || utf8_count(password) < PASSWORD_CHARACTERS_MIN)
        return fail_field(c, "password", "Please choose a password of at least %d characters. A few words do well.",
                          PASSWORD_CHARACTERS_MIN);
    return RC_OK;
}

bool actor_rules_all(const struct actor *who)
{
    bool is_system = who->person_id == 0 && (who->via == VIA_COMMAND || who->via == VIA_JOB || who->via == VIA_IMPORT);
    return is_system || (who->person_id != 0 && who->role == ROLE_ADMIN);
}
