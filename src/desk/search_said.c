// SPDX-License-Identifier: Apache-2.0
// A query read back in plain words, so that people see what was understood:
// "Open requests that you look after, waiting for us, with the word vpn".
// Names and words stand as they were typed; nothing is looked up.
#include "desk/search_asked.h"

#include "base/buf.h"
#include "desk/search.h"

static void values_add(struct buf *b, const struct values *v)
{
    for (size_t i = 0; i < v->n; i++) {
        if (i)
            buf_add(b, i + 1 == v->n ? S(" or ") : S(", "));
        buf_add(b, v->items[i]);
    }
}

static bool is_me(const struct values *v)
{
    return v->n == 1 && str_eq_nocase(v->items[0], S("me"));
}

// "me" among others reads as "you".
static struct values you(const struct values *v)
{
    struct values copy = *v;
    for (size_t i = 0; i < copy.n; i++)
        if (str_eq_nocase(copy.items[i], S("me")))
            copy.items[i] = S("you");
    return copy;
}

static void people_add(struct buf *b, const struct search_query *q)
{
    struct values owners = you(&q->owners), requesters = you(&q->requesters);
    if (requesters.n) {
        buf_lit(b, " from ");
        values_add(b, &requesters);
    }
    if (owners.n) {
        buf_lit(b, " that ");
        values_add(b, &owners);
        buf_add(b, is_me(&q->owners) || owners.n > 1 ? S(" look after") : S(" looks after"));
    }
}

static void day_add(struct buf *b, const char *how, const struct day *d)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    if (d->year)
        buf_addf(b, ", asked %s %d %s %d", how, d->day, months[d->month - 1], d->year);
}

static void clause_add(struct buf *b, const char *before, struct str said)
{
    if (!str_is_none(said))
        buf_addf(b, "%s%.*s", before, STR_ARG(said));
}

static void filters_add(struct buf *b, const struct search_query *q)
{
    people_add(b, q);
    if (q->teams.n) {
        buf_lit(b, " in ");
        values_add(b, &q->teams);
    }
    if (q->tags.n) {
        buf_lit(b, " tagged ");
        values_add(b, &q->tags);
    }
    clause_add(b, ", where somebody is ", q->said.effect);
    clause_add(b, ", reaching ", q->said.reach);
    clause_add(b, ", waiting for ", q->said.waiting);
    clause_add(b, ", with a promise that is ", q->said.promise);
    day_add(b, "on or after", &q->after);
    day_add(b, "before", &q->before);
}

static void words_add(struct buf *b, const struct search_query *q, bool is_not)
{
    size_t n = 0, said = 0;
    for (size_t i = 0; i < q->words_n; i++)
        n += q->words[i].is_not == is_not;
    if (!n)
        return;
    buf_addf(b, ", %s the word%s ", is_not ? "without" : "with", n > 1 ? "s" : "");
    for (size_t i = 0; i < q->words_n; i++) {
        if (q->words[i].is_not != is_not)
            continue;
        if (said++)
            buf_add(b, said == n ? S(" and ") : S(", "));
        buf_add(b, q->words[i].as_typed);
    }
}

struct str search_said(struct arena *a, const struct search_query *q)
{
    struct buf b = buf_make(a, 128);
    if (q->number)
        buf_addf(&b, "Request R-%" PRId64 ", and requests that mention it", q->number);
    else if (str_is_none(q->said.is))
        buf_lit(&b, "Requests");
    else
        buf_addf(&b, "%.*s requests", STR_ARG(q->said.is));
    filters_add(&b, q);
    if (!q->number) {
        words_add(&b, q, false);
        words_add(&b, q, true);
    }
    if (b.n && b.p[0] >= 'a' && b.p[0] <= 'z')
        b.p[0] = (char)(b.p[0] - 'a' + 'A');
    return buf_str(&b);
}
