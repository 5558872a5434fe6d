// SPDX-License-Identifier: Apache-2.0
// Puts the parts of a date together: prepositions, a day, a clock, in either order,
// and turns what was found into a moment. What a day or a clock looks like is
// known by date_day.c, date_unit.c and date_clock.c.
#include "coach/date.h"
#include "base/civil.h"
#include "coach/rules.h"

enum { NOON_MINUTE = 720 };
enum { DATES_MAX = 400, PARTS_MAX = 4, PREPOSITIONS_MAX = 6, DATE_WORDS_MAX = 40 };

// "in the course of", "im Laufe", "during"; not "of course" and not "ich laufe".
static bool is_course(const struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    if (token_is(&k[at], "during") || token_is(&k[at], "waehrend"))
        return true;
    if (token_is(&k[at], "course"))
        return at + 1 < r->end && token_is(&k[at + 1], "of");
    return at > 0 && token_is(&k[at - 1], "im");
}

// "over the weekend", "übers Wochenende", but not "over two hours".
static bool is_over(const struct date_reader *r, uint32_t at)
{
    const struct date_word *next = date_word_at(r, at + 1);
    return token_is(&r->t->tokens[at], "uebers") ||
           (next && (next->class == DATE_LINK || next->class == DATE_THIS || next->class == DATE_NEXT ||
                     next->class == DATE_WEEK_END || next->class == DATE_PART || next->class == DATE_CLOCK));
}

// "nach dem Mittagessen", "nach dem Wochenende".
static bool is_german_after(const struct date_reader *r, uint32_t at)
{
    uint32_t next = at + 1;
    while (date_class_at(r, next, DATE_LINK))
        next++;
    return token_is(&r->t->tokens[at], "nach") &&
           (date_class_at(r, next, DATE_CLOCK) || date_class_at(r, next, DATE_WEEK_END));
}

static bool is_preposition(const struct date_reader *r, uint32_t at)
{
    const struct date_word *w = date_word_at(r, at);
    if (!w)
        return false;
    switch (w->class) {
    case DATE_BY:
    case DATE_AT:
    case DATE_ON:
    case DATE_IN:
    case DATE_BETWEEN:
    case DATE_AFTER:
        return true;
    case DATE_COURSE:
        return is_course(r, at);
    case DATE_OVER:
        return is_over(r, at);
    case DATE_MORE:
        return is_german_after(r, at);
    default:
        return false;
    }
}

static void take_preposition(struct date_reader *r, uint32_t at)
{
    const struct token *k = &r->t->tokens[at];
    enum date_class class = k->time->class;
    bool within = token_is(k, "within") || token_is(k, "inside") || token_is(k, "innerhalb") || token_is(k, "binnen");
    r->in |= class == DATE_IN || class == DATE_OVER || class == DATE_COURSE;
    r->until |= class == DATE_BY || token_is(k, "zum");
    r->after |= class == DATE_AFTER || class == DATE_MORE;
    r->between |= class == DATE_BETWEEN;
    r->course |= within || class == DATE_COURSE || class == DATE_OVER;
    r->by = true;
}

static bool no_later_than(const struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    return at + 2 < r->end && (token_is(&k[at], "no") || token_is(&k[at], "not")) && token_is(&k[at + 1], "later") &&
           token_is(&k[at + 2], "than");
}

// "between now and Friday", "from now until 3".
static bool from_now_to(const struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    if (at + 3 >= r->end || !token_is(&k[at + 1], "now"))
        return false;
    bool range = date_class_at(r, at + 2, DATE_RANGE) || date_class_at(r, at + 2, DATE_BY);
    return range && (token_is(&k[at], "between") || token_is(&k[at], "from"));
}

// "in the early afternoon", "am späten Vormittag".
static bool is_early_or_late(const struct date_reader *r, uint32_t at)
{
    const struct token *k = &r->t->tokens[at];
    return date_class_at(r, at + 1, DATE_PART) &&
           (token_is(k, "early") || token_is(k, "late") || token_is(k, "fruehen") || token_is(k, "spaeten"));
}

// Passes prepositions and, after them, articles.
static uint32_t skip_prepositions(struct date_reader *r, uint32_t at)
{
    if (no_later_than(r, at)) {
        r->by = r->until = true;
        at += 3;
    }
    if (from_now_to(r, at)) {
        r->by = r->until = true;
        at += 3;
    }
    for (int i = 0; i < PREPOSITIONS_MAX && at < r->end; i++) {
        if (is_preposition(r, at)) {
            take_preposition(r, at);
        } else if (!date_class_at(r, at, DATE_LINK) && !is_early_or_late(r, at)) {
            break;
        }
        at++;
    }
    return at;
}

// "three in the afternoon" is 15:00; "two at night" stays; "two tonight" is tomorrow.
void date_move_clock(struct date *d, int part)
{
    int least = part >= 1320 ? 360 : 0;
    if (part == 720 && d->open && d->minute >= 780 && d->minute < 1140)
        d->minute -= 720;
    else if (part == 1200 && d->open && d->minute >= 720 && d->minute < 1020)
        d->minute += 720;
    else if (part >= 1020 && d->minute >= least && d->minute < 720)
        d->minute += 720;
    d->open = false;
}

// "first thing", which may stand before its day or after it.
static uint32_t read_first_thing(struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    if (r->d->has_clock || at + 1 >= r->end || !token_is(&k[at], "first") || !token_is(&k[at + 1], "thing"))
        return 0;
    r->d->minute = FIRST_THING_MINUTE;
    return at + 2;
}

static uint32_t read_part(struct date_reader *r, uint32_t at)
{
    struct date *d = r->d;
    const struct date_word *w = date_word_at(r, at);
    if (!w || (w->class != DATE_PART && !(w->class == DATE_CLOCK && !d->has_clock)))
        return 0;
    bool night = token_is(&r->t->tokens[at], "night") && at > 0 && token_is(&r->t->tokens[at - 1], "at");
    if (night && !d->has_clock)
        return 0;
    if (w->class == DATE_CLOCK && r->after && w->value == 720) {
        d->minute = AFTER_LUNCH_MINUTE;
    } else if (w->class == DATE_CLOCK) {
        d->has_clock = true;
        d->minute = w->value;
    } else if (d->has_clock) {
        date_move_clock(d, w->value);
    } else if (d->minute != FIRST_THING_MINUTE) {
        d->minute = w->value;
    }
    return at + 1;
}

// "end of day Friday": the day that follows takes the place of today.
static uint32_t read_day(struct date_reader *r, uint32_t at)
{
    int minute = r->d->minute;
    uint32_t end = date_day_read(r, at);
    if (end)
        end = date_range_read(r, date_shift_read(r, end));
    if (end && r->d->assumed) {
        r->d->minute = minute;
        r->d->assumed = false;
    }
    return end;
}

static uint32_t read_clock(struct date_reader *r, uint32_t at)
{
    struct date *d = r->d;
    int part = d->minute;
    bool beside = d->has_day && at > 0 && !(r->t->tokens[at - 1].after & AFTER_PAUSE);
    bool after_past = at > 0 && (date_class_at(r, at - 1, DATE_PAST) || // "since 8", "between now and 2"
                                 (r->until && date_class_at(r, at - 1, DATE_RANGE)));
    bool in = at > 0 && date_class_at(r, at - 1, DATE_IN); // "in 5" is no clock
    bool after_word = r->by && !in && (beside || after_past || (at > 0 && is_preposition(r, at - 1)));
    enum clock_after after = after_word ? CLOCK_AFTER_WORD : beside ? CLOCK_AFTER_DAY : CLOCK_AFTER_NOTHING;
    bool open;
    uint32_t end = clock_read(r->cal, r->t, at, r->end, after, &d->minute, &open);
    if (!end)
        return 0;
    d->has_clock = true;
    d->open = open;
    if (part != MINUTE_NONE) // "tomorrow afternoon at 3"
        date_move_clock(d, part);
    return end;
}

static uint32_t read_one(struct date_reader *r, uint32_t at)
{
    struct date *d = r->d;
    uint32_t end = read_first_thing(r, at);
    if (!end && !d->has_day)
        end = date_nth_read(r, at);
    if (!end && !d->has_clock)
        end = date_this_time_read(r, at);
    if (!end && r->until && !d->has_day)
        end = date_out_read(r, at);
    if (!end && !d->has_day && !d->exact_ms) {
        end = date_duration_read(r, at);
        d->counted = end != 0;
    }
    if (!end && r->course && !d->has_day)
        end = date_course_read(r, at);
    if (!end && !d->has_clock)
        end = date_edge_read(r, at);
    if (!end && (!d->has_day || d->assumed) && !d->exact_ms)
        end = read_day(r, at);
    if (!end && (d->has_day || d->has_clock || r->by))
        end = read_part(r, at);
    bool noon = d->has_clock && at > 0 && d->minute == 720 && date_class_at(r, r->last, DATE_CLOCK);
    if (!end && (!d->has_clock || noon) && !d->exact_ms)
        end = read_clock(r, at);
    if (end)
        r->last = end - 1;
    return end;
}

static uint32_t read_every(struct date_reader *r, uint32_t at)
{
    if (date_word_at(r, at)->value == 1) { // "hourly"
        r->d->recurring = true;
        r->d->exact_ms = r->cal->now_ms + HOUR_MS;
        r->d->grain = COACH_MINUTE;
        return at + 1;
    }
    const struct date_word *w = date_word_at(r, at + 1);
    if (at + 1 < r->end && r->t->tokens[at + 1].kind == TOKEN_NUMBER) { // "every 30 minutes"
        r->in = r->d->recurring = true;
        return date_duration_read(r, at + 1);
    }
    if (!w || (w->class != DATE_UNIT && w->class != DATE_WEEKDAY && w->class != DATE_PART && w->class != DATE_COUNT &&
               w->class != DATE_HALF && w->class != DATE_QUARTER))
        return 0;
    r->in = true;
    r->d->recurring = true;
    if (w->class == DATE_UNIT && w->value == UNIT_HOUR)
        r->d->exact_ms = r->cal->now_ms + HOUR_MS;
    else if (w->class == DATE_WEEKDAY)
        return date_day_read(r, at + 1);
    else if (w->class == DATE_UNIT && w->value == UNIT_DAY) {
        r->d->has_day = true;
        r->d->day = calendar_working(r->cal, r->cal->today, 1);
        r->d->grain = COACH_DAY;
    } else if (w->class == DATE_PART) { // "every morning"
        bool ahead = r->cal->minute + 180 < w->value && calendar_is_working(r->cal, r->cal->today);
        r->d->has_day = true;
        r->d->day = ahead ? r->cal->today : calendar_working(r->cal, r->cal->today, 1);
        r->d->minute = w->value;
    } else
        return date_duration_read(r, at + 1);
    r->d->grain = r->d->exact_ms ? COACH_MINUTE : COACH_DAY;
    return at + 2;
}

// "the invoices from February": what stands before it is of that time.
static bool is_of_thing(const struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    return r->cal->tongue == TONGUE_EN && at > 1 &&
           (token_is(&k[at - 1], "from") || token_is(&k[at - 1], "of") || token_is(&k[at - 1], "for"));
}

// This month or one of the five before it.
static bool is_month_gone(const struct calendar *cal, int month)
{
    return (civil_from_ms(cal->today * (int64_t)DAY_MS).month - month + 12) % 12 < 6;
}

// A month by itself, after "in" or "by": due on its last working day.
static uint32_t read_month(struct date_reader *r, uint32_t at)
{
    const struct date_word *w = date_word_at(r, at);
    int32_t first;
    if (!w || w->class != DATE_MONTH || !r->by || !(r->t->tokens[at].flags & TOKEN_CAPITAL) ||
        !calendar_day(r->cal, 0, w->value, 1, &first))
        return 0;
    r->d->has_day = true;
    r->d->day = calendar_back_to_working(r->cal, calendar_month_end(first, 0));
    r->d->grain = COACH_MONTH;
    r->d->past |= is_of_thing(r, at) && is_month_gone(r->cal, w->value);
    return at + 1;
}

// "the bookings from Monday by 4", "of last week by Thursday": the thing is of that time, and is done by another.
static bool begins_deadline(const struct date_reader *r, uint32_t at, uint32_t end)
{
    bool of = at > 1 && (token_is(&r->t->tokens[at - 1], "from") || token_is(&r->t->tokens[at - 1], "of"));
    return r->cal->tongue == TONGUE_EN && (of || r->d->past) && token_is(&r->t->tokens[end], "by");
}

static bool says_noon(const struct date_reader *r, uint32_t at, uint32_t end)
{
    bool noon = false;
    for (uint32_t i = at; i < end; i++)
        noon |= date_class_at(r, i, DATE_CLOCK) && r->t->tokens[i].time->value == NOON_MINUTE;
    return noon && r->d->has_clock && r->d->minute == NOON_MINUTE;
}

// "tomorrow at lunchtime, say 12:30", "at noon (12:15)": the figures are exact. Where they end, or `end`.
static uint32_t read_exact_noon(struct date_reader *r, uint32_t at, uint32_t end)
{
    static const char *const words[] = {"say", "probably", "perhaps", "maybe", "ideally", "roughly", "let", "us"};
    enum { NOON_FROM = 11 * 60, NOON_TO = 14 * 60 + 30, WORDS_MAX = 3 };
    const struct token *k = r->t->tokens;
    uint32_t from = end;
    if (r->cal->tongue != TONGUE_EN || !says_noon(r, at, end) || !(k[end - 1].after & AFTER_PAUSE))
        return end;
    for (size_t i = 0; i < ARRAY_LEN(words) && from < r->end && from < end + WORDS_MAX;) {
        bool found = token_is(&k[from], words[i]);
        from += found;
        i = found ? 0 : i + 1;
    }
    uint32_t figures = from;
    while (date_class_at(r, figures, DATE_AT) || date_class_at(r, figures, DATE_BY))
        figures++;
    int minute;
    bool open;
    enum clock_after after = figures > end ? CLOCK_AFTER_WORD : CLOCK_AFTER_NOTHING;
    uint32_t last = figures < r->end ? clock_read(r->cal, r->t, figures, r->end, after, &minute, &open) : 0;
    if (!last || minute < NOON_FROM || minute > NOON_TO)
        return end;
    r->d->minute = minute;
    r->d->open = false;
    return last;
}

static uint32_t read_parts(struct date_reader *r, uint32_t at)
{
    uint32_t end = date_class_at(r, at, DATE_EVERY) ? read_every(r, at) : read_one(r, at);
    if (!end)
        end = read_month(r, at);
    for (int i = 1; end && i < PARTS_MAX && end < r->end && !r->d->span; i++) {
        uint32_t from = skip_prepositions(r, end);
        unsigned stops = AFTER_SEMICOLON | AFTER_OPEN | (r->d->past ? AFTER_PAUSE : 0u); // "yesterday at 5"
        if (r->t->tokens[end - 1].after & stops || from >= r->end || begins_deadline(r, at, end))
            break;
        uint32_t next = read_one(r, from);
        if (!next)
            break;
        end = next;
    }
    return end ? read_exact_noon(r, at, end) : 0;
}

// "Monday's copy" names a thing, not a time.
static bool is_possessive(const struct text *t, uint32_t at)
{
    struct str rest = str_from(t->raw, t->tokens[at].end);
    return str_starts(rest, S("'s")) || str_starts(rest, S("\xe2\x80\x99s"));
}

static bool speaks_of_past(const struct date_reader *r, uint32_t at)
{
    if (token_is(&r->t->tokens[at], "by")) // "the bookings from last week by Thursday"
        return false;
    bool week = at > 1 && date_class_at(r, at - 1, DATE_UNIT) && !(r->t->tokens[at - 1].after & AFTER_PAUSE);
    return at > 0 && date_class_at(r, at - 1 - week, DATE_PAST); // "letzte Woche Freitag"
}

// "die Sicherung von heute Nacht" names a thing that was, "von heute Abend bis Freitag" a time.
static bool names_a_thing(const struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    bool from = token_is(&k[at], "von") || token_is(&k[at], "vom");
    const struct date_word *part = date_word_at(r, at + 2);
    if (!from || !part || !date_class_at(r, at + 1, DATE_DAY) || date_word_at(r, at + 1)->value != 0)
        return false;
    bool named = part->class == DATE_PART || token_is(&k[at + 2], "morgen");
    return named && !date_class_at(r, at + 3, DATE_BY) && !date_class_at(r, at + 3, DATE_AT);
}

// "in Wednesday's van", "on tomorrow's truck": what goes with it goes on that day.
static bool carries_to(const struct date_reader *r, const struct date *d)
{
    static const char *const words[] = {"on", "in", "into", "onto", "with", "for", "aboard"};
    if (r->cal->tongue != TONGUE_EN || !d->has_day || d->day < r->cal->today || d->core == 0 || d->end >= r->end)
        return false;
    const struct token *k = &r->t->tokens[d->core - 1];
    if (token_is(k, "for") && d->core > 1 &&
        (token_is(k - 1, "ask") || token_is(k - 1, "look") || token_is(k - 1, "search") || token_is(k - 1, "check")))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (token_is(k, words[i]))
            return true;
    return false;
}

// "checked at 9:40", "at 9:40 this morning", said at ten.
static bool is_over_today(const struct date_reader *r, const struct date *d)
{
    const struct token *k = r->t->tokens;
    if (!d->has_clock || d->minute > r->cal->minute || d->exact_ms)
        return false;
    if (r->cal->tongue != TONGUE_EN)
        return d->has_day && d->day == r->cal->today; // "heute um 9:40", by a clock of 24 hours
    if (token_is(&k[d->first], "by") || token_is(&k[d->first], "before"))
        return false;
    bool told = d->first > 0 && k[d->first - 1].kind == TOKEN_WORD && str_ends(k[d->first - 1].word, S("ed"));
    if (!d->has_day)
        return told;
    bool part = told;
    for (uint32_t i = d->first; i < d->end; i++)
        part |= date_class_at(r, i, DATE_PART);
    return d->day == r->cal->today && part && !d->open;
}

// A part of the day by itself, "in the afternoon": of today as long as it lasts.
static void give_day(struct date_reader *r)
{
    struct date *d = r->d;
    if (d->has_day || d->has_clock || d->exact_ms || d->minute == MINUTE_NONE || !r->by)
        return;
    if (date_class_at(r, d->end, DATE_LINK)) // "the evening of your last day"
        return;
    bool english = r->cal->tongue == TONGUE_EN;
    int from = english && r->in && !r->course && d->minute <= 720 ? 540 : d->minute; // "in the morning" is the next one
    d->has_day = d->given = true;
    d->day = r->cal->minute < from ? r->cal->today : calendar_working(r->cal, r->cal->today, 1);
}

// "give me half an hour": then it is done.
static bool given_before(const struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    return at > 1 && (token_is(&k[at - 1], "me") || token_is(&k[at - 1], "us")) &&
           (token_is(&k[at - 2], "give") || token_is(&k[at - 2], "allow"));
}

bool date_read(const struct calendar *cal, const struct text *t, const struct sentence *s, uint32_t at,
               struct date *ret_date)
{
    struct date d = {.first = at, .minute = MINUTE_NONE, .grain = COACH_DAY};
    uint32_t end = s->end - at > DATE_WORDS_MAX ? at + DATE_WORDS_MAX : s->end;
    struct date_reader r = {.cal = cal, .t = t, .end = end, .d = &d};
    d.past = at > s->first && speaks_of_past(&r, at);
    d.core = date_class_at(&r, at, DATE_LINK) ? at + 1 : skip_prepositions(&r, at);
    if (d.core >= end)
        return false;
    r.in |= given_before(&r, at);
    struct date none = d;
    bool last_of = date_nth_read(&r, d.core) > 0; // "the last Friday of the month"
    d = none;
    if (date_class_at(&r, d.core, DATE_PAST) && !last_of) {
        d.past = r.by = true;
        if (++d.core >= end)
            return false;
    }
    d.end = read_parts(&r, d.core);
    if (d.end)
        give_day(&r);
    if (!d.end || (!d.has_day && !d.has_clock && !d.exact_ms))
        return false;
    d.past |= date_class_at(&r, d.end, DATE_PAST) && token_is(&t->tokens[d.end], "ago");
    d.at = r.by;
    d.past |= (is_possessive(t, d.end - 1) && !carries_to(&r, &d)) || names_a_thing(&r, at);
    bool night = cal->tongue == TONGUE_DE && d.has_day && d.has_clock && d.minute < 360 && d.minute <= cal->minute;
    if (night && d.day == cal->today && d.core + 1 < d.end && token_is(&t->tokens[d.core + 1], "nacht"))
        d.day++; // "heute Nacht um 2"
    d.past |= is_over_today(&r, &d);
    bool daily = d.recurring && d.has_day && d.has_clock && date_class_at(&r, d.core + 1, DATE_UNIT);
    if (daily && calendar_is_working(cal, cal->today) && d.minute > cal->minute)
        d.day = cal->today; // "every day at 4"
    if (d.has_clock)
        d.grain = COACH_MINUTE;
    *ret_date = d;
    return true;
}

int64_t date_due(const struct calendar *cal, const struct date *d, const struct date *earlier,
                 enum coach_grain *ret_grain)
{
    *ret_grain = d->grain;
    if (!cal->now_ms || d->past || d->span)
        return 0;
    if (d->exact_ms)
        return d->exact_ms;
    int minute = d->minute == MINUTE_NONE ? DAY_END_MINUTE : d->minute;
    bool today = d->has_day && d->day == cal->today;
    if (today && d->open && minute < 720 && minute <= cal->minute)
        minute += 720; // "today by 7", said at noon
    if (d->has_day)
        return calendar_ms(cal, d->day, minute);
    int32_t day = cal->today;
    if (earlier && earlier->has_day && !earlier->past) {
        struct date moved = *d;
        if (!earlier->has_clock && earlier->minute >= 1020) // "this evening …, by 8"
            date_move_clock(&moved, earlier->minute);
        minute = moved.minute == MINUTE_NONE ? minute : moved.minute;
        day = earlier->day;
    } else if (minute <= cal->minute)
        day = calendar_working(cal, cal->today, 1);
    return calendar_ms(cal, day, minute);
}

static bool may_begin(const struct calendar *cal, const struct token *k)
{
    bool compound = cal->tongue == TONGUE_DE && k->word.n > 9;
    return k->kind == TOKEN_NUMBER ||
           (k->kind == TOKEN_WORD && !(k->flags & TOKEN_SHORT) && (k->time || compound || token_is(k, "no")));
}

// 13:00 to 23:59, or with a nought in front.
static bool is_clock24(struct str s)
{
    return s.n == 5 && s.p[2] == ':' && ((s.p[0] == '1' && s.p[1] >= '3') || s.p[0] == '2' || s.p[0] == '0');
}

struct dates dates_list(struct arena *a, const struct calendar *cal, struct text *t)
{
    struct dates found = {0};
    size_t room = 0;
    for (uint32_t i = 0; i < t->token_count; i++) {
        struct token *k = &t->tokens[i];
        if (k->kind == TOKEN_WORD)
            k->time = date_word_find(cal->tongue, k->word);
        t->clock24 |= k->kind == TOKEN_NUMBER && is_clock24(k->word);
    }
    for (uint32_t i = 0; i < t->sentence_count; i++) {
        const struct sentence *s = &t->sentences[i];
        for (uint32_t at = s->first; at < s->end && found.count < DATES_MAX;) {
            struct date d;
            if (!may_begin(cal, &t->tokens[at]) || !date_read(cal, t, s, at, &d)) {
                at++;
                continue;
            }
            GROW_LIST(a, found.items, found.count, room, struct date);
            found.items[found.count++] = d;
            at = d.end;
        }
    }
    return found;
}

struct dates dates_find(struct arena *a, const struct calendar *cal, struct text *t)
{
    struct dates found = dates_list(a, cal, t);
    for (size_t i = 0; i < found.count; i++) {
        const struct date *d = &found.items[i];
        text_add_span(t, d->first, SYMBOL_DATE, d->end);
        if (d->core != d->first)
            text_add_span(t, d->core, SYMBOL_DATE, d->end);
    }
    return found;
}
