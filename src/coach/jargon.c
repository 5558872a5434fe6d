// SPDX-License-Identifier: Apache-2.0
// Technical terms that this reader may not know: not those that they used themselves,
// not those explained on the spot, not what stands in quotation marks (a button's name).
// Who writes with terms of the trade reads them as well.
#include "base/utf8.h"
#include "coach/review.h"

enum { TERM_HITS_MAX = 100, TERMS_SHOWN_MAX = 3, SOME_ENOUGH = 3, THREAD_MESSAGES_MAX = 20, THREAD_BYTES_MAX = 8192 };

struct term_hit {
    uint32_t term;
    struct match m;
};

struct term_search {
    struct review *r;
    struct text *t;
    struct term_hit hits[TERM_HITS_MAX];
    size_t n;
};

static void found(void *arg, uint32_t owner, const struct match *m)
{
    struct term_search *s = arg;
    for (size_t i = 0; i < s->n; i++) {
        struct term_hit *h = &s->hits[i];
        if (h->m.first >= m->end || m->first >= h->m.end)
            continue;
        if (m->end - m->first > h->m.end - h->m.first)
            *h = (struct term_hit){owner, *m};
        return;
    }
    if (s->n < TERM_HITS_MAX)
        s->hits[s->n++] = (struct term_hit){owner, *m};
}

static void find_terms(struct term_search *s, const struct phrases *terms)
{
    for (uint32_t i = 0; i < s->t->sentence_count; i++)
        if (!s->t->sentences[i].greeting)
            phrases_find(terms, s->t, &s->t->sentences[i], found, s);
}

// "MFA (a second step …)", "MFA means", "a second step (MFA)", "called MFA".
static bool explained(const struct language *l, const struct text *t, const struct match *m)
{
    const struct token *last = &t->tokens[m->end - 1];
    if (last->after & AFTER_OPEN && m->end + 1 < t->token_count)
        return true;
    if (m->first > 0 && t->tokens[m->first - 1].after & AFTER_OPEN)
        return true;
    for (uint32_t i = m->end; i < t->token_count && i < m->end + 2; i++)
        if (language_list_end(l, t, i, LIST_EXPLAINER))
            return true;
    for (uint32_t i = m->first; i > 0 && m->first - i < 3; i--) {
        uint32_t end = language_list_end(l, t, i - 1, LIST_EXPLAINER);
        if (end && end + 1 >= m->first && end <= m->first)
            return true;
    }
    return false;
}

// "flushed", "flushing" and "geflusht" are "flush"; "logged" is "log".
static struct str stem_of(struct str word)
{
    static const char *const endings[] = {"ing", "en", "ed", "es", "et", "te", "s", "t", "e", "n"};
    struct str s = word;
    bool participle = str_starts(s, S("ge")) && s.n > 6 && (str_ends(s, S("t")) || str_ends(s, S("en")));
    if (participle)
        s = str_from(s, 2);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        if (str_ends(s, str_of(endings[i])) && s.n >= 3 + str_of(endings[i]).n) {
            s = str_slice(s, 0, s.n - str_of(endings[i]).n);
            break;
        }
    bool doubled = s.n > 3 && s.n < word.n && s.p[s.n - 1] == s.p[s.n - 2];
    return doubled ? str_slice(s, 0, s.n - 1) : s;
}

static bool same_term(const struct token *theirs, const struct token *ours)
{
    return token_same_stem(theirs, ours) || str_eq(stem_of(theirs->word), stem_of(ours->word));
}

// The user's words excuse a term when they hold all of its own.
static bool user_said(const struct review *r, const struct match *m)
{
    for (uint32_t i = m->first; i < m->end; i++) {
        bool said = false;
        for (uint32_t k = 0; k < r->asked.token_count && !said; k++)
            said = same_term(&r->asked.tokens[k], &r->draft.tokens[i]);
        if (!said)
            return false;
    }
    return true;
}

// Earlier messages are only searched for a term that would be marked.
static bool thread_said(const struct review *r, const struct match *m)
{
    enum { STEM_LEAST = 4 };
    struct str words = text_of(&r->draft, m->first, m->end), stem = stem_of(r->draft.tokens[m->first].word);
    if (m->end == m->first + 1 && stem.n >= STEM_LEAST)
        words = stem;
    size_t n = r->in->message_count, from = n > THREAD_MESSAGES_MAX ? n - THREAD_MESSAGES_MAX : 0;
    for (size_t i = from; i < n; i++)
        if (r->in->messages[i].from_user &&
            str_has_nocase(utf8_truncate(r->in->messages[i].text, THREAD_BYTES_MAX), words))
            return true;
    return false;
}

bool jargon_is_theirs(const struct review *r, const struct match *m)
{
    return !r->assume && ((r->has_asked && user_said(r, m)) || thread_said(r, m));
}

static bool is_first(const struct term_search *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s->hits[i].term == s->hits[n].term && s->hits[i].m.first < s->hits[n].m.first)
            return false;
    return true;
}

// Who writes with two terms of the trade reads them as well; who writes with one reads one more.
static bool user_is_expert(struct review *r, size_t in_draft)
{
    struct term_search *s = arena_new(r->c->arena, struct term_search);
    size_t experts = 0;
    if (!r->has_asked)
        return false;
    s->r = r;
    s->t = &r->asked;
    find_terms(s, &r->l->terms);
    for (size_t i = 0; i < s->n; i++)
        experts += r->l->term_list[s->hits[i].term].familiar == TERM_EXPERT && is_first(s, i);
    return experts >= 2 || (experts == 1 && in_draft == 1);
}

static bool counts(const struct term_search *s, size_t i)
{
    const struct match *m = &s->hits[i].m;
    const struct review *r = s->r;
    if (r->l->term_list[s->hits[i].term].familiar == TERM_KNOWN || !is_first(s, i))
        return false;
    if (s->t->tokens[m->first].flags & TOKEN_QUOTED)
        return false;
    return !explained(r->l, s->t, m) && !jargon_is_theirs(r, m);
}

static void show(struct review *r, const struct term_hit *h)
{
    const struct check_text *text = check_text_of(r->l, CHECK_JARGON);
    const struct term *term = &r->l->term_list[h->term];
    struct coach_finding *f = finding_add(r, check_rule_id(CHECK_JARGON), COACH_JARGON, text->level);
    if (!f)
        return;
    finding_place(r, f, r->draft.tokens[h->m.first].start, r->draft.tokens[h->m.end - 1].end);
    finding_words(r, f, text->advice, str_or(text->attempt, term->plain), f->quote, term);
}

void jargon_find(struct review *r)
{
    if (!r->l || !r->l->term_count || check_text_of(r->l, CHECK_JARGON)->off)
        return;
    struct term_search *s = arena_new(r->c->arena, struct term_search);
    s->r = r;
    s->t = &r->draft;
    find_terms(s, &r->l->terms);
    size_t by[4] = {0}, shown = 0, kept = 0;
    for (size_t i = 0; i < s->n; i++)
        if (counts(s, i)) {
            by[r->l->term_list[s->hits[i].term].familiar]++;
            s->hits[kept++] = s->hits[i];
        }
    if ((!by[TERM_EXPERT] && by[TERM_SOME] < SOME_ENOUGH) || user_is_expert(r, by[TERM_EXPERT]))
        return;
    static const enum familiar order[] = {TERM_EXPERT, TERM_SOME, TERM_WORD};
    for (size_t o = 0; o < ARRAY_LEN(order); o++)
        for (size_t i = 0; i < kept && shown < TERMS_SHOWN_MAX; i++)
            if (r->l->term_list[s->hits[i].term].familiar == order[o]) {
                show(r, &s->hits[i]);
                shown++;
            }
}
