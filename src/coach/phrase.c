// SPDX-License-Identifier: Apache-2.0
// From the text of a phrase to its program: a tree first, since alternatives and
// options must be known before the jumps around them can be written.
#include "coach/rules.h"

enum node_kind { NODE_SEQUENCE, NODE_CHOICE, NODE_OPTION, NODE_SYMBOL, NODE_ANY, NODE_GAP, NODE_START, NODE_END,
                 NODE_PAUSE, NODE_QUESTION };

struct node {
    enum node_kind kind;
    uint32_t symbol, n;
    struct node *child, *last, *next;
};

enum { COMMON_WORDS_MIN = 4 }; // "if you had ..4 would" is enough, "you have" is not

struct parser {
    struct phrases *p;
    struct language *language;
    struct str rest;
    unsigned may;
    int parts, depth, words;
    bool rare;
    const char *why;
};

static struct node *make(struct parser *p, enum node_kind kind)
{
    struct node *n = arena_new(p->p->arena, struct node);
    n->kind = kind;
    if (++p->parts > PHRASE_PARTS_MAX)
        p->why = "the phrase has more than 400 parts";
    return n;
}

static void append(struct node *parent, struct node *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->child = child;
    parent->last = child;
}

static void append_symbol(struct parser *p, struct node *into, enum symbol_kind kind, struct str text)
{
    struct node *n = make(p, NODE_SYMBOL);
    n->symbol = symbol_make(&p->language->symbols, kind, text);
    append(into, n);
}

static void append_star(struct parser *p, struct node *into, struct str chunk)
{
    bool front = chunk.p[0] == '*';
    struct str bare = front ? str_from(chunk, 1) : str_slice(chunk, 0, chunk.n - 1);
    if (str_find_char(bare, '*') >= 0) {
        p->why = "a star stands at one end of a word only";
        return;
    }
    struct str word = fold_text(p->p->arena, bare, p->language->tongue);
    if (word.n < 3 || word.n > TEXT_WORD_BYTES_MAX) {
        p->why = "a word with a star needs at least three letters";
        return;
    }
    p->rare = true;
    append_symbol(p, into, front ? SYMBOL_SUFFIX : SYMBOL_PREFIX, word);
}

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'a' || s.p[i] > 'z')
            return false;
    return true;
}

static void append_word(struct parser *p, struct node *into, struct str word, bool caps)
{
    uint64_t hash = symbol_hash(word);
    p->words++;
    uint32_t known = symbol_find(&p->language->symbols, SYMBOL_WORD, word, hash);
    p->rare |= !known || !language_is_common(p->language, known);
    append_symbol(p, into, caps ? SYMBOL_CAPS : SYMBOL_WORD, word);
}

// The drafts' own cutter cuts the chunk, so "don't" and "wi-fi" come out the same.
static void append_chunk(struct parser *p, struct node *into, struct str chunk)
{
    if (chunk.p[0] == '*' || chunk.p[chunk.n - 1] == '*') {
        append_star(p, into, chunk);
        return;
    }
    if (is_plain(chunk)) {
        struct short_form form;
        short_form_split(p->p->arena, chunk, 0, p->language->tongue, &form);
        append_word(p, into, form.first, false);
        if (!str_is_empty(form.second))
            append_word(p, into, form.second, false);
        return;
    }
    struct language bare = {.tongue = p->language->tongue};
    struct text t;
    text_read(&t, p->p->arena, chunk, &bare, false);
    if (!t.token_count)
        p->why = "here stands a mark that is no word";
    for (uint32_t i = 0; i < t.token_count; i++)
        append_word(p, into, t.tokens[i].word, p->may & PHRASE_CASE && t.tokens[i].flags & TOKEN_CAPS);
}

static void append_gap(struct parser *p, struct node *into, struct str chunk)
{
    int64_t n;
    struct node *gap = make(p, NODE_GAP);
    if (!(p->may & PHRASE_GAPS))
        p->why = "a gap is not allowed here";
    else if (!str_to_int64(str_from(chunk, 2), &n) || n < 1 || n > PHRASE_GAP_MAX)
        p->why = "a gap is ..1 to ..12";
    else
        gap->n = (uint32_t)n;
    append(into, gap);
}

static void append_class(struct parser *p, struct node *into)
{
    static const struct {
        const char *name;
        uint32_t symbol;
    } fixed[] = {{"date", SYMBOL_DATE}, {"number", SYMBOL_NUMBER}, {"link", SYMBOL_LINK},
                 {"agent", SYMBOL_AGENT}, {"user", SYMBOL_USER}};
    ptrdiff_t end = str_find_char(p->rest, '>');
    if (end < 2 || !(p->may & PHRASE_CLASSES)) {
        p->why = end < 2 ? "'<' needs a name and '>'" : "a list in <…> is not allowed here";
        return;
    }
    struct str name = str_slice(p->rest, 1, (size_t)end);
    p->rest = str_from(p->rest, (size_t)end + 1);
    p->rare = true;
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (str_eq(name, str_of(fixed[i].name))) {
            struct node *n = make(p, NODE_SYMBOL);
            n->symbol = fixed[i].symbol;
            append(into, n);
            return;
        }
    append_symbol(p, into, SYMBOL_CLASS, name);
}

static struct node *parse_choice(struct parser *p, char closing);

static void append_group(struct parser *p, struct node *into, char closing)
{
    p->rest = str_from(p->rest, 1);
    if (++p->depth > PHRASE_DEPTH_MAX) {
        p->why = "brackets are nested more than 4 deep";
        return;
    }
    struct node *inner = parse_choice(p, closing);
    p->depth--;
    if (p->why)
        return;
    if (str_is_empty(p->rest)) {
        p->why = closing == ')' ? "a ')' is missing" : "a ']' is missing";
        return;
    }
    p->rest = str_from(p->rest, 1);
    if (closing == ']') {
        struct node *option = make(p, NODE_OPTION);
        append(option, inner);
        inner = option;
    }
    append(into, inner);
}

static void append_anchor(struct parser *p, struct node *into, enum node_kind kind)
{
    p->rest = str_from(p->rest, 1);
    if (p->may & PHRASE_ANCHORS)
        append(into, make(p, kind));
    else if (!p->why)
        p->why = "an anchor is not allowed here";
}

static void append_run(struct parser *p, struct node *into)
{
    size_t n = 0;
    while (n < p->rest.n && !strchr(" \t()[]|,<>^$?", p->rest.p[n]))
        n++;
    struct str chunk = str_slice(p->rest, 0, n);
    if (n == 0) {
        p->why = "a bracket or '>' too much";
        return;
    }
    p->rest = str_from(p->rest, n);
    if (str_eq(chunk, S("_")))
        append(into, make(p, p->may & PHRASE_GAPS ? NODE_ANY : NODE_START));
    else if (str_starts(chunk, S("..")))
        append_gap(p, into, chunk);
    else
        append_chunk(p, into, chunk);
}

static void parse_one(struct parser *p, struct node *into)
{
    switch (p->rest.p[0]) {
    case '(':
        append_group(p, into, ')');
        break;
    case '[':
        append_group(p, into, ']');
        break;
    case '<':
        append_class(p, into);
        break;
    case '^':
        append_anchor(p, into, NODE_START);
        break;
    case '$':
        append_anchor(p, into, NODE_END);
        break;
    case ',':
        append_anchor(p, into, NODE_PAUSE);
        break;
    case '?':
        if (into->last && (p->rest.p[-1] == ')' || p->rest.p[-1] == ']'))
            p->why = "an optional part is written [a b]";
        append_anchor(p, into, NODE_QUESTION);
        break;
    default:
        append_run(p, into);
    }
}

// Alternatives up to `closing` (which stays) or the end.
static struct node *parse_choice(struct parser *p, char closing)
{
    struct node *choice = make(p, NODE_CHOICE), *sequence = make(p, NODE_SEQUENCE);
    append(choice, sequence);
    while (!p->why) {
        while (p->rest.n && (p->rest.p[0] == ' ' || p->rest.p[0] == '\t'))
            p->rest = str_from(p->rest, 1);
        if (str_is_empty(p->rest) || p->rest.p[0] == closing)
            break;
        if (p->rest.p[0] == '|') {
            p->rest = str_from(p->rest, 1);
            sequence = make(p, NODE_SEQUENCE);
            append(choice, sequence);
            continue;
        }
        parse_one(p, sequence);
    }
    for (struct node *s = choice->child; s && !p->why; s = s->next)
        if (!s->child)
            p->why = "an alternative is empty";
    return choice->child->next ? choice : sequence;
}

static uint32_t emit(struct phrases *p, enum op_code code, uint32_t a)
{
    if (p->op_count == p->op_room) {
        p->op_room = p->op_room * 2;
        struct op *ops = arena_list(p->arena, p->op_room, struct op);
        memcpy(ops, p->ops, p->op_count * sizeof *ops);
        p->ops = ops;
    }
    p->ops[p->op_count] = (struct op){.code = code, .a = a};
    return p->op_count++;
}

static void write_node(struct phrases *p, const struct language *l, const struct node *n);

// A single word, which is one symbol at one token.
static bool is_word(const struct language *l, const struct node *sequence)
{
    const struct node *c = sequence->child;
    return c && !c->next && c->kind == NODE_SYMBOL && c->symbol >= SYMBOL_FIXED_ &&
           l->symbols.items[c->symbol].kind != SYMBOL_CLASS;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

// The single words of a group become one look-up; they are tried first.
static uint32_t write_words(struct phrases *p, const struct language *l, const struct node *n)
{
    uint32_t from = p->set_count, op;
    for (const struct node *c = n->child; c; c = c->next)
        if (is_word(l, c)) {
            GROW_LIST(p->arena, p->sets, p->set_count, p->set_room, uint32_t);
            p->sets[p->set_count++] = c->child->symbol;
        }
    qsort(p->sets + from, p->set_count - from, sizeof *p->sets, by_number);
    op = emit(p, OP_SET, from);
    p->ops[op].b = p->set_count - from;
    return op;
}

static void write_choice(struct phrases *p, const struct language *l, const struct node *n)
{
    uint32_t jumps[PHRASE_PARTS_MAX], count = 0, words = 0, others = 0;
    for (const struct node *c = n->child; c; c = c->next)
        *(is_word(l, c) ? &words : &others) += 1;
    if (words && others) {
        uint32_t split = emit(p, OP_SPLIT, p->op_count + 1);
        write_words(p, l, n);
        jumps[count++] = emit(p, OP_JUMP, 0);
        p->ops[split].b = p->op_count;
    } else if (words) {
        write_words(p, l, n);
    }
    for (const struct node *c = n->child; c; c = c->next) {
        if (is_word(l, c))
            continue;
        uint32_t split = --others ? emit(p, OP_SPLIT, p->op_count + 1) : 0;
        write_node(p, l, c);
        if (others) {
            jumps[count++] = emit(p, OP_JUMP, 0);
            p->ops[split].b = p->op_count;
        }
    }
    while (count)
        p->ops[jumps[--count]].a = p->op_count;
}

static void write_gap(struct phrases *p, uint32_t n)
{
    uint32_t first = p->op_count;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t split = emit(p, OP_SPLIT, first + 2 * n);
        p->ops[split].b = split + 1;
        emit(p, OP_ANY, 0);
    }
}

static void write_node(struct phrases *p, const struct language *l, const struct node *n)
{
    static const enum op_code anchors[] = {
        [NODE_START] = OP_START, [NODE_END] = OP_END, [NODE_PAUSE] = OP_PAUSE, [NODE_QUESTION] = OP_QUESTION};
    uint32_t split;
    switch (n->kind) {
    case NODE_SEQUENCE:
        for (const struct node *c = n->child; c; c = c->next)
            write_node(p, l, c);
        break;
    case NODE_CHOICE:
        write_choice(p, l, n);
        break;
    case NODE_OPTION:
        split = emit(p, OP_SPLIT, p->op_count + 1);
        write_node(p, l, n->child);
        p->ops[split].b = p->op_count;
        break;
    case NODE_SYMBOL:
        emit(p, OP_SYMBOL, n->symbol);
        break;
    case NODE_ANY:
        emit(p, OP_ANY, 0);
        break;
    case NODE_GAP:
        write_gap(p, n->n);
        break;
    default:
        emit(p, anchors[n->kind], 0);
    }
}

static const struct bloom bloom_all = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};

static int bloom_size(const struct bloom *b)
{
    int n = 0;
    for (int i = 0; i < BLOOM_WORDS; i++)
        n += __builtin_popcountll(b->bits[i]);
    return n;
}

// One of these symbols must be there if the node matches. All bits where nothing can be said.
static struct bloom need_of(const struct language *l, const struct node *n)
{
    struct bloom best = n->kind == NODE_CHOICE ? (struct bloom){0} : bloom_all;
    if (n->kind == NODE_SYMBOL && n->symbol >= SYMBOL_FIXED_ && l->symbols.items[n->symbol].kind != SYMBOL_CLASS) {
        best = (struct bloom){0};
        bloom_add(&best, n->symbol);
    }
    for (const struct node *c = n->child; c && n->kind != NODE_OPTION; c = c->next) {
        struct bloom need = need_of(l, c);
        for (int i = 0; i < BLOOM_WORDS && n->kind == NODE_CHOICE; i++)
            best.bits[i] |= need.bits[i];
        if (n->kind == NODE_SEQUENCE && bloom_size(&need) < bloom_size(&best))
            best = need;
    }
    return best;
}

// The two rarest needs of a sequence, without its first part, which is there anyway.
static void set_needs(const struct language *l, const struct node *tree, struct phrase *phrase)
{
    struct bloom *a = &phrase->needs[0], *b = &phrase->needs[1];
    *a = *b = bloom_all;
    if (tree->kind != NODE_SEQUENCE || !tree->child)
        return;
    for (const struct node *c = tree->child->next; c; c = c->next) {
        struct bloom need = need_of(l, c);
        if (bloom_size(&need) < bloom_size(a)) {
            *b = *a;
            *a = need;
        } else if (bloom_size(&need) < bloom_size(b)) {
            *b = need;
        }
    }
}

static struct phrase *keep(struct phrases *p, uint32_t op, uint32_t owner)
{
    if (p->count == p->room) {
        p->room *= 2;
        struct phrase *items = arena_list(p->arena, p->room, struct phrase);
        memcpy(items, p->items, p->count * sizeof *items);
        p->items = items;
    }
    p->items[p->count++] = (struct phrase){.op = op, .owner = owner, .at_start = p->ops[op].code == OP_START};
    return &p->items[p->count - 1];
}

bool phrase_add(struct phrases *p, struct language *language, struct str source, uint32_t owner, unsigned may,
                const char **ret_why)
{
    struct parser parser = {.p = p, .language = language, .rest = str_trim(source), .may = may};
    struct node *tree = parse_choice(&parser, 0);
    uint32_t op = p->op_count;
    if (!parser.why && !parser.rare && parser.words < COMMON_WORDS_MIN && may & PHRASE_RARE)
        parser.why = "the phrase has only common words and would match everywhere";
    if (!parser.why) {
        write_node(p, language, tree);
        emit(p, OP_MATCH, 0);
        if (p->op_count - op > PHRASE_OPS_MAX)
            parser.why = "the phrase is too large";
        else if (!phrase_can_begin(p, op))
            parser.why = "a phrase must begin with a word, a group or <…>";
    }
    *ret_why = parser.why;
    if (parser.why)
        return false;
    set_needs(language, tree, keep(p, op, owner));
    return true;
}
