// SPDX-License-Identifier: Apache-2.0
// When a promise is due: by the date in its own words, by the one that stands before
// it in the sentence, or by the day that it points back to: "by then", "the day after",
// "that afternoon", "right after". A date that is over, or only says how long something
// lasts, is nobody's due.
#include "coach/promise.h"

enum { NOON_MINUTE = 720, EVENING_MINUTE = 1200 };
enum { WORDS_BACK_MAX = 40 };  // as far as a verb is looked for before a date
enum { PERIOD_DAYS_MAX = 31 }; // the days that a month may name

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
    static const char *const corrects[] = {"set", "reset", "change", "correct", "adjust", NULL};
    static const char *const extends[] = {"extend", "renew", "prolong", "lend", NULL};
    const struct token *k = r->draft.tokens;
    bool clock = d->has_clock && !d->has_day && d->first > 0 && token_is(&k[d->first - 1], "to");
    bool day = d->has_day && d->first > 0 && token_is(&k[d->first - 1], "to"); // "extend the deadline to 15 May"
    bool until = token_is(&k[d->first], "until") || token_is(&k[d->first], "till") || day;
    return (clock && verb_before(k, d->first, sets)) || (day && verb_before(k, d->first, corrects)) ||
           (until && verb_before(k, d->first, extends));
}

// "add you to the 9 o'clock list", "the Monday one", but "it comes with the 4 o'clock courier".
static bool names_a_thing(const struct review *r, const struct date *d)
{
    static const char *const articles[] = {"the", "a", "your", "my", "our", NULL};
    static const char *const with[] = {"with", "on", "in", "by", "at", "before", "after", NULL};
    const struct token *k = r->draft.tokens;
    const struct date_word *w = k[d->core].time;
    bool weekday = d->has_day && !d->has_clock && w && w->class == DATE_WEEKDAY && d->end == d->core + 1;
    bool clock = d->has_clock && !d->has_day;
    if (r->l->tongue != TONGUE_EN || !(clock || weekday) || d->core < 2 || d->end >= r->draft.token_count)
        return false;
    const struct token *next = &k[d->end];
    bool tied = !(k[d->end - 1].after & (AFTER_PAUSE | AFTER_DOT | AFTER_BLOCK));
    bool noun = next->kind == TOKEN_WORD && !(next->flags & TOKEN_COMMON) && !next->time && tied;
    if (tied && (token_is(next, "one") || token_is(next, "ones")))
        return token_one_of(&k[d->core - 1], articles);
    return noun && token_one_of(&k[d->core - 1], articles) && !token_one_of(&k[d->core - 2], with);
}

bool date_usable(const struct review *r, const struct date *d)
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
        if (d->first >= first && d->end <= end && date_usable(r, d))
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
    const struct token *k = r->draft.tokens;
    if (d->has_clock && !d->has_day && d->minute <= r->cal.minute)
        return false;
    if (date_is_told(r, &r->draft, d)) // "It was due on Monday; I …"
        return false;
    if (d->end == at || d->first == first || r->l->tongue != TONGUE_EN)
        return true;
    bool lasts = false;
    if (d->first > first + WORDS_BACK_MAX)
        first = d->first - WORDS_BACK_MAX;
    for (uint32_t i = first; i + 1 < d->first; i++)
        lasts |= token_is(&k[i + 1], "am") || (token_is(&k[i], "we") && token_is(&k[i + 1], "are"));
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
        bool named = d->has_day && !d->given;
        if (d->end > at || (last && !named) || !date_usable(r, d) || !lends_itself(r, d, first, at))
            continue;
        if (named)
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

// "…, which is free today", "…, and it starts on the 21st": what another clause says is not of the promise.
uint32_t clause_main_end(const struct review *r, const struct clause *c)
{
    static const char *const joins[] = {"which", "who", "so", NULL};
    static const char *const subjects[] = {"it", "he", "she", "they", NULL};
    const struct token *k = r->draft.tokens;
    for (uint32_t i = c->first + 1; i < c->end; i++) {
        if (i + 1 < c->end && token_is(&k[i], "so") && token_is(&k[i + 1], "that"))
            return i;
        if (k[i - 1].after & AFTER_COMMA && (token_one_of(&k[i], joins) || (i + 1 < c->end && token_is(&k[i], "and") &&
                                                                            token_one_of(&k[i + 1], subjects))))
            return i;
    }
    return c->end;
}

// "that day", "that same afternoon", "the same visit", "on that occasion". *ret_minute: of the part of the day
// that it names, or of its end; MINUTE_NONE if the clock is meant as well.
static bool says_that_day(const struct review *r, const struct clause *c, int *ret_minute)
{
    static const char *const times[] = {"day", "tag", "time", "date", "hour", "slot", NULL};
    static const char *const events[] = {"visit", "trip", "occasion", "appointment", "call", "session", NULL};
    const struct token *k = r->draft.tokens;
    for (uint32_t i = c->front; i + 1 < c->end; i++) {
        bool same = i + 2 < c->end && token_is(&k[i + 1], "same");
        uint32_t next = i + 1 + same;
        bool that = token_is(&k[i], "that") || token_is(&k[i], "diesem") || token_is(&k[i], "selben") ||
                    token_is(&k[i], "gleichen") || (i < c->first && token_is(&k[i], "which"));
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

// "tags darauf", "am Tag davor", "am nächsten Morgen".
static int says_day_beside_in_german(const struct review *r, const struct clause *c, int *ret_minute)
{
    static const char *const days[] = {"tag", "tags", NULL};
    static const char *const after[] = {"darauf", "danach", "nachher", NULL};
    static const char *const before[] = {"davor", "zuvor", "vorher", NULL};
    const struct token *k = r->draft.tokens;
    *ret_minute = DAY_END_MINUTE;
    for (uint32_t i = c->front; i + 1 < c->end; i++) {
        if (token_one_of(&k[i], days) && token_one_of(&k[i + 1], before))
            return -1;
        if (token_one_of(&k[i], days) && token_one_of(&k[i + 1], after))
            return 1;
        bool next = i > 0 && token_is(&k[i], "naechsten") && token_is(&k[i - 1], "am");
        bool part = k[i + 1].time && k[i + 1].time->class == DATE_PART, morning = token_is(&k[i + 1], "morgen");
        if (part || morning)
            *ret_minute = morning ? NOON_MINUTE : k[i + 1].time->value;
        if (next && (part || morning || token_is(&k[i + 1], "tag")))
            return 1;
    }
    return 0;
}

// "the day after", "the next morning", "the evening before", where a day was named before: days on from it, 0 if
// it says none. *ret_minute: of the part of the day, or of its end.
static int says_day_beside(const struct review *r, const struct clause *c, int *ret_minute)
{
    static const char *const next[] = {"next", "following", NULL};
    static const char *const that[] = {"that", "it", "and", "at", "by", "to", NULL};
    const struct token *k = r->draft.tokens;
    if (r->l->tongue == TONGUE_DE)
        return says_day_beside_in_german(r, c, ret_minute);
    for (uint32_t i = c->front; i + 2 < c->end; i++) {
        if (!token_is(&k[i], "the"))
            continue;
        bool last =
            i + 3 >= c->end || i + 3 == c->first || k[i + 2].after & AFTER_PAUSE || token_one_of(&k[i + 3], that);
        bool before = last && token_is(&k[i + 2], "before"), after = last && token_is(&k[i + 2], "after");
        bool on = token_one_of(&k[i + 1], next);
        const struct token *named = &k[i + 1 + on];
        bool part = named->time && named->time->class == DATE_PART, day = token_is(named, "day");
        *ret_minute = part ? named->time->value : DAY_END_MINUTE;
        if ((on || before || after) && (part || day))
            return before && !on ? -1 : 1;
    }
    return 0;
}

// In this sentence or the one before.
static bool named_just_before(const struct review *r, const struct clause *c)
{
    const struct date *day = day_before(r, c->first);
    const struct sentence *s = c->s > r->draft.sentences ? c->s - 1 : c->s;
    return day && day->first >= s->first && day->day >= r->cal.today;
}

// The last time named in this sentence or the one before it, be it only a clock: "free at three. I'll come then".
static const struct date *moment_before(const struct review *r, const struct clause *c)
{
    const struct sentence *s = c->s > r->draft.sentences ? c->s - 1 : c->s;
    for (size_t i = r->dates.count; i-- > 0 && r->dates.items[i].first >= s->first;) {
        const struct date *d = &r->dates.items[i];
        bool ahead = d->has_day ? d->day >= r->cal.today : d->has_clock && d->minute > r->cal.minute;
        if (d->end <= c->front && ahead && !d->given && date_usable(r, d) && !date_is_told(r, &r->draft, d))
            return d;
    }
    return NULL;
}

// "I'll write to you then", "by then", "I'll be there too".
static bool says_then(const struct review *r, const struct clause *c)
{
    static const char *const before[] = {"by", "before", "until", NULL};
    static const char *const other[] = {"and", "since", "from", "back", NULL}; // "now and then"
    static const char *const goes_on[] = {"too", "and", "for", "while", "with", NULL};
    static const char *const right[] = {"right", "straight", "directly", "immediately", "shortly", "just", NULL};
    const struct token *k = r->draft.tokens;
    uint32_t end = clause_main_end(r, c);
    for (uint32_t i = c->front + 1; i < end && !c->only_if; i++) {
        bool last = i > c->first && (i + 1 == end || k[i].after & AFTER_PAUSE);
        bool by_then = token_one_of(&k[i - 1], before) && (i > c->first || !token_is(&k[i - 1], "until"));
        last |= i > c->first && i + 1 < end && token_one_of(&k[i + 1], goes_on);
        if (token_is(&k[i], "then") && (last || by_then) && !token_one_of(&k[i - 1], other))
            return true;
        if (token_is(&k[i], "dahin") && token_is(&k[i - 1], "bis"))
            return true;
        bool after = token_is(&k[i], "afterwards") || (token_is(&k[i], "after") && token_one_of(&k[i - 1], right));
        const struct date *moment = after && last ? moment_before(r, c) : NULL;
        bool next = moment && (moment->first >= c->s->first || c->front == c->s->first);
        if (after && last && (named_just_before(r, c) || next))
            return true;
        bool there = token_is(&k[i], "there") && last && !token_is(&k[i - 1], "over") && !token_is(&k[i - 1], "out");
        if (token_is(&k[i], "dann") ? i + 1 == end : there && named_just_before(r, c))
            return true;
    }
    return false;
}

// The day that the words point back to: of the draft, or the one that the user named.
static const struct date *day_pointed(const struct review *r, const struct clause *c)
{
    const struct date *day = day_before(r, c->front);
    return day ? day : day_asked(r);
}

// "The switch comes back at 6. An hour later I'll …": on from what was said just before; 0 if nothing was.
static int64_t due_later(const struct review *r, const struct clause *c, const struct date *own)
{
    const struct date *from = NULL;
    const struct sentence *s = c->s > r->draft.sentences ? c->s - 1 : c->s;
    for (size_t i = 0; i < r->dates.count; i++) {
        const struct date *d = &r->dates.items[i];
        if (d->first >= s->first && d->end <= own->first && date_usable(r, d) && (d->has_day || d->has_clock))
            from = d;
    }
    enum coach_grain grain;
    int64_t ms = from ? date_due(&r->cal, from, NULL, &grain) : 0;
    if (!ms || (own->exact_ms && !from->has_clock))
        return ms;
    return ms + (own->exact_ms ? own->exact_ms - r->cal.now_ms : (own->day - r->cal.today) * (int64_t)DAY_MS);
}

// A clock without a day beside a day: "on Friday I'll be there at 9".
static int64_t due_of(const struct review *r, const struct clause *c, const struct date *own, enum coach_grain *grain)
{
    static const char *const things[] = {"of", "from", NULL};
    uint32_t main = clause_main_end(r, c);
    int64_t later = own->later ? due_later(r, c, own) : 0;
    if (later)
        return later;
    uint32_t after = own->end > c->front ? own->end : c->front;
    const struct date *next = clause_date_in(r, after, own->end < main ? main : c->end);
    if (own->has_day && !own->has_clock && next && next->has_clock && !next->has_day && !next->exact_ms)
        return date_due(&r->cal, next, own, grain);
    if (own->given && next && next->has_day && !next->given) { // "before the evening show on Thursday"
        struct date moved = *own;
        moved.day = next->day;
        return date_due(&r->cal, &moved, next, grain);
    }
    bool near = next && next->first <= own->end + 2; // "at 2pm sharp on Friday"
    if (own->has_clock && !own->has_day && near && next->has_day && !next->has_clock)
        return date_due(&r->cal, own, next, grain);
    int part;
    bool bare = own->given || (own->has_clock && !own->has_day);
    const struct date *day = clause_date_before(r, c, own->first), *carried = NULL;
    bool of_thing = day && day->end == own->first && token_is(&r->draft.tokens[own->first], "by") && day->core > 0 &&
                    token_one_of(&r->draft.tokens[day->core - 1], things);
    day = of_thing ? NULL : day; // "the mails of Monday by 2pm"
    if (bare && (!day || !day->has_day || day->given))
        carried = says_that_day(r, c, &part) ? day_pointed(r, c) : day_carried(r, c);
    day = carried ? carried : day;
    if (!own->given || !day || !day->has_day || day->given)
        return date_due(&r->cal, own, day, grain);
    struct date moved = *own; // "tomorrow … in the afternoon"
    bool over_night = day->minute >= EVENING_MINUTE && own->minute <= NOON_MINUTE;
    if (day->day > r->cal.today)
        moved.day = day->day + over_night;
    return date_due(&r->cal, &moved, day, grain);
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
    if (day == day_asked(r))
        return false;
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

// "the next morning", "at 8:30 the day after".
static bool set_day_beside(const struct review *r, const struct clause *c, struct coach_promise *p)
{
    int minute, beside = c->only_if ? 0 : says_day_beside(r, c, &minute);
    const struct date *day = beside ? day_pointed(r, c) : NULL;
    if (!day)
        return false;
    for (size_t i = r->dates.count; i-- > 0 && r->dates.items[i].first >= c->front;)
        if (r->dates.items[i].end <= c->end && r->dates.items[i].minute != MINUTE_NONE)
            minute = r->dates.items[i].minute;
    p->due_ms = calendar_ms(&r->cal, day->day + beside, minute);
    p->has_due = p->due_ms != 0;
    return true;
}

// What stands right before the promise is said of it: "At 10 I'll do the printer and at 11 the scanner."
static const struct date *fronted_english(const struct review *r, const struct clause *c, const struct date *own)
{
    const struct date *front = c->front < c->first && own ? clause_date_in(r, c->front, c->first) : NULL;
    if (!front || r->l->tongue != TONGUE_EN)
        return own;
    bool days = front->has_day && !front->given && own->has_day && !own->given;
    bool clocks = front->has_clock && own->has_clock && !own->has_day;
    return days || clocks ? front : own;
}

static bool is_plain_weekday(const struct review *r, const struct date *d)
{
    const struct token *k = &r->draft.tokens[d->core];
    bool this = d->core > 0 && token_is(k - 1, "this");
    bool figure = k[1].kind == TOKEN_NUMBER && !d->has_clock && d->end > d->core + 1;
    return d->has_day && k->time && k->time->class == DATE_WEEKDAY && !this && !figure && d->day - r->cal.today <= 7;
}

// "I'll start on Tuesday and have it ready on Thursday", said on a Wednesday: the Thursday that follows.
static bool is_of_week_after(const struct review *r, const struct clause *c, const struct date *own)
{
    if (!c->after_promise || own->first < c->first || !is_plain_weekday(r, own))
        return false;
    const struct date *before = clause_last_date(r, c->s->first, c->front);
    return before && is_plain_weekday(r, before) && before->day > own->day;
}

// A day from earlier in the sentence, where the promise says none. Not over a semicolon, and what somebody
// else does is only done on it if it stands right before.
static const struct date *day_inherited(const struct review *r, const struct clause *c, uint32_t from)
{
    const struct token *k = r->draft.tokens;
    uint32_t start = clause_start(r, c->s, c->first, c->end);
    const struct date *day = clause_last_date(r, from > start ? from : start, c->first);
    if (!day)
        day = clause_last_date(r, start, c->first);
    if (!day)
        return NULL;
    bool parted = r->l->tongue == TONGUE_EN && c->after_promise && k[c->first - 1].after & AFTER_SEMICOLON;
    if (day->end == c->first && !parted)
        return day;
    if (c->only_if || (r->l->tongue == TONGUE_EN && date_is_closing(&r->draft, day)))
        return NULL; // "until Friday, and if it …, I will": the day is not of this one
    for (uint32_t i = day->end - 1; i < c->first; i++)
        if (r->l->tongue == TONGUE_EN && c->after_promise && k[i].after & AFTER_SEMICOLON)
            return NULL;
    return day;
}

// "the contracts from May by Tuesday", "in April, by the 10th": the later one says when.
static const struct date *deadline_beside(const struct review *r, const struct clause *c, const struct date *own)
{
    static const char *const of[] = {"from", "for", "of", "since", NULL};
    static const char *const by[] = {"by", "before", NULL};
    const struct token *k = r->draft.tokens;
    bool thing = token_one_of(&k[own->first], of) || (own->first > 0 && token_one_of(&k[own->first - 1], of));
    if (r->l->tongue != TONGUE_EN || token_one_of(&k[own->first], by) || (!thing && own->grain < COACH_WEEK))
        return own;
    const struct date *next = clause_date_in(r, own->end, clause_main_end(r, c));
    bool inside = thing || (next && own->day - next->day >= 0 && own->day - next->day < PERIOD_DAYS_MAX);
    if (!next || !inside || next->given || !token_one_of(&k[next->first], by))
        return own;
    return next->has_day || (thing && next->has_clock) ? next : own;
}

// The date of the promise itself, or the one that it points to. *part: where it only names the day and this part of it.
static const struct date *find_own(const struct review *r, const struct clause *c, int *part)
{
    const struct token *k = r->draft.tokens;
    const struct date *own = clause_date_in(r, c->first, clause_main_end(r, c));
    if (own && own->first > 0 && k[own->first - 1].after & AFTER_COMMA)
        own = fronted(r, c, own); // "Heute Abend tausche ich ihn, morgen geht es wieder."
    own = fronted_english(r, c, own ? deadline_beside(r, c, own) : NULL);
    if (!own && c->front < c->first) // "at 9 I'll …", whatever the clock shows: it may be of another day
        own = clause_date_in(r, c->front, c->first);
    if (own)
        return own;
    const struct date *day = NULL;
    if (says_that_day(r, c, part)) {
        day = day_pointed(r, c);
    } else if (says_then(r, c)) {
        day = moment_before(r, c);
        day = day && !day->has_day ? day : day_pointed(r, c);
    }
    if (day && *part == DAY_END_MINUTE && asks_before(r, c, day))
        day = NULL;
    *part = day ? *part : MINUTE_NONE;
    if (day)
        return day;
    uint32_t which = clause_main_end(r, c) + 1; // "a new one, which should reach you on Monday"
    if (which < c->end && (token_is(k + which, "should") || token_is(k + which, "will")))
        return clause_date_in(r, which, c->end);
    return NULL;
}

// "Tell me which one, and I'll replace it next week": a day of the calendar, whenever they do. Not "If it …, send
// me a picture and I'll …", and not "the next day".
static bool has_own_day(const struct review *r, const struct clause *c)
{
    const struct date *own = clause_date_in(r, c->first, clause_main_end(r, c));
    bool within = own && token_is(&r->draft.tokens[own->first], "within");
    if (!own || !own->has_day || own->counted || own->given || within)
        return false;
    for (uint32_t i = own->first; i + 1 < own->end; i++)
        if (token_is(&r->draft.tokens[i], "next") && token_is(&r->draft.tokens[own->end - 1], "day"))
            return false;
    return !language_list_end(r->l, &r->draft, c->s->first, LIST_CONDITION);
}

static bool says_after(const struct review *r, const struct date *d)
{
    bool after = false;
    for (uint32_t i = d->first; i < d->end; i++)
        after |= r->draft.tokens[i].time && r->draft.tokens[i].time->class == DATE_AFTER;
    return after && d->has_day && !d->given;
}

void clause_set_due(const struct review *r, const struct clause *c, uint32_t from, struct coach_promise *p)
{
    if ((c->on_request && !has_own_day(r, c)) || set_day_beside(r, c, p))
        return;
    int part = MINUTE_NONE;
    const struct date *own = find_own(r, c, &part);
    struct date moved;
    if (own && part != MINUTE_NONE) { // "They meet on Thursday at 2; I'll write the same evening."
        moved = *own;
        moved.minute = part;
        moved.has_clock = false;
        moved.grain = COACH_DAY;
        own = &moved;
    }
    if (own)
        own = first_of_many(r, c, own);
    else
        own = day_inherited(r, c, from);
    if (own && own != &moved && own->end < c->front && says_after(r, own)) {
        moved = *own; // "Bring it on Monday after 9 and I'll …": some time on Monday
        moved.minute = MINUTE_NONE;
        moved.has_clock = false;
        moved.grain = COACH_DAY;
        own = &moved;
    }
    bool from_then = own && (own->exact_ms || own->counted) && c->if_before; // "Once you agree, … within the hour"
    if (!own || from_then || (c->only_if && own->exact_ms))
        return;
    if (own != &moved && is_of_week_after(r, c, own)) {
        moved = *own;
        moved.day += 7;
        own = &moved;
    }
    p->due_ms = due_of(r, c, own, &p->grain);
    p->has_due = p->due_ms != 0;
}

bool clause_points_back(const struct review *r, const struct clause *c)
{
    int part;
    return says_that_day(r, c, &part) || says_then(r, c) || says_day_beside(r, c, &part) != 0;
}

bool clause_says_that_day(const struct review *r, const struct clause *c)
{
    int part;
    return says_that_day(r, c, &part);
}
