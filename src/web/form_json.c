// SPDX-License-Identifier: Apache-2.0
// JSON bodies, read by jansson. Its tree costs far more memory than its text,
// so the text is measured first: how deep, how many values. Duplicate members
// and NUL characters are refused; text that is no UTF-8 has been already.
#include "web/form.h"

#include <jansson.h>

#include "base/buf.h"
#include "web/form_value.h"

#define JSON_DEPTH_MAX 8
#define JSON_VALUES_MAX 5000
#define NAME_BYTES_MAX 100

static void tree_auto(json_t **tree)
{
    json_decref(*tree);
}

static enum rc json_measure(struct ctx *c, struct str json)
{
    int depth = 0, values = 0;
    bool in_text = false;
    for (size_t i = 0; i < json.n; i++) {
        char ch = json.p[i];
        if (in_text) {
            i += ch == '\\';
            in_text = ch != '"';
            continue;
        }
        in_text = ch == '"';
        depth += (ch == '{' || ch == '[') - (ch == '}' || ch == ']');
        values += ch == ',' || ch == '{' || ch == '[';
        if (depth > JSON_DEPTH_MAX || values > JSON_VALUES_MAX)
            return fail(c, RC_INVALID, "This JSON is nested deeper than %d levels or has more than %d values.",
                        JSON_DEPTH_MAX, JSON_VALUES_MAX);
    }
    return RC_OK;
}

static const struct field *field_find(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->fields_n; i++)
        if (!strcmp(f->fields[i].name, name) && f->fields[i].kind != FIELD_FILES)
            return &f->fields[i];
    return NULL;
}

// Is there a field below this object: "next" of "next.kind"?
static bool has_inner(const struct form *f, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < f->fields_n; i++)
        if (!strncmp(f->fields[i].name, name, n) && f->fields[i].name[n] == '.')
            return true;
    return false;
}

static struct str text_of(struct ctx *c, const json_t *value)
{
    return str_dup(c->arena, (struct str){json_string_value(value), json_string_length(value)});
}

static struct str number_text(struct ctx *c, const json_t *value)
{
    return str_fmt(c->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
}

static enum rc list_put(struct ctx *c, const struct field *f, const json_t *value, void *form)
{
    if (!json_is_array(value))
        return fail_field(c, f->name, "This must be a list of texts.");
    struct strs *list = (struct strs *)((char *)form + f->offset);
    list->given = true;
    size_t n = json_array_size(value);
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(value, i);
        if (!json_is_string(item) && !json_is_integer(item))
            return fail_field(c, f->name, "This must be a list of texts.");
        TRY(form_put_item(c, f, json_is_string(item) ? text_of(c, item) : number_text(c, item), n, form));
    }
    return RC_OK;
}

static int raw_write(const char *p, size_t n, void *arg)
{
    buf_add_bytes(arg, p, n);
    return 0;
}

// The object as its text again, for whoever reads it by rules of its own.
static enum rc raw_put(struct ctx *c, const struct field *f, const json_t *value, struct str zone, void *form)
{
    if (!json_is_object(value))
        return fail_field(c, f->name, "This must be an object.");
    struct buf b = {.arena = c->arena};
    if (json_dump_callback(value, raw_write, &b, JSON_COMPACT) != 0)
        return fail_field(c, f->name, "This object cannot be read.");
    return form_put_text(c, f, buf_str(&b), zone, form);
}

static enum rc value_put(struct ctx *c, const struct field *f, const json_t *value, struct str zone, void *form)
{
    if (json_is_null(value) && f->nullable && f->kind == FIELD_TEXT)
        return form_put_text(c, f, S(""), zone, form);
    if (json_is_null(value))
        return RC_OK;
    switch (f->kind) {
    case FIELD_TEXT:
        if (f->raw)
            return raw_put(c, f, value, zone, form);
        if (f->or_int && json_is_integer(value))
            return form_put_text(c, f, number_text(c, value), zone, form);
        if (!json_is_string(value))
            return fail_field(c, f->name, "This must be a text.");
        return form_put_text(c, f, text_of(c, value), zone, form);
    case FIELD_MOMENT:
        if (!json_is_string(value))
            return fail_field(c, f->name, "This must be a time such as 2026-10-14T09:12:00Z.");
        return form_put_text(c, f, text_of(c, value), zone, form);
    case FIELD_INT:
        if (!json_is_integer(value))
            return fail_field(c, f->name, "This must be a whole number.");
        return form_put_int(c, f, json_integer_value(value), form);
    case FIELD_FLAG:
        if (!json_is_boolean(value))
            return fail_field(c, f->name, "This must be true or false.");
        *(struct flag *)((char *)form + f->offset) = (struct flag){true, json_is_true(value)};
        return RC_OK;
    case FIELD_STRS:
        return list_put(c, f, value, form);
    case FIELD_FILES:
        break;
    }
    return RC_OK;
}

static enum rc object_put(struct ctx *c, const struct form *f, const char *prefix, json_t *object, struct str zone,
                          void *form)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        if (strlen(prefix) + strlen(key) > NAME_BYTES_MAX)
            return fail_field(c, "", "No member has a name as long as that.");
        const char *name = str_cstr(c->arena, str_fmt(c->arena, "%s%s", prefix, key));
        const struct field *field = field_find(f, name);
        if (field) {
            TRY(value_put(c, field, value, zone, form));
        } else if (!*prefix && has_inner(f, name)) {
            if (json_is_null(value))
                continue;
            if (!json_is_object(value))
                return fail_field(c, name, "This must be an object.");
            TRY(object_put(c, f, str_cstr(c->arena, str_fmt(c->arena, "%s.", name)), value, zone, form));
        } else {
            return fail_field(c, name, "There is no member \"%s\" here. Leave it out, or look how it is written.",
                              name);
        }
    }
    return RC_OK;
}

enum rc form_from_json(struct ctx *c, const struct form *f, struct str json, struct str zone, const void **ret_form)
{
    void *form = arena_alloc(c->arena, f->bytes);
    if (str_trim(json).n) {
        TRY(json_measure(c, json));
        json_error_t error;
        json_t *tree AUTO(tree_auto) = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &error);
        if (!tree)
            return fail(c, RC_INVALID, "This is not JSON: %s (line %d, column %d).", error.text, error.line,
                        error.column);
        if (!json_is_object(tree))
            return fail(c, RC_INVALID, "The body must be a JSON object, such as {\"body\": \"…\"}.");
        TRY(object_put(c, f, "", tree, zone, form));
    }
    *ret_form = form;
    return form_check_required(c, f, form);
}
