// SPDX-License-Identifier: Apache-2.0
// The last step of a handler: its result in the face that the caller asked
// for. Programs read JSON, people are sent to a page. Runs inside the
// handler's snapshot or transaction.
#pragma once

#include "desk/verbs.h"
#include "web/json.h"
#include "web/plain.h"
#include "web/request.h"

static inline bool wants_json(const struct request *r)
{
    return r->face == FACE_JSON;
}

NODISCARD enum rc respond_json(struct request *r, struct response *a, int status, struct json *j);
// A whole ticket as JSON, with its ETag; people are sent to its page.
NODISCARD enum rc respond_ticket(struct request *r, struct response *a, int status, int64_t number);
// The same for a ticket that this write makes, with its Location. Programs are answered after the commit, so that
// nobody waits in line for it, unless the answer is kept under an Idempotency-Key.
NODISCARD enum rc respond_made(struct request *r, struct response *a, int64_t number);
// What is said of it when it cannot be read: its number alone, since it is there.
NODISCARD enum rc respond_made_briefly(struct request *r, struct response *a, int64_t number);
// What a verb did: the ticket as it stands now with `id` of what was made; people are sent to its page.
NODISCARD enum rc respond_done(struct request *r, struct response *a, int status, const struct done *done);
NODISCARD enum rc respond_handoff(struct request *r, struct response *a, int status, int64_t id);
// "/tickets/17"
struct str ticket_path(struct arena *a, int64_t number);
struct str path_of(struct arena *a, const char *prefix, int64_t id);
// "17-2": the version, and how the reader stands to the ticket, with quotes.
struct str ticket_etag(struct arena *a, const struct ticket_full *full);
// Has the caller this version already? Then 304 is all there is to say.
bool etag_fits(const struct request *r, struct str etag);
