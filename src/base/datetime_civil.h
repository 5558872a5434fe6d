// SPDX-License-Identifier: Apache-2.0
// Calendar arithmetic without zones, shared by the datetime_*.c files and meant
// for nobody else: "civil" is a date and a clock, wherever they hang. The
// proleptic Gregorian calendar; all functions are pure.
#pragma once

#include "base/datetime.h"

extern const char *const datetime_weekdays[8]; // English, 1 to 7
extern const char *const datetime_months[13];  // English, 1 to 12

// Into the years 0 to 9999: what has four digits, and far from any overflow.
int64_t civil_clamp(int64_t at_ms);
// Days since 1970-01-01; month 1 to 12, any day (0 is the last of the month before).
int64_t civil_days(int64_t year, int month, int64_t day);
int civil_month_days(int year, int month);
// As if both were UTC.
struct datetime civil_from_ms(int64_t at_ms);
int64_t civil_ms(const struct datetime *t);
