// SPDX-License-Identifier: Apache-2.0
// Did a person write this mail, or a machine? Reads what standards offer
// (RFC 3834 auto-submitted, 3464 delivery status, 5965 feedback, 8098 receipts,
// 2369/2919 lists, 5546 calendar answers), then the habits of mail servers that
// know no standard. A desk never answers a machine.
#pragma once

#include "mail/parse.h"

enum automatic_kind {
    AUTOMATIC_HUMAN,
    AUTOMATIC_REPLY,     // an absence notice, a receipt of some desk
    AUTOMATIC_BOUNCE,    // could not be delivered, and says to whom
    AUTOMATIC_DELAYED,   // not delivered yet
    AUTOMATIC_DELIVERED, // delivered, or read: a receipt
    AUTOMATIC_REPORT,    // a complaint or an authentication failure, from a mail provider
    AUTOMATIC_CALENDAR,  // an answer to an invitation
    AUTOMATIC_LIST,
    AUTOMATIC_BULK, // sent to many, or by a program
    AUTOMATIC_KINDS_,
};

struct automatic_recipient {
    struct str address;    // whom the report is about
    struct str status;     // "5.1.1" (RFC 3463), empty if unknown
    int reply_code;        // 550, 0 if unknown
    bool hard;             // the address itself is wrong: writing again is no use
    struct str diagnostic; // the server's words, at most 500 bytes
};

struct automatic {
    enum automatic_kind kind;
    const char *why; // one literal sentence
    struct automatic_recipient *recipients;
    size_t recipients_n;            // at most 100
    struct str original_message_id; // of the mail that this one is about, or none
};

struct automatic automatic_of(struct arena *a, const struct mail *m);
const char *automatic_name(enum automatic_kind kind); // "auto_reply"
