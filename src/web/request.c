// SPDX-License-Identifier: Apache-2.0
// Looking things up in a request and filling a response.
// Headers are few, so they are walked; names compare
// without regard to case, as RFC 9110 has it.
#include "web/request.h"

static const struct str method_names[] = {
    [METHOD_GET] = S_INIT("GET"),         [METHOD_HEAD] = S_INIT("HEAD"),       [METHOD_POST] = S_INIT("POST"),
    [METHOD_PUT] = S_INIT("PUT"),         [METHOD_PATCH] = S_INIT("PATCH"),     [METHOD_DELETE] = S_INIT("DELETE"),
    [METHOD_OPTIONS] = S_INIT("OPTIONS"), [METHOD_OTHER] = S_INIT("(unknown)"),
};

enum method method_parse(struct str s)
{
    for (enum method m = METHOD_GET; m < METHOD_OTHER; m++)
        if (str_eq(s, method_names[m]))
            return m;
    return METHOD_OTHER;
}

struct str method_name(enum method m)
{
    return method_names[m];
}

struct str request_header(const struct request *r, struct str name)
{
    for (size_t i = 0; i < r->headers_n; i++)
        if (str_eq_nocase(r->headers[i].name, name))
            return r->headers[i].value;
    return STR_NONE;
}

struct str request_cookie(const struct request *r, struct str name)
{
    struct str rest = request_header(r, S("cookie")), part;
    while (str_cut(&rest, ';', &part)) {
        part = str_trim(part);
        if (part.n > name.n && str_starts(part, name) && part.p[name.n] == '=')
            return str_from(part, name.n + 1);
    }
    return STR_NONE;
}

void response_reset(struct response *a)
{
    *a = (struct response){.status = 200, .is_private = true};
}

void response_header(struct response *a, struct str name, struct str value)
{
    must(a->headers_n < RESPONSE_HEADERS_MAX);
    a->headers[a->headers_n++] = (struct header){name, value};
}

enum rc response_redirect(struct response *a, struct str path)
{
    response_header(a, S("Location"), path);
    return response_body(a, 303, S("text/plain; charset=utf-8"), S("See the address in Location.\n"));
}

enum rc response_body(struct response *a, int status, struct str type, struct str body)
{
    a->status = status;
    a->type = type;
    a->body = body;
    return RC_OK;
}
