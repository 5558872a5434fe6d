// SPDX-License-Identifier: Apache-2.0
// Whole files and streams, bounded. RC_IO with the reason; RC_LIMIT when there
// is more than allowed. The bytes live in the arena of the ctx and may hold
// anything: nobody has looked at them yet.
#pragma once

#include "base/ctx.h"

NODISCARD enum rc file_read(struct ctx *c, const char *path, size_t bytes_max, struct str *ret_bytes);
// All of a descriptor until its end, such as standard input.
NODISCARD enum rc stream_read(struct ctx *c, int fd, size_t bytes_max, struct str *ret_bytes);
// All of it, in the face of short writes and signals.
NODISCARD enum rc stream_write(struct ctx *c, int fd, struct str bytes);
