// SPDX-License-Identifier: Apache-2.0
// A buf keeps every byte until its arena's limit, then says so once, at the end,
// however much is added afterwards.
#include "base/buf.h"
#include "base/test.h"

TEST(a_buf_keeps_what_is_added_in_order)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct buf b = buf_make(a, 0);
    buf_lit(&b, "n=");
    buf_add_int(&b, INT64_MIN);
    buf_add_char(&b, ' ');
    buf_add_int(&b, 0);
    buf_addf(&b, " %s/%03d", "x", 7);
    buf_add(&b, STR_NONE);
    struct str text;
    assert_ok(buf_done(&b, &text));
    assert_str(text, "n=-9223372036854775808 0 x/007");
    buf_shorten(&b, 2);
    assert_str(buf_str(&b), "n=");
    buf_clear(&b);
    assert_str(buf_str(&b), "");
}

TEST(a_buf_grows_while_others_allocate_in_between)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 22);
    struct buf b = buf_make(a, 8);
    for (int i = 0; i < 10000; i++) {
        buf_add_char(&b, (char)('a' + i % 26));
        if (i % 100 == 0)
            memset(arena_text(a, 5), 'X', 5);
    }
    assert_int_equal(b.n, 10000);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(b.p[i], 'a' + i % 26);
}

TEST(past_the_limit_a_buf_stops_and_says_so)
{
    AUTO(arena_auto) struct arena *a = arena_create(4096);
    struct buf b = buf_make(a, 16);
    for (int i = 0; i < 10000; i++)
        buf_lit(&b, "0123456789");
    assert_true(b.failed);
    assert_true(b.n <= 4096);
    assert_false(arena_over(a));
    struct str text = S("untouched");
    assert_int_equal(buf_done(&b, &text), RC_LIMIT);
    assert_str(text, "untouched");
    assert_false(buf_reserve(&b, SIZE_MAX / 4));
}

TEST(a_reservation_past_all_memory_is_refused)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct buf b = buf_make(a, 16);
    assert_false(buf_reserve(&b, SIZE_MAX - 1));
    assert_true(b.failed);
}
