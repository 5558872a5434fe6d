// SPDX-License-Identifier: Apache-2.0
// People and teams: who they are, how they like things explained, who leads and
// who is on duty. Deactivating somebody who owns tickets is refused with the
// list (R7). Asking for help needs no account: person_by_email_or_create (R22).
#pragma once

#include "desk/ticket.h"

struct person {
    int64_t id;
    struct str name;
    struct str *emails; // primary first
    size_t emails_n;
    enum role role;
    struct str time_zone, language, explain, reach, work, good_at, looks_after, hours_in;
    int64_t away_until; // 0: in
    bool active, has_password;
    int64_t *teams;
    struct str *team_names;
    size_t teams_n;
    int64_t made_at, version;
};

struct person_changes { // a none leaves the value
    struct str name, time_zone, language, explain, reach, work, good_at, looks_after, hours_in;
    const struct str *emails; // NULL leaves them; else all of them, primary first
    size_t emails_n;
    bool has_role, has_active, has_away_until, has_teams;
    enum role role;
    bool active;
    int64_t away_until;
    const int64_t *teams;
    size_t teams_n;
    struct str password;      // staff and requesters may set their own; admins anybody's
    struct str password_hash; // made of it by person_password_prepare()
};
// Checks and hashes changes->password, which takes a while: call it before store_write().
NODISCARD enum rc person_password_prepare(struct ctx *c, struct person_changes *changes);

// Staff see everybody; a requester sees themselves, and of staff the card (name, looks_after, hours_in).
NODISCARD enum rc person_get(struct db *db, const struct actor *who, int64_t id, struct person *ret_person);
NODISCARD enum rc person_find_by_email(struct db *db, struct str email, struct person *ret_person, bool *ret_found);
// Makes a requester for an address that is not known yet; the name may be none.
NODISCARD enum rc person_by_email_or_create(struct db *db, struct str email, struct str name, int64_t *ret_id,
                                            bool *ret_created);
// Who may: admins everything; leads requesters, and agents of their teams; agents new requesters; everybody their
// own name, zone, language, texts and password. A new password ends the person's sessions, deactivating also
// their tokens. Refused (R7, R1): letting go of somebody who owns open tickets or leads a team.
NODISCARD enum rc person_create(struct db *db, const struct actor *who, const struct person_changes *p,
                                int64_t *ret_id);
NODISCARD enum rc person_update(struct db *db, const struct actor *who, int64_t id, const struct person_changes *p);
// The tickets that stand in the way of deactivating (R7): open and owned by them.
NODISCARD enum rc person_owned(struct db *db, int64_t id, struct ticket_list *ret_list);

struct person_list {
    struct person *items;
    size_t n;
    struct str next;
};
NODISCARD enum rc person_list(struct db *db, const struct actor *who, struct str query, struct str after, int64_t limit,
                              struct person_list *ret_list);

struct team {
    int64_t id;
    struct str name, address, hours, time_zone, assign, playback_from, follow_up_days;
    int64_t lead_id, on_duty_id, last_turn_id;
    struct person_ref lead, on_duty;
    struct person_ref *members;
    size_t members_n;
    int64_t target_stuck_ms, target_slowed_ms, target_wait_ms, offer_wait_ms, reopen_days;
    bool active;
    int64_t version;
};
struct team_changes {
    struct str name, address, hours, time_zone, assign, playback_from, follow_up_days;
    int64_t lead_id, on_duty_id; // 0 leaves
    bool has_members, has_active, clear_on_duty, has_reopen_days;
    const int64_t *members;
    size_t members_n;
    bool active;
    int64_t target_stuck_ms, target_slowed_ms, target_wait_ms, offer_wait_ms; // working time; 0 leaves
    int64_t reopen_days;
};
struct team_list {
    struct team *items;
    size_t n;
};
NODISCARD enum rc team_get(struct db *db, int64_t id, struct team *ret_team);
NODISCARD enum rc team_find_by_name(struct db *db, struct str name_or_address, int64_t *ret_id, bool *ret_found);
NODISCARD enum rc team_list(struct db *db, struct team_list *ret_list);
// Admins make and change teams; a lead changes their own team's hours, targets, members and who is on duty.
// A lead is active and has the role lead or admin; members are active staff. Text "never" unsets playback_from,
// an empty address unsets it. A newly named lead joins the members unless the members are given too.
NODISCARD enum rc team_create(struct db *db, const struct actor *who, const struct team_changes *t, int64_t *ret_id);
NODISCARD enum rc team_update(struct db *db, const struct actor *who, int64_t id, const struct team_changes *t);

// Who a new ticket of this team belongs to (R1): the person on duty, or by turns, or whoever has
// least, as the team is set; else its lead. Always an active member of staff, `not_id` only if nobody else is.
NODISCARD enum rc team_choose_owner(struct db *db, const struct team *t, int64_t not_id, int64_t *ret_person_id);
// The time by which a person answers: the target of the effect and reach in the team's hours (R10).
int64_t team_first_reply_by(const struct team *t, enum effect effect, enum reach reach, int64_t now_ms);
// The team's working week; its default if the text is bad.
struct work_week;
void team_work_week(const struct team *t, struct work_week *ret_week);
