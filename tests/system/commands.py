#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every command and its exit codes: wrong use (64, one line), what proves a
history, options from flags, environment and file, a backup while people write
and its way back into either engine, exports, and the demonstration.
"""
import hashlib
import json
import os
import re
import sqlite3
import threading

import kit

COMMANDS = ("serve", "init", "demo", "receive", "token create", "verify", "backup", "restore", "export", "mail parse", "coach", "check")


class Plain(kit.Case):
    def setUp(self):
        self.it = kit.Desk("sqlite")
        self.addCleanup(self.it.close)

    def call(self, *args, code, stdin=b"", **more):
        return self.it.run(*args, code=code, db=False, stdin=stdin, **more)

    def test_wrong_use_is_told_in_one_line(self):
        for args in ([], ["nonsense"], ["serve", "--nonsense"], ["serve", "--threads", "x"], ["serve", "--threads", "0"],
                     ["serve", "--threads"], ["init"], ["token"], ["token", "nonsense"], ["token", "create"], ["backup"],
                     ["backup", "a", "b"], ["restore"], ["export"], ["export", "a", "b"], ["verify", "--ticket", "x"], ["mail"],
                     ["mail", "nonsense"], ["serve", "extra"], ["sink"], ["coach", "nonsense"], ["help", "nonsense"],
                     ["receive", "--from", "x"], ["serve", "--log-level", "loud"], ["serve", "--plus-addresses=maybe"]):
            done = self.call(*args, code=64)
            self.assertEqual(done.stdout, b"", args)
            lines = done.stderr.decode().splitlines()
            self.assertEqual(len(lines), 1, f"{args}: {lines}")
            self.assertTrue(lines[0].startswith("rapport: ") and len(lines[0]) > 25, lines)

    def test_help_and_version(self):
        pages = self.call("help", code=0).stdout.decode()
        self.assertEqual(pages, self.call("--help", code=0).stdout.decode())
        for command in COMMANDS:
            self.assertIn(command, pages)
            page = self.call("help", *command.split()[:1], code=0).stdout.decode()
            self.assertIn(f"usage: rapport {command}", page)
        self.assertIn("RAPPORT_LISTEN", self.call("help", "serve", code=0).stdout.decode())
        self.assertRegex(self.call("--version", code=0).stdout.decode(), r"^rapport \d+\.\d+(\.\d+)?\n$")

    def test_flags_win_over_environment_over_file(self):
        paths = {name: str(self.it.dir / f"{name}.db") for name in ("flag", "env", "conf")}
        (self.it.dir / "rapport.conf").write_text(f"# a comment\ndb = {paths['conf']}\nadmin = conf@desk.test\n\n")
        self.call("init", code=0)
        self.assertTrue(os.path.exists(paths["conf"]))
        self.call("init", code=0, env={"RAPPORT_DB": paths["env"], "RAPPORT_ADMIN": "env@desk.test"})
        self.assertTrue(os.path.exists(paths["env"]))
        done = self.call("init", "--db", paths["flag"], "--admin=flag@desk.test", code=0,
                         env={"RAPPORT_DB": paths["env"], "RAPPORT_ADMIN": "env@desk.test"})
        self.assertIn(b"flag@desk.test", done.stderr)
        self.assertTrue(os.path.exists(paths["flag"]))
        other = self.it.dir / "other.conf"
        other.write_text(f"db = {paths['flag']}\n")
        self.assertEqual(self.call("token", "create", "--config", other, "--for", "flag@desk.test", code=0).stderr, b"")
        for bad in ("nonsense\n", "colour = red\n", "threads = many\n"):
            other.write_text(bad)
            done = self.call("serve", "--config", other, code=64)
            self.assertIn(b"other.conf:1", done.stderr)
        self.call("check", "--config", self.it.dir / "missing.conf", code=64)

    def test_mail_parse(self):
        mails = sorted(p for p in (kit.SHARED / "corpora/mail-rt/emails").iterdir() if p.is_file())
        for path in mails:
            read = json.loads(self.call("mail", "parse", code=0, stdin=path.read_bytes()).stdout)
            self.assertTrue({"subject", "from", "to", "text", "message_id"} <= set(read), path.name)
        for strange in (b"", b"\0" * 5000, b"\xff\xfe" * 100, b"Subject: x\n" * 3000, b"From: a@b\n\n" + b"x" * 100000):
            json.loads(self.call("mail", "parse", code=0, stdin=strange).stdout)

    def test_coach_reads_a_draft(self):
        json.loads(self.call("coach", code=0, stdin=b"Obviously you should have read the manual. No.").stdout)
        self.assertNotEqual(self.call("coach", code=None, stdin=b"\xff\xfe").returncode, -11)


@kit.both
class OnADesk(kit.Case):
    def setUp(self):
        self.it = self.desk(serve=False)

    def filled(self):
        self.it.serve()
        client = self.it.admin()
        self.it.person("rita@home.test")
        for i in range(6):
            client.post("/tickets", {"subject": f"number {i}", "body": "words \u00e9\u4e2d\U0001f4a9", "requester": "rita@home.test"}).must(201)
            client.post(f"/tickets/{i + 1}/notes", {"body": "a note"}).must(201)
        self.it.receive(kit.written("bob@home.test", "A mail", "by mail\n"))
        return client

    def test_init_once(self):
        again = self.it.run("init", "--admin", "other@desk.test", code=None)
        self.assertIn(again.returncode, (1, 64))
        self.assertTrue(again.stderr.startswith(b"rapport: "))
        fresh = kit.Desk(self.engine)
        done = fresh.run("init", "--admin", "a@desk.test", "--base-url", "https://help.desk.test")
        self.assertRegex(done.stdout.decode(), r"^https://help\.desk\.test/session/link\?token=\S+\n$")
        for bad in (["--admin", "no address"], ["--admin", "a@desk.test", "--password-file", "/nonexistent"]):
            failed = kit.Desk(self.engine).run("init", *bad, code=None)
            self.assertIn(failed.returncode, (1, 64), bad)
        short = fresh.dir / "short"
        short.write_text("short\n")
        kit.Desk(self.engine).run("init", "--admin", "a@desk.test", "--password-file", short, code=64)

    def test_tokens(self):
        token = self.it.token()
        self.it.serve()
        self.assertEqual(self.it.http(token).get("/people/me").must(200).json["emails"], [kit.ADMIN])
        self.assertNotEqual(self.it.token(), token)
        done = self.it.run("token", "create", "--for", "nobody@desk.test", code=1)
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"nobody@desk.test", done.stderr)

    def test_receive_says_what_became_of_it(self):
        self.assertRegex(self.it.receive(kit.written("rita@home.test", "s", "b\n")).stderr, rb"^R-1: ")
        self.it.receive(b"", code=75)
        for strange in (b"\0", b"not a mail at all", b"\xff" * 1000, b"Subject: only a head\n", b"From: \n\n", b"\n\nbody"):
            self.it.receive(strange)
        self.assertEqual(self.it.one("SELECT count(*) FROM mail_in WHERE state = 'received'"), 0)
        self.it.verify()

    def test_verify_finds_one_changed_byte(self):
        self.filled()
        self.it.verify()
        self.it.run("verify", "--ticket", "2")
        self.tamper("UPDATE message SET body = 'Words' WHERE id = 3", "message")
        done = self.it.run("verify", code=1)
        found = re.search(r"^R-(\d+), event \d+: \w+", done.stderr.decode(), re.M)
        self.assertTrue(found, done.stderr)
        number = int(found[1])
        self.it.run("verify", "--ticket", str(number), code=1)
        self.it.run("verify", "--ticket", "6" if number != 6 else "5")

    def tamper(self, query, table):
        if self.engine == "postgres":
            kit.psql(self.it.db, f"SET session_replication_role = replica; {query}")
            return
        db = sqlite3.connect(self.it.db, isolation_level=None, timeout=20)
        for (name,) in db.execute(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(query)
        db.close()

    def test_verify_finds_a_dropped_event_and_a_swapped_pair(self):
        self.filled()
        self.tamper("DELETE FROM event WHERE ticket_id = 4 AND number = 2", "event")
        self.assertIn(b"R-4", self.it.run("verify", "--ticket", "4", code=1).stderr)
        self.tamper("UPDATE event SET number = 3 - number + 1000 WHERE ticket_id = 2; "
                    "UPDATE event SET number = number - 1000 WHERE ticket_id = 2" if self.engine == "postgres" else
                    "UPDATE event SET number = 1003 - number WHERE ticket_id = 2", "event")
        if self.engine == "sqlite":
            self.tamper("UPDATE event SET number = number - 1000 WHERE ticket_id = 2", "event")
        self.assertIn(b"R-2", self.it.run("verify", "--ticket", "2", code=1).stderr)
        self.it.run("verify", "--ticket", "1")

    def test_the_database_itself_keeps_the_history(self):
        self.filled()
        for query in ("UPDATE event SET kind = 'solved' WHERE seq = 1", "DELETE FROM event WHERE seq = 1"):
            with self.assertRaises((sqlite3.Error, RuntimeError), msg=query):
                if self.engine == "postgres":
                    kit.psql(self.it.db, query)
                else:
                    db = sqlite3.connect(self.it.db, isolation_level=None, timeout=20)
                    self.addCleanup(db.close)
                    db.execute(query)
        self.it.verify()

    def test_check_says_what_is_missing(self):
        done = self.it.run("check", code=1)
        said = done.stdout.decode()
        self.assertIn("--from", said)
        self.assertIn("--smtp", said)
        for line in said.splitlines():
            self.assertTrue(line.startswith("- ") and line.endswith("."), line)
        self.it.serve()
        client = self.it.admin()
        client.patch("/teams/1", {"on_duty": kit.ADMIN}).must(200)
        client.post("/tickets", {"body": "b"}).must(201)
        self.it.stop()
        options = {"RAPPORT_BASE_URL": "https://help.desk.test", "RAPPORT_SMTP": "smtp://127.0.0.1:25", "RAPPORT_FROM": "a@desk.test"}
        again = self.it.run("check", code=None, env=options).stdout.decode()
        self.assertNotIn("--from", again)
        self.assertNotIn("--smtp", again)

    def test_a_backup_while_people_write_goes_into_either_engine(self):
        client = self.filled()
        over, made, token = threading.Event(), [], self.it.admin_token

        def write():
            writer = self.it.http(token)
            while not over.is_set():
                made.append(writer.post("/tickets", {"subject": "meanwhile", "body": "b"}).must(201).json["number"])
        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        file = self.it.dir / "backup"
        try:
            kit.until(lambda: len(made) > 3)
            self.it.run("backup", file)
            kit.until(lambda: len(made) > 8)
        finally:
            over.set()
            thread.join(30)
        self.assertEqual(file.stat().st_mode & 0o077, 0, "others can read the backup")
        self.it.run("backup", file, code=1)
        want = [client.get(f"/tickets/{n}").json for n in range(1, 8)]
        for engine in ("sqlite", "postgres"):
            back = kit.Desk(engine)
            self.addCleanup(back.close)
            back.run("restore", file)
            back.verify()
            count = back.one("SELECT count(*) FROM ticket")
            self.assertGreaterEqual(count, 7 + 3)
            self.assertLessEqual(count, 7 + len(made))
            back.serve()
            reader = back.http(token)
            for ticket in want:
                self.assertEqual(reader.get(f"/tickets/{ticket['number']}").must(200).json, ticket)
            reader.post("/tickets", {"body": "goes on"}).must(201)
            reader.post("/tickets/1/messages", {"body": "goes on"}).must(201)
            self.assertEqual([t["number"] for t in reader.get("/tickets?q=%22number+3%22").json["items"]], [4])
            back.verify()
            back.run("restore", file, code=1)
            self.assertGreater(back.one("SELECT count(*) FROM ticket"), count)
        self.broken_backups(file.read_bytes())

    def broken_backups(self, whole):
        middle = len(whole) // 2
        for name, content in (("cut", whole[:middle]), ("empty", b""), ("rubbish", b"not a backup\n" * 100),
                              ("a changed byte", whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:])):
            if name == "a changed byte" and self.engine == "sqlite":
                continue  # SQLite's file has no sum of its own; verify is what finds it
            file = self.it.dir / name.replace(" ", "-")
            file.write_bytes(content)
            back = kit.Desk("sqlite")
            done = back.run("restore", file, code=1)
            self.assertIn(b"\nrapport: ", b"\n" + done.stderr, name)
            good = self.it.dir / "good"
            good.write_bytes(whole)
            back.run("restore", good)  # the place is as empty as before
            back.verify()

    def test_export(self):
        client = self.filled()
        dir_ = self.it.dir / "out"
        self.it.run("export", dir_)
        manifest = json.loads((dir_ / "manifest.json").read_text())
        self.assertEqual((manifest["rapport"], manifest["format"]), ("export", 1))
        self.assertEqual(dir_.stat().st_mode & 0o077, 0)
        for file in manifest["files"]:
            data = (dir_ / file["file"]).read_bytes()
            self.assertEqual(hashlib.sha256(data).hexdigest(), file["sha256"], file["file"])
            self.assertEqual(len([json.loads(line) for line in data.splitlines()]), file["rows"])
        tickets = [json.loads(line) for line in (dir_ / "tickets.ndjson").read_text().splitlines()]
        self.assertEqual([t["id"] for t in tickets], list(range(1, 8)))
        self.assertEqual(tickets[3]["subject"], client.get("/tickets/4").json["subject"])
        mails = list((dir_ / "mail").iterdir())
        self.assertEqual(len(mails), 1)
        self.assertIn(b"by mail", mails[0].read_bytes())
        everything = "".join(p.read_text(errors="replace") for p in dir_.glob("*.ndjson"))
        self.assertNotIn("password_hash", everything)
        self.it.run("export", dir_, code=1)

    def test_the_demonstration(self):
        it = kit.Desk(self.engine)
        self.addCleanup(it.close)
        done = it.run("demo", seconds=300)
        self.assertIn(b"Sign in", done.stdout)
        counts = {name: it.one(f"SELECT count(*) FROM {name}") for name in ("team", "ticket")}
        staff = it.one("SELECT count(*) FROM person WHERE role <> 'requester'")
        self.assertEqual(counts["team"], 3)
        self.assertGreaterEqual(counts["ticket"], 200)
        self.assertGreaterEqual(staff, 12)
        self.assertGreaterEqual(it.one("SELECT count(*) FROM person"), 60)
        for state in ("with_us", "with_you", "proposed", "resting", "closed"):
            self.assertGreater(it.one(f"SELECT count(*) FROM ticket WHERE state = '{state}'"), 0, state)
        for outcome in ("solved", "withdrawn", "declined", "merged"):
            self.assertGreater(it.one(f"SELECT count(*) FROM ticket WHERE outcome = '{outcome}'"), 0, outcome)
        it.verify()
        it.run("demo", code=1)
        it.serve()
        line = next(l for l in done.stdout.decode().splitlines() if "agent" in l)
        password = done.stdout.decode().split('password "')[1].split('"')[0]
        browser = it.http().sign_in(line.split()[0], password)
        self.assertGreater(len(browser.get("/tickets?q=is:open").must(200).json["items"]), 10)
        browser.page("/")
        for item in browser.get("/tickets?limit=40").json["items"]:
            browser.page(f"/tickets/{item['number']}")


if __name__ == "__main__":
    kit.main()
