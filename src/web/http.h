// SPDX-License-Identifier: Apache-2.0
// The server itself: sockets, threads, bytes in and out. The only file of the
// house that knows libmicrohttpd is http.c; everything else sees struct
// request and struct response.
#pragma once

#include "web/inside.h"

NODISCARD enum rc server_start(struct ctx *c, struct web *w, struct server **ret_server);
// Takes no more connections and waits up to wait_ms for requests under way, then ends.
// news_close() comes first, so that those who wait are answered.
void server_stop(struct server *s, int64_t wait_ms);
int server_port(const struct server *s);
