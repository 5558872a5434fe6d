-- SPDX-License-Identifier: Apache-2.0
-- Who else is on a ticket: helpers of the owner (R4), people on copy.

-- name: helper_is
-- Whether somebody helps already.
SELECT count(*) FROM helper WHERE ticket_id = $1 AND person_id = $2;

-- name: helper_add
-- Somebody helps from now on.
INSERT INTO helper (ticket_id, person_id, why, at) VALUES ($1, $2, $3, $4);

-- name: helper_remove
-- Somebody helps no longer.
DELETE FROM helper WHERE ticket_id = $1 AND person_id = $2;

-- name: participant_count
-- How many people are on copy.
SELECT count(*) FROM participant WHERE ticket_id = $1;

-- name: participant_remove
-- Somebody is off copy.
DELETE FROM participant WHERE ticket_id = $1 AND person_id = $2;
