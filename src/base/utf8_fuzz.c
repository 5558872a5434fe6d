// SPDX-License-Identifier: Apache-2.0
// Any bytes: repaired text is valid, valid text is left alone, no cut makes it
// bad, and what is escaped for an address comes back.
#include "base/escape.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    AUTO(arena_auto) struct arena *a = arena_create(64 << 20);
    struct str s = {(const char *)p, n}, fine = utf8_repair(a, s);
    must(utf8_valid(fine) && str_find_char(fine, '\0') < 0);
    must(!utf8_valid(s) || str_find_char(s, '\0') >= 0 || fine.p == s.p);
    for (size_t i = 0; i <= fine.n && i < 64; i++)
        must(utf8_valid(utf8_truncate(fine, i)));
    utf8_truncate(s, n / 2);
    must(utf8_count(fine) <= fine.n);
    struct buf b = buf_make(a, 0);
    escape_url(&b, s);
    must(str_eq(unescape_url(a, buf_str(&b), true), s));
    unescape_url(a, s, false);
    escape_html(&b, fine);
    escape_json(&b, fine);
    must(!b.failed && utf8_valid(buf_str(&b)));
    return 0;
}
