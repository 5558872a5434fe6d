// SPDX-License-Identifier: Apache-2.0
// Short forms written out: "you'll" is "you will". By language, because "geht's" is
// "geht es" and "it's" is "it is"; a possessive 's falls away. Also what people type
// without the mark: "dont", "im".
#include "coach/language.h"

struct pair {
    const char *written, *first, *second, *third;
};

enum { LONGEST_WHOLE = 9 };

// Whole words that a rule about endings would get wrong, and those typed without the mark.
static const struct pair whole[] = {
    {"cannot", "can", "not", NULL},    {"can't", "can", "not", NULL},       {"won't", "will", "not", NULL},
    {"shan't", "shall", "not", NULL},  {"ain't", "is", "not", NULL},        {"let's", "let", "us", NULL},
    {"cant", "can", "not", NULL},      {"dont", "do", "not", NULL},         {"didnt", "did", "not", NULL},
    {"doesnt", "does", "not", NULL},   {"isnt", "is", "not", NULL},         {"wasnt", "was", "not", NULL},
    {"havent", "have", "not", NULL},   {"hasnt", "has", "not", NULL},       {"couldnt", "could", "not", NULL},
    {"wouldnt", "would", "not", NULL}, {"shouldnt", "should", "not", NULL}, {"arent", "are", "not", NULL},
    {"im", "i", "am", NULL},           {"ive", "i", "have", NULL},          {"youre", "you", "are", NULL},
    {"youve", "you", "have", NULL},    {"thats", "that", "is", NULL},       {"whats", "what", "is", NULL},
    {"gonna", "going", "to", NULL},    {"o'clock", "oclock", NULL, NULL},
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

static void english(struct arena *a, struct str word, size_t mark, struct short_form *form)
{
    for (size_t i = 0; i < ARRAY_LEN(whole) && word.n <= LONGEST_WHOLE; i++)
        if (word.p[0] == whole[i].written[0] && str_eq(word, str_of(whole[i].written))) {
            form->first = str_of(whole[i].first);
            form->second = str_of(whole[i].second);
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

void short_form_split(struct arena *a, struct str word, size_t mark, enum tongue tongue, struct short_form *form)
{
    *form = (struct short_form){.first = word};
    if (tongue == TONGUE_EN)
        english(a, word, mark, form);
    if (tongue == TONGUE_DE && mark && str_eq(str_from(word, mark), S("'s"))) {
        form->first = str_slice(word, 0, mark);
        form->second = S("es");
    }
}
