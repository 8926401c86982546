"""The stream of the camera: frames made in time, cut into UVC payloads (UVC 1.1 section 2.4.3)."""

import hashlib
import os
import struct
import time

from camera.faults import PAYLOAD_FAULTS, PICTURE_FAULTS
from camera.pictures import with_damaged_scan, without_tables

PAYLOAD_BYTES = 16 * 1024
_HEADER_BYTES = 2
_FRAME_IDENTIFIER, _END_OF_FRAME, _ERROR, _END_OF_HEADER = 0x01, 0x02, 0x40, 0x80

# No byte of it can be taken for a marker; it ends as the padding of real cameras does.
_JUNK = bytes(number * 7 % 255 for number in range(700)) + bytes(324)


def digest(data):
    """A short digest by which the log tells frames apart."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


class Stream:
    """Knows when the next payload is due and what is in it. Frame numbers go on across restarts."""

    def __init__(self, pictures, faults, log):
        self._pictures, self._faults, self._log = pictures, faults, log
        self.mode = None
        self.rate = None
        self.frozen = False
        self.frames_until_frozen = None
        self.number = 0
        self._frame = None

    @property
    def running(self):
        """Whether the driver has started the stream."""
        return self.mode is not None

    def start(self, mode, interval):
        """Starts sending the mode, a frame every `interval` of 100 ns."""
        self.stop()
        self.mode, self._interval = mode, interval / 1e7
        self._identifier, self._frame = 0, None
        self._due = time.monotonic()

    def stop(self):
        """Stops sending; whether it was running."""
        was_running, self.mode, self._frame = self.running, None, None
        return was_running

    def seconds_until_due(self):
        """How long until a transfer can be answered; None while there is nothing to send."""
        if not self.running or self.frozen:
            return None
        if self._frame is not None:
            return 0
        return max(0, self._due - time.monotonic())

    def payload(self, limit):
        """The next payload, of at most `limit` bytes, header included."""
        if self._frame is None:
            self._begin_frame()
        room = min(limit, PAYLOAD_BYTES) - _HEADER_BYTES
        part = self._frame[self._offset:self._offset + room]
        self._offset += len(part)
        last = self._offset >= len(self._frame)
        flags = _END_OF_HEADER | self._identifier
        flags |= _END_OF_FRAME if last and not self._has("no-end", "run-together") else 0
        flags |= _ERROR if self._has("error-bit") else 0
        if last:
            self._end_frame()
        return struct.pack("BB", _HEADER_BYTES, flags) + part

    def _begin_frame(self):
        interval = 1 / self.rate if self.rate else self._interval
        now = time.monotonic()
        # A camera that is two frames late has lost them: it does not hurry after them.
        self._due = self._due + interval if now - self._due < 2 * interval else now + interval
        self._wrong = [name for name in PICTURE_FAULTS + PAYLOAD_FAULTS if self._faults.take(name)]
        self._frame = self._damaged(self._pictures.frame(self.mode, self.number))
        self._offset = 0

    def _end_frame(self):
        self._log.write("frame", self.number, len(self._frame), digest(self._frame), ",".join(self._wrong) or "-")
        if not self._has("same-id", "run-together"):
            self._identifier ^= _FRAME_IDENTIFIER
        self._frame = None
        self.number += 1
        if self.frames_until_frozen is not None:
            self.frames_until_frozen -= 1
            if self.frames_until_frozen <= 0:
                self.frozen, self.frames_until_frozen = True, None
                self._log.write("frozen")

    def _has(self, *faults):
        return any(fault in self._wrong for fault in faults)

    def _damaged(self, frame):
        for name in self._wrong:
            if name == "truncate":
                frame = frame[:int(len(frame) * self._faults.percent_kept / 100)]
            elif name == "corrupt":
                frame = with_damaged_scan(frame)
            elif name == "no-start":
                frame = frame[2:]
            elif name == "no-tables":
                frame = without_tables(frame)
            elif name == "junk":
                frame = frame + _JUNK
            elif name == "empty":
                frame = b""
            elif name == "garbage":
                frame = b"\xff\xd8" + os.urandom(20_000) + b"\xff\xd9"
            elif name == "noise":
                frame = os.urandom(20_000)
            elif name == "oversize":
                frame = frame + bytes(self.mode.largest_frame + 1000 - len(frame))
        return frame
