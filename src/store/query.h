// SPDX-License-Identifier: Apache-2.0
// A query as tools/sqlc makes it from a .sql file: fixed text with a name. The
// tables of all queries stand together in one linker section, so a query's
// place in it indexes the prepared statements of a connection, and a test can
// walk them all.
#pragma once

#include "base/base.h"

// In the .sql file beside the module:
//   -- name: ticket_by_number
//   -- The ticket that people call R-number.
//   SELECT … WHERE number = $1;
// and, only where the engines differ, a twin right after it, with its own sentence:
//   -- name: ticket_by_number @pg
// From src/desk/ticket.sql comes the header "desk/ticket.sql.h", which declares
// `extern const struct query ticket_by_number;`.

struct query {
    const char *name;
    const char *file;     // "src/desk/ticket.sql", for messages
    const char *sqlite;   // the text for SQLite, with $1, $2 …
    const char *postgres; // the same text unless it has a twin
    int params;           // the highest $n in the text
    bool has_twin;
};

extern const struct query query_first[] __asm__("__start_rapport_queries") __attribute__((weak));
extern const struct query query_end[] __asm__("__stop_rapport_queries") __attribute__((weak));
#define QUERY_SECTION __attribute__((section("rapport_queries"), used, aligned(8)))
