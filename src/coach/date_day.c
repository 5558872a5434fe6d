// SPDX-License-Identifier: Apache-2.0
// Named and numbered days: today, Friday, next Tuesday, the 18th, 17 March, 14.10.,
// 2026-03-17. A weekday alone is the next one after today; "next" is next week's.
// Each reader answers where it ends, and 0 leaves everything as it was.
#include "base/civil.h"
#include "coach/date.h"

const struct date_word *date_word_at(const struct date_reader *r, uint32_t at)
{
    return at < r->end ? r->t->tokens[at].time : NULL;
}

bool date_class_at(const struct date_reader *r, uint32_t at, enum date_class class)
{
    const struct date_word *w = date_word_at(r, at);
    return w && w->class == class;
}

// "vierundzwanzig"; 0 if it is none.
static int compound_number(struct str word)
{
    for (size_t n = 3; n + 3 < word.n && word.n > 9; n++) {
        if (!str_starts(str_from(word, n), S("und")))
            continue;
        struct str front = str_slice(word, 0, n);
        const struct date_word *ones = date_word_find(TONGUE_DE, front);
        const struct date_word *tens = date_word_find(TONGUE_DE, str_from(word, n + 3));
        if (ones && tens && ones->class == DATE_COUNT && tens->class == DATE_COUNT && ones->value < 10 &&
            tens->value >= 20)
            return ones->value + tens->value;
    }
    return 0;
}

// A number in figures or words, with "18th" and "14." as ordinals; where it ends.
uint32_t date_number_at(const struct date_reader *r, uint32_t at, int *ret_n)
{
    if (at >= r->end)
        return 0;
    const struct token *k = &r->t->tokens[at];
    const struct date_word *w = date_word_at(r, at);
    if (w && w->class == DATE_COUNT) {
        const struct date_word *ones = date_word_at(r, at + 1);
        bool tens = w->value >= 20 && ones && ones->class == DATE_COUNT && ones->value < 10; // "twenty-four"
        *ret_n = w->value + (tens && r->cal->tongue == TONGUE_EN ? ones->value : 0);
        return at + 1 + (*ret_n != w->value);
    }
    if (k->kind == TOKEN_WORD && r->cal->tongue == TONGUE_DE && (*ret_n = compound_number(k->word)))
        return at + 1;
    if (k->kind != TOKEN_NUMBER)
        return 0;
    struct str s = k->word;
    if (str_ends(s, S("th")) || str_ends(s, S("st")) || str_ends(s, S("nd")) || str_ends(s, S("rd")))
        s = str_slice(s, 0, s.n - 2);
    int64_t n;
    if (s.n > 4 || !str_to_int64(s, &n) || n < 0)
        return 0;
    *ret_n = (int)n;
    return at + 1;
}

static bool is_ordinal(const struct date_reader *r, uint32_t at)
{
    struct str s = r->t->tokens[at].word;
    return r->t->tokens[at].kind == TOKEN_NUMBER && s.n > 2 &&
           (s.p[s.n - 1] == 'h' || s.p[s.n - 1] == 't' || s.p[s.n - 1] == 'd');
}

static void set_day(struct date_reader *r, int32_t day)
{
    r->d->has_day = true;
    r->d->day = day;
    r->d->grain = COACH_DAY;
    r->d->past |= day < r->cal->today;
}

static int32_t weekday_after(const struct calendar *cal, int weekday)
{
    int ahead = (weekday - cal->weekday + 7) % 7;
    return cal->today + (ahead ? ahead : 7);
}

static int32_t weekday_next_week(const struct calendar *cal, int weekday)
{
    return cal->today + 7 - cal->weekday + weekday;
}

// The year that may follow: ", 2026".
static uint32_t year_after(const struct date_reader *r, uint32_t at, int *ret_year)
{
    int64_t n;
    *ret_year = 0;
    if (at < r->end && r->t->tokens[at].kind == TOKEN_NUMBER && r->t->tokens[at].word.n == 4 &&
        str_to_int64(r->t->tokens[at].word, &n) && n >= 1970 && n <= 2200) {
        *ret_year = (int)n;
        return at + 1;
    }
    return at;
}

static uint32_t skip_links(const struct date_reader *r, uint32_t at)
{
    while (date_class_at(r, at, DATE_LINK))
        at++;
    return at;
}

static uint32_t finish_month_day(struct date_reader *r, uint32_t end, int month, int day)
{
    int year;
    int32_t found;
    uint32_t after = year_after(r, end, &year);
    if (!calendar_day(r->cal, year, month, day, &found))
        return 0;
    set_day(r, found);
    return after;
}

// "18", "18th", "erster"; where it ends.
static uint32_t day_number_at(const struct date_reader *r, uint32_t at, int *ret_day)
{
    const struct date_word *w = date_word_at(r, at);
    if (w && w->class == DATE_ORDINAL) {
        *ret_day = w->value;
        return at + 1;
    }
    return at < r->end && r->t->tokens[at].kind == TOKEN_NUMBER ? date_number_at(r, at, ret_day) : 0;
}

// "17 March", "the 18th of March", "14. Oktober", "ersten April".
static uint32_t read_day_month(struct date_reader *r, uint32_t at)
{
    int day;
    uint32_t next = day_number_at(r, at, &day);
    if (!next || day > 31)
        return 0;
    const struct date_word *w = date_word_at(r, skip_links(r, next));
    if (w && w->class == DATE_MONTH)
        return finish_month_day(r, skip_links(r, next) + 1, w->value, day);
    return 0;
}

// "March 17", "April the 3rd".
static uint32_t read_month_day(struct date_reader *r, uint32_t at)
{
    int day;
    const struct date_word *w = date_word_at(r, at);
    uint32_t next = day_number_at(r, skip_links(r, at + 1), &day);
    if (next && day >= 1 && day <= 31)
        return finish_month_day(r, next, w->value, day);
    return 0;
}

// "of the month", "des nächsten Monats": where it ends, or `at` itself.
static uint32_t month_after(const struct date_reader *r, uint32_t at, bool *ret_next)
{
    uint32_t i = at;
    for (*ret_next = false;; i++)
        if (date_class_at(r, i, DATE_NEXT))
            *ret_next = true;
        else if (!date_class_at(r, i, DATE_LINK) && !date_class_at(r, i, DATE_THIS))
            break;
    const struct date_word *w = date_word_at(r, i);
    bool month = i > at && w && w->class == DATE_UNIT && w->value == UNIT_MONTH;
    *ret_next &= month;
    return month ? i + 1 : at;
}

// "the 18th", "am 14.", "zum Ersten".
static bool is_day_alone(const struct date_reader *r, uint32_t at, bool of_month)
{
    const struct token *k = &r->t->tokens[at];
    bool german = r->cal->tongue == TONGUE_DE;
    if (k->kind == TOKEN_NUMBER)
        return is_ordinal(r, at) || (german && k->after & AFTER_DOT && k->word.n <= 2);
    bool noun_follows = at + 1 < r->end && r->t->tokens[at + 1].flags & TOKEN_CAPITAL && !(k->after & AFTER_PAUSE);
    return of_month || (german && r->by && k->flags & TOKEN_CAPITAL && !noun_follows);
}

// A day of this month, or of the next one that has it if it is over.
static uint32_t read_day_alone(struct date_reader *r, uint32_t at, bool after_word)
{
    int day;
    bool next_month;
    uint32_t next = after_word ? day_number_at(r, at, &day) : 0;
    if (!next || day < 1 || day > 31)
        return 0;
    uint32_t end = month_after(r, next, &next_month);
    if (!is_day_alone(r, at, end != next))
        return 0;
    for (int ahead = next_month; ahead < 4; ahead++) {
        int32_t before = calendar_month_end(r->cal->today, ahead - 1);
        int32_t last = calendar_month_end(r->cal->today, ahead);
        if (before + day < r->cal->today || before + day > last)
            continue;
        set_day(r, before + day);
        return end;
    }
    return 0;
}

static int next_part(struct str *rest)
{
    struct str part;
    int64_t n;
    size_t i = 0;
    while (i < rest->n && rest->p[i] >= '0' && rest->p[i] <= '9')
        i++;
    part = str_slice(*rest, 0, i);
    *rest = i < rest->n ? str_from(*rest, i + 1) : STR_NONE;
    return part.n && part.n <= 4 && str_to_int64(part, &n) ? (int)n : -1;
}

// 2026-03-17, 14.10., 14.10.2026, 3/17, 17/3/26.
static uint32_t read_figures(struct date_reader *r, uint32_t at, bool after_word)
{
    const struct token *k = &r->t->tokens[at];
    struct str rest = k->word;
    if (k->kind != TOKEN_NUMBER || k->word.n < 3 || k->word.n > 10)
        return 0;
    char mark = str_find_char(rest, '-') > 0 ? '-' : str_find_char(rest, '/') > 0 ? '/' : '.';
    int a = next_part(&rest), b = next_part(&rest), y = str_is_none(rest) ? 0 : next_part(&rest);
    if (a < 0 || b < 0 || y < 0 || !str_is_none(rest))
        return 0;
    int32_t day;
    if (mark == '-' && k->word.n == 10)
        return calendar_day(r->cal, a, b, y, &day) ? (set_day(r, day), at + 1) : 0;
    // "9.30" may be a time or a version: a day needs a year, its second full stop, or a word before.
    bool sure =
        y > 0 || (mark == '.' && k->after & AFTER_DOT && r->cal->tongue != TONGUE_EN) || (mark == '/' && after_word);
    bool month_first = mark == '/' && ((r->cal->month_first && a <= 12) || b > 12);
    int month = month_first ? a : b, number = month_first ? b : a;
    if (!sure || !calendar_day(r->cal, y, month, number, &day))
        return 0;
    set_day(r, day);
    return at + 1;
}

// "Friday [of] next week", "Dienstag (in|der) KW 12".
static uint32_t read_week_after(struct date_reader *r, uint32_t end, int weekday)
{
    uint32_t from = end;
    int32_t monday;
    while (date_class_at(r, from, DATE_LINK) || date_class_at(r, from, DATE_IN))
        from++;
    const struct date_word *w = date_word_at(r, from), *unit = date_word_at(r, from + 1);
    if (from + 1 < r->end && token_is(&r->t->tokens[from], "after") && token_is(&r->t->tokens[from + 1], "next") &&
        !date_class_at(r, from + 2, DATE_UNIT)) { // "the Monday after next"
        set_day(r, weekday_after(r->cal, weekday) + 7);
        return from + 2;
    }
    bool before = w && w->class == DATE_PAST && unit && unit->class == DATE_UNIT && unit->value == UNIT_WEEK;
    if (before) { // "Friday last week"
        set_day(r, weekday_next_week(r->cal, weekday) - 14);
        return from + 2;
    }
    bool named = w && (w->class == DATE_NEXT || w->class == DATE_THIS);
    if (named && unit && unit->class == DATE_UNIT && unit->value == UNIT_WEEK) {
        int ahead = w->class == DATE_THIS ? 0 : w->value == 2 ? 2 : 1;
        set_day(r, weekday_next_week(r->cal, weekday) + 7 * (ahead - 1));
        return from + 2;
    }
    uint32_t week = from < r->end ? date_week_number_read(r, from, &monday) : 0;
    if (!week)
        return end;
    set_day(r, monday + weekday - 1);
    return week;
}

static uint32_t read_weekday(struct date_reader *r, uint32_t at, int weekday, bool next_week)
{
    const struct token *k = &r->t->tokens[at];
    bool number_follows = at + 1 < r->end && r->t->tokens[at + 1].kind == TOKEN_NUMBER;
    if (k->word.n <= 3 && !(k->flags & TOKEN_CAPITAL))
        return 0;
    if (k->word.n == 2 && !r->by && !number_follows)
        return 0; // "Fr. Weber" is no Friday
    bool word_too = token_is(k, "so") || token_is(k, "sat") || token_is(k, "sun");
    if (word_too && !r->by && !(number_follows && !token_is(k, "so")))
        return 0;
    if (r->cal->tongue == TONGUE_DE && str_ends(k->word, S("s")) && !(at > 0 && token_is(k - 1, "des")))
        return 0; // "montags" is every Monday
    bool now = r->cal->tongue == TONGUE_EN && at > 1 && weekday == r->cal->weekday && token_is(k - 1, "is") &&
               (token_is(k - 2, "it") || token_is(k - 2, "today")); // "it is Wednesday"
    if (now) {
        set_day(r, r->cal->today);
        return at + 1;
    }
    set_day(r, next_week ? weekday_next_week(r->cal, weekday) : weekday_after(r->cal, weekday));
    uint32_t end = at + 1;
    // The date beside it decides: "Wednesday the 18th", "Dienstag, 17.3.".
    uint32_t from = skip_links(r, end);
    bool more = from < r->end && (r->t->tokens[from].kind == TOKEN_NUMBER || date_class_at(r, from, DATE_ORDINAL));
    uint32_t with = more ? read_day_month(r, from) : 0;
    if (more && !with && r->t->tokens[from].kind == TOKEN_NUMBER)
        with = read_figures(r, from, false);
    if (more && !with)
        with = read_day_alone(r, from, true);
    if (!more && date_class_at(r, from, DATE_MONTH))
        with = read_month_day(r, from);
    if (with)
        return with;
    return read_week_after(r, end, weekday);
}

uint32_t date_weekday_of(struct date_reader *r, uint32_t at, int32_t monday)
{
    uint32_t from = at;
    while (date_class_at(r, from, DATE_ON) || date_class_at(r, from, DATE_LINK))
        from++;
    const struct date_word *w = date_word_at(r, from);
    bool by = r->by;
    r->by |= from > at;
    uint32_t end = w && w->class == DATE_WEEKDAY ? read_weekday(r, from, w->value, false) : 0;
    r->by = by;
    if (!end)
        return at;
    if (end == from + 1)
        set_day(r, monday + w->value - 1);
    return end;
}

// "Dienstagnachmittag", "Freitagmittag": a weekday with its part in one word.
static uint32_t read_compound(struct date_reader *r, uint32_t at)
{
    struct str word = r->t->tokens[at].word;
    for (size_t n = 6; r->cal->tongue == TONGUE_DE && n < word.n; n++) {
        const struct date_word *w = date_word_find(TONGUE_DE, str_slice(word, 0, n));
        struct str rest = str_from(word, n);
        const struct date_word *part = date_word_find(TONGUE_DE, rest);
        bool morning = str_eq(rest, S("morgen"));
        if (!w || w->class != DATE_WEEKDAY ||
            (!morning && (!part || (part->class != DATE_PART && part->class != DATE_CLOCK))))
            continue;
        set_day(r, weekday_after(r->cal, w->value));
        r->d->minute = morning ? 720 : part->value;
        r->d->has_clock = !morning && part->class == DATE_CLOCK;
        return at + 1;
    }
    return 0;
}

static uint32_t read_relative(struct date_reader *r, uint32_t at, int days)
{
    set_day(r, r->cal->today + days);
    bool tonight = token_is(&r->t->tokens[at], "tonight");
    if (tonight && r->d->has_clock)
        date_move_clock(r->d, 1200);
    else if (tonight)
        r->d->minute = 1200;
    // "morgen früh" and "heute Morgen": the part is read by the caller, "Morgen" is one here.
    if (r->cal->tongue == TONGUE_DE && at + 1 < r->end && token_is(&r->t->tokens[at + 1], "morgen")) {
        r->d->minute = 720;
        return at + 2;
    }
    if (date_class_at(r, at + 1, DATE_WEEKDAY))
        return at + 2;
    const struct date_word *unit = date_word_at(r, at + 1); // "des morgigen Tages"
    return at + 1 + (unit && unit->class == DATE_UNIT && unit->value == UNIT_DAY && r->cal->tongue == TONGUE_DE);
}

// "am Morgen": of today while it lasts.
static uint32_t read_morning(struct date_reader *r, uint32_t at)
{
    set_day(r, r->cal->minute < 540 ? r->cal->today : calendar_working(r->cal, r->cal->today, 1));
    r->d->minute = 720;
    return at + 1;
}

// "next week" and the weekday that may follow.
static uint32_t read_period(struct date_reader *r, uint32_t at, int ahead)
{
    uint32_t end = date_period_read(r, at, ahead);
    if (end && r->d->grain == COACH_WEEK)
        return date_weekday_of(r, end, r->cal->today - r->cal->weekday + 1 + 7 * ahead);
    return end;
}

static uint32_t read_this_next(struct date_reader *r, uint32_t at, int ahead)
{
    bool next = ahead > 0;
    const struct date_word *w = date_word_at(r, at + 1);
    if (!w)
        return 0;
    bool coming = token_is(&r->t->tokens[at], "coming") || str_starts(r->t->tokens[at].word, S("kommend"));
    if (w->class == DATE_WEEKDAY)
        return read_weekday(r, at + 1, w->value, next && !coming);
    if (w->class == DATE_WEEK_END && coming)
        ahead = 0;
    else if (w->class == DATE_UNIT && coming)
        ahead = 1;
    if (w->class == DATE_PART || w->class == DATE_CLOCK) { // "this afternoon"
        set_day(r, r->cal->today);
        if (!r->d->has_clock)
            r->d->minute = w->value;
        else if (w->class == DATE_PART)
            date_move_clock(r->d, w->value);
        return at + 2;
    }
    if (token_is(&r->t->tokens[at + 1], "working") || token_is(&r->t->tokens[at + 1], "business") ||
        w->class == DATE_WORKDAY) {
        set_day(r, calendar_working(r->cal, r->cal->today, 1));
        return at + (w->class == DATE_WORKDAY ? 2 : 3);
    }
    return read_period(r, at + 1, ahead);
}

static bool names_day(const struct date_reader *r, uint32_t at)
{
    return date_class_at(r, at, DATE_WEEKDAY) || date_class_at(r, at, DATE_DAY);
}

uint32_t date_range_read(struct date_reader *r, uint32_t at)
{
    uint32_t from = at;
    const struct token *k = &r->t->tokens[at];
    if (at >= r->end || r->d->has_clock || r->d->grain != COACH_DAY || !names_day(r, at - 1))
        return at;
    if (token_is(k, "or") || token_is(k, "oder") || token_is(k, "to") || token_is(k, "bis") || token_is(k, "through") ||
        token_is(k, "spaetestens") || (r->between && date_class_at(r, at, DATE_RANGE)))
        from++;
    while (from > at && (date_class_at(r, from, DATE_ON) || date_class_at(r, from, DATE_BY)))
        from++;
    if (from == at || !names_day(r, from))
        return at;
    struct date first = *r->d;
    const struct date_word *w = date_word_at(r, from);
    uint32_t end = date_day_read(r, from);
    if (end && w->class == DATE_WEEKDAY && end == from + 1 && r->d->day < first.day)
        r->d->day += 7;
    if (end && r->d->day > first.day)
        return end;
    *r->d = first;
    return at;
}

// "week after next".
static uint32_t read_after_next(struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    bool found =
        at + 2 < r->end && token_is(&k[at], "week") && token_is(&k[at + 1], "after") && token_is(&k[at + 2], "next");
    if (!found)
        return 0;
    date_period_read(r, at, 2);
    return date_weekday_of(r, at + 3, r->cal->today - r->cal->weekday + 1 + 14);
}

static bool four_words(const struct date_reader *r, uint32_t at)
{
    const struct token *k = r->t->tokens;
    return at + 2 < r->end && token_is(&k[at], "day") && token_is(&k[at + 1], "after") &&
           token_is(&k[at + 2], "tomorrow");
}

// "am Morgen" is no tomorrow.
static bool linked_morning(const struct date_reader *r, uint32_t at)
{
    return r->t->tokens[at].flags & TOKEN_CAPITAL && at > 0 && token_is(&r->t->tokens[at - 1], "am");
}

uint32_t date_day_read(struct date_reader *r, uint32_t at)
{
    if (at >= r->end)
        return 0;
    bool linked = at > 0 && date_class_at(r, at - 1, DATE_LINK);
    int32_t monday;
    uint32_t week = r->by || linked ? date_week_number_read(r, at, &monday) : 0;
    if (week)
        return date_weekday_of(r, week, monday);
    if (r->t->tokens[at].kind == TOKEN_NUMBER) {
        uint32_t end = read_figures(r, at, r->by || linked);
        if (!end)
            end = read_day_month(r, at);
        return end ? end : read_day_alone(r, at, r->by || linked);
    }
    const struct date_word *w = date_word_at(r, at);
    if (!w)
        return read_compound(r, at);
    if (four_words(r, at)) {
        set_day(r, r->cal->today + 2);
        return at + 3;
    }
    switch (w->class) {
    case DATE_DAY:
        if (token_is(&r->t->tokens[at], "morgen") && linked_morning(r, at))
            return read_morning(r, at);
        return read_relative(r, at, w->value);
    case DATE_WEEKDAY:
        return read_weekday(r, at, w->value, false);
    case DATE_MONTH:
        return read_month_day(r, at);
    case DATE_THIS:
        return read_this_next(r, at, 0);
    case DATE_NEXT:
        return read_this_next(r, at, w->value == 2 ? 2 : 1);
    case DATE_ORDINAL:
        week = read_day_month(r, at);
        return week ? week : read_day_alone(r, at, r->by || linked);
    case DATE_UNIT:
        return read_after_next(r, at);
    case DATE_WEEK_NUMBER:
        week = date_week_number_read(r, at, &monday);
        return week ? date_weekday_of(r, week, monday) : 0;
    case DATE_LATE:
        return date_class_at(r, at + 1, DATE_DAY) ? read_relative(r, at + 1, 0) : 0;
    default:
        return 0;
    }
}
