// SPDX-License-Identifier: Apache-2.0
// Lists that grow in an arena, by doubling. The caller bounds them. Knows
// nothing of mail; the old copy stays in the arena until it is freed, so a
// pointer into it stays readable.
#pragma once

#include "base/arena.h"

// The items with room for at least one more after the n that are there.
static inline void *list_grow(struct arena *a, void *items, size_t n, size_t size)
{
    if (n != 0 && (n < 8 || (n & (n - 1)) != 0))
        return items;
    void *more = arena_array(a, n < 8 ? 8 : 2 * n, size);
    if (n)
        memcpy(more, items, n * size);
    return more;
}

#define list_add(a, items, n, ...)                                                                                     \
    do {                                                                                                               \
        (items) = list_grow((a), (items), (n), sizeof *(items));                                                       \
        (items)[(n)++] = __VA_ARGS__;                                                                                  \
    } while (0)
