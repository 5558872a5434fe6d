// SPDX-License-Identifier: Apache-2.0
// Puts the parts together: lines and their zones, words, sentences, and the stretches
// of words that belong to lists. The order matters: zones need the lists of the
// language, so a line may be cut twice.
#include "coach/text.h"

#include "base/utf8.h"
#include "coach/language.h"

struct str text_of(const struct text *t, uint32_t first, uint32_t end)
{
    if (first >= end || end > t->token_count)
        return str_slice(t->raw, 0, 0);
    return str_slice(t->raw, t->tokens[first].start, t->tokens[end - 1].end);
}

bool token_same_stem(const struct token *a, const struct token *b)
{
    enum { STEM_BYTES = 5 };
    if (a->hash == b->hash)
        return true;
    size_t n = a->word.n < b->word.n ? a->word.n : b->word.n;
    size_t least = n < STEM_BYTES ? n : STEM_BYTES; // "cost" and "costs"
    return n >= STEM_BYTES - 1 && memcmp(a->word.p, b->word.p, least) == 0;
}

void text_add_span(struct text *t, uint32_t at, uint32_t symbol, uint32_t end)
{
    if (t->span_count == t->span_room || at >= t->token_count)
        return;
    // The longest of a symbol comes first, so that it is the one a phrase takes.
    int32_t *link = &t->tokens[at].span;
    while (*link >= 0 && !(t->spans[*link].symbol == symbol && t->spans[*link].end <= end))
        link = &t->spans[*link].next;
    t->spans[t->span_count] = (struct span){.symbol = symbol, .end = end, .next = *link};
    *link = (int32_t)t->span_count++;
}

static void found_list(void *arg, uint32_t owner, const struct match *m)
{
    text_add_span(arg, m->first, owner, m->end);
}

static void add_fixed_spans(struct text *t)
{
    for (uint32_t i = 0; i < t->token_count; i++) {
        if (t->tokens[i].kind == TOKEN_NUMBER)
            text_add_span(t, i, SYMBOL_NUMBER, i + 1);
        if (t->tokens[i].kind == TOKEN_LINK)
            text_add_span(t, i, SYMBOL_LINK, i + 1);
    }
}

// Not cleared: a text has far fewer words than its bytes leave room for.
static void make_room(struct text *t, bool symbols)
{
    size_t most = t->raw.n * 2 / 3 + 8;
    t->token_room = (uint32_t)(most < TEXT_TOKENS_MAX ? most : TEXT_TOKENS_MAX);
    t->tokens = arena_raw(t->arena, (t->token_room + TEXT_TOKENS_BEYOND) * sizeof *t->tokens);
    if (!symbols)
        return;
    t->symbols = arena_raw(t->arena, (size_t)t->token_room * TEXT_SYMBOLS_EACH * sizeof *t->symbols);
    t->span_room = t->token_room * 2;
    t->spans = arena_raw(t->arena, t->span_room * sizeof *t->spans);
}

static void end_block(struct text *t)
{
    if (t->token_count)
        t->tokens[t->token_count - 1].after |= AFTER_BLOCK;
}

static void read_line(struct text *t, const struct line *line, const struct language *language)
{
    uint32_t before = t->token_count;
    if (before && line->block)
        t->tokens[before - 1].after |= AFTER_BLOCK;
    if (line->greeting) {
        token_read(t, line->from, line->from + line->greeting, language);
        end_block(t);
    }
    token_read(t, line->from + line->skip + line->greeting, line->to, language);
    if (t->token_count == before)
        return;
    t->tokens[t->token_count - 1].after |= AFTER_LINE | AFTER_SPACE;
    if (line->item)
        t->tokens[before].flags |= TOKEN_ITEM;
    if (line->to - line->from > 60)
        t->tokens[t->token_count - 1].flags |= TOKEN_LONG_LINE;
}

void text_cut(struct text *t, struct arena *a, struct str raw, const struct language *language, bool zones)
{
    if (raw.n > TEXT_BYTES_MAX)
        raw = utf8_truncate(raw, TEXT_BYTES_MAX);
    *t = (struct text){.arena = a, .raw = raw, .fuel = PHRASE_FUEL_TEXT};
    bool known = language && language->symbols.slots;
    make_room(t, known);
    if (!zones) {
        token_read(t, 0, (uint32_t)raw.n, language);
    } else {
        size_t n;
        struct line *lines = zone_lines(a, raw, &n);
        zone_edges(a, raw, lines, n, language, t);
        for (size_t i = 0; i < n; i++)
            if (lines[i].zone == ZONE_BODY)
                read_line(t, &lines[i], language);
            else
                end_block(t);
    }
    for (uint32_t i = 0; i < TEXT_TOKENS_BEYOND; i++)
        t->tokens[t->token_count + i] = (struct token){.span = -1};
    sentence_read(t, language);
    if (t->sentence_count && t->greeting.n)
        t->sentences[0].greeting = t->sentences[0].from < (size_t)(t->greeting.p - raw.p) + t->greeting.n;
    if (known)
        add_fixed_spans(t);
}

void text_read(struct text *t, struct arena *a, struct str raw, const struct language *language, bool zones)
{
    text_cut(t, a, raw, language, zones);
    for (uint32_t i = 0; i < t->sentence_count && t->spans; i++)
        phrases_find(&language->lists, t, &t->sentences[i], found_list, t);
}

bool language_in_list(const struct language *l, const struct text *t, const struct token *k, enum list_id list)
{
    for (uint32_t i = 0; i < k->symbol_count; i++) {
        uint32_t symbol = t->symbols[k->symbols + i];
        if (symbol < l->lists_of_count && l->lists_of[symbol] & 1u << list)
            return true;
    }
    return false;
}

uint32_t language_list_end(const struct language *l, const struct text *t, uint32_t at, enum list_id list)
{
    for (int32_t i = t->tokens[at].span; i >= 0; i = t->spans[i].next)
        if (t->spans[i].symbol == l->list_symbol[list])
            return t->spans[i].end;
    return 0;
}
