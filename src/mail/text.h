// SPDX-License-Identifier: Apache-2.0
// HTML from a stranger as plain text for reading, searching and quoting: no
// scripts, styles, or hidden matter; links as "text <url>", lists with "- ",
// quotes with "> ". Parsed as browsers do (Gumbo) and walked without recursion,
// so depth costs nothing. The result is never used as HTML.
#pragma once

#include "base/buf.h"

// Never fails; the text ends at about max_bytes. "\n" ends, no trailing blanks.
struct str text_from_html(struct arena *a, struct str html, size_t max_bytes);
