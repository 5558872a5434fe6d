// SPDX-License-Identifier: Apache-2.0
// How much is in hand, in a few numbers, for those who watch over the desk.
// Owns no table. What each figure means is the query's; a figure may be
// moments old, never wrong in itself.
#pragma once

#include "store/store.h"

struct desk_counts {
    int64_t mail_waiting, mail_failed, mail_unread; // outgoing; outgoing; received and not read yet
    int64_t tickets_open, steps_late;
};
NODISCARD enum rc desk_count(struct db *db, struct desk_counts *ret_counts);
