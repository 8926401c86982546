"""The library on a server that is killed, and on a network that stops: what came before is given, and it comes back."""

import json
import select
import signal
import time

from literal_server import STREAM, LiteralServer, part
from relay import Relay
from watch_case import WatchCase

SIZE = ("--size", "320x240")
STOPPED_SECONDS = 10
MEASURED_SECONDS = 15
PATIENCE_SECONDS = 30


class Outages(WatchCase):
    """With --reconnect, as a program that uses the library has it by default."""

    def test_killed_server(self):
        """a server that is killed and started again: the same call of read goes on with its pictures"""
        server = self.start(*SIZE)
        host, port = server.address
        watch = self.start_watch(server.url + "/stream", "--pipe", "--reconnect")
        self._take_pictures(watch, 5)
        for _ in range(2):
            server.stop(signal.SIGKILL)
            server = self.launch("--device", "pattern", *SIZE, "--listen", f"{host}:{port}")
            # What had come before is in the pipe.
            self._take_pictures(watch, 60)
        watch.stdout.close()
        self.assertEqual(watch.wait(10), 0)

    def test_stopped_network(self):
        """a network that stops for 10 s, and a reader that waits for it or connects anew: fresh again after it"""
        server = self.start(*SIZE)
        relay = Relay(server.address)
        self.addCleanup(relay.close)
        watches = {limit: self.start_watch(relay.url + "/stream", "--measure", f"{MEASURED_SECONDS}s", "--reconnect",
                                           "--timeout", limit, "--json") for limit in ("30s", "3s")}
        self.wait_until("both have the stream", lambda: len(server.state()["viewers"]) == 2, 10)
        time.sleep(1)
        relay.stop()
        time.sleep(STOPPED_SECONDS)
        relay.go_on()
        for limit, watch in watches.items():
            with self.subTest(limit=limit):
                output, said = watch.communicate(timeout=MEASURED_SECONDS + 10)
                self.assertEqual((watch.returncode, said), (0, b""))
                found = json.loads(output)
                self.assertIsNone(found["ended"])
                # Of a connection that was given up, here or by Martlet, half a picture may be left.
                self.assertLessEqual(found["bad"], found["reconnects"])
                self.assertGreaterEqual(found["interval_ms"]["largest"], STOPPED_SECONDS * 1000 - 500)
                # A second and a half before, more than a second after.
                self.assertGreater(found["read"], 45)
                self.assertLess(found["clock_age_ms"]["p50"], 100)
                if limit == "3s":
                    self.assertGreater(found["reconnects"], 0)
                self.note(f"{limit}: {found['read']} pictures, {found['reconnects']} reconnects, "
                          f"age p50 {found['clock_age_ms']['p50']} ms, oldest {found['clock_age_ms']['largest']} ms")

    def test_silent_server(self):
        """a server that sends one picture and no more: it is left and asked again, as often as it takes"""
        jpeg = self.start(*SIZE).get("/snapshot").body
        server = LiteralServer((0, STREAM + part(jpeg) + b"--b\r\n"), closes=False)
        self.addCleanup(server.stop)
        watch = self.start_watch(server.url, "--pipe", "--reconnect", "--timeout", "500ms")
        self._take_pictures(watch, 4)
        watch.stdout.close()
        self.assertEqual(watch.wait(10), 0)

    def _take_pictures(self, watch, count):
        """Reads that many ends of JPEGs from the pipe."""
        found, deadline = 0, time.monotonic() + PATIENCE_SECONDS
        while found < count:
            ready, _, _ = select.select([watch.stdout], [], [], max(deadline - time.monotonic(), 0))
            self.assertTrue(ready, f"{found} of {count} pictures in {PATIENCE_SECONDS} s")
            received = watch.stdout.read1(65536)
            self.assertTrue(received, "it has ended")
            found += received.count(b"\xff\xd9")
