# SPDX-License-Identifier: Apache-2.0
"""Labelled drafts as the coach's tools take them: read by coach_check, and matched with labels."""
import json
import re
import subprocess


def thread_of(s):
    facts = {k: s[k] for k in ("first_contact", "user_confirmed", "signature", "closing", "next", "handed_to") if k in s}
    facts["agent"] = s.get("agent")
    facts["user"] = s.get("user_name")
    facts["to"] = s.get("to", ["user"])
    facts["copied"] = s.get("cc", [])
    sent = s["sent"]
    if not re.search(r"(Z|[+-]\d\d:\d\d)$", sent):
        sent += "Z"
    thread = {"messages": [{"from": m["who"], "text": m["text"]} for m in s["thread"]],
              "facts": {k: v for k, v in facts.items() if v is not None}, "now": sent}
    for theirs, ours in (("language", "language"), ("locale", "locale"), ("time_zone", "time_zone"), ("holidays", "holidays")):
        if theirs in s:
            thread[ours] = s[theirs]
    return thread


def read_all(program, rules, verb, samples):
    """What coach_check says of each draft: verb is batch or signs."""
    lines = "".join(json.dumps({"thread": thread_of(s), "draft": s["draft"]}) + "\n" for s in samples)
    run = subprocess.run([program, rules, verb], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def words(text):
    return set(re.findall(r"\w+", text.lower()))


def same_clause(a, b):
    x, y = words(a), words(b)
    return len(x & y) >= 0.5 * min(len(x), len(y)) and len(x & y) >= 2


def same_question(found, label):
    return same_clause(found, label) or found in label
