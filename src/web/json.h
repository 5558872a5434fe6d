// SPDX-License-Identifier: Apache-2.0
// Writes JSON (RFC 8259) straight into a buf: no tree, no copies. Commas are
// worked out from what stands last. Names are literals. Text must be valid
// UTF-8, which the border has seen to.
#pragma once

#include "base/buf.h"
#include "base/ctx.h"

struct json {
    struct buf out;
};

struct json json_make(struct arena *a, size_t room);
void json_open(struct json *j, char bracket);  // '{' or '['
void json_close(struct json *j, char bracket); // '}' or ']'
void json_key_(struct json *j, struct str quoted);
#define json_key(j, name) json_key_((j), S("\"" name "\":"))

// Values: in an array, or after json_key().
void json_text(struct json *j, struct str s); // a none is null
void json_int(struct json *j, int64_t value);
void json_bool(struct json *j, bool value);
void json_null(struct json *j);
void json_time(struct json *j, int64_t at_ms);  // RFC 3339; 0 is null
void json_raw(struct json *j, struct str json); // JSON that is made already

#define json_member_text(j, name, value) (json_key((j), name), json_text((j), (value)))
#define json_member_int(j, name, value) (json_key((j), name), json_int((j), (value)))
#define json_member_bool(j, name, value) (json_key((j), name), json_bool((j), (value)))
#define json_member_time(j, name, value) (json_key((j), name), json_time((j), (value)))
// An id, 0 being null.
#define json_member_id(j, name, value) (json_key((j), name), json_id((j), (value)))
void json_id(struct json *j, int64_t id);

NODISCARD enum rc json_done(struct json *j, struct ctx *c, struct str *ret_text);
