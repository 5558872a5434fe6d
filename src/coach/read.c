// SPDX-License-Identifier: Apache-2.0
// The order of a reading: take apart, run the rules, find promises and questions,
// check the whole, settle. And a time in words, by the same grammar. Owns nothing
// but that order.
#include "coach/coach.h"

#include "base/utf8.h"
#include "coach/review.h"

static void make_room(struct arena *a, struct coach_remarks *out)
{
    *out = (struct coach_remarks){.findings = arena_list(a, FINDINGS_MAX, struct coach_finding),
                                  .promises = arena_list(a, PROMISES_MAX, struct coach_promise),
                                  .questions = arena_list(a, QUESTIONS_MAX, struct coach_question)};
}

static void keep_heat(const struct review *r, struct coach_remarks *out)
{
    out->hot = r->heat.hot;
    out->heat_word_count = r->heat.hot ? r->heat.word_count : 0;
    out->heat_words = arena_list(r->c->arena, HEAT_WORDS_MAX, struct str);
    memcpy(out->heat_words, r->heat.words, sizeof r->heat.words);
}

// What a language is guessed from: the draft, and where that is short the thread, the last
// message first, until there is enough.
static struct str language_sample(struct arena *a, const struct coach_draft *in)
{
    enum { SAMPLE_BYTES = 200, MESSAGE_BYTES_MAX = 400, MESSAGES_SEEN_MAX = 8 };
    if (!str_is_empty(in->language) || in->text.n > SAMPLE_BYTES)
        return in->text;
    struct buf b = buf_make(a, 1024);
    buf_add(&b, in->text);
    for (size_t i = in->message_count, seen = 0; i > 0 && seen < MESSAGES_SEEN_MAX && b.n <= SAMPLE_BYTES; seen++) {
        buf_lit(&b, "\n");
        buf_add(&b, utf8_truncate(in->messages[--i].text, MESSAGE_BYTES_MAX));
    }
    return buf_str(&b);
}

void review_run(struct review *r)
{
    review_begin(r);
    reading_measure(r);
    apply_rules(r);
    promises_find(r);
    findings_from_hits(r);
    model_find(r);
    questions_find(r);
    jargon_find(r);
    checks_run(r);
    findings_settle(r);
}

enum rc coach_read(struct ctx *c, const struct coach_rules *rules, const struct coach_draft *in,
                   struct coach_remarks *ret_remarks)
{
    struct coach_remarks out;
    make_room(c->arena, &out);
    out.zone = in->zone;
    struct review r = {.c = c, .rules = rules, .in = in, .out = &out};
    r.l = rules_language(rules, c->arena, in->language, language_sample(c->arena, in));
    review_run(&r);
    keep_heat(&r, &out);
    if (arena_over(c->arena))
        return fail(c, RC_LIMIT, "The draft and its thread are too large to be read");
    *ret_remarks = out;
    return RC_OK;
}

enum rc coach_time_parse(struct ctx *c, struct str text, const struct coach_draft *when, int64_t *ret_due_ms,
                         enum coach_grain *ret_grain)
{
    struct calendar cal;
    struct text t;
    bool german = str_starts_nocase(when->language, S("de"));
    struct language *bare = arena_new(c->arena, struct language);
    bare->tongue = german ? TONGUE_DE : TONGUE_EN;
    calendar_init(&cal, when, bare->tongue);
    text_read(&t, c->arena, str_slice(text, 0, 500), bare, false);
    struct dates found = dates_find(c->arena, &cal, &t);
    const struct date *day = NULL;
    for (size_t i = 0; i < found.count; i++) {
        const struct date *d = &found.items[i];
        if (d->past || d->span)
            continue;
        if (!day || (!d->has_day && d->has_clock)) {
            int64_t due = date_due(&cal, d, day, ret_grain);
            if (due) {
                *ret_due_ms = due;
                day = d;
            }
        }
    }
    return day ? RC_OK
               : fail_field(c, "by", "\"%.*s\" is no day or time that can be kept, such as \"Friday 3pm\"",
                            STR_ARG(text));
}
