-- SPDX-License-Identifier: Apache-2.0
-- The hard rules, asked of the database by life_test.c: how many things break
-- one, and a ticket that does. Past the verbs and the kernel, on purpose.
-- The program never links these; test programs do.

-- name: life_r1
-- R1: open tickets whose owner is not active staff.
SELECT count(*), min(CAST(t.id AS TEXT)) FROM ticket t JOIN person p ON p.id = t.owner_id WHERE t.state <> 'closed'
    AND (p.active = 0 OR p.role = 'requester');

-- name: life_r3
-- R3: changes of owner whose message does not introduce anybody.
SELECT count(*), min(CAST(e.ticket_id AS TEXT)) FROM event e LEFT JOIN message m ON m.id = e.message_id WHERE e.kind
    IN ('handed_over', 'taken', 'stepped_in', 'assigned', 'introduced') AND (m.id IS NULL OR m.kind <> 'desk' OR
    m.ticket_id <> e.ticket_id OR m.at <> e.at OR length(m.body) < 40);

-- name: life_r3_mail
-- R3: introductions that did not leave as a mail (kind 2) to the one who asked.
SELECT count(*), min(CAST(e.ticket_id AS TEXT)) FROM event e JOIN ticket t ON t.id = e.ticket_id JOIN person p ON
    p.id = COALESCE(t.speaker_id, t.requester_id) WHERE e.kind IN ('handed_over', 'taken', 'stepped_in', 'assigned',
    'introduced') AND p.active = 1 AND e.actor_id IS DISTINCT FROM p.id AND NOT EXISTS (SELECT 1 FROM mail_out o
    WHERE o.message_id = e.message_id AND o.kind = '2');

-- name: life_r8
-- R8: tickets with too many or too few open steps.
SELECT count(*), min(CAST(t.id AS TEXT)) FROM ticket t WHERE (SELECT count(*) FROM step s WHERE s.ticket_id = t.id
    AND s.state = 'open') <> CASE WHEN t.state = 'closed' THEN 0 ELSE 1 END;

-- name: life_r8_who
-- R8: tickets whose state does not say whose step it is.
SELECT count(*), min(CAST(t.id AS TEXT)) FROM ticket t JOIN step s ON s.id = t.step_id WHERE s.state <> 'open' OR
    s.ticket_id <> t.id OR (t.state = 'with_us') <> (s.who <> 'you') OR (t.state = 'resting') <> (s.kind = 'rest')
    OR (t.state = 'proposed') <> (s.kind = 'proposal');

-- name: life_r9_why
-- R9: renewed promises without a reason.
SELECT count(*), min(CAST(ticket_id AS TEXT)) FROM step WHERE renews_id IS NOT NULL AND (why IS NULL OR why = '');

-- name: life_r9_note
-- R9: broken promises without an honest note of the same moment.
SELECT count(*), min(CAST(s.ticket_id AS TEXT)) FROM step s WHERE s.broken_at IS NOT NULL AND NOT EXISTS (SELECT 1
    FROM event e JOIN message m ON m.id = e.message_id WHERE e.ticket_id = s.ticket_id AND e.kind = 'broken' AND
    e.at = s.broken_at AND m.kind = 'desk');

-- name: life_r9_late
-- R9: what passed by $1 and was not marked.
SELECT count(*), min(CAST(ticket_id AS TEXT)) FROM step WHERE state = 'open' AND who <> 'you' AND by_at <= $1 AND
    broken_at IS NULL;

-- name: life_r9_record
-- R9: what broke and stands there as something else.
SELECT count(*), min(CAST(ticket_id AS TEXT)) FROM step WHERE broken_at IS NOT NULL AND state NOT IN ('open',
    'broken');

-- name: life_r10
-- R10: tickets that did not begin with a time for the first reply.
SELECT count(*), min(CAST(t.id AS TEXT)) FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM step s WHERE s.ticket_id =
    t.id AND s.kind = 'target' AND s.made_at = t.made_at AND s.by_at > s.made_at);

-- name: life_r13
-- R13: declined without an end that is theirs or a lead's, or without why and what instead.
SELECT count(*), min(CAST(t.id AS TEXT)) FROM ticket t WHERE (t.outcome = 'declined' AND NOT EXISTS (SELECT 1 FROM
    event e WHERE e.ticket_id = t.id AND e.at = t.closed_at AND e.kind IN ('reason_taken', 'upheld'))) OR (EXISTS
    (SELECT 1 FROM step s WHERE s.ticket_id = t.id AND s.kind = 'decline') AND (COALESCE(t.decline_why, '') = '' OR
    COALESCE(t.decline_instead, '') = ''));

-- name: life_r14
-- R14: solved without the requester's word, pressed or heard.
SELECT count(*), min(CAST(t.id AS TEXT)) FROM ticket t WHERE t.outcome = 'solved' AND NOT EXISTS (SELECT 1 FROM
    event e WHERE e.ticket_id = t.id AND e.at = t.closed_at AND ((e.kind = 'solved' AND e.actor_id IN
    (t.requester_id, t.speaker_id)) OR (e.kind = 'solved_heard' AND e.content LIKE '%"how":"%' AND e.content LIKE
    '%"at":%')));

-- name: life_r15
-- R15: closed without a person who did it.
SELECT count(*), min(CAST(t.id AS TEXT)) FROM ticket t WHERE t.state = 'closed' AND NOT EXISTS (SELECT 1 FROM event
    e WHERE e.ticket_id = t.id AND e.at = t.closed_at AND e.actor_id IS NOT NULL AND e.kind IN ('solved',
    'solved_heard', 'withdrawn', 'reason_taken', 'upheld', 'merged'));

-- name: life_r24
-- R24: replies without the card although the two had not met for 60 days.
SELECT count(*), min(CAST(e.ticket_id AS TEXT)) FROM event e JOIN ticket t ON t.id = e.ticket_id WHERE e.kind IN
    ('promised', 'questioned', 'proposed') AND e.content NOT LIKE '%"card":1%' AND NOT EXISTS (SELECT 1 FROM message
    m JOIN ticket o ON o.id = m.ticket_id WHERE o.requester_id = t.requester_id AND m.author_id = e.actor_id AND
    m.kind = 'reply' AND m.id < e.message_id AND m.at > e.at - 5184000000);

-- name: life_r35
-- R35: messages that no event tells of.
SELECT count(*), min(CAST(m.ticket_id AS TEXT)) FROM message m WHERE NOT EXISTS (SELECT 1 FROM event e WHERE
    e.message_id = m.id);

-- name: life_notes
-- R35: notes that left as a mail to a requester.
SELECT count(*), min(CAST(o.ticket_id AS TEXT)) FROM mail_out o JOIN message m ON m.id = o.message_id JOIN person p
    ON p.id = o.person_id WHERE m.kind = 'note' AND p.role = 'requester';

-- name: life_offers
-- R2: open offers on closed tickets, or not from the owner.
SELECT count(*), min(CAST(h.ticket_id AS TEXT)) FROM handoff h JOIN ticket t ON t.id = h.ticket_id WHERE h.state =
    'offered' AND (t.state = 'closed' OR h.from_id <> t.owner_id);

-- name: life_ticket
-- What is watched of one ticket: owner, state, length of its history.
SELECT t.owner_id, t.state || ' ' || CAST(t.history_n AS TEXT) FROM ticket t WHERE t.id = $1;

-- name: life_new_owner
-- Events after number $2 that may give a ticket to somebody else.
SELECT count(*), '' FROM event WHERE ticket_id = $1 AND number > $2 AND kind IN ('handed_over', 'taken',
    'stepped_in', 'assigned', 'introduced');

-- name: life_new_open
-- Events after number $2 that may open a closed ticket again.
SELECT count(*), '' FROM event WHERE ticket_id = $1 AND number > $2 AND kind IN ('reopened', 'unmerged');

-- name: life_open_step
-- The open step of a ticket.
SELECT COALESCE(step_id, 0), '' FROM ticket WHERE id = $1;

-- name: life_open_offer
-- The newest handoff of a ticket.
SELECT id, '' FROM handoff WHERE ticket_id = $1 ORDER BY id DESC LIMIT 1;

-- name: life_open_referral
-- The newest referral of a ticket.
SELECT id, '' FROM referral WHERE ticket_id = $1 ORDER BY id DESC LIMIT 1;

-- name: life_ticket_count
-- How many tickets there are.
SELECT count(*), '' FROM ticket;

-- name: life_kinds
-- How many kinds of things happened.
SELECT count(DISTINCT kind), '' FROM event;

-- name: life_people
-- Owner and requester of a ticket.
SELECT owner_id, CAST(requester_id AS TEXT) FROM ticket WHERE id = $1;

-- name: life_offered
-- Whom the newest handoff was offered to; nobody for a wish, which its owner answers.
SELECT COALESCE(asked_by_id * 0, to_id, 0), '' FROM handoff WHERE ticket_id = $1 ORDER BY id DESC LIMIT 1;
