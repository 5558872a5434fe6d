// SPDX-License-Identifier: Apache-2.0
// Runs a query. What is asked goes in as parameters of a few fixed queries; C
// chooses which, by what is likely to be short: the newest tickets, a set that
// an index knows (mine, a person's, late), or those with the words. A requester
// is always answered from the set of their own tickets and never from notes.
#include "desk/search.h"

#include "base/buf.h"
#include "base/datetime.h"
#include "base/escape.h"
#include "desk/search.sql.h"
#include "desk/search_asked.h"
#include "desk/ticket_row.h"

#define WINDOW_TICKETS 2000 // looked at newest first before a set is made
#define COMMON_TICKETS 2000 // words with more tickets than this are better looked for in a set
#define IDS_MAX 200
#define ALL_OF_THEM INT64_MAX

// $21 to $25, after those that all queries share.
enum { PARAM_SET = 21, PARAM_SET_LIST, PARAM_SET_TIME, PARAM_MATCH, PARAM_CANDIDATES, PARAMS_ALL };
#define PARAM_LEAST PARAM_SET // in search_newest, which knows no set

struct run {
    struct db *db;
    const struct actor *who;
    const struct search_query *q;
    struct arena *arena;
    int64_t below, least, limit; // numbers from `least` to just below `below`
    unsigned cells;
    bool sees_all;
    struct param params[PARAMS_ALL];
    struct str owners_json, requesters_json, tags_json, outcomes_json, waiting_json;
    int64_t due_before; // for sets of late and promised ones; 0: no such filter
};

// ---- lists as parameters ----

struct ids {
    int64_t items[IDS_MAX];
    size_t n;
};

static struct str list_of_ids(struct arena *a, const struct ids *ids)
{
    struct buf b = buf_make(a, 64);
    buf_add_char(&b, ',');
    for (size_t i = 0; i < ids->n; i++)
        buf_addf(&b, "%" PRId64 ",", ids->items[i]);
    return buf_str(&b);
}

static struct str json_of_ids(struct arena *a, const struct ids *ids)
{
    struct buf b = buf_make(a, 64);
    buf_add_char(&b, '[');
    for (size_t i = 0; i < ids->n; i++)
        buf_addf(&b, "%s%" PRId64, i ? "," : "", ids->items[i]);
    buf_add_char(&b, ']');
    return buf_str(&b);
}

static void json_add(struct buf *b, struct str text)
{
    buf_add(b, b->n > 1 ? S(",\"") : S("\""));
    escape_json(b, text);
    buf_add_char(b, '"');
}

// Names whose bits are set, as ",a,b,".
static void list_name(struct buf *b, unsigned bits, unsigned bit, struct str name)
{
    if (bits & 1u << bit) {
        buf_add(b, name);
        buf_add_char(b, ',');
    }
}

static struct str list_of_cells(struct arena *a, unsigned cells)
{
    struct buf b = buf_make(a, 96);
    buf_add_char(&b, ',');
    for (unsigned i = 0; i < CELL_COUNT_; i++)
        list_name(&b, cells, i, cell_name((enum cell)i));
    return buf_str(&b);
}

static struct param list_of_waiting(struct arena *a, const struct search_query *q)
{
    struct buf b = buf_make(a, 32);
    buf_add_char(&b, ',');
    for (unsigned i = STEP_WHO_US; i <= STEP_WHO_OTHER; i++)
        list_name(&b, q->waiting, i, step_who_name((enum step_who)i));
    return q->has_waiting ? P(buf_str(&b)) : P_NULL;
}

static struct param list_of_effects(struct arena *a, const struct search_query *q)
{
    struct buf b = buf_make(a, 32);
    buf_add_char(&b, ',');
    for (unsigned i = EFFECT_STUCK; i <= EFFECT_CAN_WAIT; i++)
        list_name(&b, q->effects, i, effect_name((enum effect)i));
    return q->has_effect ? P(buf_str(&b)) : P_NULL;
}

static struct param list_of_reaches(struct arena *a, const struct search_query *q)
{
    struct buf b = buf_make(a, 32);
    buf_add_char(&b, ',');
    for (unsigned i = REACH_ME; i <= REACH_EVERYONE; i++)
        list_name(&b, q->reaches, i, reach_name((enum reach)i));
    return q->has_reach ? P(buf_str(&b)) : P_NULL;
}

// ---- names into ids ----

static enum rc ids_read(struct rows *rows, struct ids *ids)
{
    while (rows_next(rows) && ids->n < IDS_MAX)
        ids->items[ids->n++] = rows_int(rows, 0);
    return rows_done(rows);
}

// "ana" finds "Ana Ruiz"; signs of patterns are none here.
static struct str name_pattern(struct arena *a, struct str name)
{
    if (str_find_char(name, '@') >= 0)
        return STR_NONE;
    struct buf b = buf_make(a, name.n + 1);
    for (size_t i = 0; i < name.n; i++)
        if (!strchr("%_\\", name.p[i]))
            buf_add_char(&b, name.p[i]);
    if (!b.n)
        return STR_NONE;
    buf_add_char(&b, '%');
    return buf_str(&b);
}

static enum rc people_resolve(struct run *r, const struct values *v, struct ids *ids)
{
    for (size_t i = 0; i < v->n; i++) {
        AUTO(rows_auto) struct rows rows = {0};
        struct str low = str_lower(r->arena, v->items[i]);
        if (str_eq(low, S("me"))) {
            if (ids->n < IDS_MAX)
                ids->items[ids->n++] = r->who->person_id;
            continue;
        }
        TRY(db_rows(r->db, &rows, search_people, P(low), P(name_pattern(r->arena, low))));
        TRY(ids_read(&rows, ids));
    }
    return RC_OK;
}

static enum rc teams_resolve(struct run *r, const struct values *v, struct ids *ids)
{
    for (size_t i = 0; i < v->n; i++) {
        AUTO(rows_auto) struct rows rows;
        TRY(db_rows(r->db, &rows, search_teams, P(str_lower(r->arena, v->items[i]))));
        TRY(ids_read(&rows, ids));
    }
    return RC_OK;
}

static enum rc names_set(struct run *r)
{
    struct ids owners = {0}, requesters = {0}, teams = {0};
    TRY(people_resolve(r, &r->q->owners, &owners));
    TRY(people_resolve(r, &r->q->requesters, &requesters));
    TRY(teams_resolve(r, &r->q->teams, &teams));
    r->params[12] = P(r->q->owners.n ? list_of_ids(r->arena, &owners) : STR_NONE);
    r->params[13] = P(r->q->requesters.n ? list_of_ids(r->arena, &requesters) : STR_NONE);
    r->params[14] = P(r->q->teams.n ? list_of_ids(r->arena, &teams) : STR_NONE);
    r->owners_json = json_of_ids(r->arena, &owners);
    r->requesters_json = json_of_ids(r->arena, &requesters);
    return RC_OK;
}

static void tags_set(struct run *r)
{
    struct buf list = buf_make(r->arena, 64), json = buf_make(r->arena, 64);
    buf_add_char(&list, ',');
    buf_add_char(&json, '[');
    for (size_t i = 0; i < r->q->tags.n; i++) {
        struct str tag = str_lower(r->arena, r->q->tags.items[i]);
        buf_add(&list, tag);
        buf_add_char(&list, ',');
        json_add(&json, tag);
    }
    buf_add_char(&json, ']');
    r->params[15] = P(r->q->tags.n ? buf_str(&list) : STR_NONE);
    r->tags_json = buf_str(&json);
}

// The outcomes, and those whom it waits for, as sets take them.
static void sets_set(struct run *r)
{
    struct buf json = buf_make(r->arena, 48);
    buf_add_char(&json, '[');
    for (unsigned i = CELL_SOLVED; i < CELL_COUNT_; i++)
        if ((r->cells | r->cells >> CELL_COUNT_) & 1u << i)
            json_add(&json, cell_name((enum cell)i));
    buf_add_char(&json, ']');
    r->outcomes_json = buf_str(&json);
    struct buf waiting = buf_make(r->arena, 32);
    buf_add_char(&waiting, '[');
    for (unsigned i = STEP_WHO_US; i <= STEP_WHO_OTHER; i++)
        if (r->q->waiting & 1u << i)
            json_add(&waiting, step_who_name((enum step_who)i));
    buf_add_char(&waiting, ']');
    r->waiting_json = buf_str(&waiting);
}

// ---- times ----

static int64_t day_begins(const struct day *d, struct str zone)
{
    struct datetime wall = {.year = d->year, .month = d->month, .day = d->day};
    return datetime_from_zone(&wall, zone);
}

// Numbers mostly follow the time, so days bound them.
static enum rc asked_bound(struct run *r, int64_t from, int64_t to)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(r->db, &rows, search_asked, P(from), P(to)));
    int64_t highest = 0;
    if (rows_next(&rows)) {
        r->least = rows_int(&rows, 0);
        highest = rows_int(&rows, 1);
    }
    r->below = highest + 1 < r->below ? highest + 1 : r->below;
    return rows_done(&rows);
}

static enum rc zone_get(struct run *r, struct str *ret_zone)
{
    AUTO(rows_auto) struct rows rows;
    *ret_zone = S("UTC");
    TRY(db_rows(r->db, &rows, search_zone, P(r->who->person_id)));
    if (rows_next(&rows))
        *ret_zone = rows_text(&rows, 0);
    return rows_done(&rows);
}

static enum rc times_set(struct run *r)
{
    const struct search_query *q = r->q;
    struct str zone = S("UTC");
    int64_t now = db_ctx(r->db)->now_ms, from = INT64_MAX, to = INT64_MIN;
    if (q->before.year || q->after.year || q->promise_today)
        TRY(zone_get(r, &zone));
    if (q->promise_late) {
        from = 0;
        to = now;
    }
    if (q->promise_today) {
        int64_t day = datetime_day_start(now, 0, zone), next = datetime_day_start(now, 1, zone);
        from = day < from ? day : from;
        to = next > to ? next : to;
    }
    if (q->promise_soon) {
        from = now < from ? now : from;
        to = now + HOUR_MS > to ? now + HOUR_MS : to;
    }
    bool promise = to > INT64_MIN;
    r->params[8] = promise ? P(from) : P_NULL;
    r->params[9] = promise ? P(to) : P_NULL;
    r->params[10] = q->after.year ? P(day_begins(&q->after, zone)) : P_NULL;
    r->params[11] = q->before.year ? P(day_begins(&q->before, zone)) : P_NULL;
    if (q->after.year || q->before.year)
        TRY(asked_bound(r, q->after.year ? r->params[10].i : INT64_MIN, q->before.year ? r->params[11].i : INT64_MAX));
    r->params[1] = P(r->below);
    r->due_before = promise ? to : r->cells & CELLS_IN_TIME ? 0 : now;
    return RC_OK;
}

// ---- words ----

static void words_set(struct run *r, bool all_of_them)
{
    struct buf with = buf_make(r->arena, 128), without = buf_make(r->arena, 32);
    size_t n = 0;
    buf_add_char(&with, '[');
    buf_add_char(&without, '[');
    for (size_t i = 0; i < r->q->words_n; i++) {
        const struct search_word *w = &r->q->words[i];
        bool one = str_find_char(str_slice(w->words, 1, w->words.n - 1), ' ') < 0;
        if (!all_of_them && one)
            continue;
        json_add(w->is_not ? &without : &with, w->words);
        n++;
    }
    buf_add_char(&with, ']');
    buf_add_char(&without, ']');
    r->params[17] = P(n ? buf_str(&with) : STR_NONE);
    r->params[18] = P(n ? buf_str(&without) : STR_NONE);
}

// Each head has the word r, before the number: what all tickets have, to take others away from.
static bool only_nots(const struct run *r)
{
    for (size_t i = 0; i < r->q->words_n; i++)
        if (!r->q->words[i].is_not)
            return false;
    return true;
}

// Whether PostgreSQL must look into the texts for words in a row.
static bool has_rows_of_words(const struct run *r)
{
    bool any = false;
    for (size_t i = 0; i < r->q->words_n; i++)
        any |= str_find_char(str_trim(r->q->words[i].words), ' ') >= 0;
    return any && db_engine(r->db) != STORE_SQLITE;
}

// FTS5: "vpn" AND "r 2418" NOT "printer". A quoted text is a row of words.
static struct str match_sqlite(struct run *r)
{
    struct buf b = buf_make(r->arena, 128);
    if (only_nots(r))
        buf_lit(&b, "\"r\"");
    for (int is_not = 0; is_not < 2; is_not++) {
        for (size_t i = 0; i < r->q->words_n; i++) {
            const struct search_word *w = &r->q->words[i];
            if (w->is_not != is_not)
                continue;
            buf_add(&b, !b.n ? S("\"") : is_not ? S(" NOT \"") : S(" AND \""));
            buf_add(&b, str_trim(w->words));
            buf_add_char(&b, '"');
        }
    }
    return buf_str(&b);
}

// PostgreSQL: 'vpn' & 'r' & '2418' & !'printer'. Rows of words are looked at again in the text.
static struct str match_postgres(struct run *r)
{
    struct buf b = buf_make(r->arena, 128);
    if (only_nots(r))
        buf_lit(&b, "'r'");
    for (size_t i = 0; i < r->q->words_n; i++) {
        const struct search_word *w = &r->q->words[i];
        struct str rest = str_trim(w->words), part;
        if (w->is_not && str_find_char(rest, ' ') >= 0)
            continue;
        while (str_cut(&rest, ' ', &part))
            buf_addf(&b, "%s%s'%.*s'", b.n ? " & " : "", w->is_not ? "!" : "", STR_ARG(part));
    }
    return buf_str(&b);
}

// ---- running ----

static void params_set(struct run *r)
{
    const struct search_query *q = r->q;
    struct arena *a = r->arena;
    r->cells = q->cells;
    if (q->has_waiting || q->promise_late || q->promise_soon || q->promise_today)
        r->cells &= ~CELLS_CLOSED; // nobody waits for what is closed
    r->params[2] = P(r->limit + 1);
    r->params[3] = P(list_of_cells(a, r->cells & CELLS_IN_TIME));
    r->params[4] = P(list_of_cells(a, r->cells >> CELL_COUNT_));
    r->params[5] = list_of_waiting(a, q);
    r->params[6] = list_of_effects(a, q);
    r->params[7] = list_of_reaches(a, q);
    r->params[16] = r->sees_all ? P_NULL : P(r->who->person_id);
    r->params[19] = P(db_ctx(r->db)->now_ms);
    r->params[20] = P(q->number);
    tags_set(r);
    sets_set(r);
}

static enum rc rows_run(struct run *r, const struct query *q, struct ticket_list *ret_list)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows_(r->db, &rows, q, r->params, (size_t)q->params));
    return lines_read(r->db, &rows, r->limit, ret_list);
}

// The set that an index knows and that is likely to be short; false if there is none.
static bool set_choose(struct run *r)
{
    const struct search_query *q = r->q;
    bool only_open = !(r->cells & CELLS_CLOSED), rarely_closed = !(r->cells & (~CELLS_CLOSED | CELLS_SOLVED));
    struct str set = !r->sees_all      ? S("viewer")
                     : q->requesters.n ? S("requesters")
                     : q->owners.n     ? S("owners")
                     : q->tags.n       ? S("tags")
                     : r->due_before   ? S("due")
                     : q->has_waiting  ? S("waiting")
                     : only_open       ? S("open")
                     : rarely_closed   ? S("closed")
                                       : STR_NONE;
    struct str list = q->requesters.n  ? r->requesters_json
                      : q->owners.n    ? r->owners_json
                      : q->tags.n      ? r->tags_json
                      : q->has_waiting ? r->waiting_json
                                       : r->outcomes_json;
    r->params[PARAM_SET] = P(set);
    r->params[PARAM_SET_LIST] = P(list);
    r->params[PARAM_SET_TIME] = P(q->requesters.n || q->owners.n ? (int64_t)only_open : r->due_before);
    return !str_is_none(set);
}

// Whether nothing is asked for but words: then the newest with the words are the answer.
static bool only_words(const struct run *r)
{
    for (size_t i = 5; i <= 15; i++)
        if (r->params[i].kind != PARAM_NULL)
            return false;
    return r->cells == CELLS_ALL;
}

// Whether the chosen set is all that is asked for besides words: people or tags
// and nothing else, owners of what is open, or just what is open.
static bool set_is_all(const struct run *r)
{
    size_t lists = 0;
    for (size_t i = 5; i <= 15; i++) {
        bool is_list = i == 12 || i == 13 || i == 15;
        if (!is_list && r->params[i].kind != PARAM_NULL)
            return false;
        lists += is_list && r->params[i].kind != PARAM_NULL;
    }
    bool all = r->cells == CELLS_ALL, open = r->cells == (CELLS_ALL & ~CELLS_CLOSED);
    return (lists == 1 && all) || (open && (lists == 0 || (lists == 1 && r->q->owners.n)));
}

// The newest ones, as far as the window reaches; *ret_enough says whether that is the answer.
static enum rc run_newest(struct run *r, struct ticket_list *ret_list, bool *ret_enough)
{
    int64_t newest = 0;
    TRY(db_int(r->db, &newest, search_last));
    newest = r->below < newest ? r->below : newest;
    int64_t least = newest - WINDOW_TICKETS > r->least ? newest - WINDOW_TICKETS : r->least;
    words_set(r, true);
    r->params[PARAM_LEAST] = P(least);
    TRY(rows_run(r, &search_newest, ret_list));
    *ret_enough = !str_is_none(ret_list->next) || least == r->least;
    return RC_OK;
}

static bool is_named(const struct run *r)
{
    return !r->sees_all || r->q->requesters.n || r->q->owners.n || r->q->tags.n || r->due_before;
}

static enum rc run_without_words(struct run *r, struct ticket_list *ret_list)
{
    bool enough = false;
    words_set(r, true);
    if (!is_named(r))
        TRY(run_newest(r, ret_list, &enough));
    if (enough)
        return RC_OK;
    if (set_choose(r))
        return rows_run(r, &search_set, ret_list);
    r->params[PARAM_LEAST] = P(r->least);
    return rows_run(r, &search_newest, ret_list);
}

static enum rc run_with_words(struct run *r, struct ticket_list *ret_list)
{
    bool lite = db_engine(r->db) == STORE_SQLITE, enough = false;
    struct str match = lite ? match_sqlite(r) : match_postgres(r);
    int64_t n = 0, candidates = r->limit + 2;
    bool simple = only_words(r) || (set_choose(r) && set_is_all(r));
    if (!simple || !lite) {
        candidates = simple && !has_rows_of_words(r) ? candidates : ALL_OF_THEM;
        TRY(db_int(r->db, &n, search_count, P(match), P(r->below), P(COMMON_TICKETS + 1)));
        if (n > COMMON_TICKETS && !lite && is_named(r)) // PostgreSQL does not meet a set with words cheaply
            return run_without_words(r, ret_list);
        if (n > COMMON_TICKETS)
            TRY(run_newest(r, ret_list, &enough));
    }
    if (enough)
        return RC_OK;
    if (lite)
        r->params[17] = r->params[18] = P_NULL;
    else
        words_set(r, false);
    (void)set_choose(r);
    r->params[PARAM_MATCH] = P(match);
    r->params[PARAM_CANDIDATES] = P(candidates);
    return rows_run(r, &search_text, ret_list);
}

// The ticket with the very number goes on top of the first page.
static enum rc exact_add(struct run *r, struct ticket_list *list)
{
    AUTO(rows_auto) struct rows rows;
    struct ticket_list exact;
    TRY(db_rows(r->db, &rows, search_exact, P(r->q->number), r->params[16]));
    TRY(lines_read(r->db, &rows, 1, &exact));
    if (!exact.n)
        return RC_OK;
    bool full = list->n == (size_t)r->limit;
    struct ticket_line *items = arena_list(r->arena, list->n + 1, struct ticket_line);
    items[0] = exact.items[0];
    if (full) // the last one moves to the next page
        list->next = cursor_make(r->arena, list->items[list->n - 1].number + 1);
    list->n -= full;
    if (list->n)
        memcpy(items + 1, list->items, list->n * sizeof *items);
    list->items = items;
    list->n++;
    return RC_OK;
}

enum rc search_run(struct db *db, const struct actor *who, const struct search_query *q, struct str after, int64_t limit,
                   struct ticket_list *ret_list)
{
    struct run r = {.db = db, .who = who, .q = q, .arena = db_arena(db), .below = INT64_MAX, .limit = limit};
    struct ticket_list list = {0};
    r.sees_all = actor_is_staff(who) || actor_is_desk(who);
    TRY(list_limit_check(db_ctx(db), limit));
    if (!str_is_empty(after))
        TRY(cursor_read(db_ctx(db), after, &r.below));
    params_set(&r);
    TRY(names_set(&r));
    TRY(times_set(&r));
    TRY(q->words_n && r.sees_all ? run_with_words(&r, &list) : run_without_words(&r, &list));
    if (q->number && str_is_empty(after))
        TRY(exact_add(&r, &list));
    list.said = search_said(r.arena, q);
    *ret_list = list;
    return RC_OK;
}
