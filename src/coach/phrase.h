// SPDX-License-Identifier: Apache-2.0
// The phrase language of rule files (docs/coach-rules.md), compiled to small programs
// over symbols. A program runs only where its first symbol stands, so the cost of a
// draft is set by its words and not by the number of rules. Every run has fuel, and so
// has the whole text: no phrase and no draft can make it slow.
#pragma once

#include "coach/text.h"

enum {
    PHRASE_PARTS_MAX = 400,
    PHRASE_DEPTH_MAX = 4,
    PHRASE_GAP_MAX = 12,
    PHRASE_OPS_MAX = 1500,
    PHRASE_FUEL = 600,          // steps of one run
    PHRASE_FUEL_TEXT = 2000000, // steps of one text
};

enum op_code { OP_SYMBOL, OP_SET, OP_ANY, OP_SPLIT, OP_JUMP, OP_START, OP_END, OP_PAUSE, OP_QUESTION, OP_MATCH };

// Eight bytes, since there are very many.
struct op {
    uint32_t code : 4, b : 28;
    uint32_t a; // symbol; where to go first, and then b; the set [a, a + b)
};

enum { BLOOM_WORDS = 4 };

// 256 bits, one a symbol by its number: "none of these is in the sentence" is sure.
struct bloom {
    uint64_t bits[BLOOM_WORDS];
};
static inline void bloom_add(struct bloom *b, uint32_t symbol)
{
    uint32_t bit = symbol * UINT32_C(2654435761) >> 24;
    b->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}
static inline bool bloom_has(const struct bloom *b, uint32_t symbol)
{
    uint32_t bit = symbol * UINT32_C(2654435761) >> 24;
    return b->bits[bit / 64] >> bit % 64 & 1;
}
static inline bool bloom_meets(const struct bloom *a, const struct bloom *b)
{
    return (a->bits[0] & b->bits[0]) | (a->bits[1] & b->bits[1]) | (a->bits[2] & b->bits[2]) |
           (a->bits[3] & b->bits[3]);
}

// What a phrase looks at beside the words, so that nobody need look for what none asks for.
enum { ASKS_LISTS = 1, ASKS_NAMES = 2, ASKS_DATES = 4, ASKS_ALL = 7, ASKS_FIGURES = 8 }; // the last: always there

struct phrase {
    struct bloom needs[2]; // of each at least one symbol must be in the sentence
    uint32_t need_from[2]; // the same symbols in phrases.needs
    uint8_t need_count[2]; // 0: not told
    uint32_t op;           // the first of its program
    uint32_t owner;        // what it belongs to: a rule, a term, an entry, a list's symbol
    uint32_t starts;       // symbols it may begin with, in phrases.starts; some may stand there twice
    uint16_t start_count;  // at most PHRASE_OPS_MAX and PHRASE_PARTS_MAX
    uint8_t asks;          // bits ASKS_…
    bool at_start;         // begins with ^
};

struct language;

struct phrases {
    struct arena *arena;
    struct op *ops;
    uint32_t op_count, op_room;
    uint32_t *sets, set_count, set_room; // sorted symbols of groups of words
    uint32_t *starts, start_count, start_room;
    uint32_t *needs, needs_count, needs_room;
    struct phrase *items;
    uint32_t count, room;
    uint32_t *index_from, *index; // by symbol: which phrases may begin with it
    uint32_t symbol_count;
};

struct match {
    uint32_t first, end; // tokens
};

struct phrase_range {
    uint32_t from, n;
};

// What a phrase may hold.
enum {
    PHRASE_PLAIN = 0,
    PHRASE_GAPS = 1,
    PHRASE_ANCHORS = 2,
    PHRASE_CLASSES = 4,
    PHRASE_ALL = 7,
    PHRASE_CASE = 8, // words in capitals match only in capitals
    PHRASE_RARE = 16
}; // at least one word that is not common

// With room for what `bytes` of rules hold as they are mostly written: lists that need not grow are never
// copied, and room that is not used is never touched.
void phrases_init(struct phrases *p, struct arena *a, size_t bytes);
// Compiles `source` for `owner`. On failure false, with a literal reason.
bool phrase_add(struct phrases *p, struct language *language, struct str source, uint32_t owner, unsigned may,
                const char **ret_why);
// Copies the phrases of the range to the end, for another owner, so that more can follow.
void phrases_move_to_end(struct phrases *p, struct phrase_range *range, uint32_t owner);
// Finds the symbols that the phrase, whose program is the last one, may begin with. False if any word could.
bool phrase_find_starts(struct phrases *p, struct phrase *phrase);
// After the last phrase and the last symbol.
void phrases_index(struct phrases *p, struct arena *scratch, uint32_t symbol_count);

// The words of the sentence, to be held against a phrase's needs. Lists and dates are always there.
void phrases_words(const struct text *t, const struct sentence *s, struct bloom *ret_words);
static inline bool phrase_possible(const struct phrase *p, const struct bloom *words)
{
    return bloom_meets(&p->needs[0], words) && bloom_meets(&p->needs[1], words);
}
// The same where it is not known that the phrase's first word is there.
bool phrase_may_begin(const struct phrases *p, const struct phrase *phrase, const struct bloom *words);
// The phrase at token `at` of the sentence. Takes from t->fuel.
bool phrase_run(const struct phrases *p, const struct phrase *phrase, struct text *t, const struct sentence *s,
                uint32_t at, struct match *ret_match);
// The same where it is not known that the phrase begins with this token.
bool phrase_try(const struct phrases *p, const struct phrase *phrase, struct text *t, const struct sentence *s,
                uint32_t at, struct match *ret_match);
typedef void phrase_found(void *arg, uint32_t owner, const struct match *m);
// Every match of every indexed phrase in the sentence, in the order of the words.
void phrases_find(const struct phrases *p, struct text *t, const struct sentence *s, phrase_found *found, void *arg);
// True if one of the phrases [from, from + n) matches somewhere in the sentence.
bool phrases_any(const struct phrases *p, uint32_t from, uint32_t n, struct text *t, const struct sentence *s);
// The same, but the match must share a word with this one.
bool phrases_touch(const struct phrases *p, struct phrase_range range, struct text *t, const struct sentence *s,
                   const struct match *m);
