-- What came along with a message.

-- name: attachment_facts
-- One attachment and the kind of message that it came with.
SELECT a.ticket_id, a.name, a.type, a.sha256, m.kind
FROM attachment a JOIN message m ON m.id = a.message_id WHERE a.id = $1;

-- name: attachment_bytes
-- The content of one attachment.
SELECT data FROM blob WHERE sha256 = $1;
