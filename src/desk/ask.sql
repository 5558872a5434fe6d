-- SPDX-License-Identifier: Apache-2.0
-- Asking for help: a ticket comes into being.

-- name: ask_team
-- The team (the first active one for 0) with its lead, and the person on duty if they can take the next ticket.
SELECT m.id, m.name, m.hours, m.time_zone, m.assign, m.lead_id, l.name, m.on_duty_id, m.last_turn_id, m.target_stuck_ms,
    m.target_slowed_ms, m.target_wait_ms, d.id, d.name
FROM team m
JOIN person l ON l.id = m.lead_id
LEFT JOIN person d ON d.id = CASE WHEN CAST($4 AS BIGINT) <> 0 THEN CAST($4 AS BIGINT) WHEN m.assign = 'duty' THEN m.on_duty_id END
    AND d.active = 1 AND d.role <> 'requester' AND (d.away_until IS NULL OR d.away_until <= $2) AND d.id <> $3
WHERE m.active = 1 AND (CAST($1 AS BIGINT) = 0 OR m.id = CAST($1 AS BIGINT))
ORDER BY m.id LIMIT 1;

-- name: ask_ticket
-- The ticket's row. Its step comes right after it, in the same transaction.
INSERT INTO ticket (subject, state, owner_id, owned_since, requester_id, team_id, channel, effect, reach, stops, affects,
    matters_by, step_id, successor_of, made_at, changed_at)
VALUES ($1, 'with_us', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $3, $3) RETURNING id;

-- name: ask_before
-- When somebody's request was made that stands $2 before their newest.
SELECT made_at FROM ticket WHERE requester_id = $1 ORDER BY id DESC LIMIT 1 OFFSET $2;

-- name: ask_ticket_step
-- The first next step: a person answers.
UPDATE ticket SET step_id = $2 WHERE id = $1;

-- name: tag_add
-- A tag on a ticket, once.
INSERT INTO tag (ticket_id, name) VALUES ($1, $2) ON CONFLICT (ticket_id, name) DO NOTHING;

-- name: tag_remove
-- A tag less.
DELETE FROM tag WHERE ticket_id = $1 AND name = $2;

-- name: tag_count
-- How many tags a ticket has.
SELECT count(*) FROM tag WHERE ticket_id = $1;

-- name: participant_add
-- Somebody on copy, once.
INSERT INTO participant (ticket_id, person_id, at) VALUES ($1, $2, $3) ON CONFLICT (ticket_id, person_id) DO NOTHING;
