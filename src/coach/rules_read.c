// SPDX-License-Identifier: Apache-2.0
// The second pass over a .rules file: its rules, line by line. Everything that is
// wrong is said with file and line; nothing is guessed. Lists were read before, by
// rules_lists.c.
#include "coach/rules.h"

#include <stdarg.h>

enum { PHRASES_EACH_MAX = 200, EXAMPLES_EACH_MAX = 50, RULES_MAX = 5000 };

struct reading {
    struct place at;
    struct language *l;
    struct rule *rule; // the one in hand, NULL before the first
    uint32_t says, examples, lookalikes, contexts;
    bool off;
};

enum rc place_fail(const struct place *p, const char *fmt, ...)
{
    struct buf b = buf_make(p->c->arena, 128);
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&b, fmt, args);
    va_end(args);
    return fail(p->c, RC_INVALID, "%.*s:%u: %.*s", STR_ARG(p->file), p->line, STR_ARG(buf_str(&b)));
}

static int kind_number(struct str name)
{
    for (int i = 0; i < COACH_KIND_COUNT_; i++)
        if (str_eq(name, str_of(coach_kind_name((enum coach_kind)i))))
            return i;
    return -1;
}

static enum rc sort_rule(struct reading *r, struct str id)
{
    struct str kind, name;
    struct rule *rule = r->rule;
    if (!line_split(id, '.', &kind, &name) || str_is_empty(name) || id.n > 80)
        return place_fail(&r->at, "an id is written [kind.short-name]");
    int n = -1;
    if (str_eq(kind, S("mark"))) {
        rule->sort = RULE_MARK;
        n = mark_number(name);
        rule->number = (uint32_t)n;
    } else if (str_eq(kind, S("check"))) {
        rule->sort = RULE_CHECK;
        n = check_number(name);
        rule->number = (uint32_t)n;
    } else if (str_eq(kind, S("promise"))) {
        rule->sort = RULE_PROMISE;
        n = 0;
    } else {
        n = kind_number(kind);
        rule->kind = (enum coach_kind)n;
    }
    return n >= 0 ? RC_OK : place_fail(&r->at, "\"%.*s\" is of no known kind", STR_ARG(id));
}

static void drop_rule(struct language *l, struct rule *old)
{
    old->off = true;
    old->id = STR_NONE;
    for (uint32_t i = 0; i < l->example_count; i++)
        if (l->examples[i].rule == (uint32_t)(old - l->rules))
            l->examples[i].text = STR_NONE;
}

// [+id]: what the earlier rule has, and more. Its examples are now this one's.
static void inherit(struct reading *r, struct rule *old)
{
    struct language *l = r->l;
    uint32_t from = (uint32_t)(old - l->rules), to = (uint32_t)(r->rule - l->rules);
    struct str file = r->rule->file;
    uint32_t line = r->rule->line;
    *r->rule = *old;
    r->rule->file = file;
    r->rule->line = line;
    r->says = old->says.n;
    r->examples = r->lookalikes = 1; // at least
    phrases_move_to_end(&l->says, &r->rule->says, to);
    for (uint32_t i = 0; i < l->example_count; i++)
        if (l->examples[i].rule == from)
            l->examples[i].rule = to;
    old->off = true;
    old->id = STR_NONE;
}

static enum rc begin_rule(struct reading *r, struct str line)
{
    struct language *l = r->l;
    bool adds = line.n > 3 && line.p[1] == '+';
    if (line.n < 3 || line.p[line.n - 1] != ']')
        return place_fail(&r->at, "an id is written [kind.short-name]");
    struct str id = str_dup(l->arena, str_slice(line, adds ? 2 : 1, line.n - 1));
    struct rule *old = language_find_rule(l, id);
    if (old && str_eq(old->file, r->at.file))
        return place_fail(&r->at, "[%.*s] stands twice in this file, first in line %u", STR_ARG(id), old->line);
    if (adds && !old)
        return place_fail(&r->at, "no file before this one has [%.*s]", STR_ARG(id));
    if (l->rule_count >= RULES_MAX)
        return place_fail(&r->at, "more than %d rules", RULES_MAX);
    uint32_t at = old ? (uint32_t)(old - l->rules) : 0;
    GROW_LIST(l->arena, l->rules, l->rule_count, l->rule_room, struct rule);
    r->rule = &l->rules[l->rule_count++];
    *r->rule =
        (struct rule){.id = id, .file = str_dup(l->arena, r->at.file), .line = r->at.line, .level = COACH_ADVICE};
    r->rule->says.from = l->says.count;
    language_name_rule(l, id, l->rule_count - 1);
    r->says = r->examples = r->lookalikes = r->contexts = 0;
    if (adds)
        inherit(r, &l->rules[at]);
    else if (old)
        drop_rule(l, &l->rules[at]);
    return sort_rule(r, id);
}

static enum rc end_rule(struct reading *r)
{
    const struct rule *rule = r->rule;
    if (!rule || rule->sort == RULE_CHECK)
        return RC_OK;
    struct place at = {r->at.c, r->at.file, rule->line};
    if (!r->says)
        return place_fail(&at, "[%.*s] has no \"say\"", STR_ARG(rule->id));
    if (!r->examples || !r->lookalikes)
        return place_fail(&at, "[%.*s] needs an \"example\" and a \"lookalike\"", STR_ARG(rule->id));
    if (rule->sort == RULE_FINDING && str_is_empty(rule->advice))
        return place_fail(&at, "[%.*s] has no \"advice\"", STR_ARG(rule->id));
    return RC_OK;
}

static enum rc add_say(struct reading *r, struct str value)
{
    const char *why;
    if (++r->says > PHRASES_EACH_MAX)
        return place_fail(&r->at, "more than %d phrases in one rule", PHRASES_EACH_MAX);
    unsigned may = PHRASE_ALL | (r->rule->sort == RULE_FINDING ? PHRASE_RARE : 0);
    if (!phrase_add(&r->l->says, r->l, value, (uint32_t)(r->rule - r->l->rules), may, &why))
        return place_fail(&r->at, "in \"%.*s\": %s", STR_ARG(value), why);
    r->rule->says.n++;
    r->rule->asks |= r->l->says.items[r->l->says.count - 1].asks;
    return RC_OK;
}

// The phrases of one range follow each other: if others came between, they move.
static enum rc add_context(struct reading *r, struct phrase_range *range, struct str value)
{
    const char *why;
    struct phrases *p = &r->l->contexts;
    if (++r->contexts > PHRASES_EACH_MAX)
        return place_fail(&r->at, "more than %d contexts in one rule", PHRASES_EACH_MAX);
    if (range->from + range->n != p->count)
        phrases_move_to_end(p, range, (uint32_t)(r->rule - r->l->rules));
    if (!phrase_add(p, r->l, value, (uint32_t)(r->rule - r->l->rules), PHRASE_ALL, &why))
        return place_fail(&r->at, "in \"%.*s\": %s", STR_ARG(value), why);
    range->n++;
    r->rule->asks |= p->items[p->count - 1].asks;
    return RC_OK;
}

static struct str unescape_lines(struct arena *a, struct str s)
{
    if (str_find_char(s, '\\') < 0)
        return str_dup(a, s);
    struct buf b = buf_make(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == 'n') {
            buf_add_char(&b, '\n');
            i++;
        } else {
            buf_add_char(&b, s.p[i]);
        }
    return buf_str(&b);
}

static enum rc add_example(struct reading *r, struct str value, bool wanted)
{
    struct language *l = r->l;
    uint32_t n = wanted ? ++r->examples : ++r->lookalikes;
    if (n > EXAMPLES_EACH_MAX)
        return place_fail(&r->at, "more than %d examples in one rule", EXAMPLES_EACH_MAX);
    GROW_LIST(l->arena, l->examples, l->example_count, l->example_room, struct example);
    l->examples[l->example_count++] = (struct example){.text = unescape_lines(l->arena, value),
                                                       .file = r->rule->file,
                                                       .line = r->at.line,
                                                       .rule = (uint32_t)(r->rule - l->rules),
                                                       .wanted = wanted};
    return RC_OK;
}

static enum rc set_level(struct reading *r, struct str value)
{
    for (int i = COACH_NOTE; i <= COACH_WARN; i++)
        if (str_eq(value, str_of(coach_level_name((enum coach_level)i)))) {
            r->rule->level = (enum coach_level)i;
            r->rule->has_level = true;
            return RC_OK;
        }
    return place_fail(&r->at, "a level is note, advice or warn");
}

static enum rc add_when(struct reading *r, struct str value)
{
    static const char *const names[] = {"first-contact", "user-angry",     "not-confirmed", "no-handoff",
                                        "not-specific",  "no-date",        "no-reason",     "not-question",
                                        "question",      "first-sentence", "short",         "no-help"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_eq(value, str_of(names[i]))) {
            r->rule->when |= 1u << i;
            if (r->rule->when & (WHEN_NO_DATE | WHEN_NOT_SPECIFIC))
                r->rule->asks |= ASKS_DATES;
            return RC_OK;
        }
    return place_fail(&r->at, "\"%.*s\" is no condition", STR_ARG(value));
}

static enum rc set_text(struct reading *r, struct str *into, struct str value)
{
    if (!str_is_empty(*into) || str_is_empty(value))
        return place_fail(&r->at, str_is_empty(value) ? "nothing stands after '='" : "this key stands twice");
    *into = str_dup(r->l->arena, value);
    return RC_OK;
}

static enum rc set_word(struct reading *r, struct str key, struct str value)
{
    struct rule *rule = r->rule;
    int64_t n;
    if (str_eq(key, S("off")) && str_eq(value, S("yes")))
        rule->off = true;
    else if (str_eq(key, S("who")) && rule->sort == RULE_PROMISE &&
             (str_eq(value, S("agent")) || str_eq(value, S("other"))))
        rule->by_other = str_eq(value, S("other"));
    else if (str_eq(key, S("needs")) && rule->sort == RULE_PROMISE && str_eq(value, S("date"))) {
        rule->needs_date = true;
        rule->asks |= ASKS_DATES;
    } else if (str_eq(key, S("limit")) && rule->sort == RULE_CHECK && str_to_int64(value, &n) && n > 0 && n < 10000)
        rule->limit = (int)n;
    else
        return place_fail(&r->at, "\"%.*s = %.*s\" means nothing here", STR_ARG(key), STR_ARG(value));
    return RC_OK;
}

static enum rc read_pair(struct reading *r, struct str key, struct str value)
{
    struct rule *rule = r->rule;
    struct str source = STR_NONE;
    bool phrased = rule->sort != RULE_CHECK, speaks = rule->sort == RULE_FINDING || rule->sort == RULE_CHECK;
    if (phrased && str_eq(key, S("say")))
        return add_say(r, value);
    if (phrased && str_eq(key, S("unless")))
        return add_context(r, &rule->unless, value);
    if (phrased && str_eq(key, S("except")))
        return add_context(r, &rule->except, value);
    if (phrased && str_eq(key, S("only")))
        return add_context(r, &rule->only, value);
    if (phrased && str_eq(key, S("example")))
        return add_example(r, value, true);
    if (phrased && str_eq(key, S("lookalike")))
        return add_example(r, value, false);
    if (phrased && str_eq(key, S("when")))
        return add_when(r, value);
    if (speaks && str_eq(key, S("level")))
        return set_level(r, value);
    if (speaks && str_eq(key, S("advice")))
        return set_text(r, &rule->advice, value);
    if (speaks && str_eq(key, S("try")))
        return set_text(r, &rule->attempt, value);
    if (str_eq(key, S("source")))
        return set_text(r, &source, value);
    return set_word(r, key, value);
}

static enum rc read_line(struct reading *r, struct str line)
{
    struct str key, value;
    if (line.p[0] == '[') {
        TRY(end_rule(r));
        return begin_rule(r, line);
    }
    if (!line_split(line, '=', &key, &value))
        return place_fail(&r->at, "a line is [id], \"key = value\" or \"list name = …\"");
    if (!r->rule)
        return place_fail(&r->at, "\"%.*s\" stands before the first [id]", STR_ARG(key));
    return read_pair(r, key, value);
}

enum rc rules_read(struct ctx *c, struct language *l, const struct coach_file *file)
{
    struct reading r = {.at = {.c = c, .file = file->name}, .l = l};
    struct str rest = file->text, line;
    while (str_cut_line(&rest, &line)) {
        r.at.line++;
        line = str_trim(line);
        if (str_is_empty(line) || line.p[0] == '#' || str_starts(line, S("list ")))
            continue;
        TRY(read_line(&r, line));
    }
    return end_rule(&r);
}
