// SPDX-License-Identifier: Apache-2.0
// The way out: steps, messages, the ticket's row in one update, the event, the
// mails, the work for the clock. What the rules decided is written here and
// nowhere else.
#include "desk/act.h"

#include "base/crypto.h"
#include "base/datetime.h"
#include "desk/act.sql.h"
#include "desk/desk_says.h"
#include "desk/history_hash.h"
#include "desk/mailing.h"
#include "desk/rhythm.h"
#include "desk/said.h"
#include "desk/search.h"
#include "jobs/jobs.h"

#define REST_MS (90 * DAY_MS) // a resting ticket owes nothing; its step needs a moment all the same

// ---- steps ----

static enum step_state step_state_of(enum rules_step_end end)
{
    static const enum step_state states[] = {
        [STEP_END_STAYS] = STEP_STATE_OPEN,        [STEP_END_KEPT] = STEP_STATE_KEPT,
        [STEP_END_RENEWED] = STEP_STATE_RENEWED,   [STEP_END_BROKEN] = STEP_STATE_BROKEN,
        [STEP_END_ANSWERED] = STEP_STATE_ANSWERED, [STEP_END_REPLACED] = STEP_STATE_REPLACED,
    };
    return states[end];
}

static enum step_who step_who_of(const struct act *a, enum step_kind kind)
{
    if (kind == STEP_KIND_PROMISE)
        return said(a->step.other) ? STEP_WHO_OTHER : STEP_WHO_US;
    return kind == STEP_KIND_TARGET || kind == STEP_KIND_REVIEW ? STEP_WHO_US : STEP_WHO_YOU;
}

static int64_t target_by(const struct act *a)
{
    int64_t by_at = team_first_reply_by(&a->team, a->row.effect, a->t.reach, a->c->now_ms);
    bool hurries = a->action == ACTION_SAY_URGENT && a->facts.target_open;
    return hurries && a->t.next.by_at < by_at ? a->t.next.by_at : by_at; // never later than it was
}

static int64_t step_by(const struct act *a, enum step_kind kind)
{
    struct rhythm r;
    switch (kind) {
    case STEP_KIND_TARGET:
    case STEP_KIND_REVIEW:
        return target_by(a);
    case STEP_KIND_REST:
        return a->c->now_ms + REST_MS;
    default:
        if (a->step.by_at)
            return a->step.by_at;
        r = rhythm_of(&a->team);
        return rhythm_at(&a->team, &r, 0, a->c->now_ms);
    }
}

static enum step_kind step_kind_of(const struct act *a)
{
    switch (a->d.step) {
    case STEP_GIVEN:
        return a->step.kind;
    case STEP_DECLINE:
        return STEP_KIND_DECLINE;
    case STEP_REVIEW:
        return STEP_KIND_REVIEW;
    case STEP_REST:
        return STEP_KIND_REST;
    default:
        return STEP_KIND_TARGET;
    }
}

enum rc act_schedule(struct act *a, int64_t step_id, enum step_who who, enum step_kind kind, int64_t by_at)
{
    if (kind == STEP_KIND_REST)
        return RC_OK;
    bool ours = who != STEP_WHO_YOU;
    int64_t warn_at = ours ? warning_at(a->c->now_ms, by_at) : by_at;
    bool warns = ours && warn_at > a->c->now_ms;
    const struct job_new job = {.kind = warns ? "step_warn" : "step_due",
                                .key = str_fmt(a->arena, "step-%" PRId64, step_id),
                                .payload = str_fmt(a->arena, "{\"step\":%" PRId64 "}", step_id),
                                .run_at = warns ? warn_at : by_at};
    return job_add(a->db, &job);
}

static enum rc step_open(struct act *a)
{
    enum step_kind kind = step_kind_of(a);
    struct step s = {
        .kind = kind,
        .who = step_who_of(a, kind),
        .what = str_trim(kind == STEP_KIND_PROMISE || kind == STEP_KIND_QUESTION ? a->step.what : says_step(a, kind)),
        .by_at = step_by(a, kind)};
    if (s.who == STEP_WHO_OTHER)
        s.who_name = str_trim(a->step.other);
    TRY(db_int(a->db, &s.id, act_step_open, P(a->t.number), P(step_kind_name(kind)), P(step_who_name(s.who)),
               P(s.who_name), P(s.what), P(s.by_at), P_ID(a->who->person_id), P(a->c->now_ms), P(a->step.why),
               P_ID(a->step.renews_id)));
    a->row.step_id = s.id;
    a->row.follow_ups = 0;
    a->t.next = s;
    return act_schedule(a, s.id, s.who, kind, s.by_at);
}

enum rc act_step(struct act *a)
{
    if (a->d.step_end != STEP_END_STAYS)
        TRY(db_run(a->db, act_step_end, P(a->t.next.id), P(step_state_name(step_state_of(a->d.step_end))),
                   P(a->c->now_ms)));
    if (a->d.step == STEP_NONE)
        a->row.step_id = 0;
    if (a->d.step == STEP_STAYS || a->d.step == STEP_HANDED || a->d.step == STEP_NONE)
        return RC_OK;
    return step_open(a);
}

// ---- messages ----

static enum rc attach(struct act *a, const struct upload *u, struct str ret_name_and_sha[2])
{
    uint8_t sha[SHA256_BYTES];
    sha256(u->bytes, sha);
    struct str key = str_dup(a->arena, (struct str){(char *)sha, sizeof sha});
    ret_name_and_sha[0] = str_or(u->name, S("file"));
    ret_name_and_sha[1] = key;
    TRY(db_run(a->db, act_blob, P_BYTES(key), P((int64_t)u->bytes.n), P_BYTES(u->bytes.p ? u->bytes : S(""))));
    return db_run(a->db, act_attachment, P(a->t.number), P(a->message_id), P(ret_name_and_sha[0]),
                  P(str_or(u->type, S("application/octet-stream"))), P((int64_t)u->bytes.n), P_BYTES(key),
                  P(u->content_id), P(u->is_inline));
}

// The files, and one digest for all that comes along with the words: HTML, what was quoted, each file's name and
// content. It stands in the event, so that the proof covers them as well (R35).
static enum rc attach_all(struct act *a, const struct words *words)
{
    size_t n = 0;
    a->message_beside = STR_NONE;
    if (str_is_none(words->html) && str_is_none(words->quoted) && !words->uploads_n)
        return RC_OK;
    struct str *parts = arena_list(a->arena, 2 + 2 * words->uploads_n, struct str);
    parts[n++] = words->html;
    parts[n++] = words->quoted;
    for (size_t i = 0; i < words->uploads_n; i++, n += 2)
        TRY(attach(a, &words->uploads[i], &parts[n]));
    a->message_beside = history_beside(a->arena, parts, n);
    return RC_OK;
}

// A reply carries the step that it set.
static int64_t step_of_message(const struct act *a, enum message_kind kind)
{
    return kind == MESSAGE_REPLY && a->d.step != STEP_STAYS ? a->row.step_id : 0;
}

enum rc act_say(struct act *a, enum message_kind kind, const struct words *words)
{
    struct str body = words->body.p ? words->body : S("");
    struct str channel = kind == MESSAGE_DESK ? S("desk") : said_channel(a->who, words->channel);
    int64_t author = kind == MESSAGE_DESK ? 0 : a->who->person_id;
    TRY(db_int(a->db, &a->message_id, act_message, P(a->t.number), P_ID(author), P(message_kind_name(kind)), P(channel),
               P(body), P(words->html), P(words->quoted), P_ID(step_of_message(a, kind)), P_ID(words->mail_id),
               P(a->c->now_ms)));
    TRY(attach_all(a, words));
    a->message_body = body;
    a->message_is_note = kind == MESSAGE_NOTE;
    return RC_OK;
}

// ---- who answers for it ----

enum rc act_new_owner(struct act *a, int64_t to_id)
{
    struct person_ref to;
    bool is_staff;
    TRY(act_person(a->db, to_id, &to, &is_staff));
    if (!is_staff)
        return act_refuse(a, "R1", "A ticket belongs to an active member of staff.",
                          "Choose a colleague who can look after it.");
    a->old_owner = a->t.owner;
    a->t.owner = to;
    a->row.owner_id = to.id;
    a->row.owned_since = a->c->now_ms;
    if (a->row.team_id != a->t.team_id)
        return RC_OK;
    return db_int(a->db, &a->row.team_id, act_team_of, P(to.id), P(a->t.team_id));
}

enum rc act_owner_who_is_in(struct act *a)
{
    int64_t id;
    if (a->d.owner != OWNER_SOMEONE_IN)
        return RC_OK;
    TRY(team_choose_owner(a->db, &a->team, a->t.owner.id, &id));
    if (id == a->t.owner.id) // nobody else is there at all
        return RC_OK;
    TRY(act_new_owner(a, id));
    a->introduce_why = str_fmt(a->arena, "%.*s is away at the moment.", STR_ARG(a->old_owner.name));
    return RC_OK;
}

enum rc act_introduce(struct act *a, struct str why, struct str summary)
{
    const struct words words = {.body = says_introduction(a, why, summary, &a->t.next)};
    return act_say(a, MESSAGE_DESK, &words);
}

// ---- all of it ----

static enum rc write_row(struct act *a)
{
    const struct act_row *w = &a->row;
    TRY(db_run(a->db, act_ticket_write, P(a->t.number), P(a->t.version), P(state_name(w->state)),
               P(outcome_name(w->outcome)), P(effect_name(w->effect)), P(w->owner_id), P(w->owned_since), P(w->team_id),
               P_ID(w->step_id), P_TIME(w->answered_at), P(w->follow_ups), P_ID(w->merged_into), P_TIME(w->closed_at),
               P_ID(w->speaker_id), P(w->decline_state), P(w->state_before_merge), P(w->decline_why),
               P(w->decline_instead), P(a->c->now_ms)));
    if (db_changes(a->db) != 1)
        return fail(a->c, RC_CONFLICT, "Somebody else was just faster. Please look at the ticket again, then decide.");
    return RC_OK;
}

// What closes, or goes to somebody else, leaves no offer behind.
static enum rc end_offer(struct act *a)
{
    bool moot = a->row.state == STATE_CLOSED || a->old_owner.id;
    if (!a->offer.id || !moot)
        return RC_OK;
    return db_run(a->db, act_offer_end, P(a->offer.id), P(S("replaced")), P_NULL, P_NULL, P(a->c->now_ms));
}

// A fact more in a finished object.
static struct str with_beside(struct act *a, struct str facts)
{
    struct str head = str_slice(facts, 0, facts.n - 1);
    return str_fmt(a->arena, "%.*s%s\"beside\":\"%.*s\"}", STR_ARG(head), head.n > 1 ? "," : "",
                   STR_ARG(a->message_beside));
}

enum rc act_event(struct act *a, int64_t ticket, const char *kind, int64_t message_id, struct str body,
                  struct str facts)
{
    if (message_id && message_id == a->message_id && !str_is_none(a->message_beside))
        facts = with_beside(a, facts);
    const struct event_new e = {.ticket = ticket,
                                .kind = kind,
                                .audience = a->d.event_is_staff ? AUDIENCE_STAFF : AUDIENCE_ALL,
                                .message_id = message_id,
                                .message_body = body,
                                .content = facts};
    return history_add(a->db, a->who, &e);
}

// The rules' mails, and one to each of the two owners who did not do it themselves.
static enum rc write_mails(struct act *a, struct str facts)
{
    unsigned mails = a->d.mails & ~(str_is_none(a->introduce_why) ? 0u : (unsigned)MAIL_INTRODUCTION);
    TRY(mail_want_all(a->db, a->who, &a->t, mails, a->message_id, facts));
    if (!a->old_owner.id || a->old_owner.id == a->who->person_id)
        return RC_OK;
    const struct mail_wanted m = {.kind = MAIL_TO_OWNER,
                                  .ticket = a->t.number,
                                  .message_id = a->message_id,
                                  .person_id = a->old_owner.id,
                                  .facts = facts};
    return mail_want(a->db, &m);
}

// An introduction beside another event, such as a reopening, is an event of its own. It is the desk's doing,
// so it also goes to the one whose words opened the ticket again.
static enum rc introduce_apart(struct act *a)
{
    static const struct actor desk = {.via = VIA_JOB};
    struct facts f = facts_begin(a->arena);
    facts_text(&f, "from", a->old_owner.name);
    facts_text(&f, "to", a->t.owner.name);
    facts_text(&f, "why", a->introduce_why);
    struct str facts = facts_end(&f);
    TRY(act_introduce(a, a->introduce_why, STR_NONE));
    TRY(act_event(a, a->t.number, "introduced", a->message_id, a->message_body, facts));
    return mail_want_all(a->db, &desk, &a->t, MAIL_INTRODUCTION, a->message_id, facts);
}

enum rc act_write(struct act *a, struct str facts, struct done *ret_done)
{
    TRY(write_row(a));
    TRY(end_offer(a));
    TRY(act_event(a, a->t.number, a->d.event, a->message_id, a->message_body, facts));
    TRY(write_mails(a, facts));
    if (a->message_id && !str_is_empty(a->message_body))
        TRY(search_index(a->db, a->t.number, a->message_body, a->message_is_note));
    int64_t message_id = a->message_id;
    if (!str_is_none(a->introduce_why))
        TRY(introduce_apart(a));
    if (ret_done)
        *ret_done = (struct done){.number = a->t.number,
                                  .id = message_id,
                                  .version = a->t.version + 1,
                                  .reopened = a->t.state == STATE_CLOSED && a->row.state != STATE_CLOSED,
                                  .asked_owner = a->d.asks_owner};
    return RC_OK;
}
