// SPDX-License-Identifier: Apache-2.0
// From the tree of a phrase to its program, and to the two sets of words of which a
// sentence must have one each, or the program need not run at all. Groups of single
// words become one look-up in a sorted set.
#include "coach/phrase_tree.h"

static uint32_t emit(struct phrases *p, enum op_code code, uint32_t a)
{
    GROW_LIST(p->arena, p->ops, p->op_count, p->op_room, struct op);
    p->ops[p->op_count] = (struct op){.code = code, .a = a};
    return p->op_count++;
}

static void write_node(struct phrases *p, const struct node *n);

// A single word, which is one symbol at one token.
static bool is_word(const struct node *sequence)
{
    const struct node *c = sequence->child;
    return c && !c->next && c->kind == NODE_SYMBOL && c->word;
}

// By insertion: words that were new are numbered in their order, so most groups are nearly sorted as
// they stand, and none has more than PHRASE_PARTS_MAX.
static void sort_numbers(uint32_t *numbers, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        uint32_t number = numbers[i], at = i;
        for (; at > 0 && numbers[at - 1] > number; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
}

// The single words of a group become one look-up; they are tried first.
static uint32_t write_words(struct phrases *p, const struct node *n)
{
    uint32_t from = p->set_count, op;
    for (const struct node *c = n->child; c; c = c->next)
        if (is_word(c)) {
            GROW_LIST(p->arena, p->sets, p->set_count, p->set_room, uint32_t);
            p->sets[p->set_count++] = c->child->symbol;
        }
    sort_numbers(p->sets + from, p->set_count - from);
    op = emit(p, OP_SET, from);
    p->ops[op].b = p->set_count - from;
    return op;
}

static void write_choice(struct phrases *p, const struct node *n)
{
    uint32_t jumps[PHRASE_PARTS_MAX], count = 0, words = 0, others = 0;
    for (const struct node *c = n->child; c; c = c->next)
        *(is_word(c) ? &words : &others) += 1;
    if (words && others) {
        uint32_t split = emit(p, OP_SPLIT, p->op_count + 1);
        write_words(p, n);
        jumps[count++] = emit(p, OP_JUMP, 0);
        p->ops[split].b = p->op_count;
    } else if (words) {
        write_words(p, n);
    }
    for (const struct node *c = n->child; c; c = c->next) {
        if (is_word(c))
            continue;
        uint32_t split = --others ? emit(p, OP_SPLIT, p->op_count + 1) : 0;
        write_node(p, c);
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

static void write_node(struct phrases *p, const struct node *n)
{
    static const enum op_code anchors[] = {
        [NODE_START] = OP_START, [NODE_END] = OP_END, [NODE_PAUSE] = OP_PAUSE, [NODE_QUESTION] = OP_QUESTION};
    uint32_t split;
    switch (n->kind) {
    case NODE_SEQUENCE:
        for (const struct node *c = n->child; c; c = c->next)
            write_node(p, c);
        break;
    case NODE_CHOICE:
        write_choice(p, n);
        break;
    case NODE_OPTION:
        split = emit(p, OP_SPLIT, p->op_count + 1);
        write_node(p, n->child);
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

// One of these symbols must be there if a node matches. The fewer, the more it says.
struct need {
    struct bloom of;
    uint32_t size;
};

enum { NEED_ANYTHING = BLOOM_WORDS * 64 };

static const struct need need_nothing = {{{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}}, NEED_ANYTHING};

static void need_also(struct need *n, const struct need *more)
{
    for (int i = 0; i < BLOOM_WORDS; i++)
        n->of.bits[i] |= more->of.bits[i];
    n->size = n->size + more->size < NEED_ANYTHING ? n->size + more->size : NEED_ANYTHING;
}

static void find_need(const struct node *n, struct need *ret_need)
{
    struct need need;
    *ret_need = need_nothing;
    switch (n->kind) {
    case NODE_SYMBOL:
        if (n->word) {
            *ret_need = (struct need){.size = 1};
            bloom_add(&ret_need->of, n->symbol);
        }
        break;
    case NODE_CHOICE:
        *ret_need = (struct need){.size = 0};
        for (const struct node *c = n->child; c && ret_need->size < NEED_ANYTHING; c = c->next) {
            if (is_word(c)) {
                bloom_add(&ret_need->of, c->child->symbol);
                ret_need->size++;
            } else {
                find_need(c, &need);
                need_also(ret_need, &need);
            }
        }
        break;
    case NODE_SEQUENCE:
        for (const struct node *c = n->child; c && ret_need->size > 1; c = c->next) {
            find_need(c, &need);
            if (need.size < ret_need->size)
                *ret_need = need;
        }
        break;
    default:
        break;
    }
}

static void add_need(struct phrases *p, uint32_t symbol)
{
    GROW_LIST(p->arena, p->needs, p->needs_count, p->needs_room, uint32_t);
    p->needs[p->needs_count++] = symbol;
}

// The symbols that find_need() counted.
static void list_need(struct phrases *p, const struct node *n)
{
    const struct node *best = NULL;
    uint32_t least = NEED_ANYTHING;
    struct need need;
    if (n->kind == NODE_SYMBOL)
        add_need(p, n->symbol);
    for (const struct node *c = n->kind == NODE_CHOICE ? n->child : NULL; c; c = c->next) {
        if (is_word(c))
            add_need(p, c->child->symbol);
        else
            list_need(p, c);
    }
    for (const struct node *c = n->kind == NODE_SEQUENCE ? n->child : NULL; c; c = c->next) {
        find_need(c, &need);
        if (need.size < least) {
            least = need.size;
            best = c;
        }
    }
    if (best)
        list_need(p, best);
}

// The two rarest needs of a sequence, without its first part, which is there anyway.
static void set_needs(struct phrases *p, const struct node *tree, struct phrase *phrase)
{
    struct need needs[2] = {need_nothing, need_nothing}, need;
    const struct node *from[2] = {NULL, NULL};
    for (const struct node *c = tree->kind == NODE_SEQUENCE && tree->child ? tree->child->next : NULL; c; c = c->next) {
        find_need(c, &need);
        int place = need.size < needs[0].size ? 0 : need.size < needs[1].size ? 1 : 2;
        if (place == 0) {
            needs[1] = needs[0];
            from[1] = from[0];
        }
        if (place < 2) {
            needs[place] = need;
            from[place] = c;
        }
    }
    for (int i = 0; i < 2; i++) {
        phrase->needs[i] = needs[i].of;
        phrase->need_from[i] = p->needs_count;
        if (from[i] && needs[i].size <= UINT8_MAX)
            list_need(p, from[i]);
        phrase->need_count[i] = (uint8_t)(p->needs_count - phrase->need_from[i]);
    }
}

static void keep(struct phrases *p, const struct phrase *phrase)
{
    GROW_LIST(p->arena, p->items, p->count, p->room, struct phrase);
    p->items[p->count++] = *phrase;
}

void phrases_move_to_end(struct phrases *p, struct phrase_range *range, uint32_t owner)
{
    uint32_t from = range->from;
    range->from = p->count;
    for (uint32_t i = 0; i < range->n; i++) {
        struct phrase copy = p->items[from + i];
        copy.owner = owner;
        keep(p, &copy);
    }
}

const char *phrase_write(struct phrases *p, const struct node *tree, struct phrase *phrase)
{
    phrase->op = p->op_count;
    write_node(p, tree);
    emit(p, OP_MATCH, 0);
    if (p->op_count - phrase->op > PHRASE_OPS_MAX)
        return "the phrase is too large";
    if (!phrase_find_starts(p, phrase))
        return "a phrase must begin with a word, a group or <…>";
    phrase->at_start = p->ops[phrase->op].code == OP_START;
    set_needs(p, tree, phrase);
    keep(p, phrase);
    return NULL;
}
