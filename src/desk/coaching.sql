-- SPDX-License-Identifier: Apache-2.0
-- How often the coach's rules spoke, a row a day and rule; no names, no words.

-- name: coach_count_add
-- One more for a rule on a day: seen in a draft, sent as it was, sent with a reason.
INSERT INTO coach_count (day, rule, seen, sent, overridden) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (day, rule) DO UPDATE SET seen = coach_count.seen + excluded.seen, sent = coach_count.sent + excluded.sent,
    overridden = coach_count.overridden + excluded.overridden;
