// SPDX-License-Identifier: Apache-2.0
// Stretches of time: "in two hours", "within 2 working days", "next week", "end of the
// month", "every hour". A week or month is due on its last working day. A bare
// duration ("it takes two hours") is found too, and marked as no date.
#include "coach/date.h"

static void set_exact(struct date_reader *r, int64_t span_ms)
{
    r->d->exact_ms = r->cal->now_ms + span_ms;
    r->d->grain = COACH_MINUTE;
}

static void set_day(struct date_reader *r, int32_t day, enum coach_grain grain)
{
    r->d->has_day = true;
    r->d->day = day;
    r->d->grain = grain;
}

static int32_t week_end(const struct calendar *cal, int weeks)
{
    return calendar_back_to_working(cal, cal->today - cal->weekday + 7 * weeks + 5);
}

static int32_t month_end(const struct calendar *cal, int months)
{
    return calendar_back_to_working(cal, calendar_month_end(cal->today, months));
}

static void set_span(struct date_reader *r, int unit, int n, bool half)
{
    const struct calendar *cal = r->cal;
    switch (unit) {
    case UNIT_MINUTE:
        set_exact(r, n * MINUTE_MS);
        break;
    case UNIT_HOUR:
        set_exact(r, half ? HOUR_MS / 2 : n * HOUR_MS);
        break;
    case UNIT_DAY:
        set_day(r, cal->today + n, COACH_DAY);
        break;
    case UNIT_WEEK:
        set_day(r, cal->today + 7 * n, COACH_DAY);
        break;
    case UNIT_MONTH:
        set_day(r, cal->today + 30 * n, COACH_DAY);
        break;
    default:
        set_day(r, cal->today + 365 * (n < 100 ? n : 100), COACH_MONTH);
    }
}

// What stands between the preposition and the number: "about", "the next", "von", "less than".
static uint32_t skip_fillers(const struct date_reader *r, uint32_t at)
{
    while (at < r->end && (date_class_at(r, at, DATE_AT) || date_class_at(r, at, DATE_LINK) ||
                           date_class_at(r, at, DATE_THIS) || date_class_at(r, at, DATE_NEXT) ||
                           token_is(&r->t->tokens[at], "less") || token_is(&r->t->tokens[at], "than")))
        at++;
    return at;
}

// "two", "2", "a couple of", "half an", "2-3", "two or three": the larger one.
static uint32_t read_amount(const struct date_reader *r, uint32_t at, int *ret_n, bool *ret_half)
{
    *ret_half = date_class_at(r, at, DATE_HALF);
    if (*ret_half)
        at++;
    uint32_t next = date_number_at(r, at, ret_n);
    if (!next && *ret_half) {
        *ret_n = 1;
        return at;
    }
    if (!next)
        return 0;
    if (date_class_at(r, next, DATE_COUNT) && date_word_at(r, next)->value > 1) // "a couple", "a few"
        next = date_number_at(r, next, ret_n);
    if (date_class_at(r, next, DATE_HALF)) { // "einer halben"
        *ret_half = true;
        next++;
    }
    while (date_class_at(r, next, DATE_LINK))
        next++;
    int more;
    bool range = date_class_at(r, next, DATE_RANGE) || date_class_at(r, next, DATE_BY);
    bool tied = r->t->tokens[next - 1].after & (AFTER_HYPHEN | AFTER_PAUSE) && next < r->end;
    uint32_t last = range ? date_number_at(r, next + 1, &more) : tied ? date_number_at(r, next, &more) : 0;
    if (last && more > *ret_n) {
        *ret_n = more;
        return last;
    }
    return next;
}

static uint32_t german_quarter(struct date_reader *r, uint32_t at)
{
    static const struct {
        const char *word;
        int minutes;
    } words[] = {{"viertelstunde", 15}, {"halbstunde", 30}, {"dreiviertelstunde", 45}};
    for (size_t i = 0; at < r->end && i < ARRAY_LEN(words); i++)
        if (token_is(&r->t->tokens[at], words[i].word)) {
            set_exact(r, words[i].minutes * MINUTE_MS);
            return at + 1;
        }
    return 0;
}

static uint32_t finish_duration(struct date_reader *r, uint32_t end, uint32_t from)
{
    bool later = date_class_at(r, end, DATE_LATE) || date_class_at(r, end, DATE_MORE) ||
                 (date_class_at(r, end, DATE_AT) && end + 1 < r->end && token_is(&r->t->tokens[end + 1], "now"));
    if (date_class_at(r, end, DATE_PAST) && token_is(&r->t->tokens[end], "ago")) {
        r->d->past = true;
        return end + 1;
    }
    r->d->past |= from > 0 && r->cal->tongue == TONGUE_DE && token_is(&r->t->tokens[from - 1], "vor");
    if (later && r->cal->tongue == TONGUE_EN)
        return end + (date_class_at(r, end, DATE_AT) ? 2 : 1);
    r->d->span = !r->in;
    return end;
}

uint32_t date_duration_read(struct date_reader *r, uint32_t at)
{
    int n;
    bool half;
    uint32_t from = skip_fillers(r, at), next = read_amount(r, from, &n, &half);
    if (!next || n > 1000)
        return 0;
    uint32_t quarter = german_quarter(r, next);
    if (quarter)
        return finish_duration(r, quarter, at);
    bool working = date_class_at(r, next, DATE_WORKING);
    if (working)
        next++;
    const struct date_word *w = date_word_at(r, next);
    if (half && w && w->class == DATE_COUNT) // "half an hour"
        w = date_word_at(r, ++next);
    if (w && w->class == DATE_WORKDAY)
        working = true;
    else if (!w || w->class != DATE_UNIT)
        return 0;
    if (working && (w->class == DATE_WORKDAY || w->value == UNIT_DAY))
        set_day(r, calendar_working(r->cal, r->cal->today, n), COACH_DAY);
    else
        set_span(r, w->value, n, half);
    return finish_duration(r, next + 1, at);
}

// "week", "month", "day" after this (ahead 0) or next (1).
uint32_t date_period_read(struct date_reader *r, uint32_t at, int ahead)
{
    const struct date_word *w = date_word_at(r, at);
    int n;
    if (!w)
        return 0;
    if (w->class == DATE_WORKING)
        w = date_word_at(r, ++at);
    if (w && w->class == DATE_WEEK_END) {
        set_day(r, r->cal->today - r->cal->weekday + 7 * ahead + 6, COACH_DAY);
        return at + 1;
    }
    if (w && w->class == DATE_COUNT) // "the next two days"
        return date_number_at(r, at, &n) ? date_duration_read(r, at) : 0;
    if (!w || w->class != DATE_UNIT)
        return 0;
    switch (w->value) {
    case UNIT_DAY:
        set_day(r, r->cal->today + ahead, COACH_DAY);
        return at + 1;
    case UNIT_WEEK:
        set_day(r, week_end(r->cal, ahead), COACH_WEEK);
        return at + 1;
    case UNIT_MONTH:
        set_day(r, month_end(r->cal, ahead), COACH_MONTH);
        return at + 1;
    default:
        return 0;
    }
}

struct edge {
    enum date_class class;
    int ahead;
    const struct date_word *unit;
};

// A named month at the end of "end of March".
static uint32_t edge_of_month(struct date_reader *r, uint32_t at, const struct edge *e)
{
    int32_t first;
    if (!calendar_day(r->cal, 0, e->unit->value, 1, &first))
        return 0;
    int32_t last = calendar_month_end(first, 0);
    int32_t day = e->class == DATE_END ? last : e->class == DATE_MIDDLE ? first + 14 : first + 2;
    set_day(r, calendar_back_to_working(r->cal, day), COACH_DAY);
    return at + 1;
}

static void set_edge_of_week(struct date_reader *r, const struct edge *e)
{
    int32_t monday = r->cal->today - r->cal->weekday + 1 + 7 * e->ahead;
    int offset = e->class == DATE_END ? 4 : e->class == DATE_MIDDLE ? 2 : 0;
    int32_t day = monday + offset;
    if (e->class == DATE_END)
        day = calendar_back_to_working(r->cal, day);
    if (day < r->cal->today)
        day = r->cal->today;
    set_day(r, day, COACH_DAY);
}

static uint32_t edge_of_day(struct date_reader *r, uint32_t at, const struct edge *e)
{
    if (e->class != DATE_END)
        return 0;
    // A day that stands already ("tomorrow end of day") keeps it.
    r->d->assumed = !r->d->has_day && !e->unit;
    set_day(r, r->d->has_day ? r->d->day : r->cal->today + e->ahead, COACH_DAY);
    r->d->minute = DAY_END_MINUTE;
    r->d->has_clock = true;
    if (date_class_at(r, at, DATE_WORKING) && date_class_at(r, at + 1, DATE_UNIT))
        return at + 2;
    return at + 1;
}

// "end of [the|this|next] (day|business|week|month)", "Ende nächster Woche", "EOD".
uint32_t date_edge_read(struct date_reader *r, uint32_t at)
{
    const struct date_word *w = date_word_at(r, at);
    if (!w)
        return 0;
    struct edge e = {.class = w->class == DATE_DAY_END ? DATE_END : w->class};
    if (w->class == DATE_DAY_END)
        return edge_of_day(r, at, &e);
    if (w->class == DATE_WEEK_END && (r->by || token_is(&r->t->tokens[at], "eow"))) {
        e.class = DATE_END;
        set_edge_of_week(r, &e);
        return at + 1;
    }
    if (w->class != DATE_END && w->class != DATE_START && w->class != DATE_MIDDLE)
        return 0;
    if (w->value == 4) { // "Monatsende"
        set_day(r, month_end(r->cal, 0), COACH_DAY);
        return at + 1;
    }
    uint32_t i = at + 1;
    while (date_class_at(r, i, DATE_LINK) || date_class_at(r, i, DATE_THIS) || date_class_at(r, i, DATE_NEXT))
        e.ahead |= date_class_at(r, i++, DATE_NEXT);
    e.unit = date_word_at(r, i);
    if (!e.unit)
        return 0;
    if (e.unit->class == DATE_MONTH)
        return edge_of_month(r, i, &e);
    if (e.unit->class == DATE_DAY && e.class == DATE_END) { // "end of tomorrow"
        e.ahead = e.unit->value;
        return edge_of_day(r, i, &e);
    }
    if (e.unit->class == DATE_WORKING || (e.unit->class == DATE_UNIT && e.unit->value == UNIT_DAY)) {
        e.unit = NULL;
        return edge_of_day(r, i, &e);
    }
    if (e.unit->class != DATE_UNIT)
        return 0;
    if (e.unit->value == UNIT_WEEK)
        set_edge_of_week(r, &e);
    else if (e.unit->value == UNIT_MONTH)
        set_day(r,
                e.class == DATE_END ? month_end(r->cal, e.ahead)
                                    : calendar_working(r->cal, calendar_month_end(r->cal->today, e.ahead - 1), 1),
                COACH_DAY);
    else
        return 0;
    return i + 1;
}
