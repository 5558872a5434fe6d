-- SPDX-License-Identifier: Apache-2.0
-- Two tickets about one matter.

-- name: merge_participants
-- Whoever reads the one along reads the other along.
INSERT INTO participant (ticket_id, person_id, at)
SELECT CAST($2 AS BIGINT), p.person_id, CAST($3 AS BIGINT) FROM participant p
WHERE p.ticket_id = $1 AND NOT EXISTS (SELECT 1 FROM participant q WHERE q.ticket_id = $2 AND q.person_id = p.person_id);

-- name: merge_touch
-- The other ticket has news.
UPDATE ticket SET changed_at = $2, version = version + 1 WHERE id = $1;
