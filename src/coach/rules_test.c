// SPDX-License-Identifier: Apache-2.0
// Rule files: what is read, what is refused and with which words, and that the rules
// of the repository pass their own examples.
#include "base/test.h"
#include "coach/coach.h"

static const char lists[] = "list common = you | have | the | a | i | it | is | to | we | of\n"
                            "list greeting = hi | dear\n"
                            "list closing = regards\n";

// The failure's sentence, or empty when the file is fine.
static struct str why(struct ctx *c, const char *name, const char *text)
{
    struct coach_rules *rules = NULL;
    const struct coach_file files[] = {{S("en/a.rules"), str_of(lists)}, {str_of(name), str_of(text)}};
    fail_clear(c);
    enum rc rc = coach_rules_from(c, files, ARRAY_LEN(files), &rules);
    coach_rules_free(rules);
    return rc == RC_OK ? S("") : c->failure.detail;
}

struct refusal {
    const char *text, *says;
};

static void check_refusals(const char *name, const struct refusal *rows, size_t n)
{
    struct ctx c = {.arena = arena_create(64 << 20)};
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct str said = why(&c, name, rows[i].text);
        if (str_eq(said, str_of(rows[i].says)))
            continue;
        print_error("%s\n  says \"%.*s\"\n  not  \"%s\"\n", rows[i].text, STR_ARG(said), rows[i].says);
        wrong++;
    }
    arena_free(c.arena);
    assert_int_equal(wrong, 0);
}

#define ENDING "advice = Leave it out.\nexample = This is silly.\nlookalike = This is fine.\n"

TEST(a_plus_adds_to_the_rule_of_an_earlier_file)
{
    static const struct refusal rows[] = {
        {"[+blame.x]\nsay = silly\n", "en/b.rules:1: no file before this one has [blame.x]"},
        {"[+blame.silly]\nsay = daft\nunless = not silly\nexample = This is daft.\nlookalike = This is not silly.\n",
         ""},
        {"[+blame.silly]\nsay = daft\nexample = This is odd.\n",
         "en/b.rules:3: [blame.silly] does not mark \"This is odd.\""},
        {"[+blame.silly]\nsay = daft\nunless = this\n", "en/a.rules:7: [blame.silly] does not mark \"This is silly.\""},
        {"[+blame.silly]\nadvice = Other.\n", "en/b.rules:2: this key stands twice"},
    };
    struct ctx c = {.arena = arena_create(64 << 20)};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct coach_rules *rules = NULL;
        struct str first = str_fmt(c.arena, "%s[blame.silly]\nsay = silly\n" ENDING, lists);
        const struct coach_file files[] = {{S("en/a.rules"), first}, {S("en/b.rules"), str_of(rows[i].text)}};
        fail_clear(&c);
        enum rc rc = coach_rules_from(&c, files, ARRAY_LEN(files), &rules);
        coach_rules_free(rules);
        assert_str(rc == RC_OK ? S("") : c.failure.detail, rows[i].says);
    }
    arena_free(c.arena);
}

TEST(a_rule_file_that_is_wrong_is_refused_with_its_line)
{
    static const struct refusal rows[] = {
        {"[blame.x]\nsay = silly\n" ENDING, ""},
        {"[blame.x]\nsay = silly\nadvice = No.\nlookalike = Fine.\n",
         "en/b.rules:1: [blame.x] needs an \"example\" and a \"lookalike\""},
        {"[blame.x]\n" ENDING, "en/b.rules:1: [blame.x] has no \"say\""},
        {"[blame.x]\nsay = silly\nexample = Silly.\nlookalike = Fine.\n", "en/b.rules:1: [blame.x] has no \"advice\""},
        {"[anger.x]\nsay = silly\n", "en/b.rules:1: \"anger.x\" is of no known kind"},
        {"[mark.x]\nsay = silly\n", "en/b.rules:1: \"mark.x\" is of no known kind"},
        {"[blame]\n", "en/b.rules:1: an id is written [kind.short-name]"},
        {"say = x\n", "en/b.rules:1: \"say\" stands before the first [id]"},
        {"[blame.x]\nnonsense\n", "en/b.rules:2: a line is [id], \"key = value\" or \"list name = …\""},
        {"[blame.x]\ncolour = red\n", "en/b.rules:2: \"colour = red\" means nothing here"},
        {"[blame.x]\nlevel = loud\n", "en/b.rules:2: a level is note, advice or warn"},
        {"[blame.x]\nwhen = raining\n", "en/b.rules:2: \"raining\" is no condition"},
        {"[blame.x]\nsay = silly\n" ENDING "[blame.x]\nsay = silly\n" ENDING,
         "en/b.rules:6: [blame.x] stands twice in this file, first in line 1"},
        {"[blame.x]\nsay = daft\n" ENDING, "en/b.rules:4: [blame.x] does not mark \"This is silly.\""},
        {"[blame.x]\nsay = (silly|fine)\n" ENDING, "en/b.rules:5: [blame.x] marks \"This is fine.\""},
        {"[check.terse]\nsay = silly\n", "en/b.rules:2: \"say = silly\" means nothing here"},
        {"[blame.x]\nsay = silly <nobody>\n" ENDING, "en: a phrase names the list <nobody>, which no file fills"},
        {"list Team = x\n", "en/b.rules:1: \"Team\" cannot be the name of a list"},
        {"list date = x\n", "en/b.rules:1: \"date\" cannot be the name of a list"},
    };
    check_refusals("en/b.rules", rows, ARRAY_LEN(rows));
}

TEST(a_phrase_that_is_wrong_is_refused)
{
    static const struct refusal rows[] = {
        {"[blame.x]\nsay = (a|b\n", "en/b.rules:2: in \"(a|b\": a ')' is missing"},
        {"[blame.x]\nsay = x)\n", "en/b.rules:2: in \"x)\": a bracket or '>' too much"},
        {"[blame.x]\nsay = [x\n", "en/b.rules:2: in \"[x\": a ']' is missing"},
        {"[blame.x]\nsay = ..4 x\n", "en/b.rules:2: in \"..4 x\": a phrase must begin with a word, a group or <…>"},
        {"[blame.x]\nsay = silly ..99\n", "en/b.rules:2: in \"silly ..99\": a gap is ..1 to ..12"},
        {"[blame.x]\nsay = you have\n",
         "en/b.rules:2: in \"you have\": the phrase has only common words and would match everywhere"},
        {"[blame.x]\nsay = si*\n", "en/b.rules:2: in \"si*\": a word with a star needs at least three letters"},
        {"[blame.x]\nsay = (silly||daft)\n", "en/b.rules:2: in \"(silly||daft)\": an alternative is empty"},
        {"[blame.x]\nsay = (very)? silly\n", "en/b.rules:2: in \"(very)? silly\": an optional part is written [a b]"},
        {"[blame.x]\nsay = ((((((silly))))))\n",
         "en/b.rules:2: in \"((((((silly))))))\": brackets are nested more than 4 deep"},
        {"[blame.x]\nsay = \n", "en/b.rules:2: in \"\": an alternative is empty"},
    };
    check_refusals("en/b.rules", rows, ARRAY_LEN(rows));
}

TEST(tables_that_are_wrong_are_refused)
{
    static const struct refusal terms[] = {
        {"MTU | expert | packet size | The largest piece.\n", ""},
        {"MTU | expert | packet size\n",
         "en/glossary.txt:1: a term has four columns: term | how well known | plain words | one sentence"},
        {"MTU | rare | packet size | The largest piece.\n",
         "en/glossary.txt:1: \"rare\" is not known, some, expert or word"},
        {"\n\nthe | word | x | y\n",
         "en/glossary.txt:3: in \"the\": the phrase has only common words and would match everywhere"},
    };
    static const struct refusal heat[] = {
        {"unacceptable | 3 | anger\nexample = That is unacceptable. => hot\n", ""},
        {"unacceptable | 9 | anger\n", "en/heat.txt:1: a weight is 1, 2, 3, -1, -2 or -3"},
        {"unacceptable | 3\n", "en/heat.txt:1: an entry has three columns: phrase | weight | what it shows"},
        {"unacceptable | 3 | anger\nexample = All is well. => hot\n",
         "en/heat.txt:2: is calm with 0, not hot: \"All is well.\""},
    };
    check_refusals("en/glossary.txt", terms, ARRAY_LEN(terms));
    check_refusals("en/heat.txt", heat, ARRAY_LEN(heat));
}

TEST(a_later_file_replaces_a_rule_and_can_switch_it_off)
{
    struct ctx c = {.arena = arena_create(64 << 20)};
    static const char first[] = "[blame.x]\nsay = silly\n" ENDING;
    static const char second[] = "[blame.x]\noff = yes\nsay = daft\nadvice = No.\nexample = Daft.\nlookalike = Fine.\n";
    const struct coach_file files[] = {
        {S("en/z.rules"), str_of(second)}, {S("en/a.rules"), str_of(lists)}, {S("en/b.rules"), str_of(first)}};
    struct coach_rules *rules = NULL;
    struct coach_remarks remarks;
    assert_ok(coach_rules_from(&c, files, 2, &rules)); // z and a: nothing replaced yet
    coach_rules_free(rules);
    assert_ok(coach_rules_from(&c, files, 3, &rules));
    struct coach_draft in = {.text = S("This is silly and daft and takes a while to read, so here are more words."),
                             .language = S("en")};
    assert_ok(coach_read(&c, rules, &in, &remarks));
    for (size_t i = 0; i < remarks.finding_count; i++)
        assert_false(str_eq(remarks.findings[i].rule, S("blame.x")));
    coach_rules_free(rules);
    arena_free(c.arena);
}

TEST(the_rules_of_the_program_pass_their_examples)
{
    struct ctx c = {.arena = arena_create(512 << 20)};
    struct coach_rules *rules = NULL;
    enum rc rc = coach_rules_load(&c, STR_NONE, &rules);
    if (rc != RC_OK)
        print_error("%.*s\n", STR_ARG(c.failure.detail));
    assert_ok(rc);
    assert_true(coach_rules_has_language(rules, S("en")));
    coach_rules_free(rules);
    arena_free(c.arena);
}

TEST(a_folder_that_is_not_there_is_refused)
{
    struct ctx c = {.arena = arena_create(1 << 20)};
    struct coach_rules *rules = NULL;
    assert_int_equal(coach_rules_load(&c, S("/nonexistent/rules"), &rules), RC_IO);
    assert_null(rules);
    arena_free(c.arena);
}
