// SPDX-License-Identifier: Apache-2.0
// A ticket as it stands: the row, what belongs to it, and the lists of them.
// Reading only; whatever changes a ticket is in verbs.h and goes through the
// rules. Every reader takes the actor and answers RC_NOT_FOUND alike for what
// is not there and what they may not see.
#pragma once

#include "desk/actor.h"
#include "desk/rules.h"
#include "store/store.h"

enum effect { EFFECT_STUCK, EFFECT_SLOWED, EFFECT_CAN_WAIT };
enum reach { REACH_ME, REACH_TEAM, REACH_MANY, REACH_EVERYONE };
struct str effect_name(enum effect e);
bool effect_parse(struct str s, enum effect *ret_effect);
struct str reach_name(enum reach r);
bool reach_parse(struct str s, enum reach *ret_reach);

// A person as a ticket mentions them.
struct person_ref {
    int64_t id;
    struct str name, email;
    bool active;
};
// "Noor" of "Noor Haddad" and of "Haddad, Noor"; the name itself if it is one word.
struct str name_first(struct str name);

enum step_kind { STEP_KIND_TARGET, STEP_KIND_PROMISE, STEP_KIND_QUESTION, STEP_KIND_PROPOSAL, STEP_KIND_DECLINE, STEP_KIND_REVIEW,
                 STEP_KIND_REST };
enum step_who { STEP_WHO_US, STEP_WHO_YOU, STEP_WHO_OTHER };
enum step_state { STEP_STATE_OPEN, STEP_STATE_KEPT, STEP_STATE_RENEWED, STEP_STATE_BROKEN, STEP_STATE_ANSWERED, STEP_STATE_REPLACED };
struct str step_kind_name(enum step_kind k);
struct str step_who_name(enum step_who w);
struct str step_state_name(enum step_state s);

struct step {
    int64_t id;                // 0: none (closed)
    enum step_kind kind;
    enum step_who who;
    enum step_state state;
    struct str who_name;       // the named outsider, else none
    struct str what;
    int64_t by_at, made_at, ended_at, broken_at, made_by;
    struct str why;            // of a renewal
};

struct ticket {
    int64_t number;
    struct str subject;
    enum ticket_state state;
    enum ticket_outcome outcome;
    struct person_ref owner, requester;
    struct person_ref speaker; // who speaks for it now; id 0 when the requester does
    int64_t team_id;
    struct str team_name;
    int64_t team_lead_id;
    struct str team_lead;                  // the lead's name
    struct str team_time_zone, team_hours; // when it is in
    enum effect effect;
    enum reach reach;
    struct str stops, affects, channel;
    int64_t matters_by;        // 0: none
    struct str playback, playback_state, playback_answer; // none: never written
    struct step next;
    int64_t answered_at, owned_since, made_at, changed_at, closed_at;
    struct str decline_state, decline_why, decline_instead;
    int64_t follow_ups, merged_into, successor_of, successor; // successor: the ticket that carries on, 0 none
    int64_t version;
};

struct attachment_ref {
    int64_t id, message_id, size;
    struct str name, type, content_id;
    bool is_inline;
};

enum message_kind { MESSAGE_REQUEST, MESSAGE_WORDS, MESSAGE_REPLY, MESSAGE_NOTE, MESSAGE_DESK, MESSAGE_OUTSIDE };
struct str message_kind_name(enum message_kind k); // "request", "words", "reply", "note", "desk", "outside"

struct message {
    int64_t id, at;
    struct person_ref author;  // id 0: the desk itself
    bool author_is_staff;
    enum message_kind kind;
    struct str channel, body, html, quoted;  // html: sanitised already, else none
    struct step step;          // the next step that it set, id 0 none
    struct attachment_ref *attachments;
    size_t attachments_n;
};

struct handoff {
    int64_t id, ticket;
    struct person_ref from, to;      // to.id 0: to the team
    int64_t to_team_id;
    struct str to_team_name, why, summary, state, answer;
    int64_t asked_by_id;             // a colleague who asked the owner for it, else 0
    int64_t made_at, by_at, ended_at;
};

struct referral {
    int64_t id;
    struct str name, address, why, summary, confirmed_by, confirmed_how;
    int64_t made_at, confirmed_at;   // 0: not yet
};

// Everything of one ticket that its page and its JSON show, in few queries.
struct ticket_full {
    struct ticket ticket;
    enum rules_actor as;             // how the reader stands to it
    struct message *messages;        // oldest first; notes only for those who see them
    size_t messages_n;
    struct person_ref *helpers, *participants;
    size_t helpers_n, participants_n;
    struct str *tags;
    size_t tags_n;
    struct handoff *handoffs;        // newest first; the open one, if any, is first
    size_t handoffs_n;
    struct referral *referrals;
    size_t referrals_n;
};

NODISCARD enum rc ticket_get(struct db *db, const struct actor *who, int64_t number, struct ticket *ret_ticket);
NODISCARD enum rc ticket_get_full(struct db *db, const struct actor *who, int64_t number, struct ticket_full *ret_full);
// How `who` stands to the ticket (with its open handoff, helpers, participants looked up).
NODISCARD enum rc ticket_actor(struct db *db, const struct actor *who, const struct ticket *t, enum rules_actor *ret_actor);

// A line in a list.
struct ticket_line {
    int64_t number;
    struct str subject;
    enum ticket_state state;
    enum ticket_outcome outcome;
    struct person_ref owner, requester;
    struct str team_name;
    enum effect effect;
    struct step next;
    int64_t made_at, changed_at, version;
    bool late;                       // the promise or target has passed
};

struct ticket_list {
    struct ticket_line *items;
    size_t n;
    struct str next;                 // opaque cursor, none at the end
    struct str said;                 // the query read back in plain words, none without a query
};

// The list for `GET /tickets`: `query` in the words of INTERFACE.md (search.h), `after` the
// cursor of the page before, limit 1 to 200. RC_INVALID names the word that is not understood.
NODISCARD enum rc ticket_list(struct db *db, const struct actor *who, struct str query, struct str after, int64_t limit,
                              struct ticket_list *ret_list);
// The open tickets that `person_id` answers for, by due time: the first thing staff see.
NODISCARD enum rc ticket_list_owned(struct db *db, int64_t person_id, int64_t limit, struct ticket_list *ret_list);
NODISCARD enum rc ticket_list_requested(struct db *db, int64_t person_id, int64_t limit, struct ticket_list *ret_list);
