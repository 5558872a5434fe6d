// SPDX-License-Identifier: Apache-2.0
// The context of a draft from JSON: who wrote what, what is known of the ticket, and
// the moment. Bounded in size and count; members that are not known are passed over,
// members of the wrong type are refused by name.
#include <jansson.h>

#include "base/datetime.h"
#include "base/utf8.h"
#include "coach/coach.h"

enum { JSON_BYTES_MAX = 2 * 1024 * 1024, MESSAGES_MAX = 500, HOLIDAYS_MAX = 400 };

struct parser {
    struct ctx *c;
    struct coach_draft *in;
};

static void json_auto(json_t **j)
{
    json_decref(*j);
}

// Text of a member; none where it is missing or null.
static enum rc get_text(struct parser *p, const json_t *object, const char *name, struct str *ret_text)
{
    const json_t *value = json_object_get(object, name);
    if (!value || json_is_null(value))
        return RC_OK;
    if (!json_is_string(value))
        return fail_field(p->c, name, "\"%s\" is text", name);
    *ret_text = str_dup(p->c->arena, (struct str){json_string_value(value), json_string_length(value)});
    return RC_OK;
}

static enum rc get_known(struct parser *p, const json_t *object, const char *name, enum coach_known *ret_known)
{
    const json_t *value = json_object_get(object, name);
    if (!value || json_is_null(value))
        return RC_OK;
    if (!json_is_boolean(value))
        return fail_field(p->c, name, "\"%s\" is true or false", name);
    *ret_known = json_is_true(value) ? COACH_YES : COACH_NO;
    return RC_OK;
}

// A time without an offset is one on the reader's wall.
static bool wall_time(struct parser *p, struct str text, int64_t *ret_ms)
{
    int64_t utc_ms;
    if (!datetime_from_rfc3339(str_fmt(p->c->arena, "%.*sZ", STR_ARG(text)), &utc_ms))
        return false;
    struct datetime wall = datetime_in_zone(utc_ms, S("UTC"));
    *ret_ms = datetime_from_zone(&wall, p->in->zone);
    return true;
}

static enum rc get_moment(struct parser *p, const json_t *object, const char *name, int64_t *ret_ms)
{
    struct str text = STR_NONE;
    TRY(get_text(p, object, name, &text));
    if (!str_is_empty(text) && !datetime_from_rfc3339(text, ret_ms) && !wall_time(p, text, ret_ms))
        return fail_field(p->c, name, "\"%s\" is a time such as 2026-10-14T09:12:00Z", name);
    return RC_OK;
}

static enum rc read_message(struct parser *p, const json_t *item, struct coach_message *m)
{
    struct str from = STR_NONE;
    TRY(get_text(p, item, "from", &from));
    TRY(get_text(p, item, "text", &m->text));
    TRY(get_moment(p, item, "at", &m->at_ms));
    if (!str_eq(from, S("user")) && !str_eq(from, S("agent")))
        return fail_field(p->c, "from", "\"from\" is user or agent");
    m->from_user = str_eq(from, S("user"));
    return RC_OK;
}

static enum rc read_messages(struct parser *p, const json_t *root)
{
    const json_t *list = json_object_get(root, "messages");
    if (!list || json_is_null(list))
        return RC_OK;
    if (!json_is_array(list) || json_array_size(list) > MESSAGES_MAX)
        return fail_field(p->c, "messages", "\"messages\" is a list of at most %d messages", MESSAGES_MAX);
    size_t n = json_array_size(list);
    struct coach_message *messages = arena_list(p->c->arena, n + 1, struct coach_message);
    for (size_t i = 0; i < n; i++)
        TRY(read_message(p, json_array_get(list, i), &messages[i]));
    p->in->messages = messages;
    p->in->message_count = n;
    return RC_OK;
}

// A name, a list of names, an object with a name, or true: something is there.
static bool is_given(const json_t *value)
{
    if (json_is_string(value))
        return json_string_length(value) > 0;
    if (json_is_array(value))
        return json_array_size(value) > 0;
    return json_is_object(value) ? json_object_size(value) > 0 : json_is_true(value);
}

static void read_given(struct parser *p, const json_t *facts, const char *name, struct str *into)
{
    const json_t *value = json_object_get(facts, name);
    if (json_is_string(value))
        *into = str_dup(p->c->arena, (struct str){json_string_value(value), json_string_length(value)});
    else if (is_given(value))
        *into = str_of(name);
}

// Is somebody else than the user among those who get it?
static bool has_others(const json_t *list)
{
    if (!json_is_array(list))
        return is_given(list);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *name = json_array_get(list, i);
        if (json_is_string(name) && strcmp(json_string_value(name), "user") != 0)
            return true;
    }
    return false;
}

static enum rc read_facts(struct parser *p, const json_t *root)
{
    const json_t *facts = json_object_get(root, "facts");
    struct coach_facts *f = &p->in->facts;
    if (!facts || json_is_null(facts))
        return RC_OK;
    if (!json_is_object(facts))
        return fail_field(p->c, "facts", "\"facts\" is an object");
    TRY(get_known(p, facts, "first_contact", &f->first_contact));
    TRY(get_known(p, facts, "user_confirmed", &f->user_confirmed));
    TRY(get_known(p, facts, "closing", &f->closing));
    TRY(get_text(p, facts, "agent", &f->agent));
    TRY(get_text(p, facts, "user", &f->user));
    TRY(get_text(p, facts, "signature", &f->signature));
    read_given(p, facts, "handed_to", &f->handed_to);
    read_given(p, facts, "next", &f->next);
    f->has_copied = is_given(json_object_get(facts, "copied")) ||
                    (json_is_array(json_object_get(facts, "to")) && json_array_size(json_object_get(facts, "to")) > 1 &&
                     has_others(json_object_get(facts, "to")));
    return RC_OK;
}

static enum rc read_holidays(struct parser *p, const json_t *root)
{
    const json_t *list = json_object_get(root, "holidays");
    if (!list || json_is_null(list))
        return RC_OK;
    if (!json_is_array(list) || json_array_size(list) > HOLIDAYS_MAX)
        return fail_field(p->c, "holidays", "\"holidays\" is a list of at most %d days", HOLIDAYS_MAX);
    size_t n = json_array_size(list);
    int32_t *days = arena_list(p->c->arena, n + 1, int32_t);
    for (size_t i = 0; i < n; i++) {
        const char *day = json_string_value(json_array_get(list, i));
        int64_t at;
        if (!day || strlen(day) != 10 || !datetime_from_rfc3339(str_fmt(p->c->arena, "%sT00:00:00Z", day), &at))
            return fail_field(p->c, "holidays", "a holiday is a day such as 2026-12-25");
        days[i] = (int32_t)(at / DAY_MS);
    }
    p->in->holidays = days;
    p->in->holiday_count = n;
    return RC_OK;
}

enum rc coach_thread_parse(struct ctx *c, struct str json, struct coach_draft *in)
{
    json_error_t error;
    struct coach_draft read = {.text = in->text, .now_ms = in->now_ms, .zone = in->zone};
    struct parser p = {.c = c, .in = &read};
    if (json.n > JSON_BYTES_MAX)
        return fail(c, RC_LIMIT, "The thread is larger than 2 MiB");
    AUTO(json_auto) json_t *root = json_loadb(json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES, &error);
    if (!root || !json_is_object(root))
        return fail(c, RC_INVALID, "The thread is no JSON object (line %d)", root ? 1 : error.line);
    TRY(get_text(&p, root, "time_zone", &read.zone));
    if (!str_is_empty(read.zone) && !zone_is_known(read.zone))
        return fail_field(c, "time_zone", "\"time_zone\" is a name such as Europe/Berlin");
    TRY(read_messages(&p, root));
    TRY(read_facts(&p, root));
    TRY(get_moment(&p, root, "now", &read.now_ms));
    TRY(get_text(&p, root, "language", &read.language));
    TRY(get_text(&p, root, "locale", &read.locale));
    TRY(read_holidays(&p, root));
    if (str_is_empty(read.language) && read.locale.n >= 2)
        read.language = str_slice(read.locale, 0, 2);
    *in = read;
    return RC_OK;
}
