// SPDX-License-Identifier: Apache-2.0
// When a promise is due: by the date in its own words, by the one that stands before
// it in the sentence, or by the day that it points back to: "by then", "the day after",
// "that afternoon", "right after". A date that is over, or only says how long something
// lasts, is nobody's due.
#include "coach/promise.h"

enum { WORDS_BACK_MAX = 40 }; // as far as a verb is looked for before a date

// "I'll ask whether Thursday works for her": a day that is asked about.
static bool is_asked_about(const struct review *r, const struct date *d)
{
    static const char *const words[] = {"whether", "if", "ob", NULL};
    return d->first > 0 && d->first == d->core && token_one_of(&r->draft.tokens[d->first - 1], words);
}

// One of the verbs stands among the ten words before `at`.
static bool verb_before(const struct token *k, uint32_t at, const char *const verbs[])
{
    for (uint32_t i = at > 10 ? at - 10 : 0; i < at; i++)
        if (token_one_of(&k[i], verbs))
            return true;
    return false;
}

// "set the alarm to 6:45", "extend the loan until 30 April": what is done, not when.
static bool is_set_to(const struct review *r, const struct date *d)
{
    static const char *const sets[] = {"set", "reset", "change", "move", "shift", "adjust", NULL};
    static const char *const extends[] = {"extend", "renew", "prolong", "lend", NULL};
    const struct token *k = r->draft.tokens;
    bool clock = d->has_clock && !d->has_day && d->first > 0 && token_is(&k[d->first - 1], "to");
    bool until = token_is(&k[d->first], "until") || token_is(&k[d->first], "till");
    return (clock && verb_before(k, d->first, sets)) || (until && verb_before(k, d->first, extends));
}

// "add you to the 9 o'clock list", but "it comes with the 4 o'clock courier".
static bool names_a_thing(const struct review *r, const struct date *d)
{
    static const char *const articles[] = {"the", "a", "your", "my", "our", NULL};
    static const char *const with[] = {"with", "on", "in", "by", "at", "before", "after", NULL};
    const struct token *k = r->draft.tokens;
    if (r->l->tongue != TONGUE_EN || !d->has_clock || d->has_day || d->core < 2 || d->end >= r->draft.token_count)
        return false;
    const struct token *next = &k[d->end];
    bool noun = next->kind == TOKEN_WORD && !(next->flags & TOKEN_COMMON) && !next->time &&
                !(k[d->end - 1].after & (AFTER_PAUSE | AFTER_DOT | AFTER_BLOCK));
    return noun && token_one_of(&k[d->core - 1], articles) && !token_one_of(&k[d->core - 2], with);
}

static bool usable(const struct review *r, const struct date *d)
{
    return !d->past && !d->span && !is_asked_about(r, d) && !is_set_to(r, d) && !names_a_thing(r, d);
}

// German puts the verb after a date of its own. So a clause that begins with its subject has
// none before it, and what stands before a semicolon is said by itself.
uint32_t clause_start(const struct review *r, const struct sentence *s, uint32_t first, uint32_t end)
{
    const struct token *k = r->draft.tokens;
    uint32_t start = s->first;
    if (r->l->tongue != TONGUE_DE)
        return start;
    for (uint32_t i = s->first; i < first; i++)
        if (k[i].after & AFTER_SEMICOLON)
            start = i + 1;
    bool subject =
        first > start && k[first - 1].after & AFTER_PAUSE && (token_is(&k[first], "ich") || token_is(&k[first], "wir"));
    for (uint32_t i = first; subject && i < end; i++)
        subject = !token_is(&k[i], "dann") && !token_is(&k[i], "danach");
    return subject ? first : start;
}

const struct date *clause_date_in(const struct review *r, uint32_t first, uint32_t end)
{
    for (size_t i = 0; i < r->dates.count; i++) {
        const struct date *d = &r->dates.items[i];
        if (d->first >= first && d->end <= end && usable(r, d))
            return d;
    }
    return NULL;
}

bool token_one_of(const struct token *k, const char *const words[])
{
    for (size_t i = 0; words[i]; i++)
        if (token_is(k, words[i]))
            return true;
    return false;
}

// May a promise that begins at `at` take the date, which stands somewhere before it? Not a clock that is
// over ("I called at 9 and will …"), not how long something lasts ("I'm here until 12 and will …"), not a
// whole month by the way, not "any day".
static bool lends_itself(const struct review *r, const struct date *d, uint32_t first, uint32_t at)
{
    static const char *const over[] = {"was", "were", "had", "did", NULL};
    const struct token *k = r->draft.tokens;
    if (d->has_clock && !d->has_day && d->minute <= r->cal.minute)
        return false;
    if (d->end == at || d->first == first || r->l->tongue != TONGUE_EN)
        return true;
    bool lasts = false;
    if (d->first > first + WORDS_BACK_MAX)
        first = d->first - WORDS_BACK_MAX;
    for (uint32_t i = first; i + 1 < d->first; i++)
        lasts |= token_is(&k[i + 1], "am") || (token_is(&k[i], "we") && token_is(&k[i + 1], "are"));
    for (uint32_t i = first; i < d->first; i++)
        if (token_one_of(&k[i], over))
            return false; // "It was due on Monday; I …"
    lasts &= token_is(&k[d->first], "until") || token_is(&k[d->first], "till") || token_is(&k[d->first], "through");
    bool any = d->first > 1 && token_is(&k[d->first - 2], "any");
    return !lasts && !any && d->grain < COACH_WEEK;
}

// The last date with a day that stands in [first, at); else the last one.
const struct date *clause_last_date(const struct review *r, uint32_t first, uint32_t at)
{
    const struct date *last = NULL;
    for (size_t i = r->dates.count; i-- > 0 && r->dates.items[i].first >= first;) {
        const struct date *d = &r->dates.items[i];
        if (d->end > at || (last && !d->has_day) || !usable(r, d) || !lends_itself(r, d, first, at))
            continue;
        if (d->has_day)
            return d;
        last = d;
    }
    return last;
}

// The last date that stands before `at` in the clause.
const struct date *clause_date_before(const struct review *r, const struct clause *c, uint32_t at)
{
    return clause_last_date(r, clause_start(r, c->s, c->first, c->end), at);
}

// "…, which is free today": what a relative clause says is not of the promise.
static uint32_t main_end(const struct review *r, const struct clause *c)
{
    const struct token *k = r->draft.tokens;
    for (uint32_t i = c->first + 1; i < c->end; i++)
        if (k[i - 1].after & AFTER_COMMA &&
            (token_is(&k[i], "which") || token_is(&k[i], "who") || token_is(&k[i], "so")))
            return i;
    return c->end;
}

// "that day", "that same afternoon", "the same visit", "on that occasion". *ret_minute: of the part of the day
// that it names, or of its end; MINUTE_NONE if the clock is meant as well.
static bool says_that_day(const struct review *r, const struct clause *c, int *ret_minute)
{
    static const char *const times[] = {"day", "tag", "time", "date", "hour", "slot", NULL};
    static const char *const events[] = {"visit", "trip", "occasion", "appointment", "call", "session", NULL};
    const struct token *k = r->draft.tokens;
    for (uint32_t i = c->first; i + 1 < c->end; i++) {
        bool same = i + 2 < c->end && token_is(&k[i + 1], "same");
        uint32_t next = i + 1 + same;
        bool that = token_is(&k[i], "that") || token_is(&k[i], "diesem") || token_is(&k[i], "selben") ||
                    token_is(&k[i], "gleichen");
        bool the = same && token_is(&k[i], "the");
        const struct date_word *w = k[next].time;
        bool part = w && w->class == DATE_PART, day = token_is(&k[next], "day") || token_is(&k[next], "tag");
        *ret_minute = part ? w->value : day ? DAY_END_MINUTE : MINUTE_NONE;
        if ((that || (the && !c->conditional)) && (part || token_one_of(&k[next], times)))
            return true;
        *ret_minute = MINUTE_NONE;
        if ((the || (that && same)) && token_one_of(&k[next], events))
            return true;
    }
    return false;
}

// "the day after", "the next morning", where a day was named before: days on from it, 0 if it says none.
static int says_day_beside(const struct review *r, const struct clause *c)
{
    static const char *const next[] = {"next", "following", NULL};
    static const char *const parts[] = {"day", "morning", "afternoon", NULL};
    static const char *const that[] = {"that", "it", "and", NULL};
    const struct token *k = r->draft.tokens;
    for (uint32_t i = c->first; i + 2 < c->end; i++) {
        if (!token_is(&k[i], "the"))
            continue;
        bool last = i + 3 >= c->end || k[i + 2].after & AFTER_PAUSE || token_one_of(&k[i + 3], that);
        if (token_is(&k[i + 1], "day") && last && token_is(&k[i + 2], "before"))
            return -1;
        bool after = token_is(&k[i + 1], "day") && last && token_is(&k[i + 2], "after");
        if (after || (token_one_of(&k[i + 1], next) && token_one_of(&k[i + 2], parts)))
            return 1;
    }
    return 0;
}

static const struct date *day_before(const struct review *r, uint32_t at)
{
    const struct date *last = NULL;
    for (size_t i = 0; i < r->dates.count; i++)
        if (r->dates.items[i].end <= at && usable(r, &r->dates.items[i]) && r->dates.items[i].has_day)
            last = &r->dates.items[i];
    return last;
}

// In this sentence or the one before.
static bool named_just_before(const struct review *r, const struct clause *c)
{
    const struct date *day = day_before(r, c->first);
    const struct sentence *s = c->s > r->draft.sentences ? c->s - 1 : c->s;
    return day && day->first >= s->first && day->day >= r->cal.today;
}

// "I'll write to you then", "by then", "I'll be there too".
static bool says_then(const struct review *r, const struct clause *c)
{
    static const char *const before[] = {"by", "before", "until", NULL};
    static const char *const right[] = {"right", "straight", "directly", "immediately", "shortly", "just", NULL};
    const struct token *k = r->draft.tokens;
    uint32_t end = main_end(r, c);
    for (uint32_t i = c->first + 1; i < end && !c->only_if; i++) {
        bool last = i + 1 == end || k[i].after & AFTER_PAUSE;
        if (token_is(&k[i], "then") && (last || token_one_of(&k[i - 1], before)))
            return true;
        last |= i + 1 < end && (token_is(&k[i + 1], "too") || token_is(&k[i + 1], "and"));
        if (token_is(&k[i], "dahin") && token_is(&k[i - 1], "bis"))
            return true;
        bool after = token_is(&k[i], "afterwards") || (token_is(&k[i], "after") && token_one_of(&k[i - 1], right));
        if (after && last && named_just_before(r, c))
            return true;
        bool there = token_is(&k[i], "there") && last && !token_is(&k[i - 1], "over") && !token_is(&k[i - 1], "out");
        if (token_is(&k[i], "dann") ? i + 1 == end : there && named_just_before(r, c))
            return true;
    }
    return false;
}

static const struct sentence *sentence_before(const struct review *r, const struct sentence *s)
{
    return s > r->draft.sentences ? s - 1 : NULL;
}

// The day that the sentence before speaks of, if this goes on from there: "The part comes on Tuesday. I'll
// fit it at 3.", "For Thursday: …" before a list.
static const struct date *day_carried(const struct review *r, const struct clause *c)
{
    static const char *const meanwhile[] = {"meanwhile", "today", "now", "until", "meantime", NULL};
    const struct token *k = r->draft.tokens;
    const struct sentence *s = sentence_before(r, c->s);
    for (uint32_t i = c->s->first; i < c->first; i++)
        if (token_one_of(&k[i], meanwhile))
            return NULL;
    while (s && c->s->item && s->item)
        s = sentence_before(r, s);
    if (!s || s->end == s->first || (c->s->item && !(k[s->end - 1].after & AFTER_COLON)))
        return NULL;
    const struct date *day = day_before(r, s->end);
    if (!day || day->first < s->first || day->day <= r->cal.today || day->grain != COACH_DAY)
        return day && day->has_clock && day->first >= s->first && day->day > r->cal.today ? day : NULL;
    return day;
}

// A clock without a day beside a day: "on Friday I'll be there at 9".
static int64_t due_of(const struct review *r, const struct clause *c, const struct date *own, enum coach_grain *grain)
{
    uint32_t main = main_end(r, c);
    const struct date *next = clause_date_in(r, own->end, own->end < main ? main : c->end);
    if (own->has_day && !own->has_clock && next && next->has_clock && !next->has_day && !next->exact_ms)
        return date_due(&r->cal, next, own, grain);
    bool near = next && next->first <= own->end + 2; // "at 2pm sharp on Friday"
    if (own->has_clock && !own->has_day && near && next->has_day && !next->has_clock)
        return date_due(&r->cal, own, next, grain);
    int part;
    const struct date *day = clause_date_before(r, c, own->first);
    if (!day && own->has_clock && !own->has_day)
        day = says_that_day(r, c, &part) ? day_before(r, c->first) : day_carried(r, c);
    return date_due(&r->cal, own, day, grain);
}

// "every 15 minutes, starting at 03:30": the first time counts.
static const struct date *first_of_many(const struct review *r, const struct clause *c, const struct date *own)
{
    static const char *const starts[] = {"starting", "beginning", "first", NULL};
    const struct date *next = own->recurring ? clause_date_in(r, own->end, c->end) : NULL;
    return next && next->first > 0 && token_one_of(&r->draft.tokens[next->first - 1], starts) ? next : own;
}

// "Send it by Friday. I'll pass it on the same day": on the day that they do.
static bool asks_before(const struct review *r, const struct clause *c, const struct date *day)
{
    const struct sentence *s = c->s;
    while (s > r->draft.sentences && s->first > day->first)
        s--;
    return s->marks & mark_bit(MARK_ASK) || language_list_end(r->l, &r->draft, s->first, LIST_STEP);
}

// The German date right before the verb that the promise begins with, or `own`.
static const struct date *fronted(const struct review *r, const struct clause *c, const struct date *own)
{
    const struct date *front = r->l->tongue == TONGUE_DE ? clause_date_before(r, c, c->first) : NULL;
    return front && front->end == c->first ? front : own;
}

void clause_set_due(const struct review *r, const struct clause *c, uint32_t from, struct coach_promise *p)
{
    const struct token *k = r->draft.tokens;
    const struct date *own = clause_date_in(r, c->first, main_end(r, c)), *day = day_before(r, c->first);
    int beside = day && day->day > r->cal.today && !c->only_if ? says_day_beside(r, c) : 0;
    if (beside) {
        p->due_ms =
            calendar_ms(&r->cal, day->day + beside, own && own->minute != MINUTE_NONE ? own->minute : DAY_END_MINUTE);
        p->has_due = p->due_ms != 0;
        return;
    }
    int part = MINUTE_NONE;
    struct date named;
    if (own && own->first > 0 && k[own->first - 1].after & AFTER_COMMA)
        own = fronted(r, c, own); // "Heute Abend tausche ich ihn, morgen geht es wieder."
    if (!own && (says_that_day(r, c, &part) || says_then(r, c)))
        own = day;
    if (own && own == day && part == DAY_END_MINUTE && asks_before(r, c, day))
        own = NULL;
    if (own && own == day && part != MINUTE_NONE) { // "They meet on Thursday at 2; I'll write the same evening."
        named = *day;
        named.minute = part;
        named.has_clock = false;
        named.grain = COACH_DAY;
        own = &named;
    }
    if (own)
        own = first_of_many(r, c, own);
    uint32_t which = main_end(r, c) + 1; // "a new one, which should reach you on Monday"
    if (!own && which < c->end && (token_is(k + which, "should") || token_is(k + which, "will")))
        own = clause_date_in(r, which, c->end);
    if (!own) {
        uint32_t start = clause_start(r, c->s, c->first, c->end);
        own = clause_last_date(r, from > start ? from : start, c->first);
        if (!own)
            own = clause_last_date(r, start, c->first);
        if (own && c->only_if && own->end != c->first)
            return; // "until Friday, and if it …, I will": the day is not of this one
    }
    if (!own || (c->only_if && own->exact_ms))
        return;
    p->due_ms = due_of(r, c, own, &p->grain);
    p->has_due = p->due_ms != 0;
}

bool clause_points_back(const struct review *r, const struct clause *c)
{
    int part;
    return says_that_day(r, c, &part) || says_then(r, c) || says_day_beside(r, c) != 0;
}

bool clause_says_that_day(const struct review *r, const struct clause *c)
{
    int part;
    return says_that_day(r, c, &part);
}
