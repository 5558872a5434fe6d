// SPDX-License-Identifier: Apache-2.0
// How heated a message is, from what the lexicon finds in it, and which of its words
// to name. It says something about the message and nothing about the person, and is
// kept nowhere.
#include "coach/review.h"

enum { HEAT_HOT = 3, HEAT_HITS_MAX = 200, HEAT_AMPLIFIED_MAX = 2, HEAT_AGAIN = 2 };

struct heat_hit {
    uint32_t entry;
    struct match m;
    uint32_t sentence;
};

struct heat_search {
    const struct language *l;
    struct text *t;
    struct heat_hit hits[HEAT_HITS_MAX];
    size_t n;
    uint32_t sentence;
};

// "not angry", "nicht so schlimm", but not "no, this is bad" or "not only bad".
static bool negated_before(const struct heat_search *s, uint32_t at, uint32_t first)
{
    for (uint32_t i = at; i > first && at - i < 2; i--) {
        const struct token *k = &s->t->tokens[i - 1];
        if (k->after & AFTER_PAUSE || token_is(k, "only") || token_is(k, "just") || token_is(k, "nur"))
            return false;
        if (language_in_list(s->l, s->t, k, LIST_NEGATION))
            return true;
    }
    return false;
}

static bool all_quoted(const struct text *t, const struct match *m)
{
    for (uint32_t i = m->first; i < m->end; i++)
        if (!(t->tokens[i].flags & TOKEN_QUOTED))
            return false;
    return true;
}

// A longer entry takes the place of the ones that it meets: "a bit annoyed" that of "annoyed". A clear one does not
// give way to one that is only longer.
static bool takes_over(const struct heat_search *s, uint32_t owner, const struct match *m, const struct heat_hit *h)
{
    int ours = s->l->heat_entries[owner].weight, theirs = s->l->heat_entries[h->entry].weight;
    if (ours > 1 && theirs > 1 && ours != theirs)
        return ours > theirs;
    return m->end - m->first > h->m.end - h->m.first;
}

static void found(void *arg, uint32_t owner, const struct match *m)
{
    struct heat_search *s = arg;
    const struct heat_entry *e = &s->l->heat_entries[owner];
    const struct sentence *sentence = &s->t->sentences[s->sentence];
    if ((!e->negated && negated_before(s, m->first, sentence->first)) || all_quoted(s->t, m))
        return;
    for (size_t i = 0; i < s->n; i++) {
        struct heat_hit *h = &s->hits[i];
        if (h->m.first >= m->end || m->first >= h->m.end)
            continue;
        if (takes_over(s, owner, m, h))
            *h = (struct heat_hit){owner, *m, s->sentence};
        return;
    }
    if (s->n < HEAT_HITS_MAX)
        s->hits[s->n++] = (struct heat_hit){owner, *m, s->sentence};
}

static bool said_before(const struct heat_search *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s->hits[i].entry == s->hits[n].entry)
            return true;
    return false;
}

// "DMARC" and "HTTPS" of the glossary.
static bool is_term(const struct language *l, const struct text *t, const struct token *k)
{
    for (uint32_t i = 0; i < k->symbol_count && l->terms.count; i++) {
        uint32_t symbol = t->symbols[k->symbols + i];
        const uint32_t *from = &l->terms.index_from[symbol + 1];
        if (l->symbols.items[symbol].kind == SYMBOL_CAPS && from[1] > from[0])
            return true;
    }
    return false;
}

// Capitals that are no abbreviation, as "NOT" or "AGAIN"; 2 if most of the text is written so.
static int shouting(const struct language *l, const struct text *t)
{
    uint32_t caps = 0, sure = 0, words = 0;
    for (uint32_t i = 0; i < t->token_count; i++) {
        const struct token *k = &t->tokens[i];
        bool high = k->flags & TOKEN_CAPS;
        if (k->kind != TOKEN_WORD || k->flags & TOKEN_SHORT)
            continue;
        words++;
        caps += high;
        sure += high && !is_term(l, t, k) && (k->word.n >= 5 || (k->word.n >= 3 && k->flags & TOKEN_COMMON));
    }
    return sure == 0 ? 0 : words >= 4 && caps * 2 > words ? 2 : 1;
}

static int amplified(const struct language *l, const struct text *t)
{
    int more = (t->shout_count >= 2) + (t->shout_count >= 4) + t->baffled + shouting(l, t);
    if (t->shout_count == 1 && t->sentence_count <= 3)
        more++;
    return more < HEAT_AMPLIFIED_MAX ? more : HEAT_AMPLIFIED_MAX;
}

// "Forty minutes locked out. FORTY.": a sentence of one word that the sentence before it has said.
static bool says_it_again(const struct text *t)
{
    for (uint32_t i = 1; i < t->sentence_count; i++) {
        const struct sentence *s = &t->sentences[i], *before = s - 1;
        for (uint32_t k = before->first; k < before->end && s->end == s->first + 1 && !before->question; k++)
            if (t->tokens[k].hash == t->tokens[s->first].hash && before->end > before->first + 1)
                return true;
    }
    return false;
}

// What is broken is the topic, and thanks are no heat.
static void mark_words(struct heat_search *s)
{
    for (size_t i = 0; i < s->n; i++) {
        enum heat_group group = s->l->heat_entries[s->hits[i].entry].group;
        bool heated = group != HEAT_TROUBLE && group != HEAT_PRAISE;
        for (uint32_t k = s->hits[i].m.first; k < s->hits[i].m.end && heated; k++)
            s->t->tokens[k].flags |= TOKEN_HEATED;
    }
}

static void name_strongest(struct heat_search *s, struct heat *heat)
{
    for (int weight = 3; weight > 0; weight--)
        for (size_t i = 0; i < s->n && heat->word_count < HEAT_WORDS_MAX; i++) {
            const struct heat_entry *e = &s->l->heat_entries[s->hits[i].entry];
            if (e->weight == weight && (e->group != HEAT_TROUBLE || weight > 1))
                heat->words[heat->word_count++] = text_of(s->t, s->hits[i].m.first, s->hits[i].m.end);
        }
    if (!str_is_empty(s->t->angry) && heat->word_count < HEAT_WORDS_MAX)
        heat->words[heat->word_count++] = s->t->angry;
}

void heat_measure(const struct language *l, struct text *t, struct arena *a, struct heat *heat)
{
    *heat = (struct heat){0};
    if (!l || !l->heat_count)
        return;
    struct heat_search *s = arena_new(a, struct heat_search);
    s->l = l;
    s->t = t;
    for (s->sentence = 0; s->sentence < t->sentence_count; s->sentence++)
        phrases_find(&l->heat, t, &t->sentences[s->sentence], found, s);
    bool all_loud = shouting(l, t) > 1; // then no word in capitals stands out
    int hot = t->angry_weight + (says_it_again(t) ? HEAT_AGAIN : 0), kind = 0;
    for (size_t i = 0; i < s->n; i++) {
        int weight = l->heat_entries[s->hits[i].entry].weight;
        if (said_before(s, i) || (all_loud && l->heat_entries[s->hits[i].entry].loud))
            continue;
        heat->groups |= 1u << l->heat_entries[s->hits[i].entry].group;
        hot += weight > 0 ? weight : 0;
        kind += weight < 0 ? weight : 0;
    }
    if (!hot && !kind && shouting(l, t) && (t->shout_count >= 2 || t->baffled))
        hot = 1; // "I WILL NOT RESTART IT AGAIN!!!"
    heat->score = hot > 0 ? hot + kind + amplified(l, t) : kind;
    heat->hot = heat->score >= HEAT_HOT;
    name_strongest(s, heat);
    mark_words(s);
}
