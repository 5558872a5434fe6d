-- name: card_by_person
-- What is shown of a person beside a ticket.
SELECT name, work, good_at, explain, reach, looks_after, hours_in, time_zone, away_until, active
FROM person WHERE id = $1;

-- name: visits_of_person
-- The newest requests of a person but one.
SELECT id, made_at, subject, state, outcome FROM ticket
WHERE requester_id = $1 AND id <> $2 ORDER BY id DESC LIMIT $3;
