// SPDX-License-Identifier: Apache-2.0
// The day that a promise goes on from, when its own words name none: the last one that
// was named as a plan, the one the sentence before speaks of, or the only one of the
// user's message. Not a day that is over, a deadline, an absence, or one in brackets.
#include "coach/promise.h"

enum { VERB_WORDS_BACK = 8, CLAUSE_WORDS_SEEN = 10, BRACKET_WORDS_BACK = 12, SENTENCES_BETWEEN_MAX = 2 };

static bool is_tomorrow_or_so(const struct text *t, const struct date *d)
{
    const struct date_word *w = t->tokens[d->core].time;
    return w && w->class == DATE_DAY;
}

static bool ends_with_ed(const struct token *k)
{
    return k->kind == TOKEN_WORD && k->word.n > 4 && str_ends(k->word, S("ed"));
}

// "(is|has been) promised for …" after its helper: what comes, not what was.
static bool has_helper(const struct token *k, uint32_t first, uint32_t at)
{
    static const char *const helpers[] = {"have", "has", "is", "are", "be", "been", "being", "am", "get", "gets", NULL};
    for (uint32_t i = at; i > first && i + 3 > at; i--)
        if (token_one_of(&k[i - 1], helpers))
            return true;
    return false;
}

// "… am Montag bei uns angerufen": a participle stands behind it, and no noun.
static bool participle_follows(const struct text *t, const struct date *d)
{
    const unsigned stops = AFTER_PAUSE | AFTER_DOT | AFTER_BLOCK;
    for (uint32_t i = d->end; i < t->token_count && i < d->end + VERB_WORDS_BACK && !(t->tokens[i - 1].after & stops);
         i++) {
        const struct token *k = &t->tokens[i];
        if (!(k->flags & TOKEN_CAPITAL) && k->word.n > 5 && (str_ends(k->word, S("en")) || str_ends(k->word, S("t"))))
            return true;
    }
    return false;
}

// "Sie schrieben am Montag", "haben am Montag angerufen".
static bool is_told_in_german(const struct text *t, const struct date *d)
{
    static const char *const past[] = {"schrieb", "schrieben", "war",      "waren", "kam",    "kamen", "sagte",
                                       "sagten",  "meldete",   "meldeten", "rief",  "riefen", "bekam", "bekamen",
                                       "ging",    "hatte",     "hatten",   "wurde", "wurden", NULL};
    static const char *const present[] = {"ist", "sind", "kommt", "kommen", "wird", "werden", NULL};
    static const char *const has[] = {"habe", "haben", "hat", "hatten", NULL};
    const struct token *k = t->tokens;
    uint32_t least = d->first > VERB_WORDS_BACK ? d->first - VERB_WORDS_BACK : 0;
    for (uint32_t i = d->first; i > least && !(k[i - 1].after & (AFTER_PAUSE | AFTER_DOT | AFTER_BLOCK)); i--) {
        if (token_one_of(&k[i - 1], present))
            return false;
        if (token_one_of(&k[i - 1], past))
            return true;
        if (token_one_of(&k[i - 1], has))
            return participle_follows(t, d);
    }
    return false;
}

bool date_is_told(const struct review *r, const struct text *t, const struct date *d)
{
    static const char *const past[] = {"was",   "were",  "had", "would", "did",  "wrote", "told",  "said",  "sent",
                                       "came",  "went",  "ran", "got",   "gave", "took",  "made",  "rang",  "left",
                                       "broke", "spoke", "saw", "met",   "fell", "began", "heard", "asked", NULL};
    static const char *const present[] = {"is",       "are",   "am",    "will",   "shall",  "can",  "may",   "must",
                                          "should",   "might", "could", "comes",  "starts", "goes", "opens", "begins",
                                          "delivers", "meets", "ships", "leaves", "has",    "have", "does",  NULL};
    static const char *const giving[] = {"gave",  "said",   "told",      "promised",  "offered", "quoted",
                                         "named", "agreed", "confirmed", "suggested", NULL}; // "us Friday"
    static const char *const ahead[] = {"by", "for", "until", "till", "next", "to", "before", "from", NULL};
    static const char *const before_noun[] = {"the",  "a",     "an",    "your", "our", "my", "this",
                                              "that", "these", "those", "new",  "its", "no", NULL};
    const struct token *k = t->tokens;
    uint32_t least = d->first > VERB_WORDS_BACK ? d->first - VERB_WORDS_BACK : 0;
    if (r->l->tongue == TONGUE_DE)
        return !is_tomorrow_or_so(t, d) && is_told_in_german(t, d);
    if (token_one_of(&k[d->first], ahead) || (d->first > 0 && token_one_of(&k[d->first - 1], ahead)) ||
        is_tomorrow_or_so(t, d))
        return false;
    for (uint32_t i = d->first; i > least && !(k[i - 1].after & (AFTER_PAUSE | AFTER_DOT | AFTER_BLOCK)); i--) {
        const struct token *verb = &k[i - 1];
        if (token_one_of(verb, present) || (d->core == d->first && token_one_of(verb, giving)))
            return false;
        bool adjective = i - 1 > least && token_one_of(verb - 1, before_noun); // "the repaired version"
        if (token_one_of(verb, past) || (ends_with_ed(verb) && !adjective))
            return !has_helper(k, least, i - 1);
    }
    return false;
}

// "drop the phone off on Friday", "send it off": nobody is off.
static bool is_put_off(const struct token *k, uint32_t at)
{
    static const char *const verbs[] = {"drop", "drops", "dropped", "dropping", "send",   "hand",
                                        "set",  "sign",  "cut",     "turn",     "switch", "pull",
                                        "pick", "swap",  "start",   "started",  "kick",   NULL};
    enum { OBJECT_WORDS_MAX = 4 };
    for (uint32_t i = at; token_is(&k[at], "off") && i > 0 && i + OBJECT_WORDS_MAX > at; i--)
        if (token_one_of(&k[i - 1], verbs))
            return true;
    return false;
}

bool date_is_closing(const struct text *t, const struct date *d)
{
    static const char *const words[] = {
        "ends",   "end",     "expires",  "expire", "expired", "closes",      "close",  "closed",  "shut",
        "lapses", "renewal", "deadline", "away",   "off",     "leave",       "payday", "holiday", "unavailable",
        "valid",  "endet",   "abwesend", "frist",  "urlaub",  "geschlossen", NULL};
    const struct token *k = t->tokens;
    const unsigned stops = AFTER_PAUSE | AFTER_DOT | AFTER_BLOCK;
    for (uint32_t i = d->first; i > 0 && i + CLAUSE_WORDS_SEEN > d->first && !(k[i - 1].after & stops); i--)
        if (token_one_of(&k[i - 1], words) && !is_put_off(k, i - 1))
            return true;
    for (uint32_t i = d->end; i < t->token_count && i < d->end + 4 && !(k[i - 1].after & stops); i++)
        if (token_one_of(&k[i], words))
            return true;
    return false;
}

static bool is_until(const struct token *k)
{
    static const char *const words[] = {"until", "till", "since", "from", "through", "seit", "ab", NULL};
    return token_one_of(k, words);
}

static bool in_brackets(const struct text *t, const struct date *d)
{
    for (uint32_t i = d->first; i > 0 && i + BRACKET_WORDS_BACK > d->first; i--) {
        const struct token *k = &t->tokens[i - 1];
        if (k->end < t->raw.n && t->raw.p[k->end] == ')')
            return false;
        if (k->after & AFTER_OPEN)
            return true;
    }
    return false;
}

bool date_lends_day(const struct review *r, const struct date *d)
{
    return !is_until(&r->draft.tokens[d->first]) && !date_is_closing(&r->draft, d) && !date_is_told(r, &r->draft, d);
}

const struct date *day_before(const struct review *r, uint32_t at)
{
    const struct date *any = NULL;
    for (size_t i = r->dates.count; i-- > 0;) {
        const struct date *d = &r->dates.items[i];
        if (d->end > at || !d->has_day || d->given || d->day < r->cal.today || !date_usable(r, d))
            continue;
        if (date_lends_day(r, d) && !in_brackets(&r->draft, d))
            return d;
        if (!any && !date_is_told(r, &r->draft, d))
            any = d;
    }
    return any;
}

const struct date *day_asked(const struct review *r)
{
    const struct date *day = NULL;
    for (size_t i = 0; i < r->asked_dates.count; i++) {
        const struct date *d = &r->asked_dates.items[i];
        bool ahead = d->has_day && !d->given && !d->past && !d->span && !d->recurring && d->day > r->cal.today;
        if (!ahead || d->grain > COACH_DAY || is_tomorrow_or_so(&r->asked, d) || date_is_told(r, &r->asked, d))
            continue;
        if (day && day->day != d->day)
            return NULL; // two of them
        if (!day || d->has_clock)
            day = d;
    }
    return day;
}

// "I'm with you on Monday", "we move the shelves tomorrow": a plan of the writer's.
static bool is_own_plan(const struct review *r, const struct sentence *s)
{
    const struct token *k = r->draft.tokens;
    for (uint32_t i = s->first; i < s->end && i < s->first + CLAUSE_WORDS_SEEN; i++)
        if (token_is(&k[i], "i") || token_is(&k[i], "we") || token_is(&k[i], "our"))
            return true;
    return false;
}

// Nothing in it, or only a clock.
static bool names_no_day(const struct review *r, const struct sentence *s)
{
    for (size_t i = 0; i < r->dates.count; i++)
        if (r->dates.items[i].first >= s->first && r->dates.items[i].end <= s->end && r->dates.items[i].has_day &&
            !r->dates.items[i].given)
            return false;
    return true;
}

// "Please send it by Friday": their day.
static bool is_asked_of_them(const struct review *r, const struct sentence *s, const struct date *d)
{
    const struct token *k = &r->draft.tokens[d->first];
    bool asks = s->marks & mark_bit(MARK_ASK) || language_list_end(r->l, &r->draft, s->first, LIST_STEP);
    return asks && (token_is(k, "by") || token_is(k, "before") || token_is(k, "no"));
}

const struct date *day_carried(const struct review *r, const struct clause *c)
{
    static const char *const meanwhile[] = {"meanwhile", "today", "now", "until", "meantime", NULL};
    const struct token *k = r->draft.tokens;
    const struct sentence *first = r->draft.sentences, *s = c->s;
    for (uint32_t i = s->first; i < c->first; i++)
        if (token_one_of(&k[i], meanwhile))
            return NULL;
    while (s > first && c->s->item && s[-1].item)
        s--;
    if (s == first)
        return NULL;
    s--;
    if (s->end == s->first || (c->s->item && !(k[s->end - 1].after & AFTER_COLON)))
        return NULL;
    int between = 0;
    for (; between < SENTENCES_BETWEEN_MAX && s > first && names_no_day(r, s); between++)
        s--;
    const struct date *day = day_before(r, s->end);
    if (!day || day->first < s->first || day->day <= r->cal.today || (day->grain != COACH_DAY && !day->has_clock))
        return NULL;
    if (!date_lends_day(r, day) || is_asked_of_them(r, s, day))
        return NULL;
    return !between || is_own_plan(r, s) ? day : NULL;
}
