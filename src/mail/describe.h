// SPDX-License-Identifier: Apache-2.0
// What was read of a mail, as JSON (RFC 8259): for `rapport mail parse`, for
// tests and for people who wonder what became of their mail. Addresses are the
// bare addr-specs in lower case; ids are without <>; what is not there is null
// or an empty list.
#pragma once

#include "base/buf.h"
#include "mail/parse.h"

// Writes one object with the members
//   subject, from[], sender[], to[], cc[], reply_to[], delivered_to[] (addresses),
//   names {from, to, cc: the names beside them}, date (RFC 3339), date_unix,
//   message_id, in_reply_to[], references[],
//   text (the first plain part), html (the first HTML part), body (what a ticket shows),
//   parts[] {type, filename, bytes, sha1, content_id, disposition; for text: chars, text_sha1},
//   attachments[] {filename, type, bytes, sha256, content_id, inline},
//   automatic {kind, why, original_message_id, recipients[] {address, status, code, hard, diagnostic}},
//   reply {visible, quoted, signature}, problems[].
// The hash of a text part is of its lines without trailing blanks, trimmed.
void mail_describe_json(struct buf *b, const struct mail *m);
