"""Viewers: programs that read a stream over HTTP and take its parts apart."""

import http.client
import json
import re
import socket
import time
from dataclasses import dataclass

SEED_MARK = b"\r\n--frame\r\nContent-Type: image/jpeg\r\n\r\n"


@dataclass(frozen=True)
class Part:
    """One part of a stream: when it was whole here (seconds since 1970), its headers in lower case, its bytes."""

    arrived: float
    headers: dict
    data: bytes

    @property
    def sequence(self):
        """X-Sequence."""
        return int(self.headers["x-sequence"])

    @property
    def timestamp(self):
        """X-Timestamp, in seconds since 1970 by the guest's clock."""
        return float(self.headers["x-timestamp"])

    @property
    def age(self):
        """X-Age, in milliseconds."""
        return float(self.headers["x-age"])


class Viewer:
    """Reads a stream part by part; its `status` and `headers` are those of the answer."""

    def __init__(self, address, path="/stream", timeout=15):
        self._connection = http.client.HTTPConnection(*address, timeout=timeout)
        self._connection.request("GET", path)
        self._answer = self._connection.getresponse()
        self.status, self.headers = self._answer.status, self._answer.headers
        self.closed_cleanly = False
        if self.status != 200:
            raise AssertionError(f"GET {path}: {self.status} {self._answer.read().decode(errors='replace').strip()}")
        found = re.search(r'boundary="?([^";]+)', self.headers["Content-Type"])
        if not found:
            raise AssertionError(f"GET {path}: Content-Type is {self.headers['Content-Type']}")
        self._boundary = b"--" + found[1].encode()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Goes away."""
        self._answer.close()
        self._connection.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self._line() or self._line()
        self._stop_at_end(line)
        if line != self._boundary:
            raise StopIteration
        headers = {}
        while line := self._line():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        if not headers:     # the next picture was announced and does not come
            self._stop_at_end(self._line())
        length = int(headers.get("content-length", -1))
        data = self._answer.read(length) if length >= 0 else b""
        if len(data) != length:     # the connection ended inside the part
            raise StopIteration
        return Part(time.time(), headers, data)

    def _line(self):
        return self._answer.readline().rstrip(b"\r\n")

    def _stop_at_end(self, line):
        if line == self._boundary + b"--":
            self.closed_cleanly = True
            raise StopIteration

    def take(self, count):
        """The next `count` parts; throws if the stream ends before."""
        parts = []
        for part in self:
            parts.append(part)
            if len(parts) == count:
                return parts
        raise AssertionError(f"the stream ended after {len(parts)} of {count} parts")

    def take_for(self, seconds):
        """The parts that arrive in the next `seconds`."""
        parts, end = [], time.time() + seconds
        for part in self:
            parts.append(part)
            if part.arrived >= end:
                break
        return parts


class SeedViewer:
    """Reads a stream as the first client of this project did: a frame is what stands between two marks."""

    def __init__(self, address, path="/video_feed", timeout=5):
        self._socket = socket.create_connection(address, timeout)
        self._socket.sendall(b"GET %s HTTP/1.1\r\nHost: lab\r\n\r\n" % path.encode())
        self._received = b""
        self._next_picture()    # what stands before the first mark is no picture

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def next_part(self):
        """The next picture, with the moment at which it was in hand."""
        data = self._next_picture()
        return Part(time.time(), {}, data)

    def _next_picture(self):
        while SEED_MARK not in self._received:
            data = self._socket.recv(1 << 16)
            if not data:
                raise AssertionError("the stream ended")
            self._received += data
        picture, _, self._received = self._received.partition(SEED_MARK)
        return picture


def get(address, path, method="GET", body=None, timeout=15):
    """Asks once: the status, the headers and the body of the answer."""
    connection = http.client.HTTPConnection(*address, timeout=timeout)
    try:
        connection.request(method, path, body)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def get_state(address):
    """What `/state` says."""
    status, _, body = get(address, "/state")
    if status != 200:
        raise AssertionError(f"GET /state: {status} {body!r}")
    return json.loads(body)
