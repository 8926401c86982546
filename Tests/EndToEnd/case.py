"""What the end-to-end tests have in common: programs that end with the test, waiting, and what is said of a failure."""

import shutil
import signal
import time
import unittest

import strict_jpeg
from daemon import Daemon
from http1 import ask
from viewer import Viewer

# No test takes longer, even of a program that sends for ever what it should not.
LONGEST_SECONDS = 60


def require(program):
    """The path of a program that packages.txt provides; without it the test is reported as not run."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not found:
        raise unittest.SkipTest(f"{program} is missing")
    return found


class EndToEndCase(unittest.TestCase):
    """A test against programs of its own. A note is a figure that stands in the line of the test."""

    longest_seconds = LONGEST_SECONDS

    def setUp(self):
        self.notes = []
        self._daemons = []
        signal.signal(signal.SIGALRM, self._give_up)
        signal.alarm(self.longest_seconds)
        self.addCleanup(signal.alarm, 0)

    def note(self, text):
        """Adds a figure to the line of this test."""
        self.notes.append(text)

    def start(self, *arguments, **options):
        """Starts the program with the test pattern at a free port of the loopback; the end of the test ends it."""
        return self.launch("--device", "pattern", "--listen", "127.0.0.1:0", *arguments, **options)

    def launch(self, *arguments, **options):
        """Starts the program with these arguments alone; the end of the test ends it."""
        daemon = Daemon(*arguments, **options)
        self._daemons.append(daemon)
        self.addCleanup(self._end, daemon)
        return daemon

    def view(self, daemon, target="/stream", **options):
        """A viewer that goes away with the test."""
        viewer = Viewer(daemon.address, target, **options)
        self.addCleanup(viewer.close)
        return viewer

    def wait_until(self, what, condition, seconds=10):
        """Waits until the condition holds and returns what it gave; fails after `seconds`."""
        deadline = time.monotonic() + seconds
        while not (value := condition()):
            if time.monotonic() > deadline:
                self.fail(f"not within {seconds} s: {what}")
            time.sleep(0.01)
        return value

    def pause(self, daemon):
        """Switches the stream off and gives what `/state` says when it is."""
        self.assertEqual((daemon.put("/streaming", "off").status, daemon.state()["state"]), (200, "paused"))
        return daemon.state()

    def assert_all_answer(self, daemon):
        """A request at every address is answered."""
        for address in daemon.addresses:
            self.assertEqual(ask(address, "GET", "/healthz").status, 200, address)

    def assert_clean(self, pictures, size=(1280, 720)):
        """Every picture decodes without a warning, ends where it ends, and has the size."""
        self.assertTrue(pictures, "there are no pictures")
        for number, decoded in enumerate(strict_jpeg.decode(pictures)):
            self.assertTrue(decoded.is_clean, f"picture {number}: {decoded}")
            self.assertEqual((decoded.width, decoded.height), size)

    def what_the_daemons_said(self):
        """The log of each program of this test, for the report of a failure."""
        return "".join(f"--- {line}\n" for daemon in self._daemons for line in daemon.errors.splitlines())

    def _give_up(self, *_):
        self.fail(f"not done within {self.longest_seconds} s")

    def _end(self, daemon):
        # 0: the test told it to; -9: it ran until now. Anything else is an end of its own that nobody saw.
        self.assertIn(daemon.end(), (0, -9), "the program ended by itself")
