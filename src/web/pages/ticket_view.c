// SPDX-License-Identifier: Apache-2.0
// Facts to sentences. The words are DESIGN's: a person before a number, "you"
// and "we", who does what by when. What the reader may do is asked of the
// rules, so no button stands there that the rules would refuse.
#include "web/pages/ticket_view.h"

#include "base/datetime.h"
#include "base/utf8.h"
#include "web/markup.h"

#define MESSAGES_OPEN 4 // more than these fold away behind "earlier"

struct str name_initial(struct arena *a, struct str name)
{
    size_t end = 0;
    uint32_t code;
    if (!utf8_next(name, &end, &code))
        return S("?");
    struct str letter = str_slice(name, 0, end);
    if (code >= 'a' && code <= 'z')
        return str_fmt(a, "%c", (char)(code - 'a' + 'A'));
    return letter;
}

int name_tint(int64_t person_id)
{
    return (int)(person_id % 4) + 1;
}

struct str size_words(struct arena *a, int64_t bytes)
{
    if (bytes < 1000)
        return str_fmt(a, "%" PRId64 " bytes", bytes);
    if (bytes < 1000 * 1000)
        return str_fmt(a, "%" PRId64 " KB", (bytes + 500) / 1000);
    return str_fmt(a, "%" PRId64 ".%" PRId64 " MB", bytes / 1000000, bytes % 1000000 / 100000);
}

struct filling {
    struct arena *a;
    const struct ticket_view_in *in;
    const struct ticket *t;
    struct ticket_view *v;
    bool staff;
};

static struct when_view when_at(const struct filling *f, int64_t at_ms)
{
    struct when_view w = {.iso = datetime_rfc3339(f->a, at_ms)};
    w.words = datetime_for_people(f->a, at_ms, f->in->now_ms, f->in->zone);
    return w;
}

// Beside what happened today the day is not said again.
static struct when_view when_happened(const struct filling *f, int64_t at_ms)
{
    struct when_view w = when_at(f, at_ms);
    if (datetime_days_between(at_ms, f->in->now_ms, f->in->zone) == 0)
        w.words = datetime_clock(f->a, at_ms, f->in->zone);
    return w;
}

void when_near(struct arena *a, int64_t by_ms, int64_t now_ms, bool is_ours, struct when_view *w)
{
    int64_t left = by_ms - now_ms;
    struct str span = datetime_span(a, left < 0 ? -left : left);
    if (left < 0) {
        w->left = str_fmt(a, is_ours ? "%.*s late" : "%.*s ago", STR_ARG(span));
        w->state = is_ours ? WHEN_LATE : WHEN_OK;
    } else {
        w->left = str_fmt(a, "in %.*s", STR_ARG(span));
        w->state = is_ours && left <= HOUR_MS ? WHEN_SOON : WHEN_OK;
    }
}

static struct when_view when_due(const struct filling *f, int64_t by_ms, bool is_ours)
{
    struct when_view w = when_at(f, by_ms);
    when_near(f->a, by_ms, f->in->now_ms, is_ours, &w);
    return w;
}

struct str effect_words(enum effect e)
{
    static const struct str words[] = {S_INIT("Stuck"), S_INIT("Slowed down"), S_INIT("Can wait")};
    return words[e];
}

static struct str reach_words(enum reach r, bool staff)
{
    static const struct str own[] = {S_INIT("only me"), S_INIT("my team"), S_INIT("many of us"), S_INIT("everyone")};
    static const struct str told[] = {S_INIT("one person"), S_INIT("a team"), S_INIT("many people"), S_INIT("everyone")};
    return staff ? told[r] : own[r];
}

static struct str explain_words(struct str explain)
{
    if (str_eq(explain, S("fix")))
        return S("Just fix it.");
    if (str_eq(explain, S("steps")))
        return S("Step by step.");
    return S("In short.");
}

// ---- the next step, as each side reads it ----

struct next_words {
    struct str before, what, after;
};

static struct next_words next_for_staff(const struct filling *f)
{
    const struct step *s = &f->t->next;
    struct str who = f->v->requester_first;
    struct str us = f->v->owner_is_me ? S("You") : f->v->owner_first;
    switch (s->kind) {
    case STEP_KIND_TARGET:
        return (struct next_words){str_fmt(f->a, "%.*s owe%s %.*s ", STR_ARG(us), f->v->owner_is_me ? "" : "s", STR_ARG(who)),
                                   f->t->answered_at ? S("an answer") : S("a first answer"), S(", by ")};
    case STEP_KIND_PROMISE:
        return (struct next_words){str_fmt(f->a, "%.*s promised %.*s: ", STR_ARG(us), STR_ARG(who)), s->what, S(", by ")};
    case STEP_KIND_QUESTION:
        return (struct next_words){str_fmt(f->a, "Waiting for %.*s: ", STR_ARG(who)), s->what, S(", by ")};
    case STEP_KIND_PROPOSAL:
        return (struct next_words){str_fmt(f->a, "%.*s was asked ", STR_ARG(who)), S("whether it is solved"), S("; we ask again ")};
    case STEP_KIND_DECLINE:
        return (struct next_words){str_fmt(f->a, "%.*s was told ", STR_ARG(who)), S("why we cannot do this"), S("; we ask again ")};
    case STEP_KIND_REVIEW:
        return (struct next_words){str_fmt(f->a, "%.*s looks ", STR_ARG(f->t->team_lead)), S("at our “no” again"), S(", by ")};
    case STEP_KIND_REST:
        break;
    }
    return (struct next_words){str_fmt(f->a, "Resting, not confirmed. "), str_fmt(f->a, "Any word from %.*s wakes it", STR_ARG(who)),
                               S("; looked at again ")};
}

static struct next_words next_for_person(const struct filling *f)
{
    const struct step *s = &f->t->next;
    struct str owner = f->v->owner_first;
    switch (s->kind) {
    case STEP_KIND_TARGET:
        return (struct next_words){str_fmt(f->a, "Next, %.*s ", STR_ARG(owner)), S("answers you"), S(", by ")};
    case STEP_KIND_PROMISE:
        if (s->who == STEP_WHO_OTHER)
            return (struct next_words){str_fmt(f->a, "Next, %.*s: ", STR_ARG(s->who_name)), s->what, S(", by ")};
        return (struct next_words){str_fmt(f->a, "%.*s’s word to you: ", STR_ARG(owner)), s->what, S(", by ")};
    case STEP_KIND_QUESTION:
        return (struct next_words){S("We need something from you: "), s->what, S(", by ")};
    case STEP_KIND_PROPOSAL:
        return (struct next_words){S("We think it is solved, and "), S("only you can say so"), S(". If we hear nothing we ask again, ")};
    case STEP_KIND_DECLINE:
        return (struct next_words){S("We cannot do this. "), S("You can ask for a second look"), S("; we come back to you ")};
    case STEP_KIND_REVIEW:
        return (struct next_words){str_fmt(f->a, "%.*s ", STR_ARG(f->t->team_lead)), S("looks at your request again"), S(", by ")};
    case STEP_KIND_REST:
        break;
    }
    return (struct next_words){S("We have not heard whether it is solved, so it rests. "), S("Write one word and it goes on"),
                               S("; looked at again ")};
}

static void fill_next(struct filling *f)
{
    const struct step *s = &f->t->next;
    struct ticket_view *v = f->v;
    struct next_words words = f->staff ? next_for_staff(f) : next_for_person(f);
    v->step = s->id;
    v->next_before = words.before;
    v->next_what = words.what;
    v->next_after = words.after;
    v->next_by = when_due(f, s->by_at, s->who != STEP_WHO_YOU);
    v->next_is_promise = s->kind == STEP_KIND_PROMISE;
    v->next_is_late = v->next_by.state == WHEN_LATE;
    if (v->next_is_late)
        v->next_note = str_fmt(f->a, "This time has passed, and we are sorry. %.*s, who leads the team, knows about it.",
                               STR_ARG(f->t->team_lead));
    else if (s->who != STEP_WHO_YOU)
        v->next_note = str_fmt(f->a, "If %.*s cannot keep to this, you hear of it before then; if nobody tells you, %.*s, who "
                                     "leads the team, is told.", STR_ARG(v->owner_first), STR_ARG(f->t->team_lead));
    else
        v->next_note = S("Nothing closes while we wait for you.");
}

static struct str closed_words(const struct filling *f)
{
    struct str who = f->staff ? f->v->requester_first : S("you");
    switch (f->t->outcome) {
    case OUTCOME_SOLVED:
        return str_fmt(f->a, "Solved, as %.*s said, %.*s.", STR_ARG(who), STR_ARG(when_at(f, f->t->closed_at).words));
    case OUTCOME_WITHDRAWN:
        return str_fmt(f->a, "No longer needed, as %.*s said, %.*s.", STR_ARG(who), STR_ARG(when_at(f, f->t->closed_at).words));
    case OUTCOME_DECLINED:
        return str_fmt(f->a, "We could not do this; %.*s heard why.", STR_ARG(who));
    case OUTCOME_MERGED:
        return str_fmt(f->a, "Joined with R-%" PRId64 ".", f->t->merged_into);
    default:
        return STR_NONE;
    }
}

// ---- letters ----

static void fill_step_words(const struct filling *f, const struct message *m, struct message_view *w)
{
    const struct step *s = &m->step;
    static const struct str promise_leads[] = {
        [STEP_STATE_OPEN] = S_INIT("Promised."),        [STEP_STATE_KEPT] = S_INIT("Promise kept."),
        [STEP_STATE_RENEWED] = S_INIT("A new time."),   [STEP_STATE_BROKEN] = S_INIT("Not kept in time."),
        [STEP_STATE_ANSWERED] = S_INIT("Promised."),    [STEP_STATE_REPLACED] = S_INIT("Promised."),
    };
    if (!s->id || s->kind == STEP_KIND_TARGET)
        return;
    struct str by = datetime_for_people(f->a, s->by_at, f->in->now_ms, f->in->zone);
    if (s->kind == STEP_KIND_PROMISE) {
        w->next_lead = promise_leads[s->state];
        w->next_kept = s->state == STEP_STATE_KEPT;
        w->next = str_fmt(f->a, "“%.*s”, by %.*s.", STR_ARG(s->what), STR_ARG(by));
    } else if (s->kind == STEP_KIND_QUESTION) {
        w->next_lead = S("Asked.");
        w->next = str_fmt(f->a, "“%.*s”, by %.*s.", STR_ARG(s->what), STR_ARG(by));
    } else if (s->kind == STEP_KIND_PROPOSAL) {
        w->next_lead = S("Is it solved?");
        w->next = S("Only the person who asked can say so.");
    }
}

static void fill_files(const struct filling *f, const struct message *m, struct message_view *w)
{
    w->files_n = m->attachments_n;
    w->files = m->attachments_n ? arena_list(f->a, m->attachments_n, struct file_view) : NULL;
    for (size_t i = 0; i < m->attachments_n; i++)
        w->files[i] = (struct file_view){m->attachments[i].id, m->attachments[i].name, size_words(f->a, m->attachments[i].size)};
}

static void fill_message(const struct filling *f, const struct message *m, struct message_view *w)
{
    bool mine = m->author.id && m->author.id == f->in->reader_id;
    bool by_staff = m->kind == MESSAGE_REPLY || m->kind == MESSAGE_NOTE;
    w->id = m->id;
    w->by = mine ? S("You") : str_or(m->author.name, S("The desk"));
    w->initial = name_initial(f->a, str_or(m->author.name, S("R")));
    w->tint = name_tint(m->author.id);
    w->at = when_happened(f, m->at);
    w->is_note = m->kind == MESSAGE_NOTE;
    w->is_desk = m->kind == MESSAGE_DESK;
    w->is_theirs = !by_staff && !w->is_desk;
    if (by_staff && !f->staff)
        w->role = f->t->team_name;
    w->body = by_staff ? markup_html(f->a, m->body) : markup_plain(f->a, m->body);
    if (w->is_desk)
        w->body = markup_plain(f->a, m->body);
    w->quoted = m->quoted;
    fill_step_words(f, m, w);
    fill_files(f, m, w);
}

static void fill_messages(struct filling *f)
{
    const struct ticket_full *full = f->in->full;
    size_t n = full->messages_n, latest = n;
    struct message_view *all = arena_list(f->a, n, struct message_view);
    for (size_t i = 0; i < n; i++) {
        fill_message(f, &full->messages[i], &all[i]);
        if (all[i].is_theirs)
            latest = i;
    }
    if (latest < n)
        all[latest].is_latest = true;
    size_t folded = n > MESSAGES_OPEN ? n - MESSAGES_OPEN + 1 : 0;
    if (latest < folded)
        folded = latest;
    f->v->earlier = all;
    f->v->earlier_n = folded;
    f->v->messages = all + folded;
    f->v->messages_n = n - folded;
    f->v->earlier_words = folded == 1 ? S("One earlier") : str_fmt(f->a, "%zu earlier", folded);
}

static struct str names_joined(const struct filling *f, const struct person_ref *people, size_t n)
{
    struct buf b = {.arena = f->a};
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_add(&b, i + 1 == n ? S(" and ") : S(", "));
        buf_add(&b, people[i].name);
    }
    return buf_str(&b);
}

// ---- the sides ----

static void fill_requester_card(struct filling *f)
{
    const struct card *card = f->in->requester;
    if (!card)
        return;
    f->v->work = card->work;
    f->v->good_at = card->good_at;
    f->v->reach_how = card->reach;
    f->v->explain = explain_words(card->explain);
}

static struct str visit_ending(const struct visit *v)
{
    if (v->state != STATE_CLOSED)
        return S("still open");
    static const struct str endings[OUTCOME_COUNT_] = {
        [OUTCOME_NONE] = S_INIT("ended"),          [OUTCOME_SOLVED] = S_INIT("solved"),
        [OUTCOME_WITHDRAWN] = S_INIT("withdrawn"), [OUTCOME_DECLINED] = S_INIT("declined"),
        [OUTCOME_MERGED] = S_INIT("joined with another"),
    };
    return endings[v->outcome];
}

static void fill_visits(struct filling *f)
{
    const struct visit_list *list = f->in->visits;
    if (!list || !list->n)
        return;
    f->v->visits = arena_list(f->a, list->n, struct visit_view);
    f->v->visits_n = list->n;
    for (size_t i = 0; i < list->n; i++)
        f->v->visits[i] = (struct visit_view){list->items[i].number, list->items[i].subject, visit_ending(&list->items[i]),
                                              when_at(f, list->items[i].at)};
}

static void fill_story(struct filling *f)
{
    const struct event_list *list = f->in->events;
    if (!list || !list->n)
        return;
    f->v->story = arena_list(f->a, list->n, struct story_view);
    f->v->story_n = list->n;
    for (size_t i = 0; i < list->n; i++)
        f->v->story[i] = (struct story_view){
            when_happened(f, list->items[i].at),
            history_sentence(f->a, &list->items[i], f->in->reader_id, f->in->now_ms, f->in->zone)};
}

static void fill_steps(struct filling *f)
{
    struct ticket_view *v = f->v;
    bool agreed = v->playback_agreed, answered = f->t->answered_at != 0;
    v->steps_done = !v->is_open ? 4 : answered ? 2 : 1;
    v->understood_words = agreed ? S("you agreed") : answered ? S("") : S("not yet");
    v->working_words = v->is_open && answered ? str_fmt(f->a, "%.*s is working on it", STR_ARG(v->owner_first))
                                              : v->is_open ? S("We work on it") : S("We worked on it");
    v->solved_words = v->is_open ? S("only you can say so") : S("");
    if (!v->is_open && f->t->outcome != OUTCOME_SOLVED)
        v->steps_done = 3;
}

static void fill_offer(struct filling *f)
{
    const struct ticket_full *full = f->in->full;
    if (!full->handoffs_n || !str_eq(full->handoffs[0].state, S("offered")))
        return;
    const struct handoff *h = &full->handoffs[0];
    f->v->offer = h->id;
    f->v->offer_from = h->from.name;
    f->v->offer_to = h->to.id ? h->to.name : h->to_team_name;
    f->v->offer_why = h->why;
    f->v->offer_summary = h->summary;
    f->v->offer_is_ask = h->asked_by_id != 0;
}

static void by_choice(const struct filling *f, int64_t at_ms)
{
    struct ticket_view *v = f->v;
    struct str value = datetime_rfc3339(f->a, at_ms);
    for (size_t i = 0; i < v->by_choices_n; i++)
        if (str_eq(v->by_choices[i].value, value))
            return;
    v->by_choices[v->by_choices_n++] =
        (struct choice_view){value, datetime_for_people(f->a, at_ms, f->in->now_ms, f->in->zone)};
}

static int64_t half_hour_up(int64_t at_ms)
{
    int64_t half = 30 * MINUTE_MS;
    return (at_ms + half - 1) / half * half;
}

// Soon, later in the team's day, and the next working day: round times within its hours.
static void fill_by_choices(struct filling *f)
{
    const struct work_week *w = &f->in->week;
    struct str zone = f->t->team_time_zone;
    by_choice(f, half_hour_up(work_week_after(w, f->in->now_ms, HOUR_MS, zone)));
    by_choice(f, half_hour_up(work_week_after(w, f->in->now_ms, 4 * HOUR_MS, zone)));
    int64_t morning = datetime_day_start(work_week_days_after(w, f->in->now_ms, 1, zone), 0, zone);
    by_choice(f, half_hour_up(work_week_after(w, morning, HOUR_MS, zone)));
}

// ---- what the reader may do ----

struct rules_facts ticket_facts(const struct ticket_full *full, int64_t now_ms)
{
    const struct ticket *t = &full->ticket;
    bool ours = t->next.id && t->next.kind == STEP_KIND_PROMISE;
    bool late = t->next.id && t->next.by_at < now_ms;
    return (struct rules_facts){
        .state = t->state,
        .outcome = t->outcome,
        .answered = t->answered_at != 0,
        .owner_away = !t->owner.active,
        .promise_open = ours,
        .promise_broken = ours && late,
        .target_broken = t->next.id && t->next.kind == STEP_KIND_TARGET && late,
        .offer_open = full->handoffs_n && str_eq(full->handoffs[0].state, S("offered")),
        .declined = str_eq(t->decline_state, S("told")),
        .review_open = str_eq(t->decline_state, S("review")),
        .playback_agreed = str_eq(t->playback_state, S("agreed")),
        .playback_waiting = str_eq(t->playback_state, S("waiting")),
        .follow_ups_sent = (int)t->follow_ups,
        .closed_at = t->closed_at,
        .step_by_at = t->next.by_at,
        .other_is_open = true, // which one it is merged into is not known yet
        .other_same_requester = true,
    };
}

bool ticket_may(const struct rules_facts *facts, enum rules_actor as, enum rules_action action, int64_t now_ms)
{
    static const struct rules_given all = {.has_what = true, .has_by = true, .has_why = true, .has_instead = true,
                                           .has_summary = true, .has_how = true, .has_when = true,
                                           .named_is_staff = true, .named_is_active = true};
    return rules_decide(facts, as, action, &all, now_ms).allowed;
}

static void fill_may(struct filling *f)
{
    const struct rules_facts facts = ticket_facts(f->in->full, f->in->now_ms);
    struct mine_view *m = &f->v->may;
#define MAY(action) ticket_may(&facts, f->in->full->as, (action), f->in->now_ms)
    m->reply = MAY(ACTION_REPLY_PROMISE);
    m->note = MAY(ACTION_NOTE);
    m->add_words = MAY(ACTION_ADD_WORDS);
    m->answer = MAY(ACTION_SAY_SOLVED);
    m->playback = MAY(ACTION_PLAYBACK);
    m->playback_answer = MAY(ACTION_PLAYBACK_AGREE);
    m->offer = MAY(ACTION_OFFER);
    m->accept = f->v->offer && MAY(ACTION_ACCEPT);
    m->take = !f->v->owner_is_me && f->staff && !facts.answered && MAY(ACTION_TAKE);
    m->step_in = !f->v->owner_is_me && MAY(ACTION_STEP_IN);
    m->keep = facts.promise_open && MAY(ACTION_KEEP_PROMISE);
    m->renew = facts.promise_open && MAY(ACTION_RENEW_PROMISE);
    m->decline = MAY(ACTION_DECLINE);
    m->take_reason = MAY(ACTION_TAKE_REASON);
    m->review = MAY(ACTION_ASK_REVIEW);
    m->answer_review = MAY(ACTION_UPHOLD);
    m->withdraw = MAY(ACTION_WITHDRAW);
    m->rest = MAY(ACTION_REST);
    m->hear = MAY(ACTION_HEAR_SOLVED);
    m->urgent = MAY(ACTION_SAY_URGENT);
    m->helper = MAY(ACTION_ADD_HELPER);
#undef MAY
}

static void fill_top(struct filling *f)
{
    struct ticket_view *v = f->v;
    const struct ticket *t = f->t;
    v->number = t->number;
    v->version = t->version;
    v->subject = t->subject;
    v->ref = str_fmt(f->a, "R-%" PRId64, t->number);
    v->requester = t->requester.name;
    v->requester_first = name_first(t->requester.name);
    v->requester_initial = name_initial(f->a, t->requester.name);
    v->requester_tint = name_tint(t->requester.id);
    v->asked = when_at(f, t->made_at);
    v->effect_level = 3 - (int)t->effect;
    v->effect_words = effect_words(t->effect);
    v->reach_words = reach_words(t->reach, f->staff);
    v->matters = t->matters_by ? when_at(f, t->matters_by).words : STR_NONE;
    v->stops = t->stops;
    v->affects = t->affects;
    v->owner = t->owner.name;
    v->owner_first = name_first(t->owner.name);
    v->owner_initial = name_initial(f->a, t->owner.name);
    v->owner_is_me = t->owner.id == f->in->reader_id;
    v->owner_since = when_at(f, t->owned_since).words;
    v->team = t->team_name;
    v->lead = f->t->team_lead;
    v->is_open = t->state != STATE_CLOSED;
}

static void fill_rest(struct filling *f)
{
    struct ticket_view *v = f->v;
    const struct ticket *t = f->t;
    const struct ticket_full *full = f->in->full;
    v->playback = t->playback;
    v->playback_answer = t->playback_answer;
    v->playback_agreed = str_eq(t->playback_state, S("agreed"));
    v->playback_waiting = str_eq(t->playback_state, S("waiting"));
    v->playback_corrected = str_eq(t->playback_state, S("corrected"));
    v->decline_why = str_is_empty(t->decline_state) ? STR_NONE : t->decline_why;
    v->decline_instead = t->decline_instead;
    v->merged_into = t->merged_into;
    v->successor = t->successor;
    v->successor_of = t->successor_of;
    v->tags = full->tags;
    v->tags_n = full->tags_n;
    v->reads_along = names_joined(f, full->participants, full->participants_n);
    v->company = v->reads_along.n ? str_fmt(f->a, "with %.*s; %.*s reads along", STR_ARG(v->owner_first), STR_ARG(v->reads_along))
                                  : str_fmt(f->a, "with %.*s", STR_ARG(v->owner_first));
    v->helpers = names_joined(f, full->helpers, full->helpers_n);
    if (f->in->owner) {
        v->owner_looks_after = f->in->owner->looks_after;
        v->owner_hours = f->in->owner->hours_in;
    }
}

void ticket_view_fill(struct arena *a, const struct ticket_view_in *in, struct ticket_view *v)
{
    struct filling f = {.a = a, .in = in, .t = &in->full->ticket, .v = v, .staff = rules_sees_notes(in->full->as)};
    v->layout = in->layout;
    fill_top(&f);
    fill_rest(&f);
    fill_offer(&f);
    fill_may(&f);
    if (v->is_open)
        fill_next(&f);
    else
        v->closed_words = closed_words(&f);
    fill_messages(&f);
    if (f.staff) {
        fill_requester_card(&f);
        fill_visits(&f);
        if (v->may.reply)
            fill_by_choices(&f);
    } else {
        fill_story(&f);
        fill_steps(&f);
    }
}
