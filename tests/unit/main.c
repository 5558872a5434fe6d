// SPDX-License-Identifier: Apache-2.0
// Runs every test that the program was linked with; a word as the argument
// keeps those whose name has it. No test at all is a failure. Every floor's test
// program is this main with that floor's *_test.c files.
#include "base/test.h"

extern const struct test_case test_first[] __asm__("__start_rapport_tests");
extern const struct test_case test_end[] __asm__("__stop_rapport_tests");

int main(int argc, char **argv)
{
    size_t n = (size_t)(test_end - test_first), kept = 0;
    struct CMUnitTest *tests = calloc(n, sizeof *tests);
    if (!tests)
        return 1;
    for (size_t i = 0; i < n; i++)
        if (argc < 2 || strstr(test_first[i].name, argv[1]))
            tests[kept++] = (struct CMUnitTest){test_first[i].name, test_first[i].run, NULL, NULL, NULL};
    if (!kept) {
        fprintf(stderr, "no test has '%s' in its name\n", argc < 2 ? "" : argv[1]);
        return 1;
    }
    int failed = _cmocka_run_group_tests(argv[0], tests, kept, NULL, NULL);
    free(tests);
    return failed != 0;
}
