// SPDX-License-Identifier: Apache-2.0
// Search over subjects, bodies, people and tags, and the query words of
// INTERFACE.md. Text is folded here (case, accents, word breaks by ICU), so that
// both engines see the same words and give the same answers. Exact numbers come
// first; only what the asker may see is found.
#pragma once

#include "desk/ticket.h"

// Words that stand in a query beside free text; a comma in a value means "or".
//   is:open is:closed is:late is:resting is:solved is:declined is:withdrawn is:merged
//   waiting:us waiting:you waiting:other   owner:me owner:ana@example.org   requester:me …
//   team:IT   tag:vpn   effect:stuck   reach:many   promise:late promise:soon promise:today
//   before:2026-10-14 after:2026-10-14 (when it was asked)   R-2418 or 2418   "exact words"   -word
struct search_query;
// RC_INVALID with the word at fault and the nearest known one ("did you mean promise?").
NODISCARD enum rc search_parse(struct ctx *c, const struct actor *who, struct str text, struct search_query **ret_query);
// The query read back in plain words.
struct str search_said(struct arena *a, const struct search_query *q);
NODISCARD enum rc search_run(struct db *db, const struct actor *who, const struct search_query *q, struct str after,
                             int64_t limit, struct ticket_list *ret_list);
// Writes the ticket's row anew from what it holds; called by the verbs in their transaction.
// `added` is the text of a new message alone, so that a long thread is not read again; none: all of it is read.
NODISCARD enum rc search_index(struct db *db, int64_t ticket, struct str added, bool staff_only);
// The same for one that was just asked for by and for these two, with no tags and nobody on copy: nothing of the
// ticket is read again.
struct search_asked_for {
    int64_t ticket, requester_id, owner_id;
    struct str subject, stops, affects, body;
};
NODISCARD enum rc search_index_new(struct db *db, const struct search_asked_for *asked);
struct str search_fold(struct arena *a, struct str text);   // words, folded, one space between and around
