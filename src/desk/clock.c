// SPDX-License-Identifier: Apache-2.0
// The clock's work on tickets: looking at a step or an offer when its time has
// come. It acts as the system, which the rules let warn, break, follow up and
// expire, and nothing else (R15). What has become moot is left alone.
#include "desk/clock.h"

#include "desk/act.h"
#include "desk/act.sql.h"
#include "desk/desk_says.h"
#include "desk/mailing.h"
#include "desk/rhythm.h"

static const struct actor system_actor = {.role = ROLE_ADMIN, .via = VIA_JOB};

struct due {
    int64_t id; // the step's, or the handoff's
    bool warns;
};

// Puts the same step in line again for a later look.
static enum rc again(struct act *a, const char *kind, int64_t run_at)
{
    const struct job_new job = {.kind = kind,
                                .key = str_fmt(a->arena, "step-%" PRId64, a->t.next.id),
                                .payload = str_fmt(a->arena, "{\"step\":%" PRId64 "}", a->t.next.id),
                                .run_at = run_at};
    return job_add(a->db, &job);
}

// What the rules no longer allow has become moot: nothing is written, nothing is wrong.
static enum rc decide(struct act *a, enum rules_action action, bool *ret_moot)
{
    enum rc rc = act_decide(a, action);
    *ret_moot = rc == RC_REFUSED;
    if (rc != RC_REFUSED)
        return rc;
    fail_clear(a->c);
    return RC_OK;
}

// ---- what is ours to do ----

static enum rc warn(struct act *a)
{
    bool moot;
    if (a->warned_at)
        return again(a, "step_due", a->t.next.by_at);
    TRY(decide(a, ACTION_WARN_PROMISE, &moot));
    if (moot)
        return RC_OK;
    if (a->facts.owner_away) // a warning that nobody reads warns nobody
        a->d.mails |= MAIL_TO_LEAD;
    TRY(db_run(a->db, act_step_warned, P(a->t.next.id), P(a->c->now_ms)));
    struct facts f = facts_begin(a->arena);
    facts_text(&f, "what", a->t.next.what);
    facts_int(&f, "by", a->t.next.by_at);
    facts_text(&f, "owner", a->t.owner.name);
    TRY(act_write(a, facts_end(&f), NULL));
    return again(a, "step_due", a->t.next.by_at);
}

static struct str broken_facts(struct act *a)
{
    const struct step *s = &a->t.next;
    struct facts f = facts_begin(a->arena);
    facts_text(&f, "kind", step_kind_name(s->kind));
    facts_text(&f, "what", s->what);
    facts_int(&f, "by", s->by_at);
    facts_text(&f, "owner", a->t.owner.name);
    facts_text(&f, "lead", a->team.lead.name);
    return facts_end(&f);
}

static enum rc break_promise(struct act *a)
{
    bool moot;
    if (a->c->now_ms < a->t.next.by_at)
        return again(a, "step_due", a->t.next.by_at);
    TRY(decide(a, ACTION_BREAK_PROMISE, &moot));
    if (moot)
        return RC_OK;
    TRY(db_run(a->db, act_step_broken, P(a->t.next.id), P(a->c->now_ms)));
    const struct words words = {.body = says_broken(a)};
    TRY(act_say(a, MESSAGE_DESK, &words));
    return act_write(a, broken_facts(a), NULL);
}

// ---- what they were asked ----

// The one before was sent at warned_at: a late clock moves the rest, it does not send them all at once.
static int64_t follow_up_due(const struct act *a, const struct rhythm *r)
{
    int sent = (int)a->t.follow_ups;
    return sent && sent < r->n && a->warned_at ? rhythm_next(&a->team, r, sent - 1, a->warned_at) : a->t.next.by_at;
}

static enum rc follow_up(struct act *a)
{
    bool moot;
    struct rhythm r = rhythm_of(&a->team);
    int64_t due_at = follow_up_due(a, &r);
    if (a->c->now_ms < due_at)
        return again(a, a->t.follow_ups ? "follow_up" : "step_due", due_at);
    TRY(decide(a, ACTION_FOLLOW_UP, &moot));
    if (moot)
        return RC_OK;
    TRY(db_run(a->db, act_step_warned, P(a->t.next.id), P(a->c->now_ms)));
    int sent = (int)++a->row.follow_ups;
    struct facts f = facts_begin(a->arena);
    facts_int(&f, "n", sent);
    facts_int(&f, "of", r.n);
    facts_text(&f, "owner", a->t.owner.name);
    facts_text(&f, "what", a->t.next.what);
    TRY(act_write(a, facts_end(&f), NULL));
    return sent < r.n ? again(a, "follow_up", rhythm_next(&a->team, &r, sent - 1, a->c->now_ms)) : RC_OK;
}

static enum rc step_look(struct ctx *c, struct db *db, void *arg)
{
    const struct due *due = arg;
    struct act a;
    int64_t number;
    enum rc rc = db_int(db, &number, act_step_ticket, P(due->id));
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    TRY(rc);
    TRY(act_begin(&a, db, &system_actor, number));
    const struct step *s = &a.t.next;
    if (s->id != due->id || s->broken_at)
        return RC_OK;
    if (s->who == STEP_WHO_YOU)
        return s->kind == STEP_KIND_REST ? RC_OK : follow_up(&a);
    return due->warns && c->now_ms < s->by_at ? warn(&a) : break_promise(&a);
}

// ---- offers ----

static enum rc expire(struct act *a, const struct handoff *h)
{
    bool moot;
    TRY(decide(a, ACTION_EXPIRE_OFFER, &moot));
    if (moot)
        return RC_OK;
    TRY(db_run(a->db, act_offer_end, P(h->id), P(S("expired")), P_NULL, P_NULL, P(a->c->now_ms)));
    struct facts f = facts_begin(a->arena);
    facts_text(&f, "from", h->from.name);
    facts_text(&f, "to", h->to.id ? h->to.name : h->to_team_name);
    facts_text(&f, "lead", a->team.lead.name);
    struct str facts = facts_end(&f);
    if (h->asked_by_id) { // a colleague waited for this
        const struct mail_wanted m = {
            .kind = MAIL_TO_OWNER, .ticket = a->t.number, .person_id = h->asked_by_id, .facts = facts};
        TRY(mail_want(a->db, &m));
    }
    return act_write(a, facts, NULL);
}

static enum rc offer_look(struct ctx *c, struct db *db, void *arg)
{
    const struct due *due = arg;
    struct act a;
    struct handoff h;
    enum rc rc = handoff_get(db, &system_actor, due->id, &h);
    if (rc == RC_NOT_FOUND) {
        fail_clear(c);
        return RC_OK;
    }
    TRY(rc);
    if (!str_eq(h.state, S("offered")))
        return RC_OK;
    TRY(act_begin(&a, db, &system_actor, h.ticket));
    if (c->now_ms >= h.by_at)
        return expire(&a, &h);
    const struct job_new job = {.kind = "offer_due",
                                .key = str_fmt(a.arena, "offer-%" PRId64, h.id),
                                .payload = str_fmt(a.arena, "{\"handoff\":%" PRId64 "}", h.id),
                                .run_at = h.by_at};
    return job_add(db, &job);
}

// ---- kinds of work ----

static enum rc step_warn_job(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct due due = {.id = facts_get_int(c->arena, job->payload, "step"), .warns = true};
    return store_write(c, s, step_look, &due);
}

static enum rc step_due_job(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct due due = {.id = facts_get_int(c->arena, job->payload, "step")};
    return store_write(c, s, step_look, &due);
}

static enum rc offer_due_job(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct due due = {.id = facts_get_int(c->arena, job->payload, "handoff")};
    return store_write(c, s, offer_look, &due);
}

const struct job_kind *clock_kinds(size_t *ret_n)
{
    static const struct job_kind kinds[] = {
        {.name = "step_warn", .fn = step_warn_job},
        {.name = "step_due", .fn = step_due_job},
        {.name = "follow_up", .fn = step_due_job},
        {.name = "offer_due", .fn = offer_due_job},
    };
    *ret_n = ARRAY_LEN(kinds);
    return kinds;
}
