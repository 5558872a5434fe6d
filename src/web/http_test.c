// SPDX-License-Identifier: Apache-2.0
// The server on real sockets: what only they can show. Everything else is
// tested without them.
#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/datetime.h"
#include "web/web_kit.h"

// One request on a connection of its own; what comes back until the other side closes or `enough` is in it.
static struct str talk(struct web_kit *k, struct arena *a, struct str bytes, const char *enough)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)k->port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct timeval patience = {10, 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    assert_int_equal(write(fd, bytes.p, bytes.n), (ssize_t)bytes.n);
    struct buf b = buf_make(a, 4096);
    char piece[4096];
    ssize_t n;
    while ((n = read(fd, piece, sizeof piece)) > 0) {
        buf_add_bytes(&b, piece, (size_t)n);
        if (enough && str_has(buf_str(&b), str_of(enough)))
            break;
    }
    close(fd);
    return buf_str(&b);
}

static struct str request_text(struct arena *a, const char *line, struct str token, const char *headers,
                               const char *body)
{
    return str_fmt(a,
                   "%s HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\nAccept: application/json\r\n"
                   "Authorization: Bearer %.*s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n%s\r\n%s",
                   line, STR_ARG(token), strlen(body), headers, body);
}

static struct str ask(struct web_kit *k, const char *line, struct str token, const char *body)
{
    return talk(k, k->arena, request_text(k->arena, line, token, "", body), NULL);
}

static struct web_kit *served(struct store *s)
{
    struct web_kit *k = web_kit_open(s);
    assert_ok(web_listen(&k->ctx, k->web));
    k->port = web_port(k->web);
    assert_true(k->port > 0);
    return k;
}

static void served_close(struct web_kit *k)
{
    web_stop(k->web, 2000);
    json_decref(k->openapi);
    arena_free(k->arena);
}

TEST_STORE(requests_are_answered_over_a_socket_with_headers_that_protect)
{
    struct web_kit *k = served(s);
    struct str health = ask(k, "GET /health", STR_NONE, "");
    assert_true(str_starts(health, S("HTTP/1.1 200")));
    assert_has(health, "X-Content-Type-Options: nosniff");
    assert_has(health, "frame-ancestors 'none'");
    assert_has(health, "Referrer-Policy: ");
    struct str made = ask(k, "POST /tickets", k->noor, "{\"body\":\"It stops.\"}");
    assert_true(str_starts(made, S("HTTP/1.1 201")));
    assert_has(made, "Location: /tickets/1");
    assert_has(ask(k, "GET /tickets/1", k->noor, ""), "It stops.");
    assert_true(str_ends(ask(k, "HEAD /tickets/1", k->noor, ""), S("\r\n\r\n")));
    served_close(k);
}

#define LARGE_HEAD "POST /session HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nContent-Type: application/json\r\n"

TEST_STORE(a_body_that_is_too_large_is_refused_before_it_is_sent_to_who_asks_first)
{
    struct web_kit *k = served(s);
    struct str polite = S(LARGE_HEAD "Content-Length: 90000000\r\nExpect: 100-continue\r\n\r\n");
    assert_true(str_starts(talk(k, k->arena, polite, "}"), S("HTTP/1.1 413")));
    struct str far_too_much = S(LARGE_HEAD "Content-Length: 900000000\r\n\r\n{");
    assert_true(str_starts(talk(k, k->arena, far_too_much, "}"), S("HTTP/1.1 413")));
    served_close(k);
}

TEST_STORE(a_body_that_is_too_large_is_read_to_its_end_so_that_the_refusal_is_seen)
{
    struct web_kit *k = served(s);
    struct buf b = buf_make(k->arena, 3100000);
    buf_lit(&b, LARGE_HEAD "Connection: close\r\nContent-Length: 3000000\r\n\r\n");
    for (int i = 0; i < 3000000; i++)
        buf_add_char(&b, 'x');
    assert_true(str_starts(talk(k, k->arena, buf_str(&b), NULL), S("HTTP/1.1 413")));
    served_close(k);
}

TEST_STORE(a_body_in_chunks_is_read_and_bounded)
{
    struct web_kit *k = served(s);
    const char *const chunks = "14\r\n{\"body\":\"In chunks\"}\r\n0\r\n\r\n";
    struct str head = str_fmt(k->arena,
                              "POST /tickets HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nConnection: close\r\n"
                              "Authorization: Bearer %.*s\r\nContent-Type: application/json\r\n"
                              "Transfer-Encoding: chunked\r\n\r\n",
                              STR_ARG(k->noor));
    assert_has(talk(k, k->arena, str_fmt(k->arena, "%.*s%s", STR_ARG(head), chunks), NULL), "\"number\":1");
    struct buf b = buf_make(k->arena, 300000);
    buf_lit(&b, "POST /session/link HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 2200; i++) {
        buf_lit(&b, "400\r\n");
        for (int n = 0; n < 1024; n++)
            buf_add_char(&b, 'x');
        buf_lit(&b, "\r\n");
    }
    buf_lit(&b, "0\r\n\r\n");
    assert_true(str_starts(talk(k, k->arena, buf_str(&b), NULL), S("HTTP/1.1 413")));
    served_close(k);
}

TEST_STORE(what_is_no_http_is_answered_or_hung_up_on)
{
    struct web_kit *k = served(s);
    static const char *const noise[] = {"\r\n\r\n",
                                        "GET\r\n\r\n",
                                        "GET / HTTP/9.9\r\n\r\n",
                                        "\x16\x03\x01\x02\x01\x01\r\n\r\n",
                                        "POST /tickets HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                                        "GET /%00%ff%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"};
    for (size_t i = 0; i < ARRAY_LEN(noise); i++) {
        struct str said = talk(k, k->arena, str_of(noise[i]), "HTTP/");
        assert_false(str_starts(said, S("HTTP/1.1 5")) && !str_starts(said, S("HTTP/1.1 505")));
    }
    assert_true(str_starts(ask(k, "GET /health", STR_NONE, ""), S("HTTP/1.1 200")));
    served_close(k);
}

struct listener {
    struct web_kit *k;
    struct arena *arena;
    struct str request, said;
    const char *enough;
    int64_t took_ms;
};

static void *listen_run(void *arg)
{
    struct listener *l = arg;
    int64_t from = datetime_monotonic_ms();
    l->said = talk(l->k, l->arena, l->request, l->enough);
    l->took_ms = datetime_monotonic_ms() - from;
    return NULL;
}

static pthread_t listener_start(struct listener *l, struct web_kit *k, const char *line, struct str token,
                                const char *enough)
{
    pthread_t thread;
    struct arena *a = arena_create(1 << 20);
    *l = (struct listener){k, a, request_text(a, line, token, "", ""), STR_NONE, enough, 0};
    assert_int_equal(pthread_create(&thread, NULL, listen_run, l), 0);
    return thread;
}

static void until_waiting(struct web_kit *k, size_t n)
{
    for (int i = 0; i < 500 && news_waiting(k->web->news) < n; i++)
        usleep(10000);
    assert_int_equal(news_waiting(k->web->news), n);
}

TEST_STORE(who_waits_for_events_hears_at_once_and_nobody_else_does)
{
    struct web_kit *k = served(s);
    struct listener ana, sam, live;
    pthread_t waits = listener_start(&ana, k, "GET /events?after=0&wait=9", k->ana, NULL);
    pthread_t other = listener_start(&sam, k, "GET /events?after=0&wait=2", k->sam, NULL);
    pthread_t stream = listener_start(&live, k, "GET /live", k->noor, "\"ticket\":1");
    until_waiting(k, 3);
    ask(k, "POST /tickets", k->noor, "{\"body\":\"It stops.\"}");
    pthread_join(waits, NULL);
    pthread_join(stream, NULL);
    pthread_join(other, NULL);
    assert_has(ana.said, "\"ticket\":1");
    assert_true(ana.took_ms < 5000);
    assert_has(live.said, "text/event-stream");
    assert_has(live.said, "event: ticket");
    assert_has(sam.said, "\"items\":[]");
    assert_true(sam.took_ms >= 1500);
    arena_free(ana.arena);
    arena_free(sam.arena);
    arena_free(live.arena);
    served_close(k);
}

TEST_STORE(stopping_answers_those_who_wait)
{
    struct web_kit *k = served(s);
    struct listener one, two;
    pthread_t waits = listener_start(&one, k, "GET /events?after=0&wait=60", k->ana, NULL);
    pthread_t stream = listener_start(&two, k, "GET /live", k->ana, NULL);
    until_waiting(k, 2);
    int64_t from = datetime_monotonic_ms();
    web_stop(k->web, 5000);
    pthread_join(waits, NULL);
    pthread_join(stream, NULL);
    assert_true(datetime_monotonic_ms() - from < 4000);
    assert_has(one.said, "\"items\":[]");
    arena_free(one.arena);
    arena_free(two.arena);
    json_decref(k->openapi);
    arena_free(k->arena);
}

struct same_key {
    struct web_kit *k;
    struct arena *arena;
    struct str said;
};

static void *same_key_run(void *arg)
{
    struct same_key *w = arg;
    w->said = talk(
        w->k, w->arena,
        request_text(w->arena, "POST /tickets", w->k->noor, "Idempotency-Key: once\r\n", "{\"body\":\"Once only\"}"),
        NULL);
    return NULL;
}

TEST_STORE(two_requests_with_one_key_at_once_act_once)
{
    struct web_kit *k = served(s);
    struct same_key work[4];
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        work[i] = (struct same_key){k, arena_create(1 << 20), STR_NONE};
        assert_int_equal(pthread_create(&threads[i], NULL, same_key_run, &work[i]), 0);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    // A try that was undone may have used up a number, so it is the same one, not the first.
    struct str answer = str_from(work[0].said, (size_t)str_find(work[0].said, S("\r\n\r\n")));
    for (int i = 0; i < 4; i++) {
        assert_true(str_starts(work[i].said, S("HTTP/1.1 201")));
        assert_true(str_ends(work[i].said, answer));
    }
    struct sent list = sent_by(k, "GET", "/tickets", k->ana, NULL);
    assert_status(list, 200);
    assert_true(!str_has(str_from(list.body, (size_t)str_find(list.body, S("\"subject\":")) + 1), S("\"subject\":")));
    for (int i = 0; i < 4; i++)
        arena_free(work[i].arena);
    served_close(k);
}
