// SPDX-License-Identifier: Apache-2.0
// People and teams as callers name them: by address or name, or by number.
// Each answers RC_INVALID with the field when there is nobody by that name. An
// address that is new becomes a person only where that is said.
#pragma once

#include "desk/verbs.h"
#include "web/form.h"
#include "web/request.h"

NODISCARD enum rc lookup_person(struct request *r, const char *field, struct str text, int64_t *ret_id);
// An address that is not known becomes a person (R22).
NODISCARD enum rc lookup_or_create_person(struct request *r, const char *field, struct str text, int64_t *ret_id);
NODISCARD enum rc lookup_team(struct request *r, const char *field, struct str text, int64_t *ret_id);
// A list of them: 0 texts give NULL.
NODISCARD enum rc lookup_people(struct request *r, const char *field, const struct strs *texts, bool create,
                                int64_t **ret_ids);
NODISCARD enum rc lookup_teams(struct request *r, const char *field, const struct strs *texts, int64_t **ret_ids);

// The words of a form with its files.
struct words words_of(struct request *r, struct str body, const struct files *files);
