// SPDX-License-Identifier: Apache-2.0
// Which face of an address the caller wants: HTML for people or JSON for
// programs, by Accept with its q-values (RFC 9110, section 12.5.1). Asks the
// request only; what each face holds is the handlers' matter.
#pragma once

#include "web/request.h"

// Thousandths, 0 to 1000: how much this Accept header wants `type` ("text/html"),
// by its most exact range; an empty header wants everything at 1000.
int accept_quality(struct str accept, struct str type);
// `*/*` alone says nothing: then a bearer token or a JSON body make it JSON.
enum face accept_face(const struct request *r);
