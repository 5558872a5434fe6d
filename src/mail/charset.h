// SPDX-License-Identifier: Apache-2.0
// Bytes with a label that may be wrong, made UTF-8. The label counts when it
// fits; UTF-8 counts when the bytes are UTF-8 and the label names a narrower
// set; else a modest guess. Labels follow what mail programs mean by them:
// ISO-8859-1 is Windows-1252, GB2312 is GB18030 (as WHATWG's Encoding standard).
#pragma once

#include "base/str.h"

// Never fails: what no set explains becomes U+FFFD. `label` may be empty.
// *ret_problem gets a literal sentence where the label did not fit; may be NULL.
struct str charset_to_utf8(struct arena *a, struct str bytes, struct str label, const char **ret_problem);
