// SPDX-License-Identifier: Apache-2.0
// Words of the requester's side, and notes among staff. No answer is ever
// bounced (R16): words follow a merged ticket to where it is carried on, open a
// closed one again, or open its successor.
#include "desk/words.h"

#include "desk/ask.h"
#include "desk/said.h"

#define MERGES_MAX 16

static enum rc begin_where_it_is_carried_on(struct act *a, struct db *db, const struct actor *who, struct actor *any,
                                            int64_t number)
{
    TRY(act_begin(a, db, who, number));
    *any = *who;
    any->if_version = 0; // it was of the ticket that they named
    for (int i = 0; a->t.outcome == OUTCOME_MERGED && i < MERGES_MAX; i++)
        TRY(act_begin(a, db, any, a->t.merged_into));
    return RC_OK;
}

// R16: the closed ticket stays as it is and says where it goes on.
static enum rc open_successor(struct act *a, const struct words *words, struct done *ret_done)
{
    const struct ask ask = {.subject = a->t.subject,
                            .words = *words,
                            .requester_id = a->t.requester.id,
                            .team_id = a->team.id,
                            .has_effect = true,
                            .has_reach = true,
                            .effect = a->t.effect,
                            .reach = a->t.reach,
                            .successor_of = a->t.number};
    int64_t number;
    TRY(ask_create(a->db, a->who, &ask, a->t.owner.id, &number));
    struct facts f = facts_begin(a->arena);
    facts_int(&f, "number", number);
    TRY(act_write(a, facts_end(&f), NULL));
    *ret_done = (struct done){.number = number, .version = 1, .opened_successor = true};
    return RC_OK;
}

static bool speaks_for_them(const struct act *a)
{
    return a->as >= ACTOR_OWNER && a->as <= ACTOR_COLLEAGUE;
}

enum rc words_write(struct act *a, const struct words *words, struct facts *f, struct done *ret_done)
{
    if (a->d.opens_successor)
        return open_successor(a, words, ret_done);
    bool outside = a->as == ACTOR_OUTSIDER, reopens = a->t.state == STATE_CLOSED;
    TRY(act_owner_who_is_in(a));
    TRY(act_step(a));
    if (said(words->body) || words->uploads_n)
        TRY(act_say(a, outside ? MESSAGE_OUTSIDE : MESSAGE_WORDS, words));
    if (outside)
        facts_text(f, "from", a->who->name);
    if (speaks_for_them(a))
        facts_text(f, "for", str_is_none(a->t.speaker.name) ? a->t.requester.name : a->t.speaker.name);
    if (reopens) {
        facts_text(f, "owner", a->t.owner.name);
        facts_int(f, "by", a->t.next.by_at);
    }
    return act_write(a, facts_end(f), ret_done);
}

enum rc ticket_add_words(struct db *db, const struct actor *who, int64_t number, const struct words *words,
                         struct done *ret_done)
{
    struct act a;
    struct actor any;
    TRY(begin_where_it_is_carried_on(&a, db, who, &any, number));
    TRY(said_words(a.c, words));
    TRY(act_decide(&a, ACTION_ADD_WORDS));
    struct facts f = facts_begin(a.arena);
    return words_write(&a, words, &f, ret_done);
}

enum rc ticket_note(struct db *db, const struct actor *who, int64_t number, const struct words *words,
                    struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    TRY(act_decide(&a, ACTION_NOTE));
    TRY(said_words(a.c, words));
    TRY(act_say(&a, MESSAGE_NOTE, words));
    return act_write(&a, S("{}"), ret_done);
}
