// SPDX-License-Identifier: Apache-2.0
// Keyed links and ids: they open what they were made for, and nothing else.
#include "base/crypto.h"
#include "base/test.h"
#include "desk/mail_id.h"
#include "desk/mailing.h"

#define KEY S("0123456789abcdef0123456789abcdef")
#define OTHER_KEY S("0123456789abcdef0123456789abcdeF")

TEST(a_link_comes_back_as_it_was_made_until_its_time_is_over)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 16);
    crypto_start();
    const struct link made = {LINK_ANSWER, 7, 2418, 1000};
    struct str token = link_token(a, KEY, &made);
    struct link read;
    assert_true(link_parse(a, KEY, token, 999, &read));
    assert_int_equal(read.kind, LINK_ANSWER);
    assert_int_equal(read.person_id, 7);
    assert_int_equal(read.ticket, 2418);
    assert_false(link_parse(a, KEY, token, 1000, &read));
    assert_false(link_parse(a, OTHER_KEY, token, 999, &read));
}

TEST(a_link_with_any_byte_changed_opens_nothing)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    const struct link made = {LINK_SIGN_IN, 1, 0, INT64_MAX};
    struct str token = link_token(a, KEY, &made);
    struct link read;
    for (size_t i = 0; i < token.n; i++) {
        struct str changed = str_dup(a, token);
        ((char *)changed.p)[i] = token.p[i] == 'A' ? 'B' : 'A';
        assert_false(link_parse(a, KEY, changed, 0, &read));
    }
    assert_false(link_parse(a, KEY, S(""), 0, &read));
    assert_false(link_parse(a, KEY, S("."), 0, &read));
    assert_false(link_parse(a, KEY, str_slice(token, 0, token.n - 2), 0, &read));
}

TEST(our_message_ids_are_known_again_and_others_are_not)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 16);
    struct str local = mail_id_new(a, 12), read = STR_NONE;
    struct str mid = str_fmt(a, "%.*s@example.org", STR_ARG(mail_id_signed(a, KEY, local)));
    assert_int_equal(mail_id_ticket(a, KEY, mid, &read), 12);
    assert_true(str_eq(read, local));
    assert_int_equal(mail_id_ticket(a, OTHER_KEY, mid, NULL), 0);
    struct str root = str_fmt(a, "%.*s@example.org", STR_ARG(mail_id_root(a, KEY, 12)));
    assert_int_equal(mail_id_ticket(a, KEY, root, &read), 12);
    assert_true(str_is_none(read));
    assert_int_equal(mail_id_ticket(a, KEY, S("r12.0011@example.org"), NULL), 0);
    assert_int_equal(mail_id_ticket(a, KEY, S("r12"), NULL), 0);
    assert_int_equal(mail_id_ticket(a, KEY, STR_NONE, NULL), 0);
}

TEST(a_plus_tag_survives_a_change_of_case_and_nothing_else)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 16);
    struct str tag = mail_id_plus(a, KEY, 99);
    char *upper = (char *)str_dup(a, tag).p;
    for (size_t i = 0; i < tag.n; i++)
        upper[i] = tag.p[i] >= 'a' && tag.p[i] <= 'z' ? (char)(tag.p[i] - 32) : tag.p[i];
    assert_int_equal(mail_id_plus_ticket(a, KEY, tag), 99);
    assert_int_equal(mail_id_plus_ticket(a, KEY, (struct str){upper, tag.n}), 99);
    assert_int_equal(mail_id_plus_ticket(a, KEY, S("99-00000000000000000000")), 0);
    assert_int_equal(mail_id_plus_ticket(a, KEY, S("99")), 0);
}
