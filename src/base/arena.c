// SPDX-License-Identifier: Apache-2.0
// Blocks in a list, a bump pointer in the newest; a block is twice as large as
// the one before, up to a megabyte. arena_reset() keeps the largest block that
// is not more than a common request needs, so a server in steady state does not
// call malloc.
#include "base/arena.h"

#include <malloc.h>

#define ARENA_BLOCK_BYTES ((size_t)16 * 1024)
#define ARENA_KEPT_BYTES ((size_t)64 * 1024)
#define MAPPED_BYTES (256 * 1024) // from here on a piece is mapped for itself
#define TRIM_BYTES (1024 * 1024)
#define ARENA_ALIGN (_Alignof(max_align_t))

struct block {
    struct block *older;
    size_t used, room;
    _Alignas(max_align_t) char data[];
};

struct deferred {
    struct deferred *older;
    void (*fn)(void *p);
    void *p;
};

struct arena {
    struct block *newest;
    struct deferred *deferred;
    size_t limit, used, count;
};

static struct block *block_create(size_t room, struct block *older)
{
    struct block *b = malloc(sizeof *b + room);
    if (!b) {
        fputs("rapport: out of memory\n", stderr);
        abort();
    }
    b->older = older;
    b->used = 0;
    b->room = room;
    return b;
}

// By itself the C library maps ever larger pieces from its heap, once one was freed.
void arena_start(void)
{
    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
    mallopt(M_TRIM_THRESHOLD, TRIM_BYTES);
}

struct arena *arena_create(size_t limit_bytes)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a) {
        fputs("rapport: out of memory\n", stderr);
        abort();
    }
    a->limit = limit_bytes;
    return a;
}

void arena_reset(struct arena *a)
{
    while (a->deferred) {
        struct deferred *d = a->deferred;
        a->deferred = d->older;
        d->fn(d->p);
    }
    struct block *kept = NULL;
    for (struct block *b = a->newest, *older; b; b = older) {
        older = b->older;
        if (!kept && b->room <= ARENA_KEPT_BYTES)
            kept = b;
        else
            free(b);
    }
    if (kept) {
        kept->older = NULL;
        kept->used = 0;
    }
    a->newest = kept;
    a->used = a->count = 0;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    arena_reset(a);
    free(a->newest);
    free(a);
}

void arena_auto(struct arena **a)
{
    arena_free(*a);
    *a = NULL;
}

static char *arena_take(struct arena *a, size_t bytes, size_t align)
{
    must(bytes < SIZE_MAX / 2);
    struct block *b = a->newest;
    size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;
    if (!b || at + bytes > b->room) {
        size_t room = b ? b->room * 2 : ARENA_BLOCK_BYTES;
        if (room > 64 * ARENA_BLOCK_BYTES)
            room = 64 * ARENA_BLOCK_BYTES;
        b = a->newest = block_create(bytes > room ? bytes : room, b);
        at = 0;
    }
    b->used = at + bytes;
    a->used += bytes;
    a->count++;
    return b->data + at;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    return memset(arena_take(a, bytes, ARENA_ALIGN), 0, bytes);
}

void *arena_raw(struct arena *a, size_t bytes)
{
    return arena_take(a, bytes, ARENA_ALIGN);
}

char *arena_text(struct arena *a, size_t bytes)
{
    return arena_take(a, bytes, 1);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes;
    must(!__builtin_mul_overflow(count, size, &bytes));
    return arena_alloc(a, bytes);
}

bool arena_extend(struct arena *a, void *p, size_t old_bytes, size_t new_bytes)
{
    struct block *b = a->newest;
    if (!b || !p || (char *)p + old_bytes != b->data + b->used)
        return false;
    size_t at = (size_t)((char *)p - b->data);
    if (new_bytes < old_bytes || new_bytes > b->room - at)
        return false;
    b->used = at + new_bytes;
    a->used += new_bytes - old_bytes;
    return true;
}

void arena_defer(struct arena *a, void (*fn)(void *p), void *p)
{
    struct deferred *d = arena_new(a, struct deferred);
    *d = (struct deferred){a->deferred, fn, p};
    a->deferred = d;
}

bool arena_over(const struct arena *a)
{
    return a->used > a->limit;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}

size_t arena_limit(const struct arena *a)
{
    return a->limit;
}

size_t arena_count(const struct arena *a)
{
    return a->count;
}
