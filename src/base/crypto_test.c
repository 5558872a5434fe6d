// SPDX-License-Identifier: Apache-2.0
// Against published vectors where there are some (FIPS 180-2, RFC 4648), and
// against themselves where the framing is ours.
#include "base/crypto.h"
#include "base/test.h"

TEST(sha256_gives_the_published_values)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    uint8_t out[SHA256_BYTES];
    sha256(S("abc"), out);
    assert_str(hex_encode(a, out, sizeof out), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256(STR_NONE, out);
    assert_str(hex_encode(a, out, sizeof out), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(parts_do_not_run_together)
{
    crypto_start();
    const struct str one[] = {S("ab"), S("c")}, two[] = {S("a"), S("bc")};
    const struct str framed = S("\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\1c");
    uint8_t first[SHA256_BYTES], second[SHA256_BYTES];
    sha256_parts(one, 2, first);
    sha256_parts(two, 2, second);
    assert_false(bytes_equal(first, second, sizeof first));
    sha256(framed, second);
    assert_true(bytes_equal(first, second, sizeof first));
    hmac_parts(S("key"), one, 2, first);
    hmac_parts(S("key"), two, 2, second);
    assert_false(bytes_equal(first, second, sizeof first));
    hmac_parts(S("kez"), one, 2, second);
    assert_false(bytes_equal(first, second, sizeof first));
}

TEST(hmac_is_that_of_rfc_2104_over_the_framing)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    uint8_t out[SHA256_BYTES];
    hmac_parts(S("Jefe"), NULL, 0, out); // no part: the HMAC of nothing
    assert_str(hex_encode(a, out, sizeof out), "923598ca6d64af2a5dba79dcd021a8a0fe5c5f557519adaaf0ad532d4506dd30");
}

TEST(base64url_is_that_of_rfc_4648_without_padding)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    static const char *const vectors[][2] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xFB\xFF", "-_8"}};
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        struct str raw = str_of(vectors[i][0]), back;
        assert_str(base64url_encode(a, raw.p, raw.n), vectors[i][1]);
        assert_true(base64url_decode(a, str_of(vectors[i][1]), &back));
        assert_true(str_eq(back, raw));
    }
    struct str out = S("untouched");
    assert_false(base64url_decode(a, S("Zg=="), &out));
    assert_false(base64url_decode(a, S("Zh"), &out)); // bits left over
    assert_false(base64url_decode(a, S("Z g"), &out));
    assert_false(base64url_decode(a, S("+/8"), &out));
    assert_str(out, "untouched");
}

TEST(hex_goes_there_and_back_and_nothing_else_is_hex)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct str out = S("untouched");
    assert_str(hex_encode(a, "\x00\xFFz", 3), "00ff7a");
    assert_false(hex_decode(a, S("0g"), &out));
    assert_false(hex_decode(a, S("abc"), &out));
    assert_false(hex_decode(a, S("ab cd "), &out));
    assert_str(out, "untouched");
    assert_true(hex_decode(a, S("41fF"), &out));
    assert_str(out, "A\xFF");
    assert_true(hex_decode(a, S(""), &out));
    assert_int_equal(out.n, 0);
}

TEST(random_numbers_stay_below_their_bound_and_tokens_differ)
{
    crypto_start();
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_int_equal(random_below(0), 0);
    assert_int_equal(random_below(1), 0);
    bool seen[6] = {false};
    for (int i = 0; i < 1000; i++) {
        uint64_t n = random_below(6);
        assert_true(n < 6);
        seen[n] = true;
    }
    for (size_t i = 0; i < ARRAY_LEN(seen); i++)
        assert_true(seen[i]);
    struct str one = random_token(a, 18), two = random_token(a, 18);
    assert_int_equal(one.n, 24);
    assert_false(str_eq(one, two));
}

TEST(a_password_is_known_only_by_itself)
{
    crypto_start();
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct str hash;
    assert_ok(password_hash(a, S("correct horse"), &hash));
    assert_true(str_starts(hash, S("$argon2id$")));
    assert_true(password_verify(hash, S("correct horse")));
    assert_false(password_verify(hash, S("correct horse ")));
    assert_false(password_verify(hash, STR_NONE));
    assert_false(password_verify(STR_NONE, S("correct horse")));
    assert_false(password_verify(S("not a hash"), S("correct horse")));
}
