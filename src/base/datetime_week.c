// SPDX-License-Identifier: Apache-2.0
// A team's working week: its text, and walking forward through its open hours.
// A day is walked in its zone, so a day of 23 or 25 hours has as much open time
// as its clocks show. Every walk is bounded.
#include "base/datetime.h"

#define WALK_DAYS 400

static bool day_parse(struct str s, int *ret_day)
{
    s = str_trim(s);
    for (int day = 1; s.n == 3 && day <= 7; day++) {
        if (str_eq_nocase(s, str_slice(str_of(civil_weekdays[day]), 0, 3))) {
            *ret_day = day;
            return true;
        }
    }
    return false;
}

static bool minute_parse(struct str s, int *ret_minute)
{
    int64_t hour, minute;
    s = str_trim(s);
    if (s.n != 5 || s.p[2] != ':' || s.p[0] < '0' || s.p[0] > '9' || s.p[3] < '0' || s.p[3] > '9')
        return false;
    if (!str_to_int64(str_slice(s, 0, 2), &hour) || !str_to_int64(str_from(s, 3), &minute))
        return false;
    *ret_minute = (int)(hour * 60 + minute);
    return minute < 60 && *ret_minute <= 24 * 60;
}

// "Mon-Fri 08:00-17:00": NULL, or why not.
static const char *part_parse(struct str part, struct work_week *w)
{
    ptrdiff_t gap = str_find_char(part, ' ');
    struct str hours = gap < 0 ? STR_NONE : str_trim(str_from(part, (size_t)gap));
    struct str last_day = str_slice(part, 0, gap < 0 ? part.n : (size_t)gap), first_day, opens;
    if (!str_cut(&last_day, '-', &first_day))
        return "a day is missing";
    if (str_is_none(last_day))
        last_day = first_day;
    int first, last, from, to;
    if (!day_parse(first_day, &first) || !day_parse(last_day, &last) || first > last)
        return "days are written as Mon, Tue, Wed, Thu, Fri, Sat, Sun, or as a range such as Mon-Fri";
    if (!str_cut(&hours, '-', &opens) || !minute_parse(opens, &from) || !minute_parse(hours, &to))
        return "hours are written as 08:00-17:00";
    if (from >= to)
        return "the hours must end after they begin";
    for (int day = first; day <= last; day++) {
        if (w->from[day] != w->to[day])
            return "a day stands there twice";
        w->from[day] = (int16_t)from;
        w->to[day] = (int16_t)to;
    }
    return NULL;
}

bool work_week_parse(struct str s, struct work_week *ret_week, const char **ret_why)
{
    struct work_week w = {0};
    struct str part;
    int parts = 0;
    while (str_cut(&s, ';', &part)) {
        part = str_trim(part);
        if (str_is_empty(part))
            continue;
        const char *why = part_parse(part, &w);
        if (why) {
            *ret_why = why;
            return false;
        }
        parts++;
    }
    if (!parts) {
        *ret_why = "no hours are given";
        return false;
    }
    *ret_week = w;
    return true;
}

// The open time of the day that is `days` after t's, false if it has none.
static bool day_hours(const struct work_week *w, struct datetime t, int days, struct str zone, int64_t *ret_from_ms,
                      int64_t *ret_to_ms)
{
    int weekday = (t.weekday - 1 + days) % 7 + 1;
    struct datetime wall = {.year = t.year, .month = t.month, .day = t.day + days};
    if (w->from[weekday] >= w->to[weekday])
        return false;
    wall.minute = w->from[weekday];
    *ret_from_ms = datetime_from_zone(&wall, zone);
    wall.minute = w->to[weekday];
    *ret_to_ms = datetime_from_zone(&wall, zone);
    return *ret_from_ms < *ret_to_ms;
}

int64_t work_week_after(const struct work_week *w, int64_t at_ms, int64_t working_ms, struct str zone)
{
    at_ms = civil_clamp(at_ms);
    int64_t left_ms = working_ms < 0 ? 0 : working_ms, from_ms, to_ms;
    struct datetime t = datetime_in_zone(at_ms, zone);
    for (int days = 0; days <= WALK_DAYS; days++) {
        if (!day_hours(w, t, days, zone, &from_ms, &to_ms))
            continue;
        if (from_ms < at_ms)
            from_ms = at_ms;
        if (from_ms >= to_ms)
            continue;
        if (left_ms <= to_ms - from_ms)
            return from_ms + left_ms;
        left_ms -= to_ms - from_ms;
    }
    return civil_clamp(at_ms + (working_ms < 0 ? 0 : working_ms > 10000 * DAY_MS ? 10000 * DAY_MS : working_ms));
}

int64_t work_week_days_after(const struct work_week *w, int64_t at_ms, int days, struct str zone)
{
    if (days <= 0)
        return work_week_after(w, at_ms, 0, zone);
    struct datetime t = datetime_in_zone(at_ms, zone);
    int left = days, moved = 0;
    while (left && moved < WALK_DAYS) {
        int weekday = (t.weekday - 1 + ++moved) % 7 + 1;
        left -= w->from[weekday] < w->to[weekday];
    }
    // A week without open days, or a wish beyond a year: calendar days.
    t.day += left ? (days < WALK_DAYS * 10 ? days : WALK_DAYS * 10) : moved;
    return datetime_from_zone(&t, zone);
}

bool work_week_is_open(const struct work_week *w, int64_t at_ms, struct str zone)
{
    struct datetime t = datetime_in_zone(at_ms, zone);
    int minute = t.hour * 60 + t.minute;
    return minute >= w->from[t.weekday] && minute < w->to[t.weekday];
}
