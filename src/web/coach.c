// SPDX-License-Identifier: Apache-2.0
// A draft comes with its thread, or with the number of a ticket whose thread the
// desk knows. Nothing of it is kept but how often each rule spoke. A desk without
// rules has no coach; everything else works without one.
#include "web/coach.h"

#include "desk/coaching.h"
#include "web/form.h"
#include "web/inside.h"
#include "web/routes.h"

#define DRAFT_BYTES_MAX (64 * 1024)
#define THREAD_BYTES_MAX (1024 * 1024)

struct reading {
    struct request *r;
    int64_t ticket;
    struct ticket_full full;
};

static enum rc ticket_read(struct ctx *c, struct db *db, void *arg)
{
    struct reading *g = arg;
    return ticket_get_full(db, &g->r->who, g->ticket, &g->full);
}

enum rc coach_read_reply(struct request *r, int64_t ticket, struct str text, bool closing, struct coach_remarks *ret_remarks)
{
    struct reading g = {.r = r, .ticket = ticket};
    TRY(store_read(r->ctx, r->web->o.store, ticket_read, &g));
    struct coach_draft draft = coaching_draft(r->ctx->arena, &g.full, &r->who, text, r->ctx->now_ms);
    draft.facts.closing = closing ? COACH_YES : COACH_NO;
    return coach_read(r->ctx, r->web->o.coach, &draft, ret_remarks);
}

void coach_member(struct json *j, const struct coach_remarks *remarks)
{
    struct buf b = buf_make(j->out.arena, 2048);
    coach_remarks_json(&b, remarks);
    json_key(j, "coach");
    json_raw(j, buf_str(&b));
}

enum rc coach_offer(struct request *r)
{
    struct buf b = buf_make(r->ctx->arena, 2048);
    buf_lit(&b, "\"coach\":");
    coach_remarks_json(&b, r->remarks);
    return buf_done(&b, &r->problem_extra);
}

enum rc coach_time(struct request *r, const char *field, struct str text, int64_t *ret_ms)
{
    const struct coach_draft when = {
        .now_ms = r->ctx->now_ms, .zone = r->session.time_zone, .language = r->session.language};
    enum coach_grain grain;
    text = str_trim(text);
    *ret_ms = 0;
    if (!text.n || time_parse(text, r->session.time_zone, ret_ms))
        return RC_OK;
    if (coach_time_parse(r->ctx, text, &when, ret_ms, &grain) == RC_OK)
        return RC_OK;
    fail_clear(r->ctx);
    return fail_field(r->ctx, field, "This time is not clear. Write it as in \"Tuesday 3pm\", \"tomorrow 12:00\" or "
                                     "2026-10-14T09:12:00Z.");
}

struct coach_form {
    struct str draft, thread;
    int64_t ticket;
};
FORM(form_coach, struct coach_form, "Read a draft", "Read it",
     FIELD(struct coach_form, draft, "draft", "The draft", DRAFT_BYTES_MAX, .required = true),
     FIELD(struct coach_form, ticket, "ticket", "The number of the ticket that it answers", INT64_MAX),
     FIELD(struct coach_form, thread, "thread", NULL, THREAD_BYTES_MAX, .raw = true));

static enum rc draft_read(struct request *r, const struct coach_form *f, struct coach_remarks *ret_remarks)
{
    struct coach_draft draft = {.text = f->draft, .now_ms = r->ctx->now_ms, .zone = r->session.time_zone};
    if (f->ticket)
        return coach_read_reply(r, f->ticket, f->draft, false, ret_remarks);
    if (f->thread.n)
        TRY(coach_thread_parse(r->ctx, f->thread, &draft));
    return coach_read(r->ctx, r->web->o.coach, &draft, ret_remarks);
}

static enum rc count_seen(struct ctx *c, struct db *db, void *arg)
{
    return coaching_count(db, arg, COACHING_SEEN);
}

enum rc handle_coach_read(struct request *r, struct response *a)
{
    struct coach_remarks remarks;
    struct buf b = buf_make(r->ctx->arena, 4096);
    struct str json;
    if (!r->web->o.coach)
        return fail(r->ctx, RC_BUSY, "The coach is not at hand on this desk.");
    TRY(draft_read(r, r->form, &remarks));
    if (remarks.finding_count)
        TRY(store_write(r->ctx, r->web->o.store, count_seen, &remarks));
    coach_remarks_json(&b, &remarks);
    TRY(buf_done(&b, &json));
    return response_body(a, 200, S("application/json"), json);
}
