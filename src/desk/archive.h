// SPDX-License-Identifier: Apache-2.0
// Backup, restore and export. A backup is everything, secrets included, for
// putting back; an export is everything but secrets, for reading elsewhere.
// Both are of one moment, made while the desk runs, in bounded memory. The
// formats are docs/export-format.md's.
#pragma once

#include "store/store.h"

// Rows or bytes done, of how many; the second number may grow.
typedef void archive_progress(int64_t done, int64_t total);

// A backup in the engine's own way: SQLite a database file, PostgreSQL an archive.
// RC_CONFLICT if the file is there already.
NODISCARD enum rc backup_make(struct ctx *c, struct store *s, struct str path, archive_progress *progress);
// Puts either kind back into an empty place of either engine, after it was
// checked whole. RC_CONFLICT if something is there, RC_INVALID if the file is no
// whole backup of this program's schema. All or nothing.
NODISCARD enum rc backup_restore(struct ctx *c, struct str path, struct str url, archive_progress *progress);

// The archive alone: one NDJSON file that either engine writes and reads.
NODISCARD enum rc archive_write(struct ctx *c, struct store *s, struct str path, archive_progress *progress);
// Into a migrated, empty store.
NODISCARD enum rc archive_restore(struct ctx *c, struct store *s, struct str path, archive_progress *progress);

struct export_result {
    int64_t rows, files;
};
// Everything but secrets into a new folder: NDJSON a table, attachments and mails as files.
// RC_CONFLICT if the folder is there and not empty.
NODISCARD enum rc export_write(struct ctx *c, struct store *s, struct str folder, archive_progress *progress,
                               struct export_result *ret_result);
