// SPDX-License-Identifier: Apache-2.0
// Turns of phrase that name a day by another one: "this time tomorrow", "the first Monday
// in July", "the last week of next month". Each answers where it ends, or 0.
// Knows of calendars only what date.h says.
#include "base/civil.h"
#include "coach/date.h"

uint32_t date_this_time_read(struct date_reader *r, uint32_t at)
{
    struct date before = *r->d;
    const struct token *k = r->t->tokens;
    if (r->d->has_day && at + 1 < r->end && token_is(&k[at], "diese") && token_is(&k[at + 1], "zeit")) {
        r->d->minute = r->cal->minute; // "morgen um diese Zeit"
        r->d->has_clock = true;
        return at + 2;
    }
    if (at + 2 >= r->end || !token_is(&k[at], "this") || !token_is(&k[at + 1], "time"))
        return 0;
    uint32_t end = date_day_read(r, at + 2);
    if (!end || (r->d->grain != COACH_DAY && r->d->grain != COACH_WEEK)) {
        *r->d = before;
        return 0;
    }
    if (r->d->grain == COACH_WEEK) // "this time next week"
        r->d->day = r->cal->today + 7;
    r->d->grain = COACH_DAY;
    r->d->minute = r->cal->minute;
    r->d->has_clock = true;
    return end;
}

// "of July", "in the month", "of next month": the day before it begins; where it ends, or 0.
static uint32_t month_named(const struct date_reader *r, uint32_t at, int32_t *ret_before)
{
    uint32_t i = at;
    int ahead = 0;
    int32_t first;
    while (date_class_at(r, i, DATE_LINK) || date_class_at(r, i, DATE_IN) || date_class_at(r, i, DATE_THIS) ||
           date_class_at(r, i, DATE_NEXT))
        ahead += date_class_at(r, i++, DATE_NEXT);
    const struct date_word *w = i > at ? date_word_at(r, i) : NULL;
    if (!w)
        return 0;
    if (w->class == DATE_MONTH && calendar_day(r->cal, 0, w->value, 1, &first)) {
        *ret_before = first - 1;
        return i + 1;
    }
    if (w->class != DATE_UNIT || w->value != UNIT_MONTH)
        return 0;
    *ret_before = calendar_month_end(r->cal->today, ahead - 1);
    return i + 1;
}

// The nth weekday after `before`; the last of the month for 0.
static int32_t nth_weekday(int32_t before, int weekday, int nth)
{
    int32_t last = calendar_month_end(before + 1, 0);
    if (nth == 0)
        return last - (calendar_weekday(last) - weekday + 7) % 7;
    return before + 1 + (weekday - calendar_weekday(before + 1) + 7) % 7 + 7 * (nth - 1);
}

// The Friday of the nth week that has a working day in it.
static int32_t nth_week(const struct calendar *cal, int32_t before, int nth)
{
    int32_t day = nth ? before + 1 : calendar_month_end(before + 1, 0);
    int weekday = calendar_weekday(day);
    if (weekday > 5)
        day += nth ? 8 - weekday : 5 - weekday;
    int32_t friday = day - calendar_weekday(day) + 5 + 7 * (nth ? nth - 1 : 0);
    return calendar_back_to_working(cal, friday);
}

uint32_t date_nth_read(struct date_reader *r, uint32_t at)
{
    const struct date_word *w = date_word_at(r, at), *of = date_word_at(r, at + 1);
    int32_t before;
    bool last = w && w->class == DATE_PAST &&
                (token_is(&r->t->tokens[at], "last") || str_starts(r->t->tokens[at].word, S("letzte")));
    if (!w || !of || (!last && (w->class != DATE_ORDINAL || w->value > 5)))
        return 0;
    bool week = of->class == DATE_UNIT && of->value == UNIT_WEEK;
    uint32_t end = of->class == DATE_WEEKDAY || week ? month_named(r, at + 2, &before) : 0;
    if (!end)
        return 0;
    int nth = last ? 0 : w->value;
    r->d->day = week ? nth_week(r->cal, before, nth) : nth_weekday(before, of->value, nth);
    r->d->has_day = true;
    r->d->grain = week ? COACH_WEEK : COACH_DAY;
    r->d->past |= r->d->day < r->cal->today;
    return end;
}

uint32_t date_out_read(struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    const struct date_word *w = date_word_at(r, at);
    if (!w || w->class != DATE_UNIT || at + 2 >= r->end || !token_is(&k[at + 1], "is"))
        return 0;
    bool out = token_is(&k[at + 2], "out") || token_is(&k[at + 2], "over") || token_is(&k[at + 2], "done") ||
               token_is(&k[at + 2], "through");
    return out && date_period_read(r, at, 0) ? at + 3 : 0;
}
