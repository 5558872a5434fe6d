#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A ticket's whole life as real people see it: a mail comes in, its owner
promises, the requester answers by mail and says themselves that it is solved;
the same and the rest of the flows through pages and forms without JavaScript.
"""
import re
import unittest.mock

import kit
from kit import part, to_and, written

FROM = "IT help <help@desk.test>"
BY = "2027-03-01T10:00:00Z"
PROMISE = {"body": "Hello, I have seen your mail and will look into it together with you.",
           "next": {"kind": "promise", "what": "look into it", "by": BY}}
PROPOSAL = {"body": "I have put a new fuse into the printer, and two pages came out of it.", "next": {"kind": "proposal"}}


def links(mail):
    return re.findall(r"http://127\.0\.0\.1:\d+(/\S+)", part(mail, "plain"))


def mail_case(case):
    sink = case.sink()
    desk = case.desk("--smtp", sink.url, "--from", FROM)
    return desk, sink


def asked(desk, sink, sender="rita@home.test", subject="Printer"):
    """A ticket by mail, and its receipt."""
    done = desk.receive(written(sender, subject, "The printer on floor two does nothing.\n"))
    number = int(re.match(rb"R-(\d+): a new request", done.stderr)[1])
    return number, sink.wait(to_and(sender, "Thank you for asking"), what="the receipt")


@kit.both
class ByMail(kit.Case):
    def test_real_mails_become_tickets_with_an_owner_and_a_time(self):
        desk, _ = mail_case(self)
        emails = kit.SHARED / "corpora/mail-rt/emails"
        names = sorted(p.name for p in emails.iterdir() if p.is_file())
        self.assertGreater(len(names), 8)
        for name in names:
            done = desk.receive((emails / name).read_bytes(), "--to", "help@desk.test")
            self.assertTrue(done.stderr.strip(), name)
        self.assertEqual(desk.one("SELECT count(*) FROM mail_in WHERE state = 'received'"), 0)
        self.assertEqual(desk.one("SELECT count(*) FROM mail_in"), len(names))
        items = desk.admin().get("/tickets?limit=100").must(200).json["items"]
        self.assertGreater(len(items), 6)
        for item in items:
            self.assertEqual(item["owner"]["email"], kit.ADMIN)
            self.assertEqual((item["next"]["who"], item["next"]["kind"]), ("us", "target"))
            self.assertTrue(item["next"]["by"])
            self.assertNotEqual(item["requester"]["email"], "help@desk.test")
        desk.verify()

    def test_the_receipt_is_an_honest_automatic_mail(self):
        desk, sink = mail_case(self)
        number, receipt = asked(desk, sink)
        self.assertEqual(receipt["Auto-Submitted"], "auto-replied")
        self.assertIn(f"[R-{number}]", receipt["Subject"])
        self.assertRegex(receipt["Message-ID"], r"^<r%d\.[0-9a-f]{20}\.[0-9a-f]{20}@desk\.test>$" % number)
        root = receipt["References"].split()[0]
        self.assertRegex(root, r"^<t%d\.[0-9a-f]{20}@desk\.test>$" % number)
        self.assertIn("help@desk.test", receipt["From"])
        self.assertIn("admin looks after you", part(receipt, "plain"))
        self.assertIn("program wrote this note", part(receipt, "plain"))
        self.assertIn("<html", part(receipt, "html"))
        self.assertEqual(receipt.get_content_type(), "multipart/alternative")
        desk.admin().post(f"/tickets/{number}/replies", PROMISE).must(201)
        reply = sink.wait(to_and("rita@home.test", "I have seen your mail"), what="the reply")
        self.assertEqual(reply["References"].split()[0], root)
        self.assertIsNone(reply["Auto-Submitted"])
        self.assertIn("look into it", part(reply, "plain"))
        self.assertIn("> The printer on floor two does nothing.", part(reply, "plain"))
        others = [m for m in sink.mails() if "rita@home.test" not in m["To"]]
        self.assertFalse([m["To"] for m in others if "help@desk.test" in m["To"]], "the desk writes to itself")

    def test_from_mail_to_their_own_yes(self):
        desk, sink = mail_case(self)
        owner = desk.admin()
        number, receipt = asked(desk, sink)
        owner.post(f"/tickets/{number}/replies", PROMISE).must(201)
        reply = sink.wait(to_and("rita@home.test", "I have seen your mail"))

        answer = written("rita@home.test", "Re: " + receipt["Subject"],
                         "It is the one beside the window.\n\nOn Mon, 12 Oct 2026 at 09:12, admin <help@desk.test> wrote:\n> I have seen your mail\n",
                         In_Reply_To=reply["Message-ID"], References=reply["References"] + " " + reply["Message-ID"])
        self.assertIn(b"added to the request", desk.receive(answer).stderr)
        ticket = owner.get(f"/tickets/{number}").json
        self.assertEqual(ticket["messages"][-1]["body"], "It is the one beside the window.")
        self.assertIn("I have seen your mail", ticket["messages"][-1]["quoted"])
        self.assertIn(b"came before", desk.receive(answer).stderr, "the same mail twice")

        owner.post(f"/tickets/{number}/replies", PROPOSAL).must(201)
        mail = sink.wait(to_and("rita@home.test", "Is it solved?"))
        buttons = [l for l in links(mail) if l.startswith("/a/")]
        self.assertEqual(len(buttons), 2)
        self.assertIn("Yes, it works now", part(mail, "html"))
        self.assertIn("Not yet", part(mail, "html"))

        them = desk.http()
        before = owner.get(f"/tickets/{number}").json
        for link in buttons + buttons:
            page = them.page(link)
        for agent in ("HEAD", "GET"):
            them.ask(agent, buttons[0]).must(200)
        self.assertEqual(owner.get(f"/tickets/{number}").json, before, "opening a link acts")

        form = buttons[0].split("?")[0]
        again = them.submit(page, form, having="solved", solved="true", text="yes but it still does not work")
        self.assertEqual(again.status, 200)
        self.assertIn("it still does not work", again.text)
        self.assertEqual(owner.get(f"/tickets/{number}").json["state"], "proposed")

        done = them.submit(them.page(buttons[0]), form, having="solved", solved="true", text="Thank you, it prints")
        self.assertEqual(done.status, 200)
        ticket = owner.get(f"/tickets/{number}").json
        self.assertEqual((ticket["state"], ticket["outcome"], ticket["next"]), ("closed", "solved", None))

        history = owner.get(f"/tickets/{number}/history").json["items"]
        self.assertEqual([e["kind"] for e in history], ["asked", "promised", "words", "proposed", "solved"])
        for before, event in zip(history, history[1:]):
            self.assertEqual(event["previous"], before["hash"])
        for event in history:
            self.assertRegex(event["text"], r"^\S+ .*\.$")
        self.assertIn(b"nothing was changed or dropped", desk.verify().stdout)

        late = written("rita@home.test", "Re: Printer", "It came back this morning.\n", In_Reply_To=mail["Message-ID"])
        self.assertIn(b"R-%d" % number, desk.receive(late).stderr)
        ticket = owner.get(f"/tickets/{number}").json
        self.assertEqual((ticket["state"], ticket["outcome"], ticket["next"]["who"]), ("with_us", None, "us"))
        self.assertEqual(ticket["owner"]["email"], kit.ADMIN)
        desk.verify()

    def test_a_press_on_a_sure_yes_closes_although_the_words_doubt(self):
        desk, sink = mail_case(self)
        number, _ = asked(desk, sink)
        desk.admin().post(f"/tickets/{number}/replies", PROPOSAL).must(201)
        link = links(sink.wait(to_and("rita@home.test", "Is it solved?")))[0].split("?")[0]
        them = desk.http()
        program = them.post(link, {"solved": True, "text": "it still does not work"})
        program.must_be_problem(409)
        self.assertEqual(program.json["rule"], "R14")
        page = them.submit(them.page(link), link, having="solved", solved="true", text="it still does not work")
        done = them.submit(page, link, having="sure", solved="true")
        self.assertEqual(done.status, 200)
        self.assertEqual(desk.admin().get(f"/tickets/{number}").json["outcome"], "solved")

    def test_machines_never_open_or_answer_anything(self):
        desk, sink = mail_case(self)
        number, receipt = asked(desk, sink)
        desk.admin().post(f"/tickets/{number}/replies", PROPOSAL).must(201)
        mail = sink.wait(to_and("rita@home.test", "Is it solved?"))
        for headers in ({"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<all.home.test>"},
                        {"X_Auto_Response_Suppress": "All", "Auto_Submitted": "auto-generated"}):
            raw = written("rita@home.test", "Out of office", "Yes, it works now\n", In_Reply_To=mail["Message-ID"], **headers)
            desk.receive(raw)
            desk.receive(written("robot@home.test", "News", "Buy now\n", **headers))
        items = desk.admin().get("/tickets").json["items"]
        self.assertEqual([(t["number"], t["state"]) for t in items], [(number, "proposed")])
        desk.receive(written("help@desk.test", "From ourselves", "Hello\n"))
        self.assertEqual(len(desk.admin().get("/tickets").json["items"]), 1)

    def test_a_mail_that_comes_six_times_at_once_is_one_request(self):
        desk = self.desk()
        said = []
        raw = written("rita@home.test", "Printer", "It does nothing.\n")
        self.threads(6, lambda _: said.append(desk.receive(raw).stderr))
        self.assertEqual(sum(b"a new request" in line for line in said), 1)
        self.assertEqual(sum(b"came before" in line for line in said), 5)
        self.assertEqual(len(desk.admin().get("/tickets").json["items"]), 1)
        self.assertEqual(desk.one("SELECT count(*) FROM mail_in"), 6)

    def test_a_number_in_a_subject_works_only_for_those_on_the_ticket(self):
        desk, sink = mail_case(self)
        number, _ = asked(desk, sink)
        stranger = desk.receive(written("eve@home.test", f"Re: Printer [R-{number}]", "Let me in.\n"))
        self.assertNotIn(b"R-%d:" % number, stranger.stderr)
        own = desk.receive(written("rita@home.test", f"Re: Printer [R-{number}]", "More words.\n"))
        self.assertIn(b"R-%d: added" % number, own.stderr)
        forged = written("eve@home.test", "Re: x", "Me too.\n", In_Reply_To=f"<t{number}.{'0' * 20}@desk.test>")
        self.assertIn(b"a new request", desk.receive(forged).stderr)

    def test_a_sign_in_link_comes_by_mail_and_works_once(self):
        desk, sink = mail_case(self)
        asked(desk, sink)
        rita = desk.http()
        page = rita.page("/session")
        sent = rita.submit(page, "/session/link", email="rita@home.test")
        self.assertEqual(sent.status, 202)
        unknown = desk.http()
        again = unknown.submit(unknown.page("/session"), "/session/link", email="nobody@home.test")
        self.assertEqual(again.text.replace("nobody", "rita"), sent.text, "the answer tells who is known")
        mail = sink.wait(lambda m: "rita@home.test" in m["To"] and "/session/link?token=" in part(m, "plain"))
        link = next(l for l in links(mail) if l.startswith("/session/link"))
        rita.page(link)
        page = rita.page(link)
        home = rita.submit(page, "/session/link/use")
        self.assertEqual(home.status, 200)
        self.assertIn("Printer", home.text)
        second = desk.http()
        self.assertEqual(second.submit(second.page(link), "/session/link/use").status, 403)
        self.assertFalse([m for m in sink.mails() if "nobody@home.test" in m["To"]])


@kit.both
class ByPage(kit.Case):
    """No JavaScript: what a page's forms hold is all that is sent."""

    def setUp(self):
        self.sink_ = self.sink()
        self.the_desk = self.desk("--smtp", self.sink_.url, "--from", FROM)
        self.lead = self.the_desk.http().sign_in(kit.ADMIN)

    def somebody(self, name, role="requester", **more):
        address, password = f"{name}@home.test", f"{name} has a long password"
        self.the_desk.admin().post("/people", {"name": name.title(), "emails": [address], "role": role, "password": password,
                                               **more}).must(201)
        browser = self.the_desk.http()
        home = browser.submit(browser.page("/session"), "/session", email=address, password=password)
        self.assertEqual(home.status, 200, home.text)
        self.assertIn("rapport", " ".join(browser.cookies).lower())
        return browser

    def ask(self, browser, subject="VPN", body="The VPN says no to me since this morning."):
        page = browser.page("/tickets/new")
        shown = browser.submit(page, "/tickets", subject=subject, body=body, effect="stuck")
        return int(re.search(r"R-(\d+)", shown.text)[1])

    def ticket(self, number):
        return self.the_desk.admin().get(f"/tickets/{number}").must(200).json

    def test_signing_in_asking_and_signing_out(self):
        rita = self.somebody("rita")
        number = self.ask(rita)
        ticket = self.ticket(number)
        self.assertEqual((ticket["subject"], ticket["effect"], ticket["requester"]["email"]), ("VPN", "stuck", "rita@home.test"))
        page = rita.page(f"/tickets/{number}")
        self.assertIn("The VPN says no to me", page.text)
        shown = rita.submit(page, f"/tickets/{number}/messages", body="It is error 809.")
        self.assertIn("It is error 809.", shown.text)
        self.assertIn("VPN", rita.page("/").text)
        wrong = self.the_desk.http()
        refused = wrong.submit(wrong.page("/session"), "/session", email="rita@home.test", password="not this one at all")
        self.assertEqual(refused.status, 401)
        out = rita.submit(page, "/session", having="_method")
        self.assertIn("Sign in", out.text)
        rita.get("/", accept="text/html").must(401)

    def test_asking_needs_no_account(self):
        stranger = self.the_desk.http()
        page = stranger.page("/tickets/new")
        shown = stranger.submit(page, "/ask", email="new@home.test", body="I have no account, and my screen is black.")
        self.assertIn(shown.status, (200, 201), shown.text)
        mail = self.sink_.wait(to_and("new@home.test", "Thank you for asking"))
        link = next(l for l in links(mail) if l.startswith("/t/"))
        page = stranger.page(link)
        self.assertIn("my screen is black", page.text)
        shown = stranger.submit(page, link, body="Now it is blue.")
        self.assertIn("Now it is blue.", shown.text)

    def test_a_reply_sets_what_happens_next(self):
        rita = self.somebody("rita")
        number = self.ask(rita)
        page = self.lead.page(f"/tickets/{number}")
        shown = self.lead.submit(page, f"/tickets/{number}/replies", body=PROMISE["body"], **{
            "next.kind": "promise", "next.what": "look at your VPN", "next.by": "2027-03-01T10:00"})
        self.assertIn(PROMISE["body"], shown.text)
        step = self.ticket(number)["next"]
        self.assertEqual((step["kind"], step["what"], step["by"]), ("promise", "look at your VPN", BY))
        self.assertIn("look at your VPN", rita.page(f"/tickets/{number}").text)
        kept = self.lead.submit(self.lead.page(f"/tickets/{number}"), f"/tickets/{number}/notes", body="I asked Bo <b>.")
        self.assertIn("I asked Bo &lt;b&gt;.", kept.text)
        self.assertNotIn("I asked Bo", rita.page(f"/tickets/{number}").text)
        nothing = self.lead.submit(page, f"/tickets/{number}/replies", body="No.", **{"next.kind": "", "next.by": ""})
        self.assertIn(nothing.status, (409, 422))
        self.assertIn("No.", nothing.text, "what was typed is lost")

    def test_offer_accept_and_introduction(self):
        rita = self.somebody("rita")
        bo = self.somebody("bo", "agent", looks_after="all things VPN", teams=["Help desk"])
        number = self.ask(rita)
        page = self.lead.page(f"/tickets/{number}/introduce")
        form = page.form(f"/tickets/{number}/handoffs")
        to = next(o for o in form["options"]["to"] if o and o != "1")
        shown = self.lead.submit(page, f"/tickets/{number}/handoffs", to=to, why="Bo knows our VPN best",
                                 summary="It says 809 since this morning")
        self.assertEqual(shown.status, 200)
        self.assertEqual(self.ticket(number)["owner"]["email"], kit.ADMIN, "until it is accepted the first owner answers")
        handoff = self.ticket(number)["handoffs"][-1]
        self.assertEqual(handoff["state"], "offered")
        page = bo.page(f"/tickets/{number}")
        accept = f"/handoffs/{handoff['id']}/accept"
        bo.submit(page if accept in page.text else bo.page(f"/handoffs/{handoff['id']}"), accept)
        self.assertEqual(self.ticket(number)["owner"]["email"], "bo@home.test")
        mail = self.sink_.wait(lambda m: "rita@home.test" in m["To"] and "Bo knows our VPN best" in part(m, "plain"))
        self.assertIn("Bo", part(mail, "plain"))
        self.assertIn(f"[R-{number}]", mail["Subject"])

    def test_decline_review_and_its_answer(self):
        rita = self.somebody("rita")
        lea = self.somebody("lea", "lead", teams=["Help desk"])
        number = self.ask(rita, "A third screen", "I would like a third screen.")
        page = self.lead.page(f"/tickets/{number}")
        self.lead.submit(page, f"/tickets/{number}/decline", why="Desks here are too narrow for three screens.",
                         instead="A wide screen from the store on floor one.")
        self.assertEqual(self.ticket(number)["decline"]["state"], "told")
        shown = rita.submit(rita.page(f"/tickets/{number}"), f"/tickets/{number}/review")
        self.assertEqual(shown.status, 200)
        self.assertEqual(self.ticket(number)["decline"]["state"], "review")
        own = self.the_desk.admin().post(f"/tickets/{number}/review/answer", {"upheld": True, "why": "I say so again."})
        own.must_be_problem(409)
        self.assertEqual(own.json["rule"], "R13")
        page = lea.page(f"/tickets/{number}")
        lea.submit(page, f"/tickets/{number}/review/answer", upheld="true", why="I measured the desks: there is no room.")
        ticket = self.ticket(number)
        self.assertEqual((ticket["state"], ticket["outcome"]), ("closed", "declined"))
        self.sink_.wait(to_and("rita@home.test", "I measured the desks"))

    def test_playback_and_withdraw(self):
        rita = self.somebody("rita")
        number = self.ask(rita)
        said = "Since this morning the VPN refuses you with error 809."
        self.lead.submit(self.lead.page(f"/tickets/{number}"), f"/tickets/{number}/playback", text=said)
        page = rita.page(f"/tickets/{number}")
        self.assertIn(said, page.text)
        rita.submit(page, f"/tickets/{number}/playback/answer", agrees="false", text="Since yesterday, not today.")
        self.assertEqual(self.ticket(number)["playback_state"], "corrected")
        self.lead.submit(self.lead.page(f"/tickets/{number}"), f"/tickets/{number}/playback", text=said + " Yesterday.")
        rita.submit(rita.page(f"/tickets/{number}"), f"/tickets/{number}/playback/answer", agrees="true", text="")
        self.assertEqual(self.ticket(number)["playback_state"], "agreed")
        rita.submit(rita.page(f"/tickets/{number}"), f"/tickets/{number}/withdraw", text="I am on holiday now.")
        ticket = self.ticket(number)
        self.assertEqual((ticket["state"], ticket["outcome"]), ("closed", "withdrawn"))

    def test_merge_and_its_undoing(self):
        rita = self.somebody("rita")
        first, second = self.ask(rita), self.ask(rita, "VPN again")
        more = f"/tickets/{second}/more"
        self.assertIn(f'href="{more}"', self.lead.page(f"/tickets/{second}").text)
        self.lead.submit(self.lead.page(more), f"/tickets/{second}/merge", into=str(first), why="the same thing")
        ticket = self.ticket(second)
        self.assertEqual((ticket["outcome"], ticket["merged_into"]), ("merged", first))
        self.sink_.wait(to_and("rita@home.test", "joined with another"))
        self.lead.submit(self.lead.page(more), f"/tickets/{second}/unmerge")
        ticket = self.ticket(second)
        self.assertEqual((ticket["outcome"], ticket["merged_into"]), (None, None))
        self.the_desk.verify()

    def test_a_form_without_its_guard_is_refused(self):
        rita = self.somebody("rita")
        number = self.ask(rita)
        before = self.ticket(number)
        page = rita.page(f"/tickets/{number}")
        action = f"/tickets/{number}/messages"
        fields = {**page.form(action)["fields"], "body": "forged"}
        for wrong in ("", "x" * 32, None):
            with unittest.mock.patch.dict(fields):
                fields.pop("csrf") if wrong is None else fields.update(csrf=wrong)
                self.assertEqual(rita.send_form(action, fields).status, 403)
        for headers in ({"Origin": "https://evil.test"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
            self.assertEqual(rita.send_form(action, fields, headers=headers).status, 403)
        self.assertEqual(self.ticket(number), before)


if __name__ == "__main__":
    kit.main()
