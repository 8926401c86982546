"""The password: who is let in, what becomes of its file, and that nobody is hurt while it is checked."""

import base64
import os
import pty
import re
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from case import EndToEndCase
from daemon import PROGRAM, run
from http1 import Connection, ask, request

PASSWORD = "correct horse; ünsafe $y"
HASH = re.compile(r"\$y\$j9T\$[./0-9A-Za-z]+\$[./0-9A-Za-z]{43}\n")
OPEN_NOTE = "Everybody on this network can watch and pause: no password is set."


def credentials(password, name=""):
    """The Authorization field for a password."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


class PasswordCase(EndToEndCase):
    """Tests with a password file of their own."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name, "password")
        self.file.write_text(PASSWORD + "\n", encoding="utf-8")

    def guard(self, *arguments):
        """One that asks for the password."""
        return self.start("--password-file", self.file, *arguments)

    def status(self, daemon, password=None, target="/state", method="GET", body=b""):
        """The status that a password, or none, is answered with."""
        fields = {} if password is None else {"Authorization": credentials(password)}
        return ask(daemon.address, method, target, body, **fields).status


class Password(PasswordCase):
    """`--password-file`."""

    def test_who_is_let_in(self):
        """everything but /healthz asks for it; the right one is let in, by whatever name"""
        daemon = self.guard()
        for target in ("/", "/stream", "/snapshot", "/state", "/metrics", "/log", "/video_feed", "/nothing"):
            answer = ask(daemon.address, "GET", target)
            self.assertEqual((answer.status, answer.text), (401, "this needs a password\n"), target)
            self.assertEqual(answer.fields["www-authenticate"], 'Basic realm="Martlet", charset="UTF-8"')
        self.assertEqual(self.status(daemon, target="/healthz"), 200)
        self.assertEqual(self.status(daemon, None, "/streaming", "PUT", b"off"), 401)
        self.assertEqual(self.status(daemon, "wrong"), 401)
        self.assertEqual(self.status(daemon, PASSWORD), 200)
        self.assertEqual(self.status(daemon, PASSWORD + " "), 401)
        self.assertEqual(self.status(daemon, PASSWORD, "/streaming", "PUT", b"off"), 200)
        answer = ask(daemon.address, "GET", "/state", Authorization=credentials(PASSWORD, "somebody"))
        self.assertEqual(answer.status, 200)
        self.assertIn('"open":false,"notes":[]', answer.text)
        self.assertIn('"denied":2,', answer.text)

    def test_file(self):
        """the file holds the hash afterwards, for its owner alone, and the next start takes it"""
        self.file.chmod(0o600)
        self.assertEqual(self.status(self.guard(), PASSWORD), 200)
        kept = self.file.read_text(encoding="utf-8")
        self.assertRegex(kept, HASH)
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        self.assertEqual([entry.name for entry in self.file.parent.iterdir()], [self.file.name])
        again = self.guard()
        self.assertEqual((self.status(again, PASSWORD), self.status(again, kept.strip())), (200, 401))
        self.assertEqual((self.file.read_text(encoding="utf-8"), again.errors), (kept, ""))

    def test_file_of_a_group(self):
        """started by root, the file stays its owner's, and readable to its group alone: the service's user reads it too"""
        if os.geteuid() != 0:
            self.skipTest("only root can give a file away")
        os.chown(self.file, 65533, 65534)
        self.file.chmod(0o664)
        self.assertEqual(self.status(self.guard(), PASSWORD), 200)
        self.assertRegex(self.file.read_text(encoding="utf-8"), HASH)
        after = self.file.stat()
        self.assertEqual((after.st_uid, after.st_gid, after.st_mode & 0o777), (65533, 65534, 0o640))

    def test_reload(self):
        """SIGHUP: a new password holds at once, one that cannot be read leaves the old one"""
        daemon = self.guard()
        self.assertEqual(self.status(daemon, PASSWORD), 200)
        self.file.write_text("another\n", encoding="utf-8")
        daemon.process.send_signal(signal.SIGHUP)
        self.wait_until("the new one holds", lambda: self.status(daemon, "another") == 200)
        self.assertEqual(self.status(daemon, PASSWORD), 401)
        self.file.write_text("", encoding="utf-8")
        daemon.process.send_signal(signal.SIGHUP)
        self.wait_until("it is told", lambda: "settings stay as they are: " in daemon.errors)
        self.assertIn(f"{self.file}: holds no password: write one into its first line", daemon.errors)
        self.assertEqual(self.status(daemon, "another"), 200)

    def test_reload_is_whole(self):
        """SIGHUP with a password that cannot be read: no other setting changes either"""
        config = self.file.parent / "martlet.conf"
        config.write_text("viewers = 1000\n", encoding="utf-8")
        daemon = self.guard("--config", config)
        config.write_text("viewers = 1\n", encoding="utf-8")
        self.file.write_text("", encoding="utf-8")
        daemon.process.send_signal(signal.SIGHUP)
        self.wait_until("it is told", lambda: "settings stay as they are: " in daemon.errors)
        with Connection(daemon.address) as first, Connection(daemon.address) as second:
            for viewer in (first, second):
                viewer.send(request("GET", "/stream", Authorization=credentials(PASSWORD)))
                self.assertEqual(viewer.answer(has_body=False).status, 200)
        # Mended, both are taken over.
        self.file.write_text("another\n", encoding="utf-8")
        daemon.process.send_signal(signal.SIGHUP)
        self.wait_until("it is told", lambda: "settings read again; changed: viewers" in daemon.errors)
        self.assertEqual(self.status(daemon, "another"), 200)

    def test_refused(self):
        """a file that cannot be read, or holds no password: one line, exit status 2"""
        for content, complaint in ((b"", "holds no password: write one into its first line"),
                                   (b"$6$a$b\n", "holds a hash that is not yescrypt's: `martlet hash-password` makes one"),
                                   (b"x" * 5000, "cannot be read: File too large .*")):
            self.file.write_bytes(content)
            self.assert_refused(complaint)
        self.file.unlink()
        self.assert_refused("cannot be read: .*No such file or directory.*")

    def assert_refused(self, complaint):
        """It does not start."""
        done = run("--device", "pattern", "--listen", "127.0.0.1:0", "--password-file", self.file)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, rf"\Amartlet: {re.escape(str(self.file))}: {complaint}\n\Z")

    def test_nobody_is_hurt(self):
        """while passwords are checked, as many as there may be, a viewer gets every picture, and memory is given back"""
        daemon = self.guard()
        with Connection(daemon.address) as viewer:
            viewer.send(request("GET", "/stream", Authorization=credentials(PASSWORD)))
            self.assertEqual(viewer.answer(has_body=False).status, 200)
            viewer.read_until(b"\r\n--frame")
            # With a viewer, and what the first check leaves behind: its thread's stack. A hash takes 16 MB.
            self.assertEqual(self.status(daemon, "a first guess"), 401)
            memory = daemon.resident_bytes()
            statuses, stop = [], time.monotonic() + 3
            threads = [threading.Thread(target=self._guess, args=(daemon, number, stop, statuses)) for number in range(8)]
            for thread in threads:
                thread.start()
            arrivals = []
            while time.monotonic() < stop:
                viewer.read_until(b"\r\n--frame")
                arrivals.append(time.monotonic())
            for thread in threads:
                thread.join()
        gaps = [after - before for before, after in zip(arrivals, arrivals[1:])]
        self.assertLess(statistics.median(gaps), 0.045)
        self.assertEqual(set(statuses), {401, 503})
        # One every 250 ms and the time that it takes: no more is spent on those who guess.
        self.assertLessEqual(statuses.count(401), 3 * 4 + 6)
        kept = daemon.resident_bytes() - memory
        self.assertLess(kept, 1 << 20)
        self.note(f"{len(arrivals)} pictures in 3 s, the longest gap {max(gaps) * 1000:.0f} ms, {statuses.count(401)} "
                  f"of {len(statuses)} guesses checked; {kept >> 10} KiB more than after the first")

    def _guess(self, daemon, number, stop, statuses):
        for guess in range(1000):
            if time.monotonic() > stop:
                return
            statuses.append(self.status(daemon, f"guess {number} {guess}"))


class Exposure(PasswordCase):
    """To be seen by the network takes a password, or to say that none is wanted."""

    def test_refused(self):
        """an address of the network without a password: one line names the ways out, exit status 2"""
        for address in ("0.0.0.0:0", "[::]:0"):
            done = run("--device", "pattern", "--listen", "127.0.0.1:0", "--listen", address)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertRegex(done.stderr, r"\Amartlet: \S+:\d+ can be reached from the network, and no password is set: set "
                             r"one with --password-file, let everybody in with --open, or listen at 127\.0\.0\.1 only\n\Z")

    def test_loopback(self):
        """the machine's own addresses need neither"""
        for address in ("127.0.0.1:0", "127.1.2.3:0", "[::1]:0"):
            daemon = self.launch("--device", "pattern", "--listen", address)
            self.assertEqual(daemon.state()["notes"], [])

    def test_open(self):
        """--open: everybody is let in, and the page says so"""
        daemon = self.launch("--device", "pattern", "--listen", "0.0.0.0:0", "--open")
        state = daemon.state()
        self.assertIs(state["open"], True)
        self.assertTrue(state["notes"][0].startswith(OPEN_NOTE), state["notes"])
        self.assertEqual(self.status(daemon, "anything"), 200)

    def test_password(self):
        """with a password it is not open, even with --open"""
        daemon = self.launch("--device", "pattern", "--listen", "0.0.0.0:0", "--open", "--password-file", self.file)
        self.assertEqual((self.status(daemon), self.status(daemon, PASSWORD)), (401, 200))


class Hash(PasswordCase):
    """`martlet hash-password`."""

    def test_pipe(self):
        """what it prints of standard input is what a password file takes"""
        done = run("hash-password", given=PASSWORD + "\nnot this\n")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, HASH)
        self.file.write_text(done.stdout, encoding="utf-8")
        daemon = self.guard()
        self.assertEqual((self.status(daemon, PASSWORD), self.status(daemon, "not this")), (200, 401))

    def test_wrong(self):
        """no password: one line, exit status 2"""
        for text, complaint in (("", "holds no password"), ("\n", "holds no password"), ("x" * 257, "holds more than 256 bytes"),
                                ("x" * 5000, "cannot be read"), ("a\0b", "holds more than one line")):
            done = run("hash-password", given=text)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertRegex(done.stderr, rf"\Amartlet: standard input: {complaint}[^\n]*\n\Z")

    def test_terminal(self):
        """typed in a terminal it is not shown, and the terminal is as it was afterwards"""
        leader, follower = pty.openpty()
        self.addCleanup(os.close, leader)
        before = subprocess.run(["stty", "-a"], stdin=follower, capture_output=True, check=True).stdout
        with subprocess.Popen([PROGRAM, "hash-password"], stdin=follower, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:
            self.assertEqual(process.stderr.readline(), b"martlet: type the password and Enter; it is not shown\n")
            self.wait_until("nothing is shown", lambda: b" -echo " in subprocess.run(
                ["stty", "-a"], stdin=follower, capture_output=True, check=True).stdout)
            os.write(leader, b"typed\n")
            self.assertRegex(process.communicate(timeout=10)[0].decode(), HASH)
        self.assertEqual(subprocess.run(["stty", "-a"], stdin=follower, capture_output=True, check=True).stdout, before)
        os.set_blocking(leader, False)
        os.close(follower)
        self.assertNotIn(b"typed", self._all(leader))

    @staticmethod
    def _all(number):
        try:
            return os.read(number, 4096)
        except OSError:
            return b""


class Log(PasswordCase):
    """`--log-file`."""

    def test_end(self):
        """/log shows the last 64 KiB of it, to those alone who have the password"""
        log = self.file.parent / "log"
        daemon = self.guard("--log-file", log)
        self.assertEqual(self.status(daemon, target="/log"), 401)
        answer = ask(daemon.address, "GET", "/log", Authorization=credentials(PASSWORD))
        self.assertEqual(answer.status, 200)
        self.assertRegex(answer.text, rf"\A{re.escape(str(log))}: .*No such file or directory.*\n\Z")
        log.write_bytes(b"a line\n")
        self.assertEqual(ask(daemon.address, "GET", "/log", Authorization=credentials(PASSWORD)).text, "a line\n")
        content = b"".join(b"line %d\n" % number for number in range(20_000))
        log.write_bytes(content)
        answer = ask(daemon.address, "GET", "/log", Authorization=credentials(PASSWORD))
        self.assertEqual((answer.body, answer.fields["content-type"]), (content[-65_536:], "text/plain; charset=utf-8"))

    def test_open(self):
        """without a password nobody is shown it"""
        daemon = self.start("--log-file", self.file)
        self.assertEqual(self.status(daemon, target="/log"), 403)


class Problems(PasswordCase):
    """`--problems` and `--name`."""

    def test_told(self):
        """what the file says stands in /state; SIGHUP reads it again; a file that is not there says nothing"""
        problems = self.file.parent / "problems"
        daemon = self.start("--problems", problems, "--name", "Küche")
        self.assertEqual((daemon.state()["notes"], daemon.state()["name"], daemon.errors), ([], "Küche", ""))
        problems.write_text("martlet.txt line 3: größe is no setting\nanother \"one\"\n", encoding="utf-8")
        daemon.process.send_signal(signal.SIGHUP)
        self.wait_until("it is told", lambda: daemon.state()["notes"] == [
            "martlet.txt line 3: größe is no setting", 'another "one"'])
