// SPDX-License-Identifier: Apache-2.0
// The mapping is plain: their words are the user's, replies are the agent's. The
// first reply of a writer carries their card (R24), so the coach is told that
// the signature introduces them.
#include "desk/coaching.h"

#include "base/datetime.h"
#include "desk/coaching.sql.h"

static size_t messages_fill(const struct ticket_full *full, struct coach_message *messages, const struct actor *writer,
                            bool *ret_wrote_before)
{
    size_t n = 0;
    *ret_wrote_before = false;
    for (size_t i = 0; i < full->messages_n; i++) {
        const struct message *m = &full->messages[i];
        if (m->kind == MESSAGE_NOTE || m->kind == MESSAGE_DESK)
            continue;
        bool by_desk = m->kind == MESSAGE_REPLY;
        *ret_wrote_before = *ret_wrote_before || (by_desk && m->author.id == writer->person_id);
        messages[n++] = (struct coach_message){.from_user = !by_desk, .text = m->body, .at_ms = m->at};
    }
    return n;
}

struct coach_draft coaching_draft(struct arena *a, const struct ticket_full *full, const struct actor *writer,
                                  struct str text, int64_t now_ms)
{
    struct coach_message *messages = arena_list(a, full->messages_n, struct coach_message);
    bool wrote_before;
    size_t n = messages_fill(full, messages, writer, &wrote_before);
    const struct ticket *t = &full->ticket;
    struct coach_draft draft = {
        .text = text,
        .messages = messages,
        .message_count = n,
        .now_ms = now_ms,
        .zone = t->team_time_zone,
        .facts =
            {
                .first_contact = wrote_before ? COACH_NO : COACH_YES,
                .user_confirmed = t->outcome == OUTCOME_SOLVED ? COACH_YES : COACH_NO,
                .agent = writer->name,
                .user = t->requester.name,
                .has_copied = full->participants_n > 0,
            },
    };
    if (!wrote_before)
        draft.facts.signature = str_fmt(a, "%.*s, %.*s", STR_ARG(writer->name), STR_ARG(t->team_name));
    return draft;
}

enum rc coaching_count(struct db *db, const struct coach_remarks *remarks, enum coaching_moment moment)
{
    int64_t day = db_ctx(db)->now_ms / DAY_MS;
    for (size_t i = 0; i < remarks->finding_count; i++)
        TRY(db_run(db, coach_count_add, P(day), P(remarks->findings[i].rule), P((int64_t)(moment == COACHING_SEEN)),
                   P((int64_t)(moment != COACHING_SEEN)), P((int64_t)(moment == COACHING_HELD_SENT))));
    return RC_OK;
}
