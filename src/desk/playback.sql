-- SPDX-License-Identifier: Apache-2.0
-- The problem in our words (R19).

-- name: playback_write
-- A new playback waits for its answer.
UPDATE ticket SET playback = $2, playback_state = 'waiting', playback_answer = NULL WHERE id = $1;

-- name: playback_answer
-- What they answered.
UPDATE ticket SET playback_state = $2, playback_answer = $3 WHERE id = $1;
