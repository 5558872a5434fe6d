// SPDX-License-Identifier: Apache-2.0
// The table of addresses: in order, complete, and found again.
#include "base/buf.h"
#include "base/test.h"
#include "web/accept.h"
#include "web/limits.h"
#include "web/routes.h"

TEST(rows_are_sorted_by_path_then_method_and_none_is_there_twice)
{
    for (size_t i = 1; i < routes_n; i++) {
        int order = str_compare(routes[i - 1].path, routes[i].path);
        if (!order)
            order = str_compare(method_name(routes[i - 1].method), method_name(routes[i].method));
        if (order >= 0)
            print_error("%.*s stands after %.*s\n", STR_ARG(routes[i].path), STR_ARG(routes[i - 1].path));
        assert_true(order < 0);
    }
}

TEST(every_row_has_a_capability_and_its_path_leads_back_to_it)
{
    for (size_t i = 0; i < routes_n; i++) {
        assert_true(routes[i].capability >= CAP_PUBLIC && routes[i].capability <= CAP_ADMIN);
        struct route_match match = route_match(routes[i].method, routes[i].path);
        assert_ptr_equal(match.route, &routes[i]);
        assert_true(routes[i].mode != MODE_WRITE || routes[i].method != METHOD_GET);
        assert_true(routes[i].mode != MODE_READ || routes[i].method == METHOD_GET);
    }
}

TEST(a_literal_segment_wins_over_a_name)
{
    assert_str(route_match(METHOD_GET, S("/tickets/new")).route->path, "/tickets/new");
    assert_str(route_match(METHOD_GET, S("/tickets/17")).route->path, "/tickets/:number");
    assert_str(route_match(METHOD_GET, S("/tickets/17")).params[0], "17");
    struct route_match match = route_match(METHOD_PUT, S("/tickets/17"));
    assert_null(match.route);
    assert_true(match.allowed & (1u << METHOD_PATCH));
    assert_int_equal(route_match(METHOD_GET, S("/tickets/")).allowed, 0);
    assert_int_equal(route_match(METHOD_GET, S("/tickets/1/")).allowed, 0);
    assert_int_equal(route_match(METHOD_GET, S("tickets")).allowed, 0);
    assert_int_equal(route_match(METHOD_GET, S("")).allowed, 0);
}

TEST(accept_is_read_with_its_q_values)
{
    assert_int_equal(accept_quality(S("text/html,application/json;q=0.9"), S("application/json")), 900);
    assert_int_equal(accept_quality(S("text/*;q=0.5, */*;q=0.1"), S("text/html")), 500);
    assert_int_equal(accept_quality(S("text/*;q=0.5, */*;q=0.1"), S("application/json")), 100);
    assert_int_equal(accept_quality(S("application/json;q=0"), S("application/json")), 0);
    assert_int_equal(accept_quality(S(""), S("text/html")), 1000);
    assert_int_equal(accept_quality(S("text/html;q=garbage"), S("text/html")), 1000);
    struct request r = {.headers = {{S("Accept"), S("*/*")}}, .headers_n = 1};
    assert_int_equal(accept_face(&r), FACE_HTML);
    r.door = DOOR_TOKEN;
    assert_int_equal(accept_face(&r), FACE_JSON);
    r.headers[0].value = S("text/html,application/xhtml+xml,*/*;q=0.8");
    assert_int_equal(accept_face(&r), FACE_HTML);
}

TEST(a_bucket_empties_fills_again_and_is_each_ones_own)
{
    struct arena *a AUTO(arena_auto) = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = 1000000};
    struct limits *l = limits_create(a);
    const struct limit limit = {"test", 3, 1000, "Slowly."};
    int64_t wait_ms;
    for (int i = 0; i < 3; i++)
        assert_ok(limit_take(&c, l, &limit, S("noor"), &wait_ms));
    assert_int_equal(limit_take(&c, l, &limit, S("noor"), &wait_ms), RC_LIMIT);
    assert_int_equal(wait_ms, 1000);
    fail_clear(&c);
    assert_ok(limit_take(&c, l, &limit, S("sam"), &wait_ms));
    c.now_ms += 1000;
    assert_ok(limit_take(&c, l, &limit, S("noor"), &wait_ms));
    assert_int_equal(limit_take(&c, l, &limit, S("noor"), &wait_ms), RC_LIMIT);
    fail_clear(&c);
    limit_give(l, &limit, S("noor"), c.now_ms);
    assert_ok(limit_take(&c, l, &limit, S("noor"), &wait_ms));
    for (int i = 0; i < 20000; i++) { // more than the table holds
        struct str who = str_fmt(a, "%d", i);
        assert_ok(limit_take(&c, l, &limit, who, &wait_ms));
        if (arena_used(a) > 900000)
            break;
    }
    limits_free(l);
}
