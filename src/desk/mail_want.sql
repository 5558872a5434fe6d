-- SPDX-License-Identifier: Apache-2.0
-- name: mail_out_add_person
-- A mail to somebody with an account or an address here, unless they have left.
INSERT INTO mail_out (ticket_id, message_id, person_id, address, kind, payload, mid, state, made_at)
SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), p.id, e.address, CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT), 'waiting', CAST($7 AS BIGINT)
FROM person p JOIN person_email e ON e.person_id = p.id AND e.is_primary = 1
WHERE p.id = $3 AND p.active = 1 RETURNING id;

-- name: mail_out_add_outsider
-- A mail to an address of somebody outside the desk.
INSERT INTO mail_out (ticket_id, message_id, address, kind, payload, mid, state, made_at)
VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7) RETURNING id;

-- name: participants_of_ticket
-- People on copy.
SELECT person_id FROM participant WHERE ticket_id = $1 ORDER BY person_id LIMIT 200;

-- name: lead_who_is_there
-- Who is told as the lead $1: they, or an administrator where the lead of a team set aside has left.
SELECT p.id FROM person p WHERE p.active = 1 AND (p.id = $1 OR p.role = 'admin')
ORDER BY CASE WHEN p.id = $1 THEN 0 ELSE 1 END, p.id LIMIT 1;

-- name: offered_people
-- To whom the open offer is addressed: the person, or the team's lead and members.
SELECT h.to_id FROM handoff h WHERE h.ticket_id = $1 AND h.state = 'offered' AND h.to_id IS NOT NULL
UNION SELECT t.lead_id FROM handoff h JOIN team t ON t.id = h.to_team_id WHERE h.ticket_id = $1 AND h.state = 'offered'
UNION SELECT m.person_id FROM handoff h JOIN team_member m ON m.team_id = h.to_team_id
WHERE h.ticket_id = $1 AND h.state = 'offered';

-- name: referral_newest
-- The outsider whom the newest referral is for.
SELECT name, address FROM referral WHERE ticket_id = $1 ORDER BY id DESC LIMIT 1;
