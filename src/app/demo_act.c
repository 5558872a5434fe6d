// SPDX-License-Identifier: Apache-2.0
// One step of a story, done: a small function for each word of the language of
// demo_story.h, which calls the desk's verb as the person of the step. Whatever
// the rules would refuse a real person they refuse here as well.
#include "app/demo_play.h"

#include "app/demo_time.h"
#include "base/datetime.h"

#define TAGS_MAX 8
#define HEARD_AGO_MS (6 * MINUTE_MS)

struct turn {
    struct db *db;
    struct demo_play *play;
    const struct demo_event *event;
    const struct demo_step *step;
    struct actor who;
    int64_t number;
    struct done done;
};

// ---- what a step says ----

static int64_t person(const struct turn *t, enum demo_who who)
{
    return t->play->cast.person[who];
}

static int64_t moment(const struct turn *t, const char *text)
{
    int64_t at;
    if (!text || !demo_moment(str_of(text), t->play->now_ms, t->event->at, &at))
        return 0;
    return at;
}

static struct str type_of(struct str name)
{
    if (str_ends(name, S(".png")))
        return S("image/png");
    return str_ends(name, S(".csv")) ? S("text/csv") : S("text/plain");
}

static struct words words_of(const struct turn *t)
{
    const struct demo_step *s = t->step;
    struct words words = {.body = str_of(s->text), .channel = str_of(s->channel)};
    if (!s->file)
        return words;
    struct upload *file = arena_new(db_arena(t->db), struct upload);
    file->name = str_of(s->file);
    file->type = type_of(file->name);
    file->bytes = s->file_text ? str_of(s->file_text) : demo_picture(db_arena(t->db), file->name);
    words.uploads = file;
    words.uploads_n = 1;
    return words;
}

static size_t tags_of(const struct demo_step *s, struct str tags[static TAGS_MAX])
{
    struct str rest = str_of(s->tags);
    size_t n = 0;
    while (n < TAGS_MAX && str_cut(&rest, ' ', &tags[n]))
        n++;
    return n;
}

// The ticket that was asked under this key.
static int64_t ticket_of_key(const struct demo_play *p, const char *key)
{
    for (size_t i = 0; i < p->stories_n; i++)
        if (p->asks[i]->key && str_eq(str_of(p->asks[i]->key), str_of(key)))
            return p->tickets[i];
    return 0;
}

static enum rc as_it_stands(struct turn *t, struct ticket_full *ret_full)
{
    return ticket_get_full(t->db, &t->who, t->number, ret_full);
}

// ---- a function a word ----

static enum rc ask(struct turn *t)
{
    const struct demo_step *s = t->step;
    struct str tags[TAGS_MAX];
    TRY(demo_on_duty(t->db, &t->play->cast, s->to));
    const struct ask ask = {
        .subject = str_of(s->what),
        .words = words_of(t),
        .requester_id = person(t, s->requester),
        .team_id = t->play->cast.team[demo_team_of(s->to)],
        .has_effect = true,
        .effect = s->effect,
        .has_reach = true,
        .reach = s->reach,
        .stops = str_of(s->stops),
        .affects = str_of(s->affects),
        .matters_by = moment(t, s->matters),
        .tags = tags,
        .tags_n = tags_of(s, tags),
    };
    return ticket_ask(t->db, &t->who, &ask, &t->play->tickets[t->event->story]);
}

static enum rc says(struct turn *t)
{
    const struct words words = words_of(t);
    TRY(ticket_add_words(t->db, &t->who, t->number, &words, &t->done));
    if (t->done.opened_successor)
        t->play->tickets[t->event->story] = t->done.number;
    return RC_OK;
}

static enum rc reply(struct turn *t, enum next_kind next)
{
    const struct reply reply = {.words = words_of(t),
                                .next = next,
                                .what = str_of(t->step->what),
                                .by_at = moment(t, t->step->by),
                                .other = str_of(t->step->name)};
    return ticket_reply(t->db, &t->who, t->number, &reply, &t->done);
}

static enum rc promise(struct turn *t)
{
    return reply(t, NEXT_PROMISE);
}

static enum rc question(struct turn *t)
{
    return reply(t, NEXT_QUESTION);
}

static enum rc propose(struct turn *t)
{
    return reply(t, NEXT_PROPOSAL);
}

static enum rc note(struct turn *t)
{
    const struct words words = words_of(t);
    return ticket_note(t->db, &t->who, t->number, &words, &t->done);
}

static enum rc playback(struct turn *t)
{
    return ticket_playback(t->db, &t->who, t->number, str_of(t->step->text), &t->done);
}

static enum rc agrees(struct turn *t)
{
    return ticket_playback_answer(t->db, &t->who, t->number, true, str_of(t->step->text), &t->done);
}

static enum rc corrects(struct turn *t)
{
    return ticket_playback_answer(t->db, &t->who, t->number, false, str_of(t->step->text), &t->done);
}

static enum rc offer(struct turn *t)
{
    const struct demo_step *s = t->step;
    const struct offer offer = {.to_id = person(t, s->to),
                                .to_team_id = s->to ? 0 : t->play->cast.team[s->team],
                                .why = str_of(s->text),
                                .summary = str_of(s->what)};
    return ticket_offer(t->db, &t->who, t->number, &offer, &t->done);
}

static enum rc open_handoff(struct turn *t, int64_t *ret_id)
{
    struct ticket_full full;
    TRY(as_it_stands(t, &full));
    if (!full.handoffs_n)
        return fail(db_ctx(t->db), RC_NOT_FOUND, "There is no handoff to answer in the demonstration.");
    *ret_id = full.handoffs[0].id;
    return RC_OK;
}

static enum rc accept(struct turn *t)
{
    int64_t id;
    TRY(open_handoff(t, &id));
    return handoff_accept(t->db, &t->who, id, &t->done);
}

static enum rc refuse_offer(struct turn *t)
{
    int64_t id;
    TRY(open_handoff(t, &id));
    return handoff_decline(t->db, &t->who, id, str_of(t->step->text), &t->done);
}

static enum rc take(struct turn *t)
{
    return ticket_take(t->db, &t->who, t->number, str_of(t->step->text), &t->done);
}

static enum rc assign(struct turn *t)
{
    return ticket_assign(t->db, &t->who, t->number, person(t, t->step->to), str_of(t->step->text), &t->done);
}

static enum rc refer(struct turn *t)
{
    const struct demo_step *s = t->step;
    const struct refer refer = {
        .name = str_of(s->name), .address = str_of(s->address), .why = str_of(s->text), .summary = str_of(s->what)};
    return ticket_refer(t->db, &t->who, t->number, &refer, &t->done);
}

static enum rc confirm(struct turn *t)
{
    struct ticket_full full;
    TRY(as_it_stands(t, &full));
    for (size_t i = 0; i < full.referrals_n; i++)
        if (!full.referrals[i].confirmed_at)
            return referral_confirm(t->db, &t->who, full.referrals[i].id, str_of(t->step->name), str_of(t->step->text),
                                    &t->done);
    return fail(db_ctx(t->db), RC_NOT_FOUND, "There is no referral to confirm in the demonstration.");
}

static enum rc helper(struct turn *t)
{
    return ticket_add_helper(t->db, &t->who, t->number, person(t, t->step->to), str_of(t->step->text), &t->done);
}

static enum rc copy(struct turn *t)
{
    return ticket_add_participant(t->db, &t->who, t->number, person(t, t->step->to), &t->done);
}

static enum rc decline(struct turn *t)
{
    return ticket_decline(t->db, &t->who, t->number, str_of(t->step->text), str_of(t->step->what), &t->done);
}

static enum rc takes_reason(struct turn *t)
{
    return ticket_take_reason(t->db, &t->who, t->number, &t->done);
}

static enum rc review(struct turn *t)
{
    return ticket_ask_review(t->db, &t->who, t->number, str_of(t->step->text), &t->done);
}

static enum rc uphold(struct turn *t)
{
    return ticket_answer_review(t->db, &t->who, t->number, true, str_of(t->step->text), &t->done);
}

static enum rc overturn(struct turn *t)
{
    return ticket_answer_review(t->db, &t->who, t->number, false, str_of(t->step->text), &t->done);
}

// Their word, pressed by them or heard by staff some minutes before it is written down.
static enum rc answer(struct turn *t, bool solved, bool heard)
{
    const struct demo_step *s = t->step;
    const struct answer answer = {.solved = solved,
                                  .sure = s->sure,
                                  .text = str_of(s->text),
                                  .heard_how = heard ? str_of(s->channel) : STR_NONE,
                                  .heard_at = heard ? t->event->at - HEARD_AGO_MS : 0};
    return ticket_answer(t->db, &t->who, t->number, &answer, &t->done);
}

static enum rc solved(struct turn *t)
{
    return answer(t, true, false);
}

static enum rc not_yet(struct turn *t)
{
    return answer(t, false, false);
}

static enum rc heard(struct turn *t)
{
    return answer(t, true, true);
}

static enum rc heard_not(struct turn *t)
{
    return answer(t, false, true);
}

static enum rc withdraw(struct turn *t)
{
    return ticket_withdraw(t->db, &t->who, t->number, str_of(t->step->text), &t->done);
}

static enum rc rest(struct turn *t)
{
    return ticket_rest(t->db, &t->who, t->number, &t->done);
}

static enum rc merge(struct turn *t)
{
    return ticket_merge(t->db, &t->who, t->number, ticket_of_key(t->play, t->step->what), str_of(t->step->text),
                        &t->done);
}

static enum rc unmerge(struct turn *t)
{
    return ticket_unmerge(t->db, &t->who, t->number, &t->done);
}

static enum rc tag(struct turn *t)
{
    struct str tags[TAGS_MAX];
    size_t n = tags_of(t->step, tags);
    return ticket_set_tags(t->db, &t->who, t->number, tags, n, NULL, 0, &t->done);
}

static enum rc urgent(struct turn *t)
{
    return ticket_say_urgent(t->db, &t->who, t->number, t->step->effect, str_of(t->step->text), &t->done);
}

static enum rc update(struct turn *t)
{
    const struct ticket_changes changes = {.subject = str_of(t->step->what)};
    return ticket_update(t->db, &t->who, t->number, &changes, &t->done);
}

static enum rc open_step(struct turn *t, int64_t *ret_id)
{
    struct ticket ticket;
    TRY(ticket_get(t->db, &t->who, t->number, &ticket));
    *ret_id = ticket.next.id;
    return RC_OK;
}

static enum rc keep(struct turn *t)
{
    int64_t id;
    TRY(open_step(t, &id));
    return promise_keep(t->db, &t->who, id, &t->done);
}

static enum rc renew(struct turn *t)
{
    int64_t id;
    TRY(open_step(t, &id));
    return promise_renew(t->db, &t->who, id, moment(t, t->step->by), str_of(t->step->text), &t->done);
}

static enum rc away(struct turn *t)
{
    return demo_away(t->db, &t->play->cast, t->step->who, moment(t, t->step->by));
}

static enum rc leave(struct turn *t)
{
    return demo_leave(t->db, &t->play->cast, t->step->who);
}

static enum rc speaker(struct turn *t)
{
    return ticket_name_speaker(t->db, &t->who, t->number, person(t, t->step->to), str_of(t->step->text), &t->done);
}

typedef enum rc verb_fn(struct turn *t);

static verb_fn *const verbs[DEMO_VERB_COUNT_] = {
    [DEMO_ASK] = ask,
    [DEMO_SAYS] = says,
    [DEMO_PROMISE] = promise,
    [DEMO_QUESTION] = question,
    [DEMO_PROPOSE] = propose,
    [DEMO_NOTE] = note,
    [DEMO_PLAYBACK] = playback,
    [DEMO_AGREES] = agrees,
    [DEMO_CORRECTS] = corrects,
    [DEMO_OFFER] = offer,
    [DEMO_OFFER_TEAM] = offer,
    [DEMO_ACCEPT] = accept,
    [DEMO_REFUSE] = refuse_offer,
    [DEMO_TAKE] = take,
    [DEMO_ASSIGN] = assign,
    [DEMO_REFER] = refer,
    [DEMO_CONFIRM] = confirm,
    [DEMO_HELPER] = helper,
    [DEMO_COPY] = copy,
    [DEMO_DECLINE] = decline,
    [DEMO_TAKES_REASON] = takes_reason,
    [DEMO_REVIEW] = review,
    [DEMO_UPHOLD] = uphold,
    [DEMO_OVERTURN] = overturn,
    [DEMO_SOLVED] = solved,
    [DEMO_NOT_YET] = not_yet,
    [DEMO_HEARD] = heard,
    [DEMO_HEARD_NOT] = heard_not,
    [DEMO_WITHDRAW] = withdraw,
    [DEMO_REST] = rest,
    [DEMO_MERGE] = merge,
    [DEMO_UNMERGE] = unmerge,
    [DEMO_TAG] = tag,
    [DEMO_URGENT] = urgent,
    [DEMO_UPDATE] = update,
    [DEMO_KEEP] = keep,
    [DEMO_RENEW] = renew,
    [DEMO_AWAY] = away,
    [DEMO_LEAVE] = leave,
    [DEMO_SPEAKER] = speaker,
};

enum rc demo_act(struct db *db, struct demo_play *play, const struct demo_event *e)
{
    struct ctx *c = db_ctx(db);
    c->now_ms = e->at;
    struct turn t = {.db = db,
                     .play = play,
                     .event = e,
                     .step = e->step,
                     .who = demo_actor(&play->cast, e->step->who),
                     .number = play->tickets[e->story]};
    enum rc rc = verbs[e->step->verb](&t);
    if (rc != RC_OK)
        c->failure.cause = str_fmt(c->arena, "the demonstration of '%s', at '%s'%s%.*s", play->asks[e->story]->what,
                                   e->step->at, c->failure.cause.n ? ": " : "", STR_ARG(c->failure.cause));
    return rc;
}
