// SPDX-License-Identifier: Apache-2.0
// Rules over a draft. All phrases are run first, so that conditions about the whole
// draft (does it hand over? does a reason follow?) can be asked of what was found.
// Owns which matches count; knows nothing of findings' words.
#include "coach/review.h"

// Where two texts are compared word by word, the first of them are enough.
enum { ASKED_WORDS_MAX = 600, SENTENCE_WORDS_MAX = 200 };

struct collector {
    const struct language *l;
    struct arena *a;
    struct text *t;
    struct hit *hits;
    size_t n, room;
    uint32_t sentence;
    bool marks_only;
};

static void collect(void *arg, uint32_t owner, const struct match *m)
{
    struct collector *c = arg;
    const struct rule *rule = &c->l->rules[owner];
    if (rule->off || (c->marks_only && rule->sort != RULE_MARK) || c->n == HITS_MAX)
        return;
    GROW_LIST(c->a, c->hits, c->n, c->room, struct hit);
    c->hits[c->n++] = (struct hit){.rule = owner, .sentence = c->sentence, .m = *m};
}

static void collect_all(struct collector *c)
{
    for (c->sentence = 0; c->sentence < c->t->sentence_count; c->sentence++)
        phrases_find(&c->l->says, c->t, &c->t->sentences[c->sentence], collect, c);
}

static bool context_fits(const struct language *l, const struct rule *rule, struct text *t, const struct sentence *s)
{
    if (rule->unless.n && phrases_any(&l->contexts, rule->unless.from, rule->unless.n, t, s))
        return false;
    return !rule->only.n || phrases_any(&l->contexts, rule->only.from, rule->only.n, t, s);
}

static bool excepted(const struct language *l, const struct rule *rule, struct text *t, const struct sentence *s,
                     const struct match *m)
{
    return rule->except.n && phrases_touch(&l->contexts, rule->except, t, s, m);
}

static bool mark_fits(const struct language *l, const struct rule *rule, struct text *t, const struct sentence *s)
{
    if (rule->when & WHEN_NOT_QUESTION && s->question)
        return false;
    return !(rule->when & WHEN_QUESTION && !s->question) && context_fits(l, rule, t, s);
}

static uint32_t set_marks(struct collector *c)
{
    uint32_t all = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct rule *rule = &c->l->rules[c->hits[i].rule];
        struct sentence *s = &c->t->sentences[c->hits[i].sentence];
        uint32_t bit = rule->sort == RULE_MARK ? mark_bit((enum mark)rule->number) : 0;
        if (!bit || s->marks & bit || excepted(c->l, rule, c->t, s, &c->hits[i].m) || !mark_fits(c->l, rule, c->t, s))
            continue;
        s->marks |= bit;
        all |= bit;
    }
    return all;
}

uint32_t apply_marks(const struct language *l, struct text *t)
{
    struct collector c = {.l = l, .a = t->arena, .t = t, .marks_only = true};
    collect_all(&c);
    return set_marks(&c);
}

bool review_confirmed(const struct review *r)
{
    return r->in->facts.user_confirmed == COACH_YES ||
           (r->in->facts.user_confirmed == COACH_UNKNOWN && r->asked_marks & mark_bit(MARK_CONFIRMED));
}

bool review_handed_over(const struct review *r)
{
    const struct coach_facts *f = &r->in->facts;
    return r->marks & mark_bit(MARK_HANDOFF) || f->has_copied || !str_is_empty(f->handed_to);
}

bool sentence_has_date(const struct review *r, const struct sentence *s)
{
    for (size_t i = 0; i < r->dates.count; i++)
        if (r->dates.items[i].first >= s->first && r->dates.items[i].end <= s->end)
            return true;
    return false;
}

static bool asked_has(const struct review *r, const struct token *k)
{
    for (uint32_t i = 0; i < r->asked.token_count && i < ASKED_WORDS_MAX; i++)
        if (token_same_stem(&r->asked.tokens[i], k))
            return true;
    return false;
}

int words_shared(const struct review *r, const struct sentence *s)
{
    int n = 0;
    if (s->shared >= 0)
        return s->shared;
    for (uint32_t i = s->first; i < s->end && i < s->first + SENTENCE_WORDS_MAX && r->has_asked; i++) {
        const struct token *k = &r->draft.tokens[i];
        if (k->kind == TOKEN_WORD && !(k->flags & TOKEN_COMMON) && k->word.n > 3 && asked_has(r, k))
            n++;
    }
    ((struct sentence *)s)->shared = n; // asked for again and again, and always the same
    return n;
}

// A name, as far as capitals tell: not in German, where every noun has one.
static bool has_name(const struct review *r, const struct sentence *s)
{
    for (uint32_t i = s->first + 1; i < s->end && r->l->tongue != TONGUE_DE; i++) {
        const struct token *k = &r->draft.tokens[i];
        if (k->flags & TOKEN_CAPITAL && !(k->flags & (TOKEN_COMMON | TOKEN_SHORT)))
            return true;
    }
    return false;
}

bool sentence_is_specific(const struct review *r, const struct sentence *s)
{
    for (uint32_t i = s->first; i < s->end; i++)
        if (r->draft.tokens[i].kind == TOKEN_NUMBER)
            return true;
    return sentence_has_date(r, s) || has_name(r, s) || words_shared(r, s) >= 2;
}

static bool has_reason(const struct review *r, uint32_t sentence)
{
    uint32_t marks = r->draft.sentences[sentence].marks;
    if (sentence + 1 < r->draft.sentence_count)
        marks |= r->draft.sentences[sentence + 1].marks;
    return marks & mark_bit(MARK_REASON);
}

// What the rest of the draft does for the reader: something is done, or promised by the writer. "They are on the
// ground floor" looks like something done, but goes with being sent on.
static bool helps_beside(const struct review *r, uint32_t sentence)
{
    for (uint32_t i = 0; i < r->draft.sentence_count; i++)
        if (i != sentence && r->draft.sentences[i].marks & mark_bit(MARK_DONE) && !(r->sends_on && r->sends_on[i]))
            return true;
    for (size_t i = 0; i < r->promise_hit_count; i++) {
        const struct hit *h = &r->promise_hits[i];
        const struct rule *rule = &r->l->rules[h->rule];
        if (!rule->by_other && (!rule->needs_date || sentence_has_date(r, &r->draft.sentences[h->sentence])))
            return true;
    }
    return false;
}

static bool facts_hold(const struct review *r, uint32_t when)
{
    const struct coach_facts *f = &r->in->facts;
    if (r->assume)
        return true;
    if (when & WHEN_FIRST_CONTACT && f->first_contact != COACH_YES)
        return false;
    if (when & WHEN_USER_ANGRY && !r->heat.hot)
        return false;
    if (when & WHEN_NOT_CONFIRMED && review_confirmed(r))
        return false;
    return !(when & WHEN_SHORT) || r->out->words < 40;
}

static bool text_holds(const struct review *r, const struct rule *rule, uint32_t sentence)
{
    const struct sentence *s = &r->draft.sentences[sentence];
    uint32_t when = rule->when;
    uint32_t first = r->draft.sentence_count && r->draft.sentences[0].greeting ? 1 : 0;
    if (when & WHEN_NO_HANDOFF && review_handed_over(r))
        return false;
    if (when & WHEN_NOT_SPECIFIC && sentence_is_specific(r, s))
        return false;
    if (when & WHEN_NO_DATE && sentence_has_date(r, s))
        return false;
    if (when & WHEN_NO_REASON && has_reason(r, sentence))
        return false;
    if (when & WHEN_NOT_QUESTION && s->question)
        return false;
    if (when & WHEN_QUESTION && !s->question)
        return false;
    if (when & WHEN_NO_HELP && helps_beside(r, sentence))
        return false;
    return !(when & WHEN_FIRST_SENTENCE) || sentence == first;
}

static bool is_quoted(const struct text *t, const struct match *m)
{
    for (uint32_t i = m->first; i < m->end; i++)
        if (!(t->tokens[i].flags & TOKEN_QUOTED))
            return false;
    return true;
}

static bool counts(const struct review *r, const struct hit *hit)
{
    const struct rule *rule = &r->l->rules[hit->rule];
    struct text *t = (struct text *)&r->draft;
    return !is_quoted(t, &hit->m) && facts_hold(r, rule->when) && text_holds(r, rule, hit->sentence) &&
           !excepted(r->l, rule, t, &t->sentences[hit->sentence], &hit->m) &&
           context_fits(r->l, rule, t, &t->sentences[hit->sentence]);
}

static const struct rule *rule_of_mark(const struct language *l, enum mark mark)
{
    char id[32];
    int n = snprintf(id, sizeof id, "mark.%s", mark_name(mark));
    const struct rule *rule = language_find_rule(l, (struct str){id, (size_t)n});
    return rule && !rule->off ? rule : NULL;
}

// True if the rule says something in the sentence that none of its exceptions covers.
static bool rule_speaks(struct review *r, const struct rule *rule, const struct sentence *s)
{
    struct bloom words;
    struct match m;
    phrases_words(&r->draft, s, &words);
    for (uint32_t k = rule->says.from; k < rule->says.from + rule->says.n; k++) {
        const struct phrase *say = &r->l->says.items[k];
        for (uint32_t at = phrase_may_begin(&r->l->says, say, &words) ? s->first : s->end; at < s->end; at++)
            if (phrase_try(&r->l->says, say, &r->draft, s, at, &m) && !excepted(r->l, rule, &r->draft, s, &m))
                return true;
    }
    return false;
}

static void apply_mark(struct review *r, enum mark mark)
{
    const struct rule *rule = rule_of_mark(r->l, mark);
    for (uint32_t i = 0; rule && i < r->draft.sentence_count; i++) {
        struct sentence *s = &r->draft.sentences[i];
        if (!rule_speaks(r, rule, s) || !mark_fits(r->l, rule, &r->draft, s))
            continue;
        s->marks |= mark_bit(mark);
        r->marks |= mark_bit(mark);
    }
}

unsigned apply_asks(const struct language *l, const struct rule *rule)
{
    const struct rule *handoff = rule->when & WHEN_NO_HANDOFF ? rule_of_mark(l, MARK_HANDOFF) : NULL;
    const struct rule *reason = rule->when & WHEN_NO_REASON ? rule_of_mark(l, MARK_REASON) : NULL;
    const struct rule *done = rule->when & WHEN_NO_HELP ? rule_of_mark(l, MARK_DONE) : NULL;
    return rule->asks | (handoff ? handoff->asks : 0u) | (reason ? reason->asks : 0u) | (done ? done->asks : 0u);
}

bool apply_alone(struct review *r, uint32_t rule)
{
    const struct phrases *p = &r->l->says;
    struct phrase_range says = r->l->rules[rule].says;
    if (r->l->rules[rule].when & WHEN_NO_HANDOFF)
        apply_mark(r, MARK_HANDOFF);
    if (r->l->rules[rule].when & WHEN_NO_REASON)
        apply_mark(r, MARK_REASON);
    if (r->l->rules[rule].when & WHEN_NO_HELP)
        apply_mark(r, MARK_DONE);
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        struct hit hit = {.rule = rule, .sentence = i};
        struct bloom words;
        phrases_words(&r->draft, s, &words);
        for (uint32_t k = says.from; k < says.from + says.n; k++)
            for (uint32_t at = phrase_may_begin(p, &p->items[k], &words) ? s->first : s->end; at < s->end; at++)
                if (phrase_try(p, &p->items[k], &r->draft, s, at, &hit.m) && counts(r, &hit))
                    return true;
    }
    return false;
}

void apply_rules(struct review *r)
{
    struct collector c = {.l = r->l, .a = r->c->arena, .t = &r->draft};
    if (!r->l)
        return;
    collect_all(&c);
    r->marks = set_marks(&c);
    r->hits = arena_list(r->c->arena, c.n + 1, struct hit);
    r->promise_hits = arena_list(r->c->arena, c.n + 1, struct hit);
    r->sends_on = arena_list(r->c->arena, r->draft.sentence_count + 1, bool);
    for (size_t i = 0; i < c.n; i++)
        r->sends_on[c.hits[i].sentence] |= (r->l->rules[c.hits[i].rule].when & WHEN_NO_HELP) != 0;
    for (size_t i = 0; i < c.n; i++)
        if (r->l->rules[c.hits[i].rule].sort == RULE_PROMISE && counts(r, &c.hits[i]))
            r->promise_hits[r->promise_hit_count++] = c.hits[i];
    for (size_t i = 0; i < c.n; i++) // some ask whether anything was promised
        if (r->l->rules[c.hits[i].rule].sort == RULE_FINDING && counts(r, &c.hits[i]))
            r->hits[r->hit_count++] = c.hits[i];
}
