// SPDX-License-Identifier: Apache-2.0
// Numbers, cutting, searching and joining at their edges: nothing, too much, and
// the last byte.
#include "base/test.h"

TEST(numbers_that_overflow_are_not_numbers)
{
    int64_t value = 0;
    assert_true(str_to_int64(S("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_false(str_to_int64(S("9223372036854775808"), &value));
    assert_false(str_to_int64(S(""), &value));
    assert_false(str_to_int64(S("-"), &value));
    assert_false(str_to_int64(S("12x"), &value));
}

TEST(cutting_gives_every_part_and_ends)
{
    struct str rest = S("a,,b"), part;
    assert_true(str_cut(&rest, ',', &part));
    assert_str(part, "a");
    assert_true(str_cut(&rest, ',', &part));
    assert_str(part, "");
    assert_true(str_cut(&rest, ',', &part));
    assert_str(part, "b");
    assert_false(str_cut(&rest, ',', &part));
}

TEST(lines_end_in_any_of_the_three_ways)
{
    struct str rest = S("one\r\ntwo\rthree\n\nfive"), line;
    const char *expected[] = {"one", "two", "three", "", "five"};
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        assert_true(str_cut_line(&rest, &line));
        assert_str(line, expected[i]);
    }
    assert_false(str_cut_line(&rest, &line));
}

TEST(lines_of_any_length_end_at_the_first_of_their_ends)
{
    static char text[1200];
    for (size_t n = 0; n < sizeof text - 2; n += 51) {
        struct str rest = {text, n + 2}, line;
        memset(text, 'x', sizeof text);
        text[n] = n % 2 ? '\r' : '\n';
        text[n + 1] = '\n';
        assert_true(str_cut_line(&rest, &line));
        assert_int_equal(line.n, n);
        assert_int_equal(rest.n, n % 2 ? 0 : 1);
    }
}

TEST(searching_finds_the_first_and_nothing_in_nothing)
{
    assert_int_equal(str_find(S("banana"), S("an")), 1);
    assert_int_equal(str_find(S("banana"), S("anab")), -1);
    assert_int_equal(str_find(STR_NONE, S("a")), -1);
    assert_int_equal(str_find(STR_NONE, S("")), 0);
    assert_int_equal(str_find_nocase(S("baNAna"), S("Nan")), 2);
    assert_int_equal(str_find_nocase(S("a"), S("ab")), -1);
    assert_int_equal(str_find_last_char(S("a/b/c"), '/'), 3);
    assert_true(str_starts_nocase(S("Re: hi"), S("re:")) && !str_starts(S("Re: hi"), S("re:")));
    assert_true(str_ends(S("x.png"), S(".png")) && !str_ends(S("png"), S(".png")));
    assert_true(str_ends_nocase(S("x.PNG"), S(".png")));
}

TEST(slices_stay_inside_and_order_is_by_bytes)
{
    assert_str(str_slice(S("abc"), 1, 99), "bc");
    assert_str(str_slice(S("abc"), 9, 2), "");
    assert_true(str_is_none(str_from(STR_NONE, 3)));
    assert_str(str_trim(S(" \t\r\n a b \v\f")), "a b");
    assert_str(str_trim(S(" ")), "");
    assert_true(str_compare(S("a"), S("ab")) < 0);
    assert_true(str_compare(S("b"), S("ab")) > 0);
    assert_true(str_compare(S("\xC3"), S("z")) > 0);
    assert_int_equal(str_compare(STR_NONE, S("")), 0);
}

TEST(copies_are_their_own)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 16);
    char text[] = "MiXed";
    struct str copy = str_dup(a, str_of(text)), lower = str_lower(a, str_of(text));
    memset(text, 'x', 5);
    assert_str(copy, "MiXed");
    assert_str(lower, "mixed");
    assert_true(str_is_none(str_dup(a, STR_NONE)));
    assert_false(str_is_none(str_dup(a, S(""))));
    assert_string_equal(str_cstr(a, str_slice(S("abc"), 0, 2)), "ab");
    assert_str(str_fmt(a, "%d-%s", 7, "x"), "7-x");
    const struct str parts[] = {S("a"), STR_NONE, S("c")};
    assert_str(str_join(a, parts, 3, S(", ")), "a, , c");
    assert_str(str_join(a, parts, 0, S(", ")), "");
    assert_str(str_or(S(""), S("b")), "b");
}
