#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""script/run with a stand-in for the program: the order of things, what it says,
that a second start keeps the desk, and that nothing runs on when it ends."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import suite

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = """#!/bin/sh
echo "$*" >>"$CALLS"
case $1 in
demo) [ -e "$CALLS.broken" ] && exit 1; : >"$3"; echo 'Ada asks: ada@example.org' ;;
sink) echo 'listening on smtp://127.0.0.1:2525' >&2; echo $$ >>"$CALLS.pids"; exec sleep 60 ;;
serve) [ -e "$CALLS.deaf" ] && { echo 'no such port' >&2; exit 1; }
    echo "listening on http://$5"; echo $$ >>"$CALLS.pids"; exec sleep 60 ;;
esac
"""


class Desk(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="rapport-desk-")
        self.addCleanup(place.cleanup)
        self.dir = pathlib.Path(place.name)
        self.calls = self.dir / "calls"
        self.calls.touch()
        (self.dir / "calls.pids").touch()
        (self.dir / "script").mkdir()
        shutil.copy(TOP / "script/run", self.dir / "script/run")
        for path, text in (("script/setup", "#!/bin/sh\n"), ("script/build", "#!/bin/sh\n"),
                           ("build/release/rapport", PROGRAM)):
            (self.dir / path).parent.mkdir(parents=True, exist_ok=True)
            (self.dir / path).write_text(text, encoding="utf-8")
            (self.dir / path).chmod(0o755)

    def start(self, *words):
        return subprocess.Popen([self.dir / "script/run", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, env=dict(os.environ, CALLS=str(self.calls)))

    def look(self, *words):
        """What it prints until it is ready; then it is ended."""
        run, said = self.start(*words), ""
        while "Control-C" not in said:
            line = run.stdout.readline()
            if not line:
                break
            said += line
        run.send_signal(signal.SIGTERM)
        errors = run.communicate(timeout=20)[1]
        self.assert_all_gone()
        return run.returncode, said, errors

    def assert_all_gone(self):
        for pid in (self.dir / "calls.pids").read_text().split():
            place, end = pathlib.Path(f"/proc/{pid}"), time.monotonic() + 5
            while place.exists() and time.monotonic() < end:
                time.sleep(0.05)
            self.assertFalse(place.exists(), f"process {pid} runs on")

    def test_it_starts_a_desk_and_says_where_and_who(self):
        code, said, _ = self.look("--listen", "127.0.0.1:8181")
        self.assertEqual(code, 143)
        for word in ("http://127.0.0.1:8181", "ada@example.org", "build/demo/mail"):
            self.assertIn(word, said)
        calls = self.calls.read_text().splitlines()
        self.assertEqual([line.split()[0] for line in calls], ["demo", "sink", "serve"])
        self.assertIn("--smtp smtp://127.0.0.1:2525 ", calls[2])

    def test_the_desk_is_kept_until_a_fresh_one_is_wanted(self):
        for words in ((), (), ("--fresh",)):
            self.look(*words)
        self.assertEqual(self.calls.read_text().count("demo --db"), 2)

    def test_a_desk_that_was_half_filled_is_begun_again(self):
        (self.dir / "calls.broken").touch()
        self.assertNotEqual(self.look()[0], 0)
        (self.dir / "calls.broken").unlink()
        self.assertIn("ada@example.org", self.look()[1])

    def test_a_desk_that_does_not_start_says_why_and_leaves_nothing(self):
        (self.dir / "calls.deaf").touch()
        code, _, errors = self.look()
        self.assertEqual(code, 1)
        self.assertIn("no such port", errors)

    def test_wrong_words_are_refused(self):
        run = self.start("--port", "1")
        self.assertIn("usage", run.communicate(timeout=20)[1])
        self.assertEqual(run.returncode, 64)


if __name__ == "__main__":
    suite.main()
