"""What the tests in Chromium have in common."""

from devtools import Chromium
from support import PageTest

CHROMIUM = []


def chromium():
    """The one Chromium of a file of tests, started by the first that needs it."""
    if not CHROMIUM:
        CHROMIUM.append(Chromium())
    return CHROMIUM[0]


def close_chromium():
    """Ends it."""
    while CHROMIUM:
        CHROMIUM.pop().close()


class ChromiumTest(PageTest):
    """A test in a tab of its own."""

    def open(self, address, **options):
        """A tab that shows the address and is closed after the test."""
        page = chromium().new_page(**options)
        self.addCleanup(page.close)
        page.open(address)
        return page

    def open_live(self, address, **options):
        """The same, once the page says that it is live."""
        page = self.open(address, **options)
        self.wait_for_words(page, "Live")
        return page

    def pressed(self, page, button):
        """Whether a toggle button says that it is pressed."""
        return page.run(f"document.getElementById('{button}').getAttribute('aria-pressed')") == "true"
