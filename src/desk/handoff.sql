-- SPDX-License-Identifier: Apache-2.0
-- Handoffs in two steps (R2), and what gives a ticket to somebody at once.

-- name: handoff_by_id
-- A handoff with the people and the team in it.
SELECT h.id, h.ticket_id, f.id, f.name, (SELECT e.address FROM person_email e WHERE e.person_id = f.id AND e.is_primary = 1),
    f.active, p.id, p.name, (SELECT e.address FROM person_email e WHERE e.person_id = p.id AND e.is_primary = 1), p.active,
    h.to_team_id, m.name, h.why, h.summary, h.state, h.answer, h.asked_by_id, h.made_at, h.by_at, h.ended_at
FROM handoff h
JOIN person f ON f.id = h.from_id
LEFT JOIN person p ON p.id = h.to_id
LEFT JOIN team m ON m.id = h.to_team_id
WHERE h.id = $1;

-- name: handoff_offer
-- A new offer.
INSERT INTO handoff (ticket_id, from_id, to_id, to_team_id, asked_by_id, why, summary, state, made_at, by_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'offered', $8, $9) RETURNING id;

-- name: handoff_ticket
-- The ticket of a handoff.
SELECT ticket_id FROM handoff WHERE id = $1;

-- name: handoff_team
-- A team that something is offered to.
SELECT name, active FROM team WHERE id = $1;
