"""Viewers who stay: each reads one connection for as long as the test lasts, strictly, and remembers what came when."""

import re
import socket
import threading
import time
from dataclasses import dataclass

from camera.pictures import stamp
from camera.stream import digest
from multipart import PartReader
from viewer import SEED_MARK

_QUIET_SECONDS = 15
_HEAD = re.compile(rb"HTTP/1\.1 200 OK\r\n(?:[!-~]+: [ -~]+\r\n)*?"
                   rb"Content-Type: multipart/x-mixed-replace; boundary=frame\r\n(?:[!-~]+: [ -~]+\r\n)*\r\n")


@dataclass(frozen=True)
class Seen:
    """A picture as it came: when it was whole here (seconds since 1970), its X-Sequence (None where there is none).

    `number` is that of the camera's frame, None for a camera that does not count; `digest` is over what the camera sent.
    """

    arrived: float
    sequence: int
    is_drawn: bool
    number: int
    size: int
    digest: str
    data: bytes


class SeedReader:
    """Takes the content of /video_feed apart: a picture is what stands between two marks, and nothing else is there."""

    def __init__(self):
        self._buffer = bytearray()
        self._begun = False

    def feed(self, data):
        """The pictures that these bytes complete."""
        self._buffer += data
        opening = SEED_MARK[2:]
        if not self._begun:
            if len(self._buffer) < len(opening):
                return []
            if not self._buffer.startswith(opening):
                raise AssertionError(f"the content begins with {bytes(self._buffer[:80])}")
            del self._buffer[:len(opening)]
            self._begun = True
        *pictures, rest = bytes(self._buffer).split(SEED_MARK)
        self._buffer[:] = rest
        return pictures


class Watcher(threading.Thread):
    """One viewer. When it has ended, which it does only when it is closed or wronged, `problem` says what was wrong.

    `seen` is every picture, in order. Each byte of the connection belongs to one of them or to what stands around it.
    """

    def __init__(self, address, is_drawn, changed, path="/stream", keeps_frames=False):
        super().__init__(daemon=True)
        self.path, self.problem, self.seen = path, None, []
        self.received = 0
        self._is_drawn, self._changed, self._keeps_frames = is_drawn, changed, keeps_frames
        self._reader = SeedReader() if path.startswith("/video_feed") else PartReader()
        self._closed = False
        self._socket = socket.create_connection(address, 10)
        self._socket.settimeout(_QUIET_SECONDS)
        self.local_port = self._socket.getsockname()[1]
        self._socket.sendall(b"GET %s HTTP/1.1\r\nHost: lab\r\n\r\n" % path.encode())
        self.start()

    def close(self):
        """Goes away."""
        self._closed = True
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass    # the program was quicker
        self.join(5)
        self._socket.close()

    def run(self):
        try:
            rest = self._read_head()
            while True:
                for part in self._reader.feed(rest):
                    self._take(part)
                rest = self._receive()
        except Exception as error:
            if not self._closed:
                with self._changed:
                    self.problem = f"viewer of {self.path}, port {self.local_port}: {type(error).__name__}: {error}"
                    self._changed.notify_all()

    def _receive(self):
        data = self._socket.recv(1 << 18)
        if not data:
            raise AssertionError(f"the connection was ended after {self.received} bytes and {len(self.seen)} pictures")
        self.received += len(data)
        return data

    def _read_head(self):
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._receive()
        head = _HEAD.match(received)
        if not head:
            raise AssertionError(f"not the head of a stream: {received[:300]}")
        return received[head.end():]

    def _take(self, part):
        now = time.time()
        data, sequence = (part, None) if isinstance(part, bytes) else (part.data, part.sequence)
        if not (data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9")):
            raise AssertionError(f"no JPEG of {len(data)} bytes: {data[:4]} to {data[-4:]}")
        if self.seen and sequence is not None and sequence <= self.seen[-1].sequence:
            raise AssertionError(f"X-Sequence {sequence} after {self.seen[-1].sequence}")
        is_drawn = self._is_drawn(data)
        kept = data if is_drawn or self._keeps_frames else None
        if is_drawn and self.seen and self.seen[-1].data == data:
            kept = self.seen[-1].data     # the same again: one copy will do
        picture = Seen(now, sequence, is_drawn, stamp(data), len(data), digest(data), kept)
        with self._changed:
            self.seen.append(picture)
            self._changed.notify_all()


class Audience:
    """Several viewers of one program, who came when it was made and are to stay."""

    def __init__(self, daemon, is_drawn, paths, keeps_frames=False):
        self._daemon, self._changed = daemon, threading.Condition()
        self.watchers = [Watcher(daemon.address, is_drawn, self._changed, path, keeps_frames) for path in paths]
        self._known = None

    def close(self):
        """All go away."""
        for watcher in self.watchers:
            watcher.close()

    def check(self):
        """Nobody was wronged, and the program still has the connections that it had at the first check."""
        for watcher in self.watchers:
            if watcher.problem:
                raise AssertionError(watcher.problem)
        known = sorted((viewer["id"], viewer["peer"], viewer["path"]) for viewer in self._daemon.state()["viewers"])
        self._known = self._known or known
        if known != self._known or len(known) != len(self.watchers):
            raise AssertionError(f"the viewers were {self._known} and are {known}")

    def wait_until(self, condition, seconds, what):
        """Waits until the condition holds of every viewer, and gives what it gave of each; throws after `seconds`."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not all(found := [condition(watcher) for watcher in self.watchers]):
                for watcher in self.watchers:
                    if watcher.problem:
                        raise AssertionError(watcher.problem)
                left = deadline - time.monotonic()
                if left <= 0:
                    last = [(each.path, each.seen[-1].is_drawn if each.seen else None) for each in self.watchers]
                    raise AssertionError(f"not within {seconds} s: {what} (drawn was last: {last})")
                self._changed.wait(left)
        return found

    def wait_for_frames(self, since, seconds, what):
        """The first frame of the camera that came to each after that moment."""
        return self.wait_until(lambda watcher: first(watcher, since, is_drawn=False), seconds, what)


def first(watcher, since, is_drawn):
    """The first picture of that kind that came to a viewer after that moment; None if there is none."""
    found = None
    for picture in reversed(watcher.seen):
        if picture.arrived <= since:
            break
        if picture.is_drawn == is_drawn:
            found = picture
    return found


def between(watcher, begin, end):
    """The pictures that came in that time."""
    pictures = []
    for picture in reversed(watcher.seen):
        if picture.arrived < begin:
            break
        if picture.arrived <= end:
            pictures.append(picture)
    return pictures[::-1]
