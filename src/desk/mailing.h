// SPDX-License-Identifier: Apache-2.0
// Mail that leaves and mail that arrives, as the desk means it. Leaving: a verb
// asks for mails in its transaction (mail_out row and a job each); the job
// writes the mail when it runs and hands it to SMTP. Arriving: raw bytes are
// committed first, then become a person, a ticket and a message in one
// transaction; nothing is dropped in silence. INTERFACE.md, "Mail".
#pragma once

#include "desk/ticket.h"
#include "jobs/jobs.h"

// How this desk writes and signs; made once at start from options and the key in the database.
struct mail_identity {
    struct str from;           // "Tidewell IT <desk@example.org>" or an address
    struct str base_url;       // "http://127.0.0.1:8080", no slash at the end
    struct str smtp;           // "smtp://…"; none: mail waits, visibly
    struct str desk_name;
    struct str key;            // 32 bytes: signs Message-IDs, plus-addresses and links
    bool plus_addresses;       // Reply-To carries a keyed plus-address
};

// Which mail, in the transaction of what it is about. person 0 with an address: an outsider.
struct mail_wanted {
    unsigned kind;             // one bit of enum rules_mail, or 0 for the receipt
    int64_t ticket, message_id, person_id;
    struct str address, name;  // only for outsiders
    struct str facts;          // JSON object: what the text needs ("why", "by", "to"…); none for nothing
};
NODISCARD enum rc mail_want(struct db *db, const struct mail_wanted *m);
// For each bit of `mails`: works out who gets it (requester or speaker, people on copy, owner, lead,
// the one offered, outsider) and calls mail_want. Never to the actor about their own act, never to inactive people.
NODISCARD enum rc mail_want_all(struct db *db, const struct actor *who, const struct ticket *t, unsigned mails,
                                int64_t message_id, struct str facts);

// The job kind "mail": payload {"out": id}. `arg` is a struct mail_identity.
job_fn mail_job;

// Keyed links that work without signing in: what they may do, for whom, on which ticket.
enum link_kind { LINK_ANSWER, LINK_SIGN_IN, LINK_TICKET };
struct link {
    enum link_kind kind;
    int64_t person_id, ticket; // ticket 0 for signing in
    int64_t ends_at;
};
struct str link_token(struct arena *a, struct str key, const struct link *l);
bool link_parse(struct arena *a, struct str key, struct str token, int64_t now_ms, struct link *ret_link);

// Arriving. Stores the raw mail and commits; RC_OK means it is on disk.
NODISCARD enum rc mail_receive(struct ctx *c, struct store *s, struct str raw, struct str envelope_to, int64_t *ret_id);
// Makes of a received mail what it is: a ticket, words on one, a note of a bounce. Runs its own transactions.
struct intake {
    int64_t ticket;            // 0: none came of it
    struct str state, note;    // mail_in.state and a sentence
};
NODISCARD enum rc mail_take(struct ctx *c, struct store *s, const struct mail_identity *id, int64_t mail_id,
                            struct intake *ret_intake);
// The job kind "mail_in": payload {"mail": id}; `arg` is a struct mail_identity. What mail_receive leaves for later.
job_fn mail_in_job;
