// SPDX-License-Identifier: Apache-2.0
// What is checked of a person's texts. Free lines may say anything in any
// language as long as it can be shown; a language is checked by its outline
// only (RFC 5646), because there is no list that is ever complete.
#include "desk/person_texts.h"

#include "base/utf8.h"
#include "desk/person_check.h"

#define LANGUAGE_BYTES_MAX 35

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
