// SPDX-License-Identifier: Apache-2.0
// The working week: what is read, what is refused and why, and how far a
// promise in open time reaches over nights, weekends and changes of the clocks.
#include "base/datetime.h"
#include "base/test.h"

#define BERLIN S("Europe/Berlin")

static int64_t at(const char *text)
{
    int64_t ms = 0;
    must(datetime_from_rfc3339(str_of(text), &ms));
    return ms;
}

static struct work_week week(const char *text)
{
    struct work_week w;
    const char *why = NULL;
    must(work_week_parse(str_of(text), &w, &why));
    return w;
}

TEST(a_week_is_read)
{
    struct work_week w = week(" mon-Fri 08:00-17:00 ;Sat 09:00-24:00; ");
    assert_int_equal(w.from[1], 480);
    assert_int_equal(w.to[5], 1020);
    assert_int_equal(w.from[6], 540);
    assert_int_equal(w.to[6], 1440);
    assert_int_equal(w.from[7], w.to[7]);
}

TEST(a_week_that_makes_no_sense_is_refused_with_a_reason)
{
    static const char *const wrong[] = {
        "",
        ";",
        "Mon",
        "Mon 08:00",
        "Mon 8-17",
        "Mon 17:00-08:00",
        "Mon 08:00-08:00",
        "Fri-Mon 08:00-17:00",
        "Mon 08:00-24:01",
        "Mon 08:60-17:00",
        "Mon 08:00-17:00; Mon 18:00-19:00",
        "Monday 08:00-17:00",
        "Mon 08:00-17:00 x",
        "Mon -1:00-17:00",
        "Mon- 08:00-17:00",
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct work_week w;
        const char *why = NULL;
        assert_false(work_week_parse(str_of(wrong[i]), &w, &why));
        assert_non_null(why);
    }
}

TEST(open_time_is_counted_over_nights_and_weekends)
{
    struct work_week w = week("Mon-Fri 08:00-17:00");
    // Wednesday 11:12 and two hours.
    assert_true(work_week_after(&w, at("2026-10-14T09:12:00Z"), 2 * HOUR_MS, BERLIN) == at("2026-10-14T11:12:00Z"));
    // Friday 16:00 and two hours: Monday 09:00.
    assert_true(work_week_after(&w, at("2026-10-16T14:00:00Z"), 2 * HOUR_MS, BERLIN) == at("2026-10-19T07:00:00Z"));
    // Exactly the rest of the day ends at closing time.
    assert_true(work_week_after(&w, at("2026-10-16T14:00:00Z"), HOUR_MS, BERLIN) == at("2026-10-16T15:00:00Z"));
    // Saturday and nothing: Monday's opening, by winter's clock.
    assert_true(work_week_after(&w, at("2026-10-24T10:00:00Z"), 0, BERLIN) == at("2026-10-26T07:00:00Z"));
    assert_true(work_week_after(&w, at("2026-10-14T09:12:00Z"), -5, BERLIN) == at("2026-10-14T09:12:00Z"));
}

TEST(a_day_of_twenty_five_hours_has_one_more)
{
    struct work_week w = week("Sun 00:00-24:00");
    assert_true(work_week_after(&w, at("2026-10-24T22:00:00Z"), 25 * HOUR_MS, BERLIN) == at("2026-10-25T23:00:00Z"));
}

TEST(a_week_that_is_never_open_still_ends)
{
    struct work_week w = {0};
    int64_t now = at("2026-10-14T09:12:00Z");
    assert_true(work_week_after(&w, now, HOUR_MS, BERLIN) == now + HOUR_MS);
    assert_true(work_week_days_after(&w, now, 2, BERLIN) == now + 2 * DAY_MS);
    assert_true(work_week_after(&w, INT64_MAX, INT64_MAX, BERLIN) > 0);
}

TEST(working_days_skip_the_weekend_and_keep_the_clock)
{
    struct work_week w = week("Mon-Fri 08:00-17:00");
    assert_true(work_week_days_after(&w, at("2026-10-16T14:00:00Z"), 1, BERLIN) == at("2026-10-19T14:00:00Z"));
    assert_true(work_week_days_after(&w, at("2026-10-23T14:00:00Z"), 1, BERLIN) == at("2026-10-26T15:00:00Z"));
    assert_true(work_week_days_after(&w, at("2026-10-17T10:00:00Z"), 0, BERLIN) == at("2026-10-19T06:00:00Z"));
    assert_true(work_week_days_after(&w, at("2026-10-14T09:12:00Z"), 0, BERLIN) == at("2026-10-14T09:12:00Z"));
    assert_true(work_week_days_after(&w, at("2026-10-14T09:12:00Z"), 5, BERLIN) == at("2026-10-21T09:12:00Z"));
}

TEST(open_is_from_the_first_minute_to_before_the_last)
{
    struct work_week w = week("Wed 08:00-17:00");
    assert_false(work_week_is_open(&w, at("2026-10-14T05:59:59Z"), BERLIN));
    assert_true(work_week_is_open(&w, at("2026-10-14T06:00:00Z"), BERLIN));
    assert_true(work_week_is_open(&w, at("2026-10-14T14:59:59Z"), BERLIN));
    assert_false(work_week_is_open(&w, at("2026-10-14T15:00:00Z"), BERLIN));
    assert_false(work_week_is_open(&w, at("2026-10-15T10:00:00Z"), BERLIN));
}
