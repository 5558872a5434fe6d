// SPDX-License-Identifier: Apache-2.0
// What a mail says, out of the leaves that say it: chooses between plain text
// and HTML, joins what stands in several parts, undoes format=flowed (RFC 3676),
// takes uuencoded files out of the text. Fills text, html and attachments.
#pragma once

#include "mail/parse.h"

void body_choose(struct arena *a, struct mail *m);
void mail_add_problem(struct arena *a, struct mail *m, struct str sentence);

// RFC 3676: soft line breaks joined, space-stuffing undone; quoted lines keep "> ".
struct str body_unflow(struct arena *a, struct str text, bool delsp);
// Takes "begin 644 name … end" blocks out of the text; each becomes an attachment of m.
struct str body_take_uuencoded(struct arena *a, struct mail *m, struct str text);
