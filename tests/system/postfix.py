#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Real mail servers around the desk: a mail reaches Postfix by SMTP, its pipe
calls `rapport receive`, what the desk writes leaves through the same Postfix
into Dovecot by LMTP, is read there by IMAP, and is answered. While the database
is locked Postfix keeps the mail and brings it again. Needs root, as Postfix does.
"""
import email
import email.policy
import grp
import imaplib
import os
import pwd
import re
import shutil
import signal
import smtplib
import socket
import sqlite3
import subprocess
import time

import kit

USER = "nobody"
MAIN = """compatibility_level = 3.6
queue_directory = {dir}/queue
data_directory = {dir}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.desk.test
mydestination =
mynetworks = 127.0.0.0/8
local_recipient_maps =
alias_maps =
recipient_delimiter = +
transport_maps = regexp:{dir}/etc/transport
relay_domains = desk.test, home.test
relay_recipient_maps =
maillog_file = {dir}/log/mail.log
maillog_file_prefixes = {dir}
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
export_environment = TZ MAIL_CONFIG LANG ASAN_OPTIONS UBSAN_OPTIONS
import_environment = MAIL_CONFIG TZ ASAN_OPTIONS UBSAN_OPTIONS
"""
MASTER = """127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
rapport unix - n n - 4 pipe
  flags=Rq user={user} argv={program} receive --db {db} --busy-ms 200 --to ${{original_recipient}}
"""
TRANSPORT = """/^help(\\+.*)?@desk\\.test$/ rapport:
/@home\\.test$/ lmtp:inet:127.0.0.1:{lmtp}
"""
DOVECOT = """base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = dovecot
default_login_user = dovenull
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
first_valid_uid = 1
mail_location = maildir:{dir}/mail/%n
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={dir}/mail/%n allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service stats {{
  client_limit = 100
}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def own(path):
    user = pwd.getpwnam(USER)
    shutil.chown(path, user.pw_uid, user.pw_gid)


class Servers:
    """Postfix and Dovecot of our own, in a folder of our own."""

    def __init__(self, db):
        self.dir = kit.new_dir("mx")
        self.smtp, self.imap, self.lmtp = free_port(), free_port(), free_port()
        shutil.copy(kit.PROGRAM, self.dir / "rapport")  # to where the pipe's user may go
        self.start_dovecot()
        self.start_postfix(db)

    def write(self, name, text, **more):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(dir=self.dir, port=self.smtp, imap=self.imap, lmtp=self.lmtp, user=USER,
                                    group=grp.getgrgid(pwd.getpwnam(USER).pw_gid).gr_name, program=self.dir / "rapport", **more))

    def start_postfix(self, db):
        self.write("etc/main.cf", MAIN)
        self.write("etc/master.cf", MASTER, db=db)
        self.write("etc/transport", TRANSPORT)
        for name in ("queue", "data", "log"):
            (self.dir / name).mkdir()
        shutil.chown(self.dir / "data", "postfix")
        self.postfix("start")
        kit.until(lambda: reachable(self.smtp), 30, what="Postfix")

    def postfix(self, word, check=True):
        done = subprocess.run(["postfix", "-c", str(self.dir / "etc"), word], capture_output=True, text=True, check=False, timeout=60)
        if check and done.returncode:
            raise AssertionError(f"postfix {word}: {done.stdout}{done.stderr}")

    def start_dovecot(self):
        self.write("dovecot.conf", DOVECOT)
        (self.dir / "mail").mkdir()
        own(self.dir / "mail")
        self.dovecot = kit.spawn(["dovecot", "-F", "-c", str(self.dir / "dovecot.conf")], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        kit.until(lambda: reachable(self.imap) and reachable(self.lmtp), 30, what="Dovecot: " + self.log("dovecot.log"))

    def log(self, name):
        path = self.dir / name
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""

    def stop(self):
        self.postfix("stop", check=False)
        self.dovecot.send_signal(signal.SIGTERM)
        self.dovecot.wait(20)
        kit.children.discard(self.dovecot)

    def send(self, raw, to="help@desk.test"):
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=20) as smtp:
            smtp.sendmail(re.search(rb"^From: (\S+)", raw, re.M)[1].decode(), [to], raw)

    def inbox(self, who):
        imap = imaplib.IMAP4("127.0.0.1", self.imap, timeout=20)
        try:
            imap.login(who, "secret")
            imap.select("INBOX", readonly=True)
            numbers = imap.search(None, "ALL")[1][0].split()
            return [email.message_from_bytes(imap.fetch(n, "(BODY.PEEK[])")[1][0][1], policy=email.policy.default) for n in numbers]
        finally:
            imap.logout()

    def wait(self, who, words):
        return kit.until(lambda: next((m for m in self.inbox(who) if words in kit.part(m, "plain")), None), 40, 0.3,
                         f"'{words}' for {who}\n{self.log('log/mail.log')}")

    def queued(self):
        done = subprocess.run(["postqueue", "-c", str(self.dir / "etc"), "-j"], capture_output=True, text=True, check=False)
        return [line for line in done.stdout.splitlines() if line.startswith("{")]


def reachable(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


class Postfix(kit.Case):
    def setUp(self):
        self.assertEqual(os.geteuid(), 0, "Postfix is started by root")
        self.it = kit.Desk(self.engine, db=self.database())
        self.servers = Servers(self.it.db)
        self.addCleanup(self.servers.stop)
        self.addCleanup(self.it.close)
        self.it.options = ["--smtp", f"smtp://127.0.0.1:{self.servers.smtp}", "--from", "IT help <help@desk.test>", "--plus-addresses"]
        self.it.init()
        if self.engine == "sqlite":
            folder = os.path.dirname(self.it.db)
            own(folder)
            for name in os.listdir(folder):
                own(os.path.join(folder, name))
        self.it.serve()
        self.give_to_user()

    def database(self):
        return kit.new_database("sqlite")

    def give_to_user(self):
        """The pipe's user shares the file, its log and its index."""
        if self.engine == "sqlite":
            folder = os.path.dirname(self.it.db)
            for name in os.listdir(folder):
                own(os.path.join(folder, name))

    def tickets(self):
        return self.it.admin().get("/tickets").must(200).json["items"]

    def test_there_and_back_again(self):
        self.servers.send(kit.written("rita@home.test", "Printer", "It does nothing.\n"))
        receipt = self.servers.wait("rita", "Thank you for asking")
        number = self.tickets()[0]["number"]
        self.assertEqual(receipt["Auto-Submitted"], "auto-replied")
        self.assertRegex(receipt["Reply-To"], r"help\+\S+@desk\.test")
        self.assertIn(f"[R-{number}]", receipt["Subject"])
        self.it.admin().post(f"/tickets/{number}/replies", {
            "body": "Hello, which of the two printers is it?",
            "next": {"kind": "question", "what": "which printer", "by": "2027-03-01T10:00:00Z"}}).must(201)
        asked = self.servers.wait("rita", "which of the two printers")
        plus = re.search(r"help\+\S+@desk\.test", asked["Reply-To"])[0]
        answer = kit.written("rita@home.test", "Re: " + asked["Subject"], "The one beside the window.\n", to=plus,
                             In_Reply_To=asked["Message-ID"], References=asked["References"] + " " + asked["Message-ID"])
        self.servers.send(answer, plus)
        kit.until(lambda: self.tickets()[0]["state"] == "with_us", 30, 0.2, "the answer")
        bare = kit.written("rita@home.test", "no reference at all", "By the plus address alone.\n", to=plus)
        self.servers.send(bare, plus)
        kit.until(lambda: len(self.it.admin().get(f"/tickets/{number}").json["messages"]) == 4, 30, 0.2, "the second answer")
        bodies = [m["body"] for m in self.it.admin().get(f"/tickets/{number}").json["messages"]]
        self.assertEqual(bodies[2:], ["The one beside the window.", "By the plus address alone."])
        self.assertEqual(len(self.tickets()), 1)
        kit.until(lambda: not self.servers.queued(), 20, 0.3, "an empty queue")
        self.it.verify()

    def test_a_bounce_and_an_auto_reply_do_not_make_a_loop(self):
        self.servers.send(kit.written("rita@home.test", "Printer", "It does nothing.\n"))
        receipt = self.servers.wait("rita", "Thank you for asking")
        self.servers.send(kit.written("rita@home.test", "Out of office", "I am away.\n", In_Reply_To=receipt["Message-ID"],
                                      Auto_Submitted="auto-replied"))
        kit.until(lambda: self.it.one("SELECT count(*) FROM mail_in WHERE state = 'automatic'") == 1, 30, 0.2, "the auto-reply")
        time.sleep(1)
        self.assertEqual(len(self.servers.inbox("rita")), 1)
        self.assertEqual(len(self.tickets()), 1)

    def test_a_locked_database_makes_postfix_try_again(self):
        if self.engine == "sqlite":
            other = sqlite3.connect(self.it.db, isolation_level=None, timeout=10)
            other.execute("BEGIN EXCLUSIVE")
        else:
            self.connections(False)
        self.servers.send(kit.written("rita@home.test", "Later", "I can wait.\n"))
        kit.until(lambda: "status=deferred" in self.servers.log("log/mail.log"), 40, 0.3, "Postfix to defer: " + self.servers.log("log/mail.log"))
        self.assertEqual(len(self.servers.queued()), 1)
        if self.engine == "sqlite":
            other.execute("ROLLBACK")
            other.close()
            self.give_to_user()
        else:
            self.connections(True)
        subprocess.run(["postqueue", "-c", str(self.servers.dir / "etc"), "-f"], check=False)
        self.servers.wait("rita", "Thank you for asking")
        self.assertEqual([t["subject"] for t in self.tickets()], ["Later"])
        kit.until(lambda: not self.servers.queued(), 20, 0.3, "an empty queue")
        self.assertNotIn("status=bounced", self.servers.log("log/mail.log"))


class PostfixOnPostgres(Postfix):
    """A server of its own, whose socket the pipe's user may reach."""
    engine = "postgres"

    def database(self):
        dir_ = kit.place / ("pg-" + self._testMethodName[:12])
        url = kit.start_postgres(dir_)
        os.chmod(dir_, 0o711)
        self.server = re.sub("///[^?]*", "///postgres", url)
        return url

    def connections(self, allowed):
        kit.psql(self.server, f"ALTER DATABASE rapport_test ALLOW_CONNECTIONS {'true' if allowed else 'false'}")


if __name__ == "__main__":
    kit.main()
