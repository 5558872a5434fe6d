// SPDX-License-Identifier: Apache-2.0
// What can be told of a mail from its bytes alone, before a parser spends
// memory on it; and the bytes tidied so that a parser built for proper mail
// reads improper mail too.
#pragma once

#include "mail/parse.h"

// False for a mail past the limits. Counts the lines that could be borders
// between parts, so that a mail of a million borders is not parsed.
bool bound_check(struct str raw, const struct mail_limits *limits);
// Without what stands before the headers (byte-order mark, blank lines, an mbox "From " line),
// with "\n" for line ends that are only "\r". A slice of raw where nothing had to change.
struct str bound_tidy(struct arena *a, struct str raw);
