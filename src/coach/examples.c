// SPDX-License-Identifier: Apache-2.0
// Runs the examples that stand beside the rules: every one is read as a draft of its
// own, with the facts taken to be such that the rule may speak. Thousands run at every
// load, so each has the same small memory, only its own rule is tried, and only what that asks for
// is looked for.
#include "coach/review.h"

enum { SCRATCH_BYTES = 16 * 1024 * 1024 };

struct runner {
    struct ctx *c;
    const struct coach_rules *rules;
    const struct language *l;
    examples_report *report;
    void *arg;
    struct ctx scratch; // its memory is for one example
    struct calendar cal;
};

// Wednesday 2026-03-11 10:00 UTC: some moment that makes dates into dates.
static const int64_t example_now_ms = INT64_C(1773223200000);

static enum rc tell(const struct runner *r, const struct example *e, struct str what)
{
    if (!r->report)
        return fail(r->c, RC_INVALID, "%.*s:%u: %.*s", STR_ARG(e->file), e->line, STR_ARG(what));
    r->report(r->arg, str_fmt(r->c->arena, "%.*s:%u: %.*s", STR_ARG(e->file), e->line, STR_ARG(what)));
    return RC_OK;
}

static bool matches(struct runner *r, const struct example *e)
{
    struct coach_draft in = {.text = e->text, .now_ms = example_now_ms, .zone = S("UTC")};
    const struct rule *rule = &r->l->rules[e->rule];
    unsigned asks = apply_asks(r->l, rule);
    if (asks & ASKS_NAMES && (str_has(e->text, S("Ana")) || str_has(e->text, S("Ruiz"))))
        in.facts.agent = S("Ana Ruiz");
    if (asks & ASKS_NAMES && (str_has(e->text, S("Tom")) || str_has(e->text, S("Berg"))))
        in.facts.user = S("Tom Berg");
    if (rule->when & (WHEN_NO_HANDOFF | WHEN_NO_REASON | WHEN_NO_HELP) && rule->sort != RULE_FINDING)
        return false; // such conditions are for findings
    struct coach_remarks out = {0};
    struct review review = {.c = &r->scratch, .rules = r->rules, .l = r->l, .in = &in, .assume = true, .out = &out};
    arena_reset(r->scratch.arena);
    review.cal = r->cal;
    review_begin_for(&review, asks);
    return apply_alone(&review, e->rule) && (!rule->needs_date || review.dates.count > 0);
}

static enum rc run_rules(struct runner *r)
{
    for (uint32_t i = 0; i < r->l->example_count; i++) {
        const struct example *e = &r->l->examples[i];
        const struct rule *rule = &r->l->rules[e->rule];
        if (str_is_none(e->text) || rule->off || matches(r, e) == e->wanted)
            continue;
        TRY(tell(r, e,
                 str_fmt(r->c->arena, "[%.*s] %s \"%.*s\"", STR_ARG(rule->id), e->wanted ? "does not mark" : "marks",
                         STR_ARG(e->text))));
    }
    return RC_OK;
}

static enum rc run_heat(struct runner *r)
{
    for (uint32_t i = 0; i < r->l->heat_example_count; i++) {
        const struct example *e = &r->l->heat_examples[i];
        struct text t;
        struct heat heat;
        arena_reset(r->scratch.arena);
        text_read(&t, r->scratch.arena, e->text, r->l, true);
        heat_measure(r->l, &t, r->scratch.arena, &heat);
        if (heat.hot != e->wanted)
            TRY(tell(r, e,
                     str_fmt(r->c->arena, "is %s with %d, not %s: \"%.*s\"", heat.hot ? "hot" : "calm", heat.score,
                             e->wanted ? "hot" : "calm", STR_ARG(e->text))));
    }
    return RC_OK;
}

enum rc examples_run(struct ctx *c, const struct coach_rules *rules, examples_report *report, void *arg)
{
    enum rc rc = RC_OK;
    for (size_t i = 0; i < rules->language_count && rc == RC_OK; i++) {
        struct runner r = {.c = c, .rules = rules, .l = rules->languages[i], .report = report, .arg = arg};
        struct coach_draft when = {.now_ms = example_now_ms, .zone = S("UTC")};
        calendar_init(&r.cal, &when, r.l->tongue);
        r.scratch.arena = arena_create(SCRATCH_BYTES);
        rc = run_rules(&r);
        if (rc == RC_OK)
            rc = run_heat(&r);
        arena_free(r.scratch.arena);
    }
    return rc;
}
