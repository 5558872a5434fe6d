// SPDX-License-Identifier: Apache-2.0
// Tables of times for the tests of the date grammar: what is written, and what comes out,
// in whatever way the test writes a moment down.
// Prints each row that is wrong, and fails once.
#pragma once

#include "base/test.h"
#include "coach/date.h"

struct row {
    const char *text, *due; // NULL: not a time that can be kept
};

typedef struct str due_writer(struct ctx *c, const struct coach_draft *when, const char *text);

static inline void check_rows_with(due_writer *due_of, const struct coach_draft *when, const struct row *rows, size_t n)
{
    struct ctx c = {.arena = arena_create(64 << 20)};
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct str due = due_of(&c, when, rows[i].text);
        if (str_eq(due, str_of(rows[i].due ? rows[i].due : "-")))
            continue;
        print_error("\"%s\" is %.*s, not %s\n", rows[i].text, STR_ARG(due), rows[i].due ? rows[i].due : "-");
        wrong++;
    }
    arena_free(c.arena);
    assert_int_equal(wrong, 0);
}
