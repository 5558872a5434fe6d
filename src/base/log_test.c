// SPDX-License-Identifier: Apache-2.0
// What reaches standard error, read back through a pipe.
#include <unistd.h>

#include "base/log.h"
#include "base/test.h"

static const struct log plain = {.least = LOG_INFO_, .plain = true};

struct capture {
    int reader, saved;
};

static struct capture capture_start(void)
{
    int ends[2];
    must(pipe(ends) == 0);
    struct capture c = {ends[0], dup(STDERR_FILENO)};
    must(dup2(ends[1], STDERR_FILENO) >= 0);
    close(ends[1]);
    return c;
}

static struct str capture_end(struct capture c, char *text, size_t room)
{
    must(dup2(c.saved, STDERR_FILENO) >= 0);
    close(c.saved);
    ssize_t n = read(c.reader, text, room);
    close(c.reader);
    return (struct str){text, n > 0 ? (size_t)n : 0};
}

TEST(a_line_has_its_level_and_cannot_become_two)
{
    char text[8192];
    struct capture c = capture_start();
    log_info(&plain, "mail from %s", "a\nerror forged\x1b[2J");
    log_debug(&plain, "below the level");
    log_info(NULL, "nowhere");
    assert_str(capture_end(c, text, sizeof text), "info mail from a error forged [2J\n");
}

TEST(a_line_has_the_time_and_an_end_however_long_it_is)
{
    char text[8192], words[6000];
    memset(words, 'w', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    struct capture c = capture_start();
    log_error(&(struct log){0}, "%s", words);
    struct str line = capture_end(c, text, sizeof text);
    assert_true(line.n > 3000 && line.n < 4096);
    assert_int_equal(line.p[line.n - 1], '\n');
    assert_int_equal(line.p[4], '-');
    assert_true(str_has(str_slice(line, 0, 40), S("Z error www")));
}

TEST(a_failure_is_logged_with_its_number_rule_and_cause)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 16);
    struct ctx ctx = {.arena = a, .number = 17};
    char text[8192];
    fail_cause(&ctx, RC_DB, S("disk I/O error"), "The ticket could not be stored.");
    struct capture c = capture_start();
    log_failure(&plain, &ctx, "POST /tickets");
    assert_str(capture_end(c, text, sizeof text), "error POST /tickets: The ticket could not be stored. "
                                                  "rc=\"database\" number=17 cause=disk I/O error\n");
}
