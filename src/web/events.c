// SPDX-License-Identifier: Apache-2.0
// The durable feed of everything a caller may see (INTERFACE.md): pages of
// events after a sequence number, waiting for news when there are none, and
// the start of a live stream. A caller that goes on from `next` misses
// nothing.
#include "desk/history.h"
#include "web/event_json.h"
#include "web/inside.h"
#include "web/respond.h"
#include "web/routes.h"

#define LIMIT_DEFAULT 100
#define LIMIT_MAX 200
#define WAIT_SECONDS_MAX 60

struct events_form {
    struct str after, limit;
    int64_t wait;
};
FORM(form_events, struct events_form, NULL, NULL, FIELD(struct events_form, after, "after", NULL, 20),
     FIELD(struct events_form, limit, "limit", NULL, 10),
     FIELD(struct events_form, wait, "wait", NULL, WAIT_SECONDS_MAX));

struct feed_page {
    struct request *r;
    int64_t after, limit, horizon, seen;
    struct event_list list;
};

static enum rc page_parse(struct request *r, struct feed_page *page)
{
    const struct events_form *f = r->form;
    struct str after = str_or(request_header(r, S("last-event-id")), f->after);
    *page = (struct feed_page){.r = r, .limit = LIMIT_DEFAULT};
    if (after.n && (!str_to_int64(after, &page->after) || page->after < 0))
        return fail_field(r->ctx, "after", "after is the seq of the last event that you have seen.");
    if (f->limit.n && (!str_to_int64(f->limit, &page->limit) || page->limit < 1 || page->limit > LIMIT_MAX))
        return fail_field(r->ctx, "limit", "limit is a number from 1 to %d.", LIMIT_MAX);
    return RC_OK;
}

static enum rc page_read(struct ctx *c, struct db *db, void *arg)
{
    struct feed_page *page = arg;
    page->seen = page->after;
    return feed_list(db, &page->r->who, page->after, page->horizon, page->limit, &page->list, &page->seen);
}

enum rc handle_events_list(struct request *r, struct response *a)
{
    const struct events_form *f = r->form;
    struct feed_page page;
    TRY(page_parse(r, &page));
    TRY(feed_horizon(r->ctx, r->web->o.store, &page.horizon));
    TRY(store_read(r->ctx, r->web->o.store, page_read, &page));
    if (!page.list.n && f->wait) {
        a->wait_ms = f->wait * 1000;
        a->wait_seq = page.horizon;
    }
    struct json j = json_make(r->ctx->arena, 4096);
    json_open(&j, '{');
    json_key(&j, "items");
    json_open(&j, '[');
    for (size_t i = 0; i < page.list.n; i++)
        event_json(&j, &page.list.items[i], &r->who, r->ctx->now_ms, r->session.time_zone);
    json_close(&j, ']');
    json_member_text(&j, "next", path_of(r->ctx->arena, "", page.seen));
    json_close(&j, '}');
    return respond_json(r, a, 200, &j);
}

enum rc handle_live_show(struct request *r, struct response *a)
{
    const struct events_form *f = r->form;
    struct feed_page page;
    TRY(page_parse(r, &page));
    int64_t horizon;
    TRY(feed_horizon(r->ctx, r->web->o.store, &horizon));
    a->live = true;
    // Without a place to go on from, a page only wants what happens from now on.
    a->live_seq = f->after.n || request_header(r, S("last-event-id")).n ? page.after : horizon;
    return response_body(a, 200, S("text/event-stream"), STR_NONE);
}
