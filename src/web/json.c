// SPDX-License-Identifier: Apache-2.0
// A value that follows anything but an opening bracket or a name needs a comma
// before it, and the last byte written tells: a string ends in a quote, a name
// in a colon. So no state has to be kept beside the text.
#include "web/json.h"

#include "base/datetime.h"
#include "base/escape.h"

struct json json_make(struct arena *a, size_t room)
{
    return (struct json){buf_make(a, room)};
}

static void json_comma(struct json *j)
{
    if (!j->out.n)
        return;
    char last = j->out.p[j->out.n - 1];
    if (last != '{' && last != '[' && last != ':')
        buf_add_char(&j->out, ',');
}

void json_open(struct json *j, char bracket)
{
    json_comma(j);
    buf_add_char(&j->out, bracket);
}

void json_close(struct json *j, char bracket)
{
    buf_add_char(&j->out, bracket);
}

void json_key_(struct json *j, struct str quoted)
{
    json_comma(j);
    buf_add(&j->out, quoted);
}

void json_text(struct json *j, struct str s)
{
    if (str_is_none(s)) {
        json_null(j);
        return;
    }
    json_comma(j);
    buf_add_char(&j->out, '"');
    escape_json(&j->out, s);
    buf_add_char(&j->out, '"');
}

void json_int(struct json *j, int64_t value)
{
    json_comma(j);
    buf_add_int(&j->out, value);
}

void json_id(struct json *j, int64_t id)
{
    if (id)
        json_int(j, id);
    else
        json_null(j);
}

void json_bool(struct json *j, bool value)
{
    json_comma(j);
    buf_add(&j->out, value ? S("true") : S("false"));
}

void json_null(struct json *j)
{
    json_comma(j);
    buf_lit(&j->out, "null");
}

void json_time(struct json *j, int64_t at_ms)
{
    if (at_ms)
        json_text(j, datetime_rfc3339(j->out.arena, at_ms));
    else
        json_null(j);
}

void json_raw(struct json *j, struct str json)
{
    json_comma(j);
    buf_add(&j->out, json);
}

enum rc json_done(struct json *j, struct ctx *c, struct str *ret_text)
{
    if (buf_done(&j->out, ret_text) == RC_OK)
        return RC_OK;
    return fail(c, RC_LIMIT, "The answer is larger than one answer may be. Ask for less at once.");
}
