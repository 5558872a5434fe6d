// SPDX-License-Identifier: Apache-2.0
// HTML from a stranger as a tree, parsed as browsers do (Gumbo), within bounds
// on size, memory and time, and a walk over it that does not recurse. A page
// built to exhaust a parser gives no tree; the caller then falls back to
// html_strip(). Nothing here decides what is safe.
#pragma once

#include <gumbo.h>

#include "base/buf.h"

struct html_tree;

// NULL when the page is past the bounds. The tree borrows from html.
struct html_tree *html_tree_parse(struct str html);
const GumboNode *html_tree_root(const struct html_tree *t);
void html_tree_auto(struct html_tree **t);

// Each element comes twice (entering, leaving), everything else once (entering).
struct html_walk {
    struct arena *arena;
    const GumboNode *node;
    bool entering;
    bool skip; // set while entering: do not go into this one
    struct html_step *stack;
    size_t depth, room;
    const GumboNode *next;
};
struct html_walk html_walk_make(struct arena *a, const GumboNode *root);
bool html_walk_next(struct html_walk *w);

// An element's attribute as text; STR_NONE if it has none of that name.
struct str html_attribute(const GumboNode *node, const char *name);
// Whether the page itself says that nobody shall see the element (hidden, display: none, ...).
bool html_is_hidden(const GumboNode *node);
// The element's name in lower case, as written for unknown ones; empty for what is no element.
struct str html_name(struct arena *a, const GumboNode *node);
// Everything between "<" and ">" taken away: crude, linear, for what could not be parsed.
struct str html_strip(struct arena *a, struct str html);
