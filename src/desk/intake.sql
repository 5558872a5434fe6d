-- SPDX-License-Identifier: Apache-2.0
-- name: mail_in_add
-- Raw mail, on disk before the sender is told that we have it.
INSERT INTO mail_in (raw, envelope_to, at, state) VALUES ($1, $2, $3, 'received') RETURNING id;

-- name: mail_in_by_id
-- What was received.
SELECT state, ticket_id, note, raw, envelope_to FROM mail_in WHERE id = $1;

-- name: mail_in_state_of
-- How far a mail got; read again inside the write.
SELECT state, ticket_id, note FROM mail_in WHERE id = $1;

-- name: mail_in_done
-- What became of a mail.
UPDATE mail_in SET state = $2, ticket_id = $3, note = $4 WHERE id = $1;

-- name: mail_reference_find
-- The ticket that a Message-ID was seen on.
SELECT ticket_id FROM mail_reference WHERE mid = $1;

-- name: mail_reference_add
-- Remembers a Message-ID for later answers.
INSERT INTO mail_reference (mid, ticket_id, at) VALUES ($1, $2, $3) ON CONFLICT (mid) DO NOTHING;

-- name: ticket_exists
-- Is there such a ticket?
SELECT id FROM ticket WHERE id = $1;

-- name: ticket_has_person
-- Is this person on the ticket: asked it, speaks for it, reads along, helps or looks after it?
SELECT 1 FROM ticket t WHERE t.id = $1 AND (t.requester_id = $2 OR t.speaker_id = $2 OR t.owner_id = $2
    OR EXISTS (SELECT 1 FROM participant p WHERE p.ticket_id = t.id AND p.person_id = $2)
    OR EXISTS (SELECT 1 FROM helper h WHERE h.ticket_id = t.id AND h.person_id = $2));

-- name: ticket_is_asked_by
-- Does this person ask or speak for the ticket, or read along?
SELECT 1 FROM ticket t WHERE t.id = $1 AND (t.requester_id = $2 OR t.speaker_id = $2
    OR EXISTS (SELECT 1 FROM participant p WHERE p.ticket_id = t.id AND p.person_id = $2));

-- name: ticket_is_referred_to
-- Is this person the outsider whom a referral of the ticket names?
SELECT 1 FROM referral r JOIN person_email e ON e.address = r.address WHERE r.ticket_id = $1 AND e.person_id = $2 LIMIT 1;

-- name: intake_team_to
-- The team that a mail was written to.
SELECT id FROM team WHERE lower(address) = lower($1) AND active = 1;

-- name: mail_out_bounced
-- A mail of ours came back.
UPDATE mail_out SET state = 'bounced', note = $2 WHERE mid = $1 RETURNING ticket_id;
