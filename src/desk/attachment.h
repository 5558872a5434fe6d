// SPDX-License-Identifier: Apache-2.0
// The bytes of what came along with a message, for those who may read the
// message. Writing them belongs to the verbs; who may see which ticket to
// ticket.h. A file that is not there and one that may not be seen answer
// alike.
#pragma once

#include "desk/ticket.h"

struct attachment {
    int64_t id, ticket;
    struct str name, type, bytes;
    struct str sha256; // 32 bytes: the same content is the same
};
// RC_NOT_FOUND alike for what is not there and what they may not see.
NODISCARD enum rc attachment_get(struct db *db, const struct actor *who, int64_t id, struct attachment *ret_attachment);
