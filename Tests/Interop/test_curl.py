"""curl and wget."""

import re

from interop_case import InteropCase, Site
from multipart import PartReader

TIMED_OUT = 28


class Curl(InteropCase):
    """What a script takes."""

    def curl(self, site, *arguments, status=0):
        """Standard output of curl."""
        login = ["--user", ":".join(site.login)] if site.login else []
        return self.run_client("curl", "-sS", "--fail", *login, *arguments, status=status)[0]

    def test_curl(self):
        """curl saves /snapshot, and /stream as long as it may and to its end; the bytes are taken apart and decoded"""
        for site in self.sites():
            with self.subTest(site=str(site)):
                self.count_jpegs("/snapshot", [self.curl(site, site.url + "/snapshot")], 1)
                saved = self.folder / "saved"
                self.curl(site, "--max-time", "1", "-o", saved, site.url + "/stream", status=TIMED_OUT)
                # Wherever it was cut, what came before that is whole.
                parts = PartReader().feed(saved.read_bytes()[:-1])
                self.count_jpegs("/stream for 1 s", [part.data for part in parts], 5)
                reader = PartReader()
                parts = reader.feed(self.curl(site, site.url + "/stream?frames=5"))
                self.assertTrue(reader.ended)
                self.count_jpegs("/stream?frames=5", [part.data for part in parts], 5)

    def test_curl_switch(self):
        """curl switches the stream off and on"""
        daemon = self.start()
        for word, state in (("off", "paused"), ("on", "streaming")):
            said = self.curl(Site(daemon.url), "-X", "PUT", "-d", word, daemon.url + "/streaming")
            self.assertEqual((said.decode(), daemon.state()["state"]), (word + "\n", state))

    def test_wget(self):
        """wget saves /snapshot and /stream, and by HEAD sees that they are there"""
        for site in self.sites():
            with self.subTest(site=str(site)):
                login = [f"--user={site.login[0]}", f"--password={site.login[1]}"] if site.login else []
                snapshot, _ = self.run_client("wget", "-q", *login, "-O", "-", site.url + "/snapshot")
                self.count_jpegs("/snapshot", [snapshot], 1)
                stream, _ = self.run_client("wget", "-q", *login, "-O", "-", site.url + "/stream?frames=5")
                self.count_jpegs("/stream?frames=5", [part.data for part in PartReader().feed(stream)], 5)
                for path, kind in (("/snapshot", "image/jpeg"), ("/stream", "multipart/x-mixed-replace; boundary=frame")):
                    _, said = self.run_client("wget", "-nv", "-S", "--spider", *login, site.url + path)
                    self.assertEqual(re.findall(r"HTTP/1\.1 (\d+)", said)[-1], "200")
                    self.assertIn(f"Content-Type: {kind}\n", said)
