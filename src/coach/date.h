// SPDX-License-Identifier: Apache-2.0
// Times as people write them, English and German, and in figures for every language.
// Knows working days, holidays and the reader's zone. No clock: the moment is given.
// Private to src/coach; the rest of the house asks coach_time_parse().
#pragma once

#include "base/datetime.h"
#include "coach/language.h"

enum date_class {
    DATE_WEEKDAY = 1, // value 1 Monday to 7
    DATE_MONTH,       // 1 to 12
    DATE_UNIT,        // enum date_unit
    DATE_COUNT,       // a number in words
    DATE_DAY,         // today + value
    DATE_PART,        // of a day: minutes since midnight by which it is over
    DATE_CLOCK,       // noon, midnight, lunch: minutes
    DATE_BY,          // by, until, before
    DATE_AT,          // at, around, um, gegen
    DATE_ON,          // on, am
    DATE_IN,          // in, within, innerhalb
    DATE_THIS,
    DATE_NEXT,
    DATE_PAST,  // last, since, ago
    DATE_END,   // end, close
    DATE_START, // beginning, early
    DATE_MIDDLE,
    DATE_WORKING, // working, business
    DATE_EVERY,
    DATE_MERIDIEM, // am 0, pm 1
    DATE_OCLOCK,
    DATE_LINK,  // the, of, der, den: passed over between parts
    DATE_RANGE, // to, and, bis
    DATE_BETWEEN,
    DATE_HALF,
    DATE_QUARTER,
    DATE_MORE,     // from now, later
    DATE_LATE,     // later today
    DATE_DAY_END,  // eod, Feierabend
    DATE_WEEK_END, // eow
    DATE_WORKDAY,  // Werktag: a unit by itself
    DATE_AFTER,
    DATE_COURSE, // in the course of, during: until it is over
    DATE_OVER,   // over the weekend
    DATE_HALVES, // anderthalb: a number of halves
    DATE_ORDINAL,
    DATE_WEEK_NUMBER, // KW, that of ISO 8601
};

enum date_unit { UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_FORTNIGHT, UNIT_QUARTER };

struct date_word {
    const char *word;
    uint8_t class;
    int16_t value;
};
// NULL if the word has nothing to do with time.
const struct date_word *date_word_find(enum tongue tongue, struct str word);

enum { DAY_END_MINUTE = 17 * 60, FIRST_THING_MINUTE = 10 * 60, AFTER_LUNCH_MINUTE = 14 * 60, MINUTE_NONE = -1 };

struct calendar {
    int64_t now_ms;
    struct str zone;
    int32_t today;    // days since 1970
    int minute;       // of today
    int weekday;      // 1 Monday
    bool month_first; // 3/11 is 11 March
    enum tongue tongue;
    const int32_t *holidays;
    size_t holiday_count;
};
void calendar_init(struct calendar *cal, const struct coach_draft *in, enum tongue tongue);
bool calendar_is_working(const struct calendar *cal, int32_t day);
// `days` working days on from `day`; at least the next working day for 0 on a day off.
int32_t calendar_working(const struct calendar *cal, int32_t day, int days);
int32_t calendar_back_to_working(const struct calendar *cal, int32_t day);
int32_t calendar_month_end(int32_t day, int months);
// The Monday of week 1 to 53 (ISO 8601). Year 0: the one that lies ahead.
int32_t calendar_week_number(const struct calendar *cal, int year, int week);
int calendar_weekday(int32_t day);
// False if there is no such day. Year 0: the next one that lies ahead.
bool calendar_day(const struct calendar *cal, int year, int month, int day, int32_t *ret_day);
int64_t calendar_ms(const struct calendar *cal, int32_t day, int minute);

struct date {
    uint32_t first, core, end; // tokens: with its preposition; without; after it
    bool has_day, has_clock;
    bool span; // a bare duration: "two hours"
    bool past, recurring;
    bool at;      // "by", "at" … stand before it
    bool assumed; // the day is only today because "end of day" named none
    bool counted; // a length of time from now: "within two working days"
    bool later;   // "an hour later": from what was said before
    bool given;   // the day is only the next one of a part that named none: "in the afternoon"
    bool open;    // the clock says neither am nor pm
    int32_t day;
    int minute;       // MINUTE_NONE without clock or part
    int64_t exact_ms; // of "in two hours"; else 0
    enum coach_grain grain;
};
// The date that begins at token `at` of the sentence.
bool date_read(const struct calendar *cal, const struct text *t, const struct sentence *s, uint32_t at,
               struct date *ret_date);
// What stands before a clock decides whether a bare hour is one.
enum clock_after { CLOCK_AFTER_NOTHING, CLOCK_AFTER_DAY, CLOCK_AFTER_WORD };
// date_clock.c: the clock time at `at`; where it ends, or 0.
// *ret_open: it may be before noon or after.
uint32_t clock_read(const struct calendar *cal, const struct text *t, uint32_t at, uint32_t end, enum clock_after after,
                    int *ret_minute, bool *ret_open);
// The moment, with the day of an earlier date of the clause for a clock alone. 0 if there is none.
int64_t date_due(const struct calendar *cal, const struct date *d, const struct date *earlier,
                 enum coach_grain *ret_grain);

// date_day.c: the parts of a date that name a day; each answers where it ends, or 0.
struct date_reader {
    const struct calendar *cal;
    const struct text *t;
    uint32_t end;  // of the sentence
    bool in, by;   // "in"/"within" stood before; "by" or such
    bool until;    // "by", "before": over by then
    bool after;    // "after" lunch, the weekend
    bool course;   // "in the course of", "within the"
    bool between;  // two days or times follow
    uint32_t last; // token of the part before
    struct date *d;
};
// The clock of a date and the part of the day that it stands in: "3" and "afternoon".
void date_move_clock(struct date *d, int part);
const struct date_word *date_word_at(const struct date_reader *r, uint32_t at);
bool date_class_at(const struct date_reader *r, uint32_t at, enum date_class class);
uint32_t date_number_at(const struct date_reader *r, uint32_t at, int *ret_n);
uint32_t date_day_read(struct date_reader *r, uint32_t at);
// `at` itself, or where a weekday of the week that begins on `monday` ends: "next week on Tuesday".
uint32_t date_weekday_of(struct date_reader *r, uint32_t at, int32_t monday);
// date_unit.c: durations, weeks, months, ends of them.
uint32_t date_duration_read(struct date_reader *r, uint32_t at);
uint32_t date_edge_read(struct date_reader *r, uint32_t at);
uint32_t date_period_read(struct date_reader *r, uint32_t at, int ahead);
uint32_t date_course_read(struct date_reader *r, uint32_t at);
// What moves a day that was read: "Friday week", "heute in zwei Wochen"; `at` itself if nothing does.
uint32_t date_shift_read(struct date_reader *r, uint32_t at);
// "or Tuesday", "bis Mittwoch" after a day: the later one; `at` itself if there is none.
uint32_t date_range_read(struct date_reader *r, uint32_t at);
// date_turn.c: "this time tomorrow", "the first Monday in July", "the last week of the month".
uint32_t date_this_time_read(struct date_reader *r, uint32_t at);
// "before the week is out".
uint32_t date_out_read(struct date_reader *r, uint32_t at);
uint32_t date_nth_read(struct date_reader *r, uint32_t at);
// "KW 12", "week 12": the Monday of it.
uint32_t date_week_number_read(struct date_reader *r, uint32_t at, int32_t *ret_monday);

struct dates {
    struct date *items;
    size_t count;
};
// Every date of the text, in order; adds <date> spans to it.
struct dates dates_find(struct arena *a, const struct calendar *cal, struct text *t);
// The same without the spans.
struct dates dates_list(struct arena *a, const struct calendar *cal, struct text *t);
