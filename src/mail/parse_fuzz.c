// SPDX-License-Identifier: Apache-2.0
// Fuzz target for everything that reads a stranger's mail: parsing, describing,
// sanitizing, splitting, judging. For libFuzzer; not part of the library.
#include "mail/compose.h"
#include "mail/describe.h"
#include "mail/parse.h"
#include "mail/sanitize.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    mail_start();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_auto) struct arena *a = arena_create((size_t)256 << 20);
    struct ctx c = {.arena = a};
    struct mail m;
    if (mail_parse(&c, (struct str){(const char *)data, size}, NULL, &m) != RC_OK)
        return 0;
    struct buf b = buf_make(a, 4096);
    mail_describe_json(&b, &m);
    struct html_clean clean = sanitize_html(a, m.html);
    must(str_eq(sanitize_html(a, clean.html).html, clean.html));
    return 0;
}
