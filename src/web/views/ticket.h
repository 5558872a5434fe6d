// SPDX-License-Identifier: Apache-2.0
// What the ticket's page shows, in words that are ready to print: pages/ fills
// it, the templates read only this. Two templates share it: ticket_staff.html
// for staff, ticket_person.html for the one who asked.
#pragma once

#include "web/html.h"
#include "web/views/layout.h"

enum when_state { WHEN_OK, WHEN_SOON, WHEN_LATE, WHEN_KEPT, WHEN_MOVED };

// A moment with its machine form, its words, and how near it is.
struct when_view {
    struct str iso;            // RFC 3339
    struct str words;          // "tomorrow, 12:00"
    struct str left;           // "in 33 min", "12 min late", "kept, 8 min early"
    enum when_state state;
};

struct file_view {
    int64_t id;
    struct str name, size;     // "84 KB"
};

struct message_view {
    int64_t id;
    struct str by, initial, role;   // "You", "Ana"; role "IT help desk", none for the person
    struct when_view at;
    struct html_safe body;
    struct str quoted;              // folded below, none if nothing was cut
    struct file_view *files;
    size_t files_n;
    struct str next_lead, next;     // "Promise kept." and the sentence; none without a step
    bool next_kept;
    bool is_theirs, is_note, is_desk;
    bool is_latest;
    int tint;                       // 1 to 4, by person
};

struct choice_view {
    struct str value, words;
};

struct story_view {
    struct when_view at;
    struct str text;
};

struct visit_view {
    int64_t number;
    struct str subject, ending;
    struct when_view at;
};

struct mine_view {              // which doors are open to this reader, as the rules have it
    bool reply, note, add_words, answer, playback, playback_answer, offer, accept, take, step_in, keep, renew, decline,
        take_reason, review, answer_review, withdraw, rest, hear, urgent, helper;
};

struct ticket_view {
    const struct layout_view *layout;
    int64_t number, version;
    struct str subject, ref;        // "R-2418"
    struct str requester, requester_initial, requester_first;
    int requester_tint;
    struct when_view asked;
    int effect_level;               // 3 stuck, 2 slowed down, 1 can wait
    struct str effect_words, reach_words;
    struct str matters;             // "tomorrow, 12:00", none
    struct str stops, affects;
    struct str owner, owner_initial, owner_first;
    bool owner_is_me;
    struct str owner_since, owner_looks_after, owner_hours;
    struct str team, lead;

    // The next step: one sentence in three parts, so that the middle can be bold.
    int64_t step;
    struct str next_before, next_what, next_after;
    struct when_view next_by;
    struct str next_note;           // the smaller sentence below it for the person
    bool next_is_promise, next_is_late;
    struct str closed_words;        // what ended it, none while open

    struct str playback, playback_by;
    bool playback_agreed, playback_waiting, playback_corrected;
    struct str playback_answer;

    struct message_view *earlier, *messages;  // earlier: folded
    size_t earlier_n, messages_n;
    struct str earlier_words;

    struct str company;             // "with Ana; Elif reads along"
    struct str work, good_at, explain, reach_how, reads_along, helpers, zone_words;
    struct visit_view *visits;
    size_t visits_n;
    struct str *tags;
    size_t tags_n;

    struct choice_view by_choices[3];
    size_t by_choices_n;
    struct str draft, draft_note, draft_next, draft_what, draft_when; // what was typed, after a refusal
    struct str override;
    bool is_held;                   // a one-word answer waits for its why (R26)
    struct str problem, problem_instead; // what was refused, on the same page
    bool doubts;                    // their "Yes" came with words that say otherwise (R14)
    struct str doubt_text;

    int64_t offer;                  // the open handoff, 0 none
    struct str offer_from, offer_to, offer_why, offer_summary;
    bool offer_is_ask;              // a colleague asked the owner for it

    struct str decline_why, decline_instead;
    int64_t merged_into, successor, successor_of;

    struct story_view *story;
    size_t story_n;
    int steps_done;                 // of the four steps: asked, understood, worked on, solved
    struct str understood_words, working_words, solved_words;

    struct mine_view may;
    bool is_open;
};
