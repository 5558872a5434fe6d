// SPDX-License-Identifier: Apache-2.0
// The one table from enum rc to the statuses of HTTP, and the two faces of an
// answer that says no. What is not there and what may not be seen leave here
// with the same bytes. Nothing of a failure's cause is shown.
#include "web/problem.h"

#include "web/json.h"
#include "web/pages/ticket_page.h"
#include "web/plain.h"
#include "web/routes.h"

static struct str title_of(int status)
{
    switch (status) {
    case 400:
        return S("This could not be understood");
    case 401:
        return S("Please sign in");
    case 403:
        return S("This is not for you to do");
    case 404:
        return S("Nothing here");
    case 405:
        return S("Not in this way");
    case 409:
        return S("This cannot be done now");
    case 412:
        return S("It has changed meanwhile");
    case 413:
        return S("Too large");
    case 415:
        return S("Not in this format");
    case 422:
        return S("Something does not fit yet");
    case 429:
        return S("Too often");
    case 503:
        return S("The desk cannot do this right now");
    default:
        return S("Something went wrong on our side");
    }
}

int problem_status(const struct request *r, enum rc rc)
{
    if (r->problem_status)
        return r->problem_status;
    switch (rc) {
    case RC_NOT_FOUND:
        return 404;
    case RC_DENIED:
        return r->signed_in || (r->route && r->route->capability <= CAP_LINK) ? 403 : 401;
    case RC_INVALID:
        return str_is_none(r->ctx->failure.field) ? 400 : 422;
    case RC_REFUSED:
        return 409;
    case RC_CONFLICT:
        return r->who.if_version ? 412 : 409;
    case RC_LIMIT:
        return 413;
    case RC_BUSY:
    case RC_IO:
        return 503;
    case RC_DB:
        return 500;
    case RC_OK:
    case RC_COUNT_:
        break;
    }
    return 500;
}

static struct str detail_of(const struct request *r, enum rc rc)
{
    struct str detail = r->ctx->failure.detail;
    if (rc == RC_NOT_FOUND)
        return S(PROBLEM_NOT_FOUND);
    return str_or(detail,
                  S("Something went wrong on our side. Please try again; an administrator finds more in the log."));
}

static void problem_json(struct request *r, struct response *a, enum rc rc, int status)
{
    const struct failure *f = &r->ctx->failure;
    struct json j = json_make(r->ctx->arena, 512);
    json_open(&j, '{');
    json_member_text(&j, "type", S("about:blank"));
    json_member_text(&j, "title", title_of(status));
    json_member_int(&j, "status", status);
    json_member_text(&j, "detail", detail_of(r, rc));
    if (rc != RC_NOT_FOUND && f->rule.n)
        json_member_text(&j, "rule", f->rule);
    if (rc != RC_NOT_FOUND && f->instead.n)
        json_member_text(&j, "instead", f->instead);
    if (rc != RC_NOT_FOUND && f->field.n)
        json_member_text(&j, "field", f->field);
    if (rc != RC_NOT_FOUND && r->problem_extra.n)
        json_raw(&j, r->problem_extra);
    json_close(&j, '}');
    struct str body;
    if (buf_done(&j.out, &body) != RC_OK)
        body = S("{\"title\":\"Too large\",\"status\":413}");
    response_body(a, status, S("application/problem+json"), body);
}

static bool shows_form(const struct request *r, int status)
{
    return r->route && r->route->method != METHOD_GET && r->route->form->title &&
           (status == 422 || status == 409 || status == 412 || status == 429 || status == 503 || status == 403);
}

static void sign_in_form(struct plain *p, struct request *r)
{
    bool is_page = !r->route || r->route->method == METHOD_GET;
    struct plain_form *form = plain_form(p, route_get(METHOD_POST, S("/session")), S("/session"));
    if (is_page)
        plain_hidden(p, form, S("then"), r->path);
    plain_form(p, route_get(METHOD_POST, S("/session/link")), S("/session/link"));
}

static enum rc problem_html(struct request *r, struct response *a, enum rc rc, int status)
{
    struct plain *p = plain_make(r, title_of(status));
    p->trouble = detail_of(r, rc);
    if (rc != RC_NOT_FOUND)
        p->instead = r->ctx->failure.instead;
    p->layout.query = pairs_get(r->pairs, S("q"));
    p->is_door = status == 401 || (r->route && str_starts(r->route->path, S("/session")));
    if (r->method == METHOD_GET && str_eq(r->ctx->failure.field, S("q")))
        p->title = p->layout.title = S("This search needs another word");
    bool is_sign_in_link = r->route && str_starts(r->route->path, S("/session/link"));
    if (status == 403 && (is_sign_in_link || (r->route && r->route->capability == CAP_LINK)))
        p->title = p->layout.title = S("This link does not work any more");
    if (status == 401)
        sign_in_form(p, r);
    else if (status == 403 && is_sign_in_link)
        plain_form(p, route_get(METHOD_POST, S("/session/link")), S("/session/link"));
    else if (shows_form(r, status))
        plain_form(p, r->route, r->path);
    return plain_respond(p, a, status);
}

void problem_respond(struct request *r, struct response *a, enum rc rc)
{
    int status = problem_status(r, rc);
    if (status == 401)
        response_header(a, S("WWW-Authenticate"), S("Bearer realm=\"rapport\""));
    if (status == 503)
        response_header(a, S("Retry-After"), S("2"));
    if (r->face == FACE_HTML && rc != RC_NOT_FOUND && ticket_page_again(r, a, status))
        return;
    if (r->face == FACE_HTML && problem_html(r, a, rc, status) == RC_OK)
        return;
    problem_json(r, a, rc, status);
}
