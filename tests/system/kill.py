#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random moments under load. After each: the same command starts
again, every acknowledged write is there exactly once, nothing is half done, a
retried key acts once, no mail that was noted as sent leaves again, and every
chain verifies. RAPPORT_TEST_LONG=1 kills 200 times an engine, else 13 times.
"""
import collections
import http.client
import random
import secrets
import sqlite3
import subprocess
import threading
import time

import kit

KILLS = 200 if kit.LONG else 13
FROM = "help@desk.test"
CLIENTS = 4
PAUSE_S = 0.4  # at most, between two requests of a client: the mails have to leave as well
BY = "2027-03-01T10:00:00Z"
NETWORK = (OSError, http.client.HTTPException)


class Load:
    """Threads that write, and remember what was acknowledged. What was not is sent again with its key until it is."""

    def __init__(self, desk, tokens):
        self.desk, self.tokens = desk, tokens
        self.lock, self.over = threading.Lock(), threading.Event()
        self.tickets, self.messages, self.mails, self.trouble = {}, {}, set(), []
        self.again = 0
        self.running = [threading.Thread(target=self.guard, args=(self.write, i), daemon=True) for i in range(len(tokens))]
        self.running.append(threading.Thread(target=self.guard, args=(self.deliver, 0), daemon=True))
        for thread in self.running:
            thread.start()

    def guard(self, work, i):
        try:
            work(i)
        except BaseException as what:  # told at the end
            self.trouble.append(what)

    def post(self, client, path, body, key):
        """The acknowledgement; asks again after a lost one, which has to act once."""
        for attempt in range(2000):
            client.close() if attempt else None
            try:
                answer = client.post(path, body, headers={"Idempotency-Key": key}, seconds=20)
            except NETWORK:
                with self.lock:
                    self.again += 1
                time.sleep(0.05)
                continue
            if answer.status == 503:
                time.sleep(0.05)
                continue
            return answer
        raise AssertionError(f"{path}: no answer at all")

    def write(self, i):
        client, dice = self.desk.http(self.tokens[i]), random.Random(i)
        mine = []
        while not self.over.is_set():
            time.sleep(dice.random() * PAUSE_S)
            key = secrets.token_hex(8)
            if not mine or dice.random() < 0.4:
                answer = self.post(client, "/tickets", {"subject": key, "body": "b" + key}, key).must(201)
                mine.append(answer.json["number"])
                with self.lock:
                    self.tickets[key] = answer.json["number"]
                    self.messages["b" + key] = answer.json["number"]
                continue
            number = dice.choice(mine)
            if dice.random() < 0.5:
                body = {"body": f"Thank you for your patience, here is what I found: {key}",
                        "next": {"kind": "promise", "what": "look further", "by": BY}}
                answer = self.post(client, f"/tickets/{number}/replies", body, key).must(201)
            else:
                body = {"body": f"Some more words from me: {key}"}
                answer = self.post(client, f"/tickets/{number}/messages", body, key).must(201)
            with self.lock:
                self.messages[body["body"]] = answer.json["number"]

    def deliver(self, _):
        """Mails through `rapport receive`, some of which are killed as well and come again, as from a mail server."""
        dice = random.Random(99)
        while not self.over.is_set():
            key = secrets.token_hex(8)
            raw = kit.written("post@home.test", key, f"m{key}\n", to=FROM)
            while True:
                child = kit.spawn([kit.PROGRAM, "receive", "--db", self.desk.db, "--to", FROM], stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                child.stdin.write(raw)
                child.stdin.close()
                if dice.random() < 0.3:
                    time.sleep(dice.random() * 0.15)
                    child.kill()
                code = child.wait(60)
                kit.children.discard(child)
                if code == 0:
                    break
                if code not in (75, -9):
                    raise AssertionError(f"receive ended with {code}")
            with self.lock:
                self.mails.add(key)
            time.sleep(0.2)

    def stop(self):
        self.over.set()
        for thread in self.running:
            thread.join(120)
        if self.trouble:
            raise self.trouble[0]


@kit.both
class Kill(kit.Case):
    def setUp(self):
        self.mail = self.sink()
        self.the_desk = self.desk("--smtp", self.mail.url, "--from", FROM, "--base-url", "http://desk.test")

    def change(self, query):
        if self.engine == "postgres":
            kit.psql(self.the_desk.db, query)
            return
        db = sqlite3.connect(self.the_desk.db, timeout=30, isolation_level=None)
        db.execute(query)
        db.close()

    def left(self):
        """When each Message-ID reached the mail server."""
        found = collections.defaultdict(list)
        for path in sorted(self.mail.dir.glob("*.eml")):
            for line in path.read_bytes().splitlines():
                if line.lower().startswith(b"message-id:"):
                    name = line.split(b"<")[1].split(b"@")[0].decode()
                    found[".".join(name.split(".")[:2])].append(path.stat().st_mtime)
                    break
        return found

    def sent(self):
        return {row[0] for row in self.the_desk.rows("SELECT mid FROM mail_out WHERE state = 'sent'")}

    def must_be_whole(self):
        desk = self.the_desk
        for what, query in (
                ("an open ticket without a step", "SELECT count(*) FROM ticket WHERE state <> 'closed' AND NOT EXISTS "
                 "(SELECT 1 FROM step WHERE step.id = ticket.step_id AND step.state = 'open' AND step.ticket_id = ticket.id)"),
                ("two open steps", "SELECT count(*) FROM (SELECT ticket_id FROM step WHERE state = 'open' "
                 "GROUP BY ticket_id HAVING count(*) > 1) x"),
                ("an owner who is no staff", "SELECT count(*) FROM ticket JOIN person ON person.id = owner_id "
                 "WHERE role = 'requester' OR active = 0"),
                ("a ticket without its words", "SELECT count(*) FROM ticket WHERE NOT EXISTS "
                 "(SELECT 1 FROM message WHERE ticket_id = ticket.id)"),
                ("a history with a gap", "SELECT count(*) FROM ticket WHERE history_n <> "
                 "(SELECT count(*) FROM event WHERE ticket_id = ticket.id)"),
                ("a ticket that search does not know", "SELECT count(*) FROM ticket WHERE NOT EXISTS "
                 "(SELECT 1 FROM search_doc WHERE ticket_id = ticket.id)"),
                ("a mail that nobody will send", "SELECT count(*) FROM mail_out WHERE state = 'waiting' AND NOT EXISTS "
                 "(SELECT 1 FROM job WHERE kind = 'mail' AND state <> 'dead')"),
                ("a mail that nobody will read", "SELECT count(*) FROM mail_in WHERE state = 'received' AND NOT EXISTS "
                 "(SELECT 1 FROM job WHERE kind = 'mail_in' AND state <> 'dead')")):
            self.assertEqual(desk.one(query), 0, what)
        desk.verify()

    def must_be_there_once(self, load):
        """What was acknowledged by now is there, once."""
        with load.lock:
            tickets, messages, mails = dict(load.tickets), dict(load.messages), set(load.mails)
        subjects = collections.Counter(row[0] for row in self.the_desk.rows("SELECT subject FROM ticket"))
        bodies = collections.defaultdict(list)
        for body, number in self.the_desk.rows("SELECT body, ticket_id FROM message"):
            bodies[body].append(int(number))
        for key in tickets:
            self.assertEqual(subjects[key], 1, f"the ticket {key}")
        for body, number in messages.items():
            self.assertEqual(bodies[body], [number], body)
        kept = self.the_desk.one("SELECT count(*) FROM mail_in WHERE state = 'received'")
        self.assertLessEqual(len([key for key in mails if not subjects[key]]), kept, "a mail that was taken is nowhere")
        self.assertFalse([s for s, n in subjects.items() if n > 1], "acted twice")
        self.assertFalse([b for b, n in bodies.items() if len(n) > 1], "said twice")

    def test_killed_at_any_moment_it_comes_back_with_everything(self):
        desk, dice = self.the_desk, random.Random(7)
        tokens = [desk.token()]
        for i in range(CLIENTS - 1):
            desk.person(f"agent{i}@desk.test", "agent", teams=["Help desk"])
            tokens.append(desk.token(f"agent{i}@desk.test"))
        load = Load(desk, tokens)
        kills, settled = [], {}
        for i in range(KILLS):
            time.sleep(dice.uniform(0.05, 1.5))
            desk.child.kill()
            desk.child.wait()
            kills.append(time.time())
            there, arrived = self.sent(), self.left()
            for mid in there:
                settled.setdefault(mid, len(arrived[mid]))
            if i % 2:
                # As if minutes had passed; a job that was begun a dozen times and never came back is given up on.
                self.change("UPDATE job SET leased_until = 1, attempts = 0 WHERE state = 'leased'")
            kit.children.discard(desk.child)
            desk.child.stdout.close()
            port = desk.port
            begun = time.monotonic()
            desk.serve("--listen", f"127.0.0.1:{port}")
            self.assertLess(time.monotonic() - begun, 20)
            self.must_be_whole()
            if i % 5 == 4:
                self.must_be_there_once(load)
        load.stop()
        desk.stop()
        self.change("UPDATE job SET leased_until = 1, run_at = 1, attempts = 0")
        desk.serve()
        kit.until(lambda: desk.one("SELECT count(*) FROM mail_in WHERE state = 'received'") == 0, 60 + KILLS, 0.5,
                  "the last mail")
        self.must_be_there_once(load)
        self.must_be_whole()
        self.assertGreater(len(load.tickets), KILLS)
        self.assertGreater(len(load.mails), KILLS // 4)

        kit.until(lambda: desk.one("SELECT count(*) FROM mail_out WHERE state = 'waiting'") == 0, 120 + 2 * KILLS, 0.5,
                  "the outbox")
        arrived = self.left()
        out = dict(desk.rows("SELECT mid, state FROM mail_out"))
        self.assertEqual(set(out.values()), {"sent"})
        self.assertFalse(sorted(set(out) - set(arrived))[:5], "noted as sent, never left")
        twice = {mid: times for mid, times in arrived.items() if len(times) > 1}
        for mid, times in twice.items():
            if mid in settled:
                self.assertEqual(len(times), settled[mid], f"{mid} was noted as sent and left again")
            for first, second in zip(times, times[1:]):
                self.assertTrue(any(first - 0.1 <= k <= min(second, first + 5) for k in kills), f"{mid} twice without a kill")
        self.assertLessEqual(len(twice), 2 * KILLS, "more than one a job thread and kill")
        self.must_be_whole()
        print(f"{self.engine}: {KILLS} kills, {len(load.tickets)} tickets, {len(load.messages)} messages, {len(load.mails)} mails "
              f"in, {len(arrived)} out, {load.again} asked again, {len(twice)} mails left twice")


if __name__ == "__main__":
    kit.main()
