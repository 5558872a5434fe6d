// SPDX-License-Identifier: Apache-2.0
// stdio with the care that people's data asks for: no name that is there is
// written over, no half file keeps a whole one's name. Nothing here knows what
// is in a line.
#include "desk/archive_file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static enum rc file_fail(struct ctx *c, const char *path, const char *what)
{
    const char *why = strerror(errno);
    return fail_cause(c, RC_IO, str_of(why), "The file '%s' could not be %s: %s.", path, what, why);
}

enum rc out_open(struct ctx *c, struct str path, struct archive_out *ret_out)
{
    struct archive_out out = {.c = c, .path = str_cstr(c->arena, path)};
    out.part = str_cstr(c->arena, str_fmt(c->arena, "%.*s.part", STR_ARG(path)));
    if (access(out.path, F_OK) == 0)
        return fail(c, RC_CONFLICT, "The file '%s' is there already. Please choose another name.", out.path);
    int fd = open(out.part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    out.file = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out.file) {
        enum rc rc = file_fail(c, out.path, "made");
        if (fd >= 0)
            close(fd);
        return rc;
    }
    sha256_begin(&out.sha);
    *ret_out = out;
    return RC_OK;
}

enum rc out_add(struct archive_out *out, struct str text)
{
    sha256_add(&out->sha, text.p, text.n);
    if (text.n == 0 || fwrite(text.p, 1, text.n, out->file) == text.n)
        return RC_OK;
    return file_fail(out->c, out->path, "written");
}

void out_sha(const struct archive_out *out, uint8_t sha[SHA256_BYTES])
{
    struct sha256_state copy = out->sha;
    sha256_end(&copy, sha);
}

static bool folder_flush(struct ctx *c, const char *path)
{
    char *folder = dirname((char *)str_cstr(c->arena, str_of(path)));
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool fine = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return fine;
}

enum rc out_finish(struct archive_out *out)
{
    bool fine = fflush(out->file) == 0 && (out->quick || fsync(fileno(out->file)) == 0);
    int error = errno;
    fine = fclose(out->file) == 0 && fine;
    out->file = NULL;
    errno = fine ? errno : error;
    if (fine && rename(out->part, out->path) == 0 && (out->quick || folder_flush(out->c, out->path)))
        return RC_OK;
    enum rc rc = file_fail(out->c, out->path, "finished");
    unlink(out->part);
    return rc;
}

void out_auto(struct archive_out *out)
{
    if (!out->file)
        return;
    fclose(out->file);
    unlink(out->part);
}

enum rc in_open(struct ctx *c, struct str path, struct archive_in *ret_in)
{
    const char *name = str_cstr(c->arena, path);
    struct archive_in in = {.c = c, .file = fopen(name, "re")};
    struct stat st;
    if (!in.file)
        return file_fail(c, name, "opened");
    if (fstat(fileno(in.file), &st) == 0 && S_ISREG(st.st_mode)) {
        in.bytes_all = (int64_t)st.st_size;
        sha256_begin(&in.sha);
        *ret_in = in;
        return RC_OK;
    }
    fclose(in.file);
    return fail(c, RC_INVALID, "'%s' is not a file that can be read.", name);
}

enum rc in_rewind(struct archive_in *in)
{
    if (fseek(in->file, 0, SEEK_SET) != 0)
        return fail(in->c, RC_IO, "The backup cannot be read a second time. Please copy it to a disk first.");
    in->bytes_read = 0;
    sha256_begin(&in->sha);
    return RC_OK;
}

enum rc in_line(struct archive_in *in, struct arena *a, struct str *ret_line, bool *ret_more)
{
    struct buf line = buf_make(a, 512);
    int ch;
    while ((ch = getc_unlocked(in->file)) != EOF && ch != '\n' && line.n < ARCHIVE_LINE_BYTES_MAX && !line.failed)
        buf_add_char(&line, (char)ch);
    if (ferror(in->file))
        return fail_cause(in->c, RC_IO, str_of(strerror(errno)), "The backup cannot be read to its end.");
    if (ch != EOF && ch != '\n')
        return fail(in->c, RC_LIMIT, "The backup has a line that is too long to be one of ours.");
    if (ch == EOF && line.n)
        return fail(in->c, RC_INVALID, "The backup ends in the middle. It was not copied whole.");
    in->bytes_read += (int64_t)line.n + (ch == '\n');
    *ret_line = buf_str(&line);
    *ret_more = ch != EOF;
    return RC_OK;
}

void in_add(struct archive_in *in, struct str line)
{
    sha256_add(&in->sha, line.p, line.n);
    sha256_add(&in->sha, "\n", 1);
}

void in_auto(struct archive_in *in)
{
    if (in->file)
        fclose(in->file);
}
