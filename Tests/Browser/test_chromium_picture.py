"""The picture of the real binary in Chromium, and its age."""

import statistics
import time
from pathlib import Path

from chromium_test import ChromiumTest, close_chromium
from devtools import Chromium
from proxy import DelayingProxy
from support import age, rate, text


def tearDownModule():
    close_chromium()


class Picture(ChromiumTest):
    """The picture is there, moves and is the newest."""

    def test_moves(self):
        """Chromium: the picture moves, its colour bars stay"""
        page = self.open_live(self.start_server().address)
        self.assert_picture_moves(page)

    def test_states_its_rate_and_its_size(self):
        """Chromium: state, rate and size of the picture are shown"""
        page = self.open_live(self.start_server("--size", "640x480", "--rate", "10").address)
        self.wait_for("a rate of 10 pictures a second, one more or less", lambda: rate(page) in (9, 10, 11))
        self.assertEqual(page.run("document.title"), "Live · Martlet")
        self.assertIn("640 × 480", text(page, "camera"))

    def test_is_never_queued(self):
        """Chromium: a page that decodes slowly shows fewer pictures, not older ones"""
        page = self.open_live(self.start_server("--size", "640x480").address, early_script="""
            const decode = createImageBitmap;
            window.createImageBitmap = async (blob) => {
                await new Promise((done) => setTimeout(done, 250));
                return decode(blob);
            };""")
        time.sleep(6)
        # Queued, the last picture would be 5 s old by now.
        self.assertLess(rate(page), 6)
        self.assertLess(age(page)[0], 1000)

    def test_survives_any_cut_of_the_stream(self):
        """Chromium: the stream is taken apart however its bytes are cut"""
        page = self.open_live(self.start_server("--size", "640x480", "--rate", "10").address, early_script="""
            const read = ReadableStreamDefaultReader.prototype.read;
            let left = new Uint8Array(0), turn = 0;
            ReadableStreamDefaultReader.prototype.read = async function () {
                if (!left.length) {
                    const answer = await read.call(this);
                    if (answer.done) return answer;
                    left = answer.value;
                }
                const value = left.subarray(0, [1, 2, 1, 3, 0, 7, 1000][turn++ % 7]);
                left = left.subarray(value.length);
                return { done: false, value };
            };""")
        self.assert_picture_moves(page)
        self.wait_for("a rate near 10", lambda: (rate(page) or 0) > 5)

    def test_is_turned_as_the_camera_is(self):
        """Chromium: a picture that says it is turned is shown upright"""
        page = self.open_live(self.start_server("--size", "640x480", "--rotate", "90").address)
        self.assertIn("480 × 640", text(page, "camera"))
        self.assert_bars_lie_flat(page)

    def test_is_shown_without_scripts(self):
        """Chromium: without JavaScript the picture moves all the same"""
        page = self.open(self.start_server().address, scripting=False)
        self.wait_for("the fallback shows a picture",
                      lambda: page.run("document.querySelector('main img')?.naturalWidth > 0"))
        self.assert_picture_moves(page)


class Clock(ChromiumTest):
    """The age of the picture is true."""

    def assert_age_is_true(self, server, browser, delay):
        """The age on the page, the picture being held back for `delay` seconds, against what the network knows."""
        proxy = DelayingProxy(server.port, delay)
        self.addCleanup(proxy.close)
        page = browser.new_page()
        self.addCleanup(page.close)
        page.open(proxy.address)
        self.wait_for_words(page, "Live")
        self.assertAlmostEqual(page.run("Date.now()") / 1000, time.time() - 3600, delta=60,
                               msg="the browser's clock is not an hour off")
        errors = []
        for _ in range(9):
            time.sleep(0.6)
            shown, uncertainty = self.wait_for("an age", lambda: age(page))
            errors.append(shown - proxy.age_forwarded)
            self.assertLess(uncertainty, 100)
        self.assertLess(abs(statistics.median(errors)), 100, f"milliseconds between shown and true: {errors}")
        self.assertGreaterEqual(proxy.age_forwarded, delay * 1000)

    def test_an_hour_off_changes_nothing(self):
        """Chromium: with its clock an hour off, the age shown is within 100 ms of the truth, also for a late picture"""
        libraries = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
        self.assertTrue(libraries, "libfaketime is not installed (see Tests/Browser/packages.txt)")
        # Only the clock of the wall is changed. The fix of old waits that libfaketime applies unasked stops Chromium.
        browser = Chromium(environment={
            "LD_PRELOAD": str(libraries[0]), "FAKETIME": "-3600", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0"})
        self.addCleanup(browser.close)
        server = self.start_server("--size", "640x480")
        for delay in (0, 0.4, 2):
            with self.subTest(delay=delay):
                self.assert_age_is_true(server, browser, delay)
