// SPDX-License-Identifier: Apache-2.0
// Which mails leave: one mail_out row and one job a recipient, written in the
// transaction of what they are about. An inactive person, and the one who did
// it, get none.
#include "desk/mail_id.h"
#include "desk/mailing.h"

#include "desk/mail_want.sql.h"

#define TO_REQUESTER_SIDE (MAIL_REPLY | MAIL_INTRODUCTION | MAIL_PROPOSAL | MAIL_BROKEN | MAIL_RENEWED | MAIL_DECLINE | \
                           MAIL_REVIEW_ANSWER | MAIL_FOLLOW_UP | MAIL_MERGED | MAIL_REFERRAL | MAIL_CLOSED |           \
                           MAIL_PLAYBACK | MAIL_REFERRAL_DONE)
// What people on copy read as well.
#define TO_PARTICIPANTS (MAIL_REPLY | MAIL_INTRODUCTION | MAIL_PROPOSAL | MAIL_DECLINE | MAIL_MERGED | MAIL_CLOSED)

enum rc mail_want(struct db *db, const struct mail_wanted *m)
{
    struct arena *a = db_arena(db);
    int64_t out_id;
    struct str mid = mail_id_new(a, m->ticket), facts = str_or(m->facts, S("{}"));
    struct str kind = str_fmt(a, "%u", m->kind);
    enum rc rc = m->person_id
        ? db_int(db, &out_id, mail_out_add_person, P_ID(m->ticket), P_ID(m->message_id), P(m->person_id), P(kind), P(facts),
                 P(mid), P(db_ctx(db)->now_ms))
        : db_int(db, &out_id, mail_out_add_outsider, P_ID(m->ticket), P_ID(m->message_id), P(m->address), P(kind), P(facts),
                 P(mid), P(db_ctx(db)->now_ms));
    if (rc == RC_NOT_FOUND) // nobody active with an address: nothing to send
        return RC_OK;
    TRY(rc);
    const struct job_new job = {
        .kind = "mail",
        .payload = str_fmt(a, "{\"out\":%" PRId64 "}", out_id),
        .run_at = db_ctx(db)->now_ms,
    };
    return job_add(db, &job);
}

struct wanting {
    struct db *db;
    const struct actor *who;
    const struct ticket *t;
    int64_t message_id;
    struct str facts;
};

static enum rc want_for(const struct wanting *w, unsigned kind, int64_t person_id)
{
    if (!person_id || person_id == w->who->person_id)
        return RC_OK;
    const struct mail_wanted m = {.kind = kind, .ticket = w->t->number, .message_id = w->message_id,
                                  .person_id = person_id, .facts = w->facts};
    return mail_want(w->db, &m);
}

// Reads all ids first: a query under way and another write do not share a statement.
static enum rc want_for_each(const struct wanting *w, unsigned kind, const struct query *q)
{
    enum { PEOPLE_MAX = 200 };
    int64_t ids[PEOPLE_MAX];
    size_t n = 0;
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(w->db, &rows, *q, P(w->t->number)));
    while (n < PEOPLE_MAX && rows_next(&rows))
        ids[n++] = rows_int(&rows, 0);
    TRY(rows_done(&rows));
    for (size_t i = 0; i < n; i++)
        TRY(want_for(w, kind, ids[i]));
    return RC_OK;
}

static enum rc want_outsider(const struct wanting *w)
{
    struct mail_wanted m = {.kind = MAIL_REFERRAL, .ticket = w->t->number, .message_id = w->message_id, .facts = w->facts};
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(w->db, &rows, referral_newest, P(w->t->number)));
    bool found = rows_next(&rows);
    if (found) {
        m.name = rows_text(&rows, 0);
        m.address = rows_text(&rows, 1);
    }
    TRY(rows_done(&rows));
    return found ? mail_want(w->db, &m) : RC_OK;
}

static enum rc want_lead(const struct wanting *w)
{
    int64_t id;
    enum rc rc = db_int(w->db, &id, lead_who_is_there, P(w->t->team_lead_id));
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    TRY(rc);
    return want_for(w, MAIL_TO_LEAD, id);
}

static enum rc want_kind(const struct wanting *w, unsigned kind)
{
    const struct ticket *t = w->t;
    if (kind & TO_REQUESTER_SIDE)
        TRY(want_for(w, kind, t->speaker.id ? t->speaker.id : t->requester.id));
    if (kind & TO_PARTICIPANTS)
        TRY(want_for_each(w, kind, &participants_of_ticket));
    if (kind == MAIL_REFERRAL)
        TRY(want_outsider(w));
    if (kind == MAIL_TO_OWNER)
        TRY(want_for(w, kind, t->owner.id));
    if (kind == MAIL_TO_LEAD)
        TRY(want_lead(w));
    if (kind == MAIL_OFFER)
        TRY(want_for_each(w, kind, &offered_people));
    return RC_OK;
}

enum rc mail_want_all(struct db *db, const struct actor *who, const struct ticket *t, unsigned mails, int64_t message_id,
                      struct str facts)
{
    const struct wanting w = {db, who, t, message_id, facts};
    // The lead who owns the ticket reads one mail of it, not two.
    if ((mails & MAIL_TO_LEAD) && t->team_lead_id == t->owner.id)
        mails &= ~(unsigned)MAIL_TO_OWNER;
    for (unsigned bit = 1; bit && bit <= mails; bit <<= 1)
        if (mails & bit)
            TRY(want_kind(&w, bit));
    return RC_OK;
}
