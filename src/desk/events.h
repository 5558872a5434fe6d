// SPDX-License-Identifier: Apache-2.0
// The kinds of events in a ticket's history, who reads them, and the facts that
// each carries, so that one plain sentence can be made of it. The rules name
// the kind, the verbs fill in the facts, history_sentence() reads them.
// Names of people are texts; "by", "at", "n", "of", "number" are integers.
#pragma once

// X(kind, audience, facts). A fact in brackets may be missing.
#define EVENT_KINDS(X)                                                                                                 \
    X(asked, ALL, "owner team by effect [for] [number]")  /* for: written by the actor for them; number: carries on */ \
    X(words, ALL, "[for] [from]")                         /* from: an outsider's name */                               \
    X(promised, ALL, "what by [other] [override] [card]") /* other: hangs on this outsider */                          \
    X(questioned, ALL, "what by [override] [card]")                                                                    \
    X(proposed, ALL, "by [override] [card]")                                                                           \
    X(noted, STAFF, "")                                                                                                \
    X(played_back, ALL, "text")                                                                                        \
    X(playback_agreed, ALL, "")                                                                                        \
    X(playback_corrected, ALL, "text")                                                                                 \
    X(offered, ALL, "to why summary by")                                                                               \
    X(handed_over, ALL, "from to why") /* accepted, by the actor */                                                    \
    X(offer_declined, ALL, "from to why")                                                                              \
    X(offer_expired, ALL, "from to lead")                                                                              \
    X(asked_for, ALL, "owner why by") /* the actor asks the owner for it */                                            \
    X(taken, ALL, "from to why")                                                                                       \
    X(stepped_in, ALL, "from to why")                                                                                  \
    X(assigned, ALL, "from to why")                                                                                    \
    X(referred, ALL, "to why summary")                                                                                 \
    X(referral_confirmed, ALL, "to who how")                                                                           \
    X(helper_added, ALL, "who why")                                                                                    \
    X(helper_removed, ALL, "who")                                                                                      \
    X(declined, ALL, "why instead reviewer [card]")                                                                    \
    X(reason_taken, ALL, "")                                                                                           \
    X(review_asked, ALL, "reviewer by [text]")                                                                         \
    X(upheld, ALL, "why")                                                                                              \
    X(overturned, ALL, "why by")                                                                                       \
    X(solved, ALL, "[text]") /* the requester's own word */                                                            \
    X(not_yet, ALL, "[text]")                                                                                          \
    X(solved_heard, ALL, "who how at [text]") /* written down by the actor */                                          \
    X(not_yet_heard, ALL, "who how at [text]")                                                                         \
    X(withdrawn, ALL, "[text]")                                                                                        \
    X(rested, ALL, "n")                /* after n follow-ups */                                                        \
    X(kept, ALL, "what by [late]")     /* late: 1 when its time had passed */                                          \
    X(renewed, ALL, "what by why was") /* was: the time before */                                                      \
    X(warned, STAFF, "what by owner")                                                                                  \
    X(broken, ALL, "kind what by owner [lead]") /* kind: promise, target or review */                                  \
    X(followed_up, ALL, "n of")                                                                                        \
    X(follow_up_personal, ALL, "n of owner") /* the last: the owner writes in person */                                \
    X(merged, ALL, "number [why]")                                                                                     \
    X(merged_in, ALL, "number subject") /* on the other ticket */                                                      \
    X(unmerged, ALL, "number by")                                                                                      \
    X(unmerged_from, ALL, "number")       /* on the other ticket */                                                    \
    X(tagged, STAFF, "[added] [removed]") /* names with commas between */                                              \
    X(participant_added, ALL, "who")                                                                                   \
    X(participant_removed, ALL, "who")                                                                                 \
    X(speaker_named, ALL, "who why")                                                                                   \
    X(urgent, ALL, "why effect")                                                                                       \
    X(updated, ALL, "changes")                    /* "subject, effect" */                                              \
    X(reopened, ALL, "owner by [for] [how] [at]") /* by words on a closed ticket */                                    \
    X(continued, ALL, "number")                   /* a linked successor was opened (R16) */                            \
    X(introduced, ALL, "from to why")             /* the message that introduces a new owner */                        \
    X(mail_failed, STAFF, "to why")               /* a mail server refused it for good */                              \
    X(mail_bounced, STAFF, "to why")              /* it left, and came back */                                         \
    X(automatic_mail, STAFF, "to why")            /* a machine wrote: an absence notice or the like; to: its address */ \
    X(erased, ALL, "[why]")                       /* the words of the ticket are gone, the proof stays (R35) */
