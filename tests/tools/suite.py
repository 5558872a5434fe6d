# SPDX-License-Identifier: Apache-2.0
"""Runs a file's unittest cases and ends with the line that script/test counts:
`N passed, N failed`. A word as the argument keeps the tests that have it in
their name. A skipped test is a failure, and so is a run without tests.
"""
import sys
import unittest


def flat(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from flat(item)
        else:
            yield item


def main():
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    found = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    tests = [test for test in flat(found) if word in test.id()]
    result = unittest.TextTestRunner(verbosity=0).run(unittest.TestSuite(tests))
    bad = {test.id() for test, _ in result.failures + result.errors + result.skipped}
    failed = len({name for name in bad if any(name == test.id() for test in tests)} or bad)
    print(f"{result.testsRun - min(failed, result.testsRun)} passed, {failed} failed")
    sys.exit(1 if failed or not tests else 0)
