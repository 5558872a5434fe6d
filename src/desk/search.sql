-- SPDX-License-Identifier: Apache-2.0
-- Search. The first twenty parameters are the same in all queries that have them: $1 below this number,
-- $2 how many, $3 and $4 what it may be in time and late, $5 whom it waits for, $6 effects, $7 reaches, $8 to $9
-- the promise's time, $10 to $11 when it was asked, $12 owners, $13 requesters, $14 teams, $15 tags, $16 who asks
-- unless they see everything, $17 words and $18 none of these (JSON arrays), $19 now, $20 a number to leave out.
-- Lists are texts with commas between and around. A parameter that is null asks for nothing.

-- name: search_exact
-- The ticket with this number, for the top of the list.
SELECT * FROM ticket_line v WHERE v.id = $1
    AND (CAST($2 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM ticket t WHERE t.id = $1 AND (t.requester_id = $2 OR t.speaker_id = $2
        OR EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = t.id AND a.person_id = $2))));

-- name: search_last
-- The highest number there is.
SELECT coalesce(max(id), 0) FROM ticket;

-- name: search_asked
-- The lowest and highest number asked for within a time.
SELECT min(id), max(id) FROM ticket WHERE made_at >= $1 AND made_at < $2;

-- name: search_zone
-- The zone in which somebody's days begin.
SELECT time_zone FROM person WHERE id = $1;

-- name: search_people
-- Whom a name in a query means: an address, or the beginning of a name ($2, a pattern).
SELECT e.person_id FROM person_email e WHERE e.address = $1
UNION SELECT p.id FROM person p WHERE CAST($2 AS TEXT) IS NOT NULL AND lower(p.name) LIKE CAST($2 AS TEXT)
ORDER BY 1 LIMIT 50;

-- name: search_teams
-- Which team a name or address in a query means.
SELECT m.id FROM team m WHERE lower(m.name) = $1 OR m.address = $1 ORDER BY m.id LIMIT 50;

-- name: search_newest
-- Newest first, not below $21: for filters that most tickets pass.
SELECT v.* FROM ticket_line v WHERE v.id IN (
    SELECT t.id FROM ticket t LEFT JOIN step s ON s.id = t.step_id
    WHERE t.id < $1 AND t.id >= $21 AND t.id <> $20
    AND instr(CASE WHEN s.by_at < $19 AND s.kind IN ('promise', 'target', 'review') THEN CAST($4 AS TEXT)
        ELSE CAST($3 AS TEXT) END, ',' || coalesce(t.outcome, t.state) || ',') > 0
    AND (CAST($5 AS TEXT) IS NULL OR (t.state <> 'resting' AND instr(CAST($5 AS TEXT), ',' || s.who || ',') > 0))
    AND (CAST($6 AS TEXT) IS NULL OR instr(CAST($6 AS TEXT), ',' || t.effect || ',') > 0)
    AND (CAST($7 AS TEXT) IS NULL OR instr(CAST($7 AS TEXT), ',' || t.reach || ',') > 0)
    AND (CAST($8 AS BIGINT) IS NULL OR (s.kind = 'promise' AND s.by_at >= $8 AND s.by_at < $9))
    AND (CAST($10 AS BIGINT) IS NULL OR t.made_at >= $10) AND (CAST($11 AS BIGINT) IS NULL OR t.made_at < $11)
    AND (CAST($12 AS TEXT) IS NULL OR instr(CAST($12 AS TEXT), ',' || t.owner_id || ',') > 0)
    AND (CAST($13 AS TEXT) IS NULL OR instr(CAST($13 AS TEXT), ',' || t.requester_id || ',') > 0)
    AND (CAST($14 AS TEXT) IS NULL OR instr(CAST($14 AS TEXT), ',' || t.team_id || ',') > 0)
    AND (CAST($15 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM tag g WHERE g.ticket_id = t.id
        AND instr(CAST($15 AS TEXT), ',' || g.name || ',') > 0))
    AND (CAST($16 AS BIGINT) IS NULL OR t.requester_id = $16 OR t.speaker_id = $16
        OR EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = t.id AND a.person_id = $16))
    AND (CAST($17 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM search_doc d WHERE d.ticket_id = t.id
        AND NOT EXISTS (SELECT 1 FROM json_each(CAST($17 AS TEXT)) w WHERE instr(d.head, w.value) = 0
            AND instr(d.open, w.value) = 0 AND (CAST($16 AS BIGINT) IS NOT NULL OR instr(d.staff, w.value) = 0))
        AND NOT EXISTS (SELECT 1 FROM json_each(CAST($18 AS TEXT)) w WHERE instr(d.head, w.value) > 0
            OR instr(d.open, w.value) > 0 OR (CAST($16 AS BIGINT) IS NULL AND instr(d.staff, w.value) > 0))))
    ORDER BY t.id DESC LIMIT $2)
ORDER BY v.id DESC;

-- name: search_set
-- Among a set that an index knows: $21 says which, $22 is a person or a JSON array, $23 a time.
SELECT v.* FROM ticket_line v WHERE v.id IN (
    SELECT t.id FROM ticket t LEFT JOIN step s ON s.id = t.step_id
    WHERE t.id < $1 AND t.id <> $20 AND t.id IN (
        SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'owners' AND o.state IN ('with_us', 'with_you',
                'proposed', 'resting', CASE WHEN CAST($23 AS BIGINT) = 0 THEN 'closed' END)
            AND o.owner_id IN (SELECT CAST(w.value AS BIGINT) FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'requesters'
            AND r.requester_id IN (SELECT CAST(w.value AS BIGINT) FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'viewer' AND r.requester_id = $16
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'viewer' AND r.speaker_id = $16
        UNION ALL SELECT a.ticket_id FROM participant a WHERE CAST($21 AS TEXT) = 'viewer' AND a.person_id = $16
        UNION ALL SELECT g.ticket_id FROM tag g WHERE CAST($21 AS TEXT) = 'tags'
            AND g.name IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT d.ticket_id FROM step d WHERE CAST($21 AS TEXT) = 'due' AND d.state = 'open'
            AND d.by_at < CAST($23 AS BIGINT)
        UNION ALL SELECT d.ticket_id FROM step d WHERE CAST($21 AS TEXT) = 'waiting' AND d.state = 'open'
            AND d.who IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'open'
            AND o.state IN ('with_us', 'with_you', 'proposed', 'resting')
        UNION ALL SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'closed' AND o.outcome IS NOT NULL
            AND o.outcome IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w))
    AND instr(CASE WHEN s.by_at < $19 AND s.kind IN ('promise', 'target', 'review') THEN CAST($4 AS TEXT)
        ELSE CAST($3 AS TEXT) END, ',' || coalesce(t.outcome, t.state) || ',') > 0
    AND (CAST($5 AS TEXT) IS NULL OR (t.state <> 'resting' AND instr(CAST($5 AS TEXT), ',' || s.who || ',') > 0))
    AND (CAST($6 AS TEXT) IS NULL OR instr(CAST($6 AS TEXT), ',' || t.effect || ',') > 0)
    AND (CAST($7 AS TEXT) IS NULL OR instr(CAST($7 AS TEXT), ',' || t.reach || ',') > 0)
    AND (CAST($8 AS BIGINT) IS NULL OR (s.kind = 'promise' AND s.by_at >= $8 AND s.by_at < $9))
    AND (CAST($10 AS BIGINT) IS NULL OR t.made_at >= $10) AND (CAST($11 AS BIGINT) IS NULL OR t.made_at < $11)
    AND (CAST($12 AS TEXT) IS NULL OR instr(CAST($12 AS TEXT), ',' || t.owner_id || ',') > 0)
    AND (CAST($13 AS TEXT) IS NULL OR instr(CAST($13 AS TEXT), ',' || t.requester_id || ',') > 0)
    AND (CAST($14 AS TEXT) IS NULL OR instr(CAST($14 AS TEXT), ',' || t.team_id || ',') > 0)
    AND (CAST($15 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM tag g WHERE g.ticket_id = t.id
        AND instr(CAST($15 AS TEXT), ',' || g.name || ',') > 0))
    AND (CAST($16 AS BIGINT) IS NULL OR t.requester_id = $16 OR t.speaker_id = $16
        OR EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = t.id AND a.person_id = $16))
    AND (CAST($17 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM search_doc d WHERE d.ticket_id = t.id
        AND NOT EXISTS (SELECT 1 FROM json_each(CAST($17 AS TEXT)) w WHERE instr(d.head, w.value) = 0
            AND instr(d.open, w.value) = 0 AND (CAST($16 AS BIGINT) IS NOT NULL OR instr(d.staff, w.value) = 0))
        AND NOT EXISTS (SELECT 1 FROM json_each(CAST($18 AS TEXT)) w WHERE instr(d.head, w.value) > 0
            OR instr(d.open, w.value) > 0 OR (CAST($16 AS BIGINT) IS NULL AND instr(d.staff, w.value) > 0))))
    ORDER BY t.id DESC LIMIT $2)
ORDER BY v.id DESC;

-- name: search_text
-- Tickets with words, newest first; $24 in the words of the engine, $25 how many of them to look at. Unless $21 is
-- null they are of that set.
SELECT v.* FROM ticket_line v WHERE v.id IN (
    SELECT t.id FROM ticket t LEFT JOIN step s ON s.id = t.step_id
    WHERE t.id <> $20 AND t.id IN (
        SELECT rowid FROM search_index WHERE search_index MATCH $24 AND rowid < $1 AND ($21 IS NULL OR +rowid IN (
        SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'owners' AND o.state IN ('with_us', 'with_you',
                'proposed', 'resting', CASE WHEN CAST($23 AS BIGINT) = 0 THEN 'closed' END)
            AND o.owner_id IN (SELECT CAST(w.value AS BIGINT) FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'requesters'
            AND r.requester_id IN (SELECT CAST(w.value AS BIGINT) FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'viewer' AND r.requester_id = $16
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'viewer' AND r.speaker_id = $16
        UNION ALL SELECT a.ticket_id FROM participant a WHERE CAST($21 AS TEXT) = 'viewer' AND a.person_id = $16
        UNION ALL SELECT g.ticket_id FROM tag g WHERE CAST($21 AS TEXT) = 'tags'
            AND g.name IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT d.ticket_id FROM step d WHERE CAST($21 AS TEXT) = 'due' AND d.state = 'open'
            AND d.by_at < CAST($23 AS BIGINT)
        UNION ALL SELECT d.ticket_id FROM step d WHERE CAST($21 AS TEXT) = 'waiting' AND d.state = 'open'
            AND d.who IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'open'
            AND o.state IN ('with_us', 'with_you', 'proposed', 'resting')
        UNION ALL SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'closed' AND o.outcome IS NOT NULL
            AND o.outcome IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w))) ORDER BY rowid DESC LIMIT $25)
    AND instr(CASE WHEN s.by_at < $19 AND s.kind IN ('promise', 'target', 'review') THEN CAST($4 AS TEXT)
        ELSE CAST($3 AS TEXT) END, ',' || coalesce(t.outcome, t.state) || ',') > 0
    AND (CAST($5 AS TEXT) IS NULL OR (t.state <> 'resting' AND instr(CAST($5 AS TEXT), ',' || s.who || ',') > 0))
    AND (CAST($6 AS TEXT) IS NULL OR instr(CAST($6 AS TEXT), ',' || t.effect || ',') > 0)
    AND (CAST($7 AS TEXT) IS NULL OR instr(CAST($7 AS TEXT), ',' || t.reach || ',') > 0)
    AND (CAST($8 AS BIGINT) IS NULL OR (s.kind = 'promise' AND s.by_at >= $8 AND s.by_at < $9))
    AND (CAST($10 AS BIGINT) IS NULL OR t.made_at >= $10) AND (CAST($11 AS BIGINT) IS NULL OR t.made_at < $11)
    AND (CAST($12 AS TEXT) IS NULL OR instr(CAST($12 AS TEXT), ',' || t.owner_id || ',') > 0)
    AND (CAST($13 AS TEXT) IS NULL OR instr(CAST($13 AS TEXT), ',' || t.requester_id || ',') > 0)
    AND (CAST($14 AS TEXT) IS NULL OR instr(CAST($14 AS TEXT), ',' || t.team_id || ',') > 0)
    AND (CAST($15 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM tag g WHERE g.ticket_id = t.id
        AND instr(CAST($15 AS TEXT), ',' || g.name || ',') > 0))
    AND (CAST($16 AS BIGINT) IS NULL OR t.requester_id = $16 OR t.speaker_id = $16
        OR EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = t.id AND a.person_id = $16))
    AND (CAST($17 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM search_doc d WHERE d.ticket_id = t.id
        AND NOT EXISTS (SELECT 1 FROM json_each(CAST($17 AS TEXT)) w WHERE instr(d.head, w.value) = 0
            AND instr(d.open, w.value) = 0 AND (CAST($16 AS BIGINT) IS NOT NULL OR instr(d.staff, w.value) = 0))
        AND NOT EXISTS (SELECT 1 FROM json_each(CAST($18 AS TEXT)) w WHERE instr(d.head, w.value) > 0
            OR instr(d.open, w.value) > 0 OR (CAST($16 AS BIGINT) IS NULL AND instr(d.staff, w.value) > 0))))
    ORDER BY t.id DESC LIMIT $2)
ORDER BY v.id DESC;

-- name: search_text @pg
-- The same by the index that PostgreSQL keeps. OFFSET 0 holds it to that index: walking down the numbers and
-- unpacking each row's words is what it would like better, and costs ten times as much.
SELECT v.* FROM ticket_line v WHERE v.id IN (
    SELECT t.id FROM ticket t LEFT JOIN step s ON s.id = t.step_id
    WHERE t.id <> $20 AND t.id IN (
        SELECT x.ticket_id FROM (SELECT d.ticket_id FROM search_doc d WHERE d.staff_words @@ CAST($24 AS tsquery)
            OFFSET 0) x WHERE x.ticket_id < $1 AND (CAST($21 AS TEXT) IS NULL OR x.ticket_id IN (
        SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'owners' AND o.state IN ('with_us', 'with_you',
                'proposed', 'resting', CASE WHEN CAST($23 AS BIGINT) = 0 THEN 'closed' END)
            AND o.owner_id IN (SELECT CAST(w.value AS BIGINT) FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'requesters'
            AND r.requester_id IN (SELECT CAST(w.value AS BIGINT) FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'viewer' AND r.requester_id = $16
        UNION ALL SELECT r.id FROM ticket r WHERE CAST($21 AS TEXT) = 'viewer' AND r.speaker_id = $16
        UNION ALL SELECT a.ticket_id FROM participant a WHERE CAST($21 AS TEXT) = 'viewer' AND a.person_id = $16
        UNION ALL SELECT g.ticket_id FROM tag g WHERE CAST($21 AS TEXT) = 'tags'
            AND g.name IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT d.ticket_id FROM step d WHERE CAST($21 AS TEXT) = 'due' AND d.state = 'open'
            AND d.by_at < CAST($23 AS BIGINT)
        UNION ALL SELECT d.ticket_id FROM step d WHERE CAST($21 AS TEXT) = 'waiting' AND d.state = 'open'
            AND d.who IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w)
        UNION ALL SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'open'
            AND o.state IN ('with_us', 'with_you', 'proposed', 'resting')
        UNION ALL SELECT o.id FROM ticket o WHERE CAST($21 AS TEXT) = 'closed' AND o.outcome IS NOT NULL
            AND o.outcome IN (SELECT w.value FROM json_each(CAST($22 AS TEXT)) w))) ORDER BY x.ticket_id DESC LIMIT $25)
    AND instr(CASE WHEN s.by_at < $19 AND s.kind IN ('promise', 'target', 'review') THEN CAST($4 AS TEXT)
        ELSE CAST($3 AS TEXT) END, ',' || coalesce(t.outcome, t.state) || ',') > 0
    AND (CAST($5 AS TEXT) IS NULL OR (t.state <> 'resting' AND instr(CAST($5 AS TEXT), ',' || s.who || ',') > 0))
    AND (CAST($6 AS TEXT) IS NULL OR instr(CAST($6 AS TEXT), ',' || t.effect || ',') > 0)
    AND (CAST($7 AS TEXT) IS NULL OR instr(CAST($7 AS TEXT), ',' || t.reach || ',') > 0)
    AND (CAST($8 AS BIGINT) IS NULL OR (s.kind = 'promise' AND s.by_at >= $8 AND s.by_at < $9))
    AND (CAST($10 AS BIGINT) IS NULL OR t.made_at >= $10) AND (CAST($11 AS BIGINT) IS NULL OR t.made_at < $11)
    AND (CAST($12 AS TEXT) IS NULL OR instr(CAST($12 AS TEXT), ',' || t.owner_id || ',') > 0)
    AND (CAST($13 AS TEXT) IS NULL OR instr(CAST($13 AS TEXT), ',' || t.requester_id || ',') > 0)
    AND (CAST($14 AS TEXT) IS NULL OR instr(CAST($14 AS TEXT), ',' || t.team_id || ',') > 0)
    AND (CAST($15 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM tag g WHERE g.ticket_id = t.id
        AND instr(CAST($15 AS TEXT), ',' || g.name || ',') > 0))
    AND (CAST($16 AS BIGINT) IS NULL OR t.requester_id = $16 OR t.speaker_id = $16
        OR EXISTS (SELECT 1 FROM participant a WHERE a.ticket_id = t.id AND a.person_id = $16))
    AND (CAST($17 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM search_doc d WHERE d.ticket_id = t.id
        AND NOT EXISTS (SELECT 1 FROM json_each(CAST($17 AS TEXT)) w WHERE instr(d.head, w.value) = 0
            AND instr(d.open, w.value) = 0 AND (CAST($16 AS BIGINT) IS NOT NULL OR instr(d.staff, w.value) = 0))
        AND NOT EXISTS (SELECT 1 FROM json_each(CAST($18 AS TEXT)) w WHERE instr(d.head, w.value) > 0
            OR instr(d.open, w.value) > 0 OR (CAST($16 AS BIGINT) IS NULL AND instr(d.staff, w.value) > 0))))
    ORDER BY t.id DESC LIMIT $2)
ORDER BY v.id DESC;

-- name: search_count
-- How many tickets have the words, counted up to $3.
SELECT count(*) FROM (SELECT rowid FROM search_index WHERE search_index MATCH $1 AND rowid < $2 LIMIT $3) found;

-- name: search_count @pg
-- The same by the index that PostgreSQL keeps.
SELECT count(*) FROM (SELECT x.ticket_id FROM (SELECT d.ticket_id FROM search_doc d
    WHERE d.staff_words @@ CAST($1 AS tsquery) OFFSET 0) x WHERE x.ticket_id < $2 LIMIT $3) found;
