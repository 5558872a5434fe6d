// SPDX-License-Identifier: Apache-2.0
// Leases are short, so that nobody waits long for what a dead worker had begun,
// and are renewed for as long as a job takes. Their ends are spread: jobs that
// died together, because one of them takes the program down, would otherwise be
// taken up together and die together again, until the innocent are given up on.
#include "jobs/hold.h"

#include "jobs/jobs.sql.h"
#include "jobs/limits.h"

#define LATE_SHARE 4 // less than a quarter of a lease is left: the keeper did not come through

struct renewal {
    struct hold items[JOB_THREADS_MAX];
    size_t n;
};

int64_t job_spread_ms(int64_t span_ms, int64_t id, int64_t n)
{
    must(span_ms >= 4);
    uint64_t mixed = ((uint64_t)id * 31 + (uint64_t)n) * UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ (mixed >> 32)) * UINT64_C(0x9E3779B97F4A7C15); // else two ids differ by the same each time
    return span_ms - (int64_t)((mixed >> 32) % (uint64_t)(span_ms / 4));
}

int64_t lease_until(const struct holds *h, int64_t id, int64_t now_ms)
{
    return now_ms + job_spread_ms(h ? h->lease_ms : JOB_LEASE_MS, id, now_ms);
}

void holds_init(struct holds *h, int64_t lease_ms)
{
    *h = (struct holds){.lease_ms = lease_ms > 0 ? lease_ms : JOB_LEASE_MS};
    must(pthread_mutex_init(&h->lock, NULL) == 0);
}

void holds_free(struct holds *h)
{
    must(pthread_mutex_destroy(&h->lock) == 0);
}

static bool is_same(const struct hold *a, const struct hold *b)
{
    return a->id == b->id && a->lease == b->lease;
}

// Puts `to` where `from` stands.
static void change(struct holds *h, const struct hold *from, const struct hold *to)
{
    must(pthread_mutex_lock(&h->lock) == 0);
    for (size_t i = 0; i < JOB_THREADS_MAX; i++) {
        if (is_same(&h->items[i], from)) {
            h->items[i] = *to;
            break;
        }
    }
    must(pthread_mutex_unlock(&h->lock) == 0);
}

void hold_begin(struct holds *h, const struct hold *hold)
{
    change(h, &(struct hold){0}, hold);
}

void hold_end(struct holds *h, const struct hold *hold)
{
    change(h, hold, &(struct hold){0});
}

// Those that end before a moment, with the end they shall have.
static struct renewal renewal_of(struct holds *h, int64_t before, int64_t now_ms)
{
    struct renewal r = {.n = 0};
    must(pthread_mutex_lock(&h->lock) == 0);
    for (size_t i = 0; i < JOB_THREADS_MAX; i++) {
        struct hold hold = h->items[i];
        if (!hold.id || hold.until >= before)
            continue;
        hold.until = lease_until(h, hold.id, now_ms);
        r.items[r.n++] = hold;
    }
    must(pthread_mutex_unlock(&h->lock) == 0);
    return r;
}

// One that another has taken meanwhile, or that ended, is left as it is.
static enum rc renew(struct ctx *c, struct db *db, void *arg)
{
    const struct renewal *r = arg;
    for (size_t i = 0; i < r->n; i++)
        TRY(db_run(db, job_renew, P(r->items[i].id), P(r->items[i].lease), P(r->items[i].until)));
    return RC_OK;
}

enum rc holds_renew(struct store *s, struct holds *h, int64_t now_ms, const struct log *log)
{
    struct renewal r = renewal_of(h, INT64_MAX, now_ms);
    if (!r.n)
        return RC_OK;
    AUTO(arena_auto) struct arena *arena = arena_create(64 * 1024);
    struct ctx c = {.arena = arena, .now_ms = now_ms, .log = (struct log *)log};
    enum rc rc = store_write(&c, s, renew, &r);
    if (rc != RC_OK) {
        log_failure(log, &c, "job: renewing what is under way");
        return rc;
    }
    for (size_t i = 0; i < r.n; i++)
        change(h, &r.items[i], &r.items[i]);
    return RC_OK;
}

// What is held stays as it was: this transaction may be undone, and the keeper comes again.
enum rc holds_renew_late(struct db *db, struct holds *h)
{
    struct ctx *c = db_ctx(db);
    struct renewal r = renewal_of(h, c->now_ms + h->lease_ms / LATE_SHARE, c->now_ms);
    return renew(c, db, &r);
}
