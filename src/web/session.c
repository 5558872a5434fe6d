// SPDX-License-Identifier: Apache-2.0
// Signing in by password or by a link in a mail, and out. Answers never tell
// whether an address is known here; opening a link does nothing, pressing its
// button does. One password is hashed at a time: each takes 64 MB.
#include "desk/mailing.h"
#include "desk/person.h"
#include "web/access.h"
#include "web/inside.h"
#include "web/pairs.h"
#include "web/people_json.h"
#include "web/respond.h"
#include "web/routes.h"

#define TOO_OFTEN "That were many tries in a short time. Please wait a moment, or ask for a link by mail."
static const struct limit limit_sign_in = {"sign-in", 10, 30000, TOO_OFTEN};
static const struct limit limit_sign_in_address = {"sign-in-address", 60, 5000, TOO_OFTEN};
static const struct limit limit_link = {"link", 5, 60000,
                                        "A mail is on its way already. Please look for it, or wait a moment."};

struct sign_in_form {
    struct str email, password, then;
};
FORM(form_sign_in, struct sign_in_form, "Sign in", "Sign in",
     FIELD(struct sign_in_form, email, "email", "Your mail address", 320, .required = true),
     FIELD(struct sign_in_form, password, "password", "Password", 1000, .required = true),
     FIELD(struct sign_in_form, then, "then", NULL, 500));
FORM(form_sign_in_query, struct sign_in_form, NULL, NULL, FIELD(struct sign_in_form, then, "then", NULL, 500));

// Only a page of ours may follow.
static struct str then_path(struct str then)
{
    struct url url;
    return str_starts(then, S("/")) && url_check(then, &url) ? then : S("/");
}

static struct str cookie_of(const struct request *r, struct str token, int64_t life_ms)
{
    return str_fmt(r->ctx->arena, SESSION_COOKIE "=%.*s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%" PRId64 "%s",
                   STR_ARG(token), life_ms / 1000, r->web->is_https ? "; Secure" : "");
}

// What signing in needs and finds, for the functions that run in a transaction.
struct signing {
    struct request *r;
    struct str email, password, token;
    int64_t person_id;
    bool fits;
    struct str session_token;
};

static enum rc check_password(struct ctx *c, struct db *db, void *arg)
{
    struct signing *s = arg;
    return password_check(db, s->email, s->password, &s->person_id, &s->fits);
}

static enum rc begin_session(struct ctx *c, struct db *db, void *arg)
{
    struct signing *s = arg;
    struct request *r = s->r;
    TRY(session_create(db, s->person_id, &s->session_token));
    r->door = DOOR_COOKIE;
    r->secret = s->session_token;
    return access_sign_in(r, db);
}

static void session_json(struct json *j, const struct request *r)
{
    json_open(j, '{');
    json_key(j, "person");
    json_open(j, '{');
    json_member_int(j, "id", r->who.person_id);
    json_member_text(j, "name", r->who.name);
    json_member_text(j, "role", role_name(r->who.role));
    json_close(j, '}');
    json_member_text(j, "csrf", r->session.csrf);
    json_close(j, '}');
}

static enum rc respond_session(struct request *r, struct response *a, int status, struct str then)
{
    if (!wants_json(r))
        return response_redirect(a, then_path(then));
    struct json j = json_make(r->ctx->arena, 256);
    session_json(&j, r);
    return respond_json(r, a, status, &j);
}

static enum rc begin_and_respond(struct signing *s, struct response *a, struct str then)
{
    struct request *r = s->r;
    TRY(store_write(r->ctx, r->web->o.store, begin_session, s));
    if (!r->signed_in)
        return fail(r->ctx, RC_DENIED, "This account is not active any more. Please ask a lead of the desk.");
    response_header(a, S("Set-Cookie"), cookie_of(r, s->session_token, SESSION_LIFE_MS));
    return respond_session(r, a, 201, then);
}

enum rc handle_session_sign_in(struct request *r, struct response *a)
{
    const struct sign_in_form *f = r->form;
    struct signing s = {.r = r, .email = str_lower(r->ctx->arena, str_trim(f->email)), .password = f->password};
    TRY(access_limit(r, a, &limit_sign_in_address, r->address));
    TRY(access_limit(r, a, &limit_sign_in, s.email));
    pthread_mutex_lock(&r->web->password_lock);
    enum rc rc = store_read(r->ctx, r->web->o.store, check_password, &s);
    pthread_mutex_unlock(&r->web->password_lock);
    TRY(rc);
    if (!s.fits) {
        r->problem_status = 401;
        return fail(r->ctx, RC_DENIED,
                    "This address and password do not fit together. Please try again, or ask for a link by mail.");
    }
    limit_give(r->web->limits, &limit_sign_in, s.email, r->ctx->now_ms);
    limit_give(r->web->limits, &limit_sign_in_address, r->address, r->ctx->now_ms);
    return begin_and_respond(&s, a, f->then);
}

static enum rc end_session(struct ctx *c, struct db *db, void *arg)
{
    const struct request *r = arg;
    return session_end(db, r->secret);
}

enum rc handle_session_delete(struct request *r, struct response *a)
{
    if (r->door == DOOR_COOKIE) {
        TRY(store_write(r->ctx, r->web->o.store, end_session, r));
        response_header(a, S("Set-Cookie"), cookie_of(r, STR_NONE, 0));
    }
    return wants_json(r) ? response_body(a, 204, STR_NONE, STR_NONE) : response_redirect(a, S("/session"));
}

enum rc handle_session_show(struct request *r, struct response *a)
{
    const struct sign_in_form *f = r->form;
    if (r->signed_in)
        return respond_session(r, a, 200, f->then);
    r->problem_status = wants_json(r) ? 401 : 0;
    if (wants_json(r))
        return fail(r->ctx, RC_DENIED, "Nobody is signed in.");
    struct plain *p = plain_make(r, S("Sign in"));
    struct plain_form *form = plain_form(p, route_get(METHOD_POST, S("/session")), S("/session"));
    p->is_door = true;
    plain_hidden(p, form, S("then"), then_path(f->then));
    plain_form(p, route_get(METHOD_POST, S("/session/link")), S("/session/link"));
    return plain_respond(p, a, 200);
}

struct link_form {
    struct str email, token;
};
FORM(form_session_link, struct link_form, "Or by a link in a mail", "Send me a link",
     FIELD(struct link_form, email, "email", "Your mail address", 320, .required = true));
FORM(form_session_link_query, struct link_form, NULL, NULL,
     FIELD(struct link_form, token, "token", NULL, 500, .required = true));
FORM(form_session_link_use, struct link_form, "Sign in", "Sign in",
     FIELD(struct link_form, token, "token", NULL, 500, .required = true));

static enum rc want_link_mail(struct ctx *c, struct db *db, void *arg)
{
    struct signing *s = arg;
    struct person p;
    bool found;
    TRY(person_find_by_email(db, s->email, &p, &found));
    if (!found || !p.active)
        return RC_OK;
    const struct mail_wanted mail = {.person_id = p.id};
    return mail_want(db, &mail);
}

// The same answer for everybody.
enum rc handle_session_link_send(struct request *r, struct response *a)
{
    const struct link_form *f = r->form;
    struct signing s = {.r = r, .email = str_trim(f->email)};
    struct str said =
        S("If this address is known here, a mail with a link is on its way. It works once, for half an hour.");
    TRY(access_limit(r, a, &limit_sign_in_address, r->address));
    TRY(access_limit(r, a, &limit_link, str_lower(r->ctx->arena, s.email)));
    TRY(store_write(r->ctx, r->web->o.store, want_link_mail, &s));
    web_committed(r->web);
    if (!wants_json(r)) {
        struct plain *p = plain_make(r, S("Look into your mail"));
        p->is_door = true;
        p->lead = said;
        return plain_respond(p, a, 202);
    }
    struct json j = json_make(r->ctx->arena, 256);
    json_open(&j, '{');
    json_member_text(&j, "said", said);
    json_close(&j, '}');
    return respond_json(r, a, 202, &j);
}

static enum rc link_ended(struct request *r)
{
    r->problem_status = 403;
    return fail(r->ctx, RC_DENIED, "This link has been used already, or its time is over. Please ask for a new one.");
}

// Mail scanners open links, so opening this one does nothing but show a button.
enum rc handle_session_link_show(struct request *r, struct response *a)
{
    const struct link_form *f = r->form;
    struct link link;
    bool fits = link_parse(r->ctx->arena, r->web->o.identity->key, f->token, r->ctx->now_ms, &link);
    if (!fits || link.kind != LINK_SIGN_IN)
        return link_ended(r);
    struct plain *p = plain_make(r, S("Sign in"));
    p->is_door = true;
    p->lead = S("One press and you are in.");
    struct plain_form *form = plain_form(p, route_get(METHOD_POST, S("/session/link/use")), S("/session/link/use"));
    plain_hidden(p, form, S("token"), f->token);
    return plain_respond(p, a, 200);
}

static enum rc use_link(struct ctx *c, struct db *db, void *arg)
{
    struct signing *s = arg;
    TRY(link_use(db, s->token, &s->fits));
    return s->fits ? begin_session(c, db, s) : RC_OK;
}

enum rc handle_session_link_use(struct request *r, struct response *a)
{
    const struct link_form *f = r->form;
    struct link link;
    struct signing s = {.r = r, .token = f->token};
    bool fits = link_parse(r->ctx->arena, r->web->o.identity->key, f->token, r->ctx->now_ms, &link);
    if (!fits || link.kind != LINK_SIGN_IN)
        return link_ended(r);
    s.person_id = link.person_id;
    TRY(store_write(r->ctx, r->web->o.store, use_link, &s));
    if (!s.fits || !r->signed_in)
        return link_ended(r);
    response_header(a, S("Set-Cookie"), cookie_of(r, s.session_token, SESSION_LIFE_MS));
    return respond_session(r, a, 201, S("/"));
}
