// SPDX-License-Identifier: Apache-2.0
// Looks files up in the table that tools/embed made. There are few, so a walk
// over all of them is fast enough; their bytes are part of the program and
// never copied.
#include "web/assets.h"

#include <assets.h> // made by tools/embed; in quotes it would be our own header

bool asset_find(struct str name, struct asset_file *ret_file)
{
    for (size_t i = 0; i < assets_n; i++) {
        if (str_eq(assets[i].name, name)) {
            *ret_file = (struct asset_file){assets[i].type, assets[i].data, assets[i].etag};
            return true;
        }
    }
    return false;
}

struct str assets_version(void)
{
    struct asset_file file;
    return asset_find(S("rapport.css"), &file) ? str_slice(file.etag, 1, 13) : S("0");
}
