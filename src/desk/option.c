// SPDX-License-Identifier: Apache-2.0
// The desk's own values, and the making of an empty desk: a key, a name, an
// administrator, and a first team that they lead, so that from the first
// moment somebody answers for whatever comes in (R1).
#include "base/crypto.h"
#include "desk/credential.h"
#include "desk/credential.sql.h"
#include "desk/person.h"
#include "desk/person.sql.h"
#include "desk/person_check.h"
#include "desk/team.sql.h"

#define KEY_BYTES 32
#define OPTION_NAME_BYTES_MAX 100
#define OPTION_VALUE_BYTES_MAX (64 * 1024)

enum rc option_find(struct db *db, struct str name, struct str *ret_value)
{
    AUTO(rows_auto) struct rows r = {0};
    struct str value = STR_NONE;
    TRY(db_rows(db, &r, option_by_name, P(name)));
    if (rows_next(&r))
        value = rows_text(&r, 0);
    TRY(rows_done(&r));
    *ret_value = value;
    return RC_OK;
}

enum rc option_set(struct db *db, struct str name, struct str value)
{
    must(name.n > 0 && name.n <= OPTION_NAME_BYTES_MAX);
    if (str_is_none(value))
        return db_run(db, option_delete, P(name));
    if (value.n > OPTION_VALUE_BYTES_MAX)
        return fail(db_ctx(db), RC_LIMIT, "This value is too long to be kept.");
    return db_run(db, option_upsert, P(name), P(value));
}

enum rc desk_key(struct db *db, struct str *ret_key)
{
    struct ctx *c = db_ctx(db);
    struct str hex, key;
    TRY(option_find(db, S("key"), &hex));
    if (str_is_none(hex) || !hex_decode(c->arena, hex, &key) || key.n != KEY_BYTES)
        return fail(c, RC_CONFLICT, "There is no desk in this database yet. Please run 'rapport init' first.");
    *ret_key = key;
    return RC_OK;
}

static enum rc key_make(struct db *db)
{
    uint8_t key[KEY_BYTES];
    random_bytes(key, sizeof key);
    return option_set(db, S("key"), hex_encode(db_arena(db), key, sizeof key));
}

enum rc desk_create(struct db *db, struct str admin_email, struct str desk_name, int64_t *ret_admin_id)
{
    struct ctx *c = db_ctx(db);
    struct str address, name;
    int64_t rows = 0, admin = 0, team = 0;
    TRY(email_check(c, "admin", admin_email, &address));
    TRY(name_check(c, "name", str_or(desk_name, S("Help desk")), &name));
    TRY(db_int(db, &rows, desk_rows));
    if (rows)
        return fail(c, RC_CONFLICT, "There is a desk in this database already.");
    TRY(key_make(db));
    TRY(option_set(db, S("name"), name));
    const struct actor maker = {.role = ROLE_ADMIN, .via = VIA_COMMAND};
    const struct person_changes p = {.emails = &address, .emails_n = 1, .has_role = true, .role = ROLE_ADMIN};
    TRY(person_create(db, &maker, &p, &admin));
    const struct team_changes t = {.name = S("Help desk"), .lead_id = admin};
    TRY(team_create(db, &maker, &t, &team));
    *ret_admin_id = admin;
    return RC_OK;
}
