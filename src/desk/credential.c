// SPDX-License-Identifier: Apache-2.0
// Sessions, tokens, passwords and links that work once. Whoever reads the
// database learns no secret that lets them in: of random secrets there is the
// SHA-256, of passwords argon2id. What is asked at every request is one query.
#include "desk/credential.h"

#include "base/crypto.h"
#include "base/datetime.h"
#include "desk/credential.sql.h"
#include "desk/person_check.h"

#define SECRET_BYTES 32
#define SECRET_TEXT_BYTES_MAX 200
#define TOKEN_PREFIX "rapport_"
#define TOKEN_NAME_BYTES_MAX 200
#define LINK_KEPT_MS (90 * DAY_MS)
#define PRUNE_ONE_IN 16

// argon2id of a random text that nobody has: unknown addresses are checked
// against it, so that they take as long as known ones.
static const struct str nobodys_hash =
    S_INIT("$argon2id$v=19$m=65536,t=2,p=1$J9UY0Dodr3nBi7mjh4Wnnw$8ZFWMGzyIP+H8HLNvrnPLKSdPukehopvt0c0njmYzRA");

static struct param sha_param(struct arena *a, struct str secret)
{
    char *sha = arena_text(a, SHA256_BYTES);
    sha256(secret, (uint8_t *)sha);
    return P_BYTES(((struct str){sha, SHA256_BYTES}));
}

#define P_SHA(a, secret) sha_param((a), (secret))

// Housekeeping belongs to no request in particular, so each does it now and then.
static bool is_time_to_prune(void)
{
    return random_below(PRUNE_ONE_IN) == 0;
}

enum rc session_create(struct db *db, int64_t person_id, struct str *ret_token)
{
    struct ctx *c = db_ctx(db);
    struct str token = random_token(c->arena, SECRET_BYTES), csrf = random_token(c->arena, SECRET_BYTES);
    if (is_time_to_prune())
        TRY(db_run(db, session_prune, P(c->now_ms)));
    TRY(db_run(db, session_insert, P_SHA(c->arena, token), P(person_id), P(csrf), P(c->now_ms),
               P(c->now_ms + SESSION_LIFE_MS)));
    *ret_token = token;
    return RC_OK;
}

static struct session session_read(struct rows *r)
{
    struct session s = {.actor = {.person_id = rows_int(r, 0), .name = rows_text(r, 2)},
                        .time_zone = rows_text(r, 3),
                        .language = rows_text(r, 4)};
    must(role_parse(rows_text(r, 1), &s.actor.role));
    return s;
}

enum rc session_find(struct db *db, struct str token, struct session *ret_session, bool *ret_found)
{
    AUTO(rows_auto) struct rows r = {0};
    struct session s = {0};
    *ret_found = false;
    if (str_is_empty(token) || token.n > SECRET_TEXT_BYTES_MAX)
        return RC_OK;
    TRY(db_rows(db, &r, session_by_sha, P_SHA(db_arena(db), token), P(db_ctx(db)->now_ms)));
    if (rows_next(&r)) {
        s = session_read(&r);
        s.csrf = rows_text(&r, 5);
        s.ends_at = rows_int(&r, 6);
    }
    TRY(rows_done(&r));
    *ret_session = s;
    *ret_found = s.actor.person_id != 0;
    return RC_OK;
}

enum rc session_end(struct db *db, struct str token)
{
    return db_run(db, session_delete, P_SHA(db_arena(db), token));
}

enum rc sessions_end_all(struct db *db, int64_t person_id)
{
    return db_run(db, session_delete_all, P(person_id));
}

enum rc credentials_end(struct db *db, int64_t person_id)
{
    TRY(sessions_end_all(db, person_id));
    return db_run(db, api_token_end_all, P(person_id), P(db_ctx(db)->now_ms));
}

enum rc token_create(struct db *db, int64_t person_id, struct str name, struct str *ret_token)
{
    struct ctx *c = db_ctx(db);
    if (name.n > TOKEN_NAME_BYTES_MAX)
        return fail_field(c, "name", "Please give the token a shorter name.");
    struct str secret = random_token(c->arena, SECRET_BYTES);
    struct str token = str_fmt(c->arena, TOKEN_PREFIX "%.*s", STR_ARG(secret));
    TRY(db_run(db, api_token_insert, P_SHA(c->arena, token), P(person_id), P(str_or(str_trim(name), S("API"))),
               P(c->now_ms)));
    *ret_token = token;
    return RC_OK;
}

enum rc token_find(struct db *db, struct str token, struct session *ret_session, bool *ret_found)
{
    AUTO(rows_auto) struct rows r = {0};
    struct session s = {0};
    *ret_found = false;
    if (!str_starts(token, S(TOKEN_PREFIX)) || token.n > SECRET_TEXT_BYTES_MAX)
        return RC_OK;
    TRY(db_rows(db, &r, api_token_by_sha, P_SHA(db_arena(db), token)));
    if (rows_next(&r))
        s = session_read(&r);
    TRY(rows_done(&r));
    *ret_session = s;
    *ret_found = s.actor.person_id != 0;
    return RC_OK;
}

enum rc token_end(struct db *db, int64_t id)
{
    return db_run(db, api_token_end, P(id), P(db_ctx(db)->now_ms));
}

enum rc password_check(struct db *db, struct str email, struct str password, int64_t *ret_person_id, bool *ret_fits)
{
    AUTO(rows_auto) struct rows r = {0};
    struct str address = email_fold(db_arena(db), email), hash = STR_NONE;
    int64_t id = 0;
    TRY(db_rows(db, &r, password_by_address, P(str_or(address, S("")))));
    if (rows_next(&r)) {
        id = rows_int(&r, 0);
        hash = rows_text(&r, 1);
    }
    TRY(rows_done(&r));
    bool short_enough = password.n <= PASSWORD_BYTES_MAX;
    bool fits = password_verify(str_or(hash, nobodys_hash), short_enough ? password : S(""));
    *ret_fits = fits && id != 0 && short_enough;
    *ret_person_id = *ret_fits ? id : 0;
    return RC_OK;
}

enum rc password_set(struct db *db, int64_t person_id, struct str hash)
{
    TRY(db_run(db, password_update, P(person_id), P(hash)));
    return sessions_end_all(db, person_id);
}

enum rc link_use(struct db *db, struct str token, bool *ret_first)
{
    struct ctx *c = db_ctx(db);
    if (is_time_to_prune())
        TRY(db_run(db, used_link_prune, P(c->now_ms - LINK_KEPT_MS)));
    TRY(db_run(db, used_link_insert, P_SHA(c->arena, token), P(c->now_ms)));
    *ret_first = db_changes(db) == 1;
    return RC_OK;
}

enum rc idempotency_find(struct db *db, int64_t person_id, struct str key, struct str sha,
                         struct kept_answer *ret_answer, bool *ret_found)
{
    AUTO(rows_auto) struct rows r = {0};
    struct ctx *c = db_ctx(db);
    struct kept_answer answer = {0};
    struct str kept_sha = STR_NONE;
    TRY(db_rows(db, &r, idempotency_by_key, P(person_id), P(key), P(c->now_ms - DAY_MS)));
    bool found = rows_next(&r);
    if (found) {
        kept_sha = rows_bytes(&r, 0);
        answer = (struct kept_answer){rows_int(&r, 1), rows_text(&r, 2), rows_bytes(&r, 3)};
    }
    TRY(rows_done(&r));
    if (found && !str_eq(kept_sha, sha))
        return fail(c, RC_CONFLICT, "This Idempotency-Key was used for another request. Please take a new one.");
    *ret_answer = answer;
    *ret_found = found;
    return RC_OK;
}

enum rc idempotency_keep(struct db *db, int64_t person_id, struct str key, struct str sha,
                         const struct kept_answer *answer)
{
    struct ctx *c = db_ctx(db);
    int64_t too_old = c->now_ms - DAY_MS;
    if (is_time_to_prune())
        TRY(db_run(db, idempotency_prune, P(too_old)));
    TRY(db_run(db, idempotency_insert, P(person_id), P(key), P_BYTES(sha), P(answer->status),
               P(str_or(answer->headers, S(""))), P_BYTES(str_or(answer->body, S(""))), P(c->now_ms), P(too_old)));
    if (db_changes(db) == 0) // the caller's transaction is undone with this, so it acts once
        return fail(c, RC_CONFLICT, "A request with this Idempotency-Key was just answered. Please send it again.");
    return RC_OK;
}
