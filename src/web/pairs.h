// SPDX-License-Identifier: Apache-2.0
// What a form or a query holds: names with values as they were typed, in order,
// and uploaded files. Read from application/x-www-form-urlencoded (URL standard)
// and multipart/form-data (RFC 7578). Everything is UTF-8 when it leaves here.
#pragma once

#include "base/ctx.h"

#define PAIRS_MAX 500

struct pair {
    struct str name, value;
    bool is_file;
    struct str filename, type; // of a file
};

struct pairs {
    struct pair *items;
    size_t n;
};

// RC_INVALID for what is no UTF-8 or has too many parts.
NODISCARD enum rc pairs_from_urlencoded(struct ctx *c, struct str text, struct pairs *ret_pairs);
NODISCARD enum rc pairs_from_multipart(struct ctx *c, struct str body, struct str content_type,
                                       struct pairs *ret_pairs);
// The first value with this name; STR_NONE if there is none.
struct str pairs_get(const struct pairs *p, struct str name);
