// SPDX-License-Identifier: Apache-2.0
// Does somebody who pressed "yes" write that it is not solved (R14)? A few
// hundred patterns of words in English and German, each a start and what
// follows within a few words of the same sentence. A doubt costs one question;
// a miss closes a ticket that is not solved, and any word opens it again.
#include "desk/verbs.h"

#define WORDS_MAX 400 // of one text; what comes later is not read
#define WORD_BYTES_MAX 40

struct pattern {
    const char *first; // words of which one starts it, with a space around each
    int within;        // how many words later one of `then` must come; 0: nothing must
    const char *then;
};

// Past tense and "any more" are left alone: "could not log in before, works now" is a yes.
static const struct pattern doubts[] = {
    {" still ", 4,
     " not cannot can't cant doesn't doesnt isn't isnt won't wont don't dont aren't no broken fails failing fail error "
     "errors wrong missing slow down same happening happens having have has issue issues problem problems waiting need "
     "needs unable stuck crashes crashing freezes freezing hangs blocked unsolved get gets getting see seeing "
     "intermittent dead offline "},
    {" not isn't isnt aren't arent ain't ", 2,
     " yet working works solved fixed resolved done right correct possible able completely fully entirely quite "},
    {" doesn't doesnt don't dont won't wont not ", 2,
     " work start open print load connect respond sync log login send receive boot turn play save "},
    {" cannot can't cant ", 2,
     " log login access open print connect send see use get find reach install save start sign work join hear load "
     "read "
     "receive enter "},
    {" unable ", 1, " to "},
    {" longer ", 1, " work works working opens starts prints "},
    {" came comes coming is are ", 1, " back "},
    {" back ", 1, " again "},
    {" happened happens happening occurs occurred appears appeared fails failed crashes crashed broken down ", 1,
     " again "},
    {" only ", 2, " partly partially half sometimes "},
    {" partly partially half ", 1, " works working solved fixed resolved "},
    {" works working worked ", 2, " sometimes partly partially "},
    {" unsolved unresolved unfixed worse ", 0, NULL},
    {" the same ", 1, " same error problem issue "},
    {" another different new ", 1, " error problem issue "},
    {" but ", 4, " not cannot can't doesn't isn't won't don't fails error errors broken wrong missing slow "},
    // German
    {" noch immer ", 2, " nicht kein keine keinen "},
    {" weiterhin leider ", 4, " nicht kein keine keinen kaputt fehler problem probleme defekt "},
    {" geht gehts funktioniert klappt läuft startet öffnet druckt lädt verbindet reagiert ", 3, " nicht nichts nie "},
    {" nicht ", 2, " gelöst behoben erledigt möglich repariert geklappt "},
    {" kann können komme ", 5, " nicht keine keinen "},
    {" wieder ", 2, " da kaputt aufgetreten fehler abgestürzt weg "},
    {" nur ", 2, " teilweise manchmal halb "},
    {" ungelöst schlimmer ", 0, NULL},
    {" derselbe dasselbe dieselbe gleiche gleicher selbe ", 1, " fehler problem meldung "},
    {" aber ", 5, " nicht kein keine fehler problem kaputt langsam "},
};

// What sounds like a doubt and is none.
static const struct pattern all_clear[] = {
    {" still ", 1, " works working fine good great solved fixed "},
    {" not no hasn't hasnt isn't isnt never ", 2,
     " come came happened happening occurred appeared crashed failed back "},
    {" nicht kein keine nie ", 2, " wieder "},
};

struct token {
    char text[WORD_BYTES_MAX + 3]; // " word "
};

struct reading {
    struct token tokens[WORDS_MAX];
    int n;
};

static bool is_word_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || c >= 0x80;
}

static void push(struct reading *r, struct str word)
{
    if (r->n == WORDS_MAX || !word.n || word.n > WORD_BYTES_MAX)
        return;
    char *out = r->tokens[r->n++].text;
    *out++ = ' ';
    for (size_t i = 0; i < word.n; i++) {
        bool curly = str_starts(str_from(word, i), S("\xe2\x80\x99"));
        char c = curly ? '\'' : word.p[i];
        *out++ = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        i += curly ? 2 : 0;
    }
    *out++ = ' ';
    *out = 0;
}

static bool ends_sentence(char c)
{
    return c == '.' || c == '!' || c == '?' || c == '\n' || c == ';';
}

// One sentence as words; moves past it.
static bool sentence_read(struct str *rest, struct reading *r)
{
    size_t start = 0, i = 0;
    r->n = 0;
    if (!rest->n)
        return false;
    for (; i < rest->n && !ends_sentence(rest->p[i]); i++) {
        if (!is_word_byte((unsigned char)rest->p[i])) {
            push(r, str_slice(*rest, start, i));
            start = i + 1;
        }
    }
    push(r, str_slice(*rest, start, i));
    *rest = str_from(*rest, i + 1);
    return true;
}

static bool is_one_of(const char *words, const struct token *t)
{
    return strstr(words, t->text) != NULL;
}

static bool follows(const struct reading *r, int at, const struct pattern *p)
{
    if (!p->within)
        return true;
    for (int i = at + 1; i < r->n && i <= at + p->within; i++)
        if (is_one_of(p->then, &r->tokens[i]))
            return true;
    return false;
}

// "I could not print before": how it was, not how it is.
static bool is_past(const struct reading *r, int at)
{
    return at > 0 && is_one_of(" could did would had ", &r->tokens[at - 1]) && is_one_of(" not ", &r->tokens[at]);
}

static bool has_pattern(const struct reading *r, const struct pattern *list, size_t n)
{
    for (size_t k = 0; k < n; k++)
        for (int i = 0; i < r->n; i++)
            if (is_one_of(list[k].first, &r->tokens[i]) && !is_past(r, i) && follows(r, i, &list[k]))
                return true;
    return false;
}

bool answer_doubts(struct str text)
{
    struct reading r;
    while (sentence_read(&text, &r))
        if (has_pattern(&r, doubts, ARRAY_LEN(doubts)) && !has_pattern(&r, all_clear, ARRAY_LEN(all_clear)))
            return true;
    return false;
}
