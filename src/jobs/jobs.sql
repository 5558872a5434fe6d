-- SPDX-License-Identifier: Apache-2.0
-- The line of durable work. A job is ready, leased by a worker until a moment, or
-- dead. `lease` names a lease and only grows: whoever renews or ends one names it,
-- so that a worker that was too slow cannot end what another has taken since. Out
-- of the line it goes to the next full thousand, out of a dead worker's hands one
-- further; so its last three digits are the deaths since the job stood in line.

-- name: job_insert
-- Puts a job in line; the same key stands there once, with the earlier time and the new payload.
INSERT INTO job (kind, key, payload, state, run_at, made_at) VALUES ($1, $2, $3, 'ready', $4, $5)
ON CONFLICT (key) DO UPDATE SET
    kind = excluded.kind,
    payload = excluded.payload,
    run_at = CASE WHEN job.state = 'ready' AND job.run_at < excluded.run_at THEN job.run_at ELSE excluded.run_at END,
    attempts = CASE WHEN job.state = 'ready' THEN job.attempts ELSE 0 END,
    last_error = CASE WHEN job.state = 'ready' THEN job.last_error ELSE NULL END,
    state = 'ready',
    leased_until = NULL;

-- name: job_delete_key
-- Takes a job out of the line by its key.
DELETE FROM job WHERE key = $1;

-- name: job_ready_at
-- When the next waiting job of a kind is due.
SELECT run_at FROM job WHERE kind = $1 AND state = 'ready' ORDER BY run_at LIMIT 1;

-- name: job_lost_at
-- When the next lease of a kind runs out.
SELECT leased_until FROM job WHERE kind = $1 AND state = 'leased' ORDER BY leased_until LIMIT 1;

-- name: job_due
-- The job of a kind that is due longest.
SELECT id, run_at FROM job WHERE kind = $1 AND state = 'ready' AND run_at <= $2 ORDER BY run_at, id LIMIT 1;

-- name: job_due @pg
-- The same among many workers: each passes over what another is just taking.
SELECT id, run_at FROM job WHERE kind = $1 AND state = 'ready' AND run_at <= $2 ORDER BY run_at, id LIMIT 1
FOR UPDATE SKIP LOCKED;

-- name: job_lost
-- A job of a kind whose lease has run out: its worker died, or was too slow.
SELECT id, leased_until FROM job WHERE kind = $1 AND state = 'leased' AND leased_until <= $2
ORDER BY leased_until, id LIMIT 1;

-- name: job_lost @pg
-- The same, passing over what another is just taking.
SELECT id, leased_until FROM job WHERE kind = $1 AND state = 'leased' AND leased_until <= $2
ORDER BY leased_until, id LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: job_lease
-- Takes a job until $2, out of the line or out of a dead worker's hands.
UPDATE job SET state = 'leased', leased_until = $2,
    attempts = CASE WHEN state = 'ready' THEN attempts + 1 ELSE attempts END,
    lease = CASE WHEN state = 'ready' THEN lease - lease % 1000 + 1000 ELSE lease + 1 END
WHERE id = $1
RETURNING id, kind, key, payload, attempts, made_at, run_at, lease, lease % 1000;

-- name: job_renew
-- Its worker lives: the lease ends later.
UPDATE job SET leased_until = $3 WHERE id = $1 AND lease = $2 AND state = 'leased';

-- name: job_done
-- The work is done: the row goes, unless the job was put in line again meanwhile.
DELETE FROM job WHERE id = $1 AND lease = $2 AND state = 'leased';

-- name: job_again
-- It did not work out: back in line for a later time, with why.
UPDATE job SET state = 'ready', leased_until = NULL, run_at = $3, last_error = $4
WHERE id = $1 AND lease = $2 AND state = 'leased';

-- name: job_dead
-- Given up on, kept with why until someone looks.
UPDATE job SET state = 'dead', leased_until = NULL, last_error = $3 WHERE id = $1 AND lease = $2 AND state = 'leased';

-- name: job_totals
-- How many jobs stand where, and since when the oldest has been due.
SELECT count(CASE WHEN state = 'ready' THEN 1 END), count(CASE WHEN state = 'leased' THEN 1 END),
    count(CASE WHEN state = 'dead' THEN 1 END), min(CASE WHEN state = 'ready' THEN run_at END)
FROM job;
