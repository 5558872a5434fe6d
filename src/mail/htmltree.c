// SPDX-License-Identifier: Apache-2.0
// Gumbo allocates through us, from an arena: so its memory has a limit, its
// recursive release is never needed, and its time can be looked at. Past a
// bound the allocator leaves by longjmp; Gumbo holds nothing but that memory,
// so nothing leaks. The bounds matter because parsing HTML as browsers do is
// quadratic for hostile nesting and for hostile lists of attributes.
#include "mail/htmltree.h"

#include <setjmp.h>
#include <time.h>

#define HTML_BYTES ((size_t)16 * 1024 * 1024)
#define HTML_TAGS 200000
#define HTML_MEMORY ((size_t)384 * 1024 * 1024)
#define HTML_CPU_MS 2000

struct html_tree {
    struct arena *arena;
    jmp_buf over;
    int64_t deadline_ms;
    uint32_t calls;
    GumboOutput *output;
};

struct html_step {
    const GumboNode *node;
    unsigned next;
};

static int64_t cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void *tree_alloc(void *p, size_t bytes)
{
    struct html_tree *t = p;
    bool late = ++t->calls % 64 == 0 && cpu_ms() > t->deadline_ms;
    void *room = late ? NULL : arena_alloc(t->arena, bytes);
    if (late || arena_over(t->arena))
        longjmp(t->over, 1);
    return room;
}

static void tree_free(void *p, void *room) {}

static bool is_too_much(struct str html)
{
    size_t tags = 0;
    for (size_t i = 0; i < html.n; i++)
        tags += html.p[i] == '<';
    return html.n > HTML_BYTES || tags > HTML_TAGS;
}

struct html_tree *html_tree_parse(struct str html)
{
    if (is_too_much(html))
        return NULL;
    struct arena *arena = arena_create(HTML_MEMORY);
    struct html_tree *t = arena_new(arena, struct html_tree);
    t->arena = arena;
    t->deadline_ms = cpu_ms() + HTML_CPU_MS;
    if (setjmp(t->over)) {
        arena_free(arena);
        return NULL;
    }
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = tree_alloc;
    options.deallocator = tree_free;
    options.userdata = t;
    options.max_errors = 0;
    t->output = gumbo_parse_with_options(&options, html.p ? html.p : "", html.n);
    return t;
}

const GumboNode *html_tree_root(const struct html_tree *t)
{
    return t->output->document;
}

void html_tree_auto(struct html_tree **t)
{
    if (*t)
        arena_free((*t)->arena);
}

static const GumboVector *children_of(const GumboNode *node)
{
    switch (node->type) {
    case GUMBO_NODE_DOCUMENT:
        return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
        return &node->v.element.children;
    default:
        return NULL;
    }
}

struct html_walk html_walk_make(struct arena *a, const GumboNode *root)
{
    return (struct html_walk){.arena = a, .next = root};
}

static bool enter(struct html_walk *w, const GumboNode *node)
{
    w->node = node;
    w->entering = true;
    w->skip = false;
    w->next = NULL;
    return true;
}

// The stack never shrinks its room: a walk goes up and down across the same depth many times.
static void push(struct html_walk *w, struct html_step step)
{
    if (w->depth == w->room) {
        struct html_step *more = arena_list(w->arena, w->room ? 2 * w->room : 64, struct html_step);
        if (w->room)
            memcpy(more, w->stack, w->depth * sizeof *more);
        w->stack = more;
        w->room = w->room ? 2 * w->room : 64;
    }
    w->stack[w->depth++] = step;
}

bool html_walk_next(struct html_walk *w)
{
    if (w->next)
        return enter(w, w->next);
    if (w->node && w->entering && children_of(w->node)) {
        unsigned past = w->skip ? children_of(w->node)->length : 0;
        push(w, (struct html_step){w->node, past});
    }
    if (w->depth == 0)
        return false;
    struct html_step *top = &w->stack[w->depth - 1];
    const GumboVector *children = children_of(top->node);
    if (top->next < children->length)
        return enter(w, children->data[top->next++]);
    w->node = top->node;
    w->entering = false;
    w->depth--;
    return true;
}

struct str html_attribute(const GumboNode *node, const char *name)
{
    if (node->type != GUMBO_NODE_ELEMENT)
        return STR_NONE;
    const GumboAttribute *found = gumbo_get_attribute(&node->v.element.attributes, name);
    return found ? str_of(found->value) : STR_NONE;
}

bool html_is_hidden(const GumboNode *node)
{
    if (!str_is_none(html_attribute(node, "hidden")))
        return true;
    struct str style = html_attribute(node, "style"), one;
    while (!str_is_empty(style) && str_cut(&style, ';', &one)) {
        struct str name, value = one;
        str_cut(&value, ':', &name);
        name = str_trim(name);
        value = str_trim(value);
        if ((str_eq_nocase(name, S("display")) && str_starts_nocase(value, S("none"))) ||
            (str_eq_nocase(name, S("visibility")) && str_starts_nocase(value, S("hidden"))) ||
            (str_eq_nocase(name, S("mso-hide")) && str_starts_nocase(value, S("all"))))
            return true;
    }
    return false;
}

struct str html_name(struct arena *a, const GumboNode *node)
{
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
        return S("");
    if (node->v.element.tag != GUMBO_TAG_UNKNOWN)
        return str_of(gumbo_normalized_tagname(node->v.element.tag));
    GumboStringPiece piece = node->v.element.original_tag;
    gumbo_tag_from_original_text(&piece);
    return str_lower(a, (struct str){piece.data, piece.length});
}

struct str html_strip(struct arena *a, struct str html)
{
    struct buf b = buf_make(a, 1024);
    while (html.n) {
        ptrdiff_t open = str_find_char(html, '<');
        buf_add(&b, open < 0 ? html : str_slice(html, 0, (size_t)open));
        ptrdiff_t close = open < 0 ? -1 : str_find_char(str_from(html, (size_t)open), '>');
        if (close < 0)
            break;
        html = str_from(html, (size_t)(open + close) + 1);
        if (b.n && b.p[b.n - 1] != ' ')
            buf_add_char(&b, ' ');
    }
    return str_trim(buf_str(&b));
}
