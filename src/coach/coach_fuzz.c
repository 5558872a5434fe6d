// SPDX-License-Identifier: Apache-2.0
// Hostile drafts, threads and rule files. The input is cut at NUL bytes: a draft, the
// JSON of its thread, a rule file, a heat lexicon, a model. Whatever comes must be read
// or refused in bounded time, and reading twice must give the same bytes.
#include "base/utf8.h"
#include "coach/coach.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 256 * 1024 * 1024 };

static struct str next_part(struct str *rest)
{
    struct str part = STR_NONE;
    return str_cut(rest, '\0', &part) ? part : STR_NONE;
}

static struct coach_rules *own_rules(struct ctx *c, struct str rules, struct str heat, struct str model)
{
    struct coach_rules *made = NULL;
    const struct coach_file files[] = {
        {S("en/fuzz.rules"), rules}, {S("en/heat.txt"), heat}, {S("en/model.txt"), model}};
    size_t n = model.n ? ARRAY_LEN(files) : ARRAY_LEN(files) - 1;
    if (coach_rules_from(c, files, n, &made) != RC_OK)
        made = NULL;
    fail_clear(c);
    return made;
}

static struct str answer(struct ctx *c, const struct coach_rules *rules, const struct coach_draft *in)
{
    struct coach_remarks remarks;
    struct buf b = buf_make(c->arena, 1024);
    if (coach_read(c, rules, in, &remarks) != RC_OK)
        return STR_NONE;
    coach_remarks_json(&b, &remarks);
    for (size_t i = 0; i < remarks.finding_count; i++)
        must(remarks.findings[i].start <= remarks.findings[i].end && remarks.findings[i].end <= in->text.n);
    for (size_t i = 0; i < remarks.promise_count; i++)
        must(remarks.promises[i].start <= remarks.promises[i].end && remarks.promises[i].end <= in->text.n);
    must(utf8_valid(buf_str(&b)));
    return buf_str(&b);
}

static void read_with(struct ctx *c, const struct coach_rules *rules, struct str draft, struct str thread)
{
    struct coach_draft in = {.text = draft, .now_ms = INT64_C(1773223200000), .language = S("en")};
    if (thread.n && coach_thread_parse(c, thread, &in) != RC_OK)
        fail_clear(c);
    struct str once = answer(c, rules, &in);
    must(str_eq(once, answer(c, rules, &in)));
    int64_t due;
    enum coach_grain grain;
    if (coach_time_parse(c, draft, &in, &due, &grain) != RC_OK)
        fail_clear(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct coach_rules *built_in;
    struct ctx c = {.arena = arena_create(ARENA_BYTES)};
    struct str rest = {(const char *)data, size};
    struct str draft = utf8_repair(c.arena, next_part(&rest)), thread = next_part(&rest);
    struct str rules = next_part(&rest), heat = next_part(&rest), model = next_part(&rest);
    if (!built_in)
        must(coach_rules_load(&c, STR_NONE, &built_in) == RC_OK);
    read_with(&c, built_in, draft, thread);
    struct coach_rules *own = rules.n ? own_rules(&c, rules, heat, model) : NULL;
    if (own)
        read_with(&c, own, draft, thread);
    coach_rules_free(own);
    arena_free(c.arena);
    return 0;
}
