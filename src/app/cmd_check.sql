-- SPDX-License-Identifier: Apache-2.0
-- name: check_admins
-- Administrators who can sign in with a password, and those who cannot.
SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN password_hash IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM person WHERE role = 'admin' AND active = 1;

-- name: check_teams
-- Teams whose lead has left, and teams without anybody on duty.
SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN l.active = 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
    CAST(COALESCE(SUM(CASE WHEN t.on_duty_id IS NULL AND t.assign = 'duty' THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM team t JOIN person l ON l.id = t.lead_id WHERE t.active = 1;

-- name: check_mail
-- Mail that waits, and mail that failed.
SELECT CAST(COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0) AS BIGINT),
    CAST(COALESCE(SUM(CASE WHEN state IN ('failed', 'bounced') THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM mail_out WHERE state <> 'sent';

-- name: check_received
-- Mail that was received and is not read yet, since before a moment.
SELECT COUNT(*) FROM mail_in WHERE state = 'received' AND at < $1;
