-- SPDX-License-Identifier: Apache-2.0
-- The whole first schema. Times are UTC milliseconds; flags are 0 or 1.
-- {{id}} and {{bytes}} are each engine's own words; see migrate.c.

-- Names, keys and settings of this desk: one row each.
CREATE TABLE option (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Anybody: requesters, staff, people on copy, outsiders (R22, R23, R24).
CREATE TABLE person (
    id {{id}},
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('requester', 'agent', 'lead', 'admin')),
    time_zone TEXT NOT NULL DEFAULT 'UTC',
    language TEXT NOT NULL DEFAULT 'en',
    explain TEXT NOT NULL DEFAULT 'short' CHECK (explain IN ('fix', 'short', 'steps')),
    reach TEXT NOT NULL DEFAULT '',
    work TEXT NOT NULL DEFAULT '',
    good_at TEXT NOT NULL DEFAULT '',
    looks_after TEXT NOT NULL DEFAULT '',
    hours_in TEXT NOT NULL DEFAULT '',
    away_until BIGINT,
    active BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    password_hash TEXT,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX person_role ON person (role, active);
CREATE INDEX person_name ON person (name);

CREATE TABLE person_email (
    address TEXT PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    is_primary BIGINT NOT NULL CHECK (is_primary IN (0, 1))
);
CREATE INDEX person_email_person ON person_email (person_id, is_primary, address);

-- A team always has a lead, so a new ticket always has somebody (R1).
CREATE TABLE team (
    id {{id}},
    name TEXT NOT NULL UNIQUE,
    address TEXT UNIQUE,
    lead_id BIGINT NOT NULL REFERENCES person (id),
    on_duty_id BIGINT REFERENCES person (id),
    assign TEXT NOT NULL DEFAULT 'duty' CHECK (assign IN ('duty', 'turns', 'least')),
    last_turn_id BIGINT,
    hours TEXT NOT NULL DEFAULT 'Mon-Fri 08:00-17:00',
    time_zone TEXT NOT NULL DEFAULT 'UTC',
    target_stuck_ms BIGINT NOT NULL DEFAULT 3600000,
    target_slowed_ms BIGINT NOT NULL DEFAULT 14400000,
    target_wait_ms BIGINT NOT NULL DEFAULT 28800000,
    offer_wait_ms BIGINT NOT NULL DEFAULT 14400000,
    playback_from TEXT CHECK (playback_from IN ('stuck', 'slowed', 'can_wait')),
    follow_up_days TEXT NOT NULL DEFAULT '2,5,10',
    reopen_days BIGINT NOT NULL DEFAULT 30,
    active BIGINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE team_member (
    team_id BIGINT NOT NULL REFERENCES team (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX team_member_person ON team_member (person_id);

-- The id is the number that people say: R-2418. Open tickets have a next step,
-- closed ones an outcome, and all of them an owner (R1, R8).
CREATE TABLE ticket (
    id {{id}},
    subject TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('with_us', 'with_you', 'proposed', 'resting', 'closed')),
    outcome TEXT CHECK (outcome IN ('solved', 'withdrawn', 'declined', 'merged')),
    owner_id BIGINT NOT NULL REFERENCES person (id),
    owned_since BIGINT NOT NULL,
    requester_id BIGINT NOT NULL REFERENCES person (id),
    speaker_id BIGINT REFERENCES person (id),
    team_id BIGINT NOT NULL REFERENCES team (id),
    channel TEXT NOT NULL,
    effect TEXT NOT NULL CHECK (effect IN ('stuck', 'slowed', 'can_wait')),
    reach TEXT NOT NULL CHECK (reach IN ('me', 'team', 'many', 'everyone')),
    stops TEXT NOT NULL DEFAULT '',
    affects TEXT NOT NULL DEFAULT '',
    matters_by BIGINT,
    playback TEXT,
    playback_state TEXT CHECK (playback_state IN ('waiting', 'agreed', 'corrected')),
    playback_answer TEXT,
    step_id BIGINT,
    answered_at BIGINT,
    decline_state TEXT CHECK (decline_state IN ('told', 'review')),
    decline_why TEXT,
    decline_instead TEXT,
    follow_ups BIGINT NOT NULL DEFAULT 0,
    merged_into BIGINT REFERENCES ticket (id) DEFERRABLE,
    state_before_merge TEXT,
    successor_of BIGINT REFERENCES ticket (id) DEFERRABLE,
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    closed_at BIGINT,
    history_n BIGINT NOT NULL DEFAULT 0,
    history_head {{bytes}},
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((state = 'closed') = (outcome IS NOT NULL)),
    CHECK ((state = 'closed') = (step_id IS NULL)),
    CHECK ((outcome IS NOT NULL AND outcome = 'merged') = (merged_into IS NOT NULL))
);
CREATE INDEX ticket_owner ON ticket (owner_id, state);
CREATE INDEX ticket_requester ON ticket (requester_id, id);
CREATE INDEX ticket_team ON ticket (team_id, state);
CREATE INDEX ticket_state ON ticket (state, id);
CREATE INDEX ticket_successor ON ticket (successor_of) WHERE successor_of IS NOT NULL;
CREATE INDEX ticket_merged ON ticket (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX ticket_speaker ON ticket (speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX ticket_asked ON ticket (made_at, id);
CREATE INDEX ticket_outcome ON ticket (outcome, id) WHERE outcome IS NOT NULL;

-- Words on a ticket. Never changed once written; erasing personal data empties them.
CREATE TABLE message (
    id {{id}},
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    author_id BIGINT REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('request', 'words', 'reply', 'note', 'desk', 'outside')),
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    html TEXT,
    quoted TEXT,
    step_id BIGINT,
    mail_id BIGINT,
    at BIGINT NOT NULL
);
CREATE INDEX message_ticket ON message (ticket_id, id);

-- Next steps, open and ended: promises, questions, proposals, first-reply targets (R8, R9).
CREATE TABLE step (
    id {{id}},
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    kind TEXT NOT NULL CHECK (kind IN ('target', 'promise', 'question', 'proposal', 'decline', 'review', 'rest')),
    who TEXT NOT NULL CHECK (who IN ('us', 'you', 'other')),
    who_name TEXT,
    what TEXT NOT NULL,
    by_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'renewed', 'broken', 'answered', 'replaced')),
    made_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    warned_at BIGINT,
    broken_at BIGINT,
    ended_at BIGINT,
    why TEXT,
    renews_id BIGINT
);
CREATE UNIQUE INDEX step_open ON step (ticket_id) WHERE state = 'open';
CREATE INDEX step_ticket ON step (ticket_id, id);
CREATE INDEX step_due ON step (by_at) WHERE state = 'open';
CREATE INDEX step_waiting ON step (who, ticket_id) WHERE state = 'open';

CREATE TABLE handoff (
    id {{id}},
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    from_id BIGINT NOT NULL REFERENCES person (id),
    to_id BIGINT REFERENCES person (id),
    to_team_id BIGINT REFERENCES team (id),
    asked_by_id BIGINT REFERENCES person (id),
    why TEXT NOT NULL,
    summary TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'expired', 'replaced')),
    answer TEXT,
    answered_by BIGINT REFERENCES person (id),
    made_at BIGINT NOT NULL,
    by_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX handoff_open ON handoff (ticket_id) WHERE state = 'offered';
CREATE INDEX handoff_to ON handoff (to_id, state);
CREATE INDEX handoff_to_team ON handoff (to_team_id, state);
CREATE INDEX handoff_due ON handoff (by_at) WHERE state = 'offered';

-- Someone outside the desk was asked; the ticket stays its owner's until `how` they confirmed is known (R5).
CREATE TABLE referral (
    id {{id}},
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    by_id BIGINT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    why TEXT NOT NULL,
    summary TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    confirmed_by TEXT,
    confirmed_how TEXT
);
CREATE INDEX referral_ticket ON referral (ticket_id, id);

CREATE TABLE helper (
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    why TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, person_id)
);
CREATE INDEX helper_person ON helper (person_id);

-- People on copy: they see the ticket as its requester does and may add words.
CREATE TABLE participant (
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    person_id BIGINT NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, person_id)
);
CREATE INDEX participant_person ON participant (person_id);

CREATE TABLE tag (
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    name TEXT NOT NULL,
    PRIMARY KEY (ticket_id, name)
);
CREATE INDEX tag_name ON tag (name);

CREATE TABLE blob (
    sha256 {{bytes}} PRIMARY KEY,
    size BIGINT NOT NULL,
    data {{bytes}} NOT NULL
);

CREATE TABLE attachment (
    id {{id}},
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    message_id BIGINT NOT NULL REFERENCES message (id),
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 {{bytes}} NOT NULL REFERENCES blob (sha256),
    content_id TEXT,
    is_inline BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX attachment_message ON attachment (message_id);
CREATE INDEX attachment_ticket ON attachment (ticket_id);

-- The history (R35). content and salt may be erased, the rest never changes.
CREATE TABLE event (
    seq {{id}},
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor_id BIGINT REFERENCES person (id),
    kind TEXT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('all', 'staff')),
    message_id BIGINT REFERENCES message (id),
    content TEXT,
    salt {{bytes}},
    digest {{bytes}} NOT NULL,
    previous {{bytes}} NOT NULL,
    hash {{bytes}} NOT NULL,
    UNIQUE (ticket_id, number)
);
CREATE INDEX event_message ON event (message_id) WHERE message_id IS NOT NULL;

-- Durable work: mail, warnings, follow-ups. A key keeps the same work from standing in line twice.
CREATE TABLE job (
    id {{id}},
    kind TEXT NOT NULL,
    key TEXT UNIQUE,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'dead')),
    run_at BIGINT NOT NULL,
    leased_until BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    lease BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    made_at BIGINT NOT NULL
);
CREATE INDEX job_ready ON job (kind, run_at) WHERE state = 'ready';
CREATE INDEX job_leased ON job (kind, leased_until) WHERE state = 'leased';

-- Raw mail as it came; `state` says how far it got.
CREATE TABLE mail_in (
    id {{id}},
    raw {{bytes}} NOT NULL,
    envelope_to TEXT,
    at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'taken', 'automatic', 'set_aside', 'duplicate')),
    ticket_id BIGINT REFERENCES ticket (id),
    note TEXT
);
CREATE INDEX mail_in_state ON mail_in (state, id);

-- Message-IDs seen on a ticket, theirs and ours, for matching replies.
CREATE TABLE mail_reference (
    mid TEXT PRIMARY KEY,
    ticket_id BIGINT NOT NULL REFERENCES ticket (id),
    at BIGINT NOT NULL
);

-- What became of each mail we sent: one row a recipient, kept after its job is done.
CREATE TABLE mail_out (
    id {{id}},
    ticket_id BIGINT REFERENCES ticket (id),
    message_id BIGINT REFERENCES message (id),
    person_id BIGINT REFERENCES person (id),
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    mid TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'bounced')),
    made_at BIGINT NOT NULL,
    ended_at BIGINT,
    note TEXT
);
CREATE INDEX mail_out_ticket ON mail_out (ticket_id, id);
CREATE INDEX mail_out_state ON mail_out (state, id);

CREATE TABLE session (
    sha {{bytes}} PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_ends ON session (ends_at);

CREATE TABLE api_token (
    id {{id}},
    sha {{bytes}} NOT NULL UNIQUE,
    person_id BIGINT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ended_at BIGINT
);

-- Links in mails that work once (signing in).
CREATE TABLE used_link (
    sha {{bytes}} PRIMARY KEY,
    at BIGINT NOT NULL
);
CREATE INDEX used_link_at ON used_link (at);

CREATE TABLE idempotency (
    person_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    request_sha {{bytes}} NOT NULL,
    status BIGINT NOT NULL,
    headers TEXT NOT NULL,
    body {{bytes}} NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

-- How often the coach's rules spoke on a day (R25 to R29): no person, no ticket, no words.
CREATE TABLE coach_count (
    day BIGINT NOT NULL,
    rule TEXT NOT NULL,
    seen BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    overridden BIGINT NOT NULL,
    PRIMARY KEY (day, rule)
);

-- What search reads: one row a ticket, words folded and in order, with a space at both ends.
-- `head` is the number, subject, people and tags, `open` what was said to the requester; only
-- those who see notes are answered from `staff`, which holds the notes alone.
CREATE TABLE search_doc (
    ticket_id {{id}},
    head TEXT NOT NULL,
    open TEXT NOT NULL,
    staff TEXT NOT NULL
);

-- A ticket as a line in a list shows it.
CREATE VIEW ticket_line AS
SELECT t.id, t.subject, t.state, t.outcome,
    o.id AS owner_id, o.name AS owner_name,
    (SELECT e.address FROM person_email e WHERE e.person_id = o.id AND e.is_primary = 1 LIMIT 1) AS owner_email,
    o.active AS owner_active,
    r.id AS requester_id, r.name AS requester_name,
    (SELECT e.address FROM person_email e WHERE e.person_id = r.id AND e.is_primary = 1 LIMIT 1) AS requester_email,
    r.active AS requester_active,
    m.name AS team_name, t.effect, t.made_at, t.changed_at, t.version,
    s.id AS step_id, s.kind AS step_kind, s.who AS step_who, s.state AS step_state, s.who_name AS step_who_name,
    s.what AS step_what, s.by_at, s.made_at AS step_made_at, s.ended_at AS step_ended_at,
    s.broken_at AS step_broken_at, s.made_by AS step_made_by, s.why AS step_why
FROM ticket t
JOIN person o ON o.id = t.owner_id
JOIN person r ON r.id = t.requester_id
JOIN team m ON m.id = t.team_id
LEFT JOIN step s ON s.id = t.step_id;

-- @sqlite
CREATE VIRTUAL TABLE search_index USING fts5 (
    head, open, staff, content = 'search_doc', content_rowid = 'ticket_id',
    tokenize = 'ascii'
);
CREATE TRIGGER search_doc_added AFTER INSERT ON search_doc BEGIN
    INSERT INTO search_index (rowid, head, open, staff) VALUES (new.ticket_id, new.head, new.open, new.staff);
END;
CREATE TRIGGER search_doc_changed AFTER UPDATE ON search_doc
WHEN new.head <> old.head OR new.open <> old.open OR new.staff <> old.staff
BEGIN
    INSERT INTO search_index (search_index, rowid, head, open, staff)
        VALUES ('delete', old.ticket_id, old.head, old.open, old.staff);
    INSERT INTO search_index (rowid, head, open, staff) VALUES (new.ticket_id, new.head, new.open, new.staff);
END;

CREATE TRIGGER event_moves_head AFTER INSERT ON event BEGIN
    UPDATE ticket SET history_n = new.number, history_head = new.hash WHERE id = new.ticket_id;
END;

CREATE TRIGGER event_stays BEFORE UPDATE ON event
WHEN new.seq <> old.seq OR new.ticket_id <> old.ticket_id OR new.number <> old.number OR new.at <> old.at
    OR new.actor_id IS NOT old.actor_id OR new.kind <> old.kind OR new.audience <> old.audience
    OR new.message_id IS NOT old.message_id OR new.digest <> old.digest OR new.previous <> old.previous
    OR new.hash <> old.hash OR new.content IS NOT NULL OR new.salt IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'history is append-only (R35)');
END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN
    SELECT RAISE(ABORT, 'history is append-only (R35)');
END;
CREATE TRIGGER message_stays BEFORE UPDATE ON message
WHEN new.id <> old.id OR new.ticket_id <> old.ticket_id OR new.author_id IS NOT old.author_id
    OR new.kind <> old.kind OR new.at <> old.at OR (new.body <> old.body AND new.body <> '')
    OR (new.html IS NOT old.html AND new.html IS NOT NULL)
    OR (new.quoted IS NOT old.quoted AND new.quoted IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'what was said is not changed (R35)');
END;
CREATE TRIGGER message_is_kept BEFORE DELETE ON message BEGIN
    SELECT RAISE(ABORT, 'what was said is not changed (R35)');
END;

-- @pg
-- Two functions that SQLite has, under the same names, so that queries need no twin.
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT strpos($1, $2)';
CREATE FUNCTION json_each(text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS 'SELECT * FROM json_array_elements_text($1::json)';

ALTER TABLE search_doc
    ADD COLUMN open_words tsvector GENERATED ALWAYS AS
        (array_to_tsvector(array_remove(string_to_array(head || open, ' '), ''))) STORED,
    ADD COLUMN staff_words tsvector GENERATED ALWAYS AS
        (array_to_tsvector(array_remove(string_to_array(head || open || staff, ' '), ''))) STORED;
CREATE INDEX search_doc_open ON search_doc USING gin (open_words);
CREATE INDEX search_doc_staff ON search_doc USING gin (staff_words);

CREATE FUNCTION event_moves_head() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    UPDATE ticket SET history_n = new.number, history_head = new.hash WHERE id = new.ticket_id;
    RETURN NULL;
END $body$;
CREATE TRIGGER event_moves_head AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_moves_head();

CREATE FUNCTION event_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP <> 'UPDATE' OR ROW(new.seq, new.ticket_id, new.number, new.at, new.actor_id, new.kind, new.audience,
            new.message_id, new.digest, new.previous, new.hash)
        IS DISTINCT FROM ROW(old.seq, old.ticket_id, old.number, old.at, old.actor_id, old.kind, old.audience,
            old.message_id, old.digest, old.previous, old.hash)
        OR new.content IS NOT NULL OR new.salt IS NOT NULL THEN
        RAISE EXCEPTION 'history is append-only (R35)';
    END IF;
    RETURN new;
END $body$;
CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_stays();

CREATE FUNCTION message_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP <> 'UPDATE' OR ROW(new.id, new.ticket_id, new.author_id, new.kind, new.at)
        IS DISTINCT FROM ROW(old.id, old.ticket_id, old.author_id, old.kind, old.at)
        OR (new.body <> old.body AND new.body <> '')
        OR (new.html IS DISTINCT FROM old.html AND new.html IS NOT NULL)
        OR (new.quoted IS DISTINCT FROM old.quoted AND new.quoted IS NOT NULL) THEN
        RAISE EXCEPTION 'what was said is not changed (R35)';
    END IF;
    RETURN new;
END $body$;
CREATE TRIGGER message_stays BEFORE UPDATE OR DELETE ON message FOR EACH ROW EXECUTE FUNCTION message_stays();
CREATE FUNCTION event_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'history is append-only (R35)';
END $body$;
CREATE TRIGGER event_not_emptied BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_not_emptied();
