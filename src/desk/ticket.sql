-- SPDX-License-Identifier: Apache-2.0
-- Reading tickets: one row with all that a page needs at once, then what
-- belongs to it. Columns stand in the order that ticket_get.c and ticket_row.c
-- read them in.

-- name: ticket_whole
-- A ticket with its people, team, next step and how $2 stands to it, and what else there is to look up.
SELECT t.id, t.subject, t.state, t.outcome,
    o.id, o.name, (SELECT e.address FROM person_email e WHERE e.person_id = o.id AND e.is_primary = 1 LIMIT 1), o.active,
    r.id, r.name, (SELECT e.address FROM person_email e WHERE e.person_id = r.id AND e.is_primary = 1 LIMIT 1), r.active,
    t.team_id, m.name, m.lead_id, (SELECT l.name FROM person l WHERE l.id = m.lead_id), m.time_zone, m.hours,
    t.effect, t.reach, t.stops, t.affects, t.channel, t.matters_by, t.playback, t.playback_state, t.playback_answer,
    s.id, s.kind, s.who, s.state, s.who_name, s.what, s.by_at, s.made_at, s.ended_at, s.broken_at, s.made_by, s.why,
    t.answered_at, t.owned_since, t.made_at, t.changed_at, t.closed_at, t.decline_state, t.decline_why,
    t.decline_instead, t.follow_ups, t.merged_into, t.successor_of,
    (SELECT max(n.id) FROM ticket n WHERE n.successor_of = t.id), t.version, t.speaker_id,
    EXISTS (SELECT 1 FROM team_member a WHERE a.team_id = t.team_id AND a.person_id = $2),
    EXISTS (SELECT 1 FROM handoff h WHERE h.ticket_id = t.id AND h.state = 'offered' AND (h.to_id = $2
        OR h.to_team_id IN (SELECT a.team_id FROM team_member a WHERE a.person_id = $2))),
    EXISTS (SELECT 1 FROM helper a WHERE a.ticket_id = t.id AND a.person_id = $2),
    EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = t.id AND a.person_id = $2),
    EXISTS (SELECT 1 FROM helper a WHERE a.ticket_id = t.id),
    EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = t.id),
    EXISTS (SELECT 1 FROM tag a WHERE a.ticket_id = t.id),
    EXISTS (SELECT 1 FROM handoff a WHERE a.ticket_id = t.id),
    EXISTS (SELECT 1 FROM referral a WHERE a.ticket_id = t.id),
    EXISTS (SELECT 1 FROM attachment a WHERE a.ticket_id = t.id)
FROM ticket t
JOIN person o ON o.id = t.owner_id
JOIN person r ON r.id = t.requester_id
JOIN team m ON m.id = t.team_id
LEFT JOIN step s ON s.id = t.step_id
WHERE t.id = $1;

-- name: ticket_standing
-- How a person stands to a ticket that was read already: member of its team, offered, helper, participant.
SELECT
    EXISTS (SELECT 1 FROM team_member a WHERE a.team_id = $3 AND a.person_id = $2),
    EXISTS (SELECT 1 FROM handoff h WHERE h.ticket_id = $1 AND h.state = 'offered' AND (h.to_id = $2
        OR h.to_team_id IN (SELECT a.team_id FROM team_member a WHERE a.person_id = $2))),
    EXISTS (SELECT 1 FROM helper a WHERE a.ticket_id = $1 AND a.person_id = $2),
    EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = $1 AND a.person_id = $2);

-- name: ticket_person
-- One person as a ticket mentions them.
SELECT p.id, p.name, (SELECT e.address FROM person_email e WHERE e.person_id = p.id AND e.is_primary = 1 LIMIT 1), p.active
FROM person p WHERE p.id = $1;

-- name: ticket_messages
-- What was said, newest first, with authors and the steps that were set; $2: with notes.
SELECT m.id, m.at, m.kind, m.channel, m.body, m.html, m.quoted, p.id, p.name,
    (SELECT e.address FROM person_email e WHERE e.person_id = p.id AND e.is_primary = 1 LIMIT 1), p.active,
    p.role <> 'requester', s.id, s.kind, s.who, s.state, s.who_name, s.what, s.by_at, s.made_at, s.ended_at, s.broken_at,
    s.made_by, s.why
FROM message m
LEFT JOIN person p ON p.id = m.author_id
LEFT JOIN step s ON s.id = m.step_id
WHERE m.ticket_id = $1 AND ($2 = 1 OR m.kind <> 'note')
ORDER BY m.id DESC LIMIT $3;

-- name: ticket_helpers
-- Who helps the owner, in the order in which they were asked.
SELECT p.id, p.name, (SELECT e.address FROM person_email e WHERE e.person_id = p.id AND e.is_primary = 1 LIMIT 1), p.active
FROM helper h JOIN person p ON p.id = h.person_id WHERE h.ticket_id = $1 ORDER BY h.at, p.id LIMIT $2;

-- name: ticket_participants
-- Who reads along.
SELECT p.id, p.name, (SELECT e.address FROM person_email e WHERE e.person_id = p.id AND e.is_primary = 1 LIMIT 1), p.active
FROM participant a JOIN person p ON p.id = a.person_id WHERE a.ticket_id = $1 ORDER BY a.at, p.id LIMIT $2;

-- name: ticket_tags
-- The ticket's tags by name.
SELECT name FROM tag WHERE ticket_id = $1 ORDER BY name LIMIT $2;

-- name: ticket_attachments
-- What came along, by message; $2: with those of notes.
SELECT a.id, a.message_id, a.size, a.name, a.type, a.content_id, a.is_inline
FROM attachment a JOIN message m ON m.id = a.message_id
WHERE a.ticket_id = $1 AND ($2 = 1 OR m.kind <> 'note')
ORDER BY a.message_id, a.id LIMIT $3;

-- name: ticket_handoffs
-- Handoffs of a ticket, newest first: the open one, if any, is the newest.
SELECT h.id, h.ticket_id, f.id, f.name,
    (SELECT e.address FROM person_email e WHERE e.person_id = f.id AND e.is_primary = 1 LIMIT 1), f.active, p.id, p.name,
    (SELECT e.address FROM person_email e WHERE e.person_id = p.id AND e.is_primary = 1 LIMIT 1), p.active,
    h.to_team_id, m.name, h.why, h.summary, h.state, h.answer, h.asked_by_id, h.made_at, h.by_at, h.ended_at
FROM handoff h
JOIN person f ON f.id = h.from_id
LEFT JOIN person p ON p.id = h.to_id
LEFT JOIN team m ON m.id = h.to_team_id
WHERE h.ticket_id = $1 ORDER BY h.id DESC LIMIT $2;

-- name: ticket_referrals
-- Referrals to people outside the desk, oldest first.
SELECT id, name, address, why, summary, confirmed_by, confirmed_how, made_at, confirmed_at
FROM referral WHERE ticket_id = $1 ORDER BY id LIMIT $2;

-- name: ticket_lines_owned
-- The open tickets that a person answers for and that do not rest, by due time.
SELECT * FROM ticket_line
WHERE owner_id = $1 AND state IN ('with_us', 'with_you', 'proposed') ORDER BY by_at, id LIMIT $2;

-- name: ticket_lines_requested
-- What a person asked for, or speaks for, newest first.
SELECT * FROM ticket_line
WHERE id IN (SELECT t.id FROM ticket t WHERE t.requester_id = $1
    UNION SELECT t.id FROM ticket t WHERE t.speaker_id = $1)
ORDER BY id DESC LIMIT $2;
