-- SPDX-License-Identifier: Apache-2.0
-- What came along with a message. Two queries, so that the bytes are only read
-- for those who may have them. The table of attachments is written by the
-- verbs, never here.

-- name: attachment_facts
-- One attachment and the kind of message that it came with.
SELECT a.ticket_id, a.name, a.type, a.sha256, m.kind
FROM attachment a JOIN message m ON m.id = a.message_id WHERE a.id = $1;

-- name: attachment_bytes
-- The content of one attachment.
SELECT data FROM blob WHERE sha256 = $1;
