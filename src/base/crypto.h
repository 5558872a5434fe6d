// SPDX-License-Identifier: Apache-2.0
// The few things of libsodium that the house uses, under the house's types, so
// that nothing else includes it. Keys and passwords are the caller's to forget.
// crypto_start() comes first, once a process.
#pragma once

#include "base/rc.h"
#include "base/str.h"

#define SHA256_BYTES 32

void crypto_start(void);

void random_bytes(void *p, size_t n);
uint64_t random_below(uint64_t bound);                    // 0 for bound 0
struct str random_token(struct arena *a, size_t bytes);   // base64url of that many random bytes

void sha256(struct str s, uint8_t out[SHA256_BYTES]);
// Of several parts, each preceded by its length (8 bytes, big-endian), so that parts cannot run together.
void sha256_parts(const struct str *parts, size_t n, uint8_t out[SHA256_BYTES]);
// The same digest as sha256(), of a text that comes piece by piece.
struct sha256_state {
    _Alignas(8) unsigned char room[128];
};
void sha256_begin(struct sha256_state *state);
void sha256_add(struct sha256_state *state, const void *p, size_t n);
void sha256_end(struct sha256_state *state, uint8_t out[SHA256_BYTES]);
// HMAC-SHA-256 (RFC 2104) over the parts in the same framing.
void hmac_parts(struct str key, const struct str *parts, size_t n, uint8_t out[SHA256_BYTES]);
bool bytes_equal(const void *a, const void *b, size_t n); // constant time

struct str hex_encode(struct arena *a, const void *p, size_t n);         // lower case
bool hex_decode(struct arena *a, struct str hex, struct str *ret_bytes);
struct str base64url_encode(struct arena *a, const void *p, size_t n);   // RFC 4648 section 5, no padding
bool base64url_decode(struct arena *a, struct str s, struct str *ret_bytes);

// argon2id (RFC 9106) with libsodium's interactive limits; the result is its own text format.
NODISCARD enum rc password_hash(struct arena *a, struct str password, struct str *ret_hash);
bool password_verify(struct str hash, struct str password);
