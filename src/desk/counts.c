// SPDX-License-Identifier: Apache-2.0
// One query over indexes, in one snapshot, so that the figures fit each other.
// Nothing here decides anything: the figures are for those who watch over the
// desk, on its metrics page.
#include "desk/counts.h"

#include "desk/counts.sql.h"

enum rc desk_count(struct db *db, struct desk_counts *ret_counts)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, desk_counts_now, P(db_ctx(db)->now_ms)));
    if (rows_next(&rows))
        *ret_counts = (struct desk_counts){rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2),
                                           rows_int(&rows, 3), rows_int(&rows, 4)};
    return rows_done(&rows);
}
