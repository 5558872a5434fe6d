// SPDX-License-Identifier: Apache-2.0
// From the surest sign to the weakest: machine-readable parts, then headers
// that mean "a machine", then a bounce's sender and words, then lists, then the
// subjects of absence notices.
#include "mail/automatic.h"

#include "mail/address.h"
#include "mail/bounce.h"
#include "mail/header.h"
#include "mail/list.h"
#include "mail/words.h"

#define HEAD_BYTES ((size_t)32 * 1024)

static const struct mail_part *part_of(const struct mail *m, const char *type)
{
    for (size_t i = 0; i < m->parts_n; i++) {
        if (str_eq(m->parts[i].type, str_of(type)))
            return &m->parts[i];
    }
    return NULL;
}

static struct str sender_of(const struct mail *m)
{
    return m->from.n ? m->from.items[0].address : m->sender.n ? m->sender.items[0].address : S("");
}

// The first "Name: value" line of a copied header block.
static struct str field_in(struct str text, struct str name)
{
    struct str line;
    text = str_slice(text, 0, HEAD_BYTES);
    while (str_cut_line(&text, &line)) {
        line = str_trim(line);
        if (str_starts_nocase(line, name))
            return str_trim(str_from(line, name.n));
    }
    return STR_NONE;
}

static struct str original_id(struct arena *a, const struct mail *m)
{
    static const char *const types[] = {"message/rfc822", "text/rfc822-headers", "message/global",
                                        "message/global-headers"};
    struct str id = STR_NONE;
    for (size_t i = 0; i < ARRAY_LEN(types) && str_is_empty(id); i++) {
        const struct mail_part *part = part_of(m, types[i]);
        id = part ? field_in(part->bytes, S("Message-ID:")) : STR_NONE;
    }
    if (str_is_empty(id))
        id = field_in(str_from(m->text, bounce_without_copy(m->text).n), S("Message-ID:"));
    struct mail_strs ids = header_ids(a, id, 2);
    if (ids.n)
        return ids.items[0];
    return m->in_reply_to.n ? m->in_reply_to.items[0] : STR_NONE;
}

// An address that no person has.
static bool is_daemon(const struct mail *m)
{
    static const char *const locals[] = {
        "mailer-daemon", "mailer_daemon", "maildaemon", "mail-daemon", "mailerdaemon", "mdaemon@", "mmdf@",
        "double-bounce", "bounce@",       "bounces@",   "bounce-",     "bounce+",      "bounces+"};
    struct str name = m->from.n ? S("") : mail_header_get(m, "From");
    return words_start(sender_of(m), locals, ARRAY_LEN(locals)) || str_has_nocase(name, S("mailer-daemon"));
}

// Or one that also a person who looks after mail may write from: not enough by itself.
static bool from_daemon(const struct mail *m)
{
    static const char *const locals[] = {"postmaster", "post_master", "postmast", "bounce", "smtpd"};
    static const char *const names[] = {
        "mail delivery", "mail administrator",     "mailer daemon",      "mail system", "system administrator",
        "mailer-daemon", "internet mail delivery", "delivery subsystem", "postmaster"};
    struct str name = m->from.n ? m->from.items[0].name : S("");
    return is_daemon(m) || words_start(sender_of(m), locals, ARRAY_LEN(locals)) ||
           words_in(name, names, ARRAY_LEN(names));
}

static bool no_return(const struct mail *m)
{
    struct str path = mail_header_get(m, "Return-Path");
    return str_eq(path, S("<>")) || words_start(path, (const char *[]){"<mailer-daemon", "mailer-daemon", "<\"\">"}, 3);
}

static const char *const bounce_words[] = {
    "undeliver",
    "delivery failure",
    "delivery failed",
    "failure notice",
    "mail delivery",
    "returned mail",
    "delivery status notification",
    "mail failure",
    "mail system error",
    "non delivery",
    "nondeliverable",
    "delivery notification",
    "could not be delivered",
    "delivery report",
    "mail could not",
    "message delivery",
    "delivery error",
    "mail error",
    "returned to sender",
    "message status - undeliver",
    "rejected mail",
    "mail returned",
    "unzustellbar",
    "nicht zugestellt",
    "zustellung",
    "non remis",
    "échec de la remise",
    "no se ha podido entregar",
    "non recapitabile",
    "não entregue",
    "onbestelbaar",
    "nelze doručit",
    "niedostarcz",
    "メールエラー",
    "postmaster notify",
    "user unknown",
    "unknown user",
    "delivery problem",
    "warning: could not send",
    "failed mail",
    "email not delivered",
    "mail not delivered",
    "message rejected",
    "undelivered",
};

static bool bounce_subject(const struct mail *m)
{
    return words_in(m->subject, bounce_words, ARRAY_LEN(bounce_words));
}

static struct mail_strs own_addresses(struct arena *a, const struct mail *m)
{
    struct mail_strs own = {0};
    const struct mail_addresses *lists[] = {&m->from, &m->to, &m->cc, &m->sender, &m->reply_to, &m->delivered_to};
    for (size_t l = 0; l < ARRAY_LEN(lists); l++) {
        for (size_t i = 0; i < lists[l]->n && i < 50; i++)
            list_add(a, own.items, own.n, lists[l]->items[i].address);
    }
    return own;
}

static struct automatic decided(struct automatic r, enum automatic_kind kind, const char *why)
{
    r.kind = kind;
    r.why = why;
    return r;
}

static void add_failed_header(struct arena *a, const struct mail *m, struct automatic *r)
{
    struct str list = mail_header_get(m, "X-Failed-Recipients"), one;
    struct mail_strs none = {0};
    while (!str_is_empty(list) && str_cut(&list, ',', &one))
        bounce_read_prose(a, str_trim(one), &none, 3, r);
}

// Both halves of a report: what the machine wrote for machines, and for people.
static bool read_report(struct arena *a, const struct mail *m, struct automatic *r)
{
    static const char *const types[] = {"message/delivery-status", "message/global-delivery-status"};
    const struct mail_part *part = part_of(m, types[0]) ? part_of(m, types[0]) : part_of(m, types[1]);
    bool reports = str_starts_nocase(mail_header_get(m, "Content-Type"), S("multipart/report"));
    if (!part || !(reports || from_daemon(m) || no_return(m)))
        return false;
    enum bounce_action action = bounce_read_status(a, part->bytes, r);
    struct mail_strs own = own_addresses(a, m);
    if (r->recipients_n == 0 && action != BOUNCE_DELIVERED)
        bounce_read_prose(a, m->text, &own, 1, r);
    bounce_explain(a, m->text, r);
    if (action == BOUNCE_DELIVERED)
        *r = decided(*r, AUTOMATIC_DELIVERED, "It is a mail server's report that a mail was delivered.");
    else if (action == BOUNCE_DELAYED)
        *r = decided(*r, AUTOMATIC_DELAYED, "It is a mail server's report that a mail is delayed.");
    else
        *r = decided(*r, AUTOMATIC_BOUNCE, "It is a mail server's report that a mail was not delivered.");
    return true;
}

// A receipt that says that the mail was thrown away unread is a bounce in other words.
static bool read_receipt(struct arena *a, const struct mail *m, struct automatic *r)
{
    const struct mail_part *part = part_of(m, "message/disposition-notification");
    struct str disposition = part ? field_in(part->bytes, S("Disposition:")) : STR_NONE;
    if (!part)
        return false;
    bool lost = str_starts_nocase(disposition, S("automatic-action")) &&
                (str_has_nocase(disposition, S("deleted")) || str_has_nocase(disposition, S("denied")) ||
                 str_has_nocase(disposition, S("failed")));
    if (lost && str_has_nocase(m->text, S("reject"))) {
        bounce_read_status(a, part->bytes, r);
        bounce_explain(a, m->text, r);
        *r = decided(*r, AUTOMATIC_BOUNCE, "It is a receipt that says a mail was refused.");
    } else {
        *r = decided(*r, AUTOMATIC_DELIVERED, "It is a receipt that says a mail was seen.");
    }
    return true;
}

static bool read_other_parts(const struct mail *m, struct automatic *r)
{
    const struct mail_part *calendar = part_of(m, "text/calendar");
    struct str subject = m->subject;
    if (part_of(m, "message/feedback-report") ||
        (str_starts_nocase(subject, S("complaint about message from")) && part_of(m, "message/rfc822")))
        *r = decided(*r, AUTOMATIC_REPORT, "It is a mail provider's report about a mail.");
    else if (calendar &&
             (str_has_nocase(calendar->text, S("METHOD:REPLY")) || str_has_nocase(calendar->text, S("METHOD:COUNTER"))))
        *r = decided(*r, AUTOMATIC_CALENDAR, "It is an answer to an invitation.");
    else
        return false;
    return true;
}

static bool is_no_reply(const struct mail *m)
{
    static const char *const locals[] = {"noreply",      "no-reply",     "no_reply",        "donotreply",
                                         "do-not-reply", "do_not_reply", "nicht-antworten", "ne-pas-repondre"};
    struct str from = sender_of(m);
    bool elsewhere = m->reply_to.n && !address_same(m->reply_to.items[0].address, from) &&
                     !words_start(m->reply_to.items[0].address, locals, ARRAY_LEN(locals));
    return words_start(from, locals, ARRAY_LEN(locals)) && !elsewhere;
}

// Prose of a mail server that writes no report for machines. Only a mail that names who failed is a bounce.
static bool read_prose_bounce(struct arena *a, const struct mail *m, struct automatic *r)
{
    bool subject = bounce_subject(m), daemon = from_daemon(m),
         failed = !str_is_empty(mail_header_get(m, "X-Failed-Recipients"));
    bool silent = no_return(m) || is_no_reply(m);
    if (!failed && !daemon && !(subject && silent) && !silent)
        return false;
    struct mail_strs own = own_addresses(a, m);
    add_failed_header(a, m, r);
    enum bounce_action action = bounce_read_status(a, m->text, r);
    // Without a subject or words that speak of delivery only an address that surely failed will do.
    bool speaks = subject || failed || bounce_says_failed(m->text);
    if (r->recipients_n == 0 && (daemon || speaks))
        bounce_read_prose(a, m->text, &own, speaks ? 1 : 3, r);
    bounce_explain(a, m->text, r);
    if (r->recipients_n == 0 && !(subject && daemon))
        return false;
    if (action == BOUNCE_DELAYED || (action == BOUNCE_NONE && bounce_says_delayed(m->text)))
        *r = decided(*r, AUTOMATIC_DELAYED, "A mail server says that a mail is delayed.");
    else
        *r = decided(*r, AUTOMATIC_BOUNCE, "A mail server says that a mail was not delivered.");
    return true;
}

static bool has_header(const struct mail *m, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!str_is_empty(mail_header_get(m, names[i])))
            return true;
    }
    return false;
}

static const char *const reply_starts[] = {
    "out of office",
    "out of the office",
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto:",
    "auto response",
    "autoresponse",
    "auto-response",
    "abwesenheit",
    "automatische antwort",
    "réponse automatique",
    "absence du bureau",
    "respuesta automática",
    "fuera de la oficina",
    "risposta automatica",
    "fuori ufficio",
    "resposta automática",
    "fora do escritório",
    "automatisch antwoord",
    "afwezig",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "fraværende",
    "frånvaro",
    "automaattinen vastaus",
    "poissa",
    "odpowiedź automatyczna",
    "autoodpowiedź",
    "automatická odpověď",
    "otomatik yanıt",
    "автоответ",
    "Автоответ",
    "automatikus válasz",
    "自动回复",
    "自動回覆",
    "自動応答",
    "자동 회신",
    "自動返信",
    "vacation",
    "away from my mail",
    "i am on vacation",
    "away until",
    "on vacation",
    "ooo:",
    "out-of-office",
    "yahoo! auto response",
};

static bool reply_subject(const struct mail *m)
{
    return words_start(m->subject, reply_starts, ARRAY_LEN(reply_starts));
}

// People ask for help with their absence notices, so the words alone do not make one: it must name the
// subject that it answers after a colon, or answer a mail.
static bool is_reply_by_subject(const struct mail *m)
{
    ptrdiff_t colon = str_find_char(m->subject, ':');
    bool answers = (colon > 0 && colon < 40) || m->in_reply_to.n > 0 || m->references.n > 0;
    return reply_subject(m) && answers;
}

// RFC 3834 and the headers that were there before it.
static bool read_machine_headers(const struct mail *m, struct automatic *r)
{
    static const char *const replies[] = {"X-Autoreply",      "X-Autorespond",  "X-Auto-Reply", "X-Mail-Autoreply",
                                          "X-AutoReply-From", "X-Autoresponse", "X-Vacation",   "X-Auto-Response"};
    struct str submitted = mail_header_get(m, "Auto-Submitted"), precedence = mail_header_get(m, "Precedence");
    bool automatic = !str_is_empty(submitted) && !str_starts_nocase(submitted, S("no"));
    bool suppress = !str_is_empty(mail_header_get(m, "X-Auto-Response-Suppress"));
    if (str_starts_nocase(submitted, S("auto-replied")) || has_header(m, replies, ARRAY_LEN(replies)) ||
        str_starts_nocase(precedence, S("auto")) || (reply_subject(m) && (automatic || suppress || no_return(m))))
        *r = decided(*r, AUTOMATIC_REPLY, "It says itself that it is an automatic reply.");
    else if (automatic)
        *r = decided(*r, AUTOMATIC_BULK, "It says itself that a program sent it.");
    else if (no_return(m) || is_daemon(m))
        *r = decided(*r, AUTOMATIC_REPLY, "It came without an address that takes answers, as automatic replies do.");
    else
        return false;
    return true;
}

static bool read_many(const struct mail *m, struct automatic *r)
{
    static const char *const lists[] = {"List-Id",     "List-Post",     "Mailing-List", "X-Mailing-List",
                                        "X-BeenThere", "X-ML-Name",     "X-MLServer",   "X-Mailman-Version",
                                        "List-Help",   "List-Subscribe"};
    static const char *const bulk[] = {"List-Unsubscribe", "X-Campaign-Id", "Feedback-ID", "X-Mailgun-Tag-Bulk"};
    struct str precedence = mail_header_get(m, "Precedence");
    if (has_header(m, lists, ARRAY_LEN(lists)) || str_eq_nocase(precedence, S("list")))
        *r = decided(*r, AUTOMATIC_LIST, "It came through a mailing list.");
    else if (has_header(m, bulk, ARRAY_LEN(bulk)) || str_eq_nocase(precedence, S("bulk")) ||
             str_eq_nocase(precedence, S("junk")))
        *r = decided(*r, AUTOMATIC_BULK, "It was sent to many at once.");
    else if (is_reply_by_subject(m))
        *r = decided(*r, AUTOMATIC_REPLY, "Its subject is that of an automatic reply.");
    else if (is_no_reply(m))
        *r = decided(*r, AUTOMATIC_BULK, "Its sender takes no answers.");
    else if (str_eq_nocase(mail_header_get(m, "X-Auto-Response-Suppress"), S("All")))
        *r = decided(*r, AUTOMATIC_BULK, "It asks that no program answers it, as mail of programs does.");
    else
        return false;
    return true;
}

struct automatic automatic_of(struct arena *a, const struct mail *m)
{
    struct automatic r = {.why = "Nothing says that a machine wrote it."};
    bool found =
        read_report(a, m, &r) || read_receipt(a, m, &r) || read_other_parts(m, &r) || read_prose_bounce(a, m, &r);
    if (!found) {
        r.recipients_n = 0;
        found = read_machine_headers(m, &r) || read_many(m, &r);
    }
    if (found && r.kind != AUTOMATIC_LIST && r.kind != AUTOMATIC_BULK)
        r.original_message_id = original_id(a, m);
    return r;
}

const char *automatic_name(enum automatic_kind kind)
{
    static const char *const names[AUTOMATIC_KINDS_] = {
        [AUTOMATIC_HUMAN] = "human",       [AUTOMATIC_REPLY] = "auto_reply",    [AUTOMATIC_BOUNCE] = "bounce",
        [AUTOMATIC_DELAYED] = "delayed",   [AUTOMATIC_DELIVERED] = "delivered", [AUTOMATIC_REPORT] = "report",
        [AUTOMATIC_CALENDAR] = "calendar", [AUTOMATIC_LIST] = "list",           [AUTOMATIC_BULK] = "bulk",
    };
    must(kind >= 0 && kind < AUTOMATIC_KINDS_);
    return names[kind];
}
