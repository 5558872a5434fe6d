// SPDX-License-Identifier: Apache-2.0
// People: addresses, who sees whom, who may change what, and what is refused.
#include "desk/people_kit.h"

#include "base/datetime.h"

TEST_STORE(a_person_has_several_addresses_and_each_finds_them_in_any_case)
{
    struct small_desk d = small_desk(c, s);
    struct str emails[] = {S(" Rita@Work.TEST "), S("rita.m@home.test"), S("RITA@work.test")};
    assert_ok(
        update_person(c, s, &d.admin, d.rita.person_id, (struct person_changes){.emails = emails, .emails_n = 3}));
    struct person p = person_of(c, s, &d.admin, d.rita.person_id);
    assert_int_equal(p.emails_n, 2);
    assert_str(p.emails[0], "rita@work.test");
    assert_str(p.emails[1], "rita.m@home.test");
    struct call k = {.what = CALL_PERSON_BY_EMAIL, .text = S("<RITA.M@Home.Test>")};
    assert_ok(call(c, s, &k));
    assert_int_equal(k.id, d.rita.person_id);
    assert_false(k.found);
}

TEST_STORE(r22_an_address_is_enough_to_be_somebody)
{
    small_desk(c, s);
    struct call k = {.what = CALL_PERSON_BY_EMAIL, .text = S("new.person@else.test")};
    assert_ok(call(c, s, &k));
    assert_true(k.found); // created
    int64_t id = k.id;
    struct actor self = actor_of(id, ROLE_REQUESTER);
    assert_str(person_of(c, s, &self, id).name, "new.person");
    k = (struct call){.what = CALL_PERSON_BY_EMAIL, .text = S("New.Person@else.test"), .after = S("Noor Person")};
    assert_ok(call(c, s, &k));
    assert_int_equal(k.id, id);
    assert_str(person_of(c, s, &self, id).name, "Noor Person"); // a real name, where none was known
    k.after = S("Somebody Else");
    assert_ok(call(c, s, &k));
    assert_str(person_of(c, s, &self, id).name, "Noor Person");
    k = (struct call){.what = CALL_PERSON_BY_EMAIL, .text = S("x@y.test"), .after = S("two\nlines")};
    assert_ok(call(c, s, &k));
    assert_str(person_of(c, s, &(struct actor){.person_id = k.id}, k.id).name, "x");
}

TEST_STORE(what_is_no_address_makes_nobody)
{
    static const char *const bad[] = {"", " ", "nobody", "@x.test", "a@", "a b@x.test", "a@x.test\nBcc: b@x.test"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct call k = {.what = CALL_PERSON_BY_EMAIL, .text = str_of(bad[i])};
        assert_int_equal(call(c, s, &k), RC_INVALID);
        assert_str(c->failure.field, "requester");
    }
}

TEST_STORE(an_address_belongs_to_one_person)
{
    struct small_desk d = small_desk(c, s);
    struct str emails[] = {S("rob@work.test"), S("RITA@work.test")};
    assert_int_equal(
        update_person(c, s, &d.admin, d.rob.person_id, (struct person_changes){.emails = emails, .emails_n = 2}),
        RC_CONFLICT);
    assert_true(str_has(c->failure.detail, S("rita@work.test belongs to somebody else")));
    assert_int_equal(person_of(c, s, &d.admin, d.rob.person_id).emails_n, 1);
    assert_ok(update_team(c, s, &d.admin, d.team, (struct team_changes){.address = S("net@desk.test")}));
    emails[1] = S("NET@desk.test");
    assert_int_equal(
        update_person(c, s, &d.admin, d.rob.person_id, (struct person_changes){.emails = emails, .emails_n = 2}),
        RC_CONFLICT);
}

TEST_STORE(a_requester_sees_themselves_and_of_staff_the_card)
{
    struct small_desk d = small_desk(c, s);
    assert_ok(update_person(c, s, &d.ana, d.ana.person_id,
                            (struct person_changes){.looks_after = S("Networks"), .work = S("secret")}));
    struct person p = person_of(c, s, &d.rita, d.rita.person_id);
    assert_int_equal(p.emails_n, 1);
    p = person_of(c, s, &d.rita, d.ana.person_id);
    assert_str(p.looks_after, "Networks");
    assert_int_equal(p.emails_n, 0);
    assert_true(str_is_none(p.work));
    struct call k = {.what = CALL_PERSON_GET, .who = d.rita, .id = d.rob.person_id};
    assert_int_equal(call(c, s, &k), RC_NOT_FOUND);
    struct str first = c->failure.detail;
    k.id = 987654;
    assert_int_equal(call(c, s, &k), RC_NOT_FOUND);
    assert_true(str_eq(first, c->failure.detail)); // the two look the same
    k = (struct call){.what = CALL_PERSON_LIST, .who = d.rita, .limit = 50};
    assert_ok(call(c, s, &k));
    assert_int_equal(k.people.n, 1);
    k = (struct call){.what = CALL_PERSON_GET, .who = {.via = VIA_WEB}, .id = d.rob.person_id};
    assert_int_equal(call(c, s, &k), RC_NOT_FOUND); // nobody in particular is not the system
}

TEST_STORE(everybody_changes_their_own_ways_but_not_what_they_are)
{
    struct small_desk d = small_desk(c, s);
    int64_t id = d.rita.person_id;
    struct person_changes own = {.name = S("Rita Mendes"),
                                 .time_zone = S("Europe/Lisbon"),
                                 .language = S("pt-BR"),
                                 .explain = S("steps"),
                                 .reach = S("phone, mornings"),
                                 .password = S("three word pass")};
    assert_ok(update_person(c, s, &d.rita, id, own));
    struct person p = person_of(c, s, &d.rita, id);
    assert_str(p.name, "Rita Mendes");
    assert_str(p.explain, "steps");
    assert_true(p.has_password);
    assert_int_equal(p.version, 2);
    struct str email = S("other@work.test");
    assert_int_equal(update_person(c, s, &d.rita, id, (struct person_changes){.emails = &email, .emails_n = 1}),
                     RC_DENIED);
    assert_int_equal(update_person(c, s, &d.rita, id, (struct person_changes){.has_role = true, .role = ROLE_ADMIN}),
                     RC_DENIED);
    assert_int_equal(update_person(c, s, &d.rita, id, (struct person_changes){.has_active = true}), RC_DENIED);
    assert_int_equal(update_person(c, s, &d.rita, d.rob.person_id, own), RC_NOT_FOUND);
    assert_int_equal(update_person(c, s, &d.rita, d.ana.person_id, own), RC_DENIED);
    struct person_changes as_it_is = {.emails = p.emails,
                                      .emails_n = 1,
                                      .has_role = true,
                                      .role = ROLE_REQUESTER,
                                      .has_active = true,
                                      .active = true};
    assert_ok(update_person(c, s, &d.rita, id, as_it_is)); // a form that sends everything back
}

TEST_STORE(leads_look_after_requesters_and_the_agents_of_their_teams)
{
    struct small_desk d = small_desk(c, s);
    struct person_changes work = {.work = S("second floor")};
    assert_ok(update_person(c, s, &d.lead, d.rita.person_id, work));
    assert_ok(update_person(c, s, &d.lead, d.ana.person_id, work));
    assert_int_equal(update_person(c, s, &d.lead, d.cleo.person_id, work), RC_DENIED);
    assert_int_equal(update_person(c, s, &d.lead, d.admin.person_id, work), RC_DENIED);
    assert_int_equal(update_person(c, s, &d.ana, d.rita.person_id, work), RC_DENIED);
    assert_int_equal(
        update_person(c, s, &d.lead, d.ana.person_id, (struct person_changes){.has_role = true, .role = ROLE_LEAD}),
        RC_DENIED);
    int64_t teams[] = {d.team, d.first_team};
    assert_int_equal(update_person(c, s, &d.lead, d.ana.person_id,
                                   (struct person_changes){.has_teams = true, .teams = teams, .teams_n = 2}),
                     RC_DENIED);
    assert_int_equal(
        update_person(c, s, &d.lead, d.ana.person_id, (struct person_changes){.password = S("chosen for them")}),
        RC_DENIED);
    struct str email = S("dan@desk.test");
    struct call k = {.what = CALL_PERSON_CREATE, .who = d.lead};
    k.p = (struct person_changes){.emails = &email,
                                  .emails_n = 1,
                                  .has_role = true,
                                  .role = ROLE_AGENT,
                                  .has_teams = true,
                                  .teams = teams,
                                  .teams_n = 1};
    assert_ok(call(c, s, &k));
    email = S("eve@desk.test");
    k.p.role = ROLE_LEAD;
    assert_int_equal(call(c, s, &k), RC_DENIED);
    k.who = d.ana;
    k.p.role = ROLE_AGENT;
    assert_int_equal(call(c, s, &k), RC_DENIED);
    k.who = d.rita;
    k.p = (struct person_changes){.emails = &email, .emails_n = 1};
    assert_int_equal(call(c, s, &k), RC_DENIED);
}

TEST_STORE(the_last_administrator_stays)
{
    struct small_desk d = small_desk(c, s);
    int64_t id = d.admin.person_id;
    struct person_changes off = {.has_active = true}, less = {.has_role = true, .role = ROLE_LEAD};
    assert_int_equal(update_person(c, s, &d.admin, id, off), RC_CONFLICT);
    assert_int_equal(update_person(c, s, &d.admin, id, less), RC_CONFLICT);
    assert_true(str_has(c->failure.detail, S("last administrator")));
    desk_person(c, s, &d.admin, "second@desk.test", ROLE_ADMIN, 0);
    assert_ok(update_person(c, s, &d.admin, id, less));
}

TEST_STORE(r1_who_leads_a_team_names_another_lead_first)
{
    struct small_desk d = small_desk(c, s);
    struct person_changes off = {.has_active = true}, less = {.has_role = true, .role = ROLE_AGENT};
    assert_int_equal(update_person(c, s, &d.admin, d.lead.person_id, off), RC_REFUSED);
    assert_str(c->failure.rule, "R1");
    assert_str(c->failure.instead, "Name another lead for Networks first.");
    assert_int_equal(update_person(c, s, &d.admin, d.lead.person_id, less), RC_REFUSED);
    assert_ok(update_team(c, s, &d.admin, d.team, (struct team_changes){.lead_id = d.admin.person_id}));
    assert_ok(update_person(c, s, &d.admin, d.lead.person_id, less));
}

TEST_STORE(who_goes_is_off_duty_and_in_no_team_once_a_requester)
{
    struct small_desk d = small_desk(c, s);
    assert_ok(update_team(c, s, &d.lead, d.team, (struct team_changes){.on_duty_id = d.ana.person_id}));
    assert_int_equal(team_of(c, s, d.team).on_duty_id, d.ana.person_id);
    assert_ok(update_person(c, s, &d.lead, d.ana.person_id, (struct person_changes){.has_active = true}));
    assert_int_equal(team_of(c, s, d.team).on_duty_id, 0);
    assert_ok(update_person(c, s, &d.admin, d.ben.person_id,
                            (struct person_changes){.has_role = true, .role = ROLE_REQUESTER}));
    struct team t = team_of(c, s, d.team);
    for (size_t i = 0; i < t.members_n; i++)
        assert_int_not_equal(t.members[i].id, d.ben.person_id);
}

TEST_STORE(wrong_values_are_refused_with_their_field)
{
    struct small_desk d = small_desk(c, s);
    struct str bad_email = S("no address"), none[1] = {S("")};
    char *long_name = arena_text(c->arena, 201);
    memset(long_name, 'x', 201);
    static const int64_t nowhere = 4711;
    const struct {
        struct person_changes p;
        const char *field;
    } cases[] = {
        {{.name = S("  ")}, "name"},
        {{.name = S("two\nlines")}, "name"},
        {{.name = {long_name, 201}}, "name"},
        {{.name = S("bad \xff")}, "name"},
        {{.time_zone = S("Europe/Atlantis")}, "time_zone"},
        {{.language = S("english, please")}, "language"},
        {{.language = S("-")}, "language"},
        {{.explain = S("loudly")}, "explain"},
        {{.reach = S("\x01")}, "reach"},
        {{.password = S("short")}, "password"},
        {{.emails = &bad_email, .emails_n = 1}, "emails"},
        {{.emails = none, .emails_n = 0}, "emails"},
        {{.has_teams = true, .teams = &nowhere, .teams_n = 1}, "teams"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_int_equal(update_person(c, s, &d.admin, d.ana.person_id, cases[i].p), RC_INVALID);
        assert_str(c->failure.field, cases[i].field);
        assert_true(c->failure.detail.n > 10);
    }
}

TEST_STORE(people_are_listed_by_name_page_by_page_and_found_by_what_begins_like_it)
{
    struct small_desk d = small_desk(c, s);
    assert_ok(update_person(c, s, &d.admin, d.rita.person_id, (struct person_changes){.name = S("Rita 100% Mendes")}));
    struct call k = {.what = CALL_PERSON_LIST, .who = d.ana, .limit = 3};
    size_t seen = 0;
    struct str last = S("");
    do {
        assert_ok(call(c, s, &k));
        for (size_t i = 0; i < k.people.n; i++, seen++) {
            assert_int_equal(k.people.items[i].emails_n, 1);
            if (!str_eq(last, k.people.items[i].name))
                last = k.people.items[i].name;
        }
        k.after = k.people.next;
    } while (!str_is_none(k.after));
    assert_int_equal(seen, 7);
    static const struct {
        const char *query;
        size_t n;
    } cases[] = {{"mendes", 1}, {"MEND", 1}, {"endes", 0}, {"rita@", 1}, {"100%", 1}, {"%", 0}, {"r", 2}, {"", 7}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        k = (struct call){.what = CALL_PERSON_LIST, .who = d.ana, .text = str_of(cases[i].query), .limit = 50};
        assert_ok(call(c, s, &k));
        assert_int_equal(k.people.n, cases[i].n);
    }
    k = (struct call){.what = CALL_PERSON_LIST, .who = d.ana, .after = S("forged"), .limit = 50};
    assert_int_equal(call(c, s, &k), RC_INVALID);
}
