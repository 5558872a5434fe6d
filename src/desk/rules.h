// SPDX-License-Identifier: Apache-2.0
// The rule kernel: what may happen to a ticket, and what then must happen. A
// pure function of (facts, actor, action, now): no database, no clock, no text
// of the ticket. Every door (web, API, mail, import, jobs) goes through it, so
// the hard rules of PRODUCT.md hold whichever way a change comes in.
//
// Source: PRODUCT.md, "The rules" (R1 to R37) and "A ticket's life".
#pragma once

#include "base/str.h"

enum ticket_state { STATE_WITH_US, STATE_WITH_YOU, STATE_PROPOSED, STATE_RESTING, STATE_CLOSED, STATE_COUNT_ };
enum ticket_outcome { OUTCOME_NONE, OUTCOME_SOLVED, OUTCOME_WITHDRAWN, OUTCOME_DECLINED, OUTCOME_MERGED, OUTCOME_COUNT_ };

// How somebody stands to this ticket; the strongest that applies, in this order
// of weight: system, requester (or who speaks for them, R14), owner, lead (of
// the ticket's team, and admins), offered, helper, member (of the team),
// colleague (other staff), participant (on copy), outsider (a referral), stranger.
enum rules_actor {
    ACTOR_SYSTEM,      // the clock and jobs; never a person's word
    ACTOR_REQUESTER,
    ACTOR_OWNER,
    ACTOR_LEAD,
    ACTOR_OFFERED,     // an open handoff is addressed to them or their team
    ACTOR_HELPER,
    ACTOR_MEMBER,
    ACTOR_COLLEAGUE,
    ACTOR_PARTICIPANT,
    ACTOR_OUTSIDER,
    ACTOR_STRANGER,
    ACTOR_COUNT_
};

enum rules_action {
    ACTION_ADD_WORDS,          // the requester, or someone for them, writes
    ACTION_REPLY_PROMISE,
    ACTION_REPLY_QUESTION,
    ACTION_REPLY_PROPOSAL,
    ACTION_NOTE,
    ACTION_PLAYBACK,
    ACTION_PLAYBACK_AGREE,
    ACTION_PLAYBACK_CORRECT,
    ACTION_OFFER,              // handoff, first step
    ACTION_ACCEPT,             // handoff, second step
    ACTION_DECLINE_OFFER,
    ACTION_EXPIRE_OFFER,       // its time passed: back, and to the lead
    ACTION_TAKE,               // not yet answered by a person: at once; else an ask to the owner
    ACTION_STEP_IN,            // a lead, with a reason, when the owner is away or a promise broke
    ACTION_ASSIGN,             // the lead gives what an absent or leaving owner holds (R7)
    ACTION_REFER,
    ACTION_CONFIRM_REFERRAL,
    ACTION_ADD_HELPER,
    ACTION_REMOVE_HELPER,
    ACTION_DECLINE,            // we will not do it: why, and what instead
    ACTION_TAKE_REASON,        // the requester accepts the decline
    ACTION_ASK_REVIEW,
    ACTION_UPHOLD,             // the lead's answer to the review: it stays declined
    ACTION_OVERTURN,           // … or we do it after all
    ACTION_SAY_SOLVED,         // the requester's own word
    ACTION_SAY_NOT_YET,
    ACTION_HEAR_SOLVED,        // their word by phone or in person, written down by staff
    ACTION_HEAR_NOT_YET,
    ACTION_WITHDRAW,
    ACTION_REST,
    ACTION_KEEP_PROMISE,
    ACTION_RENEW_PROMISE,
    ACTION_WARN_PROMISE,       // the clock
    ACTION_BREAK_PROMISE,      // the clock
    ACTION_FOLLOW_UP,          // the clock
    ACTION_MERGE,
    ACTION_UNMERGE,
    ACTION_TAG,
    ACTION_ADD_PARTICIPANT,
    ACTION_REMOVE_PARTICIPANT,
    ACTION_NAME_SPEAKER,       // the requester has left: who speaks for the ticket now
    ACTION_SAY_URGENT,         // R11: it became more urgent, and why
    ACTION_UPDATE,             // staff put subject, effect, reach, team facts right
    ACTION_COUNT_
};

// What the kernel may know. Times are UTC milliseconds.
struct rules_facts {
    enum ticket_state state;
    enum ticket_outcome outcome;
    bool answered;             // a person of the desk has replied to it
    bool owner_away;           // away or no longer active
    bool promise_open;         // the open next step is a promise of ours
    bool promise_broken;       // … and its time has passed untouched
    bool target_open;          // the open next step is a first-reply target
    bool target_broken;        // … or a review's, and its time has passed
    bool offer_open;
    bool offer_asked;          // … which a colleague asked the owner for: the owner answers it (R2)
    bool referral_open;        // the referral named in the action is not confirmed yet
    bool declined;             // a decline was told and neither taken nor reviewed
    bool review_open;
    bool playback_required;    // by the team's setting, from its effect on
    bool playback_agreed;
    bool playback_waiting;
    bool is_helper;            // the person named in the action is a helper already
    bool declined_by_actor;    // the decline under review is the actor's own …
    bool has_other_reviewer;   // … and another lead is in to look at it
    bool other_is_open;        // merging: the other ticket is open, and not this one
    bool other_same_requester; // … and the same person speaks for both
    bool has_left;             // the requester is no longer active
    int follow_ups_sent;
    int follow_ups_planned;    // of the team's rhythm
    int64_t closed_at;
    int64_t reopen_within_ms;  // 0: always a successor
    int64_t step_by_at;
};

// What the caller brings along, as far as a rule asks for it.
struct rules_given {
    bool has_what, has_by, by_is_past;
    bool has_why, has_instead, has_summary, has_how, has_when;
    bool named_is_staff;       // the person (or team) named is active staff
    bool named_is_active;      // the person named is active
    bool named_is_owner, named_is_lead, named_is_actor;
    bool doubts;               // a "Yes" whose words say otherwise (R14)
    bool sure;                 // … and they were asked and said yes again
    bool words_since;          // they wrote on it after the "Yes" that staff write down (R14)
    bool held, has_override;   // the coach holds a one-word answer (R26)
};

enum rules_owner { OWNER_STAYS, OWNER_BECOMES_ACTOR, OWNER_BECOMES_NAMED, OWNER_SOMEONE_IN };
// STEP_HANDED: it stays as it is, and the new owner owes it from now on.
enum rules_step { STEP_STAYS, STEP_NONE, STEP_GIVEN, STEP_TARGET, STEP_DECLINE, STEP_REVIEW, STEP_REST, STEP_HANDED };
// How the step that was open ends.
enum rules_step_end { STEP_END_STAYS, STEP_END_KEPT, STEP_END_RENEWED, STEP_END_BROKEN, STEP_END_ANSWERED, STEP_END_REPLACED };

// Mails that must leave, a bit each.
enum rules_mail {
    MAIL_REPLY = 1 << 0,        // the words of staff, with the next step, and the writer's card (R24)
    MAIL_INTRODUCTION = 1 << 1, // R3
    MAIL_PROPOSAL = 1 << 2,     // with the two buttons (R14)
    MAIL_BROKEN = 1 << 3,       // the plain and honest note (R9)
    MAIL_RENEWED = 1 << 4,      // the new time and its reason (R9)
    MAIL_DECLINE = 1 << 5,      // R13
    MAIL_REVIEW_ANSWER = 1 << 6,
    MAIL_FOLLOW_UP = 1 << 7,
    MAIL_MERGED = 1 << 8,
    MAIL_REFERRAL = 1 << 9,     // to the outsider and the requester both (R5)
    MAIL_CLOSED = 1 << 10,      // what their word did, and that the door stays open
    MAIL_PLAYBACK = 1 << 11,
    MAIL_TO_OWNER = 1 << 12,    // new words, an answer, a warning: for staff
    MAIL_TO_LEAD = 1 << 13,     // broken promise, expired offer, review asked
    MAIL_OFFER = 1 << 14,       // to the one offered
    MAIL_REFERRAL_DONE = 1 << 15,
};

struct rules_decision {
    bool allowed;
    // Refused: the rule ("R14"), one sentence, and what to do instead; literals.
    const char *rule, *detail, *instead;
    bool denied;               // not a rule but a right: this actor may never do it
    // Allowed:
    enum ticket_state state;
    enum ticket_outcome outcome;
    enum rules_step step;
    enum rules_step_end step_end;
    enum rules_owner owner;
    bool opens_successor;      // instead of touching the closed ticket (R16)
    bool asks_owner;           // a take that becomes an offer from the owner's side (R2)
    const char *event;         // the event's kind, such as "promised" (events.h)
    bool event_is_staff;       // … which only staff read
    unsigned mails;            // enum rules_mail
};

// Decides. Never fails, never aborts on any combination of values.
struct rules_decision rules_decide(const struct rules_facts *facts, enum rules_actor actor, enum rules_action action,
                                   const struct rules_given *given, int64_t now_ms);

// May this actor ever do this to a ticket that they can see? The one table of permissions.
bool rules_permits(enum rules_actor actor, enum rules_action action);
// Who sees the ticket at all, and who sees what is among staff.
bool rules_sees(enum rules_actor actor);
bool rules_sees_notes(enum rules_actor actor);

// The names of INTERFACE.md ("with_us", "solved"); STR_NONE for OUTCOME_NONE.
struct str state_name(enum ticket_state s);
bool state_parse(struct str s, enum ticket_state *ret_state);
struct str outcome_name(enum ticket_outcome o);
bool outcome_parse(struct str s, enum ticket_outcome *ret_outcome);
const char *action_name(enum rules_action a);
const char *actor_name(enum rules_actor a);

// Invariants of a ticket row, for the tests that walk the database: NULL when
// all hold, else the rule and what is wrong.
const char *rules_broken_by(enum ticket_state s, enum ticket_outcome o, bool has_owner, bool owner_active, int open_steps);
