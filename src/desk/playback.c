// SPDX-License-Identifier: Apache-2.0
// Playing the problem back (R19): the owner writes it in their own words, and
// the person who asked says "that's it" or puts it right. Whether a team asks
// for it before a proposal is the rules' to say.
#include "desk/act.h"

#include "desk/playback.sql.h"
#include "desk/said.h"

enum rc ticket_playback(struct db *db, const struct actor *who, int64_t number, struct str text, struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    a.given.has_what = said(text);
    TRY(act_decide(&a, ACTION_PLAYBACK));
    TRY(said_line(a.c, "text", text));
    TRY(db_run(db, playback_write, P(number), P(str_trim(text))));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "text", str_trim(text));
    return act_write(&a, facts_end(&f), ret_done);
}

enum rc ticket_playback_answer(struct db *db, const struct actor *who, int64_t number, bool agrees, struct str text,
                               struct done *ret_done)
{
    struct act a;
    TRY(act_begin(&a, db, who, number));
    a.given.has_what = said(text);
    TRY(act_decide(&a, agrees ? ACTION_PLAYBACK_AGREE : ACTION_PLAYBACK_CORRECT));
    TRY(said_line(a.c, "text", text));
    TRY(db_run(db, playback_answer, P(number), P(agrees ? S("agreed") : S("corrected")),
               P(said(text) ? str_trim(text) : STR_NONE)));
    TRY(act_step(&a));
    struct facts f = facts_begin(a.arena);
    if (said(text))
        facts_text(&f, "text", str_trim(text));
    return act_write(&a, facts_end(&f), ret_done);
}
