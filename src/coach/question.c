// SPDX-License-Identifier: Apache-2.0
// The user's questions, a list to look down: found in what they wrote since our last
// message, several in one sentence taken apart, each with whether something in the
// draft speaks to it (answer.h).
#include "coach/answer.h"

enum {
    QUESTION_WORDS_MIN = 2,
    CLEARLY_ANSWERED = -100, // in the points of answer_weigh(), as is the next
    CLEARLY_OPEN = 200,
    SAYS_SOMETHING_WORDS = 15,
};

static bool is_asker(const struct review *r, uint32_t at)
{
    return r->l && language_in_list(r->l, &r->asked, &r->asked.tokens[at], LIST_ASKER);
}

static bool is_one_of(const struct token *k, const char *const *words, size_t n)
{
    bool is = false;
    for (size_t i = 0; i < n && !is; i++)
        is = token_is(k, words[i]);
    return is;
}

// Where a question begins at the token: "how else", "until when", "if not, how else"; else 0.
static uint32_t question_from(const struct review *r, uint32_t at, uint32_t end)
{
    static const char *const before[] = {"until", "till", "for", "from", "by", "since",
                                         "with",  "to",   "bis", "seit", "ab"};
    static const char *const turned[] = {"not", "so", "yes", "nicht", "ja"};
    const struct token *k = &r->asked.tokens[at];
    if (is_asker(r, at))
        return at;
    if (at + 1 < end && is_one_of(k, before, ARRAY_LEN(before)) && is_asker(r, at + 1))
        return at;
    bool if_not = at + 2 < end && (token_is(k, "if") || token_is(k, "wenn")) &&
                  is_one_of(&r->asked.tokens[at + 1], turned, ARRAY_LEN(turned));
    return if_not && is_asker(r, at + 2) ? at + 2 : 0;
}

// "how long can I keep one", "is there a deposit": the verb stands before the person.
static bool is_inverted(const struct review *r, uint32_t at, uint32_t end)
{
    static const char *const verbs[] = {"do",    "does", "did", "is",   "are",  "was", "were",  "can",
                                        "could", "will", "has", "have", "must", "may", "should"};
    static const char *const persons[] = {"i", "you", "he", "she", "it", "we", "they", "there", "this", "that", "my"};
    enum { WORDS_BEFORE = 3 };
    for (uint32_t i = at; is_asker(r, at) && i + 1 < end && i <= at + WORDS_BEFORE; i++)
        if (is_one_of(&r->asked.tokens[i], verbs, ARRAY_LEN(verbs)) &&
            is_one_of(&r->asked.tokens[i + 1], persons, ARRAY_LEN(persons)))
            return true;
    return false;
}

// The words after a comma go on with another question: "Do you lend laptops to students, how long can I keep one, …",
// but not "Could you tell me, is it back?".
static bool goes_on(const struct review *r, uint32_t first, uint32_t at, uint32_t end)
{
    enum { WHOLE_WORDS = 5 };
    static const char *const open[] = {"me", "us", "know", "mir", "uns"};
    bool whole = at + 1 - first >= WHOLE_WORDS && is_inverted(r, first, end);
    return whole && !is_one_of(&r->asked.tokens[at], open, ARRAY_LEN(open)) && is_inverted(r, at + 1, end);
}

// "… and do I have to?": the token after the join, or 0.
static uint32_t split_at(const struct review *r, uint32_t first, uint32_t end)
{
    for (uint32_t i = first + 2; i + 2 < end; i++) {
        const struct token *k = &r->asked.tokens[i];
        uint32_t from = token_is(k, "and") || token_is(k, "und") ? question_from(r, i + 1, end) : 0;
        if (from)
            return from;
        // "Three things: is it back, when do I get mine, and who …": a list after a colon.
        bool listed = first > 0 && r->asked.tokens[first - 1].after & AFTER_COLON;
        if (k->after & AFTER_COMMA && ((listed && is_asker(r, i + 1)) || goes_on(r, first, i, end)))
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

// A yes or no, and this is the only question that wants one; or a day for the only question, which asks when.
static bool is_met(const struct review *r, uint64_t signs)
{
    bool day = signs >> ANSWER_DAY_PROMISED & 1, yes_or_no = signs >> ANSWER_YES_OR_NO_FOR_IT & 1;
    return yes_or_no || (day && !r->has_several);
}

// Without rules for the language only words that come back, and how many there are, can be seen.
static enum coach_answered judge(const struct review *r, const struct asked_list *list, size_t at, uint64_t *ret_signs)
{
    *ret_signs = answer_signs(r, list, at);
    if (!r->l)
        return r->out->words >= SAYS_SOMETHING_WORDS || answer_shares_words(r, &list->items[at]) ? COACH_PERHAPS
                                                                                                 : COACH_OPEN;
    int points = answer_weigh(*ret_signs);
    if (is_met(r, *ret_signs) && points < CLEARLY_OPEN)
        return points < 0 && !r->has_several ? COACH_ANSWERED : COACH_PERHAPS;
    if (points >= 0) // what is asked back for cannot be answered yet
        return review_asks_back(r) ? COACH_PERHAPS : COACH_OPEN;
    return points > CLEARLY_ANSWERED ? COACH_PERHAPS : COACH_ANSWERED;
}

static void add_question(struct review *r, struct asked_list *list, struct asked q)
{
    if ((q.end - q.first < QUESTION_WORDS_MIN && !is_asker(r, q.first)) || list->n == QUESTIONS_MAX)
        return;
    q.asks = question_asks(r->l, &r->asked, q.first, q.end);
    list->items[list->n++] = q;
}

static struct str text_of_question(const struct text *t, const struct asked *q)
{
    size_t end = t->tokens[q->end - 1].end, mark = end;
    while (mark < t->raw.n && t->raw.p[mark] == ' ') // as the French set it
        mark++;
    if (mark < t->raw.n && t->raw.p[mark] == '?')
        end = mark + 1;
    return str_slice(t->raw, t->tokens[q->first].start, end);
}

// Where the question before the next one ends: without "and", or "and if not".
static uint32_t before_join(const struct review *r, uint32_t first, uint32_t next)
{
    enum { JOIN_WORDS = 3 };
    for (uint32_t i = next; i > first + 1 && next - i < JOIN_WORDS; i--)
        if (token_is(&r->asked.tokens[i - 1], "and") || token_is(&r->asked.tokens[i - 1], "und"))
            return i - 1;
    return next;
}

static void judge_all(struct review *r, const struct asked_list *list)
{
    struct coach_remarks *out = r->out;
    for (size_t i = 0; i < list->n; i++) {
        out->questions[i].text = text_of_question(&r->asked, &list->items[i]);
        out->questions[i].answered = judge(r, list, i, &r->answer_signs[i]);
    }
    out->question_count = list->n;
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
        yes_no += question_asks(r->l, &r->asked, first, next ? next : s->end) == ASKS_YES_NO;
        yes_no += next && question_asks(r->l, &r->asked, next, s->end) == ASKS_YES_NO;
    }
    r->has_several = n > 1;
    r->one_yes_no = yes_no == 1;
}

void questions_find(struct review *r)
{
    struct asked_list list = {.n = 0};
    if (r->has_asked)
        count_questions(r);
    for (uint32_t i = 0; r->has_asked && i < r->asked.sentence_count; i++) {
        const struct sentence *s = &r->asked.sentences[i];
        bool asks = s->question || s->marks & mark_bit(MARK_QUESTION);
        if (!asks || s->marks & mark_bit(MARK_RHETORICAL) || s->greeting)
            continue;
        uint32_t first = begin_at(r, s->first, s->end), next;
        while ((next = split_at(r, first, s->end))) {
            add_question(r, &list, (struct asked){.first = first, .end = before_join(r, first, next)});
            first = next;
        }
        add_question(r, &list, (struct asked){.first = first, .end = s->end});
    }
    judge_all(r, &list);
}
