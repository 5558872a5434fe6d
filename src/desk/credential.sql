-- SPDX-License-Identifier: Apache-2.0
-- Sessions, tokens, passwords, links that work once, kept answers, and the desk's own values.

-- name: session_insert
-- A new session; only the digest of its token is kept.
INSERT INTO session (sha, person_id, csrf, made_at, ends_at) VALUES ($1, $2, $3, $4, $5);

-- name: session_by_sha
-- Who a session is, if it has not ended and they are active.
SELECT p.id, p.role, p.name, p.time_zone, p.language, s.csrf, s.ends_at
FROM session s JOIN person p ON p.id = s.person_id WHERE s.sha = $1 AND s.ends_at > $2 AND p.active = 1;

-- name: session_delete
-- Ends one session.
DELETE FROM session WHERE sha = $1;

-- name: session_delete_all
-- Ends all sessions of a person.
DELETE FROM session WHERE person_id = $1;

-- name: session_prune
-- Forgets the sessions that ended by themselves.
DELETE FROM session WHERE ends_at <= $1;

-- name: api_token_insert
-- A new API token; only its digest is kept.
INSERT INTO api_token (sha, person_id, name, made_at) VALUES ($1, $2, $3, $4);

-- name: api_token_by_sha
-- Who a token acts for, if it has not been ended and they are active.
SELECT p.id, p.role, p.name, p.time_zone, p.language
FROM api_token t JOIN person p ON p.id = t.person_id WHERE t.sha = $1 AND t.ended_at IS NULL AND p.active = 1;

-- name: api_token_end
-- Ends one token.
UPDATE api_token SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: api_token_end_all
-- Ends all tokens of a person.
UPDATE api_token SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL;

-- name: password_by_address
-- The password of an active person, by address.
SELECT p.id, p.password_hash FROM person_email e JOIN person p ON p.id = e.person_id
WHERE e.address = $1 AND p.active = 1 AND p.password_hash IS NOT NULL;

-- name: password_update
-- A new password.
UPDATE person SET password_hash = $2 WHERE id = $1;

-- name: used_link_insert
-- Marks a link as used, unless it was.
INSERT INTO used_link (sha, at) VALUES ($1, $2) ON CONFLICT (sha) DO NOTHING;

-- name: used_link_prune
-- Forgets links that are long past their time.
DELETE FROM used_link WHERE at < $1;

-- name: option_by_name
-- One of the desk's values.
SELECT value FROM option WHERE name = $1;

-- name: option_upsert
-- Sets one of the desk's values.
INSERT INTO option (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: option_delete
-- Back to the default.
DELETE FROM option WHERE name = $1;

-- name: desk_rows
-- Whether there is a desk already: a key, or anybody at all.
SELECT (SELECT count(*) FROM option WHERE name = 'key') + (SELECT count(*) FROM person);

-- name: idempotency_by_key
-- The answer that was kept for a person's key.
SELECT request_sha, status, headers, body FROM idempotency WHERE person_id = $1 AND key = $2 AND at > $3;

-- name: idempotency_insert
-- Keeps an answer; over one that is too old, never over one that still counts.
INSERT INTO idempotency (person_id, key, request_sha, status, headers, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (person_id, key) DO UPDATE SET request_sha = excluded.request_sha, status = excluded.status,
    headers = excluded.headers, body = excluded.body, at = excluded.at
WHERE idempotency.at <= $8;

-- name: idempotency_prune
-- Forgets answers that are too old, some at a time.
DELETE FROM idempotency
WHERE (person_id, key) IN (SELECT person_id, key FROM idempotency WHERE at <= $1 ORDER BY at LIMIT 500);
