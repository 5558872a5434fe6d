// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the chain (history.h), shared by whoever writes it and
// whoever proves it. Integers go in as decimal text, each part framed by its
// length. A change here would make every history that exists look harmed.
#pragma once

#include "desk/history.h"

#define SALT_BYTES 16
#define HASH_BYTES 32

// One event as the chain sees it.
struct link_parts {
    struct str previous;
    int64_t ticket, number, at, actor, message;
    struct str kind, audience, digest;
};
void link_hash(struct arena *a, const struct link_parts *p, uint8_t out[HASH_BYTES]);
void link_digest(struct str salt, struct str content, struct str body, uint8_t out[HASH_BYTES]);
// What stands before the first event.
struct str link_origin(void);
// What came along with a message, as hex: its HTML, what was quoted, then a name and a SHA-256 for each file.
struct str history_beside(struct arena *a, const struct str *parts, size_t n);
