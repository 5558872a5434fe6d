// SPDX-License-Identifier: Apache-2.0
// The export: a folder with a file a table, one JSON object a row, and the
// attachments and raw mails as files of their own. No secrets: passwords,
// sessions, tokens and keys stay behind. Names of files are made of digests and
// numbers alone, never of anything that people chose.
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "desk/archive.h"

#include "base/datetime.h"
#include "base/escape.h"
#include "desk/archive.sql.h"
#include "desk/archive_file.h"
#include "desk/archive_table.h"
#include "desk/credential.h"

#define SCRATCH_BYTES ((size_t)1 << 30)
#define PROGRESS_ROWS 500

struct exporting {
    struct str folder;
    struct arena *scratch;
    struct archive_out *out; // of the table under way
    struct buf manifest;     // its list of files
    struct export_result done;
    int64_t table_rows, total;
    int version;
    archive_progress *progress;
};

static enum rc folder_make(struct ctx *c, struct str path)
{
    const char *name = str_cstr(c->arena, path);
    if (mkdir(name, 0700) == 0)
        return RC_OK;
    if (errno != EEXIST)
        return fail_cause(c, RC_IO, str_of(strerror(errno)), "The folder '%s' could not be made.", name);
    DIR *folder = opendir(name);
    bool empty = folder != NULL;
    for (struct dirent *e; empty && (e = readdir(folder));)
        empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
    if (folder)
        closedir(folder);
    return empty ? RC_OK : fail(c, RC_CONFLICT, "'%s' is there already and not an empty folder.", name);
}

static struct str path_in(struct ctx *c, struct str folder, struct str name)
{
    return str_fmt(c->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

// The file of a row's content: blobs by digest, mails by number; both by the row's first column.
static struct str content_name(struct ctx *c, const struct param *key)
{
    if (key->kind == PARAM_BYTES)
        return str_fmt(c->arena, "blobs/%.*s", STR_ARG(hex_encode(c->arena, key->s.p, key->s.n)));
    return str_fmt(c->arena, "mail/%" PRId64 ".eml", key->i);
}

static enum rc content_write(struct ctx *c, struct exporting *x, struct str name, struct str bytes)
{
    AUTO(out_auto) struct archive_out out = {0};
    TRY(out_open(c, path_in(c, x->folder, name), &out));
    out.quick = true;
    TRY(out_add(&out, bytes));
    x->done.files++;
    return out_finish(&out);
}

static void text_add(struct buf *b, struct str text)
{
    buf_add_char(b, '"');
    escape_json(b, text);
    buf_add_char(b, '"');
}

static void number_add(struct arena *a, struct buf *b, int64_t value, enum archive_kind kind)
{
    if (kind == ARCHIVE_FLAG)
        buf_add(b, value ? S("true") : S("false"));
    else if (kind == ARCHIVE_TIME)
        text_add(b, datetime_rfc3339(a, value));
    else
        buf_add_int(b, value);
}

static enum rc value_add(struct ctx *c, struct exporting *x, struct buf *b, const struct param *row, size_t i,
                         enum archive_kind kind)
{
    const struct param *v = &row[i];
    if (v->kind == PARAM_NULL) {
        buf_lit(b, "null");
    } else if (v->kind == PARAM_INT) {
        number_add(c->arena, b, v->i, kind);
    } else if (kind == ARCHIVE_CONTENT) {
        struct str name = content_name(c, &row[0]);
        text_add(b, name);
        return content_write(c, x, name, v->s);
    } else {
        text_add(b, kind == ARCHIVE_BYTES ? hex_encode(c->arena, v->s.p, v->s.n) : v->s);
    }
    return RC_OK;
}

// The desk's options are exported but for what lets somebody in or sign as the desk.
static bool is_secret_option(const struct archive_table *t, const struct param *row)
{
    static const char *const words[] = {"key", "secret", "password", "token"};
    if (strcmp(t->name, "option") != 0)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_has_nocase(row[0].s, str_of(words[i])))
            return true;
    }
    return false;
}

static enum rc row_export(struct ctx *c, const struct archive_table *t, const struct param *row, void *arg)
{
    struct exporting *x = arg;
    struct buf line = buf_make(c->arena, 1024);
    struct str text;
    if (is_secret_option(t, row))
        return RC_OK;
    for (size_t i = 0; i < t->columns_n; i++) {
        if (t->columns[i].kind == ARCHIVE_SECRET)
            continue;
        buf_addf(&line, "%s\"%s\":", i ? "," : "{", t->columns[i].name);
        TRY(value_add(c, x, &line, row, i, t->columns[i].kind));
    }
    buf_lit(&line, "}\n");
    if (buf_done(&line, &text) != RC_OK)
        return fail(c, RC_LIMIT, "A row of %s is too large to be written down.", t->name);
    x->table_rows++;
    if (++x->done.rows % PROGRESS_ROWS == 0 && x->progress)
        x->progress(x->done.rows, x->total);
    return out_add(x->out, text);
}

static enum rc table_export(struct ctx *c, struct db *db, struct exporting *x, const struct archive_table *t)
{
    AUTO(out_auto) struct archive_out out = {0};
    uint8_t sha[SHA256_BYTES];
    struct str name = str_fmt(c->arena, "%s.ndjson", t->export_name);
    x->out = &out;
    x->table_rows = 0;
    TRY(out_open(c, path_in(c, x->folder, name), &out));
    TRY(archive_rows_read(db, t, x->scratch, row_export, x));
    out_sha(&out, sha);
    buf_addf(&x->manifest, "%s\n  {\"file\": \"%.*s\", \"rows\": %" PRId64 ", \"sha256\": \"%.*s\"}",
             x->manifest.n ? "," : "", STR_ARG(name), x->table_rows, STR_ARG(hex_encode(c->arena, sha, sizeof sha)));
    x->done.files++;
    return out_finish(&out);
}

// Last, so that an export with a manifest is a whole one.
static enum rc manifest_write(struct ctx *c, struct exporting *x, struct str desk_name)
{
    AUTO(out_auto) struct archive_out out = {0};
    struct buf b = buf_make(c->arena, 4096);
    buf_addf(&b, "{\"rapport\": \"export\", \"format\": 1, \"schema\": %d, \"program\": \"" RAPPORT_VERSION "\",\n",
             x->version);
    buf_addf(&b, " \"made_at\": \"%.*s\", \"desk\": ", STR_ARG(datetime_rfc3339(c->arena, c->now_ms)));
    text_add(&b, str_or(desk_name, S("")));
    buf_addf(&b, ",\n \"files\": [%.*s\n ]}\n", STR_ARG(buf_str(&x->manifest)));
    TRY(out_open(c, path_in(c, x->folder, S("manifest.json")), &out));
    TRY(out_add(&out, buf_str(&b)));
    x->done.files++;
    return out_finish(&out);
}

static enum rc all_export(struct ctx *c, struct db *db, void *arg)
{
    struct exporting *x = arg;
    struct str desk_name = STR_NONE;
    TRY(db_int(db, &x->total, archive_rows));
    TRY(option_find(db, S("name"), &desk_name));
    for (size_t i = 0; i < archive_tables_n; i++) {
        if (archive_tables[i].export_name)
            TRY(table_export(c, db, x, &archive_tables[i]));
    }
    return manifest_write(c, x, desk_name);
}

enum rc export_write(struct ctx *c, struct store *s, struct str folder, archive_progress *progress,
                     struct export_result *ret_result)
{
    AUTO(arena_auto) struct arena *scratch = arena_create(SCRATCH_BYTES);
    struct exporting x = {
        .folder = folder, .scratch = scratch, .manifest = buf_make(c->arena, 4096), .progress = progress};
    TRY(store_check_version(c, s, &x.version));
    TRY(folder_make(c, folder));
    TRY(folder_make(c, path_in(c, folder, S("blobs"))));
    TRY(folder_make(c, path_in(c, folder, S("mail"))));
    TRY(store_read(c, s, all_export, &x));
    *ret_result = x.done;
    return RC_OK;
}
