// SPDX-License-Identifier: Apache-2.0
// An open hash table over (kind, text). Beginnings and endings are looked up only at
// lengths that some rule uses, and only for words that begin or end as one of them
// does: one look-up for most words.
#include "coach/symbol.h"

uint64_t symbol_hash(struct str text)
{
    uint64_t hash = SYMBOL_HASH_START;
    for (size_t i = 0; i < text.n; i++)
        hash = symbol_hash_byte(hash, (unsigned char)text.p[i]);
    return hash;
}

static uint64_t mix(enum symbol_kind kind, uint64_t key)
{
    return (key + kind * UINT64_C(0x9e3779b97f4a7c15)) * UINT64_C(0xff51afd7ed558ccd);
}

static bool is_same(const struct symbol *s, enum symbol_kind kind, struct str text, uint64_t key)
{
    return s->key == key && s->kind == kind && s->text.n == text.n &&
           (text.n <= SYMBOL_KEY_SURE || str_eq(s->text, text));
}

uint32_t symbol_find(const struct symbols *s, enum symbol_kind kind, struct str text, uint64_t key)
{
    uint64_t mixed = mix(kind, key);
    uint32_t mask = s->slot_count - 1;
    for (uint32_t i = (uint32_t)(mixed >> 32) & mask; s->slots[i].number; i = (i + 1) & mask)
        if (s->slots[i].tag == (uint32_t)mixed && is_same(&s->items[s->slots[i].number], kind, text, key))
            return s->slots[i].number;
    return SYMBOL_NONE;
}

static void place(struct symbols *s, uint32_t number)
{
    uint64_t mixed = mix(s->items[number].kind, s->items[number].key);
    uint32_t mask = s->slot_count - 1, i = (uint32_t)(mixed >> 32) & mask;
    while (s->slots[i].number)
        i = (i + 1) & mask;
    s->slots[i] = (struct symbol_slot){number, (uint32_t)mixed};
}

static void grow(struct symbols *s)
{
    uint32_t room = s->room * 2;
    struct symbol *items = arena_raw(s->arena, room * sizeof *items);
    memcpy(items, s->items, s->count * sizeof *items);
    s->items = items;
    s->room = room;
    s->slot_count = room * 2;
    s->slots = arena_list(s->arena, s->slot_count, struct symbol_slot);
    for (uint32_t i = SYMBOL_FIXED_; i < s->count; i++)
        place(s, i);
}

void symbols_init_for(struct symbols *s, struct arena *a, size_t count)
{
    *s = (struct symbols){.arena = a, .count = SYMBOL_FIXED_, .room = 512};
    while (s->room < count)
        s->room *= 2;
    s->slot_count = s->room * 2;
    s->items = arena_raw(a, s->room * sizeof *s->items);
    memset(s->items, 0, SYMBOL_FIXED_ * sizeof *s->items);
    s->slots = arena_list(a, s->slot_count, struct symbol_slot);
}

void symbols_init(struct symbols *s, struct arena *a)
{
    symbols_init_for(s, a, 0);
}

static uint64_t length_bit(size_t n)
{
    return UINT64_C(1) << (n < 63 ? n : 63);
}

static uint32_t edge_bit(const char *p)
{
    uint32_t bytes = (uint32_t)(unsigned char)p[0] << 16 | (uint32_t)(unsigned char)p[1] << 8 | (unsigned char)p[2];
    return bytes * UINT32_C(2654435761) >> 22; // 0 to SYMBOL_EDGE_WORDS * 64 - 1
}

static void edge_set(uint64_t *bits, const char *p)
{
    uint32_t bit = edge_bit(p);
    bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

static bool edge_has(const uint64_t *bits, const char *p)
{
    uint32_t bit = edge_bit(p);
    return bits[bit / 64] >> bit % 64 & 1;
}

uint32_t symbol_make(struct symbols *s, enum symbol_kind kind, struct str text)
{
    return symbol_make_key(s, kind, text, symbol_key(text));
}

uint32_t symbol_make_key(struct symbols *s, enum symbol_kind kind, struct str text, uint64_t key)
{
    uint32_t known = symbol_find(s, kind, text, key);
    if (known)
        return known;
    if (s->count == s->room)
        grow(s);
    s->items[s->count] = (struct symbol){.key = key, .text = str_dup(s->arena, text), .kind = kind};
    place(s, s->count);
    must((kind != SYMBOL_PREFIX && kind != SYMBOL_SUFFIX) || text.n >= SYMBOL_EDGE_BYTES);
    if (kind == SYMBOL_PREFIX) {
        s->prefix_lengths |= length_bit(text.n);
        edge_set(s->prefix_heads, text.p);
    }
    if (kind == SYMBOL_SUFFIX) {
        s->suffix_lengths |= length_bit(text.n);
        edge_set(s->suffix_tails, text.p + text.n - SYMBOL_EDGE_BYTES);
    }
    return s->count++;
}

struct found {
    uint32_t *into;
    size_t n, room;
};

static void note(struct found *f, uint32_t number)
{
    if (number && f->n < f->room)
        f->into[f->n++] = number;
}

static void note_edge(struct found *f, const struct symbols *s, enum symbol_kind kind, struct str edge)
{
    note(f, symbol_find(s, kind, edge, symbol_key(edge)));
}

size_t symbols_of(const struct symbols *s, struct str word, bool caps, uint32_t *into, size_t room)
{
    struct found f = {.into = into, .room = room};
    uint64_t key = symbol_key(word);
    note(&f, symbol_find(s, SYMBOL_WORD, word, key));
    if (caps)
        note(&f, symbol_find(s, SYMBOL_CAPS, word, key));
    if (word.n < SYMBOL_EDGE_BYTES)
        return f.n;
    uint64_t heads = edge_has(s->prefix_heads, word.p) ? s->prefix_lengths : 0;
    uint64_t tails = edge_has(s->suffix_tails, word.p + word.n - SYMBOL_EDGE_BYTES) ? s->suffix_lengths : 0;
    for (size_t n = SYMBOL_EDGE_BYTES; n <= word.n && n < 63 && (heads | tails) >> n; n++) {
        if (heads >> n & 1)
            note_edge(&f, s, SYMBOL_PREFIX, str_slice(word, 0, n));
        if (tails >> n & 1)
            note_edge(&f, s, SYMBOL_SUFFIX, str_from(word, word.n - n));
    }
    return f.n;
}
