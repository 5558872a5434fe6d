// SPDX-License-Identifier: Apache-2.0
// The words that stand for kinds and levels, in rule files and in JSON. They are
// part of the API: a kind may be added, none may change its name or its place in
// the enum.
#include "coach/coach.h"

const char *coach_kind_name(enum coach_kind kind)
{
    static const char *const names[COACH_KIND_COUNT_] = {
        [COACH_JARGON] = "jargon",
        [COACH_TERSE] = "terse",
        [COACH_NO_NEXT_STEP] = "no_next_step",
        [COACH_BLAME] = "blame",
        [COACH_SCRIPTED] = "scripted",
        [COACH_BUCK] = "buck",
        [COACH_UNANSWERED] = "unanswered",
        [COACH_NO_INTRO] = "no_intro",
        [COACH_HARD_TO_READ] = "hard_to_read",
        [COACH_EARLY_CLOSE] = "early_close",
        [COACH_HEAT] = "heat",
    };
    must(kind >= 0 && kind < COACH_KIND_COUNT_);
    return names[kind];
}

const char *coach_level_name(enum coach_level level)
{
    return level == COACH_NOTE ? "note" : level == COACH_ADVICE ? "advice" : "warn";
}
