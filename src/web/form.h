// SPDX-License-Identifier: Apache-2.0
// What an address takes: a struct and the list of its fields. Forms, queries
// and JSON bodies are read into the same struct; a member's type says what is
// read into it: text (none when it was not given), a whole number from 0 to
// max, a flag, a moment, texts (a JSON array, repeated fields, or one with
// commas), uploads. An unknown JSON member is refused by name, an unknown form
// field is dropped. Members of a nested object are named with a dot:
// "next.kind".
#pragma once

#include "web/pairs.h"

struct flag {
    bool given, value;
};
struct moment {
    bool given;
    int64_t ms;
};
struct strs {
    bool given;
    struct str *items;
    size_t n;
};
struct files {
    struct pair *items;
    size_t n;
};

enum field_kind { FIELD_TEXT, FIELD_INT, FIELD_FLAG, FIELD_MOMENT, FIELD_STRS, FIELD_FILES };

struct field {
    const char *name; // "next.by"
    enum field_kind kind;
    size_t offset;
    int64_t max; // bytes of a text, the largest number, how many texts or files
    bool required;
    bool raw;                  // a text that is a JSON object of any shape, kept as its text
    bool nullable;       // JSON null means "make it empty"; else it means "not given"
    bool or_int;         // a JSON number is taken as its digits: an id
    const char *label;   // for people; NULL: not on generated forms
    const char *choices; // "promise|question|proposal": one of these; NULL: anything
};

struct form {
    const char *title, *button;
    size_t bytes;
    const struct field *fields;
    size_t fields_n;
    size_t body_max; // of the request
};

// clang-format off
#define FIELD_KIND(type, member)  \
    _Generic(((type *)0)->member, \
        struct str: FIELD_TEXT,   \
        int64_t: FIELD_INT,       \
        struct flag: FIELD_FLAG,  \
        struct moment: FIELD_MOMENT, \
        struct strs: FIELD_STRS,  \
        struct files: FIELD_FILES)
// clang-format on
// FIELD(type, member, "name", label or NULL, max, .required = true, …)
#define FIELD(type, member, field_name, field_label, field_max, ...)                                                   \
    {                                                                                                                  \
        .name = field_name, .kind = FIELD_KIND(type, member), .offset = offsetof(type, member), .max = field_max,      \
        .label = field_label, __VA_ARGS__                                                                              \
    }
#define FORM_BODY_MAX ((size_t)2 * 1024 * 1024)
// The table of fields follows: FORM(form_ask, struct ask_form, "Ask for help", "Ask", FIELD(…), …);
#define FORM_SIZED(name, type, form_title, form_button, max, ...)                                                      \
    static const struct field name##_fields[] = {__VA_ARGS__};                                                         \
    const struct form name = {form_title, form_button, sizeof(type), name##_fields, ARRAY_LEN(name##_fields), max}
#define FORM(name, type, title, button, ...) FORM_SIZED(name, type, title, button, FORM_BODY_MAX, __VA_ARGS__)

// Each answers RC_INVALID with the field's name, or RC_OK and the filled struct.
NODISCARD enum rc form_from_pairs(struct ctx *c, const struct form *f, const struct pairs *pairs, struct str zone,
                                  const void **ret_form);
NODISCARD enum rc form_from_json(struct ctx *c, const struct form *f, struct str json, struct str zone,
                                 const void **ret_form);
// Reads a time that somebody wrote: RFC 3339, or "2026-10-14T09:12" as a wall time of the zone.
bool time_parse(struct str text, struct str zone, int64_t *ret_ms);
