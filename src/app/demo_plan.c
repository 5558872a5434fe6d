// SPDX-License-Identifier: Apache-2.0
// Works out when each step happens, and in which order all of them do. A story
// that cannot be played (a moment that goes backwards, or has yet to come) is
// an error of ours that the tests find; it is told with the words at fault.
#include "app/demo_play.h"

#include "app/demo_time.h"
#include "base/datetime.h"

#define TALE(name) &demo_tale_##name,
static const struct demo_tale *const tales[] = {DEMO_TALES(TALE)};

static int by_moment(const void *a, const void *b)
{
    const struct demo_event *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void count(struct demo_play *p)
{
    for (size_t i = 0; i < ARRAY_LEN(tales); i++) {
        p->events_n += tales[i]->n;
        for (size_t j = 0; j < tales[i]->n; j++)
            p->stories_n += tales[i]->steps[j].verb == DEMO_ASK;
    }
}

static enum rc moment_of(struct ctx *c, const struct demo_play *p, const struct demo_event *before,
                         const struct demo_step *s, int64_t *ret_at)
{
    int64_t before_ms = before ? before->at : 0;
    if (!demo_moment(str_of(s->at), p->now_ms, before_ms, ret_at))
        return fail(c, RC_INVALID, "The moment '%s' in the demonstration cannot be read.", s->at);
    if (*ret_at > p->now_ms || *ret_at < before_ms)
        return fail(c, RC_INVALID, "The moment '%s' in the demonstration of '%s' has yet to come, or goes back.", s->at,
                    p->asks[before ? before->story : 0]->what);
    return RC_OK;
}

enum rc demo_plan(struct ctx *c, int64_t now_ms, struct demo_play *ret_play)
{
    struct demo_play p = {.now_ms = now_ms - now_ms % MINUTE_MS}; // people act on the minute
    count(&p);
    p.events = arena_list(c->arena, p.events_n, struct demo_event);
    p.asks = arena_list(c->arena, p.stories_n, const struct demo_step *);
    p.tickets = arena_list(c->arena, p.stories_n, int64_t);
    size_t n = 0, stories = 0;
    for (size_t i = 0; i < ARRAY_LEN(tales); i++) {
        must(tales[i]->steps[0].verb == DEMO_ASK);
        for (size_t j = 0; j < tales[i]->n; j++, n++) {
            const struct demo_step *s = &tales[i]->steps[j];
            bool asks = s->verb == DEMO_ASK;
            if (asks)
                p.asks[stories++] = s;
            p.events[n] = (struct demo_event){.step = s, .story = stories - 1, .order = n};
            TRY(moment_of(c, &p, asks ? NULL : &p.events[n - 1], s, &p.events[n].at));
        }
    }
    qsort(p.events, n, sizeof *p.events, by_moment);
    *ret_play = p;
    return RC_OK;
}
