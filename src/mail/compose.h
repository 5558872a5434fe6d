// SPDX-License-Identifier: Apache-2.0
// A message of the house as bytes to send. Deterministic: the same draft gives
// the same bytes, with boundaries made from the message id, so that a retry
// sends what was sent before. No header value can carry another header: line
// ends and controls are taken out of all of them.
#pragma once

#include "mail/parse.h"

// RFC 3834, section 5.1: who wrote it.
enum mail_author {
    MAIL_AUTHOR_PERSON,    // no automatic headers
    MAIL_AUTHOR_GENERATED, // Auto-Submitted: auto-generated
    MAIL_AUTHOR_REPLIED,   // Auto-Submitted: auto-replied
};

struct mail_file {
    struct str filename, type, content_id, bytes; // content_id without <>, or none; inline if there is one
};

struct mail_draft {
    struct mail_address from, to;
    struct mail_address reply_to; // none if the address is empty
    struct str subject;
    struct str message_id;        // without <>; must not be empty
    struct str in_reply_to;       // without <>, or none
    const struct str *references; // without <>, oldest first
    size_t references_n;
    int64_t date_ms;
    struct str text; // always sent
    struct str html; // or none: then text alone is sent
    enum mail_author author;
    const struct mail_file *files;
    size_t files_n;
};

// CRLF line ends, no line over 998 bytes, 7-bit throughout. RC_INVALID when an address
// cannot be written to; RC_LIMIT past the arena.
NODISCARD enum rc mail_compose(struct ctx *c, const struct mail_draft *draft, struct str *ret_raw);
