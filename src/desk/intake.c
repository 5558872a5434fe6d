// SPDX-License-Identifier: Apache-2.0
// From raw bytes to a ticket. First the bytes are committed, then they become
// what they are in one transaction. Whatever goes wrong with the second step,
// the mail is never lost: it becomes a ticket with the raw mail as a file, or
// the job that stands in line since the first step tries again.
#include "desk/intake.h"

#include "desk/history.h"
#include "desk/mail_id.h"
#include "desk/person.h"
#include "desk/verbs.h"
#include "base/datetime.h"
#include "base/utf8.h"
#include "mail/address.h"
#include "mail/reply.h"
#include "mail/sanitize.h"

#include "desk/intake.sql.h"

#define INTAKE_JOB_WAIT_MS (30 * SECOND_MS) // the receiver itself is faster, unless it dies
#define UPLOADS_MAX 100
#define ON_COPY_MAX 20
#define HTML_BYTES_MAX (256 * 1024)
#define UNKNOWN_SENDER S("unknown-sender@rapport.invalid")

// ---- the first step ----

struct receiving {
    struct str raw, envelope_to;
    int64_t id;
};

static struct str job_key(struct arena *a, int64_t mail_id)
{
    return str_fmt(a, "mail-in-%" PRId64, mail_id);
}

static enum rc receive_write(struct ctx *c, struct db *db, void *arg)
{
    struct receiving *r = arg;
    TRY(db_int(db, &r->id, mail_in_add, P_BYTES(r->raw), P(r->envelope_to), P(c->now_ms)));
    const struct job_new job = {
        .kind = "mail_in",
        .key = job_key(c->arena, r->id),
        .payload = str_fmt(c->arena, "{\"mail\":%" PRId64 "}", r->id),
        .run_at = c->now_ms + INTAKE_JOB_WAIT_MS,
    };
    return job_add(db, &job);
}

enum rc mail_receive(struct ctx *c, struct store *s, struct str raw, struct str envelope_to, int64_t *ret_id)
{
    struct receiving r = {.raw = raw};
    if (envelope_to.n)
        r.envelope_to = address_normalise(c->arena, utf8_repair(c->arena, envelope_to));
    TRY(store_write(c, s, receive_write, &r));
    *ret_id = r.id;
    return RC_OK;
}

// ---- the second step ----

static enum rc take_done(struct db *db, struct taking *t, const char *state, int64_t ticket, struct str note)
{
    t->result = (struct intake){ticket, str_of(state), note};
    TRY(db_run(db, mail_in_done, P(t->mail_id), P(str_of(state)), P_ID(ticket), P(note)));
    if (t->is_read && ticket && t->mail.message_id.n)
        TRY(db_run(db, mail_reference_add, P(t->mail.message_id), P(ticket), P(db_ctx(db)->now_ms)));
    return job_remove(db, job_key(db_arena(db), t->mail_id));
}

static enum rc note_event(struct db *db, int64_t ticket, const char *kind, struct str who, struct str why)
{
    const struct actor desk = {.via = VIA_MAIL, .role = ROLE_ADMIN};
    struct facts f = facts_begin(db_arena(db));
    facts_text(&f, "to", who);
    facts_text(&f, "why", why);
    const struct event_new e = {ticket, kind, AUDIENCE_STAFF, 0, STR_NONE, facts_end(&f)};
    return history_add(db, &desk, &e);
}

static enum rc take_bounce(struct db *db, struct taking *t, bool *ret_taken)
{
    struct str local = STR_NONE;
    int64_t ticket = mail_id_ticket(db_arena(db), t->id->key, t->automatic.original_message_id, &local), found = 0;
    if (!ticket || !local.n)
        return RC_OK;
    struct str who = t->automatic.recipients_n ? t->automatic.recipients[0].address : STR_NONE;
    struct str why = t->automatic.recipients_n ? t->automatic.recipients[0].diagnostic : STR_NONE;
    why = str_or(why, S("the mail could not be delivered"));
    enum rc rc = db_int(db, &found, mail_out_bounced, P(local), P(why));
    if (rc != RC_OK)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    *ret_taken = true;
    TRY(note_event(db, found, "mail_bounced", str_or(who, S("somebody")), why));
    return take_done(db, t, "automatic", found, S("a mail of ours could not be delivered; its owner sees it in the history"));
}

// Machines never open, reopen or answer anything. What they say about a ticket is noted on it.
static enum rc take_automatic(struct db *db, struct taking *t)
{
    int64_t ticket = 0;
    bool taken = false, by_key;
    if (t->automatic.kind == AUTOMATIC_BOUNCE || t->automatic.kind == AUTOMATIC_DELAYED)
        TRY(take_bounce(db, t, &taken));
    if (taken)
        return RC_OK;
    TRY(intake_match(db, t, 0, &ticket, &by_key));
    if (ticket)
        TRY(note_event(db, ticket, "automatic_mail", str_or(t->sender.address, S("somebody")), str_of(t->automatic.why)));
    return take_done(db, t, ticket ? "automatic" : "set_aside", ticket,
                     str_fmt(db_arena(db), "set aside: %s", t->automatic.why));
}

static struct str cut(struct str s, size_t bytes_max)
{
    return utf8_truncate(s, bytes_max);
}

static struct upload *uploads_of(struct arena *a, const struct taking *t, size_t *ret_n)
{
    size_t n = t->is_read ? t->mail.attachments_n : 0;
    if (n > UPLOADS_MAX)
        n = UPLOADS_MAX;
    struct upload *list = arena_list(a, n + 1, struct upload);
    for (size_t i = 0; i < n; i++) {
        const struct mail_attachment *m = &t->mail.attachments[i];
        list[i] = (struct upload){m->filename, m->type, m->bytes, m->content_id, m->is_inline};
    }
    if (t->keep_raw || (t->is_read && t->mail.attachments_n > UPLOADS_MAX))
        list[n++] = (struct upload){S("the-mail-as-it-came.eml"), S("message/rfc822"), t->raw, STR_NONE, false};
    *ret_n = n;
    return list;
}

static void words_of(struct arena *a, struct taking *t, bool is_answer, struct words *w)
{
    *w = (struct words){.channel = S("mail"), .mail_id = t->mail_id};
    struct str said = t->is_read ? str_trim(t->mail.text) : STR_NONE;
    if (is_answer) {
        struct reply_split split = reply_split(a, said);
        said = split.visible;
        const struct str below[] = {split.quoted, split.signature};
        w->quoted = cut(str_join(a, below, split.signature.n && split.quoted.n ? 2 : 1, S("\n")), HTML_BYTES_MAX);
        if (!split.quoted.n)
            w->quoted = split.signature;
    }
    if (said.n > TICKET_BODY_BYTES_MAX)
        t->keep_raw = true;
    if (t->is_read && t->mail.html.n && t->mail.html.n <= HTML_BYTES_MAX)
        w->html = sanitize_html(a, t->mail.html).html;
    w->body = str_or(cut(said, TICKET_BODY_BYTES_MAX), t->keep_raw ? S("(We could not read this mail; it hangs here as it came.)")
                                                                   : S("(This mail came without words.)"));
    w->uploads = uploads_of(a, t, &w->uploads_n);
}

// People on copy are those of To and Cc who are neither the desk nor the sender.
static enum rc on_copy(struct db *db, const struct taking *t, int64_t sender_id, int64_t *ids, size_t *ret_n)
{
    const struct mail_addresses *lists[] = {&t->mail.to, &t->mail.cc};
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        for (size_t j = 0; j < lists[i]->n && n < ON_COPY_MAX; j++) {
            const struct mail_address *m = &lists[i]->items[j];
            bool ours, created;
            int64_t id;
            if (!address_check(m->address))
                continue;
            TRY(intake_is_ours(db, t, m->address, &ours));
            if (ours)
                continue;
            TRY(person_by_email_or_create(db, m->address, m->name, &id, &created));
            bool known = id == sender_id;
            for (size_t k = 0; k < n; k++)
                known = known || ids[k] == id;
            if (!known)
                ids[n++] = id;
        }
    }
    *ret_n = n;
    return RC_OK;
}

static struct str subject_of(struct arena *a, const struct taking *t, struct str body)
{
    struct str subject = t->is_read ? str_trim(t->mail.subject) : STR_NONE, rest = body, line;
    if (!subject.n && str_cut_line(&rest, &line))
        subject = cut(str_trim(line), 80);
    return cut(str_or(subject, S("(no subject)")), TICKET_SUBJECT_BYTES_MAX);
}

static enum rc take_as_ticket(struct db *db, struct taking *t, const struct actor *who)
{
    struct arena *a = db_arena(db);
    int64_t on_copy_ids[ON_COPY_MAX], number;
    struct ask ask = {.participants = on_copy_ids};
    words_of(a, t, false, &ask.words);
    ask.subject = subject_of(a, t, ask.words.body);
    if (t->is_read) {
        TRY(intake_team(db, t, &ask.team_id));
        if (!t->as_new)
            TRY(on_copy(db, t, who->person_id, on_copy_ids, &ask.participants_n));
    }
    TRY(ticket_ask(db, who, &ask, &number));
    return take_done(db, t, "taken", number, S("a new request"));
}

static enum rc stands_as(struct db *db, const struct query *q, int64_t ticket, int64_t person_id, bool *ret_stands)
{
    const struct param params[] = {P_NULL, P(ticket), P(person_id)};
    int64_t one = 0;
    enum rc rc = db_int_(db, &one, q, params, 2);
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    *ret_stands = rc == RC_OK;
    return RC_OK;
}

// Whoever answers a mail of ours reads along from now on. An outsider of a referral does not: they were told
// what they need to know (R5), and nobody showed them the rest.
static enum rc joins(struct db *db, const struct actor *who, int64_t ticket)
{
    static const struct actor desk = {.via = VIA_MAIL, .role = ROLE_ADMIN};
    struct done done;
    bool outside;
    TRY(stands_as(db, &ticket_is_referred_to, ticket, who->person_id, &outside));
    return outside ? RC_OK : ticket_add_participant(db, &desk, ticket, who->person_id, &done);
}

static enum rc take_as_words(struct db *db, struct taking *t, const struct actor *who, int64_t ticket, bool by_key)
{
    struct words words;
    struct done done = {0};
    bool asks;
    TRY(stands_as(db, &ticket_is_asked_by, ticket, who->person_id, &asks));
    words_of(db_arena(db), t, true, &words);
    if (!asks && actor_is_staff(who)) { // a colleague's mail stays among staff: it sets no next step (R8)
        TRY(ticket_note(db, who, ticket, &words, &done));
        return take_done(db, t, "taken", ticket, S("a note, since it came from a colleague"));
    }
    if (!asks && by_key)
        TRY(joins(db, who, ticket));
    TRY(ticket_add_words(db, who, ticket, &words, &done));
    return take_done(db, t, "taken", done.number, done.opened_successor ? S("carried on in a new request") : S("added to the request"));
}

static enum rc sender_actor(struct db *db, const struct taking *t, struct actor *ret_who)
{
    struct str address = address_check(t->sender.address) ? t->sender.address : UNKNOWN_SENDER;
    struct person person;
    bool made, found;
    int64_t id;
    TRY(person_by_email_or_create(db, address, address.p == t->sender.address.p ? t->sender.name : S("Unknown sender"), &id, &made));
    TRY(person_find_by_email(db, address, &person, &found));
    must(found);
    // Who has left is no staff any more, whatever their row still says.
    enum role role = person.active ? person.role : ROLE_REQUESTER;
    *ret_who = (struct actor){.person_id = id, .role = role, .via = VIA_MAIL, .name = person.name};
    return RC_OK;
}

static enum rc seen_before(struct db *db, const struct taking *t, int64_t *ret_ticket)
{
    if (!t->is_read || !t->mail.message_id.n)
        return RC_OK;
    enum rc rc = db_int(db, ret_ticket, mail_reference_find, P(t->mail.message_id));
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc take_human(struct db *db, struct taking *t)
{
    struct actor who;
    int64_t ticket = 0;
    bool by_key = false, ours = false;
    if (t->is_read)
        TRY(intake_is_ours(db, t, t->sender.address, &ours));
    if (ours)
        return take_done(db, t, "set_aside", 0, S("set aside: it comes from the desk's own address"));
    TRY(sender_actor(db, t, &who));
    if (t->is_read && !t->as_new)
        TRY(intake_match(db, t, who.person_id, &ticket, &by_key));
    return ticket ? take_as_words(db, t, &who, ticket, by_key) : take_as_ticket(db, t, &who);
}

static enum rc take_write(struct ctx *c, struct db *db, void *arg)
{
    struct taking *t = arg;
    int64_t before = 0;
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, mail_in_state_of, P(t->mail_id)));
    bool there = rows_next(&rows);
    struct str state = there ? rows_text(&rows, 0) : STR_NONE;
    if (there && !str_eq(state, S("received")))
        t->result = (struct intake){rows_int(&rows, 1), state, rows_text(&rows, 2)};
    TRY(rows_done(&rows));
    if (!there)
        return fail(c, RC_NOT_FOUND, "there is no mail %" PRId64, t->mail_id);
    if (!str_eq(state, S("received")))
        return RC_OK;
    TRY(seen_before(db, t, &before));
    if (before)
        return take_done(db, t, "duplicate", before, S("the same mail came before"));
    if (t->is_read && t->automatic.kind != AUTOMATIC_HUMAN)
        return take_automatic(db, t);
    return take_human(db, t);
}

static enum rc take_read(struct ctx *c, struct db *db, void *arg)
{
    struct taking *t = arg;
    AUTO(rows_auto) struct rows rows;
    TRY(db_rows(db, &rows, mail_in_by_id, P(t->mail_id)));
    if (!rows_next(&rows)) {
        TRY(rows_done(&rows));
        return fail(c, RC_NOT_FOUND, "there is no mail %" PRId64, t->mail_id);
    }
    t->result = (struct intake){rows_int(&rows, 1), rows_text(&rows, 0), rows_text(&rows, 2)};
    t->raw = rows_bytes(&rows, 3);
    t->envelope_to = rows_text(&rows, 4);
    return rows_done(&rows);
}

static void take_parse(struct ctx *c, struct taking *t)
{
    t->is_read = mail_parse(c, t->raw, &mail_limits_default, &t->mail) == RC_OK;
    t->keep_raw = !t->is_read;
    fail_clear(c);
    if (!t->is_read)
        return;
    t->automatic = automatic_of(c->arena, &t->mail);
    t->sender = intake_sender(&t->mail);
    t->keep_raw = !address_check(t->sender.address) || (!str_trim(t->mail.text).n && !t->mail.attachments_n);
}

// What the rules or the limits would not take as it is becomes a plain new ticket with the mail as a file.
static bool is_of_the_mail(enum rc rc)
{
    return rc == RC_INVALID || rc == RC_REFUSED || rc == RC_DENIED || rc == RC_LIMIT || rc == RC_NOT_FOUND;
}

static enum rc take(struct ctx *c, struct store *s, const struct mail_identity *id, int64_t mail_id, bool parse,
                    struct intake *ret_intake)
{
    struct taking t = {.id = id, .mail_id = mail_id, .keep_raw = true};
    TRY(store_read(c, s, take_read, &t));
    if (str_eq(t.result.state, S("received"))) {
        if (parse)
            take_parse(c, &t);
        enum rc rc = store_write(c, s, take_write, &t);
        if (is_of_the_mail(rc)) {
            fail_clear(c);
            t.as_new = t.keep_raw = true;
            t.mail.attachments_n = 0;
            rc = store_write(c, s, take_write, &t);
        }
        TRY(rc);
    }
    *ret_intake = t.result;
    return RC_OK;
}

enum rc mail_take(struct ctx *c, struct store *s, const struct mail_identity *id, int64_t mail_id, struct intake *ret_intake)
{
    return take(c, s, id, mail_id, true, ret_intake);
}

// A mail over which the program died again and again is not read any more, but kept as it came.
enum rc mail_in_job(struct ctx *c, struct store *s, const struct job *job, void *arg)
{
    enum { DEATHS_UNREAD = 3 };
    struct intake intake;
    int64_t mail_id = facts_get_int(c->arena, job->payload, "mail");
    return take(c, s, arg, mail_id, job->deaths < DEATHS_UNREAD, &intake);
}
