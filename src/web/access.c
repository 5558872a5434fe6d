// SPDX-License-Identifier: Apache-2.0
// A bearer token wins over a cookie: a program that sends one means it. Only
// cookies need the check against other sites, because only they are sent by the
// browser on its own.
#include "web/access.h"

#include "base/crypto.h"
#include "web/inside.h"
#include "web/pairs.h"
#include "web/problem.h"
#include "web/routes.h"

static const struct limit limit_ask = {
    "ask", 60, 3000, "That were many requests in a short time. Please wait a moment and send this one again."};
static const struct limit limit_ask_stranger = {
    "ask-address", 10, 60000, "That were many requests in a short time. Please wait a moment and send this one again."};

void access_credentials(struct request *r)
{
    struct str authorization = request_header(r, S("authorization"));
    if (str_starts_nocase(authorization, S("bearer "))) {
        r->door = DOOR_TOKEN;
        r->secret = str_trim(str_from(authorization, 7));
        return;
    }
    r->secret = request_cookie(r, S(SESSION_COOKIE));
    r->door = r->secret.n ? DOOR_COOKIE : DOOR_NONE;
}

enum rc access_sign_in(struct request *r, struct db *db)
{
    r->signed_in = false;
    r->session = (struct session){0};
    r->who = (struct actor){0};
    if (!r->secret.n || r->secret.n > 200)
        return RC_OK;
    if (r->door == DOOR_TOKEN)
        TRY(token_find(db, r->secret, &r->session, &r->signed_in));
    else
        TRY(session_find(db, r->secret, &r->session, &r->signed_in));
    if (!r->signed_in)
        return RC_OK;
    r->who = r->session.actor;
    r->who.via = r->door == DOOR_TOKEN ? VIA_API : VIA_WEB;
    return RC_OK;
}

// If-Match: "17-2" or 17 names the version that a write is about; anything else fits no version.
static void read_if_match(struct request *r)
{
    struct str s = str_trim(request_header(r, S("if-match")));
    if (!s.n || str_eq(s, S("*")) || r->method == METHOD_GET)
        return;
    if (str_starts(s, S("W/")))
        s = str_from(s, 2);
    if (str_starts(s, S("\"")))
        s = str_from(s, 1);
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    int64_t version = 0;
    bool fits = str_to_int64(str_slice(s, 0, n), &version) && version > 0;
    r->who.if_version = fits ? version : -1;
}

static bool capability_holds(const struct request *r)
{
    switch (r->route->capability) {
    case CAP_PUBLIC:
    case CAP_LINK:
        return true;
    case CAP_SIGNED_IN:
        return r->signed_in;
    case CAP_STAFF:
        return r->signed_in && r->who.role >= ROLE_AGENT;
    case CAP_LEAD:
        return r->signed_in && r->who.role >= ROLE_LEAD;
    case CAP_ADMIN:
        return r->signed_in && r->who.role >= ROLE_ADMIN;
    }
    return false;
}

enum rc access_check(struct request *r, struct db *db)
{
    (void)db;
    read_if_match(r);
    if (capability_holds(r))
        return RC_OK;
    if (!r->signed_in)
        return fail(r->ctx, RC_DENIED, "%s",
                    r->door == DOOR_TOKEN
                        ? "This token is not known here, or it has been ended. Please use another one."
                        : "Please sign in first.");
    return fail(r->ctx, RC_DENIED, "You are signed in, but this is for others to do. A lead of your desk can help.");
}

// The host of "https://host:port/…".
static struct str host_of(struct str origin)
{
    ptrdiff_t at = str_find(origin, S("://"));
    if (at < 0)
        return STR_NONE;
    struct str rest = str_from(origin, (size_t)at + 3), host;
    str_cut(&rest, '/', &host);
    return host;
}

static bool comes_from_elsewhere(const struct request *r)
{
    struct str site = request_header(r, S("sec-fetch-site")), origin = request_header(r, S("origin"));
    if (site.n && !str_eq(site, S("same-origin")) && !str_eq(site, S("none")))
        return true;
    if (!origin.n)
        return false;
    struct str host = host_of(origin);
    // "null" is what a page in a sandbox says: it has no host, and is nobody's.
    return !host.n || (!str_eq_nocase(host, request_header(r, S("host"))) && !str_eq_nocase(host, r->web->host));
}

static bool csrf_fits(const struct request *r)
{
    struct str given = request_header(r, S("x-csrf-token"));
    if (!given.n)
        given = pairs_get(r->pairs, S("csrf"));
    struct str want = r->session.csrf;
    return want.n && given.n == want.n && bytes_equal(given.p, want.p, want.n);
}

enum rc access_same_site(struct request *r)
{
    if (r->route->method == METHOD_GET || r->door == DOOR_TOKEN || r->route->capability == CAP_LINK)
        return RC_OK;
    bool fits = !comes_from_elsewhere(r);
    if (r->signed_in)
        fits = fits && csrf_fits(r);
    if (fits)
        return RC_OK;
    r->problem_status = 403;
    return fail(r->ctx, RC_DENIED,
                "This did not come from one of the desk's own pages, or the page was open for long. "
                "Please load the page again and repeat it.");
}

enum rc access_limit(struct request *r, struct response *a, const struct limit *limit, struct str who)
{
    int64_t wait_ms;
    enum rc rc = limit_take(r->ctx, r->web->limits, limit, who, &wait_ms);
    if (rc == RC_OK)
        return RC_OK;
    r->problem_status = 429;
    response_reset(a);
    response_header(a, S("Retry-After"), str_fmt(r->ctx->arena, "%" PRId64, (wait_ms + 999) / 1000));
    return rc;
}

enum rc access_pace(struct request *r, struct response *a)
{
    if (r->route->handler == handle_tickets_create && r->who.role == ROLE_REQUESTER)
        return access_limit(r, a, &limit_ask, str_fmt(r->ctx->arena, "%" PRId64, r->who.person_id));
    if (r->route->handler == handle_ask_create)
        return access_limit(r, a, &limit_ask_stranger, r->address);
    return RC_OK;
}
