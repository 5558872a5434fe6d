// SPDX-License-Identifier: Apache-2.0
// Days are counted in eras of 400 years, after which the calendar repeats; a
// year begins on 1 March, so that the leap day is its last. Weekdays follow from
// the day's number.
#include "base/civil.h"

const char *const civil_weekdays[8] = {"",         "Monday", "Tuesday",  "Wednesday",
                                       "Thursday", "Friday", "Saturday", "Sunday"};
const char *const civil_months[13] = {"",     "January", "February",  "March",   "April",    "May",     "June",
                                      "July", "August",  "September", "October", "November", "December"};

int64_t civil_clamp(int64_t at_ms)
{
    const int64_t first = INT64_C(-62167219200000), last = INT64_C(253402300799999);
    return at_ms < first ? first : at_ms > last ? last : at_ms;
}

int64_t civil_days(int64_t year, int month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400, year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

struct datetime civil_from_ms(int64_t at_ms)
{
    int64_t days = at_ms / DAY_MS - (at_ms % DAY_MS < 0);
    int seconds = (int)((at_ms - days * DAY_MS) / SECOND_MS);
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = (int)(z - era * 146097);
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int month = mp < 10 ? mp + 3 : mp - 9;
    int64_t weekday = (days + 3) % 7; // 1970-01-01 was a Thursday
    return (struct datetime){
        .year = (int)(yoe + era * 400) + (month <= 2),
        .month = month,
        .day = doy - (153 * mp + 2) / 5 + 1,
        .hour = seconds / 3600,
        .minute = seconds / 60 % 60,
        .second = seconds % 60,
        .weekday = (int)(weekday < 0 ? weekday + 7 : weekday) + 1,
    };
}

int civil_month_days(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

int64_t civil_ms(const struct datetime *t)
{
    int month = t->month < 1 ? 1 : t->month > 12 ? 12 : t->month;
    return civil_days(t->year, month, t->day) * DAY_MS + t->hour * HOUR_MS + t->minute * MINUTE_MS +
           t->second * SECOND_MS;
}
