// SPDX-License-Identifier: Apache-2.0
// The steps by which a mail becomes what it is; shared by intake.c and
// intake_match.c, and by nobody else. A taking lives for one mail; its result
// is what is written into mail_in.
#pragma once

#include "desk/mailing.h"
#include "mail/automatic.h"
#include "mail/parse.h"

struct taking {
    const struct mail_identity *id;
    int64_t mail_id;
    struct str raw, envelope_to;
    struct mail mail;
    struct automatic automatic;
    bool is_read;             // mail and automatic hold something
    bool keep_raw;            // the raw mail hangs on the message as a file
    bool as_new;              // no matching, nothing fancy: what it could not be before, it is now
    struct mail_address sender;
    struct intake result;
};

// The ticket that this mail answers, 0 for none. *ret_by_key: found by an id that only our
// own mails carry or that was stored, so that a new face may join (INTERFACE.md, "Mail").
NODISCARD enum rc intake_match(struct db *db, const struct taking *t, int64_t person_id, int64_t *ret_ticket,
                               bool *ret_by_key);
// The team that it was written to, 0 for none.
NODISCARD enum rc intake_team(struct db *db, const struct taking *t, int64_t *ret_team_id);
// Is this one of the desk's own addresses?
NODISCARD enum rc intake_is_ours(struct db *db, const struct taking *t, struct str address, bool *ret_ours);
// Who wrote it: Reply-To is ignored, since anybody can put another's address there.
struct mail_address intake_sender(const struct mail *m);
