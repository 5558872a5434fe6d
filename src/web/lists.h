// SPDX-License-Identifier: Apache-2.0
// What lists have in common: the query of `GET /tickets?q=…&after=…&limit=…`
// and its bounds. The cursor in `after` is opaque here; whoever made it reads
// it again.
#pragma once

#include "web/form.h"
#include "web/request.h"

struct list_form {
    struct str q, after, limit;
};
// 1 to 200, 50 when it is not given.
NODISCARD enum rc list_limit(struct request *r, struct str text, int64_t *ret_limit);
