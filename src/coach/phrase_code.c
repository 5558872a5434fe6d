// SPDX-License-Identifier: Apache-2.0
// From the tree of a phrase to its program, and to the two sets of words of which a
// sentence must have one each, or the program need not run at all. Groups of single
// words become one look-up in a sorted set.
#include "coach/phrase_tree.h"

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
    int least = BLOOM_WORDS * 64;
    if (n->kind == NODE_SYMBOL && n->symbol >= SYMBOL_FIXED_ && l->symbols.items[n->symbol].kind != SYMBOL_CLASS) {
        best = (struct bloom){0};
        bloom_add(&best, n->symbol);
    }
    for (const struct node *c = n->child; c && n->kind != NODE_OPTION; c = c->next) {
        struct bloom need = need_of(l, c);
        for (int i = 0; i < BLOOM_WORDS && n->kind == NODE_CHOICE; i++)
            best.bits[i] |= need.bits[i];
        int size = n->kind == NODE_SEQUENCE ? bloom_size(&need) : least;
        if (size < least) {
            best = need;
            least = size;
        }
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

void phrases_move_to_end(struct phrases *p, struct phrase_range *range, uint32_t owner)
{
    uint32_t from = range->from;
    range->from = p->count;
    for (uint32_t i = 0; i < range->n; i++) {
        struct phrase copy = p->items[from + i];
        struct phrase *kept = keep(p, copy.op, owner);
        memcpy(kept->needs, copy.needs, sizeof kept->needs);
    }
}

const char *phrase_write(struct phrases *p, const struct language *l, const struct node *tree, uint32_t owner)
{
    uint32_t op = p->op_count;
    write_node(p, l, tree);
    emit(p, OP_MATCH, 0);
    if (p->op_count - op > PHRASE_OPS_MAX)
        return "the phrase is too large";
    if (!phrase_can_begin(p, op))
        return "a phrase must begin with a word, a group or <…>";
    set_needs(l, tree, keep(p, op, owner));
    return NULL;
}
