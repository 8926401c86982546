"""Memory is asked for at the start and when somebody comes, and not for a picture."""

import os
import tempfile
from pathlib import Path

import allocations
from allocations import Allocations
from audience import Audience
from case import EndToEndCase

VIEWERS = 8
WARM_UP_FRAMES = 90
FRAMES = 300


class AllocationsOfThePattern(EndToEndCase):
    """Every call of malloc and its kin, counted by a library that is preloaded."""

    def test_none_in_the_steady_state(self):
        """pictures that are drawn and encoded here: 300 of them to 8 viewers without malloc or free"""
        library = allocations.library()
        with tempfile.TemporaryDirectory() as folder:
            counts = Path(folder, "counts")
            daemon = self.start("--size", "320x240", "--rate", "30",
                                env={**os.environ, **allocations.environment(library, counts)})
            with Audience([self.view(daemon) for _ in range(VIEWERS)]) as audience:
                audience.take(WARM_UP_FRAMES)
                before = Allocations.parse(counts.read_bytes())
                # Without calls at the start the library would not be there, and would count none later either.
                self.assertGreater(before.total, VIEWERS, "nothing was counted")
                audience.numbers.clear()
                audience.take(FRAMES)
                steady = Allocations.parse(counts.read_bytes()).since(before)
                # A viewer who comes is a call that must be seen.
                daemon.get("/healthz")
                after = Allocations.parse(counts.read_bytes())
        frames = len(audience.numbers)
        self.note(f"{frames} frames, {steady.total} calls: {steady.per_frame(frames)}")
        self.assertGreater(after.since(before).total, steady.total, "a connection was not counted")
        self.assertEqual(steady.total, 0, "calls in the steady state")
