// SPDX-License-Identifier: Apache-2.0
// Who does something, through which door, and to which version of the thing.
// Every call that changes the desk takes one; rules.h says how an actor stands
// to a ticket. The door is written into the history with the deed.
#pragma once

#include "base/str.h"

enum role { ROLE_REQUESTER, ROLE_AGENT, ROLE_LEAD, ROLE_ADMIN };
enum via { VIA_WEB, VIA_API, VIA_MAIL, VIA_LINK, VIA_JOB, VIA_COMMAND, VIA_IMPORT };

struct actor {
    int64_t person_id;     // 0: the system itself (jobs, the clock)
    enum role role;
    enum via via;
    struct str name;
    int64_t if_version;    // a ticket write fails with RC_CONFLICT unless this is the ticket's version; 0: any
};

static inline bool actor_is_staff(const struct actor *a) { return a->role != ROLE_REQUESTER; }

struct str role_name(enum role r);                          // "requester", "agent", "lead", "admin"
bool role_parse(struct str s, enum role *ret_role);
struct str via_name(enum via v);                            // "web", "api", "mail", …
