// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include "base/test.h"

static void smoke_on(struct str url)
{
    struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = 1};
    struct store *s;
    struct store_options o = {.url = url};
    enum rc rc = store_open(&c, &o, &s);
    if (!rc) rc = store_migrate(&c, s);
    if (!rc) rc = store_ping(&c, s);
    int v;
    if (!rc) rc = store_check_version(&c, s, &v);
    print_message("%.*s (%.*s)\n", STR_ARG(c.failure.detail), STR_ARG(c.failure.cause));
    assert_ok(rc);
    assert_int_equal(v, 1);
    store_close(s);
    arena_free(a);
}
TEST(smoke) { smoke_on(S(":memory:")); }
TEST(smoke_pg) { smoke_on(str_of(getenv("RAPPORT_TEST_POSTGRES"))); }
