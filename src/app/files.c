// SPDX-License-Identifier: Apache-2.0
// read(2) and write(2) until done, in the face of signals and short counts.
// Reading is bounded by what the caller allows; nothing is read that would not
// fit into the arena.
#include "app/files.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"

#define READ_STEP_BYTES ((size_t)64 * 1024)

enum rc stream_read(struct ctx *c, int fd, size_t bytes_max, struct str *ret_bytes)
{
    struct buf b = buf_make(c->arena, READ_STEP_BYTES);
    for (;;) {
        if (!buf_reserve(&b, READ_STEP_BYTES))
            return fail(c, RC_LIMIT, "there is more than fits into memory");
        ssize_t n = read(fd, b.p + b.n, READ_STEP_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(c, RC_IO, "cannot read: %s", strerror(errno));
        if (n == 0)
            break;
        b.n += (size_t)n;
        if (b.n > bytes_max)
            return fail(c, RC_LIMIT, "there are more than %zu bytes", bytes_max);
    }
    *ret_bytes = buf_str(&b);
    return RC_OK;
}

static void fd_auto(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

enum rc file_read(struct ctx *c, const char *path, size_t bytes_max, struct str *ret_bytes)
{
    AUTO(fd_auto) int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(c, RC_IO, "cannot open '%s': %s", path, strerror(errno));
    return stream_read(c, fd, bytes_max, ret_bytes);
}

enum rc stream_write(struct ctx *c, int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(c, RC_IO, "cannot write: %s", strerror(errno));
        bytes = str_from(bytes, (size_t)n);
    }
    return RC_OK;
}
