// SPDX-License-Identifier: Apache-2.0
// Whose answer is this? Signed ids first, then ids that were seen, and last the
// number in the subject, but that only from somebody who is on the ticket:
// anybody can type "[R-12]".
#include "desk/intake.h"

#include "desk/mail_id.h"
#include "mail/address.h"

#include "desk/intake.sql.h"

#define SUBJECT_NUMBERS_MAX 4

struct mail_address intake_sender(const struct mail *m)
{
    if (m->from.n && m->from.items[0].address.n)
        return m->from.items[0];
    if (m->sender.n)
        return m->sender.items[0];
    return (struct mail_address){STR_NONE, STR_NONE};
}

// RC_NOT_FOUND of a lookup is no failure here: it leaves 0.
static enum rc look_up(struct db *db, int64_t *ret_id, const struct query *q, struct param one, struct param two, size_t n)
{
    const struct param params[] = {P_NULL, one, two};
    int64_t id = 0;
    enum rc rc = db_int_(db, &id, q, params, n);
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    *ret_id = rc == RC_OK ? id : 0;
    return RC_OK;
}

static enum rc match_message_id(struct db *db, const struct taking *t, struct str mid, int64_t *ret_ticket)
{
    int64_t ticket = mail_id_ticket(db_arena(db), t->id->key, mid, NULL);
    if (ticket)
        return look_up(db, ret_ticket, &ticket_exists, P(ticket), P_NULL, 1);
    return look_up(db, ret_ticket, &mail_reference_find, P(mid), P_NULL, 1);
}

static enum rc match_ids(struct db *db, const struct taking *t, const struct mail_strs *ids, int64_t *ret_ticket)
{
    for (size_t i = ids->n; i-- > 0 && !*ret_ticket;) // the newest first
        TRY(match_message_id(db, t, ids->items[i], ret_ticket));
    return RC_OK;
}

static enum rc match_plus(struct db *db, const struct taking *t, struct str address, int64_t *ret_ticket)
{
    struct str local = address_local(address);
    ptrdiff_t plus = str_find_char(local, '+');
    if (plus < 0)
        return RC_OK;
    int64_t ticket = mail_id_plus_ticket(db_arena(db), t->id->key, str_from(local, (size_t)plus + 1));
    return ticket ? look_up(db, ret_ticket, &ticket_exists, P(ticket), P_NULL, 1) : RC_OK;
}

static enum rc match_pluses(struct db *db, const struct taking *t, int64_t *ret_ticket)
{
    const struct mail_addresses *lists[] = {&t->mail.delivered_to, &t->mail.to, &t->mail.cc};
    if (t->envelope_to.n)
        TRY(match_plus(db, t, t->envelope_to, ret_ticket));
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        for (size_t j = 0; j < lists[i]->n && !*ret_ticket; j++)
            TRY(match_plus(db, t, lists[i]->items[j].address, ret_ticket));
    return RC_OK;
}

// Each "[R-123]" of the subject in turn.
static bool subject_number(struct str *rest, int64_t *ret_number)
{
    ptrdiff_t at;
    while ((at = str_find_nocase(*rest, S("[R-"))) >= 0) {
        struct str digits;
        *rest = str_from(*rest, (size_t)at + 3);
        if (str_find_char(*rest, ']') < 0)
            return false;
        str_cut(rest, ']', &digits);
        if (str_to_int64(digits, ret_number) && *ret_number > 0)
            return true;
    }
    return false;
}

static enum rc match_subject(struct db *db, const struct taking *t, int64_t person_id, int64_t *ret_ticket)
{
    struct str rest = t->mail.subject;
    int64_t number, is_on = 0;
    for (int i = 0; i < SUBJECT_NUMBERS_MAX && subject_number(&rest, &number); i++) {
        TRY(look_up(db, &is_on, &ticket_has_person, P(number), P(person_id), 2));
        if (is_on) {
            *ret_ticket = number;
            return RC_OK;
        }
    }
    return RC_OK;
}

enum rc intake_match(struct db *db, const struct taking *t, int64_t person_id, int64_t *ret_ticket, bool *ret_by_key)
{
    int64_t ticket = 0;
    TRY(match_ids(db, t, &t->mail.in_reply_to, &ticket));
    if (!ticket)
        TRY(match_ids(db, t, &t->mail.references, &ticket));
    if (!ticket)
        TRY(match_pluses(db, t, &ticket));
    *ret_by_key = ticket != 0;
    if (!ticket && person_id)
        TRY(match_subject(db, t, person_id, &ticket));
    *ret_ticket = ticket;
    return RC_OK;
}

enum rc intake_is_ours(struct db *db, const struct taking *t, struct str address, bool *ret_ours)
{
    struct arena *a = db_arena(db);
    struct str own = identity_address(a, t->id->from).address;
    int64_t team = 0;
    // What the mail server hands in for an address, it has as the desk's.
    *ret_ours = address_same(address, own) || address_plus_tag(address, own).n > 0 ||
                (t->envelope_to.n && address_same(address, identity_address(a, t->envelope_to).address));
    if (!*ret_ours)
        TRY(look_up(db, &team, &intake_team_to, P(address), P_NULL, 1));
    *ret_ours = *ret_ours || team != 0;
    return RC_OK;
}

enum rc intake_team(struct db *db, const struct taking *t, int64_t *ret_team_id)
{
    const struct mail_addresses *lists[] = {&t->mail.delivered_to, &t->mail.to, &t->mail.cc};
    int64_t team = 0;
    if (t->envelope_to.n)
        TRY(look_up(db, &team, &intake_team_to, P(t->envelope_to), P_NULL, 1));
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        for (size_t j = 0; j < lists[i]->n && !team; j++)
            TRY(look_up(db, &team, &intake_team_to, P(lists[i]->items[j].address), P_NULL, 1));
    *ret_team_id = team;
    return RC_OK;
}
