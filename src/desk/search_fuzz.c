// SPDX-License-Identifier: Apache-2.0
// Any bytes as a query, as text to fold and as the facts of an event: what is
// understood can be read back, folding is stable and ends, and nothing reads
// beyond what it was given.
#include "desk/history.h"
#include "desk/search.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void fold_twice(struct arena *a, struct str s)
{
    struct str once = search_fold(a, s);
    must(once.n >= 1 && once.p[0] == ' ' && once.p[once.n - 1] == ' ');
    must(!str_has(once, S("  ")));
    for (size_t i = 0; i < once.n; i++)
        must(!(once.p[i] >= 'A' && once.p[i] <= 'Z') && once.p[i] != '"' && once.p[i] != '\'');
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    AUTO(arena_auto) struct arena *a = arena_create(8 << 20);
    struct ctx c = {.arena = a};
    struct actor who = {.person_id = 1, .role = ROLE_AGENT, .via = VIA_WEB};
    struct str s = {(const char *)p, n};
    struct search_query *q = NULL;
    if (search_parse(&c, &who, s, &q) == RC_OK)
        must(search_said(a, q).n > 0);
    else
        must(c.failure.rc == RC_INVALID && c.failure.detail.n > 0);
    fold_twice(a, s);
    struct event e = {.kind = S("asked"), .content = s.n ? s : S("{}"), .actor_id = 1};
    must(history_sentence(a, &e, 2, 0, S("UTC")).n > 0);
    return 0;
}
