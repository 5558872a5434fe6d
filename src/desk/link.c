// SPDX-License-Identifier: Apache-2.0
// Links that work without signing in. A token is base64url of "kind.person.
// ticket.end" and of the first 16 bytes of an HMAC over it under the desk's key:
// nothing is stored, and nothing in it is secret but the signature.
#include "base/crypto.h"
#include "desk/mailing.h"

#define LINK_TAG_BYTES 16

static void link_tag(struct str key, struct str claim, uint8_t out[SHA256_BYTES])
{
    const struct str parts[] = {S("link"), claim};
    hmac_parts(key, parts, ARRAY_LEN(parts), out);
}

struct str link_token(struct arena *a, struct str key, const struct link *l)
{
    uint8_t tag[SHA256_BYTES];
    struct str claim = str_fmt(a, "%d.%" PRId64 ".%" PRId64 ".%" PRId64, (int)l->kind, l->person_id, l->ticket, l->ends_at);
    link_tag(key, claim, tag);
    struct str head = base64url_encode(a, claim.p, claim.n);
    struct str tail = base64url_encode(a, tag, LINK_TAG_BYTES);
    return str_fmt(a, "%.*s.%.*s", STR_ARG(head), STR_ARG(tail));
}

bool link_parse(struct arena *a, struct str key, struct str token, int64_t now_ms, struct link *ret_link)
{
    struct str rest = token, head, claim, tag;
    uint8_t expected[SHA256_BYTES];
    if (!str_cut(&rest, '.', &head) || !base64url_decode(a, head, &claim) || !base64url_decode(a, rest, &tag))
        return false;
    link_tag(key, claim, expected);
    if (tag.n != LINK_TAG_BYTES || !bytes_equal(tag.p, expected, LINK_TAG_BYTES))
        return false;
    int64_t numbers[4];
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        struct str part;
        if (!str_cut(&claim, '.', &part) || !str_to_int64(part, &numbers[i]))
            return false;
    }
    struct link l = {(enum link_kind)numbers[0], numbers[1], numbers[2], numbers[3]};
    if (!str_is_none(claim) || l.ends_at <= now_ms)
        return false;
    *ret_link = l;
    return true;
}
