// SPDX-License-Identifier: Apache-2.0
// The lists of tickets: what somebody answers for, what somebody asked for, and
// whatever a query asks for, which search runs. One page at a time, never more
// than the limit.
#include "desk/ticket.h"

#include "desk/search.h"
#include "desk/ticket.sql.h"
#include "desk/ticket_row.h"

static enum rc lines_of(struct db *db, const struct query *q, int64_t person_id, int64_t limit,
                        struct ticket_list *ret_list)
{
    TRY(list_limit_check(db_ctx(db), limit));
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, *q, P(person_id), P(limit)));
    return lines_read(db, &rows, limit, ret_list);
}

enum rc ticket_list_owned(struct db *db, int64_t person_id, int64_t limit, struct ticket_list *ret_list)
{
    return lines_of(db, &ticket_lines_owned, person_id, limit, ret_list);
}

enum rc ticket_list_requested(struct db *db, int64_t person_id, int64_t limit, struct ticket_list *ret_list)
{
    return lines_of(db, &ticket_lines_requested, person_id, limit, ret_list);
}

enum rc ticket_list(struct db *db, const struct actor *who, struct str query, struct str after, int64_t limit,
                    struct ticket_list *ret_list)
{
    struct search_query *q;
    TRY(list_limit_check(db_ctx(db), limit));
    TRY(search_parse(db_ctx(db), who, query, &q));
    return search_run(db, who, q, after, limit, ret_list);
}
