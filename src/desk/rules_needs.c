// SPDX-License-Identifier: Apache-2.0
// What each action needs before it may happen, in the order in which it is
// asked: a condition, and the words when it does not hold. The words name the
// rule, blame nobody and say what to do instead.
#include "desk/rules_table.h"

#define CONDITION(name, expr)                                                                                          \
    static bool name(const struct rules_case *c)                                                                       \
    {                                                                                                                  \
        const struct rules_facts *f = c->facts;                                                                        \
        const struct rules_given *g = c->given;                                                                        \
        (void)f, (void)g;                                                                                              \
        return (expr);                                                                                                 \
    }

CONDITION(has_what, g->has_what)
CONDITION(has_by, g->has_by)
CONDITION(by_is_ahead, !g->by_is_past)
CONDITION(has_why, g->has_why)
CONDITION(has_instead, g->has_instead)
CONDITION(has_summary, g->has_summary)
CONDITION(has_how, g->has_how)
CONDITION(has_how_or_outsider, g->has_how || c->actor == ACTOR_OUTSIDER)
CONDITION(has_when, g->has_when)
CONDITION(not_held, !g->held || g->has_override)
CONDITION(is_meant, !g->doubts || g->sure)
CONDITION(is_newest, !g->words_since)
CONDITION(not_merged, f->outcome != OUTCOME_MERGED)
CONDITION(is_merged, f->outcome == OUTCOME_MERGED)
CONDITION(played_back, !f->playback_required || f->playback_agreed)
CONDITION(playback_waits, f->playback_waiting)
CONDITION(named_is_staff, g->named_is_staff)
CONDITION(named_is_active, g->named_is_active)
CONDITION(named_is_other, !g->named_is_owner)
CONDITION(named_is_lead_or_owner_away, g->named_is_lead || f->owner_away)
CONDITION(offer_open, f->offer_open)
CONDITION(offer_is_for_actor, (c->actor == ACTOR_OWNER) == f->offer_asked)
CONDITION(offer_can_be_declined, c->actor != ACTOR_OWNER || f->offer_asked)
CONDITION(actor_is_not_owner, c->actor != ACTOR_OWNER)
CONDITION(not_offered_to_actor, !(f->offer_open && c->actor == ACTOR_OFFERED))
CONDITION(take_is_free, !f->answered || !f->offer_open)
CONDITION(take_has_why, !f->answered || g->has_why)
CONDITION(step_in_is_due, f->owner_away || f->promise_broken || f->target_broken)
CONDITION(referral_open, f->referral_open)
CONDITION(is_no_helper, !f->is_helper)
CONDITION(is_helper, f->is_helper)
CONDITION(helper_leaves_alone, c->actor != ACTOR_HELPER || g->named_is_actor)
CONDITION(copy_leaves_alone, c->actor != ACTOR_PARTICIPANT || g->named_is_actor)
CONDITION(no_review, !f->review_open)
CONDITION(review_open, f->review_open)
CONDITION(is_declined, f->declined && !f->review_open)
CONDITION(reviewed_afresh, !f->declined_by_actor || !f->has_other_reviewer)
CONDITION(followed_up, f->follow_ups_sent >= (f->follow_ups_planned > 0 ? f->follow_ups_planned : 1))
CONDITION(follow_up_is_left, f->follow_ups_sent < f->follow_ups_planned)
CONDITION(promise_open, f->promise_open)
CONDITION(unbroken, !f->promise_broken && !f->target_broken)
CONDITION(has_passed, c->now_ms >= f->step_by_at)
CONDITION(other_is_open, f->other_is_open)
CONDITION(other_same_requester, f->other_same_requester)
CONDITION(has_left, f->has_left)

#define HELD                                                                                                           \
    {                                                                                                                  \
        "R26", "This is very short: it does not say why, or what comes next.",                                         \
            "Add a sentence about why and what happens next, or say why it should leave as it is."                     \
    }
#define HELD_NO                                                                                                        \
    {                                                                                                                  \
        "R26", "A word alone does not tell them why.",                                                                 \
            "Write it as you would say it to them in person: a sentence is enough."                                    \
    }
#define PAST(rule)                                                                                                     \
    {                                                                                                                  \
        rule, "That time has passed already.", "Choose a time from now on that you can keep."                          \
    }
#define FOLLOW_CHAIN                                                                                                   \
    {                                                                                                                  \
        "R16", "This ticket was merged into another.", "Write on that one: words that are sent here arrive there."     \
    }
#define OFFER_IS_OVER                                                                                                  \
    {                                                                                                                  \
        "R2", "This offer is no longer open.", "Look at the ticket to see who answers for it now."                     \
    }

const struct need needs[] = {
    {ACTION_ADD_WORDS, not_merged, FOLLOW_CHAIN},
    {ACTION_SAY_NOT_YET, not_merged, FOLLOW_CHAIN},
    {ACTION_HEAR_NOT_YET, not_merged, FOLLOW_CHAIN},

    {ACTION_REPLY_PROMISE,
     has_what,
     {"R8", "A promise says what will be done.", "Write in a few words what you will do."}},
    {ACTION_REPLY_PROMISE,
     has_by,
     {"R8", "A promise says by when.", "Choose a time that you can keep, even if it is only for the next word."}},
    {ACTION_REPLY_PROMISE, by_is_ahead, PAST("R8")},
    {ACTION_REPLY_PROMISE, not_held, HELD},
    {ACTION_REPLY_QUESTION,
     has_what,
     {"R8", "A question says what is needed from them.", "Write in a few words what you need to know or have."}},
    {ACTION_REPLY_QUESTION,
     has_by,
     {"R8", "A question says by when the answer helps.",
      "Choose a time; if they do not answer by then, they are asked again."}},
    {ACTION_REPLY_QUESTION, by_is_ahead, PAST("R8")},
    {ACTION_REPLY_QUESTION, not_held, HELD},
    {ACTION_REPLY_PROPOSAL,
     played_back,
     {"R19", "In this team a problem is played back and agreed on before a solution is proposed.",
      "Write the problem in your own words, and let them say whether that is it."}},
    {ACTION_REPLY_PROPOSAL, by_is_ahead, PAST("R8")},
    {ACTION_REPLY_PROPOSAL, not_held, HELD},

    {ACTION_PLAYBACK,
     has_what,
     {"R19", "A playback needs the problem in your own words.", "Write what you understood, in a sentence or two."}},
    {ACTION_PLAYBACK_AGREE,
     playback_waits,
     {"R19", "No playback waits for an answer.", "Write a message if something should be put right."}},
    {ACTION_PLAYBACK_CORRECT,
     playback_waits,
     {"R19", "No playback waits for an answer.", "Write a message if something should be put right."}},
    {ACTION_PLAYBACK_CORRECT,
     has_what,
     {"R19", "A correction needs a few words.", "Write what was understood differently."}},

    {ACTION_OFFER, has_why, {"R2", "A handoff says why.", "Write why this person or team can help better."}},
    {ACTION_OFFER,
     has_summary,
     {"R2", "A handoff carries a summary, so that nobody has to tell it twice.",
      "Write what was said, what was tried, and what comes next."}},
    {ACTION_OFFER,
     named_is_staff,
     {"R2", "A ticket is offered to somebody of the desk, or a team.",
      "Choose an active colleague or team. For somebody outside the desk, use a referral."}},
    {ACTION_OFFER, named_is_other, {"R2", "They answer for this ticket already.", "Offer it to somebody else."}},
    {ACTION_ACCEPT, offer_open, OFFER_IS_OVER},
    {ACTION_ACCEPT,
     offer_is_for_actor,
     {"R2", "This waits for somebody else's answer.", "The one who was asked accepts or declines it."}},
    {ACTION_DECLINE_OFFER, offer_open, OFFER_IS_OVER},
    {ACTION_DECLINE_OFFER,
     offer_can_be_declined,
     {"R2", "This offer waits for the other's answer.", "A new offer to somebody else takes its place."}},
    {ACTION_DECLINE_OFFER,
     has_why,
     {"R2", "A declined offer goes back with its reason.", "Write why, so that the owner knows whom to ask next."}},
    {ACTION_EXPIRE_OFFER, offer_open, OFFER_IS_OVER},
    {ACTION_TAKE,
     actor_is_not_owner,
     {"R2", "This ticket is yours already.", "Answer it, or offer it to somebody else."}},
    {ACTION_TAKE,
     not_offered_to_actor,
     {"R2", "There is an open handoff of this ticket with you.",
      "If it was offered to you, accept it: that makes it yours. If you asked for it, its owner will answer."}},
    {ACTION_TAKE,
     take_is_free,
     {"R2", "This ticket is just being handed over.", "Wait for the answer to the open offer, or write a note."}},
    {ACTION_TAKE,
     take_has_why,
     {"R2", "A person has answered this ticket, so its owner is asked first.",
      "Write why you would like to take it over."}},
    {ACTION_STEP_IN,
     has_why,
     {"R2", "Stepping in needs a reason, which the requester and the owner read.",
      "Write in a sentence why you take it over."}},
    {ACTION_STEP_IN,
     step_in_is_due,
     {"R2", "The owner is in, and no promise of theirs has broken.", "Ask the owner for it, or for help with it."}},
    {ACTION_ASSIGN,
     has_why,
     {"R7", "A ticket is given on with a reason, which the requester reads.", "Write in a sentence why."}},
    {ACTION_ASSIGN,
     named_is_staff,
     {"R7", "A ticket is given to an active member of staff.", "Choose a colleague who can look after it."}},
    {ACTION_ASSIGN, named_is_other, {"R7", "They answer for this ticket already.", "Choose somebody else."}},
    {ACTION_ASSIGN,
     named_is_lead_or_owner_away,
     {"R2", "The owner is in, so a ticket goes to somebody else by an offer that they accept.",
      "Offer it, or give it to the team's lead if its owner leaves."}},
    {ACTION_REFER,
     has_what,
     {"R5", "A referral names somebody outside the desk, with their address.", "Write their name and mail address."}},
    {ACTION_REFER,
     has_why,
     {"R5", "A referral says why.", "Write why they can help, in words that the requester can read too."}},
    {ACTION_REFER,
     has_summary,
     {"R5", "A referral carries a summary, so that nobody has to tell it twice.",
      "Write what was said, what was tried, and what is needed."}},
    {ACTION_CONFIRM_REFERRAL, referral_open, {"R5", "This referral is confirmed already.", "There is nothing to do."}},
    {ACTION_CONFIRM_REFERRAL,
     has_how_or_outsider,
     {"R5", "A referral counts when the other side has confirmed it.",
      "Write who confirmed it, and how: by phone, by mail, in person."}},
    {ACTION_ADD_HELPER, has_why, {"R4", "A helper wants to know what is asked of them.", "Write why you ask them."}},
    {ACTION_ADD_HELPER,
     named_is_staff,
     {"R4", "A helper is an active member of staff.",
      "Choose a colleague, or use a referral for somebody outside the desk."}},
    {ACTION_ADD_HELPER, named_is_other, {"R4", "They answer for this ticket already.", "Choose somebody else."}},
    {ACTION_ADD_HELPER, is_no_helper, {"R4", "They help with this ticket already.", "Write them a note."}},
    {ACTION_REMOVE_HELPER, is_helper, {"R4", "They do not help with this ticket.", "There is nothing to do."}},
    {ACTION_REMOVE_HELPER,
     helper_leaves_alone,
     {"R4", "A helper can only step back themselves.", "Ask the owner to change who helps."}},

    {ACTION_DECLINE,
     no_review,
     {"R13", "They have asked for a review, which a lead answers first.",
      "Wait for the review's answer, or write to them."}},
    {ACTION_DECLINE,
     has_why,
     {"R13", "To decline takes a reason in plain words.", "Write why, as you would say it to them in person."}},
    {ACTION_DECLINE,
     has_instead,
     {"R13", "To decline says what they can do instead.", "Write what else could help them, even if it is little."}},
    {ACTION_DECLINE, not_held, HELD_NO},
    {ACTION_TAKE_REASON,
     is_declined,
     {"R13", "No decline waits for an answer.", "Write a message, or withdraw the request if you no longer need it."}},
    {ACTION_ASK_REVIEW,
     is_declined,
     {"R13", "No decline waits for an answer, or a review is under way.",
      "Write a message: the ticket's owner reads it."}},
    {ACTION_UPHOLD, review_open, {"R13", "No review is asked for.", "Write a reply."}},
    {ACTION_UPHOLD,
     has_why,
     {"R13", "The answer to a review gives its reasons.", "Write in plain words why it stays as it is."}},
    {ACTION_UPHOLD,
     reviewed_afresh,
     {"R13", "You declined this yourself, so another lead looks at it afresh.",
      "Ask another lead to answer the review. You can always decide to do it after all."}},
    {ACTION_UPHOLD, not_held, HELD_NO},
    {ACTION_OVERTURN, review_open, {"R13", "No review is asked for.", "Write a reply."}},
    {ACTION_OVERTURN,
     has_why,
     {"R13", "The answer to a review gives its reasons.", "Write in plain words what will be done now."}},
    {ACTION_OVERTURN, not_held, HELD_NO},

    {ACTION_SAY_SOLVED,
     is_meant,
     {"R14", "You pressed that it works, and your words sound as if something is still open. Is it solved?",
      "Say not yet, or press yes once more to confirm."}},
    {ACTION_HEAR_SOLVED,
     has_how,
     {"R14", "Their word counts when it is written down how they gave it.",
      "Write how they told you: by phone, in person, in a chat."}},
    {ACTION_HEAR_SOLVED,
     has_when,
     {"R14", "Their word counts when it is written down when they gave it.",
      "Write the day and time at which they told you."}},
    {ACTION_HEAR_SOLVED,
     is_meant,
     {"R14", "What you wrote down sounds as if something is still open. Did they say that it is solved?",
      "Write down not yet, or say once more that they meant yes."}},
    {ACTION_HEAR_SOLVED,
     is_newest,
     {"R14", "They have written here since they told you, and their newest word counts.",
      "Read what they wrote, ask them if need be, and write down when they said yes after that."}},
    {ACTION_HEAR_NOT_YET,
     has_how,
     {"R14", "It helps to know how they told you.", "Write how: by phone, in person, in a chat."}},
    {ACTION_HEAR_NOT_YET,
     has_when,
     {"R14", "It helps to know when they told you.", "Write the day and time at which they told you."}},
    {ACTION_REST,
     no_review,
     {"R13", "They have asked for a review, which does not rest.", "Ask the lead to answer it."}},
    {ACTION_REST,
     followed_up,
     {"R15", "They have not been asked often enough yet for this ticket to rest.",
      "Wait for the follow-ups that are planned, or write to them yourself."}},

    {ACTION_KEEP_PROMISE,
     promise_open,
     {"R9", "No promise is open on this ticket.",
      "Look at its next step: something else has taken the promise's place."}},
    {ACTION_RENEW_PROMISE,
     promise_open,
     {"R9", "No promise is open on this ticket.", "Write a reply with a new promise."}},
    {ACTION_RENEW_PROMISE,
     has_why,
     {"R9", "A promise is renewed with a reason, which the person who waits reads.",
      "Write in a sentence why it takes longer."}},
    {ACTION_RENEW_PROMISE, has_by, {"R9", "A renewed promise says by when.", "Choose a time that you can keep."}},
    {ACTION_RENEW_PROMISE, by_is_ahead, PAST("R9")},
    {ACTION_WARN_PROMISE, unbroken, {"R9", "Its time has passed already.", "There is nothing to warn of."}},
    {ACTION_BREAK_PROMISE, unbroken, {"R9", "It is marked as broken already.", "There is nothing to do."}},
    {ACTION_BREAK_PROMISE, has_passed, {"R9", "Its time has not passed yet.", "There is nothing to do."}},
    {ACTION_FOLLOW_UP,
     follow_up_is_left,
     {"R15", "Every planned follow-up was sent.", "The owner can write in person, or let the ticket rest."}},

    {ACTION_MERGE,
     other_is_open,
     {"R16", "A ticket is merged into another one that is open.",
      "Choose the open ticket that carries the matter on."}},
    {ACTION_MERGE,
     other_same_requester,
     {"R14", "The two tickets are from different people, and each of them says when theirs is solved.",
      "Keep both, and mention the one in a note on the other."}},
    {ACTION_UNMERGE, is_merged, {"R16", "This ticket is not merged into another.", "There is nothing to undo."}},
    {ACTION_ADD_PARTICIPANT,
     named_is_active,
     {"R35", "Somebody on copy is a person who is still here.", "Choose somebody else."}},
    {ACTION_REMOVE_PARTICIPANT,
     copy_leaves_alone,
     {"R35", "You can take yourself off copy, not somebody else.", "Ask the ticket's owner."}},
    {ACTION_NAME_SPEAKER,
     has_left,
     {"R14", "The person who asked is still here and speaks for the ticket themselves.",
      "Ask them. Somebody else speaks for it only when they have left."}},
    {ACTION_NAME_SPEAKER,
     has_why,
     {"R14", "It should be clear why somebody else speaks for the ticket now.", "Write in a sentence why it is them."}},
    {ACTION_NAME_SPEAKER,
     named_is_active,
     {"R14", "Somebody who is still here speaks for a ticket.", "Choose somebody else."}},
    {ACTION_SAY_URGENT,
     has_why,
     {"R11", "It helps to know what made it more urgent.", "Write in a sentence what has changed."}},
};
const size_t needs_n = ARRAY_LEN(needs);
