// SPDX-License-Identifier: Apache-2.0
// How somebody proves who they are: sessions, API tokens, passwords (argon2id),
// links that work once. Secrets are kept as SHA-256 only; the clear value is
// shown once. Also the desk's own key and options (name and value rows).
#pragma once

#include "desk/actor.h"
#include "store/store.h"

#define SESSION_LIFE_MS (INT64_C(14) * 24 * 3600 * 1000)

struct session {
    struct actor actor; // via is left to the caller
    struct str csrf, time_zone, language;
    int64_t ends_at;
};
// Makes a session and returns its clear token (for the cookie).
NODISCARD enum rc session_create(struct db *db, int64_t person_id, struct str *ret_token);
NODISCARD enum rc session_find(struct db *db, struct str token, struct session *ret_session, bool *ret_found);
NODISCARD enum rc session_end(struct db *db, struct str token);
NODISCARD enum rc sessions_end_all(struct db *db, int64_t person_id);
// Sessions and API tokens both: the person was let go.
NODISCARD enum rc credentials_end(struct db *db, int64_t person_id);
// An API token's person; a session without csrf.
NODISCARD enum rc token_create(struct db *db, int64_t person_id, struct str name, struct str *ret_token);
NODISCARD enum rc token_find(struct db *db, struct str token, struct session *ret_session, bool *ret_found);
NODISCARD enum rc token_end(struct db *db, int64_t id);

// True only for an active person with that address and password. Takes the same time for unknown addresses.
NODISCARD enum rc password_check(struct db *db, struct str email, struct str password, int64_t *ret_person_id,
                                 bool *ret_fits);
NODISCARD enum rc password_set(struct db *db, int64_t person_id, struct str hash);
// Marks a once-only link as used; false if it was used before.
NODISCARD enum rc link_use(struct db *db, struct str token, bool *ret_first);

NODISCARD enum rc option_find(struct db *db, struct str name, struct str *ret_value); // none if unset
NODISCARD enum rc option_set(struct db *db, struct str name, struct str value);
// The desk's 32 byte key; made by desk_create.
NODISCARD enum rc desk_key(struct db *db, struct str *ret_key);
// An empty desk: key, name, the first team and its admin. RC_CONFLICT if there is one already.
NODISCARD enum rc desk_create(struct db *db, struct str admin_email, struct str desk_name, int64_t *ret_admin_id);

// The stored answer to an earlier request with this key. `sha` is of method, path and body:
// the same key with another request is RC_CONFLICT. Kept for 24 hours.
struct kept_answer {
    int64_t status;
    struct str headers, body;
};
NODISCARD enum rc idempotency_find(struct db *db, int64_t person_id, struct str key, struct str sha,
                                   struct kept_answer *ret_answer, bool *ret_found);
NODISCARD enum rc idempotency_keep(struct db *db, int64_t person_id, struct str key, struct str sha,
                                   const struct kept_answer *answer);
