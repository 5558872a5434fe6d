// SPDX-License-Identifier: Apache-2.0
// What an arena promises: aligned and zeroed memory, a limit that marks instead
// of failing, deferred calls newest first, reuse of the first block.
#include "base/buf.h"
#include "base/test.h"

TEST(memory_is_zeroed_and_aligned_also_after_a_reset)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    for (int round = 0; round < 2; round++) {
        arena_text(a, 3);
        unsigned char *p = arena_alloc(a, 100);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (int i = 0; i < 100; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAB, 100);
        arena_reset(a);
    }
    assert_non_null(arena_alloc(a, 0));
}

TEST(passing_the_limit_marks_the_arena_and_a_reset_clears_it)
{
    AUTO(arena_auto) struct arena *a = arena_create(1000);
    arena_alloc(a, 1000);
    assert_false(arena_over(a));
    assert_non_null(arena_alloc(a, 1));
    assert_true(arena_over(a));
    assert_int_equal(arena_count(a), 2);
    arena_reset(a);
    assert_false(arena_over(a));
    assert_int_equal(arena_used(a), 0);
    assert_int_equal(arena_limit(a), 1000);
}

TEST(a_large_allocation_stands_beside_small_ones)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 24);
    char *small = arena_text(a, 10);
    memset(small, 's', 10);
    char *large = arena_text(a, 3 << 20);
    memset(large, 'l', 3 << 20);
    char *after = arena_text(a, 10);
    memset(after, 'a', 10);
    assert_int_equal(small[9], 's');
    assert_int_equal(large[(3 << 20) - 1], 'l');
}

TEST(only_the_newest_allocation_grows_in_place)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    char *first = arena_text(a, 10);
    assert_true(arena_extend(a, first, 10, 50));
    assert_int_equal(arena_used(a), 50);
    char *second = arena_text(a, 10);
    assert_true(second >= first + 50);
    assert_false(arena_extend(a, first, 50, 60));
    assert_false(arena_extend(a, second, 10, 1 << 22));
    assert_false(arena_extend(a, NULL, 0, 10));
}

struct note {
    struct buf *into;
    char letter;
};

static void note_write(void *p)
{
    const struct note *n = p;
    buf_add_char(n->into, n->letter);
}

TEST(deferred_calls_run_newest_first_and_once)
{
    AUTO(arena_auto) struct arena *outer = arena_create(1 << 16);
    struct buf seen = buf_make(outer, 16);
    struct note notes[] = {{&seen, 'a'}, {&seen, 'b'}, {&seen, 'c'}};
    struct arena *a = arena_create(1 << 16);
    for (size_t i = 0; i < ARRAY_LEN(notes); i++)
        arena_defer(a, note_write, &notes[i]);
    arena_reset(a);
    assert_str(buf_str(&seen), "cba");
    arena_free(a);
    assert_str(buf_str(&seen), "cba");
    arena_free(NULL);
}
