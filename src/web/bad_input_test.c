// SPDX-License-Identifier: Apache-2.0
// Whatever is sent to whatever address: an answer that says what to do, never a
// trouble of ours; and every string that others stumbled over comes back as it
// was, escaped on the page.
#include <jansson.h>

#include "base/buf.h"
#include "base/escape.h"
#include "web/routes.h"
#include "web/web_kit.h"

// "/tickets/:number/helpers/:id" with values in it.
static struct str filled(struct arena *a, struct str pattern, const char *value)
{
    struct buf b = buf_make(a, 100);
    struct str segment;
    str_cut(&pattern, '/', &segment);
    while (str_cut(&pattern, '/', &segment)) {
        buf_add_char(&b, '/');
        buf_add(&b, segment.n && segment.p[0] == ':' ? str_of(value) : segment);
    }
    return buf_str(&b);
}

static const char *const bodies[] = {
    "",
    "{}",
    "[]",
    "null",
    "{",
    "\"x\"",
    "{\"x\":1}",
    "{\"body\":1}",
    "{\"body\":\"\"}",
    "{\"body\":\"x\"}",
    "{\"body\":\"x\",\"next\":{}}",
    "{\"body\":\"x\",\"next\":{\"kind\":\"promise\"}}",
    "{\"body\":\"x\",\"next\":{\"kind\":\"promise\",\"what\":\"y\",\"by\":\"1970-01-01T00:00:00Z\"}}",
    "{\"body\":\"x\",\"next\":{\"kind\":\"proposal\"}}",
    "{\"text\":\"x\"}",
    "{\"why\":\"x\"}",
    "{\"to\":\"x\"}",
    "{\"to\":9223372036854775807}",
    "{\"to\":\"ana@tidewell.example\",\"why\":\"x\",\"summary\":\"y\"}",
    "{\"to\":{\"name\":\"x\",\"email\":\"not an address\"},\"why\":\"x\",\"summary\":\"y\"}",
    "{\"person\":\"x\"}",
    "{\"person\":\"bo@tidewell.example\"}",
    "{\"person\":\"bo@tidewell.example\",\"why\":\"\"}",
    "{\"into\":1,\"why\":\"x\"}",
    "{\"into\":9223372036854775807,\"why\":\"x\"}",
    "{\"solved\":true}",
    "{\"solved\":\"yes\"}",
    "{\"solved\":true,\"heard\":{\"how\":\"phone\"}}",
    "{\"agrees\":true}",
    "{\"agrees\":false}",
    "{\"upheld\":true}",
    "{\"by\":\"9999-12-31T23:59:59Z\",\"why\":\"x\"}",
    "{\"by\":\"0000-01-01T00:00:00Z\",\"why\":\"x\"}",
    "{\"who\":\"x\",\"how\":\"y\"}",
    "{\"name\":\"x\"}",
    "{\"name\":\"\"}",
    "{\"emails\":[\"x\"]}",
    "{\"emails\":[]}",
    "{\"emails\":[\"noor@tidewell.example\"],\"name\":\"N\",\"role\":\"admin\"}",
    "{\"role\":\"king\"}",
    "{\"role\":\"requester\"}",
    "{\"time_zone\":\"Mars/Base\"}",
    "{\"hours\":\"sometimes\"}",
    "{\"lead\":\"noor@tidewell.example\"}",
    "{\"lead\":1,\"name\":\"x\"}",
    "{\"members\":[\"nobody\"]}",
    "{\"active\":false}",
    "{\"add\":[\"\"]}",
    "{\"add\":[\"a,b\\nc\"],\"remove\":[\"a\"]}",
    "{\"effect\":\"stuck\",\"why\":\"x\"}",
    "{\"subject\":\"\"}",
    "{\"subject\":\"x\",\"body\":\"y\",\"requester\":\"nobody\"}",
    "{\"subject\":\"x\",\"body\":\"y\",\"team\":\"nowhere\"}",
    "{\"subject\":\"x\",\"body\":\"y\",\"matters_by\":\"soon\"}",
    "{\"email\":\"x\",\"password\":\"y\"}",
    "{\"email\":\"\\u202e\",\"body\":\"x\"}",
    "{\"email\":\"x\"}",
    "{\"token\":\"x\"}",
    "\xff\xfe",
    "{\"body\":\"\xed\xa0\x80\"}",
    "{\"why\":\"x\",\"instead\":\"y\"}",
    "{\"password\":\"short\"}",
    "{\"password\":\"a good long sentence\"}",
};

static void check_answer(const struct sent *s, const struct route *row, const char *body)
{
    if (s->status >= 500)
        print_error("%.*s %.*s with %s: %d %.*s\n", STR_ARG(method_name(row->method)), STR_ARG(row->path), body,
                    s->status, STR_ARG(s->body));
    assert_true(s->status < 500);
    if (s->status >= 400) {
        assert_str(s->type, "application/problem+json");
        assert_has(s->body, "\"detail\":\"");
    }
}

static bool is_slow(const struct route *row) // each hashes a password
{
    return str_eq(row->path, S("/session")) || str_starts(row->path, S("/people"));
}

TEST_STORE(bad_input_never_becomes_a_trouble_of_ours)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"Another.\"}"), 201);
    static const char *const values[] = {
        "1", "0", "-1", "2", "999999", "x", "%00", "%ff", "%F0%9F%8D%8F", "..", "18446744073709551617"};
    struct str callers[] = {k->ana, k->noor, k->sam, k->admin};
    for (size_t i = 0; i < routes_n; i++) {
        for (size_t b = 0; b < ARRAY_LEN(bodies); b++) {
            const struct route *row = &routes[i];
            if (row->method == METHOD_GET && b)
                break;
            if (is_slow(row) && str_has(str_of(bodies[b]), S("password")))
                continue;
            const char *path = str_cstr(k->arena, filled(k->arena, row->path, b < ARRAY_LEN(values) ? values[b] : "1"));
            const char *method = str_cstr(k->arena, method_name(row->method));
            k->ctx.now_ms += 60000;
            struct sent answer = sent_by(k, method, path, callers[b % ARRAY_LEN(callers)], bodies[b]);
            check_answer(&answer, row, bodies[b]);
        }
    }
    web_kit_close(k);
}

TEST_STORE(odd_paths_queries_and_headers_are_answered)
{
    struct web_kit *k = web_kit_open(s);
    static const char *const targets[] = {"/tickets?q=%ff",
                                          "/tickets?q=is:nothing",
                                          "/tickets?q=owner:",
                                          "/tickets?after=nonsense",
                                          "/tickets?limit=1e3",
                                          "/people?after=%00",
                                          "/events?after=-1",
                                          "/events?wait=x",
                                          "/tickets/1/history?after=x",
                                          "//",
                                          "/tickets/../tickets",
                                          "/%2e%2e/etc/passwd",
                                          "/static/../rapport.css",
                                          "/static/%2e%2e%2frapport.css",
                                          "/a/",
                                          "/a/x.y",
                                          "/t/x.y",
                                          "/session/link?token=x",
                                          "/session/link",
                                          "/*"};
    for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
        struct sent answer = sent_by(k, "GET", targets[i], k->ana, NULL);
        if (answer.status < 400 || answer.status >= 500)
            print_error("%s: %d\n", targets[i], answer.status);
        assert_true(answer.status >= 400 && answer.status < 500);
    }
    static const char *const searches[] = {"%22unclosed",         "%28%29%2A%22", "-",
                                           "%2d%2d%20OR%201%3d1", "NEAR(a%20b)",  "a%2a"};
    for (size_t i = 0; i < ARRAY_LEN(searches); i++) {
        const char *target = str_cstr(k->arena, str_fmt(k->arena, "/tickets?q=%s", searches[i]));
        assert_true(sent_by(k, "GET", target, k->ana, NULL).status < 500);
    }
    assert_str(assert_status(sent_by(k, "PUT", "/tickets/1", k->ana, "{}"), 405).allow, "GET, HEAD, PATCH");
    assert_status(sent_by(k, "BREW", "/tickets/1", k->ana, "{}"), 405);
    const struct extra xml = {.accept = S("application/json"), .type = S("text/xml")};
    assert_status(sent_with(k, S("POST"), S("/tickets"), k->ana, S("<x/>"), &xml), 415);
    web_kit_close(k);
}

static json_t *naughty_strings(void)
{
    const char *shared = getenv("RAPPORT_SHARED");
    char path[1000];
    snprintf(path, sizeof path, "%s/corpora/strings-blns/blns.json", shared ? shared : "../shared");
    json_t *list = json_load_file(path, 0, NULL);
    assert_non_null(list);
    return list;
}

static bool has_nul_or_nothing(const char *text, size_t n)
{
    return !text || memchr(text, 0, n) || !str_trim((struct str){text, n}).n;
}

// The text of the first `"name":"…"` in a JSON answer, read by somebody else's reader.
static void assert_member(struct str json, const char *first, const char *second, const char *wanted)
{
    json_error_t error;
    json_t *tree = json_loadb(json.p, json.n, 0, &error);
    assert_non_null(tree);
    const json_t *value = json_object_get(tree, first);
    if (second)
        value = json_object_get(json_array_get(value, 0), second);
    assert_string_equal(json_string_value(value), wanted);
    json_decref(tree);
}

TEST_STORE(strings_that_others_stumbled_over_come_back_byte_for_byte)
{
    struct web_kit *k = web_kit_open(s);
    json_t *list = naughty_strings();
    assert_true(json_array_size(list) > 200);
    const struct extra page = {.accept = S("text/html")};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *text = json_string_value(item);
        if (has_nul_or_nothing(text, json_string_length(item)))
            continue;
        json_t *body = json_pack("{s:s, s:s, s:[s]}", "subject", text, "body", text, "tags", "naughty");
        char *json = arena_text(k->arena, 20000);
        size_t json_n = json_dumpb(body, json, 19999, 0);
        assert_true(json_n > 0 && json_n < 19999);
        json[json_n] = 0;
        struct sent made = assert_status(sent_by(k, "POST", "/tickets", k->ana, json), 201);
        assert_member(made.body, "messages", "body", text);
        assert_member(made.body, "subject", NULL, text);
        struct sent shown = assert_status(sent_with(k, S("GET"), made.location, k->ana, STR_NONE, &page), 200);
        assert_false(str_has(shown.body, S("<script>alert")));
        assert_false(str_has_nocase(shown.body, S("<img src=x")));
        struct buf query = buf_make(k->arena, 1000);
        buf_lit(&query, "/tickets?q=");
        escape_url(&query, str_of(text));
        struct sent found = sent_by(k, "GET", str_cstr(k->arena, buf_str(&query)), k->ana, NULL);
        assert_true(found.status < 500);
        json_decref(body);
    }
    json_decref(list);
    web_kit_close(k);
}
