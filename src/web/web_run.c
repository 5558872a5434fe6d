// SPDX-License-Identifier: Apache-2.0
// Putting a web together and taking it apart again, in the order in which its
// parts need each other. Those who wait for events are answered before the
// server ends.
#include "web/web.h"

#include "base/datetime.h"
#include "web/http.h"
#include "web/inside.h"
#include "web/markup.h"

#define WEB_ARENA_BYTES ((size_t)64 * 1024 * 1024)
#define BODY_MAX ((size_t)26 * 1024 * 1024)

struct arena *arena_pool_take(struct arena_pool *p)
{
    struct arena *a = NULL;
    pthread_mutex_lock(&p->lock);
    if (p->n)
        a = p->items[--p->n];
    pthread_mutex_unlock(&p->lock);
    return a ? a : arena_create(p->limit_bytes);
}

void arena_pool_give(struct arena_pool *p, struct arena *a)
{
    arena_reset(a);
    pthread_mutex_lock(&p->lock);
    bool fits = p->n < ARRAY_LEN(p->items);
    if (fits)
        p->items[p->n++] = a;
    pthread_mutex_unlock(&p->lock);
    if (!fits)
        arena_free(a);
}

static void options_fill(struct web *w, const struct web_options *o)
{
    w->o = *o;
    w->o.threads = o->threads ? o->threads : 16;
    w->o.body_max = o->body_max ? o->body_max : BODY_MAX;
    w->o.connections_max = o->connections_max ? o->connections_max : 1000;
    w->o.connections_per_ip = o->connections_per_ip ? o->connections_per_ip : 250;
    w->o.listen = str_dup(w->memory, o->listen);
    struct str base = o->identity->base_url, host;
    w->is_https = str_starts_nocase(base, S("https://"));
    ptrdiff_t at = str_find(base, S("://"));
    struct str rest = at < 0 ? STR_NONE : str_from(base, (size_t)at + 3);
    if (str_cut(&rest, '/', &host))
        w->host = str_dup(w->memory, host);
}

enum rc web_create(struct ctx *c, const struct web_options *o, struct web **ret_web)
{
    markup_start();
    struct arena *memory = arena_create(WEB_ARENA_BYTES);
    struct web *w = arena_new(memory, struct web);
    w->memory = memory;
    options_fill(w, o);
    w->started_ms = c->now_ms;
    w->limits = limits_create(memory);
    // A body with uploads is held once, its parts are not copied; the rest is for the answer.
    w->arenas.limit_bytes = w->o.body_max + (size_t)32 * 1024 * 1024;
    pthread_mutex_init(&w->arenas.lock, NULL);
    pthread_mutex_init(&w->password_lock, NULL);
    struct ctx inner = {.arena = memory, .now_ms = c->now_ms};
    enum rc rc = news_start(&inner, o->store, &w->news);
    if (rc != RC_OK) {
        web_free(w);
        return fail(c, rc, "The web could not be started: no thread was free.");
    }
    *ret_web = w;
    return RC_OK;
}

void web_free(struct web *w)
{
    if (!w)
        return;
    news_stop(w->news);
    limits_free(w->limits);
    while (w->arenas.n)
        arena_free(w->arenas.items[--w->arenas.n]);
    pthread_mutex_destroy(&w->arenas.lock);
    pthread_mutex_destroy(&w->password_lock);
    arena_free(w->memory);
}

enum rc web_listen(struct ctx *c, struct web *w)
{
    struct ctx inner = {.arena = w->memory, .now_ms = c->now_ms};
    enum rc rc = server_start(&inner, w, &w->server);
    return rc == RC_OK ? RC_OK : fail(c, rc, "%.*s", STR_ARG(inner.failure.detail));
}

enum rc web_start(struct ctx *c, const struct web_options *o, struct web **ret_web)
{
    struct web *w;
    TRY(web_create(c, o, &w));
    enum rc rc = web_listen(c, w);
    if (rc == RC_OK)
        *ret_web = w;
    else
        web_free(w);
    return rc;
}

int web_port(const struct web *w)
{
    return w->server ? server_port(w->server) : 0;
}

void web_stop(struct web *w, int64_t wait_ms)
{
    if (!w)
        return;
    news_close(w->news);
    if (w->server)
        server_stop(w->server, wait_ms);
    web_free(w);
}

void web_wake(struct web *w)
{
    news_poke(w->news);
}

void web_committed(struct web *w)
{
    news_poke(w->news);
    if (w->o.committed)
        w->o.committed(w->o.committed_arg);
}
