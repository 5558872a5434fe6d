// SPDX-License-Identifier: Apache-2.0
// Writing an archive: a line that says what it is, for each table a line with
// its columns and a line a row, and a last line with the number of rows and the
// SHA-256 of all before it. Rows are arrays; bytes are base64url.
#include "desk/archive.h"

#include "base/datetime.h"
#include "base/escape.h"
#include "desk/archive.sql.h"
#include "desk/archive_file.h"
#include "desk/archive_table.h"

#define SCRATCH_BYTES ((size_t)2 << 30) // a page of the largest rows, written out
#define PROGRESS_ROWS 500

struct writing {
    struct archive_out *out;
    struct arena *scratch;
    int version;
    int64_t rows, total;
    archive_progress *progress;
};

static void value_add(struct arena *a, struct buf *b, const struct param *v)
{
    if (v->kind == PARAM_NULL) {
        buf_lit(b, "null");
    } else if (v->kind == PARAM_INT) {
        buf_add_int(b, v->i);
    } else {
        buf_add_char(b, '"');
        if (v->kind == PARAM_TEXT)
            escape_json(b, v->s);
        else
            buf_add(b, base64url_encode(a, v->s.p, v->s.n));
        buf_add_char(b, '"');
    }
}

static enum rc row_write(struct ctx *c, const struct archive_table *t, const struct param *values, void *arg)
{
    struct writing *w = arg;
    struct buf line = buf_make(c->arena, 1024);
    struct str text;
    for (size_t i = 0; i < t->columns_n; i++) {
        buf_add_char(&line, i ? ',' : '[');
        value_add(c->arena, &line, &values[i]);
    }
    buf_lit(&line, "]\n");
    if (buf_done(&line, &text) != RC_OK)
        return fail(c, RC_LIMIT, "A row of %s is too large to be written down.", t->name);
    if (++w->rows % PROGRESS_ROWS == 0 && w->progress)
        w->progress(w->rows, w->total);
    return out_add(w->out, text);
}

static enum rc table_write(struct ctx *c, struct db *db, struct writing *w, const struct archive_table *t)
{
    struct buf line = buf_make(c->arena, 512);
    buf_addf(&line, "{\"table\":\"%s\",\"columns\":[", t->name);
    for (size_t i = 0; i < t->columns_n; i++)
        buf_addf(&line, "%s\"%s\"", i ? "," : "", t->columns[i].name);
    buf_lit(&line, "]}\n");
    TRY(out_add(w->out, buf_str(&line)));
    return archive_rows_read(db, t, w->scratch, row_write, w);
}

static enum rc all_write(struct ctx *c, struct db *db, void *arg)
{
    struct writing *w = arg;
    uint8_t sha[SHA256_BYTES];
    struct arena *a = c->arena;
    TRY(db_int(db, &w->total, archive_rows));
    TRY(out_add(w->out, str_fmt(a,
                                "{\"rapport\":\"backup\",\"format\":1,\"schema\":%d,\"program\":\"" RAPPORT_VERSION
                                "\",\"made_at\":\"%.*s\"}\n",
                                w->version, STR_ARG(datetime_rfc3339(a, c->now_ms)))));
    for (size_t i = 0; i < archive_tables_n; i++)
        TRY(table_write(c, db, w, &archive_tables[i]));
    out_sha(w->out, sha);
    if (w->progress)
        w->progress(w->rows, w->rows);
    return out_add(w->out, str_fmt(a, "{\"rows\":%" PRId64 ",\"sha256\":\"%.*s\"}\n", w->rows,
                                   STR_ARG(hex_encode(a, sha, sizeof sha))));
}

enum rc archive_write(struct ctx *c, struct store *s, struct str path, archive_progress *progress)
{
    AUTO(out_auto) struct archive_out out = {0};
    AUTO(arena_auto) struct arena *scratch = arena_create(SCRATCH_BYTES);
    struct writing w = {.out = &out, .scratch = scratch, .progress = progress};
    TRY(store_check_version(c, s, &w.version));
    TRY(out_open(c, path, &out));
    TRY(store_read(c, s, all_write, &w));
    return out_finish(&out);
}
