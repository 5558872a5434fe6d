-- SPDX-License-Identifier: Apache-2.0
-- The row that search reads for each ticket. Triggers keep the engines' own
-- indexes in step with it, so nothing else writes there.
-- What is written here is folded already (search_fold.c).

-- name: search_head
-- What a ticket is found by besides its words: subject, names and addresses of its people, tags.
SELECT 1, t.id, t.subject FROM ticket t WHERE t.id = $1
UNION ALL
SELECT 2, p.id, p.name FROM person p WHERE p.id IN (
    SELECT t.requester_id FROM ticket t WHERE t.id = $1 UNION ALL SELECT t.owner_id FROM ticket t WHERE t.id = $1
    UNION ALL SELECT t.speaker_id FROM ticket t WHERE t.id = $1
    UNION ALL SELECT a.person_id FROM participant a WHERE a.ticket_id = $1)
UNION ALL
SELECT 3, e.person_id, e.address FROM person_email e WHERE e.person_id IN (
    SELECT t.requester_id FROM ticket t WHERE t.id = $1 UNION ALL SELECT t.owner_id FROM ticket t WHERE t.id = $1
    UNION ALL SELECT t.speaker_id FROM ticket t WHERE t.id = $1
    UNION ALL SELECT a.person_id FROM participant a WHERE a.ticket_id = $1)
UNION ALL
SELECT 4, 0, g.name FROM tag g WHERE g.ticket_id = $1
ORDER BY 1, 2, 3;

-- name: search_person
-- What one of its people is found by.
SELECT p.name, e.address FROM person p LEFT JOIN person_email e ON e.person_id = p.id WHERE p.id = $1 ORDER BY e.address;

-- name: search_words
-- All that was said on a ticket, and whether it is among staff.
SELECT w.among_staff, w.words FROM (
    SELECT 0 AS among_staff, 0 AS place, t.stops AS words FROM ticket t WHERE t.id = $1
    UNION ALL SELECT 0, 1, t.affects FROM ticket t WHERE t.id = $1
    UNION ALL SELECT CASE WHEN m.kind = 'note' THEN 1 ELSE 0 END, m.id + 1, m.body FROM message m WHERE m.ticket_id = $1
) w ORDER BY w.place;

-- name: search_write
-- A ticket's row as a whole.
INSERT INTO search_doc (ticket_id, head, open, staff) VALUES ($1, $2, $3, $4)
ON CONFLICT (ticket_id) DO UPDATE SET head = excluded.head, open = excluded.open, staff = excluded.staff;

-- name: search_append
-- The head anew, and further words at the end of what there is, while there is room.
UPDATE search_doc SET head = $2,
    open = CASE WHEN length(open) + length($3) > $5 THEN open ELSE open || $3 END,
    staff = CASE WHEN length(staff) + length($4) > $5 THEN staff ELSE staff || $4 END
WHERE ticket_id = $1;
