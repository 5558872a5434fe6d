// SPDX-License-Identifier: Apache-2.0
// Moments are UTC milliseconds since 1970 (int64_t, names end in _ms or _at).
// This turns them into text and back, and into people's days by ICU, which
// knows every zone at once. Never reads the clock except datetime_now_ms().
#pragma once

#include "base/civil.h"
#include "base/rc.h"
#include "base/str.h"

int64_t datetime_now_ms(void);            // the wall clock; called once a request
int64_t datetime_monotonic_ms(void);      // for waits and durations only

// RFC 3339 in UTC, "2026-10-14T09:12:00Z"; with milliseconds only where there are any.
struct str datetime_rfc3339(struct arena *a, int64_t at_ms);
// Reads RFC 3339 with any offset, "T" or space, optional fraction. False on anything else.
bool datetime_from_rfc3339(struct str s, int64_t *ret_ms);
// RFC 5322, "Wed, 14 Oct 2026 09:12:00 +0000", for mail.
struct str datetime_rfc5322(struct arena *a, int64_t at_ms);

// A time zone by its IANA name. Kept per thread, so asking again is cheap.
// An unknown name answers false.
bool zone_is_known(struct str zone);
// Falls back to UTC for an unknown zone.
struct datetime datetime_in_zone(int64_t at_ms, struct str zone);
// The moment of a wall time; one that the zone skips moves forward, one that it has twice is the first.
int64_t datetime_from_zone(const struct datetime *wall, struct str zone);
// Midnight that begins the day of at_ms in the zone, plus `days` (may be negative).
int64_t datetime_day_start(int64_t at_ms, int days, struct str zone);
int datetime_days_between(int64_t from_ms, int64_t to_ms, struct str zone); // calendar days

// For people, English: "today, 12:00", "tomorrow, 12:00", "yesterday, 09:31" within two days,
// else "Friday 16 October, 12:00", with the year where it is not now's. 24 hours.
struct str datetime_for_people(struct arena *a, int64_t at_ms, int64_t now_ms, struct str zone);
// "12:00"
struct str datetime_clock(struct arena *a, int64_t at_ms, struct str zone);
// How long, in one unit: "12 min", "3 hours", "2 days"; never negative.
struct str datetime_span(struct arena *a, int64_t span_ms);

// A team's working week: minutes since midnight, [from, to) each ISO weekday; from == to is closed.
struct work_week {
    int16_t from[8], to[8];    // index 1 to 7
};
// Reads "Mon-Fri 08:00-17:00; Sat 09:00-12:00". False with a reason in *ret_why (literal).
bool work_week_parse(struct str s, struct work_week *ret_week, const char **ret_why);
// The moment that is `working_ms` of open time after at_ms; within 400 days, else at_ms + working_ms.
int64_t work_week_after(const struct work_week *w, int64_t at_ms, int64_t working_ms, struct str zone);
// at_ms's wall time moved on by `days` working days (0 moves into the next open time if closed).
int64_t work_week_days_after(const struct work_week *w, int64_t at_ms, int days, struct str zone);
bool work_week_is_open(const struct work_week *w, int64_t at_ms, struct str zone);
