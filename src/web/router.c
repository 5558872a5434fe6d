// SPDX-License-Identifier: Apache-2.0
// From a request to its response: the row of the path, who it is, what they may
// do, what they sent, then the handler in its transaction. Every refusal ends in
// one place (problem.c). A reader's session is looked up in the same snapshot as
// their page; a writer's before, so that strangers never reach the writer.
#include "base/crypto.h"
#include "base/datetime.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/utf8.h"
#include "web/accept.h"
#include "web/access.h"
#include "web/idempotency.h"
#include "web/inside.h"
#include "web/prepare.h"
#include "web/problem.h"
#include "web/respond.h"
#include "web/routes.h"

struct run {
    struct request *r;
    struct response *a;
};

static enum rc refuse_status(struct request *r, int status, enum rc rc, const char *sentence)
{
    r->problem_status = status;
    return fail(r->ctx, rc, "%s", sentence);
}

static struct str methods_text(struct arena *arena, unsigned allowed)
{
    struct buf b = buf_make(arena, 64);
    for (enum method m = METHOD_GET; m < METHOD_OTHER; m++) {
        if (!(allowed & (1u << m)))
            continue;
        if (b.n)
            buf_lit(&b, ", ");
        buf_add(&b, method_name(m));
    }
    return buf_str(&b);
}

// Forms can only GET and POST: a field says what is meant.
static void method_override(struct request *r)
{
    if (r->method != METHOD_POST || !r->pairs)
        return;
    struct str meant = pairs_get(r->pairs, S("_method"));
    if (str_eq_nocase(meant, S("DELETE")))
        r->method = METHOD_DELETE;
    else if (str_eq_nocase(meant, S("PATCH")))
        r->method = METHOD_PATCH;
}

static enum rc find_route(struct request *r, struct response *a)
{
    method_override(r);
    struct route_match match = route_match(r->method, r->path);
    if (!match.allowed)
        return fail(r->ctx, RC_NOT_FOUND, "%s", PROBLEM_NOT_FOUND);
    if (!match.route) {
        response_header(a, S("Allow"), methods_text(r->ctx->arena, match.allowed));
        return refuse_status(r, 405, RC_INVALID,
                             "This address does not take that method; the Allow header has those it takes.");
    }
    r->route = match.route;
    for (size_t i = 0; i < PARAMS_MAX_PATH; i++) {
        r->params[i] = unescape_url(r->ctx->arena, match.params[i], false);
        if (!utf8_valid(r->params[i]))
            return fail(r->ctx, RC_NOT_FOUND, "%s", PROBLEM_NOT_FOUND);
        if (!str_to_int64(r->params[i], &r->ids[i]) || r->ids[i] < 0 || r->params[i].p[0] == '+')
            r->ids[i] = 0;
    }
    return RC_OK;
}

enum body_kind { BODY_NONE, BODY_JSON, BODY_FORM, BODY_MULTIPART, BODY_OTHER };

static enum body_kind body_kind(const struct request *r)
{
    struct str type = request_header(r, S("content-type")), name = STR_NONE;
    str_cut(&type, ';', &name);
    name = str_trim(name);
    if (str_eq_nocase(name, S("application/json")))
        return BODY_JSON;
    if (str_eq_nocase(name, S("application/x-www-form-urlencoded")))
        return BODY_FORM;
    if (str_eq_nocase(name, S("multipart/form-data")))
        return BODY_MULTIPART;
    return r->body.n ? BODY_OTHER : BODY_NONE;
}

// Forms are read into pairs before the route is known: they may hold its method.
static enum rc read_pairs(struct request *r)
{
    if (r->body_too_large)
        return refuse_status(r, 413, RC_LIMIT,
                             "This is larger than this address takes. Please send less, or smaller files.");
    enum body_kind kind = body_kind(r);
    if (kind != BODY_FORM && kind != BODY_MULTIPART)
        return RC_OK;
    struct pairs *pairs = arena_new(r->ctx->arena, struct pairs);
    if (kind == BODY_FORM)
        TRY(pairs_from_urlencoded(r->ctx, r->body, pairs));
    else
        TRY(pairs_from_multipart(r->ctx, r->body, request_header(r, S("content-type")), pairs));
    r->pairs = pairs;
    return RC_OK;
}

static enum rc read_query(struct request *r)
{
    struct pairs *pairs = arena_new(r->ctx->arena, struct pairs);
    TRY(pairs_from_urlencoded(r->ctx, r->query, pairs));
    r->pairs = pairs;
    return form_from_pairs(r->ctx, r->route->form, pairs, r->session.time_zone, &r->form);
}

static enum rc read_form(struct request *r)
{
    const struct form *form = r->route->form;
    if (form == &NO_FORM)
        return RC_OK;
    if (r->route->method == METHOD_GET)
        return read_query(r);
    if (r->body.n > form->body_max)
        return refuse_status(r, 413, RC_LIMIT,
                             "This is larger than this address takes. Please send less, or smaller files.");
    static const struct pairs none;
    if (r->pairs)
        return form_from_pairs(r->ctx, form, r->pairs, r->session.time_zone, &r->form);
    switch (body_kind(r)) {
    case BODY_NONE:
        return form_from_pairs(r->ctx, form, &none, r->session.time_zone, &r->form);
    case BODY_JSON:
        if (!utf8_valid(r->body))
            return fail(r->ctx, RC_INVALID, "This is not UTF-8 text. Please send it in UTF-8.");
        return form_from_json(r->ctx, form, r->body, r->session.time_zone, &r->form);
    default:
        return refuse_status(r, 415, RC_INVALID, "Please send JSON (application/json) or a form.");
    }
}

static enum rc call(struct request *r, struct response *a, struct db *db)
{
    r->db = db;
    enum rc rc = r->route->handler(r, a);
    r->db = NULL;
    if (rc == RC_OK && arena_over(r->ctx->arena))
        return fail(r->ctx, RC_LIMIT, "This needs more memory than one request may have. Please ask for less at once.");
    return rc;
}

static enum rc run_read(struct ctx *c, struct db *db, void *arg)
{
    struct run *run = arg;
    fail_clear(c);
    response_reset(run->a);
    TRY(access_sign_in(run->r, db));
    TRY(access_check(run->r, db));
    TRY(read_form(run->r));
    return call(run->r, run->a, db);
}

static enum rc run_sign_in(struct ctx *c, struct db *db, void *arg)
{
    struct run *run = arg;
    fail_clear(c);
    TRY(access_sign_in(run->r, db));
    return access_check(run->r, db);
}

static enum rc run_write(struct ctx *c, struct db *db, void *arg)
{
    struct run *run = arg;
    struct request *r = run->r;
    bool found = false;
    fail_clear(c);
    response_reset(run->a);
    r->problem_extra = STR_NONE;
    r->made_ticket = 0;
    TRY(idempotency_answer(r, db, run->a, &found));
    if (found)
        return RC_OK;
    TRY(call(r, run->a, db));
    return idempotency_store(r, db, run->a);
}

// Two requests with one key at once: on PostgreSQL the second finds the key
// taken when it ends; asked again, it finds the first one's answer.
static enum rc write_with_key(struct run *run)
{
    struct ctx *c = run->r->ctx;
    enum rc rc = store_write(c, run->r->web->o.store, run_write, run);
    if (rc == RC_CONFLICT && idempotency_has_key(run->r)) {
        fail_clear(c);
        rc = store_write(c, run->r->web->o.store, run_write, run);
    }
    return rc;
}

static enum rc run_made(struct ctx *c, struct db *db, void *arg)
{
    struct run *run = arg;
    response_reset(run->a);
    run->r->db = db;
    enum rc rc = respond_ticket(run->r, run->a, 201, run->r->made_ticket);
    run->r->db = NULL;
    return rc;
}

// The write is committed, so whatever goes wrong from here on, the answer is that it was done.
static enum rc answer_made(struct run *run)
{
    struct request *r = run->r;
    if (store_read(r->ctx, r->web->o.store, run_made, run) == RC_OK)
        return RC_OK;
    fail_clear(r->ctx);
    response_reset(run->a);
    return respond_made_briefly(r, run->a, r->made_ticket);
}

// What takes a while is done before the writer is asked.
static enum rc prepare(struct request *r)
{
    if (r->route->handler == handle_tickets_reply)
        return prepare_reply(r);
    if (r->route->handler == handle_people_create || r->route->handler == handle_people_update)
        return prepare_person(r);
    return RC_OK;
}

static enum rc run_route(struct request *r, struct response *a)
{
    struct run run = {r, a};
    struct web *w = r->web;
    if (r->route->mode == MODE_READ)
        return store_read(r->ctx, w->o.store, run_read, &run);
    if (r->route->capability > CAP_LINK || (r->route->mode == MODE_WRITE && r->secret.n)) {
        if (r->secret.n)
            TRY(store_read(r->ctx, w->o.store, run_sign_in, &run));
        else
            TRY(access_check(r, NULL));
    }
    TRY(access_same_site(r));
    TRY(idempotency_check(r));
    TRY(read_form(r));
    if (r->route->mode == MODE_FREE)
        return call(r, a, NULL);
    TRY(access_pace(r, a));
    TRY(prepare(r));
    TRY(write_with_key(&run));
    web_committed(w);
    return r->made_ticket ? answer_made(&run) : RC_OK;
}

static enum rc answer(struct request *r, struct response *a)
{
    TRY(read_pairs(r));
    TRY(find_route(r, a));
    if (r->method == METHOD_OPTIONS) {
        response_body(a, 204, STR_NONE, STR_NONE);
        return RC_OK;
    }
    return run_route(r, a);
}

static void response_finish(struct request *r, struct response *a)
{
    response_header(a, S("Vary"), S("Accept, Authorization, Cookie"));
    atomic_fetch_add_explicit(&r->web->requests, 1, memory_order_relaxed);
    if (a->status >= 0 && a->status < STATUS_COUNT)
        atomic_fetch_add_explicit(&r->web->statuses[a->status], 1, memory_order_relaxed);
}

void web_handle(struct web *w, struct request *r, struct response *a)
{
    r->web = w;
    response_reset(a);
    access_credentials(r);
    r->face = accept_face(r);
    enum rc rc = answer(r, a);
    if (rc != RC_OK) {
        if (rc == RC_DB || rc == RC_IO)
            log_failure(w->o.log, r->ctx, r->route ? r->route->path.p : "request");
        struct header allow = a->headers_n ? a->headers[0] : (struct header){0};
        response_reset(a);
        if (str_eq(allow.name, S("Allow")) || str_eq(allow.name, S("Retry-After")))
            response_header(a, allow.name, allow.value);
        problem_respond(r, a, rc);
    }
    response_finish(r, a);
}
