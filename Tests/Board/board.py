"""The bench of all tests: one emulated board, booted once, with a camera, LEDs, buttons and a watchdog."""

import shutil
import tempfile
import time
from pathlib import Path

import board_guest
import debian
import initramfs
from bench import CHECKOUT, LabCase
from board_guest import BoardGuest
from commands import NotReady, require
from daemon import Daemon
from guest import GuestError
from pins import SHORT_PRESS_SECONDS, Pins
from watcher import Watcher

CACHE = CHECKOUT / ".cache" / "board"
NEEDED = ("cpio", *debian.NEEDED, *board_guest.NEEDED)
SCRIPTS = (CHECKOUT / "Tests/Lab/rootfs", Path(__file__).resolve().parent / "rootfs")
# Small and slow, for the processor is an emulated one, and it is not pictures that are tested here.
PICTURES = ("--device", "camera", "--size", "320x180", "--rate", "5", "--format", "raw")
# The folder in the guest for each generation of libgpiod, and words that stand in the programs built with it alone.
GENERATIONS = {2: ("usr/bin", b"gpiod_chip_request_lines"), 1: ("gpiod1", b"/sys/bus/gpio/devices/%s/dev")}
BUTTONS = {3: 1, 4: 1, 5: 0, 6: 0}  # the lines with a button, and the level at which it is up


class Board:
    """Everything a test needs, made ready in the constructor; throws NotReady if this machine cannot.

    `programs` are the paths of the firmware for each generation of libgpiod.
    """

    def __init__(self, programs):
        missing = [str(program) for program in programs.values() if not Path(program).is_file()]
        if missing:
            raise NotReady(f"there is no {' and no '.join(missing)} (make board builds them)")
        require(*NEEDED)
        system = debian.fetch(CACHE)
        # A folder with a short name: the path of a Unix socket has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="martlet-board-"))
        archive = self.folder / "initramfs"
        _build(archive, system, programs)
        self.guest = BoardGuest(system, archive, self.folder)
        try:
            self.pins = Pins(self.guest)
        except BaseException:
            self.close()
            raise
        self.kernel_release = system.release

    def close(self):
        """Ends the emulator."""
        self.guest.power_off()


def _build(archive, system, programs):
    with tempfile.TemporaryDirectory() as work:
        root = Path(work, "root")
        shutil.copytree(system.system, root, symlinks=True)
        for generation, program in programs.items():
            folder, word = GENERATIONS[generation]
            if word not in Path(program).read_bytes():
                raise GuestError(f"{program} is not built with libgpiod {generation}")
            (root / folder).mkdir(exist_ok=True)
            shutil.copy(program, root / folder / "martlet")
        for scripts in SCRIPTS:
            initramfs.add_scripts(root, scripts)
        initramfs.pack(root, archive)


class BoardCase(LabCase):
    """A test on the board, with the firmware of one generation of libgpiod: 2, if a subclass does not say 1.

    When it begins, all buttons are up and the camera is plugged in. It may not leave the guest reset without having expected that.
    """

    generation = 2

    def setUp(self):
        self.notes = []
        self.daemons = []
        if self.problem:
            raise self.problem.with_traceback(None)
        self.guest, self.pins = self.bench.guest, self.bench.pins
        self.guest.wait_until_booted()
        for line, level in BUTTONS.items():
            self.pins.drive(line, level)
        self.guest.check("/lab/camera plug")
        self.addCleanup(self._end_daemons)
        self.resets_before = len(self.guest.resets())
        self.expected_resets = 0
        self.addCleanup(self._check_resets)

    def shortDescription(self):
        """What the test is about, with the generation where it is tried with both."""
        text = super().shortDescription()
        return text if self.generation == 2 else f"{text}, with libgpiod {self.generation}"

    def launch(self, *arguments, generation=None, **options):
        """Starts the firmware in the guest; the end of the test ends it."""
        folder = GENERATIONS[generation or self.generation][0]
        daemon = Daemon(self.guest, *arguments, environment={"PATH": f"/{folder}:/usr/bin:/bin"}, **options)
        self.daemons.append(daemon)
        return daemon

    def watch(self, daemon):
        """Somebody who watches the stream until the end of the test; the camera's pictures have come."""
        watcher = Watcher(daemon.view())
        self.addCleanup(watcher.close)
        watcher.wait_for_camera(10)
        return watcher

    def press(self, line, seconds=SHORT_PRESS_SECONDS):
        """Presses the button on a line, holds it for so long, and lets go."""
        self.push(line)
        time.sleep(seconds)
        self.let_go(line)

    def push(self, line):
        """Pushes the button down."""
        self.pins.drive(line, 1 - BUTTONS[line])

    def let_go(self, line):
        """Lets the button come up."""
        self.pins.drive(line, BUTTONS[line])

    def wait_for_state(self, daemon, state, seconds=5):
        """Waits until /state tells this state, and returns all that it tells."""
        def answer():
            told = daemon.state()
            return told if told["state"] == state else None
        return self.wait_until(answer, seconds, f"the state is {state}")

    def video_descriptors(self, daemon):
        """The video devices that the process has open."""
        listed = self.guest.check(f"ls -l /proc/{daemon.process}/fd")
        return [line.rpartition("-> ")[2] for line in listed.splitlines() if "/dev/video" in line]

    def _check_resets(self):
        resets = len(self.guest.resets()) - self.resets_before
        self.assertEqual(resets, self.expected_resets, "resets of the guest")
