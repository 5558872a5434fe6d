// SPDX-License-Identifier: Apache-2.0
// A plain page for every address that has no page of its own yet: a sentence,
// rows of what is known, and forms made from the routes they go to, with what
// was typed still in them after a refusal. Works without scripts.
#pragma once

#include "web/routes.h"
#include "web/views/layout.h"

struct plain_row {
    struct plain_row *next;
    struct str label, text;
    bool has_link, is_long;
    struct url link;
};

struct plain_choice {
    struct str value;
    bool is_chosen;
};

enum plain_input_kind {
    PLAIN_LINE,
    PLAIN_AREA,
    PLAIN_CHOICE,
    PLAIN_CHECK,
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
    int64_t max;
    bool required;
    struct plain_choice *choices;
    size_t choices_n;
};

struct plain_form {
    struct plain_form *next;
    struct str title, button, method; // method: "DELETE", "PATCH", none for POST
    struct url action;
    bool has_files;
    struct plain_input *inputs, **inputs_end;
};

struct plain {
    struct request *r;
    struct layout_view layout;
    struct str title, lead, trouble, instead;
    struct plain_row *rows, **rows_end;
    struct plain_form *forms, **forms_end;
};

// What stands around every page, for this reader.
void layout_fill(struct request *r, struct str title, struct layout_view *ret_layout);

struct plain *plain_make(struct request *r, struct str title);
void plain_row(struct plain *p, struct str label, struct str text);
void plain_words(struct plain *p, struct str label, struct str text); // longer text, lines kept
void plain_link(struct plain *p, struct str label, struct str text, struct str path);
// The form of a route, going to `path`. Fields without a label are left out. NULL, or the form to
// which hidden fields may be added.
struct plain_form *plain_form(struct plain *p, const struct route *route, struct str path);
void plain_hidden(struct plain *p, struct plain_form *form, struct str name, struct str value);
// A value for the newest form's field, unless something was typed there already.
void plain_value(struct plain_form *form, struct str name, struct str value);
NODISCARD enum rc plain_respond(struct plain *p, struct response *a, int status);
const char *plain_input_type(enum plain_input_kind kind); // of an <input>
