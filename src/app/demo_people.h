// SPDX-License-Identifier: Apache-2.0
// Who is in the demonstration. demo_people.def is the one list; a story names
// people by their key, so a misspelt one does not compile. Reads tables and
// writes people and teams; tickets are demo_verbs.c's.
#pragma once

#include "desk/actor.h"
#include "store/store.h"

enum demo_team { DEMO_IT, DEMO_FACILITIES, DEMO_PEOPLE, DEMO_TEAM_COUNT_ };

enum demo_who {
    WHO_nobody,
#define STAFF(key, ...) WHO_##key,
#define PERSON(key, ...) WHO_##key,
#include "app/demo_people.def"
#undef STAFF
#undef PERSON
    WHO_COUNT_
};

// What became of the people and teams in the database; written anew by demo_people_write().
struct demo_cast {
    int64_t person[WHO_COUNT_];
    int64_t team[DEMO_TEAM_COUNT_];
    int64_t on_duty[DEMO_TEAM_COUNT_];
};

// Makes the three teams and everybody in them, all with this password hash. The administrator of a
// desk that was just made becomes the demonstration's; 0: there is another already.
NODISCARD enum rc demo_people_write(struct db *db, struct str hash, int64_t made_admin_id, struct demo_cast *cast);
// As whom somebody acts, through the door that they use.
struct actor demo_actor(const struct demo_cast *cast, enum demo_who who);
enum demo_team demo_team_of(enum demo_who who); // of staff
struct str demo_address(enum demo_who who);     // the first of theirs
// Who answers for new tickets of their team from now on.
NODISCARD enum rc demo_on_duty(struct db *db, struct demo_cast *cast, enum demo_who who);
// Away until then; 0: in again.
NODISCARD enum rc demo_away(struct db *db, const struct demo_cast *cast, enum demo_who who, int64_t until);
// Has left the organisation.
NODISCARD enum rc demo_leave(struct db *db, const struct demo_cast *cast, enum demo_who who);
// The people who are named when the demonstration ends.
struct str demo_sign_in_line(struct arena *a, enum demo_who who, const char *sees);
