// SPDX-License-Identifier: Apache-2.0
// The request's fingerprint is of its method, path and body, so that a key
// that is used for something else is noticed. The answer is written down in
// the transaction of the act: either both are there or neither is.
#include "web/idempotency.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "web/routes.h"

#define KEY_BYTES_MAX 200

static struct str key_of(const struct request *r)
{
    if (r->route->method != METHOD_POST || !r->signed_in)
        return STR_NONE;
    return request_header(r, S("idempotency-key"));
}

bool idempotency_has_key(const struct request *r)
{
    return key_of(r).n > 0;
}

static struct str fingerprint(const struct request *r)
{
    char *sha = arena_text(r->ctx->arena, SHA256_BYTES);
    sha256_parts((struct str[]){method_name(r->method), r->path, r->body}, 3, (uint8_t *)sha);
    return (struct str){sha, SHA256_BYTES};
}

enum rc idempotency_check(struct request *r)
{
    struct str key = key_of(r);
    bool printable = key.n <= KEY_BYTES_MAX;
    for (size_t i = 0; i < key.n; i++)
        printable = printable && key.p[i] > ' ' && key.p[i] <= '~';
    if (!str_is_none(key) && (!key.n || !printable))
        return fail(r->ctx, RC_INVALID,
                    "An Idempotency-Key is 1 to %d printable characters without spaces, such as a UUID.",
                    KEY_BYTES_MAX);
    return RC_OK;
}

enum rc idempotency_answer(struct request *r, struct db *db, struct response *a, bool *ret_found)
{
    struct kept_answer kept;
    *ret_found = false;
    if (!idempotency_has_key(r))
        return RC_OK;
    enum rc rc = idempotency_find(db, r->who.person_id, key_of(r), fingerprint(r), &kept, ret_found);
    if (rc == RC_CONFLICT)
        r->problem_status = 422;
    if (rc != RC_OK || !*ret_found)
        return rc;
    response_body(a, (int)kept.status, STR_NONE, kept.body);
    struct str line;
    while (str_cut(&kept.headers, '\n', &line)) {
        ptrdiff_t at = str_find_char(line, ':');
        if (at < 0)
            continue;
        struct str name = str_slice(line, 0, (size_t)at), value = str_from(line, (size_t)at + 1);
        if (str_eq(name, S("Content-Type")))
            a->type = value;
        else
            response_header(a, name, value);
    }
    return RC_OK;
}

enum rc idempotency_store(struct request *r, struct db *db, const struct response *a)
{
    if (!idempotency_has_key(r))
        return RC_OK;
    struct buf headers = buf_make(r->ctx->arena, 256);
    buf_addf(&headers, "Content-Type:%.*s\n", STR_ARG(a->type));
    for (size_t i = 0; i < a->headers_n; i++)
        buf_addf(&headers, "%.*s:%.*s\n", STR_ARG(a->headers[i].name), STR_ARG(a->headers[i].value));
    struct kept_answer kept = {a->status, buf_str(&headers), str_is_none(a->body) ? S("") : a->body};
    return idempotency_keep(db, r->who.person_id, key_of(r), fingerprint(r), &kept);
}
