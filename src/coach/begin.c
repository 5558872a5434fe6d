// SPDX-License-Identifier: Apache-2.0
// The start of a reading: the draft and the user's last words are taken apart, names
// and dates found, and how heated the user is. What the later steps ask is ready
// after this; nothing here makes a finding.
#include "base/utf8.h"
#include "coach/review.h"

enum { NAME_PARTS_MAX = 4 };

// Marks each word of the name, and the whole name where its words follow each other.
static void add_name(struct review *r, struct str name, uint32_t symbol)
{
    struct language bare = {.tongue = r->l ? r->l->tongue : TONGUE_OTHER};
    struct text n, *t = &r->draft;
    if (str_is_empty(name) || !t->spans || name.n > 200)
        return;
    text_read(&n, r->c->arena, name, &bare, false);
    uint32_t parts = n.token_count < NAME_PARTS_MAX ? n.token_count : NAME_PARTS_MAX;
    for (uint32_t i = 0; i < t->token_count; i++)
        for (uint32_t k = 0; k < parts; k++) {
            if (t->tokens[i].hash != n.tokens[k].hash || !(t->tokens[i].flags & TOKEN_CAPITAL))
                continue;
            uint32_t end = i + 1;
            while (end < t->token_count && end - i + k < parts && t->tokens[end].hash == n.tokens[k + end - i].hash)
                end++;
            text_add_span(t, i, symbol, end);
        }
}

// What the user wrote since our last message, oldest first.
static struct str last_words(struct review *r)
{
    const struct coach_draft *in = r->in;
    size_t from = in->message_count, taken = 0;
    while (from > 0 && in->messages[from - 1].from_user && taken < TRAILING_MESSAGES_MAX) {
        from--;
        taken++;
    }
    if (taken == 1)
        return in->messages[from].text;
    struct buf b = buf_make(r->c->arena, 256);
    for (size_t i = from; i < in->message_count; i++) {
        buf_add(&b, utf8_truncate(in->messages[i].text, TEXT_BYTES_MAX / TRAILING_MESSAGES_MAX - 2));
        buf_lit(&b, "\n\n");
    }
    return buf_str(&b);
}

static void read_asked(struct review *r)
{
    struct str words = last_words(r);
    r->has_asked = words.n > 0;
    text_read(&r->asked, r->c->arena, words, r->l, true);
    if (!r->l || !r->has_asked)
        return;
    heat_measure(r->l, &r->asked, r->c->arena, &r->heat);
    r->asked_marks = apply_marks(r->l, &r->asked);
    model_heat(r);
    r->asked_dates = dates_list(r->c->arena, &r->cal, &r->asked);
}

void review_begin_for(struct review *r, unsigned asks)
{
    enum tongue tongue = r->l ? r->l->tongue : TONGUE_OTHER;
    if (str_is_none(r->cal.zone))
        calendar_init(&r->cal, r->in, tongue);
    (asks & ASKS_LISTS ? text_read : text_cut)(&r->draft, r->c->arena, r->in->text, r->l, true);
    if (r->draft.spans && asks & ASKS_NAMES) {
        add_name(r, r->in->facts.agent, SYMBOL_AGENT);
        add_name(r, r->in->facts.user, SYMBOL_USER);
    }
    if (r->draft.spans && asks & ASKS_DATES)
        r->dates = dates_find(r->c->arena, &r->cal, &r->draft);
    if (r->in->message_count)
        read_asked(r);
}

void review_begin(struct review *r)
{
    review_begin_for(r, ASKS_ALL);
}
