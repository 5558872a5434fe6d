// SPDX-License-Identifier: Apache-2.0
// Handing over in person (R2): an offer, and its answer. A colleague's wish for
// a ticket is an offer as well: from its owner to the colleague, with asked_by
// set, and it is the owner who accepts or declines it. Until then nothing changes.
#include "desk/handoff.h"

#include "base/datetime.h"
#include "desk/act.sql.h"
#include "desk/handoff.sql.h"
#include "desk/mailing.h"
#include "desk/said.h"
#include "desk/ticket_row.h"
#include "jobs/jobs.h"

enum rc handoff_open(struct act *a, const struct handoff_new *h, int64_t *ret_id)
{
    struct work_week week;
    team_work_week(&a->team, &week);
    int64_t by_at = work_week_after(&week, a->c->now_ms, a->team.offer_wait_ms, a->team.time_zone);
    if (a->offer.id)
        TRY(db_run(a->db, act_offer_end, P(a->offer.id), P(S("replaced")), P_NULL, P_NULL, P(a->c->now_ms)));
    TRY(db_int(a->db, ret_id, handoff_offer, P(a->t.number), P(a->t.owner.id), P_ID(h->to_id), P_ID(h->to_team_id),
               P_ID(h->asked_by_id), P(str_trim(h->why)), P(str_or(str_trim(h->summary), S(""))), P(a->c->now_ms),
               P(by_at)));
    const struct job_new job = {.kind = "offer_due",
                                .key = str_fmt(a->arena, "offer-%" PRId64, *ret_id),
                                .payload = str_fmt(a->arena, "{\"handoff\":%" PRId64 "}", *ret_id),
                                .run_at = by_at};
    a->offer = (struct act_offer){.id = *ret_id, .by_at = by_at};
    return job_add(a->db, &job);
}

// Whom it is offered to, by name; what the rules ask about them.
static enum rc name_offered(struct act *a, const struct offer *offer, struct str *ret_to)
{
    if ((offer->to_id != 0) == (offer->to_team_id != 0))
        return fail_field(a->c, "to", "Please say to whom: one person, or one team.");
    if (offer->to_id) {
        struct person_ref to;
        TRY(act_person(a->db, offer->to_id, &to, &a->given.named_is_staff));
        a->given.named_is_owner = to.id == a->t.owner.id;
        *ret_to = to.name;
        return RC_OK;
    }
    AUTO(rows_auto) struct rows r;
    TRY(db_rows(a->db, &r, handoff_team, P(offer->to_team_id)));
    if (!rows_next(&r)) {
        TRY(rows_done(&r));
        return fail_field(a->c, "to", "There is no such team.");
    }
    *ret_to = rows_text(&r, 0);
    a->given.named_is_staff = rows_bool(&r, 1);
    return rows_done(&r);
}

enum rc ticket_offer(struct db *db, const struct actor *who, int64_t number, const struct offer *offer,
                     struct done *ret_done)
{
    struct act a;
    struct str to;
    int64_t id;
    TRY(act_begin(&a, db, who, number));
    a.given = (struct rules_given){.has_why = said(offer->why), .has_summary = said(offer->summary)};
    TRY(name_offered(&a, offer, &to));
    TRY(act_decide(&a, ACTION_OFFER));
    TRY(said_line(a.c, "why", offer->why));
    TRY(said_line(a.c, "summary", offer->summary));
    const struct handoff_new h = {
        .to_id = offer->to_id, .to_team_id = offer->to_team_id, .why = offer->why, .summary = offer->summary};
    TRY(handoff_open(&a, &h, &id));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "to", to);
    facts_text(&f, "why", str_trim(offer->why));
    facts_text(&f, "summary", str_trim(offer->summary));
    facts_int(&f, "by", a.offer.by_at);
    TRY(act_write(&a, facts_end(&f), ret_done));
    ret_done->id = id;
    return RC_OK;
}

static enum rc no_such_handoff(struct db *db)
{
    return fail(db_ctx(db), RC_NOT_FOUND, "There is no such handoff that you can see.");
}

static enum rc begin(struct act *a, struct db *db, const struct actor *who, int64_t id)
{
    int64_t number;
    enum rc rc = db_int(db, &number, handoff_ticket, P(id));
    if (rc == RC_NOT_FOUND || !actor_is_staff(who))
        return no_such_handoff(db);
    TRY(rc);
    TRY(act_begin(a, db, who, number));
    if (a->offer.id != id)
        a->facts.offer_open = false;
    return RC_OK;
}

enum rc handoff_get(struct db *db, const struct actor *who, int64_t id, struct handoff *ret_handoff)
{
    AUTO(rows_auto) struct rows rows = {0}; // whoever is turned away below has opened none
    struct handoff h = {0};
    if (!actor_is_staff(who))
        return no_such_handoff(db);
    TRY(db_rows(db, &rows, handoff_by_id, P(id)));
    struct row_reader r = {.rows = &rows};
    if (rows_next(&rows)) {
        h.id = row_int(&r);
        h.ticket = row_int(&r);
        h.from = row_person(&r);
        h.to = row_person(&r);
        h.to_team_id = row_int(&r);
        h.to_team_name = row_text(&r);
        h.why = row_text(&r);
        h.summary = row_text(&r);
        h.state = row_text(&r);
        h.answer = row_text(&r);
        h.asked_by_id = row_int(&r);
        h.made_at = row_int(&r);
        h.by_at = row_int(&r);
        h.ended_at = row_int(&r);
    }
    TRY(rows_done(&rows));
    if (!h.id)
        return no_such_handoff(db);
    *ret_handoff = h;
    return RC_OK;
}

static struct str handed_facts(struct act *a, struct str why)
{
    struct facts f = facts_begin(a->arena);
    facts_text(&f, "from", a->old_owner.name);
    facts_text(&f, "to", a->t.owner.name);
    facts_text(&f, "why", str_trim(why));
    return facts_end(&f);
}

enum rc handoff_hand_over(struct act *a, int64_t to_id, struct str why, struct str summary, struct done *ret_done)
{
    TRY(act_new_owner(a, to_id));
    TRY(act_step(a));
    TRY(act_introduce(a, why, summary));
    return act_write(a, handed_facts(a, why), ret_done);
}

enum rc handoff_accept(struct db *db, const struct actor *who, int64_t id, struct done *ret_done)
{
    struct act a;
    TRY(begin(&a, db, who, id));
    TRY(act_decide(&a, ACTION_ACCEPT));
    TRY(db_run(db, act_offer_end, P(id), P(S("accepted")), P_NULL, P(who->person_id), P(a.c->now_ms)));
    if (a.offer.to_team_id)
        a.row.team_id = a.offer.to_team_id;
    int64_t to_id = a.d.owner == OWNER_BECOMES_NAMED ? a.offer.asked_by_id : who->person_id;
    TRY(handoff_hand_over(&a, to_id, a.offer.why, a.offer.summary, ret_done));
    ret_done->id = id;
    return RC_OK;
}

// The asker of a declined wish hears of it: the rules' mail goes to the owner, who said no.
static enum rc tell_asker(struct act *a, struct str facts)
{
    if (!a->offer.asked_by_id || a->offer.asked_by_id == a->who->person_id)
        return RC_OK;
    const struct mail_wanted m = {
        .kind = MAIL_TO_OWNER, .ticket = a->t.number, .person_id = a->offer.asked_by_id, .facts = facts};
    return mail_want(a->db, &m);
}

enum rc handoff_decline(struct db *db, const struct actor *who, int64_t id, struct str why, struct done *ret_done)
{
    struct act a;
    TRY(begin(&a, db, who, id));
    a.given.has_why = said(why);
    TRY(act_decide(&a, ACTION_DECLINE_OFFER));
    TRY(said_line(a.c, "why", why));
    TRY(db_run(db, act_offer_end, P(id), P(S("declined")), P(str_trim(why)), P(who->person_id), P(a.c->now_ms)));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "from", a.t.owner.name);
    facts_text(&f, "to", who->name);
    facts_text(&f, "why", str_trim(why));
    struct str facts = facts_end(&f);
    TRY(tell_asker(&a, facts));
    TRY(act_write(&a, facts, ret_done));
    ret_done->id = id;
    return RC_OK;
}
