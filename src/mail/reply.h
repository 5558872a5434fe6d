// SPDX-License-Identifier: Apache-2.0
// What somebody wrote just now, told apart from the history that their mail
// program put around it. Works on lines and on habits of mail programs in many
// languages, with general rules only. Nothing is lost: each line of the text is
// in exactly one of the three results, in order. When in doubt a line is visible.
#pragma once

#include "base/buf.h"

struct reply_split {
    struct str visible;   // new words; quotes stay where answers stand between them
    struct str quoted;    // history, with the lines that announce it
    struct str signature; // from "-- " or "Sent from my …" on
};

// Lines end in "\n" in the results; blank lines around them are trimmed.
struct reply_split reply_split(struct arena *a, struct str text);
