-- SPDX-License-Identifier: Apache-2.0
-- What verbs_test.c looks at behind the readers' backs: events, mails, steps.
-- The program never links these; test programs do. Their first column is a
-- number, their second a text.

-- name: kit_event_count
-- How many events a ticket has.
SELECT count(*), min(kind) FROM event WHERE ticket_id = $1;

-- name: kit_last_event
-- The kind of a ticket's newest event.
SELECT actor_id, kind FROM event WHERE ticket_id = $1 ORDER BY number DESC LIMIT 1;

-- name: kit_last_content
-- What a ticket's newest event says.
SELECT message_id, content FROM event WHERE ticket_id = $1 ORDER BY number DESC LIMIT 1;

-- name: kit_mails
-- How many mails somebody got about a ticket.
SELECT count(*) FROM mail_out WHERE person_id = $1 AND ticket_id = $2;

-- name: kit_mails_of_kind
-- How many mails of a kind somebody got.
SELECT count(*) FROM mail_out WHERE person_id = $1 AND kind = CAST(CAST($2 AS BIGINT) AS TEXT);

-- name: kit_step_state
-- How a step ended, and whether it broke.
SELECT CASE WHEN broken_at IS NULL THEN 0 ELSE 1 END, state FROM step WHERE id = $1;

-- name: kit_handoff_state
-- How a handoff ended.
SELECT to_id, state FROM handoff WHERE id = $1;

-- name: kit_blobs
-- How many different attachments are kept.
SELECT count(*) FROM blob;

-- name: kit_attachments
-- How many attachments a ticket has.
SELECT count(*), min(name) FROM attachment WHERE ticket_id = $1;
