// SPDX-License-Identifier: Apache-2.0
// The second layer: what its file may hold, what it sees of a sentence, and that it adds
// a note and nothing more. With small models written here, and with the one that ships.
#include "coach/model.h"

#include "base/test.h"
#include "base/utf8.h"

static const char lists[] = "list common = you | have | the | a | i | it | is | to | we | of\n"
                            "list greeting = hi | dear\n"
                            "list closing = regards | have a nice day\n"
                            "[mark.refusal]\nsay = not possible\nexample = It is not possible.\nlookalike = It is.\n"
                            "[mark.acknowledge]\nsay = sorry for\nexample = I am sorry for it.\n"
                            "lookalike = I am sorry to.\n"
                            "[blame.careless]\nadvice = \"{match}\"\nsay = careless\nexample = It is careless.\n"
                            "lookalike = It is careful.\n";

struct fixture {
    struct ctx c;
    struct coach_rules *rules;
    struct coach_remarks out;
};

static enum rc load(struct fixture *f, const char *model, const char *more)
{
    const struct coach_file files[] = {
        {S("en/a.rules"), str_of(lists)}, {S("en/model.txt"), str_of(model)}, {S("en/z.rules"), str_of(more)}};
    *f = (struct fixture){.c.arena = arena_create(256 << 20)};
    return coach_rules_from(&f->c, files, more ? 3 : 2, &f->rules);
}

static void read_draft(struct fixture *f, const char *draft, const char *asked)
{
    const struct coach_message message = {.from_user = true, .text = str_of(asked)};
    const struct coach_draft in = {
        .language = S("en"), .text = str_of(draft), .messages = &message, .message_count = asked ? 1 : 0};
    assert_ok(coach_read(&f->c, f->rules, &in, &f->out));
}

static void done(struct fixture *f)
{
    coach_rules_free(f->rules);
    arena_free(f->c.arena);
}

// The note of the kind; NULL if there is none. Never two.
static const struct coach_finding *note_of(const struct fixture *f, enum coach_kind kind)
{
    const struct coach_finding *note = NULL;
    for (size_t i = 0; i < f->out.finding_count; i++) {
        const struct coach_finding *one = &f->out.findings[i];
        if (one->kind != kind || !str_eq(one->rule, S("check.model")))
            continue;
        assert_null(note);
        assert_int_equal(one->level, COACH_NOTE);
        note = one;
    }
    return note;
}

static const char by_position[] = "# made by hand\nblame | bias | -500\nblame | threshold | 100\n"
                                  "blame | 300 | in your position, your position\nblame | 200 | expe*\n"
                                  "blame | -50 | the\n";
static const char expected[] = "I would have expected someone in your position to know the difference by now.";

TEST(the_second_layer_only_adds_a_note_and_says_which_words_weighed)
{
    struct fixture f;
    assert_ok(load(&f, by_position, NULL));
    read_draft(&f, expected, NULL);
    const struct coach_finding *note = note_of(&f, COACH_BLAME);
    assert_non_null(note);
    assert_str(note->quote, expected);
    assert_true(str_has(note->advice, S("your position")));
    assert_true(str_has(note->advice, S("expected")));
    assert_false(str_has(note->advice, S("difference")));
    done(&f);
}

TEST(the_second_layer_can_be_switched_off)
{
    struct fixture f;
    assert_ok(load(&f, by_position, "[check.model]\noff = yes\n"));
    read_draft(&f, expected, NULL);
    assert_null(note_of(&f, COACH_BLAME));
    done(&f);
}

TEST(where_a_rule_has_spoken_the_second_layer_is_silent)
{
    struct fixture f;
    assert_ok(load(&f, by_position, NULL));
    read_draft(&f, "I would have expected someone in your position to know the difference. That was careless.", NULL);
    assert_null(note_of(&f, COACH_BLAME));
    assert_true(f.out.finding_count > 0);
    done(&f);
}

TEST(of_several_sentences_the_strongest_gets_the_note)
{
    struct fixture f;
    assert_ok(load(&f, "blame | threshold | 100\nblame | 100 | perhaps\nblame | 300 | surely\n", NULL));
    read_draft(&f, "Perhaps it was open. Surely it was open. Perhaps it was shut.", NULL);
    assert_str(note_of(&f, COACH_BLAME)->quote, "Surely it was open.");
    done(&f);
}

TEST(the_second_layer_knows_ends_beginnings_and_marks)
{
    static const struct {
        const char *feature, *with, *without;
    } rows[] = {
        {"^ had", "Had you asked us.", "You had asked us."},
        {"it ?", "Can you not see it?", "You can not see it."},
        {"$", "You can not see it.", "Can you not see it?"},
        {"!", "You can not see it!", "You can not see it."},
        {"comp*", "That was competent of you.", "That was capable of you."},
        {"<number> times", "I said it 3 times.", "I said it many times."},
        {"[refusal]", "That is not possible here.", "That is possible here."},
        {"do not", "You don't see that.", "You do see that."},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct fixture f;
        char model[200];
        snprintf(model, sizeof model, "blame | threshold | 1\nblame | 500 | %s\n", rows[i].feature);
        assert_ok(load(&f, model, NULL));
        read_draft(&f, rows[i].with, NULL);
        assert_non_null(note_of(&f, COACH_BLAME));
        read_draft(&f, rows[i].without, NULL);
        assert_null(note_of(&f, COACH_BLAME));
        done(&f);
    }
}

TEST(a_feature_that_is_written_has_the_hash_of_the_one_that_was_cut)
{
    struct arena *a = arena_create(1 << 20);
    struct language bare = {.tongue = TONGUE_EN};
    struct text t;
    struct model_pieces pieces;
    struct model_feature found[MODEL_FEATURES_MAX];
    text_read(&t, a, S("Éclairs weren't 3 of www.x.org's Владивосток competition, was it?"), &bare, false);
    t.sentences[0].marks = mark_bit(MARK_REFUSAL) | mark_bit(MARK_ASK_CONFIRM);
    model_cut(&t, &t.sentences[0], &pieces);
    size_t n = model_features(&pieces, found);
    assert_true(n > 20 && n <= MODEL_FEATURES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct buf b = buf_make(a, 64);
        model_feature_write(&pieces, &found[i], &b);
        assert_true(utf8_valid(buf_str(&b)));
        assert_true(model_feature_hash(buf_str(&b)) == found[i].hash);
    }
    arena_free(a);
}

TEST(what_is_polite_or_about_the_case_is_no_stock_phrase)
{
    struct fixture f;
    assert_ok(load(&f, "scripted | threshold | 1\nscripted | 500 | nice, matter\n", NULL));
    read_draft(&f, "We will look into this matter for you.", "My scanner prints stripes.");
    assert_non_null(note_of(&f, COACH_SCRIPTED));
    read_draft(&f, "We will look into this matter of scanner stripes.", "My scanner prints stripes.");
    assert_null(note_of(&f, COACH_SCRIPTED));
    read_draft(&f, "I am sorry for the whole matter.", "My scanner prints stripes.");
    assert_null(note_of(&f, COACH_SCRIPTED));
    read_draft(&f, "Have a nice day!", "My scanner prints stripes.");
    assert_null(note_of(&f, COACH_SCRIPTED));
    done(&f);
}

TEST(the_second_layer_may_find_a_message_hot_and_names_its_words)
{
    static const char model[] = "heat | threshold | 100\nheat | bias | -100\nheat | 400 | day four, four of\n";
    static const char asked[] = "The list is empty. It is day four of this. It is Tuesday.";
    struct fixture f;
    assert_ok(load(&f, model, NULL));
    read_draft(&f, "I will look at it.", asked);
    assert_true(f.out.hot && f.out.heat_word_count == 1);
    assert_str(f.out.heat_words[0], "day four of");
    for (size_t i = 0; i < f.out.finding_count; i++)
        assert_true(f.out.findings[i].kind != COACH_HEAT || f.out.findings[i].level == COACH_NOTE);
    read_draft(&f, "I will look at it.", "The list is empty.");
    assert_false(f.out.hot);
    struct buf many = buf_make(f.c.arena, 1024); // it has learnt from short messages only
    for (int i = 0; i < 20; i++)
        buf_add(&many, str_of(asked));
    read_draft(&f, "I will look at it.", str_cstr(f.c.arena, buf_str(&many)));
    assert_false(f.out.hot);
    done(&f);
    assert_ok(load(&f, model, "[check.model]\noff = yes\n"));
    read_draft(&f, "I will look at it.", asked);
    assert_false(f.out.hot);
    done(&f);
}

TEST(a_model_that_cannot_be_read_is_refused_with_its_line)
{
    static const struct {
        const char *model, *says;
    } rows[] = {
        {"jargon | 3 | x\n", "en/model.txt:1: the model knows blame, scripted, heat, empty and step"},
        {"\nblame | x\n", "en/model.txt:2: a row has three columns: kind | weight | words, words"},
        {"blame\n", "en/model.txt:1: a row has three columns: kind | weight | words, words"},
        {"blame | heavy | x\n", "en/model.txt:1: a weight is a whole number up to 10000"},
        {"blame | 10001 | x\n", "en/model.txt:1: a weight is a whole number up to 10000"},
        {"blame | threshold | x\n", "en/model.txt:1: a weight is a whole number up to 10000"},
        {"blame | 3 | x,, y\n", "en/model.txt:1: words are missing, or longer than 200 bytes"},
        {"blame | 3 |\n", "en/model.txt:1: words are missing, or longer than 200 bytes"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct fixture f;
        assert_int_equal(load(&f, rows[i].model, NULL), RC_INVALID);
        assert_str(f.c.failure.detail, rows[i].says);
        done(&f);
    }
}

TEST(the_model_that_ships_is_silent_on_plain_answers)
{
    static const char *const drafts[] = {
        "Hi Tom,\n\nyou should have access now. You don't need a new password for this.\n\nAna",
        "Hi Tom,\n\nI moved the mailbox to the second server. Could you try once more? I'll look in at three.\n\nAna",
        "Hi Tom,\n\nwe found a full disk on the print server and emptied it. Nothing was lost.\n\nAna",
        "Hi Tom,\n\nsorry, I mixed up the two rooms. The technician is on his way to the right one.\n\nAna",
        "Hi Tom,\n\nyou had the right file, the link in our mail was old. This one works: https://x.example/f\n\nAna",
    };
    struct fixture f = {.c.arena = arena_create(256 << 20)};
    assert_ok(coach_rules_load(&f.c, STR_NONE, &f.rules));
    for (size_t i = 0; i < ARRAY_LEN(drafts); i++) {
        read_draft(&f, drafts[i], "I can't get into the folder since this morning. Could you have a look?");
        assert_null(note_of(&f, COACH_BLAME));
        assert_null(note_of(&f, COACH_SCRIPTED));
        assert_false(f.out.hot);
    }
    done(&f);
}
