// SPDX-License-Identifier: Apache-2.0
// What in a draft speaks to a question of the user's. Words cannot tell whether a
// question was answered, so signs are gathered and weighed (weigh.h), and the outcome
// is a list to look down, never a verdict. Owns what a question wants to know.
#include "coach/answer.h"

enum {
    COMPARED_ASKED = 60,
    COMPARED_DRAFT = 2000,
    CONTENT_BYTES_MIN = 3,
    QUARTER = 25,
    HALF = 50,
    MOST = 75,
};

// "What should I do", "what must we change": steps are wanted.
static bool wants_steps(const struct text *t, uint32_t at, uint32_t end)
{
    static const char *const words[] = {"should", "shall", "must", "can", "could", "need", "soll", "muss", "kann"};
    static const char *const persons[] = {"i", "we", "ich", "wir", "man"};
    bool may = false, self = false;
    for (uint32_t i = at + 1; i < end && i < at + 4; i++) {
        for (size_t k = 0; k < ARRAY_LEN(words); k++)
            may |= token_is(&t->tokens[i], words[k]);
        for (size_t k = 0; k < ARRAY_LEN(persons); k++)
            self |= token_is(&t->tokens[i], persons[k]);
    }
    return may && self;
}

enum asks question_asks(const struct language *l, const struct text *t, uint32_t first, uint32_t end)
{
    static const struct {
        const char *word;
        enum asks asks;
    } words[] = {
        {"when", ASKS_WHEN},    {"wann", ASKS_WHEN},    {"why", ASKS_WHY},    {"warum", ASKS_WHY},
        {"wieso", ASKS_WHY},    {"weshalb", ASKS_WHY},  {"how", ASKS_HOW},    {"wie", ASKS_HOW},
        {"who", ASKS_WHO},      {"wer", ASKS_WHO},      {"wem", ASKS_WHO},    {"whom", ASKS_WHO},
        {"what", ASKS_WHAT},    {"was", ASKS_WHAT},     {"which", ASKS_WHAT}, {"welche", ASKS_WHAT},
        {"welcher", ASKS_WHAT}, {"welches", ASKS_WHAT}, {"where", ASKS_WHAT}, {"wo", ASKS_WHAT},
    };
    bool english = l && l->tongue == TONGUE_EN;
    for (uint32_t i = first; i < end && i < first + 8; i++) {
        for (size_t k = 0; k < ARRAY_LEN(words); k++) {
            if (!token_is(&t->tokens[i], words[k].word) ||
                (english && words[k].word[0] == 'w' && words[k].word[1] == 'a'))
                continue;
            if (words[k].asks == ASKS_WHAT && wants_steps(t, i, end))
                return ASKS_HOW;
            bool how_long = words[k].asks == ASKS_HOW && i + 1 < end &&
                            (token_is(&t->tokens[i + 1], "long") || token_is(&t->tokens[i + 1], "soon") ||
                             token_is(&t->tokens[i + 1], "lange"));
            return how_long ? ASKS_WHEN : words[k].asks;
        }
        if (l && language_in_list(l, t, &t->tokens[i], LIST_ASKER))
            return ASKS_YES_NO;
    }
    return ASKS_OTHER;
}

static bool is_content(const struct token *k)
{
    return !(k->flags & TOKEN_COMMON) && k->word.n >= CONTENT_BYTES_MIN;
}

static bool draft_has(const struct review *r, const struct token *k, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (token_same_stem(k, &r->draft.tokens[i]))
            return true;
    return false;
}

// How many of a hundred content words of the question come back in the draft's tokens [first, end).
static int shared_with(const struct review *r, const struct asked *q, uint32_t first, uint32_t end)
{
    int content = 0, shared = 0;
    for (uint32_t i = q->first; i < q->end && i < q->first + COMPARED_ASKED; i++) {
        const struct token *k = &r->asked.tokens[i];
        if (!is_content(k))
            continue;
        content++;
        shared += draft_has(r, k, first, end);
    }
    return content ? shared * 100 / content : 0;
}

// "500 GB each, and yes: every night".
static bool says_yes_within(const struct review *r, const struct sentence *s)
{
    for (uint32_t i = s->first + 1; i < s->end; i++) {
        const struct token *before = &r->draft.tokens[i - 1];
        bool clause = before->after & AFTER_PAUSE || token_is(before, "and") || token_is(before, "und");
        if (clause && r->draft.tokens[i].after & AFTER_PAUSE &&
            language_in_list(r->l, &r->draft, &r->draft.tokens[i], LIST_YES))
            return true;
    }
    return false;
}

static bool says_yes_or_no(const struct review *r)
{
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        if (says_yes_within(r, s))
            return true;
        for (enum list_id list = LIST_YES; list <= LIST_NO; list++)
            if (language_list_end(r->l, &r->draft, s->first, list))
                return true;
    }
    return false;
}

static uint32_t step_count(const struct review *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->draft.sentence_count; i++)
        n += language_list_end(r->l, &r->draft, r->draft.sentences[i].first, LIST_STEP) != 0;
    return n;
}

static bool begins_with_one(const struct review *r, const struct asked *q, const char *const *words, size_t n)
{
    for (uint32_t i = q->first; i < q->end && i < q->first + 3; i++)
        for (size_t k = 0; k < n; k++)
            if (token_is(&r->asked.tokens[i], words[k]))
                return true;
    return false;
}

// "Could you send me the details?": a promise or a long answer speaks to it.
static bool asks_to_do(const struct review *r, const struct asked *q)
{
    static const char *const words[] = {"you", "someone", "somebody", "sie", "ihr", "du", "jemand"};
    return begins_with_one(r, q, words, ARRAY_LEN(words));
}

// "Can I keep it?"
static bool may_i(const struct review *r, const struct asked *q)
{
    static const char *const words[] = {"i", "we", "my", "our", "ich", "wir"};
    return begins_with_one(r, q, words, ARRAY_LEN(words));
}

static bool says_you_may(const struct review *r)
{
    static const char *const can[] = {"can", "may", "could", "kannst", "darfst", "konnt", "durft"};
    static const char *const you[] = {"you", "du", "ihr"};
    const struct text *t = &r->draft;
    for (uint32_t i = 0; i + 1 < t->token_count; i++)
        for (size_t k = 0; k < ARRAY_LEN(can); k++)
            for (size_t y = 0; y < ARRAY_LEN(you); y++)
                if ((token_is(&t->tokens[i], you[y]) && token_is(&t->tokens[i + 1], can[k])) ||
                    (token_is(&t->tokens[i], can[k]) && token_is(&t->tokens[i + 1], you[y])))
                    return true;
    return false;
}

// "How many", "wie viel": a number is wanted.
static bool amount_of(const struct review *r, const struct asked *q)
{
    static const char *const words[] = {"many", "much", "viel", "viele"};
    for (uint32_t i = q->first; i + 1 < q->end && i < q->first + 4; i++)
        for (size_t k = 0; k < ARRAY_LEN(words); k++)
            if ((token_is(&r->asked.tokens[i], "how") || token_is(&r->asked.tokens[i], "wie")) &&
                token_is(&r->asked.tokens[i + 1], words[k]))
                return true;
    return false;
}

static bool has_number(const struct review *r)
{
    for (uint32_t i = 0; i < r->draft.token_count; i++)
        if (r->draft.tokens[i].kind == TOKEN_NUMBER)
            return true;
    return false;
}

// Names as far as capitals tell, and not the first word of a sentence; in German every noun has one.
static uint32_t name_count(const struct review *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->draft.sentence_count && r->l->tongue != TONGUE_DE; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        for (uint32_t k = s->first + 1; k < s->end && !s->greeting; k++)
            n += r->draft.tokens[k].flags & TOKEN_CAPITAL &&
                 !(r->draft.tokens[k].flags & (TOKEN_COMMON | TOKEN_SHORT)) && r->draft.tokens[k].word.n > 1;
    }
    return n;
}

static uint64_t kind_signs(const struct review *r, const struct asked *q)
{
    uint64_t signs = 0;
    bool doing = asks_to_do(r, q), leave = may_i(r, q);
    sign_set(&signs, ANSWER_ALWAYS, true);
    sign_set(&signs, ANSWER_IS_YES_NO, q->asks == ASKS_YES_NO);
    sign_set(&signs, ANSWER_IS_WHEN, q->asks == ASKS_WHEN);
    sign_set(&signs, ANSWER_IS_WHY, q->asks == ASKS_WHY);
    sign_set(&signs, ANSWER_IS_HOW, q->asks == ASKS_HOW);
    sign_set(&signs, ANSWER_WANTS_DOING, doing);
    sign_set(&signs, ANSWER_WANTS_LEAVE, leave);
    sign_set(&signs, ANSWER_WANTS_FACT, q->asks == ASKS_YES_NO && !doing && !leave);
    sign_set(&signs, ANSWER_SEVERAL, r->has_several);
    sign_set(&signs, ANSWER_HOT, r->heat.hot);
    return signs;
}

bool answer_shares_words(const struct review *r, const struct asked *q)
{
    uint32_t end = r->draft.token_count < COMPARED_DRAFT ? r->draft.token_count : COMPARED_DRAFT;
    return shared_with(r, q, 0, end) > 0;
}

static bool sentence_tells(const struct review *r, const struct sentence *s)
{
    return !s->greeting && !s->question && !(s->marks & mark_bit(MARK_VAGUE)) && !sentence_is_marred(r, s);
}

// How many of the question's words come back, in the whole draft and in its best sentence.
static uint64_t word_signs(const struct review *r, const struct asked *q)
{
    uint64_t signs = 0;
    uint32_t end = r->draft.token_count < COMPARED_DRAFT ? r->draft.token_count : COMPARED_DRAFT;
    int shared = shared_with(r, q, 0, end), best = 0;
    for (uint32_t i = 0; shared && i < r->draft.sentence_count && r->draft.sentences[i].first < end; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        int near = sentence_tells(r, s) ? shared_with(r, q, s->first, s->end) : 0;
        best = near > best ? near : best;
    }
    sign_set(&signs, ANSWER_SHARES_NONE, !shared);
    sign_set(&signs, ANSWER_SHARES_HALF, shared >= HALF);
    sign_set(&signs, ANSWER_SHARES_MOST, shared >= MOST);
    sign_set(&signs, ANSWER_NEAR, best >= QUARTER);
    sign_set(&signs, ANSWER_NEARER, best >= HALF);
    sign_set(&signs, ANSWER_SEVERAL_SHARES_NONE, r->has_several && !shared);
    return signs;
}

// Its place among several.
static uint64_t place_signs(const struct review *r, const struct asked_list *list, size_t at)
{
    uint64_t signs = 0;
    if (list->n < 2)
        return 0;
    sign_set(&signs, ANSWER_LATER, at > 0);
    sign_set(&signs, ANSWER_TOLD_LESS, (size_t)r->told < list->n);
    return signs;
}

// What the draft does, whatever was asked.
static uint64_t draft_signs(const struct review *r)
{
    static const struct {
        enum answer_sign sign;
        enum mark mark;
    } useful[] = {{ANSWER_DONE, MARK_DONE},
                  {ANSWER_ASK, MARK_ASK},
                  {ANSWER_HANDOFF, MARK_HANDOFF},
                  {ANSWER_REASON, MARK_REASON},
                  {ANSWER_ALTERNATIVE, MARK_ALTERNATIVE},
                  {ANSWER_CONDITION, MARK_CONDITION},
                  {ANSWER_NOT_KNOWN, MARK_NOT_KNOWN}};
    uint64_t signs = 0;
    for (size_t i = 0; i < ARRAY_LEN(useful); i++)
        sign_set(&signs, useful[i].sign, r->useful & mark_bit(useful[i].mark));
    sign_set(&signs, ANSWER_REFUSAL, r->marks & mark_bit(MARK_REFUSAL));
    sign_set(&signs, ANSWER_VAGUE, r->marks & mark_bit(MARK_VAGUE));
    sign_set(&signs, ANSWER_COURTESY, r->marks & mark_bit(MARK_COURTESY));
    sign_set(&signs, ANSWER_BLAME, review_found(r, COACH_BLAME));
    sign_set(&signs, ANSWER_SCRIPTED, review_found(r, COACH_SCRIPTED));
    sign_set(&signs, ANSWER_BUCK, review_found(r, COACH_BUCK));
    sign_set(&signs, ANSWER_EARLY_CLOSE, review_found(r, COACH_EARLY_CLOSE));
    sign_set(&signs, ANSWER_DATED, r->dates.count > 0);
    sign_set(&signs, ANSWER_ASKS_BACK, review_asks_back(r));
    for (size_t i = 0; i < r->out->promise_count; i++)
        sign_set(&signs, r->out->promises[i].has_due ? ANSWER_PROMISE_DATED : ANSWER_PROMISE_UNDATED, true);
    sign_set(&signs, ANSWER_WORDS_4, r->out->words <= 4);
    sign_set(&signs, ANSWER_WORDS_24, r->out->words <= 24);
    sign_set(&signs, ANSWER_WORDS_OVER_39, r->out->words >= 40);
    sign_set(&signs, ANSWER_TELLS_1, r->told >= 1);
    sign_set(&signs, ANSWER_TELLS_2, r->told >= 2);
    return signs;
}

static bool has(uint64_t signs, enum answer_sign sign)
{
    return signs >> sign & 1;
}

// What the draft has, where that is what the question wants.
static uint64_t wanted_signs(const struct review *r, const struct asked *q, uint64_t seen)
{
    uint64_t signs = 0;
    uint32_t steps = step_count(r), names = name_count(r);
    bool yes_no = says_yes_or_no(r), number = has_number(r), wants_time = q->asks == ASKS_WHEN;
    bool acts = has(seen, ANSWER_DONE) || has(seen, ANSWER_REFUSAL) || has(seen, ANSWER_HANDOFF) ||
                has(seen, ANSWER_PROMISE_DATED) || has(seen, ANSWER_PROMISE_UNDATED);
    sign_set(&signs, ANSWER_YES_OR_NO, yes_no);
    sign_set(&signs, ANSWER_YES_OR_NO_WANTED, yes_no && q->asks == ASKS_YES_NO);
    sign_set(&signs, ANSWER_YES_OR_NO_FOR_IT, yes_no && q->asks == ASKS_YES_NO && r->one_yes_no);
    sign_set(&signs, ANSWER_DATE_WANTED, wants_time && (has(seen, ANSWER_DATED) || has(seen, ANSWER_NOT_KNOWN)));
    sign_set(&signs, ANSWER_DAY_PROMISED, wants_time && has(seen, ANSWER_PROMISE_DATED));
    sign_set(&signs, ANSWER_NUMBER, number);
    sign_set(&signs, ANSWER_NUMBER_WANTED, number && (wants_time || amount_of(r, q)));
    sign_set(&signs, ANSWER_REASON_WANTED, q->asks == ASKS_WHY && has(seen, ANSWER_REASON));
    sign_set(&signs, ANSWER_STEP_1, steps >= 1);
    sign_set(&signs, ANSWER_STEP_2, steps >= 2);
    sign_set(&signs, ANSWER_STEPS_WANTED, q->asks == ASKS_HOW && steps >= 1);
    sign_set(&signs, ANSWER_NAME_1, names >= 1);
    sign_set(&signs, ANSWER_NAME_2, names >= 2);
    sign_set(&signs, ANSWER_NAME_WANTED, q->asks == ASKS_WHO && (names || has(seen, ANSWER_HANDOFF)));
    sign_set(&signs, ANSWER_ACT_WANTED, has(seen, ANSWER_WANTS_DOING) && acts);
    sign_set(&signs, ANSWER_LEAVE_WANTED, has(seen, ANSWER_WANTS_LEAVE) && says_you_may(r));
    return signs;
}

uint64_t answer_signs(const struct review *r, const struct asked_list *list, size_t at)
{
    const struct asked *q = &list->items[at];
    if (!r->l)
        return 0;
    uint64_t signs = kind_signs(r, q) | word_signs(r, q) | draft_signs(r) | place_signs(r, list, at);
    signs |= seen_signs(&r->seen) << ANSWER_NO_MODEL;
    return signs | wanted_signs(r, q, signs);
}
