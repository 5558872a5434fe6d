// SPDX-License-Identifier: Apache-2.0
// Folding, which makes both engines see the same words.
#include "base/test.h"
#include "base/utf8.h"
#include "desk/search.h"
#include "desk/search_fold.h"

static void folds(const char *text, const char *expected)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    assert_str(search_fold(a, str_of(text)), expected);
}

TEST(folding_keeps_words_in_lower_case_between_single_spaces)
{
    folds("", " ");
    folds("  ...!  ", " ");
    folds("The VPN, again.", " the vpn again ");
    folds("a\tb\r\nc", " a b c ");
}

TEST(folding_takes_names_with_signs_apart_into_words_in_a_row)
{
    folds("R-2418", " r 2418 ");
    folds("ana.ruiz@example.org", " ana ruiz example org ");
    folds("0x80070005", " 0x80070005 ");
    folds("vpn1.intra.example:8443/login", " vpn1 intra example 8443 login ");
}

TEST(folding_drops_accents_and_compatibility_forms)
{
    folds("Crème BRÛLÉE", " creme brulee ");
    folds("Straße", " strasse ");
    folds("e\u0301tude \uFB01le \u2460", " etude file 1 ");
    folds("Łódź, Ørsted, Þór", " lodz orsted thor ");
    folds("ΣΊΣΥΦΟΣ Ёлка", " σισυφοσ елка ");
    folds("don’t — stop", " don t stop ");
    folds("\u0645\u064F\u062F\u0652", " \u0645\u062F ");
}

TEST(folding_takes_scripts_without_spaces_letter_by_letter)
{
    folds("印刷できません", " 印 刷 で き ま せ ん ");
    folds("프린터 A4", " 프 린 터 a4 ");
    folds("VPN接続", " vpn 接 続 ");
}

TEST(folding_keeps_the_vowel_signs_of_indic_scripts)
{
    folds("हिन्दी", " हिन्दी ");
}

TEST(folding_ends_at_a_word_when_there_is_too_much)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 22);
    assert_str(search_fold_upto(a, S("one two three"), 9), " one two ");
    assert_str(search_fold_upto(a, S("abcdefghijklmnop"), 8), " ");
    char *large = arena_text(a, 300000);
    for (size_t i = 0; i < 300000; i++)
        large[i] = i % 7 ? 'x' : ' ';
    struct str folded = search_fold(a, (struct str){large, 300000});
    assert_true(folded.n <= 64 * 1024 && folded.n > 64 * 1024 - 20);
    assert_true(folded.p[0] == ' ' && folded.p[folded.n - 1] == ' ');
}

TEST(folding_bounds_a_word_without_end)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 22);
    char *large = arena_text(a, 100000);
    memset(large, 'A', 100000);
    assert_int_equal(search_fold(a, (struct str){large, 100000}).n, 98);
    for (size_t i = 0; i < 99999; i += 3)
        memcpy(large + i, "\xe2\x82\xac", 3); // all of them euro signs
    assert_true(search_fold(a, (struct str){large, 99999}).n < 200);
    for (size_t i = 0; i < 100000; i += 2)
        memcpy(large + i, "\xc3\xa9", 2);
    struct str folded = search_fold(a, (struct str){large, 100000});
    assert_true(folded.n < 200 && utf8_valid(folded));
}

TEST(folding_what_is_folded_changes_nothing)
{
    static const char *const texts[] = {"Crème — R-2418 ﬁle", "印刷 프린터", "ẞ İstanbul ǅ", "ﷺ"};
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct str once = search_fold(a, str_of(texts[i]));
        assert_str(search_fold(a, once), str_cstr(a, once));
    }
}
