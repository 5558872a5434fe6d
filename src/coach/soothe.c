// SPDX-License-Identifier: Apache-2.0
// Does the reply meet a reader who is upset, or pass over what they went through? Weighed
// from signs (weigh.h): words that acknowledge, their own words and numbers taken up at
// the front, what is done about it; against blame, stock phrases and excuses.
#include "coach/review.h"
#include "coach/weigh.h"

enum {
    FIRST_SENTENCES = 3,
    ECHO_WORDS = 2,
    VERY_HOT = 6,
    COMPARED_OURS = 200, // words of a sentence, and of theirs: enough of either to tell
    COMPARED_THEIRS = 600,
};

// A word of what shows how they feel, or a number of theirs: "FORTY minutes", "four people".
static bool echoes_feeling(const struct review *r, const struct sentence *s)
{
    for (uint32_t i = s->first; i < s->end && i < s->first + COMPARED_OURS; i++) {
        const struct token *ours = &r->draft.tokens[i];
        bool number = ours->kind == TOKEN_NUMBER;
        if (ours->flags & TOKEN_COMMON || (!number && ours->word.n < 4))
            continue;
        for (uint32_t k = 0; k < r->asked.token_count && k < COMPARED_THEIRS; k++) {
            const struct token *theirs = &r->asked.tokens[k];
            if ((number || theirs->flags & TOKEN_HEATED) && token_same_stem(theirs, ours))
                return true;
        }
    }
    return false;
}

static uint64_t front_signs(const struct review *r)
{
    uint64_t signs = 0;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        bool front = seen < FIRST_SENTENCES, said = s->marks & mark_bit(MARK_ACKNOWLEDGE);
        int shared = front && !s->greeting && !sentence_is_marred(r, s) ? words_shared(r, s) : 0;
        seen += !s->greeting;
        sign_set(&signs, front ? SOOTHE_SAID : SOOTHE_SAID_LATER, said);
        sign_set(&signs, SOOTHE_SAID_FIRST, said && seen <= 1);
        sign_set(&signs, SOOTHE_TOPIC, shared >= 1);
        sign_set(&signs, SOOTHE_WORDS, shared >= ECHO_WORDS);
        sign_set(&signs, SOOTHE_FEELING, front && !s->greeting && echoes_feeling(r, s));
        sign_set(&signs, SOOTHE_DONE_FIRST, !s->greeting && seen == 1 && s->marks & mark_bit(MARK_DONE));
    }
    return signs;
}

static uint64_t draft_signs(const struct review *r)
{
    static const struct {
        enum soothe_sign sign;
        enum mark mark;
    } marks[] = {{SOOTHE_DONE, MARK_DONE},     {SOOTHE_ASK, MARK_ASK},         {SOOTHE_HANDOFF, MARK_HANDOFF},
                 {SOOTHE_REASON, MARK_REASON}, {SOOTHE_REFUSAL, MARK_REFUSAL}, {SOOTHE_VAGUE, MARK_VAGUE}};
    static const struct {
        enum soothe_sign sign;
        enum coach_kind kind;
    } kinds[] = {{SOOTHE_BLAME, COACH_BLAME},    {SOOTHE_SCRIPTED, COACH_SCRIPTED},
                 {SOOTHE_BUCK, COACH_BUCK},      {SOOTHE_EARLY_CLOSE, COACH_EARLY_CLOSE},
                 {SOOTHE_BELITTLED, COACH_HEAT}, {SOOTHE_NO_STEP, COACH_NO_NEXT_STEP},
                 {SOOTHE_TERSE, COACH_TERSE}};
    uint64_t signs = 0;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        sign_set(&signs, marks[i].sign, r->marks & mark_bit(marks[i].mark));
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        sign_set(&signs, kinds[i].sign, review_found(r, kinds[i].kind));
    sign_set(&signs, SOOTHE_PROMISED, review_promises_a_date(r));
    sign_set(&signs, SOOTHE_WORDS_24, r->out->words <= 24);
    sign_set(&signs, SOOTHE_WORDS_OVER_39, r->out->words >= 40);
    sign_set(&signs, SOOTHE_WORDS_OVER_69, r->out->words >= 70);
    sign_set(&signs, SOOTHE_TELLS_2, r->told >= 2);
    sign_set(&signs, SOOTHE_GUESSED, r->heat.guessed);
    sign_set(&signs, SOOTHE_VERY_HOT, r->heat.score >= VERY_HOT);
    return signs;
}

void soothe_check(struct review *r)
{
    r->soothe_signs = front_signs(r) | draft_signs(r);
    sign_set(&r->soothe_signs, SOOTHE_ALWAYS, true);
    if (!r->heat.hot || soothe_weigh(r->soothe_signs) < 0)
        return;
    struct str named = r->heat.word_count ? r->heat.words[0] : STR_NONE;
    struct coach_finding *f = check_speaks(r, CHECK_HEAT, COACH_HEAT, named);
    if (f && r->heat.guessed)
        f->level = COACH_NOTE;
}
