// SPDX-License-Identifier: Apache-2.0
// Memory with one lifetime: a process, a request, a job, a loop. Freed at once,
// never piece by piece. An arena has a limit in bytes: passing it does not fail
// the allocation (so nobody checks for NULL) but marks the arena as over; the
// border that reads outside input asks arena_over() and answers RC_LIMIT, and a
// buf refuses to grow past it. Lack of memory aborts. Not thread-safe.
#pragma once

#include "base/base.h"

struct arena;

// Once a process, before its threads: large pieces go back to the system when they
// are freed, so that one large upload does not stay resident for ever.
void arena_start(void);
struct arena *arena_create(size_t limit_bytes);
void arena_free(struct arena *a);            // NULL is fine
void arena_auto(struct arena **a);           // for AUTO(arena_auto)
// Forgets everything, runs the deferred calls, keeps one block of a common size for reuse.
void arena_reset(struct arena *a);

// Zeroed memory, aligned for any type. Never NULL, also for 0 bytes.
void *arena_alloc(struct arena *a, size_t bytes);
// The same without zeroing and aligned to 1: for text.
char *arena_text(struct arena *a, size_t bytes);
// The same without zeroing, aligned for any type: for what is filled before it is read.
void *arena_raw(struct arena *a, size_t bytes);
// Room for `count` things of `size` bytes; aborts on overflow of the product.
void *arena_array(struct arena *a, size_t count, size_t size);
#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_list(a, count, type) ((type *)arena_array((a), (count), sizeof(type)))

// Tries to lengthen the newest allocation in place from `old_bytes` to `new_bytes`.
bool arena_extend(struct arena *a, void *p, size_t old_bytes, size_t new_bytes);

// Calls fn(p) when the arena is reset or freed, newest first: for handles that
// are not memory.
void arena_defer(struct arena *a, void (*fn)(void *p), void *p);

bool arena_over(const struct arena *a);      // more was asked for than the limit
size_t arena_used(const struct arena *a);    // bytes handed out since the last reset
size_t arena_limit(const struct arena *a);
size_t arena_count(const struct arena *a);   // allocations since the last reset
