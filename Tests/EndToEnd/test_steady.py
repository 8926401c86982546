"""The steady state: what a picture costs in system calls."""

import re
import tempfile
from collections import Counter
from pathlib import Path

from audience import Audience
from case import EndToEndCase, require

VIEWERS = 8
WARM_UP_FRAMES = 15
FRAMES = 100
MOST_SENDS_FOR_ONE = 1.1
# The descriptor, and the number of the picture whose head is sent.
SEND = re.compile(r"sendmsg\((\d+), .*X-Sequence: (\d+)\\r\\n")


class Steady(EndToEndCase):
    """What the program asks of the kernel, seen by a tracer, while nobody comes or goes."""

    def test_calls(self):
        """100 frames to 8 viewers: one sendmsg for each frame and viewer"""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        log = Path(folder.name, "calls")
        # The numbers of the pictures stand in the heads that are sent: with -s they are not cut off.
        daemon = self.start("--size", "320x240", "--rate", "15", before=[
            require("strace"), "-D", "-f", "-qq", "-s", "200", "-o", str(log)])
        with Audience([self.view(daemon) for _ in range(VIEWERS)]) as audience:
            audience.take(WARM_UP_FRAMES)
            first = max(audience.numbers) + 1
            audience.take(FRAMES + 2)
            last = max(audience.numbers) - 1
            self.wait_until("the tracer saw the last frame", lambda: self.begin(self.calls(log), last + 1))
        calls = self.calls(log)
        calls = calls[self.begin(calls, first):self.begin(calls, last + 1)]
        frames = last + 1 - first
        # By what was begun, not by what the viewers have: those who are not ready are given nothing.
        begun = len({found.groups() for _, line in calls if (found := SEND.match(line))})
        counts = Counter(name for name, _ in calls)
        self.note(f"{frames} frames, {frames * VIEWERS - begun} times a viewer was not ready")
        self.note("a frame: " + ", ".join(f"{name} {count / frames:.2f}" for name, count in counts.most_common()))
        self.assertGreaterEqual(frames, FRAMES)
        self.assertGreaterEqual(begun, frames * VIEWERS * 0.8, "many were not ready: this is no steady state")
        self.assertLessEqual(counts["sendmsg"], begun * MOST_SENDS_FOR_ONE)

    def calls(self, log):
        """Each call that was begun: its name, and what the tracer wrote of it."""
        lines = log.read_text(encoding="utf-8").splitlines()
        return [(found[2], found[1]) for line in lines if (found := re.match(r"\d+ +((\w+)\(.*)", line))]

    def begin(self, calls, sequence):
        """The place of the call by which a first viewer is sent this frame; none if it is not there yet."""
        return next((place for place, (_, line) in enumerate(calls)
                     if (found := SEND.match(line)) and int(found[2]) == sequence), None)
