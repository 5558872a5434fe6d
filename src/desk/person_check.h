// SPDX-License-Identifier: Apache-2.0
// What a single value about a person or a team must look like, and one sentence
// for each that does not. Shared by the files that change people and teams; knows
// neither of them.
#pragma once

#include "desk/actor.h"
#include "store/store.h"

#define PERSON_NAME_CHARACTERS_MAX 200
#define PERSON_EMAILS_MAX 10
#define PASSWORD_CHARACTERS_MIN 10
#define PASSWORD_BYTES_MAX 1000

// One line of 1 to 200 characters; trimmed into *ret_name.
NODISCARD enum rc name_check(struct ctx *c, const char *field, struct str name, struct str *ret_name);
NODISCARD enum rc zone_check(struct ctx *c, struct str zone);
// An address as it is kept: lower case throughout, so that Ana@X.org and ana@x.org are one.
// *_check is for what people type; *_fold for strangers' mail, STR_NONE if it is not an address at all.
NODISCARD enum rc email_check(struct ctx *c, const char *field, struct str email, struct str *ret_address);
struct str email_fold(struct arena *a, struct str email);
// Whose address this (folded) one is; 0 if nobody's.
NODISCARD enum rc email_owner(struct db *db, struct str address, int64_t *ret_id);
NODISCARD enum rc password_length_check(struct ctx *c, struct str password);
// A system actor (a command, a job, an import) or an admin.
bool actor_rules_all(const struct actor *who);
