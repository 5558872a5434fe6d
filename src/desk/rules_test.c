// SPDX-License-Identifier: Apache-2.0
// The kernel, walked: every state, outcome, actor and action, with every pair
// of facts and givens flipped from three starting points, and what must be true
// of every answer. Then single stories that a person can read.
#include "desk/rules.h"

#include "base/test.h"
#include "desk/events.h"

#define NOW 1800000000000
#define STAFF_MAILS (MAIL_TO_OWNER | MAIL_TO_LEAD | MAIL_OFFER)

struct walk {
    struct rules_facts facts;
    struct rules_given given;
    enum rules_actor actor;
    enum rules_action action;
    struct rules_decision d;
};
typedef void check_fn(const struct walk *w);

// Every yes-or-no that the kernel may know, by its place.
static bool *flag_at(struct walk *w, size_t i)
{
    struct rules_facts *f = &w->facts;
    struct rules_given *g = &w->given;
    bool *const flags[] = {
        &f->answered,
        &f->owner_away,
        &f->promise_open,
        &f->promise_broken,
        &f->target_open,
        &f->target_broken,
        &f->offer_open,
        &f->offer_asked,
        &f->referral_open,
        &f->declined,
        &f->review_open,
        &f->playback_required,
        &f->playback_agreed,
        &f->playback_waiting,
        &f->is_helper,
        &f->declined_by_actor,
        &f->has_other_reviewer,
        &f->other_is_open,
        &f->other_same_requester,
        &f->has_left,
        &g->has_what,
        &g->has_by,
        &g->by_is_past,
        &g->has_why,
        &g->has_instead,
        &g->has_summary,
        &g->has_how,
        &g->has_when,
        &g->named_is_staff,
        &g->named_is_active,
        &g->named_is_owner,
        &g->named_is_lead,
        &g->named_is_actor,
        &g->doubts,
        &g->sure,
        &g->words_since,
        &g->held,
        &g->has_override,
    };
    return i < ARRAY_LEN(flags) ? flags[i] : NULL;
}

static void good(struct walk *w)
{
    for (size_t i = 0; flag_at(w, i); i++)
        *flag_at(w, i) = true;
    w->facts.promise_broken = w->facts.target_broken = w->facts.owner_away = w->facts.is_helper = false;
    w->facts.declined_by_actor = w->facts.playback_required = w->facts.answered = false;
    w->given.by_is_past = w->given.doubts = w->given.held = w->given.named_is_owner = w->given.words_since = false;
}

static void decide(struct walk *w, check_fn *check)
{
    w->d = rules_decide(&w->facts, w->actor, w->action, &w->given, NOW);
    check(w);
}

static void flip_pairs(struct walk *w, check_fn *check)
{
    for (size_t i = 0; flag_at(w, i); i++)
        for (size_t k = i; flag_at(w, k); k++) {
            *flag_at(w, i) ^= true;
            *flag_at(w, k) ^= k != i;
            decide(w, check);
            *flag_at(w, i) ^= true;
            *flag_at(w, k) ^= k != i;
        }
}

static void from_each_start(const struct walk *start, check_fn *check)
{
    struct walk w = *start;
    w.facts.reopen_within_ms = 1000;
    w.facts.follow_ups_planned = 3;
    flip_pairs(&w, check); // nothing is known
    good(&w);
    w.facts.closed_at = NOW;
    w.facts.follow_ups_sent = 3;
    flip_pairs(&w, check); // everything fits
    w.facts.follow_ups_sent = 2;
    w.facts.answered = true;
    w.facts.review_open = w.facts.offer_asked = false;
    w.facts.step_by_at = NOW + 1;
    flip_pairs(&w, check); // … and half of it the other way
}

// States and outcomes as the database can hold them.
static void everywhere(check_fn *check)
{
    for (unsigned s = 0; s < STATE_COUNT_; s++)
        for (unsigned o = 0; o < OUTCOME_COUNT_; o++)
            for (unsigned a = 0; a < ACTOR_COUNT_ && (s == STATE_CLOSED) == (o != OUTCOME_NONE); a++)
                for (unsigned x = 0; x < ACTION_COUNT_; x++) {
                    struct walk w = {.facts = {.state = (enum ticket_state)s, .outcome = (enum ticket_outcome)o},
                                     .actor = (enum rules_actor)a,
                                     .action = (enum rules_action)x};
                    if (rules_permits(w.actor, w.action))
                        from_each_start(&w, check);
                    else
                        decide(&w, check);
                }
}

static bool is_staff(enum rules_actor a)
{
    return a >= ACTOR_OWNER && a <= ACTOR_COLLEAGUE;
}

static bool closes(const struct walk *w)
{
    return w->d.allowed && w->facts.state != STATE_CLOSED && w->d.state == STATE_CLOSED;
}

static bool has(const char *s)
{
    return s && *s;
}

static void check_refusals(const struct walk *w)
{
    if (w->d.allowed)
        return;
    assert_true(has(w->d.rule) && w->d.rule[0] == 'R' && has(w->d.detail) && has(w->d.instead));
    assert_int_equal(w->d.denied, !rules_permits(w->actor, w->action));
}

TEST(every_refusal_names_its_rule_and_what_to_do_instead)
{
    everywhere(check_refusals);
}

static void check_r1(const struct walk *w)
{
    if (!w->d.allowed || w->d.owner == OWNER_STAYS)
        return;
    assert_int_not_equal(w->d.state, STATE_CLOSED);
    if (w->d.owner == OWNER_BECOMES_NAMED)
        assert_true(w->action == ACTION_ACCEPT || w->given.named_is_staff);
    if (w->d.owner == OWNER_BECOMES_ACTOR)
        assert_true(is_staff(w->actor));
}

TEST(r1_an_owner_gives_way_only_to_another_member_of_staff)
{
    everywhere(check_r1);
}

static void check_r2(const struct walk *w)
{
    if (!w->d.allowed || w->d.owner == OWNER_STAYS)
        return;
    switch (w->action) {
    case ACTION_ACCEPT:
        assert_true(w->facts.offer_open);
        assert_int_equal(w->actor == ACTOR_OWNER, w->facts.offer_asked);
        break;
    case ACTION_TAKE:
        assert_false(w->facts.answered);
        break;
    case ACTION_STEP_IN:
        assert_true(w->given.has_why && w->actor == ACTOR_LEAD);
        assert_true(w->facts.owner_away || w->facts.promise_broken || w->facts.target_broken);
        break;
    case ACTION_ASSIGN:
        assert_true(w->given.has_why && w->actor == ACTOR_LEAD);
        assert_true(w->facts.owner_away || w->given.named_is_lead);
        break;
    default:
        assert_true(w->facts.state == STATE_CLOSED && w->facts.owner_away); // it opens again (R16)
    }
}

TEST(r2_ownership_changes_only_in_the_ways_that_are_agreed_on)
{
    everywhere(check_r2);
}

static void check_r2_ask(const struct walk *w)
{
    if (!w->d.allowed || !w->d.asks_owner)
        return;
    assert_true(w->action == ACTION_TAKE && w->facts.answered && w->given.has_why);
    assert_int_equal(w->d.owner, OWNER_STAYS);
    assert_false(w->facts.offer_open);
}

TEST(r2_a_colleague_asks_the_owner_for_what_was_answered)
{
    everywhere(check_r2_ask);
}

static void check_r3(const struct walk *w)
{
    if (w->d.allowed)
        assert_int_equal(w->d.owner != OWNER_STAYS, (w->d.mails & MAIL_INTRODUCTION) != 0);
}

TEST(r3_every_change_of_owner_is_introduced_and_nothing_else_is)
{
    everywhere(check_r3);
}

static void check_r4_r5(const struct walk *w)
{
    if (!w->d.allowed)
        return;
    if (w->action == ACTION_ADD_HELPER || w->action == ACTION_REFER || w->action == ACTION_CONFIRM_REFERRAL) {
        assert_int_equal(w->d.owner, OWNER_STAYS);
        assert_int_equal(w->d.state, w->facts.state);
        assert_int_equal(w->d.step, STEP_STAYS);
    }
    if (w->action == ACTION_REFER)
        assert_true(w->d.mails & MAIL_REFERRAL);
    if (w->action == ACTION_CONFIRM_REFERRAL)
        assert_true(w->given.has_how || w->actor == ACTOR_OUTSIDER);
}

TEST(r4_r5_a_helper_or_a_referral_leaves_the_owner_where_they_are)
{
    everywhere(check_r4_r5);
}

static void check_r8(const struct walk *w)
{
    if (!w->d.allowed)
        return;
    bool was_open = w->facts.state != STATE_CLOSED, is_open = w->d.state != STATE_CLOSED;
    bool same = w->d.step == STEP_STAYS || w->d.step == STEP_HANDED;
    assert_int_equal(w->d.step_end != STEP_END_STAYS, was_open && !same);
    assert_int_equal(w->d.step == STEP_NONE, was_open && !is_open);
    if (!was_open && is_open)
        assert_int_equal(w->d.step, STEP_TARGET);
    if (!was_open && !is_open)
        assert_int_equal(w->d.step, STEP_STAYS);
    assert_int_equal(is_open, w->d.outcome == OUTCOME_NONE);
}

TEST(r8_what_is_open_keeps_exactly_one_next_step)
{
    everywhere(check_r8);
}

static void check_r8_reply(const struct walk *w)
{
    bool promise = w->action == ACTION_REPLY_PROMISE, question = w->action == ACTION_REPLY_QUESTION;
    if (!w->d.allowed || (!promise && !question && w->action != ACTION_REPLY_PROPOSAL))
        return;
    assert_int_equal(w->d.step, STEP_GIVEN);
    assert_false(w->given.by_is_past);
    assert_false(w->given.held && !w->given.has_override);  // R26
    assert_true(w->d.mails & (MAIL_REPLY | MAIL_PROPOSAL)); // R24: the card travels with it
    if (promise || question)
        assert_true(w->given.has_what && w->given.has_by);
    else
        assert_true(w->facts.playback_agreed || !w->facts.playback_required); // R19
    assert_int_equal(w->d.state, promise ? STATE_WITH_US : question ? STATE_WITH_YOU : STATE_PROPOSED);
}

TEST(r8_r24_r26_every_reply_says_what_comes_next_and_reaches_them)
{
    everywhere(check_r8_reply);
}

static void check_r9(const struct walk *w)
{
    if (!w->d.allowed)
        return;
    bool broken = w->facts.promise_broken || w->facts.target_broken;
    if (broken && w->d.step_end != STEP_END_STAYS)
        assert_int_equal(w->d.step_end, STEP_END_BROKEN);
    if (w->action == ACTION_RENEW_PROMISE) {
        assert_true(w->given.has_why && w->given.has_by && !w->given.by_is_past && w->facts.promise_open);
        assert_true(w->d.mails & MAIL_RENEWED);
    }
    if (w->action == ACTION_BREAK_PROMISE) {
        assert_true(w->actor == ACTOR_SYSTEM && !broken);
        assert_int_equal(w->d.step, STEP_STAYS); // it is still owed
        assert_int_equal(w->d.mails & (MAIL_BROKEN | MAIL_TO_LEAD), MAIL_BROKEN | MAIL_TO_LEAD);
    }
}

TEST(r9_a_promise_is_renewed_with_a_reason_and_a_broken_one_stays_broken)
{
    everywhere(check_r9);
}

static void check_r13(const struct walk *w)
{
    if (!w->d.allowed)
        return;
    if (w->action == ACTION_DECLINE) {
        assert_true(w->given.has_why && w->given.has_instead && !w->facts.review_open);
        assert_int_equal(w->d.state, STATE_WITH_YOU);
    }
    if (closes(w) && w->d.outcome == OUTCOME_DECLINED)
        assert_true((w->action == ACTION_TAKE_REASON && w->actor == ACTOR_REQUESTER && w->facts.declined) ||
                    (w->action == ACTION_UPHOLD && w->actor == ACTOR_LEAD && w->facts.review_open && w->given.has_why));
    if (w->action == ACTION_ASK_REVIEW)
        assert_true(w->d.step == STEP_REVIEW && (w->d.mails & MAIL_TO_LEAD));
}

TEST(r13_declined_means_that_they_took_the_reason_or_a_lead_upheld_it)
{
    everywhere(check_r13);
}

static void check_r14(const struct walk *w)
{
    if (!closes(w) || w->d.outcome != OUTCOME_SOLVED)
        return;
    assert_true((w->actor == ACTOR_REQUESTER && w->action == ACTION_SAY_SOLVED) ||
                (is_staff(w->actor) && w->action == ACTION_HEAR_SOLVED && w->given.has_how && w->given.has_when));
    assert_false(w->given.doubts && !w->given.sure);
    assert_false(w->action == ACTION_HEAR_SOLVED && w->given.words_since); // their newest word counts
}

TEST(r14_only_the_requesters_word_closes_as_solved)
{
    everywhere(check_r14);
}

static void check_r15(const struct walk *w)
{
    if (w->actor == ACTOR_SYSTEM && w->d.allowed)
        assert_int_equal(w->d.state, w->facts.state); // the clock moves nothing, least of all to closed
    if (closes(w))
        assert_true(w->action == ACTION_SAY_SOLVED || w->action == ACTION_HEAR_SOLVED || w->action == ACTION_WITHDRAW ||
                    w->action == ACTION_TAKE_REASON || w->action == ACTION_UPHOLD || w->action == ACTION_MERGE);
    if (w->d.allowed && w->d.state == STATE_RESTING && w->facts.state != STATE_RESTING) {
        assert_true(w->action == ACTION_REST && (w->actor == ACTOR_OWNER || w->actor == ACTOR_LEAD));
        assert_true(w->facts.follow_ups_sent >= w->facts.follow_ups_planned && !w->facts.review_open);
        assert_int_equal(w->d.owner, OWNER_STAYS);
    }
}

TEST(r15_silence_never_closes_and_rest_comes_after_the_follow_ups)
{
    everywhere(check_r15);
}

static void check_r16(const struct walk *w)
{
    bool closed = w->facts.state == STATE_CLOSED, merged = w->facts.outcome == OUTCOME_MERGED;
    if (w->action != ACTION_ADD_WORDS || !rules_permits(w->actor, w->action) || merged)
        return;
    assert_true(w->d.allowed); // no answer is ever bounced
    if (!closed)
        return;
    bool in_time = NOW - w->facts.closed_at <= w->facts.reopen_within_ms;
    assert_int_equal(w->d.opens_successor, !in_time);
    assert_int_equal(w->d.state, in_time ? STATE_WITH_US : STATE_CLOSED);
    if (in_time)
        assert_int_equal(w->d.owner, w->facts.owner_away ? OWNER_SOMEONE_IN : OWNER_STAYS);
}

TEST(r16_words_on_a_closed_ticket_reopen_it_or_open_its_successor)
{
    everywhere(check_r16);
}

static void check_words_wake(const struct walk *w)
{
    if (w->action == ACTION_ADD_WORDS && w->d.allowed && w->facts.state != STATE_CLOSED && w->actor != ACTOR_OUTSIDER)
        assert_int_equal(w->d.state, STATE_WITH_US);
    if (w->action == ACTION_ADD_WORDS && w->facts.state == STATE_RESTING && w->d.allowed)
        assert_int_equal(w->d.state, STATE_WITH_US);
}

TEST(r15_r16_any_words_put_the_ticket_back_with_us)
{
    everywhere(check_words_wake);
}

struct kind_row {
    const char *name;
    bool staff;
};
#define AUDIENCE_IS_STAFF_ALL false
#define AUDIENCE_IS_STAFF_STAFF true
#define KIND_ROW(name, audience, facts) {#name, AUDIENCE_IS_STAFF_##audience},
static const struct kind_row kinds[] = {EVENT_KINDS(KIND_ROW)};

static void check_r35(const struct walk *w)
{
    if (!w->d.allowed)
        return;
    assert_true(has(w->d.event));
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (!strcmp(kinds[i].name, w->d.event)) {
            assert_int_equal(kinds[i].staff, w->d.event_is_staff);
            return;
        }
    print_error("no such kind of event: %s\n", w->d.event);
    assert_true(false);
}

TEST(r35_everything_that_happens_is_an_event_of_a_known_kind)
{
    everywhere(check_r35);
}

static void check_notes(const struct walk *w)
{
    if (w->d.allowed && w->d.event_is_staff)
        assert_int_equal(w->d.mails & ~(unsigned)STAFF_MAILS, 0);
    if (w->action == ACTION_NOTE && is_staff(w->actor))
        assert_true(w->d.allowed && w->d.state == w->facts.state && w->d.step == STEP_STAYS);
}

TEST(what_is_among_staff_never_goes_to_the_requester)
{
    everywhere(check_notes);
}

TEST(r14_each_action_is_permitted_to_somebody_and_a_stranger_may_nothing)
{
    for (unsigned x = 0; x < ACTION_COUNT_; x++) {
        unsigned n = 0;
        for (unsigned a = 0; a < ACTOR_COUNT_; a++)
            n += rules_permits((enum rules_actor)a, (enum rules_action)x);
        assert_true(n > 0);
        assert_false(rules_permits(ACTOR_STRANGER, (enum rules_action)x));
        assert_string_not_equal(action_name((enum rules_action)x), "unknown");
    }
    for (unsigned a = 0; a < ACTOR_COUNT_; a++)
        assert_int_equal(rules_permits((enum rules_actor)a, ACTION_SAY_SOLVED), a == ACTOR_REQUESTER);
}

// The clock's own four, and letting somebody who answers a mail of ours read along: no other action is the system's.
TEST(r15_the_system_may_keep_time_and_let_a_new_face_read_along_and_no_more)
{
    for (unsigned x = 0; x < ACTION_COUNT_; x++)
        assert_int_equal(rules_permits(ACTOR_SYSTEM, (enum rules_action)x),
                         x == ACTION_EXPIRE_OFFER || x == ACTION_WARN_PROMISE || x == ACTION_BREAK_PROMISE ||
                             x == ACTION_FOLLOW_UP || x == ACTION_ADD_PARTICIPANT);
}

TEST(a_yes_with_doubts_is_asked_about_and_then_believed)
{
    struct rules_facts f = {.state = STATE_PROPOSED};
    struct rules_given g = {.doubts = true};
    struct rules_decision d = rules_decide(&f, ACTOR_REQUESTER, ACTION_SAY_SOLVED, &g, NOW);
    assert_false(d.allowed);
    assert_string_equal(d.rule, "R14");
    assert_string_equal(d.instead, "Say not yet, or press yes once more to confirm.");
    g.sure = true;
    d = rules_decide(&f, ACTOR_REQUESTER, ACTION_SAY_SOLVED, &g, NOW);
    assert_true(d.allowed && d.state == STATE_CLOSED && d.outcome == OUTCOME_SOLVED);
}

TEST(the_last_follow_up_is_left_to_a_person)
{
    struct rules_facts f = {.state = STATE_PROPOSED, .follow_ups_planned = 3};
    struct rules_given g = {0};
    struct rules_decision d = rules_decide(&f, ACTOR_SYSTEM, ACTION_FOLLOW_UP, &g, NOW);
    assert_true(d.allowed && (d.mails & MAIL_FOLLOW_UP));
    f.follow_ups_sent = 2;
    d = rules_decide(&f, ACTOR_SYSTEM, ACTION_FOLLOW_UP, &g, NOW);
    assert_true(d.allowed && d.mails == MAIL_TO_OWNER);
    f.follow_ups_sent = 3;
    d = rules_decide(&f, ACTOR_SYSTEM, ACTION_FOLLOW_UP, &g, NOW);
    assert_false(d.allowed);
    assert_true(rules_decide(&f, ACTOR_OWNER, ACTION_REST, &g, NOW).allowed);
}

TEST(values_that_do_not_exist_are_refused_and_do_no_harm)
{
    struct rules_facts f = {.state = (enum ticket_state)77};
    struct rules_given g = {0};
    assert_false(rules_decide(&f, ACTOR_OWNER, ACTION_NOTE, &g, NOW).allowed);
    f.state = STATE_WITH_US;
    assert_false(rules_decide(&f, (enum rules_actor)99, ACTION_NOTE, &g, NOW).allowed);
    assert_false(rules_decide(&f, ACTOR_OWNER, (enum rules_action)99, &g, NOW).allowed);
    assert_string_equal(action_name((enum rules_action)99), "unknown");
}

TEST(names_of_states_and_outcomes_are_read_back)
{
    for (unsigned s = 0; s < STATE_COUNT_; s++) {
        enum ticket_state back;
        assert_true(state_parse(state_name((enum ticket_state)s), &back) && back == s);
    }
    for (unsigned o = 0; o < OUTCOME_COUNT_; o++) {
        enum ticket_outcome back;
        assert_true(outcome_parse(outcome_name((enum ticket_outcome)o), &back) && back == o);
    }
    enum ticket_state s;
    assert_false(state_parse(S("open"), &s));
}

TEST(a_broken_row_is_named_with_its_rule)
{
    assert_null(rules_broken_by(STATE_WITH_US, OUTCOME_NONE, true, true, 1));
    assert_null(rules_broken_by(STATE_CLOSED, OUTCOME_SOLVED, true, false, 0));
    assert_non_null(rules_broken_by(STATE_WITH_US, OUTCOME_NONE, false, false, 1));
    assert_non_null(rules_broken_by(STATE_WITH_US, OUTCOME_NONE, true, false, 1));
    assert_non_null(rules_broken_by(STATE_WITH_US, OUTCOME_NONE, true, true, 2));
    assert_non_null(rules_broken_by(STATE_CLOSED, OUTCOME_NONE, true, true, 0));
    assert_non_null(rules_broken_by(STATE_CLOSED, OUTCOME_SOLVED, true, true, 1));
}
