"""Every pattern of the LED, timed outside the guest by the emulator.

The pattern that waits to be claimed is not here: no state of the program leads to it yet.
"""

import time

from board import PICTURES, BoardCase
from led import FAILING, MISTAKEN, PAUSED, READY, Led

LED, ACTIVE_LOW_LED = 0, 1
# One camera is for one program; these are several at a time.
PATTERN = ("--device", "pattern", "--size", "320x180", "--rate", "5")
SOLID_SECONDS = 4
# What is measured must not begin in the pattern before; in seconds.
SETTLING = 0.3


class Patterns(BoardCase):
    """What the LED shows of a camera and of those who watch it."""

    def setUp(self):
        super().setUp()
        self.led = Led(self.pins, LED)

    def test_watched(self):
        """watched: the LED is lit, and no edge for 4 s"""
        daemon = self.start(*PICTURES, "--led", f"gpiochip0:{LED}")
        self.watch(daemon)
        time.sleep(SETTLING)
        since = self.pins.now()
        time.sleep(SOLID_SECONDS)
        self.assertTrue(self.led.is_lit())
        self.assertEqual(self.led.edges(since), [])

    def test_camera_lost(self):
        """the camera is lost: 100 ms lit, 100 ms dark; it comes back: lit again, and the same viewer sees it"""
        daemon = self.start(*PICTURES, "--led", f"gpiochip0:{LED}")
        watcher = self.watch(daemon)
        self.guest.check("/lab/camera unplug")
        self.wait_for_state(daemon, "recovering")
        self._measure(self.led, FAILING)
        watcher.wait_for_drawn(5)
        self.guest.check("/lab/camera plug")
        watcher.wait_for_camera(10)
        time.sleep(SETTLING)
        self.assertTrue(self.led.is_lit())

    def test_no_camera(self):
        """nobody watches and no camera is there: 100 ms lit, 100 ms dark; a camera is plugged in: dark"""
        self.guest.check("/lab/camera unplug")
        self.start(*PICTURES, "--led", f"gpiochip0:{LED}")
        time.sleep(SETTLING)
        self._measure(self.led, FAILING)
        self.guest.check("/lab/camera plug")
        time.sleep(SETTLING)
        since = self.pins.now()
        time.sleep(1)
        self.assertLessEqual(len(self.led.edges(since)), 2, "more than one blip in a second")

    def test_mistaken(self):
        """ready and nobody watches, but a setting is wrong: three blips, and a rest"""
        self.guest.check("echo 'martlet.txt line 3: wrong' >/run/problems")
        self.addCleanup(self.guest.check, "rm /run/problems")
        self.start(*PATTERN, "--led", f"gpiochip0:{LED}", "--problems", "/run/problems")
        self._measure(self.led, MISTAKEN)

    def test_from_start_to_end(self):
        """the LED is dark before the start, lit from there, and dark after SIGTERM"""
        self._start_and_end(self.led, f"gpiochip0:{LED}")

    def test_active_low_from_start_to_end(self):
        """an LED that is lit by a low level is dark before the start, lit from there, and dark after SIGTERM"""
        self._start_and_end(Led(self.pins, ACTIVE_LOW_LED, is_active_low=True), f"!gpiochip0:{ACTIVE_LOW_LED}")

    def _start_and_end(self, led, line):
        for _ in range(2):  # the first start begins with the line as whoever was before has left it
            since = self.pins.now()
            daemon = self.start(*PICTURES, "--led", line)
            self.watch(daemon)
            time.sleep(SETTLING)
            self.assertTrue(led.is_lit())
            self.assertEqual(daemon.stop("TERM"), 0, daemon.errors)
            self.assertFalse(led.is_lit(), "left lit")
        shown = [is_lit for _, is_lit in led.edges(since)]
        self.assertTrue(shown and shown[0], f"the first change is not that it is lit: {shown}")

    def _measure(self, led, pattern):
        def attempt():
            figures, complaints = led.measure(pattern, self.pins.now())
            self.note(figures)
            return complaints
        self.measure(attempt)


class PatternsWithLibgpiod1(Patterns):
    """The same, with the other generation of libgpiod."""

    generation = 1


class Quiet(BoardCase):
    """The patterns that take long, of programs that nobody watches: all at the same time, each on lines of its own."""

    # For each pattern and generation: the line of the LED and of the button.
    LINES = {(READY, 2): (0, 5), (READY, 1): (1, 6), (PAUSED, 2): (2, 3), (PAUSED, 1): (7, 4)}
    # The figures and complaints for each pattern and generation, until a test has taken them.
    _measured = {}

    def test_ready(self):
        """ready and nobody watches: a blip of 50 ms every 3 s"""
        self.measure(lambda: self._look(READY))

    def test_paused(self):
        """paused: 500 ms lit, 500 ms dark"""
        self.measure(lambda: self._look(PAUSED))

    def _look(self, pattern):
        if (pattern, self.generation) not in Quiet._measured:
            self._measure_all()
        figures, complaints = Quiet._measured.pop((pattern, self.generation))
        self.note(figures)
        return complaints

    def _measure_all(self):
        daemons = [self._start(*key, *lines) for key, lines in self.LINES.items()]
        for (pattern, _), (_, button) in self.LINES.items():
            if pattern is PAUSED:
                self.press(button)
        time.sleep(SETTLING)
        since = self.pins.now()
        for (pattern, generation), (led, _) in self.LINES.items():
            Quiet._measured[pattern, generation] = Led(self.pins, led).measure(pattern, since)
        for daemon in daemons:
            daemon.stop("TERM")

    def _start(self, _, generation, led, button):
        mark = "" if button in (5, 6) else "!"
        daemon = self.launch(
            *PATTERN, "--led", f"gpiochip0:{led}", "--button", f"{mark}gpiochip0:{button}",
            "--listen", f"127.0.0.1:{9000 + led}", listens=False, generation=generation)
        daemon.wait_until_listening()
        return daemon


class QuietWithLibgpiod1(Quiet):
    """The same, with the other generation of libgpiod."""

    generation = 1
