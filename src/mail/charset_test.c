// SPDX-License-Identifier: Apache-2.0
// The same text in several sets comes out the same, with the right label and,
// where it can be told, without.
#include "base/test.h"

#include "base/utf8.h"
#include "mail/charset.h"
#include "mail/corpus.h"

static struct str unix_text(struct arena *a, struct str s)
{
    struct buf b = buf_make(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\r')
            buf_add_char(&b, s.p[i]);
    }
    return buf_str(&b);
}

TEST(labelled_texts_come_out_exactly)
{
    static const char *const cases[][3] = {
        {"japanese.iso-2022-jp.txt", "iso-2022-jp", "japanese.utf-8.txt"},
        {"japanese.shift-jis.txt", "shift_jis", "japanese.utf-8.txt"},
    };
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct str raw = corpus_bytes(a, str_cstr(a, str_fmt(a, "mail-gmime/filters/%s", cases[i][0])));
        struct str want = corpus_bytes(a, str_cstr(a, str_fmt(a, "mail-gmime/filters/%s", cases[i][2])));
        const char *problem = NULL;
        struct str got = charset_to_utf8(a, raw, str_of(cases[i][1]), &problem);
        assert_true(str_eq(unix_text(a, got), unix_text(a, want)));
        assert_null(problem);
        // Without a label the guess finds it as well.
        struct str guessed = charset_to_utf8(a, raw, STR_NONE, NULL);
        assert_true(str_eq(unix_text(a, guessed), unix_text(a, want)));
    }
}

TEST(nothing_that_comes_out_is_broken)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    static const char *const labels[] = {"",           "utf-8",          "utf-16",      "utf-7", "iso-2022-jp",
                                         "gb2312",     "x-user-defined", "koi8-r",      "big5",  "us-ascii",
                                         "hz-gb-2312", "\xff\xfe",       "windows-1252"};
    char bytes[512];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + i / 256);
    for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
        struct str got = charset_to_utf8(a, (struct str){bytes, sizeof bytes}, str_of(labels[i]), NULL);
        assert_true(utf8_valid(got));
        assert_int_equal(str_find_char(got, '\0'), -1);
    }
}
