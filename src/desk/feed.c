// SPDX-License-Identifier: Apache-2.0
// The feed of all events by seq, in which nothing is ever skipped. On SQLite
// writers take turns: what is committed is all there is below the newest seq.
// On PostgreSQL a transaction may commit long after a higher seq was read. So
// each writer, before its first event, takes a shared advisory lock that
// carries the newest seq at that moment (history_head): it writes only above
// it. The reader looks at the newest seq first and at the locks afterwards.
#include "desk/history.h"

#include "desk/history.sql.h"
#include "desk/history_row.h"
#include "desk/ticket_row.h"

// Whoever took a seq up to the newest has either ended, and is seen from now
// on, or still shows its lock; the lowest of these is as far as the feed may
// go, and nobody waits for anybody. A lock has 31 bits for the seq, which are
// read as a distance from the newest.
static enum rc horizon(struct ctx *c, struct db *db, void *arg)
{
    return db_int(db, arg, feed_horizon_seq);
}

enum rc feed_horizon(struct ctx *c, struct store *s, int64_t *ret_seq)
{
    int64_t seq = 0;
    TRY(store_read(c, s, horizon, &seq));
    *ret_seq = seq;
    return RC_OK;
}

enum rc feed_list(struct db *db, const struct actor *who, int64_t after_seq, int64_t horizon_seq, int64_t limit,
                  struct event_list *ret_list, int64_t *ret_last_seen)
{
    AUTO(rows_auto) struct rows rows;
    struct event_list list;
    if (actor_is_staff(who) || actor_is_desk(who))
        TRY(db_rows(db, &rows, feed_all, P(after_seq), P(horizon_seq), P(limit)));
    else
        TRY(db_rows(db, &rows, feed_own, P(after_seq), P(horizon_seq), P(limit), P(who->person_id)));
    TRY(events_read(db, &rows, limit, &list));
    bool full = list.n > 0 && list.n == (size_t)limit;
    int64_t end = horizon_seq > after_seq ? horizon_seq : after_seq;
    *ret_last_seen = full ? list.items[list.n - 1].seq : end;
    *ret_list = list;
    return RC_OK;
}
