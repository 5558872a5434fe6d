// SPDX-License-Identifier: Apache-2.0
// Lists that grow while rows are read: an array in an arena that doubles.
//   list.items = list_room(a, list.items, list.n, sizeof *list.items);
//   list.items[list.n++] = …;
#pragma once

#include "base/arena.h"

// Room for one more thing of `size` bytes at items[n]. The list must have been
// grown by this alone, from NULL and 0.
static inline void *list_room(struct arena *a, void *items, size_t n, size_t size)
{
    if (n & (n - 1)) // full only at 0, 1, 2, 4, 8 …
        return items;
    void *grown = arena_array(a, n ? n * 2 : 1, size);
    if (n)
        memcpy(grown, items, n * size);
    return grown;
}
