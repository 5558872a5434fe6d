// SPDX-License-Identifier: Apache-2.0
// Load, fill, print. A handful of small queries for a common ticket; nothing is
// cached, so what was committed is what is shown. A refused form comes back as
// the same page, with what was typed.
#include "web/pages/ticket_page.h"

#include "base/datetime.h"
#include "desk/verbs.h"
#include "web/inside.h"
#include "web/pages/ticket_view.h"
#include "web/pairs.h"
#include "web/plain.h"
#include "web/routes.h"

#include "web/views/introduce.html.h"
#include "web/views/ticket_person.html.h"
#include "web/views/ticket_staff.html.h"

#define STORY_MAX 200
#define VISITS_MAX 3
#define PAGE_BYTES (24 * 1024)

struct loaded {
    struct ticket_full full;
    struct card card;          // of the requester for staff, of the owner for others
    struct visit_list visits;
    struct event_list events;
};

static enum rc load(struct request *r, int64_t number, struct loaded *l)
{
    TRY(ticket_get_full(r->db, &r->who, number, &l->full));
    const struct ticket *t = &l->full.ticket;
    if (rules_sees_notes(l->full.as)) {
        TRY(card_get(r->db, t->requester.id, &l->card));
        return visit_list(r->db, t->requester.id, t->number, VISITS_MAX, &l->visits);
    }
    TRY(card_get(r->db, t->owner.id, &l->card));
    return history_list(r->db, t->number, false, 0, STORY_MAX, &l->events);
}

static void fill(struct request *r, const struct loaded *l, struct layout_view *layout, struct ticket_view *v)
{
    bool staff = rules_sees_notes(l->full.as);
    const struct ticket *t = &l->full.ticket;
    struct str title = staff ? str_fmt(r->ctx->arena, "%.*s: %.*s", STR_ARG(name_first(t->requester.name)), STR_ARG(t->subject))
                             : t->subject;
    const char *why;
    struct ticket_view_in in = {
        .full = &l->full,
        .layout = layout,
        .reader_id = r->who.person_id,
        .zone = str_or(r->session.time_zone, S("UTC")),
        .now_ms = r->ctx->now_ms,
        .requester = staff ? &l->card : NULL,
        .visits = &l->visits,
        .owner = staff ? NULL : &l->card,
        .events = &l->events,
    };
    if (!work_week_parse(t->team_hours, &in.week, &why))
        (void)work_week_parse(S("Mon-Fri 08:00-17:00"), &in.week, &why);
    layout_fill(r, title, layout);
    layout->nav = layout->is_staff ? NAV_NONE : NAV_REQUESTS;
    layout->is_staff = layout->is_staff && staff;
    ticket_view_fill(r->ctx->arena, &in, v);
}

static enum rc print(struct request *r, struct response *a, int status, const struct loaded *l, struct ticket_view *v)
{
    struct layout_view layout;
    struct buf page = buf_make(r->ctx->arena, PAGE_BYTES);
    struct str html;
    fill(r, l, &layout, v);
    if (rules_sees_notes(l->full.as))
        ticket_staff_page(&page, v);
    else
        ticket_person_page(&page, v);
    if (buf_done(&page, &html) != RC_OK)
        return fail(r->ctx, RC_LIMIT, "This request has grown too long for one page; its JSON has all of it.");
    return response_body(a, status, S("text/html; charset=utf-8"), html);
}

enum rc ticket_page_show(struct request *r, struct response *a)
{
    struct loaded l = {0};
    struct ticket_view v = {0};
    TRY(load(r, r->ids[0], &l));
    return print(r, a, 200, &l, &v);
}

// ---- the same page once more ----

struct again {
    struct request *r;
    struct response *a;
    int status;
    struct failure failure;
    bool shown;
};

static struct str typed(const struct request *r, struct str name)
{
    return r->pairs ? pairs_get(r->pairs, name) : STR_NONE;
}

static void fill_draft(const struct again *g, struct ticket_view *v)
{
    const struct request *r = g->r;
    v->draft = typed(r, S("body"));
    v->draft_next = typed(r, S("next.kind"));
    v->draft_what = typed(r, S("next.what"));
    v->draft_when = typed(r, S("next.when"));
    v->override = typed(r, S("override"));
    v->is_held = str_eq(g->failure.rule, S("R26"));
    v->doubts = str_eq(g->failure.rule, S("R14")) && str_eq(typed(r, S("solved")), S("true"));
    v->doubt_text = typed(r, S("text"));
    v->problem = v->doubts ? STR_NONE : g->failure.detail;
    v->problem_instead = g->failure.instead;
}

static enum rc again_read(struct ctx *c, struct db *db, void *arg)
{
    struct again *g = arg;
    struct loaded l = {0};
    struct ticket_view v = {0};
    g->r->db = db;
    enum rc rc = load(g->r, g->r->ids[0], &l);
    if (rc == RC_OK) {
        fill_draft(g, &v);
        rc = print(g->r, g->a, g->status, &l, &v);
    }
    g->r->db = NULL;
    return rc;
}

bool ticket_page_again(struct request *r, struct response *a, int status)
{
    static const struct str forms[] = {
        S_INIT("/tickets/:number/replies"), S_INIT("/tickets/:number/notes"),   S_INIT("/tickets/:number/messages"),
        S_INIT("/tickets/:number/answer"),  S_INIT("/tickets/:number/decline"), S_INIT("/tickets/:number/playback"),
    };
    bool is_ours = false;
    for (size_t i = 0; i < ARRAY_LEN(forms); i++)
        is_ours = is_ours || (r->route && r->route->method == METHOD_POST && str_eq(r->route->path, forms[i]));
    if (!is_ours || !r->signed_in)
        return false;
    struct again g = {r, a, status, r->ctx->failure, false};
    fail_clear(r->ctx);
    bool shown = store_read(r->ctx, r->web->o.store, again_read, &g) == RC_OK;
    r->ctx->failure = g.failure;
    return shown;
}

// ---- bringing in a colleague ----

static enum rc introduce_choices(struct request *r, int64_t owner_id, struct introduce_view *v)
{
    struct colleague_list people;
    struct team_list teams;
    TRY(colleague_list(r->db, owner_id, &people));
    TRY(team_list(r->db, &teams));
    v->colleagues = arena_list(r->ctx->arena, people.n + teams.n, struct choice_view);
    for (size_t i = 0; i < people.n; i++) {
        const struct colleague *p = &people.items[i];
        struct str words = p->looks_after.n ? str_fmt(r->ctx->arena, "%.*s: %.*s", STR_ARG(p->name), STR_ARG(p->looks_after)) : p->name;
        v->colleagues[v->colleagues_n++] = (struct choice_view){p->address, words};
    }
    for (size_t i = 0; i < teams.n; i++)
        if (teams.items[i].active)
            v->colleagues[v->colleagues_n++] =
                (struct choice_view){teams.items[i].name, str_fmt(r->ctx->arena, "Whoever is in: %.*s", STR_ARG(teams.items[i].name))};
    return RC_OK;
}

enum rc handle_tickets_introduce(struct request *r, struct response *a)
{
    struct ticket t;
    enum rules_actor as;
    struct layout_view layout;
    struct buf page = buf_make(r->ctx->arena, PAGE_BYTES);
    struct str html;
    TRY(ticket_get(r->db, &r->who, r->ids[0], &t));
    TRY(ticket_actor(r->db, &r->who, &t, &as));
    struct introduce_view v = {
        .layout = &layout,
        .number = t.number,
        .subject = t.subject,
        .ref = str_fmt(r->ctx->arena, "R-%" PRId64, t.number),
        .requester_first = name_first(t.requester.name),
        .may_offer = rules_permits(as, ACTION_OFFER),
        .may_helper = rules_permits(as, ACTION_ADD_HELPER),
    };
    layout_fill(r, S("Introduce a colleague"), &layout);
    TRY(introduce_choices(r, t.owner.id, &v));
    introduce_page(&page, &v);
    if (buf_done(&page, &html) != RC_OK)
        return fail(r->ctx, RC_LIMIT, "There are more colleagues than fit on a page.");
    return response_body(a, 200, S("text/html; charset=utf-8"), html);
}
