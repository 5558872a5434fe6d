// SPDX-License-Identifier: Apache-2.0
// Zones by ICU. Only one question is put to ICU, "how far is this zone from UTC
// at this moment", and the calendar is ours. Opening a calendar is slow, so each
// thread keeps the sixteen it used last; they are closed when the thread ends.
#include "base/datetime.h"

#include <pthread.h>
#include <unicode/ucal.h>

#define ZONE_NAME_BYTES 64
#define ZONES_KEPT 16

struct zone {
    char name[ZONE_NAME_BYTES];
    size_t name_n;
    uint64_t used;
    UCalendar *calendar;
};

struct zones {
    uint64_t clock;
    struct zone kept[ZONES_KEPT];
};

static _Thread_local struct zones *zones;
static pthread_key_t zones_key;
static pthread_once_t zones_once = PTHREAD_ONCE_INIT;

static void zones_free(void *p)
{
    struct zones *z = p;
    for (size_t i = 0; i < ZONES_KEPT; i++)
        if (z->kept[i].calendar)
            ucal_close(z->kept[i].calendar);
    free(z);
}

static void zones_key_create(void)
{
    must(pthread_key_create(&zones_key, zones_free) == 0);
}

static struct zones *zones_get(void)
{
    if (!zones) {
        must(pthread_once(&zones_once, zones_key_create) == 0);
        zones = calloc(1, sizeof *zones);
        must(zones && pthread_setspecific(zones_key, zones) == 0);
    }
    return zones;
}

// Only ASCII names that the IANA database has: ICU would also take "GMT+3:17".
static bool zone_name(struct str zone, UChar ret_name[ZONE_NAME_BYTES])
{
    if (zone.n == 0 || zone.n >= ZONE_NAME_BYTES || str_eq(zone, S("Etc/Unknown")))
        return false;
    for (size_t i = 0; i < zone.n; i++) {
        if (zone.p[i] <= ' ' || zone.p[i] > '~')
            return false;
        ret_name[i] = (UChar)zone.p[i];
    }
    ret_name[zone.n] = 0;
    UChar canonical[ZONE_NAME_BYTES * 2];
    UBool system_id = false;
    UErrorCode status = U_ZERO_ERROR;
    ucal_getCanonicalTimeZoneID(ret_name, (int32_t)zone.n, canonical, ARRAY_LEN(canonical), &system_id, &status);
    return U_SUCCESS(status) && system_id;
}

// NULL for a zone that is not known.
static UCalendar *zone_calendar(struct str zone)
{
    struct zones *z = zones_get();
    struct zone *oldest = &z->kept[0];
    for (struct zone *k = z->kept; k < z->kept + ZONES_KEPT; k++) {
        if (k->calendar && str_eq((struct str){k->name, k->name_n}, zone)) {
            k->used = ++z->clock;
            return k->calendar;
        }
        if (k->used < oldest->used)
            oldest = k;
    }
    UChar name[ZONE_NAME_BYTES];
    if (!zone_name(zone, name))
        return NULL;
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(name, (int32_t)zone.n, "en", UCAL_GREGORIAN, &status);
    must(U_SUCCESS(status));
    if (oldest->calendar)
        ucal_close(oldest->calendar);
    memcpy(oldest->name, zone.p, zone.n);
    oldest->name_n = zone.n;
    oldest->used = ++z->clock;
    return oldest->calendar = calendar;
}

bool zone_is_known(struct str zone)
{
    return str_eq(zone, S("UTC")) || zone_calendar(zone);
}

// How far the zone's clocks are ahead of UTC at this moment.
static int64_t zone_offset_ms(int64_t at_ms, struct str zone)
{
    UCalendar *calendar = str_eq(zone, S("UTC")) ? NULL : zone_calendar(zone);
    if (!calendar)
        return 0;
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis(calendar, (UDate)at_ms, &status);
    int32_t raw = ucal_get(calendar, UCAL_ZONE_OFFSET, &status);
    int32_t summer = ucal_get(calendar, UCAL_DST_OFFSET, &status);
    must(U_SUCCESS(status));
    return raw + summer;
}

// The zone's clock as if it were UTC.
static int64_t zone_wall_ms(int64_t at_ms, struct str zone)
{
    at_ms = civil_clamp(at_ms);
    return at_ms + zone_offset_ms(at_ms, zone);
}

struct datetime datetime_in_zone(int64_t at_ms, struct str zone)
{
    return civil_from_ms(zone_wall_ms(at_ms, zone));
}

// No zone is a day away from UTC, so a day before and after the wall time taken
// as UTC stand on both sides of any change that could concern it.
static int64_t wall_to_moment(int64_t wall_ms, struct str zone)
{
    wall_ms = civil_clamp(wall_ms);
    int64_t before = wall_ms - zone_offset_ms(wall_ms - DAY_MS, zone);
    int64_t after = wall_ms - zone_offset_ms(wall_ms + DAY_MS, zone);
    bool before_fits = zone_offset_ms(before, zone) == wall_ms - before;
    bool after_fits = zone_offset_ms(after, zone) == wall_ms - after;
    if (before_fits && after_fits)
        return before < after ? before : after;
    // A skipped time read by the old clock lies after the change: it moves forward.
    return after_fits ? after : before;
}

int64_t datetime_from_zone(const struct datetime *wall, struct str zone)
{
    return wall_to_moment(civil_ms(wall), zone);
}

static int64_t day_number(int64_t at_ms, struct str zone)
{
    int64_t wall_ms = zone_wall_ms(at_ms, zone);
    return wall_ms / DAY_MS - (wall_ms % DAY_MS < 0);
}

int64_t datetime_day_start(int64_t at_ms, int days, struct str zone)
{
    return wall_to_moment((day_number(at_ms, zone) + days) * DAY_MS, zone);
}

int datetime_days_between(int64_t from_ms, int64_t to_ms, struct str zone)
{
    return (int)(day_number(to_ms, zone) - day_number(from_ms, zone));
}

struct str datetime_clock(struct arena *a, int64_t at_ms, struct str zone)
{
    struct datetime t = datetime_in_zone(at_ms, zone);
    return str_fmt(a, "%02d:%02d", t.hour, t.minute);
}

struct str datetime_for_people(struct arena *a, int64_t at_ms, int64_t now_ms, struct str zone)
{
    static const char *const near[] = {"yesterday", "today", "tomorrow"};
    struct datetime t = datetime_in_zone(at_ms, zone);
    int days = datetime_days_between(now_ms, at_ms, zone);
    if (days >= -1 && days <= 1)
        return str_fmt(a, "%s, %02d:%02d", near[days + 1], t.hour, t.minute);
    struct str year = S("");
    if (t.year != datetime_in_zone(now_ms, zone).year)
        year = str_fmt(a, " %d", t.year);
    return str_fmt(a, "%s %d %s%.*s, %02d:%02d", civil_weekdays[t.weekday], t.day, civil_months[t.month], STR_ARG(year),
                   t.hour, t.minute);
}
