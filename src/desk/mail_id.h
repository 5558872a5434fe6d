// SPDX-License-Identifier: Apache-2.0
// The ids that our mails carry and that their answers bring back, each signed
// with the desk's key, so that nobody can guess their way into a ticket:
//   Message-ID  r12.4f9c….TAG@example.org   one mail of ours
//   References  t12.TAG@example.org         the stable root of a ticket's thread
//   Reply-To    help+12-TAG@example.org     where the mailbox takes plus-addresses
#pragma once

#include "mail/parse.h"

struct str mail_id_new(struct arena *a, int64_t ticket);                        // "r12.4f9c…", kept in mail_out.mid
struct str mail_id_signed(struct arena *a, struct str key, struct str local);   // "r12.4f9c….TAG"
struct str mail_id_root(struct arena *a, struct str key, int64_t ticket);       // "t12.TAG"
struct str mail_id_plus(struct arena *a, struct str key, int64_t ticket);       // "12-TAG"
// The ticket of a Message-ID (without <>) that this desk made; 0 for anybody else's. `ret_local` (may be
// NULL) is mail_out.mid, none for a root.
int64_t mail_id_ticket(struct arena *a, struct str key, struct str message_id, struct str *ret_local);
int64_t mail_id_plus_ticket(struct arena *a, struct str key, struct str tag);
// The desk's own address as it is set: "Name <local@domain>" or the bare address, normalised.
struct mail_address identity_address(struct arena *a, struct str from);
