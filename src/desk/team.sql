-- SPDX-License-Identifier: Apache-2.0
-- Teams: their rows, members, and who gets the next ticket.

-- name: team_by_id
-- One team with its lead and the person on duty.
SELECT t.id, t.name, t.address, t.hours, t.time_zone, t.assign, t.playback_from, t.follow_up_days, t.lead_id,
    l.name, le.address, l.active, t.on_duty_id, d.name, de.address, d.active, t.last_turn_id, t.target_stuck_ms,
    t.target_slowed_ms, t.target_wait_ms, t.offer_wait_ms, t.reopen_days, t.active, t.version
FROM team t JOIN person l ON l.id = t.lead_id LEFT JOIN person_email le ON le.person_id = l.id AND le.is_primary = 1
    LEFT JOIN person d ON d.id = t.on_duty_id LEFT JOIN person_email de ON de.person_id = d.id AND de.is_primary = 1
WHERE t.id = $1;

-- name: team_all
-- All teams, those in use first; the same columns.
SELECT t.id, t.name, t.address, t.hours, t.time_zone, t.assign, t.playback_from, t.follow_up_days, t.lead_id,
    l.name, le.address, l.active, t.on_duty_id, d.name, de.address, d.active, t.last_turn_id, t.target_stuck_ms,
    t.target_slowed_ms, t.target_wait_ms, t.offer_wait_ms, t.reopen_days, t.active, t.version
FROM team t JOIN person l ON l.id = t.lead_id LEFT JOIN person_email le ON le.person_id = l.id AND le.is_primary = 1
    LEFT JOIN person d ON d.id = t.on_duty_id LEFT JOIN person_email de ON de.person_id = d.id AND de.is_primary = 1
ORDER BY t.active DESC, t.name, t.id;

-- name: team_members
-- The members of one team by name.
SELECT m.team_id, p.id, p.name, e.address, p.active
FROM team_member m JOIN person p ON p.id = m.person_id
    LEFT JOIN person_email e ON e.person_id = p.id AND e.is_primary = 1
WHERE m.team_id = $1 ORDER BY p.name, p.id;

-- name: team_members_all
-- The members of all teams, team by team; the same columns.
SELECT m.team_id, p.id, p.name, e.address, p.active
FROM team_member m JOIN person p ON p.id = m.person_id
    LEFT JOIN person_email e ON e.person_id = p.id AND e.is_primary = 1
ORDER BY m.team_id, p.name, p.id;

-- name: team_by_name
-- The team that somebody means by its name or its mail address.
SELECT id FROM team WHERE lower(name) = lower($1) OR lower(address) = lower($1) ORDER BY id LIMIT 1;

-- name: team_owner_on_duty
-- The person $1, if they are staff, active and in at $2, and not $3.
SELECT id FROM person
WHERE id = $1 AND active = 1 AND role <> 'requester' AND (away_until IS NULL OR away_until <= $2) AND id <> $3;

-- name: team_owner_by_turns
-- The first member of team $1 after $4 who can take a ticket.
SELECT p.id FROM team_member m JOIN person p ON p.id = m.person_id
WHERE m.team_id = $1 AND m.person_id > $4 AND p.active = 1 AND p.role <> 'requester'
    AND (p.away_until IS NULL OR p.away_until <= $2) AND p.id <> $3
ORDER BY m.person_id LIMIT 1;

-- name: team_owner_with_least
-- The member of team $1 who answers for the fewest tickets.
SELECT p.id FROM team_member m JOIN person p ON p.id = m.person_id
WHERE m.team_id = $1 AND p.active = 1 AND p.role <> 'requester' AND (p.away_until IS NULL OR p.away_until <= $2)
    AND p.id <> $3
ORDER BY (SELECT count(*) FROM ticket t WHERE t.owner_id = p.id AND t.state IN ('with_us', 'with_you', 'proposed')),
    p.id LIMIT 1;

-- name: team_owner_anybody
-- Somebody for team $1 with lead $4: not $3 if there is another, in if anybody is, and as near to the team as can be.
SELECT p.id FROM person p
WHERE p.active = 1 AND p.role IN ('agent', 'lead', 'admin')
ORDER BY CASE WHEN p.id = $3 THEN 1 ELSE 0 END, CASE WHEN p.away_until > $2 THEN 1 ELSE 0 END,
    CASE WHEN p.id = $4 THEN 0
        WHEN EXISTS (SELECT 1 FROM team_member m WHERE m.team_id = $1 AND m.person_id = p.id) THEN 1
        WHEN p.role = 'admin' THEN 2 ELSE 3 END,
    p.id LIMIT 1;

-- name: team_turn_set
-- Remembers whose turn it was.
UPDATE team SET last_turn_id = $2 WHERE id = $1;

-- name: team_insert
-- A new team.
INSERT INTO team (name, address, lead_id, on_duty_id, assign, hours, time_zone, target_stuck_ms, target_slowed_ms,
    target_wait_ms, offer_wait_ms, playback_from, follow_up_days, reopen_days, active)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1) RETURNING id;

-- name: team_change
-- All that a team's form may change.
UPDATE team SET name = $2, address = $3, lead_id = $4, on_duty_id = $5, assign = $6, hours = $7, time_zone = $8,
    target_stuck_ms = $9, target_slowed_ms = $10, target_wait_ms = $11, offer_wait_ms = $12, playback_from = $13,
    follow_up_days = $14, reopen_days = $15, active = $16, version = version + 1
WHERE id = $1;

-- name: team_staff
-- Somebody's name, role and whether they are active.
SELECT name, role, active FROM person WHERE id = $1;

-- name: team_name_taken
-- Another team by that name.
SELECT count(*) FROM team WHERE lower(name) = lower($1) AND id <> $2;

-- name: team_address_taken
-- Another team, or anybody, with that address.
SELECT (SELECT count(*) FROM team WHERE lower(address) = $1 AND id <> $2)
    + (SELECT count(*) FROM person_email WHERE address = $1);

-- name: team_others_active
-- How many teams are in use besides one.
SELECT count(*) FROM team WHERE active = 1 AND id <> $1;

-- name: team_members_delete
-- Forgets the members of a team before the new ones are written.
DELETE FROM team_member WHERE team_id = $1;
