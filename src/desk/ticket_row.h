// SPDX-License-Identifier: Apache-2.0
// How rows of ticket.sql and search.sql become structs: shared by the files
// that read tickets, and by nobody else. Columns stand in the order of the
// queries and of the views ticket_whole and ticket_line (0001_first.sql).
#pragma once

#include "desk/ticket.h"

bool step_kind_parse(struct str s, enum step_kind *ret_kind);
bool step_who_parse(struct str s, enum step_who *ret_who);
bool step_state_parse(struct str s, enum step_state *ret_state);
bool message_kind_parse(struct str s, enum message_kind *ret_kind);

// The desk itself: jobs and commands. Nobody comes in by the web as that.
bool actor_is_desk(const struct actor *who);

// Reads columns one after the other.
struct row_reader {
    struct rows *rows;
    int column;
};

int64_t row_int(struct row_reader *r);
struct str row_text(struct row_reader *r);
struct person_ref row_person(struct row_reader *r); // id, name, email, active
// id, kind, who, state, who_name, what, by_at, made_at, ended_at, broken_at, made_by, why
struct step row_step(struct row_reader *r);
// The columns of the view ticket_line.
void row_line(struct row_reader *r, int64_t now_ms, struct ticket_line *ret_line);

// Reads the rows of ticket_line from an open query, at most `limit`; one row more
// than that makes a cursor. Ends the rows.
NODISCARD enum rc lines_read(struct db *db, struct rows *rows, int64_t limit, struct ticket_list *ret_list);
// The opaque cursor that stands behind a ticket, and back. RC_INVALID for anything
// that this desk did not give out.
struct str cursor_make(struct arena *a, int64_t number);
NODISCARD enum rc cursor_read(struct ctx *c, struct str cursor, int64_t *ret_number);
// RC_INVALID unless 1 to 200.
NODISCARD enum rc list_limit_check(struct ctx *c, int64_t limit);
