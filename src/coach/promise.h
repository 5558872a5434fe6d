// SPDX-License-Identifier: Apache-2.0
// A promise while it is read: its clause, and the dates that may be its own.
// Private to promise.c (who and what), promise_due.c (when) and promise_day.c (the day
// that it goes on from).
#pragma once

#include "coach/review.h"

struct clause {
    uint32_t first, end; // tokens
    uint32_t front;      // where the words before its subject begin that say when: "the next morning I …"
    bool by_other, needs_date, vague, conditional, only_if;
    bool if_before;     // "if you would rather have it back, I'll …"
    bool on_request;    // "send me a picture and I'll …"
    bool after_promise; // the "and" before it joins it to another one
    const struct sentence *s;
};

// It can be kept: not over, no mere length of time, not asked about.
bool date_usable(const struct review *r, const struct date *d);
// The verb before it says that it is over: "you wrote on Monday".
bool date_is_told(const struct review *r, const struct text *t, const struct date *d);
// "ends on Friday", "closed on Monday", "Monday is a holiday".
bool date_is_closing(const struct text *t, const struct date *d);
// Not over, no deadline, no absence: something else may happen on that day as well.
bool date_lends_day(const struct review *r, const struct date *d);
// The last day named before `at` that words may point back to: best one that lends itself. NULL if there is none.
const struct date *day_before(const struct review *r, uint32_t at);
// The only day ahead in what the user wrote.
const struct date *day_asked(const struct review *r);
// The day that the sentence before speaks of, if this goes on from there: "The part comes on Tuesday. I'll
// fit it at 3.", "For Thursday: …" before a list. A plan of the writer's holds on for two sentences more.
const struct date *day_carried(const struct review *r, const struct clause *c);

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
// Where what it says itself ends: "…, which is free today", "so that you can hear for yourself".
uint32_t clause_main_end(const struct review *r, const struct clause *c);
// "that day", "the same visit"; and also "by then", "the day after", "there".
bool clause_says_that_day(const struct review *r, const struct clause *c);
bool clause_points_back(const struct review *r, const struct clause *c);
// `from`: the end of the promise before it in the sentence.
void clause_set_due(const struct review *r, const struct clause *c, uint32_t from, struct coach_promise *p);
