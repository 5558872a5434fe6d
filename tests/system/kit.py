# SPDX-License-Identifier: Apache-2.0
"""What the system tests share: a desk of their own (SQLite or PostgreSQL), the
program as a child, a client for its HTTP, a mail server that keeps mails, and
the running of test classes on both engines.

Everything happens on loopback and in a folder that goes away; every child is
ended by its pid; every wait has an end. When a child has ended, what a
sanitizer said in its log fails the test.
"""
import atexit
import email
import email.policy
import html.parser
import http.client
import json
import os
import pathlib
import re
import secrets
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("RAPPORT_PROGRAM", str(TOP / "build/asan/rapport"))
SHARED = pathlib.Path(os.environ.get("RAPPORT_SHARED", TOP.parent / "shared"))
LONG = os.environ.get("RAPPORT_TEST_LONG") == "1" or "--long" in sys.argv
PASSWORD = "a sentence works well"
ADMIN = "admin@desk.test"
JSON = "application/json"
PROBLEM = "application/problem+json"
SANITIZER = re.compile(rb"ERROR: (Address|Leak|Thread)Sanitizer|runtime error:|MHD_PANIC|Fatal error in GNU libmicrohttpd")

children = set()
place = pathlib.Path(tempfile.mkdtemp(prefix="rapport-system-"))
os.chmod(place, 0o755)


def clean_up():
    for child in list(children):
        if child.poll() is None:
            child.kill()
            child.wait()
    for dir_ in started_postgres:
        subprocess.run([TOP / "tests/lib/postgres.sh", "stop", dir_], check=False)
    shutil.rmtree(place, ignore_errors=True)


started_postgres = []
atexit.register(clean_up)


def new_dir(name="d"):
    path = pathlib.Path(tempfile.mkdtemp(prefix=name + "-", dir=place))
    os.chmod(path, 0o755)
    return path


def environment(**more):
    """The child's environment, without options of ours that happen to be set."""
    kept = {k: v for k, v in os.environ.items()
            if not k.startswith("RAPPORT_") and not k.lower().endswith("_proxy")}
    return dict(kept, LC_ALL="C.UTF-8", **more)


def spawn(command, **how):
    child = subprocess.Popen(command, env=how.pop("env", environment()), **how)
    children.add(child)
    return child


def until(check, seconds=30, every=0.05, what="what was waited for"):
    """The first true answer of check(); fails when time is over."""
    end = time.monotonic() + seconds
    while True:
        got = check()
        if got:
            return got
        if time.monotonic() >= end:
            raise AssertionError(f"{what} did not come within {seconds} s (last: {got!r})")
        time.sleep(every)


def first_line(child, seconds=60):
    """The first line a child prints, or what it printed until it ended."""
    text, end = b"", time.monotonic() + seconds
    while b"\n" not in text and time.monotonic() < end:
        if select.select([child.stdout], [], [], 0.2)[0]:
            more = os.read(child.stdout.fileno(), 4096)
            if not more:
                break
            text += more
    return text.decode()


# ---- databases ----

_server_url = None


def postgres_server():
    global _server_url
    if _server_url is None:
        _server_url = os.environ.get("RAPPORT_TEST_POSTGRES")
    if not _server_url:
        dir_ = place / "pg"
        _server_url = start_postgres(dir_)
    return _server_url


def start_postgres(dir_):
    done = subprocess.run([TOP / "tests/lib/postgres.sh", "start", dir_], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError("PostgreSQL does not start: " + done.stderr)
    started_postgres.append(dir_)
    return done.stdout.strip()


def psql(url, query):
    done = subprocess.run(["psql", "-X", "-q", "-At", "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1", "-c", query, url],
                          capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError("psql: " + done.stderr.decode())
    rows = done.stdout.decode().rstrip("\n")
    return [tuple(row.split("\x1f")) for row in rows.split("\x1e")] if rows else []


def new_database(engine):
    """The URL of an empty place."""
    if engine == "sqlite":
        return str(new_dir("db") / "desk.db")
    name = "sys_" + secrets.token_hex(6)
    psql(postgres_server(), f'CREATE DATABASE "{name}"')
    return re.sub(r"^postgresql:///[^?]*", "postgresql:///" + name, postgres_server())


# ---- the program ----

class Desk:
    """A desk and, while it runs, its `rapport serve`."""

    def __init__(self, engine, *options, db=None):
        self.engine, self.options = engine, list(options)
        self.db = db or new_database(engine)
        self.dir = new_dir("desk")
        self.log = self.dir / "serve.log"
        self.child = self.base = self.port = None

    def run(self, *args, code=0, stdin=b"", env=None, db=True, seconds=120, cwd=None):
        """Runs a command to its end and holds it to its exit code."""
        command = [PROGRAM, *map(str, args)] + (["--db", self.db] if db else [])
        done = subprocess.run(command, input=stdin, capture_output=True, timeout=seconds, check=False, cwd=cwd or self.dir,
                              env=environment(**(env or {})))
        no_sanitizer(done.stderr)
        if code is not None and done.returncode != code:
            raise AssertionError(f"{' '.join(command[1:])}: exit {done.returncode}, not {code}\n"
                                 f"{done.stdout.decode(errors='replace')}{done.stderr.decode(errors='replace')}")
        return done

    def init(self):
        password = self.dir / "password"
        password.write_text(PASSWORD + "\n")
        self.run("init", "--admin", ADMIN, "--password-file", password)
        return self

    def serve(self, *more, seconds=60):
        command = [PROGRAM, "serve", "--db", self.db, "--listen", "127.0.0.1:0", *self.options, *more]
        with open(self.log, "ab") as log:
            self.child = spawn(command, stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, cwd=self.dir)
        line = first_line(self.child, seconds)
        found = re.match(r"listening on (http://127\.0\.0\.1:(\d+))\n", line)
        if not found:
            raise AssertionError(f"serve said {line!r}\n{self.said()}")
        self.base, self.port = found[1], int(found[2])
        return self

    def said(self):
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""

    def stop(self, seconds=40):
        """SIGTERM; it has to end by itself, with 0."""
        child, self.child = self.child, None
        if child is None:
            return
        child.send_signal(signal.SIGTERM)
        code = child.wait(seconds)
        children.discard(child)
        child.stdout.close()
        no_sanitizer(self.log.read_bytes())
        if code:
            raise AssertionError(f"serve ended with {code}\n{self.said()}")

    def kill(self):
        child, self.child = self.child, None
        child.kill()
        child.wait()
        children.discard(child)
        child.stdout.close()
        no_sanitizer(self.log.read_bytes())

    def close(self):
        if self.child and self.child.poll() is not None:
            self.child = None
            raise AssertionError("serve ended by itself\n" + self.said())
        self.stop()

    def http(self, token=None):
        return Client(self, token)

    def token(self, whose=ADMIN):
        return self.run("token", "create", "--for", whose).stdout.decode().strip()

    def admin(self):
        """A client that may do everything; its token is made once."""
        if not hasattr(self, "admin_token"):
            self.admin_token = self.token()
        return self.http(self.admin_token)

    def person(self, address, role="requester", **more):
        """(id, client with a token) of somebody new."""
        answer = self.admin().post("/people", {"name": address.split("@")[0].title(), "emails": [address], "role": role, **more})
        answer.must(201)
        return answer.json["id"], self.http(self.token(address))

    def receive(self, raw, *more, code=0):
        return self.run("receive", *more, stdin=raw, code=code)

    def rows(self, query):
        """Looks into the database beside the program."""
        if self.engine == "postgres":
            return psql(self.db, query)
        db = sqlite3.connect(f"file:{self.db}?mode=ro", uri=True, timeout=30)
        try:
            return [tuple("" if v is None else str(v) for v in row) for row in db.execute(query)]
        finally:
            db.close()

    def one(self, query):
        return int(self.rows(query)[0][0])

    def verify(self):
        return self.run("verify")


def no_sanitizer(text):
    found = SANITIZER.search(text)
    if found:
        at = max(0, found.start() - 200)
        raise AssertionError("a sanitizer spoke:\n" + text[at:at + 6000].decode(errors="replace"))


# ---- HTTP ----

class Answer:
    def __init__(self, status, headers, body, asked):
        self.status, self.headers, self.body, self.asked = status, headers, body, asked
        self.type = (headers.get("Content-Type") or "").split(";")[0]

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode()

    def must(self, *statuses):
        if self.status not in statuses:
            raise AssertionError(f"{self.asked}: {self.status}, not {statuses}: {self.body[:1500]!r}")
        return self

    def must_be_problem(self, *statuses):
        """A refusal as RFC 9457 has it, with a sentence that helps."""
        self.must(*statuses)
        if self.type != PROBLEM:
            raise AssertionError(f"{self.asked}: {self.status} came as {self.type}: {self.body[:300]!r}")
        said = self.json
        if said.get("status") != self.status or not said.get("title") or len(said.get("detail", "")) < 12:
            raise AssertionError(f"{self.asked}: not a useful problem: {said}")
        return self

    def forms(self):
        reader = FormReader()
        reader.feed(self.text)
        return reader.forms

    def form(self, action, having=None):
        """The fields of the form that goes to this address."""
        for form in self.forms():
            if action in [form["action"], *form["others"]] and (having is None or having in form["fields"] or having in form["names"]):
                return form
        raise AssertionError(f"no form to {action} on the page; there are {[f['action'] for f in self.forms()]}")


class FormReader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.form, self.area, self.select = [], None, None, None

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.form = {"action": a.get("action", ""), "method": (a.get("method") or "get").upper(),
                         "type": a.get("enctype", ""), "fields": {}, "names": [], "options": {}, "others": []}
            self.forms.append(self.form)
        elif self.form is None:
            return
        name = a.get("name")
        if name:
            self.form["names"].append(name)
        if a.get("formaction"):
            self.form["others"].append(a["formaction"])
        if tag == "input" and name and a.get("type") not in ("radio", "checkbox", "submit", "file"):
            self.form["fields"][name] = a.get("value") or ""
        elif tag == "input" and name and "checked" in a:
            self.form["fields"][name] = a.get("value") or "on"
        elif tag == "textarea" and name:
            self.area = name
            self.form["fields"][name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self.form["options"].setdefault(self.select, []).append(a.get("value") or "")
            if self.select not in self.form["fields"] or "selected" in a:
                self.form["fields"][self.select] = a.get("value") or ""

    def handle_data(self, data):
        if self.form is not None and self.area:
            self.form["fields"][self.area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


class Client:
    """One connection, kept open; cookies are kept, redirects are not followed by themselves."""

    def __init__(self, desk, token=None):
        self.desk, self.token, self.cookies, self.csrf = desk, token, {}, None
        self.connection = None

    def ask(self, method, path, body=None, headers=None, accept=JSON, seconds=60):
        sent = {"Accept": accept} if accept else {}
        if self.token:
            sent["Authorization"] = "Bearer " + self.token
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if isinstance(body, (dict, list)):
            body, sent["Content-Type"] = json.dumps(body).encode(), JSON
            if self.cookies and self.csrf:
                sent["X-CSRF-Token"] = self.csrf
        sent.update(headers or {})
        response = self.exchange(method, path, body, sent, seconds)
        answer = Answer(response.status, response.headers, response.read(), f"{method} {path[:200]}")
        for line in response.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies.pop(name, None)
            if value:
                self.cookies[name] = value
        if response.getheader("Connection", "").lower() == "close":
            self.close()
        return answer

    def exchange(self, method, path, body, headers, seconds):
        for fresh in (self.connection is None, True):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=seconds)
            try:
                self.connection.request(method, path, body, headers)
                return self.connection.getresponse()
            except (http.client.HTTPException, OSError):
                self.close()
                if fresh or method not in ("GET", "HEAD"):
                    raise
        raise AssertionError("not reached")

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def get(self, path, **how):
        return self.ask("GET", path, **how)

    def post(self, path, body=None, **how):
        return self.ask("POST", path, {} if body is None else body, **how)

    def patch(self, path, body, **how):
        return self.ask("PATCH", path, body, **how)

    def delete(self, path, **how):
        return self.ask("DELETE", path, {}, **how)

    def page(self, path, status=200):
        answer = self.get(path, accept="text/html").must(status)
        if answer.type != "text/html":
            raise AssertionError(f"{path} is {answer.type}")
        return answer

    def send_form(self, path, fields, **how):
        return self.ask("POST", path, urllib.parse.urlencode(fields).encode(),
                        headers={"Content-Type": "application/x-www-form-urlencoded", **how.pop("headers", {})},
                        accept=how.pop("accept", "text/html"), **how)

    def submit(self, page, action, having=None, **fields):
        """Fills a form of the page, as a person without JavaScript would, and follows where it leads."""
        form = page.form(action, having)
        answer = self.send_form(action, {**form["fields"], **fields})
        if answer.status in (302, 303):
            return self.page(local(answer.headers["Location"]))
        return answer

    def sign_in(self, address, password=PASSWORD):
        answer = self.post("/session", {"email": address, "password": password}).must(201)
        self.csrf = answer.json["csrf"]
        return self


def local(url):
    parts = urllib.parse.urlsplit(url)
    return parts.path + ("?" + parts.query if parts.query else "")


# ---- mail ----

class Sink:
    """The program's own mail server that only keeps."""

    def __init__(self):
        self.dir = new_dir("sink")
        self.log = open(self.dir.parent / (self.dir.name + ".log"), "ab")
        self.child = spawn([PROGRAM, "sink", "--dir", str(self.dir), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                           stderr=self.log, stdin=subprocess.DEVNULL)
        line = first_line(self.child)
        found = re.match(r"listening on (smtp://127\.0\.0\.1:\d+)\n", line)
        if not found:
            raise AssertionError(f"the sink said {line!r}")
        self.url = found[1]

    def mails(self):
        found = []
        for path in sorted(self.dir.glob("*.eml")):
            raw = path.read_bytes()
            if raw:
                found.append(email.message_from_bytes(raw, policy=email.policy.default))
        return found

    def wait(self, fits, seconds=30, what="the mail"):
        return until(lambda: next((m for m in self.mails() if fits(m)), None), seconds, 0.1, what)

    def stop(self):
        if self.child.poll() is None:
            self.child.terminate()
            self.child.wait(10)
        children.discard(self.child)
        self.child.stdout.close()
        self.log.close()


def to_and(address, words):
    """Fits a mail to this address with these words in its text."""
    return lambda m: address in (m["To"] or "") and words in part(m, "plain")


def part(mail, kind):
    body = mail.get_body((kind,))
    return body.get_content() if body else ""


def written(sender, subject, body, to="help@desk.test", **headers):
    """A plain mail as a person's program writes it."""
    lines = {"From": sender, "To": to, "Subject": subject, "Message-ID": f"<{secrets.token_hex(8)}@{sender.split('@')[-1]}>",
             "Date": "Mon, 12 Oct 2026 09:12:00 +0000", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8",
             **{k.replace("_", "-"): v for k, v in headers.items()}}
    return ("".join(f"{k}: {v}\r\n" for k, v in lines.items() if v) + "\r\n" + body.replace("\n", "\r\n")).encode()


# ---- running ----

class Case(unittest.TestCase):
    engine = "sqlite"
    maxDiff = 2000

    def desk(self, *options, serve=True, init=True):
        desk = Desk(self.engine, *options)
        self.addCleanup(desk.close)
        if init:
            desk.init()
        return desk.serve() if serve else desk

    def sink(self):
        sink = Sink()
        self.addCleanup(sink.stop)
        return sink

    def threads(self, n, work):
        """Runs work(i) in n threads; the first failure is raised here."""
        trouble = []

        def run(i):
            try:
                work(i)
            except BaseException as what:  # handed to the main thread
                trouble.append(what)
        running = [threading.Thread(target=run, args=(i,), daemon=True) for i in range(n)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join(240)
            self.assertFalse(thread.is_alive(), "a thread does not end")
        if trouble:
            raise trouble[0]


def both(cls):
    """The same tests on PostgreSQL; the class itself runs on SQLite."""
    name = cls.__name__ + "OnPostgres"
    setattr(sys.modules[cls.__module__], name, type(name, (cls,), {"engine": "postgres", "__module__": cls.__module__}))
    return cls


class Result(unittest.TextTestResult):
    def startTest(self, test):
        self.begun = time.monotonic()
        super().startTest(test)

    def stopTest(self, test):
        self.stream.writeln(f"      {time.monotonic() - self.begun:.1f} s")
        super().stopTest(test)


def flat(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from flat(item)
        else:
            yield item


def main():
    words = [w for w in sys.argv[1:] if not w.startswith("-")]
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    found = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    tests = [test for test in flat(found) if not words or words[0] in test.id()]
    if not tests:
        print(f"no test has '{words[0] if words else ''}' in its name")
        sys.exit(1)
    runner = unittest.TextTestRunner(verbosity=2, resultclass=Result, stream=sys.stdout)
    result = runner.run(unittest.TestSuite(tests))
    bad = {getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors + result.skipped}
    failed = len(bad & {t.id() for t in tests}) or len(bad)
    print(f"{max(0, len(tests) - failed)} passed, {failed} failed", flush=True)
    sys.exit(1 if failed else 0)
