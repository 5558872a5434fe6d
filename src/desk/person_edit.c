// SPDX-License-Identifier: Apache-2.0
// Changing people: who may change what, what stands in the way (R7), and what
// else ends with it. The form may carry values that are as they were: only what
// really changes needs the right to change it. Values are checked before
// anything is written.
#include "desk/person.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/utf8.h"
#include "desk/credential.h"
#include "desk/list.h"
#include "desk/person.sql.h"
#include "desk/person_check.h"
#include "desk/person_texts.h"
#include "mail/address.h"

#define TICKETS_NAMED_MAX 10
#define TEAMS_MAX 50

struct edit {
    struct db *db;
    struct ctx *c;
    const struct actor *who;
    const struct person_changes *given;
    struct person was; // id 0: a new one
    struct person to;
    bool all, self, leads; // how the actor stands to this person
};

// ---- what it would become ----

static void text_take(struct str *to, struct str given)
{
    if (!str_is_none(given))
        *to = str_trim(given);
}

static void texts_take(struct person *to, const struct person_changes *given)
{
    text_take(&to->time_zone, given->time_zone);
    text_take(&to->language, given->language);
    text_take(&to->explain, given->explain);
    text_take(&to->reach, given->reach);
    text_take(&to->work, given->work);
    text_take(&to->good_at, given->good_at);
    text_take(&to->looks_after, given->looks_after);
    text_take(&to->hours_in, given->hours_in);
}

static bool has_email(const struct person *p, struct str address)
{
    for (size_t i = 0; i < p->emails_n; i++) {
        if (str_eq(p->emails[i], address))
            return true;
    }
    return false;
}

// After the rights: who may not give addresses does not learn which are taken.
static enum rc email_free_check(struct edit *e, struct str address)
{
    int64_t owner = 0;
    TRY(email_owner(e->db, address, &owner));
    if (owner && owner != e->was.id)
        return fail(e->c, RC_CONFLICT, "The address %.*s belongs to somebody else already.", STR_ARG(address));
    AUTO(rows_auto) struct rows r = {0};
    TRY(db_rows(e->db, &r, team_by_address, P(address)));
    if (rows_next(&r))
        return fail(e->c, RC_CONFLICT, "The address %.*s is the mailbox of the team %.*s.", STR_ARG(address),
                    STR_ARG(rows_text(&r, 0)));
    return rows_done(&r);
}

static enum rc emails_free_check(struct edit *e)
{
    for (size_t i = 0; i < e->to.emails_n; i++) {
        if (!has_email(&e->was, e->to.emails[i]))
            TRY(email_free_check(e, e->to.emails[i]));
    }
    return RC_OK;
}

static enum rc emails_take(struct edit *e)
{
    const struct person_changes *given = e->given;
    if (!given->emails)
        return e->was.id ? RC_OK : fail_field(e->c, "emails", "Please give a mail address.");
    if (given->emails_n < 1 || given->emails_n > PERSON_EMAILS_MAX)
        return fail_field(e->c, "emails", "A person has from 1 to %d mail addresses.", PERSON_EMAILS_MAX);
    struct person *to = &e->to;
    to->emails = arena_list(e->c->arena, given->emails_n, struct str);
    to->emails_n = 0;
    for (size_t i = 0; i < given->emails_n; i++) {
        struct str address;
        TRY(email_check(e->c, "emails", given->emails[i], &address));
        if (!has_email(to, address))
            to->emails[to->emails_n++] = address;
    }
    return RC_OK;
}

static enum rc name_take(struct edit *e)
{
    if (!str_is_none(e->given->name))
        return name_check(e->c, "name", e->given->name, &e->to.name);
    if (!e->was.id)
        e->to.name = utf8_truncate(address_local(e->to.emails[0]), PERSON_NAME_CHARACTERS_MAX);
    return RC_OK;
}

static enum rc teams_take(struct edit *e)
{
    if (e->given->has_teams) {
        if (e->given->teams_n > TEAMS_MAX)
            return fail_field(e->c, "teams", "A person can be in up to %d teams.", TEAMS_MAX);
        e->to.teams = (int64_t *)e->given->teams;
        e->to.teams_n = e->given->teams_n;
    }
    if (e->to.role != ROLE_REQUESTER || e->to.teams_n == 0)
        return RC_OK;
    if (e->given->has_teams)
        return fail_field(e->c, "teams", "Only staff are members of teams. Choose another role, or no team.");
    e->to.teams_n = 0;
    return RC_OK;
}

static enum rc changes_take(struct edit *e)
{
    const struct person_changes *given = e->given;
    TRY(person_texts_check(e->c, given));
    texts_take(&e->to, given);
    TRY(emails_take(e));
    TRY(name_take(e));
    if (given->has_role)
        e->to.role = given->role;
    if (given->has_active)
        e->to.active = given->active;
    if (given->has_away_until)
        e->to.away_until = given->away_until > 0 ? given->away_until : 0;
    return teams_take(e);
}

// ---- who may ----

static bool emails_differ(const struct edit *e)
{
    if (e->was.emails_n != e->to.emails_n)
        return true;
    for (size_t i = 0; i < e->to.emails_n; i++) {
        if (!str_eq(e->was.emails[i], e->to.emails[i]))
            return true;
    }
    return false;
}

static bool in_teams(const struct person *p, int64_t team)
{
    for (size_t i = 0; i < p->teams_n; i++) {
        if (p->teams[i] == team)
            return true;
    }
    return false;
}

static enum rc stand(struct edit *e)
{
    int64_t led = 0;
    e->all = actor_rules_all(e->who);
    e->self = e->was.id != 0 && e->was.id == e->who->person_id;
    if (e->who->role != ROLE_LEAD || !e->who->person_id)
        return RC_OK;
    enum role target = e->was.id ? e->was.role : e->to.role;
    if (target == ROLE_AGENT && e->was.id)
        TRY(db_int(e->db, &led, person_is_led_by, P(e->was.id), P(e->who->person_id)));
    e->leads = target == ROLE_REQUESTER || (target == ROLE_AGENT && (!e->was.id || led));
    return RC_OK;
}

static enum rc team_right_check(struct edit *e, int64_t team)
{
    int64_t lead = 0;
    enum rc rc = db_int(e->db, &lead, team_lead_of, P(team));
    if (rc == RC_NOT_FOUND)
        return fail_field(e->c, "teams", "One of these teams does not exist, or is not in use any more.");
    TRY(rc);
    if (e->all || (e->leads && lead == e->who->person_id))
        return RC_OK;
    return fail(e->c, RC_DENIED, "Only an administrator, or the lead of a team, decides who is in it.");
}

// Every team that is joined or left.
static enum rc teams_right_check(struct edit *e)
{
    for (size_t i = 0; i < e->to.teams_n; i++) {
        if (!in_teams(&e->was, e->to.teams[i]))
            TRY(team_right_check(e, e->to.teams[i]));
    }
    for (size_t i = 0; e->given->has_teams && i < e->was.teams_n; i++) {
        if (!in_teams(&e->to, e->was.teams[i]) && !e->all)
            TRY(team_right_check(e, e->was.teams[i]));
    }
    return RC_OK;
}

static enum rc create_right_check(struct edit *e)
{
    bool may = e->all || e->leads || (actor_is_staff(e->who) && e->who->person_id && e->to.role == ROLE_REQUESTER);
    if (!may)
        return fail(e->c, RC_DENIED,
                    actor_is_staff(e->who) ? "Only an administrator can add staff. Please ask one."
                                           : "Only staff can add people. Please ask the desk.");
    if (e->leads && e->to.role == ROLE_AGENT && e->to.teams_n == 0)
        return fail_field(e->c, "teams", "Please say which of your teams this agent joins.");
    if (!str_is_none(e->given->password) && !e->all)
        return fail(e->c, RC_DENIED, "People choose their own password. A sign-in link lets them in the first time.");
    return teams_right_check(e);
}

static enum rc update_right_check(struct edit *e)
{
    if (!e->all && !e->self && !e->leads)
        return fail(e->c, RC_DENIED, "Only an administrator, or the lead of their team, can change this person.");
    if (e->to.role != e->was.role && !e->all)
        return fail(e->c, RC_DENIED, "Only an administrator can change what a person is.");
    if (e->to.active != e->was.active && !e->all && !e->leads)
        return fail(e->c, RC_DENIED, "Only an administrator, or the lead of their team, can let somebody go.");
    if (emails_differ(e) && !e->all && !e->leads && e->who->role != ROLE_LEAD)
        return fail(e->c, RC_DENIED, "A mail address is changed by an administrator or a lead. Please ask one.");
    if (!str_is_none(e->given->password) && !e->all && !e->self)
        return fail(e->c, RC_DENIED, "People choose their own password.");
    return teams_right_check(e);
}

// ---- what stands in the way ----

static enum rc owns_nothing(struct edit *e)
{
    AUTO(rows_auto) struct rows r = {0};
    struct arena *a = e->c->arena;
    struct buf list = buf_make(a, 128);
    int64_t n = 0;
    TRY(db_rows(e->db, &r, person_open_owned, P(e->was.id)));
    while (rows_next(&r)) {
        if (n++ < TICKETS_NAMED_MAX)
            buf_addf(&list, "%sR-%" PRId64, n > 1 ? ", " : "", rows_int(&r, 0));
    }
    TRY(rows_done(&r));
    if (n == 0)
        return RC_OK;
    if (n > TICKETS_NAMED_MAX)
        buf_addf(&list, " and %" PRId64 " more", n - TICKETS_NAMED_MAX);
    struct str detail = str_fmt(a, "%.*s still answers for %" PRId64 " open ticket%s: %.*s.", STR_ARG(e->was.name), n,
                                n == 1 ? "" : "s", STR_ARG(buf_str(&list)));
    return refuse(e->c, "R7", detail,
                  S("Offer each of them to a colleague, who accepts it, or let the lead give them to somebody who is "
                    "in. Every requester is told who looks after them now."));
}

static enum rc leads_nothing(struct edit *e)
{
    AUTO(rows_auto) struct rows r = {0};
    TRY(db_rows(e->db, &r, person_leads, P(e->was.id)));
    if (!rows_next(&r))
        return rows_done(&r);
    struct arena *a = e->c->arena;
    struct str team = rows_text(&r, 0);
    TRY(rows_done(&r));
    return refuse(
        e->c, "R1",
        str_fmt(a, "%.*s leads the team %.*s, and a team always has a lead.", STR_ARG(e->was.name), STR_ARG(team)),
        str_fmt(a, "Name another lead for %.*s first.", STR_ARG(team)));
}

static enum rc other_admin_exists(struct edit *e)
{
    int64_t others = 0;
    TRY(db_int(e->db, &others, person_other_admins, P(e->was.id)));
    if (others)
        return RC_OK;
    return fail(e->c, RC_CONFLICT,
                "%.*s is the last administrator. Please make somebody else one first, so that the desk is not "
                "locked.",
                STR_ARG(e->was.name));
}

static bool may_lead(const struct person *p)
{
    return p->active && (p->role == ROLE_LEAD || p->role == ROLE_ADMIN);
}

static bool may_own(const struct person *p)
{
    return p->active && p->role != ROLE_REQUESTER;
}

static enum rc way_check(struct edit *e)
{
    const struct person *was = &e->was, *to = &e->to;
    if (was->role == ROLE_ADMIN && was->active && (to->role != ROLE_ADMIN || !to->active))
        TRY(other_admin_exists(e));
    if (may_own(was) && !may_own(to))
        TRY(owns_nothing(e));
    return may_lead(was) && !may_lead(to) ? leads_nothing(e) : RC_OK;
}

// ---- writing ----

static enum rc emails_write(struct edit *e)
{
    if (e->was.id && !emails_differ(e))
        return RC_OK;
    TRY(db_run(e->db, person_email_delete, P(e->to.id)));
    for (size_t i = 0; i < e->to.emails_n; i++) {
        TRY(db_run(e->db, person_email_insert, P(e->to.emails[i]), P(e->to.id), P(i == 0)));
        if (db_changes(e->db) == 0)
            return fail(e->c, RC_CONFLICT, "The address %.*s was just given to somebody else.",
                        STR_ARG(e->to.emails[i]));
    }
    return RC_OK;
}

static enum rc teams_write(struct edit *e)
{
    if (e->was.teams_n && e->to.role == ROLE_REQUESTER)
        return db_run(e->db, team_member_forget, P(e->to.id));
    if (!e->given->has_teams)
        return RC_OK;
    for (size_t i = 0; i < e->was.teams_n; i++) {
        if (in_teams(&e->to, e->was.teams[i]))
            continue;
        TRY(db_run(e->db, team_member_remove, P(e->was.teams[i]), P(e->to.id)));
        TRY(db_run(e->db, team_duty_clear, P(e->was.teams[i]), P(e->to.id)));
    }
    for (size_t i = 0; i < e->to.teams_n; i++)
        TRY(db_run(e->db, team_member_add, P(e->to.teams[i]), P(e->to.id)));
    return RC_OK;
}

static enum rc password_write(struct edit *e)
{
    struct person_changes given = *e->given;
    if (str_is_none(given.password))
        return RC_OK;
    if (str_is_none(given.password_hash))
        TRY(person_password_prepare(e->c, &given));
    return password_set(e->db, e->to.id, given.password_hash);
}

static enum rc parts_write(struct edit *e)
{
    TRY(emails_write(e));
    TRY(teams_write(e));
    return password_write(e);
}

// What ends when somebody is let go or is no longer staff.
static enum rc ends_write(struct edit *e)
{
    if (may_own(&e->was) && !may_own(&e->to))
        TRY(db_run(e->db, team_duty_forget, P(e->to.id)));
    return e->was.active && !e->to.active ? credentials_end(e->db, e->to.id) : RC_OK;
}

enum rc person_password_prepare(struct ctx *c, struct person_changes *changes)
{
    if (str_is_none(changes->password))
        return RC_OK;
    TRY(password_length_check(c, changes->password));
    enum rc rc = password_hash(c->arena, changes->password, &changes->password_hash);
    return rc == RC_OK ? RC_OK : fail(c, rc, "The desk is too busy to keep a password now. Please try again.");
}

enum rc person_create(struct db *db, const struct actor *who, const struct person_changes *p, int64_t *ret_id)
{
    struct edit e = {.db = db, .c = db_ctx(db), .who = who, .given = p};
    e.to = (struct person){.role = ROLE_REQUESTER,
                           .time_zone = S("UTC"),
                           .language = S("en"),
                           .explain = S("short"),
                           .reach = S(""),
                           .work = S(""),
                           .good_at = S(""),
                           .looks_after = S(""),
                           .hours_in = S(""),
                           .active = true};
    TRY(changes_take(&e));
    if (!e.to.active)
        return fail_field(e.c, "active", "A new person is active. They can be let go later.");
    TRY(stand(&e));
    TRY(create_right_check(&e));
    TRY(emails_free_check(&e));
    const struct person *to = &e.to;
    TRY(db_int(db, &e.to.id, person_insert, P(to->name), P(role_name(to->role)), P(to->time_zone), P(to->language),
               P(to->explain), P(to->reach), P(to->work), P(to->good_at), P(to->looks_after), P(to->hours_in),
               P_TIME(to->away_until), P(e.c->now_ms)));
    TRY(parts_write(&e));
    *ret_id = e.to.id;
    return RC_OK;
}

enum rc person_update(struct db *db, const struct actor *who, int64_t id, const struct person_changes *p)
{
    struct edit e = {.db = db, .c = db_ctx(db), .who = who, .given = p};
    TRY(person_get(db, who, id, &e.was));
    TRY(stand(&e));
    if (!e.all && !e.self && !actor_is_staff(who)) // has seen a card only
        return fail(e.c, RC_DENIED, "Only an administrator, or the lead of their team, can change this person.");
    e.to = e.was;
    TRY(changes_take(&e));
    TRY(update_right_check(&e));
    TRY(emails_free_check(&e));
    TRY(way_check(&e));
    const struct person *to = &e.to;
    TRY(db_run(db, person_change, P(id), P(to->name), P(role_name(to->role)), P(to->time_zone), P(to->language),
               P(to->explain), P(to->reach), P(to->work), P(to->good_at), P(to->looks_after), P(to->hours_in),
               P_TIME(to->away_until), P(to->active)));
    TRY(parts_write(&e));
    return ends_write(&e);
}
