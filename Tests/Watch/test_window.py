"""The window, on a display that nobody sees."""

import strict_jpeg
from display import Display, pixel
from watch_case import NO_DISPLAY, WatchCase

# Of the test pattern: white, yellow, cyan, green, magenta, red, blue, black.
BARS = [(1, 1, 1), (1, 1, 0), (0, 1, 1), (0, 1, 0), (1, 0, 1), (1, 0, 0), (0, 0, 1), (0, 0, 0)]


class WindowTest(WatchCase):
    """Each with a display of its own."""

    def setUp(self):
        super().setUp()
        self.display = Display()
        self.addCleanup(self.display.stop)
        # As a machine without a graphics card draws.
        self.variables = {"DISPLAY": self.display.name, "SDL_RENDER_DRIVER": "software"}

    def open(self, url, *arguments):
        """Starts it and gives the process and its window, which shows something."""
        process = self.start_watch(url, *arguments, variables=self.variables)
        window = self.wait_until("a window with a rate", lambda: self.display.window(" fps, "), 30)
        return process, window

    def bars(self, window):
        """The colours of the bars, from left to right, where they are in a window of the picture's shape."""
        left, top, width, height = self.display.box(window)
        image = self.display.image()
        return [pixel(image, left + width * (2 * bar + 1) // 16, top + height // 4) for bar in range(8)]

    def test_picture(self):
        """a screenshot shows the pattern, Esc ends it with 0"""
        process, window = self.open(self.start("--size", "640x480").url + "/stream")
        self.assertEqual(self.display.box(window)[2:], (640, 480))
        self.wait_until("the bars", lambda: self.bars(window) == BARS)
        self.assertRegex(self.display.title(window), r"^127\.0\.0\.1:\d+: 640 × 480, \d+ fps, \d+ m?s old$")
        self.display.press(window, "Escape")
        self.assertEqual((process.wait(10), process.stderr.read()), (0, b""))

    def test_large(self):
        """a picture larger than the display is made smaller, and keeps its shape in a window of another"""
        _, window = self.open(self.start("--size", "1280x720").url + "/stream")
        _, _, width, height = self.display.box(window)
        self.assertLessEqual(width, 1000)
        self.assertAlmostEqual(width / height, 16 / 9, delta=0.02)
        self.wait_until("the bars", lambda: self.bars(window) == BARS)
        self.display.resize(window, 320, 600)

        def is_in_the_middle():
            left, top, width, height = self.display.box(window)
            if (width, height) != (320, 600):
                return False
            image = self.display.image()
            # 180 rows of picture, of which somewhat more than half are bars; black above and below.
            return [pixel(image, left + 20, top + y)[0] for y in (5, 200, 220, 300, 335, 595)] == [0, 0, 1, 1, 0, 0]
        self.wait_until("the picture in the middle", is_in_the_middle)

    def test_turned(self):
        """a picture that is to be turned is: --rotate 90"""
        _, window = self.open(self.start("--size", "640x480", "--rotate", "90").url + "/stream")

        def lie_flat():
            left, top, width, height = self.display.box(window)
            image = self.display.image()
            # What was at the left is above, what was above is at the right.
            return [pixel(image, left + width * 3 // 4, top + height * (2 * bar + 1) // 16) for bar in range(8)] == BARS
        self.assertEqual(self.display.box(window)[2:], (480, 640))
        self.wait_until("the bars", lie_flat)

    def test_keys(self):
        """S saves the picture that is shown, space pauses and goes on"""
        _, window = self.open(self.start("--size", "640x480").url + "/stream")
        self.display.press(window, "s")
        title = self.wait_until(
            "a title that says so", lambda: (title := self.display.title(window)).find(": saved ") > 0 and title)
        name = title.rpartition(" ")[2]
        self.assertRegex(name, r"^martlet-\d{8}T\d{6}\.\d{3}Z\.jpg$")
        self.assertTrue(strict_jpeg.decode([(self.folder / name).read_bytes()])[0].is_clean)
        self.display.press(window, "space")
        self.wait_until("a title that says so", lambda: self.display.title(window).endswith(", paused"))
        still = self.display.image()
        self.assertEqual(self.display.image(), still)
        self.display.press(window, "space")
        self.wait_until("a title with a rate", lambda: " fps, " in self.display.title(window))
        self.wait_until("another picture", lambda: self.display.image() != still)

    def test_away(self):
        """while the camera is away the title says so and the picture stays; then it goes on"""
        martlet = self.start("--size", "640x480")
        process, window = self.open(martlet.url + "/stream")
        self.wait_until("the bars", lambda: self.bars(window) == BARS)
        martlet.stop()
        self.wait_until("a title that says so", lambda: ": reconnecting: " in self.display.title(window))
        self.assertEqual(self.bars(window), BARS)
        self.launch("--device", "pattern", "--size", "320x240", "--listen", "{}:{}".format(*martlet.address))
        self.wait_until("the new picture", lambda: ": 320 × 240, " in self.display.title(window), 20)
        self.wait_until("the bars", lambda: self.bars(window) == BARS)
        process.terminate()
        self.assertEqual(process.wait(10), 0)

    def test_no_display(self):
        """without a display it says so"""
        url = self.start().url + "/stream"
        for variables in ({}, {"DISPLAY": ":250"}):
            done = self.watch(url, variables=variables)
            self.assertEqual(done.returncode, NO_DISPLAY)
            self.assertRegex(done.stderr.decode(), r"^martlet-watch: there is no display to open a window at \([^\n]+\); "
                                                   r"--save, --record, --pipe and --measure need none\n$")
