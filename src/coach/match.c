// SPDX-License-Identifier: Apache-2.0
// Runs compiled phrases. Backtracking with a small stack: options are tried before
// they are left out, alternatives in their order, gaps from the shortest. Fuel and
// stack are bounded; what runs out does not match.
#include "coach/rules.h"

enum { STACK_MAX = 96, FIRST_MAX = 3200 };

void phrases_init(struct phrases *p, struct arena *a, size_t bytes)
{
    uint32_t n = (uint32_t)bytes;
    *p = (struct phrases){
        .arena = a, .op_room = n / 11 + 64, .set_room = n / 14 + 64, .start_room = n / 40 + 64, .room = n / 60 + 64};
    p->ops = arena_raw(a, p->op_room * sizeof *p->ops);
    p->sets = arena_raw(a, p->set_room * sizeof *p->sets);
    p->starts = arena_raw(a, p->start_room * sizeof *p->starts);
    p->needs_room = p->start_room;
    p->needs = arena_raw(a, p->needs_room * sizeof *p->needs);
    p->items = arena_raw(a, p->room * sizeof *p->items);
}

static void add_start(struct phrases *p, uint32_t symbol)
{
    GROW_LIST(p->arena, p->starts, p->start_count, p->start_room, uint32_t);
    p->starts[p->start_count++] = symbol;
}

bool phrase_find_starts(struct phrases *p, struct phrase *phrase)
{
    uint32_t stack[FIRST_MAX], depth = 0, ops = p->op_count - phrase->op;
    uint8_t seen[PHRASE_OPS_MAX];
    must(ops <= PHRASE_OPS_MAX);
    memset(seen, 0, ops);
    phrase->starts = p->start_count;
    stack[depth++] = phrase->op;
    while (depth) {
        uint32_t at = stack[--depth];
        const struct op *o = &p->ops[at];
        if (seen[at - phrase->op]++)
            continue;
        switch (o->code) {
        case OP_SYMBOL:
            add_start(p, o->a);
            break;
        case OP_SET:
            for (uint32_t i = 0; i < o->b; i++)
                add_start(p, p->sets[o->a + i]);
            break;
        case OP_SPLIT:
            stack[depth++] = o->b;
            stack[depth++] = o->a;
            break;
        case OP_JUMP:
            stack[depth++] = o->a;
            break;
        case OP_ANY:
        case OP_MATCH:
            return false;
        default:
            stack[depth++] = at + 1;
        }
    }
    phrase->start_count = (uint16_t)(p->start_count - phrase->starts);
    return true;
}

// `last` by symbol: the phrase that was counted or filled in last, plus one, so that no phrase counts twice.
static void count_or_fill(struct phrases *p, uint32_t *last, bool fill)
{
    for (uint32_t i = p->count; i-- > 0;) {
        const struct phrase *phrase = &p->items[i];
        for (uint32_t k = 0; k < phrase->start_count; k++) {
            uint32_t symbol = p->starts[phrase->starts + k];
            if (last[symbol] == i + 1)
                continue;
            last[symbol] = i + 1;
            if (fill)
                p->index[--p->index_from[symbol + 1]] = i;
            else
                p->index_from[symbol + 1]++;
        }
    }
}

void phrases_index(struct phrases *p, struct arena *scratch, uint32_t symbol_count)
{
    uint32_t *last = arena_list(scratch, symbol_count, uint32_t);
    p->symbol_count = symbol_count;
    p->index_from = arena_list(p->arena, (size_t)symbol_count + 2, uint32_t);
    count_or_fill(p, last, false);
    uint32_t total = 0;
    for (uint32_t i = 1; i <= symbol_count; i++) {
        total += p->index_from[i];
        p->index_from[i] = total;
    }
    p->index_from[symbol_count + 1] = total;
    p->index = arena_list(p->arena, (size_t)total + 1, uint32_t);
    // Filling from the end leaves index_from[s + 1] at the first of symbol s.
    memset(last, 0, symbol_count * sizeof *last);
    count_or_fill(p, last, true);
    arena_reset(scratch);
}

// Where the token or span at `at` that is this symbol ends; 0 if none is.
static uint32_t symbol_end(const struct text *t, uint32_t at, uint32_t symbol)
{
    const struct token *k = &t->tokens[at];
    for (uint32_t i = 0; i < k->symbol_count; i++)
        if (t->symbols[k->symbols + i] == symbol)
            return at + 1;
    for (int32_t i = k->span; i >= 0; i = t->spans[i].next)
        if (t->spans[i].symbol == symbol)
            return t->spans[i].end;
    return 0;
}

// One of a sorted set of words at `at`?
static bool in_set(const struct phrases *p, const struct op *o, const struct text *t, uint32_t at)
{
    const struct token *k = &t->tokens[at];
    for (uint32_t i = 0; i < k->symbol_count; i++) {
        uint32_t symbol = t->symbols[k->symbols + i], low = o->a, high = o->a + o->b;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (p->sets[middle] == symbol)
                return true;
            if (p->sets[middle] < symbol)
                low = middle + 1;
            else
                high = middle;
        }
    }
    return false;
}

static bool holds(const struct text *t, const struct sentence *s, uint32_t at, uint32_t code)
{
    switch (code) {
    case OP_START:
        return at == s->first;
    case OP_END:
        return at == s->end;
    case OP_QUESTION:
        return at == s->end && s->question;
    default:
        return at == s->end || (at > s->first && t->tokens[at - 1].after & AFTER_PAUSE);
    }
}

struct state {
    uint32_t op, at;
};

bool phrase_run(const struct phrases *p, const struct phrase *phrase, struct text *t, const struct sentence *s,
                uint32_t at, struct match *ret_match)
{
    struct state stack[STACK_MAX]; // not cleared: most runs end at their first step
    stack[0] = (struct state){phrase->op, at};
    int depth = 1, fuel = PHRASE_FUEL;
    while (depth && fuel > 0) {
        struct state now = stack[--depth];
        for (bool alive = true; alive && --fuel > 0;) {
            const struct op *o = &p->ops[now.op];
            uint32_t end = 0;
            switch (o->code) {
            case OP_SYMBOL:
                end = now.at < s->end ? symbol_end(t, now.at, o->a) : 0;
                alive = end && end <= s->end;
                now = (struct state){now.op + 1, end};
                break;
            case OP_SET:
                alive = now.at < s->end && in_set(p, o, t, now.at);
                now = (struct state){now.op + 1, now.at + 1};
                break;
            case OP_ANY:
                alive = now.at < s->end;
                now = (struct state){now.op + 1, now.at + 1};
                break;
            case OP_SPLIT:
                alive = depth < STACK_MAX;
                if (alive)
                    stack[depth++] = (struct state){o->b, now.at};
                now.op = o->a;
                break;
            case OP_JUMP:
                now.op = o->a;
                break;
            case OP_MATCH:
                t->fuel -= PHRASE_FUEL - fuel;
                *ret_match = (struct match){at, now.at};
                return now.at > at;
            default:
                alive = holds(t, s, now.at, o->code);
                now.op++;
            }
        }
    }
    t->fuel -= PHRASE_FUEL - fuel;
    return false;
}

void phrases_words(const struct text *t, const struct sentence *s, struct bloom *ret_words)
{
    *ret_words = (struct bloom){0};
    for (uint32_t at = s->first; at < s->end; at++) {
        const struct token *k = &t->tokens[at];
        for (uint32_t i = 0; i < k->symbol_count; i++)
            bloom_add(ret_words, t->symbols[k->symbols + i]);
    }
}

bool phrase_may_begin(const struct phrases *p, const struct phrase *phrase, const struct bloom *words)
{
    if (!phrase_possible(phrase, words))
        return false;
    for (uint32_t i = 0; i < phrase->start_count; i++)
        if (bloom_has(words, p->starts[phrase->starts + i]))
            return true;
    return phrase->asks != 0; // it may begin with a list or a date, which are no words
}

// Whether the phrase can begin with this token. It need not be told for phrases that may begin with a list or a date.
static bool token_may_begin(const struct phrases *p, const struct phrase *phrase, const struct text *t, uint32_t at)
{
    const struct token *k = &t->tokens[at];
    const uint32_t *starts = p->starts + phrase->starts;
    if (phrase->asks)
        return true;
    for (uint32_t i = 0; i < k->symbol_count; i++)
        for (uint32_t n = 0; n < phrase->start_count; n++)
            if (t->symbols[k->symbols + i] == starts[n])
                return true;
    return false;
}

bool phrase_try(const struct phrases *p, const struct phrase *phrase, struct text *t, const struct sentence *s,
                uint32_t at, struct match *ret_match)
{
    return token_may_begin(p, phrase, t, at) && phrase_run(p, phrase, t, s, at, ret_match);
}

// The symbols of a sentence once more, so wide that two of them seldom share a bit: what passes the narrow
// look, which costs little, is looked at again before its program runs, which costs more.
enum { PRESENT_BITS = 4096 };
struct present {
    uint64_t bits[PRESENT_BITS / 64];
};

static void present_set(struct present *seen, const struct text *t, const struct sentence *s)
{
    *seen = (struct present){0};
    for (uint32_t at = s->first; at < s->end; at++) {
        const struct token *k = &t->tokens[at];
        for (uint32_t i = 0; i < k->symbol_count; i++) {
            uint32_t symbol = t->symbols[k->symbols + i] % PRESENT_BITS;
            seen->bits[symbol / 64] |= UINT64_C(1) << symbol % 64;
        }
    }
}

static bool needs_are_met(const struct phrases *p, const struct phrase *phrase, const struct present *seen)
{
    for (int n = 0; n < 2; n++) {
        const uint32_t *needs = p->needs + phrase->need_from[n];
        bool met = phrase->need_count[n] == 0;
        for (uint32_t i = 0; i < phrase->need_count[n] && !met; i++) {
            uint32_t symbol = needs[i] % PRESENT_BITS;
            met = seen->bits[symbol / 64] >> symbol % 64 & 1;
        }
        if (!met)
            return false;
    }
    return true;
}

struct finder {
    const struct phrases *p;
    struct text *t;
    const struct sentence *s;
    phrase_found *found;
    void *arg;
    struct bloom words;
    struct present seen;
};

static void try_symbol(const struct finder *f, uint32_t at, uint32_t symbol)
{
    const struct phrases *p = f->p;
    if (symbol >= p->symbol_count)
        return;
    for (uint32_t i = p->index_from[symbol + 1]; i < p->index_from[symbol + 2]; i++) {
        const struct phrase *phrase = &p->items[p->index[i]];
        struct match m;
        if (f->t->fuel <= 0)
            return;
        if ((phrase->at_start && at != f->s->first) || !phrase_possible(phrase, &f->words) ||
            !needs_are_met(p, phrase, &f->seen))
            continue;
        if (phrase_run(p, phrase, f->t, f->s, at, &m))
            f->found(f->arg, phrase->owner, &m);
    }
}

void phrases_find(const struct phrases *p, struct text *t, const struct sentence *s, phrase_found *found, void *arg)
{
    struct finder f = {.p = p, .t = t, .s = s, .found = found, .arg = arg};
    if (!p->count)
        return;
    phrases_words(t, s, &f.words);
    present_set(&f.seen, t, s);
    for (uint32_t at = s->first; at < s->end; at++) {
        const struct token *k = &t->tokens[at];
        for (uint32_t i = 0; i < k->symbol_count; i++)
            try_symbol(&f, at, t->symbols[k->symbols + i]);
        uint32_t last = SYMBOL_NONE;
        for (int32_t i = k->span; i >= 0; i = t->spans[i].next) {
            if (t->spans[i].symbol != last)
                try_symbol(&f, at, t->spans[i].symbol);
            last = t->spans[i].symbol;
        }
    }
}

// The words of the sentence, which is asked about many times in a row.
static const struct bloom *words_of(struct text *t, const struct sentence *s)
{
    if (!t->words)
        t->words = arena_new(t->arena, struct bloom);
    if (t->words_of != s)
        phrases_words(t, s, t->words);
    t->words_of = s;
    return t->words;
}

bool phrases_touch(const struct phrases *p, struct phrase_range range, struct text *t, const struct sentence *s,
                   const struct match *m)
{
    enum { WORDS_A_STEP = 16 }; // looking for where a phrase may begin costs as well
    struct match found;
    const struct bloom *words = words_of(t, s);
    for (uint32_t i = range.from; i < range.from + range.n; i++) {
        if (!phrase_may_begin(p, &p->items[i], words))
            continue;
        t->fuel -= (s->end - s->first) / WORDS_A_STEP;
        for (uint32_t at = s->first; at < m->end && t->fuel > 0; at++)
            if (phrase_try(p, &p->items[i], t, s, at, &found) && found.end > m->first)
                return true;
    }
    return false;
}

bool phrases_any(const struct phrases *p, uint32_t from, uint32_t n, struct text *t, const struct sentence *s)
{
    struct match all = {s->first, s->end};
    return phrases_touch(p, (struct phrase_range){from, n}, t, s, &all);
}
