-- SPDX-License-Identifier: Apache-2.0
-- Saying no (R13).

-- name: decline_last_by
-- Who declined it last.
SELECT made_by FROM step WHERE ticket_id = $1 AND kind = 'decline' ORDER BY id DESC LIMIT 1;

-- name: decline_other_reviewers
-- How many leads and admins are in at $2 besides $1.
SELECT count(*) FROM person p
WHERE p.id <> $1 AND p.active = 1 AND (p.away_until IS NULL OR p.away_until <= $2)
    AND (p.role IN ('lead', 'admin') OR (p.role <> 'requester' AND EXISTS (SELECT 1 FROM team t WHERE t.lead_id = p.id)));
