// SPDX-License-Identifier: Apache-2.0
// What stands around every page: head, masthead, foot. Every view holds one;
// plain.c fills it from the request. Staff and everybody else have different
// mastheads.
#pragma once

#include "web/html.h"

enum layout_nav { NAV_NONE, NAV_TODAY, NAV_INBOX, NAV_TEAM, NAV_PEOPLE, NAV_REQUESTS, NAV_ASK };

struct layout_view {
    struct str title, desk_name;
    struct str person, initial;   // who is signed in; none: nobody
    struct str csrf;              // for every form on the page
    struct str query;             // what was searched for
    struct str asset_version;     // changes with the stylesheet, so that it may be kept for ever
    struct str language;
    enum layout_nav nav;
    bool is_staff;
    int tint;
    struct str said;              // one sentence after something was done ("Sent to Noor."), else none
};
