// SPDX-License-Identifier: Apache-2.0
// What is known of one language after its folder was read: lists, rules, glossary, heat.
// Private to src/coach. Immutable once loaded, so that any number of threads may read
// drafts with it at once.
#pragma once

#include "coach/coach.h"
#include "coach/phrase.h"

enum list_id {
    LIST_COMMON,
    LIST_GREETING,
    LIST_CLOSING,
    LIST_ABBREVIATION,
    LIST_NEGATION,
    LIST_YES,
    LIST_NO,
    LIST_STEP,
    LIST_TEAM,
    LIST_ACTION,
    LIST_ASKER,
    LIST_EXPLAINER,
    LIST_CONDITION,
    LIST_DESK,
    LIST_COUNT_
};

enum mark {
    MARK_DONE,
    MARK_ASK,
    MARK_HANDOFF,
    MARK_REASON,
    MARK_ALTERNATIVE,
    MARK_REFUSAL,
    MARK_CONDITION,
    MARK_ACKNOWLEDGE,
    MARK_INTRO,
    MARK_VAGUE,
    MARK_NOT_KNOWN,
    MARK_ASK_CONFIRM,
    MARK_QUESTION,
    MARK_RHETORICAL,
    MARK_CONFIRMED,
    MARK_COURTESY,
    MARK_COUNT_
};
static inline uint32_t mark_bit(enum mark m)
{
    return 1u << m;
}

enum check {
    CHECK_TERSE,
    CHECK_REFUSAL,
    CHECK_NO_NEXT_STEP,
    CHECK_VAGUE_STEP,
    CHECK_UNANSWERED,
    CHECK_NO_INTRO,
    CHECK_LONG_SENTENCE,
    CHECK_GRADE,
    CHECK_EARLY_CLOSE,
    CHECK_HEAT,
    CHECK_JARGON,
    CHECK_MODEL,
    CHECK_COUNT_
};

// Bits of rule.when.
enum when {
    WHEN_FIRST_CONTACT = 1,
    WHEN_USER_ANGRY = 2,
    WHEN_NOT_CONFIRMED = 4,
    WHEN_NO_HANDOFF = 8,
    WHEN_NOT_SPECIFIC = 16,
    WHEN_NO_DATE = 32,
    WHEN_NO_REASON = 64,
    WHEN_NOT_QUESTION = 128,
    WHEN_QUESTION = 256,
    WHEN_FIRST_SENTENCE = 512,
    WHEN_SHORT = 1024,
    WHEN_NO_HELP = 2048,
};

enum rule_sort { RULE_FINDING, RULE_MARK, RULE_PROMISE, RULE_CHECK };

struct rule {
    struct str id, file;
    uint32_t line;
    enum rule_sort sort;
    enum coach_kind kind; // of a finding
    uint32_t number;      // of a mark or a check
    enum coach_level level;
    bool has_level, off, by_other, needs_date;
    uint32_t when;
    uint8_t asks;                     // bits ASKS_…: what its phrases and conditions look at
    int limit;                        // of a check; 0: the built-in one
    struct phrase_range says;         // in language.says
    struct phrase_range unless, only, except; // in language.contexts
    struct str advice, attempt;
};

struct example {
    struct str text, file;
    uint32_t line, rule;
    bool wanted;
};

enum familiar { TERM_KNOWN, TERM_SOME, TERM_EXPERT, TERM_WORD };

struct term {
    struct str name, plain, means;
    enum familiar familiar;
};

enum heat_group {
    HEAT_ANGER,
    HEAT_REPEAT,
    HEAT_WAIT,
    HEAT_LOSS,
    HEAT_DEADLINE,
    HEAT_DISTRESS,
    HEAT_THREAT,
    HEAT_TROUBLE,
    HEAT_PRAISE,
    HEAT_GROUP_COUNT_
};

struct heat_entry {
    int weight;
    enum heat_group group;
    bool negated; // begins with a negation itself
    bool loud;    // words that count in capitals only
};

struct check_text {
    enum coach_level level;
    struct str advice, attempt;
    int limit;
    bool off;
};

struct model;

struct language {
    struct str code;
    enum tongue tongue;
    struct arena *arena, *scratch; // scratch: while a phrase is read; NULL once loaded
    struct symbols symbols;
    uint16_t *lists_of; // by symbol: bit a list (of single words)
    uint32_t lists_of_count;
    uint32_t list_symbol[LIST_COUNT_];
    uint32_t greeting_letters; // bit a letter: a greeting may begin with it
    struct phrases lists, says, contexts, terms, heat;
    struct rule *rules;
    uint32_t rule_count, rule_room;
    struct symbols rule_ids; // the ids, to find a rule by; number SYMBOL_FIXED_ is rule_of[0]
    uint32_t *rule_of, rule_of_count, rule_of_room;
    struct example *examples, *heat_examples;
    uint32_t example_count, example_room, heat_example_count, heat_example_room;
    struct term *term_list;
    uint32_t term_count, term_room;
    struct heat_entry *heat_entries;
    uint32_t heat_count, heat_room;
    struct check_text checks[CHECK_COUNT_];
    const struct model *model; // may be NULL
};

static inline bool language_is_common(const struct language *l, uint32_t symbol)
{
    return symbol < l->lists_of_count && l->lists_of[symbol] & 1u << LIST_COMMON;
}
// True if the token alone is an item of the list.
bool language_in_list(const struct language *l, const struct text *t, const struct token *k, enum list_id list);
// Where an item of the list that begins at `at` ends; 0 if there is none.
uint32_t language_list_end(const struct language *l, const struct text *t, uint32_t at, enum list_id list);

// short.c
struct short_form {
    struct str first, second, third;
    bool possessive;
};
// False if the word surely is none; `form` is untouched then.
bool short_form_split(struct arena *a, struct str word, size_t mark, enum tongue tongue, struct short_form *form);

// date_words.c
bool date_word_is_month(enum tongue tongue, struct str word);
