// SPDX-License-Identifier: Apache-2.0
// Moments as text and text as moments, in UTC, by arithmetic on the proleptic
// Gregorian calendar: no locale, no zone, no C library calendar. Every moment is
// first brought into the years 0 to 9999, which is what RFC 3339 can write.
#include "base/datetime.h"

#include <time.h>

#include "base/datetime_civil.h"

const char *const datetime_weekdays[8] = {"",         "Monday", "Tuesday",  "Wednesday",
                                          "Thursday", "Friday", "Saturday", "Sunday"};
const char *const datetime_months[13] = {"",     "January", "February",  "March",   "April",    "May",     "June",
                                         "July", "August",  "September", "October", "November", "December"};

static int64_t clock_ms(clockid_t id)
{
    struct timespec t;
    must(clock_gettime(id, &t) == 0);
    return (int64_t)t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

int64_t datetime_now_ms(void)
{
    return clock_ms(CLOCK_REALTIME);
}

int64_t datetime_monotonic_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

int64_t civil_clamp(int64_t at_ms)
{
    const int64_t first = INT64_C(-62167219200000), last = INT64_C(253402300799999);
    return at_ms < first ? first : at_ms > last ? last : at_ms;
}

// Days since 1970-01-01, counted in eras of 400 years that begin on 1 March, so
// that the leap day is the last of its year.
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

static char *put_digits(char *at, int value, int count)
{
    for (int i = count - 1; i >= 0; i--, value /= 10)
        at[i] = (char)('0' + value % 10);
    return at + count;
}

static char *put_pair(char *at, int value, char after)
{
    at = put_digits(at, value, 2);
    *at++ = after;
    return at;
}

struct str datetime_rfc3339(struct arena *a, int64_t at_ms)
{
    at_ms = civil_clamp(at_ms);
    struct datetime t = civil_from_ms(at_ms);
    int ms = (int)(((at_ms % SECOND_MS) + SECOND_MS) % SECOND_MS);
    char *text = arena_text(a, sizeof "2026-10-14T09:12:00.000Z"), *at = put_digits(text, t.year, 4);
    *at++ = '-';
    at = put_pair(at, t.month, '-');
    at = put_pair(at, t.day, 'T');
    at = put_pair(at, t.hour, ':');
    at = put_pair(at, t.minute, ':');
    at = put_pair(at, t.second, ms ? '.' : 'Z');
    if (ms) {
        at = put_digits(at, ms, 3);
        *at++ = 'Z';
    }
    return (struct str){text, (size_t)(at - text)};
}

struct str datetime_rfc5322(struct arena *a, int64_t at_ms)
{
    struct datetime t = civil_from_ms(civil_clamp(at_ms));
    return str_fmt(a, "%.3s, %d %.3s %04d %02d:%02d:%02d +0000", datetime_weekdays[t.weekday], t.day,
                   datetime_months[t.month], t.year, t.hour, t.minute, t.second);
}

// Takes `count` digits off the front; false if there are not as many or the value is out of range.
static bool take_digits(struct str *s, size_t count, int least, int most, int *ret_value)
{
    int value = 0;
    if (s->n < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (s->p[i] < '0' || s->p[i] > '9')
            return false;
        value = value * 10 + (s->p[i] - '0');
    }
    *s = str_from(*s, count);
    *ret_value = value;
    return value >= least && value <= most;
}

static bool take_char(struct str *s, const char *allowed)
{
    if (s->n == 0 || !s->p[0] || !strchr(allowed, s->p[0]))
        return false;
    *s = str_from(*s, 1);
    return true;
}

// The optional ".123": milliseconds; further digits are cut off.
static bool take_fraction(struct str *s, int *ret_ms)
{
    int unit = 100, digit, count = 0;
    *ret_ms = 0;
    if (!take_char(s, "."))
        return true;
    while (take_digits(s, 1, 0, 9, &digit)) {
        *ret_ms += digit * unit;
        unit /= 10;
        count++;
    }
    return count > 0;
}

static bool take_offset(struct str *s, int64_t *ret_ms)
{
    int hours, minutes;
    *ret_ms = 0;
    if (take_char(s, "Zz"))
        return true;
    bool west = s->n && s->p[0] == '-';
    if (!take_char(s, "+-") || !take_digits(s, 2, 0, 23, &hours) || !take_char(s, ":") ||
        !take_digits(s, 2, 0, 59, &minutes))
        return false;
    *ret_ms = (hours * HOUR_MS + minutes * MINUTE_MS) * (west ? -1 : 1);
    return true;
}

int civil_month_days(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

bool datetime_from_rfc3339(struct str s, int64_t *ret_ms)
{
    struct datetime t = {0};
    int ms;
    int64_t offset_ms;
    // Second 60 is a leap second; it counts as the first of the next minute.
    if (!take_digits(&s, 4, 0, 9999, &t.year) || !take_char(&s, "-") || !take_digits(&s, 2, 1, 12, &t.month) ||
        !take_char(&s, "-") || !take_digits(&s, 2, 1, civil_month_days(t.year, t.month), &t.day) ||
        !take_char(&s, "Tt ") || !take_digits(&s, 2, 0, 23, &t.hour) || !take_char(&s, ":") ||
        !take_digits(&s, 2, 0, 59, &t.minute) || !take_char(&s, ":") || !take_digits(&s, 2, 0, 60, &t.second) ||
        !take_fraction(&s, &ms) || !take_offset(&s, &offset_ms) || s.n)
        return false;
    *ret_ms = civil_ms(&t) + ms - offset_ms;
    return true;
}

int64_t civil_ms(const struct datetime *t)
{
    int month = t->month < 1 ? 1 : t->month > 12 ? 12 : t->month;
    return civil_days(t->year, month, t->day) * DAY_MS + t->hour * HOUR_MS + t->minute * MINUTE_MS +
           t->second * SECOND_MS;
}

struct str datetime_span(struct arena *a, int64_t span_ms)
{
    int64_t minutes = span_ms < 0 ? 0 : span_ms / MINUTE_MS;
    if (minutes == 0)
        return S("under 1 min");
    if (minutes < 60)
        return str_fmt(a, "%" PRId64 " min", minutes);
    int64_t hours = (minutes + 30) / 60, days = (minutes + 12 * 60) / (24 * 60);
    bool in_hours = hours < 24;
    int64_t n = in_hours ? hours : days;
    return str_fmt(a, "%" PRId64 " %s%s", n, in_hours ? "hour" : "day", n == 1 ? "" : "s");
}
