// SPDX-License-Identifier: Apache-2.0
// Writers of people and teams. `whole` is for staff, and for people about
// themselves; everybody else reads the card: who somebody is and when they are
// in.
#include "web/people_json.h"

#include "web/ticket_json.h"

static void texts_json(struct json *j, const struct str *texts, size_t n)
{
    json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        json_text(j, texts[i]);
    json_close(j, ']');
}

static void person_teams_json(struct json *j, const struct person *p)
{
    json_key(j, "teams");
    json_open(j, '[');
    for (size_t i = 0; i < p->teams_n; i++) {
        json_open(j, '{');
        json_member_int(j, "id", p->teams[i]);
        json_member_text(j, "name", p->team_names[i]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void person_json(struct json *j, const struct person *p, bool whole)
{
    json_open(j, '{');
    json_member_int(j, "id", p->id);
    json_member_text(j, "name", p->name);
    json_member_text(j, "looks_after", p->looks_after);
    json_member_text(j, "hours_in", p->hours_in);
    json_member_time(j, "away_until", p->away_until);
    if (whole) {
        json_key(j, "emails");
        texts_json(j, p->emails, p->emails_n);
        json_member_text(j, "role", role_name(p->role));
        person_teams_json(j, p);
        json_member_text(j, "time_zone", p->time_zone);
        json_member_text(j, "language", p->language);
        json_member_text(j, "explain", p->explain);
        json_member_text(j, "reach", p->reach);
        json_member_text(j, "work", p->work);
        json_member_text(j, "good_at", p->good_at);
        json_member_bool(j, "active", p->active);
        json_member_bool(j, "has_password", p->has_password);
        json_member_time(j, "created_at", p->made_at);
        json_member_int(j, "version", p->version);
    }
    json_close(j, '}');
}

static void team_setting_json(struct json *j, const struct team *t)
{
    json_key(j, "lead");
    person_ref_json(j, &t->lead);
    json_key(j, "on_duty");
    person_ref_json(j, &t->on_duty);
    json_key(j, "members");
    json_open(j, '[');
    for (size_t i = 0; i < t->members_n; i++)
        person_ref_json(j, &t->members[i]);
    json_close(j, ']');
    json_member_text(j, "assign", t->assign);
    json_member_text(j, "playback_from", t->playback_from);
    json_member_text(j, "follow_up_days", t->follow_up_days);
    json_member_int(j, "reopen_days", t->reopen_days);
    json_member_bool(j, "active", t->active);
    json_member_int(j, "version", t->version);
}

void team_json(struct json *j, const struct team *t, bool whole)
{
    json_open(j, '{');
    json_member_int(j, "id", t->id);
    json_member_text(j, "name", t->name);
    json_member_text(j, "address", t->address);
    json_member_text(j, "hours", t->hours);
    json_member_text(j, "time_zone", t->time_zone);
    if (whole)
        team_setting_json(j, t);
    json_close(j, '}');
}
