"""Help, version, manual page, settings that are wrong, and the settings file."""

import re
import subprocess
import tempfile
from pathlib import Path

from case import EndToEndCase, require
from daemon import run

SIZE = "it takes a size from 16x16 to 8192x8192, like 1280x720"
ADDRESS = "it takes an address and a port, like 127.0.0.1:8080 or [::1]:8080"
WRONG = [
    (["--size", "12"], f"--size '12': {SIZE}"),
    (["--size=1280x"], f"--size '1280x': {SIZE}"),
    (["--size", "15x16"], f"--size '15x16': {SIZE}"),
    (["--size"], f"--size: a value is missing; {SIZE}"),
    (["--rate", "0"], "--rate '0': it takes frames a second from 0.1 to 240"),
    (["--rate", "240.001"], "--rate '240.001': it takes frames a second from 0.1 to 240"),
    (["--format", "h264"], "--format 'h264': it takes auto, mjpeg or raw"),
    (["--quality", "101"], "--quality '101': it takes a whole number from 1 to 100"),
    (["--rotate", "45"], "--rotate '45': it takes 0, 90, 180 or 270"),
    (["--head-bytes", "255"], "--head-bytes '255': it takes a whole number from 256 to 65536"),
    (["--listen", "localhost:80"], f"--listen 'localhost:80': {ADDRESS}"),
    (["--listen", "127.0.0.1:65536"], f"--listen '127.0.0.1:65536': {ADDRESS}"),
    (["--device", ""], "--device '': it takes auto, camera, pattern, a device's path, or an identity that "
     "`martlet probe` prints"),
    (["--nonsense", "1"], "--nonsense: no such setting; `martlet --help` lists them"),
    (["nonsense"], "nonsense: not known; the commands are probe, hash-password, --help and --version"),
    (["--config"], "--config: a value is missing; it takes a file's path"),
    (["--config", "/nonexistent"], "/nonexistent: cannot be read: No such file or directory (open)"),
]
WRONG_FILES = [
    ("rate = fast", "1: rate = 'fast': it takes frames a second from 0.1 to 240"),
    ("# a comment\n\nsise = 640x480", "3: 'sise' is no setting; `martlet --help` lists them"),
    ("size 640x480", "1: 'size 640x480' is not of the form: key = value"),
    ("quality = 80\r\nsize = # nothing", f"2: size = '': {SIZE}"),
]


class CommandLine(EndToEndCase):
    """What the program says without serving."""

    def test_help(self):
        """--help names every setting that the manual page names"""
        done = run("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        named = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  --")]
        manual = run("--manual").stdout.replace("\\", "")
        self.assertEqual(named, [word for line in manual.splitlines() if line.startswith("fB--")
                                 for word in [line[2:].split("fR")[0]]])
        self.assertGreaterEqual(len(named), 19)
        self.note(f"{len(named)} settings")

    def test_version(self):
        """--version is the name and three numbers"""
        done = run("--version")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"\Amartlet \d+\.\d+\.\d+\n\Z")

    def test_manual(self):
        """--manual is a page in which groff finds nothing wrong"""
        done = run("--manual")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        tool = require("groff")
        checked = subprocess.run([tool, "-man", "-Tutf8", "-ww"], input=done.stdout, capture_output=True, text=True,
                                 timeout=20)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        self.assertIn("EXIT STATUS", re.sub(".\b", "", checked.stdout))

    def test_probe(self):
        """probe says that there is no camera, where there is none, or lists it"""
        done = run("probe")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        if any(Path("/dev").glob("video*")):
            self.assertIn("path: /dev/video", done.stdout)
        else:
            self.assertEqual(done.stdout.splitlines()[0], "no camera is there: plug one in")

    def test_wrong_settings(self):
        """a wrong setting is one line that tells where, what it got and what it takes, and exit status 2"""
        for arguments, line in WRONG:
            with self.subTest(arguments):
                self.assert_refused(run(*arguments), line)

    def test_wrong_file(self):
        """a wrong settings file is one line that tells file, line, key, what it got and what it takes"""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "martlet.conf")
            for content, line in WRONG_FILES:
                with self.subTest(content):
                    path.write_text(content, encoding="utf-8")
                    self.assert_refused(run("--config", str(path)), f"{path}:{line}")

    def test_file(self):
        """a settings file holds, and the command line goes over it"""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "martlet.conf")
            path.write_text("# for the test\ndevice = pattern\nsize=320x240   # small\n rate = 12.5\r\n\n"
                            "listen = 127.0.0.1:0\nlisten = 127.0.0.1:0\n", encoding="utf-8")
            daemon = self.launch("--config", str(path), "--size", "640x480", addresses=2)
            for address in daemon.addresses:
                daemon.addresses = [address]
                form = daemon.state()["format"]
                self.assertEqual((form["width"], form["height"], form["rate"]), (640, 480, 12.5))
            daemon = self.launch("--config", str(path), "--listen", "127.0.0.1:0")
            self.assertEqual(daemon.state()["format"]["width"], 320)

    def assert_refused(self, done, line):
        """Exit status 2, nothing on standard output, and that one line."""
        self.assertEqual((done.returncode, done.stdout, done.stderr), (2, "", f"martlet: {line}\n"))
