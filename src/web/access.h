// SPDX-License-Identifier: Apache-2.0
// Who calls and what their row of the table asks of them: the secret they bring,
// the session behind it, the capability, and that a browser's write comes from
// one of our own pages (CSRF).
#pragma once

#include "web/request.h"

// Finds the bearer token or cookie in the headers; asks nobody.
void access_credentials(struct request *r);
// Looks the secret up; r->who and r->session are set when somebody is behind it.
NODISCARD enum rc access_sign_in(struct request *r, struct db *db);
// Does the row's capability hold? RC_DENIED: 401 for those not signed in, else 403.
NODISCARD enum rc access_check(struct request *r, struct db *db);
// Writes of browsers: the session's own token, and no other site behind it.
NODISCARD enum rc access_same_site(struct request *r);
// How often somebody may ask for help.
NODISCARD enum rc access_pace(struct request *r, struct response *a);
// RC_LIMIT with a Retry-After header.
struct limit;
NODISCARD enum rc access_limit(struct request *r, struct response *a, const struct limit *limit, struct str who);
