// SPDX-License-Identifier: Apache-2.0
// GET /live: the feed as server-sent events (WHATWG HTML, "Server-sent
// events"), for pages. The same events as GET /events, for as long as the
// session lasts. The bytes are fetched by whoever sends them.
#pragma once

#include <sys/types.h>

#include "web/inside.h"

struct live;

// A stream for whoever asked, from after_seq on; lives in the request's arena, with one of its own for events.
struct live *live_open(struct web *w, const struct request *r, int64_t after_seq);
void live_close(struct live *l);
// The next bytes: how many, 0 for none yet (then wait), -1 when the stream is over.
ssize_t live_read(struct live *l, char *to, size_t room);
// What to wait for; `wake` and `arg` become the waiter's.
void live_waiter(struct live *l, struct waiter *w, void (*wake)(void *arg), void *arg);
