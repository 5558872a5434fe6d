// SPDX-License-Identifier: Apache-2.0
// How heated a message is taken to be: negation, capitals, marks and faces, with the
// lexicon of the program; and what else depends on the words of the thread.
#include "base/test.h"
#include "coach/coach.h"

struct row {
    const char *language, *text;
    bool hot;
};

static void check_rows(const struct row *rows, size_t n)
{
    struct ctx c = {.arena = arena_create(512 << 20)};
    struct coach_rules *rules = NULL;
    struct coach_remarks out;
    size_t wrong = 0;
    assert_ok(coach_rules_load(&c, STR_NONE, &rules));
    for (size_t i = 0; i < n; i++) {
        struct coach_message asked = {.from_user = true, .text = str_of(rows[i].text)};
        struct coach_draft in = {.text = S("I will look at it."),
                                 .messages = &asked,
                                 .message_count = 1,
                                 .language = str_of(rows[i].language)};
        assert_ok(coach_read(&c, rules, &in, &out));
        if (out.hot == rows[i].hot)
            continue;
        print_error("\"%s\" is %s\n", rows[i].text, out.hot ? "hot" : "calm");
        wrong++;
    }
    coach_rules_free(rules);
    arena_free(c.arena);
    assert_int_equal(wrong, 0);
}

TEST(a_negation_does_not_reach_across_a_pause)
{
    static const struct row rows[] = {
        {"en", "It is not unacceptable, take your time.", false},
        {"en", "No, unacceptable.", true},
        {"en", "It does not print - unacceptable.", true},
        {"en", "It is not only unacceptable, it is rude.", true},
        {"de", "Das ist nicht unverschämt, keine Sorge.", false},
        {"de", "Nein, unverschämt.", true},
        {"de", "So nicht; unverschämt.", true},
        {"de", "Das ist nicht nur inakzeptabel, sondern teuer.", true},
    };
    check_rows(rows, ARRAY_LEN(rows));
}

TEST(an_angry_face_counts_and_a_kind_one_does_not)
{
    static const struct row rows[] = {
        {"en", "My printer is broken again \xf0\x9f\x98\xa1", true},
        {"en", "Where is my laptop? \xf0\x9f\xa4\xac", true},
        {"en", "My printer is broken \xf0\x9f\x98\x80", false},
        {"en", "The report is ready \xf0\x9f\x98\xa4", false},
        {"de", "Mein Drucker geht schon wieder nicht \xf0\x9f\x98\xa0", true},
        {"de", "> \xf0\x9f\xa4\xac\n\nDer Drucker geht wieder, danke.", false},
    };
    check_rows(rows, ARRAY_LEN(rows));
}

TEST(capitals_and_marks_add_to_heat_but_are_none_alone)
{
    static const struct row rows[] = {
        {"en", "THE PRINTER IS STILL NOT WORKING AGAIN", true},
        {"en", "The printer prints on WLAN and HTTPS with the VPN.", false},
        {"en", "PLEASE ORDER A NEW MOUSE FOR ROOM FIVE", false},
        {"en", "Thank you so much!!!!", false},
        {"en", "Hi! Could you order a mouse? Thanks!", false},
        {"de", "DER DRUCKER GEHT SCHON WIEDER NICHT", true},
        {"de", "Vielen Dank für die schnelle Hilfe!!!", false},
        {"de", "Bitte den HDMI-Adapter und das LAN-Kabel bestellen!", false},
    };
    check_rows(rows, ARRAY_LEN(rows));
}

TEST(quiet_anger_counts_and_dates_and_its_calm_twin_does_not)
{
    static const struct row rows[] = {
        {"en", "Four hours. FOUR. The office is at home.", true},
        {"en", "My parcel has been on your bench for nineteen days. Nineteen. It is still there.", true},
        {"en", "I was sent from the desk to the county, and from the county to you.", true},
        {"en", "You promised the contract for Monday and it is Thursday.", true},
        {"en", "I would like it noted that I reported this.", true},
        {"en", "The tannoy fails AGAIN and half my readers have walked out.", true},
        {"en", "You said the update would come on Friday. Do I have to leave the PC on?", false},
        {"en", "Every Monday at nine the backup runs. Can it run at night?", false},
        {"en", "The letter was sent from the desk to the county.", false},
        {"en", "A user wrote that it is \"utterly useless\" and \"a joke\". Can you reset his password?", false},
        {"en", "There is a yellow bar that says DMARC failed. Should I be worried?", false},
    };
    check_rows(rows, ARRAY_LEN(rows));
}

struct found_row {
    const char *asked, *agent, *draft, *rule;
    bool found;
};

static void check_found(const struct found_row *rows, size_t n)
{
    struct ctx c = {.arena = arena_create(512 << 20)};
    struct coach_rules *rules = NULL;
    struct coach_remarks out;
    size_t wrong = 0;
    assert_ok(coach_rules_load(&c, STR_NONE, &rules));
    for (size_t i = 0; i < n; i++) {
        struct coach_message asked = {.from_user = true, .text = str_of(rows[i].asked)};
        struct coach_draft in = {.text = str_of(rows[i].draft),
                                 .messages = &asked,
                                 .message_count = 1,
                                 .facts = {.agent = str_of(rows[i].agent), .first_contact = COACH_YES},
                                 .language = S("en")};
        bool found = false;
        assert_ok(coach_read(&c, rules, &in, &out));
        for (size_t k = 0; k < out.finding_count; k++)
            found |= str_eq(out.findings[k].rule, str_of(rows[i].rule));
        if (found == rows[i].found)
            continue;
        print_error("%s %s: \"%s\"\n", rows[i].rule, found ? "found" : "missed", rows[i].draft);
        wrong++;
    }
    coach_rules_free(rules);
    arena_free(c.arena);
    assert_int_equal(wrong, 0);
}

TEST(to_name_the_topic_is_no_acknowledgement)
{
    static const char hot[] = "This is the third week without the payroll portal, and I am sick of being ignored.";
    static const struct found_row rows[] = {
        {hot, "Ana Ruiz", "The payroll portal is run by another company. Their portal is down.", "check.heat", true},
        {hot, "Ana Ruiz", "Three weeks of being ignored is far too much. The portal is back at noon.", "check.heat",
         false},
        {hot, "Ana Ruiz", "You have waited for three weeks. The portal is back at noon.", "check.heat", false},
    };
    check_found(rows, ARRAY_LEN(rows));
}

TEST(the_name_of_a_desk_introduces_nobody)
{
    static const char asked[] = "Where do I send the number?";
    static const struct found_row rows[] = {
        {asked, "Service Centre", "Please put it on the blue form.\n\nRegards\nService Centre", "check.no-intro", true},
        {asked, "Your People Team", "Please put it on the blue form.\n\nYour People Team", "check.no-intro", true},
        {asked, "Oluchi Eze", "Please put it on the blue form.\n\nOluchi", "check.no-intro", true},
        {asked, "Oluchi Eze", "Please put it on the blue form.\n\nOluchi Eze\nHR desk, room 12", "check.no-intro",
         false},
        {asked, "IT Support", "My name is Ana. Please put it on the blue form.\n\nIT Support", "check.no-intro", false},
    };
    check_found(rows, ARRAY_LEN(rows));
}

TEST(a_long_sentence_that_flows_is_not_hard_to_read)
{
    static const char asked[] = "How do I do it?";
    static const struct found_row rows[] = {
        {asked, "Ana Ruiz",
         "Open the lid, pull the blue lever towards you, lift out the drum, shake it five times from left to right, "
         "put "
         "it back until it clicks, close the lid, wait for the green light, and print the test page from the menu.",
         "check.long-sentence", false},
        {asked, "Ana Ruiz",
         "The replacement of the device will insofar as the damage is not attributable to improper handling within the "
         "meaning of the guideline and the device has not reached the end of the period laid down in the annex be "
         "effected by the responsible unit.",
         "check.long-sentence", true},
    };
    check_found(rows, ARRAY_LEN(rows));
}

TEST(everyday_words_and_the_users_own_are_no_jargon)
{
    static const char plain[] = "Is my account fixed?", trade[] = "Is it the OOM killer?";
    static const struct found_row rows[] = {
        {plain, "Ana Ruiz", "The tenant in flat 3 has moved out and has a record in your file.", "check.jargon", false},
        {plain, "Ana Ruiz", "Our smarthost landed on an RBL, so I asked for the delisting.", "check.jargon", true},
        {trade, "Ana Ruiz", "Yes, it was the OOM killer, at noon.", "check.jargon", false},
        {trade, "Ana Ruiz", "Yes, it was the OOM killer, at noon.", "jargon.codes", false},
    };
    check_found(rows, ARRAY_LEN(rows));
}

TEST(a_short_draft_takes_its_language_from_the_thread)
{
    struct ctx c = {.arena = arena_create(512 << 20)};
    struct coach_rules *rules = NULL;
    struct coach_remarks out;
    assert_ok(coach_rules_load(&c, STR_NONE, &rules));
    const struct coach_message thread[] = {
        {.from_user = true, .text = S("Guten Tag, kann ich bitte eine zweite Tastatur für mein Büro bekommen?")},
        {.from_user = false, .text = S("Ok")},
        {.from_user = true, .text = S("??")},
    };
    struct coach_draft in = {.text = S("Nein."), .messages = thread, .message_count = ARRAY_LEN(thread)};
    assert_ok(coach_read(&c, rules, &in, &out));
    assert_true(out.held && out.finding_count > 0);
    bool german = false;
    for (size_t i = 0; i < out.finding_count; i++)
        german |= str_has(out.findings[i].advice, S("knapp"));
    assert_true(german);
    coach_rules_free(rules);
    arena_free(c.arena);
}

TEST(an_inflected_form_of_their_own_word_is_no_jargon)
{
    struct ctx c = {.arena = arena_create(512 << 20)};
    struct coach_rules *rules = NULL;
    struct coach_remarks out;
    assert_ok(coach_rules_load(&c, STR_NONE, &rules));
    struct coach_message thread[] = {
        {.from_user = true, .text = S("Should I flush something on my side, or is it the router?")},
        {.from_user = false, .text = S("It is ours.")},
        {.from_user = true, .text = S("When will you?")},
    };
    struct coach_draft in = {.text = S("I flushed the resolver at noon, and the page is back for you."),
                             .messages = thread,
                             .message_count = ARRAY_LEN(thread),
                             .language = S("en")};
    for (int said = 1; said >= 0; said--) {
        size_t jargon = 0;
        if (!said)
            thread[0].text = S("The page does not come up.");
        assert_ok(coach_read(&c, rules, &in, &out));
        for (size_t i = 0; i < out.finding_count; i++)
            jargon += out.findings[i].kind == COACH_JARGON && str_has(out.findings[i].quote, S("flush"));
        assert_true(!said || jargon == 0);
    }
    coach_rules_free(rules);
    arena_free(c.arena);
}

TEST(a_short_answer_that_is_concrete_is_not_terse)
{
    struct coach_draft in = {.now_ms = INT64_C(1773223200000), .language = S("en")};
    static const struct {
        const char *draft;
        bool terse;
    } rows[] = {
        {"Sure, 9:30 works. I've changed the invitation.", false},
        {"I've moved your desk phone to room 214.", false},
        {"I've changed the invitation.", true},
        {"Sure, 9:30 works.", true},
        {"Please see page 4 of the manual.", true},
    };
    struct ctx c = {.arena = arena_create(512 << 20)};
    struct coach_rules *rules = NULL;
    struct coach_remarks out;
    struct coach_message asked = {.from_user = true, .text = S("Could we do it a little later?")};
    assert_ok(coach_rules_load(&c, STR_NONE, &rules));
    in.messages = &asked;
    in.message_count = 1;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        bool terse = false;
        in.text = str_of(rows[i].draft);
        assert_ok(coach_read(&c, rules, &in, &out));
        for (size_t k = 0; k < out.finding_count; k++)
            terse |= str_eq(out.findings[k].rule, S("check.terse"));
        if (terse != rows[i].terse)
            print_error("\"%s\"\n", rows[i].draft);
        assert_int_equal(terse, rows[i].terse);
    }
    coach_rules_free(rules);
    arena_free(c.arena);
}
