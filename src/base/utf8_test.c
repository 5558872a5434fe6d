// SPDX-License-Identifier: Apache-2.0
// RFC 3629: every code point there and back, every kind of bad byte refused and
// repaired, and no cut in the middle of a code point.
#include "base/test.h"
#include "base/utf8.h"

TEST(every_code_point_goes_there_and_back)
{
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        struct str s = {bytes, utf8_put(bytes, code)};
        uint32_t back;
        size_t at = 0;
        assert_true(utf8_next(s, &at, &back));
        assert_int_equal(at, s.n);
        assert_true(utf8_valid(s));
        assert_int_equal(back, code >= 0xD800 && code <= 0xDFFF ? 0xFFFD : code);
    }
}

static const struct {
    struct str text;
    const char *repaired;
} bad[] = {
    {S_INIT("\x80"), "\xEF\xBF\xBD"},   // a continuation alone
    {S_INIT("a\xC3"), "a\xEF\xBF\xBD"}, // cut short
    {S_INIT("\xC0\xAF"
            "b"),
     "\xEF\xBF\xBD"
     "b"},                                            // a long form
    {S_INIT("\xE0\x80\xAF"), "\xEF\xBF\xBD"},         // a longer one
    {S_INIT("\xED\xA0\x80"), "\xEF\xBF\xBD"},         // a surrogate
    {S_INIT("\xF4\x90\x80\x80"), "\xEF\xBF\xBD"},     // past U+10FFFF
    {S_INIT("\xF8\x88\x80\x80\x80"), "\xEF\xBF\xBD"}, // five bytes
    {S_INIT("12345678\xFF"
            "9"),
     "12345678\xEF\xBF\xBD"
     "9"},                                                // behind eight of ASCII
    {S_INIT("\xE2\x82\xC3\xA9"), "\xEF\xBF\xBD\xC3\xA9"}, // the next begins too early
};

TEST(bad_bytes_are_refused_and_each_run_is_repaired_once)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_false(utf8_valid(bad[i].text));
        struct str repaired = utf8_repair(a, bad[i].text);
        assert_str(repaired, bad[i].repaired);
        assert_true(utf8_valid(repaired));
    }
}

TEST(repairing_removes_nul_and_leaves_good_text_alone)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(utf8_repair(a, S("a\0b")), "ab");
    struct str fine = S("na\xC3\xAFve");
    assert_ptr_equal(utf8_repair(a, fine).p, fine.p);
    assert_str(utf8_repair(a, STR_NONE), "");
}

TEST(truncating_never_splits_a_code_point)
{
    struct str s = S("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z");
    const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    for (size_t n = 0; n < ARRAY_LEN(expected); n++)
        assert_int_equal(utf8_truncate(s, n).n, expected[n]);
    assert_int_equal(utf8_truncate(S("\x80\x80\x80\x80\x80"), 4).n, 4);
    assert_int_equal(utf8_count(s), 5);
}

TEST(control_characters_are_not_printable)
{
    assert_true(utf8_is_printable(S("two\r\n\tlines \xC3\xA9")));
    assert_false(utf8_is_printable(S("a\x1B[31m")));
    assert_false(utf8_is_printable(S("a\x7F")));
    assert_false(utf8_is_printable(S("a\xC2\x85")));
    assert_false(utf8_is_printable(S("a\0")));
}
