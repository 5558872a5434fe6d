// SPDX-License-Identifier: Apache-2.0
// Files of backups and exports: written under another name, flushed, and only
// then given their own, so that a file with the right name is whole; read line
// by line within bounds. Both keep the SHA-256 of what went through. New files
// can be read by their owner only: they hold people's words.
#pragma once

#include "base/crypto.h"
#include "base/ctx.h"

#define ARCHIVE_LINE_BYTES_MAX ((size_t)512 << 20)

struct archive_out {
    FILE *file; // NULL: closed
    const char *path, *part;
    struct sha256_state sha;
    bool quick; // may be set after opening: not flushed to disk, for one of many files
    struct ctx *c;
};
// RC_CONFLICT if the file is there already. The path is copied.
NODISCARD enum rc out_open(struct ctx *c, struct str path, struct archive_out *ret_out);
NODISCARD enum rc out_add(struct archive_out *out, struct str text);
void out_sha(const struct archive_out *out, uint8_t sha[SHA256_BYTES]); // of what was added so far
NODISCARD enum rc out_finish(struct archive_out *out);                  // on disk, under its name
void out_auto(struct archive_out *out);                                 // for AUTO(): an unfinished file goes away

struct archive_in {
    FILE *file;
    struct sha256_state sha;
    int64_t bytes_read, bytes_all;
    struct ctx *c;
};
NODISCARD enum rc in_open(struct ctx *c, struct str path, struct archive_in *ret_in);
// Back to the first line, with a new digest.
NODISCARD enum rc in_rewind(struct archive_in *in);
// A line without its end, in `a`. *ret_more is false at the end of the file. The
// digest is of all lines before this one: sha256_end() of a copy gives it.
NODISCARD enum rc in_line(struct archive_in *in, struct arena *a, struct str *ret_line, bool *ret_more);
void in_add(struct archive_in *in, struct str line); // takes a line into the digest
void in_auto(struct archive_in *in);
