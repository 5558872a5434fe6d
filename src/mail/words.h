// SPDX-License-Identifier: Apache-2.0
// Lists of words looked for in a text, without case in ASCII. The tables that
// tell machines from people are made of such lists: arrays of literals with
// their length, a few dozen words each.
#pragma once

#include "base/str.h"

static inline bool words_in(struct str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_has_nocase(s, str_of(words[i])))
            return true;
    }
    return false;
}

static inline bool words_start(struct str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_starts_nocase(s, str_of(words[i])))
            return true;
    }
    return false;
}
