// SPDX-License-Identifier: Apache-2.0
// For tests of the web: a small desk with people and their tokens, and one call
// that sends a request through the whole house, without sockets, at a fixed
// moment. Only for *_test.c files.
#pragma once

#include "base/crypto.h"
#include "desk/credential.h"
#include "desk/person.h"
#include "store/store_kit.h"
#include "web/inside.h"
#include "web/openapi_kit.h"

#define UNUSED_HERE __attribute__((unused))

struct web_kit {
    struct store *store;
    struct arena *arena;
    struct ctx ctx;
    struct mail_identity identity;
    struct web *web;
    json_t *openapi;
    int port; // where the tests on sockets find it
    int64_t admin_id, ana_id, bo_id, noor_id, sam_id;
    struct str admin, ana, bo, noor, sam; // API tokens; Ana owns what comes in, Bo is a colleague
};

struct sent {
    int status;
    struct str type, body, location, allow, retry, etag, cookie;
};

// What a request may carry beside its method, path and token.
struct extra {
    struct str type, accept, cookie, csrf, key, if_match, if_none_match, origin, method;
};

static enum rc kit_people(struct ctx *c, struct db *db, void *arg)
{
    struct web_kit *k = arg;
    const struct {
        const char *email, *name;
        enum role role;
        int64_t *id;
        struct str *token;
    } people[] = {
        {"ana@tidewell.example", "Ana Ruiz", ROLE_AGENT, &k->ana_id, &k->ana},
        {"bo@tidewell.example", "Bo Lind", ROLE_AGENT, &k->bo_id, &k->bo},
        {"noor@tidewell.example", "Noor Haddad", ROLE_REQUESTER, &k->noor_id, &k->noor},
        {"sam@tidewell.example", "Sam Oak", ROLE_REQUESTER, &k->sam_id, &k->sam},
    };
    TRY(desk_create(db, S("lena@tidewell.example"), S("Tidewell IT"), &k->admin_id));
    TRY(token_create(db, k->admin_id, S("test"), &k->admin));
    const struct actor admin = {.person_id = k->admin_id, .role = ROLE_ADMIN, .via = VIA_COMMAND};
    for (size_t i = 0; i < ARRAY_LEN(people); i++) {
        struct str *email = arena_new(c->arena, struct str);
        int64_t *teams = arena_new(c->arena, int64_t);
        *email = str_of(people[i].email);
        *teams = 1;
        struct person_changes p = {.name = str_of(people[i].name),
                                   .emails = email,
                                   .emails_n = 1,
                                   .has_role = true,
                                   .role = people[i].role,
                                   .has_teams = people[i].role != ROLE_REQUESTER,
                                   .teams = teams,
                                   .teams_n = people[i].role != ROLE_REQUESTER};
        TRY(person_create(db, &admin, &p, people[i].id));
        TRY(token_create(db, *people[i].id, S("test"), people[i].token));
    }
    const struct team_changes duty = {.on_duty_id = k->ana_id};
    TRY(team_update(db, &admin, 1, &duty));
    return desk_key(db, &k->identity.key);
}

UNUSED_HERE static struct web_kit *web_kit_open(struct store *s)
{
    struct arena *a = arena_create((size_t)512 * 1024 * 1024);
    struct web_kit *k = arena_new(a, struct web_kit);
    crypto_start();
    k->store = s;
    k->arena = a;
    k->ctx = (struct ctx){.arena = a, .now_ms = KIT_NOW_MS};
    k->identity = (struct mail_identity){.base_url = S("http://desk.example"), .desk_name = S("Tidewell IT")};
    enum rc rc = store_write(&k->ctx, s, kit_people, k);
    if (rc != RC_OK)
        print_error("%.*s %.*s\n", STR_ARG(k->ctx.failure.detail), STR_ARG(k->ctx.failure.cause));
    assert_ok(rc);
    const struct web_options o = {.store = s, .identity = &k->identity, .listen = S("127.0.0.1:0"), .threads = 4};
    assert_ok(web_create(&k->ctx, &o, &k->web));
    k->openapi = openapi_load();
    return k;
}

UNUSED_HERE static void web_kit_close(struct web_kit *k)
{
    web_free(k->web);
    json_decref(k->openapi);
    arena_free(k->arena);
}

static inline void kit_header(struct request *r, struct str name, struct str value)
{
    if (!str_is_none(value))
        r->headers[r->headers_n++] = (struct header){name, value};
}

static inline struct str kit_answer_header(const struct response *a, struct str name)
{
    for (size_t i = 0; i < a->headers_n; i++)
        if (str_eq(a->headers[i].name, name))
            return a->headers[i].value;
    return STR_NONE;
}

UNUSED_HERE static struct sent sent_with(struct web_kit *k, struct str method, struct str target, struct str token,
                                         struct str body, const struct extra *x)
{
    struct ctx *c = arena_new(k->arena, struct ctx);
    struct request *r = arena_new(k->arena, struct request);
    struct response *a = arena_new(k->arena, struct response);
    *c = (struct ctx){.arena = k->arena, .now_ms = k->ctx.now_ms};
    r->ctx = c;
    r->method = method_parse(method);
    ptrdiff_t at = str_find_char(target, '?');
    r->path = at < 0 ? target : str_slice(target, 0, (size_t)at);
    r->query = at < 0 ? STR_NONE : str_from(target, (size_t)at + 1);
    r->body = body;
    r->address = S("192.0.2.7");
    kit_header(r, S("Host"), S("desk.example"));
    if (token.n)
        kit_header(r, S("Authorization"), str_fmt(k->arena, "Bearer %.*s", STR_ARG(token)));
    kit_header(r, S("Content-Type"), body.n && !x->type.n ? S("application/json") : x->type);
    kit_header(r, S("Accept"), x->accept);
    kit_header(r, S("Cookie"), x->cookie);
    kit_header(r, S("X-CSRF-Token"), x->csrf);
    kit_header(r, S("Idempotency-Key"), x->key);
    kit_header(r, S("If-Match"), x->if_match);
    kit_header(r, S("If-None-Match"), x->if_none_match);
    kit_header(r, S("Origin"), x->origin);
    web_handle(k->web, r, a);
    openapi_hold(k->arena, k->openapi, r, a);
    return (struct sent){a->status,
                         a->type,
                         a->body,
                         kit_answer_header(a, S("Location")),
                         kit_answer_header(a, S("Allow")),
                         kit_answer_header(a, S("Retry-After")),
                         kit_answer_header(a, S("ETag")),
                         kit_answer_header(a, S("Set-Cookie"))};
}

// As a program: JSON in, JSON out.
UNUSED_HERE static struct sent sent_by(struct web_kit *k, const char *method, const char *target, struct str token,
                                       const char *body)
{
    const struct extra x = {.accept = S("application/json")};
    return sent_with(k, str_of(method), str_of(target), token, str_of(body), &x);
}

#define assert_status(sent_expr, wanted) kit_assert_status((sent_expr), (wanted), __FILE__, __LINE__)
static inline struct sent kit_assert_status(struct sent s, int wanted, const char *file, int line)
{
    if (s.status != wanted) {
        print_error("status %d instead of %d: %.*s\n", s.status, wanted, STR_ARG(s.body));
        _fail(file, line);
    }
    return s;
}
#define assert_has(text, part) kit_assert_has((text), str_of(part), __FILE__, __LINE__)
static inline void kit_assert_has(struct str text, struct str part, const char *file, int line)
{
    if (str_has(text, part))
        return;
    print_error("\"%.*s\" is not in:\n%.*s\n", STR_ARG(part), STR_ARG(text));
    _fail(file, line);
}
