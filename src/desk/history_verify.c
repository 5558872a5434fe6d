// SPDX-License-Identifier: Apache-2.0
// Proves the chains (R35): every event of a ticket in order, each hooked onto
// the one before, each with the digest of what it says and of the words that it
// is about, and the last one the head that the ticket's row keeps. Memory is
// bounded: what was read is forgotten every few events, however long a chain is.
#include "base/crypto.h"
#include "desk/history_hash.h"
#include "desk/history.sql.h"

#define TICKETS_AT_ONCE 500
#define EVENTS_AT_ONCE 200
#define SCRATCH_BYTES ((size_t)256 << 20)

// An event that says what came along with its words.
struct beside {
    int64_t number, message;
    struct str digest;
};

struct proof {
    struct db *db;
    struct arena *scratch;       // forgotten after each batch
    struct verify_result *result;
    // The chain under way.
    int64_t ticket, number;
    uint8_t head[HASH_BYTES];
    struct str outcome;          // how the ticket ended, as its events tell; none while it is open
    struct beside beside[EVENTS_AT_ONCE]; // of the batch under way
    size_t beside_n;
    int64_t emptied;             // an event without content that no "erased" has explained yet; 0 none
    verify_progress *progress; // may be NULL
};

struct ticket_end {
    int64_t ticket, number;
    struct str head, outcome;
};

static bool bytes_same(struct str s, const uint8_t hash[HASH_BYTES])
{
    return s.n == HASH_BYTES && bytes_equal(s.p, hash, HASH_BYTES);
}

// Says what does not fit, once; the sentence outlives the scratch memory.
static bool bad(struct proof *p, int64_t number, const char *why)
{
    p->result->bad_ticket = p->ticket;
    p->result->bad_number = number;
    p->result->why = str_of(why);
    return false;
}

struct event_row {
    struct link_parts link;
    struct str content, salt, hash, body;
    bool has_message;
};

static void read_row(struct rows *rows, struct event_row *e)
{
    *e = (struct event_row){.link = {.number = rows_int(rows, 0),
                                     .at = rows_int(rows, 1),
                                     .actor = rows_int(rows, 2),
                                     .kind = rows_text(rows, 3),
                                     .audience = rows_text(rows, 4),
                                     .message = rows_int(rows, 5),
                                     .digest = rows_bytes(rows, 8),
                                     .previous = rows_bytes(rows, 9),
                                     .ticket = rows_int(rows, 12)},
                            .content = rows_text(rows, 6),
                            .salt = rows_bytes(rows, 7),
                            .hash = rows_bytes(rows, 10),
                            .has_message = !rows_is_null(rows, 11),
                            .body = rows_text(rows, 11)};
}

// What it says: fits its digest, or was emptied as a whole and later explained.
static bool content_fits(struct proof *p, const struct event_row *e)
{
    uint8_t digest[HASH_BYTES];
    if (str_eq(e->link.kind, S("erased")))
        p->emptied = 0;
    if (e->link.message && !e->has_message)
        return bad(p, e->link.number, "the words that it is about are gone");
    if (str_is_none(e->content) && str_is_none(e->salt)) {
        if (e->body.n)
            return bad(p, e->link.number, "it was emptied, but the words that it is about were not");
        p->emptied = p->emptied ? p->emptied : e->link.number;
        return true;
    }
    link_digest(e->salt, e->content, e->body, digest);
    return bytes_same(e->link.digest, digest) ||
           bad(p, e->link.number, "what it says, or the words that it is about, is not what was written");
}

// R14, R15: a ticket ends as its history says, and in no other way.
static void outcome_follow(struct proof *p, struct str kind)
{
    static const struct {
        struct str kind, outcome;
    } ends[] = {{S_INIT("solved"), S_INIT("solved")},         {S_INIT("solved_heard"), S_INIT("solved")},
                {S_INIT("withdrawn"), S_INIT("withdrawn")},   {S_INIT("reason_taken"), S_INIT("declined")},
                {S_INIT("upheld"), S_INIT("declined")},       {S_INIT("merged"), S_INIT("merged")},
                {S_INIT("reopened"), {NULL, 0}},              {S_INIT("unmerged"), {NULL, 0}}};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (str_eq(kind, ends[i].kind))
            p->outcome = ends[i].outcome;
}

static bool link_fits(struct proof *p, const struct event_row *e)
{
    uint8_t hash[HASH_BYTES];
    if (e->link.number != p->number + 1)
        return bad(p, p->number + 1, e->link.number > p->number + 1 ? "it is missing" : "there is more than one with its number");
    if (!bytes_same(e->link.previous, p->head))
        return bad(p, e->link.number, "it does not hook onto the one before");
    link_hash(p->scratch, &e->link, hash);
    if (!bytes_same(e->hash, hash))
        return bad(p, e->link.number, "its time, actor, kind or place is not what was written");
    if (!content_fits(p, e))
        return false;
    outcome_follow(p, e->link.kind);
    struct str beside = e->link.message ? facts_get(p->scratch, e->content, "beside") : STR_NONE;
    if (!str_is_none(beside))
        p->beside[p->beside_n++] = (struct beside){e->link.number, e->link.message, beside};
    memcpy(p->head, hash, sizeof hash);
    p->number++;
    p->result->events++;
    return true;
}

// The HTML, what was quoted, the files: as they came with the words.
static enum rc beside_check(struct proof *p, const struct beside *b, bool *ret_fits)
{
    enum { PARTS_MAX = 2 + 2 * 256 };
    AUTO(rows_auto) struct rows rows;
    struct str *parts = arena_list(p->scratch, PARTS_MAX, struct str);
    size_t n = 0;
    TRY(db_rows(p->db, &rows, verify_beside, P(b->message)));
    while (rows_next(&rows) && n + 2 <= PARTS_MAX) {
        parts[n] = rows_text(&rows, 0);
        parts[n + 1] = n ? rows_bytes(&rows, 2) : rows_text(&rows, 1);
        n += 2;
    }
    TRY(rows_done(&rows));
    *ret_fits = str_eq(history_beside(p->scratch, parts, n), b->digest) ||
                bad(p, b->number, "what came along with its words is not what was written");
    return RC_OK;
}

static enum rc beside_check_all(struct proof *p, bool *ret_fits)
{
    for (size_t i = 0; i < p->beside_n && *ret_fits; i++)
        TRY(beside_check(p, &p->beside[i], ret_fits));
    return RC_OK;
}

// One batch of a chain; *ret_more when there may be further events, *ret_fits whether all of them fit.
static enum rc batch_check(struct proof *p, bool *ret_more, bool *ret_fits)
{
    AUTO(rows_auto) struct rows rows;
    struct event_row e;
    size_t n = 0;
    bool fits = true;
    p->beside_n = 0;
    TRY(db_rows(p->db, &rows, verify_events, P(p->ticket), P(p->number), P(EVENTS_AT_ONCE)));
    while (fits && rows_next(&rows)) {
        read_row(&rows, &e);
        fits = link_fits(p, &e);
        n++;
    }
    *ret_fits = fits;
    *ret_more = fits && n == EVENTS_AT_ONCE;
    if (!fits)
        return RC_OK;
    TRY(rows_done(&rows));
    return beside_check_all(p, ret_fits);
}

static bool end_fits(struct proof *p, const struct ticket_end *t, const uint8_t kept[HASH_BYTES], bool has_head)
{
    if (p->number < t->number)
        return bad(p, p->number + 1, "it is missing");
    if (p->number > t->number)
        return bad(p, t->number + 1, "the ticket does not know of it");
    if (p->number ? !has_head || memcmp(kept, p->head, HASH_BYTES) != 0 : has_head)
        return bad(p, p->number, "the ticket remembers another end of its history");
    if (!str_eq(str_or(p->outcome, S("")), str_or(t->outcome, S(""))))
        return bad(p, p->number, "the ticket stands as ended in another way than its history says");
    if (p->emptied)
        return bad(p, p->emptied, "it was emptied, and nothing says that it was erased");
    return true;
}

static enum rc ticket_check(struct proof *p, const struct ticket_end *t)
{
    bool more = true, fits = true, has_head = !str_is_none(t->head);
    uint8_t kept[HASH_BYTES] = {0};
    if (t->head.n == HASH_BYTES)
        memcpy(kept, t->head.p, HASH_BYTES);
    p->ticket = t->ticket;
    p->number = p->emptied = 0;
    p->outcome = STR_NONE;
    memcpy(p->head, link_origin().p, HASH_BYTES);
    while (more && fits) {
        TRY(batch_check(p, &more, &fits));
        arena_reset(p->scratch);
    }
    if (fits)
        (void)end_fits(p, t, kept, has_head);
    p->result->tickets++;
    return RC_OK;
}

static enum rc ends_read(struct db *db, int64_t after, int64_t only, struct ticket_end *ends, size_t *ret_n)
{
    AUTO(rows_auto) struct rows rows;
    size_t n = 0;
    TRY(db_rows(db, &rows, verify_tickets, P(after), P(only), P(TICKETS_AT_ONCE)));
    while (n < TICKETS_AT_ONCE && rows_next(&rows))
        ends[n++] = (struct ticket_end){rows_int(&rows, 0), rows_int(&rows, 1), rows_bytes(&rows, 2), rows_text(&rows, 3)};
    *ret_n = n;
    return rows_done(&rows);
}

static enum rc loose_on_tickets(struct proof *p, const struct query *q, int64_t only, const char *why)
{
    const struct param params[] = {P_NULL, P(only)};
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows_(p->db, &rows, q, params, 1));
    if (rows_next(&rows)) {
        p->ticket = rows_int(&rows, 0);
        (void)bad(p, 0, why);
    }
    return rows_done(&rows);
}

// Events, words and files that belong to no chain: an event of a ticket that is
// not there, words or a file on a ticket that no event tells of.
static enum rc loose_check(struct proof *p, int64_t only)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(p->db, &rows, verify_orphan));
    if (rows_next(&rows)) {
        p->ticket = rows_int(&rows, 0);
        (void)bad(p, rows_int(&rows, 1), "its ticket is not there");
    }
    TRY(rows_done(&rows));
    if (!p->result->bad_ticket)
        TRY(loose_on_tickets(p, &verify_loose, only, "there are words on it that no event tells of"));
    if (!p->result->bad_ticket)
        TRY(loose_on_tickets(p, &verify_loose_file, only, "there is a file on it that no event tells of"));
    return RC_OK;
}

// The rows of tickets stay in `batch` while their chains come and go in the scratch memory.
static enum rc chains_check(struct proof *p, int64_t only, struct arena *batch)
{
    struct ctx *c = db_ctx(p->db);
    struct ticket_end *ends = arena_list(c->arena, TICKETS_AT_ONCE, struct ticket_end);
    int64_t after = 0;
    size_t n = TICKETS_AT_ONCE;
    int64_t total = 0;
    if (p->progress)
        TRY(db_int(p->db, &total, verify_count));
    while (n == TICKETS_AT_ONCE && !p->result->bad_ticket) {
        c->arena = batch;
        TRY(ends_read(p->db, after, only, ends, &n));
        c->arena = p->scratch;
        for (size_t i = 0; i < n && !p->result->bad_ticket; i++)
            TRY(ticket_check(p, &ends[i]));
        after = n ? ends[n - 1].ticket : after;
        arena_reset(batch);
        if (p->progress && n)
            p->progress(p->result->tickets, total);
    }
    return RC_OK;
}

static void arena_end(void *a)
{
    arena_free(a);
}

// Memory of its own; it goes with the caller's, because a failure's sentence may stand in it.
static struct arena *arena_beside(struct arena *a)
{
    struct arena *beside = arena_create(SCRATCH_BYTES);
    arena_defer(a, arena_end, beside);
    return beside;
}

enum rc history_verify(struct db *db, int64_t ticket, struct verify_result *ret_result)
{
    return history_verify_telling(db, ticket, NULL, ret_result);
}

enum rc history_verify_telling(struct db *db, int64_t ticket, verify_progress *progress,
                               struct verify_result *ret_result)
{
    struct ctx *c = db_ctx(db);
    struct arena *kept = c->arena;
    struct verify_result result = {0};
    struct proof p = {.db = db, .scratch = arena_beside(kept), .result = &result, .progress = progress};
    enum rc rc = chains_check(&p, ticket, arena_beside(kept));
    if (rc == RC_OK && !result.bad_ticket)
        rc = loose_check(&p, ticket);
    c->arena = kept;
    TRY(rc);
    if (ticket && !result.tickets)
        return fail(c, RC_NOT_FOUND, "There is no request R-%" PRId64 ".", ticket);
    *ret_result = result;
    return RC_OK;
}
