// SPDX-License-Identifier: Apache-2.0
// From the text of a phrase to a tree: words as the drafts' own cutter cuts them,
// groups, options, gaps and anchors. Says what is wrong in words for whoever wrote
// it. phrase_code.c makes the program of it.
#include "coach/phrase.h"

#include "coach/phrase_tree.h"

enum { COMMON_WORDS_MIN = 4 }; // "if you had ..4 would" is enough, "you have" is not

struct parser {
    struct node *nodes; // PHRASE_PARTS_MAX, and one that takes what is too much
    struct language *language;
    struct str rest;
    unsigned may;
    int parts, depth, words;
    bool rare;
    uint8_t asks;
    const char *why;
};

static struct node *make(struct parser *p, enum node_kind kind)
{
    struct node *n = &p->nodes[p->parts];
    if (p->parts < PHRASE_PARTS_MAX)
        p->parts++;
    else
        p->why = "the phrase has more than 400 parts";
    *n = (struct node){.kind = kind};
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

static void append_symbol(struct parser *p, struct node *into, uint32_t symbol, bool word)
{
    struct node *n = make(p, NODE_SYMBOL);
    n->symbol = symbol;
    n->word = word;
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
    struct str word = fold_text(p->language->scratch, bare, p->language->tongue);
    if (word.n < 3 || word.n > TEXT_WORD_BYTES_MAX) {
        p->why = "a word with a star needs at least three letters";
        return;
    }
    p->rare = true;
    append_symbol(p, into, symbol_make(&p->language->symbols, front ? SYMBOL_SUFFIX : SYMBOL_PREFIX, word), true);
}

static void append_word(struct parser *p, struct node *into, struct str word, bool caps)
{
    struct symbols *symbols = &p->language->symbols;
    uint64_t key = symbol_key(word);
    uint32_t plain =
        caps ? symbol_find(symbols, SYMBOL_WORD, word, key) : symbol_make_key(symbols, SYMBOL_WORD, word, key);
    p->words++;
    p->rare |= !language_is_common(p->language, plain);
    append_symbol(p, into, caps ? symbol_make_key(symbols, SYMBOL_CAPS, word, key) : plain, true);
}

// A word in small letters, as nearly all are: the cutter would do no more.
static void append_plain(struct parser *p, struct node *into, struct str word)
{
    struct short_form form;
    if (!short_form_split(p->language->scratch, word, 0, p->language->tongue, &form)) {
        append_word(p, into, word, false);
        return;
    }
    append_word(p, into, form.first, false);
    if (!str_is_empty(form.second))
        append_word(p, into, form.second, false);
}

// The drafts' own cutter cuts the chunk, so "don't" and "wi-fi" come out the same.
static void append_chunk(struct parser *p, struct node *into, struct str chunk)
{
    if (chunk.p[0] == '*' || chunk.p[chunk.n - 1] == '*') {
        append_star(p, into, chunk);
        return;
    }
    struct language bare = {.tongue = p->language->tongue};
    struct text t;
    text_read(&t, p->language->scratch, chunk, &bare, false);
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
        uint8_t asks;
    } fixed[] = {{"date", SYMBOL_DATE, ASKS_DATES},
                 {"number", SYMBOL_NUMBER, ASKS_FIGURES},
                 {"link", SYMBOL_LINK, ASKS_FIGURES},
                 {"agent", SYMBOL_AGENT, ASKS_NAMES},
                 {"user", SYMBOL_USER, ASKS_NAMES}};
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
            p->asks |= fixed[i].asks;
            append_symbol(p, into, fixed[i].symbol, false);
            return;
        }
    p->asks |= ASKS_LISTS;
    append_symbol(p, into, symbol_make(&p->language->symbols, SYMBOL_CLASS, name), false);
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

static bool ends_run(char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '(':
    case ')':
    case '[':
    case ']':
    case '|':
    case ',':
    case '<':
    case '>':
    case '^':
    case '$':
    case '?':
    case '\0':
        return true;
    default:
        return false;
    }
}

static void append_run(struct parser *p, struct node *into)
{
    size_t n = 0;
    while (n < p->rest.n && p->rest.p[n] >= 'a' && p->rest.p[n] <= 'z')
        n++;
    bool plain = n > 0;
    for (; n < p->rest.n && !ends_run(p->rest.p[n]); n++)
        plain = false;
    struct str chunk = str_slice(p->rest, 0, n);
    if (n == 0) {
        p->why = "a bracket or '>' too much";
        return;
    }
    p->rest = str_from(p->rest, n);
    if (plain)
        append_plain(p, into, chunk);
    else if (str_eq(chunk, S("_")))
        append(into, make(p, NODE_ANY));
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

bool phrase_add(struct phrases *p, struct language *language, struct str source, uint32_t owner, unsigned may,
                const char **ret_why)
{
    struct node nodes[PHRASE_PARTS_MAX + 1];
    struct parser parser = {.nodes = nodes, .language = language, .rest = str_trim(source), .may = may};
    struct node *tree = parse_choice(&parser, 0);
    if (!parser.why && !parser.rare && parser.words < COMMON_WORDS_MIN && may & PHRASE_RARE)
        parser.why = "the phrase has only common words and would match everywhere";
    struct phrase phrase = {.owner = owner, .asks = parser.asks};
    *ret_why = parser.why ? parser.why : phrase_write(p, tree, &phrase);
    arena_reset(language->scratch);
    return *ret_why == NULL;
}
