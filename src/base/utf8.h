// SPDX-License-Identifier: Apache-2.0
// UTF-8 as RFC 3629 has it: no surrogates, nothing over U+10FFFF, shortest form.
// Checked at the border (forms, JSON, mail) and nowhere else: what is inside the
// house is UTF-8.
#pragma once

#include "base/str.h"

bool utf8_valid(struct str s);
// The same text with each bad byte run as U+FFFD and NUL removed; s itself if it is fine.
struct str utf8_repair(struct arena *a, struct str s);
// Decodes the code point at *offset and moves past it; U+FFFD for bad bytes. False at the end.
bool utf8_next(struct str s, size_t *offset, uint32_t *ret_code);
// Writes one code point, returns its bytes (1 to 4).
size_t utf8_put(char out[4], uint32_t code);
// The longest prefix of at most n bytes that does not split a code point.
struct str utf8_truncate(struct str s, size_t n);
size_t utf8_count(struct str s);   // code points
// True when it has no control characters but tab and line ends.
bool utf8_is_printable(struct str s);
