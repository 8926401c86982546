"""A viewer of /stream."""

import select
import time

from http1 import Connection, request
from multipart import PartReader


class Viewer:
    """Reads the stream part by part. `head` is the answer's; `ended` says whether the closing delimiter came."""

    def __init__(self, address, target="/stream", receive_buffer=None):
        self.connection = Connection(address, receive_buffer=receive_buffer)
        self.connection.send(request("GET", target))
        self.head = self.connection.answer(has_body=False)
        if self.head.status != 200:
            raise AssertionError(f"{target}: {self.head}")
        self._reader = PartReader()
        self._waiting = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Goes away."""
        self.connection.close()

    @property
    def ended(self):
        """Whether the closing delimiter came."""
        return self._reader.ended

    def fileno(self):
        """The descriptor, for select."""
        return self.connection.socket.fileno()

    def receive(self, most=1 << 18):
        """The parts that the next bytes complete; None when the connection has ended."""
        data = self.connection.read_some(most)
        return self._reader.feed(data) if data else None

    def take(self, count):
        """The next so many parts."""
        parts = []
        while len(parts) < count:
            if not self._waiting:
                received = self.receive()
                if received is None:
                    raise AssertionError(f"the stream ended after {len(parts)} of {count} parts")
                self._waiting += received
            wanted = count - len(parts)
            parts += self._waiting[:wanted]
            self._waiting = self._waiting[wanted:]
        return parts

    def take_for(self, seconds):
        """The parts that come in this time, though it be none."""
        parts, self._waiting = self._waiting, []
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self.connection.has_some() or select.select([self], [], [], left)[0]:
                received = self.receive()
                if received is None:
                    raise AssertionError(f"the stream ended after {len(parts)} parts")
                parts += received
        return parts

    def take_all(self):
        """The parts that come until the connection ends."""
        parts, self._waiting = self._waiting, []
        while (received := self.receive()) is not None:
            parts += received
        return parts
