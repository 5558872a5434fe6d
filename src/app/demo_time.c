// SPDX-License-Identifier: Apache-2.0
// Reads the moments of stories. Working days are Monday to Friday: the weeks of
// the demonstration have no holidays, so that it looks alike on every day. Hours
// are those of the desk’s own zone, whoever acts.
#include "app/demo_time.h"

#include "base/datetime.h"

// Midnight of the day that is `days` working days from at_ms's day.
static int64_t working_day(int64_t at_ms, int64_t days)
{
    struct str zone = S(DEMO_ZONE);
    int64_t day = datetime_day_start(at_ms, 0, zone);
    int step = days < 0 ? -1 : 1;
    for (int64_t left = days * step; left > 0;) {
        day = datetime_day_start(day, step, zone);
        left -= datetime_in_zone(day, zone).weekday <= 5;
    }
    return day;
}

static bool clock_on(int64_t day, struct str clock, int64_t *ret_ms)
{
    struct str zone = S(DEMO_ZONE), hour;
    struct datetime t = datetime_in_zone(day, zone);
    int64_t h, m;
    if (!str_cut(&clock, ':', &hour) || !str_to_int64(hour, &h) || !str_to_int64(clock, &m))
        return false;
    if (h < 0 || h > 23 || m < 0 || m > 59)
        return false;
    t.hour = (int)h;
    t.minute = (int)m;
    *ret_ms = datetime_from_zone(&t, zone);
    return true;
}

// "40m", "3h", "-37m"
static bool span(struct str text, int64_t *ret_ms)
{
    int64_t unit = str_ends(text, S("m")) ? MINUTE_MS : str_ends(text, S("h")) ? HOUR_MS : 0, n;
    if (!unit || !str_to_int64(str_slice(text, 0, text.n - 1), &n))
        return false;
    *ret_ms = n * unit;
    return true;
}

// "2d 10:00" from a moment.
static bool day_and_clock(struct str text, int64_t from_ms, int64_t *ret_ms)
{
    struct str days;
    int64_t n;
    if (!str_cut(&text, ' ', &days) || !str_ends(days, S("d")) || !str_to_int64(str_slice(days, 0, days.n - 1), &n))
        return false;
    return clock_on(working_day(from_ms, n), text, ret_ms);
}

bool demo_moment(struct str text, int64_t now_ms, int64_t before_ms, int64_t *ret_ms)
{
    int64_t ms, n;
    struct str days;
    if (str_starts(text, S("now"))) {
        if (!span(str_from(text, 3), &ms))
            return false;
        *ret_ms = now_ms + ms;
        return true;
    }
    if (str_starts(text, S("d"))) {
        struct str clock = str_from(text, 1);
        return str_cut(&clock, ' ', &days) && str_to_int64(days, &n) && n &&
               clock_on(working_day(now_ms, n), clock, ret_ms);
    }
    if (span(text, &ms)) {
        *ret_ms = before_ms + ms;
        return true;
    }
    return day_and_clock(text, before_ms, ret_ms);
}
