// SPDX-License-Identifier: Apache-2.0
// What a remark about a whole draft is weighed from. Each sign is something that can be
// seen in the draft, the thread or the facts, and speaks for the remark (above 0) or
// against it. The signs and their weights stand in step_signs.def, answer_signs.def and soothe_signs.def;
// tools/coach_weigh finds the weights from labelled drafts. Whole numbers, so that every
// machine comes to the same sum.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum step_sign {
#define SIGN(name, weight, meaning) STEP_##name,
#include "coach/step_signs.def"
#undef SIGN
    STEP_SIGN_COUNT_
};

enum answer_sign {
#define SIGN(name, weight, meaning) ANSWER_##name,
#include "coach/answer_signs.def"
#undef SIGN
    ANSWER_SIGN_COUNT_
};

enum soothe_sign {
#define SIGN(name, weight, meaning) SOOTHE_##name,
#include "coach/soothe_signs.def"
#undef SIGN
    SOOTHE_SIGN_COUNT_
};

// What the second layer takes the sentences for stands last in both tables that ask for it, in the same order, so that
// one answer (seen_signs() in review.h) serves both: bit 0 is NO_MODEL.
enum {
    SEEN_NO_MODEL,
    SEEN_LOOKS_EMPTY,
    SEEN_LOOKS_EMPTIER,
    SEEN_LOOKS_NO_STEP,
    SEEN_LOOKS_STEP,
    SEEN_NONE_TELLS,
    SEEN_TWO_TELL,
};
_Static_assert(STEP_TWO_TELL - STEP_NO_MODEL == SEEN_TWO_TELL && ANSWER_TWO_TELL - ANSWER_NO_MODEL == SEEN_TWO_TELL &&
                   STEP_LOOKS_STEP - STEP_NO_MODEL == SEEN_LOOKS_STEP &&
                   ANSWER_LOOKS_STEP - ANSWER_NO_MODEL == SEEN_LOOKS_STEP,
               "both tables end alike");

// Bits by an enum of signs.
static inline void sign_set(uint64_t *signs, int sign, bool holds)
{
    *signs |= (uint64_t)holds << sign;
}

int step_weigh(uint64_t signs);   // 0 or more: the reader is left without a next step
int answer_weigh(uint64_t signs); // 0 or more: the question is open
int soothe_weigh(uint64_t signs); // 0 or more: an upset reader is not met
// "ASKS_BACK"; for tools.
const char *step_sign_name(int sign);
const char *answer_sign_name(int sign);
const char *soothe_sign_name(int sign);
