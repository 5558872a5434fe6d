// SPDX-License-Identifier: Apache-2.0
// Mail addresses as text: local@domain. The check is what the house accepts
// from people and writes to (RFC 5321 section 4.1.2 and 4.5.3.1 without quoted
// local parts and address literals; domains also as UTF-8, RFC 6531). Reading a
// stranger's mail is looser: there address_normalise() alone is used.
#pragma once

#include "base/str.h"

// Whether the house would send to it. `s` must be trimmed.
bool address_check(struct str s);
// Trimmed, the domain in lower case, the local part as it is (RFC 5321 section 2.4). STR_NONE if nothing is left.
struct str address_normalise(struct arena *a, struct str s);
// Whether two normalised addresses are the same person's mailbox for the house: without case in ASCII.
bool address_same(struct str x, struct str y);
struct str address_local(struct str s);
struct str address_domain(struct str s); // none without "@"

// "desk@x.org" and "tag" make "desk+tag@x.org". STR_NONE if that is no address, or too long.
struct str address_plus(struct arena *a, struct str address, struct str tag);
// The tag of an address that is `base` with a tag; STR_NONE if it is not.
struct str address_plus_tag(struct str address, struct str base);
