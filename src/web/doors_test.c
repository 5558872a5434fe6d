// SPDX-License-Identifier: Apache-2.0
// Side doors of the web: links that outlive their reason, ids of others, times
// and paths that somebody made up. On both engines.
#include "base/escape.h"
#include "web/web_kit.h"

static struct str link_path(struct web_kit *k, const char *prefix, enum link_kind kind, int64_t person_id)
{
    const struct link link = {kind, person_id, 1, k->ctx.now_ms + 60000};
    return str_fmt(k->arena, "%s%.*s", prefix, STR_ARG(link_token(k->arena, k->identity.key, &link)));
}

static struct web_kit *kit_proposed(struct store *s)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    assert_status(
        sent_by(k, "POST", "/tickets/1/replies", k->ana,
                "{\"body\":\"I am Ana. I renewed it; please try again now.\",\"next\":{\"kind\":\"proposal\"}}"),
        201);
    return k;
}

static void assert_still_proposed(struct web_kit *k)
{
    assert_has(sent_by(k, "GET", "/tickets/1", k->ana, NULL).body, "\"state\":\"proposed\"");
}

static int pressed(struct web_kit *k, struct str path)
{
    const struct extra x = {.type = S("application/x-www-form-urlencoded"), .accept = S("text/html")};
    return sent_with(k, S("POST"), path, STR_NONE, S("solved=true&sure=true"), &x).status;
}

TEST_STORE(r14_a_button_works_for_nobody_but_the_person_who_asked)
{
    struct web_kit *k = kit_proposed(s);
    assert_int_equal(pressed(k, link_path(k, "/a/", LINK_ANSWER, k->sam_id)), 404); // a stranger's, though well signed
    assert_status(sent_by(k, "POST", "/tickets/1/participants", k->noor, "{\"person\":\"sam@tidewell.example\"}"), 201);
    assert_int_equal(pressed(k, link_path(k, "/a/", LINK_ANSWER, k->sam_id)), 403);  // on copy
    assert_int_equal(pressed(k, link_path(k, "/a/", LINK_TICKET, k->noor_id)), 403); // a link of another kind
    assert_int_equal(pressed(k, link_path(k, "/a/", LINK_SIGN_IN, k->noor_id)), 403);
    assert_int_equal(pressed(k, link_path(k, "/a/", LINK_ANSWER, k->ana_id)), 404); // its owner, by a link
    assert_still_proposed(k);
    web_kit_close(k);
}

TEST_STORE(r14_no_link_works_for_who_has_left)
{
    struct web_kit *k = kit_proposed(s);
    struct str answer = link_path(k, "/a/", LINK_ANSWER, k->noor_id), page = link_path(k, "/t/", LINK_TICKET, k->noor_id);
    struct str person = str_fmt(k->arena, "/people/%" PRId64, k->noor_id);
    assert_status(sent_by(k, "PATCH", str_cstr(k->arena, person), k->admin, "{\"active\":false}"), 200);
    assert_int_equal(pressed(k, answer), 403);
    const struct extra x = {.accept = S("text/html")};
    assert_status(sent_with(k, S("GET"), page, STR_NONE, STR_NONE, &x), 403);
    assert_status(sent_by(k, "GET", "/tickets/1", k->noor, NULL), 401); // nor their token
    const struct link link = {LINK_SIGN_IN, k->noor_id, 0, k->ctx.now_ms + 60000};
    struct str token = link_token(k->arena, k->identity.key, &link);
    const char *use = str_cstr(k->arena, str_fmt(k->arena, "{\"token\":\"%.*s\"}", STR_ARG(token)));
    assert_status(sent_by(k, "POST", "/session/link/use", STR_NONE, use), 403);
    assert_still_proposed(k);
    web_kit_close(k);
}

TEST_STORE(r14_staff_close_nothing_by_a_yes_of_their_own_or_one_still_to_come)
{
    struct web_kit *k = kit_proposed(s);
    static const char *const tries[] = {
        "{\"solved\":true}",
        "{\"solved\":true,\"sure\":true}",
        "{\"solved\":true,\"heard\":{\"how\":\"phone\"}}",
        "{\"solved\":true,\"heard\":{\"when\":\"2026-10-14T09:00:00Z\"}}",
        "{\"solved\":true,\"heard\":{\"how\":\"phone\",\"when\":\"2026-10-14T10:12:00Z\"}}",
        "{\"solved\":true,\"heard\":{\"how\":\" \",\"when\":\"2026-10-14T09:00:00Z\"}}",
        "{\"solved\":true,\"heard\":{\"how\":\"phone\",\"when\":\"2020-01-01T09:00:00Z\"}}",
    };
    const struct str tokens[] = {k->ana, k->bo, k->admin, k->sam};
    for (size_t i = 0; i < ARRAY_LEN(tries); i++)
        for (size_t j = 0; j < ARRAY_LEN(tokens); j++)
            assert_true(sent_by(k, "POST", "/tickets/1/answer", tokens[j], tries[i]).status >= 400);
    assert_still_proposed(k);
    web_kit_close(k);
}

TEST_STORE(ids_of_others_answer_like_ids_that_are_not_there)
{
    struct web_kit *k = kit_proposed(s);
    assert_status(sent_by(k, "POST", "/tickets/1/referrals", k->ana,
                          "{\"to\":{\"name\":\"Joe\",\"email\":\"joe@vendor.example\"},\"why\":\"They built it.\",\"summary\":\"It stops.\"}"),
                  201);
    static const struct {
        const char *method, *there, *absent, *body;
    } tries[] = {
        {"POST", "/promises/1/keep", "/promises/999/keep", "{}"},
        {"POST", "/promises/1/renew", "/promises/999/renew", "{\"by\":\"2026-10-15T09:00:00Z\",\"why\":\"It takes longer.\"}"},
        {"POST", "/referrals/1/confirm", "/referrals/999/confirm", "{\"who\":\"x\",\"how\":\"y\"}"},
        {"POST", "/handoffs/1/accept", "/handoffs/999/accept", "{}"},
        {"GET", "/attachments/1", "/attachments/999", NULL},
        {"GET", "/handoffs/1", "/handoffs/999", NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(tries); i++) {
        struct sent there = assert_status(sent_by(k, tries[i].method, tries[i].there, k->sam, tries[i].body), 404);
        struct sent absent = assert_status(sent_by(k, tries[i].method, tries[i].absent, k->sam, tries[i].body), 404);
        assert_true(str_eq(there.body, absent.body) || !str_has(there.body, S("R-1")));
    }
    web_kit_close(k);
}

TEST_STORE(signing_in_leads_to_no_page_but_ours)
{
    struct web_kit *k = web_kit_open(s);
    static const char *const thens[] = {"//evil.example/", "/\\evil.example", "https://evil.example/", "/%09/evil.example\t", "javascript:alert(1)"};
    const struct extra x = {.accept = S("text/html")};
    for (size_t i = 0; i < ARRAY_LEN(thens); i++) {
        struct buf b = buf_make(k->arena, 64);
        buf_lit(&b, "/session?then=");
        escape_url(&b, str_of(thens[i]));
        struct sent page = assert_status(sent_with(k, S("GET"), buf_str(&b), STR_NONE, STR_NONE, &x), 200);
        assert_false(str_has(page.body, S("value=\"//evil")) || str_has(page.body, S("value=\"https://evil")) ||
                     str_has(page.body, S("value=\"/\\")) || str_has(page.body, S("value=\"javascript:")));
    }
    web_kit_close(k);
}
