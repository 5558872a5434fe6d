// SPDX-License-Identifier: Apache-2.0
// The list of migrations that the program carries (made by tools/migrationc
// from migrations/NNNN_name.sql), and the steps behind store_migrate() with any
// other list, for tests.
#pragma once

#include "store/store.h"

struct migration {
    int version;          // 1, 2, 3 … without a gap
    const char *name;     // "0001_first"
    const char *checksum; // SHA-256 of the file, in hex
    const char *sqlite;   // the script in each engine's words
    const char *postgres;
};

extern const struct migration migrations[];
extern const size_t migrations_n;

NODISCARD enum rc migrate_list(struct ctx *c, struct store *s, const struct migration *list, size_t n);
NODISCARD enum rc migrate_check(struct ctx *c, struct store *s, const struct migration *list, size_t n,
                                int *ret_version);
