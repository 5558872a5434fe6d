// SPDX-License-Identifier: Apache-2.0
// The description of the API and the table of routes say the same, in both
// directions, down to the members of each form.
#include "web/openapi_kit.h"

TEST(every_route_is_described_and_nothing_else_is)
{
    struct arena *a AUTO(arena_auto) = arena_create(8 << 20);
    json_t *doc = openapi_load(), *item, *operation;
    const char *path, *method;
    size_t described = 0;
    for (size_t i = 0; i < routes_n; i++) {
        if (!openapi_operation(a, doc, &routes[i]))
            print_error("%.*s %.*s is not described\n", STR_ARG(method_name(routes[i].method)),
                        STR_ARG(routes[i].path));
        assert_non_null(openapi_operation(a, doc, &routes[i]));
    }
    json_object_foreach(json_object_get(doc, "paths"), path, item) json_object_foreach(item, method, operation)
        described++;
    assert_int_equal(described, routes_n);
    json_decref(doc);
}

static bool is_form_only(const struct field *f) // not in JSON, or not of the contract
{
    return f->kind == FIELD_FILES || !strcmp(f->name, "csrf");
}

// The schema of "next.kind" below the schema of a body.
static const json_t *member_schema(const json_t *doc, const json_t *schema, const char *name)
{
    struct str rest = str_of(name), part;
    while (schema && str_cut(&rest, '.', &part)) {
        char key[100];
        snprintf(key, sizeof key, "%.*s", STR_ARG(part));
        schema = json_object_get(json_object_get(openapi_resolve(doc, schema), "properties"), key);
    }
    return schema ? openapi_resolve(doc, schema) : NULL;
}

static size_t count_members(const json_t *doc, const json_t *schema)
{
    size_t n = 0;
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(openapi_resolve(doc, schema), "properties"), key, value)
    {
        const json_t *inner = json_object_get(openapi_resolve(doc, value), "properties");
        n += inner ? count_members(doc, value) : 1;
    }
    return n;
}

TEST(every_body_has_the_members_of_its_form)
{
    struct arena *a AUTO(arena_auto) = arena_create(8 << 20);
    json_t *doc = openapi_load();
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *row = &routes[i];
        const json_t *body = json_object_get(openapi_operation(a, doc, row), "requestBody");
        if (row->method == METHOD_GET || row->method == METHOD_DELETE || row->form == &NO_FORM)
            continue;
        const json_t *json = json_object_get(json_object_get(body, "content"), "application/json");
        const json_t *schema = json_object_get(json, "schema");
        size_t members = 0;
        assert_non_null(schema);
        for (size_t f = 0; f < row->form->fields_n; f++) {
            if (is_form_only(&row->form->fields[f]))
                continue;
            members++;
            if (!member_schema(doc, schema, row->form->fields[f].name))
                print_error("%.*s: %s is not described\n", STR_ARG(row->path), row->form->fields[f].name);
            assert_non_null(member_schema(doc, schema, row->form->fields[f].name));
        }
        if (members != count_members(doc, schema))
            print_error("%.*s: more members are described than there are\n", STR_ARG(row->path));
        assert_int_equal(members, count_members(doc, schema));
    }
    json_decref(doc);
}

TEST(every_query_has_the_names_of_its_form)
{
    struct arena *a AUTO(arena_auto) = arena_create(8 << 20);
    json_t *doc = openapi_load();
    for (size_t i = 0; i < routes_n; i++) {
        const struct route *row = &routes[i];
        if (row->method != METHOD_GET)
            continue;
        size_t named = 0, k;
        const json_t *item;
        json_array_foreach(json_object_get(openapi_operation(a, doc, row), "parameters"), k, item)
        {
            const json_t *parameter = openapi_resolve(doc, item);
            if (strcmp(json_string_value(json_object_get(parameter, "in")), "query") != 0)
                continue;
            for (size_t f = 0; f < row->form->fields_n; f++)
                named += !strcmp(row->form->fields[f].name, json_string_value(json_object_get(parameter, "name")));
        }
        if (named != row->form->fields_n)
            print_error("%.*s: its query is not described as it is read\n", STR_ARG(row->path));
        assert_int_equal(named, row->form->fields_n);
    }
    json_decref(doc);
}
