// SPDX-License-Identifier: Apache-2.0
// One reading under way: the texts taken apart, what the rules matched, and the findings
// so far. Private to src/coach. Every step adds to it and none takes away, but for
// findings_settle() at the end.
#pragma once

#include "coach/date.h"
#include "coach/rules.h"

enum {
    HITS_MAX = 2000,
    FINDINGS_MAX = 100,
    PROMISES_MAX = 50,
    QUESTIONS_MAX = 30,
    HEAT_WORDS_MAX = 3,
    TRAILING_MESSAGES_MAX = 3,
    SEEN_CLEARLY = 400, // of struct seen: there is little doubt
};

// A phrase of a rule found in the draft.
struct hit {
    uint32_t rule, sentence;
    struct match m;
};

struct heat {
    int score;
    bool hot, guessed;                // guessed: by the second layer, so nothing but a note may come of it
    uint32_t groups;                  // bit an enum heat_group that was found
    struct str words[HEAT_WORDS_MAX]; // strongest first, as the user wrote them
    size_t word_count;
};

// What the second layer takes the sentences of the draft for, in thousandths; above 0 it is more likely than not.
struct seen {
    bool has_model;
    int telling; // sentences that look more like telling something than empty
    int32_t empty, step;
};

struct review {
    struct ctx *c;
    const struct coach_rules *rules;
    const struct language *l; // NULL: no rules for the language
    const struct coach_draft *in;
    struct calendar cal;
    struct text draft, asked;    // the draft; what the user wrote since our last message
    bool has_asked, has_several; // several questions
    bool one_yes_no;             // one of them wants a yes or no
    bool assume;                 // examples: facts are as the rule wants them
    struct dates dates;          // of the draft
    struct dates asked_dates;    // of what the user wrote
    uint32_t marks;              // of all sentences of the draft
    int told, clear;             // sentences that tell the reader something: no warning, no vagueness, no refusal; of
                                 // these, the ones that are short enough to be taken in
    uint32_t useful;             // marks of sentences that no warning and no stock phrase is about
    uint32_t asked_marks;
    uint32_t found;                       // kinds of findings so far, a bit each
    uint64_t soothe_signs;                // what soothe_check() weighed: bits by enum soothe_sign
    uint64_t step_signs;                  // what next_step_check() weighed: bits by enum step_sign
    uint64_t answer_signs[QUESTIONS_MAX]; // of each question: bits by enum answer_sign
    bool *sends_on;                       // by sentence: has words of a rule that asks for no help; NULL: not known
    struct hit *hits;                     // of rules that speak, all conditions held
    size_t hit_count;
    struct hit *promise_hits;
    size_t promise_hit_count;
    struct heat heat;
    struct seen seen;
    struct coach_remarks *out;
};

// apply.c: runs the rules over the draft and keeps what counts.
void apply_rules(struct review *r);
// Runs one rule alone, whose conditions find the marks that they ask for: does it count anywhere?
bool apply_alone(struct review *r, uint32_t rule);
// What a rule alone looks at beside the words, with the marks that its conditions ask for: bits ASKS_….
unsigned apply_asks(const struct language *l, const struct rule *rule);
// Marks of the sentences of a text, nothing else; returns them all together.
uint32_t apply_marks(const struct language *l, struct text *t);
bool review_confirmed(const struct review *r);
bool review_handed_over(const struct review *r);
bool sentence_has_date(const struct review *r, const struct sentence *s);
// It has a date, a number, a name, or words of the user's: about this case, whatever it says.
bool sentence_is_specific(const struct review *r, const struct sentence *s);
// Content words that the sentence shares with what the user wrote.
int words_shared(const struct review *r, const struct sentence *s);

// Only politeness: "Thank you for your message", "Anything else today?".
static inline bool sentence_is_courtesy(const struct sentence *s)
{
    uint32_t more = mark_bit(MARK_DONE) | mark_bit(MARK_HANDOFF) | mark_bit(MARK_REFUSAL) | mark_bit(MARK_NOT_KNOWN);
    return s->marks & mark_bit(MARK_COURTESY) && !(s->marks & more);
}

static inline bool review_found(const struct review *r, enum coach_kind kind)
{
    return r->found & 1u << kind;
}

// finding.c: NULL when there is no room for more.
struct coach_finding *finding_add(struct review *r, struct str rule, enum coach_kind kind, enum coach_level level);
void finding_place(struct review *r, struct coach_finding *f, size_t start, size_t end);
void finding_words(struct review *r, struct coach_finding *f, struct str advice, struct str attempt, struct str match,
                   const struct term *term);
// A built-in check speaks; NULL when it is switched off.
struct coach_finding *check_speaks(struct review *r, enum check check, enum coach_kind kind, struct str match);
// language.c: what a check says; also without a language.
const struct check_text *check_text_of(const struct language *l, enum check check);
struct str check_rule_id(enum check check);
void findings_from_hits(struct review *r);
// True if a warning or a stock phrase is about the sentence: it helps nobody.
bool sentence_is_marred(const struct review *r, const struct sentence *s);
// A question back that is no politeness and no reproach.
bool review_asks_back(const struct review *r);
bool review_promises_a_date(const struct review *r);
// Their last words only thank or praise us, or say that it works: nothing waits for an answer.
bool review_only_thanked(const struct review *r);
// Drops doubles, sorts by place.
void findings_settle(struct review *r);

void heat_measure(const struct language *l, struct text *t, struct arena *a, struct heat *heat);
void jargon_find(struct review *r);
// The words of the draft stand in what the user wrote.
bool jargon_is_theirs(const struct review *r, const struct match *m);
void model_find(struct review *r);
// Bits by the enum of weigh.h that begins with SEEN_NO_MODEL.
uint64_t seen_signs(const struct seen *seen);
// After the lexicon: may find a message hot in which the lexicon found too little.
void model_heat(struct review *r);
void promises_find(struct review *r);
void questions_find(struct review *r);
void reading_measure(struct review *r);
void checks_run(struct review *r);
void next_step_check(struct review *r);
void soothe_check(struct review *r);
// Planned, promised, asked for or confirmed: no next step is missing, whatever else the draft says.
bool step_is_settled(const struct review *r);
// The whole reading; the remarks are in r->out.
void review_run(struct review *r);
// Takes the draft and the thread apart.
void review_begin(struct review *r);
// The same, but looks only for what is asked for: bits ASKS_….
void review_begin_for(struct review *r, unsigned asks);
