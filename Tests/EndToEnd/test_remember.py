"""A pause that is remembered over a restart, and what cannot be had at the start."""

import os
import signal
import tempfile
from pathlib import Path

from case import EndToEndCase
from daemon import run

PAUSED, ON = "paused\n", "on\n"


class Remember(EndToEndCase):
    """`--remember`."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name, "paused")

    def remembered(self):
        """What the file says; nothing when there is none."""
        return self.file.read_text(encoding="utf-8") if self.file.exists() else ""

    def begin(self):
        """One that remembers."""
        return self.start("--remember", self.file)

    def test_survives(self):
        """paused, killed and started again: it is paused still, and on again it is on"""
        daemon = self.begin()
        self.assertEqual(daemon.state()["state"], "streaming")
        self.assertEqual(self.remembered(), "", "there was nothing to remember")
        self.pause(daemon)
        self.wait_until("it is remembered", lambda: self.remembered() == PAUSED)
        daemon.process.send_signal(signal.SIGKILL)
        daemon.process.wait(5)
        again = self.begin()
        state = again.state()
        self.assertEqual((state["state"], state["counters"]["opens"]), ("paused", 0))
        self.assertIn("martlet: paused, as it was before", again.errors)
        self.assertEqual(again.put("/streaming", "on").status, 200)
        self.view(again).take(2)
        self.wait_until("it is remembered", lambda: self.remembered() == ON)
        # To be told to end is not to be told to pause.
        self.assertEqual(again.stop()[0], 0)
        self.assertEqual(self.remembered(), ON)
        self.assertEqual([entry.name for entry in self.file.parent.iterdir()], [self.file.name])

    def test_ends_when_written(self):
        """paused and at once told to end: it is remembered"""
        for _ in range(10):
            self.file.unlink(missing_ok=True)
            daemon = self.begin()
            self.pause(daemon)
            self.assertEqual(daemon.stop()[0], 0)
            self.assertEqual(self.remembered(), PAUSED)

    def test_many_times(self):
        """paused and resumed fifty times, the file says what was last"""
        daemon = self.begin()
        for _ in range(50):
            daemon.put("/streaming", "off")
            daemon.put("/streaming", "on")
        daemon.put("/streaming", "off")
        self.wait_until("it is remembered", lambda: self.remembered() == PAUSED)

    def test_odd_files(self):
        """a file of something else is told and counts as on; one that cannot be written is told, and pausing works"""
        self.file.write_text("perhaps", encoding="utf-8")
        daemon = self.begin()
        self.assertEqual(daemon.state()["state"], "streaming")
        self.assertIn(f"martlet: {self.file} is neither `paused` nor `on`, and counts as on\n", daemon.errors)
        daemon = self.start("--remember", "/nowhere/at/all")
        self.pause(daemon)
        self.wait_until("it is told", lambda: (
            "martlet: /nowhere/at/all cannot be written, a restart will not know: No such file or directory" in daemon.errors))
        self.assertEqual(daemon.put("/streaming", "on").status, 200)


class Lacking(EndToEndCase):
    """What is told once and done without."""

    def test_lines(self):
        """an LED, a button and a watchdog that are not there: a line each, and everything else works"""
        daemon = self.start("--led", "gpiochip99:17", "--button", "!NOSUCHLINE", "--watchdog", "/dev/null")
        self.view(daemon).take(3)
        self.assertEqual([line for line in daemon.errors.splitlines() if "without" in line], [
            "martlet: led gpiochip99:17: there is no such GPIO chip: see what `martlet probe` lists; going on without it",
            f"martlet: button !NOSUCHLINE: {self.no_line()}: see what `martlet probe` lists; going on without it",
            "martlet: watchdog /dev/null: it is no watchdog; going on without it",
        ])

    @staticmethod
    def no_line():
        """What is said of a line's name that no chip has."""
        has_chips = any(name.startswith("gpiochip") for name in os.listdir("/dev"))
        return "there is no such line" if has_chips else "there is no such GPIO chip"

    def test_wrong_values(self):
        """a value that is no line, or no path, is one line that says what is right"""
        for flag, value in (("--led", "gpiochip0:"), ("--remember", "here"), ("--watchdog-time", "1")):
            done = run(flag, value)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertRegex(done.stderr, rf"\Amartlet: {flag} '{value}': it takes .*\n\Z")
