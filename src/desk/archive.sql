-- SPDX-License-Identifier: Apache-2.0
-- Every table as it is: a page of rows after a key, and a row put back. The
-- columns stand in the order of archive_table.c, which a test holds to the schema.

-- name: archive_option_page
-- The next rows of option.
SELECT * FROM option WHERE name > $1 ORDER BY name LIMIT $2;

-- name: archive_option_put
-- A row of option, back in its place.
INSERT INTO option VALUES ($1, $2);

-- name: archive_person_page
-- The next rows of person.
SELECT * FROM person WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_person_put
-- A row of person, back in its place.
INSERT INTO person VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);

-- name: archive_person_email_page
-- The next rows of person_email.
SELECT * FROM person_email WHERE address > $1 ORDER BY address LIMIT $2;

-- name: archive_person_email_put
-- A row of person_email, back in its place.
INSERT INTO person_email VALUES ($1, $2, $3);

-- name: archive_team_page
-- The next rows of team.
SELECT * FROM team WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_team_put
-- A row of team, back in its place.
INSERT INTO team VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);

-- name: archive_team_member_page
-- The next rows of team_member.
SELECT * FROM team_member WHERE team_id >= $1 AND (team_id > $1 OR person_id > $2) ORDER BY team_id, person_id LIMIT $3;

-- name: archive_team_member_put
-- A row of team_member, back in its place.
INSERT INTO team_member VALUES ($1, $2);

-- name: archive_ticket_page
-- The next rows of ticket.
SELECT * FROM ticket WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_ticket_put
-- A row of ticket, back in its place.
INSERT INTO ticket VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33);

-- name: archive_message_page
-- The next rows of message.
SELECT * FROM message WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_message_put
-- A row of message, back in its place.
INSERT INTO message VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: archive_step_page
-- The next rows of step.
SELECT * FROM step WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_step_put
-- A row of step, back in its place.
INSERT INTO step VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: archive_handoff_page
-- The next rows of handoff.
SELECT * FROM handoff WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_handoff_put
-- A row of handoff, back in its place.
INSERT INTO handoff VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: archive_referral_page
-- The next rows of referral.
SELECT * FROM referral WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_referral_put
-- A row of referral, back in its place.
INSERT INTO referral VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: archive_helper_page
-- The next rows of helper.
SELECT * FROM helper WHERE ticket_id >= $1 AND (ticket_id > $1 OR person_id > $2) ORDER BY ticket_id, person_id LIMIT $3;

-- name: archive_helper_put
-- A row of helper, back in its place.
INSERT INTO helper VALUES ($1, $2, $3, $4);

-- name: archive_participant_page
-- The next rows of participant.
SELECT * FROM participant WHERE ticket_id >= $1 AND (ticket_id > $1 OR person_id > $2) ORDER BY ticket_id, person_id LIMIT $3;

-- name: archive_participant_put
-- A row of participant, back in its place.
INSERT INTO participant VALUES ($1, $2, $3);

-- name: archive_tag_page
-- The next rows of tag.
SELECT * FROM tag WHERE ticket_id >= $1 AND (ticket_id > $1 OR name > $2) ORDER BY ticket_id, name LIMIT $3;

-- name: archive_tag_put
-- A row of tag, back in its place.
INSERT INTO tag VALUES ($1, $2);

-- name: archive_blob_page
-- The next rows of blob.
SELECT * FROM blob WHERE sha256 > $1 ORDER BY sha256 LIMIT $2;

-- name: archive_blob_put
-- A row of blob, back in its place.
INSERT INTO blob VALUES ($1, $2, $3);

-- name: archive_attachment_page
-- The next rows of attachment.
SELECT * FROM attachment WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_attachment_put
-- A row of attachment, back in its place.
INSERT INTO attachment VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: archive_event_page
-- The next rows of event.
SELECT * FROM event WHERE seq > $1 ORDER BY seq LIMIT $2;

-- name: archive_event_put
-- A row of event, back in its place.
INSERT INTO event VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: archive_job_page
-- The next rows of job.
SELECT * FROM job WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_job_put
-- A row of job, back in its place.
INSERT INTO job VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: archive_mail_in_page
-- The next rows of mail_in.
SELECT * FROM mail_in WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_mail_in_put
-- A row of mail_in, back in its place.
INSERT INTO mail_in VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: archive_mail_reference_page
-- The next rows of mail_reference.
SELECT * FROM mail_reference WHERE mid > $1 ORDER BY mid LIMIT $2;

-- name: archive_mail_reference_put
-- A row of mail_reference, back in its place.
INSERT INTO mail_reference VALUES ($1, $2, $3);

-- name: archive_mail_out_page
-- The next rows of mail_out.
SELECT * FROM mail_out WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_mail_out_put
-- A row of mail_out, back in its place.
INSERT INTO mail_out VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: archive_session_page
-- The next rows of session.
SELECT * FROM session WHERE sha > $1 ORDER BY sha LIMIT $2;

-- name: archive_session_put
-- A row of session, back in its place.
INSERT INTO session VALUES ($1, $2, $3, $4, $5);

-- name: archive_api_token_page
-- The next rows of api_token.
SELECT * FROM api_token WHERE id > $1 ORDER BY id LIMIT $2;

-- name: archive_api_token_put
-- A row of api_token, back in its place.
INSERT INTO api_token VALUES ($1, $2, $3, $4, $5, $6);

-- name: archive_used_link_page
-- The next rows of used_link.
SELECT * FROM used_link WHERE sha > $1 ORDER BY sha LIMIT $2;

-- name: archive_used_link_put
-- A row of used_link, back in its place.
INSERT INTO used_link VALUES ($1, $2);

-- name: archive_idempotency_page
-- The next rows of idempotency.
SELECT * FROM idempotency WHERE person_id >= $1 AND (person_id > $1 OR key > $2) ORDER BY person_id, key LIMIT $3;

-- name: archive_idempotency_put
-- A row of idempotency, back in its place.
INSERT INTO idempotency VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: archive_coach_count_page
-- The next rows of coach_count.
SELECT * FROM coach_count WHERE day >= $1 AND (day > $1 OR rule > $2) ORDER BY day, rule LIMIT $3;

-- name: archive_coach_count_put
-- A row of coach_count, back in its place.
INSERT INTO coach_count VALUES ($1, $2, $3, $4, $5);

-- name: archive_search_doc_page
-- The next rows of search_doc.
SELECT ticket_id, head, open, staff FROM search_doc WHERE ticket_id > $1 ORDER BY ticket_id LIMIT $2;

-- name: archive_search_doc_put
-- A row of search_doc, back in its place.
INSERT INTO search_doc (ticket_id, head, open, staff) VALUES ($1, $2, $3, $4);
-- name: archive_rows
-- How many rows there are to write, for the progress that people see.
SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM ticket) + (SELECT count(*) FROM message)
    + (SELECT count(*) FROM step) + (SELECT count(*) FROM event) + (SELECT count(*) FROM blob)
    + (SELECT count(*) FROM mail_in) + (SELECT count(*) FROM mail_out) + (SELECT count(*) FROM search_doc);

-- name: archive_taken
-- Whether the place is taken: anything at all that a desk begins with.
SELECT (SELECT count(*) FROM option) + (SELECT count(*) FROM person) + (SELECT count(*) FROM job)
    + (SELECT count(*) FROM mail_in);

-- name: archive_defer
-- Lets rows refer to rows that come later, until the transaction ends.
PRAGMA defer_foreign_keys = ON;

-- name: archive_defer @pg
-- The same; a merged ticket may refer to a later one.
SET CONSTRAINTS ALL DEFERRED;

-- name: archive_numbers
-- Where SQLite goes on counting it knows from the rows.
SELECT 1;

-- name: archive_numbers @pg
-- Makes each table go on counting after the rows that were put back.
SELECT setval(pg_get_serial_sequence('person', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM person), false),
    setval(pg_get_serial_sequence('team', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM team), false),
    setval(pg_get_serial_sequence('ticket', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM ticket), false),
    setval(pg_get_serial_sequence('message', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM message), false),
    setval(pg_get_serial_sequence('step', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM step), false),
    setval(pg_get_serial_sequence('handoff', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM handoff), false),
    setval(pg_get_serial_sequence('referral', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM referral), false),
    setval(pg_get_serial_sequence('attachment', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM attachment), false),
    setval(pg_get_serial_sequence('event', 'seq'), (SELECT coalesce(max(seq), 0) + 1 FROM event), false),
    setval(pg_get_serial_sequence('job', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM job), false),
    setval(pg_get_serial_sequence('mail_in', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM mail_in), false),
    setval(pg_get_serial_sequence('mail_out', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM mail_out), false),
    setval(pg_get_serial_sequence('api_token', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM api_token), false);

-- name: archive_schema
-- Every column of every table of ours, in order: what the test holds archive_table.c to.
SELECT m.name, c.name, CASE c.type WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'bytes' ELSE 'int' END
FROM sqlite_master m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'search_index%' AND m.name <> 'schema_version'
ORDER BY m.name, c.cid;

-- name: archive_schema @pg
-- The same from PostgreSQL's catalogue, without the columns that it works out itself.
SELECT c.relname::text, a.attname::text,
    CASE format_type(a.atttypid, NULL) WHEN 'text' THEN 'text' WHEN 'bytea' THEN 'bytes' ELSE 'int' END
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = '' AND c.relname <> 'schema_version'
ORDER BY c.relname::text COLLATE "C", a.attnum;

-- name: archive_whole
-- Whether the file is whole, as SQLite sees it.
PRAGMA quick_check(1);

-- name: archive_whole @pg
-- PostgreSQL looks after its own files.
SELECT 'ok';
