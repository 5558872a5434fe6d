// SPDX-License-Identifier: Apache-2.0
// A phrase between its text and its program. A tree first, since alternatives and
// options must be known before the jumps around them can be written. Lives only
// while rules load.
#pragma once

#include "coach/rules.h"

enum node_kind {
    NODE_SEQUENCE,
    NODE_CHOICE,
    NODE_OPTION,
    NODE_SYMBOL,
    NODE_ANY,
    NODE_GAP,
    NODE_START,
    NODE_END,
    NODE_PAUSE,
    NODE_QUESTION
};

struct node {
    enum node_kind kind;
    bool word; // the symbol is one of a single word, not of a list, a date, a name
    uint32_t symbol, n;
    struct node *child, *last, *next;
};

// phrase_code.c: appends the program and the phrase, whose owner is set. NULL, or a literal reason why not.
const char *phrase_write(struct phrases *p, const struct node *tree, struct phrase *phrase);
