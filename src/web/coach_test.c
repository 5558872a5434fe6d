// SPDX-License-Identifier: Apache-2.0
// The coach at its doors: POST /coach, replies that carry its remarks back, times
// as people write them. With the rules that are inside the program; only what
// any good set of rules says is asked of them.
#include "base/test.h"
#include "coach/coach.h"
#include "web/web_kit.h"

static struct web_kit *coached(struct store *s, struct coach_rules **rules)
{
    struct web_kit *k = web_kit_open(s);
    assert_ok(coach_rules_load(&k->ctx, STR_NONE, rules));
    k->web->o.coach = *rules;
    return k;
}

TEST_STORE(a_draft_is_read_with_its_thread_and_nothing_of_it_is_kept)
{
    struct coach_rules *rules;
    struct web_kit *k = coached(s, &rules);
    struct sent sent = sent_by(k, "POST", "/coach", k->ana,
                                 "{\"draft\":\"You should have saved it.\",\"thread\":{\"messages\":[{\"from\":\"user\",\"text\":"
                                 "\"My file is gone.\"}],\"facts\":{\"agent\":\"Ana Ruiz\"}}}");
    assert_int_equal(sent.status, 200);
    assert_true(str_has(sent.body, S("\"kind\":\"blame\"")));
    sent = sent_by(k, "POST", "/coach", k->noor, "{\"draft\":\"Hello\"}");
    assert_int_equal(sent.status, 403);
    sent = sent_by(k, "POST", "/coach", k->ana, "{\"draft\":\"Hello\",\"thread\":[]}");
    assert_int_equal(sent.status, 422);
    sent = sent_by(k, "POST", "/coach", k->ana, "{\"draft\":\"Hello\",\"ticket\":999}");
    assert_int_equal(sent.status, 404);
    web_kit_close(k);
    coach_rules_free(rules);
}

TEST_STORE(r26_a_one_word_answer_is_held_until_it_has_its_why_or_a_reason)
{
    struct coach_rules *rules;
    struct web_kit *k = coached(s, &rules);
    assert_int_equal(sent_by(k, "POST", "/tickets", k->noor, "{\"subject\":\"Wifi\",\"body\":\"Can I have it in room 4?\"}").status, 201);
    const char *next = "\"next\":{\"kind\":\"proposal\"}";
    struct str held = str_fmt(k->arena, "{\"body\":\"No.\",%s}", next);
    struct sent sent = sent_by(k, "POST", "/tickets/1/replies", k->ana, str_cstr(k->arena, held));
    assert_int_equal(sent.status, 409);
    assert_true(str_has(sent.body, S("\"rule\":\"R26\"")));
    struct str free = str_fmt(k->arena, "{\"body\":\"No.\",\"override\":\"She asked for one word.\",%s}", next);
    sent = sent_by(k, "POST", "/tickets/1/replies", k->ana, str_cstr(k->arena, free));
    assert_int_equal(sent.status, 201);
    assert_true(str_has(sent.body, S("\"coach\":{")));
    web_kit_close(k);
    coach_rules_free(rules);
}

TEST_STORE(promises_in_the_words_are_offered_and_never_filed)
{
    struct coach_rules *rules;
    struct web_kit *k = coached(s, &rules);
    assert_int_equal(sent_by(k, "POST", "/tickets", k->noor, "{\"subject\":\"Wifi\",\"body\":\"Room 4 has none.\"}").status, 201);
    struct sent sent = sent_by(k, "POST", "/tickets/1/replies", k->ana,
                                 "{\"body\":\"Hello Noor, I'm Ana. I will check the antenna in room 4 tomorrow at 10.\"}");
    assert_int_equal(sent.status, 409);
    assert_true(str_has(sent.body, S("\"rule\":\"R8\"")));
    assert_true(str_has(sent.body, S("\"due\":\"2026-10-15T10:00:00Z\"")));
    web_kit_close(k);
    coach_rules_free(rules);
}

TEST_STORE(a_time_is_understood_as_people_write_it)
{
    struct coach_rules *rules;
    struct web_kit *k = coached(s, &rules);
    assert_int_equal(sent_by(k, "POST", "/tickets", k->noor, "{\"subject\":\"Wifi\",\"body\":\"Room 4 has none.\"}").status, 201);
    struct sent sent = sent_by(k, "POST", "/tickets/1/replies", k->ana,
                                 "{\"body\":\"Hello Noor, I look at the antenna and write to you.\","
                                 "\"next\":{\"kind\":\"promise\",\"what\":\"look at the antenna\",\"by\":\"Friday 3pm\"}}");
    assert_int_equal(sent.status, 201);
    assert_true(str_has(sent.body, S("\"by\":\"2026-10-16T15:00:00Z\"")));
    sent = sent_by(k, "POST", "/tickets/1/replies", k->ana,
                     "{\"body\":\"Hello Noor, I look again.\",\"next\":{\"kind\":\"promise\",\"what\":\"look\",\"by\":\"when I can\"}}");
    assert_int_equal(sent.status, 422);
    assert_true(str_has(sent.body, S("\"field\":\"next.by\"")));
    web_kit_close(k);
    coach_rules_free(rules);
}
