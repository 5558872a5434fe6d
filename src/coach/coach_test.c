// SPDX-License-Identifier: Apache-2.0
// Whole readings with the rules of the program: what is found, promised and asked, what
// is held, and the JSON in and out.
#include "base/test.h"
#include "coach/coach.h"

struct desk {
    struct ctx c;
    struct coach_rules *rules;
    struct coach_message messages[2];
    struct coach_draft in;
    struct coach_remarks out;
};

static void desk_open(struct desk *d)
{
    *d = (struct desk){.c = {.arena = arena_create(512 << 20)}};
    assert_ok(coach_rules_load(&d->c, STR_NONE, &d->rules));
    d->in = (struct coach_draft){.now_ms = INT64_C(1773223200000), .zone = S("UTC"), .language = S("en")};
    d->in.facts.agent = S("Ana Ruiz");
    d->in.facts.user = S("Tom Berg");
}

static void desk_close(struct desk *d)
{
    coach_rules_free(d->rules);
    arena_free(d->c.arena);
}

static void desk_read(struct desk *d, const char *asked, const char *draft)
{
    d->messages[0] = (struct coach_message){.from_user = true, .text = str_of(asked)};
    d->in.messages = d->messages;
    d->in.message_count = asked ? 1 : 0;
    d->in.text = str_of(draft);
    assert_ok(coach_read(&d->c, d->rules, &d->in, &d->out));
}

static const struct coach_finding *found(const struct desk *d, enum coach_kind kind)
{
    for (size_t i = 0; i < d->out.finding_count; i++)
        if (d->out.findings[i].kind == kind)
            return &d->out.findings[i];
    return NULL;
}

TEST(r26_a_one_word_answer_is_held_until_it_says_why)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "Can I use my own keyboard?", "No.");
    assert_true(d.out.held);
    assert_non_null(found(&d, COACH_TERSE));
    desk_read(&d, "Can I use my own keyboard?", "Done.");
    assert_true(d.out.held);
    desk_read(&d, "Can I use my own keyboard?", "No, because its radio disturbs the badge readers.");
    assert_false(d.out.held);
    assert_null(found(&d, COACH_TERSE));
    desk_close(&d);
}

TEST(r27_blame_is_marked_with_its_place_and_another_way)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "My files are gone!",
              "Hi Tom,\n\nyou should have saved them. I'll look in the backup by 3pm.\n\nAna");
    const struct coach_finding *f = found(&d, COACH_BLAME);
    assert_non_null(f);
    assert_str(str_slice(d.in.text, f->start, f->start + 15), "you should have");
    assert_int_equal(f->level, COACH_WARN);
    assert_true(f->advice.n > 0 && f->attempt.n > 0);
    desk_read(&d, "My files are gone!", "You should have access to the copy now. I'll look in again at 3pm.");
    assert_null(found(&d, COACH_BLAME));
    desk_read(&d, "My files are gone!", "> you should have saved\n\nI found them in the backup.");
    assert_null(found(&d, COACH_BLAME));
    desk_close(&d);
}

TEST(r25_jargon_is_marked_unless_it_is_theirs_or_explained)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "The page is slow.", "I have cleared the DHCP lease of your laptop, and it should be quick now.");
    assert_non_null(found(&d, COACH_JARGON));
    desk_read(&d, "Is my DHCP lease wrong?",
              "I have cleared the DHCP lease of your laptop, and it should be quick now.");
    assert_null(found(&d, COACH_JARGON));
    desk_read(&d, "The page is slow.",
              "I have cleared the DHCP lease (the address that your laptop borrows) just now.");
    assert_null(found(&d, COACH_JARGON));
    desk_close(&d);
}

TEST(r28_a_stock_apology_is_marked_and_a_specific_one_is_not)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "It broke again.", "We apologise for any inconvenience. I'll replace the cable by 3pm.");
    assert_non_null(found(&d, COACH_SCRIPTED));
    desk_read(&d, "It broke again.", "I'm sorry that the update cost you two hours. I'll replace the cable by 3pm.");
    assert_null(found(&d, COACH_SCRIPTED));
    desk_close(&d);
}

TEST(r29_questions_are_listed_with_what_speaks_to_them)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "Two things: 1) can I get a second monitor? 2) what happened to my request for a headset?",
              "Yes, a second monitor is fine. I'll bring it to your desk on Thursday before lunch.");
    assert_int_equal(d.out.question_count, 2);
    assert_str(d.out.questions[0].text, "can I get a second monitor?");
    assert_true(d.out.questions[0].answered != COACH_OPEN);
    assert_str(d.out.questions[1].text, "what happened to my request for a headset?");
    assert_int_equal(d.out.questions[1].answered, COACH_OPEN);
    assert_non_null(found(&d, COACH_UNANSWERED));
    desk_close(&d);
}

TEST(r29_a_sentence_of_several_questions_is_taken_apart)
{
    static const struct {
        const char *asked, *first, *second, *third;
    } cases[] = {
        {"May I send the list by mail, and if not, how else should I get it to her?", "May I send the list by mail",
         "how else should I get it to her?", NULL},
        {"How many days are left, and until when do I have to take them?", "How many days are left",
         "until when do I have to take them?", NULL},
        {"Do you have laptops for students, how long can I keep one, and do I need a deposit?",
         "Do you have laptops for students", "how long can I keep one", "do I need a deposit?"},
        {"What's the max size for a picture on the front page, and does it have to be jpg",
         "What's the max size for a picture on the front page", "does it have to be jpg", NULL},
        {"Could you tell me, is it back?", "Could you tell me, is it back?", NULL, NULL},
        {"Is it open when I am away, or do I need a key?", "Is it open when I am away, or do I need a key?", NULL,
         NULL},
        {"What the hell is going on?!", "What the hell is going on?", NULL, NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct desk d;
        const char *const wanted[] = {cases[i].first, cases[i].second, cases[i].third};
        desk_open(&d);
        desk_read(&d, cases[i].asked, "I will look at it on Thursday.");
        for (size_t k = 0; k < ARRAY_LEN(wanted) && wanted[k]; k++) {
            assert_true(k < d.out.question_count);
            assert_str(d.out.questions[k].text, wanted[k]);
        }
        assert_true(d.out.question_count == 3 || !wanted[d.out.question_count]);
        desk_close(&d);
    }
}

TEST(r29_only_politeness_answers_no_question_and_is_no_step)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "Could you change my name on the board?",
              "Thank you for contacting us. Good question! Is there anything else I can help you with today?");
    assert_non_null(found(&d, COACH_UNANSWERED));
    assert_non_null(found(&d, COACH_NO_NEXT_STEP));
    desk_read(&d, "How much storage is there? Is it backed up?",
              "500 GB each, and yes: every night, kept for 90 days.");
    assert_null(found(&d, COACH_UNANSWERED));
    desk_read(&d, "is the backup ok again", "Yes. Last night's run finished at 02:10, all of it.");
    assert_int_equal(d.out.question_count, 1);
    desk_close(&d);
}

TEST(promises_have_who_and_when)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, NULL,
              "I will check the signal at 16:00 today and write to you by 17:00. The technician comes on Friday at 9. "
              "We'll get back to you soon. If it stays, I'll bring another one.");
    assert_int_equal(d.out.promise_count, 5);
    assert_str(d.out.promises[0].what, "I will check the signal at 16:00 today");
    assert_int_equal(d.out.promises[0].due_ms, INT64_C(1773244800000));
    assert_str(d.out.promises[1].what, "write to you by 17:00");
    assert_int_equal(d.out.promises[1].due_ms, INT64_C(1773248400000));
    assert_true(d.out.promises[2].by_other && d.out.promises[2].has_due);
    assert_true(d.out.promises[3].vague && !d.out.promises[3].has_due);
    assert_true(d.out.promises[4].conditional && !d.out.promises[4].has_due);
    desk_close(&d);
}

TEST(absence_is_no_promise)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, NULL, "I will be out of the office on Monday. We will need your room number. I won't change it.");
    assert_int_equal(d.out.promise_count, 0);
    desk_close(&d);
}

TEST(r12_a_draft_without_a_next_step_is_marked_unless_the_ticket_has_one)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "The printer prints blank pages.",
              "Your ticket is in our queue and the printer is known to us already.");
    assert_non_null(found(&d, COACH_NO_NEXT_STEP));
    d.in.facts.next = S("Replace the drum");
    desk_read(&d, "The printer prints blank pages.",
              "Your ticket is in our queue and the printer is known to us already.");
    assert_null(found(&d, COACH_NO_NEXT_STEP));
    desk_close(&d);
}

TEST(closing_before_they_confirmed_is_marked)
{
    struct desk d;
    desk_open(&d);
    d.in.facts.user_confirmed = COACH_NO;
    desk_read(&d, "Could you check it again?", "I have run the import again and it is complete. Closing this ticket.");
    assert_non_null(found(&d, COACH_EARLY_CLOSE));
    d.in.facts.user_confirmed = COACH_YES;
    desk_read(&d, "It works, thanks.", "Good to hear that it works for you again. Closing this ticket.");
    assert_null(found(&d, COACH_EARLY_CLOSE));
    desk_close(&d);
}

TEST(heat_that_is_not_named_is_marked)
{
    struct desk d;
    desk_open(&d);
    const char *asked = "This is the THIRD time I ask and nobody answers. Completely unacceptable!";
    desk_read(&d, asked, "The folder is locked by a backup. I'll release it by 13:00.");
    assert_true(d.out.hot && d.out.heat_word_count > 0);
    assert_non_null(found(&d, COACH_HEAT));
    desk_read(&d, asked, "You're right, you wrote three times. The folder is locked; I'll release it by 13:00.");
    assert_null(found(&d, COACH_HEAT));
    desk_close(&d);
}

TEST(a_language_without_rules_gets_the_neutral_checks)
{
    struct desk d;
    desk_open(&d);
    d.in.language = S("fr");
    desk_read(&d, "Où est le menu ?", "Le menu est là-bas.");
    assert_int_equal(d.out.question_count, 1);
    assert_str(d.out.questions[0].text, "Où est le menu ?");
    assert_int_equal(d.out.questions[0].answered, COACH_PERHAPS);
    assert_int_equal(d.out.words, 5);
    assert_false(d.out.held);
    desk_close(&d);
}

TEST(what_is_asked_back_for_is_not_called_open)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "How long does the battery of the scanner last?",
              "Which of the two scanners do you have, the grey one?");
    assert_int_equal(d.out.questions[0].answered, COACH_PERHAPS);
    assert_null(found(&d, COACH_UNANSWERED));
    assert_null(found(&d, COACH_NO_NEXT_STEP));
    desk_close(&d);
}

TEST(who_only_thanks_is_owed_no_more_than_a_word)
{
    struct desk d;
    desk_open(&d);
    desk_read(&d, "Great, thanks a lot!", "You're most welcome, and enjoy the desk.");
    assert_false(d.out.held);
    assert_int_equal(d.out.finding_count, 0);
    desk_read(&d, "You were brilliant on Friday, thank you all.", "Happy that all of us could help.");
    assert_int_equal(d.out.finding_count, 0);
    desk_close(&d);
}

TEST(r26_a_one_word_answer_is_held_whatever_they_wrote)
{
    static const char *const asked[] = {"Great, thanks a lot!", "You were brilliant on Friday, thank you all.",
                                        "The new desk is lovely and I would like a second one.",
                                        "Thanks a lot. When will it be fixed?"};
    struct desk d;
    desk_open(&d);
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        desk_read(&d, asked[i], i % 2 ? "No." : "Done.");
        assert_true(d.out.held);
        assert_non_null(found(&d, COACH_TERSE));
    }
    desk_close(&d);
}

TEST(the_json_is_the_same_bytes)
{
    struct desk d;
    desk_open(&d);
    d.in.zone = S("Europe/Berlin");
    desk_read(&d, "When will it come?", "I'll bring it on Friday at 9.");
    struct buf b = buf_make(d.c.arena, 1024);
    coach_remarks_json(&b, &d.out);
    assert_str(buf_str(&b),
               "{\"held\":false,\"findings\":[],\"promises\":[{\"start\":0,\"end\":28,\"who\":\"agent\","
               "\"what\":\"I'll bring it on Friday at 9\",\"due\":\"2026-03-13T09:00:00+01:00\",\"grain\":\"minute\","
               "\"vague\":false,\"conditional\":false}],\"questions\":[{\"text\":\"When will it come?\","
               "\"answered\":\"yes\"}],\"reading\":{\"words\":7,\"grade\":0.0,\"longest_sentence\":7},"
               "\"heat\":{\"hot\":false,\"words\":[]}}");
    desk_close(&d);
}

TEST(a_due_time_carries_the_offset_of_its_day_and_no_try_is_null)
{
    struct desk d;
    desk_open(&d);
    struct buf b = buf_make(d.c.arena, 1024);
    d.in.now_ms = INT64_C(1774605600000); // Friday 2026-03-27: summer time begins on Sunday
    d.in.zone = S("Europe/Berlin");
    desk_read(&d, "Could you look at it? And who pays?", "I will look at it by Monday 9am.");
    coach_remarks_json(&b, &d.out);
    assert_true(str_has(buf_str(&b), S("\"due\":\"2026-03-30T09:00:00+02:00\",\"grain\":\"minute\"")));
    assert_true(str_has(buf_str(&b), S("\"try\":null")));
    desk_close(&d);
}

TEST(a_thread_is_read_and_a_wrong_one_refused)
{
    struct ctx c = {.arena = arena_create(16 << 20)};
    struct coach_draft in = {.text = S("x")};
    assert_ok(
        coach_thread_parse(&c,
                           S("{\"messages\":[{\"from\":\"user\",\"text\":\"Hi\",\"at\":\"2026-03-11T10:00:00Z\"}],"
                             "\"facts\":{\"first_contact\":"
                             "true,\"copied\":[\"Ines\"],\"agent\":\"Ana\",\"later\":1},\"now\":\"2026-03-11T10:00:00+"
                             "01:00\",\"time_zone\":"
                             "\"Europe/Berlin\",\"locale\":\"de-DE\",\"holidays\":[\"2026-12-25\"],\"unknown\":[]}"),
                           &in));
    assert_int_equal(in.message_count, 1);
    assert_true(in.messages[0].from_user && in.facts.has_copied);
    assert_int_equal(in.facts.first_contact, COACH_YES);
    assert_int_equal(in.facts.user_confirmed, COACH_UNKNOWN);
    assert_int_equal(in.now_ms, INT64_C(1773219600000));
    assert_str(in.language, "de");
    assert_int_equal(in.holidays[0], 20812);
    assert_str(in.text, "x");
    assert_ok(coach_thread_parse(&c, S("{\"now\":\"2026-07-11T10:00:00\",\"time_zone\":\"Europe/Berlin\"}"), &in));
    assert_int_equal(in.now_ms, INT64_C(1783756800000)); // no offset: 10:00 on the reader's wall
    static const char *const wrong[] = {"",
                                        "[]",
                                        "{",
                                        "{\"messages\":{}}",
                                        "{\"messages\":[{\"from\":\"boss\",\"text\":\"x\"}]}",
                                        "{\"now\":\"soon\"}",
                                        "{\"facts\":{\"first_contact\":\"yes\"}}",
                                        "{\"holidays\":[\"Christmas\"]}",
                                        "{\"facts\":[]}",
                                        "{\"time_zone\":\"Mars/Base\"}",
                                        "{\"time_zone\":7}"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        fail_clear(&c);
        assert_int_equal(coach_thread_parse(&c, str_of(wrong[i]), &in), RC_INVALID);
        assert_true(c.failure.detail.n > 0);
    }
    arena_free(c.arena);
}
