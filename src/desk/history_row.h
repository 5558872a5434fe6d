// SPDX-License-Identifier: Apache-2.0
// Rows of history.sql into events, for history_add.c and feed.c alone: both read
// the same columns, so that an event looks the same in a ticket's history and
// in the feed.
#pragma once

#include "desk/history.h"

// Reads at most `limit` rows of an open query and ends it.
NODISCARD enum rc events_read(struct db *db, struct rows *rows, int64_t limit, struct event_list *ret_list);
