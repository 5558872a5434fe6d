// SPDX-License-Identifier: Apache-2.0
// The user's questions, and what in the draft speaks to them. Words cannot tell
// whether a question was answered: this is a list to look down, never a verdict.
// Owns the split of one sentence into several questions.
#include "coach/review.h"

enum asks { ASKS_YES_NO, ASKS_WHEN, ASKS_WHY, ASKS_HOW, ASKS_WHO, ASKS_WHAT, ASKS_OTHER };
enum {
    SCORE_ANSWERED = 90,
    SCORE_TOLD = 60,
    SCORE_PERHAPS = 35,
    QUESTION_WORDS_MIN = 2,
    TOLD_WORDS = 30,
    ABOUT_WORDS = 15,
    SHORT_ANSWER_WORDS = 3,
    NO_CONTENT = 1,
    COMPARED_ASKED = 60,
    COMPARED_DRAFT = 2000
};

struct asked {
    uint32_t first, end; // tokens of review.asked
    enum asks asks;
    bool apart; // numbered, or a line of its own
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

static enum asks kind_of(const struct language *l, const struct text *t, uint32_t first, uint32_t end)
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

static bool is_asker(const struct review *r, uint32_t at)
{
    return r->l && language_in_list(r->l, &r->asked, &r->asked.tokens[at], LIST_ASKER);
}

// "… and do I have to?": the token after the join, or 0.
static uint32_t split_at(const struct review *r, uint32_t first, uint32_t end)
{
    for (uint32_t i = first + 2; i + 2 < end; i++) {
        const struct token *k = &r->asked.tokens[i];
        if ((token_is(k, "and") || token_is(k, "und")) && is_asker(r, i + 1))
            return i + 1;
        // "Three things: is it back, when do I get mine, and who …": a list after a colon.
        if (first > 0 && r->asked.tokens[first - 1].after & AFTER_COLON && k->after & AFTER_COMMA && is_asker(r, i + 1))
            return i + 1;
    }
    return 0;
}

// "My screen flickers, is it going to die?" asks from "is" on.
static uint32_t begin_at(const struct review *r, uint32_t first, uint32_t end)
{
    if (is_asker(r, first))
        return first;
    for (uint32_t i = first + 1; i < end; i++)
        if (r->asked.tokens[i - 1].after & AFTER_PAUSE && is_asker(r, i) && !(r->asked.tokens[i].flags & TOKEN_SHORT))
            return i;
    return first;
}

// How many of a hundred content words of the question come back in the draft.
static int overlap(const struct review *r, const struct asked *q)
{
    int content = 0, shared = 0;
    for (uint32_t i = q->first; i < q->end && i < q->first + COMPARED_ASKED; i++) {
        const struct token *k = &r->asked.tokens[i];
        if (k->flags & TOKEN_COMMON || k->word.n < 3)
            continue;
        content++;
        for (uint32_t d = 0; d < r->draft.token_count && d < COMPARED_DRAFT; d++)
            if (token_same_stem(k, &r->draft.tokens[d])) {
                shared++;
                break;
            }
    }
    return content ? shared * 100 / content : NO_CONTENT;
}

static const struct sentence *first_sentence(const struct text *t)
{
    for (uint32_t i = 0; i < t->sentence_count; i++)
        if (!t->sentences[i].greeting)
            return &t->sentences[i];
    return NULL;
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

static bool has_any(const struct review *r, uint32_t marks)
{
    return r->useful & marks;
}

static bool sends_on(const struct review *r)
{
    for (size_t i = 0; i < r->out->finding_count; i++)
        if (r->out->findings[i].kind == COACH_BUCK)
            return true;
    return false;
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

// Not "Is it open on Saturday?", to which a sending on says nothing.
static bool wants_action(const struct review *r, const struct asked *q)
{
    return asks_to_do(r, q) || may_i(r, q);
}

// What kind of thing the question wants, and whether the draft has one: of a hundred.
static int evidence(const struct review *r, const struct asked *q)
{
    const struct sentence *first = first_sentence(&r->draft);
    if (!r->l || !first)
        return 0;
    uint32_t acts = mark_bit(MARK_DONE) | mark_bit(MARK_REFUSAL) | mark_bit(MARK_HANDOFF) | mark_bit(MARK_ALTERNATIVE);
    bool promised = r->out->promise_count > 0;
    bool known = has_any(r, mark_bit(MARK_NOT_KNOWN));
    switch (q->asks) {
    case ASKS_WHEN:
        return r->dates.count || known ? 90 : 0;
    case ASKS_WHY:
        return has_any(r, mark_bit(MARK_REASON)) ? 90 : 0;
    case ASKS_HOW:
        if (amount_of(r, q))
            return has_number(r) ? 90 : 0;
        return step_count(r) >= 2 || has_any(r, mark_bit(MARK_ASK)) ? 90
               : step_count(r) || has_any(r, acts) || promised      ? 50
                                                                    : 0;
    case ASKS_WHO:
        return has_any(r, mark_bit(MARK_HANDOFF)) ? 90 : known || sends_on(r) ? 50 : 0;
    case ASKS_WHAT:
        return step_count(r) ? 60 : has_any(r, acts | mark_bit(MARK_REASON)) || promised ? 40 : 0;
    case ASKS_YES_NO:
        if (says_yes_or_no(r))
            return r->one_yes_no ? 90 : 70;
        if (asks_to_do(r, q) && (promised || r->out->words >= TOLD_WORDS))
            return 50;
        if (may_i(r, q) && says_you_may(r))
            return 90;
        return has_any(r, acts) || (sends_on(r) && wants_action(r, q)) || (promised && r->dates.count) || known ? 50
                                                                                                                : 0;
    default:
        return has_any(r, acts) || r->dates.count ? 40 : 0;
    }
}

static bool asks_back(const struct review *r)
{
    for (uint32_t i = 0; i < r->draft.sentence_count; i++)
        if (r->draft.sentences[i].question && !sentence_is_courtesy(&r->draft.sentences[i]) &&
            !sentence_is_marred(r, &r->draft.sentences[i]))
            return true;
    return false;
}

static int score(const struct review *r, const struct asked *q)
{
    int shared = overlap(r, q), shown = evidence(r, q);
    bool about = shared > 0 && r->out->words >= ABOUT_WORDS && q->asks != ASKS_WHEN;
    if ((about || asks_back(r)) && shown < SCORE_PERHAPS)
        shown = SCORE_PERHAPS; // speaks of it; or it cannot be answered yet
    bool sent = sends_on(r) && (q->asks == ASKS_WHO || (q->asks == ASKS_YES_NO && wants_action(r, q)));
    bool elsewhere = sends_on(r) && q->asks == ASKS_YES_NO && !sent;
    if (!r->told && !has_any(r, ~mark_bit(MARK_VAGUE)) && r->out->words > SHORT_ANSWER_WORDS && !sent)
        return 0; // nothing in it tells anything
    if (!r->has_several && q->asks != ASKS_WHEN && !elsewhere && (r->told || r->out->words <= SHORT_ANSWER_WORDS) &&
        shown < SCORE_PERHAPS)
        shown = SCORE_PERHAPS; // it says something, and there is but one thing to say it to
    if (r->has_several && !shared && shown < SCORE_ANSWERED)
        return shown / 3; // what speaks to one question need not speak to the other
    if (shared > 0 && shown >= 50)
        return shown + shared / 2;
    return shown > shared * 6 / 10 ? shown : shared * 6 / 10;
}

static void add_question(struct review *r, struct asked q)
{
    struct coach_remarks *out = r->out;
    const struct text *t = &r->asked;
    if ((q.end - q.first < QUESTION_WORDS_MIN && !is_asker(r, q.first)) || out->question_count == QUESTIONS_MAX)
        return;
    q.asks = kind_of(r->l, t, q.first, q.end);
    int points = score(r, &q);
    r->untold += points < SCORE_TOLD;
    size_t end = t->tokens[q.end - 1].end;
    end += end < t->raw.n && t->raw.p[end] == '?';
    struct coach_question *question = &out->questions[out->question_count++];
    question->text = str_slice(t->raw, t->tokens[q.first].start, end);
    question->answered = points >= SCORE_ANSWERED  ? COACH_ANSWERED
                         : points >= SCORE_PERHAPS ? COACH_PERHAPS
                                                   : COACH_OPEN;
}

static void count_questions(struct review *r)
{
    int n = 0, yes_no = 0;
    for (uint32_t i = 0; i < r->asked.sentence_count; i++) {
        const struct sentence *s = &r->asked.sentences[i];
        uint32_t first = begin_at(r, s->first, s->end), next = split_at(r, first, s->end);
        if (!s->question)
            continue;
        n += next ? 2 : 1;
        yes_no += kind_of(r->l, &r->asked, first, next ? next : s->end) == ASKS_YES_NO;
        yes_no += next && kind_of(r->l, &r->asked, next, s->end) == ASKS_YES_NO;
    }
    r->has_several = n > 1;
    r->one_yes_no = yes_no == 1;
}

void questions_find(struct review *r)
{
    if (r->has_asked)
        count_questions(r);
    for (uint32_t i = 0; r->has_asked && i < r->asked.sentence_count; i++) {
        const struct sentence *s = &r->asked.sentences[i];
        bool asks = s->question || s->marks & mark_bit(MARK_QUESTION);
        if (!asks || s->marks & mark_bit(MARK_RHETORICAL) || s->greeting)
            continue;
        uint32_t first = begin_at(r, s->first, s->end), next;
        while ((next = split_at(r, first, s->end))) {
            bool joined = token_is(&r->asked.tokens[next - 1], "and") || token_is(&r->asked.tokens[next - 1], "und");
            add_question(r, (struct asked){.first = first, .end = joined ? next - 1 : next});
            first = next;
        }
        add_question(r, (struct asked){.first = first, .end = s->end, .apart = s->item});
    }
}
