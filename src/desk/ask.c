// SPDX-License-Identifier: Apache-2.0
// Asking for help. One transaction makes the ticket with its owner (R1), the
// time by which a person answers (R8, R10), the words, the first event, the
// receipt and what search reads. A sentence is enough (R22).
#include "desk/ask.h"

#include "base/datetime.h"
#include "base/utf8.h"
#include "desk/act.h"
#include "desk/ask.sql.h"
#include "desk/mailing.h"
#include "desk/said.h"
#include "desk/search.h"

#define SUBJECT_FROM_BODY_BYTES 100
#define PARTICIPANTS_MAX 200
#define RECEIPTS_AN_HOUR 10

enum rc tag_clean(struct ctx *c, struct str tag, struct str *ret_tag)
{
    struct str clean = str_lower(c->arena, str_trim(tag));
    if (!clean.n || clean.n > TAG_BYTES_MAX || str_find_char(clean, ',') >= 0 || !utf8_is_printable(clean))
        return fail_field(c, "tags", "A tag is a word or a few, without commas, at most %d characters long.",
                          TAG_BYTES_MAX);
    *ret_tag = clean;
    return RC_OK;
}

// The first line with words, for those who wrote a letter without a title.
static struct str first_line(struct str text)
{
    struct str line;
    while (str_cut_line(&text, &line)) {
        line = str_trim(line);
        if (line.n)
            return str_trim(utf8_truncate(line, SUBJECT_FROM_BODY_BYTES));
    }
    return STR_NONE;
}

static enum rc check(struct ctx *c, const struct ask *ask, struct str *ret_subject, struct words *ret_words)
{
    struct words words = ask->words;
    struct str subject = first_line(ask->subject);
    TRY(said_line(c, "stops", ask->stops));
    TRY(said_line(c, "affects", ask->affects));
    if (ask->subject.n > TICKET_SUBJECT_BYTES_MAX)
        return fail_field(c, "subject", "A title has at most %d characters. Please put the rest into the message.",
                          TICKET_SUBJECT_BYTES_MAX);
    if (ask->tags_n > TAGS_MAX)
        return fail_field(c, "tags", "At most %d tags stand on a ticket.", TAGS_MAX);
    if (ask->participants_n > PARTICIPANTS_MAX)
        return fail_field(c, "participants", "At most %d people can be on copy.", PARTICIPANTS_MAX);
    if (!said(words.body))
        words.body = ask->subject;
    TRY(said_words(c, &words));
    // A subject of a line cut short loses nothing: all of it stands in the message or the first line.
    *ret_subject = str_is_empty(subject) ? str_or(first_line(words.body), S("(no title)")) : str_trim(ask->subject);
    *ret_words = words;
    return RC_OK;
}

struct asking {
    struct act a;
    const struct ask *ask;
    int64_t requester_id;
    struct str requester_name; // none when they wrote it themselves
    bool has_extras;           // tags, or people on copy
};

// The team, and the person on duty when it can be them. What carries on the request of a team that was set aside
// goes to the first that is in use: an answer is never bounced (R16).
static enum rc find_team(struct asking *k, int64_t team_id, int64_t owner_id)
{
    struct act *a = &k->a;
    AUTO(rows_auto) struct rows r;
    TRY(db_rows(a->db, &r, ask_team, P(team_id), P(a->c->now_ms), P(k->requester_id), P(owner_id)));
    if (!rows_next(&r)) {
        TRY(rows_done(&r));
        if (k->ask->successor_of && team_id)
            return find_team(k, 0, owner_id);
        return fail_field(a->c, "team", "There is no such team.");
    }
    a->team = (struct team){.id = rows_int(&r, 0),
                            .name = rows_text(&r, 1),
                            .hours = rows_text(&r, 2),
                            .time_zone = rows_text(&r, 3),
                            .assign = rows_text(&r, 4),
                            .lead_id = rows_int(&r, 5),
                            .lead = {.id = rows_int(&r, 5), .name = rows_text(&r, 6)},
                            .on_duty_id = rows_int(&r, 7),
                            .last_turn_id = rows_int(&r, 8),
                            .target_stuck_ms = rows_int(&r, 9),
                            .target_slowed_ms = rows_int(&r, 10),
                            .target_wait_ms = rows_int(&r, 11)};
    a->t.owner = (struct person_ref){.id = rows_int(&r, 12), .name = rows_text(&r, 13), .active = true};
    return rows_done(&r);
}

static enum rc find_people(struct asking *k, int64_t owner_id)
{
    struct act *a = &k->a;
    bool is_staff;
    TRY(find_team(k, k->ask->team_id, owner_id));
    if (!a->t.owner.id) {
        int64_t id;
        TRY(team_choose_owner(a->db, &a->team, k->requester_id, &id));
        TRY(act_person(a->db, id, &a->t.owner, &is_staff));
    }
    if (k->requester_id == a->who->person_id)
        return RC_OK;
    struct person_ref requester;
    TRY(act_person(a->db, k->requester_id, &requester, &is_staff));
    k->requester_name = requester.name;
    return RC_OK;
}

static enum rc write_row(struct asking *k, struct str subject)
{
    struct act *a = &k->a;
    const struct ask *ask = k->ask;
    a->t.subject = subject;
    a->t.effect = a->row.effect = ask->has_effect ? ask->effect : EFFECT_SLOWED;
    a->t.reach = ask->has_reach ? ask->reach : REACH_ME;
    a->t.requester.id = k->requester_id;
    a->t.team_id = a->team.id;
    a->t.team_lead_id = a->team.lead_id;
    TRY(db_int(a->db, &a->t.number, ask_ticket, P(subject), P(a->t.owner.id), P(a->c->now_ms), P(k->requester_id),
               P(a->team.id), P(said_channel(a->who, ask->words.channel)), P(effect_name(a->t.effect)),
               P(reach_name(a->t.reach)), P(str_or(str_trim(ask->stops), S(""))),
               P(str_or(str_trim(ask->affects), S(""))), P_TIME(ask->matters_by), P_ID(ask->successor_of)));
    TRY(act_step(a));
    return db_run(a->db, ask_ticket_step, P(a->t.number), P(a->row.step_id));
}

// Tags and people on copy. Somebody who asks for another person stays able to see it.
static enum rc write_extras(struct asking *k)
{
    struct act *a = &k->a;
    bool writer_reads_along = a->who->person_id && a->who->person_id != k->requester_id && !actor_is_staff(a->who);
    k->has_extras = writer_reads_along || k->ask->tags_n || k->ask->participants_n;
    for (size_t i = 0; i < k->ask->tags_n; i++) {
        struct str tag;
        TRY(tag_clean(a->c, k->ask->tags[i], &tag));
        TRY(db_run(a->db, tag_add, P(a->t.number), P(tag)));
    }
    for (size_t i = 0; i < k->ask->participants_n; i++)
        if (k->ask->participants[i] != k->requester_id)
            TRY(db_run(a->db, participant_add, P(a->t.number), P(k->ask->participants[i]), P(a->c->now_ms)));
    if (writer_reads_along)
        return db_run(a->db, participant_add, P(a->t.number), P(a->who->person_id), P(a->c->now_ms));
    return RC_OK;
}

// A machine that nobody recognises as one, or somebody who asks in another's name, cannot make the desk write
// without end to an address: the request is taken all the same, and its page and its first reply tell of it.
static enum rc receipt_is_one_too_many(struct asking *k, bool *ret_many)
{
    struct act *a = &k->a;
    int64_t at = 0;
    enum rc rc = db_int(a->db, &at, ask_before, P(k->requester_id), P(RECEIPTS_AN_HOUR));
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    *ret_many = rc == RC_OK && at > a->c->now_ms - HOUR_MS;
    return RC_OK;
}

static enum rc write_receipt(struct asking *k)
{
    struct act *a = &k->a;
    struct facts f = facts_begin(a->arena);
    facts_text(&f, "owner", a->t.owner.name);
    facts_text(&f, "team", a->team.name);
    facts_int(&f, "by", a->t.next.by_at);
    facts_text(&f, "effect", effect_name(a->t.effect));
    if (!str_is_none(k->requester_name))
        facts_text(&f, "for", k->requester_name);
    if (k->ask->successor_of)
        facts_int(&f, "number", k->ask->successor_of);
    struct str facts = facts_end(&f);
    TRY(act_event(a, a->t.number, "asked", a->message_id, a->message_body, facts));
    bool many;
    TRY(receipt_is_one_too_many(k, &many));
    if (many)
        return RC_OK;
    const struct mail_wanted m = {
        .ticket = a->t.number, .message_id = a->message_id, .person_id = k->requester_id, .facts = facts};
    return mail_want(a->db, &m);
}

static enum rc write_search(struct asking *k)
{
    const struct act *a = &k->a;
    if (k->has_extras)
        return search_index(a->db, a->t.number, STR_NONE, false);
    const struct search_asked_for asked = {.ticket = a->t.number,
                                           .requester_id = k->requester_id,
                                           .owner_id = a->t.owner.id,
                                           .subject = a->t.subject,
                                           .stops = str_trim(k->ask->stops),
                                           .affects = str_trim(k->ask->affects),
                                           .body = a->message_body};
    return search_index_new(a->db, &asked);
}

enum rc ask_create(struct db *db, const struct actor *who, const struct ask *ask, int64_t owner_id, int64_t *ret_number)
{
    struct asking k = {.a = {.db = db, .c = db_ctx(db), .arena = db_arena(db), .who = who},
                       .ask = ask,
                       .requester_id = ask->requester_id ? ask->requester_id : who->person_id};
    struct str subject;
    struct words words;
    TRY(check(k.a.c, ask, &subject, &words));
    if (!k.requester_id)
        return fail_field(k.a.c, "requester", "It has to be clear whom this is for.");
    TRY(find_people(&k, owner_id));
    k.a.d.step = STEP_TARGET;
    TRY(write_row(&k, subject));
    TRY(act_say(&k.a, MESSAGE_REQUEST, &words));
    TRY(write_extras(&k));
    TRY(write_receipt(&k));
    TRY(write_search(&k));
    *ret_number = k.a.t.number;
    return RC_OK;
}

enum rc ticket_ask(struct db *db, const struct actor *who, const struct ask *ask, int64_t *ret_number)
{
    return ask_create(db, who, ask, 0, ret_number);
}
