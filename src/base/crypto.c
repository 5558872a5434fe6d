// SPDX-License-Identifier: Apache-2.0
// A thin coat over libsodium. The framing of parts is ours: every part is
// preceded by its length, so ("ab", "c") and ("a", "bc") differ. Whatever takes
// text from outside takes only its one canonical form.
#include "base/crypto.h"

#include <sodium.h>

void crypto_start(void)
{
    must(sodium_init() >= 0);
}

void random_bytes(void *p, size_t n)
{
    randombytes_buf(p, n);
}

uint64_t random_below(uint64_t bound)
{
    if (bound < 2)
        return 0;
    // Values under 2^64 mod bound would make small results likelier: thrown away.
    uint64_t value, least = (0 - bound) % bound;
    do
        randombytes_buf(&value, sizeof value);
    while (value < least);
    return value % bound;
}

struct str random_token(struct arena *a, size_t bytes)
{
    char *raw = arena_text(a, bytes);
    randombytes_buf(raw, bytes);
    struct str token = base64url_encode(a, raw, bytes);
    sodium_memzero(raw, bytes);
    return token;
}

void sha256(struct str s, uint8_t out[SHA256_BYTES])
{
    crypto_hash_sha256(out, (const unsigned char *)s.p, s.n);
}

static crypto_hash_sha256_state *inner(struct sha256_state *state)
{
    _Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof state->room, "room for libsodium's state");
    return (crypto_hash_sha256_state *)(void *)state->room;
}

void sha256_begin(struct sha256_state *state)
{
    crypto_hash_sha256_init(inner(state));
}

void sha256_add(struct sha256_state *state, const void *p, size_t n)
{
    crypto_hash_sha256_update(inner(state), p, n);
}

void sha256_end(struct sha256_state *state, uint8_t out[SHA256_BYTES])
{
    crypto_hash_sha256_final(inner(state), out);
}

static void length_frame(uint64_t n, uint8_t out[8])
{
    for (int i = 7; i >= 0; i--, n >>= 8)
        out[i] = (uint8_t)n;
}

void sha256_parts(const struct str *parts, size_t n, uint8_t out[SHA256_BYTES])
{
    crypto_hash_sha256_state state;
    uint8_t frame[8];
    crypto_hash_sha256_init(&state);
    for (size_t i = 0; i < n; i++) {
        length_frame(parts[i].n, frame);
        crypto_hash_sha256_update(&state, frame, sizeof frame);
        crypto_hash_sha256_update(&state, (const unsigned char *)parts[i].p, parts[i].n);
    }
    crypto_hash_sha256_final(&state, out);
}

void hmac_parts(struct str key, const struct str *parts, size_t n, uint8_t out[SHA256_BYTES])
{
    crypto_auth_hmacsha256_state state;
    uint8_t frame[8];
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key.p, key.n);
    for (size_t i = 0; i < n; i++) {
        length_frame(parts[i].n, frame);
        crypto_auth_hmacsha256_update(&state, frame, sizeof frame);
        crypto_auth_hmacsha256_update(&state, (const unsigned char *)parts[i].p, parts[i].n);
    }
    crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

bool bytes_equal(const void *a, const void *b, size_t n)
{
    return sodium_memcmp(a, b, n) == 0;
}

struct str hex_encode(struct arena *a, const void *p, size_t n)
{
    must(n < SIZE_MAX / 4);
    char *out = arena_text(a, n * 2 + 1);
    sodium_bin2hex(out, n * 2 + 1, p, n);
    return (struct str){out, n * 2};
}

bool hex_decode(struct arena *a, struct str hex, struct str *ret_bytes)
{
    size_t n = hex.n / 2;
    char *out = arena_text(a, n);
    if (hex.n % 2 || sodium_hex2bin((unsigned char *)out, n, hex.p, hex.n, NULL, &n, NULL) != 0)
        return false;
    *ret_bytes = (struct str){out, n};
    return true;
}

struct str base64url_encode(struct arena *a, const void *p, size_t n)
{
    must(n < SIZE_MAX / 4);
    size_t room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *out = arena_text(a, room);
    sodium_bin2base64(out, room, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return (struct str){out, room - 1};
}

bool base64url_decode(struct arena *a, struct str s, struct str *ret_bytes)
{
    size_t n = s.n / 4 * 3 + 3;
    char *out = arena_text(a, n);
    if (sodium_base642bin((unsigned char *)out, n, s.p, s.n, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    *ret_bytes = (struct str){out, n};
    return true;
}

enum rc password_hash(struct arena *a, struct str password, struct str *ret_hash)
{
    char *out = arena_text(a, crypto_pwhash_STRBYTES);
    if (crypto_pwhash_str(out, str_or(password, S("")).p, password.n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return RC_BUSY; // its 64 MiB were not to be had
    *ret_hash = str_of(out);
    return RC_OK;
}

bool password_verify(struct str hash, struct str password)
{
    char text[crypto_pwhash_STRBYTES] = {0};
    if (hash.n == 0 || hash.n >= sizeof text)
        return false;
    memcpy(text, hash.p, hash.n);
    return crypto_pwhash_str_verify(text, str_or(password, S("")).p, password.n) == 0;
}
