// SPDX-License-Identifier: Apache-2.0
// Declining (R13): with a reason in plain words, with what they can do instead,
// and with somebody who looks at it again if they ask. It ends by their taking
// the reason or by a lead's answer to the review; silence lets it rest at most.
#include "desk/act.h"

#include "desk/decline.sql.h"
#include "desk/said.h"

enum rc ticket_decline(struct db *db, const struct actor *who, int64_t number, struct str why, struct str instead,
                       struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    a.given = (struct rules_given){.has_why = said(why),
                                   .has_instead = said(instead),
                                   .held = said_in_one_word(why) && said_in_one_word(instead)};
    TRY(act_decide(&a, ACTION_DECLINE));
    TRY(said_line(a.c, "why", why));
    TRY(said_line(a.c, "instead", instead));
    a.row.decline_state = S("told");
    a.row.decline_why = str_trim(why);
    a.row.decline_instead = str_trim(instead);
    if (!a.row.answered_at)
        a.row.answered_at = a.c->now_ms;
    bool card;
    TRY(act_carries_card(&a, &card));
    TRY(act_step(&a));
    const struct words words = {.body = str_fmt(a.arena, "%.*s\n\nWhat you can do instead: %.*s",
                                                STR_ARG(a.row.decline_why), STR_ARG(a.row.decline_instead))};
    TRY(act_say(&a, MESSAGE_REPLY, &words));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "why", a.row.decline_why);
    facts_text(&f, "instead", a.row.decline_instead);
    facts_text(&f, "reviewer", a.team.lead.name);
    if (card)
        facts_int(&f, "card", 1);
    return act_write(&a, facts_end(&f), ret_done);
}

enum rc ticket_take_reason(struct db *db, const struct actor *who, int64_t number, struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    TRY(act_decide(&a, ACTION_TAKE_REASON));
    a.row.decline_state = STR_NONE;
    TRY(act_step(&a));
    return act_write(&a, S("{}"), ret_done);
}

enum rc ticket_ask_review(struct db *db, const struct actor *who, int64_t number, struct str text,
                          struct done *ret_done)
{
    struct act a;
    const struct words words = {.body = text};
    TRY(act_begin(&a, db, who, number));
    TRY(act_decide(&a, ACTION_ASK_REVIEW));
    TRY(said_words_or_none(a.c, &words));
    a.row.decline_state = S("review");
    TRY(act_step(&a));
    if (said(text))
        TRY(act_say(&a, MESSAGE_WORDS, &words));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "reviewer", a.team.lead.name);
    facts_int(&f, "by", a.t.next.by_at);
    return act_write(&a, facts_end(&f), ret_done);
}

// R13: whoever said no does not answer the review alone, if another lead is in.
static enum rc look_at_reviewers(struct act *a)
{
    int64_t declined_by = 0, others = 0;
    enum rc rc = db_int(a->db, &declined_by, decline_last_by, P(a->t.number));
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    TRY(db_int(a->db, &others, decline_other_reviewers, P(a->who->person_id), P(a->c->now_ms)));
    a->facts.declined_by_actor = declined_by && declined_by == a->who->person_id;
    a->facts.has_other_reviewer = others > 0;
    return RC_OK;
}

enum rc ticket_answer_review(struct db *db, const struct actor *who, int64_t number, bool upheld, struct str why,
                             struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    TRY(look_at_reviewers(&a));
    a.given.has_why = said(why);
    a.given.held = said_in_one_word(why);
    TRY(act_decide(&a, upheld ? ACTION_UPHOLD : ACTION_OVERTURN));
    TRY(said_line(a.c, "why", why));
    a.row.decline_state = STR_NONE;
    TRY(act_step(&a));
    const struct words words = {.body = str_trim(why)};
    TRY(act_say(&a, MESSAGE_REPLY, &words));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "why", words.body);
    if (!upheld)
        facts_int(&f, "by", a.t.next.by_at);
    return act_write(&a, facts_end(&f), ret_done);
}
