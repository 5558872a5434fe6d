// SPDX-License-Identifier: Apache-2.0
// Who answers for a ticket: handing it over in two steps, taking it, giving
// it, referring it to someone outside, asking helpers (R2 to R7). Each handler
// finds the people that are named and hands its form to one verb; the rules
// decide.
#include "desk/person.h"
#include "desk/verbs.h"
#include "web/lookup.h"
#include "web/respond.h"
#include "web/routes.h"

#define LINE TICKET_LINE_BYTES_MAX

struct offer_form {
    struct str to, why, summary;
};
FORM(form_offer, struct offer_form, "Hand it over", "Offer it",
     FIELD(struct offer_form, to, "to", "To whom: a mail address or a team", 320, .required = true, .or_int = true),
     FIELD(struct offer_form, why, "why", "Why", LINE),
     FIELD(struct offer_form, summary, "summary", "What was said, tried and comes next", LINE));

enum rc handle_tickets_offer(struct request *r, struct response *a)
{
    const struct offer_form *f = r->form;
    struct offer offer = {.why = f->why, .summary = f->summary};
    struct done done;
    bool is_team = false;
    TRY(team_find_by_name(r->db, str_trim(f->to), &offer.to_team_id, &is_team));
    if (!is_team) {
        offer.to_team_id = 0;
        TRY(lookup_person(r, "to", f->to, &offer.to_id));
    }
    TRY(ticket_offer(r->db, &r->who, r->ids[0], &offer, &done));
    return respond_handoff(r, a, 201, done.id);
}

enum rc handle_handoff_show(struct request *r, struct response *a)
{
    return respond_handoff(r, a, 200, r->ids[0]);
}

struct empty_form {
    struct str csrf;
};
#define NOTHING FIELD(struct empty_form, csrf, "csrf", NULL, 200)
FORM(form_empty, struct empty_form, "Take this away", "Yes, take it away", NOTHING);
FORM(form_handoff_accept, struct empty_form, "Take it over", "Yes, I answer for it now", NOTHING);
FORM(form_promise_keep, struct empty_form, "Promise kept", "It is done", NOTHING);
FORM(form_rest, struct empty_form, "Let it rest", "Let it rest", NOTHING);
FORM(form_unmerge, struct empty_form, "Undo the merge", "Undo the merge", NOTHING);

enum rc handle_handoff_take(struct request *r, struct response *a)
{
    struct done done;
    TRY(handoff_accept(r->db, &r->who, r->ids[0], &done));
    return respond_handoff(r, a, 200, r->ids[0]);
}

struct why_form {
    struct str why;
};
#define WHY(label_text, ...) FIELD(struct why_form, why, "why", label_text, LINE, __VA_ARGS__)
FORM(form_handoff_decline, struct why_form, "Hand it back", "Hand it back", WHY("Why", .required = false));
FORM(form_take, struct why_form, "Take it", "Take it", WHY("Why (a lead who steps in)", .required = false));

enum rc handle_handoff_refuse(struct request *r, struct response *a)
{
    const struct why_form *f = r->form;
    struct done done;
    TRY(handoff_decline(r->db, &r->who, r->ids[0], f->why, &done));
    return respond_handoff(r, a, 200, r->ids[0]);
}

enum rc handle_tickets_take(struct request *r, struct response *a)
{
    const struct why_form *f = r->form;
    struct done done;
    TRY(ticket_take(r->db, &r->who, r->ids[0], f->why, &done));
    return done.asked_owner ? respond_handoff(r, a, 201, done.id) : respond_done(r, a, 200, &done);
}

struct assign_form {
    struct str to, why;
};
FORM(form_assign, struct assign_form, "Give it to someone", "Give it",
     FIELD(struct assign_form, to, "to", "To whom: a mail address", 320, .required = true, .or_int = true),
     FIELD(struct assign_form, why, "why", "Why", LINE));

enum rc handle_tickets_assign(struct request *r, struct response *a)
{
    const struct assign_form *f = r->form;
    struct done done;
    int64_t to;
    TRY(lookup_person(r, "to", f->to, &to));
    TRY(ticket_assign(r->db, &r->who, r->ids[0], to, f->why, &done));
    return respond_done(r, a, 200, &done);
}

struct refer_form {
    struct str name, email, why, summary;
};
FORM(form_refer, struct refer_form, "Ask someone outside", "Ask them",
     FIELD(struct refer_form, name, "to.name", "Their name", 200, .required = true),
     FIELD(struct refer_form, email, "to.email", "Their mail address", 320, .required = true),
     FIELD(struct refer_form, why, "why", "Why", LINE),
     FIELD(struct refer_form, summary, "summary", "What they need to know", LINE));

enum rc handle_tickets_refer(struct request *r, struct response *a)
{
    const struct refer_form *f = r->form;
    struct refer refer = {f->name, str_trim(f->email), f->why, f->summary};
    struct done done;
    TRY(ticket_refer(r->db, &r->who, r->ids[0], &refer, &done));
    return respond_done(r, a, 201, &done);
}

struct referral_confirm_form {
    struct str who, how;
};
FORM(form_referral_confirm, struct referral_confirm_form, "They have it", "They have it",
     FIELD(struct referral_confirm_form, who, "who", "Who confirmed", 200, .required = true),
     FIELD(struct referral_confirm_form, how, "how", "How", LINE, .required = true));

enum rc handle_referrals_confirm(struct request *r, struct response *a)
{
    const struct referral_confirm_form *f = r->form;
    struct done done;
    TRY(referral_confirm(r->db, &r->who, r->ids[0], f->who, f->how, &done));
    return respond_done(r, a, 200, &done);
}

struct helper_form {
    struct str person, why;
};
FORM(form_helper, struct helper_form, "Ask a colleague to help", "Ask them",
     FIELD(struct helper_form, person, "person", "Whom: a mail address", 320, .required = true, .or_int = true),
     FIELD(struct helper_form, why, "why", "What for", LINE));

enum rc handle_tickets_add_helper(struct request *r, struct response *a)
{
    const struct helper_form *f = r->form;
    struct done done;
    int64_t person;
    TRY(lookup_person(r, "person", f->person, &person));
    TRY(ticket_add_helper(r->db, &r->who, r->ids[0], person, f->why, &done));
    return respond_ticket(r, a, 201, done.number);
}

enum rc handle_tickets_remove_helper(struct request *r, struct response *a)
{
    struct done done;
    TRY(ticket_remove_helper(r->db, &r->who, r->ids[0], r->ids[1], &done));
    return respond_ticket(r, a, 200, done.number);
}

struct participant_form {
    struct str person;
};
FORM(form_participant, struct participant_form, "Put someone on copy", "Add them",
     FIELD(struct participant_form, person, "person", "Whom: a mail address", 320, .required = true, .or_int = true));

enum rc handle_tickets_add_participant(struct request *r, struct response *a)
{
    const struct participant_form *f = r->form;
    struct done done;
    int64_t person;
    TRY(lookup_or_create_person(r, "person", f->person, &person));
    TRY(ticket_add_participant(r->db, &r->who, r->ids[0], person, &done));
    return respond_ticket(r, a, 201, done.number);
}

enum rc handle_tickets_remove_participant(struct request *r, struct response *a)
{
    struct done done;
    TRY(ticket_remove_participant(r->db, &r->who, r->ids[0], r->ids[1], &done));
    return respond_done(r, a, 200, &done);
}
