// SPDX-License-Identifier: Apache-2.0
// Puts single values into a form's struct, for the pairs of forms and queries
// here and for JSON in form_json.c, and checks what holds for both: what is
// required, how long, which choices.
#include "web/form.h"

#include "base/datetime.h"
#include "base/utf8.h"
#include "web/form_value.h"

static bool digits_at(struct str s, size_t from, size_t n, int *ret_value)
{
    int value = 0;
    for (size_t i = from; i < from + n; i++) {
        if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
            return false;
        value = value * 10 + (s.p[i] - '0');
    }
    *ret_value = value;
    return true;
}

bool time_parse(struct str text, struct str zone, int64_t *ret_ms)
{
    text = str_trim(text);
    if (datetime_from_rfc3339(text, ret_ms))
        return true;
    struct datetime t = {0};
    bool has_shape = text.n >= 16 && text.n <= 19 && text.p[4] == '-' && text.p[7] == '-' &&
                     (text.p[10] == 'T' || text.p[10] == ' ') && text.p[13] == ':';
    if (!has_shape || !digits_at(text, 0, 4, &t.year) || !digits_at(text, 5, 2, &t.month) ||
        !digits_at(text, 8, 2, &t.day) || !digits_at(text, 11, 2, &t.hour) || !digits_at(text, 14, 2, &t.minute))
        return false;
    if (t.month < 1 || t.month > 12 || t.day < 1 || t.day > 31 || t.hour > 23 || t.minute > 59)
        return false;
    *ret_ms = datetime_from_zone(&t, zone);
    return true;
}

static bool is_choice(const char *choices, struct str value)
{
    struct str rest = str_of(choices), choice;
    while (str_cut(&rest, '|', &choice))
        if (str_eq(choice, value))
            return true;
    return false;
}

static enum rc text_put(struct ctx *c, const struct field *f, struct str value, struct str *ret_text)
{
    if ((int64_t)value.n > f->max)
        return fail_field(c, f->name, "This is too long: at most %" PRId64 " bytes fit here.", f->max);
    if (memchr(value.p ? value.p : "", 0, value.n))
        return fail_field(c, f->name, "This has a NUL character in it, which no text has.");
    if (f->choices && value.n && !is_choice(f->choices, value))
        return fail_field(c, f->name, "This must be one of: %s.", f->choices);
    *ret_text = value.p ? value : S("");
    return RC_OK;
}

static enum rc flag_put(struct ctx *c, const struct field *f, struct str value, struct flag *ret_flag)
{
    static const struct str yes[] = {S_INIT("true"), S_INIT("1"), S_INIT("on"), S_INIT("yes")};
    static const struct str no[] = {S_INIT("false"), S_INIT("0"), S_INIT("off"), S_INIT("no")};
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        if (str_eq_nocase(value, yes[i]) || str_eq_nocase(value, no[i])) {
            *ret_flag = (struct flag){true, str_eq_nocase(value, yes[i])};
            return RC_OK;
        }
    }
    return fail_field(c, f->name, "This must be true or false.");
}

enum rc form_put_int(struct ctx *c, const struct field *f, int64_t value, void *form)
{
    if (value < 0 || value > f->max)
        return fail_field(c, f->name, "This must be a whole number between 0 and %" PRId64 ".", f->max);
    *(int64_t *)((char *)form + f->offset) = value;
    return RC_OK;
}

enum rc form_put_item(struct ctx *c, const struct field *f, struct str value, size_t room, void *form)
{
    struct strs *list = (struct strs *)((char *)form + f->offset);
    if (!list->items)
        list->items = arena_list(c->arena, room, struct str);
    list->given = true;
    if ((int64_t)list->n >= f->max || list->n >= room)
        return fail_field(c, f->name, "At most %" PRId64 " fit here.", f->max);
    if (value.n > FORM_ITEM_BYTES_MAX)
        return fail_field(c, f->name, "One of these is too long: at most %d bytes each.", FORM_ITEM_BYTES_MAX);
    if (memchr(value.p ? value.p : "", 0, value.n))
        return fail_field(c, f->name, "This has a NUL character in it, which no text has.");
    list->items[list->n++] = value;
    return RC_OK;
}

enum rc form_put_text(struct ctx *c, const struct field *f, struct str value, struct str zone, void *form)
{
    void *to = (char *)form + f->offset;
    int64_t number = 0;
    switch (f->kind) {
    case FIELD_TEXT:
        return text_put(c, f, value, to);
    case FIELD_INT:
        if (!str_to_int64(str_trim(value), &number))
            return fail_field(c, f->name, "This must be a whole number.");
        return form_put_int(c, f, number, form);
    case FIELD_FLAG:
        return flag_put(c, f, value, to);
    case FIELD_MOMENT:
        if (!time_parse(value, zone, &number))
            return fail_field(c, f->name, "This must be a time such as 2026-10-14T09:12:00Z.");
        *(struct moment *)to = (struct moment){true, number};
        return RC_OK;
    case FIELD_STRS:
    case FIELD_FILES:
        break;
    }
    return fail_field(c, f->name, "This cannot be a text.");
}

bool form_is_given(const struct field *f, const void *form)
{
    const void *at = (const char *)form + f->offset;
    switch (f->kind) {
    case FIELD_TEXT:
        return str_trim(*(const struct str *)at).n > 0;
    case FIELD_INT:
        return *(const int64_t *)at != 0;
    case FIELD_FLAG:
        return ((const struct flag *)at)->given;
    case FIELD_MOMENT:
        return ((const struct moment *)at)->given;
    case FIELD_STRS:
        return ((const struct strs *)at)->n > 0;
    case FIELD_FILES:
        return ((const struct files *)at)->n > 0;
    }
    return false;
}

enum rc form_check_required(struct ctx *c, const struct form *f, const void *form)
{
    for (size_t i = 0; i < f->fields_n; i++)
        if (f->fields[i].required && !form_is_given(&f->fields[i], form))
            return fail_field(c, f->fields[i].name, "Please fill in \"%s\": it is needed here.",
                              f->fields[i].label ? f->fields[i].label : f->fields[i].name);
    return RC_OK;
}

static enum rc file_put(struct ctx *c, const struct field *f, const struct pair *pair, size_t room, void *form)
{
    struct files *list = (struct files *)((char *)form + f->offset);
    if (!list->items)
        list->items = arena_list(c->arena, room, struct pair);
    if ((int64_t)list->n >= f->max)
        return fail_field(c, f->name, "At most %" PRId64 " files fit here.", f->max);
    list->items[list->n++] = *pair;
    return RC_OK;
}

// One field with commas is a list as well: "vpn, laptop".
static enum rc items_put(struct ctx *c, const struct field *f, struct str value, size_t room, void *form)
{
    struct str item;
    ((struct strs *)((char *)form + f->offset))->given = true;
    while (str_cut(&value, ',', &item)) {
        item = str_trim(item);
        if (item.n)
            TRY(form_put_item(c, f, item, room, form));
    }
    return RC_OK;
}

enum rc form_from_pairs(struct ctx *c, const struct form *f, const struct pairs *pairs, struct str zone,
                        const void **ret_form)
{
    void *form = arena_alloc(c->arena, f->bytes);
    for (size_t i = 0; i < f->fields_n; i++) {
        const struct field *field = &f->fields[i];
        for (size_t k = 0; k < pairs->n; k++) {
            const struct pair *pair = &pairs->items[k];
            if (!str_eq(pair->name, str_of(field->name)))
                continue;
            if (field->kind == FIELD_STRS && !pair->is_file)
                TRY(items_put(c, field, pair->value, (size_t)field->max, form));
            else if (field->kind == FIELD_FILES && pair->is_file)
                TRY(file_put(c, field, pair, pairs->n, form));
            else if (pair->is_file != (field->kind == FIELD_FILES))
                return fail_field(c, field->name, "This cannot be a file.");
            else if (pair->value.n || field->kind == FIELD_TEXT)
                TRY(form_put_text(c, field, pair->value, zone, form));
        }
    }
    *ret_form = form;
    return form_check_required(c, f, form);
}
