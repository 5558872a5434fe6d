// SPDX-License-Identifier: Apache-2.0
// An event with its sentence as this reader reads it, and with its links of
// the chain as hex. What the reader may see was decided when the events were
// listed.
#include "web/event_json.h"

#include "base/crypto.h"

void event_json(struct json *j, const struct event *e, const struct actor *reader, int64_t now_ms, struct str zone)
{
    struct arena *a = j->out.arena;
    json_open(j, '{');
    json_member_int(j, "seq", e->seq);
    json_member_int(j, "ticket", e->ticket);
    json_member_int(j, "number", e->number);
    json_member_time(j, "at", e->at);
    json_key(j, "actor");
    if (e->actor_id) {
        json_open(j, '{');
        json_member_int(j, "id", e->actor_id);
        json_member_text(j, "name", e->actor_name);
        json_close(j, '}');
    } else {
        json_null(j);
    }
    json_member_text(j, "kind", e->kind);
    json_member_text(j, "audience", e->audience == AUDIENCE_STAFF ? S("staff") : S("all"));
    json_member_text(j, "text", history_sentence(a, e, reader->person_id, now_ms, zone));
    json_member_id(j, "message", e->message_id);
    json_member_text(j, "hash", hex_encode(a, e->hash.p, e->hash.n));
    json_member_text(j, "previous", hex_encode(a, e->previous.p, e->previous.n));
    json_close(j, '}');
}
