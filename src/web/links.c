// SPDX-License-Identifier: Apache-2.0
// The links in mails: a person's word on a proposal, and their own request,
// without signing in. The signed token is the right to it, for one person and
// one ticket; opening a page never acts (R14), pressing its button does. Whoever
// comes this way stands there as the requester side, also when they are staff.
#include "base/datetime.h"
#include "desk/mailing.h"
#include "desk/person.h"
#include "desk/verbs.h"
#include "web/inside.h"
#include "web/link.h"
#include "web/link.html.h"
#include "web/lookup.h"
#include "web/markup.h"
#include "web/pages/ticket_view.h"
#include "web/respond.h"
#include "web/routes.h"

#define TICKET_LINK_LIFE_MS (30 * DAY_MS)

static enum rc link_ended(struct request *r)
{
    r->problem_status = 403;
    return fail(r->ctx, RC_DENIED,
                "This link has ended, or a part of it is missing. Answering the mail works just as well.");
}

// Whoever the token is for becomes the one who acts.
static enum rc link_enter(struct request *r, enum link_kind kind, int64_t *ret_number)
{
    struct link link;
    struct person p;
    r->signed_in = false;
    r->session = (struct session){0};
    r->who = (struct actor){0};
    if (!link_parse(r->ctx->arena, r->web->o.identity->key, r->params[0], r->ctx->now_ms, &link) || link.kind != kind)
        return link_ended(r);
    const struct actor self = {.person_id = link.person_id, .role = ROLE_REQUESTER, .via = VIA_LINK};
    enum rc rc = person_get(r->db, &self, link.person_id, &p);
    if (rc == RC_NOT_FOUND || (rc == RC_OK && !p.active))
        return link_ended(r);
    TRY(rc);
    r->who = self;
    r->who.name = p.name;
    r->session = (struct session){.actor = r->who, .time_zone = p.time_zone, .language = p.language};
    *ret_number = link.ticket;
    return RC_OK;
}

// The words of the newest reply: what the question on the page is about.
static struct html_safe newest_reply(struct arena *a, const struct ticket_full *full)
{
    for (size_t i = full->messages_n; i-- > 0;)
        if (full->messages[i].kind == MESSAGE_REPLY)
            return markup_html(a, full->messages[i].body);
    return (struct html_safe){STR_NONE};
}

// What comes next as the person reads it; none where no time of ours stands behind it.
static struct str next_words(struct arena *a, const struct ticket *t)
{
    struct str owner = name_first(t->owner.name);
    if (!t->next.id)
        return STR_NONE;
    if (t->next.kind == STEP_KIND_TARGET)
        return str_fmt(a, "%.*s answers you", STR_ARG(owner));
    if (t->next.kind == STEP_KIND_PROMISE)
        return str_fmt(a, "%.*s’s word to you: %.*s", STR_ARG(owner), STR_ARG(t->next.what));
    if (t->next.kind == STEP_KIND_QUESTION)
        return str_fmt(a, "We need something from you: %.*s", STR_ARG(t->next.what));
    if (t->next.kind == STEP_KIND_REVIEW)
        return S("We look at your request again");
    return STR_NONE;
}

static struct link_view view_make(struct request *r, const struct ticket_full *full, struct str path, const char *title)
{
    struct arena *a = r->ctx->arena;
    const struct ticket *t = &full->ticket;
    struct link_view v = {
        .subject = t->subject,
        .ref = str_fmt(a, "R-%" PRId64, t->number),
        .owner = t->owner.name,
        .owner_initial = name_initial(a, t->owner.name),
        .reply = newest_reply(a, full),
        .is_proposed = t->state == STATE_PROPOSED,
        .is_closed = t->state == STATE_CLOSED,
        .outcome = outcome_name(t->outcome),
        .next = next_words(a, t),
        .next_by = t->next.id ? datetime_for_people(a, t->next.by_at, r->ctx->now_ms, r->session.time_zone) : STR_NONE,
    };
    must(url_check(path, &v.action));
    layout_fill(r, str_of(title), &v.layout);
    return v;
}

static enum rc respond_link_page(struct request *r, struct response *a, int status,
                                 void (*page)(struct buf *b, const struct link_view *v), const struct link_view *v)
{
    struct buf b = buf_make(r->ctx->arena, 8192);
    struct str html;
    page(&b, v);
    if (buf_done(&b, &html) != RC_OK)
        return fail(r->ctx, RC_LIMIT, "This page is larger than a page may be.");
    response_header(a, S("X-Robots-Tag"), S("noindex"));
    return response_body(a, status, S("text/html; charset=utf-8"), html);
}

struct answer_query_form {
    struct str word;
};
FORM(form_answer_link_query, struct answer_query_form, NULL, NULL,
     FIELD(struct answer_query_form, word, "word", NULL, 20));

enum rc handle_answer_link_show(struct request *r, struct response *a)
{
    const struct answer_query_form *f = r->form;
    struct ticket_full full;
    int64_t number;
    TRY(link_enter(r, LINK_ANSWER, &number));
    if (wants_json(r))
        return respond_ticket(r, a, 200, number);
    TRY(ticket_get_full(r->db, &r->who, number, &full));
    struct link_view v = view_make(r, &full, r->path, "Does it work now?");
    v.says_not_yet = str_eq(f->word, S("not-yet"));
    return respond_link_page(r, a, 200, link_answer_page, &v);
}

struct answer_link_form {
    struct flag solved, sure;
    struct str text;
};
FORM(form_answer_link, struct answer_link_form, "Does it work now?", "Answer",
     FIELD(struct answer_link_form, solved, "solved", "It works now", 0, .required = true),
     FIELD(struct answer_link_form, sure, "sure", NULL, 0),
     FIELD(struct answer_link_form, text, "text", "Anything to add", TICKET_LINE_BYTES_MAX));

// A yes whose words say no is asked about, with the words kept (R14).
static enum rc ask_again(struct request *r, struct response *a, int64_t number, struct str text)
{
    struct ticket_full full;
    TRY(ticket_get_full(r->db, &r->who, number, &full));
    struct link_view v = view_make(r, &full, r->path, "Does it work now?");
    v.doubts = true;
    v.text = text;
    return respond_link_page(r, a, 200, link_answer_page, &v);
}

enum rc handle_answer_link_press(struct request *r, struct response *a)
{
    const struct answer_link_form *f = r->form;
    struct done done;
    int64_t number;
    TRY(link_enter(r, LINK_ANSWER, &number));
    if (!wants_json(r) && f->solved.value && !f->sure.value && answer_doubts(f->text))
        return ask_again(r, a, number, f->text);
    const struct answer answer = {.solved = f->solved.value, .sure = f->sure.value, .text = f->text};
    TRY(ticket_answer(r->db, &r->who, number, &answer, &done));
    return wants_json(r) ? respond_done(r, a, 200, &done) : response_redirect(a, r->path);
}

static struct link_message *messages_make(struct request *r, const struct ticket_full *full)
{
    struct link_message *list = arena_list(r->ctx->arena, full->messages_n, struct link_message);
    for (size_t i = 0; i < full->messages_n; i++) {
        const struct message *m = &full->messages[i];
        list[i].by = m->author.id == r->who.person_id ? S("You") : m->author.id ? m->author.name : S("The desk");
        list[i].at = datetime_for_people(r->ctx->arena, m->at, r->ctx->now_ms, r->session.time_zone);
        list[i].is_desk = !m->author.id;
        list[i].is_theirs = m->kind != MESSAGE_REPLY && m->author.id;
        list[i].initial = name_initial(r->ctx->arena, str_or(m->author.name, S("R")));
        list[i].tint = name_tint(m->author.id);
        list[i].body = m->kind == MESSAGE_REPLY ? markup_html(r->ctx->arena, m->body) : markup_plain(r->ctx->arena, m->body);
    }
    return list;
}

enum rc handle_ticket_link_show(struct request *r, struct response *a)
{
    struct ticket_full full;
    int64_t number;
    TRY(link_enter(r, LINK_TICKET, &number));
    if (wants_json(r))
        return respond_ticket(r, a, 200, number);
    TRY(ticket_get_full(r->db, &r->who, number, &full));
    struct link_view v = view_make(r, &full, r->path, "Your request");
    v.messages = messages_make(r, &full);
    v.messages_n = full.messages_n;
    const struct link link = {LINK_ANSWER, r->who.person_id, number, r->ctx->now_ms + TICKET_LINK_LIFE_MS};
    struct str token = link_token(r->ctx->arena, r->web->o.identity->key, &link);
    must(url_check(str_fmt(r->ctx->arena, "/a/%.*s", STR_ARG(token)), &v.answer));
    return respond_link_page(r, a, 200, link_ticket_page, &v);
}

struct link_words_form {
    struct str body;
};
FORM(form_link_words, struct link_words_form, "Add words", "Send",
     FIELD(struct link_words_form, body, "body", "What would you like to add?", TICKET_BODY_BYTES_MAX,
           .required = true));

enum rc handle_ticket_link_words(struct request *r, struct response *a)
{
    const struct link_words_form *f = r->form;
    struct done done;
    int64_t number;
    TRY(link_enter(r, LINK_TICKET, &number));
    struct words words = words_of(r, f->body, NULL);
    TRY(ticket_add_words(r->db, &r->who, number, &words, &done));
    return wants_json(r) ? respond_done(r, a, 201, &done) : response_redirect(a, r->path);
}
