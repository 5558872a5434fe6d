// SPDX-License-Identifier: Apache-2.0
// A key's hash leads to a set of eight places; the bucket is in one of them or
// nowhere. Levels are kept in milliseconds of refill, so that no division loses
// a part.
#include "web/limits.h"

#include <pthread.h>

#include "base/crypto.h"

#define SETS 1024
#define PLACES 8

struct bucket {
    uint64_t key;
    int64_t spent_ms; // how much refill time has been taken
    int64_t at_ms;
};

struct limits {
    pthread_mutex_t lock;
    uint8_t secret[16]; // so that nobody can aim at a place
    struct bucket buckets[SETS][PLACES];
};

struct limits *limits_create(struct arena *a)
{
    struct limits *l = arena_new(a, struct limits);
    pthread_mutex_init(&l->lock, NULL);
    random_bytes(l->secret, sizeof l->secret);
    return l;
}

void limits_free(struct limits *l)
{
    if (l)
        pthread_mutex_destroy(&l->lock);
}

// The key's bucket, or the one that makes room for it.
static struct bucket *bucket_for(struct limits *l, const struct limit *limit, struct str who, int64_t now_ms)
{
    uint8_t mac[SHA256_BYTES];
    hmac_parts((struct str){(const char *)l->secret, sizeof l->secret}, (struct str[]){str_of(limit->name), who}, 2,
               mac);
    uint64_t key;
    memcpy(&key, mac, sizeof key);
    struct bucket *set = l->buckets[mac[8] | (mac[9] & 3) << 8], *oldest = &set[0];
    for (int i = 0; i < PLACES; i++) {
        if (set[i].key == key)
            return &set[i];
        if (set[i].at_ms < oldest->at_ms)
            oldest = &set[i];
    }
    *oldest = (struct bucket){key, 0, now_ms};
    return oldest;
}

static void bucket_refill(struct bucket *b, int64_t now_ms)
{
    int64_t gone = now_ms - b->at_ms;
    if (gone > 0) {
        b->spent_ms = b->spent_ms > gone ? b->spent_ms - gone : 0;
        b->at_ms = now_ms;
    }
}

enum rc limit_take(struct ctx *c, struct limits *l, const struct limit *limit, struct str who, int64_t *ret_wait_ms)
{
    int64_t wait_ms = 0;
    pthread_mutex_lock(&l->lock);
    struct bucket *b = bucket_for(l, limit, who, c->now_ms);
    bucket_refill(b, c->now_ms);
    if (b->spent_ms + limit->refill_ms > limit->refill_ms * limit->burst)
        wait_ms = b->spent_ms + limit->refill_ms - limit->refill_ms * limit->burst;
    else
        b->spent_ms += limit->refill_ms;
    pthread_mutex_unlock(&l->lock);
    *ret_wait_ms = wait_ms;
    return wait_ms ? fail(c, RC_LIMIT, "%s", limit->sentence) : RC_OK;
}

void limit_give(struct limits *l, const struct limit *limit, struct str who, int64_t now_ms)
{
    pthread_mutex_lock(&l->lock);
    struct bucket *b = bucket_for(l, limit, who, now_ms);
    b->spent_ms = b->spent_ms > limit->refill_ms ? b->spent_ms - limit->refill_ms : 0;
    pthread_mutex_unlock(&l->lock);
}
