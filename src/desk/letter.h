// SPDX-License-Identifier: Apache-2.0
// A mail of ours as blocks, from which its text part and its HTML part are both
// made, so that they never say different things. Knows nothing of SMTP or of
// queries: letter_facts is all that a letter may know.
#pragma once

#include "desk/history.h"
#include "desk/mailing.h"

enum block_kind {
    BLOCK_WORDS,    // as somebody wrote them: paragraphs
    BLOCK_NEXT,     // what happens next, set apart
    BLOCK_SAID,     // what was understood, set apart
    BLOCK_BUTTON,   // a link that looks like one
    BLOCK_SMALL,    // cards and notes
    BLOCK_LINK,     // a link in a line of its own
    BLOCK_QUOTE,    // what they wrote last, quoted; `label` says who and when
};

struct block {
    enum block_kind kind;
    struct str text, url, label;
};

#define LETTER_BLOCKS_MAX 16

struct letter {
    struct str subject;
    struct block blocks[LETTER_BLOCKS_MAX];
    size_t blocks_n;
    struct str from_name;     // whose name stands before the desk's address; none: the desk's
    bool by_person;           // a person wrote it: no automatic headers
};

void letter_add(struct letter *l, enum block_kind kind, struct str text, struct str url);
struct str letter_text(struct arena *a, const struct letter *l);
struct str letter_html(struct arena *a, const struct letter *l);

// What a letter is about, as one query reads it (mail_job.c).
struct letter_facts {
    int64_t out_id, ticket, person_id, author_id, owner_id, requester_id, speaker_id;
    unsigned kind;
    struct str payload, mid, address, state;
    struct str to_name, to_zone, to_role;
    struct str subject, owner, requester, team, lead, decline_why, decline_instead, playback;
    struct str body, message_kind, author, author_looks_after, author_hours;
    struct str step_kind, step_what, step_who_name;
    int64_t step_by;
    struct str next_kind, next_what;   // the step that is open now
    int64_t next_by;
    struct str quote, quote_by;
    int64_t quote_at;
    struct event event;                // the newest event when the mail was wanted; for staff
    enum ticket_state ticket_state;
    struct str to_language;
};
// Writes the letter. Never fails: a kind without words of its own says what the history says.
void letter_write(struct ctx *c, const struct mail_identity *id, const struct letter_facts *f, struct letter *ret_letter);
