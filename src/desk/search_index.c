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

static struct buf head_begin(struct arena *a, int64_t ticket)
{
    struct buf head = buf_make(a, 256);
    buf_addf(&head, " r %" PRId64 " ", ticket);
    return head;
}

static enum rc head_make(struct db *db, int64_t ticket, struct str *ret_head)
{
    AUTO(rows_auto) struct rows rows;
    struct arena *a = db_arena(db);
    struct buf head = head_begin(a, ticket);
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

// ---- a new ticket ----

// All names come before all addresses, as in search_head.
static enum rc person_add(struct db *db, int64_t id, struct buf *head, struct buf *addresses)
{
    AUTO(rows_auto) struct rows rows;
    struct arena *a = db_arena(db);
    TRY(db_rows(db, &rows, search_person, P(id)));
    for (bool first = true; rows_next(&rows); first = false) {
        if (first)
            words_add(head, a, rows_text(&rows, 0), HEAD_BYTES_MAX);
        words_add(addresses, a, rows_text(&rows, 1), HEAD_BYTES_MAX);
    }
    return rows_done(&rows);
}

static enum rc head_make_new(struct db *db, const struct search_asked_for *asked, struct str *ret_head)
{
    struct arena *a = db_arena(db);
    struct buf addresses = buf_make(a, 128), head = head_begin(a, asked->ticket);
    bool requester_first = asked->requester_id < asked->owner_id;
    words_add(&head, a, asked->subject, HEAD_BYTES_MAX);
    TRY(person_add(db, requester_first ? asked->requester_id : asked->owner_id, &head, &addresses));
    if (asked->requester_id != asked->owner_id)
        TRY(person_add(db, requester_first ? asked->owner_id : asked->requester_id, &head, &addresses));
    buf_add(&head, buf_str(&addresses));
    return buf_done(&head, ret_head);
}

enum rc search_index_new(struct db *db, const struct search_asked_for *asked)
{
    struct arena *a = db_arena(db);
    struct buf open = buf_make(a, 1024);
    struct str head, words;
    TRY(head_make_new(db, asked, &head));
    buf_add_char(&open, ' ');
    words_add(&open, a, asked->stops, PART_BYTES_MAX);
    words_add(&open, a, asked->affects, PART_BYTES_MAX);
    words_add(&open, a, asked->body, PART_BYTES_MAX);
    TRY(buf_done(&open, &words));
    return db_run(db, search_write, P(asked->ticket), P(head), P(words), P(S(" ")));
}
