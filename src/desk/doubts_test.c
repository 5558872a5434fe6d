// SPDX-License-Identifier: Apache-2.0
// What people write beside a pressed "yes" (R14): sentences that mean no, and
// sentences that sound like it and mean yes.
#include "desk/verbs.h"

#include "base/test.h"

static const char *const doubtful[] = {
    "I still cannot access the drive",
    "It still doesn't work.",
    "Still not working for me",
    "Thanks! But it still crashes when I print.",
    "not fixed",
    "This is not solved, please look again.",
    "It works on my laptop but not on the phone.",
    "No, it isn't fixed yet",
    "The VPN won\xe2\x80\x99t connect",
    "I can't log in.",
    "I am unable to open the file",
    "same error as before",
    "The problem came back this morning",
    "It happened again",
    "only works sometimes",
    "It no longer works at all",
    "I am still waiting for the new laptop",
    "works partially",
    "Now I get another error",
    "Es geht immer noch nicht",
    "Leider funktioniert der Drucker nicht.",
    "Das Problem ist noch nicht behoben",
    "Ich kann mich weiterhin nicht anmelden",
    "Der Fehler ist wieder da",
    "Es klappt, aber nur teilweise",
    "geht nicht mehr",
};

static const char *const glad[] = {
    "",
    "Thanks!",
    "It works now, thank you so much.",
    "Perfect, I can log in again.",
    "I could not print before, now it works.",
    "It still works, great.",
    "The error has not come back.",
    "No problem any more.",
    "All good. You were very quick!",
    "It did not work yesterday, but today everything is fine.",
    "The screen no longer freezes.",
    "I could not be happier",
    "Sorry it took me a while to answer. Solved.",
    "Danke, es funktioniert jetzt wieder!",
    "Super, der Fehler tritt nicht mehr auf.",
    "Alles wieder in Ordnung, vielen Dank.",
    "Der Drucker druckt wieder.",
    "Das ist seitdem nicht wieder passiert.",
};

TEST(r14_words_that_mean_not_yet_are_noticed)
{
    for (size_t i = 0; i < ARRAY_LEN(doubtful); i++) {
        if (!answer_doubts(str_of(doubtful[i])))
            print_error("not noticed: %s\n", doubtful[i]);
        assert_true(answer_doubts(str_of(doubtful[i])));
    }
}

TEST(r14_words_that_mean_yes_are_believed)
{
    for (size_t i = 0; i < ARRAY_LEN(glad); i++) {
        if (answer_doubts(str_of(glad[i])))
            print_error("doubted: %s\n", glad[i]);
        assert_false(answer_doubts(str_of(glad[i])));
    }
}

TEST(r14_any_bytes_are_read_in_bounded_time)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    size_t n = 256 * 1024;
    char *p = arena_text(a, n);
    memset(p, 'x', n);
    assert_false(answer_doubts((struct str){p, n}));
    for (size_t i = 0; i < n; i++)
        p[i] = " still'\xe2.a"[i % 10];
    (void)answer_doubts((struct str){p, n});
    assert_false(answer_doubts(STR_NONE));
}
