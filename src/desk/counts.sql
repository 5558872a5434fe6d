-- How much is in hand.

-- name: desk_counts_now
-- Mail that waits, failed, was not read yet; open tickets; next steps of ours whose time has passed.
SELECT (SELECT count(*) FROM mail_out WHERE state = 'waiting'),
    (SELECT count(*) FROM mail_out WHERE state = 'failed'),
    (SELECT count(*) FROM mail_in WHERE state = 'received'),
    (SELECT count(*) FROM ticket WHERE state <> 'closed'),
    (SELECT count(*) FROM step WHERE state = 'open' AND who = 'us' AND by_at < $1);
