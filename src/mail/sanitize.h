// SPDX-License-Identifier: Apache-2.0
// HTML from strangers as HTML that may stand in a page of ours: only elements
// and attributes of an allow-list come out, everything is written anew from the
// tree, and what comes out is a fixed point (sanitizing it again changes
// nothing). No script, style, form, frame, foreign markup; no image from the
// net (a picture that is fetched tells its sender who read the mail, and when).
#pragma once

#include "base/str.h"

struct html_clean {
    struct str html;      // safe as element content
    size_t remote_images; // left out, their alt text stands instead
    bool is_plain;        // the page was past all bounds: only its text is left
};

// Never fails. Images with "cid:" addresses stay, for the caller to point at the attachment.
struct html_clean sanitize_html(struct arena *a, struct str html);
