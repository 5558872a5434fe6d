// SPDX-License-Identifier: Apache-2.0
// An event as JSON, alike in a ticket's history, in the feed and in the
// stream, so that a program needs one reader for all three. Writes only; the
// sentence in it is the desk's.
#pragma once

#include "desk/history.h"
#include "web/json.h"

void event_json(struct json *j, const struct event *e, const struct actor *reader, int64_t now_ms, struct str zone);
