// SPDX-License-Identifier: Apache-2.0
// The splitter against three collections of replies, with a floor under each
// score, and the rules one by one.
#include <regex.h>

#include "base/test.h"
#include "mail/corpus.h"
#include "mail/parse.h"
#include "mail/reply.h"
#include "mail/text.h"

static bool wants_detail(void)
{
    return getenv("RAPPORT_TEST_DETAIL") != NULL;
}

static void show(const char *name, struct str got, struct str want)
{
    if (wants_detail())
        print_message("== %s\n%.*s\n-- is not\n%.*s\n", name, STR_ARG(got), STR_ARG(want));
}

// Right-stripped lines, trimmed.
static struct str lines_of(struct arena *a, struct str text)
{
    struct buf b = buf_make(a, text.n + 1);
    struct str line;
    while (str_cut_line(&text, &line)) {
        buf_add(&b, str_trim_end(line));
        buf_add_char(&b, '\n');
    }
    return str_trim(buf_str(&b));
}

TEST(replies_of_many_languages_are_split_as_discourse_does)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct str *names;
    size_t n = corpus_list(a, "reply-trimmer/emails", &names), good = 0;
    for (size_t i = 0; i < n; i++) {
        struct str text = corpus_bytes(a, str_cstr(a, str_fmt(a, "reply-trimmer/emails/%.*s", STR_ARG(names[i]))));
        struct str want = corpus_bytes(a, str_cstr(a, str_fmt(a, "reply-trimmer/trimmed/%.*s", STR_ARG(names[i]))));
        struct str got = reply_split(a, text).visible;
        bool same = str_eq(lines_of(a, got), lines_of(a, want));
        good += same;
        if (!same)
            show(str_cstr(a, names[i]), got, want);
    }
    print_message("reply-trimmer: %zu of %zu\n", good, n);
    assert_true(good * 100 >= n * 95);
}

static bool matches(struct arena *a, const char *pattern, struct str text)
{
    regex_t re;
    assert_int_equal(regcomp(&re, pattern, REG_EXTENDED | REG_NEWLINE | REG_NOSUB), 0);
    bool found = regexec(&re, str_cstr(a, text), 0, NULL, 0) == 0;
    regfree(&re);
    return found;
}

static bool crisp_fits(struct arena *a, const char *name, json_t *want, struct str text)
{
    struct reply_split got = reply_split(a, text);
    const char *reply = json_string_value(json_object_get(want, "reply"));
    struct str visible = str_trim(got.visible);
    json_t *one;
    size_t i;
    if (reply && !str_eq(lines_of(a, visible), lines_of(a, str_of(reply)))) {
        show(name, visible, str_of(reply));
        return false;
    }
    if (json_is_true(json_object_get(want, "nothing_cut")) && !str_eq(visible, str_trim(text)))
        return false;
    json_array_foreach(json_object_get(want, "reply_matches"), i, one)
    {
        if (!matches(a, json_string_value(one), visible)) {
            show(name, visible, str_of(json_string_value(one)));
            return false;
        }
    }
    json_array_foreach(json_object_get(want, "hidden_matches"), i, one)
    {
        if (matches(a, json_string_value(one), visible)) {
            show(name, visible, str_of(json_string_value(one)));
            return false;
        }
    }
    return true;
}

TEST(replies_are_split_as_github_and_crisp_do)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    json_t *expected = corpus_json(a, "reply-crisp/expected.json"), *want;
    const char *name;
    size_t n = json_object_size(expected), good = 0;
    json_object_foreach(expected, name, want)
    {
        struct str text = corpus_bytes(a, str_cstr(a, str_fmt(a, "reply-crisp/%s", name)));
        good += crisp_fits(a, name, want, text);
    }
    json_decref(expected);
    print_message("reply-crisp: %zu of %zu\n", good, n);
    assert_true(good * 100 >= n * 95);
}

static struct str without_space(struct arena *a, struct str s)
{
    struct buf b = buf_make(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] > 0x20)
            buf_add_char(&b, s.p[i]);
    }
    return buf_str(&b);
}

static struct str talon_text(struct ctx *c, const char *name)
{
    if (str_ends(str_of(name), S(".html"))) {
        struct str html =
            corpus_bytes(c->arena, str_cstr(c->arena, str_fmt(c->arena, "reply-talon/html_replies/%s", name)));
        return text_from_html(c->arena, html, 1 << 20);
    }
    struct str raw =
        corpus_bytes(c->arena, str_cstr(c->arena, str_fmt(c->arena, "reply-talon/standard_replies/%s", name)));
    struct mail m;
    assert_ok(mail_parse(c, raw, NULL, &m));
    return m.text;
}

// Talon keeps signatures with the reply, so a signature may stand below what is visible.
static bool talon_fits(struct ctx *c, const char *name, const char *want)
{
    struct reply_split got = reply_split(c->arena, talon_text(c, name));
    struct str wanted = str_of(want);
    if (str_starts(wanted, S("see ")))
        wanted = corpus_bytes(c->arena, "reply-talon/standard_replies/sparrow_reply_text");
    struct str both = str_fmt(c->arena, "%.*s%.*s", STR_ARG(got.visible), STR_ARG(got.signature));
    wanted = without_space(c->arena, wanted);
    bool same = str_eq(without_space(c->arena, got.visible), wanted) || str_eq(without_space(c->arena, both), wanted);
    if (!same)
        show(name, got.visible, wanted);
    return same;
}

TEST(replies_of_many_clients_are_split_as_talon_does)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    mail_start();
    json_t *expected = corpus_json(a, "reply-talon/expected.json"), *want;
    const char *name;
    size_t n = 0, good = 0;
    json_object_foreach(expected, name, want)
    {
        const char *text = json_string_value(json_object_get(want, "reply"));
        if (!text)
            text = json_string_value(json_object_get(want, "reply_text_nows"));
        if (!text)
            continue;
        n++;
        good += talon_fits(&c, name, text);
    }
    json_decref(expected);
    print_message("reply-talon: %zu of %zu\n", good, n);
    assert_true(good * 100 >= n * 95);
}

TEST(answers_between_quotes_keep_the_quotes)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct str text = S("On 1 May 2024 at 10:00, Ana wrote:\n> first?\nyes\n> second?\nno\n");
    assert_str(reply_split(a, text).visible, "On 1 May 2024 at 10:00, Ana wrote:\n> first?\nyes\n> second?\nno");
}

TEST(every_line_ends_up_somewhere)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct reply_split got =
        reply_split(a, S("Works now.\n-- \nAna\n\nOn 1 May 2024 at 10:00, Ben wrote:\n> try it\n"));
    assert_str(got.visible, "Works now.");
    assert_str(got.signature, "-- \nAna");
    assert_str(got.quoted, "On 1 May 2024 at 10:00, Ben wrote:\n> try it");
}
