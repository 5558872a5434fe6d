#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/lib/run.py on a small tree of its own: counts are added up, and a suite
that fails, skips, hangs, crashes, does not build or runs nothing fails the run."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import suite

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
WORD = "#!/bin/sh\nif [ $1 ]; then echo \"no test has '$1' in its name\"; exit 1; fi\n"
FINE = WORD + "echo '3 passed, 0 failed'\n"
POSTGRES = '#!/bin/sh\n[ $1 = start ] && echo postgresql:///x && : >"$(dirname "$0")/started" || rm "$(dirname "$0")/started"\n'
CMOCKA = WORD + "[ $RAPPORT_TEST_POSTGRES ] || exit 1\nprintf '[==========] 5 test(s) run.\\n[  PASSED  ] 4 test(s).\\n'\n"


class Case(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="rapport-run-")
        self.addCleanup(place.cleanup)
        self.dir = pathlib.Path(place.name)
        (self.dir / "tests/lib").mkdir(parents=True)
        shutil.copy(TOP / "tests/lib/run.py", self.dir / "tests/lib/run.py")
        for path in ("tools/check", "tests/tools/a_test.py", "tests/system/mail.sh", "tests/pages/sign_in.sh",
                     "tests/openapi/lint.py"):
            self.program(path, FINE)
        self.program("script/build", "#!/bin/sh\necho built\n")
        self.program("src/base/x_fuzz.c", "")
        self.program("tests/lib/fuzz.py", "print('1 passed, 0 failed')\n")
        self.program("tests/lib/postgres.sh", POSTGRES)
        self.program("build/asan/test_base", CMOCKA)
        self.program("build/tsan/test_base", CMOCKA)

    def program(self, path, text):
        (self.dir / path).parent.mkdir(parents=True, exist_ok=True)
        (self.dir / path).write_text(text, encoding="utf-8")
        (self.dir / path).chmod(0o755)

    def start(self, *words):
        return subprocess.Popen([sys.executable, "-B", self.dir / "tests/lib/run.py", *words], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, env=dict(os.environ, TMPDIR=str(self.dir)))

    def ends(self, code, last, *words):
        run = self.start(*words)
        output = run.communicate(timeout=60)[0]
        self.assertEqual((run.returncode, output.splitlines()[-1]), (code, last), output)
        self.assert_clean()
        return output

    def assert_clean(self):
        self.assertFalse((self.dir / "tests/lib/started").exists())
        self.assertEqual(list(self.dir.glob("rapport-test-*")), [])


class Counting(Case):
    def test_all_suites_are_added_up(self):
        self.ends(0, "24 passed, 0 failed")

    def test_a_failed_test_and_a_skipped_one(self):
        self.program("tests/system/mail.sh", "#!/bin/sh\necho '2 passed, 1 failed'\nexit 1\n")
        self.ends(1, "23 passed, 1 failed")
        self.program("tests/system/mail.sh", FINE)
        self.program("build/asan/test_base", CMOCKA + "echo '[  SKIPPED ] 1 test(s), listed below:'\n")
        self.ends(1, "24 passed, 1 failed")

    def test_a_program_that_says_nothing_or_dies_after_its_count(self):
        self.program("tests/system/mail.sh", "#!/bin/sh\n")
        self.ends(1, "21 passed, 1 failed")
        self.program("tests/system/mail.sh", FINE + "kill -SEGV $$\n")
        self.assertIn("exit code -11", self.ends(1, "24 passed, 1 failed"))

    def test_a_suite_without_tests(self):
        shutil.rmtree(self.dir / "tests/pages")
        self.assertIn("ran no test", self.ends(1, "21 passed, 1 failed"))
        self.program("tests/pages/none.sh", "#!/bin/sh\necho '0 passed, 0 failed'\n")
        self.ends(1, "21 passed, 1 failed")

    def test_a_build_or_a_server_that_fails(self):
        self.program("script/build", "#!/bin/sh\n[ $1 != tsan ]\n")
        self.ends(1, "20 passed, 1 failed")
        self.program("script/build", "#!/bin/sh\n")
        self.program("tests/lib/postgres.sh", "#!/bin/sh\necho no room >&2\nexit 1\n")
        self.assertIn("no room", self.ends(1, "10 passed, 4 failed"))

    def test_a_word_keeps_what_has_it_in_its_name(self):
        self.ends(0, "3 passed, 0 failed", "mail")
        self.ends(0, "3 passed, 0 failed", "openapi")
        self.ends(0, "4 passed, 0 failed", "base")
        self.assertIn("nothing has 'xyzzy'", self.ends(1, "0 passed, 1 failed", "xyzzy"))


class Ending(Case):
    def test_what_a_test_leaves_running_is_ended(self):
        self.program("tests/system/mail.sh", f"#!/bin/sh\nsleep 60 & echo $! >{self.dir}/pid\necho '3 passed, 0 failed'\n")
        self.ends(0, "3 passed, 0 failed", "mail")
        self.assert_gone()

    def test_a_signal_ends_everything_and_leaves_nothing(self):
        self.program("tests/system/mail.sh", f"#!/bin/sh\nsleep 60 & echo $! >{self.dir}/pid\nwait\n")
        for sign in (signal.SIGTERM, signal.SIGINT):
            run = self.start("mail")
            end = time.monotonic() + 60
            while not (self.dir / "pid").exists() and time.monotonic() < end:
                time.sleep(0.05)
            run.send_signal(sign)
            run.communicate(timeout=60)
            self.assertEqual(run.returncode, 128 + sign)
            self.assert_gone()
            self.assert_clean()
            (self.dir / "pid").unlink()

    def assert_gone(self):
        status = pathlib.Path(f"/proc/{(self.dir / 'pid').read_text().strip()}/stat")
        end = time.monotonic() + 5
        while status.exists() and status.read_text().split()[2] != "Z" and time.monotonic() < end:
            time.sleep(0.05)
        self.assertTrue(not status.exists() or status.read_text().split()[2] == "Z")


if __name__ == "__main__":
    suite.main()
