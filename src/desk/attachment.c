// SPDX-License-Identifier: Apache-2.0
// Attachments are kept once by their content; a row each says with which
// message they came. The bytes are read only after it is known that the reader
// may have them: who may see the ticket, and for what came with a note, who
// sees notes.
#include "desk/attachment.h"

#include "desk/attachment.sql.h"

static enum rc facts_read(struct db *db, int64_t id, struct attachment *a, struct str *ret_kind)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, attachment_facts, P(id)));
    if (rows_next(&rows)) {
        *a = (struct attachment){id,       rows_int(&rows, 0),  rows_text(&rows, 1), rows_text(&rows, 2),
                                 STR_NONE, rows_bytes(&rows, 3)};
        *ret_kind = rows_text(&rows, 4);
    }
    return rows_done(&rows);
}

// One sentence for what is not there and what may not be seen, so that nobody learns by trying.
static enum rc not_found(struct db *db)
{
    fail_clear(db_ctx(db));
    return fail(db_ctx(db), RC_NOT_FOUND, "There is no such attachment.");
}

enum rc attachment_get(struct db *db, const struct actor *who, int64_t id, struct attachment *ret_attachment)
{
    struct attachment a = {0};
    struct str kind = STR_NONE;
    struct ticket t;
    enum rules_actor as;
    TRY(facts_read(db, id, &a, &kind));
    enum rc rc = a.id ? ticket_get(db, who, a.ticket, &t) : RC_NOT_FOUND;
    if (rc == RC_NOT_FOUND)
        return not_found(db);
    TRY(rc);
    TRY(ticket_actor(db, who, &t, &as));
    if (str_eq(kind, message_kind_name(MESSAGE_NOTE)) && !rules_sees_notes(as))
        return not_found(db);
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, attachment_bytes, P_BYTES(a.sha256)));
    if (rows_next(&rows))
        a.bytes = rows_bytes(&rows, 0);
    TRY(rows_done(&rows));
    *ret_attachment = a;
    return RC_OK;
}
