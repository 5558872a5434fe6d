// SPDX-License-Identifier: Apache-2.0
// Moments as text in UTC: both ways, at the edges of the calendar, and what is
// not a moment.
#include "base/datetime.h"
#include "base/test.h"

static int64_t at(const char *text)
{
    int64_t ms = 0;
    must(datetime_from_rfc3339(str_of(text), &ms));
    return ms;
}

TEST(moments_are_written_as_rfc_3339)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(datetime_rfc3339(a, 0), "1970-01-01T00:00:00Z");
    assert_str(datetime_rfc3339(a, 5), "1970-01-01T00:00:00.005Z");
    assert_str(datetime_rfc3339(a, -1), "1969-12-31T23:59:59.999Z");
    assert_str(datetime_rfc3339(a, INT64_C(1791969120000)), "2026-10-14T09:12:00Z");
    assert_str(datetime_rfc3339(a, INT64_MAX), "9999-12-31T23:59:59.999Z");
    assert_str(datetime_rfc3339(a, INT64_MIN), "0000-01-01T00:00:00Z");
    assert_str(datetime_rfc5322(a, INT64_C(1791969120000)), "Wed, 14 Oct 2026 09:12:00 +0000");
}

TEST(every_day_of_four_centuries_goes_there_and_back)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    int64_t ms;
    for (int64_t day = -135140; day < 146097; day++) {
        struct str text = datetime_rfc3339(a, day * DAY_MS + 12345);
        assert_true(datetime_from_rfc3339(text, &ms));
        assert_true(ms == day * DAY_MS + 12345);
        arena_reset(a);
    }
}

TEST(offsets_fractions_and_spaces_are_read)
{
    assert_true(at("2026-10-14T11:12:00+02:00") == at("2026-10-14T09:12:00Z"));
    assert_true(at("2026-10-14 04:42:00-04:30") == at("2026-10-14t09:12:00z"));
    assert_true(at("2026-10-14T09:12:00.1Z") == at("2026-10-14T09:12:00Z") + 100);
    assert_true(at("2026-10-14T09:12:00.123999999Z") == at("2026-10-14T09:12:00Z") + 123);
    assert_true(at("2016-12-31T23:59:60Z") == at("2017-01-01T00:00:00Z"));
    assert_true(at("2024-02-29T00:00:00Z") + DAY_MS == at("2024-03-01T00:00:00Z"));
}

TEST(what_is_not_a_moment_is_refused)
{
    static const char *const wrong[] = {
        "",
        "2026-10-14",
        "2026-10-14T09:12:00",
        "2026-10-14T09:12Z",
        "2026-13-14T09:12:00Z",
        "2026-02-29T09:12:00Z",
        "1900-02-29T00:00:00Z",
        "2026-00-14T09:12:00Z",
        "2026-10-00T09:12:00Z",
        "2026-10-14T24:00:00Z",
        "2026-10-14T09:60:00Z",
        "2026-10-14T09:12:61Z",
        "2026-10-14T09:12:00.Z",
        "2026-10-14T09:12:00+24:00",
        "2026-10-14T09:12:00+0200",
        "2026-10-14T09:12:00Z ",
        " 2026-10-14T09:12:00Z",
        "+026-10-14T09:12:00Z",
        "2026-10-14X09:12:00Z",
    };
    int64_t ms = 42;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(datetime_from_rfc3339(str_of(wrong[i]), &ms));
    assert_false(datetime_from_rfc3339(S("2026-10-14\0"
                                         "09:12:00Z"),
                                       &ms));
    assert_true(ms == 42);
}

TEST(a_span_is_told_in_one_unit)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(datetime_span(a, -5), "under 1 min");
    assert_str(datetime_span(a, 12 * MINUTE_MS + 59 * SECOND_MS), "12 min");
    assert_str(datetime_span(a, 59 * MINUTE_MS), "59 min");
    assert_str(datetime_span(a, HOUR_MS), "1 hour");
    assert_str(datetime_span(a, 170 * MINUTE_MS), "3 hours");
    assert_str(datetime_span(a, 23 * HOUR_MS + 45 * MINUTE_MS), "1 day");
    assert_str(datetime_span(a, 2 * DAY_MS), "2 days");
    assert_true(datetime_span(a, INT64_MAX).n > 5);
}
