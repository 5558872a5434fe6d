// SPDX-License-Identifier: Apache-2.0
// Ways to a ticket that nobody offered: taking what no person has answered yet,
// asking its owner, stepping in as a lead (R2), and giving on what an absent or
// leaving owner holds (R7). Each is introduced to the person who asked (R3).
#include "desk/handoff.h"

#include "desk/said.h"

// The owner is asked; nothing changes until they answer.
static enum rc ask_owner(struct act *a, struct str why, struct done *ret_done)
{
    const struct handoff_new h = {.to_id = a->who->person_id, .asked_by_id = a->who->person_id, .why = why};
    int64_t id;
    TRY(handoff_open(a, &h, &id));
    struct facts f = facts_begin(a->arena);
    facts_text(&f, "owner", a->t.owner.name);
    facts_text(&f, "why", str_trim(why));
    facts_int(&f, "by", a->offer.by_at);
    TRY(act_write(a, facts_end(&f), ret_done));
    ret_done->id = id;
    return RC_OK;
}

static enum rules_action way_in(const struct act *a)
{
    const struct rules_facts *f = &a->facts;
    bool due = f->owner_away || f->promise_broken || f->target_broken;
    bool steps_in = act_stands(a, ACTOR_LEAD) && !act_stands(a, ACTOR_OWNER) && f->answered && due;
    return steps_in ? ACTION_STEP_IN : ACTION_TAKE;
}

enum rc ticket_take(struct db *db, const struct actor *who, int64_t number, struct str why, struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    a.given.has_why = said(why);
    TRY(act_decide(&a, way_in(&a)));
    TRY(said_line(a.c, "why", why));
    if (a.d.asks_owner)
        return ask_owner(&a, why, ret_done);
    struct str reason = str_or(str_trim(why), str_fmt(a.arena, "%.*s is free to look at it now.", STR_ARG(who->name)));
    return handoff_hand_over(&a, who->person_id, reason, STR_NONE, ret_done);
}

enum rc ticket_assign(struct db *db, const struct actor *who, int64_t number, int64_t to_id, struct str why,
                      struct done *ret_done)
{
    struct act a;
    struct person_ref to;
    TRY(act_begin(&a, db, who, number));
    TRY(act_person(db, to_id, &to, &a.given.named_is_staff));
    a.given.has_why = said(why);
    a.given.named_is_owner = to_id == a.t.owner.id;
    a.given.named_is_lead = to_id == a.t.team_lead_id;
    TRY(act_decide(&a, ACTION_ASSIGN));
    TRY(said_line(a.c, "why", why));
    return handoff_hand_over(&a, to_id, why, STR_NONE, ret_done);
}
