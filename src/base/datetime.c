// SPDX-License-Identifier: Apache-2.0
// Moments as text and text as moments, in UTC, by arithmetic on the proleptic
// Gregorian calendar: no locale, no zone, no C library calendar. Every moment is
// first brought into the years 0 to 9999, which is what RFC 3339 can write.
#include "base/datetime.h"

#include <time.h>

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
    return str_fmt(a, "%.3s, %d %.3s %04d %02d:%02d:%02d +0000", civil_weekdays[t.weekday], t.day,
                   civil_months[t.month], t.year, t.hour, t.minute, t.second);
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
