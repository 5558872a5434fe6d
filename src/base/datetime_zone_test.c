// SPDX-License-Identifier: Apache-2.0
// People's days: zones that skip an hour, have one twice, skip a whole day, or
// do not exist.
#include <pthread.h>

#include "base/datetime.h"
#include "base/test.h"

#define BERLIN S("Europe/Berlin")

static int64_t at(const char *text)
{
    int64_t ms = 0;
    must(datetime_from_rfc3339(str_of(text), &ms));
    return ms;
}

TEST(zones_are_known_by_their_iana_names_only)
{
    assert_true(zone_is_known(BERLIN));
    assert_true(zone_is_known(S("UTC")));
    assert_true(zone_is_known(S("Asia/Kathmandu")));
    static const char *const wrong[] = {"",
                                        "Europe/Atlantis",
                                        "GMT+3:17",
                                        "Etc/Unknown",
                                        "Europe/Berlin ",
                                        "B\xC3\xA9rlin",
                                        "A/very/long/name/that/no/zone/has/ever/had/or/will/have/in/any/year"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(zone_is_known(str_of(wrong[i])));
    assert_int_equal(datetime_in_zone(at("2026-10-14T09:12:00Z"), S("Europe/Atlantis")).hour, 9);
}

TEST(a_moment_has_the_zones_clock_and_weekday)
{
    struct datetime t = datetime_in_zone(at("2026-10-14T22:30:05Z"), BERLIN);
    assert_int_equal(t.year * 10000 + t.month * 100 + t.day, 20261015);
    assert_int_equal(t.hour * 10000 + t.minute * 100 + t.second, 3005);
    assert_int_equal(t.weekday, 4);
    assert_int_equal(datetime_in_zone(at("1965-06-01T23:50:00Z"), S("Asia/Kathmandu")).minute, 20);
}

TEST(every_moment_of_a_year_goes_there_and_back_but_for_the_hour_that_is_there_twice)
{
    static const struct str zones[] = {S_INIT("Europe/Berlin"), S_INIT("America/New_York"),
                                       S_INIT("Australia/Lord_Howe"), S_INIT("Asia/Kathmandu")};
    for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
        int later = 0;
        for (int64_t ms = at("2026-01-01T00:00:00Z"); ms < at("2027-01-01T00:00:00Z"); ms += 30 * MINUTE_MS) {
            struct datetime t = datetime_in_zone(ms, zones[i]);
            int64_t back = datetime_from_zone(&t, zones[i]);
            assert_true(back <= ms);
            later += back != ms;
        }
        assert_true(later <= 2);
    }
}

TEST(a_skipped_time_moves_forward_and_a_doubled_time_is_the_first)
{
    struct datetime skipped = {2026, 3, 29, 2, 30, 0, 0}, doubled = {2026, 10, 25, 2, 30, 0, 0};
    assert_true(datetime_from_zone(&skipped, BERLIN) == at("2026-03-29T01:30:00Z")); // 03:30
    assert_true(datetime_from_zone(&doubled, BERLIN) == at("2026-10-25T00:30:00Z"));
    struct datetime no_day = {2011, 12, 30, 12, 0, 0, 0}; // Samoa went from the 29th to the 31st
    assert_int_equal(datetime_in_zone(datetime_from_zone(&no_day, S("Pacific/Apia")), S("Pacific/Apia")).day, 31);
}

TEST(days_begin_at_midnight_or_where_midnight_is_skipped_at_one)
{
    assert_true(datetime_day_start(at("2026-03-29T12:00:00Z"), 0, BERLIN) == at("2026-03-28T23:00:00Z"));
    assert_true(datetime_day_start(at("2026-03-29T12:00:00Z"), 1, BERLIN) == at("2026-03-29T22:00:00Z"));
    assert_true(datetime_day_start(at("2026-03-01T12:00:00Z"), -1, BERLIN) == at("2026-02-27T23:00:00Z"));
    // Brazil changed its clocks at midnight until 2018.
    assert_true(datetime_day_start(at("2018-11-04T15:00:00Z"), 0, S("America/Sao_Paulo")) ==
                at("2018-11-04T03:00:00Z"));
    assert_int_equal(datetime_days_between(at("2026-10-14T21:59:00Z"), at("2026-10-14T22:00:00Z"), BERLIN), 1);
    assert_int_equal(datetime_days_between(INT64_MIN, INT64_MAX, S("UTC")), 3652424);
}

TEST(people_read_near_days_by_name)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    int64_t now = at("2026-10-14T09:12:00Z");
    static const char *const cases[][2] = {
        {"2026-10-14T10:00:00Z", "today, 12:00"},
        {"2026-10-15T10:00:00Z", "tomorrow, 12:00"},
        {"2026-10-13T07:31:00Z", "yesterday, 09:31"},
        {"2026-10-16T10:00:00Z", "Friday 16 October, 12:00"},
        {"2026-10-12T10:00:00Z", "Monday 12 October, 12:00"},
        {"2027-01-05T11:00:00Z", "Tuesday 5 January 2027, 12:00"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str(datetime_for_people(a, at(cases[i][0]), now, BERLIN), cases[i][1]);
    assert_str(datetime_clock(a, now, BERLIN), "11:12");
}

static void *ask_many_zones(void *p)
{
    static const char *const places[] = {"Berlin",  "Paris",   "London", "Madrid", "Rome",     "Vienna",  "Oslo",
                                         "Warsaw",  "Prague",  "Dublin", "Athens", "Sofia",    "Kiev",    "Riga",
                                         "Vilnius", "Tallinn", "Zurich", "Lisbon", "Brussels", "Helsinki"};
    bool *fine = p;
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < ARRAY_LEN(places); i++)
            *fine &= datetime_in_zone(0, str_fmt(a, "Europe/%s", places[i])).day == 1;
    return NULL;
}

TEST(more_zones_than_are_kept_and_several_threads_work)
{
    pthread_t threads[3];
    bool fine[4] = {true, true, true, true};
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_many_zones, &fine[i]), 0);
    ask_many_zones(&fine[3]);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        pthread_join(threads[i], NULL);
    assert_true(fine[0] && fine[1] && fine[2] && fine[3]);
}
