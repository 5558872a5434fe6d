// SPDX-License-Identifier: Apache-2.0
// Bounds on words from outside. Each sentence says which field and what to do.
// Nothing is cut short in silence: what is too long is refused, and the person
// still has it.
#include "desk/said.h"

#include "base/datetime.h"

#define ONE_WORD_BYTES_MAX 12
#define AHEAD_MS_MAX (3 * 366 * DAY_MS)

bool said(struct str text)
{
    return !str_is_empty(str_trim(text));
}

bool said_in_one_word(struct str text)
{
    struct str word = str_trim(text);
    if (word.n > ONE_WORD_BYTES_MAX) // long, or of a script that writes without spaces
        return false;
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] == ' ' || word.p[i] == '\n' || word.p[i] == '\t')
            return false;
    return true;
}

enum rc said_line(struct ctx *c, const char *field, struct str text)
{
    if (text.n > TICKET_LINE_BYTES_MAX)
        return fail_field(c, field,
                          "This is longer than %d characters. Please say it shorter, or write it as a message.",
                          TICKET_LINE_BYTES_MAX);
    return RC_OK;
}

enum rc said_time(struct ctx *c, const char *field, int64_t at_ms)
{
    if (at_ms > c->now_ms + AHEAD_MS_MAX)
        return fail_field(c, field, "That is years ahead. Please choose a nearer time.");
    return RC_OK;
}

static enum rc uploads_check(struct ctx *c, const struct words *words)
{
    if (words->uploads_n > SAID_UPLOADS_MAX)
        return fail_field(c, "attachments",
                          "At most %d files go with one message. Please send the others in a second one.",
                          SAID_UPLOADS_MAX);
    for (size_t i = 0; i < words->uploads_n; i++) {
        const struct upload *u = &words->uploads[i];
        if (u->bytes.n > SAID_UPLOAD_BYTES_MAX)
            return fail_field(c, "attachments", "The file %.*s is larger than %d MB. Please send a link to it instead.",
                              STR_ARG(u->name), SAID_UPLOAD_BYTES_MAX / (1024 * 1024));
        if (u->name.n > TICKET_LINE_BYTES_MAX || u->type.n > TICKET_LINE_BYTES_MAX ||
            u->content_id.n > TICKET_LINE_BYTES_MAX)
            return fail_field(c, "attachments", "The name of a file is too long. Please give it a shorter one.");
    }
    return RC_OK;
}

enum rc said_words_or_none(struct ctx *c, const struct words *words)
{
    if (words->body.n > TICKET_BODY_BYTES_MAX || words->html.n > 4 * TICKET_BODY_BYTES_MAX ||
        words->quoted.n > TICKET_BODY_BYTES_MAX)
        return fail_field(c, "body", "This is longer than %d KB. Please attach it as a file instead.",
                          TICKET_BODY_BYTES_MAX / 1024);
    return uploads_check(c, words);
}

enum rc said_words(struct ctx *c, const struct words *words)
{
    TRY(said_words_or_none(c, words));
    if (!said(words->body) && !words->uploads_n)
        return fail_field(c, "body", "There are no words yet. A sentence is enough.");
    return RC_OK;
}

struct str said_channel(const struct actor *who, struct str channel)
{
    return said(channel) ? channel : via_name(who->via);
}
