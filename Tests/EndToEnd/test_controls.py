"""The camera's controls, where there is no camera: every way of asking is told why, and nothing changes."""

import tempfile
from pathlib import Path

from case import EndToEndCase

WAYS = (("GET", "/controls"), ("GET", "/controls/brightness"), ("PUT", "/controls/brightness"),
        ("DELETE", "/controls/brightness"), ("DELETE", "/controls"))
FOREIGN = "a page of another origin may change nothing here\n"


class Controls(EndToEndCase):
    """/controls and /controls.html."""

    def test_pattern(self):
        """the test pattern has no controls: 409 and what to do"""
        daemon = self.start()
        viewer = self.view(daemon)
        for method, target in WAYS:
            answer = daemon.get(target, method)
            self.assertEqual((answer.status, answer.text), (
                409, "the test pattern has no controls: plug a camera in, and start Martlet again without --device pattern\n"),
                f"{method} {target}")
        head = daemon.get("/controls", "HEAD")
        self.assertEqual((head.status, head.body), (409, b""))
        self.assertEqual(daemon.state()["counters"]["rejected"], len(WAYS) + 1)
        viewer.take(2)

    def test_idle_pattern(self):
        """a pattern that nobody watches is not started for them"""
        daemon = self.start("--idle-close", "1")
        self.wait_until("nobody watches", lambda: daemon.state()["state"] == "idle")
        self.assertEqual(daemon.get("/controls").status, 409)
        self.assertEqual(daemon.state()["state"], "idle")

    def test_methods(self):
        """nothing but GET, HEAD, PUT and DELETE is taken, and all of them cannot be set at once"""
        daemon = self.start()
        for method, target, allowed in (("PUT", "/controls", "GET, HEAD, DELETE"), ("POST", "/controls", "GET, HEAD, DELETE"),
                                        ("POST", "/controls/gain", "GET, HEAD, PUT, DELETE")):
            answer = daemon.get(target, method)
            self.assertEqual((answer.status, answer.fields["allow"]), (405, allowed), f"{method} {target}")

    def test_another_origin(self):
        """a page of another origin changes nothing"""
        daemon = self.start()
        for method, target in WAYS[2:]:
            answer = daemon.get(target, method, Origin="http://elsewhere.test")
            self.assertEqual((answer.status, answer.text), (403, FOREIGN), f"{method} {target}")

    def test_password(self):
        """with a password they ask for it, and so does their page"""
        with tempfile.TemporaryDirectory() as folder:
            password = Path(folder, "password")
            password.write_text("sesame\n", encoding="utf-8")
            daemon = self.start("--password-file", str(password))
            for method, target in (*WAYS, ("GET", "/controls.html")):
                self.assertEqual(daemon.get(target, method).status, 401, f"{method} {target}")
