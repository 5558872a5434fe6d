// SPDX-License-Identifier: Apache-2.0
// What the second layer sees of a text. Private to src/coach and to coach_check, which
// shows the trainer the same features that the coach cuts. A feature is written much as
// the phrases of rules are: "your", "in your", "comp*" (a beginning of four letters),
// "^ had" and "it ?" (where the sentence begins, and how it ends), "[refusal]" (what the
// sentence does by the rules, and what the lexicon found in a message).
#pragma once

#include "coach/review.h"

// Blame and stock phrases become notes, heat is of the user's message; whether a sentence is empty of news or
// tells a step is a sign in the weighing of the whole (weigh.h).
enum model_kind { MODEL_BLAME, MODEL_SCRIPTED, MODEL_HEAT, MODEL_EMPTY, MODEL_STEP, MODEL_KINDS };

enum {
    MODEL_WORDS_MAX = 60, // of a sentence; what lies beyond is not weighed
    MODEL_PIECES_MAX = MODEL_WORDS_MAX + 2,
    MODEL_FEATURES_MAX = 3 * MODEL_PIECES_MAX + MARK_COUNT_, // of a sentence
};

// The sentence as pieces: a mark where it begins, its words, a mark how it ends.
struct model_pieces {
    struct str written[MODEL_PIECES_MAX];
    uint64_t hashes[MODEL_PIECES_MAX];
    size_t n;
    uint32_t first; // the token that is piece 1
    uint32_t marks;
};

struct model_feature {
    uint64_t hash;
    uint16_t first, end; // pieces; for a sign its number, and 0
    char form;           // ' ' pieces that follow each other, '*' a beginning, '[' a sign
};

void model_cut(const struct text *t, const struct sentence *s, struct model_pieces *ret_pieces);
// Returns how many; at most MODEL_FEATURES_MAX.
size_t model_features(const struct model_pieces *p, struct model_feature *into);
// What the lexicon found in a message; the same room is enough.
size_t model_heat_features(const struct heat *heat, struct model_feature *into);
// Appends the feature as model.txt has it; of signs alone, `p` may be NULL.
void model_feature_write(const struct model_pieces *p, const struct model_feature *f, struct buf *b);
// The hash of a feature that is written so.
uint64_t model_feature_hash(struct str written);
