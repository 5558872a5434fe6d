// SPDX-License-Identifier: Apache-2.0
// One question of the user's, and what in the draft speaks to it. The signs are those of
// answer_signs.def; what they weigh together is answer_weigh(). Private to src/coach;
// question.c finds the questions.
#pragma once

#include "coach/review.h"
#include "coach/weigh.h"

enum asks { ASKS_YES_NO, ASKS_WHEN, ASKS_WHY, ASKS_HOW, ASKS_WHO, ASKS_WHAT, ASKS_OTHER };

struct asked {
    uint32_t first, end; // tokens of review.asked
    enum asks asks;
};

struct asked_list {
    struct asked items[QUESTIONS_MAX]; // as they were asked
    size_t n;
};

// What the tokens [first, end) of a message want to know. `l` may be NULL.
enum asks question_asks(const struct language *l, const struct text *t, uint32_t first, uint32_t end);
// A content word of the question comes back in the draft.
bool answer_shares_words(const struct review *r, const struct asked *q);
// Bits by enum answer_sign of list->items[at]; 0 where there are no rules for the language.
uint64_t answer_signs(const struct review *r, const struct asked_list *list, size_t at);
