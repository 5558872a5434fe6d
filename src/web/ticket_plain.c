// SPDX-License-Identifier: Apache-2.0
// Tickets on plain pages: what else can be done, the history, the thanks after
// asking. Which forms a reader gets the rules decide, so that nobody is offered
// what would be refused to them.
#include "web/ticket_plain.h"

#include "base/datetime.h"
#include "web/pages/ticket_view.h"
#include "web/respond.h"
#include "web/routes.h"

static struct str ref_of(struct arena *a, int64_t number)
{
    return path_of(a, "R-", number);
}

static const struct {
    enum rules_action action;
    enum method method;
    struct str pattern;
    const char *below; // what follows the ticket's path
} doors[] = {
    {ACTION_ASSIGN, METHOD_POST, S_INIT("/tickets/:number/assign"), "/assign"},
    {ACTION_REFER, METHOD_POST, S_INIT("/tickets/:number/referrals"), "/referrals"},
    {ACTION_WITHDRAW, METHOD_POST, S_INIT("/tickets/:number/withdraw"), "/withdraw"},
    {ACTION_SAY_URGENT, METHOD_POST, S_INIT("/tickets/:number/urgent"), "/urgent"},
    {ACTION_REST, METHOD_POST, S_INIT("/tickets/:number/rest"), "/rest"},
    {ACTION_MERGE, METHOD_POST, S_INIT("/tickets/:number/merge"), "/merge"},
    {ACTION_UNMERGE, METHOD_POST, S_INIT("/tickets/:number/unmerge"), "/unmerge"},
    {ACTION_TAG, METHOD_POST, S_INIT("/tickets/:number/tags"), "/tags"},
    {ACTION_ADD_PARTICIPANT, METHOD_POST, S_INIT("/tickets/:number/participants"), "/participants"},
    {ACTION_NAME_SPEAKER, METHOD_POST, S_INIT("/tickets/:number/speaker"), "/speaker"},
    {ACTION_UPDATE, METHOD_PATCH, S_INIT("/tickets/:number"), ""},
};

static void door_add(struct plain *p, enum method method, struct str pattern, struct str path)
{
    plain_fold(p, plain_form(p, route_get(method, pattern), path));
}

static void ticket_doors(struct plain *p, const struct ticket_full *full)
{
    struct arena *a = p->r->ctx->arena;
    struct str path = ticket_path(a, full->ticket.number);
    const struct rules_facts facts = ticket_facts(full, p->r->ctx->now_ms);
    for (size_t i = 0; i < ARRAY_LEN(doors); i++)
        if (ticket_may(&facts, full->as, doors[i].action, p->r->ctx->now_ms))
            door_add(p, doors[i].method, doors[i].pattern, str_fmt(a, "%.*s%s", STR_ARG(path), doors[i].below));
}

// What the ticket's page has no place for, one folded form each.
enum rc ticket_show_plain(struct request *r, struct response *a)
{
    struct ticket_full full;
    TRY(ticket_get_full(r->db, &r->who, r->ids[0], &full));
    const struct ticket *t = &full.ticket;
    struct plain *p = plain_make(r, t->subject);
    p->small = ref_of(r->ctx->arena, t->number);
    plain_crumb(p, S("Back to the request"), ticket_path(r->ctx->arena, t->number));
    p->lead = S("Everything else that you can do here.");
    ticket_doors(p, &full);
    return plain_respond(p, a, 200);
}

enum rc history_plain(struct request *r, struct response *a, const struct ticket *t, const struct event_list *list)
{
    struct arena *arena = r->ctx->arena;
    struct plain *p = plain_make(r, S("Everything that has happened"));
    p->small = str_fmt(arena, "R-%" PRId64 ", oldest first", t->number);
    plain_crumb(p, t->subject, ticket_path(arena, t->number));
    p->is_story = true;
    for (size_t i = 0; i < list->n; i++) {
        const struct event *e = &list->items[i];
        plain_row(p, datetime_for_people(arena, e->at, r->ctx->now_ms, r->session.time_zone),
                  history_sentence(arena, e, r->who.person_id, r->ctx->now_ms, r->session.time_zone));
    }
    return plain_respond(p, a, 200);
}

enum rc ask_thanks_plain(struct request *r, struct response *a, int64_t number)
{
    struct plain *p = plain_make(r, S("We have it"));
    p->lead = str_fmt(r->ctx->arena,
                      "Your request is R-%" PRId64 ". A mail with all of it is on its way to you; answer that "
                      "mail whenever you like.",
                      number);
    return plain_respond(p, a, 201);
}
