// SPDX-License-Identifier: Apache-2.0
// Addresses of sockets: the one to listen on, from the option's text, and
// those of callers as text. Knows nothing of HTTP. An address that cannot be
// used is answered with a sentence that names it.
#pragma once

#include "base/ctx.h"

struct sockaddr;

// "127.0.0.1:8080", "[::1]:8080", "localhost:0", ":8080" (every address).
NODISCARD enum rc address_listen(struct ctx *c, struct str listen_on, int *ret_fd, int *ret_port);
struct str address_text(struct arena *a, const struct sockaddr *from);
