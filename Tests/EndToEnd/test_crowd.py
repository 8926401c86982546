"""Many viewers, bad viewers, and thousands of connections."""

import hashlib
import selectors
import socket
import struct
import time

from case import EndToEndCase
from http1 import Connection, request

VIEWERS = 64
FRAMES = 20
CONNECTIONS = 3000
# A reader behind so small a window holds back the program soon.
SMALL = 4096


class Crowd(EndToEndCase):
    """Viewers."""

    def test_many_viewers(self):
        """64 viewers at 15 frames a second all get every byte in order, and the same picture by the same number"""
        daemon = self.start("--rate", "15")
        selector = selectors.DefaultSelector()
        self.addCleanup(selector.close)
        taken = {}
        for _ in range(VIEWERS):
            viewer = self.view(daemon)
            taken[viewer] = []
            selector.register(viewer, selectors.EVENT_READ, viewer)
        pictures = {}
        started = time.monotonic()
        while any(len(numbers) < FRAMES for numbers in taken.values()):
            self.assertLess(time.monotonic() - started, 30, f"not all have {FRAMES} pictures")
            for key, _ in selector.select(1):
                parts = key.data.receive()
                self.assertIsNotNone(parts, "a stream ended")
                for part in parts:
                    taken[key.data].append(part.sequence)
                    digest = hashlib.sha256(part.data).digest()
                    self.assertEqual(pictures.setdefault(part.sequence, (digest, part.data))[0], digest)
        seconds = time.monotonic() - started
        for numbers in taken.values():
            self.assertEqual(numbers, sorted(set(numbers)))
        self.assert_clean([data for _, data in pictures.values()])
        viewers = daemon.state()["viewers"]
        self.assertEqual(len(viewers), VIEWERS)
        self.note(f"{sum(map(len, taken.values())) / VIEWERS / seconds:.1f} a second each, "
                  f"{sum(viewer['skipped'] for viewer in viewers)} skipped")

    def test_stalled_viewer(self):
        """a viewer that never reads is closed after its time and counted, and hurts no other"""
        daemon = self.start("--stall-time", "1")
        other = self.view(daemon)
        other.take(3)
        stuck = self.view(daemon, receive_buffer=SMALL)
        started = time.monotonic()
        parts = []
        while daemon.state()["counters"]["stalled"] == 0:
            self.assertLess(time.monotonic() - started, 10, "it is still there")
            parts += other.take_for(0.05)
        self.assertGreaterEqual(time.monotonic() - started, 0.95)
        self.note(f"closed after {time.monotonic() - started:.2f} s")
        parts += other.take(5)
        longest = max(after.timestamp - before.timestamp for before, after in zip(parts, parts[1:]))
        self.note(f"longest gap of the other {longest * 1000:.0f} ms")
        # Had it waited for the other one, it would have been for a second.
        self.assertLess(longest, 0.8)
        state = daemon.state()
        self.assertEqual((len(state["viewers"]), state["counters"]["stalled"]), (1, 1))
        self.assert_cut(stuck)

    def test_queue(self):
        """of a viewer that never reads only a few kilobytes wait in the kernel, and /state tells them"""
        daemon = self.start("--quality", "100")
        stuck = self.view(daemon, receive_buffer=SMALL)
        self.wait_until("its kernel is full", lambda: daemon.state()["viewers"][0]["queue"] > 0)
        told = daemon.state()["viewers"][0]
        self.note(f"{told['queue']} bytes queued, {told['unread']} unread")
        # What may wait unsent is 16 KB, and what one call has begun to send.
        self.assertLess(told["queue"], 16_384 + 65_536)
        self.assertGreater(told["unread"], 0)
        stuck.close()

    def test_talkative_viewer(self):
        """a viewer that sends bytes for ever is not listened to, and hurts no other"""
        daemon = self.start()
        other = self.view(daemon)
        other.take(3)
        before = daemon.resident_bytes()
        loud = self.view(daemon)
        loud.connection.socket.setblocking(False)
        sent, parts = 0, []
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            try:
                sent += loud.connection.socket.send(b"GET / HTTP/1.1\r\n" * 4096)
            except BlockingIOError:
                pass
            parts += other.take_for(0.02)
        longest = max(after.timestamp - before.timestamp for before, after in zip(parts, parts[1:]))
        self.note(f"{sent >> 10} KiB sent, longest gap of the other {longest * 1000:.0f} ms")
        self.assertGreater(sent, 100_000)
        self.assertLess(longest, 0.5)
        self.assertLess(daemon.resident_bytes() - before, 512 << 10)

    def test_picture_memory(self):
        """viewers that each stop inside another picture cannot hold more pictures than there may be"""
        daemon = self.start("--picture-memory", "65536", "--stall-time", "600")
        other = self.view(daemon)
        other.take(10)
        before = daemon.resident_bytes()
        stuck = []
        for _ in range(20):
            stuck.append(self.view(daemon, receive_buffer=SMALL))
            other.take(2)
        parts = other.take(10)
        self.assertEqual(len({part.sequence for part in parts}), 10)
        state = daemon.state()
        self.assertEqual(len(state["viewers"]) + state["counters"]["stalled"], 21)
        # Four pictures: one that is being made, the newest, and two that others can hold. The rest wait for room.
        begun = sum(viewer["frames"] > 0 for viewer in state["viewers"]) - 1
        grown = daemon.resident_bytes() - before
        self.note(f"{begun} of 20 have begun, {state['counters']['stalled']} closed, {grown / 1024:.0f} KiB more")
        self.assertGreaterEqual(begun + state["counters"]["stalled"], 2)
        self.assertLess(begun, 10, "more than there is room for")
        self.assertLess(grown, 400 << 10)

    def assert_cut(self, viewer):
        """The stream of the viewer ends without its closing delimiter."""
        try:
            viewer.take_all()
        except ConnectionResetError:
            pass
        self.assertFalse(viewer.ended)


class Churn(EndToEndCase):
    """Connections that come and go."""

    def test_no_leak(self):
        """3000 short connections of every kind leave no descriptor and no memory behind"""
        daemon = self.start("--size", "320x240")
        for number in range(CONNECTIONS // 10):
            self.come_and_go(daemon, number)
        descriptors, resident = self.settled(daemon)
        for number in range(CONNECTIONS):
            self.come_and_go(daemon, number)
        after, resident_after = self.settled(daemon)
        self.note(f"{descriptors} descriptors, {(resident_after - resident) / 1024:.0f} KiB more")
        self.assertEqual(after, descriptors)
        self.assertLess(resident_after - resident, 128 << 10)
        counters = daemon.state()["counters"]
        self.assertGreaterEqual(counters["connections"], CONNECTIONS * 1.1)
        self.assertEqual(counters["stalled"], 0)

    def come_and_go(self, daemon, number):
        """One connection, of a kind that goes by its number."""
        kind = number % 10
        with Connection(daemon.address) as connection:
            if kind == 0:
                return
            if kind == 1:
                connection.send(b"GET /state HTTP/1.1\r\nHo")
            elif kind == 2:
                connection.send(request("GET", "/stream"))
                connection.read(2000)
                self.reset(connection)
            elif kind == 3:
                connection.send(request("GET", "/snapshot"))
                self.reset(connection)
            elif kind == 4:
                connection.send(b"\xff" * 100 + b"\r\n\r\n")
                self.assertEqual(connection.answer().status, 400)
            elif kind == 5:
                connection.send(request("GET", "/stream?frames=1"))
                connection.read_to_end()
            else:
                connection.send(request("GET", "/healthz"))
                self.assertEqual(connection.answer().status, 200)

    def reset(self, connection):
        """Makes the close of a connection a reset."""
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def settled(self, daemon):
        """Descriptors and memory when all connections have gone."""
        numbers = []

        def is_settled():
            numbers.append(daemon.descriptors())
            return len(numbers) > 20 and len(set(numbers[-20:])) == 1
        self.wait_until("the connections have gone", is_settled)
        return numbers[-1], daemon.resident_bytes()
