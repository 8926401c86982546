"""The page of the real binary in Firefox."""

from marionette import Firefox
from support import PageTest, age, rate, text

FIREFOX = []


def firefox():
    """The one Firefox of these tests, started by the first that needs it."""
    if not FIREFOX:
        FIREFOX.append(Firefox())
    return FIREFOX[0]


def tearDownModule():
    for browser in FIREFOX:
        browser.close()


class InFirefox(PageTest):
    """The page in Firefox."""

    def open_live(self, address):
        """Shows the address and waits until the page says that it is live."""
        browser = firefox()
        browser.open(address)
        # A page that is left closes its stream.
        self.addCleanup(browser.open, "about:blank")
        self.wait_for_words(browser, "Live", 20)
        return browser

    def test_moves(self):
        """Firefox: the picture moves, its colour bars stay; state, rate and age are shown"""
        browser = self.open_live(self.start_server().address)
        self.assert_picture_moves(browser)
        self.wait_for("a rate", lambda: (rate(browser) or 0) >= 5)
        shown, uncertainty = self.wait_for("an age", lambda: age(browser))
        self.assertLess(shown, 1000)
        self.assertLess(uncertainty, 200)
        self.assertEqual(browser.run("document.title"), "Live · Martlet")

    def test_is_turned_as_the_camera_is(self):
        """Firefox: a picture that says it is turned is shown upright"""
        browser = self.open_live(self.start_server("--size", "640x480", "--rotate", "90").address)
        self.assertIn("480 × 640", text(browser, "camera"))
        self.assert_bars_lie_flat(browser)

    def test_returns_after_the_server_was_away(self):
        """Firefox: a lost server is told, and comes back by itself"""
        server = self.start_server("--size", "640x480")
        browser = self.open_live(server.address)
        server.kill()
        self.wait_for_words(browser, "No connection to Martlet")
        self.start_server("--size", "640x480", port=server.port)
        self.wait_for_words(browser, "Live")

    def test_pause_and_resume(self):
        """Firefox: the pause button pauses and resumes"""
        server = self.start_server("--size", "640x480")
        browser = self.open_live(server.address)
        browser.run("document.getElementById('pause').click()")
        self.wait_for_words(browser, "Paused")
        self.assertEqual(server.state()["state"], "paused")
        browser.run("document.getElementById('pause').click()")
        self.wait_for_words(browser, "Live")

    def test_violates_no_policy(self):
        """Firefox: the policy is in force, and the page works within it"""
        browser = self.open_live(self.start_server("--size", "640x480").address)
        self.assertEqual(browser.run("getComputedStyle(document.body).display"), "flex")
        browser.run("document.body.append(Object.assign(document.createElement('script'),"
                    " {text: 'document.body.id = \\'foreign\\''}))")
        self.assertEqual(browser.run("document.body.id"), "")
