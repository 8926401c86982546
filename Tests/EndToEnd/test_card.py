"""`--card`: what becomes of martlet.txt at the start of an image, whatever is in it, and of the password in it."""

import base64
import ctypes
import os
import re
import stat
import subprocess
import tempfile
from pathlib import Path

from case import EndToEndCase, require
from daemon import PROGRAM, run
from http1 import ask

PASSWORD = "grüße, secret"
WHOLE = f"""\
# Martlet
name = Kitchen
wifi-name = Jo's "net" #5
wifi-password = ab cd # ef
wifi-country = de
password = "{PASSWORD}"
size = 640x480
rate = 12.5
led = gpiochip0:17
timezone = Europe/Berlin
watchdog = on
console = on
log = card
"""
BOARD = "device = pattern\nled = gpiochip0:1\nbutton = !gpiochip0:2\nwatchdog = /dev/watchdog1\n"
NETWORK = """\
# Made anew at every start.
update_config=0
country=DE
network={
	ssid=4a6f277320226e657422202335
	scan_ssid=1
	key_mgmt=WPA-PSK
	psk="ab cd # ef"
}
"""
FRESH = bytes(4096)
# A file that is wrong, and what is said of it first; none may keep the camera from being watched.
BROKEN = [
    (b"sise = 640x480\n", "martlet.txt line 1: sise is no setting (is it size?); the line is not used"),
    (b"name = K\xfcche\n", "martlet.txt line 1: name = 'K?che': it takes letters, digits and hyphens, .*not UTF-8.*"),
    (b"size = 640x480\r\nrate = fast\r\n", "martlet.txt line 2: rate = 'fast': it takes .*; using 30"),
    (b"\xef\xbb\xbfrate = 0\n", "martlet.txt line 1: rate = '0': it takes .*; using 30"),
    (b"rate = 0\rled = x:\r", "martlet.txt line 1: rate = '0': it takes .*; using 30"),
    (b"", "martlet.txt: is empty; everything is as in a fresh image"),
    (bytes(3000), "martlet.txt: is empty; everything is as in a fresh image"),
    (b"# x\n" * 2_500_000, "martlet.txt: is too long: only its first 65536 bytes are used"),
    (b"x = " + b"y" * 10_000_000, "martlet.txt: is too long: only its first 65536 bytes are used"),
    (b"wifi-name = home\n", "martlet.txt line 1: wifi-name is set and wifi-password is not: .*; using no WiFi"),
    (b"led = pin 17:\n", "martlet.txt line 1: led = 'pin 17:': it takes none, a chip and a line .*; using gpiochip0:1"),
    (b"size = 12x12\n", "martlet.txt line 1: size = '12x12': it takes .*; using 1280x720"),
    ("name = kitchen\r\n".encode("utf-16"), "martlet.txt: is saved as UTF-16: save it as UTF-8; nothing of it is used"),
    (os.urandom(70_000).replace(b"=", b"-"), "martlet.txt: is too long: only its first 65536 bytes are used"),
    (None, "martlet.txt: cannot be read: No such file or directory; all is as in a fresh image"),
]
WRITE = re.compile(r'pwrite64\(\d+<([^>]*)>, "((?:\\x[0-9a-f]{2})*)", (\d+), (\d+)\) += (\d+)')


def is_hash_of(text, password):
    """Whether a hash is that of the password, as the machine's own libcrypt has it."""
    library = ctypes.CDLL("libcrypt.so.1")
    library.crypt.restype = ctypes.c_char_p
    return library.crypt(password.encode(), text.strip().encode()) == text.strip().encode()


class CardCase(EndToEndCase):
    """Tests with a card and a folder of their own."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.boot, self.made = Path(folder.name, "boot"), Path(folder.name, "run")
        self.boot.mkdir()
        self.made.mkdir()
        self.text, self.passwords = self.boot / "martlet.txt", self.boot / "martlet.password"
        self.passwords.write_bytes(FRESH)
        self.board = Path(folder.name, "board.conf")
        self.board.write_text(BOARD, encoding="utf-8")

    def command(self, *more):
        """The arguments of one start."""
        return ["--card", self.text, "--into", self.made, "--board", self.board, *more]

    def read(self, *more):
        """One start from the card; gives what is told."""
        done = run(*self.command(*more))
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        return self.file("problems").splitlines()

    def file(self, name):
        """What is in a file that was made; None when there is none."""
        path = self.made / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    def serve(self):
        """The program with the settings that were made, at a free port of the loopback and without devices."""
        return self.launch("--config", self.made / "martlet.conf", "--listen", "127.0.0.1:0", "--led", "none",
                           "--button", "none", "--watchdog", "none", "--remember", "none")

    def status(self, daemon, password):
        """What a password is answered with."""
        value = "Basic " + base64.b64encode(f":{password}".encode()).decode()
        return ask(daemon.address, "GET", "/state", Authorization=value).status


class Files(CardCase):
    """What comes of martlet.txt."""

    def test_whole(self):
        """every file, its mode and its content; martlet takes what is for it"""
        self.text.write_text(WHOLE, encoding="utf-8")
        self.assertEqual(self.read("--move-password"), [])
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in self.made.iterdir()}
        mask = os.umask(0)
        os.umask(mask)
        usual = 0o644 & ~mask
        self.assertEqual(modes, {
            "martlet.conf": usual, "hostname": usual, "timezone": usual, "console": usual, "log-to-card": usual,
            "watchdog": usual, "problems": usual, "wpa_supplicant.conf": 0o600, "password": 0o400})
        for name, line in (("hostname", "kitchen"), ("timezone", "Europe/Berlin"), ("watchdog", "/dev/watchdog1")):
            self.assertEqual(self.file(name), line + "\n")
        self.assertEqual(self.file("wpa_supplicant.conf"), NETWORK)
        lines = self.file("martlet.conf").splitlines()
        for line in ("device = pattern", "name = Kitchen", "size = 640x480", "led = gpiochip0:17",
                     "button = !gpiochip0:2", "watchdog = /dev/watchdog1", "listen = 0.0.0.0:80", "listen = [::]:80",
                     f"problems = {self.made}/problems", f"password-file = {self.made}/password"):
            self.assertEqual(lines.count(line), 1, line)
        daemon = self.serve()
        self.assertEqual((self.status(daemon, PASSWORD), self.status(daemon, "wrong")), (200, 401))

    def test_nothing(self):
        """a fresh card: everybody may watch, and files of an earlier start are gone"""
        self.text.write_text(WHOLE, encoding="utf-8")
        self.read()
        self.assertIsNotNone(self.file("write-card"))
        self.text.write_text("# nothing\nwatchdog = off\n", encoding="utf-8")
        self.assertEqual(self.read(), [])
        self.assertEqual(sorted(entry.name for entry in self.made.iterdir()), ["hostname", "martlet.conf", "problems"])
        self.assertIs(self.serve().state()["open"], True)

    def test_broken(self):
        """whatever is in martlet.txt, a page opens and says what is wrong"""
        for content, line in BROKEN:
            with self.subTest(line):
                self.text.unlink(missing_ok=True)
                if content is not None:
                    self.text.write_bytes(content)
                problems = self.read()
                self.assertTrue(_says(problems[0], line), problems[0])
                self.assertLessEqual(len(problems), 21)
                notes = self.serve().state()["notes"]
                self.assertEqual(notes[-len(problems):], problems)
        self.note(f"{len(BROKEN)} files")

    def test_time_zone(self):
        """a time zone that this machine does not know is told with the nearest that it does"""
        for text, line, zone in (("europe/berlin", None, "Europe/Berlin\n"), ("Etc/GMT+5", None, "Etc/GMT+5\n"),
                                 ("Europe/Berln", "is it Europe/Berlin?", None), ("Buenos", "it takes one like", None),
                                 ("Europe", "it takes one like", None), ("tzdata", "it takes one like", None)):
            self.text.write_text(f"timezone = {text}\n", encoding="utf-8")
            problems = self.read()
            self.assertEqual((len(problems), self.file("timezone")), (0 if line is None else 1, zone), problems)
            if line:
                self.assertIn(f"timezone = '{text}': there is no such time zone ({line}", problems[0])

    def test_folder(self):
        """a folder that cannot be written to: one line, exit status 1; a relative one: exit status 2"""
        self.text.write_text(WHOLE, encoding="utf-8")
        done = run("--card", self.text, "--into", "/sys/kernel")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertRegex(done.stderr, r"\Amartlet: /sys/kernel cannot be written to: .*\n\Z")
        done = run("--card", self.text, "--into", "run")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, "martlet: --card: it takes --card FILE --into /FOLDER, --board FILE, "
                         "--move-password, and no more\n")


class Move(CardCase):
    """`--move-password`."""

    def test_in_place(self):
        """the hash is stored and the password blanked, and neither file is another or longer; then all is quiet"""
        self.text.write_text(WHOLE, encoding="utf-8")
        before = [(path.stat().st_ino, path.stat().st_size) for path in (self.text, self.passwords)]
        self.read()
        self.assertEqual((self.text.read_text(encoding="utf-8"), self.passwords.read_bytes()), (WHOLE, FRESH))
        self.assertTrue(is_hash_of(self.file("password"), PASSWORD), "it guards before it is moved already")
        self.assertEqual(self.file("write-card"), "on\n")
        self.read("--move-password")
        blank = " " * len(f'"{PASSWORD}"'.encode())
        self.assertEqual(self.text.read_text(encoding="utf-8"), WHOLE.replace(f'"{PASSWORD}"', blank))
        line = self.file("password").encode()
        self.assertEqual(self.passwords.read_bytes(), (line * 2).ljust(512, b"\0") * 2 + bytes(3072))
        self.assertEqual([(path.stat().st_ino, path.stat().st_size) for path in (self.text, self.passwords)], before)
        self.assertIsNone(self.file("write-card"))
        self.read()
        self.assertEqual((self.file("password").encode(), self.file("write-card")), (line, None))
        self.assertTrue(is_hash_of(self.file("password"), PASSWORD))

    def test_replaced_and_removed(self):
        """a new one takes its place; `none` removes it; one that is no good leaves the old one"""
        for text, password in (("password = first one", "first one"), ("password = another1", "another1"),
                               ("password = #broken", "another1"), ("password broken", "another1"),
                               ("password = none", None), ("password =", None)):
            self.text.write_text(text + "\n", encoding="utf-8")
            self.read("--move-password")
            if password is None:
                self.assertEqual((self.file("password"), self.passwords.read_bytes()), (None, FRESH))
                self.assertIn("open = on\n", self.file("martlet.conf"))
            else:
                self.assertTrue(is_hash_of(self.file("password"), password), text)
                self.assertNotIn("open", self.file("martlet.conf"))

    def test_closed(self):
        """a slip never opens it: nobody is let in, it says why, and a new password opens it"""
        for text, passwords in (("password = #x", FRESH), ("password secret12", FRESH), ("# nothing", b"x" * 4096),
                                ("# nothing", None)):
            self.text.write_text(text + "\n", encoding="utf-8")
            self.passwords.unlink(missing_ok=True)
            if passwords is not None:
                self.passwords.write_bytes(passwords)
            self.assertTrue(any("so nobody may watch" in line for line in self.read()), text)
            daemon = self.serve()
            for guess in ("", "x", "#x", "secret12", "$y$*", "*"):
                self.assertEqual(self.status(daemon, guess), 403)
            answer = ask(daemon.address, "GET", "/")
            self.assertTrue(answer.text.startswith("nobody may watch: the password of this camera cannot be used"))
            self.assertNotIn("www-authenticate", answer.fields)
            self.assertEqual(ask(daemon.address, "GET", "/healthz").status, 200)
        self.text.write_text("password = secret12\n", encoding="utf-8")
        self.assertIn("martlet.txt: the password stays in it, because there is no martlet.password of 4096 bytes beside "
                      "it", self.read("--move-password"))
        self.assertEqual(self.text.read_text(encoding="utf-8"), "password = secret12\n")
        self.assertEqual(self.status(self.serve(), "secret12"), 200)

    def test_no_place(self):
        """a card that cannot be written to: it is told, the password stays where it is, and holds all the same"""
        self.text.write_text("password = secret12\n", encoding="utf-8")
        self.passwords.unlink()
        # Zeros to read, and no room for a byte.
        self.passwords.symlink_to("/dev/zero")
        self.assertEqual(self.read(), [])
        problems = self.read("--move-password")
        self.assertEqual(len(problems), 1)
        self.assertRegex(problems[0], r"\Amartlet\.txt: the password cannot be moved, and may still stand in it: .*\Z")
        self.assertIsNone(self.file("write-card"))
        self.assertTrue(is_hash_of(self.file("password"), "secret12"))
        self.assertEqual(self.text.read_text(encoding="utf-8"), "password = secret12\n")

    def writes(self):
        """Moves the password and gives what was written to the card, in that order; each waited for."""
        trace = self.board.parent / "trace"
        subprocess.run([require("strace"), "-f", "-y", "-xx", "-s", "8192", "-o", trace, "-e",
                        "trace=openat,open,write,pwrite64,fdatasync,fsync,ftruncate,rename", PROGRAM,
                        *self.command("--move-password")], check=True, timeout=30)
        lines = [line for line in trace.read_text(encoding="utf-8").splitlines() if str(self.boot) in line
                 or any(name in line for name in ("pwrite64", "fdatasync"))]
        steps = [(line, _written(line)) for line in lines if "pwrite64(" in line or "fdatasync(" in line]
        for place, (line, written) in enumerate(steps):
            self.assertEqual(written is None, place % 2 == 1, "a write that is not waited for: " + line)
        changing = [line for line in lines if re.search(r"\b(rename|ftruncate|write)\(|O_TRUNC|O_CREAT", line)]
        self.assertEqual(changing, [], "the file system itself is changed")
        return [written for _, written in steps if written]

    def test_power(self):
        """the power goes after any write, or within it: the next start has the old password or the new one"""
        self.text.write_text("password = first one\n", encoding="utf-8")
        self.read("--move-password")
        old = self.file("password")
        # Over the border of two sectors, so that a part of it may be written and another not.
        text = ("# " + "x" * 489 + "\npassword = " + "a new password, a long one\n").encode()
        self.assertLess(text.index(b"a new"), 512 - 4)
        self.text.write_bytes(text)
        state = {self.text: text, self.passwords: self.passwords.read_bytes()}
        writes = self.writes()
        self.assertEqual([path.name for path, _, _ in writes], ["martlet.password"] * 2 + ["martlet.txt"] * 3)
        seen = []
        for path, offset, content in [(self.text, 0, b""), *writes]:
            cut = min(len(content), 512 - offset % 512)
            for part in {0, cut, len(content)}:
                torn = dict(state)
                torn[path] = state[path][:offset] + content[:part] + state[path][offset + part:]
                seen.append(self._starts(torn, old))
            if content:   # the other part alone, as a card may write in any order
                torn = dict(state)
                torn[path] = state[path][:offset + cut] + content[cut:] + state[path][offset + len(content):]
                seen.append(self._starts(torn, old))
            state[path] = state[path][:offset] + content + state[path][offset + len(content):]
        self.assertEqual(seen[-1], "new")
        self.note(f"{len(writes)} writes, {len(seen)} states: {seen.count('old')} old, {seen.count('new')} new")

    def _starts(self, files, old):
        for path, content in files.items():
            path.write_bytes(content)
        self.read()
        first = "old" if self.file("password") == old else "new"
        self.assertTrue(first == "old" or is_hash_of(self.file("password"), "a new password, a long one"))
        if self.file("write-card"):
            self.read("--move-password")
        self.assertTrue(is_hash_of(self.file("password"), "a new password, a long one"), "it is repaired")
        self.assertNotIn(b"passwor", self.text.read_bytes().partition(b"=")[2])
        self.assertIsNone(self.file("write-card"))
        return first


def _says(problem, line):
    """Whether a problem is that line, in which `.*` stands for anything."""
    return re.fullmatch(".*".join(re.escape(part) for part in line.split(".*")), problem) is not None


def _written(line):
    found = WRITE.search(line)
    if not found:
        return None
    content = bytes.fromhex(found[2].replace("\\x", ""))
    assert int(found[3]) == len(content) == int(found[5]), line
    return Path(bytes.fromhex(found[1].replace("\\x", "")).decode() if "\\x" in found[1] else found[1]), int(found[4]), content
