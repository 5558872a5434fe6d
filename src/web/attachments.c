// SPDX-License-Identifier: Apache-2.0
// What strangers sent is handed out so that no browser runs it: saved rather
// than shown, except pictures of kinds that cannot carry a script, under a
// policy that allows nothing.
#include "desk/attachment.h"

#include "base/crypto.h"
#include "base/escape.h"
#include "web/respond.h"
#include "web/routes.h"

static bool is_safe_picture(struct str type)
{
    static const struct str types[] = {S_INIT("image/png"), S_INIT("image/jpeg"), S_INIT("image/gif"),
                                       S_INIT("image/webp")};
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        if (str_eq_nocase(type, types[i]))
            return true;
    return false;
}

// RFC 6266 with RFC 8187: a plain name for old readers, the real one beside it.
static struct str disposition(struct arena *a, const struct attachment *f, bool is_picture)
{
    struct buf b = buf_make(a, 200);
    buf_add(&b, is_picture ? S("inline; filename=\"") : S("attachment; filename=\""));
    for (size_t i = 0; i < f->name.n; i++) {
        unsigned char ch = (unsigned char)f->name.p[i];
        buf_add_char(&b, ch < ' ' || ch > '~' || ch == '"' || ch == '\\' || ch == '/' ? '_' : (char)ch);
    }
    buf_lit(&b, "\"; filename*=UTF-8''");
    escape_url(&b, f->name);
    return buf_str(&b);
}

// What goes into a header is one line of printable bytes.
static struct str header_type(struct str type)
{
    for (size_t i = 0; i < type.n; i++)
        if (type.p[i] < ' ' || type.p[i] > '~')
            return S("application/octet-stream");
    return type.n && type.n < 200 && str_find_char(type, '/') > 0 ? type : S("application/octet-stream");
}

enum rc handle_attachment_show(struct request *r, struct response *a)
{
    struct attachment f;
    TRY(attachment_get(r->db, &r->who, r->ids[0], &f));
    struct arena *arena = r->ctx->arena;
    bool is_picture = is_safe_picture(f.type);
    struct str etag = str_fmt(arena, "\"%.*s\"", STR_ARG(hex_encode(arena, f.sha256.p, f.sha256.n)));
    response_header(a, S("ETag"), etag);
    if (etag_fits(r, etag))
        return response_body(a, 304, STR_NONE, STR_NONE);
    response_header(a, S("Content-Disposition"), disposition(arena, &f, is_picture));
    a->is_foreign = true;
    return response_body(a, 200, is_picture ? f.type : header_type(f.type), f.bytes);
}
