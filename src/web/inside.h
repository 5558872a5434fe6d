// SPDX-License-Identifier: Apache-2.0
// What the files of this floor share of a running web: its options, limits,
// waiters, arenas and counters. Handlers reach it as r->web. Not for other
// floors; they include web.h.
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "web/limits.h"
#include "web/news.h"
#include "web/web.h"

#define STATUS_COUNT 600
#define SESSION_COOKIE "rapport_session"

struct server; // http.c's

// An arena of a request comes from here and goes back, so that a steady load does not allocate.
struct arena_pool {
    pthread_mutex_t lock;
    struct arena *items[64];
    size_t n;
    size_t limit_bytes;
};

struct web {
    struct web_options o;
    bool is_https;   // by the base URL
    struct str host; // of the base URL, for the check of Origin
    struct limits *limits;
    struct news *news;
    struct server *server;
    struct arena *memory; // for what lives as long as the web
    struct arena_pool arenas;
    pthread_mutex_t password_lock; // argon2id takes 64 MB: one at a time
    _Atomic uint64_t requests, statuses[STATUS_COUNT];
    _Atomic int64_t health_until_ms; // monotonic; the last health answer holds until then
    _Atomic int health_rc;
    int64_t started_ms;
};

struct arena *arena_pool_take(struct arena_pool *p);
void arena_pool_give(struct arena_pool *p, struct arena *a);
// Something was committed: tells the job workers and those who wait for events.
void web_committed(struct web *w);
