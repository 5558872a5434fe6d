#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random moments under load. After each: the same command starts
again, every acknowledged write is there exactly once, nothing is half done, a
retried key acts once, no mail that was noted as sent leaves again, what was
under way is taken up when its short lease is over and never given up on, and
every chain verifies. RAPPORT_TEST_LONG=1 kills 200 times an engine, else 13
times; RAPPORT_TEST_KILLS=N says how often instead.
"""
import collections
import http.client
import os
import random
import secrets
import socket
import sqlite3
import subprocess
import threading
import time

import kit

KILLS = int(os.environ.get("RAPPORT_TEST_KILLS", 200 if kit.LONG else 13))
LEASE_S = 30
DEATHS = 20  # in a row; then work is given up on
TAKEN_S = 10  # after its lease is over, on a slow machine that is killed all the time
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


def change(desk, query):
    """Beside the program, in its database."""
    if desk.engine == "postgres":
        kit.psql(desk.db, query)
        return
    db = sqlite3.connect(desk.db, timeout=30, isolation_level=None)
    db.execute(query)
    db.close()


@kit.both
class Kill(kit.Case):
    def setUp(self):
        self.mail = self.sink()
        self.the_desk = self.desk("--smtp", self.mail.url, "--from", FROM, "--base-url", "http://desk.test")

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
                ("work that was given up on", "SELECT count(*) FROM job WHERE state = 'dead'"),
                ("a mail that nobody will send", "SELECT count(*) FROM mail_out WHERE state = 'waiting' AND NOT EXISTS "
                 "(SELECT 1 FROM job WHERE kind = 'mail' AND state <> 'dead')"),
                ("a mail that nobody will read", "SELECT count(*) FROM mail_in WHERE state = 'received' AND NOT EXISTS "
                 "(SELECT 1 FROM job WHERE kind = 'mail_in' AND state <> 'dead')")):
            self.assertEqual(desk.one(query), 0, what)
        desk.verify()

    def must_not_wait(self):
        """While the program is dead: what it had begun is free within a lease, and nothing from before still waits."""
        now_ms = int(time.time() * 1000)
        for id_, kind, until in self.the_desk.rows("SELECT id, kind, leased_until FROM job WHERE state = 'leased'"):
            self.assertLessEqual(int(until) - now_ms, LEASE_S * 1000, f"the lease of job {id_} {kind}")
            self.assertLess(now_ms - int(until), TAKEN_S * 1000, f"job {id_} {kind} waits for nobody")
            self.under_way += 1

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
        kills, settled, self.under_way = [], {}, 0
        for i in range(KILLS):
            time.sleep(dice.uniform(0.05, 1.5))
            desk.child.kill()
            desk.child.wait()
            kills.append(time.time())
            there, arrived = self.sent(), self.left()
            for mid in there:
                settled.setdefault(mid, len(arrived[mid]))
            self.must_not_wait()
            if i % 2:  # as if half a minute had passed
                change(desk, f"UPDATE job SET leased_until = {int(time.time() * 1000)} WHERE state = 'leased'")
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
        # One whose receiver died is due half a minute later; one whose reader died, when its lease is over.
        kit.until(lambda: desk.one("SELECT count(*) FROM mail_in WHERE state = 'received'") == 0, 2 * LEASE_S + TAKEN_S, 0.5,
                  "the last mail")
        self.must_not_wait()
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
              f"in, {len(arrived)} out, {load.again} asked again, {len(twice)} mails left twice, "
              f"{self.under_way} jobs were under way")


class Silence:
    """A mail server that greets and then says nothing: a mail to it is under way for the minute that a whole try may take."""

    def __init__(self):
        self.door, self.heard = socket.create_server(("127.0.0.1", 0)), []
        self.url = f"smtp://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self.greet, daemon=True).start()

    def greet(self):
        while True:
            try:
                visitor = self.door.accept()[0]
                self.heard.append(visitor)
                visitor.sendall(b"220 silence.test\r\n")
                visitor.recv(1000)
                visitor.sendall(b"250 silence.test\r\n")
            except OSError:
                return

    def close(self):
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        for visitor in self.heard:
            visitor.close()


@kit.both
class Lease(kit.Case):
    def leased(self):
        found = self.the_desk.rows("SELECT attempts, lease, leased_until FROM job WHERE kind = 'mail' AND state = 'leased' "
                                   "ORDER BY id")
        return [int(value) for value in found[0]] if found else None

    def setUp(self):
        self.silence = Silence()
        self.addCleanup(self.silence.close)
        self.the_desk = self.desk("--smtp", self.silence.url, "--from", FROM, "--base-url", "http://desk.test")
        self.the_desk.receive(kit.written("post@home.test", "a slow mail server", "Please wait.\n", to=FROM), "--to", FROM)

    def kill(self):
        """The moment, and when the lease of the mail under way ends."""
        self.the_desk.kill()
        return time.time(), self.leased()[2] / 1000

    def as_if_over(self):
        change(self.the_desk, f"UPDATE job SET leased_until = {int(time.time() * 1000)} WHERE state = 'leased'")

    def test_a_mail_under_way_is_kept_while_its_worker_lives_and_taken_up_soon_when_it_dies(self):
        desk = self.the_desk
        attempts, lease, until = kit.until(self.leased, 30, what="a mail under way")
        kit.until(lambda: self.leased()[2] > until, LEASE_S, 0.5, "a renewal")
        if kit.LONG:  # longer than a lease: a neighbour must not take it
            time.sleep(LEASE_S)
        self.assertEqual(self.leased()[:2], [attempts, lease])
        killed, until = self.kill()
        self.assertLessEqual(until - killed, LEASE_S)
        self.assertEqual(len(self.silence.heard), desk.one("SELECT count(*) FROM mail_out"), "a mail was begun twice")
        if not kit.LONG:  # what is left of the half minute is not waited for
            self.as_if_over()
        sink = self.sink()
        desk.options[1] = sink.url
        desk.serve()
        kit.until(sink.mails, LEASE_S + TAKEN_S - (time.time() - killed), 0.2, "the mail")
        kit.until(lambda: desk.one("SELECT count(*) FROM mail_out WHERE state <> 'sent'") == 0, TAKEN_S, 0.2, "the outbox")
        self.assertIn("is taken up from a worker that died on it, 1 in a row", desk.said())

    def test_work_on_which_the_program_dies_each_time_is_set_aside_and_check_says_so(self):
        desk, before = self.the_desk, [0, 0, 0]
        for _ in range(DEATHS):
            kit.until(lambda: (self.leased() or before)[1] > before[1], 30, what="the next try")
            before = self.leased()
            self.assertEqual(before[0], 1, "a death counts as a failure")
            self.kill()
            self.assertEqual(desk.one("SELECT count(*) FROM job WHERE state = 'dead'"), 0)
            self.as_if_over()
            desk.serve()
        kit.until(lambda: desk.one("SELECT count(*) FROM job WHERE state = 'dead'"), 30, what="giving up")
        kit.until(lambda: "given up on" in desk.said(), 5, what="a word in the log")
        self.assertIn(b"Some background work was given up on.", desk.run("check", code=None).stdout)


if __name__ == "__main__":
    kit.main()
