// SPDX-License-Identifier: Apache-2.0
// A mail server of a few lines, on this machine, that says what the test tells
// it to; and what servers' addresses may look like.
#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/test.h"
#include "base/buf.h"
#include "mail/parse.h"
#include "mail/smtp.h"

struct fake {
    int listener, port;
    const char *on_recipient, *on_data; // the answers
    struct buf heard;
    pthread_t thread;
};

static void say(int fd, const char *line)
{
    struct str s = str_of(line);
    assert_int_equal(write(fd, s.p, s.n), (ssize_t)s.n);
}

// One line from the client, kept in `heard`.
static bool hear(struct fake *f, int fd, struct str *ret_line)
{
    size_t from = f->heard.n;
    char c;
    while (read(fd, &c, 1) == 1) {
        buf_add_char(&f->heard, c);
        if (c == '\n') {
            *ret_line = str_trim(str_from(buf_str(&f->heard), from));
            return true;
        }
    }
    return false;
}

static void hear_mail(struct fake *f, int fd)
{
    struct str line;
    while (hear(f, fd, &line) && !str_eq(line, S(".")))
        continue;
}

static void *serve(void *data)
{
    struct fake *f = data;
    struct str line;
    int fd = accept(f->listener, NULL, NULL);
    say(fd, "220 fake\r\n");
    while (fd >= 0 && hear(f, fd, &line)) {
        if (str_starts_nocase(line, S("EHLO"))) {
            say(fd, "250-fake\r\n250 8BITMIME\r\n");
        } else if (str_starts_nocase(line, S("RCPT"))) {
            say(fd, f->on_recipient);
        } else if (str_starts_nocase(line, S("DATA"))) {
            say(fd, "354 go on\r\n");
            hear_mail(f, fd);
            say(fd, f->on_data);
        } else if (str_starts_nocase(line, S("QUIT"))) {
            say(fd, "221 bye\r\n");
            break;
        } else {
            say(fd, "250 fine\r\n");
        }
    }
    close(fd);
    return NULL;
}

static void fake_start(struct fake *f, struct arena *a)
{
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof where;
    f->heard = buf_make(a, 4096);
    f->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(f->listener, (struct sockaddr *)&where, sizeof where), 0);
    assert_int_equal(listen(f->listener, 1), 0);
    assert_int_equal(getsockname(f->listener, (struct sockaddr *)&where, &n), 0);
    f->port = ntohs(where.sin_port);
    assert_int_equal(pthread_create(&f->thread, NULL, serve, f), 0);
}

static struct smtp_result send_to_fake(struct ctx *c, struct fake *f, struct str raw)
{
    AUTO(arena_auto) struct arena *heard = arena_create(1 << 20);
    mail_start();
    fake_start(f, heard);
    struct smtp_server server;
    struct smtp_result result;
    assert_ok(smtp_server_parse(c, str_fmt(c->arena, "smtp://127.0.0.1:%d", f->port), &server));
    server.limit_ms = 5000;
    assert_ok(smtp_send(c, &server, S(""), S("ana@example.org"), raw, &result));
    pthread_join(f->thread, NULL);
    close(f->listener);
    struct str kept = str_dup(c->arena, buf_str(&f->heard));
    f->heard = (struct buf){.arena = c->arena, .p = (char *)kept.p, .n = kept.n};
    return result;
}

TEST(a_mail_arrives_with_its_dots_and_line_ends)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct fake f = {.on_recipient = "250 fine\r\n", .on_data = "250 2.0.0 queued as 7\r\n"};
    struct smtp_result got = send_to_fake(&c, &f, S("Subject: x\n\none\n.\n.two\r\nend\n"));
    assert_int_equal(got.outcome, SMTP_ACCEPTED);
    assert_true(str_has(buf_str(&f.heard), S("MAIL FROM:<>")));
    assert_true(str_has(buf_str(&f.heard), S("RCPT TO:<ana@example.org>")));
    assert_true(str_has(buf_str(&f.heard), S("\r\none\r\n..\r\n..two\r\nend\r\n.\r\n")));
}

TEST(refusals_for_good_and_for_now_are_told_apart)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct fake f = {.on_recipient = "550 5.1.1 no such user here\r\n", .on_data = "250 fine\r\n"};
    struct smtp_result got = send_to_fake(&c, &f, S("Subject: x\n\none\n"));
    assert_int_equal(got.outcome, SMTP_REFUSED);
    assert_int_equal(got.code, 550);
    assert_str(got.said, "550 5.1.1 no such user here");
    f = (struct fake){.on_recipient = "250 fine\r\n", .on_data = "451 4.7.1 come back later\r\n"};
    got = send_to_fake(&c, &f, S("Subject: x\n\none\n"));
    assert_int_equal(got.outcome, SMTP_LATER);
    assert_str(got.said, "451 4.7.1 come back later");
}

TEST(a_server_that_is_not_there_means_later)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct smtp_server server;
    struct smtp_result result;
    mail_start();
    assert_ok(smtp_server_parse(&c, S("smtp://127.0.0.1:1"), &server));
    assert_ok(smtp_send(&c, &server, S("desk@example.org"), S("ana@example.org"), S("a: b\n\n"), &result));
    assert_int_equal(result.outcome, SMTP_LATER);
    assert_int_equal(result.code, 0);
    assert_false(str_is_empty(result.said));
}

TEST(no_address_carries_a_command)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct smtp_server server = {.host = S("127.0.0.1"), .port = 1};
    struct smtp_result result;
    assert_int_equal(smtp_send(&c, &server, S(""), S("a@b.org>\r\nRCPT TO:<x@y.org"), S(""), &result), RC_INVALID);
}

TEST(servers_are_read_from_their_addresses)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct smtp_server s;
    assert_ok(smtp_server_parse(&c, S("smtps://desk%40x.org:p%3Aw@mail.x.org"), &s));
    assert_str(s.host, "mail.x.org");
    assert_str(s.user, "desk@x.org");
    assert_str(s.password, "p:w");
    assert_int_equal(s.port, 465);
    assert_true(s.tls);
    assert_ok(smtp_server_parse(&c, S("smtp://[::1]:2525?starttls=must"), &s));
    assert_str(s.host, "::1");
    assert_int_equal(s.port, 2525);
    assert_true(s.starttls_must);
    static const char *const wrong[] = {"http://x",   "smtp://",      "smtp://x:0", "smtp://x:99999",
                                        "smtp://a b", "smtp://x?y=1", "x",          ""};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        fail_clear(&c);
        assert_int_equal(smtp_server_parse(&c, str_of(wrong[i]), &s), RC_INVALID);
    }
}
