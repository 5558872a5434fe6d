// SPDX-License-Identifier: Apache-2.0
// A reply: words, and what happens next. It is a promise, a question or a
// proposal (R8), carries the writer's card where they are new to each other
// (R24), and is held while it says too little (R26).
#include "desk/act.h"

#include "base/datetime.h"
#include "base/utf8.h"
#include "desk/reply.sql.h"
#include "desk/said.h"

#define QUIET_SPELL_MS (60 * DAY_MS)

static enum rc check(struct ctx *c, const struct reply *reply)
{
    TRY(said_words(c, &reply->words));
    TRY(said_line(c, "what", reply->what));
    TRY(said_line(c, "other", reply->other));
    TRY(said_line(c, "override", reply->override));
    return said_time(c, "by", reply->by_at);
}

enum rc act_carries_card(struct act *a, bool *ret_card)
{
    int64_t one;
    enum rc rc =
        db_int(a->db, &one, reply_known, P(a->who->person_id), P(a->t.requester.id), P(a->c->now_ms - QUIET_SPELL_MS));
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    *ret_card = rc == RC_NOT_FOUND;
    return RC_OK;
}

static void give_step(struct act *a, const struct reply *reply)
{
    static const enum step_kind kinds[] = {
        [NEXT_PROMISE] = STEP_KIND_PROMISE, [NEXT_QUESTION] = STEP_KIND_QUESTION, [NEXT_PROPOSAL] = STEP_KIND_PROPOSAL};
    a->step = (struct act_given_step){.kind = kinds[reply->next], .what = reply->what, .by_at = reply->by_at};
    if (reply->next != NEXT_PROMISE)
        return;
    a->step.other = reply->other;
    if (!a->facts.promise_open)
        return;
    // One promise in place of another: what they read here is the reason (R9).
    a->step.renews_id = a->t.next.id;
    a->step.why = utf8_truncate(str_trim(reply->words.body), TICKET_LINE_BYTES_MAX);
}

static struct str reply_facts(struct act *a, const struct reply *reply, bool card)
{
    struct facts f = facts_begin(a->arena);
    if (reply->next != NEXT_PROPOSAL)
        facts_text(&f, "what", str_trim(reply->what));
    facts_int(&f, "by", a->t.next.by_at);
    if (said(reply->other) && reply->next == NEXT_PROMISE)
        facts_text(&f, "other", str_trim(reply->other));
    if (reply->held && said(reply->override))
        facts_text(&f, "override", str_trim(reply->override));
    if (card)
        facts_int(&f, "card", 1);
    return facts_end(&f);
}

enum rc ticket_reply(struct db *db, const struct actor *who, int64_t number, const struct reply *reply,
                     struct done *ret_done)
{
    static const enum rules_action actions[] = {[NEXT_PROMISE] = ACTION_REPLY_PROMISE,
                                                [NEXT_QUESTION] = ACTION_REPLY_QUESTION,
                                                [NEXT_PROPOSAL] = ACTION_REPLY_PROPOSAL};
    struct act a;
    bool card;
    TRY(act_begin(&a, db, who, number));
    a.given = (struct rules_given){.has_what = said(reply->what),
                                   .has_by = reply->by_at > 0,
                                   .by_is_past = reply->by_at && reply->by_at <= a.c->now_ms,
                                   .held = reply->held,
                                   .has_override = said(reply->override)};
    TRY(act_decide(&a, actions[reply->next]));
    TRY(check(a.c, reply));
    TRY(act_carries_card(&a, &card));
    give_step(&a, reply);
    TRY(act_step(&a));
    TRY(act_say(&a, MESSAGE_REPLY, &reply->words));
    if (!a.row.answered_at)
        a.row.answered_at = a.c->now_ms;
    return act_write(&a, reply_facts(&a, reply, card), ret_done);
}
