// SPDX-License-Identifier: Apache-2.0
// The table of words: what was put in is found again under its own number, in its own
// kind, however many there are, and words find their beginnings and endings.
#include "coach/symbol.h"

#include "base/buf.h"
#include "base/test.h"

enum { ARENA_BYTES = 64 * 1024 * 1024, WORDS = 20000 };

static struct str word_of(struct arena *a, int i)
{
    static const char *const tails[] = {"", "s", "ing", "abteilung", "-of-a-longer-kind"};
    return str_fmt(a, "%x%s", (unsigned)i, tails[i % ARRAY_LEN(tails)]);
}

TEST(many_symbols_are_found_again_and_nothing_else_is)
{
    AUTO(arena_auto) struct arena *a = arena_create(ARENA_BYTES);
    struct symbols s;
    symbols_init(&s, a);
    for (int i = 0; i < WORDS; i++)
        assert_int_equal(symbol_make(&s, SYMBOL_WORD, word_of(a, i)), SYMBOL_FIXED_ + i);
    for (int i = 0; i < WORDS; i++) {
        struct str word = word_of(a, i);
        assert_int_equal(symbol_find(&s, SYMBOL_WORD, word, symbol_key(word)), SYMBOL_FIXED_ + i);
        assert_int_equal(symbol_find(&s, SYMBOL_CAPS, word, symbol_key(word)), SYMBOL_NONE);
        word = str_fmt(a, "%.*sx", STR_ARG(word));
        assert_int_equal(symbol_find(&s, SYMBOL_WORD, word, symbol_key(word)), SYMBOL_NONE);
    }
}

TEST(short_texts_of_a_length_have_keys_of_their_own)
{
    char text[SYMBOL_KEY_SURE + 1] = "aaaaaaaa";
    for (size_t n = 1; n <= SYMBOL_KEY_SURE; n++)
        for (size_t i = 0; i < n; i++) {
            uint64_t key = symbol_key((struct str){text, n});
            text[i] = 'b';
            assert_true(symbol_key((struct str){text, n}) != key);
            text[i] = 'a';
        }
}

TEST(a_word_finds_itself_its_capitals_its_beginnings_and_its_endings)
{
    AUTO(arena_auto) struct arena *a = arena_create(ARENA_BYTES);
    struct symbols s;
    uint32_t found[8];
    symbols_init(&s, a);
    uint32_t word = symbol_make(&s, SYMBOL_WORD, S("fachabteilung"));
    uint32_t caps = symbol_make(&s, SYMBOL_CAPS, S("fachabteilung"));
    uint32_t head = symbol_make(&s, SYMBOL_PREFIX, S("fach"));
    uint32_t tail = symbol_make(&s, SYMBOL_SUFFIX, S("abteilung"));
    assert_int_equal(symbols_of(&s, S("fachabteilung"), true, found, ARRAY_LEN(found)), 4);
    assert_int_equal(found[0], word);
    assert_int_equal(found[1], caps);
    assert_int_equal(found[2], head);
    assert_int_equal(found[3], tail);
    assert_int_equal(symbols_of(&s, S("abteilung"), false, found, ARRAY_LEN(found)), 1);
    assert_int_equal(found[0], tail);
    assert_int_equal(symbols_of(&s, S("fac"), false, found, ARRAY_LEN(found)), 0);
    assert_int_equal(symbols_of(&s, S("ab"), false, found, ARRAY_LEN(found)), 0);
    assert_int_equal(symbols_of(&s, S("fachabteilung"), true, found, 2), 2);
}
