// SPDX-License-Identifier: Apache-2.0
// getaddrinfo and the socket calls, with the sentences that an operator needs
// when an address is taken or misspelt. The descriptor that comes back is
// bound, listening, non-blocking and closed on exec.
#include "web/address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

static enum rc address_split(struct ctx *c, struct str s, const char **ret_host, const char **ret_port)
{
    ptrdiff_t at = str_find_last_char(s, ':');
    int64_t port = 0;
    if (at < 0 || !str_to_int64(str_from(s, (size_t)at + 1), &port) || port < 0 || port > 65535)
        return fail(c, RC_INVALID, "Listen on an address and a port, such as 127.0.0.1:8080, not on '%.*s'.",
                    STR_ARG(s));
    struct str host = str_slice(s, 0, (size_t)at);
    if (str_starts(host, S("[")) && str_ends(host, S("]")))
        host = str_slice(host, 1, host.n - 1);
    *ret_host = host.n ? str_cstr(c->arena, host) : NULL;
    *ret_port = str_cstr(c->arena, str_from(s, (size_t)at + 1));
    return RC_OK;
}

static int port_of(int fd)
{
    struct sockaddr_storage bound;
    socklen_t n = sizeof bound;
    if (getsockname(fd, (struct sockaddr *)&bound, &n))
        return 0;
    return ntohs(bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
                                             : ((struct sockaddr_in *)&bound)->sin_port);
}

static int socket_open(const struct addrinfo *info)
{
    int fd = socket(info->ai_family, info->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, info->ai_protocol), on = 1;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (!bind(fd, info->ai_addr, info->ai_addrlen) && !listen(fd, 511))
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

enum rc address_listen(struct ctx *c, struct str listen_on, int *ret_fd, int *ret_port)
{
    const char *host = NULL, *port = NULL;
    TRY(address_split(c, listen_on, &host, &port));
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found = NULL;
    int trouble = getaddrinfo(host, port, &hints, &found);
    if (trouble)
        return fail(c, RC_INVALID, "There is no address '%.*s' to listen on: %s.", STR_ARG(listen_on),
                    gai_strerror(trouble));
    int fd = -1;
    for (const struct addrinfo *i = found; i && fd < 0; i = i->ai_next)
        fd = socket_open(i);
    freeaddrinfo(found);
    if (fd < 0)
        return fail(c, RC_IO, "Nothing can listen on %.*s: %s. Perhaps another program does already.",
                    STR_ARG(listen_on), strerror(errno));
    *ret_fd = fd;
    *ret_port = port_of(fd);
    return RC_OK;
}

struct str address_text(struct arena *a, const struct sockaddr *from)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (from && from->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)from)->sin_addr, text, sizeof text);
    else if (from && from->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)from)->sin6_addr, text, sizeof text);
    return str_dup(a, str_of(text));
}
