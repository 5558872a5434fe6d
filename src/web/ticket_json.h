// SPDX-License-Identifier: Apache-2.0
// A ticket and what belongs to it as JSON, with the members of INTERFACE.md
// and those of docs/openapi.yaml beside them. Writes only; reading and rights
// are the desk's.
#pragma once

#include "desk/ticket.h"
#include "web/json.h"

void person_ref_json(struct json *j, const struct person_ref *p); // null for id 0
// The ticket's own members, without what belongs to it, into an object that is open.
void ticket_head_json(struct json *j, const struct ticket *t);
// The whole ticket, as its reader may see it.
void ticket_full_json(struct json *j, const struct ticket_full *full);
void ticket_line_json(struct json *j, const struct ticket_line *line);
void ticket_list_json(struct json *j, const struct ticket_list *list);
void handoff_json(struct json *j, const struct handoff *h);
void referral_json(struct json *j, const struct referral *r);
