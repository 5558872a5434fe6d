// SPDX-License-Identifier: Apache-2.0
// Making a ticket, for those verbs that need one: a linked successor is asked
// for by the words that came too late to reopen (R16). And what a tag looks
// like, for those that write tags. Private to the verbs.
#pragma once

#include "desk/verbs.h"

// As ticket_ask(); `owner_id`, if it is active staff and in, answers for it instead of the team's choice.
NODISCARD enum rc ask_create(struct db *db, const struct actor *who, const struct ask *ask, int64_t owner_id,
                             int64_t *ret_number);

// A tag as it is kept: trimmed, lower case, one word or a few, no comma. RC_INVALID with the field "tags".
#define TAGS_MAX 50
#define TAG_BYTES_MAX 100
NODISCARD enum rc tag_clean(struct ctx *c, struct str tag, struct str *ret_tag);
