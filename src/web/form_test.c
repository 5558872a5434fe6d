// SPDX-License-Identifier: Apache-2.0
// Reading what was sent: the same struct from JSON, forms and uploads, and what
// is said of everything that does not fit.
#include "base/test.h"
#include "web/form.h"

struct sample {
    struct str body, kind, to;
    int64_t number;
    struct flag yes;
    struct moment by;
    struct strs tags;
    struct files files;
};
FORM(form_sample, struct sample, "Sample", "Send", FIELD(struct sample, body, "body", "Body", 20, .required = true),
     FIELD(struct sample, kind, "next.kind", "Kind", 20, .choices = "promise|question"),
     FIELD(struct sample, by, "next.by", "By", 0), FIELD(struct sample, to, "to", "To", 20, .or_int = true),
     FIELD(struct sample, number, "number", "Number", 100), FIELD(struct sample, yes, "yes", "Yes", 0),
     FIELD(struct sample, tags, "tags", "Tags", 3), FIELD(struct sample, files, "files", "Files", 2));

static struct ctx begin(struct arena **a)
{
    *a = arena_create(4 << 20);
    return (struct ctx){.arena = *a, .now_ms = 0};
}

TEST(json_and_a_form_fill_the_same_struct)
{
    struct arena *a AUTO(arena_auto);
    struct ctx c = begin(&a);
    const void *one, *two;
    struct pairs pairs;
    assert_ok(form_from_json(
        &c, &form_sample,
        S("{\"body\":\"x\\u00e9\",\"next\":{\"kind\":\"promise\",\"by\":\"2026-10-14T09:12:00Z\"},\"to\":7,"
          "\"number\":5,\"yes\":false,\"tags\":[\"a\",\"b\"]}"),
        S("UTC"), &one));
    assert_ok(pairs_from_urlencoded(&c,
                                    S("body=x%C3%A9&next.kind=promise&next.by=2026-10-14T09:12&to=7&number=5&yes=no"
                                      "&tags=a,b&unknown=1"),
                                    &pairs));
    assert_ok(form_from_pairs(&c, &form_sample, &pairs, S("UTC"), &two));
    const struct sample *s[] = {one, two};
    for (int i = 0; i < 2; i++) {
        assert_str(s[i]->body, "xé");
        assert_str(s[i]->kind, "promise");
        assert_int_equal(s[i]->by.ms, INT64_C(1791969120000));
        assert_str(s[i]->to, "7");
        assert_int_equal(s[i]->number, 5);
        assert_true(s[i]->yes.given && !s[i]->yes.value);
        assert_int_equal(s[i]->tags.n, 2);
        assert_str(s[i]->tags.items[1], "b");
    }
}

TEST(what_does_not_fit_is_named)
{
    static const struct {
        const char *json, *field;
    } cases[] = {
        {"{}", "body"},
        {"{\"body\":null}", "body"},
        {"{\"body\":\"  \"}", "body"},
        {"{\"body\":5}", "body"},
        {"{\"body\":[\"x\"]}", "body"},
        {"{\"body\":\"x\",\"nope\":1}", "nope"},
        {"{\"body\":\"x\",\"files\":[]}", "files"},
        {"{\"body\":\"x\",\"next\":{\"nope\":1}}", "next.nope"},
        {"{\"body\":\"x\",\"next\":\"promise\"}", "next"},
        {"{\"body\":\"x\",\"next\":{\"kind\":\"other\"}}", "next.kind"},
        {"{\"body\":\"x\",\"next\":{\"by\":\"tomorrow\"}}", "next.by"},
        {"{\"body\":\"x\",\"number\":\"5\"}", "number"},
        {"{\"body\":\"x\",\"number\":-1}", "number"},
        {"{\"body\":\"x\",\"number\":101}", "number"},
        {"{\"body\":\"x\",\"number\":1.5}", "number"},
        {"{\"body\":\"x\",\"yes\":\"true\"}", "yes"},
        {"{\"body\":\"x\",\"tags\":\"a\"}", "tags"},
        {"{\"body\":\"x\",\"tags\":[{}]}", "tags"},
        {"{\"body\":\"x\",\"tags\":[\"1\",\"2\",\"3\",\"4\"]}", "tags"},
        {"{\"body\":\"longer than the twenty bytes of it\"}", "body"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena *a AUTO(arena_auto);
        struct ctx c = begin(&a);
        const void *form;
        assert_int_equal(form_from_json(&c, &form_sample, str_of(cases[i].json), S("UTC"), &form), RC_INVALID);
        assert_str(c.failure.field, cases[i].field);
    }
}

TEST(what_is_no_json_is_refused_without_a_field)
{
    static const char *const cases[] = {
        "{",
        "[]",
        "5",
        "\"x\"",
        "{\"body\":\"x\",\"body\":\"y\"}",
        "{\"body\":\"\\u0000\"}",
        "{\"body\":\"\\ud800\"}",
        "{\"body\":\"x\"} y",
        "{'body':'x'}",
        "nul",
        "{\"next\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}"};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena *a AUTO(arena_auto);
        struct ctx c = begin(&a);
        const void *form;
        assert_int_equal(form_from_json(&c, &form_sample, str_of(cases[i]), S("UTC"), &form), RC_INVALID);
        assert_true(str_is_none(c.failure.field));
    }
}

TEST(deep_and_wide_json_costs_nothing)
{
    struct arena *a AUTO(arena_auto);
    struct ctx c = begin(&a);
    char *text = arena_text(a, 1000000);
    const void *form;
    memset(text, '[', 1000000);
    assert_int_equal(form_from_json(&c, &form_sample, (struct str){text, 1000000}, S("UTC"), &form), RC_INVALID);
    memset(text, ',', 1000000);
    fail_clear(&c);
    assert_int_equal(form_from_json(&c, &form_sample, (struct str){text, 1000000}, S("UTC"), &form), RC_INVALID);
}

TEST(a_multipart_form_is_read_with_its_files)
{
    struct arena *a AUTO(arena_auto);
    struct ctx c = begin(&a);
    struct pairs pairs;
    const void *form;
    struct str body = S("--b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nline\r\nline\r\n"
                        "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"C:\\\\dir\\\\x.txt\"\r\n"
                        "Content-Type: text/plain\r\n\r\n\x01\xff\r\n"
                        "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n\r\n\r\n--b--\r\n");
    assert_ok(pairs_from_multipart(&c, body, S("multipart/form-data; boundary=\"b\""), &pairs));
    assert_ok(form_from_pairs(&c, &form_sample, &pairs, S("UTC"), &form));
    const struct sample *s = form;
    assert_str(s->body, "line\r\nline");
    assert_int_equal(s->files.n, 1);
    assert_str(s->files.items[0].filename, "x.txt");
    assert_int_equal(s->files.items[0].value.n, 2);
}

TEST(a_broken_multipart_form_is_refused)
{
    static const char *const cases[] = {"",
                                        "--",
                                        "--b",
                                        "--b\r\n",
                                        "x",
                                        "--b\r\n\r\n--b--",
                                        "--b\r\nA: b\r\n\r\nx",
                                        "--b\r\nA: b\r\n\r\nx\r\n--b--",
                                        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
                                        "--b\r\nContent-Disposition: form-data; name=\r\n\r\nx\r\n--b",
                                        "--b\r\nContent-Disposition: form-data; name=\"x\r\n\r\nx\r\n--bx"};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena *a AUTO(arena_auto);
        struct ctx c = begin(&a);
        struct pairs pairs;
        assert_int_equal(pairs_from_multipart(&c, str_of(cases[i]), S("multipart/form-data; boundary=b"), &pairs),
                         RC_INVALID);
        fail_clear(&c);
        assert_int_equal(pairs_from_multipart(&c, str_of(cases[i]), S("multipart/form-data"), &pairs), RC_INVALID);
    }
}

TEST(text_that_is_no_utf8_is_refused)
{
    struct arena *a AUTO(arena_auto);
    struct ctx c = begin(&a);
    struct pairs pairs;
    assert_int_equal(pairs_from_urlencoded(&c, S("body=%ff"), &pairs), RC_INVALID);
    fail_clear(&c);
    assert_int_equal(pairs_from_urlencoded(&c, S("body=%ed%a0%80"), &pairs), RC_INVALID);
    fail_clear(&c);
    assert_ok(pairs_from_urlencoded(&c, S("&&a&=b&%zz=%&"), &pairs));
    assert_int_equal(pairs.n, 3);
}

TEST(times_are_read_with_an_offset_or_as_a_wall_clock)
{
    int64_t at;
    assert_true(time_parse(S("2026-10-14T11:12:00+02:00"), S("UTC"), &at));
    assert_int_equal(at, INT64_C(1791969120000));
    assert_true(time_parse(S("2026-10-14T11:12"), S("Europe/Berlin"), &at));
    assert_int_equal(at, INT64_C(1791969120000));
    static const char *const bad[] = {
        "", "x", "2026-13-14T11:12", "2026-10-14", "2026-10-14T25:00", "9999999999999999999"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(time_parse(str_of(bad[i]), S("UTC"), &at));
}
