-- SPDX-License-Identifier: Apache-2.0
-- name: letter_facts_of
-- All that a mail of ours may need to know, in one row.
SELECT o.id, o.ticket_id, o.person_id, o.kind, o.payload, o.mid, o.address, o.state,
    p.name, p.time_zone, p.role, p.language,
    t.subject, t.state, ow.id, ow.name, rq.id, rq.name, tm.name, ld.name, t.decline_why, t.decline_instead, t.playback,
    t.speaker_id,
    m.body, m.kind, au.id, au.name, au.looks_after, au.hours_in,
    ms.kind, ms.what, ms.who_name, ms.by_at,
    ns.kind, ns.what, ns.by_at
FROM mail_out o
    JOIN ticket t ON t.id = o.ticket_id
    JOIN person ow ON ow.id = t.owner_id
    JOIN person rq ON rq.id = t.requester_id
    JOIN team tm ON tm.id = t.team_id
    JOIN person ld ON ld.id = tm.lead_id
    LEFT JOIN person p ON p.id = o.person_id
    LEFT JOIN message m ON m.id = o.message_id
    LEFT JOIN person au ON au.id = m.author_id
    LEFT JOIN step ms ON ms.id = m.step_id
    LEFT JOIN step ns ON ns.id = t.step_id
WHERE o.id = $1;

-- name: letter_quote
-- What their side wrote last before the mail $2 was wanted.
SELECT m.body, m.at, a.name FROM message m LEFT JOIN person a ON a.id = m.author_id
WHERE m.ticket_id = $1 AND m.kind IN ('request', 'words', 'outside')
    AND m.at <= (SELECT o.made_at FROM mail_out o WHERE o.id = $2) ORDER BY m.id DESC LIMIT 1;

-- name: letter_event
-- The number of the newest event when the mail $2 was wanted.
SELECT COALESCE(MAX(e.number), 0) FROM event e
WHERE e.ticket_id = $1 AND e.at <= (SELECT o.made_at FROM mail_out o WHERE o.id = $2);

-- name: letter_references
-- The newest Message-IDs of the ticket's thread.
SELECT mid FROM mail_reference WHERE ticket_id = $1 ORDER BY at DESC, mid LIMIT 8;

-- name: mail_out_end
-- A mail came to its end: sent, refused, or bounced later.
UPDATE mail_out SET state = $2, ended_at = $3, note = $4 WHERE id = $1 AND state = 'waiting';

-- name: sign_in_facts_of
-- A mail without a ticket: to whom, and of what kind.
SELECT o.id, o.person_id, o.kind, o.payload, o.mid, o.address, o.state, p.name
FROM mail_out o LEFT JOIN person p ON p.id = o.person_id WHERE o.id = $1;
