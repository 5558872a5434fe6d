// SPDX-License-Identifier: Apache-2.0
// What the house takes for a mail address, and tags in it and out of it.
// The lists name what people type, rightly and wrongly.
#include "base/test.h"

#include "mail/address.h"

TEST(addresses_that_people_have_are_accepted)
{
    static const char *const good[] = {"ana@example.org", "a.b+c@x-y.example", "o'brien@example.org",
                                       "ana@localhost",   "müller@exämple.de", "a@xn--exmple-cua.com",
                                       "用户@例子.广告"};
    static const char *const bad[] = {
        "",           "ana",       "@x.org",       "ana@",     "a b@x.org", "a@x..org", ".a@x.org",      "a.@x.org",
        "a..b@x.org", "a@-x.org",  "a@x.org\n",    "a@x.org>", "a@b@c,d",   "a@x org",  "\"a b\"@x.org", "a\x01@x.org",
        "a@\xff.org", "<a@x.org>", "a@[192.0.2.1]"};
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(address_check(str_of(good[i])));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(address_check(str_of(bad[i])));
}

TEST(an_address_has_its_limits)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    char long_local[80];
    memset(long_local, 'a', sizeof long_local);
    assert_true(address_check(str_fmt(a, "%.64s@x.org", long_local)));
    assert_false(address_check(str_fmt(a, "%.65s@x.org", long_local)));
    assert_false(address_check(str_fmt(a, "a@%.64s.org", long_local)));
}

TEST(only_the_domain_loses_its_case)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(address_normalise(a, S(" <Ana.B@Example.ORG.> ")), "Ana.B@example.org");
    assert_true(address_same(S("Ana@x.org"), S("ana@X.org")));
}

TEST(a_tag_goes_in_and_comes_back)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct str tagged = address_plus(a, S("desk@x.org"), S("r12.abc"));
    assert_str(tagged, "desk+r12.abc@x.org");
    assert_str(address_plus_tag(tagged, S("desk@x.org")), "r12.abc");
    assert_str(address_plus_tag(S("Desk+R12@X.org"), S("desk@x.org")), "R12");
    assert_true(str_is_none(address_plus_tag(S("desk@x.org"), S("desk@x.org"))));
    assert_true(str_is_none(address_plus_tag(S("deskette+a@x.org"), S("desk@x.org"))));
    assert_true(str_is_none(address_plus(a, S("desk"), S("a"))));
    assert_true(str_is_none(address_plus(a, S("desk@x.org"), S("a b"))));
}
