// SPDX-License-Identifier: Apache-2.0
// Each look is one snapshot with its session in it, so that signing out ends
// the stream. A comment line every few seconds keeps proxies from closing it.
// Between looks it holds an arena and a connection, no thread.
#include "web/live.h"

#include "base/datetime.h"
#include "desk/history.h"
#include "web/access.h"
#include "web/event_json.h"

#define HEARTBEAT_MS 15000
#define EVENTS_AT_ONCE 100

struct live {
    struct web *web;
    struct arena *arena; // of the events under way
    struct request r;    // who asked, and their secret
    struct str left;     // bytes not taken yet
    int64_t seq, heartbeat_at_ms, horizon;
    bool ended;
};

struct live *live_open(struct web *w, const struct request *r, int64_t after_seq)
{
    struct live *l = arena_new(r->ctx->arena, struct live);
    l->web = w;
    l->arena = arena_pool_take(&w->arenas);
    l->r = *r;
    l->seq = after_seq;
    l->heartbeat_at_ms = datetime_monotonic_ms() + HEARTBEAT_MS;
    l->left = S("retry: 2000\n\n");
    return l;
}

void live_close(struct live *l)
{
    arena_pool_give(&l->web->arenas, l->arena);
    l->arena = NULL;
}

static void events_write(struct live *l, struct ctx *c, const struct event_list *list)
{
    struct json j = json_make(c->arena, 1024);
    for (size_t i = 0; i < list->n; i++) {
        const struct event *e = &list->items[i];
        buf_lit(&j.out, "id: ");
        buf_add_int(&j.out, e->seq);
        buf_lit(&j.out, "\nevent: ticket\ndata: ");
        struct json one = json_make(c->arena, 512);
        event_json(&one, e, &l->r.who, c->now_ms, l->r.session.time_zone);
        buf_add(&j.out, buf_str(&one.out));
        buf_lit(&j.out, "\n\n");
    }
    if (buf_done(&j.out, &l->left) != RC_OK)
        l->ended = true;
}

static enum rc live_look(struct ctx *c, struct db *db, void *arg)
{
    struct live *l = arg;
    struct event_list list;
    l->r.ctx = c;
    TRY(access_sign_in(&l->r, db));
    if (!l->r.signed_in) {
        l->ended = true;
        return RC_OK;
    }
    int64_t seen = l->seq;
    TRY(feed_list(db, &l->r.who, l->seq, l->horizon, EVENTS_AT_ONCE, &list, &seen));
    events_write(l, c, &list);
    l->seq = seen;
    return RC_OK;
}

static void live_fetch(struct live *l)
{
    arena_reset(l->arena);
    l->left = STR_NONE;
    struct ctx c = {.arena = l->arena, .now_ms = datetime_now_ms()};
    if (feed_horizon(&c, l->web->o.store, &l->horizon) != RC_OK ||
        store_read(&c, l->web->o.store, live_look, l) != RC_OK)
        l->ended = true;
    int64_t now_ms = datetime_monotonic_ms();
    if (!l->left.n && !l->ended && now_ms >= l->heartbeat_at_ms)
        l->left = S(": still here\n\n");
    if (l->left.n)
        l->heartbeat_at_ms = now_ms + HEARTBEAT_MS;
}

ssize_t live_read(struct live *l, char *to, size_t room)
{
    if (!l->left.n && !l->ended)
        live_fetch(l);
    if (l->ended)
        return -1;
    size_t n = l->left.n < room ? l->left.n : room;
    if (n)
        memcpy(to, l->left.p, n);
    l->left = str_from(l->left, n);
    return (ssize_t)n;
}

void live_waiter(struct live *l, struct waiter *w, void (*wake)(void *arg), void *arg)
{
    *w = (struct waiter){.after_seq = l->horizon, .until_ms = l->heartbeat_at_ms, .wake = wake, .arg = arg};
}
