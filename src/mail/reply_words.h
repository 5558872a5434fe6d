// SPDX-License-Identifier: Apache-2.0
// How mail programs of the world announce history and sign for themselves: the
// tables behind reply.c, and the look at a single line. No decisions here: a
// line that looks like one may still be somebody's own words.
#pragma once

#include "base/str.h"

enum reply_label { LABEL_NONE, LABEL_FROM, LABEL_TO, LABEL_DATE, LABEL_SUBJECT, LABEL_COPY };

// "From: …", "*Von:* …", "发件人：…": which header field the line looks like.
enum reply_label reply_label_of(struct str line);
// Without what programs set around a word: blanks, "*" of bold, "<", "(", "[", quote marks.
struct str reply_undressed(struct str s);
// Has a verb that announces a quotation ("wrote", "schrieb", "写道").
bool reply_has_verb(struct str s);
// Begins as such announcements begin ("On ", "Am ", "Le ").
bool reply_has_opener(struct str line);
// "-----Original Message-----", "Begin forwarded message:", in many languages.
bool reply_is_separator(struct str line);
// "---- something ----" whatever the language; only counts with header lines below it.
bool reply_is_titled_rule(struct str line);
// "Sent from my iPhone", "Gesendet von Outlook für Android".
bool reply_is_device(struct str line);
