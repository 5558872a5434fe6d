#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The coach as programs and people ask it: every labelled draft of tests/coach and
of the study through POST /coach, held to the figures that are wanted
(docs/coach-scores.md), and some of them through `rapport coach`, whose words are the
same byte for byte.
"""
import importlib.machinery
import importlib.util
import json
import sys

import kit

sys.path.insert(0, str(kit.TOP / "tools"))
from coach_drafts import thread_of  # noqa: E402


def scorer():
    loader = importlib.machinery.SourceFileLoader("coach_score", str(kit.TOP / "tools/coach_score"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("coach_score", loader))
    loader.exec_module(module)
    return module


def sets():
    paths = [kit.SHARED / "coach/samples.json", *sorted((kit.TOP / "tests/coach").glob("*.json"))]
    for path in paths:
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))["samples"]


class Coach(kit.Case):
    def setUp(self):
        self.it = self.desk()
        self.admin = self.it.admin()

    def read(self, s):
        return self.admin.post("/coach", {"draft": s["draft"], "thread": thread_of(s)}).must(200).json

    def hold(self, name, score):
        """The figures of coach_score, with the aims of the documentation."""
        all_kinds = [sum(row[i] for row in score.kinds.values()) for i in range(3)]
        right = lambda counts: counts[0] / max(1, sum(counts[:2]))
        f1 = lambda counts: 2 * counts[0] / max(1, 2 * counts[0] + counts[1] + counts[2])
        for what, got, least in (("defects", f1(all_kinds), 0.75), ("warnings", right(score.warn), 0.9),
                                 ("dated promises", f1(score.promises), 0.85), ("dates", right(score.due), 0.95),
                                 ("heat", f1(score.heat), 0.72), ("untouched", score.untouched / score.good, 0.85)):
            with self.subTest(name, what=what):
                self.assertGreaterEqual(got, least)
        with self.subTest(name, what="marks a good draft"):
            self.assertLessEqual(score.marks / score.good, 0.2)

    def test_labelled_drafts_keep_their_figures(self):
        module, found = scorer(), {}
        for name, samples in sets():
            language = "de" if name.endswith("-de") else "en"
            score = found.setdefault(language, module.Score(False))
            for s in samples:
                score.add(s, self.read(s))
        self.assertEqual(sorted(found), ["de", "en"])
        for language, score in found.items():
            self.hold(language, score)

    def test_the_command_says_the_same(self):
        for name, samples in sets():
            s = samples[len(samples) // 2]
            thread = self.it.dir / "thread.json"
            thread.write_text(json.dumps(thread_of(s)))
            said = self.it.run("coach", "--thread", thread, db=False, stdin=s["draft"].encode()).stdout
            self.assertEqual(json.loads(said), self.read(s), name)


if __name__ == "__main__":
    kit.main()
