// SPDX-License-Identifier: Apache-2.0
// `rapport sink`: a mail server that keeps each mail as a file in a folder and
// sends nothing on. For the demonstration and for trying things out, on a
// loopback address only. One conversation at a time; every line and mail is
// bounded. Speaks as much of SMTP (RFC 5321) as takes in a mail.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "app/files.h"
#include "base/buf.h"

#define SINK_MAIL_BYTES_MAX ((size_t)64 << 20)
#define SINK_LINE_BYTES_MAX 4096
#define SINK_IDLE_S 30

struct talk {
    struct ctx *c;
    int fd;
    char in[8192];
    size_t in_n, in_at;
    const char *dir;
    int64_t *kept;
};

static void fd_auto(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static bool next_byte(struct talk *t, char *ret)
{
    if (t->in_at == t->in_n) {
        ssize_t n = read(t->fd, t->in, sizeof t->in);
        if (n <= 0)
            return false;
        t->in_n = (size_t)n;
        t->in_at = 0;
    }
    *ret = t->in[t->in_at++];
    return true;
}

// A line without its end; what is past the bound is dropped.
static bool next_line(struct talk *t, struct buf *line)
{
    char c;
    buf_clear(line);
    while (next_byte(t, &c)) {
        if (c == '\n') {
            if (line->n && line->p[line->n - 1] == '\r')
                line->n--;
            return true;
        }
        if (line->n < SINK_LINE_BYTES_MAX)
            buf_add_char(line, c);
    }
    return false;
}

static bool say(struct talk *t, struct str words)
{
    return stream_write(t->c, t->fd, words) == RC_OK;
}

static enum rc keep(struct talk *t, struct str mail)
{
    struct ctx *c = t->c;
    const char *path;
    do
        path = str_cstr(c->arena, str_fmt(c->arena, "%s/%05" PRId64 ".eml", t->dir, ++*t->kept));
    while (access(path, F_OK) == 0);
    FILE *f = fopen(path, "wx");
    if (!f)
        return fail(c, RC_IO, "cannot write '%s': %s", path, strerror(errno));
    bool written = fwrite(mail.p, 1, mail.n, f) == mail.n;
    if (fclose(f) != 0 || !written)
        return fail(c, RC_IO, "cannot write '%s'", path);
    app_say("kept %s", path);
    return RC_OK;
}

static bool take_data(struct talk *t)
{
    AUTO(arena_auto) struct arena *a = arena_create(2 * SINK_MAIL_BYTES_MAX);
    struct buf mail = buf_make(a, 16384), line = buf_make(a, SINK_LINE_BYTES_MAX);
    if (!say(t, S("354 end with a dot on a line of its own\r\n")))
        return false;
    for (;;) {
        if (!next_line(t, &line))
            return false;
        struct str text = buf_str(&line);
        if (str_eq(text, S(".")))
            break;
        if (str_starts(text, S("..")))
            text = str_from(text, 1);
        if (mail.n + text.n < SINK_MAIL_BYTES_MAX) {
            buf_add(&mail, text);
            buf_lit(&mail, "\r\n");
        }
    }
    return say(t, keep(t, buf_str(&mail)) == RC_OK ? S("250 kept\r\n") : S("451 cannot keep it now\r\n"));
}

static bool answer(struct talk *t, struct str line)
{
    if (str_starts_nocase(line, S("EHLO")))
        return say(t, S("250-sink\r\n250-8BITMIME\r\n250 SIZE 67108864\r\n"));
    if (str_starts_nocase(line, S("DATA")))
        return take_data(t);
    if (str_starts_nocase(line, S("QUIT"))) {
        (void)say(t, S("221 bye\r\n"));
        return false;
    }
    static const struct str fine[] = {S_INIT("HELO"), S_INIT("MAIL"), S_INIT("RCPT"), S_INIT("RSET"), S_INIT("NOOP")};
    for (size_t i = 0; i < ARRAY_LEN(fine); i++)
        if (str_starts_nocase(line, fine[i]))
            return say(t, S("250 fine\r\n"));
    return say(t, S("502 not here\r\n"));
}

static void talk(struct app *app, int fd, const char *dir, int64_t *kept)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a, .now_ms = app->c.now_ms, .log = &app->log};
    struct talk t = {.c = &c, .fd = fd, .dir = dir, .kept = kept};
    struct buf line = buf_make(a, SINK_LINE_BYTES_MAX + 1);
    struct timeval idle = {.tv_sec = SINK_IDLE_S};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &idle, sizeof idle);
    if (!say(&t, S("220 sink\r\n")))
        return;
    while (next_line(&t, &line) && answer(&t, buf_str(&line)))
        ;
}

static int listen_on(struct app *app, struct sockaddr_in *where)
{
    struct str host = app->o.listen, port;
    ptrdiff_t colon = str_find_last_char(host, ':');
    int64_t number;
    port = str_from(host, (size_t)(colon + 1));
    *where = (struct sockaddr_in){.sin_family = AF_INET};
    if (colon < 0 || !str_to_int64(port, &number) || number < 0 || number > 65535 ||
        inet_pton(AF_INET, str_cstr(app->c.arena, str_slice(host, 0, (size_t)colon)), &where->sin_addr) != 1 ||
        (ntohl(where->sin_addr.s_addr) >> 24) != 127)
        return -1;
    where->sin_port = htons((uint16_t)number);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    socklen_t n = sizeof *where;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)where, n) != 0 || listen(fd, 64) != 0 || getsockname(fd, (struct sockaddr *)where, &n) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int command_sink(struct app *app)
{
    struct sockaddr_in where;
    int64_t kept = 0;
    const char *dir = str_cstr(app->c.arena, app->o.dir);
    if (app->o.dir.n == 0)
        return app_usage(app, "sink needs a folder for the mails: --dir DIR");
    if (mkdir(dir, 0700) != 0 && errno != EEXIST)
        return app_usage(app, "cannot make the folder '%s': %s", dir, strerror(errno));
    AUTO(fd_auto) int server = listen_on(app, &where);
    if (server < 0)
        return app_usage(app, "--listen takes a loopback ADDR:PORT that is free, such as 127.0.0.1:2525");
    printf("listening on smtp://127.0.0.1:%d\n", ntohs(where.sin_port));
    fflush(stdout);
    for (;;) {
        AUTO(fd_auto) int fd = accept(server, NULL, NULL);
        if (fd >= 0)
            talk(app, fd, dir, &kept);
    }
}
