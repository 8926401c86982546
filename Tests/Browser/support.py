"""What the browser tests have in common: looking at the page, and waiting for it."""

import time
import unittest

from png import difference
from server import REPOSITORY, Server

SCREENSHOTS = REPOSITORY / "build/screenshots"


def text(browser, identifier):
    """What the element says."""
    return browser.run(f"document.getElementById('{identifier}')?.textContent ?? ''")


def rate(browser):
    """The frame rate that the page shows, in pictures a second; None while it shows none."""
    words = text(browser, "rate").split()
    return int(words[0]) if len(words) == 2 else None


def age(browser):
    """The age and its uncertainty that the page shows, in milliseconds; None while it shows none."""
    words = text(browser, "age").split()
    return (int(words[0]), int(words[2])) if len(words) == 4 else None


class PageTest(unittest.TestCase):
    """A test with a Martlet of its own, ended after it."""

    def start_server(self, *arguments, port=0):
        """Starts a Martlet that ends with the test."""
        server = Server(*arguments, port=port)
        self.addCleanup(server.stop)
        return server

    def wait_for(self, what, condition, seconds=10):
        """Waits until the condition holds; the test fails when it does not in that time."""
        deadline = time.monotonic() + seconds
        while not (value := condition()):
            if time.monotonic() > deadline:
                self.fail(f"not in {seconds} s: {what}")
            time.sleep(0.05)
        return value

    def wait_for_words(self, browser, words, seconds=10):
        """Waits until the page's state reads so."""
        self.wait_for(f"the page says {words!r}", lambda: text(browser, "words") == words, seconds)

    def box_of_picture(self, browser):
        """Left, top, width and height of the picture in CSS pixels, as soon as it is in clear view."""
        # The veil over the picture takes a moment to fade.
        self.wait_for("a clear view of the picture", lambda: browser.run(
            "(veil => !veil || ['0', ''].includes(getComputedStyle(veil).opacity)"
            " || getComputedStyle(veil).display === 'none')(document.getElementById('veil'))"))
        return browser.run(
            "[...document.querySelectorAll('main canvas, main img')].map((picture) => picture.getBoundingClientRect())"
            ".filter((box) => box.width).map((box) => [box.left, box.top, box.width, box.height])[0]")

    def assert_bars_lie_flat(self, browser):
        """A picture turned by 90 or 270 degrees has its bars one above the other, from edge to edge."""
        left, top, width, height = self.box_of_picture(browser)
        column = browser.image((left + width / 2, top + height * 0.01, 4, height * 0.98))
        self.assert_colours([column.pixel(1, y) for y in range(column.height)])
        self.assertLess(width, height)

    def assert_picture_moves(self, browser):
        """Two screenshots of the picture differ in the strip beneath the colour bars, and only there."""
        left, top, width, height = self.box_of_picture(browser)
        # Away from the rounded corners and from the border of bars and strip.
        bars = (left + width * 0.05, top + height * 0.01, width * 0.9, height * (BARS_SHARE - 0.05))
        strip = (left + width * 0.05, top + height * (BARS_SHARE + 0.05), width * 0.9, height * (0.9 - BARS_SHARE))
        first_bars, first_strip = browser.image(bars), browser.image(strip)
        for y in (0, first_bars.height - 1):
            self.assert_colours([first_bars.pixel(x, y) for x in range(first_bars.width)])
        self.wait_for("the moving part of the picture moves",
                      lambda: difference(first_strip, browser.image(strip)) > 0.005, 5)
        self.assertLess(difference(first_bars, browser.image(bars)), 0.002, "the colour bars moved")

    def assert_colours(self, pixels):
        """The pixels have the colours of the bars, or nearly all of them."""
        colours = {tuple(channel // 64 for channel in pixel) for pixel in pixels}
        self.assertGreaterEqual(len(colours), 6, f"no colour bars: {colours}")


# The share of the test pattern's height that its colour bars fill, from the top.
BARS_SHARE = 0.6
