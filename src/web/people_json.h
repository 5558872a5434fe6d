// SPDX-License-Identifier: Apache-2.0
// People and teams as JSON. Of staff a requester is shown the card only (R24),
// of teams what they need to ask them; person_get() and these writers see to
// it together.
#pragma once

#include "desk/person.h"
#include "web/json.h"

void person_json(struct json *j, const struct person *p, bool whole);
void team_json(struct json *j, const struct team *t, bool whole);
