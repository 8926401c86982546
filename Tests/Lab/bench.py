"""The bench all tests share: one guest and one emulated camera. Booted once."""

import re
import tempfile
import time
import unittest
from pathlib import Path

import allocations
import encode_speed
import guest_viewers
import hidden_window
import initramfs
import kernel
import pictures
import strict_jpeg
from commands import NotReady, find, require
from daemon import Daemon
from emulated_camera import EmulatedCamera
from guest import Guest, GuestError

CHECKOUT = Path(__file__).resolve().parents[2]
CACHE = CHECKOUT / ".cache" / "lab"
GUEST_TOOLS = ("ip", "tc", "v4l2-ctl")
NEEDED = (
    "apt-cache", "apt-get", "busybox", "cpio", "curl", "depmod", "dpkg", "ffmpeg", "gcc", "ldd", "modprobe",
    "qemu-system-x86_64", *GUEST_TOOLS,
)


class Bench:
    """Everything a test needs, made ready in the constructor; throws NotReady if this machine cannot.

    `suite` names the Debian whose kernel is booted; that of this machine when it is None.
    """

    def __init__(self, program, programs=(), suite=None):
        if not Path(program).is_file():
            raise NotReady(f"there is no {program} (make firmware builds it)")
        self.program, self.suite = program, suite
        require(*NEEDED)
        CACHE.mkdir(parents=True, exist_ok=True)
        debian = kernel.fetch(CACHE, suite)
        drawn = pictures.draw(CACHE)
        # A folder with a short name: the path of a Unix socket has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="martlet-lab-"))
        archive = self.folder / "initramfs"
        tools = [find(name) for name in GUEST_TOOLS]
        initramfs.build(archive, debian, [program, *tools, *guest_viewers.programs(), encode_speed.program(), *programs],
                        [allocations.library(), hidden_window.library()])
        self.camera = EmulatedCamera(drawn, self.folder)
        try:
            self.guest = Guest(debian, archive, [self.camera.usb_path], self.folder)
        except BaseException:
            self.camera.stop()
            raise
        archive.unlink()
        self.kernel_release = debian.release

    def close(self):
        """Ends the guest and the camera."""
        self.guest.power_off()
        self.camera.stop()


class LabCase(unittest.TestCase):
    """A test on the shared bench. A note is a figure that stands in the line of the test.

    `problem` is why there is no bench: NotReady, by which no test is run, or an error, by which all fail.
    """

    bench = None
    problem = None

    def setUp(self):
        self.notes = []
        self.daemons = []
        if self.problem:
            raise self.problem.with_traceback(None)
        self.camera, self.guest = self.bench.camera, self.bench.guest
        self.camera.command("clear")
        self.camera.command("plug")
        try:
            self.camera_path = self.guest.camera_path("UVC")
        except GuestError:
            # A test that failed may have left it without a driver.
            self.camera.command("unplug")
            self.camera.command("plug")
            self.camera_path = self.guest.camera_path("UVC")
        self.addCleanup(self._end_daemons)

    def note(self, text):
        """Adds a figure to the line of this test."""
        self.notes.append(text)

    def camera_identity(self):
        """The camera's, by which it is found wherever it is plugged in, and under whatever number."""
        told = self.guest.check("martlet probe")
        found = re.search(r"usb-[^\s),;]*LAB0001[^\s),;]*", told)
        self.assertIsNotNone(found, told)
        return found[0]

    def hold_open(self, path):
        """Has a program of the guest hold a file open; gives what lets it go."""
        holder = self.guest.check(f"sh -c 'exec sleep 3600 9<{path}' >/dev/null 2>&1 & echo $!").strip()
        self.addCleanup(self.guest.run, f"kill {holder}")
        self.guest.check(f"until [ -e /proc/{holder}/fd/9 ]; do usleep 5000; done")
        return lambda: self.guest.check(f"kill {holder}")

    def start(self, *arguments, **options):
        """Starts the program in the guest and waits until it listens."""
        return self.launch(*arguments, **options).__enter__()

    def launch(self, *arguments, **options):
        """Starts the program in the guest; the end of the test ends it."""
        daemon = Daemon(self.guest, *arguments, **options)
        self.daemons.append(daemon)
        return daemon

    def measure(self, attempt, tries=5):
        """Repeats an attempt whose figures a busy host can only make worse; so many times at most.

        It returns what was not good enough, as a list of texts; anything that is wrong at any speed fails at once.
        """
        for number in range(1, tries + 1):
            self.notes = [f"try {number}"] if number > 1 else []
            complaints = attempt()
            if not complaints:
                return
        self.fail("; ".join(complaints))

    def wait_until(self, condition, seconds, what):
        """Waits until the condition holds and returns what it gave; fails after `seconds`."""
        deadline = time.monotonic() + seconds
        while not (value := condition()):
            if time.monotonic() > deadline:
                self.fail(f"not within {seconds} s: {what}")
            time.sleep(0.05)
        return value

    def assert_clean(self, parts):
        """Every picture decodes without a warning and ends where it ends."""
        for part, decoded in zip(parts, strict_jpeg.decode([part.data for part in parts]), strict=True):
            self.assertTrue(decoded.is_clean, f"{part.headers}: {decoded}")

    def what_the_daemons_said(self):
        """The log of each daemon of this test, for the report of a failure."""
        return "".join(f"--- {line}\n" for daemon in self.daemons for line in daemon.errors.splitlines())

    def _end_daemons(self):
        for daemon in self.daemons:
            daemon.__exit__()
