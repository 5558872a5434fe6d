// SPDX-License-Identifier: Apache-2.0
// The rule files that were put into the program when it was built, so that it works
// alone. The folder rules/ of the source is what they were; tools/embed makes the
// table.
#include <coach_assets.h> // made by tools/embed

#include "coach/rules.h"

void rules_embedded(struct arena *a, struct coach_file **ret_files, size_t *ret_n)
{
    struct coach_file *files = arena_list(a, coach_assets_n + 1, struct coach_file);
    for (size_t i = 0; i < coach_assets_n; i++)
        files[i] = (struct coach_file){coach_assets[i].name, coach_assets[i].data};
    *ret_files = files;
    *ret_n = coach_assets_n;
}
