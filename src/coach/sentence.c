// SPDX-License-Identifier: Apache-2.0
// Where sentences end. A full stop ends one before white space and anything but a
// small letter, unless it belongs to an abbreviation, an initial or a German day of
// the month. Mail is wrapped by machines: the end of a wide line ends nothing.
#include "coach/language.h"

static bool small_begins(const struct text *t, const struct token *k)
{
    char c = t->raw.p[k->start];
    return k->kind == TOKEN_WORD && !(k->flags & TOKEN_CAPITAL) && !(c >= '0' && c <= '9');
}

static bool short_number(const struct token *k)
{
    return k->kind == TOKEN_NUMBER && k->word.n <= 2;
}

static bool dot_ends(const struct text *t, const struct token *k, const struct token *next,
                     const struct language *language)
{
    if (!(k->after & AFTER_SPACE) || k->after & AFTER_COMMA || small_begins(t, next)) // "13.3., 15 Uhr"
        return false;
    if (k->kind == TOKEN_WORD && k->word.n == 1 && !str_eq(k->word, S("i")))
        return false;
    if (language && language_in_list(language, t, k, LIST_ABBREVIATION))
        return false;
    bool german = language && language->tongue == TONGUE_DE;
    bool week = token_is(next, "kw") || token_is(next, "kalenderwoche");
    return !(german && short_number(k) && (week || date_word_is_month(TONGUE_DE, next->word)));
}

static bool ends_after(const struct text *t, uint32_t i, const struct language *language)
{
    const struct token *k = &t->tokens[i], *next = k + 1;
    if (k->after & AFTER_BLOCK)
        return true;
    if (next->start < k->end) // halves of a short form
        return false;
    if (k->after & (AFTER_QUESTION | AFTER_EXCLAIM))
        return k->after & (AFTER_SPACE | AFTER_LINE);
    if (k->after & AFTER_DOT && dot_ends(t, k, next, language))
        return true;
    if (!(k->after & AFTER_LINE) || small_begins(t, next))
        return false;
    return !(k->flags & TOKEN_LONG_LINE) || k->after & AFTER_COLON;
}

static void close_sentence(struct text *t, uint32_t first, uint32_t end)
{
    struct sentence *s = &t->sentences[t->sentence_count++];
    const struct token *last = &t->tokens[end - 1];
    *s = (struct sentence){.first = first, .end = end, .from = t->tokens[first].start, .to = last->end};
    s->shared = -1;
    s->question = last->after & AFTER_QUESTION;
    s->exclaim = last->after & AFTER_EXCLAIM;
    s->item = t->tokens[first].flags & TOKEN_ITEM;
    while (s->to < t->raw.n && strchr(".!?", t->raw.p[s->to]) && t->raw.p[s->to])
        s->to++;
}

void sentence_read(struct text *t, const struct language *language)
{
    t->sentences = arena_raw(t->arena, (t->token_count + 1) * sizeof *t->sentences);
    uint32_t first = 0;
    for (uint32_t i = 0; i < t->token_count; i++)
        if (i + 1 == t->token_count || ends_after(t, i, language)) {
            close_sentence(t, first, i + 1);
            first = i + 1;
        }
}
