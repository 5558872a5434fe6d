// SPDX-License-Identifier: Apache-2.0
// Values of header fields: unfolding, encoded words (RFC 2047), address lists,
// ids, dates. Reads with GMime's loose rules and repairs what comes out. Every
// list is bounded by the caller.
#pragma once

#include "mail/glib.h"
#include "mail/parse.h"

// Line ends and controls gone, runs of white space one space, trimmed.
struct str header_unfold(struct arena *a, struct str raw);
// The same with encoded words and raw 8-bit text decoded.
struct str header_text(struct arena *a, GMimeParserOptions *options, struct str raw);
// Groups are flattened; what is no address is left out.
struct mail_addresses header_addresses(struct arena *a, GMimeParserOptions *options, struct str raw, size_t max);
// Ids without <>. Of more than max: the first, and the last max - 1.
struct mail_strs header_ids(struct arena *a, struct str raw, size_t max);
// False when it is no date.
bool header_date(struct arena *a, struct str raw, int64_t *ret_ms);
// A file name that is safe to save under: see struct mail_attachment.
struct str header_safe_filename(struct arena *a, struct str name, struct str type, size_t number);
