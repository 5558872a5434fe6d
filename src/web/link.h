// SPDX-License-Identifier: Apache-2.0
// What the pages behind the links in mails show, in words that are ready to
// print: links.c fills it, link.html reads only this. Nothing in it is more
// than the person of the link may see.
#pragma once

#include "web/html.h"
#include "web/views/layout.h"

struct link_message {
    struct str by, at, initial;
    struct html_safe body;
    int tint;
    bool is_desk, is_theirs; // the desk itself; the requester's side
};

struct link_view {
    struct layout_view layout;
    struct url action, answer;
    struct str subject, ref, owner, owner_initial, outcome, next_by;
    struct str next;           // the next step as the person of the link reads it, up to its time
    struct html_safe reply;    // the newest reply, none: no bytes
    struct str text; // their words, kept when they are asked again
    bool is_proposed, is_closed, doubts, says_not_yet;
    struct link_message *messages;
    size_t messages_n;
};
