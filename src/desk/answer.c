// SPDX-License-Identifier: Apache-2.0
// The requester's own word (R14): solved, not yet, or no longer needed; pressed
// by them, or heard by staff and written down with how and when. And rest, for
// what nobody answers (R15): still owned, never counted as solved.
#include "desk/act.h"

#include "base/datetime.h"
#include "desk/answer.sql.h"
#include "desk/said.h"
#include "desk/words.h"

#define HEARD_AGO_MS_MAX (400 * DAY_MS)
#define CLOCKS_APART_MS (5 * MINUTE_MS) // of the writer's machine and ours

static enum rules_action action_of(const struct answer *answer)
{
    if (said(answer->heard_how))
        return answer->solved ? ACTION_HEAR_SOLVED : ACTION_HEAR_NOT_YET;
    return answer->solved ? ACTION_SAY_SOLVED : ACTION_SAY_NOT_YET;
}

static enum rc check_heard(struct act *a, const struct answer *answer)
{
    TRY(said_line(a->c, "how", answer->heard_how));
    if (answer->heard_at && answer->heard_at > a->c->now_ms + CLOCKS_APART_MS)
        return fail_field(a->c, "when", "That moment has not come yet. Please write when they told you.");
    if (answer->heard_at && answer->heard_at < a->c->now_ms - HEARD_AGO_MS_MAX)
        return fail_field(a->c, "when", "That was very long ago. Please write when they told you.");
    return RC_OK;
}

// What they wrote here after they are said to have said yes counts for more than that yes.
static enum rc look_at_newer_words(struct act *a, const struct answer *answer)
{
    int64_t n = 0;
    if (!answer->solved || !said(answer->heard_how) || !answer->heard_at)
        return RC_OK;
    TRY(db_int(a->db, &n, answer_words_since, P(a->t.number), P(a->t.speaker.id ? a->t.speaker.id : a->t.requester.id),
               P(answer->heard_at + CLOCKS_APART_MS)));
    a->given.words_since = n > 0;
    return RC_OK;
}

static struct facts facts_of(struct act *a, const struct answer *answer)
{
    struct facts f = facts_begin(a->arena);
    if (!said(answer->heard_how))
        return f;
    facts_text(&f, "who", str_is_none(a->t.speaker.name) ? a->t.requester.name : a->t.speaker.name);
    facts_text(&f, "how", str_trim(answer->heard_how));
    facts_int(&f, "at", answer->heard_at);
    return f;
}

// A "not yet" on a closed ticket opens it again as words do, so it needs some for a successor.
static struct words words_of(const struct act *a, const struct answer *answer)
{
    struct words words = {.body = answer->text};
    if (a->d.opens_successor && !said(words.body))
        words.body = S("It came back.");
    if (said(answer->heard_how))
        words.channel = str_trim(answer->heard_how);
    return words;
}

enum rc ticket_answer(struct db *db, const struct actor *who, int64_t number, const struct answer *answer,
                      struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    a.given = (struct rules_given){.has_how = said(answer->heard_how),
                                   .has_when = answer->heard_at != 0,
                                   .doubts = answer->solved && answer_doubts(answer->text),
                                   .sure = answer->sure};
    TRY(look_at_newer_words(&a, answer));
    TRY(act_decide(&a, action_of(answer)));
    TRY(check_heard(&a, answer));
    struct words words = words_of(&a, answer);
    TRY(said_words_or_none(a.c, &words));
    struct facts f = facts_of(&a, answer);
    if (!answer->solved)
        return words_write(&a, &words, &f, ret_done);
    a.row.decline_state = STR_NONE;
    TRY(act_step(&a));
    if (said(answer->text))
        TRY(act_say(&a, MESSAGE_WORDS, &words));
    return act_write(&a, facts_end(&f), ret_done);
}

enum rc ticket_withdraw(struct db *db, const struct actor *who, int64_t number, struct str text, struct done *ret_done)
{
    struct act a;
    const struct words words = {.body = text};
    TRY(act_begin(&a, db, who, number));
    TRY(act_decide(&a, ACTION_WITHDRAW));
    TRY(said_words_or_none(a.c, &words));
    a.row.decline_state = STR_NONE;
    TRY(act_step(&a));
    if (said(text))
        TRY(act_say(&a, MESSAGE_WORDS, &words));
    return act_write(&a, S("{}"), ret_done);
}

enum rc ticket_rest(struct db *db, const struct actor *who, int64_t number, struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    TRY(act_decide(&a, ACTION_REST));
    struct facts f = facts_begin(a.arena);
    facts_int(&f, "n", a.t.follow_ups);
    TRY(act_step(&a));
    return act_write(&a, facts_end(&f), ret_done);
}
