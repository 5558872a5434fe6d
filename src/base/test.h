// SPDX-License-Identifier: Apache-2.0
// What a unit test file includes. A test is a sentence:
//   TEST(an_empty_name_is_refused) { assert_int_equal(…); }
// It registers itself through a linker section; no list names it. Run one with
//   test_desk an_empty_name
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail // ours is in base/ctx.h; a test that must not come here says assert_true(false)
#undef skip // a skipped test is a failure

#include "base/ctx.h"

struct test_case {
    const char *name, *file;
    void (*run)(void **state);
};

#define TEST_REGISTER(function, title)                                                             \
    static const struct test_case case_##function                                                  \
        __attribute__((section("rapport_tests"), used, aligned(8))) = {title, __FILE__, function}

#define TEST(name)                          \
    static void name(void **state);         \
    TEST_REGISTER(name, #name);             \
    static void name(__attribute__((unused)) void **state)

#define assert_ok(expr) assert_int_equal((expr), RC_OK)
#define assert_str(actual, expected) test_assert_str((actual), (expected), __FILE__, __LINE__)

static inline void test_assert_str(struct str actual, const char *expected, const char *file, int line)
{
    if (str_eq(actual, str_of(expected)))
        return;
    print_error("\"%.*s\"\n  is not\n\"%s\"\n", STR_ARG(actual), expected);
    _fail(file, line);
}
