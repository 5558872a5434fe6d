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
-- The member of team $1 whose turn it is after $4.
SELECT p.id FROM team_member m JOIN person p ON p.id = m.person_id
WHERE m.team_id = $1 AND p.active = 1 AND p.role <> 'requester' AND (p.away_until IS NULL OR p.away_until <= $2)
    AND p.id <> $3
ORDER BY CASE WHEN p.id > $4 THEN 0 ELSE 1 END, p.id LIMIT 1;

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
