// SPDX-License-Identifier: Apache-2.0
// Words on a ticket: the requester's, the staff's replies with their next
// step, notes, the problem played back, tags. Each handler hands its form to
// one verb; what a reply must carry the rules decide (R8, R26).
#include "base/utf8.h"
#include "desk/coaching.h"
#include "desk/verbs.h"
#include "web/coach.h"
#include "web/inside.h"
#include "web/lookup.h"
#include "web/prepare.h"
#include "web/respond.h"
#include "web/routes.h"

#define FILES_MAX 20
#define UPLOAD_BODY_MAX ((size_t)26 * 1024 * 1024)

struct words_form {
    struct str body;
    struct files files;
};
FORM_SIZED(form_words, struct words_form, "Add words", "Send", UPLOAD_BODY_MAX,
           FIELD(struct words_form, body, "body", "What would you like to add?", TICKET_BODY_BYTES_MAX,
                 .required = true),
           FIELD(struct words_form, files, "files", "Files", FILES_MAX));

enum rc handle_tickets_add_words(struct request *r, struct response *a)
{
    const struct words_form *f = r->form;
    struct done done;
    struct words words = words_of(r, f->body, &f->files);
    TRY(ticket_add_words(r->db, &r->who, r->ids[0], &words, &done));
    return respond_done(r, a, 201, &done);
}

struct note_form {
    struct str body;
    struct files files;
};
FORM_SIZED(form_note, struct note_form, "A note among staff", "Keep the note", UPLOAD_BODY_MAX,
           FIELD(struct note_form, body, "body", "For colleagues only", TICKET_BODY_BYTES_MAX, .required = true),
           FIELD(struct note_form, files, "files", "Files", FILES_MAX));

enum rc handle_tickets_note(struct request *r, struct response *a)
{
    const struct note_form *f = r->form;
    struct done done;
    struct words words = words_of(r, f->body, &f->files);
    TRY(ticket_note(r->db, &r->who, r->ids[0], &words, &done));
    return respond_done(r, a, 201, &done);
}

struct reply_form {
    struct str body, kind, what, other, override;
    struct str by, when; // as people write times; when: the page's field for another day and time
    struct files files;
};
FORM_SIZED(form_reply, struct reply_form, "Reply", "Send", UPLOAD_BODY_MAX,
           FIELD(struct reply_form, body, "body", "Your words", TICKET_BODY_BYTES_MAX, .required = true),
           FIELD(struct reply_form, kind, "next.kind", "What happens next", 20, .choices = "promise|question|proposal"),
           FIELD(struct reply_form, what, "next.what", "We will …, or: we need … from you", TICKET_LINE_BYTES_MAX),
           FIELD(struct reply_form, by, "next.by", "By when", 100), FIELD(struct reply_form, when, "next.when", NULL, 100),
           FIELD(struct reply_form, other, "next.other", NULL, 200),
           FIELD(struct reply_form, override, "override", NULL, TICKET_LINE_BYTES_MAX),
           FIELD(struct reply_form, files, "files", "Files", FILES_MAX));

static const struct {
    struct str name;
    enum next_kind kind;
} next_kinds[] = {
    {S_INIT("promise"), NEXT_PROMISE}, {S_INIT("question"), NEXT_QUESTION}, {S_INIT("proposal"), NEXT_PROPOSAL}};

enum rc prepare_reply(struct request *r)
{
    const struct reply_form *f = r->form;
    struct coach_remarks *remarks = arena_new(r->ctx->arena, struct coach_remarks);
    if (!r->web->o.coach || !actor_is_staff(&r->who))
        return RC_OK;
    TRY(coach_read_reply(r, r->ids[0], f->body, str_eq(f->kind, S("proposal")), remarks));
    r->remarks = remarks;
    r->held = remarks->held;
    return RC_OK;
}

// Promises that the words hold are offered as the next step, never filed by themselves.
static enum rc next_missing(struct request *r)
{
    if (r->remarks)
        TRY(coach_offer(r));
    return refuse(r->ctx, "R8", S("Every reply says what happens next: a promise, a question or a proposal."),
                  S("Send \"next\" with its \"kind\", and for a promise or a question \"what\" and \"by\"."));
}

enum rc handle_tickets_reply(struct request *r, struct response *a)
{
    const struct reply_form *f = r->form;
    struct done done;
    struct reply reply = {
        .words = words_of(r, f->body, &f->files),
        .what = f->what,
        .other = f->other.n ? f->other : STR_NONE,
        .override = f->override.n ? f->override : STR_NONE,
        .held = r->held,
    };
    if (!f->kind.n)
        return next_missing(r);
    TRY(coach_time(r, "next.by", str_or(f->by, f->when), &reply.by_at));
    for (size_t i = 0; i < ARRAY_LEN(next_kinds); i++)
        if (str_eq(f->kind, next_kinds[i].name))
            reply.next = next_kinds[i].kind;
    TRY(ticket_reply(r->db, &r->who, r->ids[0], &reply, &done));
    if (r->remarks)
        TRY(coaching_count(r->db, r->remarks, r->held ? COACHING_HELD_SENT : COACHING_SENT));
    return respond_done(r, a, 201, &done);
}

struct playback_form {
    struct str text;
};
FORM(form_playback, struct playback_form, "Play it back", "Ask whether that is it",
     FIELD(struct playback_form, text, "text", "The problem in your words", TICKET_LINE_BYTES_MAX, .required = true));

enum rc handle_tickets_playback(struct request *r, struct response *a)
{
    const struct playback_form *f = r->form;
    struct done done;
    TRY(ticket_playback(r->db, &r->who, r->ids[0], f->text, &done));
    return respond_done(r, a, 200, &done);
}

struct playback_answer_form {
    struct flag agrees;
    struct str text;
};
FORM(form_playback_answer, struct playback_answer_form, "Is that it?", "Answer",
     FIELD(struct playback_answer_form, agrees, "agrees", "That's it", 0, .required = true),
     FIELD(struct playback_answer_form, text, "text", "What is different", TICKET_LINE_BYTES_MAX));

enum rc handle_tickets_playback_answer(struct request *r, struct response *a)
{
    const struct playback_answer_form *f = r->form;
    struct done done;
    TRY(ticket_playback_answer(r->db, &r->who, r->ids[0], f->agrees.value, f->text, &done));
    return respond_done(r, a, 200, &done);
}

struct tags_form {
    struct strs add, remove;
};
FORM(form_tags, struct tags_form, "Tags", "Save", FIELD(struct tags_form, add, "add", "Add (with commas between)", 50),
     FIELD(struct tags_form, remove, "remove", "Remove", 50));

enum rc handle_tickets_tags(struct request *r, struct response *a)
{
    const struct tags_form *f = r->form;
    struct done done;
    TRY(ticket_set_tags(r->db, &r->who, r->ids[0], f->add.items, f->add.n, f->remove.items, f->remove.n, &done));
    return respond_ticket(r, a, 200, done.number);
}
