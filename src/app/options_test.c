// SPDX-License-Identifier: Apache-2.0
// Options come from flags, the environment and the file, in that order of
// weight; wrong ones are named; and the manual page knows them all.
#include <unistd.h>

#include "app/app.h"
#include "app/files.h"
#include "base/test.h"

static enum rc read_options(struct ctx *c, unsigned command, const char *const *words, int n, struct options *o)
{
    char *argv[16];
    for (int i = 0; i < n; i++)
        argv[i] = (char *)str_cstr(c->arena, str_of(words[i]));
    fail_clear(c);
    return options_read(c, command, n, argv, 0, o);
}

#define READ(c, command, o, ...) \
    read_options((c), (command), (const char *const[]){__VA_ARGS__}, (int)ARRAY_LEN(((const char *const[]){__VA_ARGS__})), (o))

TEST(flags_win_over_the_environment_and_that_over_the_default)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct options o;
    setenv("RAPPORT_THREADS", "5", 1);
    assert_ok(READ(&c, CMD_SERVE, &o, "--listen=127.0.0.1:1"));
    assert_int_equal(o.threads, 5);
    assert_str(o.listen, "127.0.0.1:1");
    assert_str(o.db, "rapport.db");
    assert_ok(READ(&c, CMD_SERVE, &o, "--threads", "7"));
    assert_int_equal(o.threads, 7);
    unsetenv("RAPPORT_THREADS");
}

TEST(a_file_gives_options_and_its_mistakes_are_named_with_their_line)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct options o;
    char path[] = "/tmp/rapport-options-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_ok(stream_write(&c, fd, S("# ours\n\nthreads = 9\nadmin = not for serve\n")));
    assert_ok(READ(&c, CMD_SERVE, &o, "--config", path));
    assert_int_equal(o.threads, 9);
    assert_ok(stream_write(&c, fd, S("treads = 9\n")));
    assert_int_equal(READ(&c, CMD_SERVE, &o, "--config", path), RC_INVALID);
    assert_true(str_has(c.failure.detail, S(":5: there is no option 'treads'")));
    close(fd);
    unlink(path);
}

TEST(what_is_out_of_range_or_unknown_says_what_was_expected)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct options o;
    assert_int_equal(READ(&c, CMD_SERVE, &o, "--threads", "0"), RC_INVALID);
    assert_true(str_has(c.failure.detail, S("from 1 to 256")));
    assert_int_equal(READ(&c, CMD_SERVE, &o, "--threads"), RC_INVALID);
    assert_int_equal(READ(&c, CMD_SERVE, &o, "--nothing", "1"), RC_INVALID);
    assert_int_equal(READ(&c, CMD_SERVE, &o, "--plus-addresses=perhaps"), RC_INVALID);
    assert_int_equal(READ(&c, CMD_VERIFY, &o, "--listen", "x"), RC_INVALID);
}

TEST(what_stands_after_two_dashes_is_no_option)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct options o;
    assert_ok(READ(&c, CMD_BACKUP, &o, "one", "--", "--two"));
    assert_int_equal(o.args_n, 2);
    assert_string_equal(o.args[1], "--two");
}

TEST(the_manual_page_has_every_option_and_command)
{
    AUTO(arena_auto) struct arena *a = arena_create(1 << 20);
    struct ctx c = {.arena = a};
    struct str page;
    assert_ok(file_read(&c, "docs/rapport.1", 1 << 20, &page));
    for (size_t i = 0; i < option_count; i++) {
        struct str flag = str_fmt(a, ".It Fl -%s", option_table[i].flag);
        if (!str_has(page, flag))
            print_error("docs/rapport.1 does not have --%s\n", option_table[i].flag);
        assert_true(str_has(page, flag));
    }
    for (size_t i = 0; i < command_count; i++)
        assert_true(str_has(page, str_fmt(a, ".It Ic %s", command_table[i].name)));
}
