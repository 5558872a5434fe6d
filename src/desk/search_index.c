// SPDX-License-Identifier: Apache-2.0
// Keeps the row that search reads for each ticket: its head (number, subject,
// people, tags), what was said to the requester, and the notes. Each part has
// its bound; a very long thread is found by its beginning and by its head.
#include "desk/search_fold.h"
#include "desk/search_index.sql.h"

#include "base/buf.h"
#include "desk/search.h"

#define PART_BYTES_MAX (64 * 1024)
#define HEAD_BYTES_MAX (16 * 1024)

// Appends folded words, of which the leading space is there already.
static void words_add(struct buf *b, struct arena *a, struct str text, size_t bytes_max)
{
    if (b->n + 1 >= bytes_max)
        return;
    struct str folded = search_fold_upto(a, text, bytes_max - b->n);
    buf_add(b, str_from(folded, 1));
}

static enum rc head_make(struct db *db, int64_t ticket, struct str *ret_head)
{
    AUTO(rows_auto) struct rows rows;
    struct arena *a = db_arena(db);
    struct buf head = buf_make(a, 256);
    buf_addf(&head, " r %" PRId64 " ", ticket);
    TRY(db_rows(db, &rows, search_head, P(ticket)));
    while (rows_next(&rows))
        words_add(&head, a, rows_text(&rows, 2), HEAD_BYTES_MAX);
    TRY(rows_done(&rows));
    return buf_done(&head, ret_head);
}

static enum rc index_whole(struct db *db, int64_t ticket, struct str head)
{
    AUTO(rows_auto) struct rows rows;
    struct arena *a = db_arena(db);
    struct buf open = buf_make(a, 1024), notes = buf_make(a, 64);
    buf_add_char(&open, ' ');
    buf_add_char(&notes, ' ');
    TRY(db_rows(db, &rows, search_words, P(ticket)));
    while (rows_next(&rows))
        words_add(rows_bool(&rows, 0) ? &notes : &open, a, rows_text(&rows, 1), PART_BYTES_MAX);
    TRY(rows_done(&rows));
    struct str open_words, note_words;
    TRY(buf_done(&open, &open_words));
    TRY(buf_done(&notes, &note_words));
    return db_run(db, search_write, P(ticket), P(head), P(open_words), P(note_words));
}

enum rc search_index(struct db *db, int64_t ticket, struct str added, bool staff_only)
{
    struct str head;
    TRY(head_make(db, ticket, &head));
    if (!str_is_none(added)) {
        struct str words = str_from(search_fold(db_arena(db), added), 1);
        TRY(db_run(db, search_append, P(ticket), P(head), P(staff_only ? S("") : words), P(staff_only ? words : S("")),
                   P(PART_BYTES_MAX)));
        if (db_changes(db) > 0)
            return RC_OK;
    }
    return index_whole(db, ticket, head);
}
