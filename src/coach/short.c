// SPDX-License-Identifier: Apache-2.0
// Short forms written out: "you'll" is "you will". By language, because "geht's" is
// "geht es" and "it's" is "it is"; a possessive 's falls away. Also what people type
// without the mark: "dont", "im".
#include "coach/language.h"

struct pair {
    const char *written, *first, *second, *third;
};

struct whole {
    struct str written;
    const char *first, *second;
};

// Whole words that a rule about endings would get wrong, and those typed without the mark: by
// their first letter, since every word of every text is looked up here.
static const struct {
    uint16_t lengths; // bit n: one of n bytes is typed without the mark
    struct whole words[4];
} whole[26] = {
    ['a' - 'a'] = {1 << 5, {{S_INIT("ain't"), "is", "not"}, {S_INIT("arent"), "are", "not"}}},
    ['c' - 'a'] = {1 << 4 | 1 << 6 | 1 << 7,
                   {{S_INIT("cannot"), "can", "not"},
                    {S_INIT("can't"), "can", "not"},
                    {S_INIT("cant"), "can", "not"},
                    {S_INIT("couldnt"), "could", "not"}}},
    ['d' - 'a'] = {1 << 4 | 1 << 5 | 1 << 6,
                   {{S_INIT("dont"), "do", "not"}, {S_INIT("didnt"), "did", "not"}, {S_INIT("doesnt"), "does", "not"}}},
    ['g' - 'a'] = {1 << 5, {{S_INIT("gonna"), "going", "to"}}},
    ['h' - 'a'] = {1 << 5 | 1 << 6, {{S_INIT("havent"), "have", "not"}, {S_INIT("hasnt"), "has", "not"}}},
    ['i' - 'a'] = {1 << 2 | 1 << 3 | 1 << 4,
                   {{S_INIT("im"), "i", "am"}, {S_INIT("ive"), "i", "have"}, {S_INIT("isnt"), "is", "not"}}},
    ['l' - 'a'] = {0, {{S_INIT("let's"), "let", "us"}}},
    ['o' - 'a'] = {0, {{S_INIT("o'clock"), "oclock", NULL}}},
    ['s' - 'a'] = {1 << 8, {{S_INIT("shan't"), "shall", "not"}, {S_INIT("shouldnt"), "should", "not"}}},
    ['t' - 'a'] = {1 << 5, {{S_INIT("thats"), "that", "is"}}},
    ['w' - 'a'] = {1 << 5 | 1 << 7,
                   {{S_INIT("won't"), "will", "not"},
                    {S_INIT("wasnt"), "was", "not"},
                    {S_INIT("wouldnt"), "would", "not"},
                    {S_INIT("whats"), "what", "is"}}},
    ['y' - 'a'] = {1 << 5, {{S_INIT("youre"), "you", "are"}, {S_INIT("youve"), "you", "have"}}},
};

static const struct pair endings[] = {
    {"'ll", "", "will", NULL}, {"'re", "", "are", NULL}, {"'ve", "", "have", NULL},
    {"'d", "", "would", NULL}, {"'m", "", "am", NULL},   {"'d've", "", "would", "have"},
};

static bool says_is(struct str word)
{
    static const char *const words[] = {"it",   "that", "what",      "here",     "there", "who",     "where",
                                        "how",  "he",   "she",       "when",     "why",   "nothing", "everything",
                                        "this", "else", "something", "everyone", "nobody"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq(word, str_of(words[i])))
            return true;
    return false;
}

static unsigned letter_of(struct str word)
{
    return word.n ? (unsigned)word.p[0] - 'a' : 26;
}

static bool may_be_whole(struct str word)
{
    unsigned letter = letter_of(word);
    return letter < 26 && word.n < 16 && whole[letter].lengths >> word.n & 1;
}

// Not inlined, so that words that are no short form pay for nothing but may_be_whole().
static __attribute__((noinline)) void english(struct arena *a, struct str word, size_t mark, struct short_form *form)
{
    const struct whole *w = letter_of(word) < 26 ? whole[letter_of(word)].words : NULL;
    for (size_t i = 0; w && i < ARRAY_LEN(whole[0].words); i++)
        if (str_eq(word, w[i].written)) {
            form->first = str_of(w[i].first);
            form->second = str_of(w[i].second);
            return;
        }
    if (!mark)
        return;
    struct str tail = str_from(word, mark);
    if (str_eq(tail, S("'t")) && str_ends(word, S("n't"))) {
        form->first = str_slice(word, 0, mark - 1);
        form->second = S("not");
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        if (str_eq(tail, str_of(endings[i].written))) {
            form->first = str_slice(word, 0, mark);
            form->second = str_of(endings[i].second);
            form->third = str_of(endings[i].third);
            return;
        }
    if (str_eq(tail, S("'s"))) {
        form->first = str_slice(word, 0, mark);
        form->possessive = !says_is(form->first);
        form->second = form->possessive ? STR_NONE : S("is");
    }
}

bool short_form_split(struct arena *a, struct str word, size_t mark, enum tongue tongue, struct short_form *form)
{
    if (!mark && (tongue != TONGUE_EN || !may_be_whole(word)))
        return false;
    *form = (struct short_form){.first = word};
    if (tongue == TONGUE_EN)
        english(a, word, mark, form);
    if (tongue == TONGUE_DE && mark && str_eq(str_from(word, mark), S("'s"))) {
        form->first = str_slice(word, 0, mark);
        form->second = S("es");
    }
    return true;
}
