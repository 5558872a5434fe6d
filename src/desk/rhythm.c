// SPDX-License-Identifier: Apache-2.0
// Follow-ups are counted in working days of the team's own hours and zone, so
// nobody is asked on a Sunday whether it works now. Reads the team's text
// leniently: a bad one means the usual days, never none.
#include "desk/rhythm.h"

#include "base/datetime.h"

#define DAY_MAX 365
#define WARN_MS_MIN (5 * MINUTE_MS)
#define WARN_MS_MAX (4 * HOUR_MS)

static bool rhythm_read(struct str text, struct rhythm *r)
{
    struct str part;
    while (str_cut(&text, ',', &part)) {
        int64_t day;
        int64_t least = r->n ? r->days[r->n - 1] + 1 : 1;
        if (r->n == RHYTHM_MAX || !str_to_int64(str_trim(part), &day) || day < least || day > DAY_MAX)
            return false;
        r->days[r->n++] = (int)day;
    }
    return r->n > 0;
}

struct rhythm rhythm_of(const struct team *team)
{
    struct rhythm r = {.n = 0};
    if (rhythm_read(team->follow_up_days, &r))
        return r;
    return (struct rhythm){.days = {2, 5, 10}, .n = 3};
}

static int64_t days_after(const struct team *team, int days, int64_t at_ms)
{
    struct work_week week;
    team_work_week(team, &week);
    return work_week_days_after(&week, at_ms, days, team->time_zone);
}

int64_t rhythm_at(const struct team *team, const struct rhythm *r, int i, int64_t at_ms)
{
    must(i >= 0 && i < r->n);
    return days_after(team, r->days[i], at_ms);
}

int64_t rhythm_next(const struct team *team, const struct rhythm *r, int i, int64_t at_ms)
{
    must(i >= 0 && i + 1 < r->n);
    return days_after(team, r->days[i + 1] - r->days[i], at_ms);
}

int64_t warning_at(int64_t now_ms, int64_t by_at)
{
    int64_t ahead_ms = (by_at - now_ms) / 4;
    if (ahead_ms < WARN_MS_MIN)
        ahead_ms = WARN_MS_MIN;
    if (ahead_ms > WARN_MS_MAX)
        ahead_ms = WARN_MS_MAX;
    return by_at - ahead_ms > now_ms ? by_at - ahead_ms : now_ms;
}
