// SPDX-License-Identifier: Apache-2.0
// The coach reads a reply before it is sent, with the thread and a few facts, and
// says what the reader will miss or feel (PRODUCT.md R12, R25 to R29). Pure: no SQL,
// no HTTP, no clock; the moment is given. Rules are immutable once loaded and may be
// shared by threads; a reading's memory is the ctx's arena. The same input gives the
// same bytes on every machine. The format of rule files is docs/coach-rules.md.
#pragma once

#include "base/buf.h"
#include "base/ctx.h"

enum coach_kind {
    COACH_JARGON,
    COACH_TERSE,
    COACH_NO_NEXT_STEP,
    COACH_BLAME,
    COACH_SCRIPTED,
    COACH_BUCK,
    COACH_UNANSWERED,
    COACH_NO_INTRO,
    COACH_HARD_TO_READ,
    COACH_EARLY_CLOSE,
    COACH_HEAT,
    COACH_KIND_COUNT_
};
const char *coach_kind_name(enum coach_kind kind); // "no_next_step"

enum coach_level { COACH_NOTE, COACH_ADVICE, COACH_WARN };
const char *coach_level_name(enum coach_level level);

// Three answers, since what nobody told the coach it must not assume.
enum coach_known { COACH_UNKNOWN, COACH_NO, COACH_YES };

struct coach_message {
    bool from_user;
    struct str text;
    int64_t at_ms; // 0 where not known
};

struct coach_facts {
    enum coach_known first_contact, user_confirmed, closing;
    struct str agent, user; // full names
    struct str signature;   // what will be appended to the draft
    struct str handed_to;   // the person or team that the ticket goes to with this reply
    struct str next;        // the next step that the ticket already has
    bool has_copied;        // somebody else than the user gets this reply
};

struct coach_draft {
    struct str text;                      // valid UTF-8; what lies beyond 64 KiB is not read
    const struct coach_message *messages; // oldest first
    size_t message_count;
    struct coach_facts facts;
    int64_t now_ms;          // 0: not known, so no date is resolved
    struct str zone;         // the reader's, IANA; none is UTC
    struct str language;     // "de"; none: guessed
    struct str locale;       // "en-US": the order of day and month
    const int32_t *holidays; // days since 1970-01-01
    size_t holiday_count;
};

struct coach_finding {
    struct str rule; // "blame.should-have"
    enum coach_kind kind;
    enum coach_level level;
    size_t start, end;                 // bytes of the draft; 0, 0 for the draft as a whole
    struct str quote, advice, attempt; // attempt: another way to say it, may be empty
};

enum coach_grain { COACH_MINUTE, COACH_DAY, COACH_WEEK, COACH_MONTH };

struct coach_promise {
    size_t start, end;
    bool by_other; // somebody else than the writer promises
    bool has_due, vague, conditional;
    int64_t due_ms;
    enum coach_grain grain;
    struct str what;
};

enum coach_answered { COACH_OPEN, COACH_PERHAPS, COACH_ANSWERED };

struct coach_question {
    struct str text;
    enum coach_answered answered;
};

struct coach_remarks {
    bool held; // a one-word answer (R26): it waits for its why
    bool hot;  // the user's message is heated
    struct coach_finding *findings;
    size_t finding_count;
    struct coach_promise *promises;
    size_t promise_count;
    struct coach_question *questions;
    size_t question_count;
    struct str *heat_words; // what to name, in the user's own words
    size_t heat_word_count;
    int words, grade_tenths, longest_sentence;
    struct str zone;
};

struct coach_rules;

struct coach_file {
    struct str name; // "en/blame.rules": a folder of a language and a file
    struct str text;
};

// Reads every file below `dir` as docs/coach-rules.md has it and runs the examples; an empty
// `dir` stands for the rules that are part of the program.
// RC_INVALID with "file:line: reason" if anything is wrong; *ret_rules is untouched then.
NODISCARD enum rc coach_rules_load(struct ctx *c, struct str dir, struct coach_rules **ret_rules);
// The same from memory: what was embedded at build time, a form, a test.
NODISCARD enum rc coach_rules_from(struct ctx *c, const struct coach_file *files, size_t n,
                                   struct coach_rules **ret_rules);
void coach_rules_free(struct coach_rules *rules); // NULL is fine
size_t coach_rules_count(const struct coach_rules *rules);
bool coach_rules_has_language(const struct coach_rules *rules, struct str language);

// RC_LIMIT if the ctx's memory ends, else always RC_OK.
NODISCARD enum rc coach_read(struct ctx *c, const struct coach_rules *rules, const struct coach_draft *in,
                             struct coach_remarks *ret_remarks);
// Appends one JSON object.
void coach_remarks_json(struct buf *b, const struct coach_remarks *remarks);
// Reads the context of a draft from JSON: messages, facts, now, time_zone, language, locale,
// holidays. Unknown members are passed over; what is missing is not known. in->text stays.
NODISCARD enum rc coach_thread_parse(struct ctx *c, struct str json, struct coach_draft *in);

// A time as a person writes it ("Tuesday 3pm", "bis Freitag"), after now_ms in `zone`.
// RC_INVALID where there is none or it is vague.
NODISCARD enum rc coach_time_parse(struct ctx *c, struct str text, const struct coach_draft *when, int64_t *ret_due_ms,
                                   enum coach_grain *ret_grain);
