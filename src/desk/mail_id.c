// SPDX-License-Identifier: Apache-2.0
// A tag is the first 10 bytes of an HMAC, as hex: mail servers may change the
// case of what stands before the @, so base64 would not do. Tags are compared
// in constant time.
#include "desk/mail_id.h"

#include "base/crypto.h"
#include "mail/address.h"

#define TAG_BYTES 10
#define NONCE_BYTES 10

static struct str tag_of(struct arena *a, struct str key, struct str use, struct str text)
{
    uint8_t mac[SHA256_BYTES];
    const struct str parts[] = {use, text};
    hmac_parts(key, parts, ARRAY_LEN(parts), mac);
    return hex_encode(a, mac, TAG_BYTES);
}

static bool tag_fits(struct arena *a, struct str key, struct str use, struct str text, struct str tag)
{
    struct str expected = tag_of(a, key, use, text);
    return tag.n == expected.n && bytes_equal(str_lower(a, tag).p, expected.p, tag.n);
}

struct str mail_id_new(struct arena *a, int64_t ticket)
{
    uint8_t nonce[NONCE_BYTES];
    random_bytes(nonce, sizeof nonce);
    return str_fmt(a, "r%" PRId64 ".%.*s", ticket, STR_ARG(hex_encode(a, nonce, sizeof nonce)));
}

struct str mail_id_signed(struct arena *a, struct str key, struct str local)
{
    return str_fmt(a, "%.*s.%.*s", STR_ARG(local), STR_ARG(tag_of(a, key, S("mid"), local)));
}

struct str mail_id_root(struct arena *a, struct str key, int64_t ticket)
{
    struct str local = str_fmt(a, "t%" PRId64, ticket);
    return str_fmt(a, "%.*s.%.*s", STR_ARG(local), STR_ARG(tag_of(a, key, S("root"), local)));
}

struct str mail_id_plus(struct arena *a, struct str key, int64_t ticket)
{
    struct str number = str_fmt(a, "%" PRId64, ticket);
    return str_fmt(a, "%.*s-%.*s", STR_ARG(number), STR_ARG(tag_of(a, key, S("plus"), number)));
}

int64_t mail_id_ticket(struct arena *a, struct str key, struct str message_id, struct str *ret_local)
{
    ptrdiff_t at = str_find_last_char(message_id, '@');
    struct str local = str_lower(a, at < 0 ? message_id : str_slice(message_id, 0, (size_t)at));
    ptrdiff_t dot = str_find_last_char(local, '.');
    if (dot < 2 || (local.p[0] != 'r' && local.p[0] != 't'))
        return 0;
    struct str claim = str_slice(local, 0, (size_t)dot), tag = str_from(local, (size_t)dot + 1);
    struct str number = str_from(claim, 1), rest = number;
    bool is_root = local.p[0] == 't';
    if (!tag_fits(a, key, is_root ? S("root") : S("mid"), claim, tag))
        return 0;
    int64_t ticket = 0;
    if (!str_cut(&rest, '.', &number) || !str_to_int64(number, &ticket))
        return 0;
    if (ret_local)
        *ret_local = is_root ? STR_NONE : claim;
    return ticket;
}

int64_t mail_id_plus_ticket(struct arena *a, struct str key, struct str tag)
{
    struct str rest = str_lower(a, tag), number;
    int64_t ticket = 0;
    if (!str_cut(&rest, '-', &number) || !str_to_int64(number, &ticket) || !tag_fits(a, key, S("plus"), number, rest))
        return 0;
    return ticket;
}

struct mail_address identity_address(struct arena *a, struct str from)
{
    ptrdiff_t open = str_find_last_char(from, '<');
    if (open < 0)
        return (struct mail_address){.address = address_normalise(a, from)};
    struct str rest = str_from(from, (size_t)open + 1), address;
    str_cut(&rest, '>', &address);
    return (struct mail_address){str_trim(str_slice(from, 0, (size_t)open)), address_normalise(a, address)};
}
