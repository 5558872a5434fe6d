// SPDX-License-Identifier: Apache-2.0
// Promises: who and what. Rules find where one begins; this finds where it ends, parts
// two that share a subject, and drops what has no date where the rule wants one. When it
// is due is the matter of promise_due.c.
#include "coach/promise.h"

enum { CLAUSE_WORDS_MAX = 160, FRONT_WORDS_MAX = 10 };

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

// "I'll set it up then.", "by then and …": there it says when.
static bool ends_with_then(const struct text *t, uint32_t end)
{
    static const char *const leads[] = {"by", "before", "until", "till", NULL};
    const struct token *k = &t->tokens[end - 1];
    bool over = end == t->token_count || k->after & (AFTER_PAUSE | AFTER_DOT | AFTER_BLOCK);
    return token_is(k, "then") && (over || (end > 1 && token_one_of(k - 1, leads)));
}

static uint32_t trim_end(const struct text *t, uint32_t first, uint32_t end)
{
    while (end > first + 1 && is_join(&t->tokens[end - 1]) && !ends_with_then(t, end))
        end--;
    return end;
}

// A semicolon ends what is promised; a colon where somebody or something else follows: "Will do: it is due on Friday".
static uint32_t stop_at_semicolon(const struct text *t, uint32_t first, uint32_t end)
{
    static const char *const subjects[] = {"it", "he", "she", "they", "you", "there", NULL};
    for (uint32_t i = first; i + 1 < end; i++)
        if (t->tokens[i].after & AFTER_SEMICOLON ||
            (t->tokens[i].after & AFTER_COLON && token_one_of(&t->tokens[i + 1], subjects)))
            return i + 1;
    return end;
}

// "Say the word and I'll bring it on Thursday": that costs them nothing, so the day holds.
static bool is_only_a_nod(const struct text *t, uint32_t at)
{
    enum { NOD_WORDS_BACK = 6 };
    static const char *const words[] = {"say", "nod", "word", "shout", "yes", "ok", "okay", NULL};
    for (uint32_t i = at; i > 0 && i + NOD_WORDS_BACK > at; i--)
        if (token_one_of(&t->tokens[i - 1], words))
            return true;
    return false;
}

// "Bring it on Monday and I'll exchange it", "Call me at 3 and I'll …": it is done there and then. Not by a deadline.
static bool is_met_then(const struct text *t, const struct sentence *s, const struct date *d)
{
    static const char *const verbs[] = {"bring", "come", "drop", "pop",   "swing", "stop", "call", "ring",
                                        "phone", "meet", "join", "visit", "see",   "pass", "walk", NULL};
    static const char *const until[] = {"by", "before", "until", "till", "no", "not", "within", NULL};
    const struct token *lead = &t->tokens[d->first];
    bool over = token_is(lead, "by") && d->first > 0 && token_one_of(lead - 1, verbs); // "stop by at 2"
    if (d->counted || d->exact_ms || (token_one_of(lead, until) && !over))
        return false;
    for (uint32_t i = s->first; i < d->first; i++)
        if (token_one_of(&t->tokens[i], verbs))
            return true;
    return false;
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
        bool sooner = i > from && token_one_of(k - 1, sooner_words);
        sooner |=
            end + 1 < c->end && token_is(&t->tokens[end], "not") && token_one_of(&t->tokens[end + 1], sooner_words);
        if (again || possible || sooner)
            continue;
        c->conditional = true;
        bool sure = token_is(k, "unless");
        c->if_before |= i < c->first && !sure;
        c->only_if |= token_is(k, "if") || token_is(k, "falls") || token_is(k, "unless") || token_is(k, "wenn") ||
                      token_is(k, "sollte") || token_is(k, "sollten") || token_is(k, "should");
    }
    bool told = c->s->marks & mark_bit(MARK_ASK) || language_list_end(r->l, t, c->s->first, LIST_STEP) ||
                language_list_end(r->l, t, c->s->first, LIST_ACTION);
    const struct date *before = clause_last_date(r, c->s->first, c->first);
    bool given = before && before->end + 1 == c->first && before->first > 0 && // "give me an hour and I'll …"
                 (token_is(&t->tokens[before->first - 1], "me") || token_is(&t->tokens[before->first - 1], "us"));
    bool met = before && r->l->tongue == TONGUE_EN && is_met_then(t, c->s, before);
    if (told && !given && !met && !c->after_promise && c->first > c->s->first && is_and(&t->tokens[c->first - 1]))
        c->conditional = c->only_if = c->on_request = true;
    c->on_request &= !before && !is_only_a_nod(t, c->first);
}

static void add_promise(struct review *r, const struct clause *c, uint32_t from)
{
    struct coach_remarks *out = r->out;
    const struct text *t = &r->draft;
    if (out->promise_count == PROMISES_MAX || c->first >= c->end)
        return;
    uint32_t start = clause_start(r, c->s, c->first, c->end);
    bool before = clause_date_in(r, from > start ? from : start, c->first);
    struct clause sure = *c;
    sure.conditional = sure.only_if = sure.on_request = false; // what it says, whether it holds or not
    bool named = before || clause_points_back(r, &sure);
    if (c->needs_date && !named && !clause_date_in(r, c->first, c->end))
        return;
    struct coach_promise *p = &out->promises[out->promise_count++];
    *p = (struct coach_promise){.start = t->tokens[c->first].start,
                                .end = t->tokens[c->end - 1].end,
                                .by_other = c->by_other,
                                .conditional = c->conditional,
                                .grain = COACH_DAY,
                                .what = text_of(t, c->first, c->end)};
    clause_set_due(r, c, from, p);
    p->vague = !p->has_due && c->vague;
    bool own = clause_date_in(r, c->first, c->end) || clause_says_that_day(r, &sure);
    if (c->needs_date && !own && !p->has_due && r->cal.now_ms)
        out->promise_count--; // the day that stands beside it is not its own
}

// "telephone you", "open the register": a verb with what it acts on, as far as it can be told without a list.
static bool acts_on(const struct review *r, uint32_t at, uint32_t end)
{
    static const char *const objects[] = {"it", "you", "them", "him", "her",  "me",   "us",  "the",  "your",  "a",
                                          "an", "my",  "our",  "his", "this", "that", "one", "both", "these", NULL};
    const struct token *k = &r->draft.tokens[at];
    if (language_list_end(r->l, &r->draft, at, LIST_ACTION))
        return true;
    if (r->l->tongue != TONGUE_EN || at + 1 >= end || k->kind != TOKEN_WORD || k->time ||
        k->flags & (TOKEN_COMMON | TOKEN_CAPITAL | TOKEN_CAPS) || k->after & AFTER_PAUSE)
        return false;
    bool ending = str_ends(k->word, S("s")) || str_ends(k->word, S("ed")) || str_ends(k->word, S("ing")) ||
                  str_ends(k->word, S("ly"));
    return !ending && token_one_of(k + 1, objects);
}

// It has a date, or points to one.
static bool part_is_dated(const struct review *r, const struct clause *c, uint32_t first, uint32_t end)
{
    struct clause part = *c;
    part.end = end;
    if (first != c->first)
        part.front = part.first = first;
    return clause_date_in(r, first, clause_main_end(r, &part)) || clause_points_back(r, &part);
}

// Where a second promise with the same subject begins: "… by 4 and write to you by 5",
// "… and will call you"; 0 if there is none.
static uint32_t second_part(const struct review *r, const struct clause *c)
{
    const struct text *t = &r->draft;
    static const char *const moves[] = {"go", "come", "try", "wait", "stop", "pop", "over", "round", "down", NULL};
    for (uint32_t i = c->first + 2; i + 1 < c->end; i++) {
        if (!is_and(&t->tokens[i]) || token_one_of(&t->tokens[i - 1], moves)) // "go and see"
            continue;
        bool will = token_is(&t->tokens[i + 1], "will") || token_is(&t->tokens[i + 1], "werde");
        if (will)
            return i + 1;
        bool dated = acts_on(r, i + 1, c->end) && part_is_dated(r, c, i + 1, c->end);
        if (dated && (clause_date_before(r, c, c->first) || part_is_dated(r, c, c->first, i)))
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
        c.conditional = c.only_if = c.if_before = c.on_request = false;
        read_conditions(r, &c, from);
        add_promise(r, &c, from);
        if (!next)
            return;
        from = c.front = c.first = next;
        bool will = token_is(&t->tokens[next], "will") && next + 1 < end;
        c.needs_date &= !(will && language_list_end(r->l, t, next + 1, LIST_ACTION));
        c.after_promise = true;
        c.end = end;
    }
}

// "on Friday …", "the next morning", "that same evening", "by then".
static bool begins_when(const struct review *r, uint32_t front, uint32_t first)
{
    static const char *const leads[] = {"on", "by", "in", "at", "before", "right", NULL};
    static const char *const words[] = {"the", "then", "afterwards", NULL};
    static const char *const that[] = {"that", "which", NULL};
    static const char *const german[] = {"naechsten", "darauf", "danach", "davor", "selben", "gleichen", NULL};
    const struct token *k = r->draft.tokens;
    for (uint32_t i = front; i < first && r->l->tongue == TONGUE_DE; i++)
        if (token_one_of(&k[i], german)) // other German dates before the verb are its own anyhow
            return true;
    if (r->l->tongue == TONGUE_DE)
        return false;
    const struct date *d = clause_date_in(r, front, first);
    if (d && d->first <= front + 1)
        return true;
    uint32_t at = front + token_one_of(&k[front], leads);
    if (at + 1 < first && token_one_of(&k[at], that))
        return token_is(&k[at + 1], "same") || token_is(&k[at + 1], "day") || k[at + 1].time;
    return at < first && token_one_of(&k[at], words);
}

// Where the words begin that say when, before the subject: "The next morning I'll …", "and in the afternoon I'll …".
static uint32_t front_of(const struct review *r, const struct sentence *s, uint32_t first, uint32_t from)
{
    const struct token *k = r->draft.tokens;
    uint32_t front = first;
    if (first == from || k[first - 1].after & AFTER_SEMICOLON)
        return first;
    while (front > from && first - front < FRONT_WORDS_MAX && !is_join(&k[front - 1]) &&
           (front == first || !(k[front - 1].after & AFTER_PAUSE)))
        front--;
    bool paused = k[first - 1].after & AFTER_PAUSE;
    if (front == first || (paused && front == from && from > s->first) || !begins_when(r, front, first))
        return first;
    for (uint32_t i = front; i < first; i++)
        if (language_list_end(r->l, &r->draft, i, LIST_CONDITION))
            return first;
    return front;
}

// The words before the next promise belong to that one if they say when.
static uint32_t end_before(const struct review *r, const struct clause *c, const struct hit *next)
{
    uint32_t front = front_of(r, c->s, next->m.first, c->first + 1);
    struct clause when = {.front = front, .first = next->m.first, .end = next->m.first, .s = c->s};
    bool dated = front < next->m.first && (clause_date_in(r, front, next->m.first) || clause_points_back(r, &when));
    return dated && front > c->first + 1 ? front : next->m.first;
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
        if (r->draft.tokens[i].after & AFTER_COMMA && clause_date_in(r, i + 1, m->end))
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
    for (size_t i = 0; i < n && r->out->promise_count < PROMISES_MAX; i++) {
        const struct rule *rule = &r->l->rules[hits[i].rule];
        const struct sentence *s = &r->draft.sentences[hits[i].sentence];
        bool first = i == 0 || hits[i - 1].sentence != hits[i].sentence;
        bool last = i + 1 == n || hits[i + 1].sentence != hits[i].sentence;
        bool joined = is_and(&r->draft.tokens[hits[i].m.first]);
        struct clause c = {.first = joined ? hits[i].m.first + 1 : main_start(r, &hits[i].m),
                           .by_other = rule->by_other,
                           .needs_date = rule->needs_date,
                           .s = s};
        c.front = front_of(r, s, c.first, first ? s->first : hits[i - 1].m.end);
        uint32_t end = last ? s->end : end_before(r, &c, &hits[i + 1]);
        if (end - c.first > CLAUSE_WORDS_MAX)
            end = c.first + CLAUSE_WORDS_MAX;
        c.end = stop_at_semicolon(&r->draft, c.first, end);
        c.vague = s->marks & mark_bit(MARK_VAGUE);
        c.after_promise = !first;
        add_clause(r, c, first ? s->first : hits[i - 1].m.end);
    }
}
