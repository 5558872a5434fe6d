// SPDX-License-Identifier: Apache-2.0
// Sentences: every kind of events.h has one, they read as people speak, and no
// fact that is missing, long or strange leaves a hole.
#include "base/datetime.h"
#include "base/test.h"
#include "desk/events.h"
#include "desk/history.h"

#define NOW INT64_C(1791969120000) // 2026-10-14 09:12 UTC

static const char facts_all[] =
    "{\"what\":\"tell you about the lock\",\"by\":1791972720000,\"at\":1791969000000,\"was\":1791970000000,"
    "\"owner\":\"Ana\",\"team\":\"IT\",\"to\":\"Ben\",\"from\":\"Ana\",\"who\":\"Elif\",\"why\":\"Ben knows it\","
    "\"text\":\"Yes, \\\"it\\\" works\",\"how\":\"phone\",\"kind\":\"promise\",\"lead\":\"Marisol\",\"n\":2,\"of\":3,"
    "\"number\":17,\"subject\":\"Locked\",\"reviewer\":\"Marisol\",\"instead\":\"use a copy\",\"effect\":\"slowed\","
    "\"changes\":\"subject, effect\",\"added\":\"vpn\",\"removed\":\"net\",\"for\":\"Noor\",\"other\":\"the vendor\"}";

static struct event event_of(const char *kind, const char *content)
{
    return (struct event){.kind = str_of(kind), .content = str_of(content), .actor_id = 5, .actor_name = S("Ana"), .at = NOW};
}

static void says(const char *kind, const char *content, const char *expected)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct event e = event_of(kind, content);
    assert_str(history_sentence(a, &e, 9, NOW, S("UTC")), expected);
}

static void assert_whole(struct str sentence, const char *kind)
{
    bool whole = sentence.n > 8 && str_find_char(sentence, '{') < 0 && str_find_char(sentence, '[') < 0 &&
                 !str_has(sentence, S("  ")) && !str_has(sentence, S(" .")) && !str_has(sentence, S("..")) &&
                 !str_has(sentence, S("noted:"));
    if (!whole)
        print_error("%s: %.*s\n", kind, STR_ARG(sentence));
    assert_true(whole);
}

TEST(every_kind_of_event_has_a_sentence_with_and_without_its_facts)
{
#define KIND(kind, audience, facts) #kind,
    static const char *const kinds[] = {EVENT_KINDS(KIND)};
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct event full = event_of(kinds[i], facts_all), bare = event_of(kinds[i], "{}");
        assert_whole(history_sentence(a, &full, 9, NOW, S("UTC")), kinds[i]);
        assert_whole(history_sentence(a, &full, 5, NOW, S("UTC")), kinds[i]);
        assert_whole(history_sentence(a, &bare, 9, NOW, S("UTC")), kinds[i]);
        full.actor_id = 0;
        assert_whole(history_sentence(a, &full, 9, NOW, S("UTC")), kinds[i]);
    }
}

TEST(sentences_read_as_people_speak)
{
    says("promised", "{\"what\":\"call the vendor\",\"by\":1791972720000}",
         "Ana promised by today, 10:12: “call the vendor”.");
    says("kept", "{\"what\":\"tell you about the lock\",\"by\":1791969600000}",
         "Ana kept the promise “tell you about the lock”, 8 min early.");
    says("kept", "{\"what\":\"call\",\"by\":1791968520000}", "Ana kept the promise “call”, 10 min late.");
    says("playback_agreed", "{}", "Ana said: “Yes, that’s it.”");
    says("handed_over", "{\"from\":\"Ben\",\"to\":\"Ana\",\"why\":\"Ana knows the file server\"}",
         "Ana took over from Ben, as agreed: “Ana knows the file server”.");
    says("broken", "{\"kind\":\"target\",\"by\":1791968520000,\"owner\":\"Ana\",\"lead\":\"Marisol\"}",
         "Nobody answered by today, 09:02, though we said so. Ana was told, and so was Marisol.");
    says("tagged", "{\"removed\":\"vpn\"}", "Ana changed the tags: took away vpn.");
    says("tagged", "{\"added\":\"net\",\"removed\":\"vpn\"}", "Ana changed the tags: added net, took away vpn.");
    says("rested", "{\"n\":1}", "No answer came after 1 reminder, so it rests. It is not closed, and any word wakes it.");
    says("urgent", "{\"effect\":\"can_wait\",\"why\":\"\"}", "Ana said that it has become more urgent (can wait).");
    says("asked", "{\"owner\":\"Ben\",\"team\":\"IT\",\"by\":1791972720000}",
         "Ana asked for help. Ben looks after it in IT and answers by today, 10:12.");
}

TEST(sentences_speak_to_their_reader)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct event e = event_of("helper_removed", "{\"who\":\"Ben\"}");
    assert_str(history_sentence(a, &e, 5, NOW, S("UTC")), "Ben no longer helps with it, as you decided.");
    e = event_of("solved", "{\"text\":\"thank you\"}");
    assert_str(history_sentence(a, &e, 5, NOW, S("UTC")), "You said that it is solved: “thank you”.");
    e.actor_id = 0;
    assert_str(history_sentence(a, &e, 5, NOW, S("UTC")), "The desk said that it is solved: “thank you”.");
}

TEST(a_kind_that_nobody_knows_still_reads)
{
    says("coffee_offered", "{}", "Ana noted: coffee offered.");
}

TEST(facts_read_back_as_they_were_written)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    static const char *const texts[] = {"", "plain", "\"quoted\" \\ / \n\t\x01", "<b>&</b>", "日本 𝄞 é", "}{][,:"};
    struct facts f = facts_begin(a);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        facts_text(&f, str_cstr(a, str_fmt(a, "t%zu", i)), str_of(texts[i]));
    facts_text(&f, "none", STR_NONE);
    facts_int(&f, "n", INT64_MIN);
    struct str json = facts_end(&f);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        assert_str(facts_get(a, json, str_cstr(a, str_fmt(a, "t%zu", i))), texts[i]);
    assert_true(str_is_none(facts_get(a, json, "none")));
    assert_int_equal(facts_get_int(a, json, "n"), INT64_MIN);
    assert_str(facts_get(a, S("{\"a\":\"\\ud834\\udd1e \\u00e9\"}"), "a"), "𝄞 é");
}

TEST(facts_that_are_not_ours_read_as_not_there)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    static const char *const texts[] = {"", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":{\"b\":1}}", "{\"a\":[1]}", "null",
                                        "{\"a\":\"x", "{\"a\":\"\\", "{\"x\":1 ,\"a\":2}", "[\"a\":1]x", "{\"a\":\"\\u12"};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        (void)facts_get(a, str_of(texts[i]), "a"); // whatever it answers, it ends and reads nothing beyond
    assert_true(str_is_none(facts_get(a, S("{\"a\":{\"b\":1}}"), "b")));
    assert_true(str_is_none(facts_get(a, STR_NONE, "a")));
}
