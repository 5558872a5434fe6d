// SPDX-License-Identifier: Apache-2.0
// Helpers and people on copy. A helper is asked for by the owner and the owner
// stays the owner (R4). People on copy see the ticket as its requester does and
// may add words; only the requester's word closes it.
#include "desk/act.h"

#include "desk/ask.sql.h"
#include "desk/mailing.h"
#include "desk/people.sql.h"
#include "desk/said.h"

#define ON_COPY_MAX 200

static enum rc begin_named(struct act *a, struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                           struct person_ref *ret_person)
{
    TRY(act_begin(a, db, who, number));
    TRY(act_person(db, person_id, ret_person, &a->given.named_is_staff));
    a->given.named_is_active = ret_person->active;
    a->given.named_is_owner = person_id == a->t.owner.id;
    a->given.named_is_actor = person_id == who->person_id;
    return RC_OK;
}

static enum rc look_for_helper(struct act *a, int64_t person_id)
{
    int64_t n;
    TRY(db_int(a->db, &n, helper_is, P(a->t.number), P(person_id)));
    a->facts.is_helper = n > 0;
    return RC_OK;
}

static struct str facts_of(struct act *a, const struct person_ref *person, struct str why)
{
    struct facts f = facts_begin(a->arena);
    facts_text(&f, "who", person->name);
    if (said(why))
        facts_text(&f, "why", str_trim(why));
    return facts_end(&f);
}

enum rc ticket_add_helper(struct db *db, const struct actor *who, int64_t number, int64_t person_id, struct str why,
                          struct done *ret_done)
{
    struct act a;
    struct person_ref helper;
    TRY(begin_named(&a, db, who, number, person_id, &helper));
    TRY(look_for_helper(&a, person_id));
    a.given.has_why = said(why);
    TRY(act_decide(&a, ACTION_ADD_HELPER));
    TRY(said_line(a.c, "why", why));
    TRY(db_run(db, helper_add, P(number), P(person_id), P(str_trim(why)), P(a.c->now_ms)));
    struct str facts = facts_of(&a, &helper, why);
    TRY(act_write(&a, facts, ret_done));
    if (person_id == who->person_id)
        return RC_OK;
    const struct mail_wanted m = {.kind = MAIL_TO_OWNER, .ticket = number, .person_id = person_id, .facts = facts};
    return mail_want(db, &m);
}

enum rc ticket_remove_helper(struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                             struct done *ret_done)
{
    struct act a;
    struct person_ref helper;
    TRY(begin_named(&a, db, who, number, person_id, &helper));
    TRY(look_for_helper(&a, person_id));
    TRY(act_decide(&a, ACTION_REMOVE_HELPER));
    TRY(db_run(db, helper_remove, P(number), P(person_id)));
    return act_write(&a, facts_of(&a, &helper, STR_NONE), ret_done);
}

enum rc ticket_add_participant(struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                               struct done *ret_done)
{
    struct act a;
    struct person_ref person;
    int64_t n;
    TRY(begin_named(&a, db, who, number, person_id, &person));
    TRY(act_decide(&a, ACTION_ADD_PARTICIPANT));
    TRY(db_int(db, &n, participant_count, P(number)));
    if (n >= ON_COPY_MAX)
        return fail_field(a.c, "person", "At most %d people can be on copy.", ON_COPY_MAX);
    TRY(db_run(db, participant_add, P(number), P(person_id), P(a.c->now_ms)));
    if (!db_changes(db)) { // on copy already: nothing happens, and nothing is told
        *ret_done = (struct done){.number = number, .version = a.t.version};
        return RC_OK;
    }
    return act_write(&a, facts_of(&a, &person, STR_NONE), ret_done);
}

enum rc ticket_remove_participant(struct db *db, const struct actor *who, int64_t number, int64_t person_id,
                                  struct done *ret_done)
{
    struct act a;
    struct person_ref person;
    TRY(begin_named(&a, db, who, number, person_id, &person));
    TRY(act_decide(&a, ACTION_REMOVE_PARTICIPANT));
    TRY(db_run(db, participant_remove, P(number), P(person_id)));
    if (!db_changes(db)) {
        *ret_done = (struct done){.number = number, .version = a.t.version};
        return RC_OK;
    }
    return act_write(&a, facts_of(&a, &person, STR_NONE), ret_done);
}
