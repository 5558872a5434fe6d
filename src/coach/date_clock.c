// SPDX-License-Identifier: Apache-2.0
// Clock times: "16:00", "3pm", "by 9", "15 Uhr 30", "halb vier", "quarter past two",
// "between 9 and 11" (which is over at 11). A bare hour counts only after a word
// such as "by", and never before a unit or a thing counted.
#include "coach/date.h"

enum { EVENING = 18 * 60, EARLY = 8 * 60 }; // a range from one to the other goes over midnight

struct cursor {
    const struct calendar *cal;
    const struct text *t;
    uint32_t end;
    bool after_word; // "by", "at", "um" stood before
    bool *open;      // set for a clock without am or pm
};

static const struct date_word *word_at(const struct cursor *c, uint32_t at)
{
    return at < c->end ? c->t->tokens[at].time : NULL;
}

static bool class_at(const struct cursor *c, uint32_t at, enum date_class class)
{
    const struct date_word *w = word_at(c, at);
    return w && w->class == class;
}

// Digits at the front of s, at most 4; -1 if there are none.
static int digits(struct str *s)
{
    int n = 0;
    size_t i = 0;
    while (i < s->n && i < 4 && s->p[i] >= '0' && s->p[i] <= '9')
        n = n * 10 + s->p[i++] - '0';
    if (i == 0)
        return -1;
    *s = str_from(*s, i);
    return n;
}

struct figures {
    int hour, minute; // minute -1 if none was written
    int meridiem;     // 0 am, 1 pm, -1
    bool dotted;      // 9.30, which may be a version
    bool zero;        // 09
    bool h;           // 15h
    bool four;        // 0930
};

// "0930", "1415"; not "2026".
static bool read_four(struct str s, struct figures *f)
{
    int64_t n;
    if (s.n != 4 || str_starts(s, S("20")) || !str_to_int64(s, &n) || n < 0 || n % 5 != 0)
        return false;
    f->hour = (int)n / 100;
    f->minute = (int)n % 100;
    f->four = true;
    return f->hour < 24 && f->minute < 60;
}

static bool read_figures(struct str s, struct figures *f)
{
    *f = (struct figures){.minute = -1, .meridiem = -1, .zero = s.n > 1 && s.p[0] == '0'};
    if (read_four(s, f))
        return true;
    f->hour = digits(&s);
    if (s.n > 2 && (s.p[0] == ':' || s.p[0] == '.')) {
        f->dotted = s.p[0] == '.';
        s = str_from(s, 1);
        size_t before = s.n;
        f->minute = digits(&s);
        if (before - s.n != 2)
            return false;
    }
    if (str_starts(s, S("h"))) {
        f->h = true;
        s = str_from(s, 1);
        if (s.n)
            f->minute = digits(&s);
    } else if (str_eq(s, S("am")) || str_eq(s, S("pm"))) {
        f->meridiem = s.p[0] == 'p';
        s = STR_NONE;
    } else if (str_eq(s, S("ish"))) {
        s = STR_NONE;
    } else if (str_eq(s, S("uhr"))) {
        f->h = true;
        s = STR_NONE;
    }
    return s.n == 0 && f->hour >= 0 && f->hour <= 24 && f->minute < 60;
}

static int to_minute(const struct cursor *c, const struct figures *f)
{
    int hour = f->hour, minute = f->minute < 0 ? 0 : f->minute;
    bool two = c->cal->tongue == TONGUE_EN && f->meridiem < 0 && !f->zero && !f->h && !f->four && hour >= 1 &&
               hour <= 12 && !(f->minute >= 0 && c->t->clock24);
    *c->open = two;
    if (f->meridiem == 1 && hour < 12)
        hour += 12;
    else if (f->meridiem == 0 && hour == 12)
        hour = 0;
    else if (two && hour <= 6 && !(hour == 6 && c->t->clock24))
        hour += 12; // nobody at a desk means five in the morning
    return hour * 60 + minute <= 1440 ? hour * 60 + minute : -1;
}

// "p.m." is cut into "p" and "m".
static uint32_t meridiem_end(const struct cursor *c, uint32_t at, int *ret_meridiem)
{
    const struct token *k = c->t->tokens;
    if (class_at(c, at, DATE_MERIDIEM) && k[at - 1].after & AFTER_SPACE) {
        *ret_meridiem = word_at(c, at)->value;
        return at + 1;
    }
    if (c->cal->tongue == TONGUE_EN && at + 1 < c->end && token_is(&k[at + 1], "m") &&
        (token_is(&k[at], "a") || token_is(&k[at], "p"))) {
        *ret_meridiem = token_is(&k[at], "p");
        return at + 2;
    }
    return at;
}

// After "by 9" may come the end, a mark, or a word of time; not "percent" or "people".
static bool may_follow(const struct cursor *c, uint32_t at)
{
    if (at >= c->end || c->t->tokens[at - 1].after & (AFTER_PAUSE | AFTER_DOT))
        return true;
    const struct token *k = &c->t->tokens[at];
    if (token_is(k, "of"))
        return false; // "by 3 of us"
    if (token_is(k, "sharp") || token_is(k, "prompt") || token_is(k, "promptly") || token_is(k, "onwards"))
        return true;
    const struct date_word *w = word_at(c, at);
    if (w)
        return w->class != DATE_UNIT && w->class != DATE_WORKING && w->class != DATE_MONTH &&
               w->class != DATE_WORKDAY && w->class != DATE_MORE;
    return c->t->tokens[at].flags & TOKEN_COMMON;
}

static uint32_t read_number(const struct cursor *c, uint32_t at, int *ret_minute)
{
    struct figures f;
    if (!read_figures(c->t->tokens[at].word, &f))
        return 0;
    uint32_t end = meridiem_end(c, at + 1, &f.meridiem);
    bool ish = end < c->end && token_is(&c->t->tokens[end], "ish");
    end += ish;
    ish |= str_ends(c->t->tokens[at].word, S("ish"));
    bool oclock = class_at(c, end, DATE_OCLOCK);
    if (oclock) {
        end++;
        int64_t minute;
        if (end < c->end && f.minute < 0 && c->t->tokens[end].kind == TOKEN_NUMBER && c->t->tokens[end].word.n == 2 &&
            str_to_int64(c->t->tokens[end].word, &minute) && minute < 60)
            f.minute = (int)minute, end++;
        f.h = c->cal->tongue == TONGUE_DE;
    }
    bool hours = f.four && c->cal->tongue == TONGUE_EN && end < c->end &&
                 (token_is(&c->t->tokens[end], "hrs") || token_is(&c->t->tokens[end], "hours"));
    end += hours;
    bool sure = f.meridiem >= 0 || oclock || f.h || ish || hours || (f.minute >= 0 && !f.dotted && !f.four);
    if (f.h && f.minute < 0 && !oclock && !c->after_word && !str_ends(c->t->tokens[at].word, S("uhr")))
        return 0; // "3h" alone is a duration
    if (!sure && !(c->after_word && may_follow(c, end)))
        return 0;
    *ret_minute = to_minute(c, &f);
    return *ret_minute < 0 ? 0 : end;
}

// "by eleven", "at nine", but not "in two".
static bool after_by(const struct cursor *c, uint32_t at)
{
    return at > 0 && (class_at(c, at - 1, DATE_BY) || class_at(c, at - 1, DATE_AT) || class_at(c, at - 1, DATE_AFTER));
}

// Minutes before or after the hour that "half", "quarter" or "ten" stands for; 0 if none.
static int spoken_minutes(const struct cursor *c, uint32_t at)
{
    const struct date_word *w = word_at(c, at);
    if (!w)
        return 0;
    if (w->class == DATE_HALF)
        return 30;
    if (w->class == DATE_QUARTER)
        return 15;
    return w->class == DATE_COUNT && w->value % 5 == 0 && w->value < 30 && after_by(c, at) ? w->value : 0;
}

// "halb vier", "viertel drei", "dreiviertel drei": on the way to the hour.
static int german_minutes(const struct cursor *c, uint32_t at)
{
    if (c->cal->tongue != TONGUE_DE || (!class_at(c, at, DATE_HALF) && !class_at(c, at, DATE_QUARTER)))
        return 0;
    return class_at(c, at, DATE_HALF) ? -30 : word_at(c, at)->value == 3 ? -15 : -45;
}

static uint32_t spoken_hour(const struct cursor *c, uint32_t at, int *ret_minute)
{
    int64_t hour;
    if (at >= c->end)
        return 0;
    if (c->cal->tongue == TONGUE_DE && class_at(c, at, DATE_HALF)) { // "fünf vor halb vier"
        uint32_t end = class_at(c, at + 1, DATE_HALF) ? 0 : spoken_hour(c, at + 1, ret_minute);
        *ret_minute -= 30;
        return end;
    }
    if (class_at(c, at, DATE_COUNT))
        hour = word_at(c, at)->value;
    else if (!str_to_int64(c->t->tokens[at].word, &hour))
        return 0;
    if (hour < 1 || hour > 12)
        return 0;
    struct figures f = {.hour = (int)hour, .minute = 0, .meridiem = hour <= 6 ? 1 : -1};
    *ret_minute = to_minute(c, &f);
    return at + 1;
}

// "half past three", "quarter to five", "Viertel nach drei", "ten past two", "viertel drei".
static uint32_t read_spoken(const struct cursor *c, uint32_t at, int *ret_minute)
{
    int minutes = spoken_minutes(c, at), base = 0;
    if (!minutes || at + 1 >= c->end)
        return 0;
    const struct token *k = &c->t->tokens[at + 1];
    bool past = token_is(k, "past") || token_is(k, "nach") || token_is(k, "ab");
    bool to = token_is(k, "to") || token_is(k, "vor");
    int german = past || to ? 0 : german_minutes(c, at);
    bool british = class_at(c, at, DATE_HALF) && c->cal->tongue == TONGUE_EN && after_by(c, at) && k->word.n > 2;
    if (british && class_at(c, at + 1, DATE_COUNT) && may_follow(c, at + 2)) // "at half four"
        german = 30;
    if (!past && !to && !german)
        return 0;
    uint32_t end = spoken_hour(c, german ? at + 1 : at + 2, &base);
    if (!end)
        return 0;
    *ret_minute = base + (german ? german : past ? minutes : -minutes);
    return end + class_at(c, end, DATE_OCLOCK);
}

static uint32_t read_one(const struct cursor *c, uint32_t at, int *ret_minute)
{
    if (at >= c->end)
        return 0;
    if (c->t->tokens[at].kind == TOKEN_NUMBER)
        return read_number(c, at, ret_minute);
    const struct date_word *w = word_at(c, at);
    if (w && w->class == DATE_CLOCK) {
        *ret_minute = w->value;
        return at + 1;
    }
    if (w && w->class == DATE_COUNT && class_at(c, at + 1, DATE_OCLOCK)) {
        struct figures f = {.hour = w->value, .minute = -1, .meridiem = -1};
        *ret_minute = to_minute(c, &f);
        return at + 2;
    }
    bool two = at > 0 && class_at(c, at - 1, DATE_BETWEEN) && class_at(c, at, DATE_COUNT) &&
               class_at(c, at + 1, DATE_RANGE) && class_at(c, at + 2, DATE_COUNT) && word_at(c, at + 2)->value <= 12;
    if (two && may_follow(c, at + 3)) { // "between nine and ten"
        struct figures f = {.hour = word_at(c, at + 2)->value, .minute = -1, .meridiem = -1};
        *ret_minute = to_minute(c, &f);
        return at + 3;
    }
    uint32_t spoken = read_spoken(c, at, ret_minute);
    if (spoken)
        return spoken;
    bool hour = w && w->class == DATE_COUNT && (w->value > 1 || token_is(&c->t->tokens[at], "one"));
    if (hour && w->value <= 12 && after_by(c, at) && may_follow(c, at + 1)) {
        struct figures f = {.hour = w->value, .minute = -1, .meridiem = -1};
        *ret_minute = to_minute(c, &f);
        return at + 1;
    }
    return 0;
}

uint32_t clock_read(const struct calendar *cal, const struct text *t, uint32_t at, uint32_t end, enum clock_after after,
                    int *ret_minute, bool *ret_open)
{
    struct cursor c = {.cal = cal, .t = t, .end = end, .after_word = after == CLOCK_AFTER_WORD, .open = ret_open};
    *ret_open = false;
    int minute, second;
    bool tied = at < end && t->tokens[at].kind == TOKEN_NUMBER && t->tokens[at].word.n <= 2 &&
                t->tokens[at].after & (AFTER_HYPHEN | AFTER_PAUSE) && !(t->tokens[at].after & AFTER_COMMA) &&
                at + 1 < end && t->tokens[at + 1].kind == TOKEN_NUMBER;
    bool both = cal->tongue == TONGUE_DE && class_at(&c, at + 1, DATE_BY) && class_at(&c, at + 3, DATE_OCLOCK);
    c.after_word |= both; // "von 22 bis 1 Uhr"
    uint32_t next = read_one(&c, at, &minute);
    if (!next && tied) { // "9-11", "9–11 Uhr"
        struct cursor second_only = c;
        second_only.after_word |= after == CLOCK_AFTER_DAY;
        next = read_one(&second_only, at + 1, &second);
        if (!next)
            return 0;
        *ret_minute = second;
        return next;
    }
    if (!next)
        return 0;
    bool range = class_at(&c, next, DATE_RANGE) || class_at(&c, next, DATE_BY);
    bool hyphen = t->tokens[next - 1].after & AFTER_HYPHEN;
    c.after_word = true;
    uint32_t last = range ? read_one(&c, next + 1, &second) : hyphen ? read_one(&c, next, &second) : 0;
    bool over_night = last && minute >= EVENING && second <= EARLY;
    if (last && (second > minute || over_night)) {
        minute = second + over_night * 1440;
        next = last;
    }
    *ret_minute = minute;
    return next;
}
