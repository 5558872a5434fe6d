// SPDX-License-Identifier: Apache-2.0
// Sends one mail: reads what it is about, writes it, hands it to SMTP, and
// notes what became of it. Nothing is locked while the network is busy. If the
// program dies between the server's "250" and our note, the same bytes with the
// same Message-ID leave again: that is the price of never losing one.
#include "base/datetime.h"
#include "desk/history.h"
#include "desk/letter.h"
#include "desk/mail_id.h"
#include "mail/address.h"
#include "mail/compose.h"
#include "mail/smtp.h"

#include "desk/mail_job.sql.h"

#define REFERENCES_MAX 9
#define SIGN_IN_LIFE_MS (30 * MINUTE_MS)
#define NOTE_BYTES_MAX 500

struct sending {
    const struct mail_identity *id;
    int64_t out_id;
    struct letter_facts facts;
    struct str references[REFERENCES_MAX];  // oldest first, without the root
    size_t references_n;
    bool found;
};

// ---- reading ----

struct columns {
    struct rows *rows;
    int at;
};

static struct str text(struct columns *k)
{
    return rows_text(k->rows, k->at++);
}

static int64_t number(struct columns *k)
{
    return rows_int(k->rows, k->at++);
}

static void read_out(struct columns *k, struct letter_facts *f)
{
    int64_t kind = 0;
    f->out_id = number(k);
    f->ticket = number(k);
    f->person_id = number(k);
    if (str_to_int64(text(k), &kind))
        f->kind = (unsigned)kind;
    f->payload = text(k);
    f->mid = text(k);
    f->address = text(k);
    f->state = text(k);
    f->to_name = text(k);
    f->to_zone = text(k);
    f->to_role = text(k);
    f->to_language = text(k);
}

static void read_ticket(struct columns *k, struct letter_facts *f)
{
    f->subject = text(k);
    state_parse(text(k), &f->ticket_state);
    f->owner_id = number(k);
    f->owner = text(k);
    f->requester_id = number(k);
    f->requester = text(k);
    f->team = text(k);
    f->lead = text(k);
    f->decline_why = text(k);
    f->decline_instead = text(k);
    f->playback = text(k);
    f->speaker_id = number(k);
}

static void read_message(struct columns *k, struct letter_facts *f)
{
    f->body = text(k);
    f->message_kind = text(k);
    f->author_id = number(k);
    f->author = text(k);
    f->author_looks_after = text(k);
    f->author_hours = text(k);
    f->step_kind = text(k);
    f->step_what = text(k);
    f->step_who_name = text(k);
    f->step_by = number(k);
    f->next_kind = text(k);
    f->next_what = text(k);
    f->next_by = number(k);
}

// What the mail tells staff about.
static enum rc read_event(struct db *db, struct letter_facts *f)
{
    int64_t number;
    struct event_list list;
    if (!(f->kind & (MAIL_TO_OWNER | MAIL_TO_LEAD)))
        return RC_OK;
    TRY(db_int(db, &number, letter_event, P(f->ticket), P(f->out_id)));
    TRY(history_list(db, f->ticket, true, number - 1, 1, &list));
    if (list.n)
        f->event = list.items[0];
    return RC_OK;
}

static enum rc read_quote(struct db *db, struct letter_facts *f)
{
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, letter_quote, P(f->ticket), P(f->out_id)));
    if (rows_next(&rows)) {
        f->quote = rows_text(&rows, 0);
        f->quote_at = rows_int(&rows, 1);
        f->quote_by = rows_text(&rows, 2);
    }
    return rows_done(&rows);
}

static enum rc read_references(struct db *db, struct sending *s)
{
    struct str newest_first[REFERENCES_MAX];
    size_t n = 0;
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, letter_references, P(s->facts.ticket)));
    while (n < REFERENCES_MAX - 1 && rows_next(&rows))
        newest_first[n++] = rows_text(&rows, 0);
    TRY(rows_done(&rows));
    s->references_n = 0;
    while (n)
        s->references[s->references_n++] = newest_first[--n];
    return RC_OK;
}

static enum rc read_sending(struct ctx *c, struct db *db, void *arg)
{
    struct sending *s = arg;
    struct letter_facts f = {0};
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, letter_facts_of, P(s->out_id)));
    s->found = rows_next(&rows);
    if (s->found) {
        struct columns k = {&rows, 0};
        read_out(&k, &f);
        read_ticket(&k, &f);
        read_message(&k, &f);
    }
    TRY(rows_done(&rows));
    if (!s->found)
        return RC_OK;
    s->facts = f;
    TRY(read_quote(db, &s->facts));
    TRY(read_event(db, &s->facts));
    return read_references(db, s);
}

static enum rc read_sign_in(struct ctx *c, struct db *db, void *arg)
{
    struct sending *s = arg;
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, sign_in_facts_of, P(s->out_id)));
    s->found = rows_next(&rows);
    if (s->found) {
        struct letter_facts *f = &s->facts;
        f->out_id = rows_int(&rows, 0);
        f->person_id = rows_int(&rows, 1);
        f->payload = rows_text(&rows, 3);
        f->mid = rows_text(&rows, 4);
        f->address = rows_text(&rows, 5);
        f->state = rows_text(&rows, 6);
        f->to_name = rows_text(&rows, 7);
    }
    return rows_done(&rows);
}

// ---- writing ----

static void write_sign_in(struct ctx *c, const struct sending *s, struct letter *l)
{
    struct arena *a = c->arena;
    struct link link = {.kind = LINK_SIGN_IN, .person_id = s->facts.person_id, .ends_at = c->now_ms + SIGN_IN_LIFE_MS};
    struct str token = link_token(a, s->id->key, &link);
    l->subject = str_fmt(a, "Your link to sign in at %.*s", STR_ARG(s->id->desk_name));
    letter_add(l, BLOCK_WORDS, str_fmt(a, "Hello %.*s,", STR_ARG(name_first(s->facts.to_name))), STR_NONE);
    letter_add(l, BLOCK_WORDS, S("This link signs you in. It works once, within half an hour."), STR_NONE);
    letter_add(l, BLOCK_BUTTON, S("Sign in"),
               str_fmt(a, "%.*s/session/link?token=%.*s", STR_ARG(s->id->base_url), STR_ARG(token)));
    letter_add(l, BLOCK_SMALL, S("If you did not ask for it, you can leave this mail alone: nothing happens."), STR_NONE);
}

static enum rc compose(struct ctx *c, const struct sending *s, const struct letter *l, struct str *ret_from, struct str *ret_raw)
{
    struct arena *a = c->arena;
    const struct letter_facts *f = &s->facts;
    struct mail_address from = identity_address(a, s->id->from);
    struct str domain = address_domain(from.address), refs[REFERENCES_MAX + 1];
    if (!domain.n)
        return fail(c, RC_INVALID, "the desk has no mail address to write from: start it with --from ADDRESS");
    size_t n = 0;
    if (f->ticket)
        refs[n++] = str_fmt(a, "%.*s@%.*s", STR_ARG(mail_id_root(a, s->id->key, f->ticket)), STR_ARG(domain));
    for (size_t i = 0; i < s->references_n; i++)
        refs[n++] = s->references[i];
    struct str desk = str_or(from.name, s->id->desk_name);
    struct mail_draft d = {
        .from = {l->from_name.n ? str_fmt(a, "%.*s (%.*s)", STR_ARG(l->from_name), STR_ARG(desk)) : desk, from.address},
        .to = {f->to_name, f->address},
        .subject = l->subject,
        .message_id = str_fmt(a, "%.*s@%.*s", STR_ARG(mail_id_signed(a, s->id->key, f->mid)), STR_ARG(domain)),
        .in_reply_to = n ? refs[n - 1] : STR_NONE,
        .references = refs,
        .references_n = n,
        .date_ms = c->now_ms,
        .text = letter_text(a, l),
        .html = letter_html(a, l),
        .author = l->by_person ? MAIL_AUTHOR_PERSON : f->kind == 0 && f->ticket ? MAIL_AUTHOR_REPLIED : MAIL_AUTHOR_GENERATED,
    };
    if (s->id->plus_addresses && f->ticket)
        d.reply_to = (struct mail_address){desk, address_plus(a, from.address, mail_id_plus(a, s->id->key, f->ticket))};
    *ret_from = from.address;
    return mail_compose(c, &d, ret_raw);
}

// ---- what became of it ----

struct ending {
    const struct sending *s;
    struct str state, note;
};

static enum rc write_ending(struct ctx *c, struct db *db, void *arg)
{
    const struct ending *e = arg;
    TRY(db_run(db, mail_out_end, P(e->s->out_id), P(e->state), P(c->now_ms), P(e->note)));
    if (db_changes(db) == 0 || !e->s->facts.ticket || !str_eq(e->state, S("failed")))
        return RC_OK;
    struct facts f = facts_begin(c->arena);
    facts_text(&f, "to", e->s->facts.to_name.n ? e->s->facts.to_name : e->s->facts.address);
    facts_text(&f, "why", e->note);
    const struct actor desk = {.via = VIA_JOB, .role = ROLE_ADMIN};
    const struct event_new event = {e->s->facts.ticket, "mail_failed", AUDIENCE_STAFF, 0, STR_NONE, facts_end(&f)};
    TRY(history_add(db, &desk, &event));
    const struct mail_wanted told = {.kind = MAIL_TO_OWNER, .ticket = e->s->facts.ticket, .person_id = e->s->facts.owner_id,
                                     .facts = event.content};
    return e->s->facts.kind == MAIL_TO_OWNER ? RC_OK : mail_want(db, &told);
}

static enum rc note_ending(struct ctx *c, struct store *s, const struct sending *sending, const char *state, struct str note)
{
    struct ending e = {sending, str_of(state), str_slice(note, 0, NOTE_BYTES_MAX)};
    return store_write(c, s, write_ending, &e);
}

static enum rc deliver(struct ctx *c, struct store *s, const struct sending *sending, const struct letter *l)
{
    struct str from, raw;
    struct smtp_server server;
    struct smtp_result result;
    TRY(compose(c, sending, l, &from, &raw));
    TRY(smtp_server_parse(c, sending->id->smtp, &server));
    TRY(smtp_send(c, &server, from, sending->facts.address, raw, &result));
    if (result.outcome == SMTP_LATER)
        return fail(c, RC_BUSY, "the mail server does not take it yet: %.*s", STR_ARG(result.said));
    if (result.outcome == SMTP_REFUSED)
        return note_ending(c, s, sending, "failed", result.said);
    return note_ending(c, s, sending, "sent", result.said);
}

enum rc mail_job(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    struct sending sending = {.id = arg, .out_id = facts_get_int(c->arena, job->payload, "out")};
    struct letter letter = {0};
    if (sending.id->smtp.n == 0)
        return fail(c, RC_BUSY, "no mail server is set (--smtp): mail waits in the outbox");
    TRY(store_read(c, s, read_sending, &sending));
    if (sending.found) {
        letter_write(c, sending.id, &sending.facts, &letter);
    } else {
        TRY(store_read(c, s, read_sign_in, &sending));
        if (!sending.found)
            return RC_OK;
        write_sign_in(c, &sending, &letter);
    }
    if (!str_eq(sending.facts.state, S("waiting")))
        return RC_OK;
    enum rc rc = deliver(c, s, &sending, &letter);
    if (rc == RC_INVALID) { // an address or a setting that no second try mends
        struct str why = c->failure.detail;
        fail_clear(c);
        return note_ending(c, s, &sending, "failed", why);
    }
    return rc;
}
