// SPDX-License-Identifier: Apache-2.0
// Text made safe for the place it is written to: one function a place. Knows no
// templates; web/ chooses by type which of these runs. None of them checks that
// the text is UTF-8: the border has done so.
#pragma once

#include "base/buf.h"

// HTML text and double-quoted attribute values: & < > " '
void escape_html(struct buf *b, struct str s);
// What stands between the quotes of a JSON string (RFC 8259, section 7); also
// escapes <, > and & so that JSON may stand in a page. s must be valid UTF-8.
void escape_json(struct buf *b, struct str s);
// One segment of a path or one value of a query: all but RFC 3986's unreserved.
void escape_url(struct buf *b, struct str s);
// Undoes percent-encoding; with `plus`, '+' is a space (forms). A bad escape stays as it is.
struct str unescape_url(struct arena *a, struct str s, bool plus);
