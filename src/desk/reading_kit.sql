-- SPDX-License-Identifier: Apache-2.0
-- Rows made and harmed by tests, past the verbs and their rules.
-- The program never links these; test programs do.
-- Harm is done with the database's guards out of the way.

-- name: kit_ticket_add
-- A ticket as it is just after it was asked for, before its step is hooked on.
INSERT INTO ticket (id, subject, state, owner_id, owned_since, requester_id, team_id, channel, effect, reach, step_id,
    made_at, changed_at)
VALUES ($1, $2, 'with_us', $3, $7, $4, $5, 'web', $6, 'me', $8, $7, $7);

-- name: kit_ticket_close
-- Closes a ticket with an outcome, without asking anybody.
UPDATE ticket SET state = 'closed', outcome = $2, step_id = NULL, closed_at = $3 WHERE id = $1;

-- name: kit_ticket_state
-- Gives a ticket another state.
UPDATE ticket SET state = $2 WHERE id = $1;

-- name: kit_ticket_speaker
-- Names somebody who speaks for a ticket.
UPDATE ticket SET speaker_id = $2 WHERE id = $1;

-- name: kit_step_add
-- An open step of ours.
INSERT INTO step (id, ticket_id, kind, who, what, by_at, state, made_at) VALUES ($1, $2, $3, $4, $5, $6, 'open', 0);

-- name: kit_message_add
-- Words on a ticket.
INSERT INTO message (ticket_id, author_id, kind, channel, body, step_id, at) VALUES ($1, $2, $3, 'web', $4, $5, $6)
RETURNING id;

-- name: kit_helper_add
-- Somebody who helps.
INSERT INTO helper (ticket_id, person_id, why, at) VALUES ($1, $2, 'knows it', $3);

-- name: kit_participant_add
-- Somebody who reads along.
INSERT INTO participant (ticket_id, person_id, at) VALUES ($1, $2, $3);

-- name: kit_tag_add
-- A tag.
INSERT INTO tag (ticket_id, name) VALUES ($1, $2);

-- name: kit_handoff_add
-- An open offer to a person or a team.
INSERT INTO handoff (ticket_id, from_id, to_id, to_team_id, why, summary, state, made_at, by_at)
VALUES ($1, $2, $3, $4, 'knows it better', 'asked, tried', 'offered', $5, $5);

-- name: kit_referral_add
-- A referral to somebody outside.
INSERT INTO referral (ticket_id, by_id, name, address, why, summary, made_at)
VALUES ($1, $2, 'Vendor', 'v@vendor.test', 'their part', 'so far', $3);

-- name: kit_blob_add
-- Bytes of a file.
INSERT INTO blob (sha256, size, data) VALUES ($1, 3, $2);

-- name: kit_attachment_add
-- A file that came with words.
INSERT INTO attachment (ticket_id, message_id, name, type, size, sha256) VALUES ($1, $2, 'a.txt', 'text/plain', 3, $3);

-- name: kit_blob_count
-- How many files' bytes there are.
SELECT count(*) FROM blob;

-- name: kit_doc
-- What search reads of a ticket.
SELECT head, open, staff FROM search_doc WHERE ticket_id = $1;

-- name: kit_unguard_event
-- Lets events be changed: on SQLite by taking the guard away, on PostgreSQL for this transaction.
DROP TRIGGER IF EXISTS event_stays;

-- name: kit_unguard_event @pg
-- No triggers until the transaction ends.
SELECT set_config('session_replication_role', 'replica', true);

-- name: kit_unguard_event_rows
-- Lets events be taken away.
DROP TRIGGER IF EXISTS event_is_kept;

-- name: kit_unguard_event_rows @pg
-- No triggers until the transaction ends.
SELECT set_config('session_replication_role', 'replica', true);

-- name: kit_unguard_message
-- Lets words be changed.
DROP TRIGGER IF EXISTS message_stays;

-- name: kit_unguard_message @pg
-- No triggers until the transaction ends.
SELECT set_config('session_replication_role', 'replica', true);

-- name: kit_harm_at
-- Changes when it was.
UPDATE event SET at = at + 1 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_actor
-- Changes who it was.
UPDATE event SET actor_id = $3 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_kind
-- Changes what it was, by one letter.
UPDATE event SET kind = kind || 'x' WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_audience
-- Changes who reads it.
UPDATE event SET audience = CASE WHEN audience = 'all' THEN 'staff' ELSE 'all' END WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_content
-- Changes what it says, by one letter.
UPDATE event SET content = replace(content, 'a', 'b') WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_message_id
-- Says that it is about other words.
UPDATE event SET message_id = $3 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_salt
-- Changes its salt.
UPDATE event SET salt = $3 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_digest
-- Changes its digest.
UPDATE event SET digest = $3 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_previous
-- Hooks it onto something else.
UPDATE event SET previous = $3 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_hash
-- Changes its hash.
UPDATE event SET hash = $3 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_number
-- Gives it another place.
UPDATE event SET number = $3 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_ticket
-- Moves it to another ticket.
UPDATE event SET ticket_id = $3, number = $4 WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_empty
-- Empties what it says, which the guards allow, without an event that tells of it.
UPDATE event SET content = NULL, salt = NULL WHERE ticket_id = $1 AND number = $2;

-- name: kit_harm_body
-- Changes what was said, by one letter.
UPDATE message SET body = replace(body, 'a', 'b') WHERE ticket_id = $1;

-- name: kit_harm_html
-- Changes what was said as people see it.
UPDATE message SET html = 'other' WHERE ticket_id = $1;

-- name: kit_harm_head
-- Changes the end of the history that the ticket remembers.
UPDATE ticket SET history_head = $2 WHERE id = $1;

-- name: kit_drop_event
-- Takes an event away.
DELETE FROM event WHERE ticket_id = $1 AND number = $2;

-- name: kit_drop_message
-- Takes words away.
DELETE FROM message WHERE ticket_id = $1;
