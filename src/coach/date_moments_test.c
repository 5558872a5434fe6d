// SPDX-License-Identifier: Apache-2.0
// The date grammar again, by what the moment of writing does to it: a Monday morning, ten
// to five on a Friday, a Sunday, the turn of a year, the days before clocks change.
// A row without a clock names the day only. The rows were written before they were run.
#include "coach/date_rows.h"

static struct str due_of(struct ctx *c, const struct coach_draft *when, const char *text)
{
    int64_t due;
    enum coach_grain grain;
    fail_clear(c);
    if (coach_time_parse(c, str_of(text), when, &due, &grain) != RC_OK)
        return S("-");
    struct datetime t = datetime_in_zone(due, when->zone);
    struct str day = str_fmt(c->arena, "%04d-%02d-%02d", t.year, t.month, t.day);
    return grain == COACH_MINUTE ? str_fmt(c->arena, "%.*s %02d:%02d", STR_ARG(day), t.hour, t.minute) : day;
}

static void check_rows(const struct coach_draft *when, const struct row *rows, size_t n)
{
    check_rows_with(due_of, when, rows, n);
}

TEST(said_on_monday_morning)
{
    static const struct row rows[] = {
        {"from 13:00 tomorrow", "2026-06-16 13:00"},
        {"after closing tonight at 17:30", "2026-06-15 17:30"},
        {"Monday week", "2026-06-29"},
        {"a week on Tuesday", "2026-06-23"},
        {"this time tomorrow", "2026-06-16 08:30"},
        {"by this time tomorrow", "2026-06-16 08:30"},
        {"this time next week", "2026-06-22 08:30"},
        {"by the end of the month", "2026-06-30"},
        {"on the 14th", "2026-07-14"},
        {"first thing Wednesday", "2026-06-17"},
        {"before you leave today", "2026-06-15"},
        {"within the hour", "2026-06-15 09:30"},
        {"in half an hour", "2026-06-15 09:00"},
        {"by lunch", "2026-06-15 12:00"},
        {"no later than Thursday at 2", "2026-06-18 14:00"},
        {"tonight", "2026-06-15"},
        {"tonight at 9", "2026-06-15 21:00"},
        {"tonight by 8:30", "2026-06-15 20:30"},
        {"at 9 tonight", "2026-06-15 21:00"},
        {"at 8 this evening", "2026-06-15 20:00"},
        {"this evening at half seven", "2026-06-15 19:30"},
        {"between 8 and 9 tonight", "2026-06-15 21:00"},
        {"on Monday", "2026-06-22"},
        {"at 1:15", "2026-06-15 13:15"},
        {"by 9", "2026-06-15 09:00"},
        {"at 8", "2026-06-16 08:00"},
        {"by half nine", "2026-06-15 09:30"},
        {"the week after next", "2026-07-03"},
        {"in two weeks' time", "2026-06-29"},
        {"by Wednesday week", "2026-06-24"},
        {"two weeks from Friday", "2026-07-03"},
        {"by midday at the latest", "2026-06-15 12:00"},
        {"at the very latest by Thursday noon", "2026-06-18 12:00"},
        {"by the close of play on Thursday", "2026-06-18 17:00"},
        {"before the end of tomorrow", "2026-06-16 17:00"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1781512200000), .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(said_on_friday_1650)
{
    static const struct row rows[] = {
        {"on Friday", "2026-06-26"},
        {"first thing Monday", "2026-06-22"},
        {"on Monday at 7:45", "2026-06-22 07:45"},
        {"tomorrow", "2026-06-20"},
        {"the next working day", "2026-06-22"},
        {"within two working days", "2026-06-23"},
        {"within one business day", "2026-06-22"},
        {"over the weekend", "2026-06-21"},
        {"on the weekend", "2026-06-21"},
        {"by Monday lunchtime", "2026-06-22 12:00"},
        {"at 5", "2026-06-19 17:00"},
        {"by 5:30", "2026-06-19 17:30"},
        {"by quarter past five", "2026-06-19 17:15"},
        {"in ten minutes", "2026-06-19 17:00"},
        {"in the next half hour", "2026-06-19 17:20"},
        {"in the next couple of hours", "2026-06-19 18:50"},
        {"by end of day", "2026-06-19 17:00"},
        {"by end of day Monday", "2026-06-22 17:00"},
        {"by the end of Tuesday", "2026-06-23 17:00"},
        {"by the end of next week", "2026-06-26"},
        {"early next week", "2026-06-22"},
        {"sometime next week", "2026-06-26"},
        {"midweek", "2026-06-24"},
        {"in the middle of next week", "2026-06-24"},
        {"Monday or Tuesday", "2026-06-23"},
        {"Monday, 22 June", "2026-06-22"},
        {"on Tuesday the 23rd at 3", "2026-06-23 15:00"},
        {"on Tuesday, June 23rd, at 3:30 p.m.", "2026-06-23 15:30"},
        {"22/6 at 14.30", "2026-06-22 14:30"},
        {"next Friday", "2026-06-26"},
        {"Friday of next week", "2026-06-26"},
        {"the following Monday", "2026-06-22"},
        {"this coming Monday", "2026-06-22"},
        {"the day after tomorrow", "2026-06-21"},
        {"in 3 business days", "2026-06-24"},
        {"five working days from now", "2026-06-26"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1781887800000), .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(said_on_sunday)
{
    static const struct row rows[] = {
        {"on Sunday", "2026-06-28"},
        {"tomorrow at seven", "2026-06-22 07:00"},
        {"tomorrow morning at 7", "2026-06-22 07:00"},
        {"by 7 tomorrow morning", "2026-06-22 07:00"},
        {"by 6 tomorrow", "2026-06-22 18:00"},
        {"in the morning", "2026-06-22"},
        {"this week", "2026-06-26"},
        {"next week", "2026-06-26"},
        {"next Monday", "2026-06-22"},
        {"by Wednesday evening", "2026-06-24"},
        {"on Thursday evening at 6", "2026-06-25 18:00"},
        {"Monday at 0800", "2026-06-22 08:00"},
        {"at 08:00 on Monday", "2026-06-22 08:00"},
        {"at 0930 tomorrow", "2026-06-22 09:30"},
        {"Tuesday 10-ish", "2026-06-23 10:00"},
        {"around 10ish on Tuesday", "2026-06-23 10:00"},
        {"by the 30th", "2026-06-30"},
        {"by July 1st", "2026-07-01"},
        {"by 1 July at noon", "2026-07-01 12:00"},
        {"the first week of July", "2026-07-03"},
        {"the first Monday in July", "2026-07-06"},
        {"in July", "2026-07-31"},
        {"mid-July", "2026-07-15"},
        {"in early July", "2026-07-03"},
        {"in a week's time", "2026-06-28"},
        {"in three days' time", "2026-06-24"},
        {"a fortnight on Monday", "2026-07-06"},
        {"a week tomorrow", "2026-06-29"},
        {"tomorrow week", "2026-06-29"},
        {"two weeks today", "2026-07-05"},
        {"within 48 hours", "2026-06-23 11:00"},
        {"in an hour or two", "2026-06-21 13:00"},
        {"in an hour or so", "2026-06-21 12:00"},
        {"within fifteen minutes", "2026-06-21 11:15"},
        {"in 20 mins", "2026-06-21 11:20"},
        {"5 minutes from now", "2026-06-21 11:05"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1782039600000), .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(said_on_the_last_day_of_the_year)
{
    static const struct row rows[] = {
        {"tomorrow", "2027-01-01"},
        {"by Monday", "2027-01-04"},
        {"on 4 January", "2027-01-04"},
        {"on January 8 at 11am", "2027-01-08 11:00"},
        {"by the 15th", "2027-01-15"},
        {"in the new year", NULL},
        {"next year", "2027-12-31"},
        {"next month", "2027-01-29"},
        {"by the end of January", "2027-01-29"},
        {"by the end of next month", "2027-01-29"},
        {"later this afternoon", "2026-12-31"},
        {"by 3 this afternoon", "2026-12-31 15:00"},
        {"at 2:45 this afternoon", "2026-12-31 14:45"},
        {"before midnight", "2027-01-01 00:00"},
        {"at midnight", "2027-01-01 00:00"},
        {"by noon tomorrow", "2027-01-01 12:00"},
        {"at noon", "2027-01-01 12:00"},
        {"this Saturday", "2027-01-02"},
        {"Saturday at half past ten", "2027-01-02 10:30"},
        {"next Thursday", "2027-01-07"},
        {"on Thursday", "2027-01-07"},
        {"Thursday week", "2027-01-14"},
        {"within five working days", "2027-01-07"},
        {"5 Jan, 9:30", "2027-01-05 09:30"},
        {"01/05/2027", "2027-05-01"},
        {"2027-01-05 at 16:15", "2027-01-05 16:15"},
        {"Tuesday 5th January", "2027-01-05"},
        {"from Monday at 8", "2027-01-04 08:00"},
        {"starting at 3", "2026-12-31 15:00"},
        {"any time before 4", "2026-12-31 16:00"},
        {"at 3 sharp", "2026-12-31 15:00"},
        {"at 4 on the dot", "2026-12-31 16:00"},
        {"at exactly 3 o'clock", "2026-12-31 15:00"},
        {"between 3:30 and 4:30", "2026-12-31 16:30"},
        {"from 3 to 5", "2026-12-31 17:00"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1798725600000), .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(said_on_the_day_before_the_clocks_go_forward)
{
    static const struct row rows[] = {
        {"tomorrow at 9", "2026-03-29 09:00"},
        {"in 24 hours", "2026-03-29 13:00"},
        {"within 24 hours", "2026-03-29 13:00"},
        {"tomorrow at 2:30 in the morning", "2026-03-29 03:30"},
        {"tonight between 22:00 and 23:00", "2026-03-28 23:00"},
        {"tonight at 11", "2026-03-28 23:00"},
        {"Monday 8am", "2026-03-30 08:00"},
        {"Monday at eight", "2026-03-30 08:00"},
        {"by Tuesday 12 noon", "2026-03-31 12:00"},
        {"by the end of the month", "2026-03-31"},
        {"by the end of March", "2026-03-31"},
        {"on 1 April between 9 and 12", "2026-04-01 12:00"},
        {"today by 18.00", "2026-03-28 18:00"},
        {"by 6 pm today", "2026-03-28 18:00"},
        {"in the late afternoon", "2026-03-28"},
        {"this afternoon at three", "2026-03-28 15:00"},
        {"after 3", "2026-03-28 15:00"},
        {"any time after 2 pm", "2026-03-28 14:00"},
        {"checked at 9:40", NULL},
        {"as of yesterday evening", NULL},
        {"since 8 this morning", NULL},
        {"an hour ago", NULL},
        {"at 9:40 this morning", NULL},
        {"earlier today", NULL},
        {"last night at 11", NULL},
        {"on Friday last week", NULL},
        {"two weeks ago on Monday", NULL},
        {"every Monday", "2026-03-30"},
        {"every two hours", "2026-03-28 14:00"},
        {"every half hour", "2026-03-28 12:30"},
        {"twice a day", NULL},
        {"for two hours", NULL},
        {"it takes about three days", NULL},
        {"room 14", NULL},
        {"by 3 of us", NULL},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1774695600000), .language = S("en"), .zone = S("Europe/Berlin")},
               rows, ARRAY_LEN(rows));
}

TEST(said_on_wednesday)
{
    static const struct row rows[] = {
        {"at quarter past 11", "2026-03-11 11:15"},
        {"by twenty to four", "2026-03-11 15:40"},
        {"at 10.30 tomorrow", "2026-03-12 10:30"},
        {"tomorrow at 10.30am", "2026-03-12 10:30"},
        {"between ten and eleven tomorrow", "2026-03-12 11:00"},
        {"Thursday, 2-4pm", "2026-03-12 16:00"},
        {"on Thursday from 2 till 4", "2026-03-12 16:00"},
        {"early tomorrow morning", "2026-03-12"},
        {"late this afternoon", "2026-03-11"},
        {"later this week", "2026-03-13"},
        {"later this month", "2026-03-31"},
        {"towards the end of the week", "2026-03-13"},
        {"by the middle of next week", "2026-03-18"},
        {"over the next two days", "2026-03-13"},
        {"in the next few days", "2026-03-14"},
        {"in a day or two", "2026-03-13"},
        {"in two to three weeks", "2026-04-01"},
        {"within a week", "2026-03-18"},
        {"in less than 24 hours", "2026-03-12 10:00"},
        {"in under an hour", "2026-03-11 11:00"},
        {"in about forty minutes", "2026-03-11 10:40"},
        {"in three quarters of an hour", "2026-03-11 10:45"},
        {"tomorrow lunchtime", "2026-03-12 12:00"},
        {"at lunch tomorrow", "2026-03-12 12:00"},
        {"on the first of the month", "2026-04-01"},
        {"the 2nd of April at 8", "2026-04-02 08:00"},
        {"April 2nd, 8:00 AM", "2026-04-02 08:00"},
        {"Mon 16 Mar, 9am", "2026-03-16 09:00"},
        {"16.03.2026", "2026-03-16"},
        {"on 16/03", "2026-03-16"},
        {"next Wednesday", "2026-03-18"},
        {"this Wednesday", "2026-03-18"},
        {"on Wednesday", "2026-03-18"},
        {"by Saturday midday", "2026-03-14 12:00"},
        {"tonight at 2", "2026-03-12 02:00"},
        {"between 23:00 and 01:00 tonight", "2026-03-12 01:00"},
        {"at 6 tomorrow evening", "2026-03-12 18:00"},
        {"today before 11", "2026-03-11 11:00"},
        {"today at 1", "2026-03-11 13:00"},
        {"by 8 tonight", "2026-03-11 20:00"},
        {"before the end of the day", "2026-03-11 17:00"},
        {"before the month is out", "2026-03-31"},
        {"by the end of play tomorrow", "2026-03-12 17:00"},
        {"by opening time tomorrow", "2026-03-12"},
        {"between now and Friday", "2026-03-13"},
        {"from now until 3", "2026-03-11 15:00"},
        {"the last Friday of the month", "2026-03-27"},
        {"the third Tuesday in April", "2026-04-21"},
        {"yesterday at 5", NULL},
        {"last Tuesday at 9", NULL},
        {"on Monday last week", NULL},
        {"this morning at 8", NULL},
        {"from 2019", NULL},
        {"at 5 of the desks", NULL},
        {"for the next two weeks", NULL},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1773223200000), .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(said_on_friday_again)
{
    static const struct row rows[] = {
        {"Monday first thing", "2026-06-22"},
        {"by ten on Monday", "2026-06-22 10:00"},
        {"at the start of next week", "2026-06-22"},
        {"Tuesday at the latest", "2026-06-23"},
        {"by tomorrow noon", "2026-06-20 12:00"},
        {"this evening", "2026-06-19"},
        {"within the next working day", "2026-06-22"},
        {"in two working days' time", "2026-06-23"},
        {"by next Friday at 4", "2026-06-26 16:00"},
        {"before 9 on Monday", "2026-06-22 09:00"},
        {"this weekend", "2026-06-21"},
        {"on Saturday or Sunday", "2026-06-21"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1781887800000), .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(said_on_the_day_before_the_clocks_go_back)
{
    static const struct row rows[] = {
        {"tomorrow at 9", "2026-11-01 09:00"},    {"in 24 hours", "2026-11-01 08:15"},
        {"Monday at 7 a.m.", "2026-11-02 07:00"}, {"this time tomorrow", "2026-11-01 09:15"},
        {"by noon Eastern", "2026-10-31 12:00"},
    };
    check_rows(
        &(struct coach_draft){.now_ms = INT64_C(1793452500000), .language = S("en"), .zone = S("America/New_York")},
        rows, ARRAY_LEN(rows));
}

TEST(said_on_the_day_before_new_years_eve)
{
    static const struct row rows[] = {
        {"tomorrow by noon", "2026-12-31 12:00"},
        {"on Friday", "2027-01-01"},
        {"on 2 January", "2027-01-02"},
        {"by 5 January 2027", "2027-01-05"},
        {"in three days", "2027-01-02"},
        {"in two weeks", "2027-01-13"},
        {"at 7 tonight", "2026-12-30 19:00"},
        {"at 6 this evening", "2026-12-30 18:00"},
        {"by the end of the week", "2027-01-01"},
        {"early in the new year", NULL},
        {"at 9", "2026-12-31 09:00"},
        {"by the end of the quarter", "2026-12-31"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1798652700000), .language = S("en")}, rows, ARRAY_LEN(rows));
}
TEST(german_said_on_a_wednesday)
{
    static const struct row rows[] = {
        {"heute um 9:40 geprüft", NULL},
        {"ab 13 Uhr morgen", "2026-03-12 13:00"},
        {"morgen ab 13 Uhr", "2026-03-12 13:00"},
        {"morgen um diese Zeit", "2026-03-12 10:00"},
        {"bis zum Monatsende", "2026-03-31"},
        {"am 14.", "2026-03-14"},
        {"am 14. um 10 Uhr", "2026-03-14 10:00"},
        {"in einer Stunde", "2026-03-11 11:00"},
        {"innerhalb einer Stunde", "2026-03-11 11:00"},
        {"in ein bis zwei Stunden", "2026-03-11 12:00"},
        {"bis Mittag", "2026-03-11 12:00"},
        {"bis spätestens 15 Uhr", "2026-03-11 15:00"},
        {"spätestens um 15 Uhr", "2026-03-11 15:00"},
        {"heute Abend um 8", "2026-03-11 20:00"},
        {"heute Abend zwischen 20 und 22 Uhr", "2026-03-11 22:00"},
        {"heute Nacht um 2 Uhr", "2026-03-12 02:00"},
        {"heute von 22 bis 1 Uhr", "2026-03-12 01:00"},
        {"am ersten Montag im April", "2026-04-06"},
        {"letzte Woche Freitag", NULL},
        {"gestern um 17 Uhr", NULL},
        {"heute früh um 8", NULL},
        {"seit 8 Uhr", NULL},
        {"am Mittwoch", "2026-03-18"},
        {"am Mittwoch in einer Woche", "2026-03-25"},
        {"in der nächsten Woche", "2026-03-20"},
        {"bis Ende nächster Woche", "2026-03-20"},
        {"noch diese Woche", "2026-03-13"},
        {"noch heute", "2026-03-11"},
        {"noch vor 12", "2026-03-11 12:00"},
        {"vor dem Wochenende", "2026-03-13"},
        {"zwischen 9 und 11", "2026-03-11 11:00"},
        {"täglich um 16 Uhr", "2026-03-11 16:00"},
        {"jeden Morgen um 8", "2026-03-12 08:00"},
        {"alle zwei Stunden", "2026-03-11 12:00"},
        {"in den nächsten zwei Tagen", "2026-03-13"},
        {"morgen Vormittag gegen 10", "2026-03-12 10:00"},
        {"gleich morgen früh", "2026-03-12"},
        {"übermorgen um Viertel nach neun", "2026-03-13 09:15"},
        {"um 14.30 Uhr", "2026-03-11 14:30"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1773223200000), .language = S("de")}, rows, ARRAY_LEN(rows));
}

TEST(german_said_on_a_friday)
{
    static const struct row rows[] = {
        {"am Montag als Erstes", "2026-06-22"},   {"innerhalb von zwei Arbeitstagen", "2026-06-23"},
        {"am nächsten Arbeitstag", "2026-06-22"}, {"übers Wochenende", "2026-06-21"},
        {"nächsten Freitag", "2026-06-26"},       {"Montagfrüh", "2026-06-22"},
        {"Anfang der Woche", "2026-06-22"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1781887800000), .language = S("de")}, rows, ARRAY_LEN(rows));
}

TEST(german_said_on_the_last_day_of_the_year)
{
    static const struct row rows[] = {
        {"morgen", "2027-01-01"},         {"am 4. Januar um 9 Uhr", "2027-01-04 09:00"},
        {"am 4.1.", "2027-01-04"},        {"bis Ende Januar", "2027-01-29"},
        {"in zwei Wochen", "2027-01-14"}, {"nächste Woche Montag", "2027-01-04"},
    };
    check_rows(&(struct coach_draft){.now_ms = INT64_C(1798725600000), .language = S("de")}, rows, ARRAY_LEN(rows));
}
