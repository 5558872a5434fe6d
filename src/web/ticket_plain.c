// SPDX-License-Identifier: Apache-2.0
// Tickets on plain pages. Which forms a reader gets is the rules' table of
// rights, so that nobody is offered what would be refused to them for who they
// are.
#include "web/ticket_plain.h"

#include "base/datetime.h"
#include "base/escape.h"
#include "web/respond.h"
#include "web/routes.h"

static struct str ref_of(struct arena *a, int64_t number)
{
    return path_of(a, "R-", number);
}

static void list_more(struct request *r, struct plain *p, struct str next)
{
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
    plain_link(p, S("There are more"), S("Further ones"), buf_str(&b));
}

enum rc ticket_list_plain(struct request *r, struct response *a, struct str title, const struct ticket_list *list)
{
    struct plain *p = plain_make(r, title);
    struct arena *arena = r->ctx->arena;
    p->layout.query = pairs_get(r->pairs, S("q"));
    p->layout.nav = !actor_is_staff(&r->who) ? NAV_REQUESTS : r->path.n == 1 ? NAV_TODAY : NAV_INBOX;
    p->lead = list->n ? list->said : S("Nothing here.");
    for (size_t i = 0; i < list->n; i++) {
        const struct ticket_line *t = &list->items[i];
        struct str next = t->next.id ? datetime_for_people(arena, t->next.by_at, r->ctx->now_ms, r->session.time_zone)
                                     : outcome_name(t->outcome);
        plain_link(p,
                   str_fmt(arena, "%.*s, %.*s, %.*s%s", STR_ARG(ref_of(arena, t->number)), STR_ARG(t->owner.name),
                           STR_ARG(next), t->late ? " (late)" : ""),
                   t->subject, ticket_path(arena, t->number));
    }
    list_more(r, p, list->next);
    return plain_respond(p, a, 200);
}

static const struct {
    enum rules_action action;
    enum method method;
    struct str pattern;
    const char *below; // what follows the ticket's path
} doors[] = {
    {ACTION_ADD_WORDS, METHOD_POST, S_INIT("/tickets/:number/messages"), "/messages"},
    {ACTION_REPLY_PROMISE, METHOD_POST, S_INIT("/tickets/:number/replies"), "/replies"},
    {ACTION_NOTE, METHOD_POST, S_INIT("/tickets/:number/notes"), "/notes"},
    {ACTION_SAY_SOLVED, METHOD_POST, S_INIT("/tickets/:number/answer"), "/answer"},
    {ACTION_PLAYBACK, METHOD_POST, S_INIT("/tickets/:number/playback"), "/playback"},
    {ACTION_PLAYBACK_AGREE, METHOD_POST, S_INIT("/tickets/:number/playback/answer"), "/playback/answer"},
    {ACTION_OFFER, METHOD_POST, S_INIT("/tickets/:number/handoffs"), "/handoffs"},
    {ACTION_TAKE, METHOD_POST, S_INIT("/tickets/:number/take"), "/take"},
    {ACTION_ASSIGN, METHOD_POST, S_INIT("/tickets/:number/assign"), "/assign"},
    {ACTION_ADD_HELPER, METHOD_POST, S_INIT("/tickets/:number/helpers"), "/helpers"},
    {ACTION_REFER, METHOD_POST, S_INIT("/tickets/:number/referrals"), "/referrals"},
    {ACTION_DECLINE, METHOD_POST, S_INIT("/tickets/:number/decline"), "/decline"},
    {ACTION_TAKE_REASON, METHOD_POST, S_INIT("/tickets/:number/decline/answer"), "/decline/answer"},
    {ACTION_UPHOLD, METHOD_POST, S_INIT("/tickets/:number/review/answer"), "/review/answer"},
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

static void ticket_doors(struct plain *p, const struct ticket_full *full)
{
    struct arena *a = p->r->ctx->arena;
    struct str path = ticket_path(a, full->ticket.number);
    for (size_t i = 0; i < ARRAY_LEN(doors); i++)
        if (rules_permits(full->as, doors[i].action))
            plain_form(p, route_get(doors[i].method, doors[i].pattern),
                       str_fmt(a, "%.*s%s", STR_ARG(path), doors[i].below));
    if (full->handoffs_n && str_eq(full->handoffs[0].state, S("offered"))) {
        struct str handoff = path_of(a, "/handoffs/", full->handoffs[0].id);
        if (rules_permits(full->as, ACTION_ACCEPT))
            plain_form(p, route_get(METHOD_POST, S("/handoffs/:id/accept")),
                       str_fmt(a, "%.*s/accept", STR_ARG(handoff)));
        if (rules_permits(full->as, ACTION_DECLINE_OFFER))
            plain_form(p, route_get(METHOD_POST, S("/handoffs/:id/decline")),
                       str_fmt(a, "%.*s/decline", STR_ARG(handoff)));
    }
    if (full->ticket.next.id && full->ticket.next.kind == STEP_KIND_PROMISE) {
        struct str promise = path_of(a, "/promises/", full->ticket.next.id);
        if (rules_permits(full->as, ACTION_KEEP_PROMISE))
            plain_form(p, route_get(METHOD_POST, S("/promises/:id/keep")), str_fmt(a, "%.*s/keep", STR_ARG(promise)));
        if (rules_permits(full->as, ACTION_RENEW_PROMISE))
            plain_form(p, route_get(METHOD_POST, S("/promises/:id/renew")), str_fmt(a, "%.*s/renew", STR_ARG(promise)));
    }
}

static void ticket_rows(struct plain *p, const struct ticket *t)
{
    struct request *r = p->r;
    struct arena *a = r->ctx->arena;
    if (t->next.id)
        plain_row(p, S("What happens next"),
                  str_fmt(a, "%.*s: %.*s, by %.*s", STR_ARG(step_who_name(t->next.who)), STR_ARG(t->next.what),
                          STR_ARG(datetime_for_people(a, t->next.by_at, r->ctx->now_ms, r->session.time_zone))));
    plain_row(p, S("Ended as"), outcome_name(t->outcome));
    plain_row(p, S("Answers for it"), t->owner.name);
    plain_row(p, S("Asked by"), t->requester.name);
    plain_row(p, S("Team"), t->team_name);
    plain_row(p, S("Effect"), effect_name(t->effect));
    plain_row(p, S("Stops"), t->stops);
    plain_row(p, S("Affects"), t->affects);
    plain_row(p, S("In our words"), t->playback);
    plain_row(p, S("Declined because"), t->decline_why);
    plain_row(p, S("Instead"), t->decline_instead);
    if (t->merged_into)
        plain_link(p, S("Merged into"), ref_of(a, t->merged_into), ticket_path(a, t->merged_into));
    if (t->successor)
        plain_link(p, S("Goes on in"), ref_of(a, t->successor), ticket_path(a, t->successor));
    plain_link(p, S("Everything that happened"), S("History"), str_fmt(a, "/tickets/%" PRId64 "/history", t->number));
}

static void message_rows(struct plain *p, const struct message *m)
{
    struct request *r = p->r;
    struct arena *a = r->ctx->arena;
    struct str by = m->author.id ? m->author.name : S("The desk");
    struct str at = datetime_for_people(a, m->at, r->ctx->now_ms, r->session.time_zone);
    plain_words(p, str_fmt(a, "%.*s, %.*s%s", STR_ARG(by), STR_ARG(at), m->kind == MESSAGE_NOTE ? " (note)" : ""),
                m->body);
    for (size_t i = 0; i < m->attachments_n; i++)
        plain_link(p, S("File"), m->attachments[i].name, path_of(a, "/attachments/", m->attachments[i].id));
}

enum rc ticket_show_plain(struct request *r, struct response *a)
{
    struct ticket_full full;
    TRY(ticket_get_full(r->db, &r->who, r->ids[0], &full));
    const struct ticket *t = &full.ticket;
    struct plain *p = plain_make(r, str_fmt(r->ctx->arena, "R-%" PRId64 " %.*s", t->number, STR_ARG(t->subject)));
    ticket_rows(p, t);
    for (size_t i = 0; i < full.messages_n; i++)
        message_rows(p, &full.messages[i]);
    ticket_doors(p, &full);
    return plain_respond(p, a, 200);
}

enum rc history_plain(struct request *r, struct response *a, const struct ticket *t, const struct event_list *list)
{
    struct arena *arena = r->ctx->arena;
    struct plain *p = plain_make(r, str_fmt(arena, "History of R-%" PRId64, t->number));
    plain_link(p, S("The request"), t->subject, ticket_path(arena, t->number));
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
