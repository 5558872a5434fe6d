// SPDX-License-Identifier: Apache-2.0
// What a handler did, as JSON or as the page that comes next. People are sent
// on to a page after a write, so that loading it again repeats nothing. A
// ticket's ETag is its version and how the reader stands to it.
#include "web/respond.h"

#include "web/coach.h"
#include "web/idempotency.h"
#include "web/ticket_json.h"

enum rc respond_json(struct request *r, struct response *a, int status, struct json *j)
{
    struct str body;
    TRY(json_done(j, r->ctx, &body));
    return response_body(a, status, S("application/json"), body);
}

struct str path_of(struct arena *a, const char *prefix, int64_t id)
{
    struct buf b = buf_make(a, 40);
    buf_add(&b, str_of(prefix));
    buf_add_int(&b, id);
    return buf_str(&b);
}

struct str ticket_path(struct arena *a, int64_t number)
{
    return path_of(a, "/tickets/", number);
}

struct str ticket_etag(struct arena *a, const struct ticket_full *full)
{
    struct buf b = buf_make(a, 32);
    buf_add_char(&b, '"');
    buf_add_int(&b, full->ticket.version);
    buf_add_char(&b, '-');
    buf_add_int(&b, full->as);
    buf_add_char(&b, '"');
    return buf_str(&b);
}

bool etag_fits(const struct request *r, struct str etag)
{
    struct str rest = request_header(r, S("if-none-match")), tag;
    while (str_cut(&rest, ',', &tag)) {
        tag = str_trim(tag);
        if (str_starts(tag, S("W/")))
            tag = str_from(tag, 2);
        if (str_eq(tag, etag) || str_eq(tag, S("*")))
            return true;
    }
    return false;
}

enum rc respond_ticket(struct request *r, struct response *a, int status, int64_t number)
{
    struct ticket_full full;
    if (status == 201)
        response_header(a, S("Location"), ticket_path(r->ctx->arena, number));
    if (!wants_json(r)) {
        a->headers_n = 0;
        return response_redirect(a, ticket_path(r->ctx->arena, number));
    }
    TRY(ticket_get_full(r->db, &r->who, number, &full));
    struct str etag = ticket_etag(r->ctx->arena, &full);
    response_header(a, S("ETag"), etag);
    if (r->method == METHOD_GET && etag_fits(r, etag))
        return response_body(a, 304, STR_NONE, STR_NONE);
    struct json j = json_make(r->ctx->arena, 4096);
    ticket_full_json(&j, &full);
    return respond_json(r, a, status, &j);
}

enum rc respond_made(struct request *r, struct response *a, int64_t number)
{
    if (!wants_json(r) || idempotency_has_key(r))
        return respond_ticket(r, a, 201, number);
    r->made_ticket = number;
    return RC_OK;
}

enum rc respond_made_briefly(struct request *r, struct response *a, int64_t number)
{
    struct json j = json_make(r->ctx->arena, 64);
    response_header(a, S("Location"), ticket_path(r->ctx->arena, number));
    json_open(&j, '{');
    json_member_int(&j, "number", number);
    json_close(&j, '}');
    return respond_json(r, a, 201, &j);
}

enum rc respond_done(struct request *r, struct response *a, int status, const struct done *done)
{
    struct ticket t;
    if (!wants_json(r))
        return response_redirect(a, ticket_path(r->ctx->arena, done->number));
    // Who took themselves off a ticket does not see it any more; it is done all the same.
    enum rc rc = ticket_get(r->db, &r->who, done->number, &t);
    if (rc == RC_NOT_FOUND) {
        fail_clear(r->ctx);
        return response_body(a, 204, STR_NONE, STR_NONE);
    }
    TRY(rc);
    struct json j = json_make(r->ctx->arena, 2048);
    json_open(&j, '{');
    ticket_head_json(&j, &t);
    json_member_id(&j, "id", done->id);
    json_member_bool(&j, "reopened", done->reopened);
    json_member_bool(&j, "opened_successor", done->opened_successor);
    if (r->remarks)
        coach_member(&j, r->remarks);
    json_close(&j, '}');
    return respond_json(r, a, status, &j);
}

enum rc respond_handoff(struct request *r, struct response *a, int status, int64_t id)
{
    struct handoff h;
    TRY(handoff_get(r->db, &r->who, id, &h));
    if (!wants_json(r))
        return response_redirect(a, ticket_path(r->ctx->arena, h.ticket));
    struct json j = json_make(r->ctx->arena, 1024);
    handoff_json(&j, &h);
    return respond_json(r, a, status, &j);
}
