// SPDX-License-Identifier: Apache-2.0
// For tests of the verbs: a desk with its people, time that moves by hand, the
// clock's work, and looks at what the database says. Mails stand in line and
// are done without leaving. Only for *_test.c files.
#pragma once

#include "base/datetime.h"
#include "desk/clock.h"
#include "desk/history.h"
#include "desk/people_kit.h"
#include "desk/verbs_kit.h"

struct scene {
    struct ctx *c;
    struct store *s;
    struct small_desk d;
    struct op last; // the last thing done
};

static inline struct scene scene(struct ctx *c, struct store *s)
{
    struct scene n = {.c = c, .s = s, .d = small_desk(c, s)};
    // Ana is on duty for Networks, the team of these tests.
    assert_ok(update_team(c, s, &n.d.admin, n.d.team, (struct team_changes){.on_duty_id = n.d.ana.person_id}));
    return n;
}

static inline enum rc act_on(struct scene *n, struct op o)
{
    fail_clear(n->c);
    enum rc rc = store_write(n->c, n->s, op_in, &o);
    n->last = o;
    return rc;
}

#define ON(scene, kind, actor, on, ...) \
    act_on((scene), (struct op){.what = OP_##kind, .who = (scene)->d.actor, .number = (on), ##__VA_ARGS__})

static inline int64_t asked(struct scene *n, struct actor who)
{
    const struct ask ask = {.subject = S("The printer eats paper"), .words = {.body = S("It ate my report.")}, .team_id = n->d.team};
    assert_ok(act_on(n, (struct op){.what = OP_ASK, .who = who, .ask = ask}));
    return n->last.done.number;
}

static inline enum rc kit_mail_noop(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    return RC_OK;
}

// All work that is due now, mails standing in for themselves.
static inline void clock_runs(struct scene *n)
{
    struct job_kind kinds[8];
    size_t clock_n;
    const struct job_kind *clock = clock_kinds(&clock_n);
    memcpy(kinds, clock, clock_n * sizeof *kinds);
    kinds[clock_n] = (struct job_kind){.name = "mail", .fn = kit_mail_noop};
    int done = 1;
    for (int i = 0; done && i < 100; i++)
        assert_ok(jobs_run_due(n->c, n->s, kinds, clock_n + 1, 1000, &done));
}

static inline void time_passes(struct scene *n, int64_t ms)
{
    n->c->now_ms += ms;
    clock_runs(n);
}

// ---- what the database says ----

struct look {
    const struct query *q;
    int64_t a, b;
    int64_t value;
    struct str text;
};

static inline enum rc look_in(struct ctx *c, struct db *db, void *arg)
{
    struct look *l = arg;
    AUTO(rows_auto) struct rows r;
    const struct param params[] = {P_NULL, P(l->a), P(l->b)};
    TRY(db_rows_(db, &r, l->q, params, (size_t)l->q->params));
    l->value = 0;
    l->text = STR_NONE;
    if (rows_next(&r)) {
        l->value = rows_int(&r, 0);
        l->text = rows_text(&r, 1);
    }
    return rows_done(&r);
}

static inline struct look look_at(struct scene *n, const struct query *q, int64_t a, int64_t b)
{
    struct look l = {.q = q, .a = a, .b = b};
    fail_clear(n->c);
    assert_ok(store_read(n->c, n->s, look_in, &l));
    return l;
}

struct ticket_look {
    const struct actor *who;
    int64_t number;
    struct ticket_full full;
};

static inline enum rc ticket_look_in(struct ctx *c, struct db *db, void *arg)
{
    struct ticket_look *l = arg;
    return ticket_get_full(db, l->who, l->number, &l->full);
}

static inline struct ticket_full ticket_of(struct scene *n, const struct actor *who, int64_t number)
{
    struct ticket_look l = {.who = who, .number = number};
    fail_clear(n->c);
    assert_ok(store_read(n->c, n->s, ticket_look_in, &l));
    return l.full;
}

static inline struct ticket ticket_now(struct scene *n, int64_t number)
{
    return ticket_of(n, &n->d.admin, number).ticket;
}
