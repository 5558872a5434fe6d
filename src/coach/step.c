// SPDX-License-Identifier: Apache-2.0
// Does the reply leave its reader with a next step (R8)? A planned or dated one settles
// it; otherwise signs are gathered and weighed (weigh.h), because what helps one reader
// (an answer) leaves another with nothing (a report that wanted something done).
#include "coach/answer.h"

enum { BRIEF_WORDS = 15 };

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
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        if (s->end - s->first <= longest && is_instruction(r, s) && !sentence_is_marred(r, s))
            return true;
    }
    return false;
}

static uint64_t words_signs(const struct review *r)
{
    uint64_t signs = 0;
    int words = r->out->words;
    sign_set(&signs, STEP_WORDS_4, words <= 4);
    sign_set(&signs, STEP_WORDS_11, words <= 11);
    sign_set(&signs, STEP_WORDS_24, words <= 24);
    sign_set(&signs, STEP_WORDS_OVER_39, words >= 40);
    sign_set(&signs, STEP_WORDS_OVER_69, words >= 70);
    sign_set(&signs, STEP_TELLS_1, r->clear >= 1);
    sign_set(&signs, STEP_TELLS_2, r->clear >= 2);
    sign_set(&signs, STEP_TELLS_3, r->clear >= 3);
    sign_set(&signs, STEP_TELLS_5, r->clear >= 5);
    sign_set(&signs, STEP_BURIED, r->told > r->clear);
    return signs;
}

static uint64_t mark_signs(const struct review *r)
{
    static const struct {
        enum step_sign sign;
        enum mark mark;
    } useful[] = {{STEP_DONE, MARK_DONE},
                  {STEP_ASK, MARK_ASK},
                  {STEP_HANDOFF, MARK_HANDOFF},
                  {STEP_CONDITION, MARK_CONDITION},
                  {STEP_ALTERNATIVE, MARK_ALTERNATIVE},
                  {STEP_REASON, MARK_REASON},
                  {STEP_NOT_KNOWN, MARK_NOT_KNOWN}},
      all[] = {{STEP_REFUSAL, MARK_REFUSAL}, {STEP_VAGUE, MARK_VAGUE}, {STEP_COURTESY, MARK_COURTESY}};
    uint64_t signs = 0;
    for (size_t i = 0; i < ARRAY_LEN(useful); i++)
        sign_set(&signs, useful[i].sign, r->useful & mark_bit(useful[i].mark));
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        sign_set(&signs, all[i].sign, r->marks & mark_bit(all[i].mark));
    return signs;
}

static uint64_t promise_signs(const struct review *r)
{
    uint64_t signs = 0;
    for (size_t i = 0; i < r->out->promise_count; i++) {
        const struct coach_promise *p = &r->out->promises[i];
        sign_set(&signs, STEP_UNDATED, !p->has_due && !p->conditional);
        sign_set(&signs, STEP_VAGUE_PROMISE, p->vague);
        sign_set(&signs, STEP_CONDITIONAL, p->conditional);
        sign_set(&signs, STEP_BY_OTHER, p->by_other);
    }
    return signs;
}

// What was asked, and whether anything speaks to it.
static uint64_t question_signs(const struct review *r)
{
    uint64_t signs = 0, near = 0;
    size_t n = r->out->question_count, acts = 0, open = 0, answered = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t q = r->answer_signs[i];
        near |= q;
        acts += (q >> ANSWER_WANTS_DOING | q >> ANSWER_WANTS_LEAVE) & 1;
        open += r->out->questions[i].answered == COACH_OPEN;
        answered += r->out->questions[i].answered == COACH_ANSWERED;
    }
    sign_set(&signs, STEP_NO_QUESTION, !n);
    sign_set(&signs, STEP_NO_QUESTION_TOLD, !n && r->clear);
    sign_set(&signs, STEP_ASKED_TO_ACT, n && acts == n);
    sign_set(&signs, STEP_ASKED_TO_TELL, acts < n);
    sign_set(&signs, STEP_ANSWERED, answered);
    sign_set(&signs, STEP_ALL_OPEN, n && open == n);
    sign_set(&signs, STEP_NEAR, near >> ANSWER_NEAR & 1);
    sign_set(&signs, STEP_NEARER, near >> ANSWER_NEARER & 1);
    return signs;
}

static uint64_t step_signs(const struct review *r)
{
    uint64_t signs =
        words_signs(r) | mark_signs(r) | promise_signs(r) | question_signs(r) | seen_signs(&r->seen) << STEP_NO_MODEL;
    sign_set(&signs, STEP_ALWAYS, true);
    sign_set(&signs, STEP_BUCK, review_found(r, COACH_BUCK));
    sign_set(&signs, STEP_BLAME, review_found(r, COACH_BLAME));
    sign_set(&signs, STEP_SCRIPTED, review_found(r, COACH_SCRIPTED));
    sign_set(&signs, STEP_EARLY_CLOSE, review_found(r, COACH_EARLY_CLOSE));
    sign_set(&signs, STEP_STALLING, review_found(r, COACH_NO_NEXT_STEP));
    sign_set(&signs, STEP_JARGON, review_found(r, COACH_JARGON));
    sign_set(&signs, STEP_ASKS_BACK, review_asks_back(r));
    sign_set(&signs, STEP_INSTRUCTS, instructs(r));
    sign_set(&signs, STEP_HOT, r->heat.hot);
    sign_set(&signs, STEP_DATED, r->dates.count > 0);
    return signs;
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

// A question back, something to do, or what to do in some case is a next step whatever else is said (R8), unless
// it only sends the reader on.
static bool says_a_step(const struct review *r)
{
    uint32_t steps = mark_bit(MARK_ASK) | mark_bit(MARK_CONDITION);
    return review_asks_back(r) || (r->useful & steps && !review_found(r, COACH_BUCK));
}

bool step_is_settled(const struct review *r)
{
    const struct coach_facts *f = &r->in->facts;
    bool planned = !str_is_empty(f->next) || !str_is_empty(f->handed_to) || review_promises_a_date(r);
    return planned || says_a_step(r) || review_confirmed(r) || review_only_thanked(r);
}

void next_step_check(struct review *r)
{
    if (!r->l || r->out->words < 2)
        return;
    r->step_signs = step_signs(r);
    bool step = step_is_settled(r) || step_weigh(r->step_signs) < 0;
    if (!keep_borne_out(r, step) && !step && !check_vague(r))
        check_speaks(r, CHECK_NO_NEXT_STEP, COACH_NO_NEXT_STEP, STR_NONE);
}
