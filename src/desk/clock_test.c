// SPDX-License-Identifier: Apache-2.0
// The clock's work by itself: done twice it does nothing twice, done early it
// waits, done late it does not hurry, and what is over it leaves alone.
#include "desk/scene_kit.h"

// Of verbs_kit.sql.
extern const struct query kit_mails_of_kind, kit_event_count;

static void look_now(struct scene *n, const char *kind, const char *name, int64_t id)
{
    size_t kinds_n;
    const struct job_kind *kinds = clock_kinds(&kinds_n);
    const struct job job = {.kind = str_of(kind), .payload = str_fmt(n->c->arena, "{\"%s\":%" PRId64 "}", name, id)};
    for (size_t i = 0; i < kinds_n; i++)
        if (!strcmp(kinds[i].name, kind))
            assert_ok(kinds[i].fn(n->c, n->s, &job, NULL));
}

static int64_t events(struct scene *n, int64_t number)
{
    return look_at(n, &kit_event_count, number, 0).value;
}

static int64_t mails(struct scene *n, const struct actor *who, int64_t kind)
{
    return look_at(n, &kit_mails_of_kind, who->person_id, kind).value;
}

TEST_STORE(r9_a_promise_is_warned_of_once_and_broken_once)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), start = c->now_ms;
    assert_ok(ON(&n, PROMISE, ana, r, .a = S("I will."), .b = S("look"), .by = start + 8 * HOUR_MS));
    int64_t step = ticket_now(&n, r).next.id, before = events(&n, r);
    c->now_ms = start + 6 * HOUR_MS;
    look_now(&n, "step_warn", "step", step);
    look_now(&n, "step_warn", "step", step);
    look_now(&n, "step_due", "step", step); // too early
    assert_int_equal(events(&n, r), before + 1);
    c->now_ms = start + 9 * HOUR_MS;
    look_now(&n, "step_warn", "step", step); // late: it is due by now
    look_now(&n, "step_due", "step", step);
    assert_int_equal(events(&n, r), before + 2);
    assert_int_equal(mails(&n, &n.d.rita, MAIL_BROKEN), 1);
}

TEST_STORE(r9_a_warning_reaches_the_lead_when_the_owner_is_away)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(update_person(c, s, &n.d.admin, n.d.ana.person_id,
                            (struct person_changes){.has_away_until = true, .away_until = c->now_ms + 9 * DAY_MS}));
    time_passes(&n, 3 * HOUR_MS + 30 * MINUTE_MS);
    assert_null(ticket_now(&n, r).next.broken_at ? "broken" : NULL);
    assert_int_equal(mails(&n, &n.d.lead, MAIL_TO_LEAD), 1);
}

TEST_STORE(r15_follow_ups_are_not_sent_twice_nor_all_at_once)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, QUESTION, ana, r, .a = S("Which?"), .b = S("its name"), .by = c->now_ms + DAY_MS));
    int64_t step = ticket_now(&n, r).next.id;
    c->now_ms += 60 * DAY_MS; // the program was off
    look_now(&n, "step_due", "step", step);
    look_now(&n, "follow_up", "step", step);
    look_now(&n, "step_due", "step", step);
    assert_int_equal(ticket_now(&n, r).follow_ups, 1);
    assert_int_equal(mails(&n, &n.d.rita, MAIL_FOLLOW_UP), 1);
    time_passes(&n, 7 * DAY_MS);
    assert_int_equal(ticket_now(&n, r).follow_ups, 2);
}

TEST_STORE(r15_the_clock_closes_nothing_however_long_it_runs)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), q = asked(&n, n.d.rob), p = asked(&n, n.d.rita);
    assert_ok(ON(&n, PROPOSAL, ana, r, .a = S("It should work.")));
    assert_ok(ON(&n, DECLINE, ana, q, .a = S("Too old."), .b = S("The one next door.")));
    for (int i = 0; i < 40; i++)
        time_passes(&n, 10 * DAY_MS);
    assert_int_equal(ticket_now(&n, r).state, STATE_PROPOSED);
    assert_int_equal(ticket_now(&n, q).state, STATE_WITH_YOU);
    assert_int_equal(ticket_now(&n, p).state, STATE_WITH_US);
    assert_ok(ON(&n, REST, ana, q)); // silence after a decline may rest
    assert_int_equal(ticket_now(&n, q).outcome, OUTCOME_NONE);
}

TEST_STORE(what_is_over_is_left_alone)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), step = ticket_now(&n, r).next.id;
    assert_ok(ON(&n, OFFER, ana, r, .person = n.d.ben.person_id, .a = S("Printers."), .b = S("Nothing yet.")));
    int64_t handoff = n.last.done.id;
    assert_ok(ON(&n, WITHDRAW, rita, r));
    int64_t before = events(&n, r);
    c->now_ms += 30 * DAY_MS;
    look_now(&n, "step_due", "step", step);
    look_now(&n, "offer_due", "handoff", handoff);
    look_now(&n, "step_due", "step", 999999);
    look_now(&n, "offer_due", "handoff", 999999);
    look_now(&n, "step_due", "nothing", 1);
    assert_int_equal(events(&n, r), before);
}
