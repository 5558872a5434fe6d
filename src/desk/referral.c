// SPDX-License-Identifier: Apache-2.0
// Referring to somebody outside the desk, with the requester included (R5). The
// ticket and its next step stay the owner's; the other side confirms, or staff
// write down who did and how.
#include "desk/act.h"

#include "desk/person_check.h"
#include "desk/referral.sql.h"
#include "desk/said.h"

enum rc ticket_refer(struct db *db, const struct actor *who, int64_t number, const struct refer *refer,
                     struct done *ret_done)
{
    struct act a;
    struct str address;
    int64_t id;
    TRY(act_begin(&a, db, who, number));
    a.given = (struct rules_given){.has_what = said(refer->name) && said(refer->address),
                                   .has_why = said(refer->why),
                                   .has_summary = said(refer->summary)};
    TRY(act_decide(&a, ACTION_REFER));
    TRY(email_check(a.c, "to", refer->address, &address));
    TRY(said_line(a.c, "to", refer->name));
    TRY(said_line(a.c, "why", refer->why));
    TRY(said_line(a.c, "summary", refer->summary));
    TRY(db_int(db, &id, referral_add, P(number), P(who->person_id), P(str_trim(refer->name)), P(address),
               P(str_trim(refer->why)), P(str_trim(refer->summary)), P(a.c->now_ms)));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "to", str_trim(refer->name));
    facts_text(&f, "why", str_trim(refer->why));
    facts_text(&f, "summary", str_trim(refer->summary));
    TRY(act_write(&a, facts_end(&f), ret_done));
    ret_done->id = id;
    return RC_OK;
}

static enum rc begin(struct act *a, struct db *db, const struct actor *who, int64_t id, struct str *ret_name)
{
    AUTO(rows_auto) struct rows r;
    int64_t number = 0, confirmed_at = 0;
    TRY(db_rows(db, &r, referral_by_id, P(id)));
    if (rows_next(&r)) {
        number = rows_int(&r, 0);
        *ret_name = rows_text(&r, 1);
        confirmed_at = rows_int(&r, 2);
    }
    TRY(rows_done(&r));
    enum rc rc = number ? act_begin(a, db, who, number) : RC_NOT_FOUND;
    if (rc == RC_NOT_FOUND) { // one sentence for what is not there and what may not be seen
        fail_clear(db_ctx(db));
        return fail(db_ctx(db), RC_NOT_FOUND, "There is no such referral that you can see.");
    }
    TRY(rc);
    a->facts.referral_open = !confirmed_at;
    return RC_OK;
}

enum rc referral_confirm(struct db *db, const struct actor *who, int64_t id, struct str who_confirmed, struct str how,
                         struct done *ret_done)
{
    struct act a;
    struct str to;
    TRY(begin(&a, db, who, id, &to));
    a.given.has_how = said(who_confirmed) && said(how);
    TRY(act_decide(&a, ACTION_CONFIRM_REFERRAL));
    TRY(said_line(a.c, "who", who_confirmed));
    TRY(said_line(a.c, "how", how));
    bool themselves = a.as == ACTOR_OUTSIDER;
    struct str by = str_or(str_trim(who_confirmed), themselves ? who->name : S(""));
    struct str means = str_or(str_trim(how), themselves ? via_name(who->via) : S(""));
    TRY(db_run(db, referral_confirmed, P(id), P(a.c->now_ms), P(by), P(means)));
    struct facts f = facts_begin(a.arena);
    facts_text(&f, "to", to);
    facts_text(&f, "who", by);
    facts_text(&f, "how", means);
    TRY(act_write(&a, facts_end(&f), ret_done));
    ret_done->id = id;
    return RC_OK;
}
