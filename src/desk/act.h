// SPDX-License-Identifier: Apache-2.0
// The one door: every verb loads the ticket with all that the rules ask about,
// lets them decide, and writes what follows, in this order:
//   act_begin, the givens, act_decide, act_step, act_say, act_write.
// Private to the verbs. All of it runs inside store_write().
#pragma once

#include "desk/history.h"
#include "desk/person.h"
#include "desk/verbs.h"

// The open offer of a ticket, if there is one.
struct act_offer {
    int64_t id, from_id, to_id, to_team_id, asked_by_id, by_at;
    struct str why, summary;
};

// What the ticket's row becomes. Starts as it stands.
struct act_row {
    enum ticket_state state;
    enum ticket_outcome outcome;
    enum effect effect;
    int64_t owner_id, owned_since, team_id, step_id, answered_at, follow_ups, merged_into, closed_at, speaker_id;
    struct str decline_state, state_before_merge;
    struct str decline_why, decline_instead; // none leaves them
};

// The next step that a verb gives; what act_step() opens for the other decisions it makes itself.
struct act_given_step {
    enum step_kind kind;
    struct str what, other, why; // other: the outsider on whom it hangs; why: of a renewal
    int64_t by_at, renews_id;
};

struct act {
    struct db *db;
    struct ctx *c;
    struct arena *arena;
    const struct actor *who;
    // As it stood.
    struct ticket t;              // of texts only the subject; next as far as the rules need it
    struct team team;             // without its members
    struct str requester_zone;
    struct act_offer offer;
    int64_t warned_at;            // of the open step
    unsigned standing;            // a bit for each enum rules_actor that applies
    // What was decided.
    enum rules_action action;
    enum rules_actor as;
    struct rules_facts facts;
    struct rules_given given;
    struct rules_decision d;
    // What is written.
    struct act_row row;
    struct act_given_step step;
    struct person_ref old_owner;  // id 0 unless somebody new answers for it now
    int64_t message_id;
    struct str message_body, message_beside; // beside: the digest of what came with the words, else none
    bool message_is_note;
    // Somebody new and in answers for what opens again: introduced after the event (R16).
    struct str introduce_why;
};

// Loads the ticket. RC_NOT_FOUND for what is not there or may not be seen, RC_CONFLICT for another version.
NODISCARD enum rc act_begin(struct act *a, struct db *db, const struct actor *who, int64_t number);
// Asks the rules as the strongest of the actor's standings that may do this. RC_REFUSED or RC_DENIED.
NODISCARD enum rc act_decide(struct act *a, enum rules_action action);
// Ends the step that was open and opens the next, as decided.
NODISCARD enum rc act_step(struct act *a);
// Writes a message; its event is the one of act_write().
NODISCARD enum rc act_say(struct act *a, enum message_kind kind, const struct words *words);
// Whether what the actor writes carries their card: the first reply to a person, the first after a quiet spell (R24).
NODISCARD enum rc act_carries_card(struct act *a, bool *ret_card);
// Somebody else answers for it from now on: the row, and their team unless a->row.team_id was set already.
NODISCARD enum rc act_new_owner(struct act *a, int64_t to_id);
// Where the rules say so: somebody who is in takes over what opens again, introduced by act_write() (R16).
NODISCARD enum rc act_owner_who_is_in(struct act *a);
// The message that introduces them (R3). After act_new_owner() and act_step().
NODISCARD enum rc act_introduce(struct act *a, struct str why, struct str summary);
// The ticket's row, the event with these facts, and the mails. Done's id is the message's.
NODISCARD enum rc act_write(struct act *a, struct str facts, struct done *ret_done);
// Another event of the same moment, such as an introduction beside a reopening.
NODISCARD enum rc act_event(struct act *a, int64_t ticket, const char *kind, int64_t message_id, struct str body,
                            struct str facts);

bool act_stands(const struct act *a, enum rules_actor as);
// A refusal by hand, in the kernel's way.
enum rc act_refuse(struct act *a, const char *rule, const char *detail, const char *instead);
NODISCARD enum rc act_person(struct db *db, int64_t id, struct person_ref *ret_person, bool *ret_staff);
// Puts the clock's next look at a step in line (clock.c reads it).
NODISCARD enum rc act_schedule(struct act *a, int64_t step_id, enum step_who who, enum step_kind kind, int64_t by_at);
