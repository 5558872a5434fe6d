// SPDX-License-Identifier: Apache-2.0
// The date grammar, by tables: what is written, and the wall time in the reader's zone
// that comes out. Every moment is Wednesday 2026-03-11 10:00 unless it says otherwise.
#include "coach/date_rows.h"

static const int64_t wednesday_ms = INT64_C(1773223200000);

static struct str due_of(struct ctx *c, const struct coach_draft *when, const char *text)
{
    int64_t due;
    enum coach_grain grain;
    fail_clear(c);
    if (coach_time_parse(c, str_of(text), when, &due, &grain) != RC_OK)
        return S("-");
    struct datetime t = datetime_in_zone(due, when->zone);
    static const char *const grains[] = {"", " day", " week", " month"};
    return str_fmt(c->arena, "%04d-%02d-%02d %02d:%02d%s", t.year, t.month, t.day, t.hour, t.minute, grains[grain]);
}

static void check_rows(const struct coach_draft *when, const struct row *rows, size_t n)
{
    check_rows_with(due_of, when, rows, n);
}

TEST(english_days_and_clocks_are_understood)
{
    static const struct row rows[] = {
        {"tomorrow 3pm", "2026-03-12 15:00"},
        {"Tuesday 3pm", "2026-03-17 15:00"},
        {"Friday", "2026-03-13 17:00 day"},
        {"by Friday at noon", "2026-03-13 12:00"},
        {"on Friday morning", "2026-03-13 12:00 day"},
        {"next Tuesday at 8", "2026-03-17 08:00"},
        {"next Friday", "2026-03-20 17:00 day"},
        {"this Friday", "2026-03-13 17:00 day"},
        {"Friday next week", "2026-03-20 17:00 day"},
        {"tomorrow morning", "2026-03-12 12:00 day"},
        {"this afternoon", "2026-03-11 17:00 day"},
        {"later today", "2026-03-11 17:00 day"},
        {"tonight", "2026-03-11 20:00 day"},
        {"the day after tomorrow", "2026-03-13 17:00 day"},
        {"today at 16:00", "2026-03-11 16:00"},
        {"at 16:00 today", "2026-03-11 16:00"},
        {"by 4pm", "2026-03-11 16:00"},
        {"4 p.m.", "2026-03-11 16:00"},
        {"by 9", "2026-03-12 09:00"},
        {"before 5", "2026-03-11 17:00"},
        {"at half past three", "2026-03-11 15:30"},
        {"quarter to five", "2026-03-11 16:45"},
        {"between 2 and 4 pm", "2026-03-11 16:00"},
        {"Friday between 9 and 11", "2026-03-13 11:00"},
        {"Friday 9-11", "2026-03-13 11:00"},
        {"midday tomorrow", "2026-03-12 12:00"},
        {"before lunch", "2026-03-11 12:00"},
        {"Wednesday the 18th by 15:00", "2026-03-18 15:00"},
        {"Tuesday, 17 March", "2026-03-17 17:00 day"},
        {"March 17 at 10:30", "2026-03-17 10:30"},
        {"the 20th of March", "2026-03-20 17:00 day"},
        {"on the 18th", "2026-03-18 17:00 day"},
        {"on the 5th", "2026-04-05 17:00 day"},
        {"1 April", "2026-04-01 17:00 day"},
        {"2026-03-17", "2026-03-17 17:00 day"},
        {"2026-03-17 14:15", "2026-03-17 14:15"},
        {"Monday at 9 in the morning", "2026-03-16 09:00"},
    };
    check_rows(&(struct coach_draft){.now_ms = wednesday_ms, .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(english_spans_and_ends_are_understood)
{
    static const struct row rows[] = {
        {"in two hours", "2026-03-11 12:00"},
        {"in half an hour", "2026-03-11 10:30"},
        {"within 24 hours", "2026-03-12 10:00"},
        {"within the next 30 minutes", "2026-03-11 10:30"},
        {"in 2-3 days", "2026-03-14 17:00 day"},
        {"in two or three days", "2026-03-14 17:00 day"},
        {"in a couple of days", "2026-03-13 17:00 day"},
        {"in a week", "2026-03-18 17:00 day"},
        {"within 2 working days", "2026-03-13 17:00 day"},
        {"within three business days", "2026-03-16 17:00 day"},
        {"two days from now", "2026-03-13 17:00 day"},
        {"end of day", "2026-03-11 17:00"},
        {"by the end of the day tomorrow", "2026-03-12 17:00"},
        {"by EOD Friday", "2026-03-13 17:00"},
        {"Friday EOD", "2026-03-13 17:00"},
        {"COB", "2026-03-11 17:00"},
        {"by close of business", "2026-03-11 17:00"},
        {"by the end of the week", "2026-03-13 17:00 day"},
        {"end of next week", "2026-03-20 17:00 day"},
        {"early next week", "2026-03-16 17:00 day"},
        {"this week", "2026-03-13 17:00 week"},
        {"next week", "2026-03-20 17:00 week"},
        {"next month", "2026-04-30 17:00 month"},
        {"end of March", "2026-03-31 17:00 day"},
        {"by the middle of April", "2026-04-15 17:00 day"},
        {"no later than Friday 3pm", "2026-03-13 15:00"},
        {"next working day", "2026-03-12 17:00 day"},
        {"every hour", "2026-03-11 11:00"},
    };
    check_rows(&(struct coach_draft){.now_ms = wednesday_ms, .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(english_turns_of_phrase_are_understood)
{
    static const struct row rows[] = {
        {"in the course of the day", "2026-03-11 17:00 day"},
        {"in the course of next week", "2026-03-20 17:00 week"},
        {"during the afternoon", "2026-03-11 17:00 day"},
        {"over the course of the week", "2026-03-13 17:00 week"},
        {"in the afternoon", "2026-03-11 17:00 day"},
        {"in the morning", "2026-03-12 12:00 day"},
        {"a week on Friday", "2026-03-20 17:00 day"},
        {"Friday week", "2026-03-20 17:00 day"},
        {"a week from Monday at 9", "2026-03-23 09:00"},
        {"a week today", "2026-03-18 17:00 day"},
        {"a fortnight tomorrow", "2026-03-26 17:00 day"},
        {"Tuesday in two weeks", "2026-03-31 17:00 day"},
        {"Tuesday of next week", "2026-03-17 17:00 day"},
        {"next week on Tuesday at 10:30", "2026-03-17 10:30"},
        {"next week, Thursday", "2026-03-19 17:00 day"},
        {"the week after next", "2026-03-27 17:00 week"},
        {"first thing tomorrow", "2026-03-12 10:00 day"},
        {"Monday first thing", "2026-03-16 10:00 day"},
        {"first thing in the morning", "2026-03-12 10:00 day"},
        {"by noon", "2026-03-11 12:00"},
        {"after lunch", "2026-03-11 14:00 day"},
        {"tomorrow after lunch", "2026-03-12 14:00 day"},
        {"EOD Thursday", "2026-03-12 17:00"},
        {"COB tomorrow", "2026-03-12 17:00"},
        {"by close of play Monday", "2026-03-16 17:00"},
        {"the 20th", "2026-03-20 17:00 day"},
        {"by the 20th of the month", "2026-03-20 17:00 day"},
        {"on the 5th of next month", "2026-04-05 17:00 day"},
        {"on the 31st", "2026-03-31 17:00 day"},
        {"the first of April", "2026-04-01 17:00 day"},
        {"April the third", "2026-04-03 17:00 day"},
        {"end of month", "2026-03-31 17:00 day"},
        {"by the end of the quarter", "2026-03-31 17:00 day"},
        {"by the end of the year", "2026-12-31 17:00 day"},
        {"EOM", "2026-03-31 17:00 day"},
        {"over the weekend", "2026-03-15 17:00 day"},
        {"at the weekend", "2026-03-15 17:00 day"},
        {"before the weekend", "2026-03-13 17:00 day"},
        {"after the weekend", "2026-03-16 17:00 day"},
        {"next weekend", "2026-03-22 17:00 day"},
        {"on Sat", "2026-03-14 17:00 day"},
        {"within the hour", "2026-03-11 11:00"},
        {"in the next hour", "2026-03-11 11:00"},
        {"within the week", "2026-03-13 17:00 week"},
        {"in a fortnight", "2026-03-25 17:00 day"},
        {"in an hour and a half", "2026-03-11 11:30"},
        {"in two and a half hours", "2026-03-11 12:30"},
        {"in 1.5 hours", "2026-03-11 11:30"},
        {"in a quarter of an hour", "2026-03-11 10:15"},
        {"in twenty-four hours", "2026-03-12 10:00"},
        {"within forty-eight hours", "2026-03-13 10:00"},
        {"at ten past two", "2026-03-11 14:10"},
        {"by five to four", "2026-03-11 15:55"},
        {"24 Oct", "2026-10-24 17:00 day"},
        {"Oct 24th", "2026-10-24 17:00 day"},
        {"in week 12", "2026-03-20 17:00 week"},
        {"Tuesday of week 13", "2026-03-24 17:00 day"},
        {"not later than Friday", "2026-03-13 17:00 day"},
        {"of course on Friday", "2026-03-13 17:00 day"},
    };
    check_rows(&(struct coach_draft){.now_ms = wednesday_ms, .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(english_ranges_end_with_their_later_time)
{
    static const struct row rows[] = {
        {"on Monday or Tuesday", "2026-03-17 17:00 day"},
        {"between Monday and Wednesday", "2026-03-18 17:00 day"},
        {"today or tomorrow", "2026-03-12 17:00 day"},
        {"tomorrow between nine and ten", "2026-03-12 10:00"},
        {"Friday and Monday", "2026-03-13 17:00 day"},
        {"at half four", "2026-03-11 16:30"},
        {"in the early afternoon", "2026-03-11 17:00 day"},
        {"the Monday after next", "2026-03-23 17:00 day"},
        {"in 2h", "2026-03-11 12:00"},
        {"within 45min", "2026-03-11 10:45"},
        {"every 30 minutes", "2026-03-11 10:30"},
        {"hourly", "2026-03-11 11:00"},
        {"by month end", "2026-03-31 17:00 day"},
        {"about half a dozen", NULL},
        {"between two and three users", NULL},
    };
    check_rows(&(struct coach_draft){.now_ms = wednesday_ms, .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(what_is_no_time_to_keep_is_refused)
{
    static const struct row rows[] = {
        {"soon", NULL},
        {"as soon as possible", NULL},
        {"shortly", NULL},
        {"yesterday", NULL},
        {"last Friday", NULL},
        {"two days ago", NULL},
        {"it takes two hours", NULL},
        {"version 9.30", NULL},
        {"room 4.12", NULL},
        {"by 20 percent", NULL},
        {"you may go", NULL},
        {"", NULL},
        {"March on", NULL},
        {"since Monday", NULL},
        {"32 March", NULL},
        {"at 25:00", NULL},
        {"in the next days", NULL},
        {"over the coming weeks", NULL},
        {"within hours", NULL},
        {"in due course", NULL},
        {"of course", NULL},
        {"the second cable", NULL},
        {"First thing: I blocked it", NULL},
        {"the sun sat low", NULL},
        {"a quarter of the users", NULL},
        {"the backup runs at night", NULL},
        {"on the evening of your last day", NULL},
    };
    check_rows(&(struct coach_draft){.now_ms = wednesday_ms, .language = S("en")}, rows, ARRAY_LEN(rows));
}

TEST(german_times_are_understood)
{
    static const struct row rows[] = {
        {"Dienstag 15 Uhr", "2026-03-17 15:00"},
        {"bis Freitag", "2026-03-13 17:00 day"},
        {"bis Freitag 17 Uhr", "2026-03-13 17:00"},
        {"bis spätestens Freitag um 12:30 Uhr", "2026-03-13 12:30"},
        {"morgen", "2026-03-12 17:00 day"},
        {"morgen früh", "2026-03-12 12:00 day"},
        {"morgen Mittag", "2026-03-12 12:00"},
        {"morgen Nachmittag um 3", "2026-03-12 15:00"},
        {"übermorgen", "2026-03-13 17:00 day"},
        {"heute noch", "2026-03-11 17:00 day"},
        {"heute Nachmittag", "2026-03-11 17:00 day"},
        {"heute bis 16 Uhr", "2026-03-11 16:00"},
        {"am 14.10.", "2026-10-14 17:00 day"},
        {"14.10.2026", "2026-10-14 17:00 day"},
        {"am 17. März", "2026-03-17 17:00 day"},
        {"am 17. um 9:15", "2026-03-17 09:15"},
        {"am 14. Oktober", "2026-10-14 17:00 day"},
        {"am Dienstag, 17.3., um 10 Uhr", "2026-03-17 10:00"},
        {"Freitagnachmittag", "2026-03-13 17:00 day"},
        {"Donnerstagmittag", "2026-03-12 12:00"},
        {"nächsten Dienstag", "2026-03-17 17:00 day"},
        {"kommenden Montag", "2026-03-16 17:00 day"},
        {"in zwei Stunden", "2026-03-11 12:00"},
        {"in einer halben Stunde", "2026-03-11 10:30"},
        {"in einer Viertelstunde", "2026-03-11 10:15"},
        {"in 2 Tagen", "2026-03-13 17:00 day"},
        {"in zwei bis drei Tagen", "2026-03-14 17:00 day"},
        {"innerhalb von 2 Werktagen", "2026-03-13 17:00 day"},
        {"binnen 24 Stunden", "2026-03-12 10:00"},
        {"bis Ende der Woche", "2026-03-13 17:00 day"},
        {"Ende nächster Woche", "2026-03-20 17:00 day"},
        {"Anfang nächster Woche", "2026-03-16 17:00 day"},
        {"diese Woche", "2026-03-13 17:00 week"},
        {"nächste Woche", "2026-03-20 17:00 week"},
        {"bis Ende des Monats", "2026-03-31 17:00 day"},
        {"Ende März", "2026-03-31 17:00 day"},
        {"bis Feierabend", "2026-03-11 17:00"},
        {"halb vier", "2026-03-11 15:30"},
        {"zwischen 9 und 11 Uhr", "2026-03-11 11:00"},
        {"gegen Mittag", "2026-03-11 12:00"},
        {"bald", NULL},
        {"gestern", NULL},
        {"vor zwei Tagen", NULL},
        {"letzten Freitag", NULL},
        {"seit Montag", NULL},
        {"so schnell wie möglich", NULL},
        {"Fr. Weber", NULL},
    };
    check_rows(&(struct coach_draft){.now_ms = wednesday_ms, .language = S("de")}, rows, ARRAY_LEN(rows));
}

TEST(german_turns_of_phrase_are_understood)
{
    static const struct row rows[] = {
        {"im Laufe des Tages", "2026-03-11 17:00 day"},
        {"im Laufe des Vormittags", "2026-03-11 12:00 day"},
        {"im Verlauf des Nachmittags", "2026-03-11 17:00 day"},
        {"im Laufe der Woche", "2026-03-13 17:00 week"},
        {"im Laufe der nächsten Woche", "2026-03-20 17:00 week"},
        {"im Laufe des morgigen Tages", "2026-03-12 17:00 day"},
        {"im Laufe des Freitags", "2026-03-13 17:00 day"},
        {"am morgigen Donnerstag um 9 Uhr", "2026-03-12 09:00"},
        {"am heutigen Nachmittag", "2026-03-11 17:00 day"},
        {"bis Büroschluss", "2026-03-11 17:00"},
        {"bis morgen Betriebsschluss", "2026-03-12 17:00"},
        {"zum Dienstschluss", "2026-03-11 17:00"},
        {"um viertel drei", "2026-03-11 14:15"},
        {"dreiviertel drei", "2026-03-11 14:45"},
        {"Viertel nach drei", "2026-03-11 15:15"},
        {"um zehn nach zwei", "2026-03-11 14:10"},
        {"bis Freitag, den 13.3., 15 Uhr", "2026-03-13 15:00"},
        {"Freitag, den 13. März, um 15 Uhr", "2026-03-13 15:00"},
        {"nächste Woche Dienstag", "2026-03-17 17:00 day"},
        {"nächste Woche am Donnerstag um 10 Uhr", "2026-03-19 10:00"},
        {"Dienstag nächster Woche", "2026-03-17 17:00 day"},
        {"diese Woche Freitag", "2026-03-13 17:00 day"},
        {"übernächste Woche", "2026-03-27 17:00 week"},
        {"heute in einer Woche", "2026-03-18 17:00 day"},
        {"morgen in zwei Wochen", "2026-03-26 17:00 day"},
        {"Freitag in einer Woche um 9 Uhr", "2026-03-20 09:00"},
        {"in vierzehn Tagen", "2026-03-25 17:00 day"},
        {"in eineinhalb Stunden", "2026-03-11 11:30"},
        {"in anderthalb Stunden", "2026-03-11 11:30"},
        {"in 1,5 Stunden", "2026-03-11 11:30"},
        {"in zwei und einer halben Stunde", "2026-03-11 12:30"},
        {"in einer viertel Stunde", "2026-03-11 10:15"},
        {"in vierundzwanzig Stunden", "2026-03-12 10:00"},
    };
    check_rows(&(struct coach_draft){.now_ms = wednesday_ms, .language = S("de")}, rows, ARRAY_LEN(rows));
}

TEST(german_weeks_weekends_and_parts_of_the_day_are_understood)
{
    static const struct row rows[] = {
        {"am ersten April", "2026-04-01 17:00 day"},
        {"am Montag oder Dienstag", "2026-03-17 17:00 day"},
        {"zwischen Montag und Mittwoch", "2026-03-18 17:00 day"},
        {"Montag bis Mittwoch", "2026-03-18 17:00 day"},
        {"morgen, spätestens übermorgen", "2026-03-13 17:00 day"},
        {"Freitag bis 15 Uhr", "2026-03-13 15:00"},
        {"morgen Vormittag zwischen neun und zehn", "2026-03-12 10:00"},
        {"heute Mittag gegen halb eins", "2026-03-11 12:30"},
        {"um fünf vor halb vier", "2026-03-11 15:25"},
        {"am späten Nachmittag", "2026-03-11 17:00 day"},
        {"heute in zwei Stunden", "2026-03-11 12:00"},
        {"alle zwei Stunden", "2026-03-11 12:00"},
        {"alle Drucker", NULL},
        {"am Wochenanfang", "2026-03-16 17:00 day"},
        {"am einundzwanzigsten März", "2026-03-21 17:00 day"},
        {"zum Ersten", "2026-04-01 17:00 day"},
        {"zum ersten des Monats", "2026-04-01 17:00 day"},
        {"bis zum 20. des Monats", "2026-03-20 17:00 day"},
        {"am 5. des nächsten Monats", "2026-04-05 17:00 day"},
        {"in KW 12", "2026-03-20 17:00 week"},
        {"KW 13", "2026-03-27 17:00 week"},
        {"in der KW14", "2026-04-03 17:00 week"},
        {"in der 12. KW", "2026-03-20 17:00 week"},
        {"Anfang KW 13", "2026-03-23 17:00 day"},
        {"Dienstag KW 12", "2026-03-17 17:00 day"},
        {"Kalenderwoche 2", "2027-01-15 17:00 week"},
        {"übers Wochenende", "2026-03-15 17:00 day"},
        {"am Wochenende", "2026-03-15 17:00 day"},
        {"bis zum Wochenende", "2026-03-13 17:00 day"},
        {"nach dem Wochenende", "2026-03-16 17:00 day"},
        {"am Sa", "2026-03-14 17:00 day"},
        {"bis So um 18 Uhr", "2026-03-15 18:00"},
        {"nach dem Mittagessen", "2026-03-11 14:00 day"},
        {"morgen nach der Mittagspause", "2026-03-12 14:00 day"},
        {"am Morgen", "2026-03-12 12:00 day"},
        {"am Nachmittag", "2026-03-11 17:00 day"},
        {"in der Nacht", "2026-03-11 22:00 day"},
        {"morgen um 2 Uhr nachts", "2026-03-12 02:00"},
        {"morgen zwischen 9 und 11 Uhr", "2026-03-12 11:00"},
        {"am Freitag zwischen 13.30 und 15.00 Uhr", "2026-03-13 15:00"},
        {"innerhalb der nächsten Stunde", "2026-03-11 11:00"},
        {"Ende des Jahres", "2026-12-31 17:00 day"},
        {"bis Quartalsende", "2026-03-31 17:00 day"},
        {"Wochenmitte", "2026-03-11 17:00 day"},
        {"am nächsten Werktag", "2026-03-12 17:00 day"},
        {"in den nächsten Tagen", NULL},
        {"die Sicherung von heute Nacht", NULL},
        {"in den kommenden Wochen", NULL},
        {"montags", NULL},
        {"ich laufe herum", NULL},
        {"Friday week", NULL},
        {"Freitag week", "2026-03-13 17:00 day"},
        {"der erste Drucker", NULL},
        {"zum ersten Mal", NULL},
        {"so geht das", NULL},
        {"bis so weit", NULL},
    };
    check_rows(&(struct coach_draft){.now_ms = wednesday_ms, .language = S("de")}, rows, ARRAY_LEN(rows));
}

TEST(working_days_leave_out_holidays)
{
    // 2026-04-02 is the Thursday before Easter; Good Friday and Easter Monday are off.
    static const int32_t easter[] = {20546, 20549};
    struct coach_draft when = {
        .now_ms = INT64_C(1775124000000), .language = S("en"), .holidays = easter, .holiday_count = ARRAY_LEN(easter)};
    static const struct row rows[] = {
        {"within 2 working days", "2026-04-08 17:00 day"},
        {"next working day", "2026-04-07 17:00 day"},
        {"by the end of the week", "2026-04-02 17:00 day"},
        {"by 9", "2026-04-07 09:00"},
    };
    check_rows(&when, rows, ARRAY_LEN(rows));
}

TEST(a_time_is_the_readers_also_where_clocks_change)
{
    // Friday 2026-03-27 23:30 UTC is Saturday in Berlin, and on Sunday the clocks go forward.
    struct coach_draft when = {.now_ms = INT64_C(1774654200000), .language = S("en"), .zone = S("Europe/Berlin")};
    static const struct row rows[] = {
        {"tomorrow at 3pm", "2026-03-29 15:00"}, {"Monday 9:00", "2026-03-30 09:00"},
        {"in two hours", "2026-03-28 02:30"},    {"tomorrow at 2:30 am", "2026-03-29 03:30"},
        {"within 36 hours", "2026-03-29 13:30"},
    };
    check_rows(&when, rows, ARRAY_LEN(rows));
    // Saturday 2026-10-24 12:00 UTC: in the night an hour comes twice.
    when.now_ms = INT64_C(1792843200000);
    static const struct row autumn[] = {
        {"in 24 hours", "2026-10-25 13:00"},
        {"tomorrow at 9", "2026-10-25 09:00"},
    };
    check_rows(&when, autumn, ARRAY_LEN(autumn));
}

TEST(the_turn_of_the_year_is_no_border)
{
    struct coach_draft when = {.now_ms = INT64_C(1768212000000), .language = S("en")}; // Monday 2026-01-12 10:00
    static const struct row january[] = {
        {"by the start of the month", "2026-02-02 17:00 day"},
        {"the 20th", "2026-01-20 17:00 day"},
        {"on the 5th", "2026-02-05 17:00 day"},
        {"in week 3", "2026-01-16 17:00 week"},
    };
    check_rows(&when, january, ARRAY_LEN(january));
    when.now_ms = INT64_C(1798711200000); // Thursday 2026-12-31 10:00
    static const struct row december[] = {
        {"end of next month", "2027-01-29 17:00 day"}, {"on the 5th", "2027-01-05 17:00 day"},
        {"tomorrow", "2027-01-01 17:00 day"},          {"by the end of the year", "2026-12-31 17:00 day"},
        {"in week 53", "2027-01-01 17:00 week"},       {"in week 1", "2027-01-08 17:00 week"},
    };
    check_rows(&when, december, ARRAY_LEN(december));
}

TEST(the_locale_decides_between_day_and_month)
{
    static const struct row british[] = {
        {"on 4/5", "2026-05-04 17:00 day"}, {"on 3/25", "2026-03-25 17:00 day"}, {"by 24/10", "2026-10-24 17:00 day"}};
    static const struct row american[] = {{"on 4/5", "2026-04-05 17:00 day"},
                                          {"on 25/3/2026", "2026-03-25 17:00 day"},
                                          {"by 10/24", "2026-10-24 17:00 day"}};
    struct coach_draft when = {.now_ms = wednesday_ms, .language = S("en"), .locale = S("en-GB")};
    check_rows(&when, british, ARRAY_LEN(british));
    when.locale = S("en-US");
    check_rows(&when, american, ARRAY_LEN(american));
}

TEST(words_of_time_stand_in_order)
{
    static const char *const english[] = {"a", "today", "noon", "eod", "year", "yesterday", "april", "wednesday"};
    static const char *const german[] = {"ab", "heute", "uebermorgen", "zwoelf", "zwischen", "donnerstag", "maerz"};
    for (size_t i = 0; i < ARRAY_LEN(english); i++)
        assert_non_null(date_word_find(TONGUE_EN, str_of(english[i])));
    for (size_t i = 0; i < ARRAY_LEN(german); i++)
        assert_non_null(date_word_find(TONGUE_DE, str_of(german[i])));
    assert_null(date_word_find(TONGUE_EN, S("table")));
}

TEST(any_order_of_words_of_time_is_read_without_harm)
{
    static const char *const words[] = {
        "in",   "am",     "bis",     "Friday", "week",   "Freitag", "a",   "half",    "halb",    "viertel", "the",
        "20th", "12.",    "KW",      "KW12",   "KW 53",  "3",       "2h",  "13.3.,",  "15",      "Uhr",     "of",
        "end",  "month",  "Monats",  "next",   "ersten", "und",     "or",  "between", "after",   "nach",    "lunch",
        "im",   "Laufe",  "des",     "within", "every",  "alle",    "24h", "1,5",     "first",   "thing",   "April",
        "day",  "Stunde", "morgen",  "Morgen", "von",    "heute",   "at",  "bis",     "weekend", "last",    "12/24",
        "this", "time",   "tonight", "out",    "is",     "or",      "two", "0930",    "ish",     "inside",  "morning",
    };
    struct ctx c = {.arena = arena_create(64 << 20)};
    static const int64_t moments[] = {INT64_C(1773223200000), INT64_C(1768212000000), INT64_C(1798711200000)};
    uint32_t seed = 7;
    for (int i = 0; i < 2000; i++) {
        struct buf b = buf_make(c.arena, 128);
        for (int n = 0; n < 9; n++) {
            seed = seed * 1103515245 + 12345;
            buf_addf(&b, "%s ", words[(seed >> 16) % ARRAY_LEN(words)]);
        }
        struct coach_draft when = {.now_ms = moments[i % 3], .language = i & 1 ? S("de") : S("en")};
        int64_t due = 0;
        enum coach_grain grain;
        fail_clear(&c);
        enum rc rc = coach_time_parse(&c, buf_str(&b), &when, &due, &grain);
        assert_true(rc == RC_OK ? due > 0 : rc == RC_INVALID);
        if (i % 200 == 0)
            arena_reset(c.arena);
    }
    arena_free(c.arena);
}
