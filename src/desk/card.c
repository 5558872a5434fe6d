// SPDX-License-Identifier: Apache-2.0
// Rows to cards. Who may see them is decided by whoever shows the ticket: these
// are read after the ticket itself was allowed, and hold nothing that its page
// does not show.
#include "desk/card.h"

#include "desk/card.sql.h"

enum rc card_get(struct db *db, int64_t person_id, struct card *ret_card)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, card_by_person, P(person_id)));
    if (!rows_next(&rows)) {
        TRY(rows_done(&rows));
        return fail(db_ctx(db), RC_NOT_FOUND, "there is no such person");
    }
    struct card card = {
        .name = rows_text(&rows, 0),
        .work = rows_text(&rows, 1),
        .good_at = rows_text(&rows, 2),
        .explain = rows_text(&rows, 3),
        .reach = rows_text(&rows, 4),
        .looks_after = rows_text(&rows, 5),
        .hours_in = rows_text(&rows, 6),
        .time_zone = rows_text(&rows, 7),
        .away_until = rows_int(&rows, 8),
        .active = rows_bool(&rows, 9),
    };
    TRY(rows_done(&rows));
    *ret_card = card;
    return RC_OK;
}

enum rc visit_list(struct db *db, int64_t person_id, int64_t but_number, int64_t limit, struct visit_list *ret_list)
{
    must(limit >= 1 && limit <= 20);
    AUTO(rows_auto) struct rows rows;
    struct visit_list list = {.items = arena_list(db_arena(db), (size_t)limit, struct visit)};
    TRY(db_rows(db, &rows, visits_of_person, P(person_id), P(but_number), P(limit)));
    while (rows_next(&rows)) {
        struct visit *v = &list.items[list.n++];
        v->number = rows_int(&rows, 0);
        v->at = rows_int(&rows, 1);
        v->subject = rows_text(&rows, 2);
        must(state_parse(rows_text(&rows, 3), &v->state));
        if (!rows_is_null(&rows, 4))
            must(outcome_parse(rows_text(&rows, 4), &v->outcome));
    }
    TRY(rows_done(&rows));
    *ret_list = list;
    return RC_OK;
}

enum rc colleague_list(struct db *db, int64_t but_id, struct colleague_list *ret_list)
{
    enum { COLLEAGUES_MAX = 200 };
    AUTO(rows_auto) struct rows rows;
    struct colleague_list list = {.items = arena_list(db_arena(db), COLLEAGUES_MAX, struct colleague)};
    TRY(db_rows(db, &rows, colleagues_but_one, P(but_id)));
    while (list.n < COLLEAGUES_MAX && rows_next(&rows))
        list.items[list.n++] = (struct colleague){rows_text(&rows, 0), rows_text(&rows, 1), rows_text(&rows, 2)};
    TRY(rows_done(&rows));
    *ret_list = list;
    return RC_OK;
}
