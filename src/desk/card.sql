-- SPDX-License-Identifier: Apache-2.0
-- name: card_by_person
-- What is shown of a person beside a ticket.
SELECT name, work, good_at, explain, reach, looks_after, hours_in, time_zone, away_until, active
FROM person WHERE id = $1;

-- name: visits_of_person
-- The newest requests of a person but one.
SELECT id, made_at, subject, state, outcome FROM ticket
WHERE requester_id = $1 AND id <> $2 ORDER BY id DESC LIMIT $3;

-- name: colleagues_but_one
-- Active staff, by name.
SELECT p.name, e.address, p.looks_after FROM person p JOIN person_email e ON e.person_id = p.id AND e.is_primary = 1
WHERE p.role <> 'requester' AND p.active = 1 AND p.id <> $1 ORDER BY p.name, p.id LIMIT 200;
