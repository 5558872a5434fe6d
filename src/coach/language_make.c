// SPDX-License-Identifier: Apache-2.0
// One language from its first line to its indexes, and the names that rule files use.
// Holds what the built-in checks say where no file does. Reads no file itself.
// Nothing here changes once the rules are loaded.
#include "coach/language.h"

#include "coach/review.h"

static const char *const list_names[LIST_COUNT_] = {"common", "greeting",  "closing",   "abbreviation", "negation",
                                                    "yes",    "no",        "step",      "team",         "action",
                                                    "asker",  "explainer", "condition", "desk"};

static const char *const mark_names[MARK_COUNT_] = {
    "done",  "ask",   "handoff",   "reason",      "alternative", "refusal",    "condition", "acknowledge",
    "intro", "vague", "not-known", "ask-confirm", "question",    "rhetorical", "confirmed", "courtesy"};

static const char *const check_names[CHECK_COUNT_] = {"terse",       "refusal",  "no-next-step",  "vague-step",
                                                      "unanswered",  "no-intro", "long-sentence", "grade",
                                                      "early-close", "heat",     "jargon",        "model"};

static int number_of(const char *const *names, int n, struct str name)
{
    for (int i = 0; i < n; i++)
        if (str_eq(name, str_of(names[i])))
            return i;
    return -1;
}

int mark_number(struct str name)
{
    return number_of(mark_names, MARK_COUNT_, name);
}

const char *mark_name(enum mark mark)
{
    return mark_names[mark];
}

int check_number(struct str name)
{
    return number_of(check_names, CHECK_COUNT_, name);
}

// What a check says where the language has no words of its own for it.
static const struct check_text built_in[CHECK_COUNT_] = {
    [CHECK_TERSE] = {COACH_WARN, S_INIT("This is very short. Say why, and what happens next."), {0}, 12, false},
    [CHECK_REFUSAL] = {COACH_ADVICE,
                       S_INIT("A refusal without a reason. Say what it protects, and what is possible instead."),
                       {0},
                       40,
                       false},
    [CHECK_NO_NEXT_STEP] =
        {COACH_ADVICE, S_INIT("The reader cannot tell what happens next, and by when."), {0}, 0, false},
    [CHECK_VAGUE_STEP] = {COACH_ADVICE,
                          S_INIT("\"{match}\" means something else to everyone. Give a day, even a late one."),
                          {0},
                          0,
                          false},
    [CHECK_UNANSWERED] = {COACH_NOTE, S_INIT("They asked: \"{match}\" Is it answered?"), {0}, 0, false},
    [CHECK_NO_INTRO] = {COACH_NOTE, S_INIT("This is your first message to them. Say who you are."), {0}, 0, false},
    [CHECK_LONG_SENTENCE] = {COACH_ADVICE, S_INIT("{match} words in one sentence. Split it."), {0}, 38, false},
    [CHECK_GRADE] = {COACH_ADVICE, S_INIT("Hard to read. Shorter sentences and everyday words help."), {0}, 13, false},
    [CHECK_EARLY_CLOSE] =
        {COACH_WARN, S_INIT("They have not said that it works. Ask first, then close."), {0}, 0, false},
    [CHECK_HEAT] = {COACH_ADVICE, S_INIT("They are upset: \"{match}\". Name it before anything else."), {0}, 0, false},
    [CHECK_JARGON] = {COACH_ADVICE, S_INIT("\"{match}\": {means} Plainer: {plain}."), {0}, 0, false},
    [CHECK_MODEL] = {COACH_NOTE,
                     S_INIT("This may sound cold or canned, by its words \"{match}\". Read it once as they will."),
                     {0},
                     0,
                     false},
};

const struct check_text *check_text_of(const struct language *l, enum check check)
{
    return l ? &l->checks[check] : &built_in[check];
}

struct str check_rule_id(enum check check)
{
    static const struct str ids[CHECK_COUNT_] = {
        S_INIT("check.terse"),         S_INIT("check.refusal"),    S_INIT("check.no-next-step"),
        S_INIT("check.vague-step"),    S_INIT("check.unanswered"), S_INIT("check.no-intro"),
        S_INIT("check.long-sentence"), S_INIT("check.grade"),      S_INIT("check.early-close"),
        S_INIT("check.heat"),          S_INIT("check.jargon"),     S_INIT("check.model"),
    };
    return ids[check];
}

static enum tongue tongue_of(struct str code)
{
    return str_eq(code, S("en")) ? TONGUE_EN : str_eq(code, S("de")) ? TONGUE_DE : TONGUE_OTHER;
}

// The rooms are what our own rules take and some more.
static void make_room(struct language *l, struct arena *a, size_t rules_bytes, size_t table_bytes)
{
    enum { BYTES_MAX = 4 * 1024 * 1024 }; // beyond it they grow
    size_t rules = rules_bytes < BYTES_MAX ? rules_bytes : BYTES_MAX;
    size_t tables = table_bytes < BYTES_MAX ? table_bytes : BYTES_MAX;
    symbols_init_for(&l->symbols, a, (rules + tables) / 96);
    symbols_init_for(&l->rule_ids, a, rules / 600);
    phrases_init(&l->lists, a, rules);
    phrases_init(&l->says, a, rules);
    phrases_init(&l->contexts, a, rules);
    phrases_init(&l->terms, a, tables);
    phrases_init(&l->heat, a, tables);
    l->rule_room = (uint32_t)rules / 600 + 64;
    l->rules = arena_raw(a, l->rule_room * sizeof *l->rules);
    l->example_room = (uint32_t)rules / 150 + 64;
    l->examples = arena_raw(a, l->example_room * sizeof *l->examples);
}

struct language *language_create(struct arena *a, struct str code, size_t rules_bytes, size_t table_bytes)
{
    struct language *l = arena_new(a, struct language);
    l->arena = a;
    l->code = str_dup(a, code);
    l->tongue = tongue_of(code);
    make_room(l, a, rules_bytes, table_bytes);
    for (int i = 0; i < LIST_COUNT_; i++)
        l->list_symbol[i] = symbol_make(&l->symbols, SYMBOL_CLASS, str_of(list_names[i]));
    memcpy(l->checks, built_in, sizeof built_in);
    return l;
}

struct rule *language_find_rule(const struct language *l, struct str id)
{
    uint32_t number = symbol_find(&l->rule_ids, SYMBOL_WORD, id, symbol_key(id));
    return number ? &l->rules[l->rule_of[number - SYMBOL_FIXED_]] : NULL;
}

void language_name_rule(struct language *l, struct str id, uint32_t rule)
{
    uint32_t at = symbol_make(&l->rule_ids, SYMBOL_WORD, id) - SYMBOL_FIXED_;
    if (at == l->rule_of_count) {
        GROW_LIST(l->arena, l->rule_of, l->rule_of_count, l->rule_of_room, uint32_t);
        l->rule_of_count++;
    }
    l->rule_of[at] = rule;
}

static void set_check(struct language *l, const struct rule *r)
{
    struct check_text *check = &l->checks[r->number];
    if (r->has_level)
        check->level = r->level;
    check->advice = str_or(r->advice, check->advice);
    check->attempt = r->attempt;
    if (r->limit > 0)
        check->limit = r->limit;
    check->off = r->off;
}

// Short forms begin as what they stand for, all but "ain't" (short.c).
static uint32_t letters_of(const struct symbol *s)
{
    unsigned letter = (unsigned char)s->text.p[0] - 'a';
    if (s->kind == SYMBOL_SUFFIX || letter >= 26)
        return UINT32_MAX;
    return 1u << letter | (letter == 'i' - 'a' ? 1u : 0u);
}

static void find_greeting_letters(struct language *l)
{
    for (uint32_t i = 0; i < l->lists.count; i++) {
        const struct phrase *item = &l->lists.items[i];
        for (uint32_t k = 0; k < item->start_count && item->owner == l->list_symbol[LIST_GREETING]; k++)
            l->greeting_letters |= letters_of(&l->symbols.items[l->lists.starts[item->starts + k]]);
    }
}

// Every <list> that a phrase names must have an item.
static enum rc check_lists(struct ctx *c, const struct language *l)
{
    uint8_t *has = arena_alloc(c->arena, l->symbols.count);
    for (uint32_t i = 0; i < l->lists.count; i++)
        has[l->lists.items[i].owner] = 1;
    for (uint32_t i = SYMBOL_FIXED_ + LIST_COUNT_; i < l->symbols.count; i++)
        if (l->symbols.items[i].kind == SYMBOL_CLASS && !has[i])
            return fail(c, RC_INVALID, "%.*s: a phrase names the list <%.*s>, which no file fills", STR_ARG(l->code),
                        STR_ARG(l->symbols.items[i].text));
    return RC_OK;
}

// Their phrases stay, but no word leads to them.
static void silence_rules_that_are_off(struct language *l)
{
    for (uint32_t i = 0; i < l->rule_count; i++) {
        const struct rule *rule = &l->rules[i];
        for (uint32_t k = 0; rule->off && k < rule->says.n; k++)
            l->says.items[rule->says.from + k].start_count = 0;
    }
}

enum rc language_finish(struct ctx *c, struct language *l)
{
    TRY(check_lists(c, l));
    find_greeting_letters(l);
    silence_rules_that_are_off(l);
    phrases_index(&l->lists, l->scratch, l->symbols.count);
    phrases_index(&l->says, l->scratch, l->symbols.count);
    phrases_index(&l->contexts, l->scratch, l->symbols.count);
    phrases_index(&l->terms, l->scratch, l->symbols.count);
    phrases_index(&l->heat, l->scratch, l->symbols.count);
    for (uint32_t i = 0; i < l->rule_count; i++)
        if (l->rules[i].sort == RULE_CHECK)
            set_check(l, &l->rules[i]);
    return RC_OK;
}
