// SPDX-License-Identifier: Apache-2.0
// Calendar arithmetic without zones, under datetime.h: "civil" is a date and a
// clock, wherever they hang. The proleptic Gregorian calendar. All functions are
// pure, and none checks its range: see civil_clamp().
#pragma once

#include "base/base.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

struct datetime {
    int year, month, day;      // month 1 to 12, day 1 to 31
    int hour, minute, second;
    int weekday;               // 1 Monday to 7 Sunday (ISO 8601)
};

extern const char *const civil_weekdays[8]; // English, 1 to 7
extern const char *const civil_months[13];  // English, 1 to 12

// Into the years 0 to 9999: what has four digits, and far from any overflow.
int64_t civil_clamp(int64_t at_ms);
// Days since 1970-01-01; month 1 to 12, any day (0 is the last of the month before).
int64_t civil_days(int64_t year, int month, int64_t day);
int civil_month_days(int year, int month);
// As if both were UTC.
struct datetime civil_from_ms(int64_t at_ms);
int64_t civil_ms(const struct datetime *t);
