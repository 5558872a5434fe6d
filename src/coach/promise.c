// SPDX-License-Identifier: Apache-2.0
// Promises: who, what, by when. Rules find where one begins; this finds where it ends,
// parts two that share a subject, and gives each its date: its own, or the one that
// stands before it in the sentence.
#include "coach/review.h"

struct clause {
    uint32_t first, end; // tokens
    bool by_other, needs_date, vague, conditional, only_if;
    bool after_promise; // the "and" before it joins it to another one
    const struct sentence *s;
};

static bool is_join(const struct token *k)
{
    static const char *const words[] = {"and", "but", "or", "then", "so", "und", "aber", "oder", "dann", "sowie"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (token_is(k, words[i]))
            return true;
    return false;
}

static bool is_and(const struct token *k)
{
    return token_is(k, "and") || token_is(k, "und");
}

static uint32_t trim_end(const struct text *t, uint32_t first, uint32_t end)
{
    while (end > first + 1 && is_join(&t->tokens[end - 1]))
        end--;
    return end;
}

static uint32_t stop_at_semicolon(const struct text *t, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i + 1 < end; i++)
        if (t->tokens[i].after & AFTER_SEMICOLON)
            return i + 1;
    return end;
}

static bool usable(const struct date *d)
{
    return !d->past && !d->span;
}

// German puts the verb after a date of its own. So a clause that begins with its subject has
// none before it, and what stands before a semicolon is said by itself.
static uint32_t clause_start(const struct review *r, const struct sentence *s, uint32_t first, uint32_t end)
{
    const struct token *k = r->draft.tokens;
    uint32_t start = s->first;
    if (r->l->tongue != TONGUE_DE)
        return start;
    for (uint32_t i = s->first; i < first; i++)
        if (k[i].after & AFTER_SEMICOLON)
            start = i + 1;
    bool subject =
        first > start && k[first - 1].after & AFTER_PAUSE && (token_is(&k[first], "ich") || token_is(&k[first], "wir"));
    for (uint32_t i = first; subject && i < end; i++)
        subject = !token_is(&k[i], "dann") && !token_is(&k[i], "danach");
    return subject ? first : start;
}

static const struct date *date_in(const struct review *r, uint32_t first, uint32_t end)
{
    for (size_t i = 0; i < r->dates.count; i++) {
        const struct date *d = &r->dates.items[i];
        if (d->first >= first && d->end <= end && usable(d))
            return d;
    }
    return NULL;
}

static bool one_of(const struct token *k, const char *const words[])
{
    for (size_t i = 0; words[i]; i++)
        if (token_is(k, words[i]))
            return true;
    return false;
}

// May a promise that begins at `at` take the date, which stands somewhere before it? Not a clock that is
// over ("I called at 9 and will …"), not how long something lasts ("I'm here until 12 and will …"), not a
// whole month by the way, not "any day".
static bool lends_itself(const struct review *r, const struct date *d, uint32_t first, uint32_t at)
{
    static const char *const over[] = {"was", "were", "had", "did", NULL};
    const struct token *k = r->draft.tokens;
    if (d->has_clock && !d->has_day && d->minute <= r->cal.minute)
        return false;
    if (d->end == at || d->first == first || r->l->tongue != TONGUE_EN)
        return true;
    bool lasts = false;
    for (uint32_t i = first; i + 1 < d->first; i++)
        lasts |= token_is(&k[i + 1], "am") || (token_is(&k[i], "we") && token_is(&k[i + 1], "are"));
    for (uint32_t i = first; i < d->first; i++)
        if (one_of(&k[i], over))
            return false; // "It was due on Monday; I …"
    lasts &= token_is(&k[d->first], "until") || token_is(&k[d->first], "till") || token_is(&k[d->first], "through");
    bool any = d->first > 1 && token_is(&k[d->first - 2], "any");
    return !lasts && !any && d->grain < COACH_WEEK;
}

// The last date with a day that stands in [first, at); else the last one.
static const struct date *last_date(const struct review *r, uint32_t first, uint32_t at)
{
    const struct date *last = NULL;
    for (size_t i = 0; i < r->dates.count; i++) {
        const struct date *d = &r->dates.items[i];
        if (d->first >= first && d->end <= at && usable(d) && lends_itself(r, d, first, at) &&
            (!last || d->has_day || !last->has_day))
            last = d;
    }
    return last;
}

// The last date that stands before `at` in the clause.
static const struct date *date_before(const struct review *r, const struct clause *c, uint32_t at)
{
    return last_date(r, clause_start(r, c->s, c->first, c->end), at);
}

// "…, which is free today": what a relative clause says is not of the promise.
static uint32_t main_end(const struct review *r, const struct clause *c)
{
    const struct token *k = r->draft.tokens;
    for (uint32_t i = c->first + 1; i < c->end; i++)
        if (k[i - 1].after & AFTER_COMMA &&
            (token_is(&k[i], "which") || token_is(&k[i], "who") || token_is(&k[i], "so")))
            return i;
    return c->end;
}

// "that day", "that same afternoon", "the same visit", "on that occasion". *ret_minute: of the part of the day
// that it names, or of its end; MINUTE_NONE if the clock is meant as well.
static bool says_that_day(const struct review *r, const struct clause *c, int *ret_minute)
{
    static const char *const times[] = {"day", "tag", "time", "date", "hour", "slot", NULL};
    static const char *const events[] = {"visit", "trip", "occasion", "appointment", "call", "session", NULL};
    const struct token *k = r->draft.tokens;
    for (uint32_t i = c->first; i + 1 < c->end; i++) {
        bool same = i + 2 < c->end && token_is(&k[i + 1], "same");
        uint32_t next = i + 1 + same;
        bool that = token_is(&k[i], "that") || token_is(&k[i], "diesem") || token_is(&k[i], "selben") ||
                    token_is(&k[i], "gleichen");
        bool the = same && token_is(&k[i], "the");
        const struct date_word *w = k[next].time;
        bool part = w && w->class == DATE_PART, day = token_is(&k[next], "day") || token_is(&k[next], "tag");
        *ret_minute = part ? w->value : day ? DAY_END_MINUTE : MINUTE_NONE;
        if ((that || (the && !c->conditional)) && (part || one_of(&k[next], times)))
            return true;
        *ret_minute = MINUTE_NONE;
        if ((the || (that && same)) && one_of(&k[next], events))
            return true;
    }
    return false;
}

// "the day after", "the next morning", where a day was named before: days on from it, 0 if it says none.
static int says_day_beside(const struct review *r, const struct clause *c)
{
    static const char *const next[] = {"next", "following", NULL};
    static const char *const parts[] = {"day", "morning", "afternoon", NULL};
    static const char *const that[] = {"that", "it", "and", NULL};
    const struct token *k = r->draft.tokens;
    for (uint32_t i = c->first; i + 2 < c->end; i++) {
        if (!token_is(&k[i], "the"))
            continue;
        bool last = i + 3 >= c->end || k[i + 2].after & AFTER_PAUSE || one_of(&k[i + 3], that);
        if (token_is(&k[i + 1], "day") && last && token_is(&k[i + 2], "before"))
            return -1;
        bool after = token_is(&k[i + 1], "day") && last && token_is(&k[i + 2], "after");
        if (after || (one_of(&k[i + 1], next) && one_of(&k[i + 2], parts)))
            return 1;
    }
    return 0;
}

static const struct date *day_before(const struct review *r, uint32_t at)
{
    const struct date *last = NULL;
    for (size_t i = 0; i < r->dates.count; i++)
        if (r->dates.items[i].end <= at && usable(&r->dates.items[i]) && r->dates.items[i].has_day)
            last = &r->dates.items[i];
    return last;
}

// In this sentence or the one before.
static bool named_just_before(const struct review *r, const struct clause *c)
{
    const struct date *day = day_before(r, c->first);
    const struct sentence *s = c->s > r->draft.sentences ? c->s - 1 : c->s;
    return day && day->first >= s->first && day->day >= r->cal.today;
}

// "I'll write to you then", "by then", "I'll be there too".
static bool says_then(const struct review *r, const struct clause *c)
{
    static const char *const before[] = {"by", "before", "until", NULL};
    static const char *const right[] = {"right", "straight", "directly", "immediately", "shortly", "just", NULL};
    const struct token *k = r->draft.tokens;
    uint32_t end = main_end(r, c);
    for (uint32_t i = c->first + 1; i < end && !c->only_if; i++) {
        bool last = i + 1 == end || k[i].after & AFTER_PAUSE;
        if (token_is(&k[i], "then") && (last || one_of(&k[i - 1], before)))
            return true;
        last |= i + 1 < end && (token_is(&k[i + 1], "too") || token_is(&k[i + 1], "and"));
        if (token_is(&k[i], "dahin") && token_is(&k[i - 1], "bis"))
            return true;
        bool after = token_is(&k[i], "afterwards") || (token_is(&k[i], "after") && one_of(&k[i - 1], right));
        if (after && last && named_just_before(r, c))
            return true;
        bool there = token_is(&k[i], "there") && last && !token_is(&k[i - 1], "over") && !token_is(&k[i - 1], "out");
        if (token_is(&k[i], "dann") ? i + 1 == end : there && named_just_before(r, c))
            return true;
    }
    return false;
}

static const struct sentence *sentence_before(const struct review *r, const struct sentence *s)
{
    return s > r->draft.sentences ? s - 1 : NULL;
}

// The day that the sentence before speaks of, if this goes on from there: "The part comes on Tuesday. I'll
// fit it at 3.", "For Thursday: …" before a list.
static const struct date *day_carried(const struct review *r, const struct clause *c)
{
    static const char *const meanwhile[] = {"meanwhile", "today", "now", "until", "meantime", NULL};
    const struct token *k = r->draft.tokens;
    const struct sentence *s = sentence_before(r, c->s);
    for (uint32_t i = c->s->first; i < c->first; i++)
        if (one_of(&k[i], meanwhile))
            return NULL;
    while (s && c->s->item && s->item)
        s = sentence_before(r, s);
    if (!s || s->end == s->first || (c->s->item && !(k[s->end - 1].after & AFTER_COLON)))
        return NULL;
    const struct date *day = day_before(r, s->end);
    if (!day || day->first < s->first || day->day <= r->cal.today || day->grain != COACH_DAY)
        return day && day->has_clock && day->first >= s->first && day->day > r->cal.today ? day : NULL;
    return day;
}

// "if …": what is promised only then has no date by itself.
static void read_conditions(const struct review *r, struct clause *c, uint32_t from)
{
    static const char *const sooner_words[] = {"sooner", "earlier", "before", "even", NULL}; // "or sooner if …"
    const struct text *t = &r->draft;
    for (uint32_t i = from; i < c->end; i++) {
        uint32_t end = language_list_end(r->l, t, i, LIST_CONDITION);
        if (!end)
            continue;
        const struct token *k = &t->tokens[i];
        bool again = end < c->end && token_is(k, "once") &&
                     (token_is(&t->tokens[end], "more") || token_is(&t->tokens[end], "again"));
        bool possible = end < c->end && token_is(&t->tokens[end], "possible");
        bool sooner = i > from && one_of(k - 1, sooner_words);
        sooner |= end + 1 < c->end && token_is(&t->tokens[end], "not") && one_of(&t->tokens[end + 1], sooner_words);
        if (again || possible || sooner)
            continue;
        c->conditional = true;
        c->only_if |= token_is(k, "if") || token_is(k, "falls") || token_is(k, "unless") || token_is(k, "wenn") ||
                      token_is(k, "sollte") || token_is(k, "sollten");
    }
    bool told = c->s->marks & mark_bit(MARK_ASK) || language_list_end(r->l, t, c->s->first, LIST_STEP) ||
                language_list_end(r->l, t, c->s->first, LIST_ACTION);
    const struct date *before = last_date(r, c->s->first, c->first);
    bool given = before && before->end + 1 == c->first && before->first > 0 && // "give me an hour and I'll …"
                 (token_is(&t->tokens[before->first - 1], "me") || token_is(&t->tokens[before->first - 1], "us"));
    if (told && !given && !c->after_promise && c->first > c->s->first && is_and(&t->tokens[c->first - 1]))
        c->conditional = c->only_if = true;
}

// A clock without a day beside a day: "on Friday I'll be there at 9".
static int64_t due_of(const struct review *r, const struct clause *c, const struct date *own, enum coach_grain *grain)
{
    uint32_t main = main_end(r, c);
    const struct date *next = date_in(r, own->end, own->end < main ? main : c->end);
    if (own->has_day && !own->has_clock && next && next->has_clock && !next->has_day && !next->exact_ms)
        return date_due(&r->cal, next, own, grain);
    bool near = next && next->first <= own->end + 2; // "at 2pm sharp on Friday"
    if (own->has_clock && !own->has_day && near && next->has_day && !next->has_clock)
        return date_due(&r->cal, own, next, grain);
    int part;
    const struct date *day = date_before(r, c, own->first);
    if (!day && own->has_clock && !own->has_day)
        day = says_that_day(r, c, &part) ? day_before(r, c->first) : day_carried(r, c);
    return date_due(&r->cal, own, day, grain);
}

// "every 15 minutes, starting at 03:30": the first time counts.
static const struct date *first_of_many(const struct review *r, const struct clause *c, const struct date *own)
{
    static const char *const starts[] = {"starting", "beginning", "first", NULL};
    const struct date *next = own->recurring ? date_in(r, own->end, c->end) : NULL;
    return next && next->first > 0 && one_of(&r->draft.tokens[next->first - 1], starts) ? next : own;
}

// "Send it by Friday. I'll pass it on the same day": on the day that they do.
static bool asks_before(const struct review *r, const struct clause *c, const struct date *day)
{
    const struct sentence *s = c->s;
    while (s > r->draft.sentences && s->first > day->first)
        s--;
    return s->marks & mark_bit(MARK_ASK) || language_list_end(r->l, &r->draft, s->first, LIST_STEP);
}

// The German date right before the verb that the promise begins with, or `own`.
static const struct date *fronted(const struct review *r, const struct clause *c, const struct date *own)
{
    const struct date *front = r->l->tongue == TONGUE_DE ? date_before(r, c, c->first) : NULL;
    return front && front->end == c->first ? front : own;
}

static void set_due(const struct review *r, const struct clause *c, uint32_t from, struct coach_promise *p)
{
    const struct token *k = r->draft.tokens;
    const struct date *own = date_in(r, c->first, main_end(r, c)), *day = day_before(r, c->first);
    int beside = day && day->day > r->cal.today && !c->only_if ? says_day_beside(r, c) : 0;
    if (beside) {
        p->due_ms =
            calendar_ms(&r->cal, day->day + beside, own && own->minute != MINUTE_NONE ? own->minute : DAY_END_MINUTE);
        p->has_due = p->due_ms != 0;
        return;
    }
    int part = MINUTE_NONE;
    struct date named;
    if (own && own->first > 0 && k[own->first - 1].after & AFTER_COMMA)
        own = fronted(r, c, own); // "Heute Abend tausche ich ihn, morgen geht es wieder."
    if (!own && (says_that_day(r, c, &part) || says_then(r, c)))
        own = day;
    if (own && own == day && part == DAY_END_MINUTE && asks_before(r, c, day))
        own = NULL;
    if (own && own == day && part != MINUTE_NONE) { // "They meet on Thursday at 2; I'll write the same evening."
        named = *day;
        named.minute = part;
        named.has_clock = false;
        named.grain = COACH_DAY;
        own = &named;
    }
    if (own)
        own = first_of_many(r, c, own);
    uint32_t which = main_end(r, c) + 1; // "a new one, which should reach you on Monday"
    if (!own && which < c->end && (token_is(k + which, "should") || token_is(k + which, "will")))
        own = date_in(r, which, c->end);
    if (!own) {
        uint32_t start = clause_start(r, c->s, c->first, c->end);
        own = last_date(r, from > start ? from : start, c->first);
        if (!own)
            own = last_date(r, start, c->first);
        if (own && c->only_if && own->end != c->first)
            return; // "until Friday, and if it …, I will": the day is not of this one
    }
    if (!own || (c->only_if && own->exact_ms))
        return;
    p->due_ms = due_of(r, c, own, &p->grain);
    p->has_due = p->due_ms != 0;
}

static void add_promise(struct review *r, const struct clause *c, uint32_t from)
{
    struct coach_remarks *out = r->out;
    const struct text *t = &r->draft;
    if (out->promise_count == PROMISES_MAX || c->first >= c->end)
        return;
    uint32_t start = clause_start(r, c->s, c->first, c->end);
    bool before = date_in(r, from > start ? from : start, c->first);
    struct clause sure = *c;
    sure.conditional = sure.only_if = false; // what it says, whether it holds or not
    int part;
    bool named = before || says_that_day(r, &sure, &part) || says_then(r, &sure) || says_day_beside(r, &sure) != 0;
    if (c->needs_date && !named && !date_in(r, c->first, c->end))
        return;
    struct coach_promise *p = &out->promises[out->promise_count++];
    *p = (struct coach_promise){.start = t->tokens[c->first].start,
                                .end = t->tokens[c->end - 1].end,
                                .by_other = c->by_other,
                                .conditional = c->conditional,
                                .grain = COACH_DAY,
                                .what = text_of(t, c->first, c->end)};
    set_due(r, c, from, p);
    p->vague = !p->has_due && c->vague;
    bool own = date_in(r, c->first, c->end) || says_that_day(r, &sure, &part);
    if (c->needs_date && !own && !p->has_due && r->cal.now_ms)
        out->promise_count--; // the day that stands beside it is not its own
}

// Where a second promise with the same subject begins: "… by 4 and write to you by 5",
// "… and will call you"; 0 if there is none.
static uint32_t second_part(const struct review *r, const struct clause *c)
{
    const struct text *t = &r->draft;
    for (uint32_t i = c->first + 2; i + 1 < c->end; i++) {
        if (!is_and(&t->tokens[i]))
            continue;
        bool will = token_is(&t->tokens[i + 1], "will") || token_is(&t->tokens[i + 1], "werde");
        bool acts = language_list_end(r->l, t, i + 1, LIST_ACTION) != 0;
        struct clause front = *c;
        front.end = i;
        bool dated = (date_in(r, c->first, i) || date_before(r, c, c->first) || says_then(r, &front)) &&
                     date_in(r, i + 1, c->end);
        if (will || (acts && dated))
            return i + 1;
    }
    return 0;
}

static void add_clause(struct review *r, struct clause c, uint32_t from)
{
    const struct text *t = &r->draft;
    for (int parts = 0; parts < 4; parts++) {
        uint32_t next = second_part(r, &c), end = c.end;
        if (next)
            c.end = next - 1;
        c.end = trim_end(t, c.first, c.end);
        c.conditional = c.only_if = false;
        read_conditions(r, &c, from);
        add_promise(r, &c, from);
        if (!next)
            return;
        from = c.first = next;
        bool will = token_is(&t->tokens[next], "will") && next + 1 < end;
        c.needs_date &= !(will && language_list_end(r->l, t, next + 1, LIST_ACTION));
        c.after_promise = true;
        c.end = end;
    }
}

static int by_first(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    if (x->m.first != y->m.first)
        return x->m.first < y->m.first ? -1 : 1;
    return x->m.end != y->m.end ? (x->m.end > y->m.end ? -1 : 1) : (int)x->rule - (int)y->rule;
}

// "(das heute habe,) ist es morgen fertig": the clause before has its own date.
static uint32_t main_start(const struct review *r, const struct match *m)
{
    uint32_t first = m->first;
    for (uint32_t i = m->first; i + 1 < m->end && r->l->tongue == TONGUE_DE; i++)
        if (r->draft.tokens[i].after & AFTER_COMMA && date_in(r, i + 1, m->end))
            first = i + 1;
    return first;
}

// The first word of the name that stands right before `at`, or `at`: "Luis Ortega will …". What begins a
// sentence has a capital anyhow; a name it is if it is no common word.
static uint32_t capitals_before(const struct review *r, const struct sentence *s, uint32_t at)
{
    const struct token *k = r->draft.tokens;
    uint32_t first = at;
    while (first > s->first && k[first - 1].flags & TOKEN_CAPITAL && k[first - 1].kind == TOKEN_WORD &&
           !(k[first - 1].flags & (TOKEN_COMMON | TOKEN_CAPS | TOKEN_SHORT)) && !k[first - 1].time &&
           !(k[first - 1].after & AFTER_PAUSE))
        first--;
    return first;
}

// The same for "Samir from telephony rings …".
static uint32_t name_before(const struct review *r, const struct sentence *s, uint32_t at)
{
    const struct token *k = r->draft.tokens;
    uint32_t first = capitals_before(r, s, at);
    if (first > s->first + 1 && (token_is(&k[first - 1], "from") || token_is(&k[first - 1], "in")))
        at = first - 1;
    else if (first == at && at >= s->first + 3 && (token_is(&k[at - 2], "from") || token_is(&k[at - 2], "in")))
        at -= 2;
    else
        return first;
    uint32_t named = capitals_before(r, s, at);
    return named < at ? named : first;
}

// A rule whose name begins so speaks of somebody by name, who stands before its words.
static bool wants_name(const struct rule *rule)
{
    return str_starts(rule->id, S("promise.name-"));
}

void promises_find(struct review *r)
{
    struct hit *hits = r->promise_hits;
    size_t n = 0;
    if (!r->l || !r->promise_hit_count)
        return;
    qsort(hits, r->promise_hit_count, sizeof *hits, by_first);
    for (size_t i = 0; i < r->promise_hit_count; i++) {
        // "and will …" after a promise is its second part, which is found there.
        const struct sentence *s = &r->draft.sentences[hits[i].sentence];
        if (wants_name(&r->l->rules[hits[i].rule])) {
            uint32_t name = name_before(r, s, hits[i].m.first);
            if (name == hits[i].m.first)
                continue;
            hits[i].m.first = name;
        }
        bool joined = is_and(&r->draft.tokens[hits[i].m.first]);
        bool follows = n && hits[n - 1].sentence == hits[i].sentence;
        bool other = n && hits[n - 1].m.first == hits[i].m.first && r->l->rules[hits[i].rule].by_other &&
                     !r->l->rules[hits[n - 1].rule].by_other;
        if ((!n || hits[i].m.first >= hits[n - 1].m.end) && !(joined && follows))
            hits[n++] = hits[i];
        else if (other) // "The lift firm will be here" is of the firm
            hits[n - 1].rule = hits[i].rule;
    }
    for (size_t i = 0; i < n; i++) {
        const struct rule *rule = &r->l->rules[hits[i].rule];
        const struct sentence *s = &r->draft.sentences[hits[i].sentence];
        bool first = i == 0 || hits[i - 1].sentence != hits[i].sentence;
        bool last = i + 1 == n || hits[i + 1].sentence != hits[i].sentence;
        bool joined = is_and(&r->draft.tokens[hits[i].m.first]);
        struct clause c = {.first = joined ? hits[i].m.first + 1 : main_start(r, &hits[i].m),
                           .by_other = rule->by_other,
                           .needs_date = rule->needs_date,
                           .s = s};
        c.end = stop_at_semicolon(&r->draft, c.first, last ? s->end : hits[i + 1].m.first);
        c.vague = s->marks & mark_bit(MARK_VAGUE);
        c.after_promise = !first;
        add_clause(r, c, first ? s->first : hits[i - 1].m.end);
    }
}
