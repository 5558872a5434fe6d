-- SPDX-License-Identifier: Apache-2.0
-- The store's own queries. schema_version is made by migrate.c.

-- name: schema_versions
-- Which migrations this database has, oldest first.
SELECT version, name, checksum FROM schema_version ORDER BY version;

-- name: schema_version_add
-- Notes a migration as done, in its own transaction.
INSERT INTO schema_version (version, name, applied_at, checksum) VALUES ($1, $2, $3, $4);

-- name: schema_version_exists
-- Whether the table of versions is there.
SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version';

-- name: schema_version_exists @pg
-- The same from PostgreSQL's catalogue, in the schema that the URL names.
SELECT count(*) FROM pg_class
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname = 'schema_version';

-- name: store_ping_write
-- Changes nothing that anybody reads, yet goes to disk like any other write.
PRAGMA user_version = 1;

-- name: store_ping_write @pg
-- The same: a message in the write-ahead log that nobody reads.
SELECT pg_logical_emit_message(true, 'rapport', 'ping') IS NULL;
