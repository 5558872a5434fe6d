// SPDX-License-Identifier: Apache-2.0
// How a text is taken apart: zones, words, short forms, sentences, and that every
// offset points into the text it came from.
#include "base/test.h"
#include "coach/rules.h"

struct bench {
    struct ctx c;
    struct coach_rules *rules;
    const struct language *l;
};

static struct bench bench_open(const char *code)
{
    struct bench b = {.c = {.arena = arena_create(256 << 20)}};
    const struct coach_file german = {S("de/a.rules"), S("list common = der | die | das | ich | ist\n"
                                                         "list greeting = hallo | liebe | guten tag\n"
                                                         "list closing = viele grüße | mit freundlichen grüßen\n"
                                                         "list abbreviation = bzw | ca\n")};
    const struct coach_file english = {S("en/a.rules"), S("list common = the | a | i | you | is\n"
                                                          "list greeting = hi | dear\n"
                                                          "list closing = best regards | thanks\n"
                                                          "list abbreviation = approx | dr\n")};
    const struct coach_file files[] = {german, english};
    assert_ok(rules_build(&b.c, files, 2, &b.rules));
    b.l = rules_language(b.rules, b.c.arena, str_of(code), STR_NONE);
    return b;
}

static void bench_close(struct bench *b)
{
    coach_rules_free(b->rules);
    arena_free(b->c.arena);
}

// The words with '.' after each sentence.
static struct str words_of(struct bench *b, const char *raw)
{
    struct text t;
    struct buf out = buf_make(b->c.arena, 64);
    text_read(&t, b->c.arena, str_of(raw), b->l, true);
    for (uint32_t i = 0; i < t.sentence_count; i++) {
        for (uint32_t k = t.sentences[i].first; k < t.sentences[i].end; k++) {
            assert_true(t.tokens[k].start < t.tokens[k].end && t.tokens[k].end <= t.raw.n);
            buf_addf(&out, "%s%.*s", k > t.sentences[i].first ? " " : "", STR_ARG(t.tokens[k].word));
        }
        buf_lit(&out, ". ");
    }
    return str_trim(buf_str(&out));
}

static void check_words(const char *code, const char *const rows[][2], size_t n)
{
    struct bench b = bench_open(code);
    for (size_t i = 0; i < n; i++)
        assert_str(words_of(&b, rows[i][0]), rows[i][1]);
    bench_close(&b);
}

TEST(short_forms_are_written_out)
{
    static const char *const rows[][2] = {
        {"You'll see, it's fine.", "you will see it is fine."},
        {"Don\xe2\x80\x99t, can't, cannot, won't!", "do not can not can not will not."},
        {"I'd've said: let's go", "i would have said let us go."},
        {"Tom's printer", "tom printer."},
        {"im sure they didnt", "i am sure they did not."},
        {"Wi-Fi and caf\xc3\xa9", "wi fi and cafe."},
    };
    check_words("en", rows, ARRAY_LEN(rows));
}

TEST(german_letters_fold_to_their_ascii_spelling)
{
    static const char *const rows[][2] = {
        {"Wir können größere Übel.", "wir koennen groessere uebel."},
        {"Wir koennen groessere Uebel.", "wir koennen groessere uebel."},
        {"Geht's? Ja.", "geht es. ja."},
        {"Am 14. Oktober bzw. am 3.11. kommt er.", "am 14 oktober bzw am 3.11 kommt er."},
    };
    check_words("de", rows, ARRAY_LEN(rows));
}

TEST(sentences_end_where_people_end_them)
{
    static const char *const rows[][2] = {
        {"It is at 16:00. Then we go.", "it is at 16:00. then we go."},
        {"Ask Dr. Weber, approx. 3 p.m. today.", "ask dr weber approx 3 p m today."},
        {"Really?! Yes... maybe", "really. yes maybe."},
        {"Version 9.30 of app.exe", "version 9.30 of app exe."},
        {"One:\n- two\n- three\n1. four", "one. two. three. four."},
        {"This line is as long as wrapped mail makes them, which is a lot of\nMarta said so.",
         "this line is as long as wrapped mail makes them which is a lot of marta said so."},
        {"See https://example.com/a?b=c. Mail a.b@example.com!", "see <link>. mail <link>."},
    };
    check_words("en", rows, ARRAY_LEN(rows));
}

TEST(only_the_body_is_read)
{
    static const char *const rows[][2] = {
        {"Hi Tom,\n\nIt works.\n\n> you should have\n\nBest regards,\nAna Ruiz\nIT help desk", "hi tom. it works."},
        {"Run this:\n\n```\nrm -rf\n```\n\nDone.", "run this. done."},
        {"Type `ls -l` now.", "type now."},
        {"It works.\n\nOn Mon, Tom wrote:\n> x\nmore", "it works."},
        {"It works.\n-- \nAna\nextension 5", "it works."},
        {"Hi Kai, it works. Thanks", "hi kai. it works. thanks."},
        {"Thanks for trying again.\n\nAna", "thanks for trying again."},
        {"Hi Tom,\nAsk Reception", "hi tom. ask reception."},
        {"Ask Reception", "ask reception."},
        {"It works.\nThank you. Morons.", "it works. thank you. morons."},
        {"Not now.\nThanks, Morons.", "not now. thanks morons."},
        {"It works.\nThanks, Ana", "it works."},
        {"Hi Tom,\nIt works.\nAna", "hi tom. it works."},
        {"No.", "no."},
        {"Done", "done."},
    };
    check_words("en", rows, ARRAY_LEN(rows));
}

TEST(any_bytes_are_read_without_harm)
{
    struct bench b = bench_open("en");
    struct buf long_one = buf_make(b.c.arena, 1 << 20);
    for (int i = 0; i < 30000; i++)
        buf_lit(&long_one, "a b'c ");
    struct text t;
    text_read(&t, b.c.arena, buf_str(&long_one), b.l, true);
    assert_true(t.raw.n <= TEXT_BYTES_MAX && t.token_count <= TEXT_TOKENS_MAX);
    static const char *const odd[] = {"",
                                      " ",
                                      "\n\n\n",
                                      "`",
                                      "```",
                                      ">",
                                      "--",
                                      "\"",
                                      "'",
                                      "1.",
                                      "- ",
                                      "\xe2\x80\x99",
                                      "\xf0\x9f\x98\x80",
                                      "\xcc\x81",
                                      "@",
                                      "a@",
                                      "http://",
                                      "\xe4\xb8\xad\xe6\x96\x87"};
    for (size_t i = 0; i < ARRAY_LEN(odd); i++)
        text_read(&t, b.c.arena, str_of(odd[i]), b.l, true);
    bench_close(&b);
}

TEST(the_language_is_guessed_from_common_words)
{
    struct bench b = bench_open("en");
    assert_str(rules_language(b.rules, b.c.arena, STR_NONE, S("Das ist die Lösung, ich rufe an."))->code, "de");
    assert_str(rules_language(b.rules, b.c.arena, STR_NONE, S("You see, a cable is the cause."))->code, "en");
    assert_str(rules_language(b.rules, b.c.arena, S("de-AT"), S("x"))->code, "de");
    assert_null(rules_language(b.rules, b.c.arena, S("fr"), S("x")));
    bench_close(&b);
}

TEST(behind_the_last_word_stand_empty_ones)
{
    struct bench b = bench_open("en");
    struct text t;
    text_read(&t, b.c.arena, S("Nearly done"), b.l, true);
    assert_int_equal(t.token_count, 2);
    for (uint32_t i = 0; i < TEXT_TOKENS_BEYOND; i++)
        assert_true(str_is_empty(t.tokens[t.token_count + i].word) && !t.tokens[t.token_count + i].time);
    bench_close(&b);
}
