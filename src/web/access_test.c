// SPDX-License-Identifier: Apache-2.0
// Who gets in, as whom, and what other sites cannot do in their name.
#include "web/web_kit.h"

struct signed_in {
    struct str cookie, csrf;
};

static enum rc set_password(struct ctx *c, struct db *db, void *arg)
{
    struct web_kit *k = arg;
    struct str hash;
    TRY(password_hash(c->arena, S("correct horse battery"), &hash));
    return password_set(db, k->noor_id, hash);
}

static struct str json_member(struct web_kit *k, struct str body, const char *name)
{
    struct str key = str_fmt(k->arena, "\"%s\":\"", name), value = STR_NONE;
    ptrdiff_t at = str_find(body, key);
    assert_true(at >= 0);
    struct str rest = str_from(body, (size_t)at + key.n);
    str_cut(&rest, '"', &value);
    return value;
}

static struct signed_in sign_in(struct web_kit *k)
{
    assert_ok(store_write(&k->ctx, k->store, set_password, k));
    struct sent in =
        assert_status(sent_by(k, "POST", "/session", STR_NONE,
                              "{\"email\":\"noor@tidewell.example\",\"password\":\"correct horse battery\"}"),
                      201);
    assert_has(in.cookie, "; HttpOnly; SameSite=Lax");
    struct str cookie = in.cookie, pair = STR_NONE;
    str_cut(&cookie, ';', &pair);
    return (struct signed_in){pair, json_member(k, in.body, "csrf")};
}

TEST_STORE(a_password_makes_a_session_that_writes_only_with_its_own_token)
{
    struct web_kit *k = web_kit_open(s);
    struct signed_in in = sign_in(k);
    struct str body = S("{\"body\":\"It stops.\"}");
    const struct extra bare = {.accept = S("application/json"), .cookie = in.cookie};
    assert_status(sent_with(k, S("GET"), S("/"), STR_NONE, STR_NONE, &bare), 200);
    assert_status(sent_with(k, S("POST"), S("/tickets"), STR_NONE, body, &bare), 403);
    const struct extra wrong = {.accept = S("application/json"), .cookie = in.cookie, .csrf = S("wrong")};
    assert_status(sent_with(k, S("POST"), S("/tickets"), STR_NONE, body, &wrong), 403);
    const struct extra good = {.accept = S("application/json"), .cookie = in.cookie, .csrf = in.csrf};
    assert_status(sent_with(k, S("POST"), S("/tickets"), STR_NONE, body, &good), 201);
    const struct extra elsewhere = {
        .accept = S("application/json"), .cookie = in.cookie, .csrf = in.csrf, .origin = S("https://evil.example")};
    assert_status(sent_with(k, S("POST"), S("/tickets"), STR_NONE, body, &elsewhere), 403);
    assert_status(sent_with(k, S("DELETE"), S("/session"), STR_NONE, STR_NONE, &good), 204);
    assert_status(sent_with(k, S("GET"), S("/"), STR_NONE, STR_NONE, &bare), 401);
    web_kit_close(k);
}

TEST_STORE(a_form_of_a_browser_carries_its_token_and_is_sent_on)
{
    struct web_kit *k = web_kit_open(s);
    struct signed_in in = sign_in(k);
    const struct extra x = {
        .type = S("application/x-www-form-urlencoded"), .accept = S("text/html"), .cookie = in.cookie};
    struct str form =
        str_fmt(k->arena, "csrf=%.*s&subject=VPN&body=It+stops+at+10+%%25&unknown=dropped", STR_ARG(in.csrf));
    struct sent made = assert_status(sent_with(k, S("POST"), S("/tickets"), STR_NONE, form, &x), 303);
    assert_str(made.location, "/tickets/1");
    struct sent page = assert_status(sent_with(k, S("GET"), S("/tickets/1"), STR_NONE, STR_NONE, &x), 200);
    assert_has(page.body, "It stops at 10 %");
    struct str empty = str_fmt(k->arena, "csrf=%.*s&subject=Kept+%%3Cwords%%3E&body=", STR_ARG(in.csrf));
    struct sent again = assert_status(sent_with(k, S("POST"), S("/tickets"), STR_NONE, empty, &x), 422);
    assert_has(again.type, "text/html");
    assert_has(again.body, "Kept &lt;words&gt;");
    struct str out = str_fmt(k->arena, "csrf=%.*s&_method=DELETE", STR_ARG(in.csrf));
    assert_status(sent_with(k, S("POST"), S("/session"), STR_NONE, out, &x), 303);
    struct sent gone = assert_status(sent_with(k, S("GET"), S("/tickets/1"), STR_NONE, STR_NONE, &x), 401);
    assert_has(gone.body, "type=\"password\"");
    web_kit_close(k);
}

TEST_STORE(uploads_come_with_a_multipart_form_and_are_handed_out_safely)
{
    struct web_kit *k = web_kit_open(s);
    const struct extra x = {.type = S("multipart/form-data; boundary=xyz"), .accept = S("application/json")};
    struct str body = S("--xyz\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nSee the file.\r\n"
                        "--xyz\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a \\\"b\\\".html\"\r\n"
                        "Content-Type: text/html\r\n\r\n<script>alert(1)</script>\r\n--xyz--\r\n");
    struct sent made = assert_status(sent_with(k, S("POST"), S("/tickets"), k->noor, body, &x), 201);
    assert_has(made.body, "\"name\":\"a \\\"b\\\".html\"");
    struct sent file = assert_status(sent_by(k, "GET", "/attachments/1", k->noor, NULL), 200);
    assert_str(file.body, "<script>alert(1)</script>");
    assert_status(sent_by(k, "GET", "/attachments/1", k->sam, NULL), 404);
    assert_status(sent_by(k, "GET", "/attachments/2", k->sam, NULL), 404);
    web_kit_close(k);
}

TEST_STORE(a_wrong_password_is_refused_and_too_many_tries_are_slowed)
{
    struct web_kit *k = web_kit_open(s);
    assert_ok(store_write(&k->ctx, k->store, set_password, k));
    int last = 0;
    for (int i = 0; i < 12 && last != 429; i++) {
        struct sent no =
            sent_by(k, "POST", "/session", STR_NONE, "{\"email\":\"noor@tidewell.example\",\"password\":\"guess\"}");
        assert_true(no.status == 401 || no.status == 429);
        last = no.status;
        if (last == 429)
            assert_true(no.retry.n > 0);
    }
    assert_int_equal(last, 429);
    web_kit_close(k);
}

TEST_STORE(asking_for_a_link_tells_nobody_who_is_known)
{
    struct web_kit *k = web_kit_open(s);
    struct sent known =
        assert_status(sent_by(k, "POST", "/session/link", STR_NONE, "{\"email\":\"noor@tidewell.example\"}"), 202);
    struct sent unknown =
        assert_status(sent_by(k, "POST", "/session/link", STR_NONE, "{\"email\":\"who@nowhere.example\"}"), 202);
    assert_true(str_eq(known.body, unknown.body));
    const struct link link = {LINK_SIGN_IN, k->noor_id, 0, k->ctx.now_ms + 60000};
    struct str token = link_token(k->arena, k->identity.key, &link);
    struct sent page = assert_status(
        sent_by(k, "GET", str_cstr(k->arena, str_fmt(k->arena, "/session/link?token=%.*s", STR_ARG(token))), STR_NONE,
                NULL),
        200);
    assert_true(str_is_none(page.cookie));
    const char *use = str_cstr(k->arena, str_fmt(k->arena, "{\"token\":\"%.*s\"}", STR_ARG(token)));
    struct sent in = assert_status(sent_by(k, "POST", "/session/link/use", STR_NONE, use), 201);
    assert_true(in.cookie.n > 0);
    assert_status(sent_by(k, "POST", "/session/link/use", STR_NONE, use), 403);
    web_kit_close(k);
}

TEST_STORE(whoever_is_not_signed_in_is_told_so_and_a_forged_token_too)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "GET", "/tickets", STR_NONE, NULL), 401);
    assert_status(sent_by(k, "GET", "/tickets", S("rapport_forged"), NULL), 401);
    assert_status(sent_by(k, "POST", "/tickets", STR_NONE, "{\"body\":\"x\"}"), 401);
    assert_status(sent_by(k, "GET", "/people", k->noor, NULL), 403);
    assert_status(sent_by(k, "POST", "/teams", k->ana, "{\"name\":\"x\"}"), 403);
    struct sent asked = assert_status(
        sent_by(k, "POST", "/ask", STR_NONE, "{\"email\":\"new@tidewell.example\",\"body\":\"No account yet\"}"), 201);
    assert_has(asked.body, "\"number\":1");
    web_kit_close(k);
}

TEST_STORE(r14_a_link_in_a_mail_acts_only_by_its_button_and_asks_about_a_yes_that_doubts)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    assert_status(
        sent_by(k, "POST", "/tickets/1/replies", k->ana,
                "{\"body\":\"I am Ana. I renewed it; please try again now.\",\"next\":{\"kind\":\"proposal\"}}"),
        201);
    const struct link link = {LINK_ANSWER, k->noor_id, 1, k->ctx.now_ms + 60000};
    struct str path = str_fmt(k->arena, "/a/%.*s", STR_ARG(link_token(k->arena, k->identity.key, &link)));
    const struct extra x = {.type = S("application/x-www-form-urlencoded"), .accept = S("text/html")};
    struct sent page = assert_status(sent_with(k, S("GET"), path, STR_NONE, STR_NONE, &x), 200);
    assert_has(page.body, "Yes, it works now");
    assert_has(sent_by(k, "GET", "/tickets/1", k->noor, NULL).body, "\"state\":\"proposed\"");
    struct str doubt = S("solved=true&text=it+still+does+not+work");
    struct sent asked = assert_status(sent_with(k, S("POST"), path, STR_NONE, doubt, &x), 200);
    assert_has(asked.body, "it still does not work");
    assert_has(sent_by(k, "GET", "/tickets/1", k->noor, NULL).body, "\"state\":\"proposed\"");
    assert_status(sent_with(k, S("POST"), path, STR_NONE, S("solved=true"), &x), 303);
    assert_has(sent_by(k, "GET", "/tickets/1", k->noor, NULL).body, "\"outcome\":\"solved\"");
    struct str forged = str_fmt(k->arena, "%.*sx", STR_ARG(path));
    assert_status(sent_with(k, S("POST"), forged, STR_NONE, S("solved=true"), &x), 403);
    web_kit_close(k);
}

TEST_STORE(a_link_to_their_own_request_shows_it_and_takes_words)
{
    struct web_kit *k = web_kit_open(s);
    assert_status(sent_by(k, "POST", "/tickets", k->noor, "{\"body\":\"It stops.\"}"), 201);
    assert_status(sent_by(k, "POST", "/tickets/1/notes", k->ana, "{\"body\":\"Among us.\"}"), 201);
    const struct link link = {LINK_TICKET, k->noor_id, 1, k->ctx.now_ms + 60000};
    struct str path = str_fmt(k->arena, "/t/%.*s", STR_ARG(link_token(k->arena, k->identity.key, &link)));
    const struct extra x = {.type = S("application/x-www-form-urlencoded"), .accept = S("text/html")};
    struct sent page = assert_status(sent_with(k, S("GET"), path, STR_NONE, STR_NONE, &x), 200);
    assert_has(page.body, "It stops.");
    assert_false(str_has(page.body, S("Among us.")));
    assert_status(sent_with(k, S("POST"), path, STR_NONE, S("body=One+more+thing"), &x), 303);
    assert_has(sent_by(k, "GET", "/tickets/1", k->noor, NULL).body, "One more thing");
    const struct link lead = {LINK_TICKET, k->ana_id, 1, k->ctx.now_ms + 60000};
    struct str hers = str_fmt(k->arena, "/t/%.*s", STR_ARG(link_token(k->arena, k->identity.key, &lead)));
    struct sent staff = sent_with(k, S("GET"), hers, STR_NONE, STR_NONE, &x);
    assert_false(str_has(staff.body, S("Among us.")));
    web_kit_close(k);
}

TEST_STORE(asking_without_an_account_is_slowed_after_a_while)
{
    struct web_kit *k = web_kit_open(s);
    for (int i = 0; i < 10; i++)
        assert_status(sent_by(k, "POST", "/ask", STR_NONE, "{\"email\":\"new@tidewell.example\",\"body\":\"x\"}"), 201);
    struct sent slowed =
        assert_status(sent_by(k, "POST", "/ask", STR_NONE, "{\"email\":\"new@tidewell.example\",\"body\":\"x\"}"), 429);
    assert_str(slowed.retry, "60");
    k->ctx.now_ms += 60000;
    assert_status(sent_by(k, "POST", "/ask", STR_NONE, "{\"email\":\"new@tidewell.example\",\"body\":\"x\"}"), 201);
    web_kit_close(k);
}
