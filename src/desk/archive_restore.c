// SPDX-License-Identifier: Apache-2.0
// Reading an archive back. The whole file is checked before the first row is
// written, and all rows are one transaction: afterwards everything is there, or
// the place is as empty as before. A line is not trusted further than its types.
#include <jansson.h>

#include "desk/archive.h"

#include "desk/archive.sql.h"
#include "desk/archive_file.h"
#include "desk/archive_table.h"

#define SCRATCH_BYTES ((size_t)2 << 30)
#define PROGRESS_ROWS 500

struct reading {
    struct archive_in *in;
    struct arena *scratch;
    int version;
    int64_t rows; // read, without the lines between
    archive_progress *progress;
    struct db *db; // NULL: only looking
};

static void json_auto(json_t **j)
{
    json_decref(*j);
}

static enum rc bad(struct reading *r, const char *what)
{
    return fail(r->in->c, RC_INVALID, "This is not a whole backup: %s. Nothing was restored.", what);
}

static json_t *line_parse(struct str line)
{
    return json_loadb(line.p ? line.p : "", line.n, JSON_REJECT_DUPLICATES, NULL);
}

static struct str json_str(const json_t *j)
{
    return json_is_string(j) ? (struct str){json_string_value(j), json_string_length(j)} : STR_NONE;
}

static enum rc header_check(struct reading *r, struct str line)
{
    AUTO(json_auto) json_t *j = line_parse(line);
    if (!j || !str_eq(json_str(json_object_get(j, "rapport")), S("backup")))
        return bad(r, "it does not begin like one");
    if (json_integer_value(json_object_get(j, "format")) != 1)
        return bad(r, "it was made by a later program");
    int64_t schema = json_integer_value(json_object_get(j, "schema"));
    if (schema == r->version)
        return RC_OK;
    return fail(r->in->c, RC_CONFLICT,
                "This backup has schema %" PRId64 " and this program needs %d. Please restore it with the version that "
                "made it, and start this one on the result.",
                schema, r->version);
}

static bool columns_fit(const json_t *j, const struct archive_table *t)
{
    const json_t *columns = json_object_get(j, "columns");
    bool fit =
        str_eq(json_str(json_object_get(j, "table")), str_of(t->name)) && json_array_size(columns) == t->columns_n;
    for (size_t i = 0; fit && i < t->columns_n; i++)
        fit = str_eq(json_str(json_array_get(columns, i)), str_of(t->columns[i].name));
    return fit;
}

// A value of a row; false if it is not of its column's type.
static bool value_parse(struct arena *a, const json_t *j, enum archive_kind kind, struct param *ret_value)
{
    struct str s = json_str(j);
    if (json_is_null(j)) {
        *ret_value = P_NULL;
    } else if (kind == ARCHIVE_INT || kind == ARCHIVE_FLAG || kind == ARCHIVE_TIME) {
        *ret_value = param_int(json_integer_value(j));
        return json_is_integer(j);
    } else if (str_is_none(s)) {
        return false;
    } else if (kind == ARCHIVE_BYTES || kind == ARCHIVE_CONTENT) {
        if (!base64url_decode(a, s, &s))
            return false;
        *ret_value = param_bytes(s);
    } else {
        *ret_value = param_text(s);
    }
    return true;
}

static enum rc row_restore(struct reading *r, const struct archive_table *t, const json_t *row)
{
    struct param values[ARCHIVE_COLUMNS_MAX + 1] = {0};
    must(t->columns_n <= ARCHIVE_COLUMNS_MAX);
    if (json_array_size(row) != t->columns_n)
        return bad(r, "a row does not fit its table");
    for (size_t i = 0; i < t->columns_n; i++) {
        if (!value_parse(r->scratch, json_array_get(row, i), t->columns[i].kind, &values[i + 1]))
            return bad(r, "a value does not fit its column");
    }
    r->rows++;
    if (r->rows % PROGRESS_ROWS == 0 && r->progress)
        r->progress(r->in->bytes_read, r->in->bytes_all);
    return r->db ? db_run_(r->db, t->put, values, t->columns_n) : RC_OK;
}

static enum rc end_check(struct reading *r, const json_t *j)
{
    uint8_t sha[SHA256_BYTES];
    struct sha256_state state = r->in->sha;
    sha256_end(&state, sha);
    struct str hex = hex_encode(r->scratch, sha, sizeof sha);
    if (!str_eq(json_str(json_object_get(j, "sha256")), hex))
        return bad(r, "its checksum does not fit, so it was changed or damaged");
    return json_integer_value(json_object_get(j, "rows")) == r->rows ? RC_OK : bad(r, "it has lost rows");
}

// The lines between the first and the last: tables in order, and their rows.
static enum rc line_take(struct reading *r, struct str line, size_t *at, bool *ret_end)
{
    AUTO(json_auto) json_t *j = line_parse(line);
    if (json_is_array(j) && *at > 0) {
        TRY(row_restore(r, &archive_tables[*at - 1], j));
    } else if (json_is_object(j) && *at < archive_tables_n) {
        if (!columns_fit(j, &archive_tables[(*at)++]))
            return bad(r, "a table is not as this program knows it");
    } else if (json_is_object(j)) {
        *ret_end = true;
        return end_check(r, j);
    } else {
        return bad(r, "a line cannot be read");
    }
    in_add(r->in, line);
    return RC_OK;
}

static enum rc lines_take(struct reading *r)
{
    size_t at = 0;
    struct str line;
    bool more, end = false;
    r->rows = 0;
    TRY(in_rewind(r->in));
    TRY(in_line(r->in, r->scratch, &line, &more));
    TRY(header_check(r, line));
    in_add(r->in, line);
    while (!end) {
        arena_reset(r->scratch);
        TRY(in_line(r->in, r->scratch, &line, &more));
        if (!more)
            return bad(r, "its end is missing");
        TRY(line_take(r, line, &at, &end));
    }
    TRY(in_line(r->in, r->scratch, &line, &more));
    return more ? bad(r, "something stands behind its end") : RC_OK;
}

// Reads the file with the ctx in the scratch arena.
static enum rc pass(struct ctx *c, struct reading *r)
{
    struct arena *home = c->arena;
    c->arena = r->scratch;
    enum rc rc = lines_take(r);
    archive_scratch_leave(c, home);
    return rc;
}

static enum rc all_restore(struct ctx *c, struct db *db, void *arg)
{
    struct reading *r = arg;
    int64_t taken = 0;
    TRY(db_int(db, &taken, archive_taken));
    if (taken)
        return fail(c, RC_CONFLICT,
                    "There is a desk in this database already. A backup is restored into an empty one.");
    TRY(db_run(db, archive_defer));
    r->db = db;
    TRY(pass(c, r));
    return db_run(db, archive_numbers);
}

enum rc archive_restore(struct ctx *c, struct store *s, struct str path, archive_progress *progress)
{
    AUTO(in_auto) struct archive_in in = {0};
    AUTO(arena_auto) struct arena *scratch = arena_create(SCRATCH_BYTES);
    struct reading r = {.in = &in, .scratch = scratch};
    TRY(store_check_version(c, s, &r.version));
    TRY(in_open(c, path, &in));
    TRY(pass(c, &r));
    r.progress = progress;
    return store_write(c, s, all_restore, &r);
}
