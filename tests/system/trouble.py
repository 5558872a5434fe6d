#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""When something else breaks: a full disk, a database that another program
keeps locked, PostgreSQL that goes away and comes back, a newer schema, two
copies of the program on one file, SIGTERM under load. Writes are refused with a
clear 503 and mail with 75, nothing is lost, and it recovers by itself.
"""
import http.client
import os
import pathlib
import re
import resource
import signal
import sqlite3
import subprocess
import threading
import time
import unittest.mock

import kit

QUICK = ("--busy-ms", "300")
NETWORK = (OSError, http.client.HTTPException)


class Trouble(kit.Case):
    def must_refuse(self, desk, client, receive=True):
        """Everything that writes says 503 or 75; health says so as well."""
        for path, body in (("/tickets", {"body": "refused"}), ("/tickets/1/messages", {"body": "refused"})):
            answer = client.post(path, body, headers={"Idempotency-Key": "same" + path.replace("/", "")})
            answer.must_be_problem(503)
            self.assertGreater(int(answer.headers["Retry-After"]), 0)
        kit.until(lambda: client.get("/health").status == 503, 10, 0.3, "503 from /health")
        if receive:
            done = desk.receive(kit.written("rita@home.test", "refused", "refused\n"), *QUICK, code=75)
            self.assertTrue(done.stderr.startswith(b"rapport: "), done.stderr)

    def must_work(self, desk, client):
        kit.until(lambda: client.get("/health").status == 200, 20, 0.3, "200 from /health")
        for path in ("/tickets", "/tickets/1/messages"):
            answer = client.post(path, {"body": "refused"}, headers={"Idempotency-Key": "same" + path.replace("/", "")})
            answer.must(201)
        client.post("/tickets", {"body": "works again"}).must(201)
        desk.receive(kit.written("rita@home.test", "works", "works\n"))
        desk.verify()

    def test_a_database_that_another_program_locks(self):
        desk = self.desk(*QUICK)
        client = desk.admin()
        client.post("/tickets", {"body": "before"}).must(201)
        other = sqlite3.connect(desk.db, isolation_level=None, timeout=10)
        self.addCleanup(other.close)
        other.execute("BEGIN EXCLUSIVE")
        self.must_refuse(desk, client)
        client.get("/tickets/1").must(200)
        self.assertEqual(len(client.get("/tickets").must(200).json["items"]), 1)
        other.execute("ROLLBACK")
        self.must_work(desk, client)
        self.assertEqual(desk.one("SELECT count(*) FROM message WHERE body = 'refused'"), 2)

    def small_disk(self):
        if os.geteuid() != 0:
            return None
        dir_ = kit.new_dir("small")
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", dir_], check=False, capture_output=True).returncode:
            return None
        self.addCleanup(subprocess.run, ["umount", "-l", dir_], check=False)
        return dir_

    def test_a_full_disk(self):
        dir_ = self.small_disk()
        if dir_:
            desk = kit.Desk("sqlite", *QUICK, db=str(dir_ / "desk.db"))
            fill, free = (lambda: write_all(dir_ / "filler")), (lambda: (dir_ / "filler").unlink())
        else:  # a limit on the size of files stands in for the disk
            desk = kit.Desk("sqlite", *QUICK)
            fill, free = (lambda: self.limit_files(desk, 8192)), (lambda: self.limit_files(desk, resource.RLIM_INFINITY))
        self.addCleanup(desk.close)
        desk.init().serve()
        client = desk.admin()
        client.post("/tickets", {"body": "before"}).must(201)
        fill()
        made = 1
        while True:  # the space that SQLite has already is used first
            answer = client.post("/tickets", {"body": "x" * 100000})
            if answer.status != 201:
                break
            made += 1
            self.assertLess(made, 200, "the disk does not get full")
        answer.must_be_problem(503)
        for _ in range(8):
            client.post("/tickets", {"body": "y" * 100000}).must_be_problem(503)
        client.get("/tickets/1").must(200)
        if dir_:
            done = desk.receive(kit.written("rita@home.test", "big", "z" * 900 + "\n" * 400000), *QUICK, code=75)
            self.assertTrue(done.stderr)
        self.assertIsNone(desk.child.poll())
        free()
        kit.until(lambda: client.get("/health").status == 200, 20, 0.3, "200 from /health")
        client.post("/tickets", {"body": "works again"}).must(201)
        desk.receive(kit.written("rita@home.test", "works", "works\n"))
        self.assertEqual(len(client.get("/tickets?limit=200").json["items"]), made + 2, "what was acknowledged is there")
        desk.verify()
        desk.stop()
        self.assertEqual(desk.rows("PRAGMA integrity_check"), [("ok",)])

    @staticmethod
    def limit_files(desk, bytes_):
        resource.prlimit(desk.child.pid, resource.RLIMIT_FSIZE, (bytes_, resource.RLIM_INFINITY))

    def test_two_copies_on_one_file(self):
        first = self.desk()
        second = kit.Desk("sqlite", db=first.db).serve()
        self.addCleanup(second.close)
        token, numbers = first.token(), []

        def write(i):
            client = (first, second)[i % 2].http(token)
            for n in range(12):
                answer = client.post("/tickets", {"body": f"from {i}, {n}"}).must(201)
                numbers.append(answer.json["number"])
        self.threads(6, write)
        self.assertEqual(sorted(numbers), list(range(1, 73)))
        for desk in (first, second):
            self.assertEqual(len(desk.http(token).get("/tickets?limit=200").json["items"]), 72)
        first.verify()

    def test_a_file_that_is_no_desk(self):
        for name, content in (("empty.db", b""), ("text.db", b"this is not a database at all " * 100), ("half.db", b"SQLite format 3\0" + b"\0" * 50)):
            path = kit.new_dir() / name
            path.write_bytes(content)
            desk = kit.Desk("sqlite", db=str(path))
            for command in (("verify",), ("serve", "--listen", "127.0.0.1:0")):
                done = desk.run(*command, code=1)
                self.assertTrue(done.stderr.startswith(b"rapport: "), done.stderr)
            desk.receive(kit.written("rita@home.test", "s", "b\n"), code=75)
        missing = kit.Desk("sqlite", db=str(kit.new_dir() / "missing.db"))
        missing.receive(kit.written("rita@home.test", "s", "b\n"), code=75)
        missing.run("serve", "--listen", "127.0.0.1:0", code=1)
        self.assertFalse(pathlib.Path(missing.db).exists())


@kit.both
class Everywhere(kit.Case):
    def test_a_newer_schema_is_left_alone(self):
        desk = self.desk(serve=False)
        columns = "name, applied_at, checksum"
        self.change(desk, f"INSERT INTO schema_version (version, {columns}) SELECT 9999, {columns} FROM schema_version "
                          "WHERE version = 1")
        done = desk.run("serve", "--listen", "127.0.0.1:0", code=1)
        self.assertIn(b"newer", done.stderr)
        desk.run("verify", code=1)
        desk.receive(kit.written("rita@home.test", "s", "b\n"), code=75)
        self.assertEqual(desk.one("SELECT count(*) FROM mail_in"), 0)
        self.change(desk, "DELETE FROM schema_version WHERE version = 9999")
        desk.verify()

    def change(self, desk, query):
        if self.engine == "postgres":
            kit.psql(desk.db, query)
            return
        db = sqlite3.connect(desk.db, isolation_level=None)
        db.execute(query)
        db.close()

    def test_two_copies_send_each_mail_once(self):
        sink = self.sink()
        options = ("--smtp", sink.url, "--from", "help@desk.test", "--base-url", "http://desk.test")
        first = self.desk(*options)
        second = kit.Desk(self.engine, *options, db=first.db).serve()
        self.addCleanup(second.close)
        token = first.token()

        def write(i):
            client = (first, second)[i % 2].http(token)
            for n in range(10):
                body = {"body": f"from {i}, {n}", "requester": f"p{i}@home.test"}
                while client.post("/tickets", body).must(201, 503).status == 503:
                    time.sleep(0.2)  # PostgreSQL may ask to try again where many write at once
        self.threads(4, write)
        kit.until(lambda: first.one("SELECT count(*) FROM mail_out WHERE state = 'waiting'") == 0, 60, 0.3, "the outbox")
        ids = [m["Message-ID"] for m in sink.mails()]
        self.assertEqual(len(ids), len(set(ids)), "a mail left twice")
        self.assertEqual(len(ids), first.one("SELECT count(*) FROM mail_out WHERE state = 'sent'"))
        self.assertGreaterEqual(len(ids), 40)

    def test_a_mail_server_that_is_away_gets_its_mail_later(self):
        sink = self.sink()
        url, at = sink.url, sink.url.split("//")[1]
        sink.stop()
        desk = self.desk("--smtp", url, "--from", "help@desk.test")
        client = desk.admin()
        client.post("/tickets", {"body": "b", "requester": "rita@home.test"}).must(201)
        kit.until(lambda: desk.rows("SELECT 1 FROM job WHERE kind = 'mail' AND attempts > 0 AND state = 'ready'"), 20, 0.2, "the first try")
        self.assertIn("rapport_mail_waiting 1", client.get("/metrics").text)
        again = kit.spawn([kit.PROGRAM, "sink", "--dir", str(sink.dir), "--listen", at], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(again.kill)
        self.assertIn("listening", kit.first_line(again))
        kit.until(lambda: len(sink.mails()) == 1, 60, 0.3, "the mail")
        kit.until(lambda: desk.one("SELECT count(*) FROM mail_out WHERE state = 'sent'") == 1, 20)

    def test_sigterm_finishes_what_is_under_way(self):
        desk = self.desk()
        token, done, trouble = desk.token(), [], []
        over = threading.Event()

        def write(i):
            client = desk.http(token)
            while not over.is_set():
                key = f"{i}-{len(done)}-{time.monotonic_ns()}"
                try:
                    answer = client.post("/tickets", {"subject": key, "body": "b"}, seconds=30)
                except NETWORK:
                    return
                if answer.status == 201:
                    done.append(key)
                elif answer.status != 503:
                    trouble.append(answer.status)
        threads = [threading.Thread(target=write, args=(i,), daemon=True) for i in range(6)]
        waiting = desk.http(token)
        start = waiting.get("/events").json["next"] or 0
        woken = []
        threads.append(threading.Thread(target=lambda: woken.append(waiting.get(f"/events?after={10**9 + int(start)}&wait=50").status), daemon=True))
        for thread in threads:
            thread.start()
        time.sleep(1.2)
        child = desk.child
        child.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        self.assertEqual(child.wait(30), 0)
        self.assertLess(time.monotonic() - begun, 8)
        over.set()
        for thread in threads:
            thread.join(20)
        self.assertEqual(woken, [200], "who waits for events is answered")
        self.assertFalse(trouble)
        self.assertGreater(len(done), 10)
        subjects = [row[0] for row in desk.rows("SELECT subject FROM ticket")]
        self.assertEqual([k for k in done if subjects.count(k) != 1], [])
        desk.stop()
        desk.serve()
        desk.verify()


class PostgresGoes(Trouble):
    """PostgreSQL of its own, which stops and starts."""
    engine = "postgres"
    test_a_database_that_another_program_locks = test_a_full_disk = None
    test_two_copies_on_one_file = test_a_file_that_is_no_desk = None

    def server(self, *words):
        bin_ = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        command = [str(bin_ / "pg_ctl"), "-D", str(self.dir / "data"), "-l", str(self.dir / "log"), "-w", "-t", "60", *words]
        as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(as_owner + command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/")

    def test_postgresql_goes_away_and_comes_back(self):
        self.dir = kit.place / "pg-goes"
        url = kit.start_postgres(self.dir)
        with unittest.mock.patch.object(kit, "_server_url", url):
            desk = self.desk(*QUICK)
        client = desk.admin()
        client.post("/tickets", {"body": "before"}).must(201)
        for how in ("fast", "immediate"):
            self.server("stop", "-m", how)
            self.must_refuse(desk, client)
            client.get("/tickets/1").must_be_problem(503)
            page = client.get("/tickets/1", accept="text/html").must(503)
            self.assertEqual(page.type, "text/html")
            self.assertGreater(int(page.headers["Retry-After"]), 0)
            self.server("start")
            kit.until(lambda: client.get("/health").status == 200, 20, 0.3, "200 from /health")
            client.get("/tickets/1").must(200)
            self.must_work(desk, client)
        self.assertEqual(desk.one("SELECT count(*) FROM message WHERE body = 'refused'"), 2)

    def test_a_mail_waits_for_postgresql(self):
        desk = kit.Desk("postgres", db="postgresql:///nowhere?host=/nonexistent&user=rapport&connect_timeout=2")
        desk.receive(kit.written("rita@home.test", "s", "b\n"), code=75)
        done = desk.run("serve", "--listen", "127.0.0.1:0", code=1)
        self.assertNotRegex(done.stderr.decode(), r"password=\S")


def write_all(path):
    """Fills the disk to its last byte."""
    with open(path, "wb", buffering=0) as out:
        for size in (1 << 16, 4096, 512, 1):
            try:
                while out.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue


if __name__ == "__main__":
    kit.main()
