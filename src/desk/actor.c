// SPDX-License-Identifier: Apache-2.0
// The words for roles and doors, as they stand in the database and the API.
#include "desk/actor.h"

static const struct str roles[] = {
    [ROLE_REQUESTER] = S_INIT("requester"),
    [ROLE_AGENT] = S_INIT("agent"),
    [ROLE_LEAD] = S_INIT("lead"),
    [ROLE_ADMIN] = S_INIT("admin"),
};

static const struct str vias[] = {
    [VIA_WEB] = S_INIT("web"),   [VIA_API] = S_INIT("api"),         [VIA_MAIL] = S_INIT("mail"),
    [VIA_LINK] = S_INIT("link"), [VIA_JOB] = S_INIT("job"),         [VIA_COMMAND] = S_INIT("command"),
    [VIA_IMPORT] = S_INIT("import"),
};

struct str role_name(enum role r)
{
    must((size_t)r < ARRAY_LEN(roles));
    return roles[r];
}

bool role_parse(struct str s, enum role *ret_role)
{
    for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
        if (str_eq(s, roles[i])) {
            *ret_role = (enum role)i;
            return true;
        }
    }
    return false;
}

struct str via_name(enum via v)
{
    must((size_t)v < ARRAY_LEN(vias));
    return vias[v];
}
