// SPDX-License-Identifier: Apache-2.0
// A promise while it is read: its clause, and the dates that may be its own.
// Private to promise.c and promise_due.c.
#pragma once

#include "coach/review.h"

struct clause {
    uint32_t first, end; // tokens
    bool by_other, needs_date, vague, conditional, only_if;
    bool after_promise; // the "and" before it joins it to another one
    const struct sentence *s;
};

// One of the words, which end with NULL.
bool token_one_of(const struct token *k, const char *const words[]);
// Where the clause that the tokens [first, end) belong to begins, as far as its dates go.
uint32_t clause_start(const struct review *r, const struct sentence *s, uint32_t first, uint32_t end);
// The first date in [first, end) that can be kept; NULL if there is none.
const struct date *clause_date_in(const struct review *r, uint32_t first, uint32_t end);
// The last one with a day that stands in [first, at), and may be taken from there; else the last one.
const struct date *clause_last_date(const struct review *r, uint32_t first, uint32_t at);
// The same before `at` in the clause.
const struct date *clause_date_before(const struct review *r, const struct clause *c, uint32_t at);
// "that day", "the same visit"; and also "by then", "the day after", "there".
bool clause_says_that_day(const struct review *r, const struct clause *c);
bool clause_points_back(const struct review *r, const struct clause *c);
// `from`: the end of the promise before it in the sentence.
void clause_set_due(const struct review *r, const struct clause *c, uint32_t from, struct coach_promise *p);
