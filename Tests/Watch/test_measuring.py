"""--measure: what it tells, of a reader that takes all and of a slow one."""

import json

from literal_server import STREAM, LiteralServer, part
from watch_case import ENDED, WatchCase

KEYS = ["seconds", "width", "height", "received", "read", "skipped", "missing", "bad", "outdated", "reconnects", "bytes",
        "received_per_second", "read_per_second", "age_ms", "clock_age_ms", "interval_ms", "gaps", "gap_over_ms", "ended"]


class MeasuringTest(WatchCase):
    """What is measured."""

    def test_json(self):
        """--json: the keys stay, and the figures are those of the stream"""
        done = self.watch(self.start("--size", "320x240").url + "/stream", "--measure", "2s", "--json")
        self.assert_ended(done, 0)
        found = json.loads(done.stdout)
        self.assertEqual(list(found), KEYS)
        self.assertEqual((found["width"], found["height"], found["bad"], found["ended"]), (320, 240, 0, None))
        self.assertGreater(found["read_per_second"], 20)
        self.assertLess(found["age_ms"]["p50"], 100)
        # Server and client have one clock: the second holds all of the first.
        self.assertLess(abs(found["clock_age_ms"]["p50"] - found["age_ms"]["p50"]), 50)
        self.note(f"age {found['age_ms']['p50']} ms, by the clock {found['clock_age_ms']['p50']} ms")

    def test_slow(self):
        """--every: a slow reader gets new pictures, and what it did without is counted"""
        done = self.watch(self.start("--size", "320x240").url + "/stream", "--measure", "3s", "--every", "500ms", "--json")
        self.assert_ended(done, 0)
        found = json.loads(done.stdout)
        self.assertIn(found["read"], range(4, 8))
        self.assertGreater(found["skipped"], 5 * found["read"])
        self.assertGreater(found["received"], found["skipped"])
        self.assertLess(found["age_ms"]["p50"], 200)
        self.note(f"age {found['age_ms']['p50']} ms")

    def test_table(self):
        """for people it is a table"""
        done = self.watch(self.start("--size", "320x240").url + "/stream", "--measure", "500ms")
        self.assert_ended(done, 0)
        self.assertEqual([line.split("  ")[0] for line in done.stdout.decode().splitlines()],
                         ["time", "received", "read", "skipped", "missing", "bad", "gaps", "ms", "age", "clock age", "interval"])

    def test_ended(self):
        """a stream that ends before the time: what was measured, and why it is no more"""
        jpeg = self.start("--size", "320x240").get("/snapshot").body
        # Two were numbered that never came, and nobody tells an age.
        server = LiteralServer((0, STREAM), (0, part(jpeg, "X-Sequence: 1")), (1, part(jpeg, "X-Sequence: 4")),
                               (1, b"--b--\r\n"))
        self.addCleanup(server.stop)
        done = self.watch(server.url, "--measure", "30s", "--json")
        self.assert_ended(done, ENDED, "the server ended the stream")
        found = json.loads(done.stdout)
        self.assertEqual([found[key] for key in ("read", "missing", "age_ms", "clock_age_ms", "ended")],
                         [2, 2, None, None, "the server ended the stream"])
