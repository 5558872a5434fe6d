// SPDX-License-Identifier: Apache-2.0
// A plain page for every address that has no page of its own yet: a sentence,
// a list, rows of what is known, and forms made from the routes they go to, with
// what was typed still in them after a refusal. Works without scripts.
#pragma once

#include "web/routes.h"
#include "web/views/ticket.h"

// A line of a list that leads somewhere: a person, a team, a request.
struct plain_item {
    struct plain_item *next;
    struct url link;
    struct str who, what, sub; // "Noor", "The drive is locked", "You promised: look at the lock"
    struct str side;           // at the end of the line
    struct str slot;           // begins a new part of the list, under these words
    struct str initial;        // none: no initials
    struct when_view due;      // of a request; no words: without a time
    struct str effect;
    int effect_level, tint;
    bool is_desk, is_request;
};

struct plain_row {
    struct plain_row *next;
    struct str label, text;
    bool has_link;
    struct url link;
};

struct plain_choice {
    struct str value, words;
    bool is_chosen;
};

enum plain_input_kind {
    PLAIN_LINE,
    PLAIN_AREA,
    PLAIN_CHOICE,
    PLAIN_MAIL,
    PLAIN_TIME,
    PLAIN_NUMBER,
    PLAIN_FILES,
    PLAIN_SECRET,
    PLAIN_HIDDEN
};

struct plain_input {
    struct plain_input *next;
    enum plain_input_kind kind;
    struct str name, label, value, trouble;
    struct str id; // of this input on its page
    int64_t max;
    bool required;
    struct plain_choice *choices;
    size_t choices_n;
};

struct plain_form {
    struct plain_form *next;
    struct str title, button, method; // method: "DELETE", "PATCH", none for POST
    struct url action;
    bool has_files, is_folded, is_first;
    struct plain_input *inputs, **inputs_end;
};

struct plain {
    struct request *r;
    struct layout_view layout;
    struct str title, lead, trouble, instead;
    struct str small;       // under the title: a reference
    struct str crumb;       // words of a link above the title, none without one
    struct url crumb_to;
    struct str empty, then; // instead of a list without lines: what is true, and what could come next
    struct url more;        // where the list goes on
    bool has_more;
    bool is_door;           // a narrow page in the middle: signing in
    bool is_story;          // the rows are what happened, by time
    int inputs_n;
    struct plain_item *items, **items_end;
    struct plain_row *rows, **rows_end;
    struct plain_form *forms, **forms_end;
};

// What stands around every page, for this reader.
void layout_fill(struct request *r, struct str title, struct layout_view *ret_layout);

struct plain *plain_make(struct request *r, struct str title);
void plain_row(struct plain *p, struct str label, struct str text);
void plain_link(struct plain *p, struct str label, struct str text, struct str path);
void plain_crumb(struct plain *p, struct str words, struct str path);
struct plain_item *plain_item(struct plain *p, struct str who, struct str path);
// The next page of a list: the path of this one, with the cursor.
void plain_more(struct plain *p, struct str next);
// The form of a route, going to `path`. Fields without a label are left out. NULL, or the form to
// which hidden fields may be added.
struct plain_form *plain_form(struct plain *p, const struct route *route, struct str path);
void plain_hidden(struct plain *p, struct plain_form *form, struct str name, struct str value);
// Behind its title until somebody opens it, for pages with several.
void plain_fold(const struct plain *p, struct plain_form *form);
// A value for the newest form's field, unless something was typed there already.
void plain_value(struct plain_form *form, struct str name, struct str value);
NODISCARD enum rc plain_respond(struct plain *p, struct response *a, int status);
struct str plain_choice_words(struct str value); // "Slowed down" for "slowed"
const char *plain_input_type(enum plain_input_kind kind); // of an <input>
const char *plain_input_fill(const struct plain_input *i); // what a browser may fill in
