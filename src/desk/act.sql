-- SPDX-License-Identifier: Apache-2.0
-- The one door: what a verb must know of a ticket, and what it writes back.

-- name: act_ticket
-- A ticket with all that the rules ask about: people, team, open step, open offer, and how $2 stands to it.
SELECT t.id, t.subject, t.state, t.outcome, t.effect, t.reach, t.playback_state, t.answered_at, t.owned_since,
    t.closed_at, t.decline_state, t.follow_ups, t.merged_into, t.version, t.state_before_merge,
    o.id, o.name, CASE WHEN o.role = 'requester' THEN 0 ELSE o.active END, o.away_until,
    r.id, r.name, r.active, r.time_zone, p.id, p.name, p.active,
    m.id, m.name, m.hours, m.time_zone, m.assign, m.playback_from, m.follow_up_days, m.lead_id, l.name, m.on_duty_id,
    m.last_turn_id, m.target_stuck_ms, m.target_slowed_ms, m.target_wait_ms, m.offer_wait_ms, m.reopen_days,
    s.id, s.kind, s.who, s.state, s.who_name, s.what, s.by_at, s.made_at, s.ended_at, s.broken_at, s.made_by, s.why,
    s.warned_at, h.id, h.from_id, h.to_id, h.to_team_id, h.asked_by_id, h.by_at, h.why, h.summary,
    EXISTS (SELECT 1 FROM team_member a WHERE a.team_id = t.team_id AND a.person_id = $2),
    CASE WHEN h.id IS NULL THEN 0 WHEN h.to_id = $2 THEN 1
        WHEN EXISTS (SELECT 1 FROM team_member a WHERE a.team_id = h.to_team_id AND a.person_id = $2) THEN 1
        WHEN EXISTS (SELECT 1 FROM team a WHERE a.id = h.to_team_id AND a.lead_id = $2) THEN 1 ELSE 0 END,
    EXISTS (SELECT 1 FROM helper a WHERE a.ticket_id = t.id AND a.person_id = $2),
    EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = t.id AND a.person_id = $2),
    EXISTS (SELECT 1 FROM referral a JOIN person_email e ON e.address = a.address
        WHERE a.ticket_id = t.id AND e.person_id = $2)
FROM ticket t
JOIN person o ON o.id = t.owner_id
JOIN person r ON r.id = t.requester_id
LEFT JOIN person p ON p.id = t.speaker_id
JOIN team m ON m.id = t.team_id
JOIN person l ON l.id = m.lead_id
LEFT JOIN step s ON s.id = t.step_id
LEFT JOIN handoff h ON h.ticket_id = t.id AND h.state = 'offered'
WHERE t.id = $1;

-- name: act_ticket_write
-- All that a verb may change in a ticket's row, unless somebody was faster.
UPDATE ticket SET state = $3, outcome = $4, effect = $5, owner_id = $6, owned_since = $7, team_id = $8, step_id = $9,
    answered_at = $10, follow_ups = $11, merged_into = $12, closed_at = $13, speaker_id = $14, decline_state = $15,
    state_before_merge = $16, decline_why = COALESCE($17, decline_why), decline_instead = COALESCE($18, decline_instead),
    changed_at = $19, version = version + 1
WHERE id = $1 AND version = $2;

-- name: act_step_end
-- The step that was open has ended, one way or another.
UPDATE step SET state = $2, ended_at = $3 WHERE id = $1 AND state = 'open';

-- name: act_step_open
-- The next step of a ticket.
INSERT INTO step (ticket_id, kind, who, who_name, what, by_at, state, made_by, made_at, why, renews_id)
VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10) RETURNING id;

-- name: act_message
-- What was said.
INSERT INTO message (ticket_id, author_id, kind, channel, body, html, quoted, step_id, mail_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id;

-- name: act_blob
-- The bytes of an attachment, kept once however often they come.
INSERT INTO blob (sha256, size, data) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING;

-- name: act_attachment
-- An attachment of a message.
INSERT INTO attachment (ticket_id, message_id, name, type, size, sha256, content_id, is_inline)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: act_person_by_id
-- Somebody whom an action names.
SELECT p.id, p.name, p.active, CASE WHEN p.role = 'requester' THEN 0 ELSE p.active END FROM person p WHERE p.id = $1;

-- name: act_team_of
-- The team that a ticket of team $2 belongs to once $1 answers for it: the same if they are in it, else theirs.
SELECT CASE
    WHEN EXISTS (SELECT 1 FROM team_member a WHERE a.person_id = $1 AND a.team_id = $2)
        OR EXISTS (SELECT 1 FROM team a WHERE a.lead_id = $1 AND a.id = $2) THEN CAST($2 AS BIGINT)
    ELSE COALESCE((SELECT min(a.team_id) FROM team_member a JOIN team b ON b.id = a.team_id AND b.active = 1
        WHERE a.person_id = $1), CAST($2 AS BIGINT)) END;

-- name: act_offer_end
-- An open offer has its answer, or something else took its place.
UPDATE handoff SET state = $2, answer = $3, answered_by = $4, ended_at = $5 WHERE id = $1 AND state = 'offered';

-- name: act_step_ticket
-- The ticket that a step belongs to.
SELECT ticket_id FROM step WHERE id = $1;

-- name: act_step_warned
-- Its owner was warned, or the person who was asked was asked again.
UPDATE step SET warned_at = $2 WHERE id = $1;

-- name: act_step_broken
-- Its time has passed untouched.
UPDATE step SET broken_at = $2 WHERE id = $1;
