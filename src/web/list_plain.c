// SPDX-License-Identifier: Apache-2.0
// Lists of requests: a person and a sentence before a number. Staff read who
// waits and for what; whoever asked reads who looks after them and what happens
// next. The lines come in the order of the list.
#include "base/datetime.h"
#include "web/pages/ticket_view.h"
#include "web/respond.h"
#include "web/ticket_plain.h"

static struct str next_for_staff(struct arena *a, const struct step *s)
{
    switch (s->kind) {
    case STEP_KIND_TARGET:
        return S("Waits for an answer");
    case STEP_KIND_PROMISE:
        return str_fmt(a, "Promised: %.*s", STR_ARG(s->what));
    case STEP_KIND_QUESTION:
        return str_fmt(a, "We asked: %.*s", STR_ARG(s->what));
    case STEP_KIND_PROPOSAL:
        return S("Asked whether it is solved");
    case STEP_KIND_DECLINE:
        return S("Told why we cannot do this");
    case STEP_KIND_REVIEW:
        return S("Waits for a second look at our “no”");
    case STEP_KIND_REST:
        break;
    }
    return S("Rests; any word wakes it");
}

static struct str next_for_person(struct arena *a, const struct ticket_line *t)
{
    struct str owner = name_first(t->owner.name);
    switch (t->next.kind) {
    case STEP_KIND_TARGET:
        return str_fmt(a, "%.*s answers you", STR_ARG(owner));
    case STEP_KIND_PROMISE:
        return str_fmt(a, "%.*s’s word to you: %.*s", STR_ARG(owner), STR_ARG(t->next.what));
    case STEP_KIND_QUESTION:
        return str_fmt(a, "We need something from you: %.*s", STR_ARG(t->next.what));
    case STEP_KIND_PROPOSAL:
        return S("Please tell us whether it is solved");
    case STEP_KIND_DECLINE:
        return S("We cannot do this; you can ask for a second look");
    case STEP_KIND_REVIEW:
        return S("We are having a second look");
    case STEP_KIND_REST:
        break;
    }
    return S("It rests; one word from you and it goes on");
}

static struct str ending_words(enum ticket_outcome outcome)
{
    static const struct str words[OUTCOME_COUNT_] = {
        [OUTCOME_NONE] = S_INIT("Ended"),           [OUTCOME_SOLVED] = S_INIT("Solved"),
        [OUTCOME_WITHDRAWN] = S_INIT("Not needed"), [OUTCOME_DECLINED] = S_INIT("We could not"),
        [OUTCOME_MERGED] = S_INIT("Joined"),
    };
    return words[outcome];
}

static void line_fill(struct request *r, const struct ticket_line *t, struct plain_item *item)
{
    struct arena *a = r->ctx->arena;
    bool is_theirs = t->requester.id == r->who.person_id;
    const struct person_ref *shown = is_theirs ? &t->owner : &t->requester;
    struct str next = !t->next.id ? S("It is closed") : is_theirs ? next_for_person(a, t) : next_for_staff(a, &t->next);
    item->is_request = true;
    item->what = t->subject;
    item->initial = name_initial(a, shown->name);
    item->is_desk = is_theirs;
    item->tint = name_tint(shown->id);
    if (t->owner.id == r->who.person_id || is_theirs)
        item->sub = str_fmt(a, "%.*s · R-%" PRId64, STR_ARG(next), t->number);
    else
        item->sub = str_fmt(a, "%.*s · %.*s looks after it · R-%" PRId64, STR_ARG(next), STR_ARG(t->owner.name), t->number);
    item->effect = effect_words(t->effect);
    item->effect_level = 3 - (int)t->effect;
    item->side = ending_words(t->outcome);
    if (!t->next.id || t->next.kind == STEP_KIND_REST) {
        item->side = t->next.id ? S("Resting") : item->side;
        return;
    }
    item->due.iso = datetime_rfc3339(a, t->next.by_at);
    item->due.words = datetime_for_people(a, t->next.by_at, r->ctx->now_ms, r->session.time_zone);
    when_near(a, t->next.by_at, r->ctx->now_ms, t->next.who != STEP_WHO_YOU, &item->due);
}

// "You look after 18 requests. One of them is late."
static struct str today_words(struct arena *a, const struct ticket_list *list)
{
    size_t late = 0;
    for (size_t i = 0; i < list->n; i++)
        late += list->items[i].late;
    struct buf b = buf_make(a, 120);
    buf_addf(&b, "You look after %zu request%s.", list->n, list->n == 1 ? "" : "s");
    if (late == 1)
        buf_lit(&b, " One of them is late.");
    else if (late)
        buf_addf(&b, " %zu of them are late.", late);
    return buf_str(&b);
}

static void empty_words(struct request *r, struct plain *p, bool is_home)
{
    if (!is_home) {
        p->empty = S("No request fits.");
        p->then = S("Fewer or other words may find it; “is:any” also looks among those that are closed.");
    } else if (actor_is_staff(&r->who)) {
        p->empty = S("Nobody waits for you.");
        p->then = S("What the others look after is in the inbox.");
    } else {
        p->empty = S("You have not asked for anything yet.");
        p->then = S("“Ask for help” above needs no more than a sentence.");
    }
}

enum waits { WAITS_FOR_ANYBODY, WAITS_FOR_US, WAITS_FOR_THEM };

static void lines_add(struct plain *p, const struct ticket_list *list, enum waits waits, struct str slot)
{
    struct request *r = p->r;
    for (size_t i = 0; i < list->n; i++) {
        const struct ticket_line *t = &list->items[i];
        bool is_ours = t->next.who != STEP_WHO_YOU && t->next.kind != STEP_KIND_REST;
        if (waits != WAITS_FOR_ANYBODY && is_ours != (waits == WAITS_FOR_US))
            continue;
        struct str who = t->requester.id == r->who.person_id ? STR_NONE : t->requester.name;
        struct plain_item *item = plain_item(p, who, ticket_path(r->ctx->arena, t->number));
        line_fill(r, t, item);
        item->slot = slot;
        slot = STR_NONE;
    }
}

enum rc ticket_list_plain(struct request *r, struct response *a, struct str title, const struct ticket_list *list)
{
    struct plain *p = plain_make(r, title);
    bool is_home = r->path.n == 1, is_staff = actor_is_staff(&r->who);
    p->layout.query = pairs_get(r->pairs, S("q"));
    p->layout.nav = !is_staff ? NAV_REQUESTS : is_home ? NAV_TODAY : NAV_INBOX;
    if (list->said.n)
        p->lead = str_fmt(r->ctx->arena, "%.*s.", STR_ARG(list->said));
    else if (is_home && is_staff && list->n)
        p->lead = today_words(r->ctx->arena, list);
    empty_words(r, p, is_home);
    if (is_home && is_staff) {
        lines_add(p, list, WAITS_FOR_US, S("What you owe, soonest first"));
        lines_add(p, list, WAITS_FOR_THEM, S("What you wait for"));
    } else {
        lines_add(p, list, WAITS_FOR_ANYBODY, STR_NONE);
    }
    plain_more(p, list->next);
    return plain_respond(p, a, 200);
}
