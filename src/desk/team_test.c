// SPDX-License-Identifier: Apache-2.0
// Teams: their values, and that a new ticket always has somebody.
#include "desk/people_kit.h"

#include "base/datetime.h"

static int64_t chosen(struct ctx *c, struct store *s, int64_t team, int64_t not_id)
{
    struct call k = {.what = CALL_CHOOSE, .team = {.id = team}, .limit = not_id};
    assert_ok(call(c, s, &k));
    return k.id;
}

static void away(struct ctx *c, struct store *s, const struct actor *who, int64_t until)
{
    assert_ok(
        update_person(c, s, who, who->person_id, (struct person_changes){.has_away_until = true, .away_until = until}));
}

TEST_STORE(r1_a_new_ticket_goes_to_the_person_on_duty_else_to_the_lead)
{
    struct small_desk d = small_desk(c, s);
    assert_int_equal(chosen(c, s, d.team, 0), d.lead.person_id);
    assert_ok(update_team(c, s, &d.lead, d.team, (struct team_changes){.on_duty_id = d.ben.person_id}));
    assert_int_equal(chosen(c, s, d.team, 0), d.ben.person_id);
    assert_int_equal(chosen(c, s, d.team, d.ben.person_id), d.lead.person_id);
    away(c, s, &d.ben, c->now_ms + 1);
    assert_int_equal(chosen(c, s, d.team, 0), d.lead.person_id);
    away(c, s, &d.ben, c->now_ms); // back this moment
    assert_int_equal(chosen(c, s, d.team, 0), d.ben.person_id);
    assert_ok(update_person(c, s, &d.admin, d.ben.person_id, (struct person_changes){.has_active = true}));
    assert_int_equal(chosen(c, s, d.team, 0), d.lead.person_id);
}

TEST_STORE(r1_somebody_is_found_as_long_as_one_active_member_of_staff_exists)
{
    struct small_desk d = small_desk(c, s);
    away(c, s, &d.lead, c->now_ms + DAY_MS);
    assert_int_equal(chosen(c, s, d.team, 0), d.ana.person_id); // a member who is in
    away(c, s, &d.ana, c->now_ms + DAY_MS);
    away(c, s, &d.ben, c->now_ms + DAY_MS);
    assert_int_equal(chosen(c, s, d.team, 0), d.admin.person_id); // an admin who is in
    away(c, s, &d.admin, c->now_ms + DAY_MS);
    assert_int_equal(chosen(c, s, d.team, 0), d.cleo.person_id); // any staff who are in
    away(c, s, &d.cleo, c->now_ms + DAY_MS);
    assert_int_equal(chosen(c, s, d.team, 0), d.lead.person_id); // all are away: the lead answers
    assert_ok(update_team(c, s, &d.admin, d.team, (struct team_changes){.lead_id = d.admin.person_id}));
    const struct actor *others[] = {&d.lead, &d.ana, &d.ben, &d.cleo};
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        assert_ok(update_person(c, s, &d.admin, others[i]->person_id, (struct person_changes){.has_active = true}));
    assert_int_equal(chosen(c, s, d.team, d.admin.person_id), d.admin.person_id); // "not me", and yet nobody else
}

TEST_STORE(tickets_go_round_by_turns)
{
    struct small_desk d = small_desk(c, s);
    int64_t members[] = {d.ana.person_id, d.ben.person_id};
    assert_ok(update_team(
        c, s, &d.lead, d.team,
        (struct team_changes){.assign = S("turns"), .has_members = true, .members = members, .members_n = 2}));
    assert_int_equal(chosen(c, s, d.team, 0), d.ana.person_id);
    assert_int_equal(chosen(c, s, d.team, 0), d.ben.person_id);
    assert_int_equal(chosen(c, s, d.team, 0), d.ana.person_id);
    assert_int_equal(chosen(c, s, d.team, d.ben.person_id), d.ana.person_id);
    away(c, s, &d.ana, c->now_ms + 1);
    assert_int_equal(chosen(c, s, d.team, 0), d.ben.person_id);
    assert_int_equal(chosen(c, s, d.team, 0), d.ben.person_id);
}

TEST_STORE(a_team_can_only_be_led_by_those_who_may_and_joined_by_staff)
{
    struct small_desk d = small_desk(c, s);
    int64_t requester = d.rita.person_id, nobody = 4711;
    const struct {
        struct team_changes t;
        const char *field;
    } cases[] = {
        {{.lead_id = d.ana.person_id}, "lead"},
        {{.lead_id = requester}, "lead"},
        {{.lead_id = nobody}, "lead"},
        {{.on_duty_id = requester}, "on_duty"},
        {{.has_members = true, .members = &requester, .members_n = 1}, "members"},
        {{.name = S("")}, "name"},
        {{.address = S("not one")}, "address"},
        {{.hours = S("mornings")}, "hours"},
        {{.time_zone = S("Lisbon")}, "time_zone"},
        {{.assign = S("dice")}, "assign"},
        {{.playback_from = S("always")}, "playback_from"},
        {{.follow_up_days = S("5,2")}, "follow_up_days"},
        {{.follow_up_days = S("")}, "follow_up_days"},
        {{.target_stuck_ms = 5}, "target_stuck_ms"},
        {{.has_reopen_days = true, .reopen_days = -1}, "reopen_days"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_int_equal(update_team(c, s, &d.admin, d.team, cases[i].t), RC_INVALID);
        assert_str(c->failure.field, cases[i].field);
    }
    assert_int_equal(update_team(c, s, &d.admin, d.team, (struct team_changes){.hours = S("Mon-Fri 8-17")}),
                     RC_INVALID);
    assert_true(str_has(c->failure.detail, S("An example: Mon-Fri 08:00-17:00")));
    assert_int_equal(update_team(c, s, &d.admin, d.team, (struct team_changes){.name = S("help DESK")}), RC_CONFLICT);
    assert_int_equal(update_team(c, s, &d.admin, d.team, (struct team_changes){.address = S("Rita@work.test")}),
                     RC_CONFLICT);
}

TEST_STORE(a_lead_runs_their_team_and_an_admin_decides_what_it_is)
{
    struct small_desk d = small_desk(c, s);
    struct team_changes run = {.hours = S("Mon-Thu 07:00-15:00"),
                               .time_zone = S("Europe/Lisbon"),
                               .target_stuck_ms = 30 * MINUTE_MS,
                               .playback_from = S("stuck")};
    assert_ok(update_team(c, s, &d.lead, d.team, run));
    struct team t = team_of(c, s, d.team);
    assert_str(t.hours, "Mon-Thu 07:00-15:00");
    assert_str(t.playback_from, "stuck");
    assert_int_equal(t.target_stuck_ms, 30 * MINUTE_MS);
    assert_int_equal(t.version, 2);
    assert_int_equal(t.members_n, 3); // the lead and two agents
    assert_str(t.lead.email, "lead@desk.test");
    assert_ok(update_team(c, s, &d.lead, d.team, (struct team_changes){.playback_from = S("never")}));
    assert_true(str_is_none(team_of(c, s, d.team).playback_from));
    assert_int_equal(update_team(c, s, &d.lead, d.first_team, run), RC_DENIED);
    assert_int_equal(update_team(c, s, &d.ana, d.team, run), RC_DENIED);
    assert_int_equal(update_team(c, s, &d.lead, d.team, (struct team_changes){.name = S("Mine")}), RC_DENIED);
    assert_int_equal(update_team(c, s, &d.lead, d.team, (struct team_changes){.has_active = true}), RC_DENIED);
    assert_int_equal(update_team(c, s, &d.admin, 4711, run), RC_NOT_FOUND);
    struct call k = {.what = CALL_TEAM_CREATE, .who = d.lead, .t = {.name = S("New"), .lead_id = d.lead.person_id}};
    assert_int_equal(call(c, s, &k), RC_DENIED);
}

TEST_STORE(r1_the_last_team_in_use_stays)
{
    struct small_desk d = small_desk(c, s);
    assert_ok(update_team(c, s, &d.admin, d.first_team, (struct team_changes){.has_active = true}));
    assert_int_equal(update_team(c, s, &d.admin, d.team, (struct team_changes){.has_active = true}), RC_REFUSED);
    assert_str(c->failure.rule, "R1");
    struct call k = {.what = CALL_TEAM_LIST};
    assert_ok(call(c, s, &k));
    assert_int_equal(k.teams.n, 2);
    assert_str(k.teams.items[0].name, "Networks"); // those in use first
    assert_int_equal(k.teams.items[0].members_n, 3);
}

TEST(r10_a_first_reply_is_due_within_the_teams_hours)
{
    struct team t = {.hours = S("Mon-Fri 08:00-17:00"),
                     .time_zone = S("Europe/Lisbon"),
                     .target_stuck_ms = HOUR_MS,
                     .target_slowed_ms = 4 * HOUR_MS,
                     .target_wait_ms = 8 * HOUR_MS};
    int64_t at; // a Wednesday, 16:30 in Lisbon
    assert_true(datetime_from_rfc3339(S("2026-10-14T15:30:00Z"), &at));
    int64_t stuck = team_first_reply_by(&t, EFFECT_STUCK, REACH_ME, at);
    int64_t morning;
    assert_true(datetime_from_rfc3339(S("2026-10-15T07:30:00Z"), &morning));
    assert_int_equal(stuck, morning);
    assert_int_equal(team_first_reply_by(&t, EFFECT_STUCK, REACH_MANY, at), at + 30 * MINUTE_MS);
    assert_true(team_first_reply_by(&t, EFFECT_SLOWED, REACH_ME, at) > stuck);
    assert_int_equal(team_first_reply_by(&t, EFFECT_CAN_WAIT, REACH_EVERYONE, at),
                     team_first_reply_by(&t, EFFECT_SLOWED, REACH_TEAM, at));
    t.hours = S("nonsense"); // falls back to a usual week
    assert_int_equal(team_first_reply_by(&t, EFFECT_STUCK, REACH_ME, at), stuck);
}
