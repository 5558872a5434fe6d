// SPDX-License-Identifier: Apache-2.0
// Machines told from people: three collections of bounces with floors under
// their scores, and the rules one by one.
#include "base/test.h"

#include "mail/automatic.h"
#include "mail/corpus.h"

static bool wants_detail(void)
{
    return getenv("RAPPORT_TEST_DETAIL") != NULL;
}

static struct automatic read_raw(struct ctx *c, struct str raw)
{
    struct mail m;
    mail_start();
    assert_ok(mail_parse(c, raw, NULL, &m));
    return automatic_of(c->arena, &m);
}

static struct automatic read_corpus(struct ctx *c, const char *folder, struct str name)
{
    return read_raw(c, corpus_bytes(c->arena, str_cstr(c->arena, str_fmt(c->arena, "%s/%.*s", folder, STR_ARG(name)))));
}

static void show(const char *what, struct str name, const struct automatic *got)
{
    if (!wants_detail())
        return;
    print_message("%s %.*s: %s, %zu recipients:", what, STR_ARG(name), automatic_name(got->kind), got->recipients_n);
    for (size_t i = 0; i < got->recipients_n; i++)
        print_message(" %.*s(%.*s%s)", STR_ARG(got->recipients[i].address), STR_ARG(got->recipients[i].status),
                      got->recipients[i].hard ? " hard" : "");
    print_message("\n");
}

static enum automatic_kind kind_of(const char *headers)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    return read_raw(&c, str_fmt(a, "From: Ana <ana@example.org>\nSubject: VPN\n%s\n\nIt does not work.\n", headers))
        .kind;
}

TEST(what_a_machine_says_of_itself_is_believed)
{
    assert_int_equal(kind_of("X: y"), AUTOMATIC_HUMAN);
    assert_int_equal(kind_of("Auto-Submitted: no"), AUTOMATIC_HUMAN);
    assert_int_equal(kind_of("Auto-Submitted: auto-replied"), AUTOMATIC_REPLY);
    assert_int_equal(kind_of("Auto-Submitted: auto-generated"), AUTOMATIC_BULK);
    assert_int_equal(kind_of("Precedence: bulk"), AUTOMATIC_BULK);
    assert_int_equal(kind_of("List-Id: <a.b>"), AUTOMATIC_LIST);
    assert_int_equal(kind_of("Return-Path: <>"), AUTOMATIC_REPLY);
}

static enum automatic_kind kind_of_subject(const char *subject)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    return read_raw(&c, str_fmt(a, "From: Ana <ana@example.org>\nSubject: %s\n\nSee above.\n", subject)).kind;
}

TEST(a_person_who_writes_about_absence_notices_is_no_machine)
{
    assert_int_equal(kind_of_subject("Out of office does not switch off"), AUTOMATIC_HUMAN);
    assert_int_equal(kind_of_subject("Re: Automatic reply: VPN"), AUTOMATIC_HUMAN);
    assert_int_equal(kind_of_subject("Automatic reply: VPN"), AUTOMATIC_REPLY);
    assert_int_equal(kind_of_subject("Abwesenheitsnotiz: VPN"), AUTOMATIC_REPLY);
}

TEST(a_person_who_looks_after_mail_is_no_machine)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    struct automatic got = read_raw(&c, S("From: System Administrator <postmaster@example.org>\nSubject: New server\n\n"
                                          "Please open port 25 for us.\n"));
    assert_int_equal(got.kind, AUTOMATIC_HUMAN);
}

TEST(a_person_who_writes_about_a_bounce_is_no_machine)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    struct automatic got = read_raw(&c, S("From: ana@example.org\nSubject: Undelivered Mail Returned to Sender?\n\n"
                                          "I got this:\n<ben@example.com>: 550 5.1.1 user unknown\n"));
    assert_int_equal(got.kind, AUTOMATIC_HUMAN);
}

struct counts {
    size_t n, number, hard, status, status_n;
};

static void compare_recipients(json_t *want, const struct automatic *got, struct counts *k)
{
    bool hard = true;
    json_t *one;
    size_t i;
    k->number += json_array_size(want) == got->recipients_n;
    json_array_foreach(want, i, one)
    {
        struct str dsn = str_of(json_string_value(json_object_get(one, "dsn")));
        if (i >= got->recipients_n) {
            hard = false;
            continue;
        }
        hard = hard && json_is_true(json_object_get(one, "hard")) == got->recipients[i].hard;
        k->status_n += !str_is_empty(dsn);
        bool same = str_eq(dsn, got->recipients[i].status);
        k->status += !str_is_empty(dsn) && same;
        if (!same && wants_detail())
            print_message("status %.*s is not %.*s: %.*s\n", STR_ARG(got->recipients[i].status), STR_ARG(dsn),
                          STR_ARG(str_slice(got->recipients[i].diagnostic, 0, 120)));
    }
    k->hard += hard;
}

TEST(every_bounce_that_sisimai_knows_is_seen_as_automatic)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    json_t *expected = corpus_json(a, "bounce-sisimai/expected.json");
    static const char *const folders[] = {"bounce-sisimai/bsd", "bounce-sisimai/dos", "bounce-sisimai/mac"};
    struct counts k = {0};
    for (size_t f = 0; f < ARRAY_LEN(folders); f++) {
        struct str *names;
        size_t n = corpus_list(a, folders[f], &names), missed = 0;
        for (size_t i = 0; i < n; i++) {
            AUTO(arena_auto) struct arena *one = arena_create(SIZE_MAX);
            struct ctx c = {.arena = one};
            struct automatic got = read_corpus(&c, folders[f], names[i]);
            json_t *want = json_object_get(expected, str_cstr(one, names[i]));
            missed += got.kind == AUTOMATIC_HUMAN;
            if (got.kind == AUTOMATIC_HUMAN)
                show("not seen", names[i], &got);
            const char *reason = json_string_value(json_object_get(json_array_get(want, 0), "reason"));
            if (f > 0 || !want || (reason && (!strcmp(reason, "feedback") || !strcmp(reason, "vacation"))))
                continue;
            size_t hard = k.hard, number = k.number;
            k.n++;
            compare_recipients(want, &got, &k);
            if (k.hard == hard || k.number == number)
                show(json_string_value(json_object_get(json_array_get(want, 0), "reason")), names[i], &got);
        }
        print_message("%s: %zu of %zu automatic\n", folders[f], n - missed, n);
        assert_int_equal(missed, 0);
    }
    print_message("bounce-sisimai: recipients %zu, hard or soft %zu of %zu; status %zu of %zu\n", k.number, k.hard, k.n,
                  k.status, k.status_n);
    json_decref(expected);
    assert_true(k.number * 100 >= k.n * 95 && k.hard * 100 >= k.n * 80);
}

TEST(what_is_no_bounce_is_not_taken_for_one)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    struct ctx c = {.arena = a};
    struct str *names;
    size_t n = corpus_list(a, "bounce-sisimai/not", &names);
    for (size_t i = 0; i < n; i++) {
        struct automatic got = read_corpus(&c, "bounce-sisimai/not", names[i]);
        show("not a bounce", names[i], &got);
        assert_int_not_equal(got.kind, AUTOMATIC_BOUNCE);
    }
}

static bool has_recipient(const struct automatic *got, struct str address)
{
    for (size_t i = 0; i < got->recipients_n; i++) {
        if (str_eq_nocase(got->recipients[i].address, address))
            return true;
    }
    return false;
}

static bool same_addresses(json_t *want, const struct automatic *got)
{
    json_t *one;
    size_t i;
    json_array_foreach(want, i, one)
    {
        if (!has_recipient(got, str_of(json_string_value(one))))
            return false;
    }
    return json_array_size(want) == got->recipients_n;
}

TEST(mailmans_bounces_name_who_failed)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    json_t *expected = corpus_json(a, "bounce-flufl/expected.json"), *want, *one;
    const char *name;
    size_t n = 0, good = 0, seen = 0, wrong = 0;
    json_object_foreach(expected, name, want)
    {
        AUTO(arena_auto) struct arena *mine = arena_create(SIZE_MAX);
        struct ctx c = {.arena = mine};
        struct automatic got = read_corpus(&c, "bounce-flufl", str_of(name));
        json_t *addresses = json_array();
        size_t i;
        json_array_foreach(want, i, one) json_array_extend(addresses, json_object_get(one, "addresses"));
        bool same = same_addresses(addresses, &got);
        bool bounced = json_array_size(addresses) > 0;
        json_decref(addresses);
        n++;
        good += same;
        seen += bounced && got.kind != AUTOMATIC_HUMAN;
        wrong += bounced && got.kind == AUTOMATIC_HUMAN;
        if (!same)
            show("other addresses", str_of(name), &got);
    }
    json_decref(expected);
    print_message("bounce-flufl: %zu of %zu with the very addresses; %zu seen, %zu missed\n", good, n, seen, wrong);
    assert_true(good * 100 >= n * 87 && wrong <= 2);
}

TEST(perls_bounces_are_seen)
{
    AUTO(arena_auto) struct arena *a = arena_create(SIZE_MAX);
    json_t *expected = corpus_json(a, "bounce-perl/expected.json"), *want;
    const char *name;
    size_t n = 0, good = 0, addresses = 0, addresses_n = 0;
    json_object_foreach(expected, name, want)
    {
        AUTO(arena_auto) struct arena *mine = arena_create(SIZE_MAX);
        struct ctx c = {.arena = mine};
        struct automatic got = read_corpus(&c, "bounce-perl", str_of(name));
        bool same = json_is_true(json_object_get(want, "is_bounce")) == (got.kind == AUTOMATIC_BOUNCE);
        n++;
        good += same;
        json_t *list = json_object_get(want, "addresses");
        addresses_n += list != NULL;
        bool listed = !list || same_addresses(list, &got);
        addresses += list && listed;
        if (!same || !listed)
            show("other verdict", str_of(name), &got);
    }
    json_decref(expected);
    print_message("bounce-perl: %zu of %zu, addresses %zu of %zu\n", good, n, addresses, addresses_n);
    assert_true(good * 100 >= n * 95);
}
