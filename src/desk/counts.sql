-- SPDX-License-Identifier: Apache-2.0
-- How much is in hand, counted where it lies. Each count
-- stands on an index, so that asking every few seconds
-- costs little. Times come from the caller.

-- name: desk_counts_now
-- Mail that waits, failed, was not read yet; open tickets; next steps of ours whose time has passed.
SELECT (SELECT count(*) FROM mail_out WHERE state = 'waiting'),
    (SELECT count(*) FROM mail_out WHERE state = 'failed'),
    (SELECT count(*) FROM mail_in WHERE state = 'received'),
    (SELECT count(*) FROM ticket WHERE state <> 'closed'),
    (SELECT count(*) FROM step WHERE state = 'open' AND who = 'us' AND by_at < $1);
