-- SPDX-License-Identifier: Apache-2.0
-- The requester's own word (R14).

-- name: answer_words_since
-- How often somebody said on a ticket after $3 that something is still open.
SELECT count(*) FROM event WHERE ticket_id = $1 AND actor_id = $2 AND at > $3
    AND kind IN ('words', 'not_yet', 'reopened', 'urgent', 'playback_corrected', 'review_asked');
