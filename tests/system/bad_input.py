#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever is sent, the answer is a clear 4xx that helps, never a 5xx: wrong
types for every address of routes.def, oversized and broken bodies, forged
tokens and links, other people's numbers, tricks with headers; and every naughty
string comes back byte for byte.
"""
import html
import json
import re
import secrets
import socket
import urllib.parse

import kit

ROUTES = re.findall(r'^ROUTE\((\w+),\s+"([^"]+)",\s+\w+,\s+(\w+),\s+(\w+),\s+(\w+)\)',
                    (kit.TOP / "src/web/routes.def").read_text(), re.M)
FIELDS = sorted(set(re.findall(r'FIELD\(struct \w+,\s*\w+,\s*"([\w.]+)"',
                               "".join(p.read_text() for p in (kit.TOP / "src/web").glob("*.c")))))
WRONG = [None, True, 0, -1, 1.5, 10**30, "", "x", " ", "\x00", "\ud7ff\uffff", "é" * 300, "x" * 3000, [], {}, [[]], {"a": {}},
         [None], [1, "x"], "2026-99-99T99:99:99Z", "0000-01-01", "-1", "9" * 30, "NaN", {"kind": "promise"}, "true"]
IDS = ["0", "-1", "9" * 18, "9" * 40, "1e3", "+1", "0x1", "1.0", "%00", "%ff", "a", "1;1", "1%20", "%F0%9F%92%A9", "..",
       "%2e%2e%2f", "1' OR '1'='1", "x" * 3000]
FORM = "application/x-www-form-urlencoded"




class Bad(kit.Case):
    @classmethod
    def setUpClass(cls):
        cls.it = kit.Desk(cls.engine).init().serve()
        cls.admin = cls.it.admin()
        cls.rita_id, cls.rita = cls.it.person("rita@home.test")
        cls.sam_id, cls.sam = cls.it.person("sam@home.test")
        cls.number = cls.rita.post("/tickets", {"subject": "VPN", "body": "It says no."}).must(201).json["number"]

    @classmethod
    def tearDownClass(cls):
        cls.it.verify()
        cls.it.close()

    def tearDown(self):
        self.assertIsNone(self.it.child.poll(), self.it.said())
        self.admin.get(f"/tickets/{self.number}").must(200)

    def refused(self, answer, *statuses):
        """A 4xx that is a problem, and a useful one."""
        if answer.status >= 500 or answer.status < 400:
            raise AssertionError(f"{answer.asked}: {answer.status} {answer.body[:600]!r}")
        answer.must_be_problem(answer.status)
        if statuses:
            answer.must(*statuses)
        self.assertNotRegex(answer.text, r"(?i)sqlite|postgres|SELECT |errno|\.c:\d|0x[0-9a-f]{6}")
        return answer

    def no_trouble(self, answer):
        if answer.status >= 500:
            raise AssertionError(f"{answer.asked}: {answer.status} {answer.body[:600]!r}")
        if answer.status >= 400:
            answer.must_be_problem(answer.status)
        return answer

    def paths(self):
        for method, path, capability, mode, form in ROUTES:
            if path not in ("/live", "/events"):
                filled = re.sub(r":(number|id)", str(self.number), path)
                yield method, filled.replace(":token", "nonsense").replace(":name", "rapport.css"), capability, form

    def test_the_list_of_routes_was_read(self):
        self.assertGreater(len(ROUTES), 50)
        self.assertGreater(len(FIELDS), 40)

    def test_wrong_types_for_every_field_of_every_address(self):
        sent = 0
        for method, path, _, form in self.paths():
            if method == "GET" or form == "NO_FORM":
                continue
            for client in (self.sam,) if path.startswith("/session") else (self.admin, self.sam):
                if path == "/session" and method == "DELETE":
                    continue
                for i, value in enumerate(WRONG):
                    body = {name: value for name in FIELDS[i % 7::7] if "." not in name}
                    body.update({"next": value, "to": value, "heard": value} if i % 2 else {})
                    self.no_trouble(client.ask(method, path, body))
                    sent += 1
        self.assertGreater(sent, 1000)

    def test_each_field_with_each_wrong_type(self):
        self.ask_path = "/tickets"
        good = {"subject": "s", "body": "b"}
        for name in ("subject", "body", "requester", "team", "effect", "reach", "stops", "affects", "matters_by", "tags",
                     "participants"):
            for value in ({}, {"a": 1}, [[1]], True, 1.5):
                self.refused(self.admin.post("/tickets", {**good, name: value}), 400, 422)
        for name, value in (("effect", "very"), ("reach", "all"), ("matters_by", "soon"), ("team", "no such team"),
                            ("requester", "not an address"), ("subject", "x" * 501), ("body", "x" * 262145), ("body", " \n "),
                            ("tags", ["x"] * 51), ("tags", ["x" * 501]), ("stops", "x" * 2001), ("participants", ["nobody at all"])):
            answer = self.refused(self.admin.post("/tickets", {**good, name: value}), 400, 404, 413, 422)
            self.assertIn(answer.json.get("field"), (name, None), f"{name} {value!r:.60}")
        for name in ("colour", "Subject", "subject ", "next.kind", "", "__proto__"):
            answer = self.refused(self.admin.post("/tickets", {**good, name: "x"}), 400, 422)
        for kind in ("promise", "question"):
            for by in ("", "yesterday", "2020-01-01T00:00:00Z", "2026-13-01T00:00:00Z", 5, "9999-12-31T23:59:60Z", "-2026-01-01"):
                body = {"body": "A long enough text to leave.", "next": {"kind": kind, "what": "do it", "by": by}}
                self.refused(self.admin.post(f"/tickets/{self.number}/replies", body), 400, 409, 422)

    def test_broken_json(self):
        texts = [b"", b"{", b"[]", b"null", b"1", b'"x"', b"{}}", b'{"body":"a"', b'{"body":"\xff"}', b'{"body":"\xed\xa0\x80"}',
                 b'{"body":"a\x00b"}', b'{"body":"\\ud800"}', b'{"body":"\\u0000"}', b"\xef\xbb\xbf{}", b"{'body':'a'}",
                 b'{"body":"a","body":"b"}', b'{"body":NaN}', b"[" * 100000, b'{"a":' * 50000, b'{"body":' + b"[" * 3000 + b"]" * 3000 + b"}",
                 b'{"body":1e999}', b"\x00" * 100, b'{"body": /* no */ "a"}', b"{" + b'"x":1,' * 20000 + b'"y":1}']
        for text in texts:
            for path in ("/tickets", f"/tickets/{self.number}/messages"):
                answer = self.admin.ask("POST", path, text, headers={"Content-Type": kit.JSON})
                self.refused(answer, 400, 413, 422)

    def test_broken_forms_and_multipart(self):
        path = f"/tickets/{self.number}/messages"
        for text in (b"body=%ff", b"body=%ed%a0%80", b"body=%00", b"=" * 5000, b"&" * 50000, b"%", b"body", b"b" * 100000, b"body=%zz%"):
            answer = self.admin.ask("POST", path, text, headers={"Content-Type": FORM})
            if text != b"body=%zz%":
                self.refused(answer, 400, 413, 422)
            self.no_trouble(answer)
        part = b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nhello'
        for kind, text in ((b"x", b""), (b"x", part), (b"x", part + b"\r\n--x"), (b"", part + b"\r\n--x--"), (b"y", part + b"\r\n--x--"),
                           (b"x", b"--x\r\n\r\n\r\n--x--"), (b"x", b"--x\r\nContent-Disposition: nonsense\r\n\r\na\r\n--x--"),
                           (b"x" * 400, part), (b"x", part[:30]), (b"x", (part + b"\r\n") * 600 + b"--x--"),
                           (b"x", b"--x\r\n" + b"A: b\r\n" * 5000 + b"\r\n\r\n--x--"),
                           (b"x", b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n\xff\xfe\r\n--x--')):
            answer = self.admin.ask("POST", path, text, headers={"Content-Type": b"multipart/form-data; boundary=" + kind})
            self.refused(answer, 400, 413, 422)
        self.refused(self.admin.ask("POST", path, part, headers={"Content-Type": "multipart/form-data"}), 400, 422)
        for kind in ("text/plain", "application/xml", "application/octet-stream", "", "x" * 500):
            self.refused(self.admin.ask("POST", path, b"body=x", headers={"Content-Type": kind}), 400, 415)

    def test_oversized(self):
        big = json.dumps({"body": "x" * (3 << 20)}).encode()
        for path in (f"/tickets/{self.number}/withdraw", "/session", "/teams", "/nowhere"):
            answer = self.fresh().ask("POST", path, big, headers={"Content-Type": kit.JSON})
            self.refused(answer, 400, 401, 403, 404, 413)
        raw = self.raw(f"POST /tickets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.it.admin_token}\r\nAccept: {kit.JSON}\r\n"
                       f"Content-Type: {kit.JSON}\r\nContent-Length: 99999999999\r\n\r\n".encode())
        self.assertIn(b" 413 ", raw.split(b"\r\n")[0])
        self.assertIn(kit.PROBLEM.encode(), raw)
        long_query = "/tickets?q=" + "x" * 1100
        self.refused(self.admin.get(long_query), 400, 414, 422)
        parts = "/tickets?" + "&".join(f"a{i}=b" for i in range(1000))
        self.refused(self.fresh().get(parts, seconds=10), 400)  # hundreds of parts once left the connection hanging
        # A head past its limit is refused by the HTTP library, before any word of ours.
        self.assertIn(self.fresh().get("/tickets?" + "a" * 20000, seconds=10).status, (414, 431))

    def fresh(self, token=None):
        return self.it.http(token or self.it.admin_token)

    def raw(self, data, seconds=15):
        with socket.create_connection(("127.0.0.1", self.it.port), timeout=seconds) as s:
            s.sendall(data)
            got = b""
            try:
                while b"\r\n\r\n" not in got:
                    more = s.recv(65536)
                    if not more:
                        break
                    got += more
            except ConnectionResetError:
                pass
            return got

    def test_ids_of_all_kinds(self):
        for method, path, capability, mode, form in ROUTES:
            if ":number" not in path and ":id" not in path:
                continue
            for i, bad in enumerate(IDS):
                filled = re.sub(r":(number|id)", urllib.parse.quote(bad, safe="%'"), path)
                answer = self.admin.ask(method, filled, None if method == "GET" else {})
                self.refused(answer, 400, 404, 405, 409, 413, 414, 422, 431)
                if form in ("NO_FORM", "form_empty"):
                    answer.must(404, 413, 414)

    def test_forged_tokens(self):
        real = self.it.admin_token
        forged = [real[:-1], real + "x", real[:-1] + ("a" if real[-1] != "a" else "b"), real.upper(), real[::-1], "", "x",
                  "x" * 5000, "../../etc", "' OR 1=1 --", real.replace(real[3], "\u00e9"), secrets.token_urlsafe(32)]
        for token in forged:
            client = self.it.http()
            answer = client.get("/tickets", headers={"Authorization": ("Bearer " + token).encode()})
            self.refused(answer, 400, 401, 413, 431)
            for name in ("rapport", "rapport_session", "session"):
                answer = client.get("/tickets", headers={"Cookie": f"{name}={token}".encode()})
                self.refused(answer, 400, 401, 413, 431)
        for scheme in ("Basic YWRtaW46YWRtaW4=", "Bearer", "bearer ", "Digest x"):
            self.refused(self.it.http().get("/tickets", headers={"Authorization": scheme}), 401)

    def test_forged_links(self):
        sink = kit.Sink()
        self.addCleanup(sink.stop)
        desk = kit.Desk(self.engine, "--smtp", sink.url, "--from", "help@desk.test").init().serve()
        self.addCleanup(desk.close)
        number = 1
        for who in ("rita@home.test", "sam@home.test"):
            desk.receive(kit.written(who, "VPN", "It says no.\n"))
            desk.admin().post(f"/tickets/{number}/replies", {"body": "I have put it right for you today.",
                                                            "next": {"kind": "proposal"}}).must(201)
            number += 1
        tokens = {}
        for who in ("rita", "sam"):
            mail = sink.wait(kit.to_and(who, "Is it solved?"))
            tokens[who] = re.search(r"/a/([^?\s]+)", kit.part(mail, "plain"))[1]
        mine, theirs = tokens["rita"], tokens["sam"]
        head, _, mac = mine.rpartition(".")
        other_head, _, other_mac = theirs.rpartition(".")
        forged = [mine[:-1], mine + "A", head + "." + other_mac, other_head + "." + mac, head, "." + mac, mine.swapcase(), "x",
                  "." * 50, "A" * 4000, mine.replace(".", "%2e") + "x", "%00", "%ff%fe"]
        for path in ("/a/", "/t/"):
            for token in forged + ([mine] if path == "/t/" else []):
                for method, body in (("GET", None), ("POST", {"solved": True, "body": "forged"})):
                    self.refused(desk.http().ask(method, path + token, body), 400, 401, 403, 404, 405, 413, 414, 422)
        self.refused(desk.http().get("/session/link?token=" + mine), 403)
        self.refused(desk.http().post("/session/link/use", {"token": mine}), 403)
        foreign = self.it.http().get("/a/" + mine)
        self.refused(foreign, 403, 404)
        self.assertEqual([t["state"] for t in desk.admin().get("/tickets").json["items"]], ["proposed"] * 2)

    def test_other_peoples_things(self):
        for method, path, capability, form in self.paths():
            if f"/tickets/{self.number}" in path:
                answer = self.sam.ask(method, path, None if method == "GET" else {})
                self.assertIn(answer.status, (403, 404, 422), f"{method} {path}: {answer.body[:200]}")
                self.assertNotIn("VPN", answer.text)
        for path in (f"/people/{self.rita_id}",):
            self.refused(self.sam.get(path), 404)
            self.refused(self.sam.patch(path, {"name": "Sam was here"}), 403, 404)

    def test_queries_cursors_limits_and_times(self):
        for query in ("after=%00", "after=%ff", "after=x", "after=" + "A" * 600, "limit=0", "limit=99999999999999999999", "limit=1e2",
                      "limit=", "limit=+1", "q=%ff", "q=%00"):
            for path in ("/tickets?", "/people?"):
                answer = self.admin.get(path + query)
                self.no_trouble(answer) if query in ("limit=", "limit=+1") else self.refused(answer, 400, 422)
        for query in ("after=x", "after=-1", "after=9" * 30, "limit=0", "limit=201", "wait=-1", "wait=61", "wait=x", "wait=1e9"):
            self.refused(self.admin.get("/events?" + query), 400, 422)
            if "after" in query:
                self.refused(self.admin.get("/live?" + query), 400, 422)
        for query in ('"', "((", "AND OR NOT", "is:", "is:rubbish", "owner:nobody@x", "tag:", "*", "-", "--", "a" * 900, "NEAR(a b)",
                      "subject:x", "{a b}:c", "'; DROP TABLE ticket; --", "%", "_", "\\", "promise:", "waiting:them", ":", "R-", "R-x"):
            answer = self.no_trouble(self.admin.get("/tickets?q=" + urllib.parse.quote(query)))
            self.assertIn(answer.status, (200, 400, 422), query)

    def test_headers(self):
        path = f"/tickets/{self.number}/messages"
        for name, value in (("If-Match", "\xff"), ("If-Match", "x" * 3000), ("If-None-Match", '"' * 500), ("Accept", "x" * 3000),
                            ("Accept", "text/html;q=nonsense, */*;q=-1"), ("Accept", ",,,;;;"), ("Origin", "x" * 2000),
                            ("Host", ""), ("X-Forwarded-For", "1.2.3.4, " * 300), ("Content-Encoding", "gzip"),
                            ("Expect", "100-continue"), ("Range", "bytes=0-1"), ("Cookie", "=; ;;==" * 200),
                            ("Last-Event-ID", "x"), ("Sec-Fetch-Site", "x" * 100), ("Accept-Language", "x" * 3000)):
            answer = self.fresh().get(f"/tickets/{self.number}", headers={name: value.encode("latin-1")})
            if answer.status >= 500:
                raise AssertionError(f"{name}: {value!r:.60} {answer.status} {answer.body[:300]}")
        for head in (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET /\r\n\r\n", b"GET  / HTTP/1.1\r\n\r\n", b"\r\n\r\n\r\n",
                     b"GET http://other.test/tickets HTTP/1.1\r\nHost: x\r\n\r\n", b"GET //tickets HTTP/1.1\r\nHost: x\r\n\r\n",
                     b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"G\x00T / HTTP/1.1\r\nHost: x\r\n\r\n",
                     b"POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                     b"POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     b"POST /session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
                     b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 2000 + b"\r\n", b"GET / HTTP/1.1\r\nX: " + b"a" * 100000 + b"\r\n\r\n",
                     b"\x16\x03\x01\x02\x00\x01\x00", b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n"):
            try:
                first = self.raw(head + b"\r\n" * 2, 3).split(b"\r\n")[0]
            except TimeoutError:
                continue  # it waits for the rest, and will not for ever
            self.assertNotRegex(first, rb"HTTP/1\.[01] 50[0-46-9]", head[:60])
        smuggled = self.raw(f"GET /session HTTP/1.1\r\nHost: x\r\nAccept: {kit.JSON}\r\nX: a\r\n\r\n".encode())
        self.assertIn(b" 401 ", smuggled.split(b"\r\n")[0])

    def test_wrong_methods(self):
        for path in sorted({p for _, p, _, _ in self.paths()}):
            for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "get"):
                if any((m, p) == (method, path) for m, p, _, _ in self.paths()):
                    continue
                if method == "CONNECT":
                    continue
                answer = self.admin.ask(method, path, None)
                self.assertIn(answer.status, (400, 404, 405, 501), f"{method} {path}")
                if answer.status == 405:
                    self.assertTrue(answer.must_be_problem(405).headers["Allow"])

    def test_guards_of_people_who_sign_in(self):
        browser = self.it.http().sign_in(kit.ADMIN)
        body = {"body": "x"}
        good = {"X-CSRF-Token": browser.csrf}
        for headers in ({"X-CSRF-Token": ""}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": browser.csrf[:-1]},
                        {**good, "Origin": "https://evil.test"}, {**good, "Origin": "null"}, {**good, "Origin": "http://127.0.0.1:1"},
                        {**good, "Sec-Fetch-Site": "cross-site"}, {**good, "Sec-Fetch-Site": "same-site"}):
            self.refused(browser.post("/tickets", body, headers=headers), 403)
        same = {**good, "Origin": f"http://127.0.0.1:{self.it.port}", "Sec-Fetch-Site": "same-origin"}
        browser.post("/tickets", body, headers=same).must(201)
        self.refused(self.it.http().post("/ask", {"email": "x@home.test", **body}, headers={"Origin": "https://evil.test"}), 403)
        self.refused(self.it.http().post("/session", {"email": kit.ADMIN, "password": kit.PASSWORD},
                                         headers={"Origin": "https://evil.test"}), 403)

    def test_every_naughty_string_comes_back_byte_for_byte(self):
        strings = [case["s"] for case in json.loads((kit.SHARED / "corpora/strings-blns/blns.json").read_text())]
        self.assertGreater(len(strings), 200)
        browser = self.it.http().sign_in(kit.ADMIN)
        kept = refused = 0
        for text in strings:
            blank = not text.strip()
            body = {"subject": text, "body": text, "stops": text}
            made = self.no_trouble(self.admin.post("/tickets", body))
            if made.status != 201:
                self.assertTrue(blank or "\x00" in text or len(text.encode()) > 500, f"{text!r} refused: {made.text}")
                refused += 1
                continue
            shown = self.admin.get(f"/tickets/{made.json['number']}").must(200).json
            for name, value in (("subject", shown["subject"]), ("body", shown["messages"][0]["body"]), ("stops", shown["stops"])):
                self.assertEqual(value.strip(), text.strip(), f"{name}: {text!r}")
                if name == "body":
                    self.assertEqual(value, text)
            page = browser.page(f"/tickets/{made.json['number']}").text
            if "<" in text or '"' in text:
                self.assertNotIn(f'<h1 dir="auto">{text}</h1>', page)
            self.assertNotIn("<script>alert", page.replace(html.escape(text), ""))
            self.no_trouble(self.admin.post(f"/tickets/{made.json['number']}/tags", {"add": [text]}))
            self.no_trouble(self.admin.get("/tickets?limit=1&q=" + urllib.parse.quote(text)))
            self.no_trouble(self.admin.get("/people?limit=1&q=" + urllib.parse.quote(text)))
            kept += 1
        self.assertGreater(kept, 200)
        for i, text in enumerate(strings[::5]):
            made = self.no_trouble(self.admin.post("/people", {"name": text, "emails": [f"n{i}@home.test"]}))
            if made.status == 201:
                self.assertEqual(self.admin.get(f"/people/{made.json['id']}").json["name"].strip(), text.strip())


class BadOnPostgres(Bad):
    engine = "postgres"


if __name__ == "__main__":
    kit.main()
