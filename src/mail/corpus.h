// SPDX-License-Identifier: Apache-2.0
// For tests only: the collections of real mail that stand outside of the
// repository, found by RAPPORT_SHARED or beside it. A collection that is not
// there fails the test that wants it.
#pragma once

#include <jansson.h>

#include "base/buf.h"

// "mail-rt/expected.json" under the collections, NUL-terminated.
const char *corpus_path(struct arena *a, const char *name);
struct str corpus_bytes(struct arena *a, const char *name);
json_t *corpus_json(struct arena *a, const char *name); // decref it
// Names of all files below a directory, sorted, without the directory.
size_t corpus_list(struct arena *a, const char *directory, struct str **ret_names);
