-- SPDX-License-Identifier: Apache-2.0
-- name: coach_last_replies
-- The newest replies of the desk, with what they answered.
SELECT m.id, m.ticket_id, m.at, m.body, a.name, r.name,
    (SELECT w.body FROM message w WHERE w.ticket_id = m.ticket_id AND w.id < m.id AND w.kind IN ('request', 'words')
     ORDER BY w.id DESC LIMIT 1)
FROM message m JOIN ticket t ON t.id = m.ticket_id JOIN person r ON r.id = t.requester_id
    LEFT JOIN person a ON a.id = m.author_id
WHERE m.kind = 'reply' AND m.body <> '' ORDER BY m.id DESC LIMIT $1;
