// SPDX-License-Identifier: Apache-2.0
// The verbs on both engines, as short stories: what each leaves in the
// database, whom it tells, and what it refuses.
#include "desk/scene_kit.h"

// Of verbs_kit.sql.
extern const struct query kit_event_count, kit_last_event, kit_last_content, kit_mails, kit_mails_of_kind;
extern const struct query kit_step_state, kit_handoff_state, kit_blobs, kit_attachments;

static void assert_event(struct scene *n, int64_t number, const char *kind)
{
    assert_str(look_at(n, &kit_last_event, number, 0).text, kind);
}

static void assert_refused(struct scene *n, enum rc rc, const char *rule)
{
    assert_int_equal(rc, RC_REFUSED);
    assert_str(n->c->failure.rule, rule);
    assert_true(n->c->failure.detail.n > 0 && n->c->failure.instead.n > 0);
}

static int64_t mails_to(struct scene *n, const struct actor *who, int64_t kind)
{
    return look_at(n, &kit_mails_of_kind, who->person_id, kind).value;
}

static void assert_chain(struct scene *n);

TEST_STORE(r1_r8_r10_a_new_ticket_has_an_owner_and_a_time_from_the_start)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    struct ticket t = ticket_now(&n, r);
    assert_int_equal(t.state, STATE_WITH_US);
    assert_int_equal(t.owner.id, n.d.ana.person_id);
    assert_int_equal(t.requester.id, n.d.rita.person_id);
    assert_int_equal(t.next.kind, STEP_KIND_TARGET);
    assert_int_equal(t.next.by_at, c->now_ms + 4 * HOUR_MS); // slowed down, on a Wednesday morning
    assert_event(&n, r, "asked");
    assert_int_equal(mails_to(&n, &n.d.rita, 0), 1); // the receipt
    assert_chain(&n);
}

TEST_STORE(r22_a_sentence_is_enough)
{
    struct scene n = scene(c, s);
    struct op o = {.what = OP_ASK, .who = n.d.rita, .ask = {.words = {.body = S("My screen is dark.\nHelp!")}}};
    assert_ok(act_on(&n, o));
    assert_str(ticket_now(&n, n.last.done.number).subject, "My screen is dark.");
    o.ask = (struct ask){.subject = S("My screen is dark.")};
    assert_ok(act_on(&n, o));
    assert_str(ticket_of(&n, &n.d.rita, n.last.done.number).messages[0].body, "My screen is dark.");
    o.ask = (struct ask){.subject = S("  "), .words = {.body = S(" \n")}};
    assert_int_equal(act_on(&n, o), RC_INVALID);
    assert_str(c->failure.field, "body");
}

TEST_STORE(r8_r24_a_reply_gives_its_word_and_the_first_one_carries_the_card)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), by = c->now_ms + 2 * HOUR_MS;
    assert_ok(ON(&n, PROMISE, ana, r, .a = S("I will swap the roller."), .b = S("swap the roller"), .by = by));
    struct ticket t = ticket_now(&n, r);
    assert_int_equal(t.next.kind, STEP_KIND_PROMISE);
    assert_int_equal(t.next.by_at, by);
    assert_int_equal(t.answered_at, c->now_ms);
    struct str content = look_at(&n, &kit_last_content, r, 0).text;
    assert_int_equal(facts_get_int(c->arena, content, "card"), 1);
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_REPLY), 1);
    assert_ok(ON(&n, QUESTION, ana, r, .a = S("Which tray?"), .b = S("the tray's number"), .by = by));
    content = look_at(&n, &kit_last_content, r, 0).text;
    assert_int_equal(facts_get_int(c->arena, content, "card"), 0);
    assert_int_equal(ticket_now(&n, r).state, STATE_WITH_YOU);
    c->now_ms += 61 * DAY_MS; // a quiet spell
    assert_ok(ON(&n, PROPOSAL, ana, r, .a = S("It should work.")));
    content = look_at(&n, &kit_last_content, r, 0).text;
    assert_int_equal(facts_get_int(c->arena, content, "card"), 1);
    assert_chain(&n);
}

TEST_STORE(r8_a_reply_without_a_time_ahead_is_refused)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_refused(&n, ON(&n, PROMISE, ana, r, .a = S("Soon."), .b = S("look")), "R8");
    assert_refused(&n, ON(&n, PROMISE, ana, r, .a = S("Soon."), .b = S("look"), .by = c->now_ms), "R8");
    assert_refused(&n, ON(&n, QUESTION, ana, r, .a = S("Soon."), .by = c->now_ms + 1), "R8");
    assert_int_equal(ON(&n, PROPOSAL, ana, r, .a = S(" ")), RC_INVALID);
    assert_int_equal(ON(&n, PROPOSAL, rita, r, .a = S("Done.")), RC_DENIED);
    assert_int_equal(ON(&n, PROPOSAL, rob, r, .a = S("Done.")), RC_NOT_FOUND);
    assert_int_equal(look_at(&n, &kit_event_count, r, 0).value, 1);
}

TEST_STORE(r26_a_held_reply_leaves_with_a_reason_only)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_refused(&n, ON(&n, PROPOSAL, ana, r, .a = S("Done."), .sure = true), "R26");
    assert_ok(ON(&n, PROPOSAL, ana, r, .a = S("Done."), .sure = true, .c = S("They are on the phone with me.")));
}

TEST_STORE(r9_a_promise_is_kept_renewed_or_told_as_broken)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), by = c->now_ms + 2 * HOUR_MS;
    assert_ok(ON(&n, PROMISE, ana, r, .a = S("I will swap it."), .b = S("swap it"), .by = by));
    int64_t step = ticket_now(&n, r).next.id;
    assert_refused(&n, ON(&n, RENEW, ana, step, .by = by + HOUR_MS), "R9");
    assert_refused(&n, ON(&n, RENEW, ana, step, .by = c->now_ms - 1, .a = S("Parts.")), "R9");
    assert_ok(ON(&n, RENEW, ana, step, .by = by + HOUR_MS, .a = S("The part is late.")));
    assert_str(look_at(&n, &kit_step_state, step, 0).text, "renewed");
    struct ticket t = ticket_now(&n, r);
    assert_str(t.next.why, "The part is late.");
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_RENEWED), 1);
    time_passes(&n, 2 * HOUR_MS + 30 * MINUTE_MS);
    assert_int_equal(mails_to(&n, &n.d.ana, MAIL_TO_OWNER), 1); // the warning
    time_passes(&n, HOUR_MS);
    assert_event(&n, r, "broken");
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_BROKEN), 1);
    assert_int_equal(mails_to(&n, &n.d.lead, MAIL_TO_LEAD), 1);
    t = ticket_now(&n, r);
    assert_true(t.next.broken_at && t.next.state == STEP_STATE_OPEN); // still owed
    struct ticket_full f = ticket_of(&n, &n.d.rita, r);
    assert_int_equal(f.messages[f.messages_n - 1].kind, MESSAGE_DESK);
    assert_ok(ON(&n, KEEP, ana, t.next.id));
    assert_str(look_at(&n, &kit_step_state, t.next.id, 0).text, "broken"); // late is not kept
    assert_int_equal(ticket_now(&n, r).next.kind, STEP_KIND_TARGET);
    assert_chain(&n);
}

TEST_STORE(r2_r3_an_offer_changes_nothing_until_it_is_accepted_and_introduced)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), ben = n.d.ben.person_id;
    assert_refused(&n, ON(&n, OFFER, ana, r, .person = ben, .a = S("He knows printers.")), "R2");
    assert_refused(&n, ON(&n, OFFER, ana, r, .person = n.d.rob.person_id, .a = S("x"), .b = S("y")), "R2");
    assert_ok(ON(&n, OFFER, ana, r, .person = ben, .a = S("He knows printers."), .b = S("Paper jam, roller tried.")));
    int64_t h = n.last.done.id;
    assert_int_equal(ticket_now(&n, r).owner.id, n.d.ana.person_id);
    assert_int_equal(mails_to(&n, &n.d.ben, MAIL_OFFER), 1);
    assert_int_equal(ON(&n, ACCEPT, cleo, h), RC_DENIED);
    assert_ok(ON(&n, ACCEPT, ben, h));
    assert_int_equal(ticket_now(&n, r).owner.id, ben);
    assert_event(&n, r, "handed_over");
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_INTRODUCTION), 1);
    struct ticket_full f = ticket_of(&n, &n.d.rita, r);
    struct str told = f.messages[f.messages_n - 1].body;
    assert_true(str_has(told, S("He knows printers.")) && str_has(told, S("Paper jam, roller tried.")));
    assert_true(str_has(told, S("What happens next: a person answers you, by ")));
    assert_refused(&n, ON(&n, ACCEPT, ben, h), "R2");
    assert_chain(&n);
}

TEST_STORE(r2_a_declined_offer_comes_back_and_an_unanswered_one_reaches_the_lead)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, OFFER, ana, r, .team = n.d.first_team, .a = S("Theirs."), .b = S("Nothing yet.")));
    int64_t h = n.last.done.id;
    assert_refused(&n, ON(&n, DECLINE_OFFER, cleo, h), "R2");
    assert_ok(ON(&n, DECLINE_OFFER, cleo, h, .a = S("Printers are yours.")));
    assert_str(look_at(&n, &kit_handoff_state, h, 0).text, "declined");
    assert_ok(ON(&n, PROMISE, ana, r, .a = S("I look after it."), .b = S("look"), .by = c->now_ms + 20 * DAY_MS));
    assert_ok(ON(&n, OFFER, ana, r, .team = n.d.first_team, .a = S("Theirs."), .b = S("Nothing yet.")));
    h = n.last.done.id;
    time_passes(&n, DAY_MS);
    assert_str(look_at(&n, &kit_handoff_state, h, 0).text, "expired");
    assert_event(&n, r, "offer_expired");
    assert_int_equal(mails_to(&n, &n.d.lead, MAIL_TO_LEAD), 1);
    assert_int_equal(ticket_now(&n, r).owner.id, n.d.ana.person_id);
}

TEST_STORE(r2_no_offer_outlives_what_it_was_about)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), q = asked(&n, n.d.rob);
    assert_ok(ON(&n, OFFER, ana, r, .person = n.d.ben.person_id, .a = S("Printers."), .b = S("Nothing yet.")));
    int64_t closed = n.last.done.id;
    assert_ok(ON(&n, ANSWER, rita, r, .yes = true));
    assert_str(look_at(&n, &kit_handoff_state, closed, 0).text, "replaced");
    assert_ok(ON(&n, OFFER, ana, q, .person = n.d.ben.person_id, .a = S("Printers."), .b = S("Nothing yet.")));
    int64_t first = n.last.done.id;
    assert_ok(ON(&n, OFFER, ana, q, .person = n.d.lead.person_id, .a = S("Printers."), .b = S("Nothing yet.")));
    int64_t second = n.last.done.id;
    assert_str(look_at(&n, &kit_handoff_state, first, 0).text, "replaced");
    assert_ok(ON(&n, TAKE, cleo, q)); // nobody has answered it yet
    assert_str(look_at(&n, &kit_handoff_state, second, 0).text, "replaced");
    time_passes(&n, 3 * DAY_MS); // their moments come, and find nothing to do
    assert_str(look_at(&n, &kit_handoff_state, second, 0).text, "replaced");
}

TEST_STORE(r2_a_team_that_accepts_becomes_the_tickets_team)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, OFFER, ana, r, .team = n.d.first_team, .a = S("Theirs."), .b = S("Nothing yet.")));
    assert_ok(ON(&n, ACCEPT, cleo, n.last.done.id));
    struct ticket t = ticket_now(&n, r);
    assert_int_equal(t.team_id, n.d.first_team);
    assert_int_equal(t.owner.id, n.d.cleo.person_id);
}

TEST_STORE(r2_a_colleague_takes_what_is_unanswered_and_asks_for_the_rest)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, TAKE, ben, r));
    assert_false(n.last.done.asked_owner);
    assert_event(&n, r, "taken");
    assert_int_equal(ticket_now(&n, r).owner.id, n.d.ben.person_id);
    assert_refused(&n, ON(&n, TAKE, ben, r), "R2");
    assert_ok(ON(&n, QUESTION, ben, r, .a = S("Which one?"), .b = S("its name"), .by = c->now_ms + DAY_MS));
    assert_refused(&n, ON(&n, TAKE, cleo, r), "R2");
    assert_ok(ON(&n, TAKE, cleo, r, .a = S("I sit beside it.")));
    assert_true(n.last.done.asked_owner);
    int64_t h = n.last.done.id;
    assert_int_equal(ticket_now(&n, r).owner.id, n.d.ben.person_id);
    assert_refused(&n, ON(&n, ACCEPT, cleo, h), "R2"); // it is the owner's to answer
    assert_ok(ON(&n, ACCEPT, ben, h));
    assert_int_equal(ticket_now(&n, r).owner.id, n.d.cleo.person_id);
    assert_chain(&n);
}

TEST_STORE(r2_a_lead_steps_in_with_a_reason_when_a_promise_broke)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, PROMISE, ana, r, .a = S("I will."), .b = S("look"), .by = c->now_ms + HOUR_MS));
    assert_ok(ON(&n, TAKE, lead, r, .a = S("I know this one."))); // in time: the owner is asked
    assert_true(n.last.done.asked_owner);
    assert_ok(ON(&n, DECLINE_OFFER, ana, n.last.done.id, .a = S("Nearly done.")));
    time_passes(&n, 2 * HOUR_MS);
    assert_refused(&n, ON(&n, TAKE, lead, r), "R2");
    assert_ok(ON(&n, TAKE, lead, r, .a = S("Ana is in a meeting.")));
    assert_event(&n, r, "stepped_in");
    assert_int_equal(ticket_now(&n, r).owner.id, n.d.lead.person_id);
}

TEST_STORE(r7_nobody_leaves_with_tickets_in_hand)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), ana = n.d.ana.person_id;
    const struct person_changes leave = {.has_active = true};
    assert_int_not_equal(update_person(c, s, &n.d.admin, ana, leave), RC_OK);
    assert_refused(&n, ON(&n, ASSIGN, admin, r, .person = n.d.ben.person_id, .a = S("Ana leaves.")), "R2");
    assert_refused(&n, ON(&n, ASSIGN, admin, r, .person = n.d.lead.person_id), "R7");
    assert_int_equal(ON(&n, ASSIGN, ben, r, .person = n.d.lead.person_id, .a = S("x")), RC_DENIED);
    assert_ok(ON(&n, ASSIGN, admin, r, .person = n.d.lead.person_id, .a = S("Ana leaves us on Friday.")));
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_INTRODUCTION), 1);
    assert_int_equal(mails_to(&n, &n.d.lead, MAIL_TO_OWNER), 1);
    assert_ok(update_person(c, s, &n.d.admin, ana, leave));
}

TEST_STORE(r4_r5_helpers_and_referrals_leave_the_owner)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_refused(&n, ON(&n, ADD_HELPER, ana, r, .person = n.d.cleo.person_id), "R4");
    assert_ok(ON(&n, ADD_HELPER, ana, r, .person = n.d.cleo.person_id, .a = S("You know the driver.")));
    assert_refused(&n, ON(&n, ADD_HELPER, ana, r, .person = n.d.cleo.person_id, .a = S("x")), "R4");
    assert_ok(ON(&n, REMOVE_HELPER, cleo, r, .person = n.d.cleo.person_id));
    assert_ok(ON(&n, REFER, ana, r, .a = S("Paper Ltd"), .b = S("Help@Paper.test"), .c = S("They own it.")));
    int64_t id = n.last.done.id;
    assert_int_equal(ticket_now(&n, r).owner.id, n.d.ana.person_id);
    assert_int_equal(ticket_now(&n, r).next.kind, STEP_KIND_TARGET);
    assert_refused(&n, ON(&n, CONFIRM, ana, id), "R5");
    assert_ok(ON(&n, CONFIRM, ana, id, .a = S("Mr Pulp"), .b = S("by phone")));
    assert_refused(&n, ON(&n, CONFIRM, ana, id, .a = S("Mr Pulp"), .b = S("by phone")), "R5");
    assert_chain(&n);
}

TEST_STORE(r13_a_decline_is_taken_or_reviewed_by_somebody_else)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_refused(&n, ON(&n, DECLINE, ana, r, .a = S("Too old.")), "R13");
    assert_refused(&n, ON(&n, TAKE_REASON, rita, r), "R13");
    assert_ok(ON(&n, DECLINE, lead, r, .a = S("It is too old."), .b = S("Use the one next door.")));
    assert_int_equal(ticket_now(&n, r).state, STATE_WITH_YOU);
    assert_ok(ON(&n, ASK_REVIEW, rita, r, .a = S("Next door is locked.")));
    struct ticket t = ticket_now(&n, r);
    assert_int_equal(t.next.kind, STEP_KIND_REVIEW);
    assert_refused(&n, ON(&n, ANSWER_REVIEW, lead, r, .yes = true, .a = S("No.")), "R13");
    assert_int_equal(ON(&n, ANSWER_REVIEW, ana, r, .a = S("Yes.")), RC_DENIED);
    assert_ok(ON(&n, ANSWER_REVIEW, admin, r, .yes = true, .a = S("It cannot be mended.")));
    t = ticket_now(&n, r);
    assert_int_equal(t.outcome, OUTCOME_DECLINED);
    int64_t q = asked(&n, n.d.rob);
    assert_ok(ON(&n, DECLINE, ana, q, .a = S("Too old."), .b = S("Another.")));
    assert_ok(ON(&n, ASK_REVIEW, rob, q));
    assert_ok(ON(&n, ANSWER_REVIEW, lead, q, .a = S("We do it after all.")));
    assert_int_equal(ticket_now(&n, q).state, STATE_WITH_US);
    assert_ok(ON(&n, DECLINE, ana, q, .a = S("Too old."), .b = S("Another.")));
    assert_ok(ON(&n, TAKE_REASON, rob, q));
    assert_int_equal(ticket_now(&n, q).outcome, OUTCOME_DECLINED);
    assert_chain(&n);
}

TEST_STORE(r14_only_their_own_word_closes_as_solved)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, PROPOSAL, ana, r, .a = S("The roller is new.")));
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_PROPOSAL), 1);
    assert_int_equal(ON(&n, ANSWER, ana, r, .yes = true), RC_DENIED);
    assert_refused(&n, ON(&n, ANSWER, rita, r, .yes = true, .a = S("I still cannot print.")), "R14");
    assert_ok(ON(&n, ANSWER, rita, r, .a = S("It jams.")));
    assert_int_equal(ticket_now(&n, r).state, STATE_WITH_US);
    assert_ok(ON(&n, PROPOSAL, ana, r, .a = S("Now?")));
    assert_ok(ON(&n, ANSWER, rita, r, .yes = true, .a = S("Thank you!")));
    struct ticket t = ticket_now(&n, r);
    assert_int_equal(t.outcome, OUTCOME_SOLVED);
    assert_int_equal(t.closed_at, c->now_ms);
    assert_event(&n, r, "solved");
    int64_t q = asked(&n, n.d.rob);
    assert_ok(ON(&n, ANSWER, rob, q, .yes = true, .sure = true, .a = S("It still jams, but never mind.")));
    assert_chain(&n);
}

TEST_STORE(r14_their_word_by_phone_is_written_down_with_how_and_when)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_refused(&n, ON(&n, ANSWER, ana, r, .yes = true, .b = S("phone")), "R14");
    assert_int_equal(ON(&n, ANSWER, rita, r, .yes = true, .b = S("phone"), .by = c->now_ms), RC_DENIED);
    assert_int_equal(ON(&n, ANSWER, ana, r, .yes = true, .b = S("phone"), .by = c->now_ms + DAY_MS), RC_INVALID);
    assert_ok(ON(&n, ANSWER, ana, r, .yes = true, .b = S("phone"), .by = c->now_ms - HOUR_MS));
    assert_event(&n, r, "solved_heard");
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_CLOSED), 1); // they read what was written down
    assert_ok(ON(&n, ANSWER, ana, r, .a = S("Came back."), .b = S("phone"), .by = c->now_ms));
    assert_true(n.last.done.reopened);
    assert_chain(&n);
}

TEST_STORE(r15_silence_is_followed_up_then_rests_and_any_word_wakes_it)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, PROPOSAL, ana, r, .a = S("It should work.")));
    assert_refused(&n, ON(&n, REST, ana, r), "R15");
    for (int day = 0; day < 40; day++) {
        time_passes(&n, DAY_MS);
        struct ticket t = ticket_now(&n, r);
        assert_int_equal(t.state, STATE_PROPOSED);                                    // silence moves nothing
        assert_int_equal(t.follow_ups, day < 1 ? 0 : day < 6 ? 1 : day < 13 ? 2 : 3); // 2, 5 and 10 working days
    }
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_FOLLOW_UP), 2); // the third is the owner's own to write
    assert_ok(ON(&n, REST, ana, r));
    struct ticket t = ticket_now(&n, r);
    assert_int_equal(t.state, STATE_RESTING);
    assert_int_equal(t.owner.id, n.d.ana.person_id);
    time_passes(&n, 200 * DAY_MS);
    assert_int_equal(ticket_now(&n, r).state, STATE_RESTING);
    assert_ok(ON(&n, WORDS, rita, r, .a = S("Sorry, I was away.")));
    t = ticket_now(&n, r);
    assert_int_equal(t.state, STATE_WITH_US);
    assert_int_equal(t.next.kind, STEP_KIND_TARGET);
    assert_chain(&n);
}

TEST_STORE(r16_words_reopen_with_somebody_who_is_in_or_open_a_successor)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, ANSWER, rita, r, .yes = true));
    assert_refused(&n, ON(&n, PROPOSAL, ana, r, .a = S("Good.")), "R16");
    assert_ok(ON(&n, NOTE, ana, r, .a = S("Glad.")));
    time_passes(&n, 10 * DAY_MS);
    assert_ok(update_person(c, s, &n.d.admin, n.d.ana.person_id,
                            (struct person_changes){.has_away_until = true, .away_until = c->now_ms + 90 * DAY_MS}));
    assert_ok(ON(&n, WORDS, rita, r, .a = S("It came back.")));
    assert_true(n.last.done.reopened);
    struct ticket t = ticket_now(&n, r);
    assert_int_not_equal(t.owner.id, n.d.ana.person_id);
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_INTRODUCTION), 1);
    assert_ok(ON(&n, ANSWER, rita, r, .yes = true));
    time_passes(&n, 31 * DAY_MS);
    assert_ok(ON(&n, WORDS, rita, r, .a = S("And again.")));
    assert_true(n.last.done.opened_successor);
    int64_t q = n.last.done.number;
    assert_int_equal(ticket_now(&n, q).successor_of, r);
    assert_int_equal(ticket_now(&n, r).successor, q);
    assert_int_equal(ticket_now(&n, r).state, STATE_CLOSED);
    assert_event(&n, r, "continued");
    assert_chain(&n);
}

TEST_STORE(r16_merging_carries_words_along_and_can_be_undone)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), q = asked(&n, n.d.rita), other = asked(&n, n.d.rob);
    assert_refused(&n, ON(&n, MERGE, ana, r, .person = r), "R16");
    assert_refused(&n, ON(&n, MERGE, ana, r, .person = other), "R14");
    assert_ok(ON(&n, PROPOSAL, ana, r, .a = S("Now?")));
    assert_ok(ON(&n, MERGE, ana, r, .person = q, .a = S("The same printer.")));
    assert_int_equal(ticket_now(&n, r).outcome, OUTCOME_MERGED);
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_MERGED), 1);
    assert_event(&n, q, "merged_in");
    assert_ok(ON(&n, WORDS, rita, r, .a = S("Any news?")));
    assert_int_equal(n.last.done.number, q);
    assert_refused(&n, ON(&n, UNMERGE, ana, q), "R16");
    assert_ok(ON(&n, UNMERGE, ana, r));
    struct ticket t = ticket_now(&n, r);
    assert_int_equal(t.state, STATE_WITH_US);
    assert_int_equal(t.next.kind, STEP_KIND_TARGET);
    assert_int_equal(t.merged_into, 0);
    assert_chain(&n);
}

TEST_STORE(r19_a_team_may_ask_for_the_playback_first)
{
    struct scene n = scene(c, s);
    assert_ok(update_team(c, s, &n.d.admin, n.d.team, (struct team_changes){.playback_from = S("can_wait")}));
    int64_t r = asked(&n, n.d.rita);
    assert_refused(&n, ON(&n, PROPOSAL, ana, r, .a = S("Now?")), "R19");
    assert_refused(&n, ON(&n, PLAYBACK_ANSWER, rita, r, .yes = true), "R19");
    assert_ok(ON(&n, PLAYBACK, ana, r, .a = S("The second tray jams on thick paper.")));
    assert_int_equal(mails_to(&n, &n.d.rita, MAIL_PLAYBACK), 1);
    assert_ok(ON(&n, PLAYBACK_ANSWER, rita, r, .a = S("The first tray.")));
    assert_refused(&n, ON(&n, PROPOSAL, ana, r, .a = S("Now?")), "R19");
    assert_ok(ON(&n, PLAYBACK, ana, r, .a = S("The first tray jams on thick paper.")));
    assert_ok(ON(&n, PLAYBACK_ANSWER, rita, r, .yes = true));
    assert_ok(ON(&n, PROPOSAL, ana, r, .a = S("Now?")));
    assert_chain(&n);
}

TEST_STORE(r11_more_urgent_shortens_the_target_and_never_lengthens_it)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita), was = ticket_now(&n, r).next.by_at;
    assert_refused(&n, ON(&n, URGENT, rita, r, .effect = EFFECT_STUCK), "R11");
    assert_ok(ON(&n, URGENT, rita, r, .effect = EFFECT_STUCK, .a = S("The audit is today.")));
    struct ticket t = ticket_now(&n, r);
    assert_int_equal(t.effect, EFFECT_STUCK);
    assert_int_equal(t.next.by_at, c->now_ms + HOUR_MS);
    assert_true(t.next.by_at < was);
    c->now_ms += 30 * MINUTE_MS;
    assert_ok(ON(&n, URGENT, rita, r, .effect = EFFECT_CAN_WAIT, .a = S("Please.")));
    assert_int_equal(ticket_now(&n, r).next.by_at, t.next.by_at);
}

TEST_STORE(r14_a_speaker_is_named_when_the_requester_has_left)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_refused(&n, ON(&n, SPEAKER, lead, r, .person = n.d.rob.person_id, .a = S("He took over.")), "R14");
    assert_ok(update_person(c, s, &n.d.admin, n.d.rita.person_id, (struct person_changes){.has_active = true}));
    assert_ok(ON(&n, SPEAKER, lead, r, .person = n.d.rob.person_id, .a = S("He took over.")));
    assert_ok(ON(&n, ANSWER, rob, r, .yes = true));
    assert_int_equal(ticket_now(&n, r).outcome, OUTCOME_SOLVED);
}

TEST_STORE(notes_and_tags_are_among_staff_and_change_no_state)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, NOTE, cleo, r, .a = S("Seen it before.")));
    assert_int_equal(ON(&n, NOTE, rita, r, .a = S("x")), RC_DENIED);
    assert_int_equal(look_at(&n, &kit_mails, n.d.rita.person_id, r).value, 1); // the receipt alone
    assert_int_equal(ticket_of(&n, &n.d.rita, r).messages_n, 1);
    assert_int_equal(ticket_of(&n, &n.d.ana, r).messages_n, 2);
    assert_ok(ON(&n, TAGS, ana, r, .a = S(" Printer ")));
    assert_str(ticket_of(&n, &n.d.ana, r).tags[0], "printer");
    int64_t before = n.last.done.version;
    assert_ok(ON(&n, TAGS, ana, r, .a = S("printer")));
    assert_int_equal(n.last.done.version, before); // it stood there already
    assert_int_equal(ON(&n, TAGS, ana, r, .a = S("a,b")), RC_INVALID);
    assert_ok(ON(&n, TAGS, ana, r, .b = S("printer")));
    assert_int_equal(ticket_of(&n, &n.d.ana, r).tags_n, 0);
    assert_chain(&n);
}

TEST_STORE(people_on_copy_may_write_and_not_close)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_int_equal(ON(&n, WORDS, rob, r, .a = S("Me too.")), RC_NOT_FOUND);
    assert_ok(ON(&n, ADD_PARTICIPANT, rita, r, .person = n.d.rob.person_id));
    assert_ok(ON(&n, WORDS, rob, r, .a = S("Me too.")));
    assert_int_equal(ON(&n, ANSWER, rob, r, .yes = true), RC_DENIED);
    assert_refused(&n, ON(&n, REMOVE_PARTICIPANT, rob, r, .person = n.d.rita.person_id), "R35");
    assert_ok(ON(&n, REMOVE_PARTICIPANT, rob, r, .person = n.d.rob.person_id));
    assert_int_equal(ON(&n, WORDS, rob, r, .a = S("Me too.")), RC_NOT_FOUND);
}

TEST_STORE(attachments_are_kept_once_and_named_each_time)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    const struct upload paper = {.name = S("jam.png"), .type = S("image/png"), .bytes = S("\0\1\2 not a picture")};
    assert_ok(ON(&n, WORDS, rita, r, .a = S("See."), .upload = paper));
    assert_ok(ON(&n, WORDS, rita, r, .upload = paper));
    assert_int_equal(look_at(&n, &kit_attachments, r, 0).value, 2);
    assert_int_equal(look_at(&n, &kit_blobs, 0, 0).value, 1);
    assert_int_equal(ON(&n, WORDS, rita, r), RC_INVALID);
    assert_str(c->failure.field, "body");
    assert_chain(&n);
}

TEST_STORE(a_write_to_another_version_is_a_conflict)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    struct actor ana = n.d.ana;
    ana.if_version = ticket_now(&n, r).version;
    struct op o = {.what = OP_NOTE, .who = ana, .number = r, .a = S("One.")};
    assert_ok(act_on(&n, o));
    assert_int_equal(act_on(&n, o), RC_CONFLICT);
    o.who.if_version += 2;
    assert_int_equal(act_on(&n, o), RC_CONFLICT);
    o.who.if_version = ticket_now(&n, r).version;
    assert_ok(act_on(&n, o));
}

TEST_STORE(what_is_too_long_is_refused_with_its_field)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    struct str much = {arena_text(c->arena, TICKET_BODY_BYTES_MAX + 1), TICKET_BODY_BYTES_MAX + 1};
    memset((char *)much.p, 'a', much.n);
    assert_int_equal(ON(&n, WORDS, rita, r, .a = much), RC_INVALID);
    assert_int_equal(ON(&n, WITHDRAW, rita, r, .a = much), RC_INVALID);
    assert_str(c->failure.field, "body");
    much.n = TICKET_LINE_BYTES_MAX + 1;
    assert_int_equal(ON(&n, PROMISE, ana, r, .a = S("x"), .b = much, .by = c->now_ms + 1), RC_INVALID);
    assert_str(c->failure.field, "what");
    assert_int_equal(ON(&n, DECLINE, ana, r, .a = much, .b = S("x")), RC_INVALID);
    assert_int_equal(ON(&n, PLAYBACK, ana, r, .a = much), RC_INVALID);
    assert_int_equal(ON(&n, OFFER, ana, r, .person = n.d.ben.person_id, .a = S("x"), .b = much), RC_INVALID);
    assert_int_equal(look_at(&n, &kit_event_count, r, 0).value, 1);
}

TEST_STORE(facts_are_put_right_by_staff)
{
    struct scene n = scene(c, s);
    int64_t r = asked(&n, n.d.rita);
    assert_ok(ON(&n, UPDATE, ana, r, .a = S("Printer in room 4"), .yes = true, .effect = EFFECT_STUCK));
    struct ticket t = ticket_now(&n, r);
    assert_str(t.subject, "Printer in room 4");
    assert_int_equal(t.effect, EFFECT_STUCK);
    assert_int_equal(ON(&n, UPDATE, ana, r), RC_INVALID);
    assert_int_equal(ON(&n, UPDATE, rita, r, .a = S("x")), RC_DENIED);
    assert_ok(ON(&n, WITHDRAW, rita, r, .a = S("Bought a new one.")));
    assert_int_equal(ticket_now(&n, r).outcome, OUTCOME_WITHDRAWN);
    assert_chain(&n);
}

static enum rc verify_in(struct ctx *c, struct db *db, void *arg)
{
    return history_verify(db, 0, arg);
}

static void assert_chain(struct scene *n)
{
    struct verify_result v = {0};
    assert_ok(store_read(n->c, n->s, verify_in, &v));
    assert_int_equal(v.bad_ticket, 0);
}
