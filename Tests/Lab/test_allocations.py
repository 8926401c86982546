"""Memory is asked for at the start and when somebody comes, and not for a picture of the camera."""

import re
import threading

import allocations
from allocations import Allocations
from bench import LabCase

VIEWERS = 8
WARM_UP_FRAMES = 60
FRAMES = 300
# Until the connection that asked before is closed.
SETTLING_FRAMES = 15
# A frame that the camera needs back while a viewer is still at it is copied into memory that is asked for when there is
# none yet: a picture, its bytes and the list of pictures, of which the last two may take the place of smaller ones.
CALLS_A_COPY = 5
# Each viewer may be at another picture, and the newest is kept for who comes.
MOST_COPIES = VIEWERS + 1
COUNTS = "/tmp/counts"


class AllocationsOfACamera(LabCase):
    """Every call of malloc and its kin, counted by a library that is preloaded in the guest."""

    def test_none_in_the_steady_state(self):
        """300 pictures of uvcvideo, passed through to 8 viewers: no call of malloc or free but for a viewer left behind"""
        library = f"/usr/lib/{allocations.library().name}"
        self.daemon = self.start("--device", self.camera_path, "--size", "640x480", "--rate", "15",
                                 environment=allocations.environment(library, COUNTS))
        with self.daemon.view() as viewer:
            others = [self._read_beside() for _ in range(VIEWERS - 1)]
            viewer.take(WARM_UP_FRAMES)
            copied_before = self._copied()
            viewer.take(SETTLING_FRAMES)
            before = self._counts()
            # Without calls at the start the library would not be there, and would count none later either.
            self.assertGreater(before.total, VIEWERS, "nothing was counted")
            taken_before = [reader.taken for reader in others]
            viewer.take(FRAMES)
            steady = self._counts().since(before)
            copied = self._copied() - copied_before
            taken = [reader.taken - count for reader, count in zip(others, taken_before)]
            # A viewer who comes is a call that must be seen.
            state = self.daemon.state()
            after = self._counts().since(before)
        self.note(f"{FRAMES} frames, {copied} of them copied, the other viewers had {min(taken)} to {max(taken)}, "
                  f"{steady.total} calls: {steady.per_frame(FRAMES)}")
        self.assertEqual((state["format"]["encoded"], len(state["viewers"])), (False, VIEWERS))
        self.assertGreater(min(taken), FRAMES // 4, "a viewer was hardly served: this is no steady state")
        self.assertGreater(after.total, steady.total, "a connection was not counted")
        self.assertLessEqual(steady.total, min(copied, MOST_COPIES) * CALLS_A_COPY, "calls in the steady state")

    def _counts(self):
        return Allocations.parse(self.daemon.read_bytes(COUNTS))

    def _copied(self):
        _, _, content = self.daemon.get("/metrics")
        return int(re.search(rb"^martlet_frames_copied_total (\d+)$", content, re.MULTILINE)[1])

    def _read_beside(self):
        reader = Reader(self.daemon.view())
        self.addCleanup(reader.viewer.close)
        return reader


class Reader(threading.Thread):
    """A viewer who reads until he is closed; `taken` is how many parts he has."""

    def __init__(self, viewer):
        super().__init__(daemon=True)
        self.viewer = viewer
        self.taken = 0
        self.start()

    def run(self):
        try:
            for _ in self.viewer:
                self.taken += 1
        except (OSError, ValueError, AttributeError):
            # http.client, when it is closed under the reader.
            return
