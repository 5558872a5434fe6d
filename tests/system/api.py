#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The contract with programs, path by path: what each answers, idempotency,
If-Match and ETag, cursors, the feed that waits and skips nothing, the live
stream, problems, the same 404 for all, limits, and what watchers read.
"""
import http.client
import json
import re
import secrets
import threading
import time
import unittest.mock

import kit

BY, LATER = "2027-03-01T10:00:00Z", "2027-03-02T10:00:00Z"
KIND_WORDS = "Hello, I have looked at this with care and here is what comes next."
TICKET = {"number", "subject", "state", "outcome", "owner", "helpers", "requester", "team", "effect", "reach", "stops", "affects",
          "matters_by", "playback", "next", "messages", "tags", "created_at", "version"}


def reply(kind, **more):
    return {"body": KIND_WORDS, "next": {"kind": kind, **more}}


def promise():
    return reply("promise", what="look into it", by=BY)


@kit.both
class Contract(kit.Case):
    def setUp(self):
        self.it = self.desk()
        self.admin = self.it.admin()

    def ticket(self, client=None, **more):
        made = (client or self.admin).post("/tickets", {"subject": "VPN", "body": "It says no.", **more}).must(201)
        return made.json["number"]

    def people(self):
        self.rita_id, rita = self.it.person("rita@home.test")
        self.bo_id, bo = self.it.person("bo@desk.test", "agent", teams=["Help desk"])
        return rita, bo

    def test_a_ticket_has_every_member(self):
        rita, _ = self.people()
        everything = {"subject": "VPN", "body": "It says no.", "requester": "rita@home.test", "team": "Help desk",
                      "effect": "stuck", "reach": "team", "stops": "my work", "affects": "I am worried", "matters_by": BY,
                      "tags": ["vpn", "home"]}
        made = self.admin.post("/tickets", everything).must(201)
        number = made.json["number"]
        self.assertEqual(made.headers["Location"], f"/tickets/{number}")
        shown = self.admin.get(f"/tickets/{number}").must(200).json
        self.assertEqual(TICKET - set(shown), set())
        for name in ("subject", "effect", "reach", "stops", "affects", "matters_by"):
            self.assertEqual(shown[name], everything[name])
        self.assertEqual(sorted(shown["tags"]), ["home", "vpn"])
        self.assertEqual(set(shown["next"]) & {"who", "what", "by"}, {"who", "what", "by"})
        self.assertEqual((shown["state"], shown["outcome"], shown["next"]["who"]), ("with_us", None, "us"))
        self.assertRegex(shown["created_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        self.assertEqual(rita.get(f"/tickets/{number}").must(200).json["subject"], "VPN")
        self.assertEqual(rita.post("/tickets", {"body": "Only a sentence."}).must(201).json["requester"]["id"], self.rita_id)

    def test_every_verb_of_a_ticket(self):
        rita, bo = self.people()
        admin, number = self.admin, self.ticket(rita)
        path = f"/tickets/{number}"
        rita.post(path + "/messages", {"body": "More."}).must(201)
        admin.post(path + "/replies", promise()).must(201)
        step = admin.get(path).json["next"]
        renewed = admin.post(f"/promises/{step['id']}/renew", {"by": LATER, "why": "The part comes later."}).must(200)
        self.assertEqual(renewed.json["next"]["by"], LATER)
        admin.post(f"/promises/{renewed.json['next']['id']}/keep").must(200)
        admin.post(path + "/replies", reply("question", what="your serial number", by=BY)).must(201)
        self.assertEqual(rita.get(path).json["state"], "with_you")
        admin.post(path + "/notes", {"body": "Among us."}).must(201)
        self.assertNotIn("Among us.", rita.get(path).text)
        self.assertIn("Among us.", bo.get(path).text)
        admin.post(path + "/playback", {"text": "The VPN says no."}).must(200)
        rita.post(path + "/playback/answer", {"agrees": True}).must(200)
        self.assertEqual(rita.get(path).json["playback"], "The VPN says no.")
        offer = {"to": "bo@desk.test", "why": "Bo knows it", "summary": "VPN says no"}
        handoff = admin.post(path + "/handoffs", offer).must(201).json
        bo.post(f"/handoffs/{handoff['id']}/decline", {"why": "I am away tomorrow."}).must(200)
        handoff = admin.post(path + "/handoffs", offer).must(201).json
        bo.post(f"/handoffs/{handoff['id']}/accept").must(200)
        self.assertEqual(admin.get(path).json["owner"]["id"], self.bo_id)
        bo.post(path + "/helpers", {"person": kit.ADMIN, "why": "You know the rules."}).must(200, 201)
        self.assertEqual([h["email"] for h in bo.get(path).json["helpers"]], [kit.ADMIN])
        referral = bo.post(path + "/referrals", {"to": {"name": "Vera", "email": "vera@vendor.test"}, "why": "It is theirs",
                                                 "summary": "VPN says no"}).must(201).json
        bo.post(f"/referrals/{referral['id']}/confirm", {"who": "Vera", "how": "by phone"}).must(200)
        bo.post(path + "/replies", reply("proposal")).must(201)
        doubt = rita.post(path + "/answer", {"solved": True, "text": "yes but it still does not work"}).must_be_problem(409)
        self.assertEqual(doubt.json["rule"], "R14")
        self.assertTrue(doubt.json["instead"])
        rita.post(path + "/answer", {"solved": False, "text": "Not yet."}).must(200)
        denied = bo.post(path + "/answer", {"solved": True}).must_be_problem(403)
        self.assertEqual(denied.json["rule"], "R14")
        self.assertIn("write down what they told you", denied.json["instead"])
        stale = bo.post(path + "/answer", {"solved": True, "heard": {"how": "phone", "when": "2026-10-01T10:00:00Z"}})
        self.assertEqual(stale.must_be_problem(409).json["rule"], "R14")  # "not yet" is their newest word
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        bo.post(path + "/answer", {"solved": True, "heard": {"how": "phone", "when": now}}).must(200)
        self.assertEqual(rita.get(path).json["outcome"], "solved")
        again = rita.post(path + "/messages", {"body": "It came back."}).must(201).json
        self.assertTrue(again["reopened"])
        bo.post(path + "/decline", {"why": "We have no VPN any more.", "instead": "Use the web mail."}).must(200)
        rita.post(path + "/review", {}).must(200)
        admin.post(path + "/review/answer", {"upheld": False, "why": "We can do it after all."}).must(200)
        rita.post(path + "/withdraw", {}).must(200)
        self.assertEqual(rita.get(path).json["outcome"], "withdrawn")
        events = rita.get(path + "/history").must(200).json["items"]
        for event in events:
            self.assertEqual(set(event) & {"seq", "at", "actor", "kind", "text", "hash", "previous"},
                             {"seq", "at", "actor", "kind", "text", "hash", "previous"})
            self.assertRegex(event["hash"], r"^[0-9a-f]{64}$")
        self.assertNotIn("noted", [e["kind"] for e in events])
        self.assertEqual([e["seq"] for e in events], sorted(e["seq"] for e in events))
        self.it.verify()

    def test_taking_asking_for_it_and_stepping_in(self):
        rita, bo = self.people()
        fresh = self.ticket(rita)
        bo.post(f"/tickets/{fresh}/take").must(200)
        self.assertEqual(bo.get(f"/tickets/{fresh}").json["owner"]["id"], self.bo_id)
        answered = self.ticket(rita)
        self.admin.post(f"/tickets/{answered}/replies", promise()).must(201)
        asked = bo.post(f"/tickets/{answered}/take", {"why": "I know this one."}).must(200, 201).json
        self.assertEqual((asked["state"], asked["asked"]), ("offered", True))
        refused = self.admin.post(f"/tickets/{fresh}/take", {"why": "mine"})
        refused.must(200, 409)
        self.patch_away(bo)
        self.admin.post(f"/tickets/{fresh}/take", {"why": "Bo is away."}).must(200, 409)

    def patch_away(self, bo):
        bo.patch("/people/me", {"away_until": LATER}).must(200)

    def test_people_and_teams(self):
        rita, bo = self.people()
        me = rita.get("/people/me").must(200).json
        self.assertEqual(me["emails"], ["rita@home.test"])
        rita.patch("/people/me", {"explain": "steps", "time_zone": "Europe/Berlin", "language": "de"}).must(200)
        shown = bo.get(f"/people/{self.rita_id}").must(200).json
        self.assertEqual((shown["explain"], shown["time_zone"], shown["language"]), ("steps", "Europe/Berlin", "de"))
        rita.patch("/people/me", {"role": "admin"}).must_be_problem(403, 409, 422)
        rita.get("/people").must_be_problem(403)
        self.assertIn("rita@home.test", bo.get("/people?q=rita").must(200).text)
        number = self.ticket(rita)
        bo.post(f"/tickets/{number}/take").must(200)
        refused = self.admin.patch(f"/people/{self.bo_id}", {"active": False}).must_be_problem(409)
        self.assertEqual(refused.json["rule"], "R7")
        self.assertIn(number, [t["number"] for t in refused.json["tickets"]])
        team = self.admin.post("/teams", {"name": "Facilities", "lead": kit.ADMIN, "members": ["bo@desk.test"]}).must(201).json
        self.admin.patch(f"/teams/{team['id']}", {"on_duty": "bo@desk.test", "hours": "Mon-Fri 09:00-16:00"}).must(200)
        shown = bo.get(f"/teams/{team['id']}").must(200).json
        self.assertEqual((shown["on_duty"]["id"], shown["hours"]), (self.bo_id, "Mon-Fri 09:00-16:00"))
        self.assertNotIn("members", rita.get(f"/teams/{team['id']}").must(200).json)
        rita.post("/teams", {"name": "Mine"}).must_be_problem(403)
        gone = self.admin.patch(f"/people/{self.rita_id}", {"active": False}).must(200)
        self.assertFalse(gone.json["active"])
        rita.get("/people/me").must_be_problem(401)

    def test_a_key_acts_once(self):
        key = {"Idempotency-Key": secrets.token_hex(8)}
        body = {"subject": "once", "body": "only"}
        first = self.admin.post("/tickets", body, headers=key).must(201)
        again = self.admin.post("/tickets", body, headers=key).must(201)
        self.assertEqual(again.body, first.body)
        self.assertEqual(again.headers["Location"], first.headers["Location"])
        other = self.admin.post("/tickets", {**body, "body": "other"}, headers=key)
        other.must_be_problem(422)
        answers, key = [], {"Idempotency-Key": secrets.token_hex(8)}

        def send(_):
            answers.append(self.it.admin().post("/tickets", {"subject": "two at once", "body": "b"}, headers=key).must(201))
        self.threads(6, send)
        self.assertEqual(len({a.body for a in answers}), 1)
        self.assertEqual(self.it.one("SELECT count(*) FROM ticket WHERE subject = 'two at once'"), 1)
        _, bo = self.people()
        self.assertNotEqual(bo.post("/tickets", {"subject": "two at once", "body": "b"}, headers=key).must(201).json["number"],
                            answers[0].json["number"], "another person's key")
        for bad in ("", "x" * 201, "a b", "ä"):
            self.admin.post("/tickets", body, headers={"Idempotency-Key": bad.encode("latin-1")}).must_be_problem(400)

    def test_versions(self):
        number = self.ticket()
        path = f"/tickets/{number}"
        shown = self.admin.get(path).must(200)
        etag = shown.headers["ETag"]
        unchanged = self.admin.get(path, headers={"If-None-Match": etag}).must(304)
        self.assertEqual(unchanged.body, b"")
        self.admin.post(path + "/notes", {"body": "first"}, headers={"If-Match": etag}).must(201)
        late = self.admin.post(path + "/notes", {"body": "second"}, headers={"If-Match": etag})
        late.must_be_problem(412)
        self.admin.get(path, headers={"If-None-Match": etag}).must(200)
        for wrong in ('"x"', '""', "W/", '"999999999999999999999"'):
            self.admin.post(path + "/notes", {"body": "n"}, headers={"If-Match": wrong}).must_be_problem(412)
        self.admin.post(path + "/notes", {"body": "star"}, headers={"If-Match": "*"}).must(201)

    def test_cursors_show_everything_once(self):
        numbers = {self.ticket() for _ in range(23)}
        for path in ("/tickets?limit=5", "/tickets?q=is:open&limit=7", "/tickets?q=vpn&limit=4"):
            seen, at = [], path
            for _ in range(12):
                page = self.admin.get(at).must(200).json
                seen += [t["number"] for t in page["items"]]
                if not page["next"]:
                    break
                at = f"{path}&after={page['next']}"
                if len(seen) == 10:
                    self.ticket()  # what comes meanwhile moves nothing
            self.assertEqual(len(seen), len(set(seen)), path)
            self.assertLessEqual(numbers, set(seen), path)
            numbers |= set(seen)
        for bad in ("after=rubbish", "limit=0", "limit=201", "limit=x", "limit=-1", "after=%00"):
            self.admin.get("/tickets?" + bad).must_be_problem(400, 422)
        for i in range(7):
            self.it.person(f"p{i}@home.test")
        seen, at = [], "/people?limit=3"
        while at:
            page = self.admin.get(at).must(200).json
            seen += [p["id"] for p in page["items"]]
            at = page["next"] and f"/people?limit=3&after={page['next']}"
        self.assertEqual(len(seen), len(set(seen)))
        self.assertGreaterEqual(len(seen), 8)

    def test_search_words(self):
        rita, bo = self.people()
        number = self.ticket(rita, subject="Zebra printer", tags=["striped"])
        bo.post(f"/tickets/{number}/take").must(200)
        for query, found in (("is:open waiting:us owner:me zebra", bo), ("zebra", rita), ("tag:striped", self.admin),
                             (f"R-{number}", bo), (str(number), bo), ("rita", bo), ("ZEBRA", bo)):
            items = found.get("/tickets?q=" + query.replace(" ", "+")).must(200).json["items"]
            self.assertIn(number, [t["number"] for t in items], query)
        for query in ("is:closed zebra", "owner:me zebra", "promise:late zebra", "unicorn"):
            items = self.admin.get("/tickets?q=" + query.replace(" ", "+")).must(200).json["items"]
            self.assertEqual(items, [], query)
        _, sam = self.it.person("sam@home.test")
        self.assertEqual(sam.get("/tickets?q=zebra").must(200).json["items"], [])

    def test_the_feed_waits_for_other_processes_and_wakes_at_once(self):
        start = self.admin.get("/events").must(200).json["next"] or "0"
        begun = time.monotonic()
        nothing = self.admin.get(f"/events?after={start}&wait=1").must(200).json
        self.assertEqual(nothing["items"], [])
        self.assertGreater(time.monotonic() - begun, 0.8)
        other = kit.Desk(self.engine, db=self.it.db).serve()
        self.addCleanup(other.close)
        times = []

        def write():
            time.sleep(0.7)
            client = other.http(self.it.admin_token)
            client.post("/tickets", {"subject": "s", "body": "from another process"}).must(201)
            times.append(time.monotonic())
        thread = threading.Thread(target=write)
        thread.start()
        page = self.admin.get(f"/events?after={start}&wait=20").must(200).json
        woke = time.monotonic()
        thread.join()
        self.assertEqual([e["kind"] for e in page["items"]], ["asked"])
        self.assertLess(woke - times[0], 1.3)

    def test_the_feed_skips_nothing_with_many_writers(self):
        other = kit.Desk(self.engine, db=self.it.db).serve()
        self.addCleanup(other.close)
        first = self.admin.get("/events").must(200).json
        made, over, seen = [], threading.Event(), []

        def read():
            client, at = self.it.admin(), first["next"]
            while True:
                ended = over.is_set()
                page = client.get(f"/events?after={at}&wait=1&limit=20").must(200).json
                seen.extend((e["seq"], e["ticket"], e["kind"]) for e in page["items"])
                at = page["next"]
                if ended and not page["items"]:
                    return

        def write(i):
            client = (self.it if i % 2 else other).http(self.it.admin_token)
            for _ in range(15):
                made.append(client.post("/tickets", {"subject": "s", "body": "b"}).must(201).json["number"])
        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        self.threads(6, write)
        over.set()
        reader.join(60)
        self.assertFalse(reader.is_alive())
        self.assertEqual([s for s, _, _ in seen], sorted(s for s, _, _ in seen), "out of order")
        self.assertEqual(sorted(t for _, t, kind in seen if kind == "asked"), sorted(made))

    def test_the_feed_shows_only_what_a_token_may_see(self):
        rita, bo = self.people()
        number = self.ticket(rita)
        self.admin.post(f"/tickets/{number}/notes", {"body": "Among us."}).must(201)
        self.ticket()
        events = rita.get("/events?after=0").must(200).json["items"]
        self.assertEqual({e["ticket"] for e in events}, {number})
        self.assertNotIn("noted", {e["kind"] for e in events})
        self.assertIn("noted", {e["kind"] for e in bo.get("/events?after=0").must(200).json["items"]})

    def test_the_live_stream(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.it.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request("GET", "/live", headers={"Authorization": "Bearer " + self.it.admin_token,
                                                    "Accept": "text/event-stream"})
        stream = connection.getresponse()
        self.assertEqual((stream.status, stream.getheader("Content-Type").split(";")[0]), (200, "text/event-stream"))
        number = self.ticket()
        event = {}
        while "data" not in event:
            line = stream.readline().decode().rstrip("\n")
            name, _, value = line.partition(": ")
            if name in ("id", "event", "data"):
                event[name] = value
        self.assertEqual(json.loads(event["data"])["ticket"], number)
        again = self.admin.get(f"/events?after={int(event['id']) - 1}").json["items"]
        self.assertEqual(str(again[0]["seq"]), event["id"])

    def test_absent_and_unseen_are_the_same_bytes(self):
        rita, bo = self.people()
        _, sam = self.it.person("sam@home.test")
        number = self.ticket(rita)
        message = rita.ask("POST", f"/tickets/{number}/messages", body=multipart([("body", None, b"a file"),
                                                                                 ("files", "a.txt", b"secret")]),
                           headers={"Content-Type": "multipart/form-data; boundary=xx"}).must(201)
        self.assertTrue(message.json["id"])
        file_id = rita.get(f"/tickets/{number}").json["messages"][-1]["attachments"][0]["id"]
        self.assertEqual(rita.get(f"/attachments/{file_id}").must(200).body, b"secret")
        handoff = self.admin.post(f"/tickets/{number}/handoffs", {"to": "bo@desk.test", "why": "w", "summary": "s"}).must(201).json
        step = rita.get(f"/tickets/{number}").json["next"]["id"]
        for method, unseen, absent, body in (
                ("GET", f"/tickets/{number}", "/tickets/9999999", None),
                ("GET", f"/tickets/{number}/history", "/tickets/9999999/history", None),
                ("POST", f"/tickets/{number}/messages", "/tickets/9999999/messages", {"body": "x"}),
                ("POST", f"/tickets/{number}/withdraw", "/tickets/9999999/withdraw", {}),
                ("POST", f"/tickets/{number}/answer", "/tickets/9999999/answer", {"solved": True}),
                ("GET", f"/attachments/{file_id}", "/attachments/9999999", None),
                ("GET", f"/handoffs/{handoff['id']}", "/handoffs/9999999", None),
                ("POST", f"/handoffs/{handoff['id']}/accept", "/handoffs/9999999/accept", {}),
                ("POST", f"/promises/{step}/keep", "/promises/9999999/keep", {}),
                ("GET", f"/people/{self.rita_id}", "/people/9999999", None)):
            answers = [sam.ask(method, path, body).must_be_problem(404) for path in (unseen, absent)]
            self.assertEqual(answers[0].body, answers[1].body, unseen)
            self.assertEqual(*({k: v for k, v in a.headers.items() if k != "Date"} for a in answers), unseen)

    def test_problems_name_the_field_or_the_rule(self):
        number = self.ticket()
        missing = self.admin.post("/tickets", {"subject": "no words"}).must_be_problem(422)
        self.assertEqual(missing.json["field"], "body")
        unknown = self.admin.post("/tickets", {"body": "b", "colour": "red"}).must_be_problem(400, 422)
        self.assertIn("colour", unknown.json["detail"])
        rule = self.admin.post(f"/tickets/{number}/replies", {"body": KIND_WORDS}).must_be_problem(409)
        self.assertEqual(rule.json["rule"], "R8")
        self.assertTrue(rule.json["instead"])
        nobody = self.it.http().get("/tickets").must_be_problem(401)
        self.assertIn("Bearer", nobody.headers["WWW-Authenticate"])
        wrong = self.admin.ask("PUT", f"/tickets/{number}").must_be_problem(405)
        self.assertIn("PATCH", wrong.headers["Allow"])
        self.admin.get("/nowhere").must_be_problem(404)

    def test_sign_in_and_its_limits(self):
        browser = self.it.http().sign_in(kit.ADMIN)
        self.assertEqual(browser.get("/session").must(200).json["person"]["role"], "admin")
        browser.post("/tickets", {"body": "with a cookie"}).must(201)
        with unittest.mock.patch.object(browser, "csrf", "x" * 43):
            browser.post("/tickets", {"body": "forged"}).must_be_problem(403)
        browser.post("/tickets", {"body": "x"}, headers={"Origin": "https://evil.test"}).must_be_problem(403)
        browser.delete("/session").must(204)
        self.it.http().get("/session").must_be_problem(401)
        answers = [self.it.http().post("/session", {"email": kit.ADMIN, "password": f"wrong {i}"}) for i in range(14)]
        self.assertEqual({a.status for a in answers[:8]}, {401})
        slow = answers[-1].must_be_problem(429)
        self.assertGreater(int(slow.headers["Retry-After"]), 0)
        self.it.http().post("/session", {"email": "someone@home.test", "password": "wrong"}).must_be_problem(401)

    def test_asking_has_a_pace(self):
        _, sam = self.it.person("sam@home.test")
        statuses = [sam.post("/tickets", {"body": "again and again"}).status for _ in range(75)]
        self.assertIn(429, statuses)
        self.assertEqual(set(statuses), {201, 429})
        slow = sam.post("/tickets", {"body": "again"}).must_be_problem(429)
        self.assertGreater(int(slow.headers["Retry-After"]), 0)
        statuses = [self.it.http().post("/ask", {"email": "x@home.test", "body": "hello there"}).status for _ in range(14)]
        self.assertEqual(set(statuses), {201, 429})

    def test_head_and_options(self):
        number = self.ticket()
        for path in (f"/tickets/{number}", "/tickets", "/health", "/openapi.json"):
            head, get = self.admin.ask("HEAD", path), self.admin.get(path)
            self.assertEqual((head.status, head.body, head.headers["Content-Type"]), (200, b"", get.headers["Content-Type"]))
            if path != "/health":
                self.assertEqual(head.headers["Content-Length"], str(len(get.body)), path)
        options = self.admin.ask("OPTIONS", f"/tickets/{number}")
        self.assertIn(options.status, (200, 204, 405))
        self.assertIn("GET", options.headers["Allow"])
        self.admin.ask("OPTIONS", "/nowhere").must(404)

    def test_what_watchers_read(self):
        self.ticket()
        watcher = self.it.http()
        self.assertEqual(watcher.get("/health").must(200).json, {"status": "ok"})
        metrics = watcher.get("/metrics", accept="*/*").must(200)
        self.assertEqual(metrics.type, "text/plain")
        for line in metrics.text.splitlines():
            self.assertRegex(line, r'^(# (TYPE|HELP) \w+ .+|\w+(\{\w+="[^"]*"\})? -?\d+(\.\d+)?)$')
        self.assertIn("rapport_tickets_open 1", metrics.text)
        described = watcher.get("/openapi.json").must(200).json
        self.assertTrue(described["openapi"].startswith("3."))
        routes = re.findall(r'^ROUTE\((\w+),\s+"([^"]+)"', (kit.TOP / "src/web/routes.def").read_text(), re.M)
        self.assertGreater(len(routes), 40)
        for method, path in routes:
            self.assertIn(method.lower(), described["paths"].get(re.sub(r":(\w+)", r"{\1}", path), {}), path)


def multipart(parts):
    body = b""
    for name, file, data in parts:
        more = f'; filename="{file}"\r\nContent-Type: text/plain' if file else ""
        body += f'--xx\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + data + b"\r\n"
    return body + b"--xx--\r\n"


if __name__ == "__main__":
    kit.main()
