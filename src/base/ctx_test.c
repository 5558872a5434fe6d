// SPDX-License-Identifier: Apache-2.0
// The first failure is the one that is told; every code has a name.
#include "base/ctx.h"
#include "base/test.h"

TEST(the_first_failure_stays)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 16);
    struct ctx c = {.arena = a};
    assert_int_equal(fail(&c, RC_NOT_FOUND, "There is no ticket %d.", 7), RC_NOT_FOUND);
    assert_int_equal(fail(&c, RC_DB, "later"), RC_DB);
    assert_int_equal(fail_field(&c, "subject", "later"), RC_INVALID);
    assert_int_equal(fail_cause(&c, RC_IO, S("errno"), "later"), RC_IO);
    assert_int_equal(refuse(&c, "R14", S("later"), S("later")), RC_REFUSED);
    assert_int_equal(c.failure.rc, RC_NOT_FOUND);
    assert_str(c.failure.detail, "There is no ticket 7.");
    assert_true(str_is_none(c.failure.rule) && str_is_none(c.failure.cause) && str_is_none(c.failure.field));
}

TEST(a_refusal_keeps_its_rule_and_what_to_do_instead)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 16);
    struct ctx c = {.arena = a};
    char detail[] = "Only the requester closes.";
    refuse(&c, "R14", str_of(detail), S("Send a proposal."));
    memset(detail, 'x', sizeof detail - 1);
    assert_str(c.failure.rule, "R14");
    assert_str(c.failure.detail, "Only the requester closes.");
    assert_str(c.failure.instead, "Send a proposal.");
    fail_clear(&c);
    assert_int_equal(c.failure.rc, RC_OK);
    fail_field(&c, "subject", "Say it in %d words.", 3);
    assert_str(c.failure.field, "subject");
    assert_str(c.failure.detail, "Say it in 3 words.");
}

static enum rc tried(enum rc rc)
{
    TRY(rc);
    return RC_BUSY;
}

TEST(try_returns_the_code_and_goes_on_when_all_is_well)
{
    assert_int_equal(tried(RC_LIMIT), RC_LIMIT);
    assert_int_equal(tried(RC_OK), RC_BUSY);
}

TEST(every_code_has_a_name_of_its_own)
{
    for (int i = 0; i < RC_COUNT_; i++) {
        assert_true(strlen(rc_name((enum rc)i)) > 1);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(rc_name((enum rc)i), rc_name((enum rc)j));
    }
}
