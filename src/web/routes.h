// SPDX-License-Identifier: Apache-2.0
// The table of routes.def as C, the handlers and forms that it names, and
// finding the row of a path. Who may come in and what is read is in the row;
// the router does it.
#pragma once

#include "web/form.h"
#include "web/request.h"

enum capability { CAP_PUBLIC = 1, CAP_LINK, CAP_SIGNED_IN, CAP_STAFF, CAP_LEAD, CAP_ADMIN };
enum mode { MODE_READ, MODE_WRITE, MODE_FREE };

struct route {
    enum method method;
    struct str path; // "/tickets/:number/replies"
    handler_fn *handler;
    enum capability capability;
    enum mode mode;
    const struct form *form; // NULL: takes nothing
};

extern const struct route routes[];
extern const size_t routes_n;

// The handlers and forms that the table names; each stands in a file of its own subject.
#define NO_FORM form_none
#define ROUTE(method, path, handler, capability, mode, its_form)                                                       \
    handler_fn handler;                                                                                                \
    extern const struct form its_form;
#include "web/routes.def"
#undef ROUTE

#define ROUTE_SEGMENTS_MAX 6
struct route_match {
    const struct route *route;          // NULL: no row
    struct str params[PARAMS_MAX_PATH]; // still percent-encoded
    unsigned allowed;                   // bits of the methods that the path has, 0: no such path
};
struct route_match route_match(enum method method, struct str path);
// The largest body that any row of this path takes; a small one for unknown paths.
size_t route_body_max(struct str path);
// The row with this method and pattern, for forms on pages; must be there.
const struct route *route_get(enum method method, struct str pattern);
