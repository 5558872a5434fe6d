// SPDX-License-Identifier: Apache-2.0
// Files that are part of the program: the stylesheet, the icons, the
// description of the API. tools/embed writes the table at build time; only
// assets.c sees it. The etag changes with the bytes and only with them.
#pragma once

#include "base/str.h"

struct asset_file {
    struct str type, bytes, etag; // etag with its quotes
};

bool asset_find(struct str name, struct asset_file *ret_file);
struct str assets_version(void); // changes with the stylesheet; without quotes
