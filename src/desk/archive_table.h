// SPDX-License-Identifier: Apache-2.0
// Every table of the schema, its columns in order, and the two queries that
// read and fill it: what backups and exports are made from. A test holds this
// to the schema of both engines, so that nothing is ever left out.
#pragma once

#include "store/db.h"

#define ARCHIVE_COLUMNS_MAX 60

enum archive_kind {
    ARCHIVE_INT,
    ARCHIVE_FLAG, // 0 or 1
    ARCHIVE_TIME, // UTC milliseconds
    ARCHIVE_TEXT,
    ARCHIVE_SECRET,  // text that is in backups and never in exports
    ARCHIVE_BYTES,   // short: a digest, a salt
    ARCHIVE_CONTENT, // long: a file of its own in exports
};

struct archive_column {
    const char *name;
    enum archive_kind kind;
};

struct archive_table {
    const char *name;
    const char *export_name;  // of its file in exports; NULL: not exported
    const struct query *page; // rows after the key ($1, or $1 and $2), at most the last parameter
    const struct query *put;  // all columns in order
    const struct archive_column *columns;
    size_t columns_n, keys_n; // the first keys_n columns are the primary key
    int64_t page_rows;
};

// In the order in which they can be filled.
extern const struct archive_table archive_tables[];
extern const size_t archive_tables_n;

// A value as the database has it; PARAM_NULL for NULL.
typedef enum rc archive_row_fn(struct ctx *c, const struct archive_table *t, const struct param *values, void *arg);

// Calls fn for every row of a table, in a snapshot, with bounded memory: what a
// row is made of lives in the ctx's arena until fn returns, and that is `scratch`.
NODISCARD enum rc archive_rows_read(struct db *db, const struct archive_table *t, struct arena *scratch,
                                    archive_row_fn *fn, void *arg);
// Ends work in a scratch arena: what a failure says moves to `home`, and so does the ctx.
void archive_scratch_leave(struct ctx *c, struct arena *home);
