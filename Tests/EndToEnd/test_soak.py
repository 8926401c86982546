"""Hours of use in short: viewers of all kinds come and go, and it stays as it was.

MARTLET_SOAK_SECONDS in the environment says how long (60). What is asked depends on the seed alone.
"""

import os
import random
import re
import time
from pathlib import Path

from case import EndToEndCase
from soak import LONGEST_VISIT_SECONDS, Bystander, Visitor, plan
from soak_visits import MAY_STALL

SECONDS = int(os.environ.get("MARTLET_SOAK_SECONDS") or 60)
SEED = 20261125
SECONDS_BETWEEN_VISITS = 0.25
# Until then every kind has been there, and more at once than ever later: by how many pictures are held at once the
# program's memory grows up to its limit for them, which is no leak.
WARM_UP_SECONDS = 15
WARM_UP_SECONDS_BETWEEN_VISITS = 0.08
# What a leak would pass many times over; code that was let go after a pause (madvise) is read again page by page.
GROWTH_BYTES = 256 << 10
# While viewers are there: some dozens of small pictures more.
HIGHEST_GROWTH_BYTES = 512 << 10
LEAST_VISITS = SECONDS * 100 // 60


class Soak(EndToEndCase):
    """The test pattern, small, so that what is watched is the program and not libjpeg."""

    longest_seconds = SECONDS + 120

    def test_soak(self):
        """viewers of all kinds come and go: memory and descriptors stay, nobody gets a wrong picture"""
        self.note(f"seed {SEED}")
        generator = random.Random(SEED)
        self.daemon = self.start("--size", "320x240", "--rate", "15", "--stall-time", "3", "--head-time", "3")
        self.visitors, self.highest, self.asked = [], 0, 5
        self.pause(self.daemon)
        self.drawn = self.daemon.get("/snapshot?placeholder=1").body
        self.daemon.put("/streaming", "on")
        self.bystander = Bystander(self.daemon.address, self.drawn)
        self.receive_visitors(plan(generator, WARM_UP_SECONDS, WARM_UP_SECONDS_BETWEEN_VISITS))
        descriptors, memory = self.at_rest()
        self.highest = memory
        self.receive_visitors(plan(generator, SECONDS - WARM_UP_SECONDS, SECONDS_BETWEEN_VISITS))
        descriptors_after, memory_after = self.at_rest()
        self.tell(memory, memory_after, descriptors_after)
        self.assertEqual(descriptors_after, descriptors, "descriptors")
        self.assertLess(memory_after - memory, GROWTH_BYTES)
        self.assertLess(self.highest - memory, HIGHEST_GROWTH_BYTES)
        self.assertGreaterEqual(len(self.visitors), LEAST_VISITS)
        # It has up to fifteen a second, but for the seconds in which somebody has switched the stream off.
        self.assertGreater(len(self.bystander.times), SECONDS * 8, "the others cost the bystander its pictures")
        self.assert_counted(self.state())
        self.assert_clean([data for visitor in self.visitors for data in visitor.samples], (320, 240))
        self.assertEqual(self.daemon.stop()[0], 0)
        self.bystander.join(5)
        self.assertEqual((self.bystander.problem, self.bystander.has_ended), (None, True))

    def receive_visitors(self, visits):
        """Lets the visitors come, each at its time, and waits until the last has gone."""
        began, present = time.monotonic(), []
        for visit in visits:
            time.sleep(max(0, began + visit.at - time.monotonic()))
            present.append(Visitor(self.daemon.address, visit, self.drawn))
            self.visitors.append(present[-1])
            present = [visitor for visitor in present if self.is_present(visitor)]
            self.highest = max(self.highest, self.memory_bytes())
        # Who waits for pictures waits longer when the stream is switched off.
        for visitor in present:
            visitor.join(LONGEST_VISIT_SECONDS + 15)
            self.assertFalse(self.is_present(visitor), f"does not end: {visitor.visit}")

    def is_present(self, visitor):
        """Whether the visitor has not gone; if it has, nothing was wrong with it."""
        if visitor.is_alive():
            return True
        self.assertIsNone(visitor.problem)
        self.assertIsNone(self.bystander.problem)
        return False

    def at_rest(self):
        """Descriptors, and bytes of memory, when the bystander alone is there."""
        numbers = []

        def is_settled():
            numbers.append(self.daemon.descriptors())
            return len(numbers) > 20 and len(set(numbers[-20:])) == 1
        self.wait_until("the bystander alone is there", lambda: len(self.state()["viewers"]) == 1)
        self.wait_until("the connections have gone", is_settled)
        return numbers[-1], self.memory_bytes()

    def memory_bytes(self):
        """Memory of its own and of files (proc(5), status)."""
        status = Path(f"/proc/{self.daemon.process.pid}/status").read_text(encoding="utf-8")
        kilobytes = re.findall(r"^Rss(?:Anon|File):\s+(\d+) kB$", status, re.MULTILINE)
        self.assertEqual(len(kilobytes), 2, f"no figures, it has ended: {status}")
        return sum(map(int, kilobytes)) * 1024

    def state(self):
        """What /state says, by a connection that counts."""
        self.asked += 1
        return self.daemon.state()

    def tell(self, memory, memory_after, descriptors):
        """Adds the figures to the line of this test."""
        pauses = [visitor.pause for visitor in self.visitors if visitor.pause]
        self.note(f"{len(self.visitors)} visitors, {sum(visitor.pictures for visitor in self.visitors)} pictures, "
                  f"{sum(len(visitor.samples) for visitor in self.visitors)} decoded")
        self.note(f"{memory / 1024:.0f} KiB of memory, {(memory_after - memory) / 1024:+.0f} at the end, "
                  f"{(self.highest - memory) / 1024:+.0f} at most, {descriptors} descriptors")
        self.note(f"the bystander had {len(self.bystander.times)} pictures, the longest gap "
                  f"{self.bystander.longest_gap(pauses) * 1000:.0f} ms")

    def assert_counted(self, state):
        """The counters tell what has been."""
        counters = state["counters"]
        may_stall = [visitor for visitor in self.visitors if visitor.visit.kind in MAY_STALL]
        self.note(f"{counters['stalled']} of {len(may_stall)} who read little were closed, "
                  f"{counters['rejected']} requests refused")
        self.assertEqual(counters["connections"], 1 + len(self.visitors) + self.asked)
        self.assertEqual(counters["rejected"], sum(visitor.refused for visitor in self.visitors))
        self.assertLessEqual(max(1, sum(visitor.is_cut for visitor in may_stall)), counters["stalled"])
        self.assertLessEqual(counters["stalled"], len(may_stall))
        self.assertEqual((counters["repaired"], counters["dropped"], counters["damaged"]), (0, 0, 0))
        self.assertLessEqual(len(self.bystander.times), counters["encoded"])
        self.assertLessEqual(counters["encoded"], counters["captured"])
        self.assertEqual((state["state"], state["reason"]), ("streaming", ""))
        viewer, = state["viewers"]
        self.assertAlmostEqual(viewer["frames"], len(self.bystander.times), delta=30)
