// SPDX-License-Identifier: Apache-2.0
// What comes along with a verb, looked at before anything is written: sizes,
// emptiness, attachments. Text is known to be UTF-8 here; how much of it is
// not. Whether the rules want it at all is the kernel's to say.
#pragma once

#include "desk/verbs.h"

// Uploads of one message: how many, and how large each may be.
#define SAID_UPLOADS_MAX 128
#define SAID_UPLOAD_BYTES_MAX (50 * 1024 * 1024)

bool said(struct str text); // more than white space
bool said_in_one_word(struct str text); // a short word without a second one, such as "No." (R26)
// A line or a few (why, what, summary …): RC_INVALID with the field when it is too long.
NODISCARD enum rc said_line(struct ctx *c, const char *field, struct str text);
// A time that a promise or a question names: RC_INVALID with the field when it is years ahead.
NODISCARD enum rc said_time(struct ctx *c, const char *field, int64_t at_ms);
// A message's words and attachments. An empty body is refused unless something is attached.
NODISCARD enum rc said_words(struct ctx *c, const struct words *words);
// The same for words that may be left out.
NODISCARD enum rc said_words_or_none(struct ctx *c, const struct words *words);
// "web", "api", "mail" … as given, else the actor's door.
struct str said_channel(const struct actor *who, struct str channel);
