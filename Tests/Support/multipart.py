"""The content of /stream, read strictly: every byte of it must be where the documentation says."""

import re
from dataclasses import dataclass

_OPENING = b"--frame\r\n"
_DELIMITER = b"\r\n--frame\r\n"
_ENDING = b"\r\n--frame--\r\n"
_HEAD = re.compile(
    rb"Content-Type: image/jpeg\r\nContent-Length: ([0-9]+)\r\nX-Timestamp: ([0-9]+\.[0-9]{6})\r\n"
    rb"X-Age: ([0-9]+\.[0-9]{3})\r\nX-Sequence: ([0-9]+)\r\n\r\n")
_LONGEST_HEAD = 200


@dataclass(frozen=True)
class Part:
    """One picture: capture time in seconds since 1970, age in milliseconds, number, and the JPEG."""

    timestamp: float
    age: float
    sequence: int
    data: bytes


class PartReader:
    """Takes the content apart as it comes. `ended` says whether the closing delimiter came."""

    def __init__(self):
        self.ended = False
        self._buffer = bytearray()
        self._begun = False

    def feed(self, data):
        """The parts that these bytes complete: those of which the delimiter behind them is there too."""
        if self.ended and data:
            raise AssertionError(f"bytes follow the end: {data[:80]}")
        self._buffer += data
        if not self._begun:
            if len(self._buffer) < len(_OPENING):
                return []
            self._take(_OPENING)
            self._begun = True
        parts = []
        while not self.ended and (part := self._next()):
            parts.append(part)
        return parts

    @property
    def is_between_parts(self):
        """Whether nothing of a next part has come."""
        return not self._buffer

    def _next(self):
        # A stream that ends between two pictures has announced a part that does not come.
        if self._buffer[:len(_ENDING)] == _ENDING:
            self._end(len(_ENDING))
            return None
        head = _HEAD.match(self._buffer)
        if not head:
            if len(self._buffer) > _LONGEST_HEAD:
                raise AssertionError(f"not the head of a part: {bytes(self._buffer[:_LONGEST_HEAD])}")
            return None
        length, start = int(head[1]), head.end()
        tail = bytes(self._buffer[start + length:start + length + len(_ENDING)])
        if len(tail) < len(_DELIMITER) or (_ENDING.startswith(tail) and tail != _ENDING):
            return None
        part = Part(float(head[2]), float(head[3]), int(head[4]), bytes(self._buffer[start:start + length]))
        if tail == _ENDING:
            self._end(start + length + len(_ENDING))
        elif tail.startswith(_DELIMITER):
            del self._buffer[:start + length + len(_DELIMITER)]
        else:
            raise AssertionError(f"no delimiter stands behind a part of {length} bytes, but {tail}")
        return part

    def _take(self, expected):
        if self._buffer[:len(expected)] != expected:
            raise AssertionError(f"not {expected}: {bytes(self._buffer[:80])}")
        del self._buffer[:len(expected)]

    def _end(self, count):
        if len(self._buffer) > count:
            raise AssertionError(f"bytes follow the end: {bytes(self._buffer[count:count + 80])}")
        self._buffer.clear()
        self.ended = True
