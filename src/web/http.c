// SPDX-License-Identifier: Apache-2.0
// libmicrohttpd with a pool of threads, epoll each. A request's memory is an
// arena from its first byte until its last answer byte is sent. A caller that
// waits for events is suspended: it holds a connection and an arena, no thread.
//
// One `struct call` a request, in its own arena. libmicrohttpd calls: call_begin
// (the address), call_access (headers; then each piece of the body; then the
// end; again after a wait), call_end.
#include "web/http.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/datetime.h"
#include "base/log.h"
#include "web/address.h"
#include "web/live.h"
#include "web/routes.h"

#define HEADER_BYTES_MAX ((size_t)16 * 1024)
#define IDLE_SECONDS 30u
#define DISCARD_BYTES_MAX ((size_t)256 * 1024 * 1024)

struct server {
    struct web *web;
    struct MHD_Daemon *daemon;
    int port;
    _Atomic int under_way; // requests with an answer not sent yet
    _Atomic bool stopping; // answers end their connections, or busy callers would keep us up
    _Atomic uint64_t number;
};

struct call {
    struct server *server;
    struct arena *arena;
    struct ctx ctx;
    struct MHD_Connection *connection;
    struct request r;
    struct response a;
    struct buf body;
    size_t body_max, discarded;
    bool turns_away; // much too large: answered before it is sent
    bool begun, answered;
    struct waiter waiter;
    int64_t wait_until_ms; // 0: has not waited yet
    struct live *live;
    bool turned_away; // nobody may wait any more
};

// libmicrohttpd is about to cut the query into memory of its own; one with
// hundreds of parts does not fit, and 0.9.75 then neither answers nor closes nor
// tells us. We have our copy, so there is nothing left to cut.
static void query_hide(const char *uri)
{
    char *query = strchr((char *)(uintptr_t)uri, '?');
    if (query)
        memset(query + 1, 0, strlen(query + 1));
}

static void *call_begin(void *arg, const char *uri, struct MHD_Connection *connection)
{
    struct server *s = arg;
    struct arena *arena = arena_pool_take(&s->web->arenas);
    struct call *call = arena_new(arena, struct call);
    call->server = s;
    call->arena = arena;
    call->connection = connection;
    call->ctx =
        (struct ctx){.arena = arena, .now_ms = datetime_now_ms(), .log = (struct log *)(uintptr_t)s->web->o.log};
    call->ctx.number = atomic_fetch_add_explicit(&s->number, 1, memory_order_relaxed) + 1;
    call->r.ctx = &call->ctx;
    struct str target = str_dup(arena, str_of(uri));
    ptrdiff_t at = str_find_char(target, '?');
    call->r.path = at < 0 ? target : str_slice(target, 0, (size_t)at);
    call->r.query = at < 0 ? STR_NONE : str_from(target, (size_t)at + 1);
    query_hide(uri);
    atomic_fetch_add(&s->under_way, 1);
    return call;
}

static void call_end(void *arg, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode why)
{
    (void)connection, (void)why;
    struct server *s = arg;
    struct call *call = *context;
    if (!call)
        return;
    *context = NULL;
    if (call->live)
        live_close(call->live);
    news_leave(s->web->news, &call->waiter);
    arena_pool_give(&s->web->arenas, call->arena);
    atomic_fetch_sub(&s->under_way, 1);
}

static enum MHD_Result header_take(void *arg, enum MHD_ValueKind kind, const char *name, size_t name_n,
                                   const char *value, size_t value_n)
{
    (void)kind;
    struct request *r = arg;
    if (r->headers_n < HEADERS_MAX)
        r->headers[r->headers_n++] = (struct header){{name, name_n}, {value ? value : "", value_n}};
    return MHD_YES;
}

static struct str address_of(struct call *call)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(call->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct str forwarded = request_header(&call->r, S("x-forwarded-for"));
    if (call->server->web->o.behind_proxy && forwarded.n) {
        ptrdiff_t comma = str_find_last_char(forwarded, ',');
        return str_trim(str_from(forwarded, (size_t)(comma + 1)));
    }
    return info ? address_text(call->arena, info->client_addr) : STR_NONE;
}

// The headers are there. A body that will be too large is read and thrown away, because most programs only
// listen once they have sent it all; who asks before sending, or would send far too much, is answered at once.
static void call_open(struct call *call, const char *method)
{
    struct request *r = &call->r;
    r->method = method_parse(str_of(method));
    MHD_get_connection_values_n(call->connection, MHD_HEADER_KIND, header_take, r);
    r->address = address_of(call);
    call->body_max = route_body_max(r->path);
    if (call->body_max > call->server->web->o.body_max)
        call->body_max = call->server->web->o.body_max;
    int64_t length = 0;
    if (str_to_int64(request_header(r, S("content-length")), &length) && length > (int64_t)call->body_max)
        r->body_too_large = true;
    else
        call->body = buf_make(call->arena, length > 0 ? (size_t)length : 0);
    call->turns_away = r->body_too_large && (length > (int64_t)DISCARD_BYTES_MAX || request_header(r, S("expect")).n);
    call->begun = true;
}

static void call_body(struct call *call, const char *bytes, size_t n)
{
    if (!call->r.body_too_large && call->body.n + n <= call->body_max)
        buf_add_bytes(&call->body, bytes, n);
    else
        call->r.body_too_large = true;
    if (call->r.body_too_large)
        call->discarded += n;
}

static void add_header(struct MHD_Response *response, struct str name, struct str value, struct arena *arena)
{
    MHD_add_response_header(response, str_cstr(arena, name), str_cstr(arena, value));
}

// On every answer. A page may load nothing from elsewhere and stand in nobody's frame.
static void security_headers(const struct call *call, struct MHD_Response *response)
{
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "same-origin");
    MHD_add_response_header(response, "Content-Security-Policy",
                            call->a.is_foreign ? "default-src 'none'; sandbox"
                                               : "default-src 'self'; img-src 'self' data:; object-src 'none'; "
                                                 "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    if (call->server->web->is_https)
        MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
    if (call->a.is_private)
        MHD_add_response_header(response, "Cache-Control", "private, no-cache");
}

static void call_wake(void *arg)
{
    MHD_resume_connection(((struct call *)arg)->connection);
}

static ssize_t live_take(void *arg, uint64_t at, char *to, size_t room)
{
    (void)at;
    struct call *call = arg;
    news_leave(call->server->web->news, &call->waiter);
    ssize_t n = call->turned_away ? -1 : live_read(call->live, to, room);
    if (n > 0)
        return n;
    if (n < 0)
        return MHD_CONTENT_READER_END_OF_STREAM;
    MHD_suspend_connection(call->connection);
    live_waiter(call->live, &call->waiter, call_wake, call);
    if (!news_wait(call->server->web->news, &call->waiter)) {
        call->turned_away = true;
        MHD_resume_connection(call->connection);
    }
    return 0;
}

static struct MHD_Response *response_make(struct call *call)
{
    struct response *a = &call->a;
    if (a->live) {
        call->live = live_open(call->server->web, &call->r, a->live_seq);
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, live_take, call, NULL);
    }
    return MHD_create_response_from_buffer(a->body.n, (void *)(uintptr_t)a->body.p, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result call_send(struct call *call)
{
    struct response *a = &call->a;
    struct MHD_Response *response = response_make(call);
    if (!response)
        return MHD_NO;
    if (a->type.n)
        add_header(response, S("Content-Type"), a->type, call->arena);
    for (size_t i = 0; i < a->headers_n; i++)
        add_header(response, a->headers[i].name, a->headers[i].value, call->arena);
    security_headers(call, response);
    if (call->r.body_too_large || atomic_load(&call->server->stopping))
        MHD_add_response_header(response, "Connection", "close");
    enum MHD_Result result = MHD_queue_response(call->connection, (unsigned)a->status, response);
    MHD_destroy_response(response);
    call->answered = true;
    return result;
}

// Suspends the caller until there is news or its time is up; false when it has to be answered now.
static bool call_waits(struct call *call)
{
    struct response *a = &call->a;
    if (!a->wait_ms || call->r.last_wait)
        return false;
    if (!call->wait_until_ms)
        call->wait_until_ms = datetime_monotonic_ms() + a->wait_ms;
    call->waiter =
        (struct waiter){.after_seq = a->wait_seq, .until_ms = call->wait_until_ms, .wake = call_wake, .arg = call};
    MHD_suspend_connection(call->connection);
    if (news_wait(call->server->web->news, &call->waiter))
        return true;
    call->turned_away = true;
    MHD_resume_connection(call->connection);
    return true;
}

static enum MHD_Result call_answer(struct call *call)
{
    char what[64];
    struct request *r = &call->r;
    if (call->wait_until_ms) {
        r->last_wait = call->turned_away || news_timed_out(call->server->web->news, &call->waiter);
        r->ctx->now_ms = datetime_now_ms();
        fail_clear(r->ctx);
    }
    r->body = buf_str(&call->body);
    if (call->body.failed)
        r->body_too_large = true;
    snprintf(what, sizeof what, "request %" PRIu64, call->ctx.number);
    must_context(what);
    web_handle(call->server->web, r, &call->a);
    must_context(NULL);
    // A link's token is a right: it stands in no log.
    struct str path = r->route && r->route->capability == CAP_LINK ? r->route->path : r->path;
    log_debug(call->server->web->o.log, "%.*s %.*s %d", STR_ARG(method_name(r->method)), STR_ARG(path), call->a.status);
    return call_waits(call) ? MHD_YES : call_send(call);
}

static enum MHD_Result call_access(void *arg, struct MHD_Connection *connection, const char *url, const char *method,
                                   const char *version, const char *bytes, size_t *n, void **context)
{
    (void)arg, (void)connection, (void)url, (void)version;
    struct call *call = *context;
    if (!call)
        return MHD_NO;
    if (!call->begun) {
        call_open(call, method);
        return call->turns_away ? call_answer(call) : MHD_YES;
    }
    if (*n) {
        call_body(call, bytes, *n);
        *n = 0;
        return call->discarded > DISCARD_BYTES_MAX ? MHD_NO : MHD_YES;
    }
    return call->answered ? MHD_YES : call_answer(call);
}

// We decode the path ourselves, segment by segment.
static size_t leave_escapes(void *arg, struct MHD_Connection *connection, char *text)
{
    (void)arg, (void)connection;
    return strlen(text);
}

static void server_log(void *arg, const char *fmt, va_list args)
{
    struct server *s = arg;
    char line[500];
    vsnprintf(line, sizeof line, fmt, args);
    log_debug(s->web->o.log, "http: %.*s", (int)strcspn(line, "\n"), line);
}

static struct MHD_Daemon *daemon_start(struct server *s, const struct web_options *o, int socket_fd)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | MHD_USE_TCP_FASTOPEN, 0, NULL,
        NULL, call_access, s, MHD_OPTION_EXTERNAL_LOGGER, server_log, s, MHD_OPTION_LISTEN_SOCKET, socket_fd,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)o->threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)o->connections_max,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, o->behind_proxy ? 0u : (unsigned)o->connections_per_ip,
        MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEADER_BYTES_MAX,
        MHD_OPTION_URI_LOG_CALLBACK, call_begin, s, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, s,
        MHD_OPTION_NOTIFY_COMPLETED, call_end, s, MHD_OPTION_END);
}

enum rc server_start(struct ctx *c, struct web *w, struct server **ret_server)
{
    struct server *s = arena_new(c->arena, struct server);
    int fd;
    s->web = w;
    TRY(address_listen(c, w->o.listen, &fd, &s->port));
    s->daemon = daemon_start(s, &w->o, fd);
    if (!s->daemon) {
        close(fd);
        return fail(c, RC_IO, "The web server could not be started on %.*s.", STR_ARG(w->o.listen));
    }
    *ret_server = s;
    return RC_OK;
}

void server_stop(struct server *s, int64_t wait_ms)
{
    int fd = MHD_quiesce_daemon(s->daemon);
    atomic_store(&s->stopping, true);
    int64_t until_ms = datetime_monotonic_ms() + wait_ms;
    while (atomic_load(&s->under_way) > 0 && datetime_monotonic_ms() < until_ms)
        usleep(5000);
    MHD_stop_daemon(s->daemon);
    if (fd >= 0)
        close(fd);
}

int server_port(const struct server *s)
{
    return s->port;
}
