// SPDX-License-Identifier: Apache-2.0
// The border's promises, held on both engines by the same tests.
#include "store/store.h"

#include "base/test.h"
#include "store/store_kit.h"

TEST_STORE(a_fresh_database_can_write)
{
    int version = 0;
    assert_ok(store_ping(c, s));
    assert_ok(store_check_version(c, s, &version));
    assert_true(version >= 1);
}
TEST_STORE(b)
{
    assert_ok(store_ping(c, s));
}
