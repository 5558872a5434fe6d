// SPDX-License-Identifier: Apache-2.0
// The way in: one query for everything that the rules ask about, the actor's
// standings, and the decision. Somebody may stand to a ticket in several ways
// (a lead to whom it was offered, an agent who asked for help themselves): the
// strongest way that permits the action counts.
#include "desk/act.h"

#include "base/datetime.h"
#include "desk/act.sql.h"
#include "desk/rhythm.h"
#include "desk/ticket_row.h"

#define BIT(actor) (1u << (actor))

static void read_head(struct row_reader *r, struct act *a)
{
    struct ticket *t = &a->t;
    t->number = row_int(r);
    t->subject = row_text(r);
    must(state_parse(row_text(r), &t->state));
    must(outcome_parse(row_text(r), &t->outcome));
    must(effect_parse(row_text(r), &t->effect));
    must(reach_parse(row_text(r), &t->reach));
    t->playback_state = row_text(r);
    t->answered_at = row_int(r);
    t->owned_since = row_int(r);
    t->closed_at = row_int(r);
    t->decline_state = row_text(r);
    t->follow_ups = row_int(r);
    t->merged_into = row_int(r);
    t->version = row_int(r);
    a->row.state_before_merge = row_text(r);
}

static struct person_ref read_ref(struct row_reader *r)
{
    struct person_ref p = {.id = row_int(r)};
    p.name = row_text(r);
    p.active = row_int(r);
    return p;
}

static void read_people(struct row_reader *r, struct act *a)
{
    a->t.owner = read_ref(r);
    int64_t away_until = row_int(r);
    a->facts.owner_away = !a->t.owner.active || away_until > a->c->now_ms;
    a->t.requester = read_ref(r);
    a->requester_zone = row_text(r);
    a->t.speaker = read_ref(r);
}

static void read_team(struct row_reader *r, struct act *a)
{
    struct team *m = &a->team;
    m->id = row_int(r);
    m->name = row_text(r);
    m->hours = row_text(r);
    m->time_zone = row_text(r);
    m->assign = row_text(r);
    m->playback_from = row_text(r);
    m->follow_up_days = row_text(r);
    m->lead_id = row_int(r);
    m->lead = (struct person_ref){.id = m->lead_id, .name = row_text(r)};
    m->on_duty_id = row_int(r);
    m->last_turn_id = row_int(r);
    m->target_stuck_ms = row_int(r);
    m->target_slowed_ms = row_int(r);
    m->target_wait_ms = row_int(r);
    m->offer_wait_ms = row_int(r);
    m->reopen_days = row_int(r);
    a->t.team_id = m->id;
    a->t.team_name = m->name;
    a->t.team_lead_id = m->lead_id;
    a->t.team_time_zone = m->time_zone;
}

static void read_offer(struct row_reader *r, struct act_offer *o)
{
    o->id = row_int(r);
    o->from_id = row_int(r);
    o->to_id = row_int(r);
    o->to_team_id = row_int(r);
    o->asked_by_id = row_int(r);
    o->by_at = row_int(r);
    o->why = row_text(r);
    o->summary = row_text(r);
}

static unsigned staff_standing(const struct act *a, bool member, bool offered, bool helper)
{
    const struct actor *who = a->who;
    bool lead = who->role == ROLE_ADMIN || who->person_id == a->t.team_lead_id || (who->role == ROLE_LEAD && member);
    return (who->person_id == a->t.owner.id ? BIT(ACTOR_OWNER) : 0) | (lead ? BIT(ACTOR_LEAD) : 0) |
           (offered ? BIT(ACTOR_OFFERED) : 0) | (helper ? BIT(ACTOR_HELPER) : 0) |
           (member ? BIT(ACTOR_MEMBER) : BIT(ACTOR_COLLEAGUE));
}

static unsigned read_standing(struct row_reader *r, const struct act *a)
{
    const struct actor *who = a->who;
    bool member = row_int(r), offered = row_int(r), helper = row_int(r), participant = row_int(r);
    bool outsider = row_int(r);
    if (!who->person_id) // nobody comes in by the web as the desk itself
        return BIT(who->via == VIA_JOB || who->via == VIA_COMMAND || who->via == VIA_IMPORT || who->via == VIA_MAIL
                       ? ACTOR_SYSTEM
                       : ACTOR_STRANGER);
    unsigned s = 0;
    if (who->person_id == a->t.requester.id || who->person_id == a->t.speaker.id)
        s |= BIT(ACTOR_REQUESTER);
    if (actor_is_staff(who))
        s |= staff_standing(a, member, offered, helper);
    if (participant)
        s |= BIT(ACTOR_PARTICIPANT);
    if (outsider)
        s |= BIT(ACTOR_OUTSIDER);
    return s ? s : BIT(ACTOR_STRANGER);
}

// The team plays problems back from an effect on; the worse the effect, the lower its value.
static bool playback_required(const struct act *a)
{
    enum effect from;
    return effect_parse(a->team.playback_from, &from) && a->t.effect <= from;
}

static void gather_facts(struct act *a)
{
    const struct ticket *t = &a->t;
    const struct step *s = &t->next;
    struct rules_facts *f = &a->facts;
    f->state = t->state;
    f->outcome = t->outcome;
    f->answered = t->answered_at != 0;
    f->promise_open = s->id && s->kind == STEP_KIND_PROMISE;
    f->target_open = s->id && s->kind == STEP_KIND_TARGET;
    f->promise_broken = f->promise_open && s->broken_at;
    f->target_broken = (f->target_open || (s->id && s->kind == STEP_KIND_REVIEW)) && s->broken_at;
    f->step_by_at = s->by_at;
    f->offer_open = a->offer.id != 0;
    f->offer_asked = a->offer.asked_by_id != 0;
    f->declined = !str_is_none(t->decline_state);
    f->review_open = str_eq(t->decline_state, S("review"));
    f->playback_required = playback_required(a);
    f->playback_agreed = str_eq(t->playback_state, S("agreed"));
    f->playback_waiting = str_eq(t->playback_state, S("waiting"));
    f->has_left = !t->requester.active && !t->speaker.active;
    f->follow_ups_sent = (int)t->follow_ups;
    f->follow_ups_planned = rhythm_of(&a->team).n;
    f->closed_at = t->closed_at;
    f->reopen_within_ms = a->team.reopen_days * DAY_MS;
}

static void begin_row(struct act *a)
{
    const struct ticket *t = &a->t;
    struct act_row *w = &a->row;
    w->state = t->state;
    w->outcome = t->outcome;
    w->effect = t->effect;
    w->owner_id = t->owner.id;
    w->owned_since = t->owned_since;
    w->team_id = t->team_id;
    w->step_id = t->next.id;
    w->answered_at = t->answered_at;
    w->follow_ups = t->follow_ups;
    w->merged_into = t->merged_into;
    w->closed_at = t->closed_at;
    w->speaker_id = t->speaker.id;
    w->decline_state = t->decline_state;
}

static enum rc not_found(struct act *a, int64_t number)
{
    return fail(a->c, RC_NOT_FOUND, "There is no request R-%" PRId64 " that you can see.", number);
}

static enum rc load(struct act *a, int64_t number)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(a->db, &rows, act_ticket, P(number), P(a->who->person_id)));
    struct row_reader r = {.rows = &rows};
    if (!rows_next(&rows)) {
        TRY(rows_done(&rows));
        return not_found(a, number);
    }
    read_head(&r, a);
    read_people(&r, a);
    read_team(&r, a);
    a->t.next = row_step(&r);
    a->warned_at = row_int(&r);
    read_offer(&r, &a->offer);
    a->standing = read_standing(&r, a);
    return rows_done(&rows);
}

bool act_stands(const struct act *a, enum rules_actor as)
{
    return a->standing & BIT(as);
}

static bool may_see(const struct act *a)
{
    for (unsigned i = 0; i < ACTOR_COUNT_; i++)
        if (act_stands(a, (enum rules_actor)i) && (rules_sees((enum rules_actor)i) || i == ACTOR_OUTSIDER))
            return true;
    return false;
}

enum rc act_begin(struct act *a, struct db *db, const struct actor *who, int64_t number)
{
    *a = (struct act){.db = db, .c = db_ctx(db), .arena = db_arena(db), .who = who};
    TRY(load(a, number));
    if (!may_see(a))
        return not_found(a, number);
    if (who->if_version && who->if_version != a->t.version)
        return fail(a->c, RC_CONFLICT,
                    "Somebody has changed this ticket since you looked at it. Please look at it again, then decide.");
    gather_facts(a);
    begin_row(a);
    return RC_OK;
}

static enum rules_actor strongest(const struct act *a, enum rules_action action)
{
    enum rules_actor first = ACTOR_STRANGER;
    for (unsigned i = ACTOR_COUNT_; i-- > 0;)
        if (act_stands(a, (enum rules_actor)i))
            first = (enum rules_actor)i;
    for (unsigned i = 0; i < ACTOR_COUNT_; i++)
        if (act_stands(a, (enum rules_actor)i) && rules_permits((enum rules_actor)i, action))
            return (enum rules_actor)i;
    return first;
}

enum rc act_refuse(struct act *a, const char *rule, const char *detail, const char *instead)
{
    return refuse(a->c, rule, str_of(detail), str_of(instead));
}

// Whoever may not do a thing reads the rule and the way out as well.
static enum rc deny(struct act *a)
{
    (void)act_refuse(a, a->d.rule, a->d.detail, a->d.instead);
    a->c->failure.rc = RC_DENIED;
    return RC_DENIED;
}

enum rc act_decide(struct act *a, enum rules_action action)
{
    a->action = action;
    a->as = strongest(a, action);
    a->d = rules_decide(&a->facts, a->as, action, &a->given, a->c->now_ms);
    if (a->d.denied)
        return deny(a);
    if (!a->d.allowed)
        return act_refuse(a, a->d.rule, a->d.detail, a->d.instead);
    a->row.state = a->d.state;
    a->row.outcome = a->d.outcome;
    if (a->d.state == STATE_CLOSED && a->t.state != STATE_CLOSED)
        a->row.closed_at = a->c->now_ms;
    if (a->d.state != STATE_CLOSED)
        a->row.closed_at = 0;
    return RC_OK;
}

enum rc act_person(struct db *db, int64_t id, struct person_ref *ret_person, bool *ret_staff)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, act_person_by_id, P(id)));
    if (!rows_next(&rows)) {
        TRY(rows_done(&rows));
        return fail_field(db_ctx(db), "person", "There is no such person.");
    }
    struct row_reader r = {.rows = &rows};
    *ret_person = read_ref(&r);
    *ret_staff = row_int(&r);
    return rows_done(&rows);
}
