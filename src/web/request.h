// SPDX-License-Identifier: Apache-2.0
// A request and its response as the house sees them: no sockets, no library of
// HTTP. http.c fills the first part of a request, the router the second; a
// handler reads both and fills the response. All text lives at least as long as
// the request's arena (ctx->arena).
#pragma once

#include "base/ctx.h"
#include "desk/credential.h"
#include "store/store.h"

#define HEADERS_MAX 64 // more are not read; the memory for all of them is bounded as well
#define RESPONSE_HEADERS_MAX 12
#define PARAMS_MAX_PATH 2

enum method {
    METHOD_GET,
    METHOD_HEAD,
    METHOD_POST,
    METHOD_PUT,
    METHOD_PATCH,
    METHOD_DELETE,
    METHOD_OPTIONS,
    METHOD_OTHER
};
enum face { FACE_HTML, FACE_JSON };
enum door { DOOR_NONE, DOOR_COOKIE, DOOR_TOKEN }; // how the caller proves who they are

struct header {
    struct str name, value;
};

struct coach_remarks;
struct web;
struct route;
struct pairs;

struct request {
    struct ctx *ctx;
    struct web *web;
    // As it came.
    enum method method;
    struct str path, query; // as sent, still percent-encoded; query without the '?'
    struct header headers[HEADERS_MAX];
    size_t headers_n;
    struct str body;
    bool body_too_large; // more came than the route takes; body is empty
    struct str address;  // the caller's IP
    bool last_wait;      // it has waited for news and its time is up: answer with what there is
    // What the router makes of it.
    const struct route *route;
    struct str params[PARAMS_MAX_PATH]; // of the path, decoded
    int64_t ids[PARAMS_MAX_PATH];       // the same as numbers, 0 where it is none
    enum face face;
    enum door door;
    struct str secret; // the cookie's or bearer's token
    bool signed_in;
    struct session session;
    struct actor who;
    struct pairs *pairs;      // what a form or query held, as it was typed
    const void *form;         // the route's own struct, decoded
    struct str password_hash; // made before the write began, else none
    bool held;                // the coach holds this reply (R26)
    const struct coach_remarks *remarks; // what the coach found in it; NULL: it was not asked
    struct db *db;            // set while the handler runs in a read or a write
    int64_t made_ticket;      // what the write made: read for the answer when it is committed; 0: answered already
    int problem_status;       // where the rc alone does not say it, else 0
    struct str problem_extra; // more members for a problem answer: JSON without braces, else none
};

struct response {
    int status;
    struct str type, body;
    struct header headers[RESPONSE_HEADERS_MAX];
    size_t headers_n;
    bool is_private; // not to be kept by caches; true unless a handler says otherwise
    bool is_foreign; // bytes of strangers: no script, no page of ours may come of it
    // Nothing yet: the server may ask again after an event past wait_seq, or after wait_ms; 0: answer now.
    int64_t wait_ms, wait_seq;
    bool live; // a stream of events follows, from live_seq on
    int64_t live_seq;
};

typedef enum rc handler_fn(struct request *r, struct response *a);

// The value of a header by its lower-case name; STR_NONE without it.
struct str request_header(const struct request *r, struct str name);
// One value of the Cookie header (RFC 6265, section 4.2).
struct str request_cookie(const struct request *r, struct str name);
enum method method_parse(struct str s);
struct str method_name(enum method m);

void response_reset(struct response *a);
void response_header(struct response *a, struct str name, struct str value);
// A see-other to a path of ours, for browsers after a write.
enum rc response_redirect(struct response *a, struct str path);
enum rc response_body(struct response *a, int status, struct str type, struct str body);
