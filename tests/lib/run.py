# SPDX-License-Identifier: Apache-2.0
"""Runs the suites in order and adds up what they count: run.py [--long] [WORD]

A suite is a list of programs; each ends with `N passed, N failed` or is cmocka's.
A suite that fails to build, runs no test or skips one has failed. Everything that
is started here runs in a process group of its own, has a time limit, and is
ended when this ends; the full output of each program is kept in build/log.
"""
import atexit
import ctypes
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
LOGS = TOP / "build/log"
SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed\s*$", re.M)
CMOCKA = re.compile(r"^\[  (PASSED |FAILED |SKIPPED)[ ]?\]\s+(\d+) test\(s\)", re.M)
SANITIZERS = {
    "ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
    "TSAN_OPTIONS": f"halt_on_error=1:second_deadlock_stack=1:ignore_noninstrumented_modules=1:"
                    f"suppressions={TOP}/tests/lib/tsan.supp",
}
NONE_FOUND = "no test has '"


class Run:
    """Everything that one call of script/test shares."""

    def __init__(self, word, long):
        self.word, self.long = word, long
        self.passed = self.failed = 0
        self.child = None
        self.temp = pathlib.Path(tempfile.mkdtemp(prefix="rapport-test-"))
        os.chmod(self.temp, 0o755)  # PostgreSQL's user has to pass through
        self.postgres_url = None
        self.env = dict(os.environ, **SANITIZERS, RAPPORT_PROGRAM=str(TOP / "build/asan/rapport"), LC_ALL="C.UTF-8",
                        RAPPORT_TEST_LONG="1" if long else "")

    def clean_up(self):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self.end_child()
        if self.postgres_url:
            subprocess.run([TOP / "tests/lib/postgres.sh", "stop", self.temp / "pg"], check=False)
        shutil.rmtree(self.temp, ignore_errors=True)

    def end_child(self):
        """Whatever the program left behind in its group ends with it."""
        child, self.child = self.child, None
        if child is None:
            return
        for sign, wait in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
            try:
                os.killpg(child.pid, sign)
            except ProcessLookupError:
                break
            end = time.monotonic() + wait
            while time.monotonic() < end and group_is_alive(child):
                time.sleep(0.05)
        child.wait()

    def start_postgres(self):
        if self.postgres_url:
            return
        done = subprocess.run([TOP / "tests/lib/postgres.sh", "start", self.temp / "pg"], capture_output=True,
                              text=True, check=False)
        if done.returncode:
            raise RuntimeError("PostgreSQL does not start: " + done.stderr.strip())
        self.postgres_url = done.stdout.strip()
        self.env["RAPPORT_TEST_POSTGRES"] = self.postgres_url

    def call(self, name, command, limit_s, **env):
        """(exit code, output); the code is None when time ran out."""
        log, place = LOGS / (name.replace("/", "-") + ".log"), self.temp / "tmp"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        with open(log, "wb") as out:
            self.child = subprocess.Popen(command, cwd=TOP, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                          env=dict(self.env, TMPDIR=str(place), **env), start_new_session=True)
            try:
                code = self.child.wait(limit_s)
            except subprocess.TimeoutExpired:
                code = None
            self.end_child()
        return code, log.read_text(encoding="utf-8", errors="replace")

    def tell(self, suite, name, passed, failed, seconds, output):
        self.passed += passed
        self.failed += failed
        print(f"{suite:<8} {name:<32} {passed:>5} passed, {failed} failed  {seconds:6.1f} s", flush=True)
        if failed:
            print("\n".join("    " + line for line in worst_lines(output)), flush=True)

    def program(self, suite, name, command, limit_s=600, **env):
        """Runs one test program and counts it. False if the word left nothing of it to run."""
        whole = not self.word or self.word in suite or self.word in name
        begin = time.monotonic()
        code, output = self.call(f"{suite}-{name}", command + ([] if whole else [self.word]), limit_s, **env)
        if not whole and (NONE_FOUND in output or SUMMARY.search(output) and not sum(count(output)[:2])):
            return False
        passed, failed, why = count(output)
        if code is None:
            why = f"stopped after {limit_s} s"
        elif code and not failed:
            why = why or f"exit code {code}"
        if why and not failed:
            failed, output = 1, output + f"\n{suite} {name}: {why}"
        self.tell(suite, name, passed, failed, time.monotonic() - begin, output)
        return True

    def build(self, suite, kind):
        begin = time.monotonic()
        code, output = self.call(f"{suite}-build", [str(TOP / "script/build"), kind], 3600)
        print(f"{suite:<8} {'built ' + kind:<32} {'':>24} {time.monotonic() - begin:6.1f} s", flush=True)
        if code:
            self.tell(suite, "build", 0, 1, time.monotonic() - begin, output)
        return not code


def adopt_orphans():
    """What a test leaves behind becomes our child (prctl's PR_SET_CHILD_SUBREAPER), so that it can be reaped."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def group_is_alive(child):
    child.poll()
    try:
        while os.waitpid(-child.pid, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
    try:
        os.killpg(child.pid, 0)
        return True
    except ProcessLookupError:
        return False


def count(output):
    """(passed, failed, what is wrong) as the program's own last words say."""
    ours, found = SUMMARY.findall(output), CMOCKA.findall(output)
    if ours and not found:
        passed, failed = map(int, ours[-1])
        return passed, failed, "" if passed + failed else "ran no test"
    sums = {"PASSED": 0, "FAILED": 0, "SKIPPED": 0}
    for word, number in found:
        sums[word.strip()] += int(number)
    failed = sums["FAILED"] + sums["SKIPPED"]
    return sums["PASSED"], failed, "" if found else "ended without a count"


def worst_lines(output, most=60):
    """The lines that say what failed, without what cmocka and ninja say of what went well."""
    lines = [line for line in output.splitlines() if not re.match(r"\[ (RUN|      OK)|\[\d+/\d+\]", line)]
    return lines if len(lines) <= most else lines[:most // 2] + ["…"] + lines[-most // 2:]


def folder(name, *patterns):
    found = {p for pattern in patterns for p in (TOP / "tests" / name).glob(pattern) if os.access(p, os.X_OK)}
    return sorted(found)


def suite_hygiene(run):
    return run.program("hygiene", "check", [str(TOP / "tools/check")], 300)


def suite_tools(run):
    done = [run.program("tools", path.stem, [str(path)], 300) for path in folder("tools", "*_test.py")]
    return any(done)


def test_programs(kind):
    return sorted(p for p in (TOP / "build" / kind).glob("test_*") if p.is_file() and os.access(p, os.X_OK))


def suite_units(run, suite, kind):
    if not run.build(suite, kind):
        return True
    run.start_postgres()
    done = [run.program(suite, path.name, [str(path)]) for path in test_programs(kind)]
    return any(done)


def suite_unit(run):
    return suite_units(run, "unit", "asan")


def suite_threads(run):
    return suite_units(run, "threads", "tsan")


def suite_folder(run, name, needs_program=True):
    found = [p for p in folder(name, "*.sh", "*.py", "*.js", "*.mjs")
             if not run.word or run.word in name or run.word in p.stem]
    if not found:
        return False
    if needs_program:
        if not run.build(name, "asan"):
            return True
        run.start_postgres()
    done = [run.program(name, path.stem, [str(path)], 3600 if run.long else 600) for path in found]
    return any(done)


def suite_system(run):
    return suite_folder(run, "system")


def suite_pages(run):
    return suite_folder(run, "pages")


def suite_openapi(run):
    return suite_folder(run, "openapi", needs_program=False)


def suite_fuzz(run):
    """Replays every kept input; with --long looks for new ones for a minute each."""
    sources = [p for p in sorted((TOP / "src").glob("*/*_fuzz.c")) if not run.word or run.word in f"fuzz {p.stem}"]
    if not sources:
        return False
    if run.build("fuzz", "clang"):
        for source in sources:
            command = [sys.executable, "-B", str(TOP / "tests/lib/fuzz.py"), str(source), "60" if run.long else "0"]
            run.program("fuzz", source.stem, command, 900)
    return True


SUITES = {"hygiene": suite_hygiene, "tools": suite_tools, "unit": suite_unit, "threads": suite_threads,
          "system": suite_system, "pages": suite_pages, "openapi": suite_openapi, "fuzz": suite_fuzz}


def chosen(word):
    """A word that names a suite runs only that; any other is looked for in all, but not twice in the units."""
    if word in SUITES:
        return [word]
    return [name for name in SUITES if not word or name != "threads"]


def run_suites(run):
    ran = 0
    for name in chosen(run.word):
        try:
            did = SUITES[name](run)
        except RuntimeError as why:
            run.tell(name, "start", 0, 1, 0, str(why))
            did = True
        ran += did
        if not did and (not run.word or run.word == name):
            run.tell(name, "", 0, 1, 0, "ran no test")
    if not ran and run.word:
        run.tell("", run.word, 0, 1, 0, f"nothing has '{run.word}' in its name")


def main():
    words = [w for w in sys.argv[1:] if w != "--long"]
    if len(words) > 1 or any(w.startswith("-") for w in words):
        print("usage: script/test [--long] [WORD]", file=sys.stderr)
        sys.exit(64)
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda number, _: sys.exit(128 + number))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where whoever started this had it ignored
    adopt_orphans()
    LOGS.mkdir(parents=True, exist_ok=True)
    run = Run(words[0] if words else "", "--long" in sys.argv)
    atexit.register(run.clean_up)
    begin = time.monotonic()
    try:
        run_suites(run)
    except KeyboardInterrupt:
        sys.exit(130)
    print(f"{time.monotonic() - begin:.0f} s in all; the output of each program is in build/log")
    print(f"{run.passed} passed, {run.failed} failed", flush=True)
    sys.exit(1 if run.failed or not run.passed else 0)


main()
