// SPDX-License-Identifier: Apache-2.0
// Every query that this program was linked with is understood by both engines,
// and knows its tables and columns.
#include "store/store_kit.h"

static enum rc prepare_all(struct ctx *c, struct db *db, void *arg)
{
    size_t *n = arg;
    for (const struct query *q = query_first; q < query_end; q++, (*n)++) {
        if (db_prepare(db, q) == RC_OK)
            continue;
        print_error("%s, %s: %.*s\n", q->file, q->name, STR_ARG(c->failure.cause));
        return RC_DB;
    }
    return RC_OK;
}

TEST_STORE(every_query_of_the_desk_is_understood)
{
    size_t n = 0;
    assert_ok(store_read(c, s, prepare_all, &n));
    assert_true(n > 50);
}
