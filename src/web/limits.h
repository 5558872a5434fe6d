// SPDX-License-Identifier: Apache-2.0
// How often somebody may try: token buckets in memory, a bounded table of them.
// When the table is full the bucket that was idle longest among its neighbours
// makes room, which only ever forgives. Thread-safe. Each copy of the program
// counts on its own.
#pragma once

#include "base/ctx.h"

struct limits;

struct limit {
    const char *name;     // part of the key: each limit has its own buckets
    int burst;            // how many at once
    int64_t refill_ms;    // one more after this long
    const char *sentence; // what somebody is told who was too fast
};

struct limits *limits_create(struct arena *a);
void limits_free(struct limits *l);
// Takes one. RC_LIMIT with the sentence when there is none; *ret_wait_ms says when there will be.
NODISCARD enum rc limit_take(struct ctx *c, struct limits *l, const struct limit *limit, struct str who,
                             int64_t *ret_wait_ms);
// Gives one back: the try was a good one.
void limit_give(struct limits *l, const struct limit *limit, struct str who, int64_t now_ms);
