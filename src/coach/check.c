// SPDX-License-Identifier: Apache-2.0
// The checks that look at a draft as a whole and at the facts: is it too short, does it
// say what happens next, does it close before its time, is the writer known. Each is a
// few questions about what the rules found; the words come from the rule files.
#include "coach/review.h"

enum {
    HELD_WORDS = 4,
    GRADE_WORDS_MIN = 30,
    ACKNOWLEDGE_WITHIN = 3,
    LONG_ENOUGH_FOR_STEPS = 12,
    INFORMS_WORDS_MIN = 8,
    BRIEF_WORDS = 15
};

static bool has(const struct review *r, enum mark mark)
{
    return r->marks & mark_bit(mark);
}

static bool promises_a_date(const struct review *r)
{
    for (size_t i = 0; i < r->out->promise_count; i++)
        if (r->out->promises[i].has_due)
            return true;
    return false;
}

static bool asks_back(const struct review *r)
{
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        bool real = s->question && !s->greeting && !sentence_is_courtesy(s);
        if (real && s->end - s->first >= 4 && !sentence_is_marred(r, s))
            return true;
    }
    return false;
}

static void mark_body(struct review *r, struct coach_finding *f)
{
    const struct text *t = &r->draft;
    uint32_t first = t->sentence_count && t->sentences[0].greeting ? 1 : 0;
    if (f && first < t->sentence_count)
        finding_place(r, f, t->sentences[first].from, t->sentences[t->sentence_count - 1].to);
}

// "9:30 works, I have changed the invitation": what was done, and a figure, day or address.
// Who is upset is owed more.
static bool is_concrete(const struct review *r)
{
    bool named = false;
    for (size_t i = 0; i < r->dates.count; i++)
        named |= r->dates.items[i].has_day || r->dates.items[i].has_clock;
    for (uint32_t i = 0; i < r->draft.token_count && !named; i++)
        named = r->draft.tokens[i].kind != TOKEN_WORD;
    return named && !r->heat.hot && r->useful & mark_bit(MARK_DONE) && r->out->words > HELD_WORDS;
}

static bool check_terse(struct review *r)
{
    int words = r->out->words, limit = check_text_of(r->l, CHECK_TERSE)->limit;
    bool excused = has(r, MARK_REASON) || promises_a_date(r) || asks_back(r) || review_confirmed(r);
    r->out->held = words > 0 && words <= HELD_WORDS && !excused;
    if (words == 0 || words >= limit || excused || is_concrete(r))
        return false;
    struct coach_finding *f = check_speaks(r, CHECK_TERSE, COACH_TERSE, STR_NONE);
    mark_body(r, f);
    return f != NULL;
}

static void check_refusal(struct review *r)
{
    bool excused =
        has(r, MARK_REASON) || has(r, MARK_ALTERNATIVE) || review_handed_over(r) || promises_a_date(r) || r->told;
    if (!has(r, MARK_REFUSAL) || excused || r->out->words >= check_text_of(r->l, CHECK_REFUSAL)->limit)
        return;
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        if (s->marks & mark_bit(MARK_REFUSAL)) {
            finding_place(r, check_speaks(r, CHECK_REFUSAL, COACH_TERSE, STR_NONE), s->from, s->to);
            return;
        }
    }
}

// "Open the portal" or "To reset it, open the portal".
static bool is_instruction(const struct review *r, const struct sentence *s)
{
    for (uint32_t i = s->first; i < s->end; i++) {
        bool clause = i == s->first || r->draft.tokens[i - 1].after & AFTER_PAUSE;
        if (clause && language_list_end(r->l, &r->draft, i, LIST_STEP))
            return true;
    }
    return false;
}

static bool instructs(const struct review *r)
{
    uint32_t longest = (uint32_t)check_text_of(r->l, CHECK_LONG_SENTENCE)->limit;
    for (uint32_t i = 0; r->l && i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        if (s->end - s->first <= longest && is_instruction(r, s) && !sentence_is_marred(r, s))
            return r->out->words >= LONG_ENOUGH_FOR_STEPS;
    }
    return false;
}

static bool found_kind(const struct review *r, enum coach_kind kind)
{
    for (size_t i = 0; i < r->out->finding_count; i++)
        if (r->out->findings[i].kind == kind)
            return true;
    return false;
}

// Who is told something they can use needs no further step.
static bool informs(const struct review *r)
{
    return r->clear && r->out->words >= INFORMS_WORDS_MIN && !has(r, MARK_REFUSAL) && !found_kind(r, COACH_BLAME) &&
           !found_kind(r, COACH_BUCK) && !found_kind(r, COACH_EARLY_CLOSE);
}

static bool has_next_step(const struct review *r)
{
    static const enum mark steps[] = {MARK_DONE, MARK_ASK, MARK_HANDOFF, MARK_CONDITION, MARK_ALTERNATIVE};
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        // Who is sent on is asked for something, but that is no step of ours.
        bool sent_on = found_kind(r, COACH_BUCK) && (steps[i] == MARK_ASK || steps[i] == MARK_ALTERNATIVE);
        if (r->useful & mark_bit(steps[i]) && !sent_on)
            return true;
    }
    bool planned = !str_is_empty(r->in->facts.next) || !str_is_empty(r->in->facts.handed_to);
    return planned || promises_a_date(r) || asks_back(r) || instructs(r) || informs(r) || review_confirmed(r);
}

// "We'll get back to you soon": the words that stand for a time.
static bool check_vague(struct review *r)
{
    for (size_t i = 0; i < r->out->promise_count; i++) {
        const struct coach_promise *p = &r->out->promises[i];
        if (!p->vague || p->conditional)
            continue;
        struct coach_finding *f = check_speaks(r, CHECK_VAGUE_STEP, COACH_NO_NEXT_STEP, p->what);
        finding_place(r, f, p->start, p->end);
        return f != NULL;
    }
    return false;
}

// Phrases of rules that speak of a next step or of brevity count only where the whole bears
// them out: "I have noted it" is fine in front of "and will call you at 3".
static bool keep_borne_out(struct review *r, bool step)
{
    struct coach_remarks *out = r->out;
    size_t kept = 0;
    bool left = false;
    for (size_t i = 0; i < out->finding_count; i++) {
        const struct coach_finding *f = &out->findings[i];
        bool idle = (f->kind == COACH_NO_NEXT_STEP && step) || (f->kind == COACH_TERSE && out->words >= BRIEF_WORDS);
        left |= f->kind == COACH_NO_NEXT_STEP && !idle;
        if (!idle)
            out->findings[kept++] = *f;
    }
    out->finding_count = kept;
    return left;
}

static void check_next_step(struct review *r)
{
    bool planned = !str_is_empty(r->in->facts.next) || promises_a_date(r);
    if (!r->l || r->out->words < 2)
        return;
    bool step = planned || has_next_step(r);
    if (keep_borne_out(r, step) || planned)
        return;
    if (!step && !check_vague(r))
        check_speaks(r, CHECK_NO_NEXT_STEP, COACH_NO_NEXT_STEP, STR_NONE);
    else if (step && !has(r, MARK_DONE) && !has(r, MARK_CONDITION) && !asks_back(r))
        check_vague(r);
}

static bool name_in(struct str text, struct str name)
{
    ptrdiff_t space = str_find_last_char(name, ' ');
    struct str last = space > 0 ? str_from(name, (size_t)space + 1) : STR_NONE;
    return !str_is_empty(last) && str_has(text, last);
}

// A signature says who writes: with the family name, or the first name and more.
static bool signature_introduces(const struct review *r)
{
    const struct coach_facts *f = &r->in->facts;
    struct str signoff = r->draft.signoff;
    if (!str_is_empty(f->agent) && (name_in(f->signature, f->agent) || name_in(signoff, f->agent)))
        return true;
    return str_is_empty(f->agent) && !str_is_empty(f->signature);
}

static void check_intro(struct review *r)
{
    if (r->in->facts.first_contact != COACH_YES || has(r, MARK_INTRO) || signature_introduces(r) || !r->out->words)
        return;
    check_speaks(r, CHECK_NO_INTRO, COACH_NO_INTRO, STR_NONE);
}

static bool check_long(struct review *r)
{
    int limit = check_text_of(r->l, CHECK_LONG_SENTENCE)->limit;
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        int words = 0;
        for (uint32_t k = s->first; k < s->end; k++)
            words += !(r->draft.tokens[k].flags & TOKEN_SHORT);
        if (words <= limit)
            continue;
        struct str count = str_fmt(r->c->arena, "%d", words);
        finding_place(r, check_speaks(r, CHECK_LONG_SENTENCE, COACH_HARD_TO_READ, count), s->from, s->to);
        return true;
    }
    return false;
}

static void check_grade(struct review *r)
{
    int limit = check_text_of(r->l, CHECK_GRADE)->limit;
    if (r->out->words >= GRADE_WORDS_MIN && r->out->grade_tenths >= limit * 10)
        check_speaks(r, CHECK_GRADE, COACH_HARD_TO_READ, STR_NONE);
}

static void check_close(struct review *r)
{
    if (r->in->facts.closing != COACH_YES || review_confirmed(r) || has(r, MARK_ASK_CONFIRM))
        return;
    if (r->in->facts.user_confirmed == COACH_UNKNOWN && !r->has_asked)
        return;
    for (size_t i = 0; i < r->out->finding_count; i++)
        if (r->out->findings[i].kind == COACH_EARLY_CLOSE)
            return;
    check_speaks(r, CHECK_EARLY_CLOSE, COACH_EARLY_CLOSE, STR_NONE);
}

// The first sentences say what they said, in their words, or acknowledge it in others.
static bool acknowledges(const struct review *r)
{
    enum { ECHO_WORDS = 2 };
    uint32_t seen = 0;
    for (uint32_t i = 0; i < r->draft.sentence_count && seen < ACKNOWLEDGE_WITHIN; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        seen += !s->greeting;
        if (s->marks & mark_bit(MARK_ACKNOWLEDGE))
            return true;
        if (!s->greeting && words_shared(r, s) >= ECHO_WORDS && !sentence_is_marred(r, s))
            return true;
    }
    return false;
}

static void check_heat(struct review *r)
{
    if (!r->heat.hot || acknowledges(r))
        return;
    struct str named = r->heat.word_count ? r->heat.words[0] : STR_NONE;
    check_speaks(r, CHECK_HEAT, COACH_HEAT, named);
}

// An open question is a note beside the draft, the first one only.
static void check_unanswered(struct review *r)
{
    for (size_t i = 0; i < r->out->question_count; i++)
        if (r->out->questions[i].answered == COACH_OPEN) {
            check_speaks(r, CHECK_UNANSWERED, COACH_UNANSWERED, r->out->questions[i].text);
            return;
        }
}

void checks_run(struct review *r)
{
    if (r->l) {
        if (!check_terse(r))
            check_refusal(r);
        check_next_step(r);
        check_heat(r);
    }
    check_intro(r);
    if (!check_long(r))
        check_grade(r);
    check_close(r);
    check_unanswered(r);
}
