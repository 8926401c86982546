"""A viewer who reads all the time, beside what a test does with the board."""

import queue
import threading
import time

import strict_jpeg


class Watcher(threading.Thread):
    """Takes every part of one connection's stream. What is drawn stands still; a picture of the camera never does."""

    def __init__(self, viewer):
        super().__init__(daemon=True)
        self._viewer = viewer
        self._parts = queue.SimpleQueue()
        self._sequence = -1
        self._previous = None
        self.start()

    def run(self):
        end = "the stream ended"
        try:
            for part in self._viewer:
                self._parts.put(part)
        except (OSError, ValueError, AttributeError) as error:  # http.client, when it is closed under the reader
            end = f"the stream broke: {error!r}"
        self._parts.put(end)

    def wait_for_drawn(self, seconds):
        """Waits until two pictures in a row are drawn, and returns the size of the second."""
        return self._wait(seconds, lambda seen, before: seen == before, 1, "are drawn")

    def wait_for_camera(self, seconds, count=5):
        """Waits until so many pictures in a row differ, each from that before it, and returns the last one's size."""
        return self._wait(seconds, lambda seen, before: seen != before, count, "are of the camera")

    def close(self):
        """Goes away."""
        self._viewer.close()

    def _wait(self, seconds, fits, wanted, what):
        deadline = time.monotonic() + seconds
        row = taken = 0
        while row < wanted:
            try:
                part = self._parts.get(timeout=max(deadline - time.monotonic(), 0))
            except queue.Empty:
                raise AssertionError(f"of {taken} pictures in {seconds} s no {wanted + 1} in a row {what}") from None
            before, seen = self._previous, self._look_at(part)
            taken += 1
            row = row + 1 if before and fits(seen, before) else 0
        return seen[:2]

    def _look_at(self, part):
        """Width, height and digest of a part that is as every part has to be."""
        if isinstance(part, str):
            raise AssertionError(part)
        (decoded,) = strict_jpeg.decode([part.data])
        if not decoded.is_clean or part.sequence <= self._sequence:
            raise AssertionError(f"after {self._sequence} came {part.headers}: {decoded}")
        self._sequence = part.sequence
        self._previous = decoded.width, decoded.height, decoded.digest
        return self._previous
