#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checkers themselves: each passes on a small good tree, fails on each kind
of bad one with the right place, and heeds tools/exceptions."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

import suite

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
OPENING = "// SPDX-License-Identifier: Apache-2.0\n// One.\n// Two.\n// Three.\n"
GOOD = {
    "src/FLOORS": "# floors\nbase\nstore mail\nweb\n",
    "src/base/a.h": OPENING + "#pragma once\nint a(void);\n",
    "src/base/a.c": OPENING + '#include "base/a.h"\n\n#include <stdio.h>\n\nint a(void)\n{\n    return 1;\n}\n',
    "src/mail/m.c": OPENING + '#include <stdio.h>\n\n#include "base/a.h"\n',
    "src/store/s.c": OPENING + "#include <sqlite3.h>\n",
    "src/web/http.c": OPENING + '#include <microhttpd.h>\n\n#include "base/a.h"\n#include "web/p.html.h"\n',
    "src/web/p.html": '%# SPDX-License-Identifier: Apache-2.0\n%% include "base/a.h"\n%% template p()\n<p class="center">x</p>\n',
    "tools/banned.txt": "# calls\nstrcpy   str_dup\n",
}


def body(lines):
    return "".join(f"    value_{i} = work(value_{i}, {i});\n" for i in range(lines))


class Case(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="rapport-check-")
        self.addCleanup(place.cleanup)
        self.dir = pathlib.Path(place.name)
        for path, text in GOOD.items():
            self.write(path, text)

    def write(self, path, text):
        (self.dir / path).parent.mkdir(parents=True, exist_ok=True)
        (self.dir / path).write_text(text, encoding="utf-8")

    def run_check(self, name):
        return subprocess.run([sys.executable, "-B", TOP / "tools" / name, self.dir], capture_output=True, text=True,
                              check=False)

    def passes(self, name):
        done = self.run_check(name)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)

    def fails(self, name, place, word):
        done = self.run_check(name)
        self.assertEqual((done.returncode, done.stderr), (1, ""), done.stdout)
        self.assertIn(f"\n{place}: ", "\n" + done.stdout)
        self.assertIn(word, done.stdout)

    def add(self, path, text, name, line, word):
        self.write(path, OPENING + text)
        self.fails(name, f"{path}:{line}", word)


class Floors(Case):
    def test_a_good_tree_passes(self):
        self.passes("check_floors")

    def test_upward(self):
        self.add("src/base/b.c", '#include "web/p.html.h"\n', "check_floors", 5, "upward")

    def test_sideways(self):
        self.write("src/store/s.h", OPENING)
        self.add("src/mail/n.c", '\n#include "store/s.h"\n', "check_floors", 6, "sideways")

    def test_upward_from_a_template(self):
        self.write("src/base/t.html", '%% include "web/http.h"\n')
        self.fails("check_floors", "src/base/t.html:1", "upward")

    def test_not_from_src_or_not_there(self):
        self.add("src/mail/n.c", '#include "a.h"\n', "check_floors", 5, "from src/")
        self.add("src/mail/n.c", '#include "base/none.h"\n', "check_floors", 5, "does not exist")

    def test_own_header_first_and_ours_last(self):
        self.write("src/mail/n.h", OPENING)
        self.add("src/mail/n.c", '#include <stdio.h>\n#include "mail/n.h"\n', "check_floors", 5, "own header")
        self.add("src/mail/o.c", '#include "base/a.h"\n#include <stdio.h>\n', "check_floors", 6, "before ours")

    def test_a_part_of_a_module_may_begin_with_its_header(self):
        self.write("src/base/a_more.c", OPENING + '#include "base/a.h"\n\n#include <stdio.h>\n')
        self.passes("check_floors")

    def test_a_circle_of_modules(self):
        self.write("src/mail/n.h", OPENING + '#include "mail/o.h"\n')
        self.write("src/mail/o.h", OPENING)
        self.write("src/mail/o.c", OPENING + '#include "mail/o.h"\n\n#include "mail/n.h"\n')
        self.fails("check_floors", "src/mail/n.h:1", "mail/n -> mail/o -> mail/n")

    def test_a_folder_on_no_floor(self):
        self.write("src/attic/x.c", OPENING)
        self.fails("check_floors", "src/FLOORS:1", "attic")

    def test_an_include_in_a_comment_is_none(self):
        self.write("src/base/b.c", OPENING + '// #include "web/x.h"\n/*\n#include "web/y.h"\n*/\n')
        self.passes("check_floors")


class Sizes(Case):
    def test_a_good_tree_passes(self):
        self.write("src/base/b.c", OPENING + "int b(int a1, int b1, int (*f)(int, int), int d1)\n{\n" + body(68) + "}\n")
        self.passes("check_sizes")

    def test_a_long_function(self):
        self.add("src/base/b.c", "#define X {\nstatic int long_one(int a)\n{\n" + body(69) + "}\n", "check_sizes", 7,
                 "long_one has 71 lines")

    def test_a_long_test(self):
        self.add("src/base/b_test.c", "TEST(a_thing)\n{\n    char *s = \"}{\"; // {\n" + body(69) + "}\n", "check_sizes", 6,
                 "a_thing has 72 lines")

    def test_a_long_file_and_header(self):
        self.add("src/base/b.c", "//\n" * 697, "check_sizes", 701, "701 lines")
        self.add("src/base/b.h", "//\n" * 197, "check_sizes", 201, "201 lines")

    def test_many_parameters(self):
        self.add("src/base/b.c", "int b(int a, int b, int c,\n    int d, int e, int f, int (*g)(int, int), int h)\n{\n}\n",
                 "check_sizes", 7, "8 parameters")


class Banned(Case):
    def test_a_good_tree_passes(self):
        self.write("src/base/b.c", OPENING + "void b(void) { free(malloc(1)); }\n")
        self.write("src/web/b.c", OPENING + 'int b = f("strcpy(a, b)"); // strcpy(a, b)\nint my_strcpy(int a);\n'
                   'int c = g("SELECT one of these");\nint d = x->free(y);\n')
        self.write("src/web/b.c", (self.dir / "src/web/b.c").read_text().replace("SELECT one", "Select one"))
        self.passes("check_banned")

    def test_a_banned_call(self):
        self.add("src/base/b.c", "int b = 1;\nint c = strcpy (x, y);\n", "check_banned", 6, "str_dup")

    def test_the_heap_above_store(self):
        self.add("src/web/b.c", "int b = malloc(1);\n", "check_banned", 5, "arena")
        self.add("src/web/b.c", "int b = arena_defer(a, free, p);\n", "check_banned", 5, "arena")

    def test_sql_above_store(self):
        for text in ("SELECT id FROM ticket", "INSERT INTO x", "UPDATE ticket SET a = 1", "DELETE FROM x", "BEGIN IMMEDIATE"):
            self.add("src/web/b.c", f'int b = f("{text}");\n', "check_banned", 5, "SQL")

    def test_headers_that_have_one_place(self):
        self.add("src/web/b.c", "#include <microhttpd.h>\n", "check_banned", 5, "src/web/http.c")
        self.add("src/web/b.c", "#include <sqlite3.h>\n", "check_banned", 5, "src/store/")
        self.add("src/mail/b.c", "#include <libpq-fe.h>\n", "check_banned", 5, "src/store/")


class Copies(Case):
    def test_a_good_tree_passes(self):
        for name in ("b", "c"):
            self.write(f"src/base/{name}.c", OPENING + f"void {name}(void)\n{{\n{body(7)}    {name}();\n}}\n")
        self.passes("check_copies")

    def test_eight_lines_twice_however_they_are_laid_out(self):
        self.write("src/base/b.c", OPENING + f"void b(void)\n{{\n    b_start();\n{body(7)}}}\n")
        copy = ("    c_start();\n" + body(7)).replace(" = ", "  =  ").replace(";\n", "; // why\n\n")
        self.add("src/web/c.c", f"void c(void)\n{{\n    if (x)\n    {{\n{copy}    }}\n}}\n", "check_copies", 9,
                 "src/base/b.c:7")

    def test_twice_in_one_file(self):
        self.add("src/base/b.c", f"void b(void)\n{{\n{body(8)}}}\nvoid c(void)\n{{\n{body(8)}}}\n", "check_copies", 18, "(b)")


class Headers(Case):
    def test_a_good_tree_passes(self):
        self.write("src/web/x.css", "/* SPDX-License-Identifier: Apache-2.0 */\np { color: red; text-align: center }\n")
        self.write("src/web/b.c", OPENING + 'int color = f("color: red", "text-color");\n')
        self.write("tools/list", "not a program\n")
        self.write("docs/a.md", "Set `color` to red.\n")
        self.passes("check_headers")

    def test_no_licence(self):
        self.write("src/base/b.c", "// Hello.\n")
        self.fails("check_headers", "src/base/b.c:1", "SPDX")
        self.write("tools/x", "#!/bin/sh\necho\n")
        self.fails("check_headers", "tools/x:2", "SPDX")

    def test_an_opening_that_says_too_little_or_too_much(self):
        self.write("src/base/b.c", "// SPDX-License-Identifier: Apache-2.0\n// One.\n// Two.\nint b;\n")
        self.fails("check_headers", "src/base/b.c:2", "2 lines")
        self.write("src/base/b.c", OPENING + "// More.\n" * 6)
        self.fails("check_headers", "src/base/b.c:2", "9 lines")

    def test_american_spelling_in_sentences(self):
        self.add("src/base/b.c", "int b; // the behavior\n", "check_headers", 5, "behaviour")
        self.add("src/base/b.c", 'int b = f("It was canceled.");\n', "check_headers", 5, "cancelled")
        self.write("docs/a.md", "\nThe Color.\n")
        self.fails("check_headers", "docs/a.md:2", "colour")

    def test_notes_to_self_and_paths_of_a_machine(self):
        self.add("src/base/b.c", "// TO" + "DO: later\n", "check_headers", 5, "note to self")
        self.add("src/base/b.c", 'int b = f("/ho' + 'me/ada/x");\n', "check_headers", 5, "one machine")

    def test_a_lock_file_with_addresses(self):
        self.write("package-lock.json", '{"a": {"resolved": "https://example.org"}}')
        self.fails("check_headers", "package-lock.json:1", "addresses")


class Exceptions(Case):
    def test_an_exception_allows_and_needs_a_reason_and_a_use(self):
        self.write("src/base/b.c", OPENING + "int c = strcpy(x, y);\n")
        self.write("tools/exceptions", "# why\ncheck_banned src/base/b.c strcpy it copies ten bytes into ten\n")
        self.passes("check_banned")
        self.write("tools/exceptions", "check_banned src/base/b.c strcpy\n")
        self.fails("check_banned", "tools/exceptions:1", "reason")
        self.write("tools/exceptions", "check_banned src/base/b.c strcpy a reason\ncheck_banned src/base/b.c gets a reason\n")
        self.fails("check_banned", "tools/exceptions:2", "not needed")


if __name__ == "__main__":
    suite.main()
