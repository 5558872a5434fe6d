// SPDX-License-Identifier: Apache-2.0
// Writers of a ticket and of everything that hangs on it. What may be seen was
// decided when it was read; a member that has no value is null, so that every
// answer has the same members.
#include "web/ticket_json.h"

void person_ref_json(struct json *j, const struct person_ref *p)
{
    if (!p->id) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_member_int(j, "id", p->id);
    json_member_text(j, "name", p->name);
    json_member_text(j, "email", p->email);
    json_close(j, '}');
}

static void person_refs_json(struct json *j, const struct person_ref *people, size_t n)
{
    json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        person_ref_json(j, &people[i]);
    json_close(j, ']');
}

static void step_json(struct json *j, const struct step *s)
{
    if (!s->id) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_member_int(j, "id", s->id);
    json_member_text(j, "who", step_who_name(s->who));
    json_member_text(j, "name", s->who_name);
    json_member_text(j, "kind", step_kind_name(s->kind));
    json_member_text(j, "what", s->what);
    json_member_time(j, "by", s->by_at);
    json_member_text(j, "state", step_state_name(s->state));
    json_member_text(j, "why", s->why);
    json_close(j, '}');
}

static void decline_json(struct json *j, const struct ticket *t)
{
    json_key(j, "decline");
    if (str_is_none(t->decline_why)) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    json_member_text(j, "state", t->decline_state);
    json_member_text(j, "why", t->decline_why);
    json_member_text(j, "instead", t->decline_instead);
    json_close(j, '}');
}

static void ticket_people_json(struct json *j, const struct ticket *t)
{
    json_key(j, "owner");
    person_ref_json(j, &t->owner);
    json_key(j, "requester");
    person_ref_json(j, &t->requester);
    json_key(j, "speaker");
    person_ref_json(j, &t->speaker);
    json_key(j, "team");
    json_open(j, '{');
    json_member_int(j, "id", t->team_id);
    json_member_text(j, "name", t->team_name);
    json_close(j, '}');
}

void ticket_head_json(struct json *j, const struct ticket *t)
{
    json_member_int(j, "number", t->number);
    json_member_text(j, "subject", t->subject);
    json_member_text(j, "state", state_name(t->state));
    json_member_text(j, "outcome", outcome_name(t->outcome));
    ticket_people_json(j, t);
    json_member_text(j, "channel", t->channel);
    json_member_text(j, "effect", effect_name(t->effect));
    json_member_text(j, "reach", reach_name(t->reach));
    json_member_text(j, "stops", t->stops);
    json_member_text(j, "affects", t->affects);
    json_member_time(j, "matters_by", t->matters_by);
    json_member_text(j, "playback", t->playback);
    json_member_text(j, "playback_state", t->playback_state);
    json_member_text(j, "playback_answer", t->playback_answer);
    json_key(j, "next");
    step_json(j, &t->next);
    decline_json(j, t);
    json_member_id(j, "merged_into", t->merged_into);
    json_member_id(j, "successor_of", t->successor_of);
    json_member_id(j, "successor", t->successor);
    json_member_time(j, "answered_at", t->answered_at);
    json_member_time(j, "created_at", t->made_at);
    json_member_time(j, "changed_at", t->changed_at);
    json_member_time(j, "closed_at", t->closed_at);
    json_member_int(j, "version", t->version);
}

static void attachments_json(struct json *j, const struct message *m)
{
    json_key(j, "attachments");
    json_open(j, '[');
    for (size_t i = 0; i < m->attachments_n; i++) {
        const struct attachment_ref *f = &m->attachments[i];
        json_open(j, '{');
        json_member_int(j, "id", f->id);
        json_member_text(j, "name", f->name);
        json_member_text(j, "type", f->type);
        json_member_int(j, "size", f->size);
        json_member_bool(j, "inline", f->is_inline);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void message_json(struct json *j, const struct message *m)
{
    json_open(j, '{');
    json_member_int(j, "id", m->id);
    json_member_text(j, "kind", message_kind_name(m->kind));
    json_key(j, "author");
    person_ref_json(j, &m->author);
    json_member_text(j, "body", m->body);
    if (m->html.n)
        json_member_text(j, "html", m->html);
    if (m->quoted.n)
        json_member_text(j, "quoted", m->quoted);
    json_member_time(j, "at", m->at);
    json_member_text(j, "channel", m->channel);
    attachments_json(j, m);
    json_key(j, "next");
    step_json(j, &m->step);
    json_close(j, '}');
}

void handoff_json(struct json *j, const struct handoff *h)
{
    json_open(j, '{');
    json_member_int(j, "id", h->id);
    json_member_int(j, "ticket", h->ticket);
    json_key(j, "from");
    person_ref_json(j, &h->from);
    json_key(j, "to");
    person_ref_json(j, &h->to);
    json_key(j, "team");
    if (h->to_team_id) {
        json_open(j, '{');
        json_member_int(j, "id", h->to_team_id);
        json_member_text(j, "name", h->to_team_name);
        json_close(j, '}');
    } else {
        json_null(j);
    }
    json_member_text(j, "why", h->why);
    json_member_text(j, "summary", h->summary);
    json_member_text(j, "state", h->state);
    json_member_text(j, "answer", h->answer);
    json_member_bool(j, "asked", h->asked_by_id != 0);
    json_member_time(j, "made_at", h->made_at);
    json_member_time(j, "by", h->by_at);
    json_member_time(j, "ended_at", h->ended_at);
    json_close(j, '}');
}

void referral_json(struct json *j, const struct referral *r)
{
    json_open(j, '{');
    json_member_int(j, "id", r->id);
    json_key(j, "to");
    json_open(j, '{');
    json_member_text(j, "name", r->name);
    json_member_text(j, "email", r->address);
    json_close(j, '}');
    json_member_text(j, "why", r->why);
    json_member_text(j, "summary", r->summary);
    json_member_time(j, "made_at", r->made_at);
    json_member_time(j, "confirmed_at", r->confirmed_at);
    json_member_text(j, "who", r->confirmed_by);
    json_member_text(j, "how", r->confirmed_how);
    json_close(j, '}');
}

void ticket_full_json(struct json *j, const struct ticket_full *full)
{
    json_open(j, '{');
    ticket_head_json(j, &full->ticket);
    json_key(j, "helpers");
    person_refs_json(j, full->helpers, full->helpers_n);
    json_key(j, "participants");
    person_refs_json(j, full->participants, full->participants_n);
    json_key(j, "tags");
    json_open(j, '[');
    for (size_t i = 0; i < full->tags_n; i++)
        json_text(j, full->tags[i]);
    json_close(j, ']');
    json_key(j, "messages");
    json_open(j, '[');
    for (size_t i = 0; i < full->messages_n; i++)
        message_json(j, &full->messages[i]);
    json_close(j, ']');
    json_key(j, "handoffs");
    json_open(j, '[');
    for (size_t i = 0; i < full->handoffs_n; i++)
        handoff_json(j, &full->handoffs[i]);
    json_close(j, ']');
    json_key(j, "referrals");
    json_open(j, '[');
    for (size_t i = 0; i < full->referrals_n; i++)
        referral_json(j, &full->referrals[i]);
    json_close(j, ']');
    json_close(j, '}');
}

void ticket_line_json(struct json *j, const struct ticket_line *t)
{
    json_open(j, '{');
    json_member_int(j, "number", t->number);
    json_member_text(j, "subject", t->subject);
    json_member_text(j, "state", state_name(t->state));
    json_member_text(j, "outcome", outcome_name(t->outcome));
    json_key(j, "owner");
    person_ref_json(j, &t->owner);
    json_key(j, "requester");
    person_ref_json(j, &t->requester);
    json_key(j, "team");
    json_open(j, '{');
    json_member_text(j, "name", t->team_name);
    json_close(j, '}');
    json_member_text(j, "effect", effect_name(t->effect));
    json_key(j, "next");
    step_json(j, &t->next);
    json_member_bool(j, "late", t->late);
    json_member_time(j, "created_at", t->made_at);
    json_member_time(j, "changed_at", t->changed_at);
    json_member_int(j, "version", t->version);
    json_close(j, '}');
}

void ticket_list_json(struct json *j, const struct ticket_list *list)
{
    json_open(j, '{');
    json_key(j, "items");
    json_open(j, '[');
    for (size_t i = 0; i < list->n; i++)
        ticket_line_json(j, &list->items[i]);
    json_close(j, ']');
    json_member_text(j, "next", list->next);
    json_member_text(j, "said", list->said);
    json_close(j, '}');
}
