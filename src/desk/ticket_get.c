// SPDX-License-Identifier: Apache-2.0
// Reading one ticket: the row with its people, team, next step and the reader's
// standing in one query; what belongs to it in a query each, asked only when
// the first one saw that there is something. Changes nothing.
#include "desk/ticket.h"

#include "desk/list.h"
#include "desk/ticket.sql.h"
#include "desk/ticket_row.h"

// How a person stands to a ticket beyond what its row says.
struct standing {
    bool member, offered, helper, participant;
};

// What there is to look up besides messages.
struct more {
    bool helpers, participants, tags, handoffs, referrals, attachments;
};

static enum rules_actor actor_of(const struct actor *who, const struct ticket *t, struct standing s)
{
    if (!who->person_id)
        return actor_is_desk(who) ? ACTOR_SYSTEM : ACTOR_STRANGER;
    if (who->person_id == t->requester.id || who->person_id == t->speaker.id)
        return ACTOR_REQUESTER;
    if (actor_is_staff(who)) {
        if (who->person_id == t->owner.id)
            return ACTOR_OWNER;
        if (who->role == ROLE_ADMIN || who->person_id == t->team_lead_id || (who->role == ROLE_LEAD && s.member))
            return ACTOR_LEAD;
        if (s.offered)
            return ACTOR_OFFERED;
        if (s.helper)
            return ACTOR_HELPER;
        return s.member ? ACTOR_MEMBER : ACTOR_COLLEAGUE;
    }
    return s.participant ? ACTOR_PARTICIPANT : ACTOR_STRANGER;
}

static void read_step_and_times(struct row_reader *r, struct ticket *t)
{
    t->next = row_step(r);
    t->answered_at = row_int(r);
    t->owned_since = row_int(r);
    t->made_at = row_int(r);
    t->changed_at = row_int(r);
    t->closed_at = row_int(r);
    t->decline_state = row_text(r);
    t->decline_why = row_text(r);
    t->decline_instead = row_text(r);
    t->follow_ups = row_int(r);
    t->merged_into = row_int(r);
    t->successor_of = row_int(r);
    t->successor = row_int(r);
    t->version = row_int(r);
    t->speaker.id = row_int(r);
}

static void read_ticket(struct row_reader *r, struct ticket *t)
{
    t->number = row_int(r);
    t->subject = row_text(r);
    must(state_parse(row_text(r), &t->state));
    (void)outcome_parse(row_text(r), &t->outcome); // none while it is open
    t->owner = row_person(r);
    t->requester = row_person(r);
    t->team_id = row_int(r);
    t->team_name = row_text(r);
    t->team_lead_id = row_int(r);
    t->team_lead = row_text(r);
    t->team_time_zone = row_text(r);
    t->team_hours = row_text(r);
    must(effect_parse(row_text(r), &t->effect));
    must(reach_parse(row_text(r), &t->reach));
    t->stops = row_text(r);
    t->affects = row_text(r);
    t->channel = row_text(r);
    t->matters_by = row_int(r);
    t->playback = row_text(r);
    t->playback_state = row_text(r);
    t->playback_answer = row_text(r);
    read_step_and_times(r, t);
}

static struct standing read_standing(struct row_reader *r)
{
    struct standing s = {.member = row_int(r)};
    s.offered = row_int(r);
    s.helper = row_int(r);
    s.participant = row_int(r);
    return s;
}

static struct more read_more(struct row_reader *r)
{
    struct more m = {.helpers = row_int(r)};
    m.participants = row_int(r);
    m.tags = row_int(r);
    m.handoffs = row_int(r);
    m.referrals = row_int(r);
    m.attachments = row_int(r);
    return m;
}

static enum rc not_found(struct db *db, int64_t number)
{
    return fail(db_ctx(db), RC_NOT_FOUND, "There is no request R-%" PRId64 " that you can see.", number);
}

static enum rc speaker_read(struct db *db, struct person_ref *speaker)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, ticket_person, P(speaker->id)));
    if (rows_next(&rows))
        *speaker = row_person(&(struct row_reader){.rows = &rows});
    return rows_done(&rows);
}

static enum rc whole_read(struct db *db, const struct actor *who, int64_t number, struct ticket_full *f,
                          struct more *ret_more)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, ticket_whole, P(number), P(who->person_id)));
    struct row_reader r = {.rows = &rows};
    if (!rows_next(&rows)) {
        TRY(rows_done(&rows));
        return not_found(db, number);
    }
    read_ticket(&r, &f->ticket);
    f->as = actor_of(who, &f->ticket, read_standing(&r));
    *ret_more = read_more(&r);
    TRY(rows_done(&rows));
    if (!rules_sees(f->as))
        return not_found(db, number);
    return f->ticket.speaker.id ? speaker_read(db, &f->ticket.speaker) : RC_OK;
}

enum rc ticket_get(struct db *db, const struct actor *who, int64_t number, struct ticket *ret_ticket)
{
    struct ticket_full f = {0};
    struct more more;
    TRY(whole_read(db, who, number, &f, &more));
    *ret_ticket = f.ticket;
    return RC_OK;
}

enum rc ticket_actor(struct db *db, const struct actor *who, const struct ticket *t, enum rules_actor *ret_actor)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, ticket_standing, P(t->number), P(who->person_id), P(t->team_id)));
    struct row_reader r = {.rows = &rows};
    struct standing s = {0};
    if (rows_next(&rows))
        s = read_standing(&r);
    TRY(rows_done(&rows));
    *ret_actor = actor_of(who, t, s);
    return RC_OK;
}

// ---- everything of it ----

#define PEOPLE_MAX 500
#define TAGS_MAX 100
#define HANDOFFS_MAX 200
#define ATTACHMENTS_MAX 2000
#define MESSAGES_MAX 2000 // the newest; a longer thread is a mail loop

static void read_message(struct row_reader *r, struct message *m)
{
    m->id = row_int(r);
    m->at = row_int(r);
    must(message_kind_parse(row_text(r), &m->kind));
    m->channel = row_text(r);
    m->body = row_text(r);
    m->html = row_text(r);
    m->quoted = row_text(r);
    m->author = row_person(r);
    m->author_is_staff = row_int(r);
    m->step = row_step(r);
}

static enum rc messages_read(struct db *db, bool notes, struct ticket_full *f)
{
    AUTO(rows_auto) struct rows rows;
    struct message *m = NULL;
    size_t n = 0;
    TRY(db_rows(db, &rows, ticket_messages, P(f->ticket.number), P(notes), P(MESSAGES_MAX)));
    while (rows_next(&rows)) {
        m = list_room(db_arena(db), m, n, sizeof *m);
        read_message(&(struct row_reader){.rows = &rows}, &m[n++]);
    }
    TRY(rows_done(&rows));
    for (size_t i = 0; i < n / 2; i++) { // they come newest first
        struct message other = m[i];
        m[i] = m[n - 1 - i];
        m[n - 1 - i] = other;
    }
    f->messages = m;
    f->messages_n = n;
    return RC_OK;
}

// Attachments come in the order of messages, so each message's stand together.
static void attachments_share(struct ticket_full *f, struct attachment_ref *all, size_t n)
{
    for (size_t m = 0, at = 0; m < f->messages_n; m++) {
        while (at < n && all[at].message_id < f->messages[m].id)
            at++;
        f->messages[m].attachments = all + at;
        for (; at < n && all[at].message_id == f->messages[m].id; at++)
            f->messages[m].attachments_n++;
    }
}

static enum rc attachments_read(struct db *db, bool notes, struct ticket_full *f)
{
    AUTO(rows_auto) struct rows rows;
    struct attachment_ref *all = NULL;
    size_t n = 0;
    TRY(db_rows(db, &rows, ticket_attachments, P(f->ticket.number), P(notes), P(ATTACHMENTS_MAX)));
    while (rows_next(&rows)) {
        all = list_room(db_arena(db), all, n, sizeof *all);
        struct attachment_ref *a = &all[n++];
        struct row_reader r = {.rows = &rows};
        a->id = row_int(&r);
        a->message_id = row_int(&r);
        a->size = row_int(&r);
        a->name = row_text(&r);
        a->type = row_text(&r);
        a->content_id = row_text(&r);
        a->is_inline = row_int(&r);
    }
    TRY(rows_done(&rows));
    if (n)
        attachments_share(f, all, n);
    return RC_OK;
}

static enum rc people_read(struct db *db, const struct query *q, int64_t number, struct person_ref **ret_people,
                           size_t *ret_n)
{
    AUTO(rows_auto) struct rows rows;
    struct person_ref *people = NULL;
    size_t n = 0;
    TRY(db_rows(db, &rows, *q, P(number), P(PEOPLE_MAX)));
    while (rows_next(&rows)) {
        people = list_room(db_arena(db), people, n, sizeof *people);
        people[n++] = row_person(&(struct row_reader){.rows = &rows});
    }
    TRY(rows_done(&rows));
    *ret_people = people;
    *ret_n = n;
    return RC_OK;
}

static enum rc tags_read(struct db *db, struct ticket_full *f)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, ticket_tags, P(f->ticket.number), P(TAGS_MAX)));
    while (rows_next(&rows)) {
        f->tags = list_room(db_arena(db), f->tags, f->tags_n, sizeof *f->tags);
        f->tags[f->tags_n++] = rows_text(&rows, 0);
    }
    return rows_done(&rows);
}

static void read_handoff(struct row_reader *r, struct handoff *h)
{
    h->id = row_int(r);
    h->ticket = row_int(r);
    h->from = row_person(r);
    h->to = row_person(r);
    h->to_team_id = row_int(r);
    h->to_team_name = row_text(r);
    h->why = row_text(r);
    h->summary = row_text(r);
    h->state = row_text(r);
    h->answer = row_text(r);
    h->asked_by_id = row_int(r);
    h->made_at = row_int(r);
    h->by_at = row_int(r);
    h->ended_at = row_int(r);
}

static enum rc handoffs_read(struct db *db, struct ticket_full *f)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, ticket_handoffs, P(f->ticket.number), P(HANDOFFS_MAX)));
    while (rows_next(&rows)) {
        f->handoffs = list_room(db_arena(db), f->handoffs, f->handoffs_n, sizeof *f->handoffs);
        read_handoff(&(struct row_reader){.rows = &rows}, &f->handoffs[f->handoffs_n++]);
    }
    return rows_done(&rows);
}

static void read_referral(struct row_reader *r, struct referral *f)
{
    f->id = row_int(r);
    f->name = row_text(r);
    f->address = row_text(r);
    f->why = row_text(r);
    f->summary = row_text(r);
    f->confirmed_by = row_text(r);
    f->confirmed_how = row_text(r);
    f->made_at = row_int(r);
    f->confirmed_at = row_int(r);
}

static enum rc referrals_read(struct db *db, struct ticket_full *f)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, ticket_referrals, P(f->ticket.number), P(HANDOFFS_MAX)));
    while (rows_next(&rows)) {
        f->referrals = list_room(db_arena(db), f->referrals, f->referrals_n, sizeof *f->referrals);
        read_referral(&(struct row_reader){.rows = &rows}, &f->referrals[f->referrals_n++]);
    }
    return rows_done(&rows);
}

enum rc ticket_get_full(struct db *db, const struct actor *who, int64_t number, struct ticket_full *ret_full)
{
    struct ticket_full f = {0};
    struct more more;
    TRY(whole_read(db, who, number, &f, &more));
    bool notes = rules_sees_notes(f.as);
    TRY(messages_read(db, notes, &f));
    if (more.attachments)
        TRY(attachments_read(db, notes, &f));
    if (more.helpers)
        TRY(people_read(db, &ticket_helpers, number, &f.helpers, &f.helpers_n));
    if (more.participants)
        TRY(people_read(db, &ticket_participants, number, &f.participants, &f.participants_n));
    if (more.tags)
        TRY(tags_read(db, &f));
    if (more.handoffs)
        TRY(handoffs_read(db, &f));
    if (more.referrals)
        TRY(referrals_read(db, &f));
    *ret_full = f;
    return RC_OK;
}
