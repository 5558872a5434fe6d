// SPDX-License-Identifier: Apache-2.0
// docs/openapi.yaml as a judge: whether an operation is described, and whether
// an answer fits what is said of it, member by member. Knows the part of JSON
// Schema that the description uses. Only for *_test.c files.
#pragma once

#include <jansson.h>

#include "base/buf.h"
#include "base/test.h"
#include "web/assets.h"
#include "web/routes.h"

static json_t *openapi_load(void)
{
    struct asset_file file;
    assert_true(asset_find(S("openapi.json"), &file));
    json_t *doc = json_loadb(file.bytes.p, file.bytes.n, 0, NULL);
    assert_non_null(doc);
    return doc;
}

// Follows "#/components/schemas/Ticket".
static inline const json_t *openapi_resolve(const json_t *doc, const json_t *node)
{
    const char *ref = json_string_value(json_object_get(node, "$ref"));
    if (!ref)
        return node;
    struct str rest = str_of(ref), part;
    str_cut(&rest, '/', &part);
    const json_t *found = doc;
    while (str_cut(&rest, '/', &part)) {
        char name[100];
        snprintf(name, sizeof name, "%.*s", STR_ARG(part));
        found = json_object_get(found, name);
    }
    if (!found)
        print_error("%s leads nowhere\n", ref);
    assert_non_null(found);
    return found;
}

static inline bool openapi_type_is(const char *type, const json_t *value)
{
    return (!strcmp(type, "object") && json_is_object(value)) || (!strcmp(type, "array") && json_is_array(value)) ||
           (!strcmp(type, "string") && json_is_string(value)) || (!strcmp(type, "integer") && json_is_integer(value)) ||
           (!strcmp(type, "number") && json_is_number(value)) || (!strcmp(type, "boolean") && json_is_boolean(value)) ||
           (!strcmp(type, "null") && json_is_null(value));
}

static inline bool openapi_type_fits(const json_t *schema, const json_t *value)
{
    const json_t *type = json_object_get(schema, "type");
    size_t i;
    const json_t *one;
    if (!type)
        return true;
    if (json_is_string(type))
        return openapi_type_is(json_string_value(type), value);
    json_array_foreach(type, i, one) if (openapi_type_is(json_string_value(one), value)) return true;
    return false;
}

static inline bool openapi_knows(const json_t *doc, const json_t *schema, const char *member)
{
    schema = openapi_resolve(doc, schema);
    const json_t *part;
    size_t i;
    if (json_object_get(json_object_get(schema, "properties"), member))
        return true;
    json_array_foreach(json_object_get(schema, "allOf"), i, part) if (openapi_knows(doc, part, member)) return true;
    return false;
}

static inline bool openapi_fits(const json_t *doc, const json_t *schema, const json_t *value, bool whole);

static inline bool openapi_object_fits(const json_t *doc, const json_t *schema, const json_t *value, bool whole)
{
    const json_t *name, *member;
    const char *key;
    size_t i;
    json_array_foreach(
        json_object_get(schema, "required"), i,
        name) if (!json_object_get(value, json_string_value(name))) return print_error("%s is missing\n",
                                                                                       json_string_value(name)),
        false;
    json_object_foreach((json_t *)(uintptr_t)value, key, member)
    {
        const json_t *property = json_object_get(json_object_get(schema, "properties"), key);
        if (property && !openapi_fits(doc, property, member, true))
            return print_error("in %s\n", key), false;
        if (whole && !openapi_knows(doc, schema, key))
            return print_error("%s is not described\n", key), false;
    }
    return true;
}

static inline bool openapi_fits(const json_t *doc, const json_t *schema, const json_t *value, bool whole)
{
    schema = openapi_resolve(doc, schema);
    const json_t *part;
    size_t i, hits = 0;
    if (!openapi_type_fits(schema, value))
        return print_error("%s\n", "a value has another type than is said"), false;
    const json_t *choices = json_object_get(schema, "enum");
    json_array_foreach(choices, i, part) hits +=
        (size_t)json_equal((json_t *)(uintptr_t)part, (json_t *)(uintptr_t)value);
    if (choices && !hits)
        return print_error("%s\n", "a value is none of its choices"), false;
    const json_t *either = json_object_get(schema, "oneOf");
    if (either && json_is_null(value))
        return true;
    if (either)
        return openapi_fits(doc, json_array_get(either, 0), value, whole);
    json_array_foreach(json_object_get(schema, "allOf"), i,
                       part) if (!openapi_fits(doc, part, value, false)) return false;
    if (json_is_object(value) && (json_object_get(schema, "properties") || json_object_get(schema, "allOf")) &&
        !openapi_object_fits(doc, schema, value, whole))
        return false;
    json_array_foreach(value, i,
                       part) if (json_object_get(schema, "items") &&
                                 !openapi_fits(doc, json_object_get(schema, "items"), part, true)) return false;
    return true;
}

// "/tickets/{number}" of "/tickets/:number".
static inline const char *openapi_path(struct arena *a, struct str pattern)
{
    struct buf b = buf_make(a, 100);
    struct str segment;
    str_cut(&pattern, '/', &segment);
    while (str_cut(&pattern, '/', &segment)) {
        bool is_name = segment.n && segment.p[0] == ':';
        buf_addf(&b, is_name ? "/{%.*s}" : "/%.*s", STR_ARG(is_name ? str_from(segment, 1) : segment));
    }
    return str_cstr(a, buf_str(&b));
}

static inline const json_t *openapi_operation(struct arena *a, const json_t *doc, const struct route *row)
{
    const json_t *path = json_object_get(json_object_get(doc, "paths"), openapi_path(a, row->path));
    return json_object_get(path, str_cstr(a, str_lower(a, method_name(row->method))));
}

// The schema of an answer in the operation's responses; NULL for one that is no JSON. The status must be there.
static inline const json_t *openapi_answer(struct arena *a, const json_t *doc, const struct request *r,
                                           const struct response *answer)
{
    const json_t *responses = json_object_get(openapi_operation(a, doc, r->route), "responses");
    const json_t *said = json_object_get(responses, str_cstr(a, str_fmt(a, "%d", answer->status)));
    if (!said)
        print_error("%d is not described: %.*s\n", answer->status, STR_ARG(answer->body));
    assert_non_null(said);
    if (!str_has(answer->type, S("json")) || !answer->body.n || r->route->handler == handle_openapi_show)
        return NULL;
    const json_t *content = json_object_get(openapi_resolve(doc, said), "content");
    const json_t *media = json_object_get(content, str_cstr(a, answer->type));
    assert_non_null(media);
    return json_object_get(media, "schema");
}

// Holds an answer to a program to what the description says of it.
static inline void openapi_hold(struct arena *a, const json_t *doc, const struct request *r,
                                const struct response *answer)
{
    if (!r->route || r->face != FACE_JSON || answer->status == 415)
        return;
    const json_t *schema = openapi_answer(a, doc, r, answer);
    if (!schema)
        return;
    json_t *body = json_loadb(answer->body.p, answer->body.n, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(body);
    bool fits = openapi_fits(doc, schema, body, true);
    if (!fits)
        print_error("%.*s %.*s %d: %.*s\n", STR_ARG(method_name(r->route->method)), STR_ARG(r->route->path),
                    answer->status, STR_ARG(answer->body));
    json_decref(body);
    assert_true(fits);
}
