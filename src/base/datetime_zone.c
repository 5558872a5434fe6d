// SPDX-License-Identifier: Apache-2.0
// Zones by ICU. Only one question is put to ICU, "how far is this zone from UTC
// at this moment, and from when until when", and the calendar is ours. Asking is
// slow, so each thread keeps the sixteen zones that it used last, with the spans
// between changes of their clocks; they are closed when the thread ends.
#include "base/datetime.h"

#include <pthread.h>
#include <unicode/ucal.h>

#include "base/buf.h"

#define ZONE_NAME_BYTES 64
#define ZONES_KEPT 16
#define SPANS_KEPT 4 // this summer and winter, and those of what is looked back on

// From one change of a zone's clocks, up to the next.
struct span {
    int64_t from_ms, to_ms, offset_ms;
};

struct zone {
    char name[ZONE_NAME_BYTES];
    size_t name_n;
    uint64_t used;
    UCalendar *calendar;
    struct span spans[SPANS_KEPT];
    unsigned spans_n; // found in all; the newest SPANS_KEPT are there
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
static struct zone *zone_find(struct str zone)
{
    struct zones *z = zones_get();
    struct zone *oldest = &z->kept[0];
    for (struct zone *k = z->kept; k < z->kept + ZONES_KEPT; k++) {
        if (k->calendar && str_eq((struct str){k->name, k->name_n}, zone)) {
            k->used = ++z->clock;
            return k;
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
    oldest->calendar = calendar;
    oldest->spans_n = 0;
    return oldest;
}

bool zone_is_known(struct str zone)
{
    return str_eq(zone, S("UTC")) || zone_find(zone);
}

static struct span span_ask(UCalendar *calendar, int64_t at_ms)
{
    UErrorCode status = U_ZERO_ERROR;
    UDate change;
    ucal_setMillis(calendar, (UDate)at_ms, &status);
    struct span s = {INT64_MIN, INT64_MAX, ucal_get(calendar, UCAL_ZONE_OFFSET, &status)};
    s.offset_ms += ucal_get(calendar, UCAL_DST_OFFSET, &status);
    if (ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, &change, &status))
        s.from_ms = (int64_t)change;
    if (ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &change, &status))
        s.to_ms = (int64_t)change;
    must(U_SUCCESS(status));
    return s;
}

// How far the zone's clocks are ahead of UTC at this moment.
static int64_t zone_offset_ms(int64_t at_ms, struct str zone)
{
    struct zone *z = str_eq(zone, S("UTC")) ? NULL : zone_find(zone);
    if (!z)
        return 0;
    for (unsigned i = 0; i < z->spans_n && i < SPANS_KEPT; i++)
        if (at_ms >= z->spans[i].from_ms && at_ms < z->spans[i].to_ms)
            return z->spans[i].offset_ms;
    struct span *s = &z->spans[z->spans_n++ % SPANS_KEPT];
    *s = span_ask(z->calendar, at_ms);
    return s->offset_ms;
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

// The day that a wall time lies in, counted from 1970.
static int64_t day_number(int64_t wall_ms)
{
    return wall_ms / DAY_MS - (wall_ms % DAY_MS < 0);
}

int64_t datetime_day_start(int64_t at_ms, int days, struct str zone)
{
    return wall_to_moment((day_number(zone_wall_ms(at_ms, zone)) + days) * DAY_MS, zone);
}

int datetime_days_between(int64_t from_ms, int64_t to_ms, struct str zone)
{
    return (int)(day_number(zone_wall_ms(to_ms, zone)) - day_number(zone_wall_ms(from_ms, zone)));
}

static void add_clock(struct buf *b, const struct datetime *t)
{
    const char text[] = {(char)('0' + t->hour / 10), (char)('0' + t->hour % 10), ':', (char)('0' + t->minute / 10),
                         (char)('0' + t->minute % 10)};
    buf_add_bytes(b, text, sizeof text);
}

struct str datetime_clock(struct arena *a, int64_t at_ms, struct str zone)
{
    struct datetime t = datetime_in_zone(at_ms, zone);
    struct buf b = buf_make(a, sizeof "09:12");
    add_clock(&b, &t);
    return buf_str(&b);
}

// "Wednesday 14 October", with the year where it is another than now.
static void add_day(struct buf *b, const struct datetime *t, int64_t now_wall_ms)
{
    buf_add(b, str_of(civil_weekdays[t->weekday]));
    buf_add_char(b, ' ');
    buf_add_int(b, t->day);
    buf_add_char(b, ' ');
    buf_add(b, str_of(civil_months[t->month]));
    if (t->year == civil_from_ms(now_wall_ms).year)
        return;
    buf_add_char(b, ' ');
    buf_add_int(b, t->year);
}

struct str datetime_for_people(struct arena *a, int64_t at_ms, int64_t now_ms, struct str zone)
{
    static const struct str near[] = {S_INIT("yesterday"), S_INIT("today"), S_INIT("tomorrow")};
    int64_t wall_ms = zone_wall_ms(at_ms, zone), now_wall_ms = zone_wall_ms(now_ms, zone);
    int64_t days = day_number(wall_ms) - day_number(now_wall_ms);
    struct datetime t = civil_from_ms(wall_ms);
    struct buf b = buf_make(a, sizeof "Wednesday 14 September 2026, 09:12");
    if (days >= -1 && days <= 1)
        buf_add(&b, near[days + 1]);
    else
        add_day(&b, &t, now_wall_ms);
    buf_lit(&b, ", ");
    add_clock(&b, &t);
    return buf_str(&b);
}
