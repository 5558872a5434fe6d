// SPDX-License-Identifier: Apache-2.0
// The thread holds no lock while it asks the database. A waiter that comes
// between the question and the answer is looked at against the newest horizon
// known, and `dirty` stays set for what was committed meanwhile, so nobody
// misses a wake.
#include "web/news.h"

#include <pthread.h>
#include <time.h>

#include "base/datetime.h"
#include "desk/history.h"

#define LOOK_EVERY_MS 1000
#define NEWS_ARENA_BYTES ((size_t)1024 * 1024)

struct news {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    struct store *store;
    struct arena *arena;
    struct waiter *waiters;
    size_t waiting;
    int64_t horizon, look_at_ms;
    bool dirty, closed, stopping;
};

static void waiter_unlink(struct news *n, struct waiter *w)
{
    *w->self = w->next;
    if (w->next)
        w->next->self = w->self;
    w->self = NULL;
    n->waiting--;
}

// Wakes those for whom there is news or whose time is up; answers when to look again.
static int64_t news_wake_due(struct news *n, int64_t now_ms)
{
    int64_t next_ms = now_ms + LOOK_EVERY_MS;
    for (struct waiter *w = n->waiters, *next; w; w = next) {
        next = w->next;
        bool has_news = n->horizon > w->after_seq;
        if (has_news || n->closed || w->until_ms <= now_ms) {
            waiter_unlink(n, w);
            w->timed_out = !has_news;
            w->wake(w->arg);
        } else if (w->until_ms < next_ms) {
            next_ms = w->until_ms;
        }
    }
    return next_ms;
}

static int64_t news_look(struct news *n)
{
    arena_reset(n->arena);
    struct ctx c = {.arena = n->arena, .now_ms = datetime_now_ms()};
    int64_t seq = 0;
    return feed_horizon(&c, n->store, &seq) == RC_OK ? seq : 0;
}

static void wait_until(struct news *n, int64_t until_ms)
{
    struct timespec t = {until_ms / 1000, until_ms % 1000 * 1000000};
    pthread_cond_timedwait(&n->changed, &n->lock, &t);
}

static void *news_run(void *arg)
{
    struct news *n = arg;
    pthread_mutex_lock(&n->lock);
    while (!n->stopping) {
        int64_t now_ms = datetime_monotonic_ms();
        if (n->waiters && !n->closed && (n->dirty || now_ms >= n->look_at_ms)) {
            n->dirty = false;
            pthread_mutex_unlock(&n->lock);
            int64_t seq = news_look(n);
            pthread_mutex_lock(&n->lock);
            n->horizon = seq > n->horizon ? seq : n->horizon;
            n->look_at_ms = now_ms + LOOK_EVERY_MS;
        }
        int64_t next_ms = news_wake_due(n, now_ms);
        if (n->stopping || (n->dirty && n->waiters))
            continue;
        if (n->waiters)
            wait_until(n, next_ms < n->look_at_ms ? next_ms : n->look_at_ms);
        else
            pthread_cond_wait(&n->changed, &n->lock);
    }
    pthread_mutex_unlock(&n->lock);
    return NULL;
}

enum rc news_start(struct ctx *c, struct store *s, struct news **ret_news)
{
    struct arena *a = arena_create(NEWS_ARENA_BYTES);
    struct news *n = arena_new(c->arena, struct news);
    n->store = s;
    n->arena = a;
    pthread_mutex_init(&n->lock, NULL);
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&n->changed, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&n->thread, NULL, news_run, n)) {
        arena_free(a);
        return fail(c, RC_IO, "No thread could be started for those who wait for events.");
    }
    *ret_news = n;
    return RC_OK;
}

void news_close(struct news *n)
{
    pthread_mutex_lock(&n->lock);
    n->closed = true;
    news_wake_due(n, datetime_monotonic_ms());
    pthread_mutex_unlock(&n->lock);
}

void news_stop(struct news *n)
{
    if (!n)
        return;
    news_close(n);
    pthread_mutex_lock(&n->lock);
    n->stopping = true;
    pthread_cond_signal(&n->changed);
    pthread_mutex_unlock(&n->lock);
    pthread_join(n->thread, NULL);
    pthread_cond_destroy(&n->changed);
    pthread_mutex_destroy(&n->lock);
    arena_free(n->arena);
}

void news_poke(struct news *n)
{
    pthread_mutex_lock(&n->lock);
    n->dirty = true;
    if (n->waiters)
        pthread_cond_signal(&n->changed);
    pthread_mutex_unlock(&n->lock);
}

bool news_wait(struct news *n, struct waiter *w)
{
    pthread_mutex_lock(&n->lock);
    bool takes = !n->closed && n->waiting < WAITERS_MAX;
    if (takes) {
        w->next = n->waiters;
        if (w->next)
            w->next->self = &w->next;
        n->waiters = w;
        w->self = &n->waiters;
        w->timed_out = false;
        n->waiting++;
        pthread_cond_signal(&n->changed);
    }
    pthread_mutex_unlock(&n->lock);
    return takes;
}

void news_leave(struct news *n, struct waiter *w)
{
    pthread_mutex_lock(&n->lock);
    if (w->self)
        waiter_unlink(n, w);
    pthread_mutex_unlock(&n->lock);
}

bool news_timed_out(struct news *n, const struct waiter *w)
{
    pthread_mutex_lock(&n->lock);
    bool timed_out = w->timed_out;
    pthread_mutex_unlock(&n->lock);
    return timed_out;
}

size_t news_waiting(struct news *n)
{
    pthread_mutex_lock(&n->lock);
    size_t waiting = n->waiting;
    pthread_mutex_unlock(&n->lock);
    return waiting;
}
