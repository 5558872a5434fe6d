// SPDX-License-Identifier: Apache-2.0
// The permission table and the transition table, a row for each action: who
// may, where it leads from each state, whose the ticket is afterwards, how the
// step that was open ends, what is written and which mails leave.
#include "desk/rules_table.h"

#define BIT(actor) (1u << ACTOR_##actor)
#define SYSTEM BIT(SYSTEM)
#define ASKER BIT(REQUESTER)
#define OWNER BIT(OWNER)
#define LEAD BIT(LEAD)
#define ON_IT (OWNER | LEAD | BIT(HELPER))
#define TEAM (ON_IT | BIT(OFFERED) | BIT(MEMBER))
#define STAFF (TEAM | BIT(COLLEAGUE))
#define ON_COPY BIT(PARTICIPANT)
#define OUTSIDER BIT(OUTSIDER)

// From: with us, with you, proposed, resting, closed.
#define FROM(us, you, proposed, resting, closed)                                                                       \
    {                                                                                                                  \
        WAY_##us, WAY_##you, WAY_##proposed, WAY_##resting, WAY_##closed                                               \
    }
#define FROM_OPEN(way) FROM(way, way, way, way, NO)
#define FROM_ALL(way) FROM(way, way, way, way, way)
// How the open step ends: a promise, a first-reply target, anything else.
#define ENDS(p, t, o) .promise = STEP_END_##p, .target = STEP_END_##t, .other = STEP_END_##o
#define BY_STAFF ENDS(REPLACED, KEPT, REPLACED)
#define BY_THEM ENDS(REPLACED, REPLACED, ANSWERED)

#define DENIED_STAFF_ONLY(rule)                                                                                        \
    {                                                                                                                  \
        rule, "This is for the people who look after tickets.",                                                        \
            "Write what you need in a message, and its owner will see to it."                                          \
    }
#define DENIED_TEAM_ONLY(rule)                                                                                         \
    {                                                                                                                  \
        rule, "This is for the ticket's owner, their helpers and their team.",                                         \
            "Write a note for the owner, or ask them for the ticket."                                                  \
    }
#define DENIED_OWNER_ONLY(rule)                                                                                        \
    {                                                                                                                  \
        rule, "This is for the ticket's owner, or the team's lead.", "Write a note for the owner, who can do it."      \
    }
#define DENIED_LEAD_ONLY(rule)                                                                                         \
    {                                                                                                                  \
        rule, "This is for the team's lead.", "Write a note, or ask the lead to do it."                                \
    }
#define DENIED_ASKER_ONLY(rule)                                                                                        \
    {                                                                                                                  \
        rule, "This is for the person who asked, and nobody can say it for them.",                                     \
            "Ask them, and write their answer down if they tell you by phone or in person."                            \
    }
#define DENIED_CLOCK_ONLY(rule)                                                                                        \
    {                                                                                                                  \
        rule, "This happens by itself when its time comes.", "There is nothing to do."                                 \
    }
#define CLOSED(rule)                                                                                                   \
    {                                                                                                                  \
        rule, "This ticket is closed.", "Any new words on it open it again, with its owner."                           \
    }
#define ANY_STATE(rule)                                                                                                \
    {                                                                                                                  \
        rule, "This does not fit the ticket as it stands.", "Look at the ticket's page for what can be done with it."  \
    }

const struct way_row ways[WAY_COUNT_] = {
    [WAY_NO] = {STATE_WITH_US, OUTCOME_NONE, STEP_STAYS}, // never read
    [WAY_STAY] = {STATE_WITH_US, OUTCOME_NONE, STEP_STAYS},
    [WAY_HAND] = {STATE_WITH_US, OUTCOME_NONE, STEP_HANDED},
    [WAY_WAKE] = {STATE_WITH_US, OUTCOME_NONE, STEP_TARGET},
    [WAY_HURRY] = {STATE_WITH_US, OUTCOME_NONE, STEP_TARGET},
    [WAY_TARGET] = {STATE_WITH_US, OUTCOME_NONE, STEP_TARGET},
    [WAY_PROMISE] = {STATE_WITH_US, OUTCOME_NONE, STEP_GIVEN},
    [WAY_QUESTION] = {STATE_WITH_YOU, OUTCOME_NONE, STEP_GIVEN},
    [WAY_PROPOSE] = {STATE_PROPOSED, OUTCOME_NONE, STEP_GIVEN},
    [WAY_DECLINE] = {STATE_WITH_YOU, OUTCOME_NONE, STEP_DECLINE},
    [WAY_REVIEW] = {STATE_WITH_US, OUTCOME_NONE, STEP_REVIEW},
    [WAY_REST] = {STATE_RESTING, OUTCOME_NONE, STEP_REST},
    [WAY_REOPEN] = {STATE_WITH_US, OUTCOME_NONE, STEP_TARGET},
    [WAY_SOLVED] = {STATE_CLOSED, OUTCOME_SOLVED, STEP_NONE},
    [WAY_WITHDRAWN] = {STATE_CLOSED, OUTCOME_WITHDRAWN, STEP_NONE},
    [WAY_DECLINED] = {STATE_CLOSED, OUTCOME_DECLINED, STEP_NONE},
    [WAY_MERGED] = {STATE_CLOSED, OUTCOME_MERGED, STEP_NONE},
};

const struct action_row actions[ACTION_COUNT_] = {
    // ---- words ----
    [ACTION_ADD_WORDS] = {"add words",
                          ASKER | ON_COPY | OUTSIDER | STAFF,
                          FROM(STAY, WAKE, WAKE, WAKE, REOPEN),
                          OWNER_STAYS,
                          "words",
                          false,
                          MAIL_TO_OWNER,
                          BY_THEM,
                          {"R16", "Only people who are on this ticket can write on it.",
                           "Ask for help with a request of your own: a sentence is enough."},
                          ANY_STATE("R16")},
    [ACTION_REPLY_PROMISE] =
        {"reply with a promise",
         STAFF,
         FROM(PROMISE, PROMISE, PROMISE, PROMISE, NO),
         OWNER_STAYS,
         "promised",
         false,
         MAIL_REPLY | MAIL_TO_OWNER,
         ENDS(RENEWED, KEPT, REPLACED),
         DENIED_STAFF_ONLY("R8"),
         {"R16", "This ticket is closed, so a promise on it would be lost.",
          "If they told you that it came back, add their words: that opens it again with its owner."}},
    [ACTION_REPLY_QUESTION] =
        {"reply with a question",
         STAFF,
         FROM(QUESTION, QUESTION, QUESTION, QUESTION, NO),
         OWNER_STAYS,
         "questioned",
         false,
         MAIL_REPLY | MAIL_TO_OWNER,
         BY_STAFF,
         DENIED_STAFF_ONLY("R8"),
         {"R16", "This ticket is closed, so a question on it would be lost.",
          "If they told you that it came back, add their words: that opens it again with its owner."}},
    [ACTION_REPLY_PROPOSAL] =
        {"reply with a proposal",
         STAFF,
         FROM(PROPOSE, PROPOSE, PROPOSE, PROPOSE, NO),
         OWNER_STAYS,
         "proposed",
         false,
         MAIL_PROPOSAL | MAIL_TO_OWNER,
         ENDS(KEPT, KEPT, REPLACED),
         DENIED_STAFF_ONLY("R14"),
         {"R16", "This ticket is closed already.",
          "If they told you that it came back, add their words: that opens it again with its owner."}},
    [ACTION_NOTE] = {"write a note", STAFF, FROM_ALL(STAY), OWNER_STAYS, "noted", true, MAIL_TO_OWNER, BY_STAFF,
                     DENIED_STAFF_ONLY("R35"), ANY_STATE("R35")},
    [ACTION_PLAYBACK] = {"play back", TEAM, FROM_OPEN(STAY), OWNER_STAYS, "played_back", false, MAIL_PLAYBACK, BY_STAFF,
                         DENIED_TEAM_ONLY("R19"), CLOSED("R19")},
    [ACTION_PLAYBACK_AGREE] = {"agree with the playback", ASKER, FROM(STAY, STAY, STAY, WAKE, NO), OWNER_STAYS,
                               "playback_agreed", false, MAIL_TO_OWNER, BY_THEM, DENIED_ASKER_ONLY("R19"),
                               CLOSED("R19")},
    [ACTION_PLAYBACK_CORRECT] = {"correct the playback", ASKER, FROM(STAY, WAKE, WAKE, WAKE, NO), OWNER_STAYS,
                                 "playback_corrected", false, MAIL_TO_OWNER, BY_THEM, DENIED_ASKER_ONLY("R19"),
                                 CLOSED("R19")},

    // ---- who answers for it ----
    [ACTION_OFFER] = {"offer", OWNER | LEAD, FROM_OPEN(STAY), OWNER_STAYS, "offered", false, MAIL_OFFER, BY_STAFF,
                      DENIED_OWNER_ONLY("R2"), CLOSED("R2")},
    [ACTION_ACCEPT] = {"accept",
                       OWNER | BIT(OFFERED),
                       FROM_OPEN(HAND),
                       OWNER_BECOMES_ACTOR,
                       "handed_over",
                       false,
                       MAIL_INTRODUCTION | MAIL_TO_OWNER,
                       BY_STAFF,
                       {"R2", "Only the one whom it was offered to can accept it.",
                        "Ask its owner to offer it to you."},
                       CLOSED("R2")},
    [ACTION_DECLINE_OFFER] = {"decline an offer",
                              OWNER | BIT(OFFERED),
                              FROM_OPEN(STAY),
                              OWNER_STAYS,
                              "offer_declined",
                              false,
                              MAIL_TO_OWNER,
                              BY_STAFF,
                              {"R2", "Only the one whom it was offered to can decline it.",
                               "The offer comes back by itself when its time has passed."},
                              CLOSED("R2")},
    [ACTION_EXPIRE_OFFER] = {"let an offer expire", SYSTEM, FROM_OPEN(STAY), OWNER_STAYS, "offer_expired", false,
                             MAIL_TO_OWNER | MAIL_TO_LEAD, BY_STAFF, DENIED_CLOCK_ONLY("R2"), CLOSED("R2")},
    [ACTION_TAKE] = {"take", STAFF, FROM_OPEN(HAND), OWNER_BECOMES_ACTOR, "taken", false,
                     MAIL_INTRODUCTION | MAIL_TO_OWNER, BY_STAFF, DENIED_STAFF_ONLY("R2"), CLOSED("R2")},
    [ACTION_STEP_IN] = {"step in", LEAD, FROM_OPEN(HAND), OWNER_BECOMES_ACTOR, "stepped_in", false,
                        MAIL_INTRODUCTION | MAIL_TO_OWNER, BY_STAFF, DENIED_LEAD_ONLY("R2"), CLOSED("R2")},
    [ACTION_ASSIGN] = {"assign", LEAD, FROM_OPEN(HAND), OWNER_BECOMES_NAMED, "assigned", false,
                       MAIL_INTRODUCTION | MAIL_TO_OWNER, BY_STAFF, DENIED_LEAD_ONLY("R7"), CLOSED("R7")},
    [ACTION_REFER] = {"refer", ON_IT, FROM_OPEN(STAY), OWNER_STAYS, "referred", false, MAIL_REFERRAL, BY_STAFF,
                      DENIED_TEAM_ONLY("R5"), CLOSED("R5")},
    [ACTION_CONFIRM_REFERRAL] = {"confirm a referral", TEAM | OUTSIDER, FROM_OPEN(STAY), OWNER_STAYS,
                                 "referral_confirmed", false, MAIL_REFERRAL_DONE | MAIL_TO_OWNER, BY_STAFF,
                                 DENIED_TEAM_ONLY("R5"), CLOSED("R5")},
    [ACTION_ADD_HELPER] = {"add a helper", ON_IT, FROM_OPEN(STAY), OWNER_STAYS, "helper_added", false, 0, BY_STAFF,
                           DENIED_TEAM_ONLY("R4"), CLOSED("R4")},
    [ACTION_REMOVE_HELPER] = {"remove a helper", ON_IT, FROM_ALL(STAY), OWNER_STAYS, "helper_removed", false, 0,
                              BY_STAFF, DENIED_TEAM_ONLY("R4"), ANY_STATE("R4")},

    // ---- saying no ----
    [ACTION_DECLINE] = {"decline", OWNER | LEAD, FROM_OPEN(DECLINE), OWNER_STAYS, "declined", false, MAIL_DECLINE,
                        BY_STAFF, DENIED_OWNER_ONLY("R13"), CLOSED("R13")},
    [ACTION_TAKE_REASON] = {"take the reason", ASKER, FROM_OPEN(DECLINED), OWNER_STAYS, "reason_taken", false,
                            MAIL_CLOSED | MAIL_TO_OWNER, BY_THEM, DENIED_ASKER_ONLY("R13"), CLOSED("R13")},
    [ACTION_ASK_REVIEW] = {"ask for a review", ASKER, FROM_OPEN(REVIEW), OWNER_STAYS, "review_asked", false,
                           MAIL_TO_LEAD | MAIL_TO_OWNER, BY_THEM, DENIED_ASKER_ONLY("R13"), CLOSED("R13")},
    [ACTION_UPHOLD] = {"uphold the decline", LEAD, FROM_OPEN(DECLINED), OWNER_STAYS, "upheld", false,
                       MAIL_REVIEW_ANSWER | MAIL_TO_OWNER, ENDS(REPLACED, KEPT, ANSWERED), DENIED_LEAD_ONLY("R13"),
                       CLOSED("R13")},
    [ACTION_OVERTURN] = {"overturn the decline", LEAD, FROM_OPEN(TARGET), OWNER_STAYS, "overturned", false,
                         MAIL_REVIEW_ANSWER | MAIL_TO_OWNER, ENDS(REPLACED, KEPT, ANSWERED), DENIED_LEAD_ONLY("R13"),
                         CLOSED("R13")},

    // ---- their word ----
    [ACTION_SAY_SOLVED] = {"say that it is solved",
                           ASKER,
                           FROM_OPEN(SOLVED),
                           OWNER_STAYS,
                           "solved",
                           false,
                           MAIL_CLOSED | MAIL_TO_OWNER,
                           ENDS(ANSWERED, ANSWERED, ANSWERED),
                           {"R14", "A ticket is solved when the person who asked says so.",
                            "Propose that it is solved, or write down what they told you, with how and when."},
                           {"R14", "This ticket is closed already.",
                            "There is nothing to do. If it comes back, write again: that opens it."}},
    [ACTION_SAY_NOT_YET] = {"say not yet", ASKER, FROM(STAY, WAKE, WAKE, WAKE, REOPEN), OWNER_STAYS, "not_yet", false,
                            MAIL_TO_OWNER, BY_THEM, DENIED_ASKER_ONLY("R14"), ANY_STATE("R14")},
    [ACTION_HEAR_SOLVED] =
        {"write down that they said it is solved",
         STAFF,
         FROM_OPEN(SOLVED),
         OWNER_STAYS,
         "solved_heard",
         false,
         MAIL_CLOSED | MAIL_TO_OWNER,
         ENDS(ANSWERED, ANSWERED, ANSWERED),
         {"R14", "Only the people who look after a ticket write down what was said by phone or in person.",
          "If it is your ticket, say so yourself with the button. If not, the person who asked can."},
         {"R14", "This ticket is closed already.",
          "There is nothing to do. If it comes back, add their words: that opens it."}},
    [ACTION_HEAR_NOT_YET] = {"write down that they said not yet", STAFF, FROM(STAY, WAKE, WAKE, WAKE, REOPEN),
                             OWNER_STAYS, "not_yet_heard", false, MAIL_TO_OWNER, BY_THEM, DENIED_STAFF_ONLY("R14"),
                             ANY_STATE("R14")},
    [ACTION_WITHDRAW] = {"withdraw",
                         ASKER,
                         FROM_OPEN(WITHDRAWN),
                         OWNER_STAYS,
                         "withdrawn",
                         false,
                         MAIL_CLOSED | MAIL_TO_OWNER,
                         ENDS(REPLACED, REPLACED, ANSWERED),
                         DENIED_ASKER_ONLY("R14"),
                         {"R14", "This ticket is closed already.", "There is nothing to do."}},
    [ACTION_REST] = {"let rest",
                     OWNER | LEAD,
                     FROM(NO, REST, REST, NO, NO),
                     OWNER_STAYS,
                     "rested",
                     false,
                     0,
                     BY_STAFF,
                     DENIED_OWNER_ONLY("R15"),
                     {"R15", "Only a question, a proposal or a decline that nobody has answered can rest.",
                      "Say what happens next: a promise, a question or a proposal."}},

    // ---- promises and the clock ----
    [ACTION_KEEP_PROMISE] = {"keep a promise",
                             ON_IT,
                             FROM(TARGET, NO, NO, NO, NO),
                             OWNER_STAYS,
                             "kept",
                             false,
                             0,
                             ENDS(KEPT, REPLACED, REPLACED),
                             DENIED_TEAM_ONLY("R9"),
                             {"R9", "No promise is open on this ticket.",
                              "Look at its next step: something else has taken the promise's place."}},
    [ACTION_RENEW_PROMISE] = {"renew a promise",
                              ON_IT,
                              FROM(PROMISE, NO, NO, NO, NO),
                              OWNER_STAYS,
                              "renewed",
                              false,
                              MAIL_RENEWED | MAIL_TO_OWNER,
                              ENDS(RENEWED, REPLACED, REPLACED),
                              DENIED_TEAM_ONLY("R9"),
                              {"R9", "No promise is open on this ticket.", "Write a reply with a new promise."}},
    [ACTION_WARN_PROMISE] = {"warn of a promise",
                             SYSTEM,
                             FROM(STAY, NO, NO, NO, NO),
                             OWNER_STAYS,
                             "warned",
                             true,
                             MAIL_TO_OWNER,
                             BY_STAFF,
                             DENIED_CLOCK_ONLY("R9"),
                             {"R9", "Nothing of ours is due on this ticket.", "There is nothing to warn of."}},
    [ACTION_BREAK_PROMISE] = {"mark a promise as broken",
                              SYSTEM,
                              FROM(STAY, NO, NO, NO, NO),
                              OWNER_STAYS,
                              "broken",
                              false,
                              MAIL_BROKEN | MAIL_TO_LEAD | MAIL_TO_OWNER,
                              BY_STAFF,
                              DENIED_CLOCK_ONLY("R9"),
                              {"R9", "Nothing of ours is due on this ticket.", "There is nothing that could break."}},
    [ACTION_FOLLOW_UP] = {"follow up",
                          SYSTEM,
                          FROM(NO, STAY, STAY, NO, NO),
                          OWNER_STAYS,
                          "followed_up",
                          false,
                          MAIL_FOLLOW_UP,
                          BY_STAFF,
                          DENIED_CLOCK_ONLY("R15"),
                          {"R15", "Nothing on this ticket waits for its requester's answer.",
                           "There is nothing to follow up."}},

    // ---- the rest ----
    [ACTION_MERGE] = {"merge",
                      ON_IT | BIT(MEMBER),
                      FROM_OPEN(MERGED),
                      OWNER_STAYS,
                      "merged",
                      false,
                      MAIL_MERGED | MAIL_TO_OWNER,
                      BY_STAFF,
                      DENIED_TEAM_ONLY("R16"),
                      {"R16", "This ticket is closed, so there is nothing to merge.",
                       "Leave it as it is: its history stays readable."}},
    [ACTION_UNMERGE] = {"undo a merge",
                        ON_IT | BIT(MEMBER),
                        FROM(NO, NO, NO, NO, TARGET),
                        OWNER_STAYS,
                        "unmerged",
                        false,
                        MAIL_TO_OWNER,
                        BY_STAFF,
                        DENIED_TEAM_ONLY("R16"),
                        {"R16", "This ticket is not merged into another.", "There is nothing to undo."}},
    [ACTION_TAG] = {"tag", STAFF, FROM_ALL(STAY), OWNER_STAYS, "tagged", true, 0, BY_STAFF, DENIED_STAFF_ONLY("R35"),
                    ANY_STATE("R35")},
    [ACTION_ADD_PARTICIPANT] =
        {"put somebody on copy",
         ASKER | STAFF | SYSTEM, // the system: somebody who answers a mail of ours joins
         FROM_ALL(STAY),
         OWNER_STAYS,
         "participant_added",
         false,
         0,
         BY_STAFF,
         {"R35", "Only the person who asked and the people who look after it can show it to somebody else.",
          "Ask one of them to put that person on copy."},
         ANY_STATE("R35")},
    [ACTION_REMOVE_PARTICIPANT] = {"take somebody off copy",
                                   ASKER | ON_COPY | STAFF,
                                   FROM_ALL(STAY),
                                   OWNER_STAYS,
                                   "participant_removed",
                                   false,
                                   0,
                                   BY_STAFF,
                                   {"R35", "Only people who are on this ticket can change who is on copy.",
                                    "Ask its owner."},
                                   ANY_STATE("R35")},
    [ACTION_NAME_SPEAKER] = {"name who speaks for it", LEAD, FROM_OPEN(STAY), OWNER_STAYS, "speaker_named", false,
                             MAIL_TO_OWNER, BY_STAFF, DENIED_LEAD_ONLY("R14"), CLOSED("R14")},
    [ACTION_SAY_URGENT] = {"say that it is more urgent", ASKER, FROM(HURRY, WAKE, WAKE, WAKE, NO), OWNER_STAYS,
                           "urgent", false, MAIL_TO_OWNER, BY_THEM, DENIED_ASKER_ONLY("R11"), CLOSED("R11")},
    [ACTION_UPDATE] = {"put facts right", TEAM, FROM_ALL(STAY), OWNER_STAYS, "updated", false, 0, BY_STAFF,
                       DENIED_TEAM_ONLY("R35"), ANY_STATE("R35")},
};
