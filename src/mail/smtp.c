// SPDX-License-Identifier: Apache-2.0
// libcurl speaks; this feeds it bytes with CRLF ends (curl adds the dots) and
// reads the server's answers off its header callback, because curl's own error
// does not keep the server's words.
#include "mail/smtp.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "mail/address.h"

#define SAID_BYTES ((size_t)500)

struct talk {
    struct str raw; // what is still to be sent
    char last;      // the byte sent last
    char said[SAID_BYTES];
    size_t said_n;
    int code;
};

static void curl_auto(CURL **p)
{
    if (*p)
        curl_easy_cleanup(*p);
}

static void slist_auto(struct curl_slist **p)
{
    curl_slist_free_all(*p);
}

// Bare line ends become CRLF on the way out.
static size_t on_read(char *out, size_t size, size_t count, void *data)
{
    struct talk *t = data;
    size_t room = size * count, n = 0;
    while (t->raw.n && n + 2 <= room) {
        char c = t->raw.p[0];
        if (c == '\n' && t->last != '\r')
            out[n++] = '\r';
        out[n++] = t->last = c;
        t->raw = str_from(t->raw, 1);
    }
    return n;
}

// Each line of the server's answers: "250-SIZE 1000", "550 5.1.1 no such user".
static size_t on_line(char *line, size_t size, size_t count, void *data)
{
    struct talk *t = data;
    struct str s = str_trim((struct str){line, size * count});
    int64_t code;
    // The goodbye (221) after a refusal is not what the server had to say.
    if (s.n >= 3 && str_to_int64(str_slice(s, 0, 3), &code) && code >= 200 && code < 600 && code != 221) {
        bool goes_on = t->code == (int)code && t->said_n && t->said_n + s.n + 1 < SAID_BYTES && code >= 400;
        if (goes_on)
            t->said[t->said_n++] = ' ';
        else
            t->said_n = 0;
        s = str_slice(s, 0, SAID_BYTES - t->said_n);
        memcpy(t->said + t->said_n, s.p, s.n);
        t->said_n += s.n;
        t->code = (int)code;
    }
    return size * count;
}

static const char *server_url(struct arena *a, const struct smtp_server *server)
{
    struct buf b = buf_make(a, 128);
    bool six = str_find_char(server->host, ':') >= 0;
    buf_addf(&b, "%s://%s%.*s%s:%d/", server->tls ? "smtps" : "smtp", six ? "[" : "", STR_ARG(server->host),
             six ? "]" : "", server->port);
    escape_url(&b, str_or(server->helo, S("localhost")));
    return str_cstr(a, buf_str(&b));
}

static void set_options(struct ctx *c, CURL *curl, const struct smtp_server *server, struct talk *talk)
{
    curl_easy_setopt(curl, CURLOPT_URL, server_url(c->arena, server));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    long limit = (long)(server->limit_ms > 0 ? server->limit_ms : 60000);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, limit);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, limit < 20000 ? limit : 20000L);
    if (!server->tls)
        curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(server->starttls_must ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (!str_is_empty(server->user)) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, str_cstr(c->arena, server->user));
        curl_easy_setopt(curl, CURLOPT_PASSWORD, str_cstr(c->arena, server->password));
    }
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(curl, CURLOPT_READDATA, talk);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_line);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, talk);
}

static struct smtp_result result_of(struct arena *a, const struct talk *talk, CURLcode code)
{
    struct smtp_result r = {.code = talk->code};
    if (code == CURLE_OK) {
        r.outcome = SMTP_ACCEPTED;
    } else {
        // A wrong password is 5xx too, but it is ours to put right, not the recipient's fault.
        bool for_good = talk->code >= 500 && code != CURLE_LOGIN_DENIED;
        r.outcome = for_good ? SMTP_REFUSED : SMTP_LATER;
    }
    struct str said = {talk->said, talk->said_n};
    if (code != CURLE_OK && talk->code < 400) {
        said = str_of(curl_easy_strerror(code));
        r.code = 0;
    }
    r.said = utf8_repair(a, str_dup(a, str_slice(said, 0, SAID_BYTES)));
    return r;
}

enum rc smtp_send(struct ctx *c, const struct smtp_server *server, struct str envelope_from, struct str recipient,
                  struct str raw, struct smtp_result *ret_result)
{
    if (!address_check(recipient) || (!str_is_empty(envelope_from) && !address_check(envelope_from)))
        return fail(c, RC_INVALID, "This is no mail address that can be written to.");
    AUTO(curl_auto) CURL *curl = curl_easy_init();
    must(curl);
    struct talk talk = {.raw = raw};
    set_options(c, curl, server, &talk);
    // No sender ("<>") is what automatic mail carries, so that bounces of it go nowhere (RFC 5321, 4.5.5).
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, str_is_empty(envelope_from) ? "<>" : str_cstr(c->arena, envelope_from));
    AUTO(slist_auto) struct curl_slist *to = curl_slist_append(NULL, str_cstr(c->arena, recipient));
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    *ret_result = result_of(c->arena, &talk, curl_easy_perform(curl));
    return RC_OK;
}

static enum rc read_port(struct ctx *c, struct str text, int *ret_port)
{
    int64_t port;
    if (!str_to_int64(text, &port) || port < 1 || port > 65535)
        return fail(c, RC_INVALID, "The mail server's port must be a number from 1 to 65535.");
    *ret_port = (int)port;
    return RC_OK;
}

static enum rc read_host(struct ctx *c, struct str text, struct smtp_server *s)
{
    ptrdiff_t close = str_starts(text, S("[")) ? str_find_char(text, ']') : -1;
    struct str port = STR_NONE;
    if (close > 0) {
        s->host = str_slice(text, 1, (size_t)close);
        text = str_from(text, (size_t)close + 1);
        if (str_starts(text, S(":")))
            port = str_from(text, 1);
    } else {
        ptrdiff_t colon = str_find_char(text, ':');
        s->host = colon < 0 ? text : str_slice(text, 0, (size_t)colon);
        port = colon < 0 ? STR_NONE : str_from(text, (size_t)colon + 1);
    }
    for (size_t i = 0; i < s->host.n; i++) {
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:", s->host.p[i]))
            return fail(c, RC_INVALID, "The mail server's name has a character that no host name has.");
    }
    if (str_is_empty(s->host))
        return fail(c, RC_INVALID, "The mail server's address names no host; write smtp://mail.example.org.");
    return str_is_none(port) ? RC_OK : read_port(c, port, &s->port);
}

enum rc smtp_server_parse(struct ctx *c, struct str url, struct smtp_server *ret_server)
{
    struct smtp_server s = {.limit_ms = 60000};
    url = str_trim(url);
    s.tls = str_starts_nocase(url, S("smtps://"));
    if (!s.tls && !str_starts_nocase(url, S("smtp://")))
        return fail(c, RC_INVALID, "A mail server's address begins with smtp:// or smtps://.");
    url = str_from(url, s.tls ? 8 : 7);
    struct str rest = url, query = STR_NONE;
    if (str_cut(&rest, '?', &url))
        query = rest;
    if (!str_is_empty(query) && !str_eq(query, S("starttls=must")))
        return fail(c, RC_INVALID, "After the mail server's name only ?starttls=must may stand.");
    s.starttls_must = !str_is_empty(query);
    ptrdiff_t at = str_find_last_char(url, '@');
    if (at >= 0) {
        struct str login = str_slice(url, 0, (size_t)at), user;
        str_cut(&login, ':', &user);
        s.user = unescape_url(c->arena, user, false);
        s.password = unescape_url(c->arena, login, false);
        url = str_from(url, (size_t)at + 1);
    }
    while (str_ends(url, S("/")))
        url = str_slice(url, 0, url.n - 1);
    TRY(read_host(c, url, &s));
    if (s.port == 0)
        s.port = s.tls ? 465 : str_is_empty(s.user) ? 25 : 587;
    s.host = str_dup(c->arena, s.host);
    *ret_server = s;
    return RC_OK;
}
