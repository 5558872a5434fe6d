// SPDX-License-Identifier: Apache-2.0
// The history of a ticket (R35): append-only events, chained by hashes over
// salted digests. hash = SHA-256(previous, ticket, number, at, actor, kind,
// audience, message, digest), each part framed by its length; digest =
// SHA-256(salt, content, the message's body). Erasing empties content, salt and
// body and leaves the digest, so the chain still verifies.
#pragma once

#include "base/buf.h"
#include "desk/actor.h"
#include "store/store.h"

enum audience { AUDIENCE_ALL, AUDIENCE_STAFF };

// One thing that happened. `content` is JSON made with facts_* below; its
// members feed the sentence.
struct event {
    int64_t seq, ticket, number, at;
    int64_t actor_id;              // 0: the desk itself
    struct str actor_name;
    struct str kind;
    enum audience audience;
    int64_t message_id;
    struct str content;            // none: erased
    struct str hash, previous;     // 32 bytes each
};

// What history_add() is told; the chain's fields it works out itself.
struct event_new {
    int64_t ticket;
    const char *kind;
    enum audience audience;
    int64_t message_id;            // 0 none
    struct str message_body;       // of that message: part of the digest
    struct str content;            // JSON object, S("{}") if there is nothing to say
};
// Appends, and moves ticket.history_n and history_head on (it updates just these two columns).
NODISCARD enum rc history_add(struct db *db, const struct actor *who, const struct event_new *e);

// The facts of an event as a JSON object: facts_begin, facts_text/int…, facts_end.
struct facts {
    struct buf json;
};
struct facts facts_begin(struct arena *a);
void facts_text(struct facts *f, const char *name, struct str value);  // a none is left out
void facts_int(struct facts *f, const char *name, int64_t value);
struct str facts_end(struct facts *f);
// Reads one member back; STR_NONE when it is not there.
struct str facts_get(struct arena *a, struct str content, const char *name);
int64_t facts_get_int(struct arena *a, struct str content, const char *name);

struct event_list {
    struct event *items;
    size_t n;
};
// In order; staff-only events only for those who see notes. after_number 0 for all; at most `limit`.
NODISCARD enum rc history_list(struct db *db, int64_t ticket, bool with_staff, int64_t after_number, int64_t limit,
                               struct event_list *ret_list);

// The sentence, in plain English, as `reader_id` reads it ("You said …", "Ana gave her word to …"). Never empty;
// an erased event says so. now_ms and zone shape the times in it.
struct str history_sentence(struct arena *a, const struct event *e, int64_t reader_id, int64_t now_ms, struct str zone);

struct verify_result {
    int64_t tickets, events;
    int64_t bad_ticket, bad_number;  // the first event that does not fit; 0 when all do
    struct str why;                  // in plain words
};
// Proves every chain (ticket 0) or one ticket's. RC_OK also when something does not fit: see bad_ticket.
NODISCARD enum rc history_verify(struct db *db, int64_t ticket, struct verify_result *ret_result);
// The same, telling after every few hundred tickets how many are done, of how many.
typedef void verify_progress(int64_t done, int64_t total);
NODISCARD enum rc history_verify_telling(struct db *db, int64_t ticket, verify_progress *progress,
                                         struct verify_result *ret_result);
// Empties the content of a ticket's events and messages and keeps the proof.
NODISCARD enum rc history_erase(struct db *db, const struct actor *who, int64_t ticket, struct str why);

// The feed behind GET /events. Nothing is ever skipped: on PostgreSQL, where
// transactions end out of order, the horizon is what every earlier one has passed.
NODISCARD enum rc feed_horizon(struct ctx *c, struct store *s, int64_t *ret_seq);
NODISCARD enum rc feed_list(struct db *db, const struct actor *who, int64_t after_seq, int64_t horizon, int64_t limit,
                            struct event_list *ret_list, int64_t *ret_last_seen);
