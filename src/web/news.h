// SPDX-License-Identifier: Apache-2.0
// Those who wait for events: each with the last event it knows and a time at
// which it gives up waiting. One thread looks at the feed's horizon when
// somebody says that something was committed, and once a second for what other
// programs commit, but only while anybody waits.
#pragma once

#include "base/ctx.h"
#include "store/store.h"

#define WAITERS_MAX 2000

struct waiter {
    struct waiter *next, **self; // *self is this waiter while it waits, else NULL
    int64_t after_seq, until_ms; // monotonic
    bool timed_out;
    void (*wake)(void *arg); // called once, on the news thread; must not call back into news
    void *arg;
};

struct news;
// horizon: the newest event that nothing can come before any more.
NODISCARD enum rc news_start(struct ctx *c, struct store *s, struct news **ret_news);
// Wakes everybody, as timed out, and takes no more waiters.
void news_close(struct news *n);
void news_stop(struct news *n); // after news_close; ends the thread and frees. NULL is fine
void news_poke(struct news *n);
// False when too many wait or the news are closing; wake is then not called.
bool news_wait(struct news *n, struct waiter *w);
void news_leave(struct news *n, struct waiter *w); // no longer waiting; afterwards wake is not called
// Did it wait in vain? For a waiter that was woken.
bool news_timed_out(struct news *n, const struct waiter *w);
size_t news_waiting(struct news *n);
