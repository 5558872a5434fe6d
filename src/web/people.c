// SPDX-License-Identifier: Apache-2.0
// People: the list, a card, adding and changing them. Letting somebody go who
// owns tickets is refused with the list of them (R7). What a reader may see of
// somebody, and who may change whom, the desk decides.
#include "desk/person.h"
#include "web/inside.h"
#include "web/lists.h"
#include "web/lookup.h"
#include "web/pages/ticket_view.h"
#include "web/people_json.h"
#include "web/prepare.h"
#include "web/respond.h"
#include "web/routes.h"
#include "web/ticket_json.h"

#define TEXT 500

static void person_item(struct plain *p, const struct person *person)
{
    struct arena *a = p->r->ctx->arena;
    struct plain_item *item = plain_item(p, person->name, path_of(a, "/people/", person->id));
    item->initial = name_initial(a, person->name);
    item->tint = name_tint(person->id);
    item->is_desk = person->role != ROLE_REQUESTER;
    item->sub = person->emails_n ? person->emails[0] : STR_NONE;
    if (!person->active)
        item->side = S("Has left");
    else if (item->is_desk)
        item->side = plain_choice_words(role_name(person->role));
}

enum rc handle_people_list(struct request *r, struct response *a)
{
    const struct list_form *f = r->form;
    struct person_list list;
    int64_t limit;
    TRY(list_limit(r, f->limit, &limit));
    TRY(person_list(r->db, &r->who, f->q, f->after, limit, &list));
    if (!wants_json(r)) {
        struct plain *p = plain_make(r, S("People"));
        p->layout.nav = NAV_PEOPLE;
        plain_fold(p, plain_form(p, route_get(METHOD_POST, S("/people")), S("/people")));
        for (size_t i = 0; i < list.n; i++)
            person_item(p, &list.items[i]);
        plain_more(p, list.next);
        return plain_respond(p, a, 200);
    }
    struct json j = json_make(r->ctx->arena, 8192);
    json_open(&j, '{');
    json_key(&j, "items");
    json_open(&j, '[');
    for (size_t i = 0; i < list.n; i++)
        person_json(&j, &list.items[i], true);
    json_close(&j, ']');
    json_member_text(&j, "next", list.next);
    json_close(&j, '}');
    return respond_json(r, a, 200, &j);
}

// "/people/me" is whoever asks.
static int64_t person_id_of(const struct request *r)
{
    return str_eq(r->params[0], S("me")) ? r->who.person_id : r->ids[0];
}

static void person_fill_form(struct plain *p, const struct route *route, struct str path, const struct person *person)
{
    struct plain_form *form = plain_form(p, route, path);
    plain_value(form, S("name"), person->name);
    plain_value(form, S("time_zone"), person->time_zone);
    plain_value(form, S("language"), person->language);
    plain_value(form, S("explain"), person->explain);
    plain_value(form, S("reach"), person->reach);
    plain_value(form, S("work"), person->work);
    plain_value(form, S("good_at"), person->good_at);
    plain_value(form, S("looks_after"), person->looks_after);
    plain_value(form, S("hours_in"), person->hours_in);
    plain_value(form, S("role"), role_name(person->role));
    plain_value(form, S("active"), person->active ? S("yes") : S("no"));
    plain_fold(p, form);
}

static enum rc person_page(struct request *r, struct response *a, const struct person *person, bool whole)
{
    struct plain *p = plain_make(r, person->name);
    struct arena *arena = r->ctx->arena;
    bool is_self = person->id == r->who.person_id;
    if (actor_is_staff(&r->who)) {
        p->layout.nav = is_self ? NAV_NONE : NAV_PEOPLE;
        plain_crumb(p, S("All people"), S("/people"));
    }
    plain_row(p, S("Looks after"), person->looks_after);
    plain_row(p, S("Is in"), person->hours_in);
    if (whole) {
        plain_row(p, person->emails_n > 1 ? S("Mail addresses") : S("Mail address"), str_join(arena, person->emails, person->emails_n, S(", ")));
        plain_row(p, S("Here"), plain_choice_words(role_name(person->role)));
        plain_row(p, person->teams_n > 1 ? S("Teams") : S("Team"),
                  str_join(arena, person->team_names, person->teams_n, S(", ")));
        plain_row(p, S("Work"), person->work);
        plain_row(p, S("Good at"), person->good_at);
        plain_row(p, S("Likes explanations"), plain_choice_words(person->explain));
        plain_row(p, S("How and when to reach"), person->reach);
        person_fill_form(p, route_get(METHOD_PATCH, S("/people/:id")), path_of(arena, "/people/", person->id), person);
    }
    return plain_respond(p, a, 200);
}

static enum rc respond_person(struct request *r, struct response *a, int status, int64_t id)
{
    struct person person;
    TRY(person_get(r->db, &r->who, id, &person));
    bool whole = actor_is_staff(&r->who) || id == r->who.person_id;
    if (!wants_json(r))
        return r->method == METHOD_GET || r->method == METHOD_HEAD
                   ? person_page(r, a, &person, whole)
                   : response_redirect(a, path_of(r->ctx->arena, "/people/", id));
    if (status == 201)
        response_header(a, S("Location"), path_of(r->ctx->arena, "/people/", id));
    struct json j = json_make(r->ctx->arena, 1024);
    person_json(&j, &person, whole);
    return respond_json(r, a, status, &j);
}

enum rc handle_people_show(struct request *r, struct response *a)
{
    return respond_person(r, a, 200, person_id_of(r));
}

struct person_form {
    struct str name, role, time_zone, language, explain, reach, work, good_at, looks_after, hours_in, password, email;
    struct strs emails, teams;
    struct flag active;
    struct moment away_until;
};
#define PERSON_FIELDS                                                                                                  \
    FIELD(struct person_form, name, "name", "Name", 200),                                                              \
        FIELD(struct person_form, time_zone, "time_zone", "Time zone", 60),                                            \
        FIELD(struct person_form, language, "language", "Language", 20),                                               \
        FIELD(struct person_form, explain, "explain", "How should we explain things?", 20,                             \
              .choices = "fix|short|steps"),                                                                           \
        FIELD(struct person_form, reach, "reach", "How and when to reach them", TEXT),                                 \
        FIELD(struct person_form, work, "work", "Work", TEXT),                                                         \
        FIELD(struct person_form, good_at, "good_at", "Good at", TEXT),                                                \
        FIELD(struct person_form, looks_after, "looks_after", "Looks after", TEXT),                                    \
        FIELD(struct person_form, hours_in, "hours_in", "Is in", TEXT),                                                \
        FIELD(struct person_form, emails, "emails", "Mail addresses, with commas between", 20),                       \
        FIELD(struct person_form, role, "role", "What they do here", 20, .choices = "requester|agent|lead|admin"),                  \
        FIELD(struct person_form, teams, "teams", "Teams, with commas between", 50),                                  \
        FIELD(struct person_form, active, "active", "Are they still here?", 0),                                                      \
        FIELD(struct person_form, away_until, "away_until", "Away until", 0),                                          \
        FIELD(struct person_form, password, "password", "New password", 1000)
FORM(form_person, struct person_form, "Change something", "Save", PERSON_FIELDS);
FORM(form_person_new, struct person_form, "Add someone", "Add them", PERSON_FIELDS,
     FIELD(struct person_form, email, "email", NULL, 320));

enum rc prepare_person(struct request *r)
{
    const struct person_form *f = r->form;
    struct person_changes changes = {.password = f->password};
    if (!f->password.n)
        return RC_OK;
    pthread_mutex_lock(&r->web->password_lock);
    enum rc rc = person_password_prepare(r->ctx, &changes);
    pthread_mutex_unlock(&r->web->password_lock);
    r->password_hash = changes.password_hash;
    return rc;
}

static enum rc changes_from_form(struct request *r, struct person_changes *p)
{
    const struct person_form *f = r->form;
    *p = (struct person_changes){
        .name = f->name,
        .time_zone = f->time_zone,
        .language = f->language,
        .explain = f->explain,
        .reach = f->reach,
        .work = f->work,
        .good_at = f->good_at,
        .looks_after = f->looks_after,
        .hours_in = f->hours_in,
        .password = f->password.n ? f->password : STR_NONE,
        .password_hash = r->password_hash,
    };
    // Forms of browsers send every field: what was left empty stays as it is.
    if (!p->name.n)
        p->name = STR_NONE;
    if (!p->time_zone.n)
        p->time_zone = STR_NONE;
    if (!p->language.n)
        p->language = STR_NONE;
    if (!p->explain.n)
        p->explain = STR_NONE;
    struct str *one = arena_new(r->ctx->arena, struct str);
    *one = f->email;
    p->emails = f->emails.n ? f->emails.items : f->email.n ? one : NULL;
    p->emails_n = f->emails.n ? f->emails.n : f->email.n ? 1 : 0;
    p->has_role = role_parse(f->role, &p->role);
    p->has_active = f->active.given;
    p->active = f->active.value;
    p->has_away_until = f->away_until.given;
    p->away_until = f->away_until.ms;
    int64_t *teams;
    TRY(lookup_teams(r, "teams", &f->teams, &teams));
    p->has_teams = r->pairs ? f->teams.n > 0 : f->teams.given;
    p->teams = teams;
    p->teams_n = f->teams.n;
    return RC_OK;
}

enum rc handle_people_create(struct request *r, struct response *a)
{
    struct person_changes changes;
    int64_t id;
    TRY(changes_from_form(r, &changes));
    TRY(person_create(r->db, &r->who, &changes, &id));
    return respond_person(r, a, 201, id);
}

// The open tickets that stand in the way, into the problem answer.
static enum rc tell_owned(struct request *r, int64_t id)
{
    struct ticket_list list;
    TRY(person_owned(r->db, id, &list));
    struct json j = json_make(r->ctx->arena, 1024);
    json_key(&j, "tickets");
    json_open(&j, '[');
    for (size_t i = 0; i < list.n; i++)
        ticket_line_json(&j, &list.items[i]);
    json_close(&j, ']');
    return buf_done(&j.out, &r->problem_extra);
}

enum rc handle_people_update(struct request *r, struct response *a)
{
    struct person_changes changes;
    int64_t id = person_id_of(r);
    TRY(changes_from_form(r, &changes));
    enum rc rc = person_update(r->db, &r->who, id, &changes);
    if (rc == RC_REFUSED && changes.has_active && !changes.active)
        TRY(tell_owned(r, id));
    TRY(rc);
    return respond_person(r, a, 200, id);
}
