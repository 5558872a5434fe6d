-- SPDX-License-Identifier: Apache-2.0
-- People: their rows, addresses and teams, and what stands in the way of letting one go (R7).

-- name: person_whole
-- One person, a row for each address and team.
SELECT p.id, p.name, p.role, p.time_zone, p.language, p.explain, p.reach, p.work, p.good_at, p.looks_after, p.hours_in,
    p.away_until, p.active, CASE WHEN p.password_hash IS NULL THEN 0 ELSE 1 END, p.made_at, p.version,
    e.address, t.id, t.name
FROM person p LEFT JOIN person_email e ON e.person_id = p.id LEFT JOIN team_member m ON m.person_id = p.id
    LEFT JOIN team t ON t.id = m.team_id
WHERE p.id = $1 ORDER BY e.is_primary DESC, e.address, t.name, t.id;

-- name: person_page
-- A page of people by name, after ($1, $2), $3 at most; a row for each address and team.
SELECT p.id, p.name, p.role, p.time_zone, p.language, p.explain, p.reach, p.work, p.good_at, p.looks_after, p.hours_in,
    p.away_until, p.active, CASE WHEN p.password_hash IS NULL THEN 0 ELSE 1 END, p.made_at, p.version,
    e.address, t.id, t.name
FROM (SELECT * FROM person WHERE name >= $1 AND (name > $1 OR id > $2) ORDER BY name, id LIMIT $3) AS p
    LEFT JOIN person_email e ON e.person_id = p.id LEFT JOIN team_member m ON m.person_id = p.id
    LEFT JOIN team t ON t.id = m.team_id
ORDER BY p.name, p.id, e.is_primary DESC, e.address, t.name, t.id;

-- name: person_page_like
-- The same of those with a word of their name or an address that begins like $4.
SELECT p.id, p.name, p.role, p.time_zone, p.language, p.explain, p.reach, p.work, p.good_at, p.looks_after, p.hours_in,
    p.away_until, p.active, CASE WHEN p.password_hash IS NULL THEN 0 ELSE 1 END, p.made_at, p.version,
    e.address, t.id, t.name
FROM (SELECT * FROM person WHERE name >= $1 AND (name > $1 OR id > $2)
        AND (lower(name) LIKE $4 || '%' ESCAPE '!' OR lower(name) LIKE '% ' || $4 || '%' ESCAPE '!'
            OR id IN (SELECT person_id FROM person_email WHERE address LIKE $4 || '%' ESCAPE '!'))
        ORDER BY name, id LIMIT $3) AS p
    LEFT JOIN person_email e ON e.person_id = p.id LEFT JOIN team_member m ON m.person_id = p.id
    LEFT JOIN team t ON t.id = m.team_id
ORDER BY p.name, p.id, e.is_primary DESC, e.address, t.name, t.id;

-- name: person_by_address
-- Whose address this is.
SELECT person_id FROM person_email WHERE address = $1;

-- name: person_insert
-- A new person.
INSERT INTO person (name, role, time_zone, language, explain, reach, work, good_at, looks_after, hours_in, away_until,
    active, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12) RETURNING id;

-- name: person_change
-- All that a person's form may change.
UPDATE person SET name = $2, role = $3, time_zone = $4, language = $5, explain = $6, reach = $7, work = $8,
    good_at = $9, looks_after = $10, hours_in = $11, away_until = $12, active = $13, version = version + 1
WHERE id = $1;

-- name: person_name_better
-- A real name for somebody who was known by $3, a part of their address, alone.
UPDATE person SET name = $2, version = version + 1 WHERE id = $1 AND name = $3;

-- name: person_email_insert
-- An address of a person; nothing if it is somebody's already.
INSERT INTO person_email (address, person_id, is_primary) VALUES ($1, $2, $3) ON CONFLICT (address) DO NOTHING;

-- name: person_email_delete
-- Forgets all addresses of a person, before the new ones are written.
DELETE FROM person_email WHERE person_id = $1;

-- name: person_name_by_id
-- A person's name, for a sentence.
SELECT name FROM person WHERE id = $1;

-- name: team_by_address
-- The team whose mailbox this is.
SELECT name FROM team WHERE lower(address) = $1;

-- name: person_open_owned
-- The numbers of the open tickets that somebody answers for.
SELECT id FROM ticket WHERE owner_id = $1 AND state IN ('with_us', 'with_you', 'proposed', 'resting') ORDER BY id;

-- name: person_owned_lines
-- The same as lines of a list, those due first, resting ones last.
SELECT * FROM ticket_line
WHERE owner_id = $1 AND state IN ('with_us', 'with_you', 'proposed', 'resting')
ORDER BY CASE WHEN state = 'resting' THEN 1 ELSE 0 END, by_at, id LIMIT $2;

-- name: person_leads
-- A team that somebody leads, in use or with requests that are still open.
SELECT m.name FROM team m WHERE m.lead_id = $1
    AND (m.active = 1 OR EXISTS (SELECT 1 FROM ticket t WHERE t.team_id = m.id AND t.state <> 'closed'))
ORDER BY m.name LIMIT 1;

-- name: person_other_admins
-- How many active admins there are besides one.
SELECT count(*) FROM person WHERE role = 'admin' AND active = 1 AND id <> $1;

-- name: person_is_led_by
-- Whether one of the teams of $1 is led by $2.
SELECT count(*) FROM team_member m JOIN team t ON t.id = m.team_id WHERE m.person_id = $1 AND t.lead_id = $2;

-- name: team_lead_of
-- Who leads a team in use.
SELECT lead_id FROM team WHERE id = $1 AND active = 1;

-- name: team_member_add
-- Makes somebody a member of a team.
INSERT INTO team_member (team_id, person_id) VALUES ($1, $2) ON CONFLICT (team_id, person_id) DO NOTHING;

-- name: team_member_remove
-- Takes somebody out of a team.
DELETE FROM team_member WHERE team_id = $1 AND person_id = $2;

-- name: team_member_forget
-- Takes somebody out of all teams.
DELETE FROM team_member WHERE person_id = $1;

-- name: team_duty_forget
-- Somebody is on duty nowhere any more.
UPDATE team SET on_duty_id = NULL, version = version + 1 WHERE on_duty_id = $1;

-- name: team_duty_clear
-- Somebody is not on duty for one team any more.
UPDATE team SET on_duty_id = NULL, version = version + 1 WHERE id = $1 AND on_duty_id = $2;
