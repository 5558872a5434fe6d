// SPDX-License-Identifier: Apache-2.0
// The words of a query (search.h) into a search_query. Bounded in bytes, words
// and values, linear in the text. What is not understood is answered with the
// word at fault and the nearest one that is known, never guessed at.
#include "desk/search.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "desk/search_asked.h"
#include "desk/search_fold.h"

struct parser {
    struct ctx *c;
    struct search_query *q;
    struct str rest;
    size_t taken; // words so far
};

// A name that may stand as a value, the bits that it means, and how it is read back.
struct option {
    const char *name;
    unsigned bits;
    const char *said;
};

#define BOTH(cells) ((cells) | (cells) << CELL_COUNT_)
#define OPEN_CELLS (1u << CELL_WITH_US | 1u << CELL_WITH_YOU | 1u << CELL_PROPOSED | 1u << CELL_RESTING)

static const struct option is_options[] = {{"open", BOTH(OPEN_CELLS), "open"},
                                           {"closed", BOTH(0xffu & ~OPEN_CELLS), "closed"},
                                           {"late", OPEN_CELLS << CELL_COUNT_, "late"},
                                           {"resting", BOTH(1u << CELL_RESTING), "resting"},
                                           {"proposed", BOTH(1u << CELL_PROPOSED), "proposed as solved"},
                                           {"solved", BOTH(1u << CELL_SOLVED), "solved"},
                                           {"declined", BOTH(1u << CELL_DECLINED), "declined"},
                                           {"withdrawn", BOTH(1u << CELL_WITHDRAWN), "withdrawn"},
                                           {"merged", BOTH(1u << CELL_MERGED), "merged"}};
static const struct option waiting_options[] = {
    {"us", 1u << STEP_WHO_US, "us"}, {"you", 1u << STEP_WHO_YOU, "the person"}, {"other", 1u << STEP_WHO_OTHER, "somebody else"}};
static const struct option effect_options[] = {{"stuck", 1u << EFFECT_STUCK, "stuck"},
                                               {"slowed", 1u << EFFECT_SLOWED, "slowed down"},
                                               {"can_wait", 1u << EFFECT_CAN_WAIT, "able to wait"}};
static const struct option reach_options[] = {{"me", 1u << REACH_ME, "one person"},
                                              {"team", 1u << REACH_TEAM, "a team"},
                                              {"many", 1u << REACH_MANY, "many people"},
                                              {"everyone", 1u << REACH_EVERYONE, "everyone"}};
enum { PROMISE_LATE = 1, PROMISE_SOON = 2, PROMISE_TODAY = 4 };
static const struct option promise_options[] = {
    {"late", PROMISE_LATE, "late"}, {"soon", PROMISE_SOON, "due within the hour"}, {"today", PROMISE_TODAY, "due today"}};

enum key { KEY_IS, KEY_WAITING, KEY_OWNER, KEY_REQUESTER, KEY_TEAM, KEY_TAG, KEY_EFFECT, KEY_REACH, KEY_PROMISE, KEY_BEFORE, KEY_AFTER };
static const char *const key_names[] = {"is",     "waiting", "owner",   "requester", "team", "tag",
                                        "effect", "reach",   "promise", "before",    "after"};

struct str cell_name(enum cell c)
{
    static const struct str names[] = {S_INIT("with_us"), S_INIT("with_you"),  S_INIT("proposed"), S_INIT("resting"),
                                       S_INIT("solved"),  S_INIT("withdrawn"), S_INIT("declined"), S_INIT("merged")};
    return names[c];
}

// ---- the nearest known word ----

#define NEAR_BYTES_MAX 24

// Edit distance (insert, drop, replace) with two rows; words of at most NEAR_BYTES_MAX bytes.
static size_t distance(struct str a, struct str b)
{
    size_t row[NEAR_BYTES_MAX + 1];
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t before = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t kept = before + (a.p[i - 1] != b.p[j - 1]);
            before = row[j];
            size_t moved = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = kept < moved ? kept : moved;
        }
    }
    return row[b.n];
}

struct nearest {
    struct str wanted;
    const char *best;
    size_t best_distance;
};

static void nearest_try(struct nearest *n, const char *name)
{
    struct str s = str_of(name);
    if (n->wanted.n > NEAR_BYTES_MAX || s.n > NEAR_BYTES_MAX)
        return;
    size_t d = distance(n->wanted, s);
    if (d <= (s.n < 4 ? 1u : 2u) && d < n->best_distance) {
        n->best = name;
        n->best_distance = d;
    }
}

static enum rc unknown_key(struct parser *p, struct str key)
{
    struct nearest n = {.wanted = key, .best_distance = SIZE_MAX};
    for (size_t i = 0; i < ARRAY_LEN(key_names); i++)
        nearest_try(&n, key_names[i]);
    if (n.best)
        return fail_field(p->c, "q", "I do not know the word %.*s: did you mean %s?", STR_ARG(key), n.best);
    return fail_field(p->c, "q",
                      "I do not know the word %.*s: before a colon there can be is, waiting, owner, requester, team, tag, "
                      "effect, reach, promise, before or after. Put it in quotes to search for it as it stands.",
                      STR_ARG(key));
}

static enum rc unknown_value(struct parser *p, enum key key, struct str value, const struct option *options, size_t n)
{
    struct nearest near = {.wanted = str_lower(p->c->arena, value), .best_distance = SIZE_MAX};
    struct buf all = buf_make(p->c->arena, 128);
    for (size_t i = 0; i < n; i++) {
        nearest_try(&near, options[i].name);
        buf_addf(&all, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", options[i].name);
    }
    if (near.best)
        return fail_field(p->c, "q", "I do not know %.*s after %s: did you mean %s?", STR_ARG(value), key_names[key],
                          near.best);
    return fail_field(p->c, "q", "I do not know %.*s after %s: it can be %.*s.", STR_ARG(value), key_names[key],
                      STR_ARG(buf_str(&all)));
}

// ---- values ----

// The next of the values between commas; quotes around one keep its commas.
static bool value_next(struct str *rest, struct str *ret_value)
{
    if (str_is_none(*rest))
        return false;
    if (str_starts(*rest, S("\""))) {
        ptrdiff_t end = str_find_char(str_from(*rest, 1), '"');
        size_t n = end < 0 ? rest->n - 1 : (size_t)end;
        *ret_value = str_slice(*rest, 1, 1 + n);
        struct str after = str_from(*rest, n + 2 > rest->n ? rest->n : n + 2);
        *rest = str_starts(after, S(",")) ? str_from(after, 1) : STR_NONE;
        return true;
    }
    return str_cut(rest, ',', ret_value);
}

static enum rc empty_value(struct parser *p, enum key key)
{
    static const char *const such_as[] = {"is:open", "waiting:us", "owner:me", "requester:me", "team:IT", "tag:vpn",
                                          "effect:stuck", "reach:many", "promise:late", "before:2026-10-14", "after:2026-10-14"};
    return fail_field(p->c, "q", "Something is missing after %s: write for example %s.", key_names[key], such_as[key]);
}

struct choice {
    const struct option *options;
    size_t n;
    unsigned bits;    // the union of what was named
    struct str said;  // "open or resting"
};

static enum rc choice_read(struct parser *p, enum key key, struct str text, struct choice *ch)
{
    struct buf said = buf_make(p->c->arena, 32);
    struct str value;
    while (value_next(&text, &value)) {
        size_t i = 0;
        if (str_is_empty(value))
            return empty_value(p, key);
        while (i < ch->n && !str_eq_nocase(value, str_of(ch->options[i].name)))
            i++;
        if (i == ch->n)
            return unknown_value(p, key, value, ch->options, ch->n);
        ch->bits |= ch->options[i].bits;
        buf_addf(&said, "%s%s", said.n ? " or " : "", ch->options[i].said);
    }
    ch->said = buf_str(&said);
    return RC_OK;
}

// "open" and then "late" is "open and late"; a complement begins with "not".
static void said_add(struct arena *a, struct str *said, struct str more, bool is_not)
{
    more = is_not ? str_fmt(a, "not %.*s", STR_ARG(more)) : more;
    *said = str_is_none(*said) ? more : str_fmt(a, "%.*s and %.*s", STR_ARG(*said), STR_ARG(more));
}

static enum rc mask_read(struct parser *p, enum key key, struct str text, bool is_not, unsigned *mask, bool *has)
{
    static const struct option *const options[] = {[KEY_IS] = is_options,
                                                   [KEY_WAITING] = waiting_options,
                                                   [KEY_EFFECT] = effect_options,
                                                   [KEY_REACH] = reach_options};
    static const size_t counts[] = {[KEY_IS] = ARRAY_LEN(is_options),
                                    [KEY_WAITING] = ARRAY_LEN(waiting_options),
                                    [KEY_EFFECT] = ARRAY_LEN(effect_options),
                                    [KEY_REACH] = ARRAY_LEN(reach_options)};
    struct search_query *q = p->q;
    struct choice ch = {.options = options[key], .n = counts[key]};
    TRY(choice_read(p, key, text, &ch));
    *mask &= is_not ? ~ch.bits : ch.bits;
    *has = true;
    struct str *said = key == KEY_IS        ? &q->said.is
                       : key == KEY_WAITING ? &q->said.waiting
                       : key == KEY_EFFECT  ? &q->said.effect
                                            : &q->said.reach;
    said_add(p->c->arena, said, ch.said, is_not);
    return RC_OK;
}

static enum rc promise_read(struct parser *p, struct str text)
{
    struct choice ch = {.options = promise_options, .n = ARRAY_LEN(promise_options)};
    TRY(choice_read(p, KEY_PROMISE, text, &ch));
    p->q->promise_late |= (ch.bits & PROMISE_LATE) != 0;
    p->q->promise_soon |= (ch.bits & PROMISE_SOON) != 0;
    p->q->promise_today |= (ch.bits & PROMISE_TODAY) != 0;
    said_add(p->c->arena, &p->q->said.promise, ch.said, false);
    return RC_OK;
}

static enum rc values_read(struct parser *p, enum key key, struct str text, struct values *into)
{
    struct str value;
    if (into->n)
        return fail_field(p->c, "q", "Say %s once, with commas between: %s:one,two means one or two.", key_names[key],
                          key_names[key]);
    while (value_next(&text, &value)) {
        value = str_trim(value);
        if (str_is_empty(value))
            return empty_value(p, key);
        if (into->n == QUERY_VALUES_MAX)
            return fail_field(p->c, "q", "At most %d names fit after %s.", QUERY_VALUES_MAX, key_names[key]);
        into->items[into->n++] = value;
    }
    return into->n ? RC_OK : empty_value(p, key);
}

static bool digits(struct str s, size_t from, size_t to, int *ret_value)
{
    int value = 0;
    for (size_t i = from; i < to; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        value = value * 10 + (s.p[i] - '0');
    }
    *ret_value = value;
    return true;
}

static enum rc day_read(struct parser *p, enum key key, struct str text, struct day *into)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct day d = {0};
    if (str_is_empty(text))
        return empty_value(p, key);
    if (into->year)
        return fail_field(p->c, "q", "Say %s once.", key_names[key]);
    bool fits = text.n == 10 && text.p[4] == '-' && text.p[7] == '-' && digits(text, 0, 4, &d.year) &&
                digits(text, 5, 7, &d.month) && digits(text, 8, 10, &d.day);
    if (!fits || d.year < 1970 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > days[d.month - 1])
        return fail_field(p->c, "q", "I do not know the day %.*s: write it as 2026-10-14.", STR_ARG(text));
    *into = d;
    return RC_OK;
}

static enum rc filter_read(struct parser *p, enum key key, struct str text, bool is_not)
{
    struct search_query *q = p->q;
    bool has_is;
    bool is_mask = key == KEY_IS || key == KEY_WAITING || key == KEY_EFFECT || key == KEY_REACH;
    if (is_not && !is_mask)
        return fail_field(p->c, "q", "A minus goes before words, and before is, waiting, effect and reach; not before %s.",
                          key_names[key]);
    switch (key) {
    case KEY_IS:
        return mask_read(p, key, text, is_not, &q->cells, &has_is);
    case KEY_WAITING:
        return mask_read(p, key, text, is_not, &q->waiting, &q->has_waiting);
    case KEY_EFFECT:
        return mask_read(p, key, text, is_not, &q->effects, &q->has_effect);
    case KEY_REACH:
        return mask_read(p, key, text, is_not, &q->reaches, &q->has_reach);
    case KEY_PROMISE:
        return promise_read(p, text);
    case KEY_OWNER:
        return values_read(p, key, text, &q->owners);
    case KEY_REQUESTER:
        return values_read(p, key, text, &q->requesters);
    case KEY_TEAM:
        return values_read(p, key, text, &q->teams);
    case KEY_TAG:
        return values_read(p, key, text, &q->tags);
    case KEY_BEFORE:
        return day_read(p, key, text, &q->before);
    default:
        return day_read(p, key, text, &q->after);
    }
}

// ---- words ----

static enum rc word_add(struct parser *p, struct str text, bool is_not, bool quoted)
{
    struct search_query *q = p->q;
    struct str folded = search_fold_upto(p->c->arena, text, QUERY_BYTES_MAX);
    if (folded.n < 2) // signs only: there is nothing to look for
        return RC_OK;
    q->words[q->words_n++] = (struct search_word){folded, text, is_not, quoted};
    return RC_OK;
}

// "2418", "R-2418", "r2418" or "#2418".
static int64_t number_of(struct str text)
{
    int64_t number;
    if (str_starts_nocase(text, S("r-")))
        text = str_from(text, 2);
    else if (str_starts_nocase(text, S("r")) || str_starts(text, S("#")))
        text = str_from(text, 1);
    bool plain = text.n > 0 && text.n < 16 && text.p[0] >= '1' && text.p[0] <= '9';
    return plain && str_to_int64(text, &number) ? number : 0;
}

// One word up to a space outside quotes.
static struct str word_take(struct parser *p)
{
    bool in_quotes = false;
    size_t n = 0;
    for (; n < p->rest.n && (in_quotes || !strchr(" \t\r\n", p->rest.p[n]) || !p->rest.p[n]); n++)
        in_quotes ^= p->rest.p[n] == '"';
    struct str word = str_slice(p->rest, 0, n);
    p->rest = str_trim(str_from(p->rest, n));
    return word;
}

// The part before a colon when it can be a key: letters, at least two (drives
// have one), something behind that is not the rest of an address.
static bool key_take(struct str word, struct str *ret_key, struct str *ret_value)
{
    ptrdiff_t colon = str_find_char(word, ':');
    if (colon < 2)
        return false;
    *ret_key = str_slice(word, 0, (size_t)colon);
    *ret_value = str_from(word, (size_t)colon + 1);
    for (size_t i = 0; i < ret_key->n; i++)
        if (!((ret_key->p[i] | 0x20) >= 'a' && (ret_key->p[i] | 0x20) <= 'z'))
            return false;
    return !str_starts(*ret_value, S("//")) && !str_starts(*ret_value, S(":"));
}

static enum rc keyed_read(struct parser *p, struct str word, struct str key, struct str value, bool is_not)
{
    struct str low = str_lower(p->c->arena, key);
    for (size_t i = 0; i < ARRAY_LEN(key_names); i++)
        if (str_eq(low, str_of(key_names[i])))
            return filter_read(p, (enum key)i, value, is_not);
    if (str_is_empty(value)) // "Re:"
        return word_add(p, word, is_not, false);
    return unknown_key(p, low);
}

static enum rc word_read(struct parser *p, struct str word)
{
    struct str key, value;
    bool is_not = word.n > 1 && word.p[0] == '-';
    word = str_from(word, is_not);
    if (str_starts(word, S("\"")))
        return word_add(p, word, is_not, true);
    if (key_take(word, &key, &value))
        return keyed_read(p, word, key, value, is_not);
    if (!is_not && p->taken == 1 && str_is_empty(p->rest))
        p->q->number = number_of(word);
    return word_add(p, word, is_not, false);
}

enum rc search_parse(struct ctx *c, const struct actor *who, struct str text, struct search_query **ret_query)
{
    if (text.n > QUERY_BYTES_MAX)
        return fail_field(c, "q", "A search can be %d bytes long; this one has %zu.", QUERY_BYTES_MAX, text.n);
    if (!utf8_valid(text))
        return fail_field(c, "q", "The search is not text (UTF-8).");
    struct search_query *q = arena_new(c->arena, struct search_query);
    q->cells = CELLS_ALL;
    q->effects = q->reaches = q->waiting = ~0u;
    struct parser p = {.c = c, .q = q, .rest = str_trim(text)};
    while (p.rest.n) {
        if (p.taken++ == QUERY_WORDS_MAX)
            return fail_field(c, "q", "A search can have %d words.", QUERY_WORDS_MAX);
        TRY(word_read(&p, word_take(&p)));
    }
    *ret_query = q;
    return RC_OK;
}
