// SPDX-License-Identifier: Apache-2.0
// The desk's door for browsers and programs: INTERFACE.md, "The web". Starts
// and stops the server, and answers single requests without one, for tests.
// Everything below is the other floors'.
#pragma once

#include "desk/mailing.h"
#include "store/store.h"
#include "web/request.h"

struct coach_rules;

struct web_options {
    struct store *store;
    const struct mail_identity *identity; // key, base URL and name; must outlive the web
    struct str listen;                    // "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one
    int threads;                          // 1 to 256; 0: 16. A thread waits while its write is committed
    size_t body_max;                      // of a request with uploads; 0: 26 MB
    int connections_max;                  // 0: 1000
    int connections_per_ip;               // 0: 250; not used behind a proxy
    bool behind_proxy;                    // the last address in X-Forwarded-For is the caller's
    const struct log *log;                // may be NULL
    const struct coach_rules *coach;      // reads replies before they leave; NULL: nothing is held
    // Called after each committed write, from any thread: to wake the job workers. May be NULL.
    void (*committed)(void *arg);
    void *committed_arg;
};

// Makes everything but the sockets. Ends with web_free().
NODISCARD enum rc web_create(struct ctx *c, const struct web_options *o, struct web **ret_web);
void web_free(struct web *w);
// Opens the socket and starts answering.
NODISCARD enum rc web_listen(struct ctx *c, struct web *w);
// web_create and web_listen in one.
NODISCARD enum rc web_start(struct ctx *c, const struct web_options *o, struct web **ret_web);
int web_port(const struct web *w);
// Takes no new connection, lets requests under way finish up to wait_ms, ends the threads, frees.
void web_stop(struct web *w, int64_t wait_ms);

// Tells those who wait for events that there may be some: after a commit outside the web. Cheap.
void web_wake(struct web *w);

// One request in, its response out. Never fails: trouble is a response too. r->ctx, method, path,
// query, headers, body and address are the caller's; the response lives in r->ctx->arena.
void web_handle(struct web *w, struct request *r, struct response *ret_response);
