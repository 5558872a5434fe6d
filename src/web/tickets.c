// SPDX-License-Identifier: Apache-2.0
// Tickets as a whole: the lists, asking for help, one ticket, its facts, its
// history. Asking needs no more than an address and a sentence (R22);
// everything else of the form is optional.
#include "base/utf8.h"
#include "desk/history.h"
#include "desk/person.h"
#include "desk/verbs.h"
#include "web/event_json.h"
#include "web/lists.h"
#include "web/lookup.h"
#include "web/pages/ticket_page.h"
#include "web/respond.h"
#include "web/routes.h"
#include "web/ticket_json.h"
#include "web/ticket_plain.h"

#define LIMIT_DEFAULT 50
#define LIMIT_MAX 200
#define FILES_MAX 20
#define UPLOAD_BODY_MAX ((size_t)26 * 1024 * 1024)
#define STRANGERS_BODY_MAX ((size_t)8 * 1024 * 1024)
#define EFFECTS "stuck|slowed|can_wait"
#define REACHES "me|team|many|everyone"
#define LINE_MAX_BYTES TICKET_LINE_BYTES_MAX

FORM(form_list, struct list_form, NULL, NULL, FIELD(struct list_form, q, "q", NULL, 1000),
     FIELD(struct list_form, after, "after", NULL, 500), FIELD(struct list_form, limit, "limit", NULL, 10));

enum rc list_limit(struct request *r, struct str text, int64_t *ret_limit)
{
    int64_t limit = LIMIT_DEFAULT;
    if (text.n && (!str_to_int64(text, &limit) || limit < 1 || limit > LIMIT_MAX))
        return fail_field(r->ctx, "limit", "limit is a number from 1 to %d.", LIMIT_MAX);
    *ret_limit = limit;
    return RC_OK;
}

static enum rc respond_list(struct request *r, struct response *a, struct str title, const struct ticket_list *list)
{
    if (!wants_json(r))
        return ticket_list_plain(r, a, title, list);
    struct json j = json_make(r->ctx->arena, 8192);
    ticket_list_json(&j, list);
    return respond_json(r, a, 200, &j);
}

enum rc handle_tickets_list(struct request *r, struct response *a)
{
    const struct list_form *f = r->form;
    struct ticket_list list;
    int64_t limit;
    TRY(list_limit(r, f->limit, &limit));
    TRY(ticket_list(r->db, &r->who, f->q, f->after, limit, &list));
    return respond_list(r, a, S("Requests"), &list);
}

enum rc handle_home_show(struct request *r, struct response *a)
{
    struct ticket_list list;
    if (actor_is_staff(&r->who)) {
        TRY(ticket_list_owned(r->db, r->who.person_id, LIMIT_MAX, &list));
        return respond_list(r, a, S("Today"), &list);
    }
    TRY(ticket_list_requested(r->db, r->who.person_id, LIMIT_MAX, &list));
    return respond_list(r, a, S("My requests"), &list);
}

struct ask_form {
    struct str subject, body, requester, team, effect, reach, stops, affects, name;
    struct moment matters_by;
    struct strs tags, participants;
    struct files files;
};
#define ASK_FIELDS                                                                                                     \
    FIELD(struct ask_form, subject, "subject", "In a few words", TICKET_SUBJECT_BYTES_MAX),                            \
        FIELD(struct ask_form, body, "body", "What is it about?", TICKET_BODY_BYTES_MAX, .required = true),            \
        FIELD(struct ask_form, stops, "stops", "What does it stop you from doing?", LINE_MAX_BYTES),                   \
        FIELD(struct ask_form, effect, "effect", "How does it leave you?", 20, .choices = EFFECTS),                              \
        FIELD(struct ask_form, reach, "reach", "How many have it?", 20, .choices = REACHES),                            \
        FIELD(struct ask_form, matters_by, "matters_by", "Is there a moment it matters by?", 0),                       \
        FIELD(struct ask_form, affects, "affects", "How is it affecting you? Only if you like", LINE_MAX_BYTES),     \
        FIELD(struct ask_form, files, "files", "A picture or a file", FILES_MAX)
FORM_SIZED(form_ask, struct ask_form, "Ask for help", "Ask for help", UPLOAD_BODY_MAX, ASK_FIELDS,
           FIELD(struct ask_form, requester, "requester", NULL, 320, .or_int = true),
           FIELD(struct ask_form, team, "team", NULL, 200, .or_int = true),
           FIELD(struct ask_form, tags, "tags", NULL, 50),
           FIELD(struct ask_form, participants, "participants", NULL, 50));
FORM_SIZED(form_ask_public, struct ask_form, "Ask for help", "Ask for help", STRANGERS_BODY_MAX,
           FIELD(struct ask_form, requester, "email", "Your mail address", 320, .required = true),
           FIELD(struct ask_form, name, "name", "Your name", 200), ASK_FIELDS);

// A request without a subject is named by its first words (R22).
static struct str subject_of(const struct ask_form *f)
{
    struct str body = f->body, line;
    if (str_trim(f->subject).n)
        return f->subject;
    while (str_cut_line(&body, &line))
        if (str_trim(line).n)
            return utf8_truncate(str_trim(line), 80);
    return S("A request");
}

static enum rc ask_from_form(struct request *r, const struct ask_form *f, struct ask *ask)
{
    *ask = (struct ask){
        .subject = subject_of(f),
        .words = words_of(r, f->body, &f->files),
        .stops = f->stops,
        .affects = f->affects,
        .matters_by = f->matters_by.ms,
        .tags = f->tags.items,
        .tags_n = f->tags.n,
    };
    ask->has_effect = effect_parse(f->effect, &ask->effect);
    ask->has_reach = reach_parse(f->reach, &ask->reach);
    if (f->team.n)
        TRY(lookup_team(r, "team", f->team, &ask->team_id));
    int64_t *participants;
    TRY(lookup_people(r, "participants", &f->participants, true, &participants));
    ask->participants = participants;
    ask->participants_n = f->participants.n;
    return RC_OK;
}

// Somebody who writes for another stays on copy, unless they are staff and see it anyway.
static void keep_writer_on_copy(struct request *r, struct ask *ask)
{
    if (actor_is_staff(&r->who) || !ask->requester_id || ask->requester_id == r->who.person_id)
        return;
    int64_t *ids = arena_list(r->ctx->arena, ask->participants_n + 1, int64_t);
    if (ask->participants_n)
        memcpy(ids, ask->participants, ask->participants_n * sizeof *ids);
    ids[ask->participants_n++] = r->who.person_id;
    ask->participants = ids;
}

enum rc handle_tickets_create(struct request *r, struct response *a)
{
    const struct ask_form *f = r->form;
    struct ask ask;
    int64_t number;
    TRY(ask_from_form(r, f, &ask));
    if (f->requester.n)
        TRY(lookup_or_create_person(r, "requester", f->requester, &ask.requester_id));
    keep_writer_on_copy(r, &ask);
    TRY(ticket_ask(r->db, &r->who, &ask, &number));
    return respond_made(r, a, number);
}

// Without an account: an address and a sentence are enough (R22). What is there about them is not shown.
enum rc handle_ask_create(struct request *r, struct response *a)
{
    const struct ask_form *f = r->form;
    struct ask ask;
    bool created;
    int64_t number;
    TRY(ask_from_form(r, f, &ask));
    enum rc rc = person_by_email_or_create(r->db, str_trim(f->requester), f->name, &ask.requester_id, &created);
    if (rc == RC_INVALID)
        r->ctx->failure.field = S("email");
    TRY(rc);
    struct actor who = {.person_id = ask.requester_id, .role = ROLE_REQUESTER, .via = VIA_WEB, .name = f->name};
    TRY(ticket_ask(r->db, &who, &ask, &number));
    if (!wants_json(r))
        return ask_thanks_plain(r, a, number);
    struct json j = json_make(r->ctx->arena, 200);
    json_open(&j, '{');
    json_member_int(&j, "number", number);
    json_member_text(&j, "said", S("We have it. A mail with all of it is on its way to you."));
    json_close(&j, '}');
    return respond_json(r, a, 201, &j);
}

enum rc handle_tickets_new(struct request *r, struct response *a)
{
    struct plain *p = plain_make(r, S("Ask for help"));
    p->layout.nav = NAV_ASK;
    p->lead = S("A sentence is enough. The rest helps us to help you, if you like.");
    struct str path = r->signed_in ? S("/tickets") : S("/ask");
    plain_form(p, route_get(METHOD_POST, path), path);
    return plain_respond(p, a, 200);
}

enum rc handle_tickets_show(struct request *r, struct response *a)
{
    if (wants_json(r))
        return respond_ticket(r, a, 200, r->ids[0]);
    return ticket_page_show(r, a);
}

// Every form that this reader may fill, for what the ticket's page has no place for.
enum rc handle_tickets_more(struct request *r, struct response *a)
{
    return ticket_show_plain(r, a);
}

struct ticket_form {
    struct str subject, stops, affects, effect, reach;
    struct moment matters_by;
};
FORM(form_ticket, struct ticket_form, "Put the facts right", "Save",
     FIELD(struct ticket_form, subject, "subject", "In a few words", TICKET_SUBJECT_BYTES_MAX),
     FIELD(struct ticket_form, effect, "effect", "How it leaves them", 20, .choices = EFFECTS),
     FIELD(struct ticket_form, reach, "reach", "How many have it", 20, .choices = REACHES),
     FIELD(struct ticket_form, stops, "stops", "What it stops them from doing", LINE_MAX_BYTES),
     FIELD(struct ticket_form, affects, "affects", "How it is affecting them", LINE_MAX_BYTES),
     FIELD(struct ticket_form, matters_by, "matters_by", "The moment it matters by", 0));

enum rc handle_tickets_update(struct request *r, struct response *a)
{
    const struct ticket_form *f = r->form;
    struct done done;
    struct ticket_changes changes = {
        .subject = f->subject, .stops = f->stops, .affects = f->affects, .matters_by = f->matters_by.ms};
    if (!f->subject.n && r->pairs) // a browser's field that was left empty
        changes.subject = STR_NONE;
    changes.has_effect = effect_parse(f->effect, &changes.effect);
    changes.has_reach = reach_parse(f->reach, &changes.reach);
    TRY(ticket_update(r->db, &r->who, r->ids[0], &changes, &done));
    return respond_ticket(r, a, 200, done.number);
}

struct history_form {
    struct str after, limit;
};
FORM(form_history, struct history_form, NULL, NULL, FIELD(struct history_form, after, "after", NULL, 20),
     FIELD(struct history_form, limit, "limit", NULL, 10));

// Histories are long, so a page of one is as well; `after` is the number of the last event seen.
enum rc handle_tickets_history(struct request *r, struct response *a)
{
    const struct history_form *f = r->form;
    struct ticket t;
    struct event_list list;
    enum rules_actor as;
    int64_t limit = 1000, after = 0;
    if (f->limit.n)
        TRY(list_limit(r, f->limit, &limit));
    if (f->after.n && (!str_to_int64(f->after, &after) || after < 0))
        return fail_field(r->ctx, "after", "after is what stands in \"next\" of the page before.");
    TRY(ticket_get(r->db, &r->who, r->ids[0], &t));
    TRY(ticket_actor(r->db, &r->who, &t, &as));
    TRY(history_list(r->db, t.number, rules_sees_notes(as), after, limit, &list));
    if (!wants_json(r))
        return history_plain(r, a, &t, &list);
    struct json j = json_make(r->ctx->arena, 8192);
    json_open(&j, '{');
    json_key(&j, "items");
    json_open(&j, '[');
    for (size_t i = 0; i < list.n; i++)
        event_json(&j, &list.items[i], &r->who, r->ctx->now_ms, r->session.time_zone);
    json_close(&j, ']');
    bool more = (int64_t)list.n == limit;
    json_member_text(&j, "next", more ? path_of(r->ctx->arena, "", list.items[list.n - 1].number) : STR_NONE);
    json_close(&j, '}');
    return respond_json(r, a, 200, &j);
}
