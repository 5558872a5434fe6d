// SPDX-License-Identifier: Apache-2.0
// Teams: the list, one team, making and changing them. A
// requester reads what they need to ask a team; who may
// change which team the desk decides.
#include "desk/person.h"
#include "web/lookup.h"
#include "web/pages/ticket_view.h"
#include "web/people_json.h"
#include "web/respond.h"
#include "web/routes.h"

static void team_item(struct plain *p, const struct team *team)
{
    struct arena *a = p->r->ctx->arena;
    struct plain_item *item = plain_item(p, team->name, path_of(a, "/teams/", team->id));
    item->initial = name_initial(a, team->name);
    item->is_desk = true;
    item->sub = team->address;
    if (actor_is_staff(&p->r->who) && team->on_duty.id)
        item->side = str_fmt(a, "%.*s is on duty", STR_ARG(team->on_duty.name));
}

enum rc handle_teams_list(struct request *r, struct response *a)
{
    struct team_list list;
    TRY(team_list(r->db, &list));
    if (!wants_json(r)) {
        struct plain *p = plain_make(r, S("Teams"));
        p->layout.nav = NAV_TEAM;
        for (size_t i = 0; i < list.n; i++)
            team_item(p, &list.items[i]);
        if (r->who.role == ROLE_ADMIN)
            plain_fold(p, plain_form(p, route_get(METHOD_POST, S("/teams")), S("/teams")));
        return plain_respond(p, a, 200);
    }
    struct json j = json_make(r->ctx->arena, 4096);
    json_open(&j, '{');
    json_key(&j, "items");
    json_open(&j, '[');
    for (size_t i = 0; i < list.n; i++)
        team_json(&j, &list.items[i], actor_is_staff(&r->who));
    json_close(&j, ']');
    json_member_text(&j, "next", STR_NONE);
    json_close(&j, '}');
    return respond_json(r, a, 200, &j);
}

static void member_item(struct plain *p, const struct team *team, const struct person_ref *member)
{
    struct arena *a = p->r->ctx->arena;
    struct plain_item *item = plain_item(p, member->name, path_of(a, "/people/", member->id));
    bool leads = member->id == team->lead.id, on_duty = member->id == team->on_duty.id;
    item->initial = name_initial(a, member->name);
    item->is_desk = true;
    item->sub = member->email;
    item->side = leads && on_duty ? S("Leads the team, on duty") : leads ? S("Leads the team") : on_duty ? S("On duty") : STR_NONE;
}

static enum rc team_page(struct request *r, struct response *a, const struct team *team)
{
    struct plain *p = plain_make(r, team->name);
    p->layout.nav = NAV_TEAM;
    plain_crumb(p, S("All teams"), S("/teams"));
    plain_row(p, S("Mail address"), team->address);
    plain_row(p, S("Hours"), team->hours);
    plain_row(p, S("Time zone"), team->time_zone);
    if (actor_is_staff(&r->who)) {
        plain_row(p, S("New requests go to"), plain_choice_words(team->assign));
        for (size_t i = 0; i < team->members_n; i++)
            member_item(p, team, &team->members[i]);
    }
    if (r->who.role >= ROLE_LEAD) {
        struct plain_form *form =
            plain_form(p, route_get(METHOD_PATCH, S("/teams/:id")), path_of(r->ctx->arena, "/teams/", team->id));
        plain_value(form, S("name"), team->name);
        plain_value(form, S("hours"), team->hours);
        plain_value(form, S("time_zone"), team->time_zone);
        plain_value(form, S("assign"), team->assign);
        plain_value(form, S("address"), team->address);
        plain_value(form, S("lead"), team->lead.email);
        plain_value(form, S("on_duty"), team->on_duty.email);
        plain_fold(p, form);
    }
    return plain_respond(p, a, 200);
}

static enum rc respond_team(struct request *r, struct response *a, int status, int64_t id)
{
    struct team team;
    TRY(team_get(r->db, id, &team));
    struct str path = path_of(r->ctx->arena, "/teams/", id);
    if (!wants_json(r))
        return r->method == METHOD_GET || r->method == METHOD_HEAD ? team_page(r, a, &team)
                                                                   : response_redirect(a, path);
    if (status == 201)
        response_header(a, S("Location"), path);
    struct json j = json_make(r->ctx->arena, 1024);
    team_json(&j, &team, actor_is_staff(&r->who));
    return respond_json(r, a, status, &j);
}

enum rc handle_teams_show(struct request *r, struct response *a)
{
    return respond_team(r, a, 200, r->ids[0]);
}

struct team_form {
    struct str name, address, lead, on_duty, hours, time_zone, assign, playback_from, follow_up_days;
    struct strs members;
    struct flag active;
    int64_t reopen_days;
};
#define TEAM_FIELDS                                                                                                    \
    FIELD(struct team_form, address, "address", "Mail address", 320),                                                  \
        FIELD(struct team_form, lead, "lead", "Who leads it: a mail address", 320, .or_int = true),                             \
        FIELD(struct team_form, on_duty, "on_duty", "Who is on duty: a mail address", 320, .or_int = true, .nullable = true),  \
        FIELD(struct team_form, members, "members", "Members: mail addresses, with commas between", 200),             \
        FIELD(struct team_form, hours, "hours", "Hours, such as Mon-Fri 08:00-17:00", 200),                            \
        FIELD(struct team_form, time_zone, "time_zone", "Time zone", 60),                                              \
        FIELD(struct team_form, assign, "assign", "New requests go to", 20, .choices = "duty|turns|least"),            \
        FIELD(struct team_form, playback_from, "playback_from", NULL, 20, .choices = "stuck|slowed|can_wait|never"),   \
        FIELD(struct team_form, follow_up_days, "follow_up_days", NULL, 60),                                           \
        FIELD(struct team_form, reopen_days, "reopen_days", NULL, 3650),                                               \
        FIELD(struct team_form, active, "active", NULL, 0)
FORM(form_team, struct team_form, "Change something", "Save", FIELD(struct team_form, name, "name", "Name", 200), TEAM_FIELDS);
FORM(form_team_new, struct team_form, "Make a team", "Make it",
     FIELD(struct team_form, name, "name", "Name", 200, .required = true), TEAM_FIELDS);

static enum rc changes_from_form(struct request *r, struct team_changes *t)
{
    const struct team_form *f = r->form;
    bool typed = r->pairs != NULL; // a browser's form sends empty fields that say nothing
    *t = (struct team_changes){
        .name = f->name.n || !typed ? f->name : STR_NONE,
        .address = f->address.n || !typed ? f->address : STR_NONE,
        .hours = f->hours.n ? f->hours : STR_NONE,
        .time_zone = f->time_zone.n ? f->time_zone : STR_NONE,
        .assign = f->assign.n ? f->assign : STR_NONE,
        .playback_from = f->playback_from.n ? f->playback_from : STR_NONE,
        .follow_up_days = f->follow_up_days.n ? f->follow_up_days : STR_NONE,
        .has_reopen_days = f->reopen_days > 0,
        .reopen_days = f->reopen_days,
        .has_active = f->active.given,
        .active = f->active.value,
        .clear_on_duty = !typed && !str_is_none(f->on_duty) && !f->on_duty.n,
    };
    int64_t *members;
    if (f->lead.n)
        TRY(lookup_person(r, "lead", f->lead, &t->lead_id));
    if (f->on_duty.n)
        TRY(lookup_person(r, "on_duty", f->on_duty, &t->on_duty_id));
    TRY(lookup_people(r, "members", &f->members, false, &members));
    t->has_members = typed ? f->members.n > 0 : f->members.given;
    t->members = members;
    t->members_n = f->members.n;
    return RC_OK;
}

enum rc handle_teams_create(struct request *r, struct response *a)
{
    struct team_changes changes;
    int64_t id;
    TRY(changes_from_form(r, &changes));
    TRY(team_create(r->db, &r->who, &changes, &id));
    return respond_team(r, a, 201, id);
}

enum rc handle_teams_update(struct request *r, struct response *a)
{
    struct team_changes changes;
    TRY(changes_from_form(r, &changes));
    TRY(team_update(r->db, &r->who, r->ids[0], &changes));
    return respond_team(r, a, 200, r->ids[0]);
}
