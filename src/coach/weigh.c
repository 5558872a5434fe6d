// SPDX-License-Identifier: Apache-2.0
// Sums of the weights of the signs that hold. Owns nothing: the tables are the .def
// files, which tools/coach_weigh writes from labelled drafts; a sign that is not in
// them does not compile.

#include "coach/weigh.h"

struct sign {
    const char *name;
    int weight;
};

#define SIGN(name, weight, meaning) {#name, weight},
static const struct sign step_signs[] = {
#include "coach/step_signs.def"
};
static const struct sign answer_signs[] = {
#include "coach/answer_signs.def"
};
static const struct sign soothe_signs[] = {
#include "coach/soothe_signs.def"
};
#undef SIGN

_Static_assert(STEP_SIGN_COUNT_ <= 64 && ANSWER_SIGN_COUNT_ <= 64 && SOOTHE_SIGN_COUNT_ <= 64,
               "signs are bits of one number");

static int weigh(const struct sign *table, uint64_t signs)
{
    int sum = 0;
    for (int i = 0; signs; i++, signs >>= 1)
        if (signs & 1)
            sum += table[i].weight;
    return sum;
}

int step_weigh(uint64_t signs)
{
    return weigh(step_signs, signs);
}

int answer_weigh(uint64_t signs)
{
    return weigh(answer_signs, signs);
}

const char *step_sign_name(int sign)
{
    return step_signs[sign].name;
}

const char *answer_sign_name(int sign)
{
    return answer_signs[sign].name;
}

int soothe_weigh(uint64_t signs)
{
    return weigh(soothe_signs, signs);
}

const char *soothe_sign_name(int sign)
{
    return soothe_signs[sign].name;
}
