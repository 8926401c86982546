"""The stream itself in browsers, which is what other people's pages show; Martlet's own page has tests of its own."""

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

from devtools import Chromium
from interop_case import SIZE, InteropCase
from marionette import Firefox

ENOUGH = 5
BOX_OF_FIRST = """(document.images.length === %d && [...document.images].every((image) => image.naturalWidth === %d)
    ? ((box) => [box.left, box.top, box.width, box.height])(document.images[0].getBoundingClientRect()) : null)"""
BROWSERS = {}


def browser(kind):
    """The one browser of a kind, started by the first test that needs it."""
    if kind not in BROWSERS:
        BROWSERS[kind] = kind()
    return BROWSERS[kind]


def tearDownModule():
    while BROWSERS:
        BROWSERS.popitem()[1].close()


class Elsewhere(HTTPServer):
    """A page of another site, that shows the stream of one Martlet and its snapshot."""

    def __init__(self, site):
        # Another address, not only another port: to browsers that is what makes it a site of its own.
        super().__init__(("127.0.0.2", 0), Page)
        self.page = f"<img src='{site.url}/stream' width=600><img src='{site.url}/snapshot' width=600>".encode()
        self.url = f"http://127.0.0.2:{self.server_port}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        """Ends it."""
        self.shutdown()
        self.server_close()


class Page(BaseHTTPRequestHandler):
    """Answers everything with the page."""

    def do_GET(self):
        """Sends it."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.server.page)

    def log_message(self, *_):
        """Says nothing."""


class Browsers(InteropCase):
    """A page elsewhere, and the stream by its address alone."""

    def watch(self, what, view, images):
        """Waits for so many images, and counts different screenshots of the time that is written into the first."""
        seen = []
        deadline = time.monotonic() + 40
        while len(set(seen)) < ENOUGH and time.monotonic() < deadline:
            # Each time, for an image moves and shrinks while the browser lays out what comes.
            left, top, width, height = self.wait_until(
                f"{images} images of the stream's size are shown", lambda: view.run(BOX_OF_FIRST % (images, SIZE[0])), 20)
            image = view.image((left, top + height * 0.84, width * 0.78, height * 0.07))
            red = b"".join(row[::image.channels] for row in image.rows)
            # White on black, or it is a moment between two pictures.
            if max(red) > 200 and min(red) < 40:
                seen.append(red)
        self.count(what, seen, ENOUGH)

    def elsewhere(self):
        """The address of a page of another site."""
        server = Elsewhere(self.open_site())
        self.addCleanup(server.close)
        return server.url

    def test_chromium(self):
        """Chromium shows /stream and /snapshot in a page of another site, and /stream by its address, password and all"""
        page = browser(Chromium).new_page()
        self.addCleanup(page.close)
        page.open(self.elsewhere())
        self.watch("in a page", page, 2)
        # A stream is never read to its end.
        page.go(self.closed_site().url_with_login + "/stream")
        self.watch("by its address", page, 1)

    def test_firefox(self):
        """Firefox shows /stream and /snapshot in a page of another site, and /stream by its address, password and all"""
        page = browser(Firefox)
        self.addCleanup(page.open, "about:blank")
        # To open an address waits until all has come, and a stream does not end.
        for what, address, images in (("in a page", self.elsewhere(), 2),
                                      ("by its address", self.closed_site().url_with_login + "/stream", 1)):
            page.open("about:blank")
            page.run(f"setTimeout(() => location = '{address}')")
            self.watch(what, page, images)
