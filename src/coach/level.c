// SPDX-License-Identifier: Apache-2.0
// How hard a draft is to read: words, the longest sentence, and a school grade. English
// by Flesch and Kincaid, German by the first Wiener Sachtextformel (Bamberger and
// Vanecek), all else by LIX, scaled to grades. Whole numbers only, so that no machine
// rounds differently.
#include "coach/review.h"

struct counts {
    int words, sentences, syllables, polysyllables, long_words, one_syllable;
};

static bool is_vowel(char c, enum tongue tongue)
{
    return strchr(tongue == TONGUE_EN ? "aeiouy" : "aeiou", c) != NULL;
}

// Groups of vowels; a silent e at the end of an English word is none.
static int syllables(struct str word, enum tongue tongue)
{
    int n = 0;
    bool before = false;
    for (size_t i = 0; i < word.n; i++) {
        bool vowel = is_vowel(word.p[i], tongue);
        n += vowel && !before;
        before = vowel;
    }
    if (tongue == TONGUE_EN && n > 1 && str_ends(word, S("e")) && !str_ends(word, S("le")))
        n--;
    return n ? n : 1;
}

// Technical terms, names and figures are no measure of the sentence: they count as one syllable.
static bool is_plain(const struct token *k, const struct sentence *s, uint32_t i, enum tongue tongue)
{
    return k->kind == TOKEN_WORD && !(k->flags & TOKEN_CAPS) &&
           !(tongue != TONGUE_DE && k->flags & TOKEN_CAPITAL && i > s->first);
}

static void count_sentence(const struct text *t, const struct sentence *s, enum tongue tongue, struct counts *c)
{
    int words = 0;
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct token *k = &t->tokens[i];
        if (k->flags & TOKEN_SHORT)
            continue;
        int n = is_plain(k, s, i, tongue) ? syllables(k->word, tongue) : 1;
        words++;
        c->syllables += n;
        c->polysyllables += n >= 3;
        c->one_syllable += n == 1;
        c->long_words += k->word.n > 6 && is_plain(k, s, i, tongue);
    }
    c->words += words;
    c->sentences++;
}

static int grade_tenths(const struct counts *c, enum tongue tongue)
{
    if (!c->words)
        return 0;
    int64_t w = c->words, s = c->sentences, grade; // in thousandths
    if (tongue == TONGUE_EN)
        grade = 390 * w / s + 11800 * c->syllables / w - 15590;
    else if (tongue == TONGUE_DE)
        grade = 193 * 100 * c->polysyllables / w + 168 * w / s + 130 * 100 * c->long_words / w -
                33 * 100 * c->one_syllable / w - 875;
    else
        grade = (1000 * w / s + 100000 * c->long_words / w) / 4; // LIX 40 is about grade 10
    return grade < 0 ? 0 : (int)(grade / 100);
}

static int sentence_words(const struct text *t, const struct sentence *s)
{
    int n = 0;
    for (uint32_t i = s->first; i < s->end; i++)
        n += !(t->tokens[i].flags & TOKEN_SHORT);
    return n;
}

void reading_measure(struct review *r)
{
    enum tongue tongue = r->l ? r->l->tongue : TONGUE_OTHER;
    struct counts c = {0};
    for (uint32_t i = 0; i < r->draft.sentence_count; i++) {
        const struct sentence *s = &r->draft.sentences[i];
        if (s->greeting)
            continue;
        count_sentence(&r->draft, s, tongue, &c);
        int words = sentence_words(&r->draft, s);
        if (words > r->out->longest_sentence)
            r->out->longest_sentence = words;
    }
    r->out->words = c.words;
    r->out->grade_tenths = grade_tenths(&c, tongue);
}
