// SPDX-License-Identifier: Apache-2.0
// Findings: where they are, what they say, and which of them remain. Of two that
// overlap and are of one kind only the stronger stays; nobody reads the third.
// Placeholders in advice are filled here.
#include "coach/review.h"

struct coach_finding *finding_add(struct review *r, struct str rule, enum coach_kind kind, enum coach_level level)
{
    struct coach_remarks *out = r->out;
    if (out->finding_count == FINDINGS_MAX)
        return NULL;
    struct coach_finding *f = &out->findings[out->finding_count++];
    r->found |= 1u << kind;
    *f = (struct coach_finding){.rule = rule, .kind = kind, .level = level, .quote = S("")};
    return f;
}

void finding_place(struct review *r, struct coach_finding *f, size_t start, size_t end)
{
    if (!f)
        return;
    f->start = start;
    f->end = end;
    f->quote = str_slice(r->draft.raw, start, end);
}

static struct str first_name(struct str name)
{
    ptrdiff_t space = str_find_char(name, ' ');
    return space > 0 ? str_slice(name, 0, (size_t)space) : name;
}

// What a placeholder stands for; none if the writer is to fill it in.
static struct str value_of(const struct review *r, struct str name, struct str match, const struct term *term)
{
    if (str_eq(name, S("match")))
        return match;
    if (str_eq(name, S("agent")))
        return first_name(r->in->facts.agent);
    if (str_eq(name, S("user")))
        return first_name(r->in->facts.user);
    if (term && str_eq(name, S("plain")))
        return term->plain;
    if (term && str_eq(name, S("means")))
        return term->means;
    return STR_NONE;
}

static struct str fill(const struct review *r, struct str text, struct str match, const struct term *term)
{
    if (str_find_char(text, '{') < 0)
        return text;
    struct buf b = buf_make(r->c->arena, text.n + match.n + 64);
    for (size_t i = 0; i < text.n;) {
        ptrdiff_t end = text.p[i] == '{' ? str_find_char(str_from(text, i), '}') : -1;
        struct str value = end > 0 ? value_of(r, str_slice(text, i + 1, i + (size_t)end), match, term) : STR_NONE;
        if (str_is_empty(value)) {
            buf_add_char(&b, text.p[i++]);
            continue;
        }
        buf_add(&b, value);
        i += (size_t)end + 1;
    }
    return buf_str(&b);
}

void finding_words(struct review *r, struct coach_finding *f, struct str advice, struct str attempt, struct str match,
                   const struct term *term)
{
    if (!f)
        return;
    f->advice = fill(r, advice, match, term);
    f->attempt = fill(r, attempt, match, term);
}

struct coach_finding *check_speaks(struct review *r, enum check check, enum coach_kind kind, struct str match)
{
    const struct check_text *text = check_text_of(r->l, check);
    if (text->off)
        return NULL;
    struct coach_finding *f = finding_add(r, check_rule_id(check), kind, text->level);
    finding_words(r, f, text->advice, text->attempt, match, NULL);
    return f;
}

bool sentence_is_marred(const struct review *r, const struct sentence *s)
{
    for (size_t i = 0; i < r->out->finding_count; i++) {
        const struct coach_finding *f = &r->out->findings[i];
        bool aimed = f->kind == COACH_BLAME || f->kind == COACH_BUCK || f->kind == COACH_EARLY_CLOSE;
        bool grave = f->level == COACH_WARN || f->kind == COACH_SCRIPTED || (aimed && f->level == COACH_ADVICE);
        if (grave && f->kind != COACH_TERSE && f->start < s->to && f->end > s->from)
            return true;
    }
    return false;
}

bool review_asks_back(const struct review *r)
{
    enum { REAL_QUESTION_WORDS = 4 };
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        bool real = s->question && !s->greeting && !sentence_is_courtesy(s);
        if (real && s->end - s->first >= REAL_QUESTION_WORDS && !sentence_is_marred(r, s))
            return true;
    }
    return false;
}

// Nothing in it but thanks, or that it works.
static bool only_courtesy(const struct text *t)
{
    uint32_t kind = mark_bit(MARK_COURTESY) | mark_bit(MARK_CONFIRMED);
    for (uint32_t i = 0; i < t->sentence_count; i++)
        if (!t->sentences[i].greeting && !(t->sentences[i].marks & kind))
            return false;
    return t->sentence_count > 0;
}

// Praise, and no word of trouble, waiting or loss beside it.
static bool only_praise(const struct review *r)
{
    return r->heat.groups == 1u << HEAT_PRAISE && !(r->asked_marks & (mark_bit(MARK_ASK) | mark_bit(MARK_REFUSAL)));
}

bool review_only_thanked(const struct review *r)
{
    return r->has_asked && !r->heat.hot && !r->out->question_count && (only_courtesy(&r->asked) || only_praise(r));
}

bool review_promises_a_date(const struct review *r)
{
    for (size_t i = 0; i < r->out->promise_count; i++)
        if (r->out->promises[i].has_due)
            return true;
    return false;
}

// "We'll let you know": a promise without a day.
static bool promises_nothing(const struct review *r, const struct sentence *s)
{
    bool empty = false;
    for (size_t i = 0; i < r->out->promise_count; i++) {
        const struct coach_promise *p = &r->out->promises[i];
        if (p->start >= s->from && p->end <= s->to)
            empty = !p->has_due && !p->conditional;
    }
    return empty;
}

static bool tells(const struct review *r, const struct sentence *s)
{
    enum { TELLING_WORDS = 5 };
    uint32_t empty = mark_bit(MARK_VAGUE) | mark_bit(MARK_REFUSAL);
    bool figures = false;
    for (uint32_t i = s->first; i < s->end; i++)
        figures |= r->draft.tokens[i].kind != TOKEN_WORD;
    bool done = s->marks & mark_bit(MARK_DONE);
    if (r->l && language_list_end(r->l, &r->draft, s->first, LIST_CLOSING))
        return false; // "Have a nice day!"
    return !s->greeting && !s->question && !(s->marks & empty) && !promises_nothing(r, s) &&
           (figures || done || s->end - s->first >= TELLING_WORDS);
}

static void find_useful_marks(struct review *r)
{
    uint32_t longest = (uint32_t)check_text_of(r->l, CHECK_LONG_SENTENCE)->limit;
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        if (sentence_is_marred(r, s) || sentence_is_courtesy(s))
            continue;
        bool told = tells(r, s);
        r->told += told;
        if (s->end - s->first > longest)
            continue; // nobody takes anything from it
        r->clear += told;
        r->useful |= s->marks;
    }
}

void findings_from_hits(struct review *r)
{
    for (size_t i = 0; i < r->hit_count; i++) {
        const struct rule *rule = &r->l->rules[r->hits[i].rule];
        const struct match *m = &r->hits[i].m;
        if (rule->kind == COACH_JARGON && jargon_is_theirs(r, m))
            continue;
        struct coach_finding *f = finding_add(r, rule->id, rule->kind, rule->level);
        if (!f)
            break;
        finding_place(r, f, r->draft.tokens[m->first].start, r->draft.tokens[m->end - 1].end);
        finding_words(r, f, rule->advice, rule->attempt, f->quote, NULL);
    }
    find_useful_marks(r);
}

// Of two that overlap and are of one kind, the stronger one stays, then the longer.
static bool yields(const struct coach_finding *a, const struct coach_finding *b)
{
    if (a->kind != b->kind || a->start >= b->end || b->start >= a->end)
        return false;
    if (a->level != b->level)
        return a->level < b->level;
    size_t x = a->end - a->start, y = b->end - b->start;
    return x < y || (x == y && a > b);
}

static int by_place(const void *a, const void *b)
{
    const struct coach_finding *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return x->kind != y->kind ? (int)x->kind - (int)y->kind : str_compare(x->rule, y->rule);
}

void findings_settle(struct review *r)
{
    struct coach_finding *f = r->out->findings;
    size_t n = r->out->finding_count, kept = 0;
    bool drop[FINDINGS_MAX] = {false};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n && !drop[i]; k++)
            drop[i] = i != k && yields(&f[i], &f[k]);
    for (size_t i = 0; i < n; i++)
        if (!drop[i])
            f[kept++] = f[i];
    r->out->finding_count = kept;
    qsort(f, kept, sizeof *f, by_place);
}
