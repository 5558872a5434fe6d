// SPDX-License-Identifier: Apache-2.0
// Stretches of time: "in two hours", "within 2 working days", "next week", "end of the
// month", "every hour". A week or month is due on its last working day. A bare
// duration ("it takes two hours") is found too, and marked as no date.
#include "base/civil.h"
#include "coach/date.h"

static void set_exact(struct date_reader *r, int64_t span_ms)
{
    r->d->exact_ms = r->cal->now_ms + span_ms;
    r->d->grain = COACH_MINUTE;
}

static void set_day(struct date_reader *r, int32_t day, enum coach_grain grain)
{
    r->d->has_day = true;
    r->d->day = day;
    r->d->grain = grain;
}

static int32_t week_end(const struct calendar *cal, int weeks)
{
    return calendar_back_to_working(cal, cal->today - cal->weekday + 7 * weeks + 5);
}

static int32_t month_end(const struct calendar *cal, int months)
{
    return calendar_back_to_working(cal, calendar_month_end(cal->today, months));
}

// Half days are rounded up.
static int days_of(int unit, int halves)
{
    int years = halves < 200 ? halves : 200;
    switch (unit) {
    case UNIT_DAY:
        return (halves + 1) / 2;
    case UNIT_WEEK:
        return (7 * halves + 1) / 2;
    case UNIT_FORTNIGHT:
        return 7 * halves;
    case UNIT_MONTH:
        return 15 * halves;
    case UNIT_QUARTER:
        return 45 * halves;
    default:
        return (365 * years + 1) / 2;
    }
}

static void set_span(struct date_reader *r, int unit, int halves)
{
    if (unit == UNIT_MINUTE)
        set_exact(r, halves * MINUTE_MS / 2);
    else if (unit == UNIT_HOUR)
        set_exact(r, halves * HOUR_MS / 2);
    else
        set_day(r, r->cal->today + days_of(unit, halves), unit == UNIT_YEAR ? COACH_MONTH : COACH_DAY);
}

// What stands between the preposition and the number: "about", "the next", "von", "less than".
static uint32_t skip_fillers(const struct date_reader *r, uint32_t at)
{
    while (at < r->end &&
           (date_class_at(r, at, DATE_AT) || date_class_at(r, at, DATE_LINK) || date_class_at(r, at, DATE_THIS) ||
            date_class_at(r, at, DATE_NEXT) || token_is(&r->t->tokens[at], "less") ||
            token_is(&r->t->tokens[at], "under") || token_is(&r->t->tokens[at], "than")))
        at++;
    return at;
}

// "1.5", "1,5": a number of halves; 0 if it is none.
static int decimal_halves(const struct token *k)
{
    int64_t n;
    bool half = k->kind == TOKEN_NUMBER && (str_ends(k->word, S(".5")) || str_ends(k->word, S(",5")));
    if (!half || k->word.n > 5 || !str_to_int64(str_slice(k->word, 0, k->word.n - 2), &n) || n < 0)
        return 0;
    return (int)n * 2 + 1;
}

static uint32_t halves_at(const struct date_reader *r, uint32_t at, int *ret_halves)
{
    const struct date_word *w = date_word_at(r, at);
    if (at >= r->end)
        return 0;
    if (w && w->class == DATE_HALVES) {
        *ret_halves = w->value;
        return at + 1;
    }
    *ret_halves = decimal_halves(&r->t->tokens[at]);
    if (*ret_halves)
        return at + 1;
    uint32_t next = date_number_at(r, at, ret_halves);
    *ret_halves *= 2;
    return next;
}

// "and a half": where it ends, or `at` itself.
static uint32_t and_a_half(const struct date_reader *r, uint32_t at)
{
    bool found = date_class_at(r, at, DATE_RANGE) && date_class_at(r, at + 1, DATE_COUNT) &&
                 date_word_at(r, at + 1)->value == 1 && date_class_at(r, at + 2, DATE_HALF);
    return found ? at + 3 : at;
}

// "two or three", "2-3": the larger one.
static uint32_t read_range(const struct date_reader *r, uint32_t at, int *halves)
{
    int more;
    bool range = date_class_at(r, at, DATE_RANGE) || date_class_at(r, at, DATE_BY);
    bool tied = r->t->tokens[at - 1].after & (AFTER_HYPHEN | AFTER_PAUSE) && at < r->end;
    uint32_t last = range ? halves_at(r, at + 1, &more) : tied ? halves_at(r, at, &more) : 0;
    if (!last || more <= *halves)
        return at;
    *halves = more;
    return last;
}

// "two", "2", "a couple of", "half an", "two and a half", "2-3", in halves.
static uint32_t read_amount(const struct date_reader *r, uint32_t at, int *ret_halves)
{
    bool half = date_class_at(r, at, DATE_HALF);
    uint32_t next = halves_at(r, at + half, ret_halves);
    if (half) { // "half an hour", "halbe Stunde"
        *ret_halves = 1;
        return next && date_class_at(r, next - 1, DATE_COUNT) ? next : at + 1;
    }
    if (!next)
        return 0;
    if (date_class_at(r, next, DATE_COUNT) && date_word_at(r, next)->value > 1) // "a couple", "a few"
        next = halves_at(r, next, ret_halves);
    if (date_class_at(r, next, DATE_HALF)) { // "einer halben"
        *ret_halves = 1;
        next++;
    }
    uint32_t more = and_a_half(r, next);
    *ret_halves += more != next;
    next = more;
    while (r->t->tokens[at].kind == TOKEN_WORD && date_class_at(r, next, DATE_LINK)) // not "20th of the month"
        next++;
    return read_range(r, next, ret_halves);
}

// "quarter of an hour", "viertel Stunde"; where it ends, or 0.
static uint32_t quarter_hour(struct date_reader *r, uint32_t at)
{
    uint32_t i = at + 1;
    if (!date_class_at(r, at, DATE_QUARTER))
        return 0;
    while (date_class_at(r, i, DATE_LINK) || date_class_at(r, i, DATE_COUNT))
        i++;
    const struct date_word *w = date_word_at(r, i);
    if (!w || w->class != DATE_UNIT || w->value != UNIT_HOUR)
        return 0;
    set_exact(r, (date_word_at(r, at)->value == 3 ? 45 : 15) * MINUTE_MS);
    return i + 1;
}

static uint32_t german_quarter(struct date_reader *r, uint32_t at)
{
    static const struct {
        const char *word;
        int minutes;
    } words[] = {{"viertelstunde", 15}, {"halbstunde", 30}, {"dreiviertelstunde", 45}};
    for (size_t i = 0; at < r->end && i < ARRAY_LEN(words); i++)
        if (token_is(&r->t->tokens[at], words[i].word)) {
            set_exact(r, words[i].minutes * MINUTE_MS);
            return at + 1;
        }
    return quarter_hour(r, at);
}

// "a week on Friday", "a fortnight from tomorrow", "a week today": where it ends, or 0.
static uint32_t counted_from(struct date_reader *r, uint32_t at, int unit, int days)
{
    const struct token *k = &r->t->tokens[at];
    if (r->cal->tongue != TONGUE_EN || at >= r->end || k[-1].after & AFTER_PAUSE || unit < UNIT_DAY)
        return 0;
    bool word = token_is(k, "on") || token_is(k, "from");
    uint32_t from = at + word;
    bool day = date_class_at(r, from, DATE_DAY) && (word || unit != UNIT_DAY);
    bool weekday = word && (date_class_at(r, from, DATE_WEEKDAY) || date_class_at(r, from, DATE_NEXT));
    struct date before = *r->d;
    uint32_t end = day || weekday ? date_day_read(r, from) : 0;
    if (!end) {
        *r->d = before;
        return 0;
    }
    r->d->day += days;
    return end;
}

static uint32_t finish_duration(struct date_reader *r, uint32_t end, uint32_t from)
{
    bool later = date_class_at(r, end, DATE_LATE) || date_class_at(r, end, DATE_MORE) ||
                 (date_class_at(r, end, DATE_AT) && end + 1 < r->end && token_is(&r->t->tokens[end + 1], "now"));
    if (date_class_at(r, end, DATE_PAST) && token_is(&r->t->tokens[end], "ago")) {
        r->d->past = true;
        return end + 1;
    }
    r->d->past |= from > 0 && r->cal->tongue == TONGUE_DE && token_is(&r->t->tokens[from - 1], "vor");
    if (r->in && end < r->end && token_is(&r->t->tokens[end], "time")) // "in two weeks' time"
        return end + 1;
    bool of = r->cal->tongue == TONGUE_EN && end + 1 < r->end && token_is(&r->t->tokens[end], "of") &&
              !date_word_at(r, end + 1);
    if (of) { // "within an hour of its arrival"
        r->d->span = true;
        return end;
    }
    r->d->later = token_is(&r->t->tokens[end], "later") && r->cal->tongue == TONGUE_EN;
    if (later && r->cal->tongue == TONGUE_EN)
        return end + (date_class_at(r, end, DATE_AT) ? 2 : 1);
    r->d->span = !r->in;
    return end;
}

static uint32_t finish_span(struct date_reader *r, uint32_t end, uint32_t from, int unit, int halves)
{
    uint32_t half = and_a_half(r, end); // "an hour and a half"
    halves += half != end;
    int more;
    uint32_t two = half == end && end < r->end && token_is(&r->t->tokens[end], "or") ? halves_at(r, end + 1, &more) : 0;
    if (two && more > halves && more <= 20 && !date_class_at(r, two, DATE_UNIT)) { // "in an hour or two"
        halves = more;
        half = two;
    }
    uint32_t counted = counted_from(r, half, unit, days_of(unit, halves));
    if (counted)
        return counted;
    set_span(r, unit, halves);
    return finish_duration(r, half, from);
}

// "in 2h", "within 45min": a number with its unit tied on; where it ends, or 0.
static uint32_t tied_duration(struct date_reader *r, uint32_t at)
{
    static const struct {
        const char *ending;
        enum date_unit unit;
    } endings[] = {{"h", UNIT_HOUR},   {"hr", UNIT_HOUR},    {"hrs", UNIT_HOUR},    {"std", UNIT_HOUR},
                   {"m", UNIT_MINUTE}, {"min", UNIT_MINUTE}, {"mins", UNIT_MINUTE}, {"d", UNIT_DAY}};
    struct str s = at < r->end ? r->t->tokens[at].word : STR_NONE; // "goes in." ends the text
    int64_t n;
    size_t digits = 0;
    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
        digits++;
    bool in = at > 0 && date_class_at(r, at - 1, DATE_IN);
    if (!in || !digits || digits > 3 || digits == s.n || !str_to_int64(str_slice(s, 0, digits), &n))
        return 0;
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        if (str_eq(str_from(s, digits), str_of(endings[i].ending))) {
            set_span(r, endings[i].unit, (int)n * 2);
            return at + 1;
        }
    return 0;
}

// "I'll be with you in 5": minutes, at the end of what is said; not "I'll be in 5", which is a room.
static bool minutes_alone(const struct date_reader *r, uint32_t at, uint32_t next, int halves)
{
    const struct token *k = r->t->tokens;
    if (r->cal->tongue != TONGUE_EN || at < 2 || !token_is(&k[at - 1], "in") || next != at + 1 || halves < 4 ||
        halves > 118)
        return false;
    bool place = token_is(&k[at - 2], "be") || token_is(&k[at - 2], "am") || token_is(&k[at - 2], "are") ||
                 token_is(&k[at - 2], "is");
    bool person = token_is(&k[at - 2], "you") || token_is(&k[at - 2], "back") || token_is(&k[at - 2], "there") ||
                  token_is(&k[at - 2], "over") || token_is(&k[at - 2], "down") || token_is(&k[at - 2], "up") ||
                  token_is(&k[at - 2], "round") || token_is(&k[at - 2], "done") || token_is(&k[at - 2], "ready");
    return !place && person && (next >= r->end || k[next - 1].after & (AFTER_PAUSE | AFTER_DOT));
}

uint32_t date_duration_read(struct date_reader *r, uint32_t at)
{
    int halves;
    uint32_t tied = tied_duration(r, at);
    if (tied)
        return tied;
    uint32_t from = skip_fillers(r, at), next = read_amount(r, from, &halves);
    if (!next || halves > 2000)
        return 0;
    uint32_t quarter = german_quarter(r, next);
    if (quarter)
        return finish_duration(r, quarter, at);
    bool working = date_class_at(r, next, DATE_WORKING);
    if (working)
        next++;
    const struct date_word *w = date_word_at(r, next);
    if (!w && minutes_alone(r, at, next, halves)) {
        set_exact(r, halves * MINUTE_MS / 2);
        return next;
    }
    if (w && w->class == DATE_WORKDAY)
        working = true;
    else if (!w || w->class != DATE_UNIT)
        return 0;
    if (working && (w->class == DATE_WORKDAY || w->value == UNIT_DAY))
        set_day(r, calendar_working(r->cal, r->cal->today, (halves + 1) / 2), COACH_DAY);
    else if (w->class == DATE_UNIT)
        return finish_span(r, next + 1, at, w->value, halves);
    return finish_duration(r, next + 1, at);
}

// "days" by themselves, without a number, are no time.
static bool is_plural(const struct date_reader *r, uint32_t at)
{
    struct str s = r->t->tokens[at].word;
    if (r->cal->tongue == TONGUE_EN)
        return str_ends(s, S("s"));
    return str_ends(s, S("en")) || str_ends(s, S("tage")) || str_ends(s, S("monate")) || str_ends(s, S("jahre"));
}

// "week", "month", "day" after this (ahead 0) or next (1).
// On Sunday it is over; "by the weekend" is the Friday before, "after" it the Monday.
static void set_weekend(struct date_reader *r, int ahead)
{
    int32_t sunday = r->cal->today - r->cal->weekday + 7 * ahead + 7;
    int32_t day = r->until ? calendar_back_to_working(r->cal, sunday - 2) : sunday;
    set_day(r, r->after ? calendar_working(r->cal, sunday, 1) : day, COACH_DAY);
}

uint32_t date_period_read(struct date_reader *r, uint32_t at, int ahead)
{
    const struct date_word *w = date_word_at(r, at);
    int n;
    if (!w)
        return 0;
    if (w->class == DATE_WORKING)
        w = date_word_at(r, ++at);
    if (w && w->class == DATE_WEEK_END) {
        set_weekend(r, ahead);
        return at + 1;
    }
    if (w && w->class == DATE_COUNT) // "the next two days"
        return date_number_at(r, at, &n) ? date_duration_read(r, at) : 0;
    if (!w || w->class != DATE_UNIT || is_plural(r, at))
        return 0;
    switch (w->value) {
    case UNIT_HOUR:
        set_exact(r, HOUR_MS);
        return ahead ? at + 1 : 0;
    case UNIT_DAY:
        set_day(r, r->cal->today + ahead, COACH_DAY);
        return at + 1;
    case UNIT_WEEK:
        ahead += ahead == 0 && r->cal->weekday > 5 && r->cal->tongue == TONGUE_EN; // said at the weekend
        set_day(r, week_end(r->cal, ahead), COACH_WEEK);
        return at + 1;
    case UNIT_MONTH:
        set_day(r, month_end(r->cal, ahead), COACH_MONTH);
        return at + 1;
    case UNIT_YEAR:
        set_day(r, month_end(r->cal, 12 - civil_from_ms((int64_t)r->cal->today * DAY_MS).month + 12 * ahead),
                COACH_MONTH);
        return at + 1;
    default:
        return 0;
    }
}

// The unit after "in the course of the", "within the": over when it is over.
uint32_t date_course_read(struct date_reader *r, uint32_t at)
{
    const struct date_word *w = date_word_at(r, at);
    if (!w || w->class != DATE_UNIT || is_plural(r, at))
        return 0;
    if (w->value == UNIT_HOUR) {
        set_exact(r, HOUR_MS);
        return at + 1;
    }
    return date_period_read(r, at, 0);
}

uint32_t date_week_number_read(struct date_reader *r, uint32_t at, int32_t *ret_monday)
{
    const struct token *k = &r->t->tokens[at];
    struct str number;
    int64_t week, year = 0;
    uint32_t end = at + 2;
    bool tied = k->kind == TOKEN_WORD && str_starts(k->word, S("kw")) && k->word.n > 2; // "KW12"
    if (tied) {
        number = str_from(k->word, 2);
        end = at + 1;
    } else if (date_class_at(r, at, DATE_WEEK_NUMBER) || token_is(k, "week")) {
        if (at + 1 >= r->end || k[1].kind != TOKEN_NUMBER || k->after & AFTER_PAUSE)
            return 0;
        number = k[1].word;
    } else if (k->kind == TOKEN_NUMBER && k->after & AFTER_DOT && date_class_at(r, at + 1, DATE_WEEK_NUMBER)) {
        number = k->word; // "12. KW"
    } else {
        return 0;
    }
    ptrdiff_t slash = str_find_char(number, '/');
    if (slash > 0 && !str_to_int64(str_from(number, (size_t)slash + 1), &year))
        return 0;
    if (slash > 0)
        number = str_slice(number, 0, (size_t)slash);
    if (!str_to_int64(number, &week) || week < 1 || week > 53 || year < 0 || year > 2200)
        return 0;
    *ret_monday = calendar_week_number(r->cal, (int)(year > 0 && year < 100 ? year + 2000 : year), (int)week);
    set_day(r, calendar_back_to_working(r->cal, *ret_monday + 4), COACH_WEEK);
    return end;
}

uint32_t date_shift_read(struct date_reader *r, uint32_t at)
{
    int halves;
    const struct token *k = &r->t->tokens[at];
    if (at >= r->end || k[-1].after & (AFTER_PAUSE | AFTER_DOT) || r->d->grain != COACH_DAY)
        return at;
    const struct date_word *w = date_word_at(r, at);
    if (w && (token_is(k, "week") || token_is(k, "fortnight"))) { // "Friday week"
        r->d->day += days_of(w->value, 2);
        return at + 1;
    }
    uint32_t next = token_is(k, "in") ? read_amount(r, at + 1, &halves) : 0;
    w = next ? date_word_at(r, next) : NULL;
    if (w && w->class == DATE_UNIT && w->value < UNIT_DAY && r->d->day == r->cal->today && halves < 200) {
        set_span(r, w->value, halves); // "heute in zwei Stunden"
        return next + 1;
    }
    if (!w || w->class != DATE_UNIT || halves > 200 || (w->value != UNIT_DAY && w->value != UNIT_WEEK))
        return at;
    r->d->day += days_of(w->value, halves);
    return next + 1;
}

struct edge {
    enum date_class class;
    int ahead;
    const struct date_word *unit;
};

// A named month at the end of "end of March".
static uint32_t edge_of_month(struct date_reader *r, uint32_t at, const struct edge *e)
{
    int32_t first;
    if (!calendar_day(r->cal, 0, e->unit->value, 1, &first))
        return 0;
    int32_t last = calendar_month_end(first, 0);
    int32_t day = e->class == DATE_END ? last : e->class == DATE_MIDDLE ? first + 14 : first + 2;
    set_day(r, calendar_back_to_working(r->cal, day), COACH_DAY);
    return at + 1;
}

static int32_t monday_of(const struct calendar *cal, int ahead)
{
    return cal->today - cal->weekday + 1 + 7 * ahead;
}

static void set_edge_of_week(struct date_reader *r, const struct edge *e, int32_t monday)
{
    int offset = e->class == DATE_END ? 4 : e->class == DATE_MIDDLE ? 2 : 0;
    int32_t day = monday + offset;
    if (e->class == DATE_END)
        day = calendar_back_to_working(r->cal, day);
    if (day < r->cal->today)
        day = e->class == DATE_END ? r->cal->today : day + 7;
    set_day(r, day, COACH_DAY);
}

// The months until the quarter or the year ends.
static int months_left(const struct calendar *cal, const struct edge *e, int months)
{
    int month = civil_from_ms((int64_t)cal->today * DAY_MS).month;
    return (12 - month) % months + e->ahead * months;
}

// "end of the month", "Mitte der Woche".
static bool edge_of_unit(struct date_reader *r, const struct edge *e, enum date_unit unit)
{
    const struct calendar *cal = r->cal;
    int32_t before = calendar_month_end(cal->today, e->ahead - 1);
    switch (unit) {
    case UNIT_WEEK:
        set_edge_of_week(r, e, monday_of(cal, e->ahead));
        return true;
    case UNIT_MONTH:
        if (e->class != DATE_END && before + (e->class == DATE_MIDDLE ? 15 : 3) < cal->today)
            before = calendar_month_end(cal->today, e->ahead);
        set_day(r,
                e->class == DATE_END      ? month_end(cal, e->ahead)
                : e->class == DATE_MIDDLE ? calendar_back_to_working(cal, before + 15)
                                          : calendar_working(cal, before, 1),
                COACH_DAY);
        return true;
    case UNIT_QUARTER:
    case UNIT_YEAR:
        set_day(r, month_end(cal, months_left(cal, e, unit == UNIT_YEAR ? 12 : 3)), COACH_DAY);
        return e->class == DATE_END;
    default:
        return false;
    }
}

static uint32_t edge_of_day(struct date_reader *r, uint32_t at, const struct edge *e)
{
    if (e->class != DATE_END)
        return 0;
    // A day that stands already ("tomorrow end of day") keeps it.
    r->d->assumed = !r->d->has_day && !e->unit;
    set_day(r, r->d->has_day ? r->d->day : r->cal->today + e->ahead, COACH_DAY);
    r->d->minute = DAY_END_MINUTE;
    r->d->has_clock = true;
    if (date_class_at(r, at, DATE_WORKING) && date_class_at(r, at + 1, DATE_UNIT))
        return at + 2;
    return at + 1;
}

// "end of [the|this|next] (day|business|week|month)", "Ende nächster Woche", "EOD".
uint32_t date_edge_read(struct date_reader *r, uint32_t at)
{
    const struct date_word *w = date_word_at(r, at);
    if (!w)
        return 0;
    struct edge e = {.class = w->class == DATE_DAY_END ? DATE_END : w->class};
    if (w->class == DATE_DAY_END)
        return edge_of_day(r, at, &e);
    if (w->class == DATE_WEEK_END && token_is(&r->t->tokens[at], "eow")) {
        e.class = DATE_END;
        set_edge_of_week(r, &e, monday_of(r->cal, 0));
        return at + 1;
    }
    if (w->class == DATE_WEEK_END && r->by) {
        set_weekend(r, 0);
        return at + 1;
    }
    bool unit = w->class == DATE_UNIT || w->class == DATE_QUARTER;
    if (unit && at + 1 < r->end && token_is(&r->t->tokens[at + 1], "end")) { // "month end"
        e.class = DATE_END;
        enum date_unit of = w->class == DATE_QUARTER ? UNIT_QUARTER : (enum date_unit)w->value;
        return edge_of_unit(r, &e, of) ? at + 2 : 0;
    }
    if (w->class != DATE_END && w->class != DATE_START && w->class != DATE_MIDDLE)
        return 0;
    if (w->value) // "Monatsende"
        return edge_of_unit(r, &e, (enum date_unit)w->value) ? at + 1 : 0;
    uint32_t i = at + 1;
    while (date_class_at(r, i, DATE_LINK) || date_class_at(r, i, DATE_THIS) || date_class_at(r, i, DATE_NEXT))
        e.ahead |= date_class_at(r, i++, DATE_NEXT);
    e.unit = date_word_at(r, i);
    int32_t monday;
    uint32_t week = i < r->end ? date_week_number_read(r, i, &monday) : 0;
    if (week) { // "Anfang KW 12"
        set_edge_of_week(r, &e, monday);
        return week;
    }
    if (!e.unit)
        return 0;
    if (e.unit->class == DATE_MONTH)
        return edge_of_month(r, i, &e);
    if (e.unit->class == DATE_WEEKDAY && e.class == DATE_END) { // "end of Thursday"
        uint32_t end = date_day_read(r, i);
        return end ? edge_of_day(r, end - 1, &e) : 0;
    }
    if (e.unit->class == DATE_DAY && e.class == DATE_END) { // "end of tomorrow"
        e.ahead = e.unit->value;
        return edge_of_day(r, i, &e);
    }
    if (e.unit->class == DATE_WORKING || (e.unit->class == DATE_UNIT && e.unit->value == UNIT_DAY)) {
        e.unit = NULL;
        return edge_of_day(r, i, &e);
    }
    if (e.unit->class == DATE_QUARTER)
        return edge_of_unit(r, &e, UNIT_QUARTER) ? i + 1 : 0;
    if (e.unit->class != DATE_UNIT || is_plural(r, i))
        return 0;
    return edge_of_unit(r, &e, (enum date_unit)e.unit->value) ? i + 1 : 0;
}
