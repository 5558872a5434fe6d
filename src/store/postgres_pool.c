// SPDX-License-Identifier: Apache-2.0
// Connections to PostgreSQL: made when needed, kept for the next, thrown away at
// the first sign of trouble. Also what a result of the server means. Nothing
// here waits without an end.
#include <errno.h>

#include "store/postgres.h"

static void notice_ignore(void *arg, const PGresult *r) {}

// Defaults come first, so that the URL may say otherwise; the encoding comes
// last, so that it may not. A server that vanished without a word is noticed
// within half a minute.
static PGconn *handle_connect(const char *url)
{
    static const char *const keys[] = {"application_name",
                                       "connect_timeout",
                                       "keepalives_idle",
                                       "keepalives_interval",
                                       "keepalives_count",
                                       "tcp_user_timeout",
                                       "dbname",
                                       "client_encoding",
                                       NULL};
    const char *const values[] = {"rapport", "5", "10", "5", "3", "20000", url, "UTF8", NULL};
    PGconn *h = PQconnectdbParams(keys, values, 1);
    PQsetNoticeReceiver(h, notice_ignore, NULL);
    return h;
}

static void pg_close(struct pg *p)
{
    pg_release_rows(p);
    PQfinish(p->handle);
    free(p->prepared);
    free(p);
}

static enum rc pg_connect(struct ctx *c, const struct pg_store *ps, struct pg **ret_pg)
{
    struct pg *p = calloc(1, sizeof *p);
    must(p);
    p->prepared = calloc((size_t)(query_end - query_first) + 1, 1);
    must(p->prepared);
    p->handle = handle_connect(ps->base.path);
    if (PQstatus(p->handle) == CONNECTION_OK) {
        *ret_pg = p;
        return RC_OK;
    }
    struct str why = str_trim(str_of(PQerrorMessage(p->handle)));
    enum rc rc = trouble_fail(c, TROUBLE_AWAY, why);
    pg_close(p);
    return rc;
}

static void slot_free(struct pg_store *ps)
{
    pthread_mutex_lock(&ps->lock);
    ps->opened--;
    pthread_cond_signal(&ps->idle_came);
    pthread_mutex_unlock(&ps->lock);
}

static bool slot_wait(struct pg_store *ps)
{
    struct timespec until = deadline_after(ps->base.busy_ms);
    while (!ps->idle && ps->opened >= ps->base.readers)
        if (pthread_cond_timedwait(&ps->idle_came, &ps->lock, &until) == ETIMEDOUT)
            return ps->idle || ps->opened < ps->base.readers;
    return true;
}

enum rc pg_take(struct ctx *c, struct pg_store *ps, struct pg **ret_pg, bool *ret_fresh)
{
    pthread_mutex_lock(&ps->lock);
    bool got = slot_wait(ps);
    struct pg *p = got ? ps->idle : NULL;
    if (p)
        ps->idle = p->next;
    else
        ps->opened += got;
    pthread_mutex_unlock(&ps->lock);
    if (!got)
        return trouble_fail(c, TROUBLE_LOCKED, S("no connection came free"));
    bool fresh = !p;
    enum rc rc = fresh ? pg_connect(c, ps, &p) : RC_OK;
    if (rc != RC_OK) {
        slot_free(ps);
        return rc;
    }
    *ret_pg = p;
    *ret_fresh = fresh;
    return RC_OK;
}

void pg_give(struct pg_store *ps, struct pg *p)
{
    pg_release_rows(p);
    if (p->broken || PQstatus(p->handle) != CONNECTION_OK || PQtransactionStatus(p->handle) != PQTRANS_IDLE) {
        pg_close(p);
        slot_free(ps);
        return;
    }
    pthread_mutex_lock(&ps->lock);
    p->next = ps->idle;
    ps->idle = p;
    pthread_cond_signal(&ps->idle_came);
    pthread_mutex_unlock(&ps->lock);
}

void pg_pool_close(struct pg_store *ps)
{
    while (ps->idle) {
        struct pg *p = ps->idle;
        ps->idle = p->next;
        pg_close(p);
    }
}

void pg_release_rows(struct pg *p)
{
    while (p->open_count > 0)
        PQclear(p->open[--p->open_count]);
}

// ---- what a result means ----

static const char *sqlstate(const PGresult *r)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    return state ? state : "";
}

static bool in_class(const char *state, const char *class)
{
    return strncmp(state, class, 2) == 0;
}

bool pg_is_stale(const PGresult *r)
{
    return strcmp(sqlstate(r), "26000") == 0 || strcmp(sqlstate(r), "0A000") == 0;
}

// The server went, goes, became a standby, or is not the one that prepared our statements.
static bool is_broken(const struct pg *p, const PGresult *r, enum store_mode mode)
{
    static const char *const states[] = {"57P01", "57P02", "57P03", "57P05", "25P03"};
    const char *state = sqlstate(r);
    for (size_t i = 0; i < ARRAY_LEN(states); i++)
        if (strcmp(state, states[i]) == 0)
            return true;
    return PQstatus(p->handle) != CONNECTION_OK || !r || in_class(state, "08") || pg_is_stale(r) ||
           (strcmp(state, "25006") == 0 && mode != STORE_READ);
}

enum trouble pg_trouble(struct pg *p, const PGresult *r, enum store_mode mode)
{
    static const struct {
        const char *state;
        enum trouble trouble;
    } known[] = {
        {"40001", TROUBLE_RACE},  {"40P01", TROUBLE_RACE},   {"23505", TROUBLE_UNIQUE},
        {"53100", TROUBLE_FULL},  {"55P03", TROUBLE_LOCKED}, {"57014", TROUBLE_LOCKED},
        {"54000", TROUBLE_LARGE}, {"58030", TROUBLE_IO},     {"XX001", TROUBLE_DAMAGED},
    };
    p->broken |= is_broken(p, r, mode);
    if (p->broken)
        return TROUBLE_AWAY;
    const char *state = sqlstate(r);
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (strcmp(state, known[i].state) == 0)
            return known[i].trouble;
    if (in_class(state, "53")) // no memory, too many connections
        return TROUBLE_LOCKED;
    return TROUBLE_REFUSED;
}
