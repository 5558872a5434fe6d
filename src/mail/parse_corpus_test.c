// SPDX-License-Identifier: Apache-2.0
// Every mail of every collection is read, and what was read is compared, field
// by field, with what independent parsers agreed on. Each collection has a
// floor, so that the score can only get better.
#include "base/test.h"

#include "base/utf8.h"
#include "mail/body.h"
#include "mail/corpus.h"
#include "mail/describe.h"

struct score {
    size_t fields, good;
};

static bool wants_detail(void)
{
    return getenv("RAPPORT_TEST_DETAIL") != NULL;
}

// The mail as `rapport mail parse` would print it, read back.
static json_t *described(struct arena *a, const char *path)
{
    struct ctx c = {.arena = a};
    struct mail m;
    mail_start();
    assert_ok(mail_parse(&c, corpus_bytes(a, path), NULL, &m));
    struct buf b = buf_make(a, 65536);
    mail_describe_json(&b, &m);
    assert_true(utf8_valid(buf_str(&b)));
    json_error_t error;
    json_t *made = json_loadb(b.p, b.n, 0, &error);
    if (!made)
        print_error("%s: %s\n", path, error.text);
    assert_non_null(made);
    return made;
}

static bool part_fits(json_t *want, json_t *got)
{
    const char *key;
    json_t *value;
    json_object_foreach(want, key, value)
    {
        if (!json_equal(value, json_object_get(got, key)))
            return false;
    }
    return true;
}

static bool parts_fit(json_t *want, json_t *got)
{
    json_t *one;
    size_t i;
    if (json_array_size(want) != json_array_size(got))
        return false;
    json_array_foreach(want, i, one)
    {
        if (!part_fits(one, json_array_get(got, i)))
            return false;
    }
    return true;
}

static const char *member_for(const char *field)
{
    static const char *const names[][2] = {
        {"date", "date_unix"}, {"message-id", "message_id"}, {"in-reply-to", "in_reply_to"}, {"reply-to", "reply_to"}};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (!strcmp(field, names[i][0]))
            return names[i][1];
    }
    return field;
}

static bool is_nothing(json_t *value)
{
    return !value || json_is_null(value) || (json_is_array(value) && json_array_size(value) == 0) ||
           (json_is_string(value) && json_string_length(value) == 0);
}

static bool field_fits(const char *field, json_t *want, json_t *got)
{
    if (!strcmp(field, "parts"))
        return parts_fit(want, got);
    return (is_nothing(want) && is_nothing(got)) || json_equal(want, got);
}

static void show(const char *path, const char *field, json_t *want, json_t *got)
{
    if (!wants_detail())
        return;
    char *w = json_dumps(want, JSON_ENCODE_ANY), *g = json_dumps(got, JSON_ENCODE_ANY);
    print_message("== %s %s\n  want %.300s\n  got  %.300s\n", path, field, w ? w : "nothing", g ? g : "nothing");
    free(w);
    free(g);
}

// Fields on which the parsers agreed (they have votes) and that are not disputed.
static void compare(const char *path, json_t *want, json_t *got, struct score *score)
{
    const char *field;
    json_t *votes;
    json_object_foreach(json_object_get(want, "votes"), field, votes)
    {
        json_t *mine = json_object_get(got, member_for(field)), *theirs = json_object_get(want, field);
        bool fits = field_fits(field, theirs, mine);
        score->fields++;
        score->good += fits;
        if (!fits)
            show(path, field, theirs, mine);
    }
}

static void run_collection(const char *name, size_t floor_percent)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    json_t *expected = corpus_json(a, str_cstr(a, str_fmt(a, "%s/expected.json", name)));
    struct str *files;
    size_t n = corpus_list(a, name, &files);
    struct score score = {0};
    for (size_t i = 0; i < n; i++) {
        AUTO(arena_auto) struct arena *one = arena_create(SIZE_MAX);
        const char *path = str_cstr(one, str_fmt(one, "%s/%.*s", name, STR_ARG(files[i])));
        json_t *got = described(one, path);
        json_t *want = json_object_get(expected, str_cstr(one, files[i]));
        compare(path, want, got, &score);
        json_decref(got);
    }
    json_decref(expected);
    print_message("%s: %zu files, %zu of %zu fields\n", name, n, score.good, score.fields);
    assert_true(score.fields > 0 && score.good * 100 >= score.fields * floor_percent);
}

TEST(mails_of_request_tracker_are_read)
{
    run_collection("mail-rt", 99);
}

TEST(mails_of_pythons_tests_are_read)
{
    run_collection("mail-python", 97);
}

TEST(mails_of_rubys_tests_are_read)
{
    run_collection("mail-ruby", 99);
}

TEST(mails_of_enmime_are_read)
{
    run_collection("mail-enmime", 99);
}

TEST(mails_of_notmuch_are_read)
{
    run_collection("mail-notmuch", 99);
}

TEST(mails_of_kde_are_read)
{
    run_collection("mail-kde", 99);
}

TEST(mails_without_expectations_are_read_without_harm)
{
    static const char *const names[] = {"mail-stalwart", "mail-roundcube", "mail-freescout", "mail-gmime"};
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    for (size_t k = 0; k < ARRAY_LEN(names); k++) {
        struct str *files;
        size_t n = corpus_list(a, names[k], &files);
        for (size_t i = 0; i < n; i++) {
            AUTO(arena_auto) struct arena *one = arena_create(SIZE_MAX);
            json_decref(described(one, str_cstr(one, str_fmt(one, "%s/%.*s", names[k], STR_ARG(files[i])))));
        }
        print_message("%s: %zu files\n", names[k], n);
    }
}

TEST(freescouts_troubles_are_ours_no_more)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    json_t *expected = corpus_json(a, "mail-freescout/expected.json"), *want;
    const char *name;
    json_object_foreach(expected, name, want)
    {
        json_t *got = described(a, str_cstr(a, str_fmt(a, "mail-freescout/%s", name))), *file;
        const char *subject = json_string_value(json_object_get(want, "subject"));
        size_t i;
        if (subject)
            assert_string_equal(json_string_value(json_object_get(got, "subject")), subject);
        json_array_foreach(json_object_get(want, "attachments"), i, file)
        {
            json_t *mine = json_array_get(json_object_get(got, "attachments"), i);
            assert_true(json_equal(json_object_get(mine, "filename"), file));
        }
        const char *ends = json_string_value(json_object_get(want, "html_ends"));
        if (ends)
            assert_true(str_ends(str_of(json_string_value(json_object_get(got, "html"))), str_of(ends)));
        json_decref(got);
    }
    json_decref(expected);
}

TEST(flowed_text_is_unfolded_as_roundcube_does)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct str folded = corpus_bytes(a, "mail-roundcube/format-flowed.txt");
    struct str want = corpus_bytes(a, "mail-roundcube/format-flowed-unfolded.txt");
    struct buf got = buf_make(a, folded.n);
    struct str unfolded = body_unflow(a, folded, false), line;
    while (str_cut_line(&unfolded, &line))
        buf_addf(&got, "%.*s\r\n", STR_ARG(line));
    assert_true(str_eq(str_trim_end(buf_str(&got)), str_trim_end(want)));
}
