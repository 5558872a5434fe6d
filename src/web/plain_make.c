// SPDX-License-Identifier: Apache-2.0
// Pages from tables: what a route takes is known, so its form can be written
// down without a template of its own. The rows and forms of a page are lists
// in the request's arena; plain.html prints them.
#include "web/plain.h"

#include "base/escape.h"
#include "web/assets.h"
#include "web/inside.h"
#include "web/pages/ticket_view.h"
#include "web/plain.html.h"
#include "web/respond.h"

#define LINE_BYTES_MAX 500 // a text that may be longer gets an area
#define CHOICES_MAX 12

// What programs send, as people read it.
static const struct {
    struct str value, words;
} choice_words[] = {
    {S_INIT("stuck"), S_INIT("Stuck")},
    {S_INIT("slowed"), S_INIT("Slowed down")},
    {S_INIT("can_wait"), S_INIT("It can wait")},
    {S_INIT("me"), S_INIT("One person")},
    {S_INIT("team"), S_INIT("A team")},
    {S_INIT("many"), S_INIT("Many people")},
    {S_INIT("everyone"), S_INIT("Everyone")},
    {S_INIT("fix"), S_INIT("Just fix it")},
    {S_INIT("short"), S_INIT("In short")},
    {S_INIT("steps"), S_INIT("Step by step")},
    {S_INIT("requester"), S_INIT("Asks for help")},
    {S_INIT("agent"), S_INIT("Looks after people")},
    {S_INIT("lead"), S_INIT("Leads a team")},
    {S_INIT("admin"), S_INIT("Runs the desk")},
    {S_INIT("duty"), S_INIT("Whoever is on duty")},
    {S_INIT("turns"), S_INIT("Everybody in turn")},
    {S_INIT("least"), S_INIT("Whoever has the least")},
    {S_INIT("promise"), S_INIT("We do something")},
    {S_INIT("question"), S_INIT("They do something")},
    {S_INIT("proposal"), S_INIT("Ask if it is solved")},
    {S_INIT("yes"), S_INIT("Yes")},
    {S_INIT("no"), S_INIT("No")},
};

struct str plain_choice_words(struct str value)
{
    for (size_t i = 0; i < ARRAY_LEN(choice_words); i++)
        if (str_eq(value, choice_words[i].value))
            return choice_words[i].words;
    return value;
}

void layout_fill(struct request *r, struct str title, struct layout_view *v)
{
    *v = (struct layout_view){
        .title = title,
        .desk_name = r->web->o.identity->desk_name,
        .asset_version = assets_version(),
        .language = r->session.language,
        .query = STR_NONE,
    };
    if (!r->signed_in)
        return;
    v->person = r->who.name;
    v->initial = name_initial(r->ctx->arena, r->who.name);
    v->tint = name_tint(r->who.person_id);
    v->csrf = r->door == DOOR_COOKIE ? r->session.csrf : STR_NONE;
    v->is_staff = actor_is_staff(&r->who);
}

struct plain *plain_make(struct request *r, struct str title)
{
    struct plain *p = arena_new(r->ctx->arena, struct plain);
    p->r = r;
    p->title = title;
    p->items_end = &p->items;
    p->rows_end = &p->rows;
    p->forms_end = &p->forms;
    layout_fill(r, title, &p->layout);
    return p;
}

static struct plain_row *row_add(struct plain *p, struct str label, struct str text)
{
    struct plain_row *row = arena_new(p->r->ctx->arena, struct plain_row);
    row->label = label;
    row->text = text;
    *p->rows_end = row;
    p->rows_end = &row->next;
    return row;
}

void plain_row(struct plain *p, struct str label, struct str text)
{
    if (text.n)
        row_add(p, label, text);
}

void plain_link(struct plain *p, struct str label, struct str text, struct str path)
{
    struct plain_row *row = row_add(p, label, str_or(text, S("(without words)")));
    row->has_link = url_check(path, &row->link);
}

void plain_crumb(struct plain *p, struct str words, struct str path)
{
    if (url_check(path, &p->crumb_to))
        p->crumb = words;
}

struct plain_item *plain_item(struct plain *p, struct str who, struct str path)
{
    struct plain_item *item = arena_new(p->r->ctx->arena, struct plain_item);
    item->who = who;
    must(url_check(path, &item->link));
    *p->items_end = item;
    p->items_end = &item->next;
    return item;
}

void plain_more(struct plain *p, struct str next)
{
    struct request *r = p->r;
    struct buf b = buf_make(r->ctx->arena, 200);
    if (!next.n)
        return;
    buf_add(&b, r->path);
    buf_lit(&b, "?after=");
    escape_url(&b, next);
    if (pairs_get(r->pairs, S("q")).n) {
        buf_lit(&b, "&q=");
        escape_url(&b, pairs_get(r->pairs, S("q")));
    }
    p->has_more = url_check(buf_str(&b), &p->more);
}

static enum plain_input_kind kind_of(const struct field *f)
{
    if (f->choices)
        return PLAIN_CHOICE;
    switch (f->kind) {
    case FIELD_INT:
        return PLAIN_NUMBER;
    case FIELD_FLAG:
        return PLAIN_CHOICE;
    case FIELD_MOMENT:
        return PLAIN_TIME;
    case FIELD_FILES:
        return PLAIN_FILES;
    default:
        break;
    }
    if (!strcmp(f->name, "password"))
        return PLAIN_SECRET;
    if (!strcmp(f->name, "email"))
        return PLAIN_MAIL;
    return f->max > LINE_BYTES_MAX ? PLAIN_AREA : PLAIN_LINE;
}

static void input_choices(struct arena *a, const char *choices, struct plain_input *input)
{
    struct str rest = str_of(choices ? choices : "yes|no"), choice;
    input->choices = arena_list(a, CHOICES_MAX, struct plain_choice);
    while (input->choices_n < CHOICES_MAX && str_cut(&rest, '|', &choice))
        input->choices[input->choices_n++] = 
            (struct plain_choice){choice, plain_choice_words(choice), str_eq(choice, input->value)};
}

static struct plain_input *input_add(struct plain *p, struct plain_form *form, enum plain_input_kind kind,
                                     struct str name)
{
    struct plain_input *input = arena_new(p->r->ctx->arena, struct plain_input);
    input->kind = kind;
    input->name = name;
    input->id = path_of(p->r->ctx->arena, "f", ++p->inputs_n);
    *form->inputs_end = input;
    form->inputs_end = &input->next;
    return input;
}

static void field_add(struct plain *p, struct plain_form *form, const struct route *route, const struct field *f)
{
    struct request *r = p->r;
    struct plain_input *input = input_add(p, form, kind_of(f), str_of(f->name));
    input->label = str_of(f->label);
    input->max = f->max;
    input->required = f->required;
    form->has_files |= input->kind == PLAIN_FILES;
    if (r->route == route && input->kind != PLAIN_SECRET && input->kind != PLAIN_FILES)
        input->value = pairs_get(r->pairs, input->name);
    if (r->route == route && str_eq(r->ctx->failure.field, input->name))
        input->trouble = r->ctx->failure.detail;
    if (input->kind == PLAIN_CHOICE)
        input_choices(r->ctx->arena, f->choices, input);
}

struct plain_form *plain_form(struct plain *p, const struct route *route, struct str path)
{
    struct plain_form *form = arena_new(p->r->ctx->arena, struct plain_form);
    if (!url_check(path, &form->action))
        return NULL;
    form->title = str_of(route->form->title);
    form->button = str_of(route->form->button);
    if (route->method != METHOD_POST)
        form->method = method_name(route->method);
    form->inputs_end = &form->inputs;
    form->is_first = !p->forms;
    for (size_t i = 0; i < route->form->fields_n; i++)
        if (route->form->fields[i].label)
            field_add(p, form, route, &route->form->fields[i]);
    *p->forms_end = form;
    p->forms_end = &form->next;
    return form;
}

void plain_hidden(struct plain *p, struct plain_form *form, struct str name, struct str value)
{
    if (form)
        input_add(p, form, PLAIN_HIDDEN, name)->value = value;
}

void plain_fold(const struct plain *p, struct plain_form *form)
{
    if (form)
        form->is_folded = str_is_none(p->trouble);
}

void plain_value(struct plain_form *form, struct str name, struct str value)
{
    for (struct plain_input *i = form ? form->inputs : NULL; i; i = i->next) {
        if (!str_eq(i->name, name) || i->value.n)
            continue;
        i->value = value;
        for (size_t k = 0; k < i->choices_n; k++)
            i->choices[k].is_chosen = str_eq(i->choices[k].value, value);
    }
}

const char *plain_input_type(enum plain_input_kind kind)
{
    switch (kind) {
    case PLAIN_TIME:
        return "datetime-local";
    case PLAIN_NUMBER:
        return "number";
    case PLAIN_FILES:
        return "file";
    case PLAIN_SECRET:
        return "password";
    case PLAIN_MAIL:
        return "email";
    default:
        return "text";
    }
}

const char *plain_input_fill(const struct plain_input *i)
{
    if (i->kind == PLAIN_SECRET)
        return i->required ? "current-password" : "new-password";
    return i->kind == PLAIN_MAIL ? "username" : "off";
}

enum rc plain_respond(struct plain *p, struct response *a, int status)
{
    struct buf b = buf_make(p->r->ctx->arena, 8 * 1024);
    struct str html;
    plain_page(&b, p);
    if (buf_done(&b, &html) != RC_OK)
        return fail(p->r->ctx, RC_LIMIT, "This page is larger than a page may be.");
    return response_body(a, status, S("text/html; charset=utf-8"), html);
}
