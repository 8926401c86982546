"""Lines of the LED and of the button that cannot be had, or go by a name: a warning, and all else works."""

import time

from board import PICTURES, BoardCase
from led import Led

LED, BUTTON, FREE = 0, 3, 2
SETTLING = 0.3
MISSING = ("gpiochip0:99", "NOSUCH", "gpiochip7:0")
HOLDER = "somebody else"


class Lines(BoardCase):
    """One line in the log for what is missing or busy."""

    def test_by_name(self):
        """lines by their names: the LED is lit while somebody watches, the button pauses"""
        daemon = self.start(*PICTURES, "--led", f"GPIO{20 + LED}", "--button", f"!GPIO{20 + BUTTON}")
        self.watch(daemon)
        self._assert_led_and_button_work(daemon)
        self.assertNotIn("GPIO", daemon.errors)

    def test_missing(self):
        """an LED and a button on lines, names or chips that there are not: one warning each, and it streams"""
        for line in MISSING:
            with self.subTest(line=line):
                daemon = self.start(*PICTURES, "--led", line, "--button", f"!{line}")
                self._assert_warning(daemon, f"led {line}: ")
                self._assert_warning(daemon, f"button !{line}: ")
                self.watch(daemon)
                self.assertEqual(daemon.stop("TERM"), 0, daemon.errors)

    def test_led_missing(self):
        """an LED that is missing: the button works"""
        daemon = self.start(*PICTURES, "--led", "gpiochip0:99", "--button", f"!gpiochip0:{BUTTON}")
        self._assert_warning(daemon, "led gpiochip0:99: ")
        self.watch(daemon)
        self.press(BUTTON)
        self.wait_for_state(daemon, "paused", 2)

    def test_led_busy(self):
        """an LED that another program holds: one warning that names it, and the button works"""
        self._hold(f"{FREE}=1")
        daemon = self.start(*PICTURES, "--led", f"gpiochip0:{FREE}", "--button", f"!gpiochip0:{BUTTON}")
        self._assert_warning(daemon, f"led gpiochip0:{FREE}: ", HOLDER)
        self.watch(daemon)
        self.press(BUTTON)
        self.wait_for_state(daemon, "paused", 2)

    def test_button_busy(self):
        """a button that another program holds: one warning that names it, and the LED works"""
        self._hold(f"{FREE}=1")
        daemon = self.start(*PICTURES, "--led", f"gpiochip0:{LED}", "--button", f"!gpiochip0:{FREE}")
        self._assert_warning(daemon, f"button !gpiochip0:{FREE}: ", HOLDER)
        self.watch(daemon)
        time.sleep(SETTLING)
        self.assertTrue(Led(self.pins, LED).is_lit())

    def test_another_martlet(self):
        """two programs with the same lines: the first works on, the second names it, once for each line"""
        lines = ("--led", f"gpiochip0:{LED}", "--button", f"!gpiochip0:{BUTTON}")
        first = self.start(*PICTURES, *lines)
        self.watch(first)
        second = self.launch("--device", "pattern", *lines, "--listen", "127.0.0.1:9000", listens=False)
        second.wait_until_listening()
        self._assert_warning(second, f"led gpiochip0:{LED}: ", "martlet")
        self._assert_warning(second, f"button !gpiochip0:{BUTTON}: ", "martlet")
        self._assert_led_and_button_work(first)

    def _hold(self, line):
        """Has another program hold a line."""
        self.guest.check(f"gpioset -C '{HOLDER}' -c gpiochip0 {line} >/dev/null 2>&1 & echo $! >/tmp/holder")
        self.addCleanup(self.guest.check, "kill $(cat /tmp/holder)")
        self.wait_until(lambda: HOLDER in self.guest.check("gpioinfo"), 5, "the line is held")

    def _assert_warning(self, daemon, beginning, holder=""):
        lines = [line for line in daemon.errors.splitlines() if beginning in line]
        self.assertEqual(len(lines), 1, daemon.errors)
        self.assertRegex(lines[0], f"^martlet: {beginning}.*{holder}.*; going on without it$")

    def _assert_led_and_button_work(self, daemon):
        time.sleep(SETTLING)
        self.assertTrue(Led(self.pins, LED).is_lit())
        self.press(BUTTON)
        self.wait_for_state(daemon, "paused", 2)


class LinesWithLibgpiod1(Lines):
    """The same, with the other generation of libgpiod."""

    generation = 1
