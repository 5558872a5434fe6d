// SPDX-License-Identifier: Apache-2.0
// How a ticket ends and what keeps it open: the requester's word, declining
// and its review, withdrawing, resting, merging, promises (R9, R13 to R16).
// Each handler hands its form to one verb of the desk; whether it may happen
// the rules decide.
#include "desk/verbs.h"
#include "web/coach.h"
#include "web/lookup.h"
#include "web/respond.h"
#include "web/routes.h"

#define LINE TICKET_LINE_BYTES_MAX

struct answer_form {
    struct flag solved, sure;
    struct str text, how;
    struct moment when;
};
FORM(form_answer, struct answer_form, "Does it work now?", "Answer",
     FIELD(struct answer_form, solved, "solved", "It works now", 0, .required = true),
     FIELD(struct answer_form, text, "text", "Anything to add", LINE), FIELD(struct answer_form, sure, "sure", NULL, 0),
     FIELD(struct answer_form, how, "heard.how", NULL, 100), FIELD(struct answer_form, when, "heard.when", NULL, 0));

enum rc handle_tickets_answer(struct request *r, struct response *a)
{
    const struct answer_form *f = r->form;
    struct answer answer = {
        .solved = f->solved.value,
        .sure = f->sure.value,
        .text = f->text,
        .heard_how = f->how.n ? f->how : STR_NONE,
        .heard_at = f->when.ms,
    };
    struct done done;
    TRY(ticket_answer(r->db, &r->who, r->ids[0], &answer, &done));
    return respond_done(r, a, 200, &done);
}

struct decline_form {
    struct str why, instead;
};
FORM(form_decline, struct decline_form, "Decline", "Decline",
     FIELD(struct decline_form, why, "why", "Why, in plain words", LINE),
     FIELD(struct decline_form, instead, "instead", "What they can do instead", LINE));

enum rc handle_tickets_decline(struct request *r, struct response *a)
{
    const struct decline_form *f = r->form;
    struct done done;
    TRY(ticket_decline(r->db, &r->who, r->ids[0], f->why, f->instead, &done));
    return respond_done(r, a, 200, &done);
}

struct decline_answer_form {
    struct flag agrees;
    struct str text;
};
FORM(form_decline_answer, struct decline_answer_form, "Is the reason all right with you?", "Answer",
     FIELD(struct decline_answer_form, agrees, "agrees", "Yes, I take it", 0, .required = true),
     FIELD(struct decline_answer_form, text, "text", "What somebody else should look at", LINE));

enum rc handle_tickets_decline_answer(struct request *r, struct response *a)
{
    const struct decline_answer_form *f = r->form;
    struct done done;
    if (f->agrees.value)
        TRY(ticket_take_reason(r->db, &r->who, r->ids[0], &done));
    else
        TRY(ticket_ask_review(r->db, &r->who, r->ids[0], f->text, &done));
    return respond_done(r, a, 200, &done);
}

struct review_form {
    struct str text;
};
FORM(form_review, struct review_form, "Ask for a review", "Ask a lead to look at it",
     FIELD(struct review_form, text, "text", "What they should look at", LINE));

enum rc handle_tickets_review(struct request *r, struct response *a)
{
    const struct review_form *f = r->form;
    struct done done;
    TRY(ticket_ask_review(r->db, &r->who, r->ids[0], f->text, &done));
    return respond_done(r, a, 200, &done);
}

struct review_answer_form {
    struct flag upheld;
    struct str why;
};
FORM(form_review_answer, struct review_answer_form, "Answer the review", "Answer",
     FIELD(struct review_answer_form, upheld, "upheld", "It stays declined", 0, .required = true),
     FIELD(struct review_answer_form, why, "why", "Why", LINE));

enum rc handle_tickets_review_answer(struct request *r, struct response *a)
{
    const struct review_answer_form *f = r->form;
    struct done done;
    TRY(ticket_answer_review(r->db, &r->who, r->ids[0], f->upheld.value, f->why, &done));
    return respond_done(r, a, 200, &done);
}

struct withdraw_form {
    struct str text;
};
FORM(form_withdraw, struct withdraw_form, "No longer needed", "I no longer need it",
     FIELD(struct withdraw_form, text, "text", "Anything to add", LINE));

enum rc handle_tickets_withdraw(struct request *r, struct response *a)
{
    const struct withdraw_form *f = r->form;
    struct done done;
    TRY(ticket_withdraw(r->db, &r->who, r->ids[0], f->text, &done));
    return respond_done(r, a, 200, &done);
}

enum rc handle_tickets_rest(struct request *r, struct response *a)
{
    struct done done;
    TRY(ticket_rest(r->db, &r->who, r->ids[0], &done));
    return respond_done(r, a, 200, &done);
}

struct merge_form {
    int64_t into;
    struct str why;
};
FORM(form_merge, struct merge_form, "Merge", "Merge",
     FIELD(struct merge_form, into, "into", "Into which number", INT64_MAX, .required = true),
     FIELD(struct merge_form, why, "why", "Why", LINE, .required = true));

enum rc handle_tickets_merge(struct request *r, struct response *a)
{
    const struct merge_form *f = r->form;
    struct done done;
    TRY(ticket_merge(r->db, &r->who, r->ids[0], f->into, f->why, &done));
    return respond_done(r, a, 200, &done);
}

enum rc handle_tickets_unmerge(struct request *r, struct response *a)
{
    struct done done;
    TRY(ticket_unmerge(r->db, &r->who, r->ids[0], &done));
    return respond_done(r, a, 200, &done);
}

struct speaker_form {
    struct str person, why;
};
FORM(form_speaker, struct speaker_form, "Who speaks for it now", "Name them",
     FIELD(struct speaker_form, person, "person", "Whom: a mail address", 320, .required = true, .or_int = true),
     FIELD(struct speaker_form, why, "why", "Why", LINE, .required = true));

enum rc handle_tickets_speaker(struct request *r, struct response *a)
{
    const struct speaker_form *f = r->form;
    struct done done;
    int64_t person;
    TRY(lookup_person(r, "person", f->person, &person));
    TRY(ticket_name_speaker(r->db, &r->who, r->ids[0], person, f->why, &done));
    return respond_done(r, a, 200, &done);
}

struct urgent_form {
    struct str effect, why;
};
FORM(form_urgent, struct urgent_form, "It has become more urgent", "Tell them",
     FIELD(struct urgent_form, effect, "effect", "How are you now?", 20, .choices = "stuck|slowed|can_wait"),
     FIELD(struct urgent_form, why, "why", "What has changed", LINE, .required = true));

enum rc handle_tickets_urgent(struct request *r, struct response *a)
{
    const struct urgent_form *f = r->form;
    struct done done;
    enum effect effect = EFFECT_STUCK;
    if (f->effect.n)
        effect_parse(f->effect, &effect);
    TRY(ticket_say_urgent(r->db, &r->who, r->ids[0], effect, f->why, &done));
    return respond_done(r, a, 200, &done);
}

enum rc handle_promises_keep(struct request *r, struct response *a)
{
    struct done done;
    TRY(promise_keep(r->db, &r->who, r->ids[0], &done));
    return respond_done(r, a, 200, &done);
}

struct renew_form {
    struct str by;
    struct str why;
};
FORM(form_promise_renew, struct renew_form, "Renew the promise", "Renew it",
     FIELD(struct renew_form, by, "by", "The new time", 100, .required = true),
     FIELD(struct renew_form, why, "why", "Why: they read it", LINE));

enum rc handle_promises_renew(struct request *r, struct response *a)
{
    const struct renew_form *f = r->form;
    struct done done;
    int64_t by_at;
    TRY(coach_time(r, "by", f->by, &by_at));
    TRY(promise_renew(r->db, &r->who, r->ids[0], by_at, f->why, &done));
    return respond_done(r, a, 200, &done);
}
