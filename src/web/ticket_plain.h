// SPDX-License-Identifier: Apache-2.0
// Tickets on plain pages: lists, one ticket with a form for all that its
// reader may do, its history, and the thanks after asking. Called inside a
// handler's snapshot.
#pragma once

#include "desk/history.h"
#include "desk/ticket.h"
#include "web/request.h"

NODISCARD enum rc ticket_list_plain(struct request *r, struct response *a, struct str title,
                                    const struct ticket_list *list);
NODISCARD enum rc ticket_show_plain(struct request *r, struct response *a);
NODISCARD enum rc history_plain(struct request *r, struct response *a, const struct ticket *t,
                                const struct event_list *list);
NODISCARD enum rc ask_thanks_plain(struct request *r, struct response *a, int64_t number);
