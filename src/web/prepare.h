// SPDX-License-Identifier: Apache-2.0
// Work that takes a while and needs no database is done before a write begins,
// so that nobody waits for it: hashing a password, reading a draft. The router
// calls these; what they find stays in the request.
#pragma once

#include "web/request.h"

NODISCARD enum rc prepare_reply(struct request *r);
NODISCARD enum rc prepare_person(struct request *r);
