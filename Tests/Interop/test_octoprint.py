"""OctoPrint's webcam: what it asks for, by the library that it uses. OctoPrint itself does not run here.

Its page shows the stream as a picture, with a number behind the address against caches; its server fetches snapshots, and
tests an address that is entered, by HEAD if not told otherwise.
"""

import requests
from clients import Collector, read_length
from interop_case import InteropCase

SECONDS = 5


class OctoPrint(InteropCase):
    """Its requests, at the addresses that it documents and at Martlet's own."""

    def test_snapshot(self):
        """snapshots, block by block, with and without a password; HEAD says that they are pictures"""
        for site in self.sites():
            for path in ("/?action=snapshot", "/snapshot"):
                with self.subTest(path, site=str(site)):
                    head = requests.head(site.url + path, auth=site.login or None, timeout=SECONDS)
                    self.assertEqual((head.status_code, head.headers["Content-Type"]), (200, "image/jpeg"))
                    with requests.get(site.url + path, auth=site.login or None, stream=True, timeout=SECONDS) as answer:
                        answer.raise_for_status()
                        self.count_jpegs(path, [b"".join(answer.iter_content(chunk_size=1024))], 1)

    def test_stream(self):
        """the stream, with a number behind the address against caches"""
        site = self.open_site()
        for path in ("/?action=stream&1700000000000", "/stream?1700000000000"):
            with self.subTest(path):
                head = requests.head(site.url + path, timeout=SECONDS)
                self.assertEqual((head.status_code, head.headers["Content-Type"]),
                                 (200, "multipart/x-mixed-replace; boundary=frame"))
                collector = Collector(read_length, site.url + path)
                self.wait_until("ten pictures", lambda: len(collector.pictures) >= 10)
                self.count_jpegs(path, collector.pictures[:10], 10)
