// SPDX-License-Identifier: Apache-2.0
// One leaf of GMime's tree copied into a struct mail_part. Knows nothing of the
// other leaves. Decoded bytes are copied into the arena, nothing points back
// into GMime.
#pragma once

#include "mail/glib.h"
#include "mail/parse.h"

struct mail_part part_read(struct arena *a, GMimeParserOptions *options, GMimeObject *leaf, const char **ret_problem);
