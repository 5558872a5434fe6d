// SPDX-License-Identifier: Apache-2.0
// Erasing what a ticket says about people, while its history still proves that
// it happened: contents, salts and words are emptied, digests and hashes stay.
// Everything else that copied those words goes as well: mails, what search
// reads, promises, reasons, files that no other ticket has. The event "erased"
// says who did it, when and why; without it the proof would not hold.
#include "desk/history.h"

#include "desk/history.sql.h"
#include "desk/search.h"

// Order matters: bytes are emptied while it is still known whose they are.
static enum rc files_erase(struct db *db, int64_t ticket)
{
    TRY(db_run(db, erase_blobs, P(ticket), P_BYTES(S(""))));
    TRY(db_run(db, erase_attachments, P(ticket)));
    return db_run(db, erase_blobs_loose);
}

static enum rc words_erase(struct db *db, int64_t ticket)
{
    TRY(db_run(db, erase_events, P(ticket)));
    TRY(db_run(db, erase_messages, P(ticket)));
    TRY(db_run(db, erase_ticket, P(ticket), P(db_ctx(db)->now_ms)));
    if (db_changes(db) != 1)
        return fail(db_ctx(db), RC_NOT_FOUND, "There is no request R-%" PRId64 ".", ticket);
    TRY(db_run(db, erase_steps, P(ticket)));
    TRY(db_run(db, erase_handoffs, P(ticket)));
    TRY(db_run(db, erase_referrals, P(ticket)));
    TRY(db_run(db, erase_helpers, P(ticket)));
    return db_run(db, erase_tags, P(ticket));
}

enum rc history_erase(struct db *db, const struct actor *who, int64_t ticket, struct str why)
{
    TRY(words_erase(db, ticket));
    TRY(files_erase(db, ticket));
    TRY(db_run(db, erase_mail_in, P(ticket), P_BYTES(S(""))));
    TRY(db_run(db, erase_mail_out, P(ticket)));
    struct facts f = facts_begin(db_arena(db));
    facts_text(&f, "why", why);
    const struct event_new e = {.ticket = ticket, .kind = "erased", .audience = AUDIENCE_ALL, .content = facts_end(&f)};
    TRY(history_add(db, who, &e));
    return search_index(db, ticket, STR_NONE, false);
}
