-- SPDX-License-Identifier: Apache-2.0
-- Answers of staff.

-- name: reply_known
-- Whether $1 has written to the person $2 since $3, on any ticket.
SELECT 1 FROM ticket t JOIN message m ON m.ticket_id = t.id
WHERE t.requester_id = $2 AND m.author_id = $1 AND m.kind = 'reply' AND m.at > $3 LIMIT 1;
