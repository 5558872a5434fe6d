// SPDX-License-Identifier: Apache-2.0
// Reports about delivery: which recipients, what happened, for good or not.
// Reads the machine's part (RFC 3464) where there is one, else the prose that
// mail servers write. Does not decide whether a mail is a report.
#pragma once

#include "base/buf.h"
#include "mail/automatic.h"

enum bounce_action { BOUNCE_NONE, BOUNCE_FAILED, BOUNCE_DELAYED, BOUNCE_DELIVERED };

// Fields of message/delivery-status, also where they stand in plain text. Adds recipients.
// The worst action of all of them; BOUNCE_NONE when there are no such fields.
enum bounce_action bounce_read_status(struct arena *a, struct str fields, struct automatic *into);
// Recipients in prose. `own` are addresses that are not the failed ones (the sender's and the reporter's).
// `least`: 3 takes only addresses that surely failed, 2 also those that a word points to, 1 any.
void bounce_read_prose(struct arena *a, struct str text, const struct mail_strs *own, int least,
                       struct automatic *into);
// Looks in the prose for what happened to recipients of whom that is not known yet.
void bounce_explain(struct arena *a, struct str text, struct automatic *into);
// Whether the prose says that something was not delivered.
bool bounce_says_failed(struct str text);
// Whether the prose says that delivery is still being tried.
bool bounce_says_delayed(struct str text);
// The text up to where a copy of the original mail begins.
struct str bounce_without_copy(struct str text);

// "5.1.1" standing on its own in s, or STR_NONE; "550" as a reply code, or 0.
struct str bounce_find_status(struct str s);
int bounce_find_code(struct str s);
// Fills what a recipient's record lacks from a server's words, and decides whether it is for good.
void bounce_judge(struct arena *a, struct automatic_recipient *one, struct str words);
