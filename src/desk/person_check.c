// SPDX-License-Identifier: Apache-2.0
// Checks of what people type about people, one value at a time. Kind where it
// can be (white space, upper case), clear where it cannot; the field at fault is
// always named.
#include "desk/person_check.h"

#include "base/datetime.h"
#include "base/utf8.h"
#include "desk/person.sql.h"
#include "mail/address.h"

#define ADDRESS_BYTES_MAX 254

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
