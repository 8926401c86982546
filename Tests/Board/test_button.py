"""The button, pressed outside the guest."""

import time

from board import BUTTONS, PICTURES, BoardCase
from led import HELD, Led

LED, BUTTON, ACTIVE_HIGH_BUTTON = 0, 3, 5
SETTLING = 0.3
BOUNCES = 4
BOUNCE_SECONDS = 0.005
# A line at rest for longer than this has come to rest: then it was not a bounce that was sent, but a press.
LONGEST_BOUNCE = 0.015
# How often that is tried with each press: a busy machine bounces as fast as that now and then.
MOST_TRIES = 20
BOUNCED_PRESSES = 6
LONG_PRESS_SECONDS = 5
LONG_PRESS_OFF_BY = 0.25


class Presses(BoardCase):
    """A program that streams to a viewer, and its button."""

    def setUp(self):
        super().setUp()
        self.led = Led(self.pins, LED)

    def test_short_press(self):
        """a short press of a button that is low when pressed pauses, another resumes"""
        self._press_twice(BUTTON, f"!gpiochip0:{BUTTON}")

    def test_short_press_active_high(self):
        """a short press of a button that is high when pressed pauses, another resumes"""
        self._press_twice(ACTIVE_HIGH_BUTTON, f"gpiochip0:{ACTIVE_HIGH_BUTTON}")

    def test_acts_on_release(self):
        """a short press acts when the button is let go, not before"""
        daemon = self._begin()
        self.push(BUTTON)
        time.sleep(0.5)
        self.assertEqual(daemon.state()["state"], "streaming")
        self.let_go(BUTTON)
        self.wait_for_state(daemon, "paused", 2)

    def test_two_seconds(self):
        """a press of 2 s does nothing"""
        daemon = self._begin()
        since = self.pins.now()
        self.press(BUTTON, 2)
        self._assert_nothing_happened(daemon, since)

    def test_long_press(self):
        """a long press is told at 5 s, while the button is held, by the LED and in the log; letting go does nothing"""
        daemon = self._begin()
        self.measure(lambda: self._hold(daemon))

    def _hold(self, daemon):
        logged = self._lines_about_long(daemon)
        since = self.pins.now()
        self.push(BUTTON)
        time.sleep(LONG_PRESS_SECONDS - 1)
        self.assertEqual(self.led.edges(since), [], "the LED tells a long press before its time")
        self.assertEqual(self._lines_about_long(daemon), logged, "the log tells a long press before its time")
        figures, complaints = self.led.measure(HELD, since + LONG_PRESS_SECONDS - 1)
        edges = self.led.edges(since)
        if edges:
            # Solid light goes on for the 50 ms that the pattern begins with.
            told = edges[0][0] - self.pins.edges(BUTTON, since)[0].time - HELD.lit / 1000
            figures = f"told after {told:.3f} s; {figures}"
            if abs(told - LONG_PRESS_SECONDS) > LONG_PRESS_OFF_BY:
                complaints.append(f"told after {told:.3f} s")
        self.note(figures)
        self.assertEqual(self._lines_about_long(daemon), logged + 1, daemon.errors)
        self.let_go(BUTTON)
        time.sleep(SETTLING)
        self._assert_nothing_happened(daemon, self.pins.now())
        self.assertEqual(self._lines_about_long(daemon), logged + 1, daemon.errors)
        return complaints

    def test_bounces(self):
        """bounces of 5 ms when the button is pressed and when it is let go: one press each time"""
        daemon = self._begin()
        for number in range(BOUNCED_PRESSES):
            before = daemon.state()
            is_paused = before["state"] == "paused"
            self.assertEqual(is_paused, number % 2 == 1)
            self.measure(lambda: self._bounce(daemon, before), tries=MOST_TRIES)

    def _bounce(self, daemon, before):
        if daemon.state()["state"] != before["state"]:  # by a try before, which was no good
            self.press(BUTTON)
            self.wait_for_state(daemon, before["state"])
            before = daemon.state()
        since = self.pins.now()
        self._move_with_bounces(1 - BUTTONS[BUTTON])
        time.sleep(0.15)
        self._move_with_bounces(BUTTONS[BUTTON])
        edges = self.pins.edges(BUTTON, since)
        half = len(edges) // 2
        bounces = [after.time - before.time for train in (edges[:half], edges[half:])
                   for before, after in zip(train, train[1:])]
        if max(bounces) > LONGEST_BOUNCE:
            time.sleep(1)   # whatever was made of it is done by then
            return [f"this machine was too busy to bounce faster than in {max(bounces) * 1000:.0f} ms"]
        expected = "paused" if before["state"] == "streaming" else "streaming"
        self.wait_for_state(daemon, expected)
        time.sleep(SETTLING)
        after = daemon.state()
        self.assertEqual(after["state"], expected)
        self.assertEqual(after["counters"]["opens"] - before["counters"]["opens"], int(expected == "streaming"),
                         "the camera was opened more often than it was to be resumed")
        return []

    def _move_with_bounces(self, level):
        for _ in range(BOUNCES):
            self.pins.drive(BUTTON, level)
            time.sleep(BOUNCE_SECONDS)
            self.pins.drive(BUTTON, 1 - level)
            time.sleep(BOUNCE_SECONDS)
        self.pins.drive(BUTTON, level)

    def test_held_at_the_start(self):
        """a button that is down at the start does nothing until it has been let go, and then it works"""
        self.push(BUTTON)
        daemon = self._begin()
        time.sleep(0.5)
        self.let_go(BUTTON)
        self._assert_nothing_happened(daemon, self.pins.now())
        self.press(BUTTON)
        self.wait_for_state(daemon, "paused", 2)

    def _begin(self, line=f"!gpiochip0:{BUTTON}"):
        daemon = self.start(*PICTURES, "--led", f"gpiochip0:{LED}", "--button", line)
        self.watcher = self.watch(daemon)
        time.sleep(SETTLING)
        return daemon

    def _press_twice(self, button, line):
        daemon = self._begin(line)
        self.press(button)
        self.wait_for_state(daemon, "paused", 2)
        self.press(button)
        self.wait_for_state(daemon, "streaming")
        self.watcher.wait_for_camera(10)

    def _assert_nothing_happened(self, daemon, since):
        """Nothing within a second, nor since that time: neither to the stream nor to the solid light."""
        time.sleep(1)
        state = daemon.state()
        self.assertEqual((state["state"], state["counters"]["opens"]), ("streaming", 1))
        self.assertEqual(self.led.edges(since), [], "the LED shows something")
        self.assertTrue(self.led.is_lit())

    @staticmethod
    def _lines_about_long(daemon):
        return sum("long" in line for line in daemon.errors.splitlines())


class PressesWithLibgpiod1(Presses):
    """The same, with the other generation of libgpiod."""

    generation = 1
