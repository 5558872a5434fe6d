// SPDX-License-Identifier: Apache-2.0
// Everything that can happen to a ticket, a function each. All of them run
// inside store_write(), ask rules_decide(), and write rows, the history event
// and the mail jobs in the one transaction. A refusal comes back as RC_REFUSED
// with the rule and what to do instead; a wrong value as RC_INVALID with its
// field; what may not be seen as RC_NOT_FOUND. Sources: PRODUCT.md R1 to R35.
#pragma once

#include "desk/ticket.h"

#define TICKET_SUBJECT_BYTES_MAX 500
#define TICKET_BODY_BYTES_MAX (256 * 1024)
#define TICKET_LINE_BYTES_MAX 2000 // why, what, stops, affects and their like

struct upload {
    struct str name, type, bytes, content_id;
    bool is_inline;
};

struct words {                 // what comes along with any message
    struct str body;           // text, Markdown
    struct str html;           // sanitised, from mail, else none
    struct str quoted;         // cut off below the visible words, else none
    const struct upload *uploads;
    size_t uploads_n;
    struct str channel;        // "web", "mail", "api", "phone", "visit"; none: the actor's door
    int64_t mail_id;           // mail_in row, 0 none
};

struct ask {
    struct str subject;
    struct words words;
    int64_t requester_id;      // 0: the actor
    int64_t team_id;           // 0: the first active team
    bool has_effect, has_reach;
    enum effect effect;        // without: slowed
    enum reach reach;          // without: me
    struct str stops, affects;
    int64_t matters_by;        // 0 none
    const struct str *tags;
    size_t tags_n;
    const int64_t *participants; // people on copy
    size_t participants_n;
    int64_t successor_of;      // used by R16 itself, 0 otherwise
};
// Creates a ticket with its owner, its first-reply target and the receipt (R1, R8, R10, R22).
NODISCARD enum rc ticket_ask(struct db *db, const struct actor *who, const struct ask *ask, int64_t *ret_number);

struct done {
    int64_t number;            // the ticket it went to: a successor's where one was opened (R16)
    int64_t id;                // of the message, handoff, referral or step that was made, 0 none
    int64_t version;           // the ticket's version afterwards
    bool reopened, opened_successor, asked_owner;
};

// Words of the requester's side, or written down for them. On a merged ticket they go to where it is carried on.
NODISCARD enum rc ticket_add_words(struct db *db, const struct actor *who, int64_t number, const struct words *words,
                                   struct done *ret_done);

enum next_kind { NEXT_PROMISE, NEXT_QUESTION, NEXT_PROPOSAL };
struct reply {
    struct words words;
    enum next_kind next;
    struct str what;           // promise, question; not for a proposal
    int64_t by_at;             // for a proposal 0: the team's rhythm
    struct str other;          // a promise that hangs on a named outsider ("the vendor"), else none
    struct str override;       // why a held reply leaves all the same (R26), else none
    bool held;                 // the coach holds it
};
NODISCARD enum rc ticket_reply(struct db *db, const struct actor *who, int64_t number, const struct reply *reply,
                               struct done *ret_done);
NODISCARD enum rc ticket_note(struct db *db, const struct actor *who, int64_t number, const struct words *words,
                              struct done *ret_done);

NODISCARD enum rc ticket_playback(struct db *db, const struct actor *who, int64_t number, struct str text,
                                  struct done *ret_done);
NODISCARD enum rc ticket_playback_answer(struct db *db, const struct actor *who, int64_t number, bool agrees,
                                         struct str text, struct done *ret_done);

struct offer {
    int64_t to_id, to_team_id; // one of them
    struct str why, summary;
};
NODISCARD enum rc ticket_offer(struct db *db, const struct actor *who, int64_t number, const struct offer *offer,
                               struct done *ret_done);
NODISCARD enum rc handoff_get(struct db *db, const struct actor *who, int64_t id, struct handoff *ret_handoff);
NODISCARD enum rc handoff_accept(struct db *db, const struct actor *who, int64_t id, struct done *ret_done);
NODISCARD enum rc handoff_decline(struct db *db, const struct actor *who, int64_t id, struct str why,
                                  struct done *ret_done);
// Takes, asks the owner, or steps in, whichever the rules make of it (R2). An ask is a handoff from the
// owner to the asker with asked_by set: it is the owner who accepts or declines it, by its id in done.
NODISCARD enum rc ticket_take(struct db *db, const struct actor *who, int64_t number, struct str why,
                              struct done *ret_done);
// The lead gives a ticket to an active member of staff, with an introduction (R7).
NODISCARD enum rc ticket_assign(struct db *db, const struct actor *who, int64_t number, int64_t to_id, struct str why,
                                struct done *ret_done);

struct refer {
    struct str name, address, why, summary;
};
NODISCARD enum rc ticket_refer(struct db *db, const struct actor *who, int64_t number, const struct refer *refer,
                               struct done *ret_done);
NODISCARD enum rc referral_confirm(struct db *db, const struct actor *who, int64_t id, struct str who_confirmed,
                                   struct str how, struct done *ret_done);

NODISCARD enum rc ticket_add_helper(struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                                    struct str why, struct done *ret_done);
NODISCARD enum rc ticket_remove_helper(struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                                       struct done *ret_done);
NODISCARD enum rc ticket_add_participant(struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                                         struct done *ret_done);
NODISCARD enum rc ticket_remove_participant(struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                                            struct done *ret_done);

NODISCARD enum rc ticket_decline(struct db *db, const struct actor *who, int64_t number, struct str why,
                                 struct str instead, struct done *ret_done);
NODISCARD enum rc ticket_take_reason(struct db *db, const struct actor *who, int64_t number, struct done *ret_done);
NODISCARD enum rc ticket_ask_review(struct db *db, const struct actor *who, int64_t number, struct str text,
                                    struct done *ret_done);
NODISCARD enum rc ticket_answer_review(struct db *db, const struct actor *who, int64_t number, bool upheld,
                                       struct str why, struct done *ret_done);

struct answer {
    bool solved, sure;         // sure: asked again because of the words, and still yes
    struct str text;
    struct str heard_how;      // staff: "phone", "visit" …; none: the requester's own press
    int64_t heard_at;          // staff: when; 0 none
};
NODISCARD enum rc ticket_answer(struct db *db, const struct actor *who, int64_t number, const struct answer *answer,
                                struct done *ret_done);
// Do these words, sent along with a "yes", say that it is not solved? English and German (R14).
bool answer_doubts(struct str text);

NODISCARD enum rc ticket_withdraw(struct db *db, const struct actor *who, int64_t number, struct str text,
                                  struct done *ret_done);
NODISCARD enum rc ticket_rest(struct db *db, const struct actor *who, int64_t number, struct done *ret_done);
NODISCARD enum rc ticket_merge(struct db *db, const struct actor *who, int64_t number, int64_t into, struct str why,
                               struct done *ret_done);
NODISCARD enum rc ticket_unmerge(struct db *db, const struct actor *who, int64_t number, struct done *ret_done);
NODISCARD enum rc ticket_set_tags(struct db *db, const struct actor *who, int64_t number, const struct str *add,
                                  size_t add_n, const struct str *remove, size_t remove_n, struct done *ret_done);
NODISCARD enum rc ticket_name_speaker(struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                                      struct str why, struct done *ret_done);
NODISCARD enum rc ticket_say_urgent(struct db *db, const struct actor *who, int64_t number, enum effect effect,
                                    struct str why, struct done *ret_done);

struct ticket_changes {        // a none or 0 leaves the value as it is
    struct str subject, stops, affects;
    bool has_effect, has_reach;
    enum effect effect;
    enum reach reach;
    int64_t matters_by;
};
NODISCARD enum rc ticket_update(struct db *db, const struct actor *who, int64_t number,
                                const struct ticket_changes *changes, struct done *ret_done);

NODISCARD enum rc promise_keep(struct db *db, const struct actor *who, int64_t step_id, struct done *ret_done);
NODISCARD enum rc promise_renew(struct db *db, const struct actor *who, int64_t step_id, int64_t by_at, struct str why,
                                struct done *ret_done);
