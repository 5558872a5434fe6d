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
