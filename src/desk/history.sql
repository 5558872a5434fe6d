-- SPDX-License-Identifier: Apache-2.0
-- The history of tickets (R35) and the feed over all of them.
-- Events are only ever added; what erasing empties, it empties here.
-- The proof reads everything as it stands, whatever the guards say.

-- name: history_head
-- Where a ticket's chain ends, so that the next event can be hooked on.
SELECT history_n, history_head FROM ticket WHERE id = $1;

-- name: history_head @pg
-- Also says, by a lock that others can see, below which seq this transaction will not write: see feed.c.
SELECT t.history_n, t.history_head,
    CASE WHEN current_setting('rapport.feed', true) = txid_current()::text THEN 0
    ELSE length(set_config('rapport.feed', txid_current()::text, true)
        || pg_advisory_xact_lock_shared('event'::regclass::oid::int,
            (coalesce(pg_sequence_last_value(pg_get_serial_sequence('event', 'seq')::regclass), 0) & 2147483647)::int)::text)
    END
FROM ticket t WHERE t.id = $1;

-- name: history_event_add
-- One event; a trigger moves the ticket's head on with it.
INSERT INTO event (ticket_id, number, at, actor_id, kind, audience, message_id, content, salt, digest, previous, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: history_events
-- A ticket's events in order; $2: with those among staff.
SELECT e.seq, e.ticket_id, e.number, e.at, e.actor_id, p.name, e.kind, e.audience, e.message_id, e.content, e.hash,
    e.previous
FROM event e LEFT JOIN person p ON p.id = e.actor_id
WHERE e.ticket_id = $1 AND e.number > $3 AND ($2 = 1 OR e.audience = 'all')
ORDER BY e.number LIMIT $4;

-- name: feed_horizon_seq
-- The newest event there is: on SQLite nothing below it is still to come.
SELECT coalesce(max(seq), 0) FROM event;

-- name: feed_horizon_seq @pg
-- The newest number that was given out, and from it down to the lowest that a transaction under way may write above.
-- The locks are looked at for the row that the first part gave, so after it.
WITH newest AS MATERIALIZED (
    SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('event', 'seq')::regclass), 0) AS seq)
SELECT n.seq - coalesce((SELECT max((n.seq - l.objid::bigint) & 2147483647) FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = 'event'::regclass::oid
        AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())), 0)
FROM newest n;

-- name: feed_all
-- Events as staff follow them.
SELECT e.seq, e.ticket_id, e.number, e.at, e.actor_id, p.name, e.kind, e.audience, e.message_id, e.content, e.hash,
    e.previous
FROM event e LEFT JOIN person p ON p.id = e.actor_id
WHERE e.seq > $1 AND e.seq <= $2 ORDER BY e.seq LIMIT $3;

-- name: feed_own
-- Events on what a person asked for, speaks for or reads along with, without those among staff.
SELECT e.seq, e.ticket_id, e.number, e.at, e.actor_id, p.name, e.kind, e.audience, e.message_id, e.content, e.hash,
    e.previous
FROM event e LEFT JOIN person p ON p.id = e.actor_id
WHERE e.ticket_id IN (SELECT t.id FROM ticket t WHERE t.requester_id = $4
        UNION SELECT t.id FROM ticket t WHERE t.speaker_id = $4
        UNION SELECT a.ticket_id FROM participant a WHERE a.person_id = $4)
    AND +e.seq > $1 AND +e.seq <= $2 AND e.audience = 'all'
ORDER BY +e.seq LIMIT $3;

-- name: verify_tickets
-- The next tickets after $1, by number, with the end of each one's chain.
SELECT id, history_n, history_head, outcome FROM ticket WHERE id > $1 AND ($2 = 0 OR id = $2) ORDER BY id LIMIT $3;

-- name: verify_events
-- A ticket's events as they stand, with the words that they are about.
SELECT e.number, e.at, e.actor_id, e.kind, e.audience, e.message_id, e.content, e.salt, e.digest, e.previous, e.hash,
    m.body, e.ticket_id
FROM event e LEFT JOIN message m ON m.id = e.message_id
WHERE e.ticket_id = $1 AND e.number > $2 ORDER BY e.number, e.seq LIMIT $3;

-- name: verify_beside
-- What came along with a message: its HTML and what was quoted, then each file's name and content.
SELECT m.html, m.quoted, NULL, 0 FROM message m WHERE m.id = $1
UNION ALL SELECT a.name, NULL, a.sha256, a.id FROM attachment a WHERE a.message_id = $1
ORDER BY 4;

-- name: verify_loose_file
-- A file on a ticket of whose coming no event tells.
SELECT a.ticket_id FROM attachment a
WHERE ($1 = 0 OR a.ticket_id = $1)
    AND NOT EXISTS (SELECT 1 FROM event e WHERE e.message_id = a.message_id AND e.ticket_id = a.ticket_id
        AND (e.content IS NULL OR e.content LIKE '%"beside":"%'))
ORDER BY a.id LIMIT 1;

-- name: verify_orphan
-- An event whose ticket is not there, with the ticket that it names.
SELECT e.ticket_id, e.number FROM event e
WHERE NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = e.ticket_id) ORDER BY e.seq LIMIT 1;

-- name: verify_loose
-- Words that stand on a ticket without an event that tells of them.
SELECT m.ticket_id FROM message m
WHERE ($1 = 0 OR m.ticket_id = $1)
    AND NOT EXISTS (SELECT 1 FROM event e WHERE e.message_id = m.id AND e.ticket_id = m.ticket_id)
ORDER BY m.id LIMIT 1;

-- name: erase_events
-- Empties what events say.
UPDATE event SET content = NULL, salt = NULL WHERE ticket_id = $1 AND (content IS NOT NULL OR salt IS NOT NULL);

-- name: erase_messages
-- Empties what was said.
UPDATE message SET body = '', html = NULL, quoted = NULL WHERE ticket_id = $1;

-- name: erase_ticket
-- Empties the words in the ticket's own row.
UPDATE ticket SET subject = '(erased)', stops = '', affects = '', playback = NULL, playback_state = NULL,
    playback_answer = NULL, decline_why = CASE WHEN decline_why IS NULL THEN NULL ELSE '' END,
    decline_instead = CASE WHEN decline_instead IS NULL THEN NULL ELSE '' END,
    changed_at = $2, version = version + 1
WHERE id = $1;

-- name: erase_steps
-- Empties what was promised and asked.
UPDATE step SET what = '', who_name = CASE WHEN who_name IS NULL THEN NULL ELSE '' END,
    why = CASE WHEN why IS NULL THEN NULL ELSE '' END WHERE ticket_id = $1;

-- name: erase_handoffs
-- Empties the reasons and summaries of handoffs.
UPDATE handoff SET why = '', summary = '', answer = CASE WHEN answer IS NULL THEN NULL ELSE '' END WHERE ticket_id = $1;

-- name: erase_referrals
-- Empties whom outside the desk it was referred to, and why.
UPDATE referral SET name = '', address = '', why = '', summary = '',
    confirmed_by = CASE WHEN confirmed_by IS NULL THEN NULL ELSE '' END,
    confirmed_how = CASE WHEN confirmed_how IS NULL THEN NULL ELSE '' END WHERE ticket_id = $1;

-- name: erase_helpers
-- Empties why helpers were asked.
UPDATE helper SET why = '' WHERE ticket_id = $1;

-- name: erase_tags
-- Takes the ticket's tags away.
DELETE FROM tag WHERE ticket_id = $1;

-- name: erase_mail_in
-- Empties the mails that came in.
UPDATE mail_in SET raw = $2, envelope_to = NULL, note = NULL WHERE ticket_id = $1;

-- name: erase_mail_out
-- Empties the mails that went out, and lets those that still wait not leave.
UPDATE mail_out SET address = '', payload = '{}', note = NULL,
    state = CASE WHEN state = 'waiting' THEN 'failed' ELSE state END WHERE ticket_id = $1;

-- name: erase_blobs
-- Forgets the bytes of attachments that no other ticket has.
UPDATE blob SET size = 0, data = $2
WHERE sha256 IN (SELECT a.sha256 FROM attachment a WHERE a.ticket_id = $1)
    AND NOT EXISTS (SELECT 1 FROM attachment b WHERE b.sha256 = blob.sha256 AND b.ticket_id <> $1);

-- name: erase_attachments
-- Takes the ticket's attachments away.
DELETE FROM attachment WHERE ticket_id = $1;

-- name: erase_blobs_loose
-- Takes bytes away that nothing refers to any more.
DELETE FROM blob WHERE size = 0 AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = blob.sha256);

-- name: verify_count
-- How many chains there are, for the progress that people see.
SELECT count(*) FROM ticket;
