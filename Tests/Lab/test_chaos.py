"""One fault after the other, as chance has it: all are told, all are over, and nothing is left of them.

MARTLET_CHAOS_SECONDS in the environment says how long (120), MARTLET_CHAOS_SEED what happens.
"""

import os
import random
import re
import time
from collections import Counter

from outage import PATIENCE_SECONDS
from uvc import UVCCase

SECONDS = float(os.environ.get("MARTLET_CHAOS_SECONDS", "120"))
SEED = int(os.environ.get("MARTLET_CHAOS_SEED", "20261125"))
# Longer than a camera may give no good frame, and shorter than that.
LONG_SECONDS, SHORT_SECONDS = (2.3, 4), (0.1, 1)
# What the allocator of libc may keep of its own accord; a leak of a buffer at each fault would be a multiple.
GROWTH_KILOBYTES = 192
# How many faults lie at least between the two looks at memory and descriptors.
FAULTS_COMPARED = 9


class Chaos(UVCCase):
    """Three viewers who stay through all of it."""

    def test_chaos(self):
        """uvcvideo, faults as chance has them: each is counted and over, and nothing leaks"""
        self.note(f"seed {SEED}")
        self.chance = random.Random(SEED)
        self.enter()
        faults = [self.unplug, self.freeze, self.spoil_all, self.spoil_some, self.starve, self.silence_driver,
                  self.refuse, self.hang, self.pause]
        done, longest, descriptors, memory, since = Counter(), 0, None, None, 0
        began = time.monotonic()
        while (elapsed := time.monotonic() - began) < SECONDS or since < FAULTS_COMPARED:
            # Whatever is made at the first of its kind has been made by then.
            if memory is None and elapsed > SECONDS / 4 and len(done) == len(faults):
                descriptors, memory = self._descriptors(), self._kilobytes()
            since += memory is not None
            # Every kind once, then as it comes.
            left = [fault for fault in faults if fault.__name__ not in done]
            fault = self.chance.choice(left or faults)
            longest = max(longest, self._live_through(fault))
            done[fault.__name__] += 1
        counters = self.daemon.state()["counters"]
        self.note(f"{sum(done.values())} faults in {elapsed:.0f} s, the longest way back {longest:.1f} s")
        self.note(f"{counters['restarts']} restarts, {counters['opens']} openings, {counters['resets']} resets")
        after = self._kilobytes()
        self.note(f"{memory} KiB of its own, {after - memory:+d} since; {descriptors} descriptors")
        self.assertEqual(self._descriptors(), descriptors)
        self.assertLess(after - memory, GROWTH_KILOBYTES)
        self.finish()

    def _live_through(self, fault):
        """Makes a fault, heals it, and waits until all viewers have the camera's pictures; gives how long that took."""
        before = self.daemon.state()["counters"]
        counted = fault()
        healed = time.time()
        self.audience.wait_for_frames(healed, PATIENCE_SECONDS, f"the camera's pictures after {fault.__name__}")
        back = time.time() - healed
        self.wait_until(self.is_streaming, PATIENCE_SECONDS, f"it streams after {fault.__name__}")
        self.assert_healthy()
        after = self.daemon.state()["counters"]
        grown = {name for name in after if name != "faults" and after[name] > before[name]}
        grown |= {name for name, count in after["faults"].items() if count > before["faults"][name]}
        if counted:
            self.assertTrue(grown & set(counted), f"{fault.__name__}: none of {counted} was counted, only {grown}")
        self.audience.check()
        return back

    def _hold(self, seconds):
        time.sleep(self.chance.uniform(*seconds))

    # MARK: What may happen; each heals itself and gives what must be counted, one of it at least

    def unplug(self):
        """The cable."""
        self.command("unplug")
        self._hold(SHORT_SECONDS if self.chance.random() < 0.5 else LONG_SECONDS)
        self.command("plug")
        return "unplugged", "missing"

    def freeze(self):
        """No frame."""
        self.command("freeze")
        self._hold(LONG_SECONDS)
        self.command("thaw")
        return ("silent",)

    def spoil_all(self):
        """No good frame."""
        self.command(self.chance.choice(("error-bit", "garbage", "run-together")) + " -1")
        self._hold(LONG_SECONDS)
        self.command("clear")
        return ("silent",)

    def spoil_some(self):
        """Some frames are bad."""
        self.command(self.chance.choice(("truncate", "no-start", "empty")) + f" {self.chance.randint(1, 20)}")
        self._hold(SHORT_SECONDS)
        self.command("clear")
        return ()

    def starve(self):
        """Some transfers fail, or all for a while."""
        self.command(f"stall {self.chance.choice((1, 3, 30, -1))}")
        self._hold(SHORT_SECONDS)
        self.command("clear")
        return "damaged", "silent"

    def silence_driver(self):
        """The driver asks for no frame any more."""
        self.kill_transfers()
        return ("silent",)

    def refuse(self):
        """The camera refuses to be opened."""
        self.switch("off")
        self.wait_until(lambda: not self.camera.is_streaming(), PATIENCE_SECONDS, "the camera is closed")
        self.command(self.chance.choice(("stall-probe", "stall-commit")) + " -1")
        self.switch("on")
        self._hold(LONG_SECONDS)
        self.command("clear")
        return ("failed",)

    def hang(self):
        """A request is never answered."""
        self.command("hang-control 1", "freeze")
        self._hold(LONG_SECONDS)
        self.command("thaw")
        return ("silent",)

    def pause(self):
        """Somebody pauses and resumes."""
        for _ in range(self.chance.randint(1, 5)):
            self.switch("off")
            time.sleep(self.chance.uniform(0, 0.3))
            self.switch("on")
        return ("opens",)

    # MARK: What it takes

    def _descriptors(self):
        """How many it has open, once that stays the same for a second."""
        numbers = []

        def is_settled():
            numbers.append(int(self.guest.check(f"ls /proc/{self.daemon.process}/fd | wc -l")))
            return len(numbers) > 10 and len(set(numbers[-10:])) == 1
        self.wait_until(is_settled, PATIENCE_SECONDS, "the number of descriptors settles")
        return numbers[-1]

    def _kilobytes(self):
        status = self.guest.check(f"cat /proc/{self.daemon.process}/status")
        return int(re.search(r"^RssAnon:\s+(\d+) kB$", status, re.MULTILINE)[1])
