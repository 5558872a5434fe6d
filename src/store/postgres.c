// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's engine.
#include "store/engine.h"

enum rc postgres_open(struct ctx *c, const struct store_options *o, struct store **ret_store)
{
    return fail(c, RC_DB, "not built yet");
}
