-- SPDX-License-Identifier: Apache-2.0
-- Somebody outside the desk (R5).

-- name: referral_add
-- A new referral.
INSERT INTO referral (ticket_id, by_id, name, address, why, summary, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id;

-- name: referral_by_id
-- What a confirmation must know of it.
SELECT ticket_id, name, confirmed_at FROM referral WHERE id = $1;

-- name: referral_confirmed
-- Who confirmed it, and how.
UPDATE referral SET confirmed_at = $2, confirmed_by = $3, confirmed_how = $4 WHERE id = $1 AND confirmed_at IS NULL;
