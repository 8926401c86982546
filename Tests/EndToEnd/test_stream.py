"""The stream: its bytes, its numbers, and what its query asks."""

import hashlib
import time

from case import EndToEndCase
from http1 import Connection, request
from viewer import Viewer

STREAM_TYPE = "multipart/x-mixed-replace; boundary=frame"


class Stream(EndToEndCase):
    """/stream of the test pattern at 1280x720 and 30 frames a second."""

    def setUp(self):
        super().setUp()
        self.daemon = self.start()

    def test_parts(self):
        """each part has its fields, its number grows, its age is true, and its JPEG is whole"""
        viewer = self.view(self.daemon)
        self.assertEqual(viewer.head.fields, {
            "content-type": STREAM_TYPE, "cache-control": "no-store", "x-content-type-options": "nosniff",
            "connection": "close"})
        parts, arrived = [], []
        for _ in range(30):
            parts += viewer.take(1)
            arrived.append(time.time())
        self.assert_in_order(parts)
        for part, moment in zip(parts, arrived):
            # Captured, then sent, then here: true at any speed.
            self.assertGreaterEqual(part.age, 0)
            self.assertLessEqual(part.timestamp + part.age / 1000, moment + 0.001)
            self.assertLess(moment - part.timestamp, 5)
        self.assertEqual(len({hashlib.sha256(part.data).digest() for part in parts}), 30, "pictures came twice")
        self.assert_clean([part.data for part in parts])
        self.note(f"age {min(part.age for part in parts):.1f} to {max(part.age for part in parts):.1f} ms")

    def test_rate(self):
        """fps=5 gives 5 frames a second, fps=12.5 gives 12.5, beside each other"""
        viewers = {5: self.view(self.daemon, "/stream?fps=5"), 12.5: self.view(self.daemon, "/stream?fps=12.5")}
        parts = {rate: [] for rate in viewers}
        # Read in turns: what a viewer leaves unread would be a gap.
        while len(parts[5]) < 16:
            for rate, viewer in viewers.items():
                parts[rate] += viewer.take_for(0.02)
        self.assert_rate(parts[5], 5, 0.3)
        self.assert_rate(parts[12.5], 12.5, 0.3)

    def test_frames(self):
        """frames=3 gives three frames and the closing delimiter; nbrofframes= is the same"""
        for target in ("/stream?frames=3", "/axis-cgi/mjpg/video.cgi?nbrofframes=3", "/?action=stream&frames=3"):
            with self.subTest(target):
                viewer = self.view(self.daemon, target)
                parts = viewer.take_all()
                self.assertEqual((len(parts), viewer.ended), (3, True))
                self.assert_in_order(parts)
                self.assert_clean([part.data for part in parts])

    def test_seconds(self):
        """seconds=1 and duration=0.5 end after that time with the closing delimiter"""
        for target, seconds in (("/stream?seconds=1", 1), ("/stream?duration=0.5&fps=10", 0.5)):
            with self.subTest(target):
                viewer = self.view(self.daemon, target)
                started = time.monotonic()
                parts = viewer.take_all()
                self.assertGreaterEqual(time.monotonic() - started, seconds - 0.05)
                self.assertTrue(viewer.ended)
                # The first picture may be one that was there already.
                self.assertLessEqual(parts[-1].timestamp - parts[0].timestamp, seconds + 0.04)

    def test_head(self):
        """HEAD answers with the head of GET and nothing else"""
        for path in ("/stream", "/video_feed"):
            answer = self.daemon.get(path, "HEAD")
            self.assertEqual((answer.status, answer.fields["content-type"]), (200, STREAM_TYPE))
        self.assertEqual(self.daemon.state()["viewers"], [])

    def test_wrong_query(self):
        """a number that is none is told in one line"""
        for target, line in (
                ("/stream?fps=many", "fps takes a number from 0 to 1000000"),
                ("/stream?nbrofframes=-1", "nbrofframes takes a whole number from 0 to 1000000"),
                ("/stream?seconds=", "seconds takes a number from 0 to 1000000"),
                ("/snapshot?max_age=1.5", "max_age takes milliseconds, from 0 to 3600000")):
            answer = self.daemon.get(target)
            self.assertEqual((answer.status, answer.text), (400, line + "\n"), target)

    def test_pipelined(self):
        """requests sent at once, the stream among them, are answered in their order"""
        with Connection(self.daemon.address) as connection:
            connection.send(request("GET", "/healthz") + request("GET", "/stream?frames=2"))
            self.assertEqual(connection.answer().text, "ok\n")
            head = connection.answer(has_body=False)
            self.assertEqual(head.fields["content-type"], STREAM_TYPE)
            body = connection.read_to_end()
        self.assertEqual((body[:9], body[-13:], body.count(b"X-Sequence")), (b"--frame\r\n", b"\r\n--frame--\r\n", 2))

    def test_viewer_leaves(self):
        """a viewer that leaves in the middle of a picture is forgotten, and the next one is served"""
        for _ in range(5):
            viewer = Viewer(self.daemon.address, receive_buffer=4096)
            viewer.connection.read(5000)
            viewer.close()
        self.wait_until("the viewers are forgotten", lambda: not self.daemon.state()["viewers"])
        self.assert_in_order(self.view(self.daemon).take(5))

    def assert_in_order(self, parts):
        """Numbers and capture times grow."""
        for before, after in zip(parts, parts[1:]):
            self.assertLess(before.sequence, after.sequence)
            self.assertLess(before.timestamp, after.timestamp)

    def assert_rate(self, parts, expected, tolerance):
        """The rate by the times of capture, which a busy reader does not change."""
        self.assert_in_order(parts)
        rate = (len(parts) - 1) / (parts[-1].timestamp - parts[0].timestamp)
        self.note(f"{rate:.2f} of {expected} a second")
        self.assertAlmostEqual(rate, expected, delta=tolerance)
