// SPDX-License-Identifier: Apache-2.0
// What is left to say when a write is done and the answer cannot be read. That
// answers come after the commit otherwise is seen in tickets_test.c.
#include "web/respond.h"

#include "base/test.h"

TEST(what_was_made_but_cannot_be_read_is_answered_by_its_number)
{
    AUTO(arena_auto) struct arena *arena = arena_create(1 << 20);
    struct ctx c = {.arena = arena};
    struct request r = {.ctx = &c, .face = FACE_JSON};
    struct response a = {0};
    assert_int_equal(respond_made_briefly(&r, &a, 17), RC_OK);
    assert_int_equal(a.status, 201);
    assert_str(a.body, "{\"number\":17}");
    assert_int_equal(a.headers_n, 1);
    assert_str(a.headers[0].value, "/tickets/17");
}
