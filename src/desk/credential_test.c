// SPDX-License-Identifier: Apache-2.0
// Sessions, tokens, passwords, once-only links, kept answers and the desk's
// own values. Each step is a function in a transaction of its own.
#include "desk/people_kit.h"

#include "base/datetime.h"

struct cred {
    enum {
        SESSION_CREATE,
        SESSION_FIND,
        SESSION_END,
        TOKEN_CREATE,
        TOKEN_FIND,
        TOKEN_END,
        PASSWORD_CHECK,
        LINK_USE,
        OPTION_FIND,
        OPTION_SET,
        DESK_KEY,
        ANSWER_FIND,
        ANSWER_KEEP
    } what;
    int64_t id;
    struct str token, text, sha;
    struct session session;
    struct kept_answer answer;
    bool found;
};

static enum rc cred_run(struct ctx *c, struct db *db, void *arg)
{
    struct cred *k = arg;
    switch (k->what) {
    case SESSION_CREATE:
        return session_create(db, k->id, &k->token);
    case SESSION_FIND:
        return session_find(db, k->token, &k->session, &k->found);
    case SESSION_END:
        return session_end(db, k->token);
    case TOKEN_CREATE:
        return token_create(db, k->id, k->text, &k->token);
    case TOKEN_FIND:
        return token_find(db, k->token, &k->session, &k->found);
    case TOKEN_END:
        return token_end(db, k->id);
    case PASSWORD_CHECK:
        return password_check(db, k->text, k->token, &k->id, &k->found);
    case LINK_USE:
        return link_use(db, k->token, &k->found);
    case OPTION_FIND:
        return option_find(db, k->text, &k->token);
    case OPTION_SET:
        return option_set(db, k->text, k->token);
    case DESK_KEY:
        return desk_key(db, &k->token);
    case ANSWER_FIND:
        return idempotency_find(db, k->id, k->text, k->sha, &k->answer, &k->found);
    case ANSWER_KEEP:
        return idempotency_keep(db, k->id, k->text, k->sha, &k->answer);
    }
    return RC_INVALID;
}

static enum rc cred(struct ctx *c, struct store *s, struct cred *k)
{
    fail_clear(c);
    return store_write(c, s, cred_run, k);
}

static bool finds(struct ctx *c, struct store *s, struct cred k)
{
    assert_ok(cred(c, s, &k));
    return k.found;
}

TEST_STORE(a_session_is_somebody_until_it_ends)
{
    struct small_desk d = small_desk(c, s);
    struct cred k = {.what = SESSION_CREATE, .id = d.lead.person_id};
    assert_ok(cred(c, s, &k));
    assert_true(k.token.n >= 40);
    k.what = SESSION_FIND;
    assert_ok(cred(c, s, &k));
    assert_true(k.found);
    assert_int_equal(k.session.actor.person_id, d.lead.person_id);
    assert_int_equal(k.session.actor.role, ROLE_LEAD);
    assert_str(k.session.actor.name, "lead");
    assert_true(k.session.csrf.n >= 40);
    assert_false(finds(c, s, (struct cred){.what = SESSION_FIND, .token = S("forged")}));
    assert_false(finds(c, s, (struct cred){.what = SESSION_FIND}));
    assert_false(finds(c, s, (struct cred){.what = TOKEN_FIND, .token = k.token}));
    c->now_ms += SESSION_LIFE_MS - 1;
    assert_true(finds(c, s, k));
    c->now_ms++;
    assert_false(finds(c, s, k));
}

TEST_STORE(signing_out_ends_one_session_and_leaving_ends_all_and_the_tokens)
{
    struct small_desk d = small_desk(c, s);
    struct cred one = {.what = SESSION_CREATE, .id = d.ana.person_id}, two = one, token = one;
    token.what = TOKEN_CREATE;
    token.text = S("laptop");
    assert_ok(cred(c, s, &one));
    assert_ok(cred(c, s, &two));
    assert_ok(cred(c, s, &token));
    assert_true(str_starts(token.token, S("rapport_")));
    one.what = SESSION_END;
    assert_ok(cred(c, s, &one));
    one.what = two.what = SESSION_FIND;
    token.what = TOKEN_FIND;
    assert_false(finds(c, s, one));
    assert_true(finds(c, s, two));
    assert_true(finds(c, s, token));
    assert_ok(update_person(c, s, &d.admin, d.ana.person_id, (struct person_changes){.has_active = true}));
    assert_false(finds(c, s, two));
    assert_false(finds(c, s, token));
    assert_ok(
        update_person(c, s, &d.admin, d.ana.person_id, (struct person_changes){.has_active = true, .active = true}));
    assert_false(finds(c, s, two)); // they stay ended
    assert_false(finds(c, s, token));
}

TEST_STORE(a_password_fits_only_its_active_person)
{
    struct small_desk d = small_desk(c, s);
    struct person_changes p = {.password = S("correct horse battery")};
    assert_ok(person_password_prepare(c, &p));
    assert_ok(update_person(c, s, &d.rita, d.rita.person_id, p));
    struct cred k = {.what = PASSWORD_CHECK, .text = S("RITA@work.test"), .token = S("correct horse battery")};
    assert_ok(cred(c, s, &k));
    assert_true(k.found);
    assert_int_equal(k.id, d.rita.person_id);
    static const char *const wrong[][2] = {{"rita@work.test", "correct horse"},
                                           {"rita@work.test", ""},
                                           {"rob@work.test", ""},
                                           {"nobody@work.test", "x"},
                                           {"", ""}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        k = (struct cred){.what = PASSWORD_CHECK, .text = str_of(wrong[i][0]), .token = str_of(wrong[i][1]), .id = 5};
        assert_ok(cred(c, s, &k));
        assert_false(k.found);
        assert_int_equal(k.id, 0);
    }
    assert_ok(update_person(c, s, &d.admin, d.rita.person_id, (struct person_changes){.has_active = true}));
    assert_false(finds(
        c, s, (struct cred){.what = PASSWORD_CHECK, .text = S("rita@work.test"), .token = S("correct horse battery")}));
}

TEST_STORE(a_new_password_ends_what_was_open)
{
    struct small_desk d = small_desk(c, s);
    struct cred k = {.what = SESSION_CREATE, .id = d.rita.person_id};
    assert_ok(cred(c, s, &k));
    assert_ok(
        update_person(c, s, &d.rita, d.rita.person_id, (struct person_changes){.password = S("long enough pass")}));
    k.what = SESSION_FIND;
    assert_false(finds(c, s, k));
}

TEST_STORE(unknown_addresses_take_as_long_as_known_ones)
{
    struct small_desk d = small_desk(c, s);
    assert_ok(
        update_person(c, s, &d.rita, d.rita.person_id, (struct person_changes){.password = S("long enough pass")}));
    struct cred known = {.what = PASSWORD_CHECK, .text = S("rita@work.test"), .token = S("wrong one here")};
    struct cred unknown = {.what = PASSWORD_CHECK, .text = S("nobody@work.test"), .token = S("wrong one here")};
    int64_t began = datetime_monotonic_ms();
    assert_false(finds(c, s, known));
    int64_t known_ms = datetime_monotonic_ms() - began;
    began = datetime_monotonic_ms();
    assert_false(finds(c, s, unknown));
    int64_t unknown_ms = datetime_monotonic_ms() - began;
    assert_true(unknown_ms * 4 >= known_ms); // the same work; the machine may be busy
}

TEST_STORE(a_link_works_once)
{
    assert_true(finds(c, s, (struct cred){.what = LINK_USE, .token = S("abc")}));
    assert_false(finds(c, s, (struct cred){.what = LINK_USE, .token = S("abc")}));
    assert_true(finds(c, s, (struct cred){.what = LINK_USE, .token = S("abd")}));
}

TEST_STORE(a_desk_is_made_once_with_a_key_an_admin_and_a_team)
{
    struct cred k = {.what = DESK_KEY};
    assert_int_equal(cred(c, s, &k), RC_CONFLICT);
    assert_true(str_has(c->failure.detail, S("rapport init")));
    struct small_desk d = small_desk(c, s);
    assert_ok(cred(c, s, &k));
    assert_int_equal(k.token.n, 32);
    struct team t = team_of(c, s, d.first_team);
    assert_int_equal(t.lead_id, d.admin.person_id);
    assert_int_equal(t.members_n, 2);
    k = (struct cred){.what = OPTION_FIND, .text = S("name")};
    assert_ok(cred(c, s, &k));
    assert_str(k.token, "Tidewell IT");
    struct call again = {.what = CALL_DESK_CREATE, .text = S("other@desk.test"), .after = S("Other")};
    assert_int_equal(call(c, s, &again), RC_CONFLICT);
}

TEST_STORE(an_option_is_set_changed_and_unset)
{
    struct cred k = {.what = OPTION_SET, .text = S("greeting"), .token = S("hello")}, find = k;
    find.what = OPTION_FIND;
    assert_ok(cred(c, s, &k));
    k.token = S("");
    assert_ok(cred(c, s, &k));
    assert_ok(cred(c, s, &find));
    assert_str(find.token, "");
    k.token = STR_NONE;
    assert_ok(cred(c, s, &k));
    assert_ok(cred(c, s, &find));
    assert_true(str_is_none(find.token));
}

TEST_STORE(the_same_request_has_the_same_answer_for_a_day)
{
    struct small_desk d = small_desk(c, s);
    struct str sha = S("0123456789abcdef0123456789abcdef");
    struct cred k = {.what = ANSWER_KEEP, .id = d.rita.person_id, .text = S("key"), .sha = sha};
    k.answer = (struct kept_answer){201, S("Location: /tickets/1"), S("{\"\0\":1}")};
    assert_ok(cred(c, s, &k));
    assert_int_equal(cred(c, s, &k), RC_CONFLICT); // two at once: only one of them counts
    struct cred find = {.what = ANSWER_FIND, .id = d.rita.person_id, .text = S("key"), .sha = sha};
    assert_ok(cred(c, s, &find));
    assert_true(find.found);
    assert_int_equal(find.answer.status, 201);
    assert_int_equal(find.answer.body.n, 7);
    find.sha = S("another request, also of 32 bytes");
    assert_int_equal(cred(c, s, &find), RC_CONFLICT);
    find.sha = sha;
    find.id = d.rob.person_id; // keys are each person's own
    assert_false(finds(c, s, find));
    find.id = d.rita.person_id;
    c->now_ms += DAY_MS;
    assert_false(finds(c, s, find));
    assert_ok(cred(c, s, &k)); // and the key is free again
}
