// SPDX-License-Identifier: Apache-2.0
// For tests of the verbs: any verb as a value that one transaction runs, so that
// a story can name it in a line and a random life can draw it. Only for
// *_test.c files.
#pragma once

#include "desk/verbs.h"

enum op_what {
    OP_ASK,
    OP_WORDS,
    OP_NOTE,
    OP_PROMISE,
    OP_QUESTION,
    OP_PROPOSAL,
    OP_PLAYBACK,
    OP_PLAYBACK_ANSWER,
    OP_OFFER,
    OP_ACCEPT,
    OP_DECLINE_OFFER,
    OP_TAKE,
    OP_ASSIGN,
    OP_REFER,
    OP_CONFIRM,
    OP_ADD_HELPER,
    OP_REMOVE_HELPER,
    OP_ADD_PARTICIPANT,
    OP_REMOVE_PARTICIPANT,
    OP_DECLINE,
    OP_TAKE_REASON,
    OP_ASK_REVIEW,
    OP_ANSWER_REVIEW,
    OP_ANSWER,
    OP_WITHDRAW,
    OP_REST,
    OP_MERGE,
    OP_UNMERGE,
    OP_TAGS,
    OP_SPEAKER,
    OP_URGENT,
    OP_UPDATE,
    OP_KEEP,
    OP_RENEW,
    OP_COUNT_
};

struct op {
    enum op_what what;
    struct actor who;
    int64_t number;           // the ticket, or the id of a handoff, step or referral
    int64_t person, team, by; // by: a time, or when something was heard
    struct str a, b, c;       // body or why; what, summary or instead; the third
    bool yes, sure;           // agrees, solved, upheld; held
    enum effect effect;
    struct ask ask;
    struct upload upload;
    struct done done;
};

static inline struct words op_words(const struct op *o)
{
    return (struct words){.body = o->a, .uploads = &o->upload, .uploads_n = str_is_none(o->upload.name) ? 0 : 1};
}

static inline enum rc op_reply(struct db *db, struct op *o, enum next_kind next)
{
    const struct reply r = {.words = op_words(o), .next = next, .what = o->b, .by_at = o->by, .held = o->sure, .override = o->c};
    return ticket_reply(db, &o->who, o->number, &r, &o->done);
}

static inline enum rc op_talk(struct db *db, struct op *o)
{
    const struct words words = op_words(o);
    const struct answer answer = {.solved = o->yes, .sure = o->sure, .text = o->a, .heard_how = o->b, .heard_at = o->by};
    switch (o->what) {
    case OP_WORDS: return ticket_add_words(db, &o->who, o->number, &words, &o->done);
    case OP_NOTE: return ticket_note(db, &o->who, o->number, &words, &o->done);
    case OP_PROMISE: return op_reply(db, o, NEXT_PROMISE);
    case OP_QUESTION: return op_reply(db, o, NEXT_QUESTION);
    case OP_PROPOSAL: return op_reply(db, o, NEXT_PROPOSAL);
    case OP_PLAYBACK: return ticket_playback(db, &o->who, o->number, o->a, &o->done);
    case OP_PLAYBACK_ANSWER: return ticket_playback_answer(db, &o->who, o->number, o->yes, o->a, &o->done);
    case OP_ANSWER: return ticket_answer(db, &o->who, o->number, &answer, &o->done);
    case OP_WITHDRAW: return ticket_withdraw(db, &o->who, o->number, o->a, &o->done);
    case OP_REST: return ticket_rest(db, &o->who, o->number, &o->done);
    case OP_URGENT: return ticket_say_urgent(db, &o->who, o->number, o->effect, o->a, &o->done);
    case OP_DECLINE: return ticket_decline(db, &o->who, o->number, o->a, o->b, &o->done);
    case OP_TAKE_REASON: return ticket_take_reason(db, &o->who, o->number, &o->done);
    case OP_ASK_REVIEW: return ticket_ask_review(db, &o->who, o->number, o->a, &o->done);
    case OP_ANSWER_REVIEW: return ticket_answer_review(db, &o->who, o->number, o->yes, o->a, &o->done);
    case OP_KEEP: return promise_keep(db, &o->who, o->number, &o->done);
    case OP_RENEW: return promise_renew(db, &o->who, o->number, o->by, o->a, &o->done);
    default: return RC_NOT_FOUND;
    }
}

static inline enum rc op_hand(struct db *db, struct op *o)
{
    const struct offer offer = {.to_id = o->person, .to_team_id = o->team, .why = o->a, .summary = o->b};
    const struct refer refer = {.name = o->a, .address = o->b, .why = o->c, .summary = o->c};
    const struct ticket_changes changes = {.subject = o->a, .has_effect = o->yes, .effect = o->effect};
    switch (o->what) {
    case OP_OFFER: return ticket_offer(db, &o->who, o->number, &offer, &o->done);
    case OP_ACCEPT: return handoff_accept(db, &o->who, o->number, &o->done);
    case OP_DECLINE_OFFER: return handoff_decline(db, &o->who, o->number, o->a, &o->done);
    case OP_TAKE: return ticket_take(db, &o->who, o->number, o->a, &o->done);
    case OP_ASSIGN: return ticket_assign(db, &o->who, o->number, o->person, o->a, &o->done);
    case OP_REFER: return ticket_refer(db, &o->who, o->number, &refer, &o->done);
    case OP_CONFIRM: return referral_confirm(db, &o->who, o->number, o->a, o->b, &o->done);
    case OP_ADD_HELPER: return ticket_add_helper(db, &o->who, o->number, o->person, o->a, &o->done);
    case OP_REMOVE_HELPER: return ticket_remove_helper(db, &o->who, o->number, o->person, &o->done);
    case OP_ADD_PARTICIPANT: return ticket_add_participant(db, &o->who, o->number, o->person, &o->done);
    case OP_REMOVE_PARTICIPANT: return ticket_remove_participant(db, &o->who, o->number, o->person, &o->done);
    case OP_MERGE: return ticket_merge(db, &o->who, o->number, o->person, o->a, &o->done);
    case OP_UNMERGE: return ticket_unmerge(db, &o->who, o->number, &o->done);
    case OP_TAGS: return ticket_set_tags(db, &o->who, o->number, &o->a, !str_is_none(o->a), &o->b, !str_is_none(o->b), &o->done);
    case OP_SPEAKER: return ticket_name_speaker(db, &o->who, o->number, o->person, o->a, &o->done);
    case OP_UPDATE: return ticket_update(db, &o->who, o->number, &changes, &o->done);
    default: return op_talk(db, o);
    }
}

static inline enum rc op_in(struct ctx *c, struct db *db, void *arg)
{
    struct op *o = arg;
    o->done = (struct done){0};
    if (o->what == OP_ASK)
        return ticket_ask(db, &o->who, &o->ask, &o->done.number);
    return op_hand(db, o);
}
