"""Cameras that cannot be had."""

import os
import tempfile
import unittest
from pathlib import Path

from case import EndToEndCase
from daemon import run, run_as_nobody
from http1 import Connection, request

LISTS = "see what `martlet probe` lists"


class NamedCamera(EndToEndCase):
    """One that was named and cannot be had: one line that says what and what to do, exit status 1."""

    def test_missing(self):
        """a path where nothing is"""
        self.assert_refused("/dev/video99", f"/dev/video99 is not there: plug it in, or {LISTS}")

    def test_missing_identity(self):
        """an identity that no camera has"""
        self.assert_refused("usb-none:0", f"usb-none:0 is not there: plug it in, or {LISTS}")

    def test_no_camera(self):
        """/dev/null, a file and a folder are no cameras"""
        with tempfile.NamedTemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
            for path in ("/dev/null", file.name, folder):
                with self.subTest(path):
                    self.assert_refused(path, f"{path} is not a video capture device: {LISTS}")

    def test_not_permitted(self):
        """a node that this user may not open"""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            node = Path(folder, "camera")
            node.touch(mode=0)
            self.assert_refused(str(node), f"{node} may not be opened by this user: add it to group video, then log "
                                "in again", run_as_nobody)

    def assert_refused(self, path, line, runs=run):
        """Exit status 1 and that one line."""
        done = runs("--device", path, "--listen", "127.0.0.1:0")
        self.assertEqual((done.returncode, done.stderr), (1, f"martlet: {line}\n"))


class NoCamera(EndToEndCase):
    """A machine without a camera."""

    def setUp(self):
        super().setUp()
        if any(Path("/dev").glob("video*")):
            raise unittest.SkipTest("this machine has a camera")

    def test_waits(self):
        """--device camera without a camera waits, says so in every way, and ends with 0 when told to"""
        daemon = self.launch("--device", "camera", "--listen", "127.0.0.1:0")
        state = self.wait_until("the camera is missed", lambda: self.missed(daemon))
        self.assertIsNone(state["camera"])
        self.assertIsNone(state["format"])
        line = f"the camera is not there: plug it in, or {LISTS}"
        self.assertEqual(state["reason"], line)
        for path in ("/healthz", "/snapshot"):
            answer = daemon.get(path)
            self.assertEqual((answer.status, answer.text), (503, line + "\n"), path)
        viewer = self.view(daemon)
        # Drawn for it, in the size that it would have: not the camera's.
        drawn = viewer.take(2)
        self.assert_clean([part.data for part in drawn])
        self.assertLess(drawn[1].timestamp - drawn[0].timestamp, 1)
        self.assertEqual(daemon.get("/snapshot?placeholder=1").body, drawn[0].data)
        self.assertIn(f"martlet: {line}\n", daemon.errors)
        status, milliseconds = daemon.stop()
        viewer.take_all()
        self.assertEqual((status, viewer.ended), (0, True))
        self.note(f"ended in {milliseconds:.0f} ms")

    def missed(self, daemon):
        """The state when the camera has been missed."""
        state = daemon.state()
        return state if state["state"] == "recovering" else None

    def test_waits_while_asked(self):
        """a snapshot that is waited for when there is no camera is refused at once, not after its patience"""
        daemon = self.launch("--device", "camera", "--listen", "127.0.0.1:0", "--snapshot-time", "60")
        with Connection(daemon.address) as connection:
            connection.send(request("GET", "/snapshot"))
            self.assertEqual(connection.answer().status, 503)

    def test_auto(self):
        """--device auto without a camera shows the pattern and says so"""
        daemon = self.launch("--listen", "127.0.0.1:0")
        self.assertEqual(daemon.state()["camera"]["name"], "Test pattern")
        self.assertEqual(daemon.errors, "martlet: no camera is there: showing the test pattern\n")
