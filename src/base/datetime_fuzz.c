// SPDX-License-Identifier: Apache-2.0
// Any text as a moment, a working week or a zone: what is read is written back
// as the same moment, and every walk over days ends.
#include "base/datetime.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void one_moment(struct arena *a, int64_t at_ms, struct str zone)
{
    int64_t back;
    must(datetime_from_rfc3339(datetime_rfc3339(a, at_ms), &back));
    must(back == at_ms || back == civil_clamp(at_ms));
    struct datetime wall = datetime_in_zone(at_ms, zone);
    datetime_from_zone(&wall, zone);
    datetime_for_people(a, at_ms, back, zone);
    datetime_day_start(at_ms, -3, zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct str s = {(const char *)p, n}, first;
    str_cut(&s, '\n', &first);
    int64_t at_ms = 0;
    struct work_week w;
    const char *why;
    zone_is_known(first);
    if (datetime_from_rfc3339(first, &at_ms))
        one_moment(a, at_ms, s);
    if (work_week_parse(first, &w, &why)) {
        work_week_after(&w, at_ms, 40 * HOUR_MS, s);
        work_week_days_after(&w, at_ms, 5, s);
    }
    if (n >= sizeof at_ms) {
        memcpy(&at_ms, p, sizeof at_ms);
        one_moment(a, at_ms, S("Europe/Berlin"));
        datetime_span(a, at_ms);
    }
    return 0;
}
