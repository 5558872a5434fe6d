// SPDX-License-Identifier: Apache-2.0
// The feed: what each may follow, and that nothing is ever skipped while many
// write at once and transactions end in another order than they began.
#include <pthread.h>
#include <time.h>

#include "desk/reading_kit.h"

struct following {
    struct actor who;
    int64_t after, horizon, limit, last_seen;
    struct event_list list;
};

static enum rc follow_step(struct db *db, void *arg)
{
    struct following *f = arg;
    return feed_list(db, &f->who, f->after, f->horizon, f->limit, &f->list, &f->last_seen);
}

static struct following follow(struct ctx *c, struct store *s, const struct actor *who, int64_t after, int64_t limit)
{
    struct following f = {.who = *who, .after = after, .limit = limit};
    assert_ok(feed_horizon(c, s, &f.horizon));
    assert_ok(kit_read(c, s, follow_step, &f));
    return f;
}

static void add_ticket(struct ctx *c, struct store *s, const struct small_desk *d, int64_t number, int64_t requester)
{
    struct kit_ticket t = {.number = number, .subject = "s", .body = "b", .note = "n", .owner = d->ana.person_id,
                           .requester = requester, .team = d->team, .by_at = 1, .made_at = 1};
    kit_ticket(c, s, &t);
}

TEST_STORE(the_feed_shows_each_what_they_may_see)
{
    struct small_desk d = small_desk(c, s);
    struct following none = follow(c, s, &d.ana, 0, 10);
    assert_int_equal(none.list.n, 0);
    add_ticket(c, s, &d, 1, d.rita.person_id);
    add_ticket(c, s, &d, 2, d.rob.person_id);
    add_ticket(c, s, &d, 3, d.rita.person_id);
    struct following f = follow(c, s, &d.ana, none.last_seen, 10);
    assert_int_equal(f.list.n, 6);
    assert_int_equal(f.last_seen, f.horizon);
    f = follow(c, s, &d.rita, 0, 10);
    assert_int_equal(f.list.n, 2);
    assert_int_equal(f.list.items[1].ticket, 3);
    assert_int_equal(f.last_seen, f.horizon);
    assert_ok(kit_do(c, s, kit_participant_add, P(2), P(d.rita.person_id), P(1)));
    assert_int_equal(follow(c, s, &d.rita, 0, 10).list.n, 3);
    f = follow(c, s, &d.rita, 0, 1);
    assert_int_equal(f.list.n, 1);
    assert_int_equal(f.last_seen, f.list.items[0].seq);
    assert_int_equal(follow(c, s, &d.rita, f.last_seen, 10).list.n, 2);
    struct actor nobody = {.via = VIA_WEB};
    assert_int_equal(follow(c, s, &nobody, 0, 10).list.n, 0);
}

// ---- many writers ----

enum { WRITERS = 6, WRITES = 60 };

struct writing {
    struct store *store;
    int64_t ticket, writer;
    enum rc rc;
};

// An event, then a pause of its own length before the transaction ends, so that seqs end out of order.
static enum rc write_slowly(struct db *db, void *arg)
{
    const struct writing *w = arg;
    struct actor who = {.via = VIA_JOB};
    struct event_new e = {.ticket = w->ticket, .kind = "words", .content = S("{}")};
    TRY(history_add(db, &who, &e));
    struct timespec pause = {.tv_nsec = (long)((w->writer * 7 + db_ctx(db)->now_ms) % 5) * 700000};
    nanosleep(&pause, NULL);
    return history_add(db, &who, &e);
}

static void *write_many(void *arg)
{
    struct writing *w = arg;
    for (int64_t i = 0, busy = 0; i < WRITES && w->rc == RC_OK; i++) {
        AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
        struct ctx c = kit_ctx(a, KIT_NOW_MS + i);
        w->rc = kit_write(&c, w->store, write_slowly, w);
        if (w->rc == RC_BUSY && busy++ < 100) { // too many at once: nothing was written, so again
            w->rc = RC_OK;
            i--;
        }
    }
    return NULL;
}

// Follows as a program does: from what it saw last. Counts what came, which must come in order.
static int64_t follow_on(struct store *s, int64_t *after)
{
    AUTO(arena_auto) struct arena *a = arena_create(4 << 20);
    struct ctx c = kit_ctx(a, KIT_NOW_MS);
    struct actor ana = {.person_id = 1, .role = ROLE_AGENT};
    struct following f = follow(&c, s, &ana, *after, 25);
    for (size_t i = 0; i < f.list.n; i++) {
        assert_true(f.list.items[i].seq > *after);
        *after = f.list.items[i].seq;
    }
    *after = f.last_seen;
    return (int64_t)f.list.n;
}

TEST_STORE(the_feed_skips_nothing_while_many_write)
{
    struct small_desk d = small_desk(c, s);
    struct writing w[WRITERS] = {{0}};
    pthread_t threads[WRITERS];
    int64_t after = 0, seen = 0, horizon = 0;
    for (int64_t i = 0; i < WRITERS; i++)
        add_ticket(c, s, &d, i + 1, d.rita.person_id);
    for (int64_t i = 0; i < WRITERS; i++) {
        w[i] = (struct writing){.store = s, .ticket = i + 1, .writer = i};
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, &w[i]), 0);
    }
    const int64_t all = 2 * WRITERS + 2 * WRITERS * WRITES, ends = datetime_monotonic_ms() + 60000;
    while (seen < all && datetime_monotonic_ms() < ends) {
        seen += follow_on(s, &after);
        nanosleep(&(struct timespec){.tv_nsec = 300000}, NULL);
    }
    for (int64_t i = 0; i < WRITERS; i++)
        pthread_join(threads[i], NULL);
    for (int64_t i = 0; i < WRITERS; i++)
        assert_int_equal(w[i].rc, RC_OK);
    assert_int_equal(seen, all);
    assert_ok(feed_horizon(c, s, &horizon));
    assert_true(horizon >= after);
}
