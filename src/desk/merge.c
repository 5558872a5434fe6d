// SPDX-License-Identifier: Apache-2.0
// Merging two tickets of one person, and undoing it. The one that is merged is
// closed and says where it goes on; words that arrive at it are carried over.
// Undone, it is with us again: we owe the next word.
#include "desk/act.h"

#include "desk/desk_says.h"
#include "desk/merge.sql.h"

// The same on the other ticket's history.
static enum rc tell_other(struct act *other, const char *kind, const struct act *a)
{
    struct facts f = facts_begin(other->arena);
    facts_int(&f, "number", a->t.number);
    facts_text(&f, "subject", a->t.subject);
    TRY(act_event(other, other->t.number, kind, 0, STR_NONE, facts_end(&f)));
    return db_run(other->db, merge_touch, P(other->t.number), P(other->c->now_ms));
}

enum rc ticket_merge(struct db *db, const struct actor *who, int64_t number, int64_t into, struct str why,
                     struct done *ret_done)
{
    struct act a, other;
    const struct actor any = {.person_id = who->person_id, .role = who->role, .via = who->via, .name = who->name};
    TRY(act_begin(&a, db, who, number));
    TRY(act_begin(&other, db, &any, into));
    a.facts.other_is_open = other.t.state != STATE_CLOSED && into != number;
    a.facts.other_same_requester =
        other.t.requester.id == a.t.requester.id && other.t.speaker.id == a.t.speaker.id;
    TRY(act_decide(&a, ACTION_MERGE));
    a.row.state_before_merge = state_name(a.t.state);
    a.row.merged_into = into;
    TRY(act_step(&a));
    const struct words words = {.body = says_merged(&a, into, other.t.subject, why)};
    TRY(act_say(&a, MESSAGE_DESK, &words));
    TRY(db_run(db, merge_participants, P(number), P(into), P(a.c->now_ms)));
    TRY(tell_other(&other, "merged_in", &a));
    struct facts f = facts_begin(a.arena);
    facts_int(&f, "number", into);
    if (!str_is_empty(str_trim(why)))
        facts_text(&f, "why", str_trim(why));
    return act_write(&a, facts_end(&f), ret_done);
}

enum rc ticket_unmerge(struct db *db, const struct actor *who, int64_t number, struct done *ret_done)
{
    struct act a, other;
    const struct actor any = {.person_id = who->person_id, .role = who->role, .via = who->via, .name = who->name};
    TRY(act_begin(&a, db, who, number));
    TRY(act_decide(&a, ACTION_UNMERGE));
    int64_t from = a.t.merged_into;
    a.row.merged_into = 0;
    a.row.state_before_merge = STR_NONE;
    TRY(act_owner_who_is_in(&a));
    TRY(act_step(&a));
    const struct words words = {.body = says_unmerged(&a, from)};
    TRY(act_say(&a, MESSAGE_DESK, &words));
    TRY(act_begin(&other, db, &any, from));
    TRY(tell_other(&other, "unmerged_from", &a));
    struct facts f = facts_begin(a.arena);
    facts_int(&f, "number", from);
    facts_int(&f, "by", a.t.next.by_at);
    return act_write(&a, facts_end(&f), ret_done);
}
