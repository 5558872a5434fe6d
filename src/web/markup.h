// SPDX-License-Identifier: Apache-2.0
// Words as people typed them, as HTML: Markdown through cmark-gfm in its safe
// mode (raw HTML is shown as words, dangerous addresses are emptied), plain text by a
// short way of our own. Both give paragraphs and live links, nothing else that
// could act. markup_start() comes first, once a process.
#pragma once

#include "web/html.h"

void markup_start(void);
// Text that has no sign of Markdown takes the short way; both ways show it alike.
struct html_safe markup_html(struct arena *a, struct str text);
// Never Markdown: line breaks are kept. For mail, where an asterisk is an asterisk.
struct html_safe markup_plain(struct arena *a, struct str text);
