// SPDX-License-Identifier: Apache-2.0
// The first pass over a language's .rules files: the lists, which phrases may use
// before they are filled. Items that are one plain word are also kept as a bit on
// that word, so that "is it common?" costs nothing.
#include "coach/rules.h"

bool line_split(struct str line, char at, struct str *ret_key, struct str *ret_value)
{
    ptrdiff_t i = str_find_char(line, at);
    if (i < 0)
        return false;
    *ret_key = str_trim(str_slice(line, 0, (size_t)i));
    *ret_value = str_trim(str_from(line, (size_t)i + 1));
    return true;
}

static bool name_is_fine(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!((name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= '0' && name.p[i] <= '9') || name.p[i] == '-'))
            return false;
    return name.n > 0 && name.n <= 40;
}

static bool is_fixed_name(struct str name)
{
    return str_eq(name, S("date")) || str_eq(name, S("number")) || str_eq(name, S("link")) ||
           str_eq(name, S("agent")) || str_eq(name, S("user"));
}

static void set_bit(struct language *l, uint32_t symbol, int list)
{
    if (symbol >= l->lists_of_count) {
        uint32_t room = symbol * 2 + 1024;
        uint16_t *bits = arena_list(l->arena, room, uint16_t);
        if (l->lists_of_count)
            memcpy(bits, l->lists_of, l->lists_of_count * sizeof *bits);
        l->lists_of = bits;
        l->lists_of_count = room;
    }
    l->lists_of[symbol] |= (uint16_t)(1u << list);
}

// A program of one word and the end is a single word.
static void note_single(struct language *l, const struct phrase *phrase, uint32_t class)
{
    const struct op *op = &l->lists.ops[phrase->op];
    if (op[1].code != OP_MATCH)
        return;
    for (int i = 0; i < LIST_COUNT_; i++) {
        if (l->list_symbol[i] != class)
            continue;
        if (op[0].code == OP_SYMBOL)
            set_bit(l, op[0].a, i);
        for (uint32_t k = 0; op[0].code == OP_SET && k < op[0].b; k++)
            set_bit(l, l->lists.sets[op[0].a + k], i);
    }
}

// Splits at '|' outside of brackets.
static bool next_item(struct str *rest, struct str *ret_item)
{
    if (str_is_none(*rest))
        return false;
    int depth = 0;
    for (size_t i = 0; i < rest->n; i++) {
        char c = rest->p[i];
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        if (c == '|' && depth <= 0) {
            *ret_item = str_trim(str_slice(*rest, 0, i));
            *rest = str_from(*rest, i + 1);
            return true;
        }
    }
    *ret_item = str_trim(*rest);
    *rest = STR_NONE;
    return true;
}

static enum rc read_list(const struct place *at, struct language *l, struct str line)
{
    struct str name, items, item;
    if (!line_split(str_from(line, 5), '=', &name, &items) || str_is_empty(items))
        return place_fail(at, "a list is written \"list name = item | item\"");
    if (!name_is_fine(name) || is_fixed_name(name))
        return place_fail(at, "\"%.*s\" cannot be the name of a list", STR_ARG(name));
    uint32_t class = symbol_make(&l->symbols, SYMBOL_CLASS, name);
    while (next_item(&items, &item)) {
        const char *why;
        if (!phrase_add(&l->lists, l, item, class, PHRASE_PLAIN, &why))
            return place_fail(at, "in \"%.*s\": %s", STR_ARG(item), why);
        note_single(l, &l->lists.items[l->lists.count - 1], class);
    }
    return RC_OK;
}

enum rc lists_read(struct ctx *c, struct language *l, const struct coach_file *file)
{
    struct place at = {.c = c, .file = file->name};
    struct str rest = file->text, line;
    while (str_cut_line(&rest, &line)) {
        at.line++;
        bool may_be = line.n && (line.p[0] == 'l' || line.p[0] <= ' ');
        if (line.n <= LINE_BYTES_MAX && !may_be)
            continue;
        line = str_trim(line);
        if (line.n > LINE_BYTES_MAX)
            return place_fail(&at, "the line is longer than 2,000 bytes");
        if (str_starts(line, S("list ")))
            TRY(read_list(&at, l, line));
    }
    return RC_OK;
}
