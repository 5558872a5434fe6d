// SPDX-License-Identifier: Apache-2.0
// The words that a language's rules know, each with a number, so that no text is
// compared while a draft is read. Whole words, words in capitals, beginnings, endings
// and the names of lists share one space of numbers. Filled while rules load, then
// only read. They are found by a key of their text, which is compared as well where the
// key alone is not sure, so none can collide. The hash of a word (FNV-1a) is for others.
#pragma once

#include "base/str.h"

enum symbol_kind { SYMBOL_WORD, SYMBOL_CAPS, SYMBOL_PREFIX, SYMBOL_SUFFIX, SYMBOL_CLASS };

struct symbol {
    uint64_t key;
    struct str text;
    enum symbol_kind kind;
};

// A place of the hash table. The tag is a part of the key: a look-up that finds nothing, as
// most do, need not look at the symbols themselves.
struct symbol_slot {
    uint32_t number, tag;
};

// The bytes that a beginning or an ending has at least, and the words of their bit sets.
enum { SYMBOL_EDGE_BYTES = 3, SYMBOL_EDGE_WORDS = 16 };

struct symbols {
    struct arena *arena;
    struct symbol *items; // number 0 is no symbol
    uint32_t count, room;
    struct symbol_slot *slots;
    uint32_t slot_count;
    uint64_t prefix_lengths, suffix_lengths; // bit n: one of n bytes exists
    // Bits by the three bytes that each beginning begins with, each ending ends with: most words have none of them.
    uint64_t prefix_heads[SYMBOL_EDGE_WORDS], suffix_tails[SYMBOL_EDGE_WORDS];
};

// Numbers that every language has.
enum { SYMBOL_NONE, SYMBOL_DATE, SYMBOL_NUMBER, SYMBOL_LINK, SYMBOL_AGENT, SYMBOL_USER, SYMBOL_FIXED_ };

#define SYMBOL_HASH_START UINT64_C(0xcbf29ce484222325)
static inline uint64_t symbol_hash_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * UINT64_C(0x100000001b3);
}
uint64_t symbol_hash(struct str text);

// `n` bytes of the machine's order: what numbers there are is nobody's business but the table's.
static inline uint64_t symbol_load(const char *p, size_t n)
{
    uint64_t bytes = 0;
    memcpy(&bytes, p, n);
    return bytes;
}

// Up to eight bytes as one number, each length in its own way, without a loop.
static inline uint64_t symbol_load_short(struct str s)
{
    if (s.n == 8)
        return symbol_load(s.p, 8);
    if (s.n >= 4)
        return symbol_load(s.p, 4) | symbol_load(s.p + s.n - 4, 4) << 32;
    if (s.n == 0)
        return 0;
    return symbol_load(s.p, 1) | symbol_load(s.p + s.n / 2, 1) << 8 | symbol_load(s.p + s.n - 1, 1) << 16;
}

static inline uint64_t symbol_stir(uint64_t key)
{
    key *= UINT64_C(0x9e3779b97f4a7c15);
    return key ^ key >> 32;
}

// Eight bytes at a time. Texts of the same length up to SYMBOL_KEY_SURE bytes have the same key only if they are
// the same: every step can be undone.
enum { SYMBOL_KEY_SURE = 8 };
static inline uint64_t symbol_key(struct str text)
{
    uint64_t key = text.n * UINT64_C(0xff51afd7ed558ccd);
    for (; text.n > 8; text = str_from(text, 8))
        key = symbol_stir(key ^ symbol_load(text.p, 8));
    return symbol_stir(key ^ symbol_load_short(text));
}

void symbols_init(struct symbols *s, struct arena *a);
// The same with room for `count` of them; for more it grows.
void symbols_init_for(struct symbols *s, struct arena *a, size_t count);
// The number of the text, which is made on first sight.
uint32_t symbol_make(struct symbols *s, enum symbol_kind kind, struct str text);
// The same where the key is known.
uint32_t symbol_make_key(struct symbols *s, enum symbol_kind kind, struct str text, uint64_t key);
// 0 if it is not known.
uint32_t symbol_find(const struct symbols *s, enum symbol_kind kind, struct str text, uint64_t key);
// Every number that stands for the word: itself, in capitals, its beginnings and endings.
// At most `room`; returns how many.
size_t symbols_of(const struct symbols *s, struct str word, bool caps, uint32_t *into, size_t room);
