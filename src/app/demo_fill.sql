-- SPDX-License-Identifier: Apache-2.0
-- What the demonstration does beside the desk's verbs: it looks whether the desk
-- is empty, keeps letters to the past from leaving, and asks the clock what is due.

-- name: demo_any_ticket
-- Whether there is a ticket already.
SELECT id FROM ticket LIMIT 1;

-- name: demo_any_person
-- Whether there is a desk already.
SELECT id FROM person LIMIT 1;

-- name: demo_next_due
-- When the clock looks at something next; work on steps that have ended is moot.
SELECT coalesce(min(run_at), 0) FROM job
WHERE state = 'ready' AND kind <> 'mail'
    AND (key IS NULL OR key NOT LIKE 'step-%' OR key IN (SELECT 'step-' || id FROM step WHERE state = 'open'));

-- name: demo_drop_moot
-- Takes work on steps that have ended out of the line: it would find nothing to do.
DELETE FROM job
WHERE key LIKE 'step-%' AND key NOT IN (SELECT 'step-' || id FROM step WHERE state = 'open');

-- name: demo_hold_mail
-- Takes all letters out of the line while the past is told.
DELETE FROM job WHERE kind = 'mail';

-- name: demo_mail_past
-- Letters from before $1 count as sent, and say why nobody ever got them.
UPDATE mail_out SET state = 'sent', ended_at = made_at, note = 'demonstration: of the past, never sent'
WHERE state = 'waiting' AND made_at < $1;

-- name: demo_mail_waiting
-- Letters of the last day, which leave as usual once there is a way out.
SELECT id FROM mail_out WHERE state = 'waiting' ORDER BY id;

-- name: demo_job_trouble
-- Work of the clock that did not go well.
SELECT kind, last_error FROM job WHERE last_error IS NOT NULL OR state = 'dead' LIMIT 1;
