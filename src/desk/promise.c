// SPDX-License-Identifier: Apache-2.0
// Keeping a promise, and renewing it with a reason that the person who waits
// reads (R9). A promise that its time has passed stays broken on record, also
// when it is kept late.
#include "desk/act.h"

#include "desk/act.sql.h"
#include "desk/said.h"

// One sentence for what is not there and what may not be seen, so that nobody learns by trying.
static enum rc no_such_promise(struct db *db)
{
    fail_clear(db_ctx(db));
    return fail(db_ctx(db), RC_NOT_FOUND, "There is no such promise that you can see.");
}

// The ticket of a step. A step that is not the ticket's open one is no open promise.
static enum rc begin(struct act *a, struct db *db, const struct actor *who, int64_t step_id)
{
    int64_t number;
    enum rc rc = db_int(db, &number, act_step_ticket, P(step_id));
    if (rc == RC_OK)
        rc = act_begin(a, db, who, number);
    if (rc == RC_NOT_FOUND)
        return no_such_promise(db);
    TRY(rc);
    if (a->t.next.id != step_id)
        a->facts.promise_open = a->facts.promise_broken = false;
    return RC_OK;
}

enum rc promise_keep(struct db *db, const struct actor *who, int64_t step_id, struct done *ret_done)
{
    struct act a;
    TRY(begin(&a, db, who, step_id));
    TRY(act_decide(&a, ACTION_KEEP_PROMISE));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "what", a.t.next.what);
    facts_int(&f, "by", a.t.next.by_at);
    if (a.facts.promise_broken)
        facts_int(&f, "late", 1);
    TRY(act_step(&a));
    TRY(act_write(&a, facts_end(&f), ret_done));
    ret_done->id = a.row.step_id;
    return RC_OK;
}

enum rc promise_renew(struct db *db, const struct actor *who, int64_t step_id, int64_t by_at, struct str why,
                      struct done *ret_done)
{
    struct act a;
    TRY(begin(&a, db, who, step_id));
    a.given =
        (struct rules_given){.has_why = said(why), .has_by = by_at > 0, .by_is_past = by_at && by_at <= a.c->now_ms};
    TRY(act_decide(&a, ACTION_RENEW_PROMISE));
    TRY(said_line(a.c, "why", why));
    TRY(said_time(a.c, "by", by_at));
    const struct step was = a.t.next;
    a.step = (struct act_given_step){.kind = STEP_KIND_PROMISE,
                                     .what = was.what,
                                     .other = was.who_name,
                                     .by_at = by_at,
                                     .why = str_trim(why),
                                     .renews_id = was.id};
    TRY(act_step(&a));
    const struct words words = {.body = str_trim(why)};
    TRY(act_say(&a, MESSAGE_REPLY, &words));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "what", was.what);
    facts_int(&f, "by", by_at);
    facts_text(&f, "why", str_trim(why));
    facts_int(&f, "was", was.by_at);
    if (!a.row.answered_at)
        a.row.answered_at = a.c->now_ms;
    TRY(act_write(&a, facts_end(&f), ret_done));
    ret_done->id = a.row.step_id;
    return RC_OK;
}
