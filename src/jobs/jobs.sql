-- SPDX-License-Identifier: Apache-2.0
-- The line of durable work. A job is ready, leased by a worker until a moment, or
-- dead. `lease` counts the leases of a row: whoever ends one names it, so that a
-- worker that was too slow cannot end what another has taken since.

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

-- name: job_next_at
-- When the next job is due, a lease that runs out counted as one.
SELECT min(at) FROM (
    SELECT min(run_at) AS at FROM job WHERE state = 'ready'
    UNION ALL
    SELECT min(leased_until) AS at FROM job WHERE state = 'leased'
) AS both_kinds;

-- name: job_lease
-- Takes the job that is due longest, until $2; one whose lease has run out is taken again.
UPDATE job SET state = 'leased', leased_until = $2, attempts = attempts + 1, lease = lease + 1
WHERE id = (
    SELECT id FROM (
        SELECT id, at FROM (SELECT id, run_at AS at FROM job WHERE state = 'ready' AND run_at <= $1
            ORDER BY run_at LIMIT 1) AS waiting
        UNION ALL
        SELECT id, at FROM (SELECT id, leased_until AS at FROM job WHERE state = 'leased' AND leased_until <= $1
            ORDER BY leased_until LIMIT 1) AS lost
    ) AS due ORDER BY at, id LIMIT 1
)
RETURNING id, kind, key, payload, attempts, made_at, run_at, lease;

-- name: job_lease @pg
-- The same among many workers: each passes over what another is just taking.
UPDATE job SET state = 'leased', leased_until = $2, attempts = attempts + 1, lease = lease + 1
WHERE id = (
    SELECT id FROM (
        SELECT id, at FROM (SELECT id, run_at AS at FROM job WHERE state = 'ready' AND run_at <= $1
            ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS waiting
        UNION ALL
        SELECT id, at FROM (SELECT id, leased_until AS at FROM job WHERE state = 'leased' AND leased_until <= $1
            ORDER BY leased_until LIMIT 1 FOR UPDATE SKIP LOCKED) AS lost
    ) AS due ORDER BY at, id LIMIT 1
)
RETURNING id, kind, key, payload, attempts, made_at, run_at, lease;

-- name: job_lease_until
-- Moves the end of a lease to what the job's kind asks for.
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
