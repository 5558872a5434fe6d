// SPDX-License-Identifier: Apache-2.0
// A ticket's life over the API, and what a caller is told on the way.
#include "web/web_kit.h"

TEST_STORE(asking_answers_with_the_ticket_and_where_it_is)
{
    struct web_kit *k = web_kit_open(s);
    struct sent made = assert_status(
        sent_by(k, "POST", "/tickets", k->noor, "{\"subject\":\"VPN\",\"body\":\"It stops at 10 %.\"}"), 201);
    assert_str(made.location, "/tickets/1");
    assert_has(made.body, "\"number\":1");
    assert_has(made.body, "\"state\":\"with_us\"");
    assert_has(made.body, "\"outcome\":null");
    assert_has(made.body, "\"name\":\"Ana Ruiz\",\"email\":\"ana@tidewell.example\"");
    assert_has(made.body, "\"version\":1");
    struct sent seen = assert_status(sent_by(k, "GET", "/tickets/1", k->noor, NULL), 200);
    assert_str(seen.body, str_cstr(k->arena, made.body));
    assert_str(seen.etag, str_cstr(k->arena, made.etag));
    web_kit_close(k);
}

TEST_STORE(an_answer_that_is_kept_under_a_key_is_the_same)
{
    struct web_kit *k = web_kit_open(s);
    const struct extra x = {.accept = S("application/json"), .key = S("once")};
    struct str words = S("{\"subject\":\"VPN\",\"body\":\"It stops at 10 %.\"}");
    struct sent made = assert_status(sent_with(k, S("POST"), S("/tickets"), k->noor, words, &x), 201);
    struct sent again = assert_status(sent_with(k, S("POST"), S("/tickets"), k->noor, words, &x), 201);
    struct sent seen = assert_status(sent_by(k, "GET", "/tickets/1", k->noor, NULL), 200);
    assert_str(made.location, "/tickets/1");
    assert_str(seen.body, str_cstr(k->arena, made.body));
    assert_str(again.body, str_cstr(k->arena, made.body));
    assert_str(seen.etag, str_cstr(k->arena, made.etag));
    assert_status(sent_by(k, "GET", "/tickets/2", k->noor, NULL), 404);
    web_kit_close(k);
}

TEST_STORE(a_promise_a_proposal_and_their_yes_close_it)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"subject\":\"VPN\",\"body\":\"It stops.\"}"), 201);
    struct sent promised = assert_status(
        sent_by(k, "POST", "/tickets/1/replies", k->ana,
                "{\"body\":\"Hello Noor, I am Ana. I will look at the server and write to you.\","
                "\"next\":{\"kind\":\"promise\",\"what\":\"look at the server\",\"by\":\"2026-10-14T12:00:00Z\"}}"),
        201);
    assert_has(promised.body, "\"kind\":\"promise\"");
    assert_has(promised.body, "\"by\":\"2026-10-14T12:00:00Z\"");
    assert_status(
        sent_by(k, "POST", "/tickets/1/replies", k->ana,
                "{\"body\":\"I renewed the certificate; please try again.\",\"next\":{\"kind\":\"proposal\"}}"),
        201);
    struct sent done = assert_status(sent_by(k, "POST", "/tickets/1/answer", k->noor, "{\"solved\":true}"), 200);
    assert_has(done.body, "\"state\":\"closed\"");
    assert_has(done.body, "\"outcome\":\"solved\"");
    struct sent history = assert_status(sent_by(k, "GET", "/tickets/1/history", k->noor, NULL), 200);
    assert_has(history.body, "\"previous\":\"");
    assert_has(history.body, "\"seq\":");
    web_kit_close(k);
}

TEST_STORE(r8_a_reply_without_a_next_step_is_refused_with_its_rule)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    struct sent refused =
        assert_status(sent_by(k, "POST", "/tickets/1/replies", k->ana, "{\"body\":\"We look at it.\"}"), 409);
    assert_str(refused.type, "application/problem+json");
    assert_has(refused.body, "\"rule\":\"R8\"");
    assert_has(refused.body, "\"instead\":\"");
    web_kit_close(k);
}

TEST_STORE(r14_nobody_else_says_that_it_is_solved)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    struct sent refused = sent_by(k, "POST", "/tickets/1/answer", k->ana, "{\"solved\":true}");
    assert_true(refused.status == 409 || refused.status == 403);
    web_kit_close(k);
}

TEST_STORE(what_may_not_be_seen_and_what_is_not_there_answer_alike)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    static const char *const paths[][2] = {
        {"/tickets/1", "/tickets/999"},         {"/tickets/1/history", "/tickets/999/history"},
        {"/tickets/1", "/tickets/nonsense"},    {"/tickets/1", "/tickets/99999999999999999999"},
        {"/tickets/1", "/nothing/of/the/kind"},
    };
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        struct sent hidden = assert_status(sent_by(k, "GET", paths[i][0], k->sam, NULL), 404);
        struct sent absent = assert_status(sent_by(k, "GET", paths[i][1], k->sam, NULL), 404);
        assert_true(str_eq(hidden.body, absent.body));
    }
    struct sent hidden = assert_status(sent_by(k, "POST", "/tickets/1/messages", k->sam, "{\"body\":\"Hello\"}"), 404);
    struct sent absent = assert_status(sent_by(k, "POST", "/tickets/7/messages", k->sam, "{\"body\":\"Hello\"}"), 404);
    assert_true(str_eq(hidden.body, absent.body));
    assert_status(
        sent_by(k, "POST", "/tickets/1/replies", k->noor, "{\"body\":\"x\",\"next\":{\"kind\":\"proposal\"}}"), 403);
    web_kit_close(k);
}

TEST_STORE(a_version_that_is_known_is_not_sent_again_and_a_stale_write_is_refused)
{
    struct web_kit *k = web_kit_open(s);
    struct sent made = assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    const struct extra known = {.accept = S("application/json"), .if_none_match = made.etag};
    assert_status(sent_with(k, S("GET"), S("/tickets/1"), k->noor, STR_NONE, &known), 304);
    const struct extra fits = {.accept = S("application/json"), .if_match = made.etag};
    assert_status(sent_with(k, S("POST"), S("/tickets/1/messages"), k->noor, S("{\"body\":\"More\"}"), &fits), 201);
    assert_status(sent_with(k, S("POST"), S("/tickets/1/messages"), k->noor, S("{\"body\":\"More\"}"), &fits), 412);
    const struct extra odd = {.accept = S("application/json"), .if_match = S("\"nonsense\"")};
    assert_status(sent_with(k, S("POST"), S("/tickets/1/messages"), k->noor, S("{\"body\":\"More\"}"), &odd), 412);
    assert_status(sent_with(k, S("GET"), S("/tickets/1"), k->noor, STR_NONE, &known), 200);
    web_kit_close(k);
}

TEST_STORE(one_key_acts_once_and_answers_the_same)
{
    struct web_kit *k = web_kit_open(s);
    const struct extra x = {.accept = S("application/json"), .key = S("8c1f-1")};
    struct str body = S("{\"subject\":\"VPN\",\"body\":\"It stops.\"}");
    struct sent first = assert_status(sent_with(k, S("POST"), S("/tickets"), k->noor, body, &x), 201);
    struct sent again = assert_status(sent_with(k, S("POST"), S("/tickets"), k->noor, body, &x), 201);
    assert_true(str_eq(first.body, again.body));
    assert_true(str_eq(first.location, again.location));
    assert_true(str_eq(first.type, again.type));
    assert_status(sent_with(k, S("POST"), S("/tickets"), k->noor, S("{\"body\":\"Another\"}"), &x), 422);
    struct sent other = assert_status(sent_with(k, S("POST"), S("/tickets"), k->sam, body, &x), 201);
    assert_str(other.location, "/tickets/2");
    const struct extra bad = {.accept = S("application/json"), .key = S("has a space")};
    assert_status(sent_with(k, S("POST"), S("/tickets"), k->noor, body, &bad), 400);
    web_kit_close(k);
}

TEST_STORE(a_handoff_is_offered_and_accepted)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    struct sent offered = assert_status(
        sent_by(k, "POST", "/tickets/1/handoffs", k->ana,
                "{\"to\":\"bo@tidewell.example\",\"why\":\"He knows the VPN.\",\"summary\":\"Nothing tried yet.\"}"),
        201);
    assert_has(offered.body, "\"state\":\"offered\"");
    assert_status(sent_by(k, "POST", "/handoffs/1/accept", k->bo, "{}"), 200);
    struct sent seen = assert_status(sent_by(k, "GET", "/tickets/1", k->noor, NULL), 200);
    assert_has(seen.body, "\"owner\":{\"id\":3,\"name\":\"Bo Lind\"");
    web_kit_close(k);
}

TEST_STORE(r7_letting_an_owner_go_answers_with_what_they_own)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"subject\":\"VPN\",\"body\":\"It stops.\"}"), 201);
    struct sent refused = assert_status(sent_by(k, "PATCH", "/people/2", k->admin, "{\"active\":false}"), 409);
    assert_has(refused.body, "\"rule\":\"R7\"");
    assert_has(refused.body, "\"tickets\":[{\"number\":1");
    web_kit_close(k);
}

TEST_STORE(lists_are_paged_by_a_cursor)
{
    struct web_kit *k = web_kit_open(s);
    for (int i = 0; i < 5; i++)
        assert_status(
            sent_by(k, "POST", "/tickets", k->ana, "{\"requester\":\"noor@tidewell.example\",\"body\":\"It stops.\"}"),
            201);
    struct sent page = assert_status(sent_by(k, "GET", "/tickets?q=is:open&limit=3", k->ana, NULL), 200);
    ptrdiff_t cut = str_find(page.body, S("],\"next\":\""));
    assert_true(cut > 0);
    struct str rest = str_from(page.body, (size_t)cut + 10), cursor;
    assert_true(str_cut(&rest, '"', &cursor));
    struct str next = str_fmt(k->arena, "/tickets?q=is:open&limit=3&after=%.*s", STR_ARG(cursor));
    struct sent last = assert_status(sent_by(k, "GET", str_cstr(k->arena, next), k->ana, NULL), 200);
    assert_has(last.body, "],\"next\":null");
    assert_status(sent_by(k, "GET", "/tickets?limit=0", k->ana, NULL), 422);
    assert_status(sent_by(k, "GET", "/tickets?limit=201", k->ana, NULL), 422);
    web_kit_close(k);
}

TEST_STORE(the_feed_skips_nothing_and_shows_only_what_may_be_seen)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    assert_status(sent_by(k, "POST", "/tickets/1/notes", k->ana, "{\"body\":\"Among us.\"}"), 201);
    struct sent all = assert_status(sent_by(k, "GET", "/events?after=0", k->ana, NULL), 200);
    assert_has(all.body, "\"audience\":\"staff\"");
    struct sent hers = assert_status(sent_by(k, "GET", "/events?after=0", k->noor, NULL), 200);
    assert_false(str_has(hers.body, S("\"audience\":\"staff\"")));
    assert_has(hers.body, "\"ticket\":1");
    struct sent none = assert_status(sent_by(k, "GET", "/events?after=0&wait=1", k->sam, NULL), 200);
    assert_has(none.body, "\"items\":[]");
    assert_status(sent_by(k, "GET", "/events?after=x", k->ana, NULL), 422);
    assert_status(sent_by(k, "GET", "/events?wait=61", k->ana, NULL), 422);
    web_kit_close(k);
}

TEST_STORE(who_takes_themselves_off_a_ticket_is_off_it)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    assert_status(sent_by(k, "POST", "/tickets/1/participants", k->noor, "{\"person\":\"sam@tidewell.example\"}"), 201);
    assert_status(sent_by(k, "GET", "/tickets/1", k->sam, NULL), 200);
    struct str path = str_fmt(k->arena, "/tickets/1/participants/%" PRId64, k->sam_id);
    assert_status(sent_by(k, "DELETE", str_cstr(k->arena, path), k->sam, NULL), 204);
    assert_status(sent_by(k, "GET", "/tickets/1", k->sam, NULL), 404);
    web_kit_close(k);
}

TEST_STORE(r22_somebody_who_writes_for_another_sees_what_they_wrote)
{
    struct web_kit *k = web_kit_open(s);
    struct sent made = assert_status(
        sent_by(k, "POST", "/tickets", k->sam, "{\"requester\":\"noor@tidewell.example\",\"body\":\"For Noor.\"}"), 201);
    assert_has(made.body, "\"requester\":{\"id\":4,\"name\":\"Noor Haddad\"");
    assert_status(sent_by(k, "GET", "/tickets/1", k->sam, NULL), 200);
    web_kit_close(k);
}
