// SPDX-License-Identifier: Apache-2.0
// The ticket's page, for staff and for the one who asked: the pattern for every
// page. Reads what the page needs in the request's snapshot, fills the view,
// prints the template that fits the reader.
#pragma once

#include "web/request.h"

NODISCARD enum rc ticket_page_show(struct request *r, struct response *a);
// After a form on the page was refused: the same page, with the sentence, what to do instead,
// and what was typed still there. Reads in a snapshot of its own. False where this
// route is not one of the page's forms, or the ticket may not be seen.
bool ticket_page_again(struct request *r, struct response *a, int status);
