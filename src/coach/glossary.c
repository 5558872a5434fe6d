// SPDX-License-Identifier: Apache-2.0
// Reads the two tables of a language: technical terms, and words that show how a
// person feels. Columns are parted by '|'. What they mean is docs/coach-rules.md;
// what is wrong is said with file and line.
#include "coach/rules.h"

enum { TERMS_MAX = 20000, HEAT_MAX = 20000 };

// The next column; an empty one is none.
static struct str column(struct str *rest)
{
    struct str part;
    return str_cut(rest, '|', &part) ? str_trim(part) : STR_NONE;
}

static int choice(struct str word, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (str_eq(word, str_of(words[i])))
            return i;
    return -1;
}

static enum rc add_forms(const struct place *at, struct language *l, struct str forms)
{
    struct str form;
    const char *why;
    while (str_cut(&forms, ',', &form)) {
        form = str_trim(form);
        if (!phrase_add(&l->terms, l, form, l->term_count, PHRASE_CASE | PHRASE_RARE, &why))
            return place_fail(at, "in \"%.*s\": %s", STR_ARG(form), why);
    }
    return RC_OK;
}

static enum rc read_term(const struct place *at, struct language *l, struct str line)
{
    static const char *const grades[] = {"known", "some", "expert", "word"};
    struct str forms = column(&line), grade = column(&line), plain = column(&line), means = column(&line);
    int n = choice(grade, grades, (int)ARRAY_LEN(grades));
    if (str_is_empty(forms) || str_is_empty(plain) || str_is_empty(means) || !str_is_none(line))
        return place_fail(at, "a term has four columns: term | how well known | plain words | one sentence");
    if (n < 0)
        return place_fail(at, "\"%.*s\" is not known, some, expert or word", STR_ARG(grade));
    if (l->term_count >= TERMS_MAX)
        return place_fail(at, "more than %d terms", TERMS_MAX);
    GROW_LIST(l->arena, l->term_list, l->term_count, l->term_room, struct term);
    struct str name, all = forms;
    str_cut(&all, ',', &name);
    l->term_list[l->term_count] = (struct term){.name = str_dup(l->arena, str_trim(name)),
                                                .plain = str_dup(l->arena, plain),
                                                .means = str_dup(l->arena, means),
                                                .familiar = (enum familiar)n};
    TRY(add_forms(at, l, forms));
    l->term_count++;
    return RC_OK;
}

// The first word that the entry may begin with; SYMBOL_NONE for a gap or a list.
static uint32_t first_word(const struct language *l, const struct phrase *phrase)
{
    const struct op *op = &l->heat.ops[phrase->op];
    while (op->code == OP_SPLIT)
        op = &l->heat.ops[op->a];
    return op->code == OP_SET ? l->heat.sets[op->a] : op->code == OP_SYMBOL ? op->a : SYMBOL_NONE;
}

static enum rc read_heat_example(const struct place *at, struct language *l, struct str line)
{
    ptrdiff_t arrow = str_find(line, S("=>"));
    struct str key, text;
    if (arrow < 0 || !line_split(str_slice(line, 0, (size_t)arrow), '=', &key, &text))
        return place_fail(at, "an example is written \"example = text => hot\" or \"=> calm\"");
    struct str verdict = str_trim(str_from(line, (size_t)arrow + 2));
    bool hot = str_eq(verdict, S("hot"));
    if (!hot && !str_eq(verdict, S("calm")))
        return place_fail(at, "\"%.*s\" is not hot or calm", STR_ARG(verdict));
    GROW_LIST(l->arena, l->heat_examples, l->heat_example_count, l->heat_example_room, struct example);
    l->heat_examples[l->heat_example_count++] = (struct example){
        .text = str_dup(l->arena, text), .file = str_dup(l->arena, at->file), .line = at->line, .wanted = hot};
    return RC_OK;
}

static enum rc read_entry(const struct place *at, struct language *l, struct str line)
{
    static const char *const groups[HEAT_GROUP_COUNT_] = {"anger",    "repeat", "wait",    "loss",  "deadline",
                                                          "distress", "threat", "trouble", "praise"};
    // A phrase may hold '|' in brackets: the last two columns are taken from the right.
    ptrdiff_t second = str_find_last_char(line, '|');
    ptrdiff_t first = second < 0 ? -1 : str_find_last_char(str_slice(line, 0, (size_t)second), '|');
    int64_t weight;
    const char *why;
    if (first < 0)
        return place_fail(at, "an entry has three columns: phrase | weight | what it shows");
    struct str source = str_slice(line, 0, (size_t)first);
    int group = choice(str_trim(str_from(line, (size_t)second + 1)), groups, HEAT_GROUP_COUNT_);
    if (group < 0)
        return place_fail(at, "the third column is one of anger, repeat, wait, loss, deadline, distress, threat, "
                              "trouble, praise");
    if (!str_to_int64(str_trim(str_slice(line, (size_t)first + 1, (size_t)second)), &weight) || weight < -3 ||
        weight > 3 || weight == 0)
        return place_fail(at, "a weight is 1, 2, 3, -1, -2 or -3");
    if (l->heat_count >= HEAT_MAX)
        return place_fail(at, "more than %d entries", HEAT_MAX);
    if (!phrase_add(&l->heat, l, source, l->heat_count, PHRASE_ALL | PHRASE_CASE, &why))
        return place_fail(at, "in \"%.*s\": %s", STR_ARG(str_trim(source)), why);
    uint32_t word = first_word(l, &l->heat.items[l->heat.count - 1]);
    GROW_LIST(l->arena, l->heat_entries, l->heat_count, l->heat_room, struct heat_entry);
    l->heat_entries[l->heat_count++] =
        (struct heat_entry){.weight = (int)weight,
                            .group = (enum heat_group)group,
                            .negated = word < l->lists_of_count && l->lists_of[word] & 1u << LIST_NEGATION,
                            .loud = l->symbols.items[word].kind == SYMBOL_CAPS};
    return RC_OK;
}

typedef enum rc read_row(const struct place *at, struct language *l, struct str line);

static enum rc read_table(struct ctx *c, struct language *l, const struct coach_file *file, read_row *row,
                          read_row *example)
{
    struct place at = {.c = c, .file = file->name};
    struct str rest = file->text, line;
    while (str_cut_line(&rest, &line)) {
        at.line++;
        line = str_trim(line);
        if (line.n > LINE_BYTES_MAX)
            return place_fail(&at, "the line is longer than 2,000 bytes");
        if (str_is_empty(line) || line.p[0] == '#')
            continue;
        bool is_example = example && str_starts(line, S("example")) && str_has(line, S("=>"));
        TRY((is_example ? example : row)(&at, l, line));
    }
    return RC_OK;
}

enum rc glossary_read(struct ctx *c, struct language *l, const struct coach_file *file)
{
    return read_table(c, l, file, read_term, NULL);
}

enum rc heat_read(struct ctx *c, struct language *l, const struct coach_file *file)
{
    return read_table(c, l, file, read_entry, read_heat_example);
}
