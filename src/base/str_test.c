// SPDX-License-Identifier: Apache-2.0
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
