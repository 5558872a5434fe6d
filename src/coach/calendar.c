// SPDX-License-Identifier: Apache-2.0
// Days, weeks and working days around the moment of the reading, in the reader's
// zone. A day is a number of days since 1970, so that counting is adding; only
// the way to and from a moment asks ICU.
#include "base/civil.h"
#include "coach/date.h"

static bool has_month_first(struct str locale)
{
    return str_eq(locale, S("en-US")) || str_eq(locale, S("en_US")) || str_eq(locale, S("en-PH"));
}

void calendar_init(struct calendar *cal, const struct coach_draft *in, enum tongue tongue)
{
    struct datetime now = datetime_in_zone(in->now_ms, in->zone);
    *cal = (struct calendar){.now_ms = in->now_ms,
                             .zone = in->zone,
                             .today = (int32_t)civil_days(now.year, now.month, now.day),
                             .minute = now.hour * 60 + now.minute,
                             .weekday = now.weekday,
                             .month_first = has_month_first(in->locale),
                             .tongue = tongue,
                             .holidays = in->holidays,
                             .holiday_count = in->holiday_count};
}

int calendar_weekday(int32_t day)
{
    int shifted = (int)((day + 3) % 7); // 1970-01-01 was a Thursday
    return shifted < 0 ? shifted + 8 : shifted + 1;
}

bool calendar_is_working(const struct calendar *cal, int32_t day)
{
    if (calendar_weekday(day) > 5)
        return false;
    for (size_t i = 0; i < cal->holiday_count; i++)
        if (cal->holidays[i] == day)
            return false;
    return true;
}

int32_t calendar_working(const struct calendar *cal, int32_t day, int days)
{
    for (int tries = 0; days > 0 && tries < 2000; tries++)
        if (calendar_is_working(cal, ++day))
            days--;
    for (int tries = 0; !calendar_is_working(cal, day) && tries < 60; tries++)
        day++;
    return day;
}

int32_t calendar_back_to_working(const struct calendar *cal, int32_t day)
{
    for (int tries = 0; !calendar_is_working(cal, day) && tries < 60; tries++)
        day--;
    return day;
}

static struct datetime civil_of(int32_t day)
{
    return civil_from_ms((int64_t)day * DAY_MS);
}

int32_t calendar_month_end(int32_t day, int months)
{
    struct datetime t = civil_of(day);
    int count = t.year * 12 + t.month - 1 + months; // also back over the turn of a year
    int year = count / 12, month = count % 12 + 1;
    return (int32_t)civil_days(year, month, civil_month_days(year, month));
}

static int32_t week_monday(int year, int week)
{
    int32_t fourth = (int32_t)civil_days(year, 1, 4); // is always in week 1
    return fourth - calendar_weekday(fourth) + 1 + 7 * (week - 1);
}

int32_t calendar_week_number(const struct calendar *cal, int year, int week)
{
    if (year)
        return week_monday(year, week);
    year = civil_of(cal->today).year;
    int32_t monday = week_monday(year, week);
    return cal->today - monday > 60 ? week_monday(year + 1, week) : monday;
}

bool calendar_day(const struct calendar *cal, int year, int month, int day, int32_t *ret_day)
{
    struct datetime now = civil_of(cal->today);
    if (month < 1 || month > 12 || day < 1 || year > 2200 || (year > 99 && year < 1970))
        return false;
    if (year > 0 && year < 100)
        year += 2000;
    bool given = year > 0;
    if (!given)
        year = now.year;
    if (day > civil_month_days(year, month))
        return false;
    *ret_day = (int32_t)civil_days(year, month, day);
    // A day that is long over is next year's; one just over is a day in the past.
    if (!given && cal->today - *ret_day > 60)
        *ret_day = (int32_t)civil_days(year + 1, month, day);
    return true;
}

int64_t calendar_ms(const struct calendar *cal, int32_t day, int minute)
{
    struct datetime wall = civil_of(day + minute / 1440);
    wall.hour = minute % 1440 / 60;
    wall.minute = minute % 60;
    wall.second = 0;
    return datetime_from_zone(&wall, cal->zone);
}
